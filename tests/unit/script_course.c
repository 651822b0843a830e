/* Courses are read as strictly as practices, and found where practices are. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "script/courses.h"
#include "script/marks.h"
#include "support/files.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

#define HEAD "format: 1\nid: trip\ntitle: A trip\nabout: Two days.\n"
#define DAYS                                                                                       \
    "days:\n  - id: out\n    title: Out\n    practice: walk\n    minutes: 5\n"                     \
    "    opening: >-\n      This is the first\n      of two days.\n"                               \
    "  - id: home\n    title: Home\n    practice: walk\n    instead: blink\n    minutes: 10\n"

static struct course *load(void **state, const char *text, struct faults *faults)
{
    char *path = files_write(*state, "trip.yaml", text);
    *faults = (struct faults){0};
    struct course *course = course_load(path, faults);
    free(path);
    return course;
}

static void a_good_course_becomes_what_it_says(void **state)
{
    struct faults faults;
    struct course *course = load(state, HEAD DAYS, &faults);
    assert_non_null(course);
    assert_int_equal(faults.count, 0);
    assert_string_equal(course->title, "A trip");
    assert_string_equal(course->about, "Two days.");
    assert_int_equal(course->count, 2);
    assert_string_equal(course->days[0].id, "out");
    assert_string_equal(course->days[0].practice, "walk");
    assert_string_equal(course->days[0].opening, "This is the first of two days.");
    assert_null(course->days[0].instead);
    assert_string_equal(course->days[1].title, "Home");
    assert_string_equal(course->days[1].instead, "blink");
    assert_int_equal(course->days[1].minutes, 10);
    assert_null(course->days[1].opening);
    course_free(course);
}

/* One fault each; a day of the rows stands in line 6 and the following. */
#define DAY(rest) HEAD "days:\n  - id: out\n    title: Out\n    practice: walk\n" rest
static const struct {
    const char *text;
    int line, column;
    const char *says;
} BROKEN[] = {
    {"id: trip\ntitle: A trip\nabout: Two days.\n" DAYS, 1, 1, "'format' is missing here"},
    {"format: 2\nid: trip\ntitle: A\nabout: B\n" DAYS, 1, 9, "format '2' is not known"},
    {"format: 1\nid: tour\ntitle: A\nabout: B\n" DAYS, 2, 5, "the file is named 'trip.yaml'"},
    {"format: 1\nid: Trip\ntitle: A\nabout: B\n" DAYS, 2, 5, "'Trip' isn't an id"},
    {"format: 1\nid: trip\ntitle: ' '\nabout: B\n" DAYS, 3, 8, "'title' is empty"},
    {"format: 1\nid: trip\ntitle: \"A\\x1b\"\nabout: B\n" DAYS, 3, 8, "control characters"},
    {HEAD "days: []\n", 5, 7, "there are no days; write one"},
    {HEAD, 1, 1, "'days' is missing here"},
    {HEAD "days: 7\n", 5, 7, "'days' must be a list, not text"},
    {HEAD "lang: en\n" DAYS, 5, 1, "'lang' is reserved"},
    {HEAD "sections: []\n" DAYS, 5, 1, "there is no key 'sections' here"},
    {DAY(""), 6, 5, "'minutes' is missing here"},
    {DAY("    minutes: 0\n"), 9, 14, "'0' isn't a whole number from 1 to 240"},
    {DAY("    minutes: 241\n"), 9, 14, "'241' isn't a whole number"},
    {DAY("    minutes: 5m\n"), 9, 14, "'5m' isn't a whole number"},
    {DAY("    minutes: 5\n    opening: ''\n"), 10, 14, "'opening' is empty"},
    {DAY("    minutes: 5\n    opening: \"a\\x07\"\n"), 10, 14, "'opening' holds control"},
    {DAY("    minutes: 5\n    openin: Hello.\n"), 10, 5, "did you mean 'opening'?"},
    {DAY("    minutes: 5\n    instead: ../walk\n"), 10, 14, "'../walk' isn't an id"},
    {DAY("    minutes: 5\n    instead: walk\n"), 10, 14, "name another, or leave it out"},
    {DAY("    minutes: 5\n  - id: out\n    title: B\n    practice: b\n    minutes: 5\n"), 10, 9,
     "there is a day 'out' already"},
};

static void each_fault_is_one_sentence_at_its_place(void **state)
{
    for (size_t i = 0; i < COUNT(BROKEN); i++) {
        struct faults faults;
        assert_null(load(state, BROKEN[i].text, &faults));
        print_message("  %s\n", BROKEN[i].says);
        assert_int_equal(faults.count, 1);
        const struct fault *fault = &faults.list[0];
        print_message("    %d:%d: %s\n", fault->mark.line, fault->mark.column, fault->text);
        assert_int_equal(fault->mark.line, BROKEN[i].line);
        assert_int_equal(fault->mark.column, BROKEN[i].column);
        assert_non_null(strstr(fault->text, BROKEN[i].says));
        faults_free(&faults);
    }
}

