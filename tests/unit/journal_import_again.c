/* What comes in again is known again, and completed where it was cut; nothing else is changed. */
#include "support/transfer.h"

/* ---- the same sitting */

static void one_reading_of_the_clock_may_be_many_instants(void **state)
{
    struct desk *desk = *state;
    static const char FOUR[] = "began,seconds\n2026-10-25T02:30:00+02:00,600\n"
                               "2026-10-25T02:30:00+01:00,600\n2026-05-01T07:30:00+09:00,600\n"
                               "2026-05-01T07:30:00+02:00,600\n";
    assert_true(bring_text(desk, FOUR));
    assert_int_equal(desk->import.added, 4);
    assert_true(bring_text(desk, FOUR));
    assert_int_equal(desk->import.there, 4);
}

static void one_instant_is_one_sitting_however_it_is_written(void **state)
{
    struct desk *desk = *state;
    assert_true(bring_text(desk, "began,seconds\n2026-05-01T07:30:00+02:00,600\n"
                                 "2026-05-01T05:30:00Z,600\n2026-05-01T07:30:00,600\n"
                                 "2026-05-01T14:30:00+09:00,600\n"));
    assert_int_equal(desk->import.added, 1);
    assert_int_equal(desk->import.there, 3);
    assert_true(bring_text(desk, "began,seconds,title\n2026-05-01T05:30:00Z,601,\n"
                                 "2026-05-01T05:30:00Z,600,Zazen\n"));
    assert_int_equal(desk->import.added, 2);
}

/* ---- what a cut row brought in */

#define WHOLE                                                                                      \
    "uid,began,planned,seconds,title,ending,note\n"                                                \
    "00000000000000000000000000000002,2026-11-21T07:30:00Z,0,1200,Zazen,early,A dear note\n"

/* As if it had been cut there: its last cell begins so, and what stands after that is missing. */
static int64_t put_cut(struct desk *desk, int64_t seconds, const char *title, const char *note)
{
    struct error error;
    struct record record = {.began = 1795246200,
                            .sat = seconds,
                            .ending = *note ? ENDING_EARLY : ENDING_COMPLETE,
                            .check_ins = {CHECK_IN_EMPTY, CHECK_IN_EMPTY}};
    snprintf(record.uid, sizeof record.uid, "%032d", 2);
    snprintf(record.origin, sizeof record.origin, "elsewhere");
    snprintf(record.title, sizeof record.title, "%s", title);
    record_set_note(&record, note);
    assert_true(journal_save(desk->to, &record, &error));
    record_free(&record);
    return record.id;
}

static void assert_whole(struct desk *desk)
{
    struct error error;
    struct record record;
    assert_true(journal_load(desk->to, 1, &record, &error));
    assert_int_equal(record.sat, 1200);
    assert_string_equal(record.title, "Zazen");
    assert_string_equal(record.note, "A dear note");
    assert_int_equal(record.ending, ENDING_EARLY);
    record_free(&record);
}

static void a_whole_row_completes_what_a_cut_one_brought_in(void **state)
{
    static const struct {
        int64_t seconds;
        const char *title, *note;
    } CUTS[] = {{12, "", ""}, {1200, "", ""}, {1200, "Za", ""}, {1200, "Zazen", ""}};
    for (size_t i = 0; i < sizeof CUTS / sizeof *CUTS; i++) {
        struct desk *desk = *state;
        assert_int_equal(put_cut(desk, CUTS[i].seconds, CUTS[i].title, CUTS[i].note), 1);
        assert_true(bring_text(desk, WHOLE));
        assert_int_equal(desk->import.completed, 1);
        assert_int_equal(desk->import.there, 0);
        assert_whole(desk);
        assert_true(bring_text(desk, WHOLE));
        assert_int_equal(desk->import.completed, 0);
        assert_int_equal(desk->import.there, 1);
        close_desk(state);
        open_desk(state);
    }
}

