/* The user's configuration is read strictly; what is good in it holds whatever else is wrong. */
#include "support/cmocka.h"

#include "script/config.h"
#include "support/files.h"

#include <sys/stat.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const char GOOD[] = "# What I like.\n"
                           "voice: michael\n"
                           "volume: 80\n"
                           "bells:\n"
                           "  start: bowl x3\n"
                           "  end: none\n"
                           "  every: random 4m-9m\n"
                           "bell-volume: 0\n"
                           "background: ~/rain.flac\n"
                           "background-volume: 100\n"
                           "sink: pulse:My speakers\n"
                           "latency: 200ms\n"
                           "breath-tone: true\n"
                           "motion: false\n"
                           "captions: false\n"
                           "theme: dark\n"
                           "check-in: both\n"
                           "streak: gentle\n";

/* A config to be freed with close_config, and what is wrong with it. */
struct reading {
    struct config config;
    struct faults faults;
};

static int setup(void **state)
{
    int made = files_setup(state);
    setenv("XDG_CONFIG_HOME", *state, 1);
    setenv("HOME", "/home/me", 1);
    return made;
}

static struct reading load(const char *folder, const char *text)
{
    struct reading reading = {0};
    free(files_write(folder, "numbmed/config.yaml", text));
    config_load(&reading.config, &reading.faults);
    return reading;
}

static void close_reading(struct reading *reading)
{
    config_free(&reading->config);
    faults_free(&reading->faults);
}

static void assert_all_is_open(const struct config *config)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        assert_null(config->values[i].text);
}

static void every_key_is_read_with_its_place(void **state)
{
    static const struct {
        enum setting setting;
        const char *text;
        int line, column;
    } ROWS[] = {
        {SETTING_VOICE, "michael", 2, 8},
        {SETTING_VOLUME, "80", 3, 9},
        {SETTING_BELLS_START, "bowl x3", 5, 10},
        {SETTING_BELLS_END, "none", 6, 8},
        {SETTING_BELLS_EVERY, "random 4m-9m", 7, 10},
        {SETTING_BELL_VOLUME, "0", 8, 14},
        {SETTING_BACKGROUND, "/home/me/rain.flac", 9, 13},
        {SETTING_BACKGROUND_VOLUME, "100", 10, 20},
        {SETTING_SINK, "pulse:My speakers", 11, 7},
        {SETTING_LATENCY, "200ms", 12, 10},
        {SETTING_BREATH_TONE, "true", 13, 14},
        {SETTING_MOTION, "false", 14, 9},
        {SETTING_CAPTIONS, "false", 15, 11},
        {SETTING_THEME, "dark", 16, 8},
        {SETTING_CHECK_IN, "both", 17, 11},
        {SETTING_STREAK, "gentle", 18, 9},
    };
    struct reading reading = load(*state, GOOD);
    assert_int_equal(reading.faults.count, 0);
    assert_int_equal(COUNT(ROWS), SETTING_COUNT);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        const struct config_value *value = &reading.config.values[ROWS[i].setting];
        assert_string_equal(value->text, ROWS[i].text);
        assert_int_equal(value->mark.line, ROWS[i].line);
        assert_int_equal(value->mark.column, ROWS[i].column);
    }
    close_reading(&reading);
}

static void bells_none_switches_all_of_them_off(void **state)
{
    static const enum setting BELLS[] = {SETTING_BELLS_START, SETTING_BELLS_END,
                                         SETTING_BELLS_EVERY};
    struct reading reading = load(*state, "volume: 5\nbells: none\n");
    assert_int_equal(reading.faults.count, 0);
    for (size_t i = 0; i < COUNT(BELLS); i++) {
        const struct config_value *value = &reading.config.values[BELLS[i]];
        assert_string_equal(value->text, "none");
        assert_int_equal(value->mark.line, 2);
        assert_int_equal(value->mark.column, 8);
    }
    close_reading(&reading);
}

static void without_a_file_or_anything_in_it_all_is_open(void **state)
{
    static const char *const TEXTS[] = {"", "# Only a comment.\n", "---\n"};
    struct reading reading = {0};
    config_load(&reading.config, &reading.faults);
    assert_int_equal(reading.faults.count, 0);
    assert_all_is_open(&reading.config);
    assert_non_null(strstr(reading.config.path, "/numbmed/config.yaml"));
    assert_false(path_is_folder(reading.config.path));
    close_reading(&reading);
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        reading = load(*state, TEXTS[i]);
        assert_int_equal(reading.faults.count, 0);
        assert_all_is_open(&reading.config);
        close_reading(&reading);
    }
}

static void without_a_home_all_is_open(void **state)
{
    struct reading reading = {0};
    (void)state;
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    config_load(&reading.config, &reading.faults);
    assert_int_equal(reading.faults.count, 0);
    assert_null(reading.config.path);
    assert_all_is_open(&reading.config);
    close_reading(&reading);
}

