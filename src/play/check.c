#include "play/check.h"

#include "audio/clip.h"
#include "base/frames.h"
#include "script/head.h"
#include "script/load.h"

#include <stdio.h>
#include <string.h>

/* The menu reads only what stands above the sections. */
static void check_head(const struct practice *practice, struct faults *faults)
{
    static const char *const KEYS[] = {"format",  "id",      "title", "about",
                                       "minutes", "default", "group"};
    struct head head;
    bool whole = head_read(practice->path, practice->id, &head, NULL) &&
                 (head.group != NULL) == (practice->group != NULL);
    head_free(&head);
    if (whole)
        return;
    struct mark body = practice_mark_field(practice, "sections");
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        struct mark mark = practice_mark_field(practice, KEYS[i]);
        if (mark_before(body, mark))
            faults_add(faults, mark, "'%s' stands below 'sections'; the menu needs it above",
                       KEYS[i]);
    }
}

static void check_length(const struct practice *practice, const struct ways *ways, int minutes,
                         struct faults *faults)
{
    int64_t frames = minutes * FRAMES_PER_MINUTE, shortest, longest;
    char low[32], high[32];
    if (ways_fit(ways, practice, frames))
        return;
    ways_lengths(ways, practice, &shortest, &longest);
    frames_format_duration(shortest, low, sizeof low);
    frames_format_duration(longest, high, sizeof high);
    faults_add(
        faults, practice_mark_field(practice, "minutes"),
        "%d minutes can't be met; the shortest length that fits is %s, the longest %s: offer "
        "another, or let the pauses shrink (least) or grow (most, grow)",
        minutes, low, high);
}

bool recording_differs(const char *path, const char *say)
{
    struct clip_facts facts;
    if (!clip_probe(path, &facts, NULL))
        return false;
    bool differs = facts.title && strcmp(facts.title, say) != 0;
    clip_facts_free(&facts);
    return differs;
}

static void check_words(const struct practice *practice, size_t step, size_t way, const char *path,
                        struct faults *faults)
{
    char field[32] = "say";
    if (!path || !recording_differs(path, step_way(&practice->steps[step], way)))
        return;
    if (practice->steps[step].variants)
        snprintf(field, sizeof field, "say/%zu", way);
    faults_add(faults, practice_mark_step(practice, step, field), RECORDING_DIFFERS, path);
}

void check_detours(const struct detours *detours, const struct ways *ways, struct faults *faults)
{
    const struct practice *words = detours->words;
    for (size_t i = 0; i < words->step_count; i++) {
        const char *path = ways->narrations[0]->paths[i];
        if (path && recording_differs(path, words->steps[i].say))
            faults_add(faults, detours_mark(detours, i), RECORDING_DIFFERS, path);
    }
}

void check_practice(const struct practice *practice, const struct ways *ways, struct faults *faults)
{
    if (strcmp(practice->id, DETOURS_ID) == 0)
        faults_add(faults, practice_mark_field(practice, "id"), DETOURS_ID_TAKEN, practice->id);
    check_head(practice, faults);
    for (size_t i = 0; i < practice->minutes_count; i++)
        check_length(practice, ways, practice->minutes[i], faults);
    for (size_t i = 0; i < practice->step_count; i++) {
        for (size_t way = 0; way < step_ways(&practice->steps[i]); way++)
            check_words(practice, i, way, ways->narrations[way]->paths[i], faults);
    }
    faults_sort(faults);
}
