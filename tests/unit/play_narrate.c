/* Which recordings are wanted, where they go, and what engines may do: speak, fail, hang, babble.
 */
#include "support/cmocka.h"
#include "support/files.h"
#include "unit/audio_leaks.h"

#include "audio/clip.h"
#include "base/frames.h"
#include "play/narrate.h"
#include "play/narration.h"
#include "play/sitting.h"
#include "script/sentences.h"

#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char PRACTICE[] = "format: 1\nid: three\ntitle: Three\nabout: For tests.\n"
                               "minutes: [2]\ndefault: 2\nsections:\n  - name: All\n    steps:\n"
                               "      - id: one\n        say: Notice your feet.\n"
                               "      - id: quiet\n        pause: 60s\n"
                               "      - id: two\n        say: Notice your \"hands\", both of them. "
                               "Then let them \\ rest where they are.\n"
                               "      - id: three\n        say: Thank you for sitting.\n";

struct scene {
    char *folder; /* a library root: scripts/three.yaml, voice.wav (what engines speak) */
    char *engine; /* a command that speaks well */
    struct library *library;
    struct practice *practice;
};

/* ---- the scene */

static void write_sound(const char *path, int format, const char *title, const char *comment)
{
    SF_INFO info = {.samplerate = 22050, .channels = 1, .format = format};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    assert_non_null(file);
    if (title)
        sf_set_string(file, SF_STR_TITLE, title);
    if (comment)
        sf_set_string(file, SF_STR_COMMENT, comment);
    for (int i = 0; i < 22050; i++) {
        float sample = 0.3F * (float)sin(6.283185307179586 * 330 * i / 22050);
        sf_writef_float(file, &sample, 1);
    }
    sf_close(file);
}

/* A recording of a step in the voice `v`. */
static char *record(const struct scene *scene, const char *name, int format, const char *title,
                    const char *comment)
{
    char *below = mem_format("audio/voices/v/three/%s", name);
    char *path = files_write(scene->folder, below, "");
    write_sound(path, format, title, comment);
    free(below);
    return path;
}

static int scene_setup(void **state)
{
    struct scene *scene = mem_new(1, sizeof *scene);
    struct error error = {""};
    void *folder;
    signal(SIGPIPE, SIG_IGN);
    if (files_setup(&folder) < 0)
        return -1;
    scene->folder = folder;
    char *user = path_join(scene->folder, "user"), *root = path_join(scene->folder, "root");
    path_make_folders(user, NULL);
    free(files_write(root, "scripts/three.yaml", PRACTICE));
    setenv("XDG_DATA_HOME", user, 1);
    setenv("NUMBMED_PATH", root, 1);
    free(scene->folder);
    scene->folder = root;
    char *wav = path_join(root, "voice.wav");
    write_sound(wav, SF_FORMAT_WAV | SF_FORMAT_PCM_16, NULL, NULL);
    scene->engine = mem_format("cp %s {out}", wav);
    scene->library = library_open();
    scene->practice = practice_open(scene->library, "three", &error);
    free(wav);
    free(user);
    *state = scene;
    return scene->practice ? 0 : -1;
}

static int scene_teardown(void **state)
{
    struct scene *scene = *state;
    void *folder = scene->folder;
    *strrchr(scene->folder, '/') = '\0';
    practice_free(scene->practice);
    library_free(scene->library);
    free(scene->engine);
    free(scene);
    return files_teardown(&folder);
}

static struct recordings look(const struct scene *scene)
{
    struct recordings recordings;
    recordings_find(&recordings, scene->library, scene->practice, "v");
    return recordings;
}

static struct speaker speaker_of(const char *command, bool stays)
{
    return (struct speaker){.name = "engine",
                            .command = mem_copy_text(command),
                            .stays = stays,
                            .voice = "v",
                            .maker = "engine: engine; voice: v"};
}

struct result {
    bool good;
    struct error error;
    struct recordings recordings;
};

/* Narrates the practice in the voice `v`. */
static struct result run(const struct scene *scene, const char *command, struct narrate_job job)
{
    struct speaker speaker = speaker_of(command, job.speaker != NULL);
    struct result result = {.recordings = look(scene)};
    job.speaker = &speaker;
    job.jobs = job.jobs ? job.jobs : 1;
    job.timeout_ms = job.timeout_ms ? job.timeout_ms : 10000;
    result.good = narrate(&result.recordings, &job, &result.error);
    free(speaker.command);
    return result;
}

