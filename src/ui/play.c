#include "ui/play.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/menu.h"
#include "ui/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_TIME_MINUTES = 10 };

/* Both menus and what they lead to. */
struct chooser {
    struct library *library;
    const struct wish *wish;
    struct theme theme;
    char *text; /* what the last row points to */
    size_t checked;
    struct entry *entry;     /* the practice chosen; NULL where its file was named */
    const struct head *head; /* its lengths */
    int64_t *lengths;        /* those offered, and the last one chosen, rising */
    size_t length_count;
    int signal;
};

/* ---- practices */

static char *join_minutes(const struct head *head)
{
    char *text = mem_copy_text("");
    for (size_t i = 0; i < head->minutes_count; i++) {
        char *longer = mem_format("%s%d ", text, head->minutes[i]);
        free(text);
        text = longer;
    }
    char *whole = mem_format("%smin", text);
    free(text);
    return whole;
}

static void practice_row(void *context, size_t index, struct menu_row *row)
{
    struct chooser *chooser = context;
    struct entry *entry = &chooser->library->entries[index];
    library_read_head(entry);
    free(chooser->text);
    chooser->text = NULL;
    if (entry->state == ENTRY_BROKEN) {
        *row = (struct menu_row){entry->id, entry->error, "broken", true};
        return;
    }
    chooser->text = join_minutes(&entry->head);
    *row = (struct menu_row){entry->head.title, entry->head.about, chooser->text, false};
}

/* Checks one practice's whole file; false when all are. */
static bool check_next(void *context)
{
    struct chooser *chooser = context;
    if (chooser->checked >= chooser->library->count)
        return false;
    library_check(&chooser->library->entries[chooser->checked++]);
    return chooser->checked < chooser->library->count;
}

static size_t row_of_practice(const struct chooser *chooser)
{
    for (size_t i = 0; i < chooser->library->count; i++) {
        if (strcmp(chooser->library->entries[i].id, chooser->wish->last_practice) == 0)
            return i;
    }
    return 0;
}

/* ---- lengths */

static char *length_name(int64_t frames)
{
    char text[32];
    int minutes = (int)(frames / FRAMES_PER_MINUTE);
    if (frames % FRAMES_PER_MINUTE == 0)
        return mem_format("%d minute%s", minutes, minutes == 1 ? "" : "s");
    frames_format_duration(frames, text, sizeof text);
    return mem_copy_text(text);
}

static void length_row(void *context, size_t index, struct menu_row *row)
{
    struct chooser *chooser = context;
    free(chooser->text);
    chooser->text = index < chooser->length_count ? length_name(chooser->lengths[index])
                                                  : mem_copy_text("other…");
    *row = (struct menu_row){chooser->text, "", "", false};
}

/* SIZE_MAX: in none. */
static size_t row_of_length(const struct chooser *chooser, int64_t frames)
{
    for (size_t i = 0; i < chooser->length_count; i++) {
        if (chooser->lengths[i] == frames)
            return i;
    }
    return SIZE_MAX;
}

/* Gathers the lengths of a practice: those it offers, and what was last chosen for it. */
static void collect_lengths(struct chooser *chooser, const char *practice)
{
    const struct head *head = chooser->head;
    const struct wish *wish = chooser->wish;
    int64_t last = strcmp(practice, wish->last_practice) == 0 ? wish->last_frames : 0;
    chooser->lengths = mem_resize(chooser->lengths, head->minutes_count + 1, sizeof(int64_t));
    chooser->length_count = 0;
    for (size_t i = 0; i < head->minutes_count; i++) {
        int64_t frames = head->minutes[i] * FRAMES_PER_MINUTE;
        if (last && last < frames)
            chooser->lengths[chooser->length_count++] = last;
        if (last <= frames)
            last = 0;
        chooser->lengths[chooser->length_count++] = frames;
    }
    if (last)
        chooser->lengths[chooser->length_count++] = last;
}

/* The length last chosen stands first; who is here for the first time is offered ten minutes. */
static size_t first_row(const struct chooser *chooser)
{
    const struct wish *wish = chooser->wish;
    size_t row = row_of_length(chooser, wish->last_frames ? wish->last_frames
                                                          : FIRST_TIME_MINUTES * FRAMES_PER_MINUTE);
    if (row == SIZE_MAX)
        row = row_of_length(chooser, chooser->head->default_minutes * FRAMES_PER_MINUTE);
    return row == SIZE_MAX ? 0 : row;
}

void played_begin(struct played *played, const struct sitting *sitting)
{
    *played = (struct played){.frames = sitting->session.chosen,
                              .seed = sitting_varies(sitting) ? (int)sitting->seed : 0};
    snprintf(played->practice, sizeof played->practice, "%s", sitting->practice->id);
    snprintf(played->title, sizeof played->title, "%s", sitting->practice->title);
}

/* A day brings its practice, its opening and, where nobody asked for another, its length. */
static bool open_day(const struct course_pick *pick, struct library *library,
                     struct sitting_wish *wish, struct sitting *sitting, struct error *error)
{
    struct opening opening;
    const struct course_day *day = &pick->course->days[pick->day];
    course_opening(pick->course, pick->day, &opening);
    wish->opening = &opening;
    if (!wish->frames)
        wish->frames = day->minutes * FRAMES_PER_MINUTE;
    return sitting_open(sitting, library, pick->instead ? day->instead : day->practice, wish,
                        error);
}

