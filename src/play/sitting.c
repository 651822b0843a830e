#include "play/sitting.h"

#include "base/frames.h"
#include "base/memory.h"
#include "script/load.h"

#include <stdlib.h>
#include <string.h>

static struct practice *load(const char *path, struct error *error)
{
    struct faults faults = {0};
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    if (!practice) {
        char *first = faults_first(&faults, path);
        error_set(error, "%s", first);
        free(first);
    }
    faults_free(&faults);
    return practice;
}

struct practice *practice_open(struct library *library, const char *name, struct error *error)
{
    if (strchr(name, '/')) {
        library_add_root_of(library, name);
        return load(name, error);
    }
    const struct entry *entry = library_find(library, name);
    if (entry)
        return load(entry->path, error);
    error_set_unknown(error, "practice", name, library_nearest(library, name), "numbmed list");
    return NULL;
}

void sitting_change_voice(struct sitting *sitting, const char *voice)
{
    for (size_t i = 0; voice && i < sitting->narration_count; i++) {
        sitting->narration = sitting->narrations[i];
        if (sitting->narration->voice && strcmp(sitting->narration->voice, voice) == 0)
            return;
    }
    sitting->narration = narration_find(sitting->library, sitting->practice, voice);
    sitting_bells_ring(&sitting->bells, sitting->practice, sitting->narration->speech);
    sitting->narrations =
        mem_grow(sitting->narrations, sitting->narration_count, sizeof *sitting->narrations);
    sitting->narrations[sitting->narration_count++] = sitting->narration;
}

/* What the command line says goes before the practice, and that before the config. */
static void choose_sounds(struct sitting *sitting, const struct sitting_wish *wish)
{
    const struct practice *practice = sitting->practice;
    struct bells_wish bells = wish->usual_bells;
    bells_override(&bells, &practice->bells);
    bells_override(&bells, &wish->asked_bells);
    sitting_bells_find(&sitting->bells, sitting->library, &bells.bells, wish->seed);
    const char *background = wish->asked_background   ? wish->asked_background
                             : practice->background   ? practice->background
                             : wish->usual_background ? wish->usual_background
                                                      : "none";
    sitting->background = mem_copy_text(background);
    sitting->seed = wish->seed;
}

/* Puts a sitting together around its practice. */
static bool open_around(struct sitting *sitting, const struct sitting_wish *wish, int64_t frames,
                        struct error *error)
{
    choose_sounds(sitting, wish);
    practice_hang_bells(sitting->practice, &sitting->bells.bells.start, &sitting->bells.bells.end);
    sitting->detours = detours_find(sitting->library);
    if (sitting->detours)
        detours_put_aside(sitting->detours, sitting->practice);
    char *voice = !wish->voice || wish->voice_asked
                      ? mem_copy_text(wish->voice)
                      : voices_choose(sitting->library, sitting->practice->id, wish->voice);
    sitting_change_voice(sitting, voice);
    free(voice);
    if (!session_begin(&sitting->session, sitting->practice, sitting->narration->speech, frames,
                       error)) {
        sitting_close(sitting);
        return false;
    }
    if (sitting->detours)
        session_set_detours(&sitting->session, sitting->detours, wish->seed);
    if (*sitting->bells.bells.interval.name)
        session_set_intervals(&sitting->session, &sitting->bells.intervals);
    return true;
}

bool sitting_open(struct sitting *sitting, struct library *library, const char *name,
                  const struct sitting_wish *wish, struct error *error)
{
    *sitting = (struct sitting){.library = library};
    sitting->practice = practice_open(library, name, error);
    if (!sitting->practice)
        return false;
    practice_vary(sitting->practice, wish->seed);
    if (wish->opening)
        practice_put_opening(sitting->practice, wish->opening);
    int64_t usual = sitting->practice->default_minutes * FRAMES_PER_MINUTE;
    return open_around(sitting, wish, wish->frames ? wish->frames : usual, error);
}