/* One fault each. */
static const struct {
    const char *text;
    int line, column;
    const char *says;
} BROKEN[] = {
    {"volum: 3\n", 1, 1, "there is no key 'volum' here; did you mean 'volume'?"},
    {"voice: heart\nbell_volume: 3\n", 2, 1, "did you mean 'bell-volume'?"},
    {"colour: red\n", 1, 1, "there is no key 'colour' here; leave it out"},
    {"bells:\n  begin: bowl\n", 2, 3, "there is no key 'begin' here"},
    {"volume: 3\nvolume: 4\n", 2, 1, "'volume' stands here twice"},
    {"volume: 101\n", 1, 9, "'101' isn't a volume; write a number from 0 to 100"},
    {"volume: -1\n", 1, 9, "'-1' isn't a volume"},
    {"volume: 80%\n", 1, 9, "'80%' isn't a volume"},
    {"volume: 4.5\n", 1, 9, "'4.5' isn't a volume"},
    {"volume: loud\n", 1, 9, "'loud' isn't a volume"},
    {"volume:\n", 1, 8, "'' isn't a volume"},
    {"volume: [3]\n", 1, 9, "'volume' must be text, not a list"},
    {"bell-volume: 1000000\n", 1, 14, "'1000000' isn't a volume"},
    {"background-volume: {a: b}\n", 1, 20, "'background-volume' must be text, not a set of keys"},
    {"voice: Heart\n", 1, 8, "'Heart' isn't a voice; name one such as heart, or none"},
    {"voice: ../heart\n", 1, 8, "'../heart' isn't a voice"},
    {"background: rain.flac\n", 1, 13, "'rain.flac' isn't a background"},
    {"background: ./rain.flac\n", 1, 13, "'./rain.flac' isn't a background"},
    {"background: \"/tmp/\\x1b[31m\"\n", 1, 13, "holds control characters"},
    {"bells: bowl\n", 1, 8, "'bells' must be a set of keys, or none, not text"},
    {"bells:\n  start: bowl x10\n", 2, 10, "'bowl x10' isn't a bell"},
    {"bells:\n  end: [bowl]\n", 2, 8, "'end' must be text, not a list"},
    {"bells:\n  every: 9s\n", 2, 10, "'9s' isn't an interval for bells"},
    {"bells:\n  every: random 9m-4m\n", 2, 10, "'random 9m-4m' isn't an interval"},
    {"sink: ''\n", 1, 7, "'' isn't a sound output"},
    {"latency: 39ms\n", 1, 10, "'39ms' is out of range; write it like 40ms, up to 500ms"},
    {"latency: 501ms\n", 1, 10, "'501ms' is out of range"},
    {"latency: 100\n", 1, 10, "'100' is out of range"},
    {"breath-tone: soft\n", 1, 14, "'soft' is neither true nor false"},
    {"motion: 0\n", 1, 9, "'0' is neither true nor false"},
    {"captions: yes\n", 1, 11, "'yes' is neither true nor false"},
    {"check-in: yes\n", 1, 11, "'yes' isn't a time for a check-in; write after, both or no"},
    {"streak: yes\n", 1, 9, "'yes' isn't understood here; write gentle or no"},
    {"theme: blue\n", 1, 8, "'blue' isn't a theme; write auto, dark, light or plain"},
    {"bells:\n\tstart: bowl\n", 2, 1, "indent by spaces"},
    {"\tvolume: 3\n", 1, 1, "indent by spaces"},
    {"- volume\n", 1, 1, "the file must hold keys"},
    {"volume\n", 1, 1, "the file must hold keys"},
    {"sink: pulse: mine\n", 1, 12, "put quotes around"},
    {"voice: *heart\n", 1, 8, "aliases"},
    {"voice: heart\n---\nvolume: 3\n", 2, 1, "second document"},
    {"voice: caf\xe9\n", 1, 11, "not UTF-8"},
};

static void each_fault_is_one_sentence_at_its_place(void **state)
{
    for (size_t i = 0; i < COUNT(BROKEN); i++) {
        struct reading reading = load(*state, BROKEN[i].text);
        print_message("  %s", BROKEN[i].text);
        assert_int_equal(reading.faults.count, 1);
        const struct fault *fault = &reading.faults.list[0];
        print_message("    %d:%d: %s\n", fault->mark.line, fault->mark.column, fault->text);
        assert_int_equal(fault->mark.line, BROKEN[i].line);
        assert_int_equal(fault->mark.column, BROKEN[i].column);
        assert_non_null(strstr(fault->text, BROKEN[i].says));
        close_reading(&reading);
    }
}

static void what_is_good_holds_whatever_else_is_wrong(void **state)
{
    struct reading reading = load(*state, "theme: blue\nvoice: heart\nvolum: 3\nvolume: 300\n"
                                          "bells:\n  start: bowl\n  end: [a]\ncaptions: true\n");
    static const int LINES[] = {1, 3, 4, 7};
    assert_int_equal(reading.faults.count, COUNT(LINES));
    for (size_t i = 0; i < COUNT(LINES); i++)
        assert_int_equal(reading.faults.list[i].mark.line, LINES[i]);
    const struct config_value *values = reading.config.values;
    assert_string_equal(values[SETTING_VOICE].text, "heart");
    assert_string_equal(values[SETTING_BELLS_START].text, "bowl");
    assert_string_equal(values[SETTING_CAPTIONS].text, "true");
    assert_null(values[SETTING_VOLUME].text);
    assert_null(values[SETTING_THEME].text);
    assert_null(values[SETTING_BELLS_END].text);
    close_reading(&reading);
}

static void what_is_no_file_is_told_as_such(void **state)
{
    struct reading reading = {0};
    char *path = mem_format("%s/numbmed/config.yaml", (const char *)*state);
    assert_true(path_make_folders(path, NULL));
    config_load(&reading.config, &reading.faults);
    assert_int_equal(reading.faults.count, 1);
    assert_string_equal(reading.faults.list[0].text, "the file is not a regular file; name a file");
    assert_all_is_open(&reading.config);
    close_reading(&reading);
    free(path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_key_is_read_with_its_place),
        TEST(bells_none_switches_all_of_them_off),
        TEST(without_a_file_or_anything_in_it_all_is_open),
        TEST(without_a_home_all_is_open),
        TEST(each_fault_is_one_sentence_at_its_place),
        TEST(what_is_good_holds_whatever_else_is_wrong),
        TEST(what_is_no_file_is_told_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
