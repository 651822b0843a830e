#include "script/bells.h"

#include "base/frames.h"
#include "script/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define INTERVAL_BELL "small-bowl"
#define INTERVAL_LEAST (10 * FRAMES_PER_SECOND)

enum { TIMES_MOST = 9, WORD = 65 };

static const char NONE[] = "none", RANDOM[] = "random";

/* Takes the next word off a text; "" after the last. False where it is longer than any word here.
 */
static bool take_word(const char **text, char word[WORD])
{
    *text += strspn(*text, " ");
    size_t length = strcspn(*text, " ");
    snprintf(word, WORD, "%.*s", (int)length, *text);
    *text += length;
    return length < WORD;
}

/* ---- a bell */

static bool parse_times(const char *word, int *times)
{
    return *word == 'x' && value_number(word + 1, 1, TIMES_MOST, times);
}

bool bell_parse(const char *text, struct bell *bell)
{
    char name[WORD], times[WORD], more[WORD];
    struct bell read = {.times = 1};
    if (!take_word(&text, name) || !take_word(&text, times) || !take_word(&text, more) || *more)
        return false;
    bool none = strcmp(name, NONE) == 0;
    if (!value_is_id(name) || (*times && (none || !parse_times(times, &read.times))))
        return false;
    snprintf(read.name, sizeof read.name, "%s", none ? "" : name);
    *bell = read;
    return true;
}

void bell_format(const struct bell *bell, char *text, size_t size)
{
    if (*bell->name && bell->times > 1)
        snprintf(text, size, "%s x%d", bell->name, bell->times);
    else
        snprintf(text, size, "%s", *bell->name ? bell->name : NONE);
}

/* ---- the bell in between */

static bool parse_interval(const char *word, int64_t *frames)
{
    return frames_parse(word, frames) && *frames >= INTERVAL_LEAST;
}

/* "4m-9m" */
static bool parse_range(const char *word, struct bells *bells)
{
    char low[WORD];
    const char *dash = strchr(word, '-');
    if (!dash)
        return false;
    snprintf(low, sizeof low, "%.*s", (int)(dash - word), word);
    return parse_interval(low, &bells->every_least) &&
           parse_interval(dash + 1, &bells->every_most) && bells->every_least < bells->every_most;
}

static bool parse_often(const char **text, struct bells *bells)
{
    char word[WORD];
    if (!take_word(text, word))
        return false;
    if (strcmp(word, RANDOM) == 0)
        return take_word(text, word) && parse_range(word, bells);
    if (!parse_interval(word, &bells->every_least))
        return false;
    bells->every_most = bells->every_least;
    return true;
}

static void set_every(struct bells *bells, const struct bells *from)
{
    bells->interval = from->interval;
    bells->every_least = from->every_least;
    bells->every_most = from->every_most;
}

/* The bell after it, if one is named. */
static bool parse_interval_bell(const char *text, struct bell *bell)
{
    text += strspn(text, " ");
    return bell_parse(*text ? text : INTERVAL_BELL, bell) && *bell->name;
}

bool bells_parse_every(const char *text, struct bells *bells)
{
    struct bells read = {.interval = {"", 1}};
    bool none = strcmp(text, NONE) == 0;
    if (!none && !(parse_often(&text, &read) && parse_interval_bell(text, &read.interval)))
        return false;
    set_every(bells, &read);
    return true;
}

/* As frames_parse reads it. */
static void format_interval(int64_t frames, char *text, size_t size)
{
    if (frames % FRAMES_PER_SECOND == 0)
        frames_format_duration(frames, text, size);
    else
        snprintf(text, size, "%" PRId64 "ms", frames / FRAMES_PER_MS);
}

void bells_format_every(const struct bells *bells, char *text, size_t size)
{
    char least[32], most[32], bell[BELLS_TEXT_SIZE];
    format_interval(bells->every_least, least, sizeof least);
    format_interval(bells->every_most, most, sizeof most);
    bell_format(&bells->interval, bell, sizeof bell);
    if (!bells->every_least)
        snprintf(text, size, "%s", NONE);
    else if (bells->every_least == bells->every_most)
        snprintf(text, size, "%s %s", least, bell);
    else
        snprintf(text, size, "%s %s-%s %s", RANDOM, least, most, bell);
}

/* ---- all of them */

bool bells_parse(const char *text, struct bells_wish *wish)
{
    char start[BELLS_TEXT_SIZE];
    const char *comma = strchr(text, ',');
    size_t length = comma ? (size_t)(comma - text) : strlen(text);
    struct bells_wish read = {.has_start = true, .has_end = true};
    if (length >= sizeof start)
        return false;
    snprintf(start, sizeof start, "%.*s", (int)length, text);
    if (!bell_parse(start, &read.bells.start) ||
        !bell_parse(comma ? comma + 1 : start, &read.bells.end))
        return false;
    read.has_every = !comma && !*read.bells.start.name;
    *wish = read;
    return true;
}

struct bells_wish bells_wish_of(const char *start, const char *end, const char *every)
{
    struct bells_wish wish = {0};
    wish.has_start = start && bell_parse(start, &wish.bells.start);
    wish.has_end = end && bell_parse(end, &wish.bells.end);
    wish.has_every = every && bells_parse_every(every, &wish.bells);
    return wish;
}

void bells_override(struct bells_wish *under, const struct bells_wish *over)
{
    if (over->has_start)
        under->bells.start = over->bells.start;
    if (over->has_end)
        under->bells.end = over->bells.end;
    if (over->has_every)
        set_every(&under->bells, &over->bells);
    under->has_start |= over->has_start;
    under->has_end |= over->has_end;
    under->has_every |= over->has_every;
}
