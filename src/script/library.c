#include "script/library.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/text.h"
#include "script/load.h"
#include "script/value.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char *const SOUND_ENDINGS[] = {"ogg", "flac", "wav", NULL};

/* ---- roots */

/* Adds a root by its real path, once; takes `path`. A folder without scripts/ and audio/ may still
 * get them later, so any folder will do. */
static void add_root(struct library *library, char *path)
{
    char real[PATH_MAX];
    bool known = !path || *path != '/' || !realpath(path, real);
    for (size_t i = 0; !known && i < library->root_count; i++)
        known = strcmp(library->roots[i], real) == 0;
    if (!known) {
        library->roots = mem_grow(library->roots, library->root_count, sizeof *library->roots);
        library->roots[library->root_count++] = mem_copy_text(real);
    }
    free(path);
}

static void add_listed_roots(struct library *library, const char *list)
{
    while (list && *list) {
        size_t length = strcspn(list, ":");
        char *path = mem_format("%.*s", (int)length, list);
        if (length && *path != '/')
            log_line("NUMBMED_PATH: '%s' is not an absolute path; it is passed over", path);
        add_root(library, path);
        list += length + (list[length] == ':');
    }
}

/* A checkout: the program stands beside scripts/. */
static char *checkout_root(void)
{
    char *folder = path_program_folder();
    char *scripts = folder ? path_join(folder, "scripts") : NULL;
    bool is_root = scripts && path_is_folder(scripts);
    free(scripts);
    if (is_root)
        return folder;
    free(folder);
    return NULL;
}

/* What was installed beside the program, wherever that was moved to since. */
static char *root_beside(void)
{
    char *folder = path_program_folder();
    char *root = folder ? path_join(folder, "../share/numbmed") : NULL;
    free(folder);
    return root;
}

/* ---- practices */

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->id, ((const struct entry *)b)->id);
}

/* Among the first `count` entries, which are sorted. */
static struct entry *find_among(const struct library *library, size_t count, const char *id)
{
    const struct entry wanted = {.id = (char *)(uintptr_t)id};
    return count ? bsearch(&wanted, library->entries, count, sizeof wanted, compare_entries) : NULL;
}

static bool is_practice_file(const struct dirent *file)
{
    size_t length = strlen(file->d_name);
    return length > 5 && *file->d_name != '.' && file->d_type != DT_DIR &&
           strcmp(file->d_name + length - 5, ".yaml") == 0;
}

static void add_entry(struct library *library, const char *root, const char *name)
{
    char *id = mem_format("%.*s", (int)(strlen(name) - 5), name);
    struct entry entry = {.id = id, .root = root};
    entry.path = mem_format("%s/scripts/%s", root, name);
    if (!value_is_id(id)) {
        entry.id = text_clean(id);
        entry.state = ENTRY_BROKEN;
        entry.error =
            mem_copy_text("1:1: a practice's file is named by its id; use a-z, 0-9 and -");
        free(id);
    }
    library->entries = mem_grow(library->entries, library->count, sizeof *library->entries);
    library->entries[library->count++] = entry;
}

/* Adds a root's practices but for those that an earlier root has. */
static void list_practices(struct library *library, const char *root)
{
    char *scripts = path_join(root, "scripts");
    DIR *folder = opendir(scripts);
    size_t earlier = library->count;
    for (struct dirent *file; folder && (file = readdir(folder));) {
        char *id = is_practice_file(file)
                       ? mem_format("%.*s", (int)(strlen(file->d_name) - 5), file->d_name)
                       : NULL;
        if (id && !find_among(library, earlier, id))
            add_entry(library, root, file->d_name);
        free(id);
    }
    if (folder)
        closedir(folder);
    free(scripts);
    if (library->count)
        qsort(library->entries, library->count, sizeof *library->entries, compare_entries);
}

struct entry *library_find(struct library *library, const char *id)
{
    return find_among(library, library->count, id);
}

static void break_entry(struct entry *entry, char *error)
{
    head_free(&entry->head);
    entry->state = ENTRY_BROKEN;
    entry->error = error;
}

void library_read_head(struct entry *entry)
{
    struct error error;
    if (entry->state != ENTRY_UNREAD)
        return;
    if (head_read(entry->path, entry->id, &entry->head, &error))
        entry->state = ENTRY_HEAD;
    else
        break_entry(entry, mem_copy_text(error.text));
}

void library_check(struct entry *entry)
{
    struct faults faults = {0};
    if (entry->state == ENTRY_CHECKED || (entry->state == ENTRY_BROKEN && entry->checked))
        return;
    bool named_well = value_is_id(entry->id);
    entry->checked = true;
    library_read_head(entry);
    struct practice *practice = named_well ? practice_load(entry->path, &LOAD_CAPS, &faults) : NULL;
    if (practice && entry->state == ENTRY_HEAD) {
        entry->state = ENTRY_CHECKED;
    } else if (faults.count) {
        struct mark mark = fault_place(&faults.list[0]);
        free(entry->error);
        break_entry(entry, mem_format("%d:%d: %s", mark.line, mark.column, faults.list[0].text));
    }
    practice_free(practice);
    faults_free(&faults);
}

static const char *entry_id(const void *list, size_t index)
{
    return ((const struct entry *)list)[index].id;
}

const char *library_nearest(const struct library *library, const char *id)
{
    return text_nearest(id, entry_id, library->entries, library->count);
}

