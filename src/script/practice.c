#include "script/practice.h"

#include "base/chance.h"
#include "base/frames.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void free_step(struct step *step)
{
    for (size_t i = 0; step->variants && i < step->variants->count; i++)
        free(step->variants->list[i]);
    if (step->variants)
        free(step->variants->list);
    else
        free(step->say);
    free(step->variants);
    free(step->id);
    free(step->show);
    free(step->breath);
    free(step->tag);
    free(step->recording);
}

void practice_free(struct practice *practice)
{
    if (!practice)
        return;
    for (size_t i = 0; i < practice->step_count + practice->aside_count; i++)
        free_step(&practice->steps[i]);
    for (size_t i = 0; i < practice->section_count + (practice->aside_count > 0); i++)
        free(practice->sections[i].name);
    free(practice->steps);
    free(practice->sections);
    free(practice->minutes);
    free(practice->id);
    free(practice->title);
    free(practice->about);
    free(practice->group);
    free(practice->background);
    free(practice->path);
    free(practice);
}

/* ---- ways of saying it */

size_t step_ways(const struct step *step)
{
    return step->variants ? step->variants->count : step->say != NULL;
}

const char *step_way(const struct step *step, size_t index)
{
    return step->variants ? step->variants->list[index] : step->say;
}

static void choose(struct step *step, size_t index)
{
    step->variants->chosen = index;
    step->say = step->variants->list[index];
}

void practice_vary(struct practice *practice, uint64_t seed)
{
    uint64_t state = seed;
    for (size_t i = 0; i < practice->step_count; i++) {
        uint64_t number = chance_next(&state);
        struct step *step = &practice->steps[i];
        if (step->variants)
            choose(step, (size_t)(number % step->variants->count));
    }
}

bool practice_vary_all(struct practice *practice, size_t index)
{
    bool any = index == 0;
    for (size_t i = 0; i < practice->step_count; i++) {
        struct step *step = &practice->steps[i];
        size_t count = step_ways(step);
        if (step->variants)
            choose(step, index < count ? index : count - 1);
        any |= index < count;
    }
    return any;
}

/* ---- bells */

bool practice_speaks(const struct practice *practice)
{
    for (size_t i = 0; i < practice->step_count; i++) {
        if (practice->steps[i].say)
            return true;
    }
    return false;
}

bool step_is_bell(const struct step *step)
{
    return step->bell != NULL;
}

struct step *practice_insert(struct practice *practice, size_t index, size_t section,
                             const struct step *step)
{
    struct step *steps = mem_resize(practice->steps, practice->step_count + 1, sizeof *steps);
    memmove(steps + index + 1, steps + index, (practice->step_count - index) * sizeof *steps);
    steps[index] = *step;
    steps[index].section = section;
    practice->steps = steps;
    practice->step_count++;
    practice->sections[section].step_count++;
    for (size_t i = section + 1; i < practice->section_count; i++)
        practice->sections[i].first_step++;
    return &steps[index];
}

static void insert_bell(struct practice *practice, size_t index, size_t section, const char *id,
                        const char *show, const struct bell *bell)
{
    struct step step = {.id = mem_copy_text(id), .show = mem_copy_text(show), .bell = bell};
    practice_insert(practice, index, section, &step);
}

void practice_hang_bells(struct practice *practice, const struct bell *start,
                         const struct bell *end)
{
    static const char RINGS[] = "A bell rings.";
    const struct step *first = &practice->steps[0];
    bool silent = !first->say && first->show; /* nobody has to wait for it */
    practice->hung[0] = *start;
    practice->hung[1] = *end;
    if (*start->name)
        insert_bell(practice, 0, 0, START_BELL, silent ? first->show : RINGS, &practice->hung[0]);
    if (*end->name)
        insert_bell(practice, practice->step_count, practice->section_count - 1, END_BELL, RINGS,
                    &practice->hung[1]);
}

struct practice *practice_of_silence(int64_t frames)
{
    static const char OPENING[] =
        "Sit as you like, with your eyes open or not. Your hands, your feet or the "
        "sounds can keep you company. You can stop at any time.";
    struct practice *practice = mem_new(1, sizeof *practice);
    practice->id = mem_copy_text("silence");
    practice->title = mem_copy_text("Silent sitting");
    practice->about = mem_copy_text("Bells, and the time between them.");
    practice->default_minutes = (int)(frames / FRAMES_PER_MINUTE);
    practice->section_count = 1;
    practice->sections = mem_new(1, sizeof *practice->sections);
    practice->sections[0] = (struct section){mem_copy_text("Sitting"), false, 0, 1};
    practice->step_count = 1;
    practice->steps = mem_new(1, sizeof *practice->steps);
    practice->steps[0] = (struct step){.id = mem_copy_text("sit"),
                                       .show = mem_copy_text(OPENING),
                                       .pause = frames,
                                       .most = FRAMES_NO_LIMIT,
                                       .grow = 1};
    return practice;
}

const char *step_shown(const struct step *step)
{
    return step->show ? step->show : step->say ? step->say : "";
}

size_t practice_closing(const struct practice *practice)
{
    for (size_t i = 0; i < practice->section_count; i++) {
        if (practice->sections[i].closing)
            return i;
    }
    return practice->section_count > 1 ? practice->section_count - 1 : practice->section_count;
}

size_t practice_find_step(const struct practice *practice, const char *id)
{
    size_t i = 0;
    while (i < practice->step_count && strcmp(practice->steps[i].id, id) != 0)
        i++;
    return i;
}
