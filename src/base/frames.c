#include "base/frames.h"

#include <stdio.h>
#include <string.h>

struct unit {
    const char *name;
    int64_t frames;
};

/* "ms" before "m": the longer name is tried first; the order of sizes is checked by their frames.
 */
static const struct unit UNITS[] = {
    {"ms", FRAMES_PER_MS},
    {"h", FRAMES_PER_HOUR},
    {"m", FRAMES_PER_MINUTE},
    {"s", FRAMES_PER_SECOND},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads digits, and at most three decimals, as thousandths; moves *text on. */
static bool read_thousandths(const char **text, int64_t *thousandths, bool *decimal)
{
    const char *at = *text;
    int64_t value = 0;
    if (!is_digit(*at))
        return false;
    for (; is_digit(*at); at++) {
        value = value * 10 + (*at - '0');
        if (value > 100000000)
            return false;
    }
    value *= 1000;
    *decimal = *at == '.';
    if (*decimal) {
        at++;
        if (!is_digit(*at))
            return false;
        for (int64_t place = 100; is_digit(*at); at++, place /= 10) {
            if (place == 0)
                return false;
            value += place * (*at - '0');
        }
    }
    *text = at;
    *thousandths = value;
    return true;
}

static const struct unit *read_unit(const char **text)
{
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        size_t length = strlen(UNITS[i].name);
        if (strncmp(*text, UNITS[i].name, length) == 0) {
            *text += length;
            return &UNITS[i];
        }
    }
    return NULL;
}

bool frames_parse(const char *text, int64_t *frames)
{
    int64_t sum = 0, last_unit = INT64_MAX;
    if (!*text)
        return false;
    while (*text) {
        int64_t thousandths;
        bool decimal;
        const struct unit *unit;
        if (!read_thousandths(&text, &thousandths, &decimal) || !(unit = read_unit(&text)))
            return false;
        if (unit->frames >= last_unit || (decimal && *text))
            return false;
        if (thousandths > FRAMES_LONGEST_SILENT * 1000 / unit->frames)
            return false;
        sum += thousandths * unit->frames / 1000;
        last_unit = unit->frames;
    }
    if (sum > FRAMES_LONGEST_SILENT)
        return false;
    *frames = sum;
    return true;
}

bool frames_parse_minutes(const char *text, int64_t *frames)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 6 || text[digits])
        return frames_parse(text, frames);
    int64_t minutes = 0;
    for (const char *at = text; *at; at++)
        minutes = minutes * 10 + (*at - '0');
    *frames = minutes * FRAMES_PER_MINUTE;
    return true;
}

void frames_format_clock(int64_t frames, char *text, size_t size)
{
    long long seconds = frames / FRAMES_PER_SECOND;
    if (seconds >= 3600)
        snprintf(text, size, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    else
        snprintf(text, size, "%02lld:%02lld", seconds / 60, seconds % 60);
}

void frames_format_duration(int64_t frames, char *text, size_t size)
{
    long long seconds = frames / FRAMES_PER_SECOND;
    long long hours = seconds / 3600, minutes = seconds / 60 % 60;
    char parts[3][24] = {"", "", ""};
    if (hours)
        snprintf(parts[0], sizeof parts[0], "%lldh", hours);
    if (minutes)
        snprintf(parts[1], sizeof parts[1], "%lldm", minutes);
    if (seconds % 60 || !seconds)
        snprintf(parts[2], sizeof parts[2], "%llds", seconds % 60);
    snprintf(text, size, "%s%s%s", parts[0], parts[1], parts[2]);
}

void frames_format_words(int64_t frames, char *text, size_t size)
{
    long long seconds = frames / FRAMES_PER_SECOND;
    long long minutes = seconds / 60, rest = minutes < 10 ? seconds % 60 : 0;
    char parts[2][40] = {"", ""};
    if (minutes)
        snprintf(parts[0], sizeof parts[0], "%lld minute%s", minutes, minutes == 1 ? "" : "s");
    if (rest || !minutes)
        snprintf(parts[1], sizeof parts[1], "%lld second%s", rest, rest == 1 ? "" : "s");
    snprintf(text, size, "%s%s%s", parts[0], *parts[0] && *parts[1] ? " " : "", parts[1]);
}