/* A file below a root by its real path, so that nothing leads out; NULL if it isn't there. */
static char *file_in_root(const char *root, const char *relative)
{
    char real[PATH_MAX];
    char *path = path_join(root, relative);
    size_t length = strlen(root);
    bool inside = realpath(path, real) && strncmp(real, root, length) == 0 && real[length] == '/';
    if (inside)
        return path;
    free(path);
    return NULL;
}

char *library_find_file(const struct library *library, const char *relative)
{
    char *path = NULL;
    if (*relative == '/' || strstr(relative, ".."))
        return NULL;
    for (size_t i = 0; !path && i < library->root_count; i++)
        path = file_in_root(library->roots[i], relative);
    return path;
}

char *library_find_sound(const struct library *library, const char *relative)
{
    char *path = NULL;
    for (size_t i = 0; !path && SOUND_ENDINGS[i]; i++) {
        char *name = mem_format("%s.%s", relative, SOUND_ENDINGS[i]);
        path = library_find_file(library, name);
        free(name);
    }
    return path;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "bowl" of "bowl.flac"; NULL where it has another ending, or no name for an id. To be freed. */
static char *file_name(const char *file, const char *const *endings)
{
    const char *dot = strrchr(file, '.');
    while (dot && *endings && strcmp(dot + 1, *endings) != 0)
        endings++;
    char *name = dot && *endings ? mem_format("%.*s", (int)(dot - file), file) : NULL;
    if (name && value_is_id(name))
        return name;
    free(name);
    return NULL;
}

static void list_files(char ***names, size_t *count, const char *root, const char *folder,
                       const char *const *endings)
{
    char *path = path_join(root, folder);
    DIR *open = opendir(path);
    for (struct dirent *file; open && (file = readdir(open));) {
        char *name = file_name(file->d_name, endings);
        if (!name)
            continue;
        *names = mem_grow(*names, *count, sizeof **names);
        (*names)[(*count)++] = name;
    }
    if (open)
        closedir(open);
    free(path);
}

/* The names of the files with one of some endings (NULL after the last). */
static char **list_names(const struct library *library, const char *folder,
                         const char *const *endings, size_t *count)
{
    char **names = NULL;
    size_t found = 0;
    *count = 0;
    for (size_t i = 0; i < library->root_count; i++)
        list_files(&names, &found, library->roots[i], folder, endings);
    if (found)
        qsort(names, found, sizeof *names, compare_names);
    for (size_t i = 0; i < found; i++) {
        if (*count && strcmp(names[*count - 1], names[i]) == 0)
            free(names[i]);
        else
            names[(*count)++] = names[i];
    }
    return names;
}

char **library_list_sounds(const struct library *library, const char *folder, size_t *count)
{
    return list_names(library, folder, SOUND_ENDINGS, count);
}

void library_each_file(const struct library *library, const char *folder, const char *ending,
                       library_take *take, void *context)
{
    const char *const endings[] = {ending, NULL};
    size_t count;
    char **names = list_names(library, folder, endings, &count);
    for (size_t i = 0; i < count; i++) {
        char *relative = mem_format("%s/%s.%s", folder, names[i], ending);
        char *path = library_find_file(library, relative);
        if (path)
            take(context, names[i], path);
        else
            free(names[i]); /* it leads out of its library */
        free(relative);
    }
    free(names);
}

struct library *library_open(void)
{
    struct library *library = mem_new(1, sizeof *library);
    add_root(library, path_data());
    add_listed_roots(library, getenv("NUMBMED_PATH"));
    add_root(library, checkout_root());
    add_root(library, root_beside());
    add_root(library, mem_copy_text(NUMBMED_DATADIR));
    for (size_t i = 0; i < library->root_count; i++)
        list_practices(library, library->roots[i]);
    return library;
}

/* Takes this folder from a path's end, if it stands there. */
static bool cut_folder(char *path, const char *folder)
{
    char *name = strrchr(path, '/');
    bool here = name && strcmp(name, folder) == 0;
    if (here)
        *name = '\0';
    return here;
}

void library_add_root_of(struct library *library, const char *path)
{
    char real[PATH_MAX];
    if (!realpath(path, real))
        return;
    *strrchr(real, '/') = '\0';
    if (!cut_folder(real, "/courses"))
        cut_folder(real, "/support");
    if (!cut_folder(real, "/scripts"))
        return;
    add_root(library, mem_copy_text(*real ? real : "/"));
}

const char *library_title(struct library *library, const char *id)
{
    struct entry *entry = library_find(library, id);
    if (entry)
        library_read_head(entry);
    return entry && entry->state != ENTRY_BROKEN ? entry->head.title : id;
}

bool library_is_empty(const struct library *library, struct error *error)
{
    if (library->count)
        return false;
    char *data = path_data();
    error_set(error,
              "there are no practices here; put some into %s/scripts, or name a folder that has "
              "scripts/ in NUMBMED_PATH",
              data ? data : "~/.local/share/numbmed");
    free(data);
    return true;
}

void library_free(struct library *library)
{
    if (!library)
        return;
    for (size_t i = 0; i < library->count; i++) {
        free(library->entries[i].id);
        free(library->entries[i].path);
        free(library->entries[i].error);
        head_free(&library->entries[i].head);
    }
    for (size_t i = 0; i < library->root_count; i++)
        free(library->roots[i]);
    free(library->entries);
    free(library->roots);
    free(library);
}
