#include "remind/timers.h"

#include "base/memory.h"
#include "base/output.h"
#include "base/path.h"
#include "remind/manager.h"
#include "remind/units.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { UNIT_MOST = 16 * 1024 };

/* ---- where they lie */

/* To be freed; NULL and a sentence where there is no home for them. */
static char *find_folder(struct error *error)
{
    char *home = path_config_home();
    char *folder = home ? path_join(home, "systemd/user") : NULL;
    free(home);
    if (!folder)
        path_no_home("there is no place for a reminder", "XDG_CONFIG_HOME", error);
    return folder;
}

/* The text of a file that is ours, to be freed, or NULL. */
static char *read_ours(const char *path, struct reminder *reminder)
{
    size_t size;
    char *text = path_read(path, UNIT_MOST, &size, NULL);
    if (text && unit_read(text, reminder))
        return text;
    free(text);
    return NULL;
}

/* ---- the list */

static int compare(const void *a, const void *b)
{
    return ((const struct reminder *)a)->minute - ((const struct reminder *)b)->minute;
}

static void add_file(struct reminders *reminders, const char *folder, const char *name)
{
    struct reminder reminder;
    int minute = unit_minute(name);
    if (minute < 0)
        return;
    char *path = path_join(folder, name), *text = read_ours(path, &reminder);
    if (text && reminder.minute == minute)
        reminders_add(reminders, &reminder);
    free(text);
    free(path);
}

void timers_find(struct reminders *reminders)
{
    char *folder = find_folder(NULL);
    DIR *files = folder ? opendir(folder) : NULL;
    const struct dirent *file;
    *reminders = (struct reminders){0};
    while (files && (file = readdir(files)))
        add_file(reminders, folder, file->d_name);
    if (files)
        closedir(files);
    free(folder);
    if (reminders->count)
        qsort(reminders->list, reminders->count, sizeof *reminders->list, compare);
}

/* ---- the two files of a reminder, and what was there before */

struct unit_file {
    char *path;
    char *before; /* NULL: nothing */
};

enum { SERVICE, TIMER, FILES }; /* in the order they are written: no timer without its service */

static const char *const ENDINGS[FILES] = {".service", ".timer"};

/* Notes what is there; false and a sentence if that isn't ours. */
static bool look(struct unit_file *file, struct error *error)
{
    struct reminder unused;
    struct stat status;
    file->before = read_ours(file->path, &unused);
    if (file->before || (lstat(file->path, &status) < 0 && errno == ENOENT))
        return true;
    return error_set(error,
                     "%s was not written by numbmed, and is left alone; move it away, and "
                     "set the reminder again",
                     file->path);
}

static void name_files(struct unit_file files[FILES], const char *folder, int minute)
{
    for (int i = 0; i < FILES; i++) {
        char name[UNIT_NAME_SIZE];
        unit_name(minute, ENDINGS[i], name);
        files[i] = (struct unit_file){.path = path_join(folder, name)};
    }
}

static void free_files(struct unit_file files[FILES])
{
    for (int i = 0; i < FILES; i++) {
        free(files[i].before);
        free(files[i].path);
    }
}

static void put_back(const struct unit_file *file)
{
    if (file->before)
        output_write(file->path, file->before, strlen(file->before), NULL);
    else
        unlink(file->path);
}

/* ---- setting one */

static bool write_files(const struct unit_file files[FILES], const struct reminder *reminder,
                        const char *program, struct error *error)
{
    char *texts[FILES] = {unit_service(reminder, program), unit_timer(reminder)};
    bool good = true;
    for (int i = 0; i < FILES; i++) {
        good = good && output_write(files[i].path, texts[i], strlen(texts[i]), error);
        free(texts[i]);
    }
    return good;
}

static bool hand_over(const struct unit_file files[FILES], const struct reminder *reminder,
                      struct error *error)
{
    char name[UNIT_NAME_SIZE], *calendar = unit_calendar(reminder);
    unit_name(reminder->minute, ENDINGS[TIMER], name);
    bool good = manager_check(calendar, files[TIMER].path, files[SERVICE].path, error) &&
                manager_reload(error) && manager_enable(name, error);
    free(calendar);
    return good;
}

static void put_all_back(const struct unit_file files[FILES])
{
    put_back(&files[TIMER]);
    put_back(&files[SERVICE]);
}

/* As hand_over, or all is as it was; the sentence of what failed stays. */
static bool hand_over_or_undo(const struct unit_file files[FILES], const struct reminder *reminder,
                              struct error *error)
{
    char name[UNIT_NAME_SIZE];
    if (hand_over(files, reminder, error))
        return true;
    unit_name(reminder->minute, ENDINGS[TIMER], name);
    if (!files[TIMER].before)
        manager_disable(name, NULL); /* it may have got half-way */
    put_all_back(files);
    manager_reload(NULL);
    return false;
}

bool timers_set(const struct reminder *reminder, const char *program, struct error *error)
{
    struct unit_file files[FILES];
    char *folder = find_folder(error);
    if (!folder)
        return false;
    name_files(files, folder, reminder->minute);
    bool good = path_make_folders(folder, error) && look(&files[SERVICE], error) &&
                look(&files[TIMER], error);
    if (good && !write_files(files, reminder, program, error)) {
        put_all_back(files);
        good = false;
    }
    good = good && hand_over_or_undo(files, reminder, error);
    free_files(files);
    free(folder);
    return good;
}

bool timers_can_run(struct error *error)
{
    return manager_answers(error);
}

bool timers_runs(const struct reminder *reminder)
{
    char name[UNIT_NAME_SIZE];
    unit_name(reminder->minute, ENDINGS[TIMER], name);
    return manager_runs(name);
}

/* ---- taking one away */

static bool remove_file(const char *path, struct error *error)
{
    return unlink(path) == 0 || errno == ENOENT ||
           error_set(error, "can't take %s away: %s", path, strerror(errno));
}

/* What enabling it made; where the manager has taken it away, it isn't there any more. */
static bool remove_link(const char *folder, const char *name, struct error *error)
{
    struct stat status;
    char *path = mem_format("%s/timers.target.wants/%s", folder, name);
    bool good = lstat(path, &status) < 0 || !S_ISLNK(status.st_mode) || remove_file(path, error);
    free(path);
    return good;
}

bool timers_take_away(const struct reminder *reminder, bool managed, struct error *error)
{
    char name[UNIT_NAME_SIZE];
    struct unit_file files[FILES];
    unit_name(reminder->minute, ENDINGS[TIMER], name);
    if (managed && !manager_disable(name, error))
        return false;
    char *folder = find_folder(error);
    if (!folder)
        return false;
    name_files(files, folder, reminder->minute);
    bool good = remove_link(folder, name, error) && remove_file(files[TIMER].path, error) &&
                (!look(&files[SERVICE], NULL) || remove_file(files[SERVICE].path, error));
    free_files(files);
    free(folder);
    return good && (!managed || manager_reload(error));
}
