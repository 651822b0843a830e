#include "ui/journal_menu.h"

#include "base/memory.h"
#include "ui/edit_note.h"
#include "ui/journal_add.h"
#include "ui/journal_rows.h"
#include "ui/pager.h"
#include "ui/terminal.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHEN_WIDTH = 17 }; /* columns of "13 Nov 2025 21:30" */

/* A deletion that u takes back. */
struct undo {
    int64_t id;
    size_t row;
};

struct browse {
    struct journal *journal;
    const struct theme *theme;
    int *signal;
    struct journal_rows rows;
    struct menu menu;
    struct journal_add add;
    struct undo *undos; /* the last one last */
    size_t undo_count;
    int64_t unsaved_id; /* whose note this is that couldn't be saved */
    char *unsaved;      /* NULL: none */
    bool warned;        /* that it would be lost */
    char title[160];
    char line[640]; /* what the list or the page is to say; "": nothing */
};

/* ---- what is listed */

static void entitle(struct browse *browse)
{
    const struct journal_rows *rows = &browse->rows;
    const char *all = rows->deleted ? "Deleted" : "Journal";
    if (*rows->find)
        snprintf(browse->title, sizeof browse->title, "%s · %zu with “%s”", all, rows->count,
                 rows->find);
    else if (rows->count)
        snprintf(browse->title, sizeof browse->title, "%s · %zu sitting%s", all, rows->count,
                 rows->count == 1 ? "" : "s");
    else
        snprintf(browse->title, sizeof browse->title, "%s", all);
}

static const char *empty_words(const struct journal_rows *rows)
{
    return *rows->error.text ? rows->error.text
           : *rows->find     ? "Nothing here holds these words. Esc shows all."
           : rows->deleted   ? "Nothing is deleted."
                             : "Nothing is written here yet. Each sitting will be, by itself; a "
                               "adds one that was elsewhere.";
}

/* Asks the journal anew, and puts the cursor on a row, or on the last. */
static void settle(struct browse *browse, size_t row)
{
    struct menu *menu = &browse->menu;
    journal_rows_settle(&browse->rows);
    menu->count = browse->rows.count;
    menu->cursor = row < menu->count ? row : menu->count ? menu->count - 1 : 0;
    menu->empty = empty_words(&browse->rows);
    if (menu->top >= menu->count)
        menu->top = 0;
    entitle(browse);
}

static void search(void *context, const char *find)
{
    struct browse *browse = context;
    snprintf(browse->rows.find, sizeof browse->rows.find, "%s", find);
    browse->menu.top = 0;
    settle(browse, 0);
}

/* struct menu knows one context, for its rows and its search. */
static void row(void *context, size_t index, struct menu_row *menu_row)
{
    struct browse *browse = context;
    journal_rows_row(&browse->rows, index, menu_row);
}

static void list(struct browse *browse, bool deleted)
{
    browse->rows.deleted = deleted;
    browse->menu.find[0] = '\0';
    search(browse, "");
}

/* ---- what is done to one */

/* Puts what went wrong into the line; an empty sentence: somebody else has deleted or restored it.
 */
static void say_error(struct browse *browse, const struct error *error)
{
    snprintf(browse->line, sizeof browse->line, "%s",
             *error->text ? error->text : "it was changed elsewhere meanwhile");
    settle(browse, browse->menu.cursor);
}

/* Loads it. False, told in the line, where it is gone or can't be read. */
static bool load(struct browse *browse, int64_t id, struct record *record)
{
    struct error error = browse->rows.error;
    if (id && journal_load(browse->journal, id, record, &error))
        return true;
    say_error(browse, &error);
    return false;
}

/* "It is back: today 21:30, Body scan." */
static void say(struct browse *browse, const char *what, int64_t id)
{
    struct record record;
    struct error error;
    if (!journal_load(browse->journal, id, &record, &error))
        return;
    char *name = record_name(&record, when_now());
    snprintf(browse->line, sizeof browse->line, "%s: %.*s.", what, 400, name);
    free(name);
    record_free(&record);
}

static void delete_one(struct browse *browse, int64_t id)
{
    struct error error;
    if (browse->rows.deleted || !id)
        return;
    if (!journal_delete(browse->journal, id, &error)) {
        say_error(browse, &error);
        return;
    }
    browse->undos = mem_grow(browse->undos, browse->undo_count, sizeof *browse->undos);
    browse->undos[browse->undo_count++] = (struct undo){id, browse->menu.cursor};
    settle(browse, browse->menu.cursor);
    say(browse, "Deleted (u undoes)", id);
}

