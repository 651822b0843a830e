/* What is in force, who says so, and what becomes of a config with faults. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "cmd/settings.h"
#include "support/files.h"

#include <sndfile.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const char PRACTICE[] =
    "format: 1\nid: blink\ntitle: A blink\nabout: Two seconds.\nminutes: [1]\ndefault: 1\n"
    "sections:\n  - name: Only this\n    steps:\n      - id: blink\n        say: Blink once.\n"
    "        pause: 0s\n";

static int setup(void **state)
{
    if (files_setup(state) < 0)
        return -1;
    setenv("HOME", *state, 1);
    setenv("XDG_CONFIG_HOME", *state, 1);
    free(files_write(*state, "scripts/blink.yaml", PRACTICE));
    setenv("NUMBMED_PATH", *state, 1);
    return 0;
}

/* Writes the config; NULL: there is none. */
static void configure(const char *folder, const char *text)
{
    if (text)
        free(files_write(folder, "numbmed/config.yaml", text));
}

/* ---- precedence */

static void assert_value(const struct settings *settings, enum setting setting, const char *text,
                         const char *source)
{
    print_message("    %s: %s (%s)\n", setting_key(setting), settings->values[setting].text,
                  settings->values[setting].source);
    assert_string_equal(settings->values[setting].text, text);
    assert_string_equal(settings->values[setting].source, source);
}

static void what_nobody_speaks_of_is_as_usual(void **state)
{
    struct settings settings;
    (void)state;
    settings_open(&settings, &(struct options){0}, &(struct recall){.volume = 100});
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
        assert_value(&settings, setting, SETTINGS[setting].usual, "default");
        assert_true(setting_check(setting, SETTINGS[setting].usual, NULL));
        assert_non_null(setting_about(setting));
    }
    assert_string_equal(settings.voice, "heart");
    assert_int_equal(settings.volume, 100);
    assert_int_equal(settings.sink.latency_ms, SINK_LATENCY_MS);
    assert_string_equal(settings.sink.kind, "auto");
    assert_true(settings.breath_tone && settings.motion && settings.captions);
    assert_null(settings.notice);
    settings_close(&settings);
}