static void run_well(const struct scene *scene, const char *command, struct narrate_job job)
{
    struct result result = run(scene, command, job);
    if (!result.good)
        fail_msg("%s", result.error.text);
    recordings_free(&result.recordings);
}

static void check_states(const struct scene *scene, enum recording_state one,
                         enum recording_state two, enum recording_state three)
{
    struct recordings recordings = look(scene);
    assert_int_equal(recordings.count, 3);
    assert_int_equal(recordings.list[0].state, one);
    assert_int_equal(recordings.list[1].state, two);
    assert_int_equal(recordings.list[2].state, three);
    recordings_free(&recordings);
}

static bool is_there(const char *folder, const char *name)
{
    char *path = path_join(folder, name);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

enum {
    OGG = SF_FORMAT_OGG | SF_FORMAT_VORBIS,
    WAV = SF_FORMAT_WAV | SF_FORMAT_PCM_16,
};

/* ---- what there is */

static void missing_stale_and_good_are_told_apart(void **state)
{
    free(record(*state, "one.ogg", OGG, "Notice your feet.", "engine: x; voice: v"));
    free(record(*state, "two.ogg", OGG, "Other words.", "sentences: 0.000; engine: x; voice: v"));
    check_states(*state, RECORDING_GOOD, RECORDING_STALE, RECORDING_MISSING);
}

static void what_no_engine_made_is_unknown_unless_it_tells_the_words(void **state)
{
    free(record(*state, "one.wav", WAV, NULL, NULL));
    free(record(*state, "two.ogg", OGG, "Take 3", "recorded at home"));
    free(record(*state, "three.ogg", OGG, "Thank you for sitting.", NULL));
    check_states(*state, RECORDING_UNKNOWN, RECORDING_UNKNOWN, RECORDING_GOOD);
}

static void what_cannot_be_played_is_broken(void **state)
{
    const struct scene *scene = *state;
    free(files_write(scene->folder, "audio/voices/v/three/one.ogg", "rubbish"));
    free(files_write(scene->folder, "audio/voices/v/three/two.ogg", ""));
    check_states(*state, RECORDING_BROKEN, RECORDING_BROKEN, RECORDING_MISSING);
    run_well(scene, scene->engine, (struct narrate_job){0});
    check_states(*state, RECORDING_GOOD, RECORDING_GOOD, RECORDING_GOOD);
}

static void missing_and_stale_ones_are_wanted_and_by_force_all(void **state)
{
    free(record(*state, "one.wav", WAV, NULL, NULL));
    free(record(*state, "two.ogg", OGG, "Other words.", "engine: x; voice: v"));
    struct recordings recordings = look(*state);
    assert_int_equal(recordings_wanted(&recordings, false), 2);
    assert_int_equal(recordings_wanted(&recordings, true), 3);
    recordings_free(&recordings);
}

/* ---- where it goes */

static void check_target(struct scene *scene, const char *want)
{
    struct recordings recordings = look(scene);
    struct error error = {""};
    char *target = recording_target(&recordings, &recordings.list[0], &error);
    char *path = mem_format("%.*s/%s", (int)(strrchr(scene->folder, '/') - scene->folder),
                            scene->folder, want);
    assert_non_null(target);
    assert_string_equal(target, path);
    free(path);
    free(target);
    recordings_free(&recordings);
}

static void a_recording_goes_to_the_root_of_its_practice(void **state)
{
    check_target(*state, "root/audio/voices/v/three/one.ogg");
}

static void where_that_cannot_be_written_it_goes_to_the_users_own(void **state)
{
    const struct scene *scene = *state;
    free(files_write(scene->folder, "audio/voices", "a file in the way"));
    check_target(*state, "user/numbmed/audio/voices/v/three/one.ogg");
}

static void a_link_out_of_the_root_is_not_followed(void **state)
{
    const struct scene *scene = *state;
    char *outside = mem_format("%s/../away", scene->folder) /* as long as "root" */;
    char *audio = path_join(scene->folder, "audio");
    path_make_folders(outside, NULL);
    assert_int_equal(symlink(outside, audio), 0);
    check_target(*state, "user/numbmed/audio/voices/v/three/one.ogg");
    free(audio);
    free(outside);
}

static void a_practice_outside_every_root_goes_to_the_users_own(void **state)
{
    struct scene *scene = *state;
    struct error error;
    char *above = mem_format("%s/..", scene->folder);
    char *path = files_write(above, "elsewhere/three.yaml", PRACTICE);
    practice_free(scene->practice);
    scene->practice = practice_open(scene->library, path, &error);
    assert_non_null(scene->practice);
    check_target(*state, "user/numbmed/audio/voices/v/three/one.ogg");
    free(path);
    free(above);
}

static void an_older_recording_that_would_be_found_first_is_replaced(void **state)
{
    struct scene *scene = *state;
    char *above = mem_format("%s/..", scene->folder);
    free(files_write(above, "user/numbmed/audio/voices/v/three/one.ogg", "an older one"));
    library_free(scene->library);
    scene->library = library_open(); /* the user's own root is there now */
    check_target(*state, "user/numbmed/audio/voices/v/three/one.ogg");
    free(above);
}

/* ---- engines that speak */

static void every_wanted_step_is_spoken_and_good_afterwards(void **state)
{
    const struct scene *scene = *state;
    run_well(scene, scene->engine, (struct narrate_job){0});
    check_states(scene, RECORDING_GOOD, RECORDING_GOOD, RECORDING_GOOD);
    struct narration *narration = narration_find(scene->library, scene->practice, "v");
    assert_null(narration->problem);
    assert_int_equal(narration->speech[2].sentence_count, 2);
    assert_in_range(narration->speech[2].starts[1], 1.6 * FRAME_RATE, 1.8 * FRAME_RATE);
    narration_free(narration);
}

static void unknown_and_good_ones_are_left_as_they_are(void **state)
{
    char *unknown = record(*state, "one.ogg", OGG, "Take 3", NULL), *before, *after;
    char *good = record(*state, "three.ogg", OGG, "Thank you for sitting.", NULL);
    const struct scene *scene = *state;
    const char *paths[] = {unknown, good};
    for (size_t i = 0; i < 2; i++) {
        size_t size, size_after;
        before = path_read(paths[i], 1 << 20, &size, NULL);
        run_well(scene, scene->engine, (struct narrate_job){0});
        after = path_read(paths[i], 1 << 20, &size_after, NULL);
        assert_int_equal(size, size_after);
        assert_memory_equal(before, after, size);
        free(before);
        free(after);
    }
    check_states(scene, RECORDING_UNKNOWN, RECORDING_GOOD, RECORDING_GOOD);
    run_well(scene, scene->engine, (struct narrate_job){.force = true});
    check_states(scene, RECORDING_GOOD, RECORDING_GOOD, RECORDING_GOOD);
    free(unknown);
    free(good);
}

static void an_engine_hears_one_sentence_at_a_time_on_its_standard_input(void **state)
{
    const struct scene *scene = *state;
    size_t size;
    char *heard = path_join(scene->folder, "heard");
    char *command = mem_format("cat >> %s; %s", heard, scene->engine);
    run_well(scene, command, (struct narrate_job){0});
    char *text = path_read(heard, 1000, &size, NULL);
    assert_string_equal(text, "Notice your feet.\nNotice your \"hands\", both of them.\n"
                              "Then let them \\ rest where they are.\nThank you for sitting.\n");
    free(text);
    free(command);
    free(heard);
}

static void an_engine_that_reads_nothing_will_do(void **state)
{
    const struct scene *scene = *state;
    char *command = mem_format("exec < /dev/null; %s", scene->engine);
    run_well(scene, command, (struct narrate_job){0});
    free(command);
}

static void several_engines_work_at_a_time(void **state)
{
    const struct scene *scene = *state;
    run_well(scene, scene->engine, (struct narrate_job){.jobs = 16});
    check_states(scene, RECORDING_GOOD, RECORDING_GOOD, RECORDING_GOOD);
}

static void the_files_name_is_quoted_where_it_must_be_and_put_in_every_place(void **state)
{
    const struct scene *scene = *state;
    char *odd = path_join(scene->folder, "it's an $odd folder");
    char *command = mem_format("echo {out} > /dev/null; %s; test -s {out}", scene->engine);
    path_make_folders(odd, NULL);
    setenv("TMPDIR", odd, 1);
    run_well(scene, command, (struct narrate_job){0});
    unsetenv("TMPDIR");
    assert_int_equal(rmdir(odd), 0); /* nothing is left behind */
    free(command);
    free(odd);
}

/* ---- engines that don't */

static void check_failure(const struct scene *scene, const char *command, const char *part)
{
    struct result result = run(scene, command, (struct narrate_job){.timeout_ms = 1000});
    assert_false(result.good);
    if (!strstr(result.error.text, part) || !strstr(result.error.text, "three: step 'two'"))
        fail_msg("%s: %s", command, result.error.text);
    recordings_free(&result.recordings);
}

static void an_engine_that_fails_is_one_error_that_names_the_step(void **state)
{
    const struct {
        const char *command, *part;
    } BAD[] = {
        {"exit 3; {out}", "engine failed with exit code 3; try its command by hand: exit 3"},
        {"echo one >&2; echo the model is gone >&2; exit 1; {out}", "(the model is gone)"},
        {"printf 'without an end'; exit 1; {out}", "(without an end)"},
        {"no-such-program {out}", "not found"},
        {"kill -SEGV $$; {out}", "was ended by signal 11"},
        {"true {out}", "wrote no file"},
        {": > {out}", "what engine wrote is empty; try"},
        {"mkdir {out}", "is not a regular file"},
        {"echo 'This is no sound at all.' > {out}", "what engine wrote is not a sound file"},
        {"head -c 600 $VOICE > {out}", "is too short for 6 words"},
        {"cat $QUIET > {out}", "the recording is silent"},
        {"cat $LONG > {out}", "lasts 60 seconds, more than the 2"},
        {"while :; do echo chatter; done; {out}", "took longer than 1 seconds"},
    };
    const struct scene *scene = *state;
    static short silence[24000 * 60];
    SF_INFO info = {.samplerate = 24000, .channels = 1, .format = WAV};
    char *names[] = {path_join(scene->folder, "voice.wav"), path_join(scene->folder, "quiet.wav"),
                     path_join(scene->folder, "long.wav")};
    for (int i = 1; i < 3; i++) {
        SNDFILE *file = sf_open(names[i], SFM_WRITE, &info);
        sf_writef_short(file, silence, i == 1 ? 24000 : 24000 * 60);
        sf_close(file);
    }
    setenv("VOICE", names[0], 1);
    setenv("QUIET", names[1], 1);
    setenv("LONG", names[2], 1);
    free(record(scene, "one.ogg", OGG, "Notice your feet.", NULL));
    free(record(scene, "two.ogg", OGG, "Other words.", "engine: x; voice: v"));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        check_failure(scene, BAD[i].command, BAD[i].part);
        check_states(scene, RECORDING_GOOD, RECORDING_STALE,
                     RECORDING_MISSING); /* the old clip stays */
    }
    for (int i = 0; i < 3; i++)
        free(names[i]);
}

