/* Notes that are replaced can be had back, and no writer undoes what another did. */
#include "support/desk.h"

#include "journal/export.h"
#include "support/disk.h"

static void assert_note(struct desk *desk, int64_t id, const char *note)
{
    struct record record;
    assert_true(journal_load(desk->journal, id, &record, &desk->error));
    assert_string_equal(record.note ? record.note : "", note);
    record_free(&record);
}

static void set_note(struct desk *desk, int64_t id, const char *note)
{
    assert_true(journal_set_note(desk->journal, id, note, &desk->error));
}

static void undo(struct desk *desk, int64_t id, const char *note)
{
    assert_true(journal_undo_note(desk->journal, id, &desk->error));
    assert_note(desk, id, note);
}

static void the_last_three_former_notes_come_back_in_turn(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_save(desk, "Body scan", "one"), other = desk_save(desk, "Anchor", "mine");
    set_note(desk, id, "two");
    set_note(desk, id, "three");
    set_note(desk, id, "four");
    set_note(desk, id, "five");
    undo(desk, id, "four");
    undo(desk, id, "three");
    undo(desk, id, "two");
    undo(desk, id, "five");
    assert_int_equal(desk_count(desk, "five"), 1);
    assert_int_equal(desk_count(desk, "two"), 0);
    assert_note(desk, other, "mine");
    assert_false(journal_undo_note(desk->journal, other, &desk->error));
    assert_string_equal(desk->error.text, "");
    desk_is_sound(desk);
}

static void a_note_that_is_removed_comes_back(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_save(desk, "Body scan", "mine");
    set_note(desk, id, NULL);
    assert_note(desk, id, "");
    undo(desk, id, "mine");
    assert_false(journal_undo_note(desk->journal, id, &desk->error));
}

static void write_by(struct desk *desk, int64_t id, const char *note, struct note_hand *hand)
{
    assert_true(journal_write_note(desk->journal, id, note, hand, &desk->error));
}

static void a_visit_to_the_editor_replaces_a_note_once(void **state)
{
    struct desk *desk = *state;
    struct note_hand hand = {0};
    int64_t id = desk_save(desk, "Body scan", "mine");
    note_hand_take(&hand, "mine");
    write_by(desk, id, "min", &hand);
    write_by(desk, id, "", &hand);
    write_by(desk, id, "new", &hand);
    assert_false(hand.met);
    undo(desk, id, "mine");
    undo(desk, id, "new");
    undo(desk, id, "mine");
    note_hand_free(&hand);
}

static void what_another_wrote_meanwhile_is_kept_and_known(void **state)
{
    struct desk *desk = *state;
    struct note_hand hand = {0};
    int64_t id = desk_save(desk, "Body scan", "mine");
    note_hand_take(&hand, "mine");
    write_by(desk, id, "mine, and", &hand);
    set_note(desk, id, "the other's");
    write_by(desk, id, "mine, and more", &hand);
    assert_true(hand.met);
    assert_note(desk, id, "mine, and more");
    undo(desk, id, "the other's");
    note_hand_free(&hand);
}

static const struct {
    const char *note, *kept;
} BLANK_ENDS[] = {
    {"rain\n", "rain"},
    {"rain\n\n \n\t\n", "rain"},
    {"rain\r\n\r\n", "rain"},
    {"rain\n\n  tea  \n  ", "rain\n\n  tea  "},
    {"\n rain", "\n rain"},
    {"rain ", "rain "},
    {"é\n", "é"},
    {" \n\r\n\t", ""},
    {"", ""},
};

enum { BLANK_END_COUNT = sizeof BLANK_ENDS / sizeof *BLANK_ENDS };

static void blank_lines_at_the_end_are_no_part_of_a_note(void **state)
{
    struct desk *desk = *state;
    int64_t changed = desk_save(desk, "Body scan", "before");
    for (size_t i = 0; i < BLANK_END_COUNT; i++) {
        struct note_hand hand = {0};
        assert_note(desk, desk_save(desk, "Body scan", BLANK_ENDS[i].note), BLANK_ENDS[i].kept);
        set_note(desk, changed, BLANK_ENDS[i].note);
        assert_note(desk, changed, BLANK_ENDS[i].kept);
        note_hand_take(&hand, BLANK_ENDS[i].kept);
        write_by(desk, changed, BLANK_ENDS[i].note, &hand);
        write_by(desk, changed, "and more", &hand);
        assert_false(hand.met); /* the writer knew what was kept of it */
        note_hand_free(&hand);
    }
}

static void what_an_older_numbmed_kept_is_read_as_it_is_and_shown_without_them(void **state)
{
    struct desk *desk = *state;
    char *page = NULL;
    size_t size;
    int64_t id = desk_save(desk, "Body scan", "rain");
    desk_sql(desk->path, "UPDATE sitting SET note = 'rain' || char(10, 10)");
    assert_note(desk, id, "rain\n\n");
    FILE *out = open_memstream(&page, &size);
    assert_true(export_markdown(desk->journal, out, &desk->error));
    fclose(out);
    assert_non_null(strstr(page, "\n> rain\n"));
    assert_null(strstr(page, ">\n"));
    free(page);
}

static void forgetting_leaves_no_former_note(void **state)
{
    static const char *const ENDINGS_OF_FILES[] = {"", "-wal"};
    struct desk *desk = *state;
    int64_t id = desk_save(desk, "Body scan", "a secret of mine");
    set_note(desk, id, "another");
    assert_true(journal_forget_all(desk->journal, &desk->error));
    assert_int_equal(atoi(desk_sql(desk->path, "SELECT count(*) FROM former_note")), 0);
    desk_close(desk);
    for (size_t i = 0; i < sizeof ENDINGS_OF_FILES / sizeof *ENDINGS_OF_FILES; i++) {
        size_t size = 0;
        char *path = desk_beside(desk, ENDINGS_OF_FILES[i]);
        char *bytes = path_read(path, 1 << 26, &size, &desk->error);
        assert_null(bytes ? memmem(bytes, size, "secret", 6) : NULL);
        free(bytes);
        free(path);
    }
}

static void a_broken_journal_keeps_former_notes(void **state)
{
    struct desk *desk = *state;
    int64_t id = desk_save(desk, "Body scan", "mine");
    set_note(desk, id, "another");
    desk_close(desk);
    disk_damage(desk->path, 0);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "1 sitting of it"));
    undo(desk, id, "mine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_last_three_former_notes_come_back_in_turn),
        TEST(a_note_that_is_removed_comes_back),
        TEST(a_visit_to_the_editor_replaces_a_note_once),
        TEST(what_another_wrote_meanwhile_is_kept_and_known),
        TEST(blank_lines_at_the_end_are_no_part_of_a_note),
        TEST(what_an_older_numbmed_kept_is_read_as_it_is_and_shown_without_them),
        TEST(forgetting_leaves_no_former_note),
        TEST(a_broken_journal_keeps_former_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
