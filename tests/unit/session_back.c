/* Ending and detours can be taken back: the way ahead is then as it was, to the frame. */
#include "support/away_scene.h"

#include <string.h>

static void assert_same_way(const struct session *session, const struct session *before)
{
    const struct timeline *line = &session->line, *was = &before->line;
    assert_int_equal(line->frames, was->frames);
    assert_int_equal(line->count, was->count);
    for (size_t i = 0; i < line->count; i++) {
        const struct cue *cue = &line->cues[i], *other = &was->cues[i];
        assert_true(cue->step == other->step && cue->words == other->words);
        assert_true(cue->start == other->start && cue->from == other->from);
        assert_true(cue->speech == other->speech && cue->pause == other->pause);
    }
    assert_int_equal(session->strikes.count, before->strikes.count);
    assert_int_equal(session->open_ended, before->open_ended);
    assert_int_equal(session->grounding.on, before->grounding.on);
    assert_int_equal(session->grounding.waiting_count, before->grounding.waiting_count);
}

/* The session as it is, with a timeline of its own. To be freed by timeline_free. */
static struct session copy_of(const struct session *session)
{
    struct session copy = *session;
    copy.line.cues = mem_new(copy.line.count, sizeof *copy.line.cues);
    memcpy(copy.line.cues, session->line.cues, copy.line.count * sizeof *copy.line.cues);
    return copy;
}

static enum command_kind any_of(uint64_t *seed)
{
    static const enum command_kind KINDS[] = {COMMAND_END_GENTLY, COMMAND_RESTLESS,
                                              COMMAND_FRUSTRATED, COMMAND_SLEEPY,
                                              COMMAND_WANDERING};
    return KINDS[random_between(seed, 0, 4)];
}

/* Some commands, so that the timeline has a past. */
static void live(struct session *session, uint64_t *seed)
{
    for (int64_t i = random_between(seed, 0, 6); i > 0; i--) {
        enum command_kind kind =
            (enum command_kind)random_between(seed, COMMAND_SEEK, COMMAND_FROM_THE_FEET);
        session_command(session, (struct command){kind, 10 * SECOND}, NULL);
        session_advance(session, random_between(seed, 0, 40 * SECOND));
    }
}

/* Asks for something, takes it back after `wait` frames, and looks that nothing has changed but
 * for the place, as far as the practice was heard meanwhile. False: it couldn't be asked for. */
static bool take_back(struct session *session, enum command_kind kind, int64_t wait)
{
    struct session before = copy_of(session);
    int64_t shift;
    bool done = session_command(session, (struct command){kind, 0}, NULL) != OUTCOME_NOTHING;
    if (done) {
        assert_true(session_can_go_back(session));
        assert_int_equal(session_advance(session, wait), wait);
        int64_t end = session->line.frames, place = session->place;
        bool open = session->open_ended || before.open_ended;
        session_command(session, (struct command){COMMAND_GO_BACK, 0}, &shift);
        assert_same_way(session, &before);
        assert_int_equal(shift, open ? 0 : before.line.frames - end);
        assert_int_equal(session->sat, before.sat + wait);
        assert_in_range(session->place, before.place, place);
        if (kind == COMMAND_END_GENTLY)
            assert_int_equal(session->place, before.place);
        assert_false(session_can_go_back(session));
    }
    timeline_free(&before.line);
    return done;
}

static void at_any_moment_of_any_session_the_way_back_is_exact(void **state)
{
    (void)state;
    uint64_t seed = 17;
    int taken = 0;
    for (int i = 0; i < rounds(3000); i++) {
        struct made made = made_random(&seed);
        struct detours detours = made_detours(&made);
        struct session session;
        int64_t frames = random_between(&seed, 1, 30 * FRAMES_PER_MINUTE);
        if (session_begin(&session, &made.practice, made.speech, frames, NULL)) {
            session_set_detours(&session, &detours, seed);
            session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
            live(&session, &seed);
            if (session.state == SESSION_RUNNING)
                taken +=
                    take_back(&session, any_of(&seed), random_between(&seed, 0, BACK_FRAMES - 1));
            int64_t left = session.line.frames - session.place, sat = session.sat;
            session_advance(&session, INT64_MAX);
            assert_int_equal(session.sat, session.state == SESSION_ENDED ? sat + left : sat);
            session_end(&session);
        }
        made_free(&made);
    }
    print_message("  %d were taken back\n", taken);
    assert_true(taken > rounds(300));
}

