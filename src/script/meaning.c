#include "script/meaning.h"

#include "base/frames.h"
#include "base/memory.h"
#include "script/blame.h"
#include "script/config.h"
#include "script/practice.h"
#include "script/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_truth(struct check *check, const char *field, const char *text)
{
    if (text && strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
        blame(check, field, "'%s' is true or false, not '%s'", field, text);
}

/* ---- a step */

/* One of a list of ways to say it. */
static void check_ways(struct check *check, const struct raw_step *step)
{
    if (step->ways && !step->ways_count)
        blame(check, "say", "'say' is an empty list; write a text, or leave the key out");
    for (unsigned i = 0; step->ways && i < step->ways_count; i++) {
        char field[16];
        snprintf(field, sizeof field, "say/%u", i);
        check_words(check, field, step->ways[i]);
    }
}

static void check_breath_part(struct check *check, const char *field, const char *text,
                              int64_t least)
{
    int64_t frames = least;
    if (!text || !check_duration(check, field, text, &frames))
        return;
    if (frames < least || frames > 20 * FRAMES_PER_SECOND)
        blame(check, field, "'%s' isn't a part of a breath; write a duration from %ds to 20s", text,
              (int)(least / FRAMES_PER_SECOND));
}

static void check_breath(struct check *check, const struct raw_breath *breath)
{
    int unused;
    check_breath_part(check, "breathe/in", breath->in, FRAMES_PER_SECOND);
    check_breath_part(check, "breathe/hold", breath->hold, 0);
    check_breath_part(check, "breathe/out", breath->out, FRAMES_PER_SECOND);
    check_number(check, "breathe/times", breath->times, 1, 200, &unused);
}

static bool says_nothing(struct check *check, const struct raw_step *step)
{
    return !step->say && !step->ways && !step->breathe && !check_is_gap(check, "say", NULL) &&
           !check_is_gap(check, "breathe", NULL);
}

static void check_pauses(struct check *check, const struct raw_step *step)
{
    int64_t pause = 0, least = 0, most = INT64_MAX;
    bool read = check_duration(check, "pause", step->pause, &pause);
    read &= check_duration(check, "least", step->least, &least);
    read &= check_duration(check, "most", step->most, &most);
    if (read && least > pause)
        blame(check, "least", "'least' (%s) is above 'pause' (%s); a pause can't shrink to more",
              step->least, step->pause ? step->pause : "0s");
    if (read && most < pause)
        blame(check, "most", "'most' (%s) is below 'pause' (%s); a pause can't grow to less",
              step->most, step->pause);
    if (read && step->id && !pause && says_nothing(check, step))
        blame(check, "id", "step '%s' says nothing and lasts nothing; give it 'say' or 'pause'",
              step->id);
}

static void check_step(struct check *check, const struct raw_step *step)
{
    int from = 0, until = 0, unused;
    check_id(check, "id", step->id);
    check_words(check, "say", step->say);
    check_ways(check, step);
    check_words(check, "show", step->show);
    check_words(check, "tag", step->tag);
    if (step->breathe)
        check_breath(check, step->breathe);
    check_pauses(check, step);
    check_number(check, "grow", step->grow, 0, 100, &unused);
    bool read = check_number(check, "from", step->from, 1, MINUTES_MOST, &from);
    read &= check_number(check, "until", step->until, 1, MINUTES_MOST, &until);
    if (read && from && until && from >= until)
        blame(check, "until", "'until' (%d) is not above 'from' (%d): no session has this step",
              until, from);
}

/* ---- step ids, each once: a hash table with open addressing */

struct seen {
    const char **ids;
    size_t mask; /* its size less one; a power of two, at most half full */
};

static size_t hash(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 32);
}

static bool seen_before(struct seen *seen, const char *id)
{
    size_t at = hash(id) & seen->mask;
    for (; seen->ids[at]; at = (at + 1) & seen->mask) {
        if (strcmp(seen->ids[at], id) == 0)
            return true;
    }
    seen->ids[at] = id;
    return false;
}

static struct seen seen_new(size_t count)
{
    size_t size = 16;
    while (size < 2 * count)
        size *= 2;
    return (struct seen){mem_new(size, sizeof(char *)), size - 1};
}

