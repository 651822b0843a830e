/* Files and folders made up for a test, in a folder of its own that goes with it. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H

#include "base/memory.h"
#include "base/path.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline int files_remove_one(const char *path, const struct stat *status, int type,
                                   struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

/* cmocka set-up and tear-down: *state is the folder's path. */
static inline int files_setup(void **state)
{
    char *folder = mem_copy_text("/tmp/numbmed-test-XXXXXX");
    *state = mkdtemp(folder);
    return *state ? 0 : -1;
}

static inline int files_teardown(void **state)
{
    nftw(*state, files_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return 0;
}

/* Writes a file, making its folders; returns its path, which the caller frees. */
static inline char *files_write_bytes(const char *folder, const char *name, const char *bytes,
                                      size_t size)
{
    char *path = path_join(folder, name);
    char *above = mem_copy_text(path);
    *strrchr(above, '/') = '\0';
    path_make_folders(above, NULL);
    FILE *file = fopen(path, "wb");
    fwrite(bytes, 1, size, file);
    fclose(file);
    free(above);
    return path;
}

static inline char *files_write(const char *folder, const char *name, const char *text)
{
    return files_write_bytes(folder, name, text, strlen(text));
}

/* Into a folder for XDG_STATE_HOME: what is remembered once the first screen was read. */
static inline void files_write_welcomed(const char *folder)
{
    free(files_write(folder, "numbmed/state.yaml", "welcomed: true\n"));
}

#endif
