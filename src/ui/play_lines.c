#include "ui/play_lines.h"

#include "ui/offer.h"
#include "ui/plain.h"
#include "ui/sheet.h"
#include "ui/terminal.h"
#include "ui/welcome.h"

#include <stdio.h>

static void write_welcome(void)
{
    struct page page;
    welcome_page(&page, false);
    sheet_write(&page, terminal_width(SHEET_WIDTH), stdout);
    putchar('\n');
    fflush(stdout); /* before whatever is told of the session */
    page_free(&page);
}

/* Whether one goes on with what broke off: what isn't answered may be asked again. */
static bool goes_on(const struct wish *wish)
{
    struct diary *diary = wish->diary;
    if (wish->beginning == BEGIN_GROUNDING || !diary || !diary->offered.id)
        return false;
    enum choice choice = offer_ask(&diary->offered);
    if (choice == CHOICE_BACK)
        diary_let_go(diary);
    return choice == CHOICE_MADE;
}

static bool open_sitting(const struct wish *wish, struct library *library, struct sitting *sitting,
                         struct played *played, struct listen_options *options, struct error *error)
{
    int64_t late;
    struct course_pick pick = wish->pick;
    bool again = goes_on(wish);
    if (again ? !wish_open_again(wish, library, sitting, &pick, &late, error)
              : !wish_open(wish, library, wish->practice, wish->sitting.frames, sitting, error))
        return false;
    played_begin(played, sitting);
    played->pick = pick;
    played->grounding = wish->beginning == BEGIN_GROUNDING;
    played->welcomed = !wish->welcomed && !played->grounding;
    if (!played->grounding)
        options->diary = wish_write_down(wish, sitting, &pick, again);
    return true;
}

bool play_in_lines(struct library *library, const struct wish *wish, struct played *played,
                   struct error *error)
{
    struct sitting sitting;
    struct listen_options options = wish->options;
    *played = (struct played){0};
    if (!open_sitting(wish, library, &sitting, played, &options, error))
        return false;
    if (played->welcomed)
        write_welcome();
    if (play_plain(&sitting, &options, &played->listening))
        sitting_close(&sitting);
    return true;
}
