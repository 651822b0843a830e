/* numbmed journal path, backup and forget. */
#include "cmd/journal.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/print.h"
#include "base/when.h"
#include "script/recall.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- where it lies, and its copies */

/* Not on standard output, where scripts look for the path alone. */
static void tell_last_backup(void)
{
    char when[WHEN_SIZE];
    struct recall recall;
    recall_load(&recall);
    when_format(when_here(recall.backup), when_now(), when);
    char *sentence =
        recall.backup
            ? mem_format("the last backup was made: %s", when)
            : mem_copy_text("no backup was made yet; numbmed journal backup FILE makes one");
    fail_with(EXIT_SUCCESS, sentence);
    free(sentence);
    recall_free(&recall);
}

int journal_where(const struct options *options)
{
    struct error error;
    char *path = journal_path();
    (void)options;
    if (!path) {
        path_no_home("there is no journal", "XDG_DATA_HOME", &error);
        return fail_with(EXIT_FAILURE, error.text);
    }
    puts(path);
    tell_last_backup();
    free(path);
    return EXIT_SUCCESS;
}

static void remember_backup(void)
{
    struct error error;
    struct recall recall;
    recall_load(&recall);
    recall.backup = when_now().time;
    if (!recall_save(&recall, &error))
        fail_with(EXIT_SUCCESS, error.text);
    recall_free(&recall);
}

int journal_copy(const struct options *options)
{
    struct error error;
    struct journal *journal = journal_ready();
    if (!journal)
        return EXIT_FAILURE;
    bool good = journal_backup(journal, options->arguments[0], options->force, &error);
    journal_close(journal);
    if (!good)
        return fail_with(EXIT_FAILURE, error.text);
    remember_backup();
    print_line(stdout, 0, "The journal is copied to %s, and the copy is checked.",
               options->arguments[0]);
    return EXIT_SUCCESS;
}

int journal_put_copy_back(const char *copy)
{
    struct error error;
    struct put_back done;
    if (!journal_put_back(NULL, copy, &done, &error)) {
        put_back_free(&done);
        return fail_with(EXIT_FAILURE, error.text);
    }
    print_line(stdout, 0, "%s is the journal again: %" PRId64 " sitting%s.", copy, done.sittings,
               done.sittings == 1 ? "" : "s");
    if (done.aside)
        print_line(stdout, 0,
                   "The previous one is kept: numbmed journal restore '%s' brings it back.",
                   done.aside);
    if (done.notice)
        fail_with(EXIT_SUCCESS, done.notice);
    put_back_free(&done);
    return EXIT_SUCCESS;
}

/* ---- forgetting */

/* Whether the word was typed, or came on standard input. */
static bool is_meant(struct journal *journal)
{
    struct error unused;
    char word[32];
    if (isatty(STDIN_FILENO)) {
        long long count = journal_count(journal, &(struct journal_query){0}, &unused);
        print_line(
            stderr, 0,
            "This forgets %lld sitting%s with all notes, for ever: nothing brings them back.",
            count > 0 ? count : 0, count == 1 ? "" : "s");
        fputs("Type forget to go on: ", stderr);
    }
    if (!fgets(word, sizeof word, stdin))
        return false;
    word[strcspn(word, "\r\n")] = '\0';
    return strcmp(word, "forget") == 0;
}

int journal_forget(const struct options *options)
{
    struct error error;
    if (!options->all)
        return fail_with(EXIT_USAGE, "forget needs --all, as it forgets everything; numbmed "
                                     "journal delete NUMBER deletes one");
    struct journal *journal = journal_ready();
    if (!journal)
        return EXIT_FAILURE;
    bool meant = is_meant(journal), good = meant && journal_forget_all(journal, &error);
    journal_close(journal);
    if (!meant)
        return fail_with(EXIT_FAILURE, "nothing was forgotten, as the word forget didn't come");
    if (!good)
        return fail_with(EXIT_FAILURE, error.text);
    print_line(stdout, 0, "Everything is forgotten.");
    return EXIT_SUCCESS;
}
