/* numbmed journal add, edit, delete and restore. */
#include "cmd/journal.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/print.h"
#include "cmd/open.h"
#include "cmd/sit_down.h"
#include "ui/edit_note.h"
#include "ui/elsewhere.h"
#include "ui/record_words.h"
#include "ui/terminal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char GONE[] = "the sitting is gone from the journal";

/* ---- one more */

static bool fill(const struct options *options, struct record *record, struct error *error)
{
    record->sat = options->frames / FRAMES_PER_SECOND;
    return elsewhere_when(record, options->at ? options->at : "", when_now(), error) &&
           elsewhere_title(record, options->title ? options->title : "", error) &&
           elsewhere_note(record, options->note ? options->note : "", error);
}

static bool save(struct record *record, struct error *error)
{
    struct journal *journal = journal_open(NULL, error);
    bool good = journal && journal_save(journal, record, error);
    if (journal && journal_notice(journal)) /* it may have been mended only while it was written */
        fail_with(EXIT_SUCCESS, journal_notice(journal));
    journal_close(journal);
    return good;
}

int journal_add(const struct options *options)
{
    struct error error;
    struct record record;
    if (options->frames && options->frames < FRAMES_PER_SECOND)
        return fail_with(EXIT_USAGE, "--minutes is out of range; a sitting lasts from one second "
                                     "to a day");
    if (!options->frames)
        return fail_with(EXIT_USAGE, "journal add needs --minutes; numbmed journal add --help "
                                     "tells more");
    elsewhere_begin(&record);
    int code = !fill(options, &record, &error) ? EXIT_USAGE
               : !save(&record, &error)        ? EXIT_FAILURE
                                               : EXIT_SUCCESS;
    if (code == EXIT_SUCCESS) {
        char *name = record_name(&record, when_now());
        print_line(stdout, 0, "Added as number %" PRId64 ": %s.", record.id, name);
        free(name);
    } else {
        fail_with(code, error.text);
    }
    record_free(&record);
    return code;
}

/* ---- its note */

/* All of standard input. */
static bool read_note(char **text, struct error *error)
{
    size_t room = NOTE_MOST + 2, length = 0, got;
    char *bytes = mem_new(room, 1);
    while (length < room - 1 && (got = fread(bytes + length, 1, room - 1 - length, stdin)) > 0)
        length += got;
    bool good = length <= NOTE_MOST ||
                error_set(error, "the note is too long; %d bytes are the most", NOTE_MOST);
    if (good && memchr(bytes, '\0', length))
        good = error_set(error, "the note has a NUL in it; write it as text");
    free(*text);
    *text = bytes;
    return good;
}

/* What comes from a pipe is checked as what is typed is by the editor. Nothing at all is more often
 * a command without input than a note to be removed. */
static bool take_note(struct journal *journal, struct record *record, struct error *error)
{
    char *text = NULL;
    bool good = read_note(&text, error);
    if (good && !text[strspn(text, " \t\r\n")])
        good = error_set(error, "standard input is empty, and nothing was changed; --clear removes "
                                "the note");
    good = good && elsewhere_note(record, text, error) &&
           journal_set_note(journal, record->id, record->note, error);
    free(text);
    return good;
}

static bool go_back(struct journal *journal, int64_t id, struct error *error)
{
    return journal_undo_note(journal, id, error) ||
           (*error->text ? false : error_set(error, "no former note of it is kept"));
}

static bool write_note(const struct options *options, struct journal *journal,
                       struct record *record, bool *ground, int *signal, struct error *error)
{
    struct settings settings;
    if (options->clear)
        return journal_set_note(journal, record->id, NULL, error);
    if (options->undo)
        return go_back(journal, record->id, error);
    if (!isatty(STDIN_FILENO))
        return take_note(journal, record, error);
    if (wants_plain(options))
        return edit_note_in_lines(journal, record, signal, error);
    settings_open(&settings, options, NULL);
    bool good = edit_note_on_screen(journal, record, theme_wish_named(settings.theme), ground,
                                    signal, error);
    settings_close(&settings);
    return good;
}

/* ---- its date */

/* What numbmed recorded itself was never before there was a numbmed: such a date would be as unsure
 * as the one that it replaces. */
static bool take_date(struct record *record, const char *text, struct error *error)
{
    if (!*text)
        return error_set(error, "--at is empty; write it like yesterday 21:30 or 2026-11-03 21:30");
    return elsewhere_when(record, text, when_now(), error) &&
           (!record_date_is_unsure(record) ||
            error_set(error,
                      "numbmed recorded this sitting, so it didn't begin at '%s'; write "
                      "when it did",
                      text));
}

static int set_date(const struct options *options)
{
    struct journal *journal;
    struct record record;
    struct error error;
    int code = journal_pick(options, &journal, &record);
    if (code != EXIT_SUCCESS)
        return code;
    if (!take_date(&record, options->at, &error))
        code = EXIT_USAGE;
    else if (!journal_set_date(journal, record.id, record.began, record.utc_offset, &error))
        code = EXIT_FAILURE;
    journal_close(journal);
    char *name = record_name(&record, when_now());
    if (code == EXIT_SUCCESS)
        print_line(stdout, 0, "The date is set: %s.", name);
    else
        fail_with(code, *error.text ? error.text : GONE);
    free(name);
    record_free(&record);
    return code;
}

int journal_edit(const struct options *options)
{
    struct journal *journal;
    struct record record;
    struct error error = {""};
    bool ground = false;
    int signal = 0;
    if (options->clear + options->undo + (options->at != NULL) > 1)
        return fail_with(EXIT_USAGE, "--at, --clear and --undo can't be given together");
    if (options->at)
        return set_date(options);
    int code = journal_pick(options, &journal, &record);
    if (code != EXIT_SUCCESS)
        return code;
    bool good = write_note(options, journal, &record, &ground, &signal, &error) &&
                journal_accept(journal, record.id, &error);
    record_free(&record);
    journal_close(journal);
    if (signal)
        terminal_die_by(signal);
    if (!good)
        return fail_with(EXIT_FAILURE, *error.text ? error.text : GONE);
    if (*error.text)
        fail_with(EXIT_SUCCESS, error.text);
    print_line(stdout, 0, "%s",
               options->clear  ? "The note is removed; --undo brings it back."
               : options->undo ? "The previous note is back."
                               : "The note is saved.");
    return ground ? sit_down(options, BEGIN_GROUNDING) : EXIT_SUCCESS;
}

/* ---- out of sight, and back */

static int change(const struct options *options, bool deletes)
{
    struct journal *journal;
    struct record record;
    struct error error;
    int code = journal_pick(options, &journal, &record);
    if (code != EXIT_SUCCESS)
        return code;
    bool good = deletes ? journal_delete(journal, record.id, &error)
                        : journal_restore(journal, record.id, &error);
    char *name = record_name(&record, when_now());
    if (good)
        print_line(stdout, 0, "%s: %s.", deletes ? "Deleted" : "It is back", name);
    if (good && deletes)
        print_line(stdout, 0, "numbmed journal restore %" PRId64 " brings it back.", record.id);
    if (!good && !*error.text)
        error_set(&error, deletes ? "%s is deleted already" : "%s isn't deleted", name);
    free(name);
    record_free(&record);
    journal_close(journal);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

int journal_delete_one(const struct options *options)
{
    return change(options, true);
}

/* A sitting by its number, or all of the journal from a file, as which a name counts that isn't all
 * digits. */
int journal_restore_one(const struct options *options)
{
    const char *what = options->arguments[0];
    return what[strspn(what, "0123456789")] ? journal_put_copy_back(what) : change(options, false);
}