static void what_was_spoken_before_is_not_taken_for_a_sentence(void **state)
{
    const struct scene *scene = *state;
    char *flag = path_join(scene->folder, "flag");
    char *command = mem_format("test -e %s || { touch %s; %s; }", flag, flag, scene->engine);
    free(record(scene, "one.ogg", OGG, "Notice your feet.", NULL));
    check_failure(scene, command, "engine wrote no file");
    free(command);
    free(flag);
}

/* A zombie is dead too, whoever may have to bury it. */
static bool is_running(const char *pid_file)
{
    size_t size;
    int pid = 0;
    char *text = path_read(pid_file, 100, &size, NULL), status = 'Z';
    assert_non_null(text);
    sscanf(text, "%d", &pid);
    char *path = mem_format("/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%*d %*s %c", &status) != 1)
        status = 'Z';
    if (file)
        fclose(file);
    free(path);
    free(text);
    return status != 'Z' && status != 'X';
}

/* Waits for the kernel to end what was killed, a second at most. */
static bool ends(const char *pid_file)
{
    for (int i = 0; i < 100 && is_running(pid_file); i++)
        usleep(10000);
    return !is_running(pid_file);
}

static void an_engine_that_hangs_is_killed_with_all_it_started(void **state)
{
    const struct scene *scene = *state;
    char *pid = path_join(scene->folder, "pid");
    char *command = mem_format("sleep 100 & echo $! > %s; wait; : {out}", pid);
    free(record(scene, "one.ogg", OGG, "Notice your feet.", NULL));
    int64_t before = child_now();
    check_failure(scene, command, "engine took longer than 1 seconds and was stopped");
    assert_in_range(child_now() - before, 1000, 4000);
    assert_true(ends(pid));
    free(command);
    free(pid);
}

