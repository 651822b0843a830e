/* numbmed journal list, search and show. */
#include "cmd/journal.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "cmd/journal_json.h"
#include "cmd/open.h"
#include "ui/record_words.h"
#include "ui/sheet.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- as JSON */

/* One after another, so that a long journal takes no memory. */
static bool write_json(void *context, const struct record *record)
{
    size_t *count = context;
    json_t *json = journal_json_of(record);
    fputs((*count)++ ? ",\n" : "[\n", stdout);
    json_dumpf(json, stdout, JSON_INDENT(2));
    json_decref(json);
    return !ferror(stdout);
}

/* ---- as lines */

struct lines {
    struct when now;
    int width;
    size_t count;
};

/* What doesn't fit is cut off; on a narrow terminal it stands below instead, in whole. */
static bool write_line(void *context, const struct record *record)
{
    enum { COLUMNS = 38, LEAST = 16 };
    struct lines *lines = context;
    char when[WHEN_SIZE], length[RECORD_LENGTH_SIZE];
    char *line = record_line(record);
    when_format(record_when(record), lines->now, when);
    record_length(record, length);
    int room = lines->width - COLUMNS;
    size_t fits = room < LEAST ? strlen(line) : text_fit(line, room);
    if (line[fits])
        fits = text_fit(line, room - 1);
    print_line(stdout, COLUMNS, "%6" PRId64 "  %-17s  %8s  %.*s%s", record->id, when, length,
               (int)fits, line, line[fits] ? "…" : "");
    lines->count++;
    free(line);
    return !ferror(stdout);
}

static void say_empty(const char *find, bool deleted)
{
    print_line(stdout, 0, "%s",
               find ? "Nothing in the journal holds these words."
               : deleted
                   ? "Nothing is deleted."
                   : "Nothing is written in the journal yet. Each sitting will be, by itself.");
}

static int list(const struct options *options, const char *find)
{
    enum { WIDEST = 100 };
    struct error error;
    size_t count = 0;
    struct lines lines = {.now = when_now(), .width = print_width(stdout, WIDEST)};
    struct journal_query query = {.find = find, .deleted = options->deleted};
    struct journal *journal = journal_ready();
    if (!journal)
        return EXIT_FAILURE;
    bool good = options->json ? journal_each(journal, &query, write_json, &count, &error)
                              : journal_each(journal, &query, write_line, &lines, &error);
    if (options->json)
        puts(count ? "\n]" : "[]");
    else if (good && !lines.count)
        say_empty(find, options->deleted);
    journal_close(journal);
    return good ? EXIT_SUCCESS : fail_with(EXIT_FAILURE, error.text);
}

int journal_list(const struct options *options)
{
    char *find = mem_copy_text("");
    for (int i = 0; i < options->argument_count; i++) {
        char *longer = mem_format("%s%s ", find, options->arguments[i]);
        free(find);
        find = longer;
    }
    int code = list(options, *find ? find : NULL);
    free(find);
    return code;
}

int journal_search(const struct options *options)
{
    return journal_list(options);
}

/* ---- one */

int journal_show(const struct options *options)
{
    struct journal *journal;
    struct record record;
    struct page page;
    int code = journal_pick(options, &journal, &record);
    if (code != EXIT_SUCCESS)
        return code;
    if (options->json) {
        json_t *json = journal_json_of(&record);
        json_dumpf(json, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(json);
    } else {
        record_page(&page, &record, !wants_plain(options), false);
        sheet_write(&page, print_width(stdout, SHEET_WIDTH), stdout);
        page_free(&page);
    }
    record_free(&record);
    journal_close(journal);
    return EXIT_SUCCESS;
}
