/* Detours made up for a test: two variants of each kind, two steps each, put aside in a made
 * practice. */
#ifndef TESTS_MADE_DETOURS_H
#define TESTS_MADE_DETOURS_H

#include "script/detours.h"
#include "support/made_practice.h"

enum { MADE_VARIANTS = 2, MADE_STEPS = 2, MADE_ASIDE = DETOUR_KINDS * 4 + 1 + WAYS_ON + 2 };

#define MADE_DETOUR_SPEECH (3 * (int64_t)FRAME_RATE)
#define MADE_DETOUR_PAUSE (4 * (int64_t)FRAME_RATE)
#define MADE_DETOUR (MADE_STEPS * (MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE))

static inline struct path made_path(size_t *next, size_t count)
{
    struct path path = {*next, count};
    *next += count;
    return path;
}

static inline struct detours made_detours(struct made *made)
{
    static const int64_t STARTS[] = {0, MADE_DETOUR_SPEECH / 2};
    struct practice *practice = &made->practice;
    struct detours detours = {.words = NULL};
    size_t next = 0, steps = practice->step_count;
    for (size_t kind = 0; kind < DETOUR_KINDS; kind++) {
        struct detour *detour = &detours.list[kind];
        detour->variant_count = MADE_VARIANTS;
        for (size_t i = 0; i < MADE_VARIANTS; i++)
            detour->variants[i] = made_path(&next, MADE_STEPS);
    }
    detours.question = made_path(&next, 1);
    for (size_t i = 0; i < WAYS_ON; i++)
        detours.ways[i].path = made_path(&next, 1);
    detours.sounds = made_path(&next, 2);
    practice->aside_count = next;
    practice->steps = mem_resize(practice->steps, steps + next, sizeof *practice->steps);
    practice->sections =
        mem_resize(practice->sections, practice->section_count + 1, sizeof *practice->sections);
    practice->sections[practice->section_count] = (struct section){"Detour", false, steps, next};
    made->speech = mem_resize(made->speech, steps + next, sizeof *made->speech);
    for (size_t i = steps; i < steps + next; i++) {
        practice->steps[i] = (struct step){.id = "aside",
                                           .say = "One sentence. Another.",
                                           .pause = MADE_DETOUR_PAUSE,
                                           .least = MADE_DETOUR_PAUSE,
                                           .most = FRAMES_NO_LIMIT,
                                           .section = practice->section_count};
        made->speech[i] = (struct speech){.frames = MADE_DETOUR_SPEECH,
                                          .starts = (int64_t *)(uintptr_t)STARTS,
                                          .sentence_count = 2,
                                          .clip = "aside"};
    }
    return detours;
}

#endif
