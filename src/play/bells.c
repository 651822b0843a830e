#include "play/bells.h"

#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

const struct clip_limits BELL_LIMITS = {
    .bytes = INT64_C(64) << 20,
    .frames = 2 * FRAMES_PER_MINUTE,
    .name = "a bell",
    .remedy = "let it ring out sooner",
};

char *bell_find(const struct library *library, const char *name)
{
    char *file = mem_format("audio/bells/%s", name), *path = library_find_sound(library, file);
    free(file);
    return path;
}

static void note_problem(struct sitting_bells *found, const char *name, const char *why)
{
    char *sentence = mem_format("the bell '%s' can't ring: %s", name, why);
    log_line("%s", sentence);
    if (!found->problem)
        found->problem = sentence;
    else
        free(sentence);
}

static bool measure(const char *path, int64_t *frames, struct error *error)
{
    struct clip *clip = clip_open_wide(path, &BELL_LIMITS, error);
    if (!clip)
        return false;
    *frames = clip_frames(clip);
    clip_close(clip);
    return true;
}

/* Finds one; a bell that can't ring is none. */
static void find(struct sitting_bells *found, const struct library *library, struct bell *bell,
                 struct bell_sound *sound)
{
    struct error error = {"there is no such bell; numbmed bells shows which there are"};
    if (!*bell->name)
        return;
    sound->path = bell_find(library, bell->name);
    if (sound->path && measure(sound->path, &sound->ring.frames, &error)) {
        sound->ring.clip = sound->path;
        sound->ring.name = bell->name;
        return;
    }
    note_problem(found, bell->name, error.text);
    bell->name[0] = '\0';
}

void sitting_bells_find(struct sitting_bells *found, const struct library *library,
                        const struct bells *bells, uint64_t seed)
{
    *found = (struct sitting_bells){.bells = *bells};
    find(found, library, &found->bells.start, &found->start);
    find(found, library, &found->bells.end, &found->end);
    if (bells->every_least)
        find(found, library, &found->bells.interval, &found->interval);
    found->intervals =
        (struct intervals){&found->interval.ring, bells->every_least, bells->every_most, seed};
}

void sitting_bells_free(struct sitting_bells *found)
{
    free(found->start.path);
    free(found->end.path);
    free(found->interval.path);
    free(found->problem);
    *found = (struct sitting_bells){0};
}

void sitting_bells_ring(const struct sitting_bells *found, const struct practice *practice,
                        struct speech *speech)
{
    for (size_t i = 0; i < practice->step_count; i++) {
        const struct step *step = &practice->steps[i];
        if (!step_is_bell(step))
            continue;
        bool starts = strcmp(step->id, START_BELL) == 0;
        speech[i].ring = starts ? &found->start.ring : &found->end.ring;
        speech[i].strikes = step->bell->times;
        speech[i].frames = ring_frames(speech[i].ring, speech[i].strikes);
    }
}
