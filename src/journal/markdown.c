/* The journal as one would want to read it. */
#include "base/frames.h"
#include "base/text.h"
#include "journal/export.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct page {
    FILE *out;
    int month, day; /* of the last sitting, with the year in it; -1: none yet */
};

static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const DAYS[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};

static const char *const SCALE_WORDS[SCALES] = {
    [SCALE_PLEASANT] = "pleasant",
    [SCALE_ENERGY] = "energy",
    [SCALE_CONNECTED] = "connected",
};

static const char LEGEND[] =
    "# Journal\n\n"
    "Newest first. *Pleasant*, *energy* and *connected* (to what one feels) go from 0 to 100.\n";

static const char *const ENDING_WORDS[ENDINGS] = {
    [ENDING_NOT_YET] = ", not over",
    [ENDING_EARLY] = ", ended early",
    [ENDING_GROUNDED] = ", left through grounding",
    [ENDING_INTERRUPTED] = ", broken off",
};

/* ---- headings */

static void write_headings(struct page *page, const struct tm *there)
{
    int month = 12 * there->tm_year + there->tm_mon, day = 366 * there->tm_year + there->tm_yday;
    const char *name = MONTHS[there->tm_mon];
    if (month != page->month)
        fprintf(page->out, "\n## %s %lld\n", name, there->tm_year + 1900LL);
    if (day != page->day)
        fprintf(page->out, "\n### %s, %d %s\n", DAYS[there->tm_wday], there->tm_mday, name);
    page->month = month;
    page->day = day;
}

/* ---- a sitting */

static void write_length(FILE *out, const struct record *record)
{
    char sat[64], planned[64];
    frames_format_words(record->sat * FRAMES_PER_SECOND, sat, sizeof sat);
    frames_format_words(record->planned * FRAMES_PER_SECOND, planned, sizeof planned);
    fprintf(out, ", %s", sat);
    if (record->planned && record->planned != record->sat)
        fprintf(out, " of %s", planned);
}

static void write_title(FILE *out, const struct record *record, const struct tm *there)
{
    char *title = text_clean(*record->title ? record->title : record->practice);
    fprintf(out, "\n**%02d:%02d %s**", there->tm_hour, there->tm_min, *title ? title : "Sitting");
    free(title);
    write_length(out, record);
    if (ENDING_WORDS[record->ending])
        fputs(ENDING_WORDS[record->ending], out);
    if (record_date_is_unsure(record))
        fputs(", date unsure", out);
    if (strcmp(record->origin, "numbmed") != 0 && *record->origin)
        fprintf(out, " (from %s)", record->origin);
    fputc('\n', out);
}

static void write_check_in(FILE *out, const char *moment, const struct check_in *check_in)
{
    const char *comma = "";
    if (check_in_is_empty(check_in))
        return;
    fprintf(out, "\n%s: ", moment);
    for (enum scale i = 0; i < SCALES; i++) {
        int answer = check_in->scales[i];
        if (answer == ANSWER_OPEN)
            continue;
        fprintf(out, "%s%s ", comma, SCALE_WORDS[i]);
        if (answer == ANSWER_CANT_TELL)
            fputs("can't tell", out);
        else
            fprintf(out, "%d", answer);
        comma = ", ";
    }
    for (size_t i = 0; i < check_in->word_count; i++)
        fprintf(out, "%s%s", i ? ", " : *comma ? "; " : "", check_in->words[i]);
    fputc('\n', out);
}

/* As it was written, each line behind a mark that says so. */
static void write_note(FILE *out, const char *note)
{
    char *lines = text_clean_lines(note, record_note_length(note), NULL), *rest = lines;
    fputc('\n', out);
    for (const char *line; (line = strsep(&rest, "\n"));)
        fprintf(out, "%s%s\n", *line ? "> " : ">", line);
    free(lines);
}

static bool write_sitting(void *context, const struct record *record)
{
    static const char *const NAMES[MOMENTS] = {"Before", "After"};
    struct page *page = context;
    struct tm there = {.tm_mday = 1};
    time_t clock = record->began + record->utc_offset;
    gmtime_r(&clock, &there);
    write_headings(page, &there);
    write_title(page->out, record, &there);
    for (enum moment i = 0; i < MOMENTS; i++)
        write_check_in(page->out, NAMES[i], &record->check_ins[i]);
    if (record->note)
        write_note(page->out, record->note);
    return !ferror(page->out);
}

bool export_markdown(struct journal *journal, FILE *out, struct error *error)
{
    struct journal_query all = {0};
    struct page page = {out, -1, -1};
    fputs(LEGEND, out);
    return journal_each(journal, &all, write_sitting, &page, error);
}