static void a_detour_that_hasnt_begun_leaves_the_place_where_it_is(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 10 * SECOND + 100); /* in the first sentence of a step */
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, SECOND);
    assert_int_equal(ask(&scene, COMMAND_GO_BACK), OUTCOME_DONE);
    assert_int_equal(look(&scene).place, 11 * SECOND + 100);
    assert_int_equal(look(&scene).frames, 90 * SECOND);
    close_scene(&scene);
}

static void from_within_a_detour_it_goes_on_where_the_sentence_had_ended(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, 3 * SECOND);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    ask(&scene, COMMAND_GO_BACK);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(look(&scene).place, 12 * SECOND);
    assert_int_equal(look(&scene).sat, 14 * SECOND);
    close_scene(&scene);
}

static void after_five_seconds_nothing_is_taken_back(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_END_GENTLY);
    session_advance(&scene.session, BACK_FRAMES - 1);
    assert_true(look(&scene).can_go_back);
    session_advance(&scene.session, 1);
    assert_false(look(&scene).can_go_back);
    assert_int_equal(ask(&scene, COMMAND_GO_BACK), OUTCOME_NOTHING);
    assert_int_equal(look(&scene).step, 6);
    close_scene(&scene);
}

static void a_pause_takes_no_time_from_the_way_back_and_another_step_ends_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_END_GENTLY);
    ask(&scene, COMMAND_PAUSE);
    assert_true(look(&scene).can_go_back);
    ask(&scene, COMMAND_RESUME);
    assert_true(look(&scene).can_go_back);
    ask(&scene, COMMAND_NEXT_STEP);
    assert_false(look(&scene).can_go_back);
    close_scene(&scene);
}

static void a_command_that_does_nothing_leaves_the_way_back_open(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    scene.made.practice.sleep = true;
    session_advance(&scene.session, 11 * SECOND);
    ask(&scene, COMMAND_END_GENTLY);
    assert_int_equal(ask(&scene, COMMAND_SLEEPY), OUTCOME_NOTHING);
    assert_true(look(&scene).can_go_back);
    close_scene(&scene);
}

static void there_is_time_to_go_back_however_near_the_end_is(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    end_with_bell(&scene); /* of 4 s, and no silence after it */
    scene.made.practice.steps[8].pause = 0;
    session_advance(&scene.session, 75 * SECOND);
    ask(&scene, COMMAND_END_GENTLY);
    assert_int_equal(look(&scene).step, 8);
    assert_int_equal(look(&scene).frames - look(&scene).place, BACK_FRAMES);
    assert_int_equal(ask(&scene, COMMAND_GO_BACK), OUTCOME_LATER);
    assert_int_equal(look(&scene).place, 75 * SECOND);
    assert_int_equal(look(&scene).frames, 90 * SECOND);
    close_scene(&scene);
}

static void a_way_on_from_grounding_leads_back_to_the_question(void **state)
{
    (void)state;
    static const enum command_kind WAYS[] = {COMMAND_STOP_HERE, COMMAND_SIT_WITH_SOUNDS,
                                             COMMAND_FROM_THE_FEET, COMMAND_END_GENTLY};
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        struct scene scene;
        open_scene(&scene, 90 * SECOND);
        session_advance(&scene.session, 11 * SECOND);
        ask(&scene, COMMAND_GROUND);
        session_advance(&scene.session, MADE_DETOUR + MADE_DETOUR_SPEECH + SECOND);
        assert_int_equal(look(&scene).away, AWAY_ASKING);
        assert_true(take_back(&scene.session, WAYS[i], 2 * SECOND));
        assert_int_equal(look(&scene).away, AWAY_ASKING);
        assert_true(look(&scene).can_go_on);
        ask(&scene, COMMAND_FROM_THE_FEET);
        assert_false(look(&scene).open_ended);
        close_scene(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_any_moment_of_any_session_the_way_back_is_exact),
        cmocka_unit_test(a_detour_that_hasnt_begun_leaves_the_place_where_it_is),
        cmocka_unit_test(from_within_a_detour_it_goes_on_where_the_sentence_had_ended),
        cmocka_unit_test(after_five_seconds_nothing_is_taken_back),
        cmocka_unit_test(a_pause_takes_no_time_from_the_way_back_and_another_step_ends_it),
        cmocka_unit_test(a_command_that_does_nothing_leaves_the_way_back_open),
        cmocka_unit_test(there_is_time_to_go_back_however_near_the_end_is),
        cmocka_unit_test(a_way_on_from_grounding_leads_back_to_the_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