static void the_stronger_goes_before_the_weaker(void **state)
{
    const struct options asked = {.given = {[SETTING_VOICE] = "none", [SETTING_VOLUME] = "1"}};
    const struct options not_asked = {0};
    const struct recall recall = {.known = true, .voice = "michael", .volume = 35};
    const struct {
        const char *config;
        const struct recall *recall;
        const struct options *options;
        const char *voice, *voice_source, *volume, *volume_source;
    } ROWS[] = {
        {NULL, NULL, &not_asked, "heart", "default", "100", "default"},
        {NULL, &recall, &not_asked, "michael", "remembered", "35", "remembered"},
        {"volume: 80\n", &recall, &not_asked, "michael", "remembered", "80", "config.yaml:1"},
        {"volume: 80\n\nvoice: anna\n", &recall, &not_asked, "anna", "config.yaml:3", "80",
         "config.yaml:1"},
        {"volume: 80\nvoice: anna\n", &recall, &asked, "none", "--voice", "1", "--volume"},
        {"volume: 80\nvoice: anna\n", NULL, &not_asked, "anna", "config.yaml:2", "80",
         "config.yaml:1"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct settings settings;
        configure(*state, ROWS[i].config);
        settings_open(&settings, ROWS[i].options, ROWS[i].recall);
        assert_value(&settings, SETTING_VOICE, ROWS[i].voice, ROWS[i].voice_source);
        assert_value(&settings, SETTING_VOLUME, ROWS[i].volume, ROWS[i].volume_source);
        assert_string_equal(settings.voice, ROWS[i].voice);
        assert_int_equal(settings.volume, atoi(ROWS[i].volume));
        settings_close(&settings);
    }
}

static void all_other_settings_come_from_the_config_or_the_command_line(void **state)
{
    struct settings settings;
    struct options options = {0};
    configure(*state, "bell-volume: 20\nbackground-volume: 30\nsink: pulse:My speakers\n"
                      "latency: 200ms\nbreath-tone: false\nmotion: false\ncaptions: false\n"
                      "theme: light\n");
    settings_open(&settings, &options, NULL);
    assert_int_equal(settings.bell_volume, 20);
    assert_int_equal(settings.background_volume, 30);
    assert_string_equal(settings.sink.kind, "pulse");
    assert_string_equal(settings.sink.target, "My speakers");
    assert_int_equal(settings.sink.latency_ms, 200);
    assert_false(settings.breath_tone);
    assert_false(settings.motion);
    assert_false(settings.captions);
    assert_string_equal(settings.theme, "light");
    settings_close(&settings);
    options.given[SETTING_MOTION] = "true";
    options.given[SETTING_SINK] = "silent";
    options.given[SETTING_LATENCY] = "50ms";
    settings_open(&settings, &options, NULL);
    assert_string_equal(settings.sink.kind, "silent");
    assert_string_equal(settings.sink.target, "");
    assert_int_equal(settings.sink.latency_ms, 50);
    assert_value(&settings, SETTING_SINK, "silent", "--sink");
    assert_value(&settings, SETTING_MOTION, "true", "--motion");
    assert_true(settings.motion && !settings.breath_tone);
    settings_close(&settings);
}

static void a_check_in_comes_after_a_sitting_before_it_too_or_not_at_all(void **state)
{
    static const struct {
        const char *config, *given;
        bool before, after;
    } ROWS[] = {
        {"", NULL, false, true},
        {"check-in: after\n", NULL, false, true},
        {"check-in: both\n", NULL, true, true},
        {"check-in: no\n", NULL, false, false},
        {"check-in: no\n", "both", true, true},
        {"check-in: both\n", "no", false, false},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct settings settings;
        struct options options = {.given[SETTING_CHECK_IN] = ROWS[i].given};
        configure(*state, ROWS[i].config);
        settings_open(&settings, &options, NULL);
        assert_int_equal(settings.check_in[MOMENT_BEFORE], ROWS[i].before);
        assert_int_equal(settings.check_in[MOMENT_AFTER], ROWS[i].after);
        settings_close(&settings);
    }
}

static void a_streak_is_told_only_where_the_config_asks(void **state)
{
    struct settings settings;
    settings_open(&settings, &(struct options){0}, NULL);
    assert_false(settings.streak);
    settings_close(&settings);
    configure(*state, "streak: gentle\n");
    settings_open(&settings, &(struct options){0}, NULL);
    assert_true(settings.streak);
    settings_close(&settings);
}

/* ---- bells and background: a practice comes between the config and the command line */

static void bells_are_kept_by_who_speaks_of_them(void **state)
{
    struct settings settings;
    configure(*state, "bells:\n  start: bowl x3\n  every: 5m\nbackground: ~/rain.flac\n");
    settings_open(&settings,
                  &(struct options){.bells = "none,block", .given[SETTING_BACKGROUND] = "none"},
                  NULL);
    const struct bells_wish *config = &settings.config_bells, *asked = &settings.asked_bells;
    assert_true(config->has_start && !config->has_end && config->has_every);
    assert_string_equal(config->bells.start.name, "bowl");
    assert_int_equal(config->bells.every_least, 5 * FRAMES_PER_MINUTE);
    assert_true(asked->has_start && asked->has_end && !asked->has_every);
    assert_string_equal(asked->bells.start.name, "");
    assert_string_equal(asked->bells.end.name, "block");
    char *rain = path_join(*state, "rain.flac");
    assert_string_equal(settings.config_background, rain);
    assert_string_equal(settings.asked_background, "none");
    assert_value(&settings, SETTING_BELLS_START, "none", "--bells");
    assert_value(&settings, SETTING_BELLS_END, "block", "--bells");
    assert_value(&settings, SETTING_BELLS_EVERY, "5m small-bowl", "config.yaml:3");
    assert_value(&settings, SETTING_BACKGROUND, "none", "--background");
    free(rain);
    settings_close(&settings);
}

static void bells_none_leaves_only_what_bell_every_asks_for(void **state)
{
    struct settings settings;
    struct options options = {.bells = "none"};
    configure(*state, "bells:\n  start: bowl\n  end: bowl\n  every: 5m\n");
    settings_open(&settings, &options, NULL);
    assert_true(settings.asked_bells.has_every);
    assert_int_equal(settings.asked_bells.bells.every_least, 0);
    assert_value(&settings, SETTING_BELLS_EVERY, "none", "--bells");
    settings_close(&settings);
    options.given[SETTING_BELLS_EVERY] = "random 1m-2m block";
    settings_open(&settings, &options, NULL);
    assert_int_equal(settings.asked_bells.bells.every_least, FRAMES_PER_MINUTE);
    assert_string_equal(settings.asked_bells.bells.start.name, "");
    assert_value(&settings, SETTING_BELLS_START, "none", "--bells");
    assert_value(&settings, SETTING_BELLS_EVERY, "random 1m-2m block", "--bell-every");
    settings_close(&settings);
}

/* ---- faults */

static void the_first_fault_is_the_notice_and_fits_a_line(void **state)
{
    static const struct {
        const char *config, *notice;
    } ROWS[] = {
        {"voice: heart\n\nvolum: 3\nvolume: 101\n",
         "config.yaml:3:1: there is no key 'volum' here; numbmed config tells more"},
        {"volume: 101\n", "config.yaml:1:9: '101' isn't a volume; numbmed config tells more"},
        {"sink: jack\n", "config.yaml:1:7: there is no sound output \"jack\"; numbmed config tells "
                         "more"},
        {"- a\n", "config.yaml:1:1: the file must hold keys, such as 'key: value'; numbmed config "
                  "tells more"},
        {"voice: a-voice-whose-name-is-much-too-long-to-be-read-in-one-line-of-a-screen\n",
         "config.yaml:1:8: 'a-voice-whose-name-is-much-too-long-to-be-read-in-one-line-…; "
         "numbmed config tells more"},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct settings settings;
        configure(*state, ROWS[i].config);
        settings_open(&settings, &(struct options){0}, NULL);
        assert_string_equal(settings.notice, ROWS[i].notice);
        settings_close(&settings);
    }
}

static void an_output_that_isnt_known_leaves_the_usual_one(void **state)
{
    struct settings settings;
    configure(*state, "volume: 7\nsink: \"alsa:\"\ntheme: blue\n");
    settings_open(&settings, &(struct options){0}, NULL);
    assert_int_equal(settings.faults.count, 2);
    assert_int_equal(settings.faults.list[0].mark.line, 2);
    assert_int_equal(settings.faults.list[0].mark.column, 7);
    assert_value(&settings, SETTING_SINK, "auto", "default");
    assert_value(&settings, SETTING_THEME, "auto", "default");
    assert_value(&settings, SETTING_VOLUME, "7", "config.yaml:1");
    settings_close(&settings);
}

/* ---- the program */

/* Runs it; everything it writes goes to `text`. Returns its exit code. */
static int run(const char *words, char *text, size_t size)
{
    char *command = mem_format("%s %s 2>&1 </dev/null", getenv("NUMBMED"), words);
    FILE *program = popen(command, "r");
    assert_non_null(program);
    text[fread(text, 1, size - 1, program)] = '\0';
    int status = pclose(program);
    print_message("  %s\n%s", words, text);
    free(command);
    return WEXITSTATUS(status);
}

static void assert_writes(const char *words, int code, const char *want)
{
    char text[1 << 16];
    assert_int_equal(run(words, text, sizeof text), code);
    if (!strstr(text, want))
        fail_msg("it doesn't write: %s", want);
}

static void config_shows_each_value_with_its_source(void **state)
{
    configure(*state, "# Mine.\nvolume: 80\nbackground: rain\n");
    assert_writes("config", 0, "volume             80                       config.yaml:2\n");
    assert_writes("config", 0, "background         rain                     config.yaml:3\n");
    assert_writes("config --volume 20", 0,
                  "volume             20                       --volume\n");
    assert_writes("config", 0, "/numbmed/config.yaml\n");
    assert_writes("config --json", 0,
                  "  {\n    \"name\": \"volume\",\n    \"value\": \"80\",\n"
                  "    \"source\": \"config.yaml:2\"\n  }");
}

static void config_tells_every_fault_and_exits_with_1(void **state)
{
    configure(*state, "volume: 101\nvoice: michael\ncolour: red\nsink: jack\n");
    assert_writes("config", 1, "voice              michael                  config.yaml:2\n");
    assert_writes("config", 1,
                  "/numbmed/config.yaml:1:9: error: '101' isn't a volume; write a "
                  "number from 0 to 100\n");
    assert_writes("config", 1, "/numbmed/config.yaml:3:1: error: there is no key 'colour' here; ");
    assert_writes("config --json", 1, "/numbmed/config.yaml:4:7: error: there is no sound output");
    assert_writes("config --json 2>/dev/null", 1, "]\n");
}

/* The example as if someone had taken every # away. */
static void write_example(const char *folder, bool uncommented)
{
    char text[8192], *config = mem_new(1, sizeof text), *out = config;
    assert_int_equal(run("config --example", text, sizeof text), 0);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n") + 1;
        bool words = strncmp(line, "# ", 2) == 0 && line[2] != ' ';
        size_t skipped = uncommented && *line == '#' && !words;
        memcpy(out, line + skipped, length - skipped);
        out += length - skipped;
        line += length;
    }
    configure(folder, config);
    free(config);
}

