/* The one unit of time: frames at 48 000 Hz, and how people write them. */
#ifndef BASE_FRAMES_H
#define BASE_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FRAME_RATE = 48000 };

#define FRAMES_PER_MS INT64_C(48)
#define FRAMES_PER_SECOND INT64_C(48000)
#define FRAMES_PER_MINUTE INT64_C(2880000)
#define FRAMES_PER_HOUR INT64_C(172800000)

/* The longest session, guided and silent. */
#define FRAMES_LONGEST_GUIDED (4 * FRAMES_PER_HOUR)
#define FRAMES_LONGEST_SILENT (24 * FRAMES_PER_HOUR)

/* Reads "8s", "1.5s", "2m", "1m30s", "1h", "40ms" in full: numbers with a unit, largest unit first,
 * none twice, decimals (at most three) only in the last, 24 h at most. "0s" is a duration. */
bool frames_parse(const char *text, int64_t *frames);

/* Reads a session's length: a whole number of minutes ("12") or a duration ("12m30s"). */
bool frames_parse_minutes(const char *text, int64_t *frames);

/* Writes "06:12" or "1:06:12" (whole seconds, rounded down). */
void frames_format_clock(int64_t frames, char *text, size_t size);

/* Writes "12m30s", "45s", "2h" (whole seconds, rounded down): what frames_parse_minutes reads. */
void frames_format_duration(int64_t frames, char *text, size_t size);

/* Writes "8 minutes", "1 minute", "1 minute 30 seconds" for a sentence; seconds below ten minutes.
 */
void frames_format_words(int64_t frames, char *text, size_t size);

#endif
