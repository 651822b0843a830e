#include "ui/record_words.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct when record_when(const struct record *record)
{
    return (struct when){record->began, record->utc_offset};
}

static bool is_elsewhere(const struct record *record)
{
    return strcmp(record->origin, "elsewhere") == 0;
}

const char *record_title(const struct record *record)
{
    return *record->title         ? record->title
           : *record->practice    ? record->practice
           : is_elsewhere(record) ? "A sitting elsewhere"
                                  : "A sitting";
}

void record_length(const struct record *record, char text[RECORD_LENGTH_SIZE])
{
    bool minutes = record->sat >= 60;
    snprintf(text, RECORD_LENGTH_SIZE, "%" PRId64 " %s", record->sat / (minutes ? 60 : 1),
             minutes ? "min" : "s");
}

char *record_line(const struct record *record)
{
    enum { NOTE_SHOWN = 400 }; /* bytes: more than any row holds */
    const char *note = record->note ? record->note : "";
    const char *unsure = record_date_is_unsure(record) ? " · date unsure" : "";
    char *line = mem_format("%s%s%s%.*s", record_title(record), unsure, *note ? " · " : "",
                            NOTE_SHOWN, note);
    char *clean = text_clean(line);
    free(line);
    return clean;
}

char *record_name(const struct record *record, struct when now)
{
    char when[WHEN_SIZE];
    when_format(record_when(record), now, when);
    char *name = mem_format("%s, %s", when, record_title(record));
    char *clean = text_clean(name);
    free(name);
    return clean;
}

/* ---- the page */

/* Adds a block whose text it frees. */
static void add(struct page *page, enum block_kind kind, const char *mark, char *text)
{
    page_add(page, kind, mark, text);
    free(text);
}

static void add_time(struct page *page, const struct record *record)
{
    char when[WHEN_SIZE], sat[80], planned[80];
    bool other = record->planned && llabs(record->planned - record->sat) >= 60;
    when_format_whole(record_when(record), when);
    frames_format_words(record->sat * FRAMES_PER_SECOND, sat, sizeof sat);
    frames_format_words(record->planned * FRAMES_PER_SECOND, planned, sizeof planned);
    add(page, BLOCK_LINE, "", mem_copy_text(when));
    if (record_date_is_unsure(record))
        add(page, BLOCK_LINE, "",
            mem_format("The date is unsure, as the clock was wrong: numbmed journal edit"
                       " %" PRId64 " --at WHEN sets it.",
                       record->id));
    add(page, BLOCK_LINE, "",
        other ? mem_format("%s, with %s chosen", sat, planned) : mem_copy_text(sat));
}

/* How it ended. Nothing that ends a sitting is a failure. */
static void add_ending(struct page *page, const struct record *record)
{
    static const char *const ENDED[ENDINGS] = {
        [ENDING_NOT_YET] = "It isn't over yet, or it broke off.",
        [ENDING_COMPLETE] = "It went on to its end.",
        [ENDING_EARLY] = "It ended when that was enough. All of it counts.",
        [ENDING_GROUNDED] = "It ended with grounding, which is a way to end, too.",
        [ENDING_INTERRUPTED] = "It broke off. What was sat counts.",
    };
    bool elsewhere = is_elsewhere(record);
    if (elsewhere)
        page_add(page, BLOCK_LINE, "", "Added by hand.");
    else
        page_add(page, BLOCK_LINE, "", ENDED[record->ending]);
    if (!elsewhere && *record->origin && strcmp(record->origin, "numbmed") != 0)
        add(page, BLOCK_LINE, "", mem_format("It was brought in from %s.", record->origin));
    if (record->deleted)
        page_add(page, BLOCK_LINE, "", "It is deleted, and can be brought back.");
}

/* What each fifth of a scale is called. */
enum { FIFTHS = 5 };
static const char *const ANSWERS[SCALES][FIFTHS] = {
    [SCALE_PLEASANT] = {"unpleasant", "rather unpleasant", "between unpleasant and pleasant",
                        "rather pleasant", "pleasant"},
    [SCALE_ENERGY] = {"low energy", "rather low energy", "between low and high energy",
                      "rather high energy", "high energy"},
    [SCALE_CONNECTED] = {"not connected to feelings", "a little connected to feelings",
                         "partly connected to feelings", "rather connected to feelings",
                         "connected to feelings"},
};
static const char *const UNTOLD[SCALES] = {
    [SCALE_PLEASANT] = "unpleasant or pleasant: can't tell",
    [SCALE_ENERGY] = "energy: can't tell",
    [SCALE_CONNECTED] = "connected to feelings: can't tell",
};

/* A place on a line: neither end is better. To be freed. */
static char *bar_of(int answer)
{
    enum { PLACES = 11 };
    int place = (answer * (PLACES - 1) + SCALE_STEPS / 2) / SCALE_STEPS;
    char *bar = mem_copy_text("");
    for (int i = 0; i < PLACES; i++) {
        char *longer = mem_format("%s%s", bar, i == place ? "●" : "─");
        free(bar);
        bar = longer;
    }
    return bar;
}

static void add_scale(struct page *page, enum scale scale, int answer, bool bars)
{
    if (answer == ANSWER_OPEN)
        return;
    if (answer == ANSWER_CANT_TELL) {
        page_add(page, BLOCK_ITEM, "-", UNTOLD[scale]);
        return;
    }
    int fifth = answer * FIFTHS / (SCALE_STEPS + 1);
    char *bar = bars ? bar_of(answer) : mem_copy_text("");
    add(page, BLOCK_ITEM, "-", mem_format("%s %s", bar, ANSWERS[scale][fifth]));
    free(bar);
}

static void add_check_in(struct page *page, const char *heading, const struct check_in *check_in,
                         bool bars)
{
    if (check_in_is_empty(check_in))
        return;
    page_add(page, BLOCK_HEADING, "", heading);
    for (enum scale scale = 0; scale < SCALES; scale++)
        add_scale(page, scale, check_in->scales[scale], bars);
    char *words = mem_copy_text("");
    for (size_t i = 0; i < check_in->word_count; i++) {
        char *longer = mem_format("%s%s%s", words, i ? ", " : "", check_in->words[i]);
        free(words);
        words = longer;
    }
    if (*words)
        page_add(page, BLOCK_ITEM, "-", words);
    free(words);
}

/* Line by line, as it was written. */
static void add_note(struct page *page, const char *note)
{
    page_add(page, BLOCK_HEADING, "", "Note");
    while (*note) {
        size_t length = strcspn(note, "\n");
        add(page, BLOCK_LINE, "", mem_format("%.*s", (int)length, note));
        note += length + (note[length] == '\n');
    }
}

void record_page(struct page *page, const struct record *record, bool bars, bool editable)
{
    *page = (struct page){0};
    page_add(page, BLOCK_TITLE, "", record_title(record));
    add_time(page, record);
    add_ending(page, record);
    add_check_in(page, "Before", &record->check_ins[MOMENT_BEFORE], bars);
    add_check_in(page, "After", &record->check_ins[MOMENT_AFTER], bars);
    if (record->note)
        add_note(page, record->note);
    else if (editable)
        page_add(page, BLOCK_PARAGRAPH, "", "There is no note; e writes one.");
    add(page, BLOCK_SOURCE, "", mem_format("Number %" PRId64 " in the journal", record->id));
}
