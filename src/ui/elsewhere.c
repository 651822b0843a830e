#include "ui/elsewhere.h"

#include "base/frames.h"
#include "base/text.h"
#include "journal/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void elsewhere_begin(struct record *record)
{
    record_begin(record);
    snprintf(record->origin, sizeof record->origin, "elsewhere");
    record->ending = ENDING_COMPLETE;
}

bool elsewhere_length(struct record *record, const char *text, struct error *error)
{
    int64_t frames;
    if (!frames_parse_minutes(text, &frames))
        return error_set(error, "'%s' isn't a length; write it like 12 or 12m30s", text);
    if (frames < FRAMES_PER_SECOND || frames > FRAMES_LONGEST_SILENT)
        return error_set(error, "'%s' is out of range; a sitting lasts from one second to a day",
                         text);
    record->sat = frames / FRAMES_PER_SECOND;
    return true;
}

bool elsewhere_when(struct record *record, const char *text, struct when now, struct error *error)
{
    struct when began = when_here(now.time - record->sat);
    if (*text && !when_parse(text, now, &began))
        return error_set(error,
                         "'%s' isn't a time; write it like 21:30, yesterday 21:30 or 2026-11-03 "
                         "21:30",
                         text);
    if (began.time > now.time && !calendar_is_doubtful(now.time, now.utc_offset))
        return error_set(error, "'%s' is still to come; write when it began", text);
    record->began = began.time;
    record->utc_offset = began.utc_offset;
    return true;
}

bool elsewhere_title(struct record *record, const char *text, struct error *error)
{
    char *clean = text_clean(text);
    bool fits = strlen(clean) < sizeof record->title;
    if (fits)
        snprintf(record->title, sizeof record->title, "%s", clean);
    else
        error_set(error, "the title is too long; %zu bytes are the most", sizeof record->title - 1);
    free(clean);
    return fits;
}

bool elsewhere_note(struct record *record, const char *text, struct error *error)
{
    size_t length;
    if (!text_is_utf8(text, strlen(text)))
        return error_set(error, "the note is not UTF-8; write it in that encoding");
    char *clean = text_clean_lines(text, strlen(text), &length);
    if (length <= NOTE_MOST)
        record_set_note(record, clean);
    free(clean);
    return length <= NOTE_MOST ||
           error_set(error, "the note is too long; %d bytes are the most", NOTE_MOST);
}
