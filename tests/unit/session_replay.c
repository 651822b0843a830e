/* What is done in the midst of grounding besides choosing a way: whatever is heard again, nothing
 * is led astray. */
#include "support/away_scene.h"

static void go_back(struct scene *scene, int64_t frames)
{
    session_command(&scene->session, (struct command){COMMAND_SEEK, -frames}, NULL);
}

static void whoever_seeks_back_and_goes_on_ends_when_the_steps_do(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 25 * SECOND); /* into the third step's silence */
    ask(&scene, COMMAND_GROUND);
    session_advance(&scene.session, 2 * SECOND);
    go_back(&scene, 5 * SECOND); /* into its words, heard before */
    assert_int_equal(look(&scene).away, AWAY_NOT);
    session_command(&scene.session, (struct command){COMMAND_NEXT_STEP, 0}, &shift);
    assert_int_equal(look(&scene).step, 3);
    assert_int_equal(look(&scene).frames, 22 * SECOND + 6 * 10 * SECOND);
    assert_int_equal(shift, look(&scene).frames - 90 * SECOND);
    assert_false(look(&scene).open_ended);
    close_scene(&scene);
}

static void going_on_sooner_than_planned_says_so(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 190 * SECOND); /* silences of 17 s */
    session_advance(&scene.session, scene.session.line.cues[1].start + SECOND);
    scene.session.line.cues[1].speech += 60 * SECOND; /* many words, of which grounding takes all */
    for (size_t i = 2; i < 9; i++)
        scene.session.line.cues[i].start += 60 * SECOND;
    scene.session.line.frames += 60 * SECOND;
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(
        session_command(&scene.session, (struct command){COMMAND_FROM_THE_FEET, 0}, &shift),
        OUTCOME_EARLIER);
    assert_int_equal(look(&scene).frames, 250 * SECOND + shift);
    close_scene(&scene);
}

static void the_end_bell_after_the_sounds_is_told_by_the_end_promised(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    end_with_bell(&scene);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_SIT_WITH_SOUNDS);
    session_advance(&scene.session, 20 * SECOND);
    assert_int_equal(
        session_command(&scene.session, (struct command){COMMAND_END_GENTLY, 0}, &shift),
        OUTCOME_EARLIER);
    assert_int_equal(look(&scene).step, 8);
    assert_int_equal(shift, look(&scene).frames - 90 * SECOND);
    close_scene(&scene);
}

static void asking_to_end_again_doesnt_begin_the_last_words_anew(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_END_GENTLY);
    session_advance(&scene.session, SECOND);
    assert_int_equal(ask(&scene, COMMAND_END_GENTLY), OUTCOME_NOTHING);
    assert_int_equal(look(&scene).into, SECOND);
    session_advance(&scene.session, MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE - SECOND);
    assert_int_equal(look(&scene).state, SESSION_ENDED);
    close_scene(&scene);
}

/* From the words that tell of the sounds to the first of theirs, and never to the end. */
static void no_step_leads_out_of_the_sounds(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    ask(&scene, COMMAND_SIT_WITH_SOUNDS);
    size_t told = look(&scene).step;
    session_advance(&scene.session, SECOND);
    assert_int_equal(ask(&scene, COMMAND_NEXT_STEP), OUTCOME_DONE);
    assert_int_not_equal(look(&scene).step, told);
    session_advance(&scene.session, SECOND);
    assert_int_equal(ask(&scene, COMMAND_NEXT_SECTION), OUTCOME_NOTHING);
    session_advance(&scene.session, 3600 * (int64_t)SECOND);
    assert_int_equal(ask(&scene, COMMAND_NEXT_STEP), OUTCOME_NOTHING);
    session_advance(&scene.session, SECOND);
    assert_int_equal(look(&scene).state, SESSION_RUNNING);
    assert_int_equal(look(&scene).away, AWAY_SOUNDS);
    close_scene(&scene);
}

/* Heard again once the practice goes on, it is no question any more. */
static void the_question_is_asked_while_it_can_be_answered(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    session_advance(&scene.session, MADE_DETOUR + 2 * SECOND);
    ask(&scene, COMMAND_STOP_HERE);
    go_back(&scene, SECOND);
    assert_int_equal(look(&scene).away, AWAY_ASKING);
    ask(&scene, COMMAND_FROM_THE_FEET);
    go_back(&scene, SECOND / 2);
    assert_int_equal(look(&scene).away, AWAY_ON);
    session_advance(&scene.session, SECOND + MADE_DETOUR_SPEECH + MADE_DETOUR_PAUSE);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    close_scene(&scene);
}

