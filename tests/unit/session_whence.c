/* A sitting that broke off goes on at the start of the sentence it was in, and ends after as long
 * as was left. */
#include "support/cmocka.h"

#include "session/session.h"
#include "support/made_practice.h"

enum { SECOND = FRAME_RATE, RANDOM_PRACTICES = 3000 };

/* Nine steps of two sentences, 4 s and 2 s, and 9 s of silence: 135 s. */
static struct made nine_steps(void)
{
    static int64_t starts[] = {0, 4 * SECOND};
    struct made made = made_even(9, 6 * SECOND, 9 * SECOND);
    for (size_t i = 0; i < 9; i++) {
        made.speech[i].starts = starts;
        made.speech[i].sentence_count = 2;
    }
    return made;
}

static struct snapshot snapshot_at(struct made *made, int64_t length, int64_t place)
{
    struct session session;
    struct snapshot at;
    assert_true(session_begin(&session, &made->practice, made->speech, length, NULL));
    session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
    session_advance(&session, place);
    session_snapshot(&session, 0, &at);
    session_end(&session);
    return at;
}

/* Breaks off after `at` seconds; then one goes on `into` seconds into step `step`, `left` to go. */
static const struct {
    const char *name;
    double at;
    size_t step;
    double into;
    double left;
} CASES[] = {
    {"in the first sentence", 33, 2, 0, 102},   {"in the second", 35, 2, 4, 100},
    {"in the silence behind", 40, 2, 4, 95},    {"at a step's first frame", 30, 2, 0, 105},
    {"before anything was said", 0, 0, 0, 135}, {"in the last silence", 130, 8, 4, 5},
};

static void one_goes_on_where_the_sentence_began(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct made made = nine_steps();
        struct session session;
        struct snapshot broken = snapshot_at(&made, 135 * SECOND, (int64_t)(CASES[i].at * SECOND));
        struct snapshot at;
        int64_t shift;
        print_message("  %s\n", CASES[i].name);
        assert_true(session_begin(&session, &made.practice, made.speech, 135 * SECOND, NULL));
        assert_true(session_go_on_at(&session, &broken.whence, &shift));
        session_snapshot(&session, 0, &at);
        assert_int_equal(at.step, CASES[i].step);
        assert_int_equal(at.into, (int64_t)(CASES[i].into * SECOND));
        assert_int_equal(at.frames - at.place, (int64_t)(CASES[i].left * SECOND) + shift);
        assert_true(shift >= 0 && (CASES[i].at > 120 || shift == 0));
        session_end(&session);
        made_free(&made);
    }
}

static void silence_goes_on_where_it_was(void **state)
{
    (void)state;
    struct made made = made_even(1, 0, 600 * SECOND);
    struct session session;
    struct snapshot broken, at;
    int64_t shift;
    made.speech[0].sentence_count = 0;
    broken = snapshot_at(&made, 900 * SECOND, 700 * SECOND);
    assert_true(session_begin(&session, &made.practice, made.speech, 900 * SECOND, NULL));
    assert_true(session_go_on_at(&session, &broken.whence, &shift));
    session_snapshot(&session, 0, &at);
    assert_int_equal(at.place, 700 * SECOND);
    assert_int_equal(at.frames, 900 * SECOND);
    assert_int_equal(shift, 0);
    session_end(&session);
    made_free(&made);
}

static void a_step_that_is_not_there_is_refused(void **state)
{
    (void)state;
    struct made made = nine_steps();
    struct session session;
    int64_t shift;
    assert_true(session_begin(&session, &made.practice, made.speech, 135 * SECOND, NULL));
    assert_false(session_go_on_at(&session, &(struct whence){.step = 9, .left = SECOND}, &shift));
    assert_int_equal(session.place, 0);
    session_end(&session);
    made_free(&made);
}

/* Wherever any practice breaks off: the timeline has no gap, nothing that was ahead is left out,
 * and it ends after what was left, or as much later as is said. */
static void any_practice_goes_on_from_any_place(void **state)
{
    (void)state;
    uint64_t seed = 6;
    for (int i = 0; i < rounds(RANDOM_PRACTICES); i++) {
        struct made made = made_random(&seed);
        struct session session;
        int64_t length = random_between(&seed, 1, 30) * FRAMES_PER_MINUTE, shift;
        if (timeline_fits(&made.practice, made.speech, length)) {
            struct snapshot broken =
                snapshot_at(&made, length, random_between(&seed, 0, length - 1));
            assert_true(session_begin(&session, &made.practice, made.speech, length, NULL));
            assert_true(session_go_on_at(&session, &broken.whence, &shift));
            const struct timeline *line = &session.line;
            assert_int_equal(line->cues[session.cue].step, broken.whence.step);
            assert_int_equal(line->frames, session.place + broken.whence.left + shift);
            int64_t end = 0;
            for (size_t c = 0; c < line->count; c++) {
                assert_int_equal(line->cues[c].start, end);
                assert_true(line->cues[c].speech >= 0 && line->cues[c].pause >= 0);
                end += line->cues[c].speech + line->cues[c].pause;
            }
            assert_int_equal(end, line->frames);
            session_end(&session);
        }
        made_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_goes_on_where_the_sentence_began),
        cmocka_unit_test(silence_goes_on_where_it_was),
        cmocka_unit_test(a_step_that_is_not_there_is_refused),
        cmocka_unit_test(any_practice_goes_on_from_any_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