static void restore(struct browse *browse, int64_t id, size_t row)
{
    struct error error;
    if (journal_restore(browse->journal, id, &error)) {
        settle(browse, row);
        say(browse, "It is back", id);
    } else {
        say_error(browse, &error);
    }
}

/* Of those that are deleted, the one chosen; else the last that was deleted here. */
static void undo(struct browse *browse)
{
    if (browse->rows.deleted && browse->menu.count) {
        restore(browse, journal_rows_id(&browse->rows, browse->menu.cursor), browse->menu.cursor);
    } else if (browse->undo_count) {
        struct undo last = browse->undos[--browse->undo_count];
        restore(browse, last.id, last.row);
    } else {
        snprintf(browse->line, sizeof browse->line,
                 "nothing was deleted just now; D shows what was before");
    }
}

/* What can't be saved is kept, and goes on being written the next time. */
static enum choice edit(struct browse *browse, int64_t id)
{
    struct record record;
    struct error error;
    if (!load(browse, id, &record))
        return CHOICE_MADE;
    if (browse->unsaved_id != id) {
        free(browse->unsaved);
        browse->unsaved = NULL;
    }
    enum note_end end = edit_note(browse->journal, &record, &browse->unsaved, browse->theme,
                                  browse->signal, &error);
    browse->unsaved_id = id;
    if (*error.text)
        say_error(browse, &error);
    else
        settle(browse, browse->menu.cursor);
    record_free(&record);
    return end == NOTE_GONE ? CHOICE_GONE : end == NOTE_GROUND ? CHOICE_GROUND : CHOICE_MADE;
}

/* Before leaving. False, told in the line, once: then it may be let go of. */
static bool save_unsaved(struct browse *browse)
{
    struct error error;
    bool saved = !browse->unsaved ||
                 journal_set_note(browse->journal, browse->unsaved_id, browse->unsaved, &error);
    if (saved || browse->warned)
        return true;
    browse->warned = true;
    say_error(browse, &error);
    return false;
}

/* ---- one, open */

/* Back to the previous note. */
static void undo_note(struct browse *browse, int64_t id)
{
    struct error error;
    if (journal_undo_note(browse->journal, id, &error))
        snprintf(browse->line, sizeof browse->line, "the previous note is back");
    else
        snprintf(browse->line, sizeof browse->line, "%s",
                 *error.text ? error.text : "no former note of it is kept");
    settle(browse, browse->menu.cursor);
}

/* What a key does to the sitting that is open. CHOICE_MADE: it stays so. */
static enum choice on_page_action(struct browse *browse, const struct record *record,
                                  enum action action)
{
    if (action == ACTION_LEAVE_NOW || action == ACTION_GROUND)
        return action == ACTION_GROUND ? CHOICE_GROUND : CHOICE_GONE;
    if (action == ACTION_EDIT_NOTE)
        return edit(browse, record->id);
    if (action == ACTION_RESTORE_SITTING && record->deleted)
        restore(browse, record->id, browse->menu.cursor);
    else if (action == ACTION_RESTORE_SITTING)
        undo_note(browse, record->id);
    if (action == ACTION_DELETE_SITTING)
        delete_one(browse, record->deleted ? 0 : record->id);
    return action == ACTION_RESTORE_SITTING ? CHOICE_MADE : CHOICE_BACK;
}

static enum choice show_page(struct browse *browse, int64_t id)
{
    struct record record;
    struct page page;
    if (!load(browse, id, &record))
        return CHOICE_BACK;
    record_page(&page, &record, true, true);
    struct pager pager = {.page = &page,
                          .where = KEYS_PAGE | KEYS_RECORD | KEYS_GROUND,
                          .line = *browse->line ? browse->line : NULL};
    enum action action = pager_show(&pager, browse->theme, browse->signal);
    browse->line[0] = '\0';
    pager_free(&pager);
    page_free(&page);
    enum choice choice = on_page_action(browse, &record, action);
    record_free(&record);
    return choice;
}

static enum choice open_one(struct browse *browse, int64_t id)
{
    enum choice choice;
    while ((choice = show_page(browse, id)) == CHOICE_MADE)
        ;
    return choice;
}

