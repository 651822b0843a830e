/* Detours, grounding and all other commands at any moment of any practice. */
#include "support/away_scene.h"

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

/* Of some the last begins behind the words, as a recording that was cut short may have it. */
static void divide_into_sentences(struct made *made)
{
    static const int64_t STARTS[] = {0, 1 * SECOND, 4 * SECOND};
    for (size_t i = 0; i < made->practice.step_count; i++) {
        made->speech[i].starts = (int64_t *)(uintptr_t)STARTS;
        made->speech[i].sentence_count = made->speech[i].frames ? 3 : 0;
    }
}

static void at_any_moment_a_detour_refits_exactly_or_says_how_much_later(void **state)
{
    (void)state;
    uint64_t seed = 11;
    int exact = 0, later = 0;
    for (int i = 0; i < rounds(3000); i++) {
        struct made made = made_random(&seed);
        struct detours detours = made_detours(&made);
        divide_into_sentences(&made);
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
    assert_true(exact > rounds(200) && later > rounds(100));
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
    for (int i = 0; i < rounds(2000); i++) {
        struct made made = made_random(&seed);
        struct detours detours = made_detours(&made);
        divide_into_sentences(&made);
        struct speech *voices[] = {made.speech, made_slower(&made, SECOND)};
        struct session session;
        bool begun = session_begin(&session, &made.practice, made.speech,
                                   random_between(&seed, 1, 30 * FRAMES_PER_MINUTE), NULL);
        if (begun)
            session_set_detours(&session, &detours, seed);
        for (int j = 0; begun && j < 40 && session.state != SESSION_ENDED; j++) {
            enum command_kind kind =
                (enum command_kind)random_between(&seed, COMMAND_RESUME, COMMAND_GO_BACK);
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
            session_snapshot(&session, 0, &at);
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
        cmocka_unit_test(at_any_moment_a_detour_refits_exactly_or_says_how_much_later),
        cmocka_unit_test(any_commands_keep_the_timeline_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
