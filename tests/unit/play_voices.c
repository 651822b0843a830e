/* Another voice in mid-session: from the next step on, without a click, and still ending when
 * promised. */
#include "support/tones.h"

#include "play/engine.h"

#include <unistd.h>

static const struct tone TONES[] = {{1000, 5000}, {1000, 5000}, {1000, 5000}};

/* The same practice by a second voice, whose words take longer. */
static void write_other_voice(const char *folder, const char *voice)
{
    for (int i = 0; i < 3; i++) {
        char *name = mem_format("audio/voices/%s/tones/t%d.ogg", voice, i);
        char *path = files_write(folder, name, "");
        tone_write(path, 1500);
        free(path);
        free(name);
    }
}

static void voices_are_found_the_usual_one_first(void **state)
{
    struct sitting sitting;
    size_t count;
    write_other_voice(*state, "alto");
    write_other_voice(*state, "zither");
    struct library *library = tones_open(&sitting, *state, TONES, 3);
    char **voices = voices_find(library, "tones", &count);
    assert_int_equal(count, 3);
    assert_string_equal(voices[0], DEFAULT_VOICE);
    assert_string_equal(voices[1], "alto");
    assert_string_equal(voices[2], "zither");
    voices_free(voices, count);
    voices = voices_find(library, "nothing", &count);
    assert_int_equal(count, 0);
    voices_free(voices, count);
    sitting_close(&sitting);
    library_free(library);
}

static void a_voice_that_does_not_speak_a_practice_gives_way_to_one_that_does(void **state)
{
    static const struct {
        const char *practice, *wished, *chosen;
    } ROWS[] = {
        {"tones", "alto", "alto"},
        {"tones", DEFAULT_VOICE, DEFAULT_VOICE},
        {"tones", "elsewhere", DEFAULT_VOICE},
        {"hers", DEFAULT_VOICE, "alto"},
        {"nothing", "elsewhere", "elsewhere"},
    };
    struct sitting sitting;
    write_other_voice(*state, "alto");
    struct library *library = tones_open(&sitting, *state, TONES, 3);
    free(files_write(*state, "audio/voices/alto/hers/a.ogg", ""));
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *chosen = voices_choose(library, ROWS[i].practice, ROWS[i].wished);
        assert_string_equal(chosen, ROWS[i].chosen);
        free(chosen);
    }
    sitting_close(&sitting);
    library_free(library);
}

static void a_new_voice_speaks_from_the_next_step_on(void **state)
{
    struct sitting sitting;
    struct engine engine;
    int16_t block[2 * 4800];
    int64_t shift;
    write_other_voice(*state, "alto");
    struct library *library = tones_open(&sitting, *state, TONES, 3);
    const char *first = sitting.narration->paths[0];
    engine_init(&engine, &sitting.session);
    session_command(&sitting.session, (struct command){COMMAND_RESUME, 0}, NULL);
    engine_render(&engine, block, 4800);
    sitting_change_voice(&sitting, "alto");
    session_change_speech(&sitting.session, sitting.narration->speech, &shift);
    assert_int_equal(shift, 0); /* the pauses give what the longer words take */
    engine_render(&engine, block, 4800);
    assert_ptr_equal(engine.sounding.list[0].path, first);
    while (sitting.session.cue == 0)
        engine_render(&engine, block, 4800);
    engine_render(&engine, block, 4800);
    assert_ptr_equal(engine.sounding.list[0].path, sitting.narration->paths[1]);
    assert_non_null(strstr(engine.sounding.list[0].path, "/alto/"));
    /* What was heard stays as it was heard. */
    session_command(&sitting.session, (struct command){COMMAND_SEEK, -4 * FRAME_RATE}, NULL);
    engine_render(&engine, block, 4800);
    assert_int_equal(sitting.session.cue, 0);
    while (sitting.session.state == SESSION_RUNNING)
        engine_render(&engine, block, 4800);
    assert_int_equal(sitting.session.place, tones_frames(TONES, 3));
    engine_close(&engine);
    sitting_close(&sitting);
    library_free(library);
}

static void a_voice_that_was_left_can_be_taken_up_again(void **state)
{
    struct sitting sitting;
    write_other_voice(*state, "alto");
    struct library *library = tones_open(&sitting, *state, TONES, 3);
    struct narration *usual = sitting.narration;
    sitting_change_voice(&sitting, "alto");
    assert_string_equal(sitting.narration->voice, "alto");
    sitting_change_voice(&sitting, DEFAULT_VOICE);
    assert_ptr_equal(sitting.narration, usual);
    sitting_close(&sitting);
    library_free(library);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(voices_are_found_the_usual_one_first),
        TEST(a_voice_that_does_not_speak_a_practice_gives_way_to_one_that_does),
        TEST(a_new_voice_speaks_from_the_next_step_on),
        TEST(a_voice_that_was_left_can_be_taken_up_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