bool wish_open(const struct wish *wish, struct library *library, const char *name, int64_t frames,
               struct sitting *sitting, struct error *error)
{
    struct sitting_wish sitting_wish = wish->sitting;
    sitting_wish.frames = frames;
    if (wish->pick.course)
        return open_day(&wish->pick, library, &sitting_wish, sitting, error);
    if (wish->silent)
        return sitting_open_silent(sitting, library, &sitting_wish, error);
    return sitting_open(sitting, library, name, &sitting_wish, error);
}

/* Opens the sitting as chosen; where it can't be, the menu says why and stays. */
static bool try_sitting(struct chooser *chooser, struct sitting *sitting, int64_t frames,
                        struct error *error)
{
    const char *name = chooser->entry ? chooser->entry->id : chooser->wish->practice;
    return wish_open(chooser->wish, chooser->library, name, frames, sitting, error);
}

static enum choice choose_length(struct chooser *chooser, const char *practice,
                                 struct sitting *sitting)
{
    struct error error;
    collect_lengths(chooser, practice);
    struct menu menu = {
        .title = chooser->head->title,
        .count = chooser->length_count + 1,
        .marked = row_of_length(chooser, chooser->head->default_minutes * FRAMES_PER_MINUTE),
        .row = length_row,
        .context = chooser,
    };
    menu.cursor = first_row(chooser);
    for (;;) {
        int64_t frames = 0;
        enum choice choice = menu_choose(&menu, &chooser->theme, NULL, &chooser->signal);
        if (choice == CHOICE_BACK || choice == CHOICE_GONE)
            return choice;
        if (choice == CHOICE_MADE && menu.cursor == chooser->length_count) {
            menu.ask = "How many minutes?";
            menu.answer[0] = '\0';
            continue;
        }
        if (choice == CHOICE_MADE)
            frames = chooser->lengths[menu.cursor];
        else if (!frames_parse_minutes(menu.answer, &frames) || frames == 0) {
            menu.line = "write a number of minutes, such as 12 or 12m30s";
            continue;
        }
        if (try_sitting(chooser, sitting, frames, &error))
            return CHOICE_MADE;
        menu.line = error.text;
    }
}

/* The length of a practice that stands fast, be it given or still to be chosen. */
static enum choice settle_length(struct chooser *chooser, const char *practice,
                                 struct sitting *sitting, struct error *error)
{
    int64_t frames = chooser->wish->sitting.frames;
    if (frames)
        return try_sitting(chooser, sitting, frames, error) ? CHOICE_MADE : CHOICE_BACK;
    return choose_length(chooser, practice, sitting);
}

static enum choice choose_practice(struct chooser *chooser, struct sitting *sitting,
                                   struct error *error)
{
    struct menu menu = {
        .title = "What would you like to practise?",
        .count = chooser->library->count,
        .cursor = row_of_practice(chooser),
        .line = chooser->wish->options.notice,
        .marked = SIZE_MAX,
        .row = practice_row,
        .context = chooser,
    };
    for (;;) {
        enum choice choice = menu_choose(&menu, &chooser->theme, check_next, &chooser->signal);
        if (choice != CHOICE_MADE)
            return choice;
        chooser->entry = &chooser->library->entries[menu.cursor];
        library_check(chooser->entry);
        menu.line = chooser->entry->error;
        if (chooser->entry->state == ENTRY_BROKEN)
            continue;
        chooser->head = &chooser->entry->head;
        error->text[0] = '\0';
        choice = settle_length(chooser, chooser->entry->id, sitting, error);
        if (choice != CHOICE_BACK)
            return choice;
        menu.line = *error->text ? error->text : NULL;
    }
}

/* A practice named on the command line, its length still open. */
static enum choice choose_for_named(struct chooser *chooser, struct sitting *sitting,
                                    struct error *error)
{
    struct practice *practice = practice_open(chooser->library, chooser->wish->practice, error);
    if (!practice)
        return CHOICE_BACK;
    struct head head = {practice->title,         practice->about,           practice->minutes,
                        practice->minutes_count, practice->default_minutes, practice->group};
    chooser->head = &head;
    enum choice choice = settle_length(chooser, practice->id, sitting, error);
    chooser->head = NULL;
    practice_free(practice);
    return choice;
}

static bool play_sitting(struct chooser *chooser, struct sitting *sitting, struct played *played)
{
    played_begin(played, sitting);
    played->pick = chooser->wish->pick;
    if (listen_on_screen(sitting, &chooser->wish->options, &chooser->theme, &played->listening))
        sitting_close(sitting);
    return true;
}

static enum choice choose(struct chooser *chooser, struct sitting *sitting, struct error *error)
{
    const struct wish *wish = chooser->wish;
    if (wish->silent || wish->pick.course)
        return try_sitting(chooser, sitting, wish->sitting.frames, error) ? CHOICE_MADE
                                                                          : CHOICE_BACK;
    return wish->practice ? choose_for_named(chooser, sitting, error)
                          : choose_practice(chooser, sitting, error);
}

bool play_on_screen(struct library *library, const struct wish *wish, struct played *played,
                    struct error *error)
{
    struct chooser chooser = {.library = library, .wish = wish};
    struct sitting sitting;
    *played = (struct played){0};
    error->text[0] = '\0';
    if (!wish->silent && !wish->practice && !wish->pick.course && library_is_empty(library, error))
        return false;
    if (!terminal_begin(error))
        return false;
    theme_choose(&chooser.theme, wish->theme);
    enum choice choice = choose(&chooser, &sitting, error);
    if (choice == CHOICE_MADE)
        play_sitting(&chooser, &sitting, played);
    terminal_end();
    free(chooser.text);
    free(chooser.lengths);
    if (choice == CHOICE_GONE)
        played->listening.signal = chooser.signal;
    return choice != CHOICE_BACK || !*error->text;
}
