#include "play/voices.h"

#include "base/memory.h"
#include "base/path.h"
#include "script/value.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_known(char **voices, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(voices[i], name) == 0)
            return true;
    }
    return false;
}

static char **add_voices_of_root(char **voices, size_t *count, const char *root,
                                 const char *practice)
{
    char *path = path_join(root, "audio/voices");
    DIR *folder = opendir(path);
    for (struct dirent *voice; folder && (voice = readdir(folder));) {
        char *clips = mem_format("%s/%s/%s", path, voice->d_name, practice);
        if (value_is_id(voice->d_name) && path_is_folder(clips) &&
            !is_known(voices, *count, voice->d_name)) {
            voices = mem_grow(voices, *count, sizeof *voices);
            voices[(*count)++] = mem_copy_text(voice->d_name);
        }
        free(clips);
    }
    if (folder)
        closedir(folder);
    free(path);
    return voices;
}

/* The default voice comes before all others. */
static int compare_voices(const void *a, const void *b)
{
    const char *one = *(char *const *)a, *other = *(char *const *)b;
    bool usual = strcmp(one, DEFAULT_VOICE) == 0, other_usual = strcmp(other, DEFAULT_VOICE) == 0;
    return usual != other_usual ? other_usual - usual : strcmp(one, other);
}

char **voices_find(const struct library *library, const char *practice, size_t *count)
{
    char **voices = NULL;
    *count = 0;
    for (size_t i = 0; i < library->root_count; i++)
        voices = add_voices_of_root(voices, count, library->roots[i], practice);
    if (*count)
        qsort(voices, *count, sizeof *voices, compare_voices);
    return voices;
}

char *voices_choose(const struct library *library, const char *practice, const char *wished)
{
    size_t count;
    char **voices = voices_find(library, practice, &count);
    bool speaks = !count || is_known(voices, count, wished);
    char *chosen = mem_copy_text(speaks ? wished : voices[0]);
    voices_free(voices, count);
    return chosen;
}

void voices_free(char **voices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(voices[i]);
    free(voices);
}
