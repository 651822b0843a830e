/* A sitting is written down while it goes on: nothing of it is lost, however it ends. */
#include "support/clock.h"
#include "support/files.h"
#include "support/tones.h"

#include "play/diary.h"

#include <signal.h>
#include <sys/resource.h>

static const struct tone TONES[] = {{2000, 8000}, {3000, 7000}, {2000, 18000}, {1000, 9000}};

enum { TONE_COUNT = sizeof TONES / sizeof *TONES, SECOND = FRAME_RATE };

struct desk {
    char *folder;
    struct library *library;
    struct sitting sitting;
    struct diary diary;
};

static const struct course_pick NO_DAY = {.course = NULL};

static void begin(struct desk *desk, void **state)
{
    desk->folder = *state;
    setenv("XDG_DATA_HOME", desk->folder, 1);
    desk->library = tones_open(&desk->sitting, desk->folder, TONES, TONE_COUNT);
    diary_open(&desk->diary);
    assert_non_null(desk->diary.journal);
    diary_begin(&desk->diary, &desk->sitting, &NO_DAY);
    session_command(&desk->sitting.session, (struct command){COMMAND_RESUME, 0}, NULL);
}

/* Sits for some seconds, as the screen does: a look each second. */
static struct snapshot sit(struct desk *desk, int seconds)
{
    struct snapshot at;
    session_snapshot(&desk->sitting.session, 0, &at);
    for (int i = 0; i < seconds; i++) {
        session_advance(&desk->sitting.session, SECOND);
        session_snapshot(&desk->sitting.session, 0, &at);
        assert_true(diary_follow(&desk->diary, &at, DEFAULT_VOICE));
    }
    return at;
}

/* The program is gone; a new one begins. */
static void break_off(struct desk *desk)
{
    diary_close(&desk->diary);
    diary_open(&desk->diary);
}

static void end(struct desk *desk)
{
    diary_close(&desk->diary);
    sitting_close(&desk->sitting);
    library_free(desk->library);
}

static int64_t count_all(struct desk *desk)
{
    struct error error;
    return journal_count(desk->diary.journal, &(struct journal_query){0}, &error);
}

static struct record last(struct desk *desk)
{
    struct record record;
    struct error error;
    assert_true(journal_load(desk->diary.journal, desk->diary.record.id, &record, &error));
    return record;
}

static void what_breaks_off_is_offered_near_where_it_was(void **state)
{
    for (int seconds = SITTING_LEAST; seconds < 40; seconds++) {
        struct desk desk;
        begin(&desk, state);
        struct snapshot at = sit(&desk, seconds);
        break_off(&desk);
        const struct record *offered = &desk.diary.offered;
        assert_string_equal(offered->title, "Tones");
        int64_t lost = (offered->at.left - at.whence.left) / SECOND;
        assert_true(lost >= 0 && lost < 5);
        assert_int_equal(offered->sat, seconds - lost);
        diary_let_go(&desk.diary);
        end(&desk);
    }
}

static void the_offered_sitting_opens_in_the_same_step(void **state)
{
    struct desk desk;
    struct sitting again;
    struct error error;
    int64_t late;
    begin(&desk, state);
    sit(&desk, 35);
    break_off(&desk);
    const struct sitting_wish wish = {.voice = DEFAULT_VOICE};
    assert_true(
        diary_open_offered(&desk.diary, desk.library, &wish, &NO_DAY, &again, &late, &error));
    struct snapshot at;
    session_snapshot(&again.session, 0, &at);
    assert_string_equal(again.practice->steps[at.step].id, "t2");
    assert_int_equal(at.into, 0);
    assert_int_equal(at.frames - at.place - late, desk.diary.offered.at.left);
    sitting_close(&again);
    end(&desk);
}

static void a_sitting_that_ended_is_complete_and_not_offered(void **state)
{
    struct desk desk;
    begin(&desk, state);
    struct snapshot at = sit(&desk, 50);
    assert_int_equal(diary_ending(&at, 0), ENDING_COMPLETE);
    assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_COMPLETE));
    struct record record = last(&desk);
    assert_int_equal(record.ending, ENDING_COMPLETE);
    assert_int_equal(record.sat, 50);
    break_off(&desk);
    assert_int_equal(desk.diary.offered.id, 0);
    end(&desk);
}

static void what_is_said_behind_the_end_is_kept(void **state)
{
    struct desk desk;
    begin(&desk, state);
    struct snapshot at = sit(&desk, 50);
    diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_COMPLETE);
    record_set_note(&desk.diary.record, "warm hands");
    check_in_toggle_word(&desk.diary.record.check_ins[MOMENT_AFTER], "foggy");
    assert_true(diary_keep(&desk.diary));
    struct record record = last(&desk);
    assert_string_equal(record.note, "warm hands");
    assert_true(check_in_has_word(&record.check_ins[MOMENT_AFTER], "foggy"));
    record_free(&record);
    assert_int_equal(count_all(&desk), 1);
    end(&desk);
}