static void the_example_reads_back_without_a_fault(void **state)
{
    struct settings settings;
    write_example(*state, false);
    settings_open(&settings, &(struct options){0}, NULL);
    assert_int_equal(settings.faults.count, 0);
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
        assert_value(&settings, setting, SETTINGS[setting].usual, "default");
    settings_close(&settings);
}

static void every_key_of_the_example_stands_at_its_default(void **state)
{
    struct settings settings;
    write_example(*state, true);
    settings_open(&settings, &(struct options){0}, NULL);
    assert_int_equal(settings.faults.count, 0);
    for (enum setting setting = 0; setting < SETTING_COUNT; setting++) {
        const struct setting_value *value = &settings.values[setting];
        assert_string_equal(value->text, SETTINGS[setting].usual);
        assert_non_null(strstr(value->source, "config.yaml:"));
    }
    settings_close(&settings);
}

static void playing_goes_on_with_what_is_good(void **state)
{
    configure(*state, "sink: silent\nvolum: 3\nvolume: 40\n");
    assert_writes("play blink --minutes 2s", 0,
                  "numbmed: config.yaml:2:1: there is no key 'volum' here; numbmed config tells "
                  "more\n");
    assert_writes("play blink --minutes 2s", 0, "00:00  Blink once.\n");
    assert_writes("config", 1, "volume             40                       config.yaml:3\n");
    char *wav = path_join(*state, "blink.wav");
    char *words = mem_format("render blink --minutes 2s -o %s", wav);
    assert_writes(words, 0, "numbmed: config.yaml:2:1: there is no key 'volum' here; ");
    assert_int_equal(access(wav, F_OK), 0);
    free(words);
    free(wav);
}