static void what_an_engine_leaves_running_is_killed_when_it_is_done(void **state)
{
    const struct scene *scene = *state;
    char *pid = path_join(scene->folder, "pid");
    char *command = mem_format("sleep 100 & echo $! > %s; %s", pid, scene->engine);
    run_well(scene, command, (struct narrate_job){0});
    assert_true(ends(pid));
    free(command);
    free(pid);
}

static void nothing_empty_is_left_where_nothing_was_made(void **state)
{
    const struct scene *scene = *state;
    struct result result = run(scene, "false {out}", (struct narrate_job){0});
    assert_false(result.good);
    recordings_free(&result.recordings);
    assert_false(is_there(scene->folder, "audio/voices/v"));
}

/* ---- interruption */

static void stop_after_one(void *user, const struct narrate_progress *progress)
{
    assert_int_equal(progress->total, 3);
    assert_in_range(progress->words_done, 0, progress->words_total);
    atomic_store((atomic_bool *)user, progress->done == 1);
}

static void an_interruption_keeps_what_is_done(void **state)
{
    const struct scene *scene = *state;
    atomic_bool stop = false;
    struct result result =
        run(scene, scene->engine,
            (struct narrate_job){.stop = &stop, .progress = stop_after_one, .user = &stop});
    assert_false(result.good);
    assert_string_equal(result.error.text, "interrupted");
    assert_int_equal(result.recordings.list[0].state, RECORDING_SPOKEN);
    assert_int_equal(result.recordings.list[1].state, RECORDING_MISSING);
    recordings_free(&result.recordings);
    check_states(scene, RECORDING_GOOD, RECORDING_MISSING, RECORDING_MISSING);
}

