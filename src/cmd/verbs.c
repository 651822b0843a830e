/* The verbs, each a row like a command's. */
#include "cmd/journal.h"
#include "cmd/journal_transfer.h"
#include "cmd/options.h"

#include "base/text.h"

#include <string.h>

const struct command_row VERBS[] = {
    {.name = "journal list",
     .arguments = "[WORDS…]",
     .arguments_most = -1,
     .about = "list sittings, newest first",
     .more = "Each with its number, by which the other verbs know it. With WORDS, those whose "
             "note, title or feelings have all of them; the beginning of a word is enough.",
     .options = {&OPTION_DELETED, &OPTION_JSON, &OPTION_HELP},
     .run = journal_list},
    {.name = "journal search",
     .arguments = "WORDS…",
     .arguments_least = 1,
     .arguments_most = -1,
     .about = "list those that have all of these words",
     .more = "In their note, title or feelings; the beginning of a word is enough.",
     .options = {&OPTION_DELETED, &OPTION_JSON, &OPTION_HELP},
     .run = journal_search},
    {.name = "journal show",
     .arguments = "NUMBER",
     .arguments_least = 1,
     .arguments_most = 1,
     .about = "show one whole",
     .more = "When it was, how long, how it ended, what was said before and after it, and its "
             "note.",
     .options = {&OPTION_PLAIN, &OPTION_JSON, &OPTION_HELP},
     .run = journal_show},
    {.name = "journal add",
     .arguments = "",
     .about = "add a sitting that was elsewhere",
     .more = "As in: numbmed journal add --minutes 20 --at 7:30 --title Zazen. Without --at it has "
             "just ended.",
     .options = {&OPTION_MINUTES, &OPTION_AT, &OPTION_TITLE, &OPTION_NOTE, &OPTION_HELP},
     .run = journal_add},
    {.name = "journal edit",
     .arguments = "NUMBER",
     .arguments_least = 1,
     .arguments_most = 1,
     .about = "write or change its note, or set its date",
     .more = "Where standard input is no terminal, it is the new note; if it is empty, nothing is "
             "changed. The last three notes that were replaced are kept. With --at, when it began "
             "is set instead.",
     .options = {&OPTION_AT, &OPTION_CLEAR, &OPTION_UNDO, &OPTION_PLAIN, &OPTION_HELP},
     .run = journal_edit},
    {.name = "journal delete",
     .arguments = "NUMBER",
     .arguments_least = 1,
     .arguments_most = 1,
     .about = "delete it; restore brings it back",
     .more = "It is kept out of sight until it is restored, or everything is forgotten. "
             "numbmed journal list --deleted shows what was deleted.",
     .options = {&OPTION_HELP},
     .run = journal_delete_one},
    {.name = "journal restore",
     .arguments = "NUMBER|FILE",
     .arguments_least = 1,
     .arguments_most = 1,
     .about = "bring a deleted one back, or the whole journal from a copy",
     .more = "A sitting stands where it stood before, with its number. A file that journal backup "
             "wrote is checked and becomes the journal; the previous one is kept beside it, and "
             "you are told its name. A file whose name is all digits is written ./12.",
     .options = {&OPTION_HELP},
     .run = journal_restore_one},
    {.name = "journal path",
     .arguments = "",
     .about = "say where the journal lies",
     .more = "It is an SQLite database; beside it lie its log and, after damage or when a copy "
             "was restored, the file as it was. When the last backup was made is said, too.",
     .options = {&OPTION_HELP},
     .run = journal_where},
    {.name = "journal export",
     .arguments = "",
     .about = "write all sittings as CSV, JSON or Markdown",
     .more =
         "Needs one of --csv, --json and --md. All of them can be imported again, without loss; "
         "Markdown is for reading, and has a comment at its end for that. Deleted sittings are "
         "left out.",
     .options = {&OPTION_CSV, &OPTION_JSON, &OPTION_MD, &OPTION_TO_FILE, &OPTION_REPLACE,
                 &OPTION_HELP},
     .run = journal_export},
    {.name = "journal import",
     .arguments = "FILE",
     .arguments_least = 1,
     .arguments_most = 1,
     .about = "bring sittings in from a file",
     .more = "What numbmed exported, a table of your own (docs/journal.md), a log of "
             "Insight Timer or Meditate for GNOME, or the mindful minutes in Apple Health's "
             "export.xml. With - it is read from standard input. All of it or nothing; a sitting "
             "that is there already isn't added again.",
     .options = {&OPTION_DRY_RUN, &OPTION_SKIP_BAD, &OPTION_DATE_ORDER, &OPTION_JSON, &OPTION_HELP},
     .run = journal_import},
    {.name = "journal backup",
     .arguments = "FILE",
     .arguments_least = 1,
     .arguments_most = 1,
     .about = "copy it whole into a new file, and check that",
     .more =
         "Also while numbmed runs. numbmed journal restore FILE makes a copy the journal again.",
     .options = {&OPTION_REPLACE, &OPTION_HELP},
     .run = journal_copy},
    {.name = "journal forget",
     .arguments = "",
     .about = "forget everything, for ever",
     .more = "Needs --all, and the word forget, typed or on standard input. Nothing of it stays in "
             "the file or beside it; copies that you made elsewhere are yours to delete.",
     .options = {&OPTION_ALL, &OPTION_HELP},
     .run = journal_forget},
};

const size_t VERB_COUNT = sizeof VERBS / sizeof *VERBS;

/* A verb belongs to the command that its name begins with. */
const struct command_row *verb_next(const struct command_row *command,
                                    const struct command_row *verb)
{
    size_t length = strlen(command->name);
    for (verb = verb ? verb + 1 : VERBS; verb < VERBS + VERB_COUNT; verb++) {
        if (strncmp(verb->name, command->name, length) == 0 && verb->name[length] == ' ')
            return verb;
    }
    return NULL;
}

const char *verb_name(const struct command_row *verb)
{
    return strchr(verb->name, ' ') + 1;
}

const struct command_row *verb_find(const struct command_row *command, const char *name)
{
    const struct command_row *verb = NULL;
    while ((verb = verb_next(command, verb)) && strcmp(verb_name(verb), name) != 0)
        ;
    return verb;
}

/* Those of one command stand together. */
static size_t count_verbs(const struct command_row *command)
{
    size_t count = 0;
    for (const struct command_row *verb = NULL; (verb = verb_next(command, verb));)
        count++;
    return count;
}

static const char *name_of_verb(const void *list, size_t index)
{
    return verb_name((const struct command_row *)list + index);
}

const char *verb_nearest(const struct command_row *command, const char *name)
{
    return text_nearest(name, name_of_verb, verb_next(command, NULL), count_verbs(command));
}