static void a_closed_window_breaks_off_and_a_key_ends(void **state)
{
    struct snapshot at = {.state = SESSION_RUNNING};
    (void)state;
    assert_int_equal(diary_ending(&at, SIGHUP), ENDING_NOT_YET);
    assert_int_equal(diary_ending(&at, SIGTERM), ENDING_NOT_YET);
    assert_int_equal(diary_ending(&at, SIGINT), ENDING_EARLY);
    assert_int_equal(diary_ending(&at, 0), ENDING_EARLY);
    at.grounded = true;
    assert_int_equal(diary_ending(&at, 0), ENDING_GROUNDED);
    at.state = SESSION_ENDED;
    assert_int_equal(diary_ending(&at, 0), ENDING_COMPLETE);
    at.away = AWAY_ON;
    assert_int_equal(diary_ending(&at, 0), ENDING_GROUNDED);
}

static void what_was_grounded_is_never_offered(void **state)
{
    struct desk desk;
    begin(&desk, state);
    struct snapshot at = sit(&desk, 32);
    at.grounded = true;
    assert_true(diary_follow(&desk.diary, &at, DEFAULT_VOICE));
    int64_t id = desk.diary.record.id;
    break_off(&desk);
    assert_int_equal(desk.diary.offered.id, 0);
    struct record record;
    struct error error;
    assert_true(journal_load(desk.diary.journal, id, &record, &error));
    assert_int_equal(record.ending, ENDING_GROUNDED);
    end(&desk);
}

static void what_is_let_go_of_keeps_its_minutes(void **state)
{
    struct desk desk;
    begin(&desk, state);
    sit(&desk, 40);
    int64_t id = desk.diary.record.id;
    break_off(&desk);
    diary_let_go(&desk.diary);
    break_off(&desk);
    assert_int_equal(desk.diary.offered.id, 0);
    struct record record;
    struct error error;
    assert_true(journal_load(desk.diary.journal, id, &record, &error));
    assert_int_equal(record.ending, ENDING_INTERRUPTED);
    assert_true(record.sat >= 35);
    end(&desk);
}

/* ---- what is too short */

/* How many sittings there are after so many seconds, left in a way; a kill leaves without a word.
 */
static int64_t left_after(void **state, int seconds, const enum ending *ending)
{
    struct desk desk;
    begin(&desk, state);
    struct snapshot at = sit(&desk, seconds);
    assert_int_equal(count_all(&desk), seconds >= SITTING_LEAST);
    if (ending)
        assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, *ending));
    break_off(&desk);
    int64_t count = count_all(&desk);
    assert_int_equal(desk.diary.offered.id != 0, count && (!ending || *ending == ENDING_NOT_YET));
    assert_true(journal_forget_all(desk.diary.journal, &desk.diary.problem));
    end(&desk);
    return count;
}

static void less_than_half_a_minute_leaves_no_trace(void **state)
{
    static const enum ending LEFT[] = {ENDING_EARLY, ENDING_GROUNDED, ENDING_NOT_YET};
    for (int seconds = 0; seconds < 36; seconds += 1 + 28 * (seconds == 1)) {
        for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++)
            assert_int_equal(left_after(state, seconds, &LEFT[i]), seconds >= SITTING_LEAST);
        assert_int_equal(left_after(state, seconds, NULL), seconds >= SITTING_LEAST);
    }
}

static void what_ended_by_itself_is_kept_however_short(void **state)
{
    static const enum ending COMPLETE = ENDING_COMPLETE;
    assert_int_equal(left_after(state, 0, &COMPLETE), 0);
    assert_int_equal(left_after(state, 1, &COMPLETE), 1);
}

/* An answer before the first second, or none any more at the end. */
static int64_t left_with_answer(void **state, bool taken_back, bool noted)
{
    struct desk desk;
    begin(&desk, state);
    struct check_in *before = &desk.diary.record.check_ins[MOMENT_BEFORE];
    check_in_toggle_word(before, "foggy");
    assert_true(diary_keep(&desk.diary));
    struct snapshot at = sit(&desk, 5);
    if (taken_back)
        check_in_toggle_word(before, "foggy");
    if (noted) /* in another program */
        assert_true(journal_set_note(desk.diary.journal, desk.diary.record.id, "rain",
                                     &desk.diary.problem));
    assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_EARLY));
    break_off(&desk);
    int64_t count = count_all(&desk);
    assert_int_equal(desk.diary.offered.id, 0);
    assert_true(journal_forget_all(desk.diary.journal, &desk.diary.problem));
    end(&desk);
    return count;
}

static void what_has_an_answer_or_a_note_is_kept_however_short(void **state)
{
    assert_int_equal(left_with_answer(state, false, false), 1);
    assert_int_equal(left_with_answer(state, true, false), 0);
    assert_int_equal(left_with_answer(state, true, true), 1);
}

