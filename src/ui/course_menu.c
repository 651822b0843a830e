#include "ui/course_menu.h"

#include "base/memory.h"
#include "script/progress.h"
#include "ui/keys.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_NAME, TEXT_ABOUT, TEXT_RIGHT, TEXTS };

static const struct recall_course *known_of(const struct course_menu *days)
{
    return recall_course(days->recall, days->course->id);
}

static void forget_texts(struct course_menu *days)
{
    for (int i = 0; i < TEXTS; i++) {
        free(days->texts[i]);
        days->texts[i] = NULL;
    }
}

static void spell_day(struct course_menu *days, const struct course_pick *pick)
{
    const struct course_day *day = &days->course->days[pick->day];
    const struct recall_course *known = known_of(days);
    const char *state = progress_next(days->course, known) == pick->day    ? "next · "
                        : progress_is_done(days->course, known, pick->day) ? "done · "
                                                                           : "";
    days->texts[TEXT_NAME] = mem_format("%zu  %s", pick->day + 1, day->title);
    days->texts[TEXT_ABOUT] = mem_copy_text(library_title(days->library, day->practice));
    days->texts[TEXT_RIGHT] = mem_format("%s%d min", state, day->minutes);
}

static void spell_instead(struct course_menu *days, const struct course_pick *pick)
{
    const struct course_day *day = &days->course->days[pick->day];
    days->texts[TEXT_NAME] = mem_format("   or %s", library_title(days->library, day->instead));
    days->texts[TEXT_ABOUT] =
        mem_format("instead of %s", library_title(days->library, day->practice));
    days->texts[TEXT_RIGHT] = mem_format("%d min", day->minutes);
}

static void day_row(void *context, size_t index, struct menu_row *row)
{
    struct course_menu *days = context;
    forget_texts(days);
    if (index == days->count) {
        *row = (struct menu_row){.name = "Begin again", .about = "with no day done", .right = ""};
        return;
    }
    if (days->rows[index].instead)
        spell_instead(days, &days->rows[index]);
    else
        spell_day(days, &days->rows[index]);
    *row = (struct menu_row){.name = days->texts[TEXT_NAME],
                             .about = days->texts[TEXT_ABOUT],
                             .right = days->texts[TEXT_RIGHT]};
}

static void add_row(struct course_menu *days, size_t day, bool instead)
{
    days->rows[days->count++] = (struct course_pick){days->course, day, instead};
}

/* At the day to go on with; what is done may be forgotten only once the end is reached. */
static void settle(struct course_menu *days)
{
    const struct recall_course *known = known_of(days);
    size_t place = progress_place(days->course, known), row = 0;
    bool ended = progress_next(days->course, known) == days->course->count;
    while (days->rows[row].day != place)
        row++;
    days->menu.cursor = row;
    days->menu.count = days->count + ended;
}

void course_menu_open(struct course_menu *days, const struct course *course,
                      struct library *library, struct recall *recall)
{
    *days = (struct course_menu){.course = course, .library = library, .recall = recall};
    days->rows = mem_new(2 * course->count, sizeof *days->rows);
    for (size_t i = 0; i < course->count; i++) {
        add_row(days, i, false);
        if (course->days[i].instead)
            add_row(days, i, true);
    }
    days->menu = (struct menu){.title = course->title,
                               .where = KEYS_MENU | KEYS_GROUND,
                               .marked = SIZE_MAX,
                               .row = day_row,
                               .context = days};
    settle(days);
}

void course_menu_close(struct course_menu *days)
{
    forget_texts(days);
    free(days->rows);
}

static bool begin_again(struct course_menu *days, struct error *error)
{
    bool saved = recall_restart_course(days->recall, days->course->id, error);
    settle(days);
    return saved;
}

enum choice course_menu_choose(struct course_menu *days, const char *line,
                               const struct theme *theme, int *signal)
{
    struct error error;
    days->menu.line = line;
    for (;;) {
        enum choice choice = menu_choose(&days->menu, theme, NULL, signal);
        if (choice == CHOICE_MADE && days->menu.cursor < days->count)
            days->pick = days->rows[days->menu.cursor];
        if (choice != CHOICE_MADE || days->menu.cursor < days->count)
            return choice;
        days->menu.line = begin_again(days, &error) ? NULL : error.text;
    }
}