static void assert_untouched(struct desk *desk)
{
    struct error error;
    struct record before, after;
    assert_true(journal_load(desk->to, 1, &before, &error));
    assert_true(bring_text(desk, WHOLE));
    assert_int_equal(desk->import.completed, 0);
    assert_int_equal(desk->import.there, 1);
    assert_true(journal_load(desk->to, 1, &after, &error));
    assert_int_equal(after.sat, before.sat);
    assert_string_equal(after.title, before.title);
    assert_string_equal(after.note ? after.note : "", before.note ? before.note : "");
    record_free(&before);
    record_free(&after);
}

static void what_a_person_wrote_is_never_overridden(void **state)
{
    struct desk *desk = *state;
    struct error error;
    put_cut(desk, 12, "", "");
    assert_true(journal_set_note(desk->to, 1, "My own", &error));
    assert_untouched(desk);
    assert_true(journal_set_note(desk->to, 1, "", &error)); /* removed it again */
    assert_untouched(desk);
    close_desk(state);
    open_desk(state);
    desk = *state;
    put_cut(desk, 12, "", "");
    assert_true(journal_set_date(desk->to, 1, 1795246201, 0, &error));
    assert_untouched(desk);
    close_desk(state);
    open_desk(state);
    desk = *state;
    put_cut(desk, 12, "", "");
    assert_true(journal_delete(desk->to, 1, &error));
    assert_untouched(desk);
    close_desk(state);
    open_desk(state);
    desk = *state;
    put_cut(desk, 13, "", ""); /* no beginning of 1200 */
    assert_untouched(desk);
    close_desk(state);
    open_desk(state);
    desk = *state;
    put_cut(desk, 12, "Zazen", ""); /* the title stands after the seconds: it wasn't cut there */
    assert_untouched(desk);
    close_desk(state);
    open_desk(state);
    desk = *state;
    put_cut(desk, 1200, "Zazen", "A"); /* may be all that was to be said */
    assert_untouched(desk);
}

static void a_short_number_that_ends_its_row_is_taken_as_it_is(void **state)
{
    struct desk *desk = *state;
    assert_true(bring_text(desk, "began,seconds\n2026-11-21T07:30:00Z,6\n"));
    assert_true(bring_text(desk, "began,seconds\n2026-11-21T07:30:00Z,60\n"));
    assert_int_equal(desk->import.completed, 0);
    assert_int_equal(count_of(desk->to), 2);
}

static void a_row_without_a_uid_completes_what_came_in_by_one(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record added;
    assert_true(bring_text(desk, "began,seconds,note\n2026-11-21T07:30:00Z,60,\n"));
    assert_true(bring_text(desk, "began,seconds,note\n2026-11-21T07:30:00Z,600,Warm\n"));
    assert_int_equal(desk->import.completed, 1);
    assert_int_equal(count_of(desk->to), 1);
    record_begin(&added); /* by hand, in the same second as a row says */
    snprintf(added.origin, sizeof added.origin, "elsewhere");
    added.ending = ENDING_COMPLETE;
    added.began = 1795246260;
    added.utc_offset = 0;
    added.sat = 60;
    assert_true(journal_save(desk->to, &added, &error));
    assert_true(bring_text(desk, "began,seconds,note\n2026-11-21T07:31:00Z,600,Warm\n"));
    assert_int_equal(desk->import.completed, 0);
    assert_int_equal(desk->import.added, 1);
    assert_int_equal(count_of(desk->to), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_reading_of_the_clock_may_be_many_instants),
        TEST(one_instant_is_one_sitting_however_it_is_written),
        TEST(a_whole_row_completes_what_a_cut_one_brought_in),
        TEST(what_a_person_wrote_is_never_overridden),
        TEST(a_row_without_a_uid_completes_what_came_in_by_one),
        TEST(a_short_number_that_ends_its_row_is_taken_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