static void an_interruption_does_not_wait_for_the_engine(void **state)
{
    atomic_bool stop = true;
    struct speaker speaker = speaker_of("sleep 100; : {out}", false);
    struct speaking speaking = {.speaker = &speaker, .stop = &stop, .timeout_ms = 30000};
    struct error error;
    (void)state;
    int64_t before = child_now();
    assert_false(speaking_say(&speaking, "Hello.", "/tmp/none.wav", &error));
    assert_string_equal(error.text, "interrupted");
    assert_in_range(child_now() - before, 0, 1000);
    free(speaker.command);
}

/* ---- an engine that stays */

static const struct speaker STAYS;

/* A narrator as a shell script: it notes when it starts and what it is asked. */
static char *narrator(const struct scene *scene, const char *answer)
{
    return mem_format("cd %s; echo started >> heard; echo 'a warning of a library'\n"
                      "while IFS= read -r line; do printf '%%s\\n' \"$line\" >> heard\n"
                      "out=$(printf '%%s' \"$line\" | sed 's/.*\"out\": \"//; s/\".*//')\n"
                      "%s\ndone",
                      scene->folder, answer);
}

static void one_that_stays_is_started_once_and_asked_in_json(void **state)
{
    const struct scene *scene = *state;
    size_t size;
    char *command = narrator(scene, "cp voice.wav $out; echo noise; echo '{\"out\": \"x\"}'");
    char *heard = path_join(scene->folder, "heard");
    run_well(scene, command, (struct narrate_job){.speaker = &STAYS});
    char *text = path_read(heard, 4000, &size, NULL);
    assert_memory_equal(text, "started\n{\"text\": \"Notice your feet.\\u000a\", \"out\": \"/", 53);
    assert_non_null(strstr(text, "Notice your \\\"hands\\\", both"));
    assert_non_null(strstr(text, "Then let them \\\\ rest"));
    assert_non_null(strstr(text, "\"voice\": \"v\"}\n"));
    assert_null(strstr(text + 1, "started"));
    check_states(scene, RECORDING_GOOD, RECORDING_GOOD, RECORDING_GOOD);
    free(text);
    free(heard);
    free(command);
}

static void what_one_that_stays_complains_of_is_told(void **state)
{
    const struct {
        const char *answer, *part;
    } BAD[] = {
        {"echo '{\"error\": \"there is no \\\"voice\\\" here\"}'", "there is no \"voice\" here"},
        {"echo Traceback; echo out of memory; exit 1", "exit code 1 (out of memory)"},
        {"exit 0", "engine failed"},
        {"echo '{}'", "wrote no file"},
        {"sleep 100", "took longer than 1 seconds"},
    };
    const struct scene *scene = *state;
    free(record(scene, "one.ogg", OGG, "Notice your feet.", NULL));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *command = narrator(scene, BAD[i].answer);
        struct result result =
            run(scene, command, (struct narrate_job){.speaker = &STAYS, .timeout_ms = 1000});
        assert_false(result.good);
        if (!strstr(result.error.text, BAD[i].part))
            fail_msg("%s", result.error.text);
        recordings_free(&result.recordings);
        free(command);
    }
}

