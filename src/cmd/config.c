#include "cmd/commands.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "cmd/settings.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

/* ---- an example */

enum { WIDTH = 78, LINES_MOST = 8 };

static void write_comment(const char *before, const char *text)
{
    struct text_line lines[LINES_MOST];
    size_t count = text_wrap(text, WIDTH - (int)strlen(before), lines, LINES_MOST);
    for (size_t i = 0; i < count; i++)
        printf("%s%.*s\n", before, (int)lines[i].length, lines[i].start);
}

/* Every key is commented out: what stands there would go before what is remembered. A key within
 * another ("bells/start") is indented below it. */
static void write_example(void)
{
    size_t above = 0; /* the length of the key that the last one stood in */
    write_comment("# ", "numbmed's configuration: ~/.config/numbmed/config.yaml. Take the # away "
                        "from what you want to set; each key stands at its default.");
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
        const char *key = setting_key(setting), *slash = strchr(key, '/');
        size_t length = slash ? (size_t)(slash - key) : 0;
        if (!length || !above)
            putchar('\n');
        if (length && !above)
            printf("# Bells. In a word, for none at all: bells: none\n#%.*s:\n", (int)length, key);
        write_comment(slash ? "#  # " : "# ", setting_about(setting));
        printf("#%s%s: %s\n", slash ? "  " : "", slash ? slash + 1 : key, SETTINGS[setting].usual);
        above = length;
    }
}

/* ---- the current settings */

static void show_json(const struct settings *settings)
{
    json_t *list = json_array();
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
        const struct setting_value *value = &settings->values[setting];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "name", setting_key(setting),
                                              "value", value->text, "source", value->source));
    }
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
}

static void show_row(const char *name, const struct setting_value *value)
{
    enum { NAME = 18, VALUE = 24 };
    char *text = text_clean(value->text);
    int width = text_width(text, strlen(text));
    print_line(stdout, NAME + 1 + VALUE + 1, "%-*s %s%*s %s", NAME, name, text,
               width < VALUE ? VALUE - width : 0, "", value->source);
    free(text);
}

static void show_table(const struct settings *settings)
{
    const char *path = settings->config.path;
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
        show_row(setting_key(setting), &settings->values[setting]);
    if (!path)
        return;
    putchar('\n');
    print_line(stdout, 0, "config.yaml is %s%s", path,
               access(path, F_OK) == 0 ? "" : ", not there yet");
}

int command_config(const struct options *options)
{
    struct recall recall;
    struct settings settings;
    if (options->example) {
        write_example();
        return EXIT_SUCCESS;
    }
    recall_load(&recall);
    struct library *library = library_open();
    struct error error;
    settings_open(&settings, options, &recall);
    settings_check_names(&settings, library, &error);
    library_free(library);
    if (options->json)
        show_json(&settings);
    else
        show_table(&settings);
    fflush(stdout); /* the faults come behind it, wherever both go */
    faults_write(&settings.faults, settings.config.path, stderr);
    bool good = !settings.faults.count;
    settings_close(&settings);
    recall_free(&recall);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
