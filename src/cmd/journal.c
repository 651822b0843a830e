/* numbmed journal: its screen, and what its verbs share. */
#include "cmd/journal.h"

#include "base/memory.h"
#include "cmd/commands.h"
#include "cmd/open.h"
#include "cmd/sit_down.h"
#include "script/value.h"
#include "ui/journal_menu.h"
#include "ui/terminal.h"

#include <limits.h>
#include <stdlib.h>

struct journal *journal_ready(void)
{
    struct error error;
    struct journal *journal = journal_open(NULL, &error);
    if (!journal)
        fail_with(EXIT_FAILURE, error.text);
    else if (journal_notice(journal))
        fail_with(EXIT_SUCCESS, journal_notice(journal));
    return journal;
}

/* There is none, or it can't be read. */
static int refuse_number(const char *number, const struct error *error)
{
    if (*error->text)
        return fail_with(EXIT_FAILURE, error->text);
    char *sentence =
        mem_format("there is no sitting %s; numbmed journal list shows what there is", number);
    fail_with(EXIT_FAILURE, sentence);
    free(sentence);
    return EXIT_FAILURE;
}

int journal_pick(const struct options *options, struct journal **journal, struct record *record)
{
    struct error error;
    int number;
    const char *text = options->arguments[0];
    if (!value_number(text, 1, INT_MAX, &number)) {
        error_set(&error, "'%s' isn't a sitting's number; numbmed journal list shows them", text);
        return fail_with(EXIT_USAGE, error.text);
    }
    *journal = journal_ready();
    if (!*journal)
        return EXIT_FAILURE;
    if (journal_load(*journal, number, record, &error))
        return EXIT_SUCCESS;
    journal_close(*journal);
    return refuse_number(text, &error);
}

static int show_screen(const struct options *options)
{
    struct error error;
    struct settings settings;
    bool ground;
    int signal = 0;
    struct journal *journal = journal_open(NULL, &error);
    if (!journal)
        return fail_with(EXIT_FAILURE, error.text);
    settings_open(&settings, options, NULL);
    bool good =
        journal_on_screen(journal, theme_wish_named(settings.theme), &ground, &signal, &error);
    settings_close(&settings);
    journal_close(journal);
    if (signal)
        terminal_die_by(signal);
    if (ground)
        return sit_down(options, BEGIN_GROUNDING);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

int command_journal(const struct options *options)
{
    return options->json || wants_plain(options) ? journal_list(options) : show_screen(options);
}
