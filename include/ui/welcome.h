/* Before the first session ever: what this is, that it is no treatment, how to stop, and how to
 * ground. */
#ifndef UI_WELCOME_H
#define UI_WELCOME_H

#include "script/page.h"

#include <stdbool.h>

/* Makes the page, with or without what the keys of its screen do. page_free frees it. */
void welcome_page(struct page *page, bool keys);

#endif
