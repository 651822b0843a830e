/* Where one is in a course: no day is a duty, none is lost. */
#include "support/cmocka.h"

#include "script/progress.h"
#include "support/files.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct course_day days[] = {
    {.id = "a"}, {.id = "b"}, {.id = "c"}, {.id = "d"}, {.id = "e"},
};
static const struct course COURSE = {.id = "trip", .title = "A trip", .days = days, .count = 5};

/* Has done the days that the letters name, in this order. */
static void do_days(struct recall *recall, const char *letters)
{
    *recall = (struct recall){.volume = 100};
    for (; *letters; letters++)
        recall_add_day(recall, "trip", (char[]){*letters, '\0'}, "2025-03-01");
}

static void the_next_day_stands_behind_the_one_done_last(void **state)
{
    static const struct {
        const char *done;
        size_t next, count, place;
        const char *text;
    } ROWS[] = {
        {"", 0, 0, 0, "day 1 of 5"},
        {"a", 1, 1, 1, "day 2 of 5"},
        {"abc", 3, 3, 3, "day 4 of 5"},
        {"c", 3, 1, 3, "day 4 of 5"},    /* begun in the middle */
        {"abd", 4, 3, 4, "day 5 of 5"},  /* what was left out isn't asked for */
        {"abca", 3, 3, 3, "day 4 of 5"}, /* a repeated day changes nothing */
        {"abda", 2, 3, 2, "day 3 of 5"}, /* unless a day behind it was left out */
        {"abcde", 5, 5, 0, "done"},
        {"abcdea", 5, 5, 1, "done"}, /* a second round, as one likes */
        {"ace", 5, 3, 0, "done"},
        {"abx", 2, 2, 2, "day 3 of 5"}, /* a day that the course has no more */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct recall recall;
        do_days(&recall, ROWS[i].done);
        const struct recall_course *known = recall_course(&recall, "trip");
        char *text = progress_text(&COURSE, known);
        print_message("  '%s': %s\n", ROWS[i].done, text);
        assert_string_equal(text, ROWS[i].text);
        assert_int_equal(progress_next(&COURSE, known), ROWS[i].next);
        assert_int_equal(progress_count(&COURSE, known), ROWS[i].count);
        assert_int_equal(progress_place(&COURSE, known), ROWS[i].place);
        free(text);
        recall_free(&recall);
    }
}

static void days_are_done_whatever_their_order(void **state)
{
    struct recall recall;
    (void)state;
    do_days(&recall, "da");
    const struct recall_course *known = recall_course(&recall, "trip");
    for (size_t day = 0; day < COURSE.count; day++)
        assert_int_equal(progress_is_done(&COURSE, known, day), day == 0 || day == 3);
    assert_false(progress_is_done(&COURSE, NULL, 0));
    recall_free(&recall);
}

static void it_is_underway_from_its_first_day_to_its_last_unless_it_waits(void **state)
{
    static const struct {
        const char *done, *today;
        bool underway;
    } ROWS[] = {{"", "2025-03-01", false},
                {"a", "2025-03-01", true},
                {"a", "2025-03-08", true},
                {"a", "2025-03-09", false},
                {"abcde", "2025-03-01", false}};
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct recall recall;
        do_days(&recall, ROWS[i].done);
        const struct recall_course *known = recall_course(&recall, "trip");
        assert_int_equal(progress_is_underway(&COURSE, known, ROWS[i].today), ROWS[i].underway);
        recall_free(&recall);
    }
}

static void a_note_is_kind_and_rare(void **state)
{
    static const struct {
        const char *done, *today, *note;
    } ROWS[] = {
        {"", "2025-03-30", ""},
        {"ab", "2025-03-01", ""},
        {"ab", "2025-03-08", ""}, /* a week */
        {"ab", "2025-03-09", "Some time has passed, and that is fine"},
        {"ab", "2026-03-09", "Some time has passed, and that is fine"},
        {"ab", "2025-02-01", ""}, /* a clock that was set back */
        {"ab", "", ""},
        {"abcde", "2025-03-01", "You have come to its end."},
        {"abcde", "2025-04-01", "You have come to its end."},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct recall recall;
        do_days(&recall, ROWS[i].done);
        const char *note = progress_note(&COURSE, recall_course(&recall, "trip"), ROWS[i].today);
        print_message("  %s: '%s'\n", ROWS[i].today, note);
        assert_int_equal(strncmp(note, ROWS[i].note, strlen(ROWS[i].note)), 0);
        assert_int_equal(*note == '\0', *ROWS[i].note == '\0');
        recall_free(&recall);
    }
}

static void dates_are_read_in_full(void **state)
{
    static const char *const WRONG[] = {"",           "2025-3-1",    "2025-02-29",  "2025-13-01",
                                        "2025-00-10", "2025-04-31",  "2025-03-01 ", " 2025-03-1",
                                        "2025/03/01", "2025-03-011", "20250301",    "yesterday"};
    int64_t day = 0, next = 0;
    char today[DATE_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT(WRONG); i++)
        assert_false(date_parse(WRONG[i], &day));
    assert_true(date_parse("2024-02-29", &day) && date_parse("2024-03-01", &next));
    assert_int_equal(next - day, 1);
    assert_true(date_parse("2024-12-31", &day) && date_parse("2025-01-01", &next));
    assert_int_equal(next - day, 1);
    date_today(today);
    assert_true(date_parse(today, &day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_day_stands_behind_the_one_done_last),
        cmocka_unit_test(days_are_done_whatever_their_order),
        cmocka_unit_test(it_is_underway_from_its_first_day_to_its_last_unless_it_waits),
        cmocka_unit_test(a_note_is_kind_and_rare),
        cmocka_unit_test(dates_are_read_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
