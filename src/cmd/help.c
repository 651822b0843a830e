#include "cmd/options.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* WIDEST: what lines are wrapped to where there is no terminal, or a wide one. */
enum { WIDEST = 78, COLUMN = 24 };

/* A paragraph, wrapped; `column` is where its last column begins. */
static void write_wrapped(FILE *out, int column, const char *text)
{
    print_wrapped(out, column, print_width(out, WIDEST), text);
}

/* A name, and what it is in a column beside it; below it where the name is too long. */
static void write_row(FILE *out, const char *name, const char *about)
{
    int width = text_width(name, strlen(name));
    if (width >= COLUMN)
        write_wrapped(out, 0, name);
    char *line = width < COLUMN ? mem_format("%s%*s%s", name, COLUMN - width, "", about)
                                : mem_format("%*s%s", COLUMN, "", about);
    write_wrapped(out, COLUMN, line);
    free(line);
}

static void write_option(FILE *out, const struct option_row *row)
{
    char *letter = row->letter ? mem_format("-%c, ", row->letter) : mem_copy_text("    ");
    char *name = mem_format("  %s--%s%s%s", letter, row->name, row->value ? " " : "",
                            row->value ? row->value : "");
    write_row(out, name, row->help);
    free(name);
    free(letter);
}

static void write_verb(FILE *out, const struct command_row *verb)
{
    char *name = mem_format("  %s %s", verb_name(verb), verb->arguments);
    write_row(out, name, verb->about);
    free(name);
}

static void write_verbs(FILE *out, const struct command_row *command)
{
    const struct command_row *verb = verb_next(command, NULL);
    if (!verb)
        return;
    fputs("Verbs:\n", out);
    for (; verb; verb = verb_next(command, verb))
        write_verb(out, verb);
    fputc('\n', out);
}

void help_write_all(FILE *out)
{
    print_line(out, 0, "numbmed - guided meditation in the terminal");
    fputs("\nUsage: numbmed COMMAND [OPTION…]\n\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        print_line(out, 14, "  %-12s%s", COMMANDS[i].name, COMMANDS[i].about);
    fputs("\nBegin with: numbmed play\n", out);
    print_line(out, 0, "More: numbmed COMMAND --help, numbmed --version");
}

void help_write_command(const struct command_row *command, FILE *out)
{
    print_line(out, 0, "numbmed %s - %s", command->name, command->about);
    fputc('\n', out);
    print_line(out, 0, "Usage: numbmed %s%s [OPTION…]%s%s", command->name,
               verb_next(command, NULL) ? " [VERB]" : "", *command->arguments ? " " : "",
               command->arguments);
    fputc('\n', out);
    const char *at = command->more;
    while (*at) {
        size_t length = strcspn(at, "\n");
        char *paragraph = mem_format("%.*s", (int)length, at);
        write_wrapped(out, 0, paragraph);
        fputc('\n', out);
        free(paragraph);
        at += length + strspn(at + length, "\n");
    }
    write_verbs(out, command);
    fputs("Options:\n", out);
    for (size_t i = 0; i < COMMAND_OPTIONS_MOST && command->options[i]; i++)
        write_option(out, command->options[i]);
    if (verb_next(command, NULL))
        fprintf(out, "\nMore: numbmed %s VERB --help\n", command->name);
}
