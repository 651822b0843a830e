/* Folders and files: where things live (XDG), read whole with a cap, written atomically. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/error.h"

#include <stddef.h>

/* "a/b" that the caller frees. */
char *path_join(const char *folder, const char *name);

/* Where numbmed's own files of a kind live: $XDG_DATA_HOME/numbmed (or ~/.local/share/numbmed) and
 * so on. The caller frees it; NULL where neither variable nor HOME is set to an absolute path. */
char *path_data(void);
char *path_state(void);
char *path_config(void);

/* The sentence for such a NULL: `what` is the case then ("there is no journal"), what is wrong with
 * HOME, and what to set; `variable` is the one of XDG that would do, too. Returns false. */
bool path_no_home(const char *what, const char *variable, struct error *error);

/* $XDG_CONFIG_HOME (or ~/.config) itself, where other programs' files lie. As above. */
char *path_config_home(void);

/* The running program, symbolic links followed. The caller frees it; NULL if unknown. */
char *path_program(void);

/* The folder of the running program, symbolic links followed. The caller frees it; NULL if unknown.
 */
char *path_program_folder(void);

bool path_is_folder(const char *path);

/* Whether the folder that a file really lies in has this name. */
bool path_lies_in(const char *path, const char *folder);

/* The file's name: what follows the last slash, within the path. */
const char *path_name(const char *path);

/* Makes a folder and those above it, 0700. */
bool path_make_folders(const char *path, struct error *error);

/* Reads a regular file of at most `cap` bytes; a NUL is put after it. The caller frees it; NULL
 * and a sentence without the file's name on failure. */
char *path_read(const char *path, size_t cap, size_t *size, struct error *error);

/* Writes all bytes to an open file, as often as it takes. False with errno. */
bool path_write_all(int file, const char *bytes, size_t size);

#endif
