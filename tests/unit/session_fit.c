/* Fitting a practice to a length: properties that hold for any practice and any length. */
#include "support/cmocka.h"

#include "session/glue.h"
#include "support/made_practice.h"

#include <string.h>

enum { PRACTICES = 3000, LENGTHS = 8 };

static int64_t random_length(uint64_t *seed)
{
    return random_between(seed, 1, 45 * FRAMES_PER_MINUTE);
}

/* Calls a property for many practices and lengths that fit. */
static size_t for_many(void (*property)(const struct made *, const struct timeline *, int64_t))
{
    uint64_t seed = 1;
    size_t fitted = 0;
    for (int i = 0; i < rounds(PRACTICES); i++) {
        struct made made = made_random(&seed);
        for (int j = 0; j < LENGTHS; j++) {
            struct timeline line;
            int64_t frames = random_length(&seed);
            if (!timeline_fit(&made.practice, made.speech, frames, &line, NULL))
                continue;
            property(&made, &line, frames);
            timeline_free(&line);
            fitted++;
        }
        made_free(&made);
    }
    return fitted;
}

static void ends_exactly(const struct made *made, const struct timeline *line, int64_t frames)
{
    (void)made;
    const struct cue *last = &line->cues[line->count - 1];
    assert_int_equal(line->frames, frames);
    assert_int_equal(last->start + last->speech + last->pause, frames);
}

static void fit_ends_on_the_exact_frame(void **state)
{
    (void)state;
    assert_true(for_many(ends_exactly) > (size_t)rounds(PRACTICES));
}

static void is_in_order(const struct made *made, const struct timeline *line, int64_t frames)
{
    int64_t end = 0;
    size_t next = 0;
    for (size_t i = 0; i < line->count; i++) {
        const struct cue *cue = &line->cues[i];
        assert_int_equal(cue->start, end);
        for (; next < cue->step; next++)
            assert_false(step_belongs(&made->practice.steps[next], frames));
        assert_int_equal(next++, cue->step);
        assert_true(step_belongs(&made->practice.steps[cue->step], frames));
        end = cue->start + cue->speech + cue->pause;
    }
}

static void fit_keeps_every_belonging_step_in_order_without_gaps(void **state)
{
    (void)state;
    for_many(is_in_order);
}

static void keeps_speech(const struct made *made, const struct timeline *line, int64_t frames)
{
    (void)frames;
    for (size_t i = 0; i < line->count; i++)
        assert_int_equal(line->cues[i].speech, made->speech[line->cues[i].step].frames);
}

static void fit_never_cuts_speech(void **state)
{
    (void)state;
    for_many(keeps_speech);
}

static void keeps_bounds(const struct made *made, const struct timeline *line, int64_t frames)
{
    (void)frames;
    for (size_t i = 0; i < line->count; i++) {
        const struct step *step = &made->practice.steps[line->cues[i].step];
        assert_true(line->cues[i].pause >= step->least);
        assert_true(line->cues[i].pause <= step->most);
    }
}

static void fit_keeps_every_pause_within_its_least_and_most(void **state)
{
    (void)state;
    for_many(keeps_bounds);
}

static void pauses_never_fall_when_the_length_rises(void **state)
{
    (void)state;
    uint64_t seed = 2;
    size_t compared = 0;
    for (int i = 0; i < rounds(PRACTICES); i++) {
        struct made made = made_random(&seed);
        int64_t frames = random_length(&seed);
        int64_t more = frames + random_between(&seed, 1, i % 2 ? 3 : 5 * FRAMES_PER_MINUTE);
        struct timeline a = {0}, b = {0};
        if (timeline_fit(&made.practice, made.speech, frames, &a, NULL) &&
            timeline_fit(&made.practice, made.speech, more, &b, NULL) && a.count == b.count &&
            a.cues[0].step == b.cues[0].step) {
            for (size_t j = 0; j < a.count && a.cues[j].step == b.cues[j].step; j++, compared++)
                assert_true(a.cues[j].pause <= b.cues[j].pause);
        }
        timeline_free(&a);
        timeline_free(&b);
        made_free(&made);
    }
    assert_true(compared > (size_t)rounds(PRACTICES));
}

static void a_refusal_names_neighbours_that_really_fit(void **state)
{
    (void)state;
    uint64_t seed = 3;
    size_t named = 0;
    for (int i = 0; i < rounds(PRACTICES); i++) {
        struct made made = made_random(&seed);
        int64_t frames = random_length(&seed), shorter, longer;
        if (!timeline_fits(&made.practice, made.speech, frames)) {
            timeline_neighbours(&made.practice, made.speech, frames, &shorter, &longer);
            assert_true(!shorter || timeline_fits(&made.practice, made.speech, shorter));
            assert_true(!longer || timeline_fits(&made.practice, made.speech, longer));
            assert_true(shorter < frames && (!longer || longer > frames));
            named += (size_t)(shorter != 0) + (size_t)(longer != 0);
        }
        made_free(&made);
    }
    assert_true(named > (size_t)rounds(PRACTICES) / 10);
}

