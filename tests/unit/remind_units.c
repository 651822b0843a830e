/* A reminder as files for systemd, as a line for cron, and as what is shown. */
#include "support/cmocka.h"

#include "remind/crontab.h"
#include "remind/notice.h"
#include "remind/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct reminder made(const char *words)
{
    struct reminder reminder;
    assert_true(reminder_read(words, &reminder));
    return reminder;
}

/* Whether a line is a whole line of the text. */
static bool has_line(const char *text, const char *line)
{
    size_t length = strlen(line);
    for (const char *at = text; (at = strstr(at, line)); at++) {
        if ((at == text || at[-1] == '\n') && at[length] == '\n')
            return true;
    }
    return false;
}

static void each_minute_has_a_name_of_its_own(void **state)
{
    static const char *const BAD[] = {
        "numbmed-remind-2130.service", "numbmed-remind-2430.timer",
        "numbmed-remind-213.timer",    "numbmed-remind-21300.timer",
        "numbmed-remind-9:30.timer",   "numbmed-remind-2130.timer.AbCdEf",
        "other-remind-2130.timer",     "numbmed-remind-.timer",
        "numbmed-remind-+130.timer",   "",
    };
    (void)state;
    for (int minute = 0; minute < 24 * 60; minute++) {
        char name[UNIT_NAME_SIZE];
        unit_name(minute, ".timer", name);
        assert_int_equal(unit_minute(name), minute);
    }
    for (size_t i = 0; i < COUNT(BAD); i++) {
        print_message("  '%s'\n", BAD[i]);
        assert_int_equal(unit_minute(BAD[i]), -1);
    }
}

static void a_timer_comes_on_its_days_and_never_makes_up(void **state)
{
    (void)state;
    struct reminder reminder = made("21:30 --days mon-fri --practice body-scan");
    char *text = unit_timer(&reminder);
    assert_true(has_line(text, "OnCalendar=Mon..Fri *-*-* 21:30:00"));
    assert_true(has_line(text, "Persistent=false"));
    assert_true(has_line(text, "WantedBy=timers.target"));
    free(text);
    reminder = made("08:00");
    text = unit_timer(&reminder);
    assert_true(has_line(text, "OnCalendar=*-*-* 08:00:00"));
    free(text);
}

static void a_service_starts_the_program_wherever_it_lies(void **state)
{
    static const struct {
        const char *program, *start;
    } ROWS[] = {
        {"/usr/bin/numbmed", "\"/usr/bin/numbmed\""},
        {"/a b/numbmed", "\"/a b/numbmed\""},
        {"/50%/$HOME/é/numbmed", "\"/50%%/$HOME/é/numbmed\""},
        {"/it's/50%/$HOME", "/bin/sh -c 'exec \"$$0\" \"$$@\"' \"/it's/50%%/$$HOME\""},
        {"/a\"b\\c", "/bin/sh -c 'exec \"$$0\" \"$$@\"' \"/a\\\"b\\\\c\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct reminder reminder = made("21:30 --days mon-fri --practice body-scan");
        char *text = unit_service(&reminder, ROWS[i].program), line[256];
        snprintf(line, sizeof line, "ExecStart=%s remind 21:30 --notify --practice body-scan",
                 ROWS[i].start);
        if (!has_line(text, line))
            fail_msg("not '%s' but: %s", line, text);
        assert_true(has_line(text, "Type=oneshot"));
        free(text);
    }
}

static void both_files_tell_the_reminder_they_are_for(void **state)
{
    static const char *const ROWS[] = {"21:30", "08:00 --days sat,sun --practice body-scan"};
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct reminder reminder = made(ROWS[i]), again;
        char *texts[] = {unit_timer(&reminder), unit_service(&reminder, "/usr/bin/numbmed")};
        for (size_t j = 0; j < 2; j++) {
            assert_true(unit_read(texts[j], &again));
            char *words = reminder_spell(&again);
            assert_string_equal(words, ROWS[i]);
            free(words);
            free(texts[j]);
        }
    }
}

static void what_others_wrote_is_not_ours(void **state)
{
    static const char *const ROWS[] = {"",
                                       "[Unit]\n",
                                       "# numbmed remind\n",
                                       "\n# numbmed remind 21:30\n",
                                       "# numbmed remind 21:30 --days never\n",
                                       " # numbmed remind 21:30\n"};
    struct reminder unused;
    (void)state;
    assert_true(unit_read("# numbmed remind 21:30\nwhatever", &unused));
    for (size_t i = 0; i < COUNT(ROWS); i++)
        assert_false(unit_read(ROWS[i], &unused));
}

