/* numbmed narrate and check --audio as a person calls them. */
#include "support/cmocka.h"
#include "support/files.h"
#include "unit/audio_leaks.h"

#include "audio/inspect.h"

#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char PRACTICE[] =
    "format: 1\nid: two\ntitle: Two\nabout: For tests.\nminutes: [2]\n"
    "default: 2\nsections:\n  - name: All\n    steps:\n"
    "      - id: one\n        say: Notice your feet.\n        pause: 60s\n"
    "      - id: two\n        say: Thank you for sitting.\n";

/* A second of a tone with silence around, in FOLDER/NAME. */
static void write_tone(const char *folder, const char *name, float height, int silence_ms)
{
    SF_INFO info = {.samplerate = 44100, .channels = 1, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    char *path = files_write(folder, name, "");
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    int silence = 441 * silence_ms / 10;
    assert_non_null(file);
    sf_command(file, SFC_SET_CLIPPING, NULL, SF_TRUE);
    for (int i = -silence; i < 44100 + silence; i++) {
        float sample = height * (float)sin(6.283185307179586 * 330 * i / 44100);
        sample = i < 0 || i >= 44100 ? 0 : sample;
        sf_writef_float(file, &sample, 1);
    }
    sf_close(file);
    free(path);
}

static int setup(void **state)
{
    if (files_setup(state) < 0)
        return -1;
    free(files_write(*state, "scripts/two.yaml", PRACTICE));
    write_tone(*state, "voice.wav", 0.3F, 100);
    setenv("NUMBMED_PATH", *state, 1);
    setenv("VOICE", *state, 1);
    return 0;
}

/* Runs the program; `want` must stand in what it writes, error or not. Returns its exit code. */
static int run(const char *words, const char *want)
{
    char text[8192];
    char *command = mem_format("%s %s 2>&1", getenv("NUMBMED"), words);
    FILE *program = popen(command, "r");
    assert_non_null(program);
    size_t length = fread(text, 1, sizeof text - 1, program);
    text[length] = '\0';
    int status = pclose(program);
    if (!strstr(text, want))
        fail_msg("%s wrote: %s", command, text);
    free(command);
    return WEXITSTATUS(status);
}

#define NARRATE "narrate two --with 'cp $VOICE/voice.wav {out}' --voice v "

static void a_practice_is_listed_spoken_and_then_whole(void **state)
{
    (void)state;
    assert_int_equal(run("narrate two --stale --voice v", "two/one: missing\ntwo/two: missing"), 0);
    assert_int_equal(run(NARRATE, "as the voice 'v'\ntwo: 2 steps spoken\n"), 0);
    assert_int_equal(run(NARRATE, "two: nothing to speak\n"), 0);
    assert_int_equal(run("narrate two --stale --json --voice v", "[]"), 0);
    assert_int_equal(run("check --audio --voice v two", "2 of 2 texts have a recording, -1"), 0);
    assert_int_equal(run("check --audio --voice v --json two", "\"lufs\": -19."), 0);
}

static void what_was_spoken_is_told_as_json(void **state)
{
    (void)state;
    assert_int_equal(run(NARRATE "--json", "\"state\": \"spoken\""), 0);
}

static void recordings_of_ones_own_are_left_alone_and_said_so(void **state)
{
    write_tone(*state, "audio/voices/v/two/one.wav", 0.3F, 0);
    assert_int_equal(run(NARRATE, "two: 1 step spoken; 1 recording that no engine made left alone"),
                     0);
    assert_int_equal(run("narrate two --stale --voice v", "two/one: unknown: /"), 0);
    assert_int_equal(run(NARRATE "--force", "two: 2 steps spoken"), 0);
}

static void a_failure_is_one_line_that_names_the_step(void **state)
{
    (void)state;
    assert_int_equal(run("narrate two --with 'exit 4; {out}' --jobs 1",
                         "numbmed: two: step 'one': exit failed with exit code 4; try its command "
                         "by hand: exit 4; {out} (0 of 2 steps are done and kept)\n"),
                     1);
}

static void wrong_usage_is_told(void **state)
{
    (void)state;
    assert_int_equal(run("narrate", "narrate needs PRACTICE"), 2);
    assert_int_equal(run("narrate two --jobs 0", "--jobs '0' isn't a number of jobs"), 2);
    assert_int_equal(run("narrate two --with ''", "--with needs"), 2);
    assert_int_equal(run("narrate two --voice none", "--voice none can't be spoken"), 2);
    assert_int_equal(run("narrate two --with nobody", "has no {out}"), 1);
    assert_int_equal(run("narrate nobody --stale", "there is no practice 'nobody'"), 1);
    assert_int_equal(run("check", "check needs FILE"), 2);
    assert_int_equal(run("check --audio --voice none", "name a voice"), 2);
}

static void faults_of_recordings_are_found(void **state)
{
    write_tone(*state, "audio/voices/v/two/one.wav", 3, 200);
    assert_int_equal(run("check --audio --voice v two", "level, peak, clipped, silence\n"), 1);
    assert_int_equal(run("check --audio --voice v two", " missing\n"), 1);
    free(files_write(*state, "audio/voices/v/two/two.ogg", "rubbish"));
    assert_int_equal(run("check --audio --voice v two", " broken\n"), 1);
}

static void a_recording_is_measured(void **state)
{
    struct inspection sound;
    struct error error;
    struct loudness_sum *sum = loudness_sum_new();
    char *path = path_join(*state, "voice.wav");
    assert_true(isinf(loudness_sum_lufs(sum)));
    assert_true(inspect(path, &sound, sum, NULL));
    assert_string_equal(sound.format, "WAV");
    assert_int_equal(sound.rate, 44100);
    assert_int_equal(sound.channels, 1);
    assert_true(fabs(sound.seconds - 1.2) < 0.001);
    assert_true(fabs(sound.start_ms - 100) < 2 && fabs(sound.end_ms - 100) < 2);
    assert_true(fabs(sound.loudness.peak_db - 20 * log10(0.3)) < 0.1);
    assert_true(fabs(loudness_sum_lufs(sum) - sound.loudness.lufs) < 0.3);
    assert_false(sound.clipped);
    loudness_sum_free(sum);
    free(path);
    path = path_join(*state, "scripts/two.yaml");
    assert_false(inspect(path, &sound, NULL, &error));
    free(path);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_practice_is_listed_spoken_and_then_whole),
        TEST(what_was_spoken_is_told_as_json),
        TEST(recordings_of_ones_own_are_left_alone_and_said_so),
        TEST(a_failure_is_one_line_that_names_the_step),
        TEST(wrong_usage_is_told),
        TEST(faults_of_recordings_are_found),
        TEST(a_recording_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
