/* Practices made up for a test, without a file. */
#ifndef TESTS_MADE_PRACTICE_H
#define TESTS_MADE_PRACTICE_H

#include "base/frames.h"
#include "base/memory.h"
#include "script/practice.h"
#include "session/timeline.h"
#include "support/random.h"

#include <stdlib.h>

struct made {
    struct practice practice;
    struct speech *speech;
};

static inline void made_free(struct made *made)
{
    free(made->practice.steps);
    free(made->practice.sections);
    free(made->speech);
}

/* `steps` steps in sections of three, each saying `speech` and then pausing for `pause` frames. */
static inline struct made made_even(size_t steps, int64_t speech, int64_t pause)
{
    struct made made = {{.id = "made", .title = "Made", .step_count = steps}, NULL};
    struct practice *practice = &made.practice;
    practice->section_count = (steps + 2) / 3;
    practice->steps = mem_new(steps, sizeof *practice->steps);
    practice->sections = mem_new(practice->section_count, sizeof *practice->sections);
    made.speech = mem_new(steps, sizeof *made.speech);
    for (size_t i = 0; i < steps; i++) {
        practice->steps[i] = (struct step){.id = "step",
                                           .say = "Some words.",
                                           .pause = pause,
                                           .least = pause < 96000 ? pause : 96000,
                                           .most = FRAMES_NO_LIMIT,
                                           .grow = 1,
                                           .section = i / 3};
        made.speech[i] = (struct speech){.frames = speech, .sentence_count = 1, .clip = "clip"};
    }
    for (size_t i = 0; i < practice->section_count; i++) {
        size_t left = steps - 3 * i;
        practice->sections[i] = (struct section){"A section", false, 3 * i, left < 3 ? left : 3};
    }
    return made;
}

/* The same words, each step's `by` frames longer; to be freed. */
static inline struct speech *made_slower(const struct made *made, int64_t by)
{
    size_t count = made->practice.step_count + made->practice.aside_count;
    struct speech *speech = mem_new(count, sizeof *speech);
    for (size_t i = 0; i < count; i++) {
        speech[i] = made->speech[i];
        speech[i].frames += by;
    }
    return speech;
}

/* Anything that practice_load would let through. */
static inline struct made made_random(uint64_t *seed)
{
    struct made made = made_even((size_t)random_between(seed, 1, 40), 0, 0);
    for (size_t i = 0; i < made.practice.step_count; i++) {
        struct step *step = &made.practice.steps[i];
        step->pause = random_between(seed, 0, 60 * FRAMES_PER_SECOND);
        step->least = random_between(seed, 0, step->pause);
        step->most = random_between(seed, 0, 2)
                         ? step->pause + random_between(seed, 0, FRAMES_PER_MINUTE)
                         : FRAMES_NO_LIMIT;
        step->grow = (int)random_between(seed, 0, 100) * (int)random_between(seed, 0, 1);
        step->from_minutes = random_between(seed, 0, 4) ? 0 : (int)random_between(seed, 1, 20);
        step->until_minutes =
            random_between(seed, 0, 4) ? 0 : step->from_minutes + (int)random_between(seed, 1, 20);
        made.speech[i].frames = random_between(seed, 0, 3) ? random_between(seed, 1, 900000) : 0;
        made.speech[i].clip = made.speech[i].frames && random_between(seed, 0, 3) ? "clip" : NULL;
        step->say = made.speech[i].frames ? step->say : NULL;
    }
    return made;
}

#endif
