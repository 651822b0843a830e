#include "ui/play.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/course_menu.h"
#include "ui/help_now.h"
#include "ui/learn.h"
#include "ui/menu.h"
#include "ui/pager.h"
#include "ui/places.h"
#include "ui/practice_menu.h"
#include "ui/terminal.h"
#include "ui/welcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_TIME_MINUTES = 10 };

/* Both menus and what they lead to. */
struct chooser {
    struct library *library;
    const struct wish *wish;
    struct theme theme;
    char *text;              /* what the last row points to */
    struct entry *entry;     /* the practice chosen; NULL where its file was named */
    const struct head *head; /* its lengths */
    int64_t *lengths;        /* those offered, and the last one chosen, rising */
    size_t length_count;
    struct places places;        /* where else the menu leads */
    const struct course *course; /* the one gone to, */
    struct course_pick pick;     /* and its day that was chosen */
    bool welcomed;               /* the first screen was passed */
    bool grounding;              /* what was opened is grounding */
    int signal;
};

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
    *row = (struct menu_row){.name = chooser->text, .about = "", .right = ""};
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
                     const struct sitting_wish *wish, struct sitting *sitting, struct error *error)
{
    const struct course_day *day = &pick->course->days[pick->day];
    struct opening opening = course_opening(pick->course, pick->day);
    struct sitting_wish own = *wish;
    own.opening = &opening;
    if (!own.frames)
        own.frames = day->minutes * FRAMES_PER_MINUTE;
    return sitting_open(sitting, library, pick->instead ? day->instead : day->practice, &own,
                        error);
}