/* ---- choosing one */

static void check_choice(const char *with, const char *voice, const char *name, const char *folder)
{
    struct speaker speaker;
    struct error error = {""};
    if (!speaker_choose(&speaker, with, voice, NULL, &error))
        fail_msg("%s", error.text);
    assert_string_equal(speaker.name, name);
    assert_string_equal(speaker.voice, folder);
    speaker_free(&speaker);
}

static void a_command_is_filed_under_its_programs_name_or_a_given_voice(void **state)
{
    (void)state;
    check_choice("say -o {out}", NULL, "say", "say");
    check_choice("  /opt/My_TTS/Speak.sh {out}", NULL, "speak-sh", "speak-sh");
    check_choice(": > {out}", NULL, "engine", "engine");
    check_choice("say -o {out}", "anna", "say", "anna");
}

static void the_best_engine_that_is_there_is_chosen(void **state)
{
    const struct scene *scene = *state;
    struct speaker speaker;
    struct error error = {""};
    char *before = mem_copy_text(getenv("PATH")), *bin = path_join(scene->folder, "bin");
    setenv("PATH", bin, 1);
    assert_false(speaker_choose(&speaker, NULL, NULL, NULL, &error));
    assert_non_null(strstr(error.text, "no narration engine"));
    const char *const programs[] = {"espeak-ng", "flite", "pico2wave", "piper"};
    const char *const best[] = {"espeak-ng", "flite", "pico2wave", "pico2wave"};
    for (size_t i = 0; i < 4; i++) { /* a piper without a model is none */
        char *path = files_write(bin, programs[i], "#!/bin/sh\n");
        chmod(path, 0755);
        check_choice(NULL, NULL, best[i], best[i]);
        setenv("PIPER_MODEL", i == 3 ? path : "", 1);
        free(path);
    }
    check_choice(NULL, NULL, "piper", "piper");
    check_choice("flite", "v", "flite", "v");
    setenv("PATH", before, 1);
    free(bin);
    free(before);
}

static void what_cannot_speak_is_refused_with_the_way_out(void **state)
{
    struct speaker speaker;
    struct error error = {""};
    (void)state;
    assert_false(speaker_choose(&speaker, "say out.wav", NULL, NULL, &error));
    assert_non_null(strstr(error.text, "has no {out}; write it where"));
    setenv("PIPER_MODEL", "/none", 1);
    assert_false(speaker_choose(&speaker, "piper", NULL, NULL, &error));
    assert_non_null(strstr(error.text, "piper can't speak here: "));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
    const struct CMUnitTest tests[] = {
        TEST(missing_stale_and_good_are_told_apart),
        TEST(what_no_engine_made_is_unknown_unless_it_tells_the_words),
        TEST(what_cannot_be_played_is_broken),
        TEST(missing_and_stale_ones_are_wanted_and_by_force_all),
        TEST(a_recording_goes_to_the_root_of_its_practice),
        TEST(where_that_cannot_be_written_it_goes_to_the_users_own),
        TEST(a_link_out_of_the_root_is_not_followed),
        TEST(a_practice_outside_every_root_goes_to_the_users_own),
        TEST(an_older_recording_that_would_be_found_first_is_replaced),
        TEST(every_wanted_step_is_spoken_and_good_afterwards),
        TEST(unknown_and_good_ones_are_left_as_they_are),
        TEST(an_engine_hears_one_sentence_at_a_time_on_its_standard_input),
        TEST(an_engine_that_reads_nothing_will_do),
        TEST(several_engines_work_at_a_time),
        TEST(the_files_name_is_quoted_where_it_must_be_and_put_in_every_place),
        TEST(an_engine_that_fails_is_one_error_that_names_the_step),
        TEST(what_was_spoken_before_is_not_taken_for_a_sentence),
        TEST(an_engine_that_hangs_is_killed_with_all_it_started),
        TEST(what_an_engine_leaves_running_is_killed_when_it_is_done),
        TEST(nothing_empty_is_left_where_nothing_was_made),
        TEST(an_interruption_keeps_what_is_done),
        TEST(an_interruption_does_not_wait_for_the_engine),
        TEST(one_that_stays_is_started_once_and_asked_in_json),
        TEST(what_one_that_stays_complains_of_is_told),
        TEST(a_command_is_filed_under_its_programs_name_or_a_given_voice),
        TEST(the_best_engine_that_is_there_is_chosen),
        TEST(what_cannot_speak_is_refused_with_the_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
