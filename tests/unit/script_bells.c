/* Bells as people write them. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "script/bells.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
#define SIXTY_FOUR "a234567890123456789012345678901234567890123456789012345678901234"

static void a_bell_is_a_name_and_how_often_it_is_struck(void **state)
{
    static const struct {
        const char *text, *name;
        int times;
    } ROWS[] = {
        {"bowl", "bowl", 1},         {"bowl x3", "bowl", 3}, {"small-bowl x1", "small-bowl", 1},
        {" bowl  x9 ", "bowl", 9},   {"none", "", 1},        {"x3", "x3", 1},
        {SIXTY_FOUR, SIXTY_FOUR, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct bell bell;
        assert_true(bell_parse(ROWS[i].text, &bell));
        assert_string_equal(bell.name, ROWS[i].name);
        assert_int_equal(bell.times, ROWS[i].times);
    }
}

static void what_is_no_bell_is_refused_and_changes_nothing(void **state)
{
    static const char *const TEXTS[] = {"",         " ",         "Bowl",     "bowl 3",
                                        "bowl x0",  "bowl x10",  "bowl x",   "bowl x3 x3",
                                        "bowl x-1", "none x3",   "bowl.ogg", "../bowl",
                                        "bowl\tx3", "bowl,bowl", "bowl x03", SIXTY_FOUR "5"};
    (void)state;
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        struct bell bell = {"bowl", 2};
        print_message("  '%s'\n", TEXTS[i]);
        assert_false(bell_parse(TEXTS[i], &bell));
        assert_string_equal(bell.name, "bowl");
        assert_int_equal(bell.times, 2);
    }
}

static void interval_bells_are_regular_or_random(void **state)
{
    static const struct {
        const char *text;
        int64_t least, most; /* seconds */
        const char *bell;
        int times;
    } ROWS[] = {
        {"5m", 300, 300, "small-bowl", 1},
        {"10s", 10, 10, "small-bowl", 1},
        {"24h", 86400, 86400, "small-bowl", 1},
        {"1m30s block", 90, 90, "block", 1},
        {"5m bowl x2", 300, 300, "bowl", 2},
        {"random 4m-9m", 240, 540, "small-bowl", 1},
        {"random 4m-9m small-bowl", 240, 540, "small-bowl", 1},
        {"none", 0, 0, "", 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct bells bells = {.start = {"bowl", 3}};
        print_message("  '%s'\n", ROWS[i].text);
        assert_true(bells_parse_every(ROWS[i].text, &bells));
        assert_int_equal(bells.every_least, ROWS[i].least * FRAMES_PER_SECOND);
        assert_int_equal(bells.every_most, ROWS[i].most * FRAMES_PER_SECOND);
        assert_string_equal(bells.interval.name, ROWS[i].bell);
        assert_int_equal(bells.interval.times, ROWS[i].times);
        assert_string_equal(bells.start.name, "bowl"); /* left alone */
    }
}

static void what_is_no_interval_is_refused(void **state)
{
    static const char *const TEXTS[] = {
        "",
        "5",
        "9s",
        "9.999s",
        "25h",
        "block",
        "5m none",
        "5m Block",
        "5m block x10",
        "random",
        "random 5m",
        "random -",
        "random 9m-4m",
        "random 5m-5m",
        "random 4m - 9m",
        "random 5s-5m",
        "random 4m-25h",
        "4m-9m",
        "none block",
        "every 5m",
        "random 4m-9m-10m",
        "-5m",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        struct bells bells = {0};
        print_message("  '%s'\n", TEXTS[i]);
        assert_false(bells_parse_every(TEXTS[i], &bells));
        assert_int_equal(bells.every_least, 0);
    }
}