static void no_whole_second_between_the_neighbours_fits(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int i = 0; i < rounds(300); i++) {
        struct made made = made_random(&seed);
        int64_t frames = random_between(&seed, 1, 45 * 60) * FRAMES_PER_SECOND, shorter, longer;
        if (!timeline_fits(&made.practice, made.speech, frames)) {
            timeline_neighbours(&made.practice, made.speech, frames, &shorter, &longer);
            int64_t end = longer ? longer : frames + 10 * FRAMES_PER_MINUTE;
            for (int64_t at = shorter + FRAMES_PER_SECOND; at < end; at += FRAMES_PER_SECOND)
                assert_false(timeline_fits(&made.practice, made.speech, at));
        }
        made_free(&made);
    }
}

static void the_refusal_is_one_sentence_with_both_lengths(void **state)
{
    (void)state;
    struct error error;
    struct timeline line;
    struct made made = made_even(2, FRAMES_PER_MINUTE, 10 * FRAMES_PER_SECOND);
    made.practice.steps[0].until_minutes = 5;
    made.practice.steps[1].from_minutes = 5;
    made.practice.steps[0].most = made.practice.steps[0].pause;
    assert_false(timeline_fit(&made.practice, made.speech, 3 * FRAMES_PER_MINUTE, &line, &error));
    assert_string_equal(error.text,
                        "made can't last 3m; the nearest lengths that fit are 1m10s and 5m");
    made_free(&made);
}

static void at_its_natural_length_nothing_is_stretched(void **state)
{
    (void)state;
    struct made made = made_even(7, 100000, 200000);
    struct timeline line;
    assert_true(timeline_fit(&made.practice, made.speech, 7 * 300000, &line, NULL));
    for (size_t i = 0; i < line.count; i++)
        assert_int_equal(line.cues[i].pause, 200000);
    timeline_free(&line);
    made_free(&made);
}

static void spare_time_is_shared_by_grow_until_most(void **state)
{
    (void)state;
    struct span spans[] = {
        {0, 1000, 0, INT64_MAX, 1}, {0, 1000, 0, INT64_MAX, 3}, {0, 1000, 0, 1100, 100}};
    int64_t pauses[3];
    assert_true(glue_fit(spans, 3, 3000 + 100 + 400, pauses));
    assert_int_equal(pauses[0], 1100);
    assert_int_equal(pauses[1], 1300);
    assert_int_equal(pauses[2], 1100);
}

static void shrinking_takes_in_proportion_to_what_each_can_give(void **state)
{
    (void)state;
    struct span spans[] = {{50, 1000, 0, INT64_MAX, 1}, {50, 1000, 500, INT64_MAX, 9}};
    int64_t pauses[2];
    assert_true(glue_fit(spans, 2, 2100 - 300, pauses));
    assert_int_equal(pauses[0], 800);
    assert_int_equal(pauses[1], 900);
}

static void a_guided_session_ends_within_four_hours_a_silent_one_within_a_day(void **state)
{
    (void)state;
    struct made made = made_even(1, 48000, 48000);
    assert_false(timeline_fits(&made.practice, made.speech, 4 * FRAMES_PER_HOUR + 1));
    assert_true(timeline_fits(&made.practice, made.speech, 4 * FRAMES_PER_HOUR));
    made.practice.steps[0].say = NULL;
    made.speech[0].frames = 0;
    assert_true(timeline_fits(&made.practice, made.speech, 24 * FRAMES_PER_HOUR));
    assert_false(timeline_fits(&made.practice, made.speech, 24 * FRAMES_PER_HOUR + 1));
    made_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit_ends_on_the_exact_frame),
        cmocka_unit_test(fit_keeps_every_belonging_step_in_order_without_gaps),
        cmocka_unit_test(fit_never_cuts_speech),
        cmocka_unit_test(fit_keeps_every_pause_within_its_least_and_most),
        cmocka_unit_test(pauses_never_fall_when_the_length_rises),
        cmocka_unit_test(a_refusal_names_neighbours_that_really_fit),
        cmocka_unit_test(no_whole_second_between_the_neighbours_fits),
        cmocka_unit_test(the_refusal_is_one_sentence_with_both_lengths),
        cmocka_unit_test(at_its_natural_length_nothing_is_stretched),
        cmocka_unit_test(spare_time_is_shared_by_grow_until_most),
        cmocka_unit_test(shrinking_takes_in_proportion_to_what_each_can_give),
        cmocka_unit_test(a_guided_session_ends_within_four_hours_a_silent_one_within_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
