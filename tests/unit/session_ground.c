/* Grounding: it comes at once, waits for an answer, and leads on only where one says so. */
#include "support/away_scene.h"

static void grounding_interrupts_at_once_and_nothing_goes_on_by_itself(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND); /* in mid-sentence */
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(look(&scene).away, AWAY_GROUND);
    assert_int_equal(look(&scene).into, 0);
    assert_true(look(&scene).open_ended);
    assert_int_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_NOTHING);
    session_advance(&scene.session, MADE_DETOUR + 3600 * (int64_t)SECOND);
    assert_int_equal(look(&scene).away, AWAY_ASKING);
    assert_true(look(&scene).can_go_on && scene.session.grounded);
    close_scene(&scene);
}

static void grounding_again_says_it_in_other_words(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    size_t first = look(&scene).step;
    session_advance(&scene.session, SECOND);
    ask(&scene, COMMAND_GROUND);
    assert_int_not_equal(look(&scene).step, first);
    ask(&scene, COMMAND_FROM_THE_FEET);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).step, 1); /* what waited the first time is still there */
    close_scene(&scene);
}

static void stopping_after_grounding_ends_the_session(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_STOP_HERE);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

static void sitting_with_sounds_has_no_end_until_it_is_ended(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_SIT_WITH_SOUNDS);
    session_advance(&scene.session, 3600 * (int64_t)SECOND);
    assert_int_equal(look(&scene).away, AWAY_SOUNDS);
    assert_int_equal(look(&scene).state, SESSION_RUNNING);
    ask(&scene, COMMAND_END_GENTLY);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

static void going_on_from_the_feet_shortens_no_pause_and_ends_later(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 120 * SECOND);
    int64_t pause = scene.session.line.cues[2].pause;
    session_advance(&scene.session, scene.session.line.cues[1].start + SECOND);
    ask(&scene, COMMAND_GROUND);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(
        session_command(&scene.session, (struct command){COMMAND_FROM_THE_FEET, 0}, &shift),
        OUTCOME_LATER);
    const struct timeline *line = &scene.session.line;
    assert_int_equal(line->frames, 120 * SECOND + shift);
    assert_false(look(&scene).open_ended);
    for (size_t i = scene.session.cue + 1; i < line->count; i++)
        assert_in_range(line->cues[i].pause, pause - 1, pause + 1);
    session_advance(&scene.session, 1000 * SECOND);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grounding_interrupts_at_once_and_nothing_goes_on_by_itself),
        cmocka_unit_test(grounding_again_says_it_in_other_words),
        cmocka_unit_test(stopping_after_grounding_ends_the_session),
        cmocka_unit_test(sitting_with_sounds_has_no_end_until_it_is_ended),
        cmocka_unit_test(going_on_from_the_feet_shortens_no_pause_and_ends_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
