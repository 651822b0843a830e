#include "cmd/options.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 78, LINES_MOST = 32 };

/* Writes a paragraph wrapped to the right of `indent`, the first line going on where one is. */
static void write_wrapped(FILE *out, const char *text, int indent)
{
    struct text_line lines[LINES_MOST];
    size_t count = text_wrap(text, WIDTH - indent, lines, LINES_MOST);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%*s%.*s\n", i ? indent : 0, "", (int)lines[i].length, lines[i].start);
}

static void write_option(FILE *out, const struct option_row *row)
{
    enum { COLUMN = 24 };
    char *letter = row->letter ? mem_format("-%c, ", row->letter) : mem_copy_text("    ");
    char *name = mem_format("  %s--%s%s%s", letter, row->name, row->value ? " " : "",
                            row->value ? row->value : "");
    fprintf(out, "%-*s", COLUMN, name);
    if (strlen(name) >= COLUMN)
        fprintf(out, "\n%*s", COLUMN, "");
    write_wrapped(out, row->help, COLUMN);
    free(name);
    free(letter);
}

static void write_verb(FILE *out, const struct command_row *verb)
{
    enum { COLUMN = 24 };
    char *name = mem_format("  %s %s", verb_name(verb), verb->arguments);
    int width = text_width(name, strlen(name));
    fprintf(out, "%s%*s", name, COLUMN - width, "");
    write_wrapped(out, verb->about, COLUMN);
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
    fputs("numbmed - guided meditation in the terminal\n\n", out);
    fputs("Usage: numbmed COMMAND [OPTION…]\n\n", out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-12s%s\n", COMMANDS[i].name, COMMANDS[i].about);
    fputs("\nBegin with: numbmed play\n", out);
    fputs("More: numbmed COMMAND --help, numbmed --version\n", out);
}

void help_write_command(const struct command_row *command, FILE *out)
{
    fprintf(out, "numbmed %s - %s\n\n", command->name, command->about);
    fprintf(out, "Usage: numbmed %s%s [OPTION…]%s%s\n\n", command->name,
            verb_next(command, NULL) ? " [VERB]" : "", *command->arguments ? " " : "",
            command->arguments);
    const char *at = command->more;
    while (*at) {
        size_t length = strcspn(at, "\n");
        char *paragraph = mem_format("%.*s", (int)length, at);
        write_wrapped(out, paragraph, 0);
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