static void another_voice_doesnt_lead_past_the_question(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    struct speech *slower = made_slower(&scene.made, SECOND);
    session_advance(&scene.session, 25 * SECOND);
    ask(&scene, COMMAND_GROUND);
    go_back(&scene, 16 * SECOND); /* two steps before */
    int64_t shift;
    session_change_speech(&scene.session, slower, &shift);
    session_advance(&scene.session, 16 * SECOND);
    assert_int_equal(look(&scene).away, AWAY_GROUND);
    assert_int_equal(look(&scene).speech, MADE_DETOUR_SPEECH + SECOND);
    session_advance(&scene.session, 3600 * (int64_t)SECOND);
    assert_int_equal(look(&scene).away, AWAY_ASKING);
    ask(&scene, COMMAND_FROM_THE_FEET);
    const struct timeline *line = &scene.session.line;
    for (size_t i = scene.session.cue + 1; i < line->count; i++) {
        if (!line->cues[i].rest) /* the practice's, in the other voice */
            assert_int_equal(line->cues[i].speech, 5 * SECOND);
    }
    assert_int_equal(line->cues[line->count - 1].step, 8);
    close_scene(&scene);
    free(slower);
}

/* Grounding comes after it, and must still come. */
static void a_detour_heard_again_before_grounding_leads_nowhere_else(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 5 * SECOND);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, MADE_DETOUR + 12 * SECOND);
    ask(&scene, COMMAND_GROUND);
    go_back(&scene, 12 * SECOND + MADE_DETOUR);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    assert_int_equal(ask(&scene, COMMAND_NEXT_SECTION), OUTCOME_NOTHING);
    session_advance(&scene.session, MADE_DETOUR + 12 * SECOND);
    assert_int_equal(look(&scene).away, AWAY_GROUND);
    close_scene(&scene);
}

/* Grounded again on the question, and heard the first one again: the second still comes. */
static void a_question_heard_again_leads_to_the_one_that_waits(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_GROUND);
    session_advance(&scene.session, MADE_DETOUR + 2 * SECOND);
    ask(&scene, COMMAND_GROUND);
    go_back(&scene, SECOND);
    assert_int_equal(ask(&scene, COMMAND_NEXT_STEP), OUTCOME_DONE);
    session_advance(&scene.session, MADE_DETOUR + 3600 * (int64_t)SECOND);
    assert_int_equal(look(&scene).away, AWAY_ASKING);
    close_scene(&scene);
}

static void what_rang_before_grounding_doesnt_ring_again(void **state)
{
    (void)state;
    static const struct ring BLOCK = {"block", "block.flac", SECOND / 2};
    const struct intervals intervals = {&BLOCK, 30 * SECOND, 30 * SECOND, 1};
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_set_intervals(&scene.session, &intervals);
    session_advance(&scene.session, 34 * SECOND + SECOND / 4);
    assert_int_equal(scene.session.strikes.list[0].at, 34 * SECOND); /* due at 30 s */
    ask(&scene, COMMAND_GROUND);
    assert_int_equal(scene.session.strikes.count, 1);
    assert_int_equal(scene.session.strikes.list[0].until, scene.session.place);
    session_advance(&scene.session, SECOND);
    ask(&scene, COMMAND_FROM_THE_FEET);
    assert_int_equal(scene.session.strikes.list[0].at, 34 * SECOND);
    assert_true(scene.session.strikes.list[1].at >= 60 * SECOND);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_seeks_back_and_goes_on_ends_when_the_steps_do),
        cmocka_unit_test(going_on_sooner_than_planned_says_so),
        cmocka_unit_test(the_end_bell_after_the_sounds_is_told_by_the_end_promised),
        cmocka_unit_test(asking_to_end_again_doesnt_begin_the_last_words_anew),
        cmocka_unit_test(no_step_leads_out_of_the_sounds),
        cmocka_unit_test(the_question_is_asked_while_it_can_be_answered),
        cmocka_unit_test(another_voice_doesnt_lead_past_the_question),
        cmocka_unit_test(a_question_heard_again_leads_to_the_one_that_waits),
        cmocka_unit_test(what_rang_before_grounding_doesnt_ring_again),
        cmocka_unit_test(a_detour_heard_again_before_grounding_leads_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
