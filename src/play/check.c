#include "play/check.h"

#include "audio/clip.h"
#include "audio/whole.h"
#include "base/frames.h"
#include "base/memory.h"
#include "script/head.h"
#include "script/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The menu reads only what stands above the sections. */
static void check_head(const struct practice *practice, struct marks *marks, struct faults *faults)
{
    static const char *const KEYS[] = {"format",  "id",      "title", "about",
                                       "minutes", "default", "group"};
    struct head head;
    bool whole = head_read(practice->path, practice->id, &head, NULL) &&
                 (head.group != NULL) == (practice->group != NULL);
    head_free(&head);
    if (whole)
        return;
    struct mark body = marks_find(marks, "sections");
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        struct mark mark = marks_find(marks, KEYS[i]);
        if (mark_before(body, mark))
            faults_add(faults, mark, "'%s' stands below 'sections'; the menu needs it above",
                       KEYS[i]);
    }
}

/* All lengths that can't be met name the same ones that can: these are looked for once. */
static void check_lengths(const struct practice *practice, const struct ways *ways,
                          struct marks *marks, struct faults *faults)
{
    int64_t shortest = 0, longest;
    char *lengths = NULL;
    for (size_t i = 0; i < practice->minutes_count; i++) {
        int minutes = practice->minutes[i];
        if (ways_fit(ways, practice, minutes * FRAMES_PER_MINUTE))
            continue;
        if (!lengths) {
            lengths = ways_lengths_in_words(ways, practice);
            ways_lengths(ways, practice, &shortest, &longest);
        }
        faults_add(faults, marks_find(marks, "minutes"),
                   "%d minutes can't be met; %s: %slet the pauses shrink (least) or grow (most, "
                   "grow)",
                   minutes, lengths, shortest ? "offer another, or " : "");
    }
    free(lengths);
}

char *recording_fault(const struct narration *narration, size_t step, const char *say)
{
    struct clip_facts facts;
    struct error error;
    const char *path = narration->paths[step];
    if (narration->broken[step])
        return mem_copy_text(narration->broken[step]);
    if (!path)
        return NULL;
    if (!clip_is_whole(path, &error) || !clip_probe(path, &facts, &error))
        return mem_copy_text(error.text);
    bool differs = facts.title && strcmp(facts.title, say) != 0;
    clip_facts_free(&facts);
    return differs ? mem_format("the recording %s speaks other words; record it again", path)
                   : NULL;
}

static void check_recording(const struct practice *practice, const struct ways *ways, size_t step,
                            size_t way, struct marks *marks, struct faults *faults)
{
    char field[32] = "say";
    char *fault =
        recording_fault(ways->narrations[way], step, step_way(&practice->steps[step], way));
    if (practice->steps[step].variants)
        snprintf(field, sizeof field, "say/%zu", way);
    if (fault)
        faults_add(faults, practice_mark_step(marks, practice, step, field), "%s", fault);
    free(fault);
}

void check_detours(const struct detours *detours, const struct ways *ways, struct faults *faults)
{
    const struct practice *words = detours->words;
    struct mark *marks = NULL;
    for (size_t i = 0; i < words->step_count; i++) {
        char *fault = recording_fault(ways->narrations[0], i, words->steps[i].say);
        if (fault && !marks)
            marks = detours_marks(detours);
        if (fault)
            faults_add(faults, marks[i], "%s", fault);
        free(fault);
    }
    free(marks);
}

void check_practice(const struct practice *practice, const struct ways *ways, struct marks *marks,
                    struct faults *faults)
{
    if (strcmp(practice->id, DETOURS_ID) == 0)
        faults_add(faults, marks_find(marks, "id"), DETOURS_ID_TAKEN, practice->id);
    check_head(practice, marks, faults);
    check_lengths(practice, ways, marks, faults);
    for (size_t i = 0; i < practice->step_count; i++) {
        for (size_t way = 0; way < step_ways(&practice->steps[i]); way++)
            check_recording(practice, ways, i, way, marks, faults);
    }
    faults_sort(faults);
}
