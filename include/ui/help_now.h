/* Whom to turn to, as a page: on the screen it has the key that grounds. */
#ifndef UI_HELP_NOW_H
#define UI_HELP_NOW_H

#include "script/help_lines.h"
#include "script/page.h"

/* Makes the page: what matters most as its title, how to ground, the lines of the user's country
 * (`code`; "": unknown), the general advice, the lines of all other countries, and of which day all
 * this is. With `keys` it speaks of those of the screen. page_free frees it. */
void help_now_page(struct page *page, const struct help_lines *help, const char *code, bool keys);

#endif