/* ---- the list */

static void add(struct browse *browse)
{
    struct error error;
    struct record *record = &browse->add.record;
    if (!journal_add_answer(&browse->add, &browse->menu))
        return;
    if (!journal_save(browse->journal, record, &error)) {
        say_error(browse, &error);
        return;
    }
    list(browse, false);
    browse->menu.cursor = journal_rows_find(&browse->rows, record->id);
    say(browse, "Added", record->id);
}

static enum choice on_action(struct browse *browse, int64_t id)
{
    switch ((int)browse->menu.action) {
    case ACTION_EDIT_NOTE:
        return browse->menu.count ? edit(browse, id) : CHOICE_MADE;
    case ACTION_DELETE_SITTING:
        delete_one(browse, id);
        break;
    case ACTION_RESTORE_SITTING:
        undo(browse);
        break;
    case ACTION_ADD_SITTING:
        journal_add_begin(&browse->add, &browse->menu);
        break;
    case ACTION_SHOW_DELETED:
        list(browse, !browse->rows.deleted);
        break;
    }
    return CHOICE_MADE;
}

/* Back from words that were searched, and from those deleted, to all. */
static enum choice go_back(struct browse *browse)
{
    if (!*browse->rows.find && !browse->rows.deleted)
        return save_unsaved(browse) ? CHOICE_BACK : CHOICE_MADE;
    list(browse, browse->rows.deleted && *browse->rows.find);
    return CHOICE_MADE;
}

/* What a page came to: CHOICE_MADE where the list comes again. */
static enum choice leave_page(enum choice choice)
{
    return choice == CHOICE_GONE || choice == CHOICE_GROUND ? choice : CHOICE_MADE;
}

/* CHOICE_MADE: the list is shown again. */
static enum choice follow(struct browse *browse, enum choice choice)
{
    int64_t id = browse->menu.count ? journal_rows_id(&browse->rows, browse->menu.cursor) : 0;
    browse->line[0] = '\0';
    if (choice == CHOICE_MADE)
        return leave_page(open_one(browse, id));
    if (choice == CHOICE_ACTION)
        return on_action(browse, id);
    if (choice == CHOICE_ANSWERED)
        add(browse);
    return choice == CHOICE_BACK ? go_back(browse) : leave_page(choice);
}

/* A note that can't be saved is told of, once, before grounding, too. */
static enum choice choose(struct browse *browse)
{
    browse->menu.line = *browse->line ? browse->line : NULL;
    enum choice choice =
        follow(browse, menu_choose(&browse->menu, browse->theme, NULL, browse->signal));
    return choice == CHOICE_GROUND && !save_unsaved(browse) ? CHOICE_MADE : choice;
}

static void begin(struct browse *browse, const char *line)
{
    const char *notice = line ? line : journal_notice(browse->journal);
    browse->rows.journal = browse->journal;
    browse->menu = (struct menu){.title = browse->title,
                                 .where = KEYS_MENU | KEYS_JOURNAL | KEYS_GROUND,
                                 .marked = SIZE_MAX,
                                 .name_width = WHEN_WIDTH,
                                 .row = row,
                                 .search = search,
                                 .context = browse};
    snprintf(browse->line, sizeof browse->line, "%s", notice ? notice : "");
    settle(browse, 0);
}

enum choice journal_browse(struct journal *journal, const char *line, const struct theme *theme,
                           int *signal)
{
    struct browse *browse = mem_new(1, sizeof *browse);
    enum choice choice = CHOICE_MADE;
    *browse = (struct browse){.journal = journal, .theme = theme, .signal = signal};
    begin(browse, line);
    while (choice == CHOICE_MADE)
        choice = choose(browse);
    journal_rows_free(&browse->rows);
    journal_add_free(&browse->add);
    free(browse->undos);
    free(browse->unsaved);
    free(browse);
    return choice;
}

bool journal_on_screen(struct journal *journal, enum theme_wish wish, bool *ground, int *signal,
                       struct error *error)
{
    struct theme theme;
    *signal = 0;
    *ground = false;
    if (!terminal_begin(error))
        return false;
    theme_choose(&theme, wish);
    *ground = journal_browse(journal, NULL, &theme, signal) == CHOICE_GROUND;
    terminal_end();
    return true;
}