static void an_answer_that_could_not_be_written_is_written_at_the_end(void **state)
{
    struct desk desk;
    begin(&desk, state);
    check_in_toggle_word(&desk.diary.record.check_ins[MOMENT_BEFORE], "foggy");
    struct snapshot at = sit(&desk, 5);
    assert_int_equal(count_all(&desk), 0);
    assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_EARLY));
    assert_int_equal(count_all(&desk), 1);
    end(&desk);
}

static void nothing_is_asked_for_what_is_not_to_be_kept(void **state)
{
    struct desk desk;
    begin(&desk, state);
    struct snapshot at = sit(&desk, 5);
    error_set(&desk.diary.problem, "the journal can't be written");
    assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_EARLY));
    assert_string_equal(desk.diary.problem.text, "");
    end(&desk);
}

/* The disk is full: no file may grow beyond what it is. */
static void fill_disk(bool full)
{
    struct rlimit limit = {full ? 1 : RLIM_INFINITY, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void a_full_disk_is_told_once_and_tried_again_at_the_end(void **state)
{
    struct desk desk;
    struct snapshot at;
    int told = 0;
    begin(&desk, state);
    sit(&desk, 33);
    fill_disk(true);
    for (int i = 0; i < 15; i++) {
        session_advance(&desk.sitting.session, SECOND);
        session_snapshot(&desk.sitting.session, 0, &at);
        told += !diary_follow(&desk.diary, &at, DEFAULT_VOICE);
    }
    bool kept = diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_EARLY);
    char *problem = mem_copy_text(desk.diary.problem.text);
    fill_disk(false);
    assert_int_equal(told, 1);
    assert_false(kept);
    assert_non_null(strstr(problem, "journal.db"));
    free(problem);
    assert_true(diary_keep(&desk.diary));
    struct record record = last(&desk);
    assert_int_equal(record.sat, 48);
    assert_int_equal(record.ending, ENDING_EARLY);
    end(&desk);
}

/* ---- a clock that is wrong */

static void a_wrong_clock_is_told_once_when_the_sitting_has_ended(void **state)
{
    struct desk desk;
    clock_shows = 20;
    begin(&desk, state);
    struct snapshot at = sit(&desk, 50);
    assert_null(diary_notice(&desk.diary));
    assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_COMPLETE));
    clock_shows = CLOCK_REAL;
    const char *notice = diary_notice(&desk.diary);
    assert_non_null(notice);
    assert_non_null(strstr(notice, "clock said 19"));
    assert_non_null(strstr(notice, "numbmed journal edit 1 --at WHEN sets it"));
    check_in_toggle_word(&desk.diary.record.check_ins[MOMENT_AFTER], "foggy");
    assert_true(diary_keep(&desk.diary));
    assert_null(diary_notice(&desk.diary));
    end(&desk);
}

static void a_date_that_was_set_meanwhile_is_not_doubted(void **state)
{
    struct desk desk;
    struct error error;
    clock_shows = 20;
    begin(&desk, state);
    struct snapshot at = sit(&desk, 40);
    clock_shows = CLOCK_REAL;
    assert_true(journal_set_date(desk.diary.journal, desk.diary.record.id, 1795550400, 0, &error));
    assert_true(diary_end(&desk.diary, &at, DEFAULT_VOICE, ENDING_EARLY));
    assert_null(diary_notice(&desk.diary));
    assert_int_equal(last(&desk).began, 1795550400);
    end(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_breaks_off_is_offered_near_where_it_was, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(the_offered_sitting_opens_in_the_same_step, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(a_sitting_that_ended_is_complete_and_not_offered,
                                        files_setup, files_teardown),
        cmocka_unit_test_setup_teardown(what_is_said_behind_the_end_is_kept, files_setup,
                                        files_teardown),
        cmocka_unit_test(a_closed_window_breaks_off_and_a_key_ends),
        cmocka_unit_test_setup_teardown(what_was_grounded_is_never_offered, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(what_is_let_go_of_keeps_its_minutes, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(less_than_half_a_minute_leaves_no_trace, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(what_ended_by_itself_is_kept_however_short, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(what_has_an_answer_or_a_note_is_kept_however_short,
                                        files_setup, files_teardown),
        cmocka_unit_test_setup_teardown(an_answer_that_could_not_be_written_is_written_at_the_end,
                                        files_setup, files_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_asked_for_what_is_not_to_be_kept, files_setup,
                                        files_teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told_once_and_tried_again_at_the_end,
                                        files_setup, files_teardown),
        cmocka_unit_test_setup_teardown(a_wrong_clock_is_told_once_when_the_sitting_has_ended,
                                        files_setup, files_teardown),
        cmocka_unit_test_setup_teardown(a_date_that_was_set_meanwhile_is_not_doubted, files_setup,
                                        files_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
