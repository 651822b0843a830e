/* numbmed voices, bells, backgrounds: what there is to hear, as lists, and five seconds of each. */
#include "cmd/commands.h"

#include "audio/clip.h"
#include "base/frames.h"
#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "cmd/open.h"
#include "cmd/try.h"
#include "play/engine.h"

#include <jansson.h>
#include <string.h>

/* ---- lists */

struct row {
    char *name;
    char *about;
};

struct rows {
    struct row *list;
    size_t count;
};

static void add_row(struct rows *rows, const char *name, char *about)
{
    rows->list = mem_grow(rows->list, rows->count, sizeof *rows->list);
    rows->list[rows->count++] = (struct row){mem_copy_text(name), about};
}

static void tell_json(const struct rows *rows)
{
    json_t *list = json_array();
    for (size_t i = 0; i < rows->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "name", rows->list[i].name, "about",
                                              rows->list[i].about));
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
}

static void tell_lines(const struct rows *rows)
{
    int width = 0;
    for (size_t i = 0; i < rows->count; i++) {
        int length = (int)strlen(rows->list[i].name);
        width = length > width ? length : width;
    }
    for (size_t i = 0; i < rows->count; i++)
        print_line(stdout, width + 2, "%-*s  %s", width, rows->list[i].name, rows->list[i].about);
}

static void rows_free(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->list[i].name);
        free(rows->list[i].about);
    }
    free(rows->list);
}

/* ---- a sitting to try one in */

/* Without bells and background, but for what is asked for. */
static struct sitting_wish bare_wish(void)
{
    static const struct bells_wish NO_BELLS = {
        .has_start = true, .has_end = true, .has_every = true};
    return (struct sitting_wish){.frames = FRAMES_PER_MINUTE,
                                 .asked_bells = NO_BELLS,
                                 .asked_background = "none",
                                 .seed = 1};
}

static int try_silent(const struct library *library, const struct settings *settings,
                      const struct sitting_wish *wish, int64_t place)
{
    struct sitting sitting;
    struct error error;
    if (!sitting_open_silent(&sitting, library, wish, &error))
        return fail_with(EXIT_FAILURE, error.text);
    int code = sitting.bells.problem ? fail_with(EXIT_FAILURE, sitting.bells.problem)
                                     : sitting_try(&sitting, settings, place);
    sitting_close(&sitting);
    return code;
}

/* ---- what there is of each */

static char *bell_about(const struct library *library, const char *name)
{
    struct clip_facts facts;
    struct error error;
    char *path = bell_find(library, name), *about;
    if (path && clip_probe(path, &facts, &error)) {
        about = mem_format("%s (%.1f s)", facts.title ? facts.title : "your own",
                           (double)facts.frames / FRAME_RATE);
        clip_facts_free(&facts);
    } else {
        about = mem_format("broken: %s", path ? error.text : "it leads out of its library");
    }
    free(path);
    return about;
}

static void list_bells(struct library *library, struct rows *rows)
{
    size_t count;
    char **names = library_list_sounds(library, "audio/bells", &count);
    for (size_t i = 0; i < count; i++) {
        add_row(rows, names[i], bell_about(library, names[i]));
        free(names[i]);
    }
    free(names);
}

static int try_bell(struct library *library, const struct settings *settings, const char *name)
{
    struct sitting_wish wish = bare_wish();
    snprintf(wish.asked_bells.bells.start.name, sizeof wish.asked_bells.bells.start.name, "%s",
             name);
    wish.asked_bells.bells.start.times = 1;
    return try_silent(library, settings, &wish, 0);
}

static void list_backgrounds(struct library *library, struct rows *rows)
{
    size_t count;
    char **names = library_list_sounds(library, "audio/backgrounds", &count);
    for (size_t i = 0; i < BACKGROUND_KIND_COUNT; i++)
        add_row(rows, BACKGROUND_KINDS[i].name, mem_copy_text(BACKGROUND_KINDS[i].about));
    for (size_t i = 0; i < count; i++) {
        if (!background_find(names[i]))
            add_row(rows, names[i], mem_copy_text("a file that loops"));
        free(names[i]);
    }
    free(names);
}

static int try_background(struct library *library, const struct settings *settings,
                          const char *name)
{
    struct sitting_wish wish = bare_wish();
    wish.asked_background = name;
    return try_silent(library, settings, &wish, ENGINE_BED_FADE);
}

/* The practices that a voice speaks, in a line. */
static char *voice_about(struct library *library, const char *voice)
{
    char *about = mem_copy_text("");
    for (size_t i = 0; i < library->count; i++) {
        char *path = mem_format("audio/voices/%s/%s", voice, library->entries[i].id);
        char *found = library_find_file(library, path);
        if (found) {
            char *longer = mem_format("%s%s%s", about, *about ? ", " : "", library->entries[i].id);
            free(about);
            about = longer;
        }
        free(found);
        free(path);
    }
    char *line = mem_format("speaks %s", *about ? about : "no practice that is here");
    free(about);
    return line;
}

static void list_voices(struct library *library, struct rows *rows)
{
    size_t count;
    char **voices = voices_find(library, "", &count);
    for (size_t i = 0; i < count; i++)
        add_row(rows, voices[i], voice_about(library, voices[i]));
    voices_free(voices, count);
}

/* The first practice that the voice speaks, from its first recorded words on. */
static int try_voice(struct library *library, const struct settings *settings, const char *name)
{
    struct sitting sitting;
    struct sitting_wish wish = bare_wish();
    wish.frames = 0;
    wish.voice = name;
    wish.voice_asked = true;
    for (size_t i = 0; i < library->count; i++) {
        char *path = mem_format("audio/voices/%s/%s", name, library->entries[i].id);
        char *found = library_find_file(library, path);
        bool opened = found && sitting_open(&sitting, library, library->entries[i].id, &wish, NULL);
        free(found);
        free(path);
        if (!opened)
            continue;
        int code = sitting_try(&sitting, settings, session_silence(&sitting.session, true));
        sitting_close(&sitting);
        return code;
    }
    return fail_with(EXIT_FAILURE, "there is no such voice; numbmed voices shows which there are");
}

/* ---- the commands */

/* `setting` is the one whose names are listed. */
static int list_or_try(const struct options *options, enum setting setting,
                       void (*list)(struct library *library, struct rows *rows),
                       int (*try_one)(struct library *library, const struct settings *settings,
                                      const char *name))
{
    int code = EXIT_SUCCESS;
    struct rows rows = {0};
    struct settings settings;
    struct error error;
    struct library *library = library_open();
    if (options->try && !setting_is_there(library, setting, options->try, &error)) {
        code = fail_with(EXIT_USAGE, error.text);
    } else if (options->try) {
        settings_open(&settings, options, NULL);
        settings_tell(&settings);
        code = try_one(library, &settings, options->try);
        settings_close(&settings);
    } else {
        list(library, &rows);
        if (options->json)
            tell_json(&rows);
        else
            tell_lines(&rows);
    }
    rows_free(&rows);
    library_free(library);
    return code;
}

int command_voices(const struct options *options)
{
    return list_or_try(options, SETTING_VOICE, list_voices, try_voice);
}

int command_bells(const struct options *options)
{
    return list_or_try(options, SETTING_BELLS_START, list_bells, try_bell);
}

int command_backgrounds(const struct options *options)
{
    return list_or_try(options, SETTING_BACKGROUND, list_backgrounds, try_background);
}
