/* numbmed journal path, backup and forget. */
#include "cmd/journal.h"

#include "base/print.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int journal_where(const struct options *options)
{
    char *path = journal_path();
    (void)options;
    if (!path)
        return fail_with(EXIT_FAILURE,
                         "there is no journal: neither HOME nor XDG_DATA_HOME is set");
    puts(path);
    free(path);
    return EXIT_SUCCESS;
}

int journal_copy(const struct options *options)
{
    struct error error;
    struct journal *journal = journal_ready();
    if (!journal)
        return EXIT_FAILURE;
    bool good = journal_backup(journal, options->arguments[0], &error);
    journal_close(journal);
    if (!good)
        return fail_with(EXIT_FAILURE, error.text);
    print_line(stdout, 0, "The journal is copied to %s, and the copy is checked.",
               options->arguments[0]);
    return EXIT_SUCCESS;
}

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
    puts("Everything is forgotten.");
    return EXIT_SUCCESS;
}