bool sitting_lengths(struct library *library, const char *name, const struct sitting_wish *wish,
                     int64_t *shortest, int64_t *longest)
{
    struct sitting sitting;
    struct sitting_wish own = *wish;
    struct error error;
    int64_t unused;
    own.frames = 0;
    if (!sitting_open(&sitting, library, name, &own, &error))
        return false;
    const struct practice *practice = sitting.practice;
    const struct speech *speech = sitting.narration->speech;
    timeline_neighbours(practice, speech, 1, &unused, shortest);
    timeline_neighbours(practice, speech, timeline_limit(practice) + 1, longest, &unused);
    sitting_close(&sitting);
    return *shortest && *longest;
}

bool sitting_open_day(struct sitting *sitting, struct library *library,
                      const struct course_pick *pick, const struct sitting_wish *wish,
                      struct error *error)
{
    const struct course_day *day = &pick->course->days[pick->day];
    struct opening opening = course_opening(pick->course, pick->day);
    struct sitting_wish own = *wish;
    own.opening = &opening;
    if (!own.frames)
        own.frames = day->minutes * FRAMES_PER_MINUTE;
    return sitting_open(sitting, library, pick->instead ? day->instead : day->practice, &own,
                        error);
}

bool sitting_open_silent(struct sitting *sitting, const struct library *library,
                         const struct sitting_wish *wish, struct error *error)
{
    int64_t frames = wish->frames ? wish->frames : FRAMES_LONGEST_SILENT;
    *sitting = (struct sitting){.library = library, .practice = practice_of_silence(frames)};
    if (!open_around(sitting, wish, frames, error))
        return false;
    sitting->session.open_ended = !wish->frames;
    return true;
}

bool sitting_open_grounding(struct sitting *sitting, const struct library *library,
                            const struct sitting_wish *wish, struct error *error)
{
    static const struct bells_wish NO_BELLS = {
        .has_start = true, .has_end = true, .has_every = true};
    struct sitting_wish own = *wish;
    own.frames = 0;
    own.asked_bells = NO_BELLS;
    own.asked_background = "none";
    if (!sitting_open_silent(sitting, library, &own, error))
        return false;
    free(sitting->practice->title);
    sitting->practice->title = mem_copy_text("Grounding");
    if (sitting->detours) {
        session_command(&sitting->session, (struct command){COMMAND_GROUND, 0}, NULL);
        session_forget_waiting(&sitting->session);
        return true;
    }
    sitting_close(sitting);
    return error_set(error, "there is no grounding here: look around, feel the floor, say the day");
}

bool sitting_varies(const struct sitting *sitting)
{
    const struct bells *bells = &sitting->bells.bells;
    bool varies = bells->every_least != bells->every_most;
    for (size_t i = 0; i < sitting->practice->step_count; i++)
        varies |= sitting->practice->steps[i].variants != NULL;
    return varies;
}

void sitting_close(struct sitting *sitting)
{
    session_end(&sitting->session);
    for (size_t i = 0; i < sitting->narration_count; i++)
        narration_free(sitting->narrations[i]);
    free(sitting->narrations);
    sitting_bells_free(&sitting->bells);
    free(sitting->background);
    detours_free(sitting->detours);
    practice_free(sitting->practice);
    *sitting = (struct sitting){0};
}

/* ---- backgrounds */

struct background *background_start(const struct library *library, const char *name, uint64_t seed,
                                    struct error *error)
{
    const struct background_kind *kind = background_find(name);
    if (strcmp(name, "none") == 0)
        return NULL;
    if (kind)
        return background_new(kind, seed);
    if (strchr(name, '/'))
        return background_open(name, error);
    char *file = mem_format("audio/backgrounds/%s", name),
         *path = library_find_sound(library, file);
    free(file);
    struct background *background = path ? background_open(path, error) : NULL;
    if (!path)
        error_set(error, "there is no background '%s'; numbmed backgrounds shows which there are",
                  name);
    free(path);
    return background;
}

struct background *sitting_background(const struct sitting *sitting, struct error *error)
{
    error->text[0] = '\0';
    return background_start(sitting->library, sitting->background, sitting->seed, error);
}
