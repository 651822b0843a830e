/* numbmed journal list, search and show. */
#include "cmd/journal.h"

#include "base/memory.h"
#include "base/text.h"
#include "cmd/open.h"
#include "ui/record_words.h"
#include "ui/sheet.h"
#include "ui/terminal.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- as JSON */

/* Whatever the file holds, it becomes JSON. */
static json_t *text_json(const char *text)
{
    char *clean = text_is_utf8(text, strlen(text)) ? mem_copy_text(text) : text_clean(text);
    json_t *json = json_string(clean);
    free(clean);
    return json;
}

static json_t *answer_json(int answer)
{
    return answer == ANSWER_OPEN        ? json_null()
           : answer == ANSWER_CANT_TELL ? json_string("can't tell")
                                        : json_integer(answer);
}

static json_t *check_in_json(const struct check_in *check_in)
{
    json_t *words = json_array();
    if (check_in_is_empty(check_in)) {
        json_decref(words);
        return json_null();
    }
    for (size_t i = 0; i < check_in->word_count; i++)
        json_array_append_new(words, text_json(check_in->words[i]));
    return json_pack("{s:o, s:o, s:o, s:o}", "pleasant",
                     answer_json(check_in->scales[SCALE_PLEASANT]), "energy",
                     answer_json(check_in->scales[SCALE_ENERGY]), "connected",
                     answer_json(check_in->scales[SCALE_CONNECTED]), "words", words);
}

static json_t *record_json(const struct record *record)
{
    char began[WHEN_SIZE];
    when_format_iso(record_when(record), began);
    return json_pack("{s:I, s:o, s:s, s:I, s:I, s:o, s:o, s:o, s:s, s:b, s:o, s:o, s:o}", "number",
                     (json_int_t)record->id, "uid", text_json(record->uid), "began", began,
                     "seconds", (json_int_t)record->sat, "planned", (json_int_t)record->planned,
                     "practice", text_json(record->practice), "title", text_json(record->title),
                     "origin", text_json(record->origin), "ending", ending_name(record->ending),
                     "deleted", record->deleted != 0, "before",
                     check_in_json(&record->check_ins[MOMENT_BEFORE]), "after",
                     check_in_json(&record->check_ins[MOMENT_AFTER]), "note",
                     record->note ? text_json(record->note) : json_null());
}

/* One after another, so that a long journal takes no memory. */
static bool write_json(void *context, const struct record *record)
{
    size_t *count = context;
    json_t *json = record_json(record);
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

static bool write_line(void *context, const struct record *record)
{
    enum { COLUMNS = 38 };
    struct lines *lines = context;
    char when[WHEN_SIZE], length[RECORD_LENGTH_SIZE];
    char *line = record_line(record);
    when_format(record_when(record), lines->now, when);
    record_length(record, length);
    int room = lines->width > COLUMNS + 16 ? lines->width - COLUMNS : 16;
    size_t fits = text_fit(line, room);
    if (line[fits])
        fits = text_fit(line, room - 1);
    printf("%6" PRId64 "  %-17s  %8s  %.*s%s\n", record->id, when, length, (int)fits, line,
           line[fits] ? "…" : "");
    lines->count++;
    free(line);
    return !ferror(stdout);
}

static void say_empty(const char *find, bool deleted)
{
    puts(find      ? "Nothing in the journal holds these words."
         : deleted ? "Nothing is deleted."
                   : "Nothing is written in the journal yet. Each sitting will be, by itself.");
}

static int list(const struct options *options, const char *find)
{
    enum { WIDEST = 100 };
    struct error error;
    size_t count = 0;
    struct lines lines = {.now = when_now(), .width = terminal_width(WIDEST)};
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
        json_t *json = record_json(&record);
        json_dumpf(json, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(json);
    } else {
        record_page(&page, &record, !wants_plain(options), false);
        sheet_write(&page, terminal_width(SHEET_WIDTH), stdout);
        page_free(&page);
    }
    record_free(&record);
    journal_close(journal);
    return EXIT_SUCCESS;
}
