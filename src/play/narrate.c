#include "play/narrate.h"

#include "audio/clip.h"
#include "base/memory.h"
#include "base/path.h"
#include "play/narration.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const RECORDING_STATE_NAMES[] = {
    [RECORDING_GOOD] = "good",   [RECORDING_MISSING] = "missing", [RECORDING_BROKEN] = "broken",
    [RECORDING_STALE] = "stale", [RECORDING_UNKNOWN] = "unknown", [RECORDING_SPOKEN] = "spoken",
};

char *recording_name(const struct recording *recording)
{
    return recording->way ? mem_format("%s.%zu", recording->step->id, recording->way + 1)
                          : mem_copy_text(recording->step->id);
}

/* ---- what there is */

/* Only a recording that names its engine was made by narrate; whatever else a title says was
 * written by someone else and may mean anything. */
static enum recording_state judge(const char *path, const char *say)
{
    struct clip_facts facts;
    enum recording_state state = RECORDING_UNKNOWN;
    if (!clip_probe(path, &facts, NULL))
        return RECORDING_BROKEN;
    if (facts.title && strcmp(facts.title, say) == 0)
        state = RECORDING_GOOD;
    else if (facts.title && facts.maker && strncmp(facts.maker, "engine:", 7) == 0)
        state = RECORDING_STALE;
    clip_facts_free(&facts);
    return state;
}

/* The file that is there under a recording's name, be it playable or not; or NULL. */
static char *find_file(const struct recordings *recordings, const struct recording *recording)
{
    char *clip = clip_name(recordings->practice, recording->step, recording->way);
    char *name = mem_format("audio/voices/%s/%s", recordings->voice, clip);
    char *path = library_find_sound(recordings->library, name);
    free(name);
    free(clip);
    return path;
}

static struct recording look(const struct recordings *recordings, const struct step *step,
                             size_t way)
{
    struct recording recording = {step, way, step_way(step, way), RECORDING_MISSING, NULL};
    recording.path = find_file(recordings, &recording);
    if (recording.path)
        recording.state = judge(recording.path, recording.say);
    return recording;
}

void recordings_find(struct recordings *recordings, const struct library *library,
                     const struct practice *practice, const char *voice)
{
    size_t count = 0;
    for (size_t i = 0; i < practice->step_count; i++)
        count += step_ways(&practice->steps[i]);
    *recordings = (struct recordings){practice, library, mem_copy_text(voice), NULL, 0};
    recordings->list = mem_new(count, sizeof *recordings->list);
    for (size_t i = 0; i < practice->step_count; i++) {
        const struct step *step = &practice->steps[i];
        for (size_t way = 0; way < step_ways(step); way++)
            recordings->list[recordings->count++] = look(recordings, step, way);
    }
}

void recordings_free(struct recordings *recordings)
{
    for (size_t i = 0; i < recordings->count; i++)
        free(recordings->list[i].path);
    free(recordings->list);
    free(recordings->voice);
    *recordings = (struct recordings){0};
}

bool recording_is_wanted(const struct recording *recording, bool force)
{
    return force || (recording->state != RECORDING_GOOD && recording->state != RECORDING_UNKNOWN);
}

size_t recordings_wanted(const struct recordings *recordings, bool force)
{
    size_t wanted = 0;
    for (size_t i = 0; i < recordings->count; i++)
        wanted += recording_is_wanted(&recordings->list[i], force);
    return wanted;
}

/* ---- where it goes */

/* Makes the clips' folder below a root. False if it can't be written, or if a symbolic link leads
 * out of the root. */
static bool open_folder(const char *root, const char *folder, struct error *error)
{
    char real[PATH_MAX], real_root[PATH_MAX];
    if (!path_make_folders(folder, error))
        return false;
    if (!realpath(root, real_root) || !realpath(folder, real) ||
        strncmp(real, real_root, strlen(real_root)) != 0 || real[strlen(real_root)] != '/')
        return error_set(error, "%s leads out of %s", folder, root);
    return access(folder, W_OK | X_OK) == 0 || error_set(error, "%s can't be written to", folder);
}

/* The library root whose scripts/ the practice lies in; NULL: none. */
static const char *root_of_practice(const struct recordings *recordings)
{
    char real[PATH_MAX];
    if (!recordings->practice->path || !realpath(recordings->practice->path, real))
        return NULL;
    for (size_t i = 0; i < recordings->library->root_count; i++) {
        const char *root = recordings->library->roots[i];
        if (strncmp(real, root, strlen(root)) == 0 &&
            strncmp(real + strlen(root), "/scripts/", 9) == 0)
            return root;
    }
    return NULL;
}

/* The library root that an older recording of the same name is found in: that one would go on being
 * found first. */
static const char *root_of_older(const struct recordings *recordings, const char *name)
{
    char *path = library_find_file(recordings->library, name);
    const char *found = NULL;
    for (size_t i = 0; path && !found && i < recordings->library->root_count; i++) {
        char *candidate = path_join(recordings->library->roots[i], name);
        if (strcmp(candidate, path) == 0)
            found = recordings->library->roots[i];
        free(candidate);
    }
    free(path);
    return found;
}

char *recording_target(const struct recordings *recordings, const struct recording *recording,
                       struct error *error)
{
    char *folder = mem_format("audio/voices/%s/%s", recordings->voice, recordings->practice->id);
    char *clip = clip_name(recordings->practice, recording->step, recording->way);
    char *name = mem_format("audio/voices/%s/%s.ogg", recordings->voice, clip);
    char *own = path_data(), *target = NULL;
    const char *roots[] = {root_of_older(recordings, name), root_of_practice(recordings), own};
    path_no_home("there is no folder to write to", "XDG_DATA_HOME", error);
    for (size_t i = 0; !target && i < sizeof roots / sizeof *roots; i++) {
        char *path = roots[i] ? path_join(roots[i], folder) : NULL;
        if (path && open_folder(roots[i], path, error))
            target = path_join(roots[i], name);
        free(path);
    }
    free(own);
    free(name);
    free(clip);
    free(folder);
    return target;
}
