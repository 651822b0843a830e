#include "base/print.h"

#include "base/memory.h"
#include "base/text.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

/* NARROW: the fewest columns that text is wrapped to beside a table. BELOW: how far it is indented
 * where it stands below the table's row instead. */
enum { NARROW = 20, BELOW = 6 };

int print_width(FILE *out, int most)
{
    struct winsize size;
    bool known = ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known && size.ws_col < most ? size.ws_col : most;
}

/* Writes text within `width`, each line but the first indented by `column`, where the first one
 * begins. */
static void write_text(FILE *out, int column, int width, const char *text)
{
    size_t most = strlen(text) + 1;
    struct text_line *lines = mem_new(most, sizeof *lines);
    int room = width - column;
    size_t count = text_wrap(text, room > 1 ? room : 1, lines, most);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%*s%.*s\n", i ? column : 0, "", (int)lines[i].length, lines[i].start);
    if (!count)
        fputc('\n', out);
    free(lines);
}

/* The columns of a table but the last, as wide as they are, on a line of their own. */
static void write_above(FILE *out, int width, const char *head)
{
    int indent = (int)strspn(head, " ");
    if (!head[indent])
        return;
    fprintf(out, "%*s", indent, "");
    write_text(out, indent, width, head + indent);
}

/* The last column of a table, on lines of its own. */
static void write_below(FILE *out, int width, const char *text)
{
    if (!*text)
        return;
    fprintf(out, "%*s", BELOW, "");
    write_text(out, BELOW, width, text);
}

/* Wraps what is too wide: the first `column` columns stay as they are, where there is room. */
static void write_wrapped(FILE *out, int column, int width, const char *line)
{
    size_t start = text_fit(line, column);
    start += strspn(line + start, " ");
    char *head = mem_format("%.*s", (int)start, line);
    column = text_width(head, start);
    if (column <= BELOW || width - column >= NARROW) {
        fputs(head, out);
        write_text(out, column, width, line + start);
    } else {
        write_above(out, width, head);
        write_below(out, width, line + start);
    }
    free(head);
}

void print_wrapped(FILE *out, int column, int width, const char *line)
{
    size_t length = strlen(line);
    while (length && line[length - 1] == ' ')
        length--;
    char *trimmed = mem_format("%.*s", (int)length, line);
    if (text_is_utf8(trimmed, length) && text_width(trimmed, length) > width)
        write_wrapped(out, column, width, trimmed);
    else
        fprintf(out, "%s\n", trimmed);
    free(trimmed);
}

void print_line(FILE *out, int column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *line = mem_format_args(format, args);
    va_end(args);
    print_wrapped(out, column, print_width(out, INT_MAX), line);
    free(line);
}
