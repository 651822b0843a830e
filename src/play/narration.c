#include "play/narration.h"

#include "audio/clip.h"
#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "play/voices.h"
#include "script/sentences.h"

#include <stdlib.h>
#include <string.h>

/* Between a step's words and the breathing behind them. */
#define BREATH_GAP FRAMES_PER_SECOND

char *clip_name(const struct practice *practice, const struct step *step, size_t way)
{
    char *first = step->recording ? mem_copy_text(step->recording)
                                  : mem_format("%s/%s", practice->id, step->id);
    char *name = way ? mem_format("%s.%zu", first, way + 1) : mem_copy_text(first);
    free(first);
    return name;
}

static char *find_clip(const struct library *library, const char *voice,
                       const struct practice *practice, const struct step *step)
{
    char *clip = clip_name(practice, step, step->variants ? step->variants->chosen : 0);
    char *name = mem_format("audio/voices/%s/%s", voice, clip);
    char *path = library_find_sound(library, name);
    free(name);
    free(clip);
    return path;
}

static void note_problem(struct narration *narration, char *sentence)
{
    log_line("%s", sentence);
    if (!narration->problem)
        narration->problem = sentence;
    else
        free(sentence);
}

/* A step that was put in is told by its recording's name: no file shows its id. */
static void note_missing(struct narration *narration, const struct practice *practice,
                         const struct step *step)
{
    char *name = step->recording ? mem_copy_text(step->recording)
                                 : mem_format("step '%s' of %s", step->id, practice->id);
    note_problem(narration, mem_format("%s has no recording by '%s'; its words are shown, not "
                                       "spoken",
                                       name, narration->voice));
    free(name);
}

/* Without a recording the words are shown for about as long as they would take to say. */
static void estimate(struct speech *speech, const char *say)
{
    size_t count = sentence_count(say), start = 0, next;
    int64_t *starts = mem_new(count, sizeof *starts);
    for (size_t i = 0; i < count; i++, start = next) {
        sentence_end(say, start, &next);
        char *before = mem_format("%.*s", (int)start, say);
        starts[i] = start ? sentences_estimate(before) : 0;
        free(before);
    }
    *speech = (struct speech){
        .frames = sentences_estimate(say), .starts = starts, .sentence_count = count};
}

/* Takes a clip's facts over as the step's speech, if it can be played and says the step's words. */
static bool measure(struct narration *narration, size_t index, const struct step *step)
{
    struct clip_facts facts;
    struct error error;
    if (!clip_probe(narration->paths[index], &facts, &error)) {
        note_problem(narration, mem_format("%s; its words are shown, not spoken", error.text));
        free(narration->broken[index]);
        narration->broken[index] = mem_copy_text(error.text);
        free(narration->paths[index]);
        narration->paths[index] = NULL;
        return false;
    }
    if (facts.title && strcmp(facts.title, step->say) != 0) {
        narration->stale++;
        note_problem(narration,
                     mem_format("%s speaks other words than step '%s' has now; record it again",
                                narration->paths[index], step->id));
    }
    narration->speech[index] = (struct speech){.frames = facts.frames,
                                               .starts = facts.sentences,
                                               .sentence_count = facts.sentence_count,
                                               .clip = narration->paths[index]};
    facts.sentences = NULL; /* ours now */
    clip_facts_free(&facts);
    return true;
}

/* A step put aside: where the voice has no recording of it, which is no fault, numbmed's own voice
 * speaks it. */
static bool find_aside(struct narration *narration, const struct library *library,
                       const struct practice *practice, size_t index)
{
    const char *const voices[] = {narration->voice, DEFAULT_VOICE};
    for (size_t i = 0; narration->voice && i < 2; i++) {
        narration->paths[index] = find_clip(library, voices[i], practice, &practice->steps[index]);
        if (narration->paths[index] && measure(narration, index, &practice->steps[index]))
            return true;
    }
    return false;
}

static void find_words(struct narration *narration, const struct library *library,
                       const struct practice *practice, size_t index)
{
    const struct step *step = &practice->steps[index];
    if (!step->say)
        return;
    if (index >= practice->step_count) {
        if (!find_aside(narration, library, practice, index))
            estimate(&narration->speech[index], step->say);
        return;
    }
    if (narration->voice) {
        narration->paths[index] = find_clip(library, narration->voice, practice, step);
        if (!narration->paths[index])
            note_missing(narration, practice, step);
        else if (measure(narration, index, step))
            return;
    }
    narration->missing++;
    estimate(&narration->speech[index], step->say);
}

static void find_speech(struct narration *narration, const struct library *library,
                        const struct practice *practice, size_t index)
{
    const struct breath *breath = practice->steps[index].breath;
    struct speech *speech = &narration->speech[index];
    find_words(narration, library, practice, index);
    if (!breath)
        return;
    speech->breathing = (speech->frames ? BREATH_GAP : 0) + breath_frames(breath);
    speech->frames += speech->breathing;
}

struct narration *narration_find(const struct library *library, const struct practice *practice,
                                 const char *voice)
{
    struct narration *narration = mem_new(1, sizeof *narration);
    narration->voice = mem_copy_text(voice);
    narration->count = practice->step_count + practice->aside_count;
    narration->speech = mem_new(narration->count, sizeof *narration->speech);
    narration->paths = mem_new(narration->count, sizeof *narration->paths);
    narration->broken = mem_new(narration->count, sizeof *narration->broken);
    for (size_t i = 0; i < narration->count; i++)
        find_speech(narration, library, practice, i);
    return narration;
}

void narration_free(struct narration *narration)
{
    if (!narration)
        return;
    for (size_t i = 0; i < narration->count; i++) {
        free(narration->speech[i].starts);
        free(narration->paths[i]);
        free(narration->broken[i]);
    }
    free(narration->speech);
    free(narration->paths);
    free(narration->broken);
    free(narration->problem);
    free(narration->voice);
    free(narration);
}

void caption_find(const struct practice *practice, const struct snapshot *at, size_t *start,
                  size_t *length)
{
    const char *text = step_shown(&practice->steps[at->step]);
    *start = 0;
    *length = strlen(text);
    if (*length && sentence_count(text) == at->sentence_count)
        sentence_at(text, at->sentence, start, length);
}
