/* Detours and more time: they come when asked for, and end on time or say how much later. */
#include "support/away_scene.h"

#include <string.h>

/* ---- the four detours */

static void a_detour_waits_for_the_end_of_the_sentence(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 11 * SECOND); /* in the first sentence of the second step */
    assert_int_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_DONE);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(session_advance(&scene.session, SECOND), SECOND);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    assert_int_equal(look(&scene).section, 0);
    session_advance(&scene.session, MADE_DETOUR);
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(look(&scene).step, 1);
    assert_int_equal(look(&scene).into, 2 * SECOND); /* its second sentence */
    assert_int_equal(look(&scene).sentence, 1);
    assert_int_equal(look(&scene).frames, 90 * SECOND);
    close_scene(&scene);
}

static void in_a_silence_a_detour_begins_at_once_and_the_silence_goes_on_after_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 15 * SECOND); /* one second into the second silence */
    ask(&scene, COMMAND_WANDERING);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    session_advance(&scene.session, MADE_DETOUR);
    struct snapshot at = look(&scene);
    assert_int_equal(at.step, 1);
    assert_true(at.into >= at.speech);
    assert_true(at.pause < 5 * SECOND && at.pause >= 5 * SECOND * 2 / 3);
    close_scene(&scene);
}

static void a_detour_that_finds_no_time_ends_later_and_says_so(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 85 * SECOND);
    assert_int_equal(session_command(&scene.session, (struct command){COMMAND_SLEEPY, 0}, &shift),
                     OUTCOME_LATER);
    /* 14 s of detour; the last silence, of which 5 s are left, gives a third of them. */
    assert_int_equal(shift, MADE_DETOUR - 5 * SECOND / 3);
    assert_int_equal(look(&scene).frames, 90 * SECOND + shift);
    close_scene(&scene);
}

static void the_same_variant_never_comes_twice_running_and_a_seed_repeats_them(void **state)
{
    (void)state;
    size_t said[2][20];
    for (size_t run = 0; run < 2; run++) {
        struct scene scene;
        open_scene(&scene, 4000 * SECOND);
        for (size_t i = 0; i < 20; i++) {
            ask(&scene, COMMAND_FRUSTRATED);
            session_advance(&scene.session, 5 * SECOND); /* the sentence before it is over */
            said[run][i] = look(&scene).step;
            assert_int_equal(look(&scene).away, AWAY_DETOUR);
            assert_true(!i || said[run][i] != said[run][i - 1]);
            session_advance(&scene.session, 40 * SECOND);
        }
        close_scene(&scene);
    }
    assert_memory_equal(said[0], said[1], sizeof said[0]);
}

static void another_detour_takes_the_place_of_the_one_before(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 15 * SECOND);
    ask(&scene, COMMAND_RESTLESS);
    session_advance(&scene.session, SECOND);
    ask(&scene, COMMAND_SLEEPY);
    session_advance(&scene.session, SECOND + MADE_DETOUR); /* the sentence, then the other one */
    assert_int_equal(look(&scene).away, AWAY_NOT);
    assert_int_equal(look(&scene).step, 1);
    close_scene(&scene);
}

static void steps_within_a_detour_lead_back_to_where_it_was_asked_for(void **state)
{
    (void)state;
    static const struct {
        enum command_kind kind;
        enum away away;
        size_t step;
    } CASES[] = {
        {COMMAND_NEXT_STEP, AWAY_DETOUR, 0},
        {COMMAND_REPEAT, AWAY_DETOUR, 0},
        {COMMAND_NEXT_SECTION, AWAY_NOT, 1},
        {COMMAND_END_GENTLY, AWAY_NOT, 6},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct scene scene;
        open_scene(&scene, 90 * SECOND);
        session_advance(&scene.session, 15 * SECOND);
        ask(&scene, COMMAND_RESTLESS);
        session_advance(&scene.session, SECOND);
        ask(&scene, CASES[i].kind);
        assert_int_equal(look(&scene).away, CASES[i].away);
        if (CASES[i].away == AWAY_NOT)
            assert_int_equal(look(&scene).step, CASES[i].step);
        close_scene(&scene);
    }
}

/* ---- five more minutes */

static void more_time_stretches_what_is_ahead(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 45 * SECOND);
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(session_command(&scene.session, more, &shift), OUTCOME_LATER);
    assert_int_equal(shift, 300 * SECOND);
    assert_int_equal(look(&scene).frames, 390 * SECOND);
    close_scene(&scene);
}

static void in_the_last_silence_more_time_stretches_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 87 * SECOND);
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_LATER);
    assert_int_equal(look(&scene).frames, 390 * SECOND);
    scene.made.practice.steps[8].most = 306 * SECOND; /* as long as it is */
    assert_int_equal(session_command(&scene.session, more, NULL), OUTCOME_NOTHING);
    close_scene(&scene);
}

