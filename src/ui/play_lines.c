#include "ui/play_lines.h"

#include "base/print.h"
#include "ui/accompany.h"
#include "ui/offer.h"
#include "ui/sheet.h"
#include "ui/welcome.h"

#include <stdio.h>

static void write_welcome(void)
{
    struct page page;
    welcome_page(&page, false);
    sheet_write(&page, print_width(stdout, SHEET_WIDTH), stdout);
    putchar('\n');
    fflush(stdout); /* before whatever is told of the session */
    page_free(&page);
}

/* Whether one goes on with what broke off, where nothing else was asked for: what isn't answered
 * may be asked again. */
static bool goes_on(const struct wish *wish)
{
    struct diary *diary = wish->diary;
    if (!wish_is_open(wish) || !diary || !diary->offered.id)
        return false;
    enum choice choice = offer_in_lines(&diary->offered);
    if (choice == CHOICE_BACK)
        diary_let_go(diary);
    return choice == CHOICE_MADE;
}

bool play_in_lines(struct library *library, const struct wish *wish, struct played *played,
                   struct error *error)
{
    struct sitting sitting;
    struct opened opened = {.sitting = &sitting,
                            .pick = wish->pick,
                            .grounding = wish->beginning == BEGIN_GROUNDING,
                            .again = goes_on(wish)};
    *played = (struct played){0};
    if (!opened.again && wish_is_open(wish))
        return error_set(error, "%s", NO_MENU);
    if (opened.again
            ? !wish_open_again(wish, library, &sitting, &opened.pick, &opened.late, error)
            : !wish_open(wish, library, wish->practice, wish->sitting.frames, &sitting, error))
        return false;
    bool welcomes = !wish->welcomed && !opened.grounding;
    if (welcomes)
        write_welcome();
    accompany(library, wish, NULL, &opened, played);
    played->welcomed = welcomes;
    return true;
}