static void all_faults_of_a_course_are_told_in_its_order(void **state)
{
    static const int LINES[] = {3, 7, 8, 9, 11};
    struct faults faults;
    assert_null(load(state,
                     "format: 1\nid: trip\ntitle: ''\nabout: B\ndays:\n  - id: a\n    title: [x]\n"
                     "    practice: A b\n    minutes: x\n  - id: b\n    titel: B\n    title: B\n"
                     "    practice: b\n    minutes: 5\n",
                     &faults));
    assert_int_equal(faults.count, COUNT(LINES));
    for (size_t i = 0; i < COUNT(LINES); i++)
        assert_int_equal(faults.list[i].mark.line, LINES[i]);
    faults_free(&faults);
}

static void places_are_found_later(void **state)
{
    struct faults faults;
    struct course *course = load(state, HEAD DAYS, &faults);
    struct marks *marks = marks_new(course->path);
    struct mark mark = marks_find(marks, "days/1/minutes");
    assert_int_equal(mark.line, 17);
    assert_int_equal(mark.column, 14);
    assert_int_equal(marks_find(marks, "id").line, 2);
    marks_free(marks);
    course_free(course);
}

static void a_course_is_told_from_a_practice(void **state)
{
    static const struct {
        const char *name, *text;
        bool is_course;
    } ROWS[] = {
        {"a/trip.yaml", HEAD DAYS, true},
        {"a/days.yaml", "days: []\n", true},
        {"scripts/courses/trip.yaml", "format: 1\n", true},
        {"a/walk.yaml", HEAD "sections:\n  - name: days\n    steps: []\n", false},
        {"courses/a/walk.yaml", HEAD "sections: []\nabout: |\n  days:\n", false},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        char *path = files_write(*state, ROWS[i].name, ROWS[i].text);
        assert_int_equal(course_is_file(path), ROWS[i].is_course);
        free(path);
    }
    assert_false(course_is_file("/nowhere/trip.yaml"));
}

static void its_words_are_the_openings_by_their_days(void **state)
{
    struct faults faults;
    struct course *course = load(state, HEAD DAYS, &faults);
    struct practice *words = course_words(course);
    assert_string_equal(words->id, "trip");
    assert_string_equal(words->path, course->path);
    assert_int_equal(words->step_count, 2);
    assert_string_equal(words->steps[0].id, "out");
    assert_string_equal(words->steps[0].say, "This is the first of two days.");
    assert_int_equal(step_ways(&words->steps[0]), 1);
    assert_int_equal(step_ways(&words->steps[1]), 0);
    practice_free(words);
    course_free(course);
}

static void the_first_root_that_has_an_id_wins(void **state)
{
    struct courses courses;
    struct error error;
    char *mine = mem_format("%s/mine", (const char *)*state);
    char *path = mem_format("%s:%s", mine, (const char *)*state);
    free(files_write(mine, "scripts/courses/trip.yaml",
                     "format: 1\nid: trip\ntitle: Mine\nabout: B\n" DAYS));
    free(files_write(*state, "scripts/courses/trip.yaml", HEAD DAYS));
    free(files_write(*state, "scripts/courses/bad.yaml", "format: 1\nid: bad\ntitle: A\n"));
    free(files_write(*state, "scripts/courses/note.txt", "no course"));
    setenv("NUMBMED_PATH", path, 1);
    struct library *library = library_open();
    courses_find(&courses, library);
    assert_string_equal(courses_named(&courses, "trip", &error)->title, "Mine");
    assert_null(courses_named(&courses, "bad", &error));
    assert_non_null(strstr(error.text, "/scripts/courses/bad.yaml:1:1: 'about' is missing"));
    assert_null(courses_named(&courses, "trap", &error));
    assert_string_equal(error.text, "there is no course 'trap'; did you mean trip?");
    assert_null(courses_named(&courses, "note", &error));
    courses_free(&courses);
    library_free(library);
    unsetenv("NUMBMED_PATH");
    free(path);
    free(mine);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_good_course_becomes_what_it_says),
        TEST(each_fault_is_one_sentence_at_its_place),
        TEST(all_faults_of_a_course_are_told_in_its_order),
        TEST(places_are_found_later),
        TEST(a_course_is_told_from_a_practice),
        TEST(its_words_are_the_openings_by_their_days),
        TEST(the_first_root_that_has_an_id_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