static void in_a_detour_of_the_last_step_more_time_still_comes(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    session_advance(&scene.session, 85 * SECOND);
    ask(&scene, COMMAND_WANDERING);
    int64_t end = look(&scene).frames, shift;
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    assert_int_equal(session_command(&scene.session, more, &shift), OUTCOME_LATER);
    assert_int_equal(shift, 300 * SECOND);
    assert_int_equal(look(&scene).frames, end + 300 * SECOND);
    close_scene(&scene);
}

/* What is left of the step has its silence; none comes before the detour. */
static void more_time_leaves_no_gap_before_a_detour_that_is_to_come(void **state)
{
    (void)state;
    struct scene scene;
    int64_t shift;
    open_scene(&scene, 90 * SECOND);
    scene.made.practice.steps[8].most = 60 * SECOND;
    session_advance(&scene.session, 81 * SECOND); /* in the last step's first sentence */
    ask(&scene, COMMAND_WANDERING);
    int64_t end = look(&scene).frames, begins = 82 * SECOND;
    struct command more = {COMMAND_EXTEND, 300 * SECOND};
    assert_int_equal(session_command(&scene.session, more, &shift), OUTCOME_LATER);
    assert_int_equal(look(&scene).frames, end + shift);
    assert_int_equal(scene.session.line.cues[scene.session.line.count - 1].pause, 60 * SECOND);
    assert_int_equal(scene.session.line.cues[scene.session.cue + 1].start, begins);
    close_scene(&scene);
}

static void a_bell_can_be_followed_by_a_detour_unless_it_is_the_last(void **state)
{
    (void)state;
    static const struct ring RING = {"bowl", "bowl.flac", 4 * SECOND};
    static const struct bell BELL = {"bowl", 1};
    struct scene scene;
    open_scene(&scene, 90 * SECOND);
    for (size_t i = 0; i < 9; i += 8) {
        scene.made.practice.steps[i].bell = &BELL;
        scene.made.speech[i].ring = &RING;
        scene.made.speech[i].strikes = 1;
    }
    session_advance(&scene.session, 12 * SECOND);
    ask(&scene, COMMAND_PREVIOUS_STEP); /* the first bell again */
    session_advance(&scene.session, SECOND);
    assert_int_not_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_NOTHING);
    assert_int_equal(session_advance(&scene.session, 3 * SECOND), 3 * SECOND);
    assert_int_equal(look(&scene).away, AWAY_DETOUR);
    const struct timeline *line = &scene.session.line;
    session_advance(&scene.session, line->cues[line->count - 1].start - scene.session.place);
    assert_int_equal(look(&scene).step, 8);
    assert_int_equal(ask(&scene, COMMAND_RESTLESS), OUTCOME_NOTHING);
    close_scene(&scene);
}

/* ---- whatever is asked for */

static void check_whole(const struct session *session)
{
    const struct timeline *line = &session->line;
    int64_t end = 0;
    for (size_t i = 0; i < line->count; i++) {
        const struct cue *cue = &line->cues[i];
        assert_int_equal(cue->start, end);
        assert_true(cue->speech >= 0 && cue->pause >= 0 && cue->from >= 0);
        assert_true(cue->from + cue->speech <= cue->words->frames);
        end = cue->start + cue->speech + cue->pause;
    }
    assert_int_equal(end, line->frames);
    assert_true(session->cue < line->count && session->place <= line->frames);
    assert_true(line->cues[session->cue].start <= session->place);
}

/* Every word of the practice that is ahead is still to be said, once and whole. */
static void check_words(const struct session *session, size_t step, int64_t said)
{
    for (size_t i = session->cue + 1; i < session->line.count; i++) {
        const struct cue *cue = &session->line.cues[i];
        if (cue->step != step)
            continue;
        assert_int_equal(cue->from, said);
        said += cue->speech;
    }
    assert_int_equal(said, session->speech[step].frames);
}

