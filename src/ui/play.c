#include "ui/play.h"

#include "ui/accompany.h"
#include "ui/course_menu.h"
#include "ui/help_now.h"
#include "ui/journal_menu.h"
#include "ui/learn.h"
#include "ui/length_menu.h"
#include "ui/menu.h"
#include "ui/offer.h"
#include "ui/pager.h"
#include "ui/places.h"
#include "ui/practice_menu.h"
#include "ui/stats_view.h"
#include "ui/terminal.h"
#include "ui/welcome.h"

#include <string.h>

/* Both menus and what they lead to. */
struct chooser {
    struct library *library;
    const struct wish *wish;
    struct theme theme;
    struct entry *entry;         /* the practice chosen; NULL where its file was named */
    const struct head *head;     /* its lengths */
    struct places places;        /* where else the menu leads */
    const struct course *course; /* the one gone to, */
    struct course_pick pick;     /* and its day that was chosen */
    bool welcomed;               /* the first screen was passed */
    bool grounding;              /* what was opened is grounding */
    bool again;                  /* or it is the sitting that broke off, */
    int64_t late;                /* ending so many frames later */
    int signal;
};

/* The practice chosen, or named. */
static const char *practice_name(const struct chooser *chooser)
{
    return chooser->entry ? chooser->entry->id : chooser->wish->practice;
}

