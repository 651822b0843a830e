#include "script/fault.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* A file may be all faults: nobody reads more of them, and a megabyte holds 300 000. */
enum { LONGEST = 400, MOST = 1000 };

void faults_add(struct faults *faults, struct mark mark, const char *format, ...)
{
    char text[LONGEST];
    va_list args;
    if (!faults || faults->count >= MOST)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    faults->list = mem_grow(faults->list, faults->count, sizeof *faults->list);
    faults->list[faults->count++] = (struct fault){mark, text_clean(text)};
}

bool mark_before(struct mark a, struct mark b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/* Faults are few and nearly in order: insertion is quick, and stable. */
void faults_sort(struct faults *faults)
{
    for (size_t i = 1; i < faults->count; i++) {
        struct fault fault = faults->list[i];
        size_t at = i;
        for (; at > 0 && mark_before(fault.mark, faults->list[at - 1].mark); at--)
            faults->list[at] = faults->list[at - 1];
        faults->list[at] = fault;
    }
}

struct mark fault_place(const struct fault *fault)
{
    return fault->mark.line ? fault->mark : (struct mark){1, 1};
}

void faults_write(const struct faults *faults, const char *path, FILE *out)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct mark mark = fault_place(&faults->list[i]);
        print_line(out, 0, "%s:%d:%d: error: %s", path, mark.line, mark.column,
                   faults->list[i].text);
    }
}

char *faults_first(const struct faults *faults, const char *path)
{
    struct mark mark = fault_place(&faults->list[0]);
    return mem_format("%s:%d:%d: %s", path, mark.line, mark.column, faults->list[0].text);
}

void faults_free(struct faults *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        free(faults->list[i].text);
    free(faults->list);
    *faults = (struct faults){0};
}