static void what_is_formatted_reads_back(void **state)
{
    static const char *const BELLS[] = {"none", "bowl", "bowl x3"};
    static const char *const INTERVALS[] = {"none", "5m small-bowl", "1h5m10s block x2",
                                            "12500ms bowl", "random 4m-9m small-bowl"};
    char text[BELLS_TEXT_SIZE];
    (void)state;
    for (size_t i = 0; i < COUNT(BELLS); i++) {
        struct bell bell;
        assert_true(bell_parse(BELLS[i], &bell));
        bell_format(&bell, text, sizeof text);
        assert_string_equal(text, BELLS[i]);
    }
    for (size_t i = 0; i < COUNT(INTERVALS); i++) {
        struct bells bells;
        assert_true(bells_parse_every(INTERVALS[i], &bells));
        bells_format_every(&bells, text, sizeof text);
        assert_string_equal(text, INTERVALS[i]);
    }
}

static void the_longest_text_has_room(void **state)
{
    struct bells bells;
    char text[BELLS_TEXT_SIZE], again[BELLS_TEXT_SIZE];
    (void)state;
    assert_true(bells_parse_every("random 23h59m59s-24h " SIXTY_FOUR " x9", &bells));
    bells_format_every(&bells, text, sizeof text);
    assert_true(bells_parse_every(text, &bells));
    bells_format_every(&bells, again, sizeof again);
    assert_string_equal(text, again);
}

static void the_command_line_names_both_ends_at_once(void **state)
{
    static const struct {
        const char *text, *start, *end;
        int start_times, end_times;
        bool has_every;
    } ROWS[] = {
        {"bowl", "bowl", "bowl", 1, 1, false},
        {"bowl x3", "bowl", "bowl", 3, 3, false},
        {"bowl,bowl x3", "bowl", "bowl", 1, 3, false},
        {"block, bowl", "block", "bowl", 1, 1, false},
        {"none,bowl", "", "bowl", 1, 1, false},
        {"none", "", "", 1, 1, true},
    };
    static const char *const WRONG[] = {"", ",", "bowl,", ",bowl", "bowl,bowl,bowl", "bowl x0"};
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct bells_wish wish;
        assert_true(bells_parse(ROWS[i].text, &wish));
        assert_true(wish.has_start && wish.has_end);
        assert_int_equal(wish.has_every, ROWS[i].has_every);
        assert_string_equal(wish.bells.start.name, ROWS[i].start);
        assert_string_equal(wish.bells.end.name, ROWS[i].end);
        assert_int_equal(wish.bells.start.times, ROWS[i].start_times);
        assert_int_equal(wish.bells.end.times, ROWS[i].end_times);
        assert_int_equal(wish.bells.every_least, 0);
    }
    for (size_t i = 0; i < COUNT(WRONG); i++)
        assert_false(bells_parse(WRONG[i], &(struct bells_wish){0}));
}

static void the_stronger_place_goes_before_in_what_it_says(void **state)
{
    struct bells_wish config = {.has_start = true, .has_every = true}, practice = {0}, asked = {0};
    (void)state;
    assert_true(bell_parse("bowl", &config.bells.start));
    assert_true(bells_parse_every("5m", &config.bells));
    practice.has_end = bell_parse("block x2", &practice.bells.end);
    practice.has_every = bells_parse_every("none", &practice.bells);
    bells_override(&config, &practice);
    bells_override(&config, &asked); /* says nothing, changes nothing */
    assert_true(config.has_start && config.has_end && config.has_every);
    assert_string_equal(config.bells.start.name, "bowl");
    assert_string_equal(config.bells.end.name, "block");
    assert_int_equal(config.bells.end.times, 2);
    assert_int_equal(config.bells.every_least, 0);
    assert_true(bells_parse("none,bowl", &asked));
    bells_override(&config, &asked);
    assert_string_equal(config.bells.start.name, "");
    assert_string_equal(config.bells.end.name, "bowl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bell_is_a_name_and_how_often_it_is_struck),
        cmocka_unit_test(what_is_no_bell_is_refused_and_changes_nothing),
        cmocka_unit_test(interval_bells_are_regular_or_random),
        cmocka_unit_test(what_is_no_interval_is_refused),
        cmocka_unit_test(what_is_formatted_reads_back),
        cmocka_unit_test(the_longest_text_has_room),
        cmocka_unit_test(the_command_line_names_both_ends_at_once),
        cmocka_unit_test(the_stronger_place_goes_before_in_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
