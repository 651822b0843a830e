/* numbmed: a guided-meditation player for the terminal. Looks the command up and calls it. */
#include "base/output.h"
#include "base/print.h"
#include "base/text.h"
#include "cmd/options.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int refuse_command(const char *name)
{
    const char *nearest = command_nearest(name);
    if (nearest)
        print_line(stderr, 0, "numbmed: there is no command '%s'; did you mean %s?", name, nearest);
    else
        print_line(stderr, 0,
                   "numbmed: there is no command '%s'; numbmed --help shows what there is", name);
    return EXIT_USAGE;
}

static int refuse_verb(const struct command_row *command, const char *name)
{
    const char *nearest = verb_nearest(command, name);
    if (nearest)
        print_line(stderr, 0, "numbmed: there is no %s command '%s'; did you mean %s?",
                   command->name, name, nearest);
    else
        print_line(stderr, 0,
                   "numbmed: there is no %s command '%s'; numbmed %s --help shows what there is",
                   command->name, name, command->name);
    return EXIT_USAGE;
}

/* `numbmed help [COMMAND [VERB]]` is what people try first. */
static int help(const char *name, const char *verb)
{
    const struct command_row *command = name ? command_find(name) : NULL;
    if (name && !command)
        return refuse_command(name);
    if (command && verb) {
        const struct command_row *found = verb_find(command, verb);
        if (!found)
            return refuse_verb(command, verb);
        command = found;
    }
    if (command)
        help_write_command(command, stdout);
    else
        help_write_all(stdout);
    return EXIT_SUCCESS;
}

/* Brings a command's first word that is no option to the front: its verb, if there is one. */
static bool bring_verb(int argc, char **argv)
{
    int at = 1;
    while (at < argc && argv[at][0] == '-')
        at++;
    if (at >= argc)
        return false;
    char *verb = argv[at];
    for (; at > 1; at--)
        argv[at] = argv[at - 1];
    argv[1] = verb;
    return true;
}

static int run(const struct command_row *command, int argc, char **argv)
{
    struct options options;
    struct error error;
    if (verb_next(command, NULL) && bring_verb(argc, argv)) {
        const struct command_row *verb = verb_find(command, argv[1]);
        return verb ? run(verb, argc - 1, argv + 1) : refuse_verb(command, argv[1]);
    }
    if (!options_read(command, argc, argv, &options, &error))
        return fail_with(EXIT_USAGE, error.text);
    if (options.help) {
        help_write_command(command, stdout);
        return EXIT_SUCCESS;
    }
    return command->run(&options);
}

/* `numbmed`, `numbmed --help`, `numbmed --version`: options without a command. */
static int run_bare(int argc, char **argv)
{
    static const struct command_row BARE = {
        .name = "", .arguments = "", .options = {&OPTION_HELP, &OPTION_VERSION}};
    struct options options;
    struct error error;
    if (!options_read(&BARE, argc, argv, &options, &error))
        return fail_with(EXIT_USAGE, error.text);
    if (options.version)
        puts("numbmed " NUMBMED_VERSION);
    else
        help_write_all(stdout);
    return EXIT_SUCCESS;
}

/* Decoders come and go with every clip and bell. glibc would soon take their large buffers from the
 * heap, where the holes they leave stay ours; with a fixed threshold they are given back at once.
 * The audio thread allocates next to nothing, and so needs no heap of its own. */
static void set_up_memory(void)
{
    enum { LARGE = 32 * 1024 };
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, 2 * LARGE);
}

int main(int argc, char **argv)
{
    output_prepare();
    text_use_locale();
    set_up_memory();
    const struct command_row *command = argc > 1 ? command_find(argv[1]) : NULL;
    struct error error;
    int code;
    if (command)
        code = run(command, argc - 1, argv + 1);
    else if (argc > 1 && strcmp(argv[1], "help") == 0)
        code = help(argv[2], argc > 3 ? argv[3] : NULL);
    else if (argc < 2 || argv[1][0] == '-')
        code = run_bare(argc, argv);
    else
        code = refuse_command(argv[1]);
    if (output_complete(&error))
        return code;
    return fail_with(code != EXIT_SUCCESS ? code : EXIT_FAILURE, error.text);
}