/* Nothing but comments and the path of the program names it. */
static void no_description_tells_what_it_is_for(void **state)
{
    (void)state;
    struct reminder reminder = made("21:30 --practice emotional-numbness");
    char *texts[] = {unit_timer(&reminder), unit_service(&reminder, "/bin/x")};
    for (size_t i = 0; i < 2; i++) {
        const char *at = strstr(texts[i], "Description=");
        assert_non_null(at);
        char *line = strndup(at, strcspn(at, "\n"));
        assert_null(strcasestr(line, "numb"));
        free(line);
        free(texts[i]);
    }
}

static void a_line_of_a_crontab_is_written_and_read_back(void **state)
{
    static const struct {
        const char *words, *program, *line;
    } ROWS[] = {
        {"21:30 --days mon-fri --practice body-scan", "/usr/bin/numbmed",
         "30 21 * * 1-5 /usr/bin/numbmed remind 21:30 --notify --practice body-scan"},
        {"08:05", "/a b/numbmed", "5 8 * * * '/a b/numbmed' remind 08:05 --notify"},
        {"00:00 --days sat,sun", "/50%/it's",
         "0 0 * * 0,6 '/50\\%/it'\\''s' remind 00:00 --notify"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct reminder reminder = made(ROWS[i].words), again;
        char *line = crontab_line(&reminder, ROWS[i].program);
        assert_string_equal(line, ROWS[i].line);
        assert_true(crontab_read(line, &again));
        char *words = reminder_spell(&again);
        assert_string_equal(words, ROWS[i].words);
        free(words);
        free(line);
    }
}

static void other_lines_of_a_crontab_are_passed_over(void **state)
{
    static const char *const ROWS[] = {
        "",
        "# 30 21 * * * numbmed remind 21:30 --notify",
        "30 21 * * *",
        "30 21 * * * ",
        "30 21 * * * backup",
        "60 21 * * * numbmed remind 21:60 --notify",
        "30 24 * * * numbmed remind 24:30 --notify",
        "30 21 1 * * numbmed remind 21:30 --notify",
        "30 21 * * 8 numbmed remind 21:30 --notify",
        "*/5 21 * * * numbmed remind 21:30 --notify",
        "30 21 * * * numbmed remind 21:31 --notify",
        "30 21 * * * numbmed remind 21:30 --notify --practice A",
        "30 21 * * * numbmed remind 21:30",
        "MAILTO=me",
        "@daily numbmed remind 21:30 --notify",
    };
    struct reminder unused;
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        print_message("  '%s'\n", ROWS[i]);
        assert_false(crontab_read(ROWS[i], &unused));
    }
}

static void a_path_that_no_file_of_lines_can_hold_is_refused(void **state)
{
    struct error error;
    (void)state;
    assert_true(unit_takes("/a b/é/$x/%h/numbmed", &error));
    assert_false(unit_takes("/a\nb/numbmed", &error));
    assert_false(unit_takes("/a\177b/numbmed", &error));
    assert_false(unit_takes("/\xff/numbmed", &error));
    assert_non_null(strstr(error.text, "move it"));
}

static void the_words_name_a_practice_only_where_its_title_tells_nothing(void **state)
{
    static const char *const KEPT[] = {"Meeting numbness",
                                       "NUMB",
                                       "numbmed",
                                       "When it is too much",
                                       "Making room for difficult feelings",
                                       "After Trauma",
                                       ""};
    (void)state;
    char *plain = notice_words(NULL), *named = notice_words("Body scan");
    assert_null(strcasestr(plain, "numb"));
    assert_non_null(strstr(named, "Body scan"));
    for (size_t i = 0; i < COUNT(KEPT); i++) {
        char *words = notice_words(KEPT[i]);
        assert_null(strcasestr(words, "numb"));
        assert_true(!*KEPT[i] || !strstr(words, KEPT[i]));
        assert_string_not_equal(words, plain);
        free(words);
    }
    assert_null(strcasestr(NOTICE_SUMMARY, "numb"));
    assert_null(strcasestr(NOTICE_SENDER, "numb"));
    free(plain);
    free(named);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_minute_has_a_name_of_its_own),
        cmocka_unit_test(a_timer_comes_on_its_days_and_never_makes_up),
        cmocka_unit_test(a_service_starts_the_program_wherever_it_lies),
        cmocka_unit_test(both_files_tell_the_reminder_they_are_for),
        cmocka_unit_test(what_others_wrote_is_not_ours),
        cmocka_unit_test(no_description_tells_what_it_is_for),
        cmocka_unit_test(a_line_of_a_crontab_is_written_and_read_back),
        cmocka_unit_test(other_lines_of_a_crontab_are_passed_over),
        cmocka_unit_test(a_path_that_no_file_of_lines_can_hold_is_refused),
        cmocka_unit_test(the_words_name_a_practice_only_where_its_title_tells_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