static void the_config_chooses_the_voice_where_nobody_else_does(void **state)
{
    configure(*state, "voice: michael\n");
    assert_writes("show blink --minutes 1 --json", 0, "\"voice\": \"michael\"");
    assert_writes("show blink --minutes 1 --json --voice heart", 0, "\"voice\": \"heart\"");
    assert_writes("show blink --minutes 1 --json --voice none", 0, "\"voice\": null");
    configure(*state, "voice: none\n");
    assert_writes("show blink --minutes 1 --json", 0, "\"voice\": null");
}

static void what_the_session_was_left_at_doesnt_beat_the_config(void **state)
{
    configure(*state, "sink: silent\nvolume: 40\nvoice: michael\n");
    assert_writes("play blink --minutes 2s --volume 10 --voice none", 0, "Blink once.");
    assert_writes("config", 0, "volume             40                       config.yaml:2\n");
    assert_writes("config", 0, "voice              michael                  config.yaml:3\n");
    configure(*state, "sink: silent\n");
    assert_writes("config", 0, "volume             10                       remembered\n");
    assert_writes("config", 0, "voice              none                     remembered\n");
}

/* The highest sample of a rendered file. */
static int peak_of(const char *path)
{
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    int16_t stereo[2];
    int peak = 0;
    assert_non_null(file);
    while (sf_readf_short(file, stereo, 1) == 1)
        peak = abs(stereo[0]) > peak ? abs(stereo[0]) : peak;
    sf_close(file);
    return peak;
}

