/* The practices there are: every scripts/ID.yaml of every library root, the first root that has an
 * id wins. */
#ifndef SCRIPT_LIBRARY_H
#define SCRIPT_LIBRARY_H

#include "base/error.h"
#include "script/head.h"

#include <stdbool.h>
#include <stddef.h>

enum entry_state {
    ENTRY_UNREAD,  /* found, not opened yet */
    ENTRY_HEAD,    /* its head is read and good */
    ENTRY_CHECKED, /* its whole file is good */
    ENTRY_BROKEN,  /* `error` says what is wrong */
};

struct entry {
    char *id;
    char *path;
    const char *root; /* belongs to the library */
    enum entry_state state;
    bool checked;     /* its whole file has been looked at */
    struct head head; /* in ENTRY_HEAD and ENTRY_CHECKED */
    char *error;      /* in ENTRY_BROKEN: "LINE:COLUMN: what and what to do" */
};

struct library {
    char **roots; /* in the order they are searched */
    size_t root_count;
    struct entry *entries; /* by id */
    size_t count;
};

/* The library roots of this user, in order: the user's own ($XDG_DATA_HOME/numbmed), NUMBMED_PATH
 * (folders between colons), the folder of the executable, the installed one (../share/numbmed from
 * there, then NUMBMED_DATADIR); never the current folder. Lists their practices without opening
 * any. Never fails: a root that can't be read has none. */
struct library *library_open(void);

/* Makes the library root that a file of it lies in (in scripts/, scripts/courses/ or
 * scripts/support/) the last one to be searched: its recordings and bells come with it. Its
 * practices aren't listed. */
void library_add_root_of(struct library *library, const char *path);

void library_free(struct library *library);

/* Whether there is no practice at all; then fills a sentence that says where they belong. */
bool library_is_empty(const struct library *library, struct error *error);

/* The entry with this id, or NULL. */
struct entry *library_find(struct library *library, const char *id);

/* Reads an entry's head if it is unread. */
void library_read_head(struct entry *entry);

/* What people call the practice with this id: its title, or the id where that can't be read. */
const char *library_title(struct library *library, const char *id);

/* Reads an entry's whole file if that hasn't been done; it may turn out broken. */
void library_check(struct entry *entry);

/* The id nearest to a mistyped one, or NULL. */
const char *library_nearest(const struct library *library, const char *id);

/* A file of the library below its roots, such as "audio/voices/heart/x/y.ogg": the path in the
 * first root that has it, to be freed, or NULL. Nothing outside a root is ever found: no "..", and
 * no symbolic link that leads out. */
char *library_find_file(const struct library *library, const char *relative);

/* Takes a file: its name without its ending and its path, both to be freed. */
typedef void library_take(void *context, char *name, char *path);

/* Gives each file with an ending ("txt") in a folder below the roots, such as "scripts/learn", once
 * and in order of the names: that of the first root that has it. */
void library_each_file(const struct library *library, const char *folder, const char *ending,
                       library_take *take, void *context);

/* The names of the sounds in a folder such as "audio/bells", each once, in order, without its
 * ending. Fills `count`; names and list are the caller's to free. */
char **library_list_sounds(const struct library *library, const char *folder, size_t *count);

/* The same for a sound: `relative` with the first of .ogg, .flac and .wav after it that there is.
 */
char *library_find_sound(const struct library *library, const char *relative);

#endif