static void at_any_moment_a_detour_refits_exactly_or_says_how_much_later(void **state)
{
    (void)state;
    uint64_t seed = 11;
    int exact = 0, later = 0;
    for (int i = 0; i < 3000; i++) {
        struct made made = made_random(&seed);
        struct detours detours = made_detours(&made);
        struct session session;
        int64_t frames = random_between(&seed, 1, 30 * FRAMES_PER_MINUTE), shift;
        if (session_begin(&session, &made.practice, made.speech, frames, NULL)) {
            session_set_detours(&session, &detours, seed);
            session_command(&session, (struct command){COMMAND_RESUME, 0}, NULL);
            session_advance(&session, random_between(&seed, 0, frames - 1));
            enum command_kind kind =
                (enum command_kind)random_between(&seed, COMMAND_RESTLESS, COMMAND_WANDERING);
            enum outcome outcome = session_command(&session, (struct command){kind, 0}, &shift);
            check_whole(&session);
            assert_int_equal(session.line.frames, frames + shift);
            assert_true(outcome == (shift > 0 ? OUTCOME_LATER : OUTCOME_DONE));
            const struct cue *cue = &session.line.cues[session.cue];
            if (cue->step < made.practice.step_count)
                check_words(&session, cue->step, cue->speech);
            exact += shift == 0;
            later += shift > 0;
            session_end(&session);
        }
        made_free(&made);
    }
    print_message("  %d ended on the frame, %d said how much later\n", exact, later);
    assert_true(exact > 200 && later > 100);
}

/* The same practice, said more slowly; to be freed. */
static struct speech *slower(const struct made *made)
{
    size_t count = made->practice.step_count + made->practice.aside_count;
    struct speech *speech = mem_new(count, sizeof *speech);
    memcpy(speech, made->speech, count * sizeof *speech);
    for (size_t i = 0; i < count; i++)
        speech[i].frames += speech[i].frames / 4;
    return speech;
}

/* Behind grounding stands nothing but its own, and no end comes until one is chosen; else the end
 * is one that can be waited for. */
static void check_end(const struct session *session)
{
    const struct cue *last = &session->line.cues[session->line.count - 1];
    if (session->grounding.on)
        assert_true(last->step >= session->practice->step_count);
    if (session->grounding.on && session->open_ended)
        assert_int_equal(last->pause, FRAMES_LONGEST_SILENT);
    if (!session->open_ended)
        assert_true(session->line.frames - session->place < 5 * FRAMES_PER_HOUR);
}

static void any_commands_keep_the_timeline_whole(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        struct made made = made_random(&seed);
        struct detours detours = made_detours(&made);
        struct speech *voices[] = {made.speech, slower(&made)};
        struct session session;
        bool begun = session_begin(&session, &made.practice, made.speech,
                                   random_between(&seed, 1, 30 * FRAMES_PER_MINUTE), NULL);
        if (begun)
            session_set_detours(&session, &detours, seed);
        for (int j = 0; begun && j < 40 && session.state != SESSION_ENDED; j++) {
            enum command_kind kind =
                (enum command_kind)random_between(&seed, COMMAND_RESUME, COMMAND_FROM_THE_FEET);
            int64_t frames = kind == COMMAND_EXTEND
                                 ? 300 * SECOND
                                 : random_between(&seed, -30 * SECOND, 30 * SECOND);
            int64_t end = session.line.frames, shift;
            bool open = session.open_ended || session.grounding.on;
            session_command(&session, (struct command){kind, frames}, &shift);
            check_whole(&session);
            check_end(&session);
            if (!open && !session.open_ended)
                assert_int_equal(session.line.frames, end + shift);
            if (random_between(&seed, 0, 9) == 0)
                session_change_speech(&session, voices[random_between(&seed, 0, 1)], &shift);
            session_advance(&session, random_between(&seed, 0, 40 * SECOND));
            check_whole(&session);
            check_end(&session);
            struct snapshot at;
            session_snapshot(&session, &at);
            assert_true(at.section <= made.practice.section_count);
        }
        if (begun)
            session_end(&session);
        free(voices[1]);
        made_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_detour_waits_for_the_end_of_the_sentence),
        cmocka_unit_test(in_a_silence_a_detour_begins_at_once_and_the_silence_goes_on_after_it),
        cmocka_unit_test(a_detour_that_finds_no_time_ends_later_and_says_so),
        cmocka_unit_test(the_same_variant_never_comes_twice_running_and_a_seed_repeats_them),
        cmocka_unit_test(another_detour_takes_the_place_of_the_one_before),
        cmocka_unit_test(steps_within_a_detour_lead_back_to_where_it_was_asked_for),
        cmocka_unit_test(more_time_stretches_what_is_ahead),
        cmocka_unit_test(in_the_last_silence_more_time_stretches_it),
        cmocka_unit_test(in_a_detour_of_the_last_step_more_time_still_comes),
        cmocka_unit_test(more_time_leaves_no_gap_before_a_detour_that_is_to_come),
        cmocka_unit_test(a_bell_can_be_followed_by_a_detour_unless_it_is_the_last),
        cmocka_unit_test(at_any_moment_a_detour_refits_exactly_or_says_how_much_later),
        cmocka_unit_test(any_commands_keep_the_timeline_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