static void a_rendered_breath_has_its_tone_unless_that_is_off(void **state)
{
    static const struct {
        const char *config, *option;
        bool sounds;
    } ROWS[] = {{"volume: 100\n", "", true},
                {"breath-tone: false\n", "", false},
                {"breath-tone: false\n", "--breath-tone true", true},
                {"motion: false\n", "--breath-tone false", false}};
    free(files_write(*state, "scripts/air.yaml",
                     "format: 1\nid: air\ntitle: Air\nabout: Breath.\nminutes: [1]\ndefault: 1\n"
                     "sections:\n  - name: All\n    steps:\n      - id: air\n"
                     "        breathe: {in: 2s, out: 2s, times: 1}\n        pause: 1s\n"));
    char *wav = path_join(*state, "air.wav");
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        char *words = mem_format("render air --minutes 5s --force -o %s %s", wav, ROWS[i].option);
        configure(*state, ROWS[i].config);
        assert_writes(words, 0, "");
        assert_int_equal(peak_of(wav) > 500, ROWS[i].sounds);
        assert_int_equal(peak_of(wav) == 0, !ROWS[i].sounds);
        free(words);
    }
    assert_writes("show air --minutes 5s", 0, "(breathing: in 2s out 2s, 1 time)\n");
    assert_writes("show air --minutes 5s --json", 0, "\"breathe\": {\n        \"in\": 96000,\n");
    free(wav);
}

static void the_config_is_never_written(void **state)
{
    static const char TEXT[] = "sink: silent\nvolum: 3 # odd\n\tx";
    char *folder = path_join(*state, "numbmed"), *path = path_join(folder, "config.yaml");
    struct stat before, after;
    assert_writes("config", 0, "not there yet\n");
    assert_writes("play blink --minutes 2s --sink silent", 0, "Blink once.");
    assert_int_equal(access(folder, F_OK), -1);
    configure(*state, TEXT);
    assert_int_equal(stat(path, &before), 0);
    assert_writes("play blink --minutes 2s --sink silent --volume 3", 0, "Blink once.");
    assert_writes("config", 1, "error: ");
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
    free(path);
    free(folder);
}

static void what_is_asked_wrongly_is_told(void **state)
{
    static const struct {
        const char *words, *says;
    } ROWS[] = {
        {"play blink --bells bowl,", "--bells 'bowl,' are no bells; write one such as bowl"},
        {"play blink --bells 'bowl x10'", "--bells 'bowl x10' are no bells"},
        {"play blink --bell-every 9s", "--bell-every '9s' isn't an interval for bells"},
        {"render blink --bell-volume 101", "--bell-volume '101' isn't a volume; write a number"},
        {"render blink --background rain.flac", "or a file with a slash in it (./rain.flac)"},
        {"play blink --background-volume loud", "--background-volume 'loud' isn't a volume"},
        {"play blink --latency 501ms", "--latency '501ms' is out of range; write it like 40ms"},
        {"play blink --motion no", "--motion 'no' is neither true nor false; write one of them"},
        {"render blink --breath-tone 0", "--breath-tone '0' is neither true nor false"},
        {"play blink --check-in yes", "--check-in 'yes' isn't a time for a check-in; write after"},
        {"config --exmaple", "did you mean --example?"},
        {"config volume", "config takes no arguments; leave out 'volume'"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++)
        assert_writes(ROWS[i].words, 2, ROWS[i].says);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_nobody_speaks_of_is_as_usual),
        TEST(the_stronger_goes_before_the_weaker),
        TEST(all_other_settings_come_from_the_config_or_the_command_line),
        TEST(a_check_in_comes_after_a_sitting_before_it_too_or_not_at_all),
        TEST(a_streak_is_told_only_where_the_config_asks),
        TEST(bells_are_kept_by_who_speaks_of_them),
        TEST(bells_none_leaves_only_what_bell_every_asks_for),
        TEST(the_first_fault_is_the_notice_and_fits_a_line),
        TEST(an_output_that_isnt_known_leaves_the_usual_one),
        TEST(config_shows_each_value_with_its_source),
        TEST(config_tells_every_fault_and_exits_with_1),
        TEST(the_example_reads_back_without_a_fault),
        TEST(every_key_of_the_example_stands_at_its_default),
        TEST(playing_goes_on_with_what_is_good),
        TEST(the_config_chooses_the_voice_where_nobody_else_does),
        TEST(what_the_session_was_left_at_doesnt_beat_the_config),
        TEST(a_rendered_breath_has_its_tone_unless_that_is_off),
        TEST(the_config_is_never_written),
        TEST(what_is_asked_wrongly_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
