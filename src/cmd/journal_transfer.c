#include "cmd/journal_transfer.h"

#include "base/memory.h"
#include "base/output.h"
#include "base/print.h"
#include "cmd/journal_json.h"
#include "cmd/written.h"
#include "journal/export.h"
#include "journal/import.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct journal *open_journal(struct error *error)
{
    struct journal *journal = journal_open(NULL, error);
    if (journal && journal_notice(journal))
        fail_with(EXIT_SUCCESS, journal_notice(journal));
    return journal;
}

/* ---- out */

struct writer {
    bool (*write)(struct journal *journal, FILE *out, struct error *error);
    const char *what;
};

static const struct writer CSV = {export_csv, "the journal as CSV"},
                           JSON = {journal_json_export, "the journal as JSON"},
                           MARKDOWN = {journal_markdown_export, "the journal as Markdown"};

/* NULL: there isn't exactly one. */
static const struct writer *choose_writer(const struct options *options)
{
    if (options->csv + options->json + options->md != 1)
        return NULL;
    return options->csv ? &CSV : options->json ? &JSON : &MARKDOWN;
}

int journal_export(const struct options *options)
{
    struct error error;
    bool good = false;
    const struct writer *writer = choose_writer(options);
    if (!writer)
        return fail_with(EXIT_USAGE, "export needs one of --csv, --json and --md");
    struct output *output = NULL;
    if (journal_allows_file(options->output, &error))
        output = output_begin(options->output, options->force ? OUTPUT_REPLACE : 0, &error);
    if (!output)
        return fail_with(EXIT_FAILURE, error.text);
    struct journal *journal = open_journal(&error);
    if (journal)
        good = writer->write(journal, output_stream(output), &error);
    journal_close(journal);
    good = output_finish(output, good, &error) && good;
    if (!good)
        return fail_with(EXIT_FAILURE, error.text);
    tell_written(options->output, writer->what);
    return EXIT_SUCCESS;
}

/* ---- in */

enum { TOLD_MOST = 20 }; /* bad rows, where nothing comes in anyway */

struct source {
    const char *path;
    const struct import *import;
};

static void tell_row(void *context, int64_t line, const char *sentence)
{
    const struct source *source = context;
    if (!source->import->skip_bad && source->import->bad > TOLD_MOST)
        return;
    char *whole = mem_format("%s:%" PRId64 ": %s", source->path, line, sentence);
    fail_with(EXIT_SUCCESS, whole);
    free(whole);
}

static void tell_unknown(const struct import *import, const char *path)
{
    if (!import->unknown_count)
        return;
    char *list = mem_copy_text(import->unknown[0]);
    for (size_t i = 1; i < import->unknown_count; i++) {
        char *longer = mem_format("%s, %s", list, import->unknown[i]);
        free(list);
        list = longer;
    }
    const char *more = import->unknown_count == UNKNOWN_MOST ? " and perhaps more" : "";
    char *whole =
        mem_format("%s: columns that numbmed doesn't know are left out: %s%s", path, list, more);
    fail_with(EXIT_SUCCESS, whole);
    free(whole);
    free(list);
}

static void tell_order(enum date_order order, const char *path)
{
    char *whole = mem_format("%s: its dates are read as %s", path, date_order_words(order));
    fail_with(EXIT_SUCCESS, whole);
    free(whole);
}

static void tell_result(const struct import *import)
{
    char *text;
    size_t size;
    FILE *line = open_memstream(&text, &size);
    if (!line)
        return;
    fprintf(line, "%" PRId64 " sitting%s %s", import->added, import->added == 1 ? "" : "s",
            import->dry_run ? "would be added" : "added");
    if (import->completed)
        fprintf(line, ", %" PRId64 " completed, as the file has more of it", import->completed);
    if (import->there)
        fprintf(line, ", %" PRId64 " there already", import->there);
    if (import->deleted)
        fprintf(line,
                " (%" PRId64 " of them deleted here; numbmed journal restore brings one back)",
                import->deleted);
    if (import->bad)
        fprintf(line, ", %" PRId64 " bad left out", import->bad);
    fputs(import->dry_run ? "; nothing is changed" : "", line);
    fclose(line);
    print_line(stdout, 0, "%s", text);
    free(text);
}

static void tell_result_json(const struct import *import)
{
    json_t *result =
        json_pack("{s:I, s:I, s:I, s:I, s:I}", "added", (json_int_t)import->added, "completed",
                  (json_int_t)import->completed, "there", (json_int_t)import->there, "deleted",
                  (json_int_t)import->deleted, "bad", (json_int_t)import->bad);
    json_dumpf(result, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(result);
}

static bool bring_in(struct import *import, FILE *file, enum import_kind kind, struct error *error)
{
    static bool (*const READERS[])(struct import *, struct journal *, FILE *,
                                   struct error *) = {[IMPORT_CSV] = import_csv,
                                                      [IMPORT_JSON] = journal_json_import,
                                                      [IMPORT_XML] = import_health,
                                                      [IMPORT_MARKDOWN] = journal_markdown_import};
    struct journal *journal = open_journal(error);
    if (!journal)
        return false;
    bool good = READERS[kind](import, journal, file, error);
    journal_close(journal);
    return good;
}

static int fail_with_file(const char *path, const char *sentence)
{
    char *whole = mem_format("%s: %s", path, sentence);
    int code = fail_with(EXIT_FAILURE, whole);
    free(whole);
    return code;
}

int journal_import(const struct options *options)
{
    struct error error;
    struct import import = {.skip_bad = options->skip_bad,
                            .order = options->date_order,
                            .dry_run = options->dry_run,
                            .tell = tell_row};
    enum import_kind kind;
    FILE *file = import_open(options->arguments[0], &kind, &error);
    const char *name =
        strcmp(options->arguments[0], "-") == 0 ? "standard input" : options->arguments[0];
    if (!file)
        return fail_with_file(name, error.text);
    struct source source = {name, &import};
    import.context = &source;
    bool good = bring_in(&import, file, kind, &error);
    fclose(file);
    if (!good)
        return fail_with_file(name, error.text);
    if (import.order != options->date_order)
        tell_order(import.order, name);
    tell_unknown(&import, name);
    if (options->json)
        tell_result_json(&import);
    else
        tell_result(&import);
    return EXIT_SUCCESS;
}
