/* What is written in the journal is there, once, and found by its words. */
#include "support/desk.h"
#include "support/same_record.h"

#include "support/random.h"

static void what_is_saved_is_loaded_whole(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record = desk_record("Body scan", "quiet, then less so"), loaded;
    record.planned = 900;
    record.utc_offset = -12600;
    record.ending = ENDING_NOT_YET;
    record.check_ins[MOMENT_BEFORE].scales[SCALE_PLEASANT] = 0;
    record.check_ins[MOMENT_AFTER].scales[SCALE_ENERGY] = ANSWER_CANT_TELL;
    check_in_toggle_word(&record.check_ins[MOMENT_AFTER], "numb");
    check_in_toggle_word(&record.check_ins[MOMENT_AFTER], "zz own word");
    record.at = (struct whereabouts){.step = "feet",
                                     .sentence = 2,
                                     .chosen = 48000,
                                     .silence = 2400,
                                     .left = 4800,
                                     .seed = 77,
                                     .voice = "heart",
                                     .course = "seven-days",
                                     .day = "one",
                                     .instead = true};
    assert_true(journal_save(desk->journal, &record, &error));
    assert_true(journal_load(desk->journal, record.id, &loaded, &error));
    assert_same_record(&loaded, &record);
    record_free(&loaded);
    record_free(&record);
}

static void a_sitting_saved_again_is_still_one(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record = desk_record("Body scan", "first");
    assert_true(journal_save(desk->journal, &record, &error));
    int64_t id = record.id;
    snprintf(record.title, sizeof record.title, "Anchor");
    assert_true(journal_save(desk->journal, &record, &error));
    record_free(&record);
    assert_int_equal(record.id, id);
    assert_int_equal(desk_count(desk, NULL), 1);
    assert_int_equal(desk_count(desk, "body first"), 0);
    assert_int_equal(desk_count(desk, "anchor first"), 1);
}

static void sittings_are_found_by_how_their_words_begin(void **state)
{
    struct desk *desk = *state;
    desk_save(desk, "Body scan", "Rain on the \"roof\", café");
    desk_save(desk, "Anchor", "Nothing much");
    assert_int_equal(desk_count(desk, "rain ROO"), 1);
    assert_int_equal(desk_count(desk, "cafe"), 1);
    assert_int_equal(desk_count(desk, "anch noth"), 1);
    assert_int_equal(desk_count(desk, "rain nothing"), 0);
    assert_int_equal(desk_count(desk, "\"roof\" AND"), 0);
    assert_int_equal(desk_count(desk, " "), 2);
}

static void case_is_folded_in_every_script_and_ss_is_sharp_s(void **state)
{
    struct desk *desk = *state;
    desk_save(desk, "Übung im Gehen", "eine Straße, groß");
    desk_save(desk, "Anchor", "ΟΔΥΣΣΕΥΣ, дыхание, STRASSE");
    assert_int_equal(desk_count(desk, "übung"), 1);
    assert_int_equal(desk_count(desk, "ÜBUNG GEH"), 1);
    assert_int_equal(desk_count(desk, "ubung"), 1);
    assert_int_equal(desk_count(desk, "strasse"), 2);
    assert_int_equal(desk_count(desk, "STRAẞE"), 2);
    assert_int_equal(desk_count(desk, "straße gross"), 1);
    assert_int_equal(desk_count(desk, "eine - STRASSE"), 1);
    assert_int_equal(desk_count(desk, "- straße \""), 2);
    assert_int_equal(desk_count(desk, "anchor strasse"), 1);
    assert_int_equal(desk_count(desk, "rain strasse"), 0);
    assert_int_equal(desk_count(desk, "οδυσσευς"), 1);
    assert_int_equal(desk_count(desk, "ДЫХАНИЕ"), 1);
}

/* Whatever means something to FTS5 is only text here. */
static void any_signs_may_be_searched_for(void **state)
{
    static const char *const PIECES[] = {
        "\"",   "*",    "^", "(",    ")",  "{",  "}",      ":", "+", "-", " ",    ",",  "AND ",
        "NEAR", "NOT ", "é", "\xff", "\t", "OR", "title:", ";", "'", "%", "rain", "ss", "ß"};
    struct desk *desk = *state;
    uint64_t random = 5;
    desk_save(desk, "Body scan", "rain");
    for (int time = 0; time < rounds(3000); time++) {
        char find[256] = "";
        for (int64_t i = random_between(&random, 0, 20); i > 0; i--)
            strcat(find, PIECES[random_next(&random) % (sizeof PIECES / sizeof *PIECES)]);
        if (desk_count(desk, find) < 0)
            fail_msg("%s: %s", find, desk->error.text);
    }
}

