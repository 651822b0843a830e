/* What is written in the journal is there, once, and found by its words. */
#include "support/cmocka.h"

#include "journal/journal.h"
#include "support/files.h"

struct desk {
    struct journal *journal;
    char *path;
};

static int open_desk(void **state)
{
    struct error error;
    struct desk *desk = mem_new(1, sizeof *desk);
    files_setup((void **)&desk->path);
    char *path = path_join(desk->path, "numbmed/journal.db");
    desk->journal = journal_open(path, &error);
    free(path);
    *state = desk;
    return desk->journal ? 0 : -1;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    journal_close(desk->journal);
    files_teardown((void **)&desk->path);
    free(desk);
    return 0;
}

static struct record made(const char *title, const char *note)
{
    struct record record;
    record_begin(&record);
    snprintf(record.title, sizeof record.title, "%s", title);
    snprintf(record.practice, sizeof record.practice, "body-scan");
    snprintf(record.origin, sizeof record.origin, "numbmed");
    record.ending = ENDING_COMPLETE;
    record.sat = 600;
    record_set_note(&record, note);
    return record;
}

static int64_t saved(struct journal *journal, const char *title, const char *note)
{
    struct error error;
    struct record record = made(title, note);
    assert_true(journal_save(journal, &record, &error));
    record_free(&record);
    return record.id;
}

static int64_t count_of(struct journal *journal, const char *find)
{
    struct error error;
    return journal_count(journal, &(struct journal_query){.find = find}, &error);
}

static void what_is_saved_is_loaded_whole(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record = made("Body scan", "quiet, then less so"), loaded;
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
    assert_string_equal(loaded.note, record.note);
    loaded.note = record.note = NULL;
    assert_memory_equal(&loaded.at, &record.at, sizeof record.at);
    assert_memory_equal(loaded.check_ins, record.check_ins, sizeof record.check_ins);
    assert_int_equal(loaded.began, record.began);
    assert_int_equal(loaded.utc_offset, -12600);
    assert_int_equal(loaded.planned, 900);
    assert_int_equal(loaded.sat, 600);
    assert_int_equal(loaded.ending, ENDING_NOT_YET);
    assert_string_equal(loaded.uid, record.uid);
}

static void a_sitting_saved_again_is_still_one(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record = made("Body scan", "first");
    assert_true(journal_save(desk->journal, &record, &error));
    int64_t id = record.id;
    record_set_note(&record, "second");
    assert_true(journal_save(desk->journal, &record, &error));
    record_free(&record);
    assert_int_equal(record.id, id);
    assert_int_equal(count_of(desk->journal, NULL), 1);
    assert_int_equal(count_of(desk->journal, "first"), 0);
    assert_int_equal(count_of(desk->journal, "second"), 1);
}

static void sittings_are_found_by_how_their_words_begin(void **state)
{
    struct desk *desk = *state;
    saved(desk->journal, "Body scan", "Rain on the \"roof\", café");
    saved(desk->journal, "Anchor", "Nothing much");
    assert_int_equal(count_of(desk->journal, "rain ROO"), 1);
    assert_int_equal(count_of(desk->journal, "cafe"), 1);
    assert_int_equal(count_of(desk->journal, "anch noth"), 1);
    assert_int_equal(count_of(desk->journal, "rain nothing"), 0);
    assert_int_equal(count_of(desk->journal, "\"roof\" AND"), 0);
    assert_int_equal(count_of(desk->journal, " "), 2);
}

static void what_is_deleted_comes_back_when_it_is_restored(void **state)
{
    struct desk *desk = *state;
    struct error error;
    int64_t id = saved(desk->journal, "Body scan", "mine");
    assert_true(journal_delete(desk->journal, id, &error));
    assert_int_equal(count_of(desk->journal, NULL), 0);
    assert_false(journal_delete(desk->journal, id, &error));
    assert_string_equal(error.text, "");
    assert_true(journal_restore(desk->journal, id, &error));
    assert_int_equal(count_of(desk->journal, "mine"), 1);
    assert_false(journal_set_note(desk->journal, id + 1, "no such", &error));
    assert_string_equal(error.text, "");
}

static void only_what_nobody_holds_broke_off(void **state)
{
    struct desk *desk = *state;
    struct error error;
    struct record record = made("Body scan", NULL), offered;
    char *path = path_join(desk->path, "numbmed/journal.db");
    record.ending = ENDING_NOT_YET;
    snprintf(record.at.step, sizeof record.at.step, "feet");
    assert_true(journal_save(desk->journal, &record, &error));
    assert_true(journal_hold(desk->journal, record.id));
    struct journal *other = journal_open(path, &error);
    assert_false(journal_unfinished(other, &offered, &error));
    assert_string_equal(error.text, "");
    journal_close(desk->journal);
    desk->journal = NULL;
    assert_true(journal_unfinished(other, &offered, &error));
    assert_string_equal(offered.at.step, "feet");
    record_free(&offered);
    journal_close(other);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_saved_is_loaded_whole, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(a_sitting_saved_again_is_still_one, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(sittings_are_found_by_how_their_words_begin, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(what_is_deleted_comes_back_when_it_is_restored, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(only_what_nobody_holds_broke_off, open_desk, close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