/* ---- sections */

static void check_section(struct check *check, const struct raw_section *section, unsigned index,
                          struct seen *seen)
{
    snprintf(check->place, sizeof check->place, "sections/%u/", index);
    check_words(check, "name", section->name);
    check_truth(check, "closing", section->closing);
    if (section->name && check_is_empty(check, section->steps, section->steps_count))
        blame(check, "steps", "section '%s' has no steps; write one or leave the section out",
              section->name);
    for (unsigned i = 0; i < section->steps_count; i++) {
        const struct raw_step *step = &section->steps[i];
        snprintf(check->place, sizeof check->place, "sections/%u/steps/%u/", index, i);
        check_step(check, step);
        if (step->id && seen_before(seen, step->id))
            blame(check, "id", "there is a step '%s' already; give each its own id", step->id);
    }
}

static void check_sections(struct check *check, const struct raw_practice *raw)
{
    size_t steps = 0;
    unsigned closing = 0;
    for (unsigned i = 0; i < raw->sections_count; i++)
        steps += raw->sections[i].steps_count;
    struct seen seen = seen_new(steps);
    for (unsigned i = 0; i < raw->sections_count; i++) {
        const struct raw_section *section = &raw->sections[i];
        check_section(check, section, i, &seen);
        snprintf(check->place, sizeof check->place, "sections/%u/", i);
        if (section->closing && strcmp(section->closing, "true") == 0 && closing++)
            blame(check, "closing", "another section is the closing one already; mark one");
    }
    free(seen.ids);
    check->place[0] = '\0';
    if (check_is_empty(check, raw->sections, raw->sections_count))
        blame(check, "sections", "there are no sections; write one with a step");
}

/* ---- the head */

static void check_minutes(struct check *check, const struct raw_practice *raw)
{
    int before = 0, usual = 0;
    bool read = check_number(check, "default", raw->usual, 1, MINUTES_MOST, &usual);
    bool offered = false;
    for (unsigned i = 0; i < raw->minutes_count; i++) {
        int minutes = 0;
        char place[32];
        snprintf(place, sizeof place, "minutes/%u", i);
        if (!check_number(check, place, raw->minutes[i], 1, MINUTES_MOST, &minutes)) {
            read = false;
            continue;
        }
        if (minutes && minutes <= before)
            blame(check, place, "%d comes after %d; list the lengths once each, rising", minutes,
                  before);
        before = minutes;
        offered |= minutes == usual;
    }
    if (check_is_empty(check, raw->minutes, raw->minutes_count))
        blame(check, "minutes", "'minutes' is empty; offer a length, such as [10]");
    else if (read && raw->usual && raw->minutes && !offered)
        blame(check, "default", "'default' (%d) is not among 'minutes'; add it there", usual);
}

/* ---- sounds, spelt as in the config */

static void check_sound(struct check *check, const char *field, enum setting setting,
                        const char *text)
{
    struct error error;
    if (text && !setting_check(setting, text, &error))
        blame(check, field, "%s", error.text);
}

/* A file's path would lead out of the library: only names will do. */
static void check_background(struct check *check, const char *name)
{
    if (name && !value_is_id(name))
        blame(check, "background", "'%s' isn't a background; name one, such as rain, or none",
              name);
}

static void check_sounds(struct check *check, const struct raw_practice *raw)
{
    check_sound(check, "bells/start", SETTING_BELLS_START, raw->bells.start);
    check_sound(check, "bells/end", SETTING_BELLS_END, raw->bells.end);
    check_sound(check, "bells/every", SETTING_BELLS_EVERY, raw->bells.every);
    check_background(check, raw->background);
    check_truth(check, "sleep", raw->sleep);
}

void meaning_check(const struct raw_practice *raw, const char *path, struct yaml *yaml,
                   struct faults *faults)
{
    struct check check = {.yaml = yaml, .faults = faults};
    check_format(&check, raw->format);
    check_file_id(&check, raw->id, path);
    check_words(&check, "title", raw->title);
    check_words(&check, "about", raw->about);
    check_words(&check, "group", raw->group);
    check_minutes(&check, raw);
    check_sounds(&check, raw);
    check_sections(&check, raw);
}