static void what_is_deleted_comes_back_when_it_is_restored(void **state)
{
    struct desk *desk = *state;
    struct error error;
    int64_t id = desk_save(desk, "Body scan", "mine");
    assert_true(journal_delete(desk->journal, id, &error));
    assert_int_equal(desk_count(desk, NULL), 0);
    assert_false(journal_delete(desk->journal, id, &error));
    assert_string_equal(error.text, "");
    assert_true(journal_restore(desk->journal, id, &error));
    assert_int_equal(desk_count(desk, "mine"), 1);
    assert_false(journal_set_note(desk->journal, id + 1, "no such", &error));
    assert_string_equal(error.text, "");
}

static int64_t save_going_on(struct desk *desk, struct record *record)
{
    *record = desk_record("Body scan", NULL);
    record->ending = ENDING_NOT_YET;
    snprintf(record->at.step, sizeof record->at.step, "feet");
    assert_true(journal_save(desk->journal, record, &desk->error));
    return record->id;
}

static void only_what_nobody_holds_broke_off(void **state)
{
    struct desk *desk = *state;
    struct record record, offered;
    save_going_on(desk, &record);
    struct journal *other = desk_open_other(desk);
    assert_false(journal_unfinished(other, &offered, &desk->error));
    assert_string_equal(desk->error.text, "");
    assert_false(journal_hold(other, record.id));
    desk_close(desk);
    assert_true(journal_unfinished(other, &offered, &desk->error));
    assert_string_equal(offered.at.step, "feet");
    assert_true(journal_hold(other, record.id));
    record_free(&offered);
    journal_close(other);
}

static void assert_ends(struct desk *desk, int64_t id, enum ending ending)
{
    struct record record;
    assert_true(journal_load(desk->journal, id, &record, &desk->error));
    assert_int_equal(record.ending, ending);
    record_free(&record);
}

static void the_newest_is_offered_and_the_others_are_closed(void **state)
{
    struct desk *desk = *state;
    struct record old, grounded, newest, deleted, offered;
    save_going_on(desk, &old);
    save_going_on(desk, &newest);
    save_going_on(desk, &grounded);
    grounded.at.grounded = true;
    assert_true(journal_save_place(desk->journal, &grounded, &desk->error));
    save_going_on(desk, &deleted);
    assert_true(journal_delete(desk->journal, deleted.id, &desk->error));
    desk_open(desk);
    assert_true(journal_unfinished(desk->journal, &offered, &desk->error));
    assert_int_equal(offered.id, newest.id);
    record_free(&offered);
    assert_ends(desk, old.id, ENDING_INTERRUPTED);
    assert_ends(desk, grounded.id, ENDING_GROUNDED);
    assert_ends(desk, deleted.id, ENDING_INTERRUPTED);
    assert_ends(desk, newest.id, ENDING_NOT_YET);
}

/* As a program that was killed leaves it; `note` and `answered`: what was said of it. */
static int64_t leave(struct desk *desk, int sat, const char *note, bool answered)
{
    struct record record = desk_record("Body scan", note);
    record.ending = ENDING_NOT_YET;
    record.sat = sat;
    if (!answered)
        record.check_ins[MOMENT_AFTER] = CHECK_IN_EMPTY;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    record_free(&record);
    return record.id;
}

static void what_broke_off_too_soon_goes_unless_something_was_said_of_it(void **state)
{
    struct desk *desk = *state;
    struct record record, offered;
    int64_t enough = leave(desk, SITTING_LEAST, NULL, false);
    int64_t noted = leave(desk, 5, "rain", false), answered = leave(desk, 5, NULL, true);
    int64_t sooner = leave(desk, SITTING_LEAST - 1, NULL, false),
            deleted = leave(desk, 5, NULL, false);
    int64_t changed = leave(desk, 5, NULL, false);
    assert_true(journal_delete(desk->journal, deleted, &desk->error));
    desk_sql(desk->path,
             "UPDATE sitting SET title = 'Zazen' WHERE id = (SELECT max(id) FROM sitting)");
    desk_open(desk);
    assert_true(journal_unfinished(desk->journal, &offered, &desk->error));
    assert_int_equal(offered.id, enough);
    record_free(&offered);
    assert_false(journal_load(desk->journal, sooner, &record, &desk->error));
    assert_string_equal(desk->error.text, "");
    assert_ends(desk, noted, ENDING_INTERRUPTED);
    assert_ends(desk, answered, ENDING_INTERRUPTED);
    assert_ends(desk, deleted, ENDING_INTERRUPTED);
    assert_ends(desk, changed, ENDING_INTERRUPTED); /* by another program: it may be somebody's */
    assert_int_equal(desk_count(desk, NULL), 4);
    desk_is_sound(desk);
}