bool wish_open(const struct wish *wish, struct library *library, const char *name, int64_t frames,
               struct sitting *sitting, struct error *error)
{
    struct sitting_wish sitting_wish = wish->sitting;
    sitting_wish.frames = frames;
    if (wish->grounding)
        return sitting_open_grounding(sitting, library, &sitting_wish, error);
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

/* ---- grounding */

static bool begin_grounding(struct chooser *chooser, struct sitting *sitting, struct error *error)
{
    chooser->grounding =
        sitting_open_grounding(sitting, chooser->library, &chooser->wish->sitting, error);
    return chooser->grounding;
}

/* Shows a page on which g grounds. CHOICE_MADE once it does, CHOICE_ANSWERED to go on. */
static enum choice show_page(struct chooser *chooser, const struct page *page, int where,
                             struct sitting *sitting)
{
    struct error error;
    struct pager pager = {.page = page, .where = where | KEYS_GROUND};
    enum action action;
    while ((action = pager_show(&pager, &chooser->theme, &chooser->signal)) == ACTION_GROUND &&
           !begin_grounding(chooser, sitting, &error))
        pager.line = error.text;
    pager_free(&pager);
    return action == ACTION_GROUND   ? CHOICE_MADE
           : action == ACTION_GO_ON  ? CHOICE_ANSWERED
           : action == ACTION_RETURN ? CHOICE_BACK
                                     : CHOICE_GONE;
}

/* ---- where else the menu leads */

static enum choice visit_learn(struct chooser *chooser, struct sitting *sitting)
{
    struct topics topics;
    (void)sitting;
    topics_find(&topics, chooser->library);
    enum choice choice = learn_choose(&topics, &chooser->theme, &chooser->signal);
    topics_free(&topics);
    return choice;
}

static enum choice visit_help_now(struct chooser *chooser, struct sitting *sitting)
{
    char country[3];
    struct help_lines help;
    struct page page;
    help_lines_load(&help, chooser->library);
    help_lines_country(country);
    help_now_page(&page, &help, country, true);
    enum choice choice = show_page(chooser, &page, KEYS_PAGE, sitting);
    page_free(&page);
    help_lines_free(&help);
    return choice;
}

static bool begin_day(struct chooser *chooser, const struct course_pick *pick,
                      struct sitting *sitting, struct error *error)
{
    struct wish wish = *chooser->wish;
    wish.pick = *pick;
    if (!wish_open(&wish, chooser->library, NULL, wish.sitting.frames, sitting, error))
        return false;
    chooser->pick = *pick;
    return true;
}

static enum choice visit_course(struct chooser *chooser, struct sitting *sitting)
{
    struct course_menu days;
    struct error error = {""};
    enum choice choice;
    bool refused;
    course_menu_open(&days, chooser->course, chooser->library, chooser->wish->recall);
    do {
        choice = course_menu_choose(&days, *error.text ? error.text : NULL, &chooser->theme,
                                    &chooser->signal);
        error.text[0] = '\0';
        refused = (choice == CHOICE_MADE && !begin_day(chooser, &days.pick, sitting, &error)) ||
                  (choice == CHOICE_GROUND && !begin_grounding(chooser, sitting, &error));
    } while (refused);
    course_menu_close(&days);
    return choice == CHOICE_GROUND ? CHOICE_MADE : choice;
}

static const struct place PLACES[] = {
    {.name = "Learn",
     .about = "what numbness is, what may help, when not to",
     .right = "",
     .visit = visit_learn},
    {.name = "Help now",
     .about = "whom to turn to, and the key that grounds",
     .right = "",
     .visit = visit_help_now},
};

/* ---- choosing */

static enum choice choose_length(struct chooser *chooser, const char *practice,
                                 struct sitting *sitting)
{
    struct error error;
    collect_lengths(chooser, practice);
    struct menu menu = {
        .title = chooser->head->title,
        .where = KEYS_MENU | KEYS_GROUND,
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
        if (choice == CHOICE_GROUND) {
            if (begin_grounding(chooser, sitting, &error))
                return CHOICE_MADE;
            menu.line = error.text;
            continue;
        }
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

/* The practice of a row, and its length. */
static enum choice settle_practice(struct chooser *chooser, struct entry *entry,
                                   struct sitting *sitting, struct error *error)
{
    library_check(entry);
    if (entry->state == ENTRY_BROKEN) {
        error_set(error, "%s", entry->error);
        return CHOICE_BACK;
    }
    chooser->entry = entry;
    chooser->head = &entry->head;
    return settle_length(chooser, entry->id, sitting, error);
}

static enum choice visit(struct chooser *chooser, const struct place *place,
                         struct sitting *sitting, struct error *error)
{
    if (place->dim) {
        error_set(error, "%s", place->about);
        return CHOICE_BACK;
    }
    chooser->course = place->course;
    enum choice choice = place->visit(chooser, sitting);
    places_refresh(&chooser->places);
    return choice;
}

/* What was chosen in the first menu: CHOICE_BACK leads there again, with a sentence or without. */
static enum choice follow(struct chooser *chooser, const struct practice_menu *rows, size_t row,
                          struct sitting *sitting, struct error *error)
{
    const struct place *place = practice_menu_place(rows, row);
    if (place)
        return visit(chooser, place, sitting, error);
    return settle_practice(chooser, practice_menu_entry(rows, row), sitting, error);
}

static enum choice choose_from(struct chooser *chooser, struct practice_menu *rows, size_t row,
                               struct sitting *sitting, struct error *error)
{
    struct menu menu = {
        .title = "What would you like to practise?",
        .where = KEYS_MENU | KEYS_GROUND,
        .count = practice_menu_count(rows),
        .cursor = row,
        .line = chooser->wish->options.notice,
        .marked = SIZE_MAX,
        .row = practice_menu_row,
        .context = rows,
    };
    for (;;) {
        enum choice choice =
            menu_choose(&menu, &chooser->theme, practice_menu_check, &chooser->signal);
        if (choice == CHOICE_BACK || choice == CHOICE_GONE)
            return choice;
        error->text[0] = '\0';
        if (choice == CHOICE_MADE)
            choice = follow(chooser, rows, menu.cursor, sitting, error);
        else
            choice = begin_grounding(chooser, sitting, error) ? CHOICE_MADE : CHOICE_BACK;
        if (choice != CHOICE_BACK)
            return choice;
        menu.line = *error->text ? error->text : NULL;
    }
}

static enum choice choose_practice(struct chooser *chooser, struct sitting *sitting,
                                   struct error *error)
{
    struct practice_menu rows;
    struct places *places = &chooser->places;
    const struct wish *wish = chooser->wish;
    places_open(places, PLACES, sizeof PLACES / sizeof *PLACES);
    if (wish->courses)
        places_add_courses(places, wish->courses, wish->recall, visit_course);
    practice_menu_open(&rows, chooser->library, places->list, places->count);
    size_t row = places->underway < places->count ? practice_menu_row_of(&rows, places->underway)
                                                  : practice_menu_find(&rows, wish->last_practice);
    enum choice choice = choose_from(chooser, &rows, row, sitting, error);
    error->text[0] = '\0';
    practice_menu_close(&rows);
    places_close(places);
    return choice;
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

static void play_sitting(struct chooser *chooser, struct sitting *sitting, struct played *played)
{
    played_begin(played, sitting);
    if (!chooser->grounding)
        played->pick = chooser->pick;
    if (listen_on_screen(sitting, &chooser->wish->options, &chooser->theme, &played->listening))
        sitting_close(sitting);
}

/* Before the first session ever. CHOICE_ANSWERED to go on. */
static enum choice welcome(struct chooser *chooser, struct sitting *sitting)
{
    struct page page;
    welcome_page(&page, true);
    enum choice choice = show_page(chooser, &page, KEYS_WELCOME, sitting);
    page_free(&page);
    chooser->welcomed = choice == CHOICE_ANSWERED || choice == CHOICE_MADE;
    return choice;
}

static enum choice choose(struct chooser *chooser, struct sitting *sitting, struct error *error)
{
    const struct wish *wish = chooser->wish;
    if (wish->grounding)
        return begin_grounding(chooser, sitting, error) ? CHOICE_MADE : CHOICE_BACK;
    if (wish->help_now)
        return visit_help_now(chooser, sitting);
    enum choice first = wish->welcomed ? CHOICE_ANSWERED : welcome(chooser, sitting);
    if (first != CHOICE_ANSWERED)
        return first;
    if (wish->silent || wish->pick.course)
        return try_sitting(chooser, sitting, wish->sitting.frames, error) ? CHOICE_MADE
                                                                          : CHOICE_BACK;
    return wish->practice ? choose_for_named(chooser, sitting, error)
                          : choose_practice(chooser, sitting, error);
}

bool play_on_screen(struct library *library, const struct wish *wish, struct played *played,
                    struct error *error)
{
    struct chooser chooser = {.library = library, .wish = wish, .pick = wish->pick};
    struct sitting sitting;
    *played = (struct played){0};
    error->text[0] = '\0';
    bool menu = !wish->silent && !wish->practice && !wish->help_now && !wish->grounding &&
                !wish->pick.course;
    if (menu && library_is_empty(library, error))
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
    played->welcomed = chooser.welcomed;
    played->grounding = chooser.grounding;
    if (choice == CHOICE_GONE)
        played->listening.signal = chooser.signal;
    return choice != CHOICE_BACK || !*error->text;
}
