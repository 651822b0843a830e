/* Reads a command line by the rows of options that a command has. */
#include "cmd/options.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = COMMAND_OPTIONS_MOST + 1 };

/* The option nearest to a mistyped one of this command. */
static const char *option_name(const void *list, size_t index)
{
    return ((const struct option_row *const *)list)[index]->name;
}

static size_t option_count(const struct command_row *command)
{
    size_t count = 0;
    while (count < COMMAND_OPTIONS_MOST && command->options[count])
        count++;
    return count;
}

static bool refuse_unknown(const struct command_row *command, const char *word, struct error *error)
{
    char *name = mem_format("%.*s", (int)strcspn(word, "="), word);
    const char *bare = name + strspn(name, "-");
    const char *nearest =
        *bare ? text_nearest(bare, option_name, command->options, option_count(command)) : NULL;
    if (nearest)
        error_set(error, "there is no option %s; did you mean --%s?", name, nearest);
    else
        error_set(error, "there is no option %s; numbmed %s --help shows what there is", name,
                  command->name);
    free(name);
    return false;
}

/* getopt's own tables, made from the rows. */
static void make_tables(const struct command_row *command, struct option *longs, char *shorts)
{
    *shorts++ = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < option_count(command); i++) {
        const struct option_row *row = command->options[i];
        longs[i] = (struct option){row->name, row->value ? required_argument : no_argument, NULL,
                                   1000 + (int)i};
        if (row->letter)
            *shorts++ = (char)row->letter;
        if (row->letter && row->value)
            *shorts++ = ':';
    }
    *shorts = '\0';
}

static const struct option_row *row_of(const struct command_row *command, int found)
{
    for (size_t i = 0; i < option_count(command); i++) {
        if (found == 1000 + (int)i || found == command->options[i]->letter)
            return command->options[i];
    }
    return NULL;
}

static bool check_arguments(const struct command_row *command, const struct options *options,
                            struct error *error)
{
    int count = options->argument_count;
    if (options->help || options->version)
        return true;
    if (count < command->arguments_least)
        return error_set(error, "%s needs %s; numbmed %s --help tells more", command->name,
                         command->arguments, command->name);
    if (command->arguments_most < 0 || count <= command->arguments_most)
        return true;
    const char *first = options->arguments[command->arguments_most];
    if (command->arguments_most == 0)
        return error_set(error, "%s takes no arguments; leave out '%s' (numbmed %s --help)",
                         command->name, first, command->name);
    return error_set(error, "%s takes only %s; '%s' is one too many (numbmed %s --help)",
                     command->name, command->arguments, first, command->name);
}

bool options_read(const struct command_row *command, int argc, char **argv, struct options *options,
                  struct error *error)
{
    struct option longs[WORDS_MOST] = {{0}};
    char shorts[2 * WORDS_MOST + 2];
    int found;
    *options = (struct options){0};
    make_tables(command, longs, shorts);
    opterr = 0;
    optind = 0; /* glibc: begin again */
    while (true) {
        int before = optind ? optind : 1;
        found = getopt_long(argc, argv, shorts, longs, NULL);
        if (found == -1)
            break;
        const struct option_row *row = row_of(command, found);
        if (found == ':')
            return error_set(error, "%s needs a value; numbmed %s --help tells more",
                             argv[optind - 1], command->name);
        if (!row && optopt >= 1000)
            return error_set(error, "--%s takes no value; leave out what follows the =",
                             longs[optopt - 1000].name);
        if (!row)
            return refuse_unknown(command, argv[optind > before ? optind - 1 : before], error);
        if (!row->take(options, optarg, error))
            return false;
    }
    options->arguments = argv + optind;
    options->argument_count = argc - optind;
    return check_arguments(command, options, error);
}

int fail_with(int code, const char *sentence)
{
    char *clean = text_clean(sentence);
    print_line(stderr, 0, "numbmed: %s", clean);
    free(clean);
    return code;
}