static void where_a_sitting_is_is_written_until_it_is_over(void **state)
{
    struct desk *desk = *state;
    struct record record, loaded;
    save_going_on(desk, &record);
    record.sat = 605;
    record.at.left = 77;
    assert_true(journal_save_place(desk->journal, &record, &desk->error));
    assert_true(journal_load(desk->journal, record.id, &loaded, &desk->error));
    assert_int_equal(loaded.sat, 605);
    assert_int_equal(loaded.at.left, 77);
    record_free(&loaded);
    record.ending = ENDING_COMPLETE;
    assert_true(journal_save(desk->journal, &record, &desk->error));
    assert_string_equal(desk_sql(desk->path, "SELECT count(*) FROM whereabouts"), "0");
}

static bool take_title(void *context, const struct record *record)
{
    strcat(context, record->title);
    return strlen(context) < 3;
}

static void sittings_come_newest_first_until_it_is_enough(void **state)
{
    struct desk *desk = *state;
    char titles[8] = "";
    const char *const names[] = {"b", "d", "a", "c"};
    const int64_t began[] = {2000, 4000, 1000, 3000};
    for (size_t i = 0; i < 4; i++) {
        struct record record = desk_record(names[i], NULL);
        record.began = began[i];
        assert_true(journal_save(desk->journal, &record, &desk->error));
    }
    const struct journal_query all = {.limit = 0}, last = {.limit = 2, .offset = 3};
    assert_true(journal_each(desk->journal, &all, take_title, titles, &desk->error));
    assert_string_equal(titles, "dcb");
    *titles = '\0';
    assert_true(journal_each(desk->journal, &last, take_title, titles, &desk->error));
    assert_string_equal(titles, "a");
}

static void a_word_that_no_reader_knows_does_no_harm(void **state)
{
    struct desk *desk = *state;
    struct record loaded;
    int64_t id = desk_save(desk, "Body scan", "mine");
    desk_sql(desk->path, "UPDATE sitting SET ending = 'levitated', began = 1 << 62, sat = -5,"
                         " title = cast(x'41ff42e282' AS TEXT)");
    desk_sql(desk->path, "UPDATE check_in SET energy = -1, pleasant = NULL");
    assert_true(journal_load(desk->journal, id, &loaded, &desk->error));
    assert_int_equal(loaded.ending, ENDING_EARLY);
    assert_true(loaded.began < INT64_C(1) << 40);
    assert_int_equal(loaded.sat, 0);
    assert_string_equal(loaded.title, "A?B");
    assert_int_equal(loaded.check_ins[MOMENT_AFTER].scales[SCALE_ENERGY], ANSWER_CANT_TELL);
    record_free(&loaded);
}

static void a_title_is_never_cut_inside_a_character(void **state)
{
    struct desk *desk = *state;
    struct record loaded;
    int64_t id = desk_save(desk, "Body scan", NULL);
    desk_sql(desk->path,
             "UPDATE sitting SET title = 'x' || replace(hex(zeroblob(200)), '00', 'é')");
    assert_true(journal_load(desk->journal, id, &loaded, &desk->error));
    assert_int_equal(strlen(loaded.title), 1 + 2 * ((RECORD_TITLE_SIZE - 2) / 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_saved_is_loaded_whole),
        TEST(a_sitting_saved_again_is_still_one),
        TEST(sittings_are_found_by_how_their_words_begin),
        TEST(case_is_folded_in_every_script_and_ss_is_sharp_s),
        TEST(any_signs_may_be_searched_for),
        TEST(what_is_deleted_comes_back_when_it_is_restored),
        TEST(only_what_nobody_holds_broke_off),
        TEST(the_newest_is_offered_and_the_others_are_closed),
        TEST(what_broke_off_too_soon_goes_unless_something_was_said_of_it),
        TEST(where_a_sitting_is_is_written_until_it_is_over),
        TEST(sittings_come_newest_first_until_it_is_enough),
        TEST(a_word_that_no_reader_knows_does_no_harm),
        TEST(a_title_is_never_cut_inside_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
