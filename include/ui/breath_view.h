/* The figure one breathes with: it grows and shrinks with the breath, a word under it. */
#ifndef UI_BREATH_VIEW_H
#define UI_BREATH_VIEW_H

#include "session/session.h"
#include "ui/theme.h"

/* Draws it in the rows [top, bottom), centred: a disc within a ring where there is room, else a
 * bar. Unless it `moves` it keeps its shape, and the word says how long. Returns the row behind it.
 */
int breath_view_draw(WINDOW *window, const struct theme *theme, const struct breathing *breathing,
                     bool moves, int top, int bottom);

/* Milliseconds until it looks another way. */
int breath_view_wait(const struct breathing *breathing, bool moves);

#endif
