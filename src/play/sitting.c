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
        const struct fault *first = &faults.list[0];
        struct mark mark = first->mark.line ? first->mark : (struct mark){1, 1};
        error_set(error, "%s:%d:%d: %s", path, mark.line, mark.column, first->text);
    }
    faults_free(&faults);
    return practice;
}

struct practice *practice_open(struct library *library, const char *name, struct error *error)
{
    if (strchr(name, '/'))
        return load(name, error);
    const struct entry *entry = library_find(library, name);
    if (entry)
        return load(entry->path, error);
    const char *nearest = library_nearest(library, name);
    if (nearest)
        error_set(error, "there is no practice '%s'; did you mean %s?", name, nearest);
    else
        error_set(error, "there is no practice '%s'; numbmed list shows what there is", name);
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
    sitting->narrations =
        mem_grow(sitting->narrations, sitting->narration_count, sizeof *sitting->narrations);
    sitting->narrations[sitting->narration_count++] = sitting->narration;
}

bool sitting_open(struct sitting *sitting, struct library *library, const char *name,
                  const char *voice, int64_t frames, struct error *error)
{
    *sitting = (struct sitting){0};
    sitting->practice = practice_open(library, name, error);
    if (!sitting->practice)
        return false;
    sitting->library = library;
    sitting_change_voice(sitting, voice);
    if (!frames)
        frames = sitting->practice->default_minutes * FRAMES_PER_MINUTE;
    if (session_begin(&sitting->session, sitting->practice, sitting->narration->speech, frames,
                      error))
        return true;
    sitting_close(sitting);
    return false;
}

void sitting_close(struct sitting *sitting)
{
    session_end(&sitting->session);
    for (size_t i = 0; i < sitting->narration_count; i++)
        narration_free(sitting->narrations[i]);
    free(sitting->narrations);
    practice_free(sitting->practice);
    *sitting = (struct sitting){0};
}