/* Opens the sitting as chosen; where it can't be, the menu says why and stays. */
static bool try_sitting(struct chooser *chooser, struct sitting *sitting, int64_t frames,
                        struct error *error)
{
    return wish_open(chooser->wish, chooser->library, practice_name(chooser), frames, sitting,
                     error);
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
    struct error error = {""};
    enum choice choice;
    topics_find(&topics, chooser->library);
    do {
        choice = learn_choose(&topics, *error.text ? error.text : NULL, &chooser->theme,
                              &chooser->signal);
    } while (choice == CHOICE_GROUND && !begin_grounding(chooser, sitting, &error));
    topics_free(&topics);
    return choice == CHOICE_GROUND ? CHOICE_MADE : choice;
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

/* Why there is no journal. */
static enum choice show_fault(struct chooser *chooser, const char *sentence,
                              struct sitting *sitting)
{
    struct page page = {0};
    page_add(&page, BLOCK_TITLE, "", "Journal");
    page_add(&page, BLOCK_FAULT, "", sentence);
    enum choice choice = show_page(chooser, &page, KEYS_PAGE, sitting);
    page_free(&page);
    return choice;
}

static enum choice browse(struct chooser *chooser, struct journal *journal, struct sitting *sitting)
{
    struct error error = {""};
    enum choice choice;
    do {
        choice = journal_browse(journal, *error.text ? error.text : NULL, &chooser->theme,
                                &chooser->signal);
    } while (choice == CHOICE_GROUND && !begin_grounding(chooser, sitting, &error));
    return choice == CHOICE_GROUND ? CHOICE_MADE : choice;
}

/* What is sat is written there; where that isn't so, it is opened for a look. */
static enum choice visit_journal(struct chooser *chooser, struct sitting *sitting)
{
    struct error error;
    const struct diary *diary = chooser->wish->diary;
    struct journal *own = diary && diary->journal ? NULL : journal_open(NULL, &error);
    if (!own && !(diary && diary->journal))
        return show_fault(chooser, error.text, sitting);
    enum choice choice = browse(chooser, own ? own : diary->journal, sitting);
    journal_close(own);
    return choice;
}

static bool begin_day(struct chooser *chooser, const struct course_pick *pick,
                      struct sitting *sitting, struct error *error)
{
    if (!sitting_open_day(sitting, chooser->library, pick, &chooser->wish->sitting, error))
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

static struct journal *journal_of(const struct chooser *chooser)
{
    return chooser->wish->diary ? chooser->wish->diary->journal : NULL;
}

static enum choice visit_stats(struct chooser *chooser, struct sitting *sitting)
{
    struct stats_view view;
    enum action action;
    stats_view_open(&view, journal_of(chooser), chooser->wish->streak);
    do {
        action = stats_view_show(&view, &chooser->theme, &chooser->signal);
    } while (action == ACTION_GROUND && !begin_grounding(chooser, sitting, &view.problem));
    stats_view_free(&view);
    return action == ACTION_GROUND   ? CHOICE_MADE
           : action == ACTION_RETURN ? CHOICE_BACK
                                     : CHOICE_GONE;
}

/* The first of them is there once something was sat. */
static const struct place PLACES[] = {
    {.name = "Statistics",
     .about = "What you have sat, week by week.",
     .right = "",
     .visit = visit_stats},
    {.name = "Journal",
     .about = "Your sittings, and notes on them.",
     .right = "",
     .visit = visit_journal},
    {.name = "Learn",
     .about = "What numbness is, what may help, when not to.",
     .right = "",
     .visit = visit_learn},
    {.name = "Help now",
     .about = "Whom to turn to, and the key that grounds.",
     .right = "",
     .visit = visit_help_now},
};

/* ---- choosing */

static bool lengths_that_fit(void *context, int64_t *shortest, int64_t *longest)
{
    const struct chooser *chooser = context;
    return sitting_lengths(chooser->library, practice_name(chooser), &chooser->wish->sitting,
                           shortest, longest);
}

static enum choice choose_length(struct chooser *chooser, const char *practice,
                                 struct sitting *sitting)
{
    struct length_menu lengths;
    struct error error = {""};
    const struct wish *wish = chooser->wish;
    enum choice choice;
    bool refused;
    length_menu_open(&lengths, chooser->head, wish->last_frames,
                     strcmp(practice, wish->last_practice) == 0);
    lengths.range = lengths_that_fit;
    lengths.context = chooser;
    do {
        choice = length_menu_choose(&lengths, *error.text ? error.text : NULL, &chooser->theme,
                                    &chooser->signal);
        error.text[0] = '\0';
        refused =
            (choice == CHOICE_MADE && !try_sitting(chooser, sitting, lengths.frames, &error)) ||
            (choice == CHOICE_GROUND && !begin_grounding(chooser, sitting, &error));
    } while (refused);
    length_menu_close(&lengths);
    return choice == CHOICE_GROUND ? CHOICE_MADE : choice;
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
    size_t from = journal_of(chooser) && stats_any(journal_of(chooser)) ? 0 : 1;
    places_open(places, PLACES + from, sizeof PLACES / sizeof *PLACES - from);
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

/* ---- what broke off */

/* CHOICE_ANSWERED where it was let go of, or there is none. */
static enum choice offer(struct chooser *chooser, struct sitting *sitting)
{
    struct error error = {""};
    enum choice choice;
    struct diary *diary = chooser->wish->diary;
    if (!diary || !diary->offered.id)
        return CHOICE_ANSWERED;
    do {
        choice = offer_choose(&diary->offered, *error.text ? error.text : NULL, &chooser->theme,
                              &chooser->signal);
        error.text[0] = '\0';
        if (choice == CHOICE_MADE)
            chooser->again = wish_open_again(chooser->wish, chooser->library, sitting,
                                             &chooser->pick, &chooser->late, &error);
        if (choice == CHOICE_GROUND && begin_grounding(chooser, sitting, &error))
            choice = CHOICE_MADE;
    } while (*error.text);
    if (choice != CHOICE_BACK)
        return choice;
    chooser->pick = chooser->wish->pick;
    diary_let_go(diary);
    return CHOICE_ANSWERED;
}

static enum choice choose(struct chooser *chooser, struct sitting *sitting, struct error *error)
{
    const struct wish *wish = chooser->wish;
    if (wish->beginning == BEGIN_GROUNDING)
        return begin_grounding(chooser, sitting, error) ? CHOICE_MADE : CHOICE_BACK;
    if (wish->beginning == BEGIN_HELP_NOW)
        return visit_help_now(chooser, sitting);
    enum choice first = wish->welcomed ? CHOICE_ANSWERED : welcome(chooser, sitting);
    if (first == CHOICE_ANSWERED && wish_is_open(wish)) /* else one is on the way to another */
        first = offer(chooser, sitting);
    if (first != CHOICE_ANSWERED)
        return first;
    if (wish->beginning != BEGIN_PRACTICE)
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
    if (wish_is_open(wish) && library_is_empty(library, error))
        return false;
    if (!terminal_begin(error))
        return false;
    theme_choose(&chooser.theme, wish->theme);
    enum choice choice = choose(&chooser, &sitting, error);
    if (choice == CHOICE_MADE)
        accompany(library, wish, &chooser.theme,
                  &(struct opened){&sitting, chooser.pick, chooser.grounding, chooser.again,
                                   chooser.late},
                  played);
    terminal_end();
    played->welcomed = chooser.welcomed;
    if (choice == CHOICE_GONE)
        played->listening.signal = chooser.signal;
    return choice != CHOICE_BACK || !*error->text;
}
