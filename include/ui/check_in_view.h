/* A check-in on the screen: all of it at once, or one question at a time where there is less room.
 */
#ifndef UI_CHECK_IN_VIEW_H
#define UI_CHECK_IN_VIEW_H

#include "ui/check_in.h"
#include "ui/theme.h"

void check_in_view_draw(WINDOW *window, const struct theme *theme,
                        const struct check_in_model *model);

/* How many words stand side by side in a window. */
size_t check_in_view_columns(WINDOW *window);

#endif
