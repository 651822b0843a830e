/* The note that is being written: its text, cursor, undoing, and its rows. */
#include "support/cmocka.h"

#include "base/memory.h"
#include "base/text.h"
#include "journal/record.h"
#include "support/random.h"
#include "ui/note.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unigbrk.h>

#define FAMILY "👩\u200d👩\u200d👧"
#define ACCENT "e\u0301"

/* ---- a simple reference: the edges of a whole text, and edits by copying it */

static char *edges_of(const char *text)
{
    size_t length = strlen(text);
    char *edges = mem_new(length + 1, 1);
    u8_grapheme_breaks((const uint8_t *)text, length, edges);
    edges[length] = 1;
    return edges;
}

static bool is_edge(const char *text, size_t at)
{
    char *edges = edges_of(text);
    bool edge = edges[at];
    free(edges);
    return edge;
}

static size_t edge_after(const char *text, size_t at)
{
    char *edges = edges_of(text);
    while (text[at] && !edges[++at])
        ;
    free(edges);
    return at;
}

static size_t edge_before(const char *text, size_t at)
{
    char *edges = edges_of(text);
    while (at && !edges[--at])
        ;
    free(edges);
    return at;
}

static char *spliced(const char *text, size_t from, size_t to, const char *new)
{
    return mem_format("%.*s%s%s", (int)from, text, new, text + to);
}

/* ---- random notes */

static const char *const PIECES[] = {
    "a",      "word ",   "two words", " ",
    "\n",     "e\u0301", "\u0301",    FAMILY,
    "\u200d", "🇩🇪🇫🇷",    "🇯",         "漢字かな交じり文",
    "שלום",   "مرحبا",   "👍🏽",  "❤\ufe0f",
    "한국어", "ก\u0e33", "- ",        "a very long word-like thing; with, signs.",
    "\u00a0", "\u3000",  "\n\n",      "\u0301\n",
};

static const char *piece(uint64_t *seed)
{
    return PIECES[random_between(seed, 0, sizeof PIECES / sizeof *PIECES - 1)];
}

static char *random_text(uint64_t *seed, int pieces)
{
    char *text = mem_copy_text("");
    while (pieces-- > 0) {
        char *longer = mem_format("%s%s", text, piece(seed));
        free(text);
        text = longer;
    }
    return text;
}

/* One edit of a kind on the note; what it should have made of the text, to be freed; NULL: anything
 * that the reference doesn't tell. */
static char *edit(struct note *note, uint64_t *seed)
{
    const char *text = note->text, *new = piece(seed);
    size_t at = note->cursor;
    char *expected = NULL;
    switch (random_between(seed, 0, 7)) {
    case 0:
        expected = spliced(text, at, at, new);
        note_insert(note, new, strlen(new), NOTE_TYPED);
        return expected;
    case 1:
        expected = spliced(text, at, at, new);
        note_insert(note, new, strlen(new), NOTE_PASTED);
        return expected;
    case 2:
        expected = spliced(text, edge_before(text, at), at, "");
        note_backspace(note);
        return expected;
    case 3:
        expected = spliced(text, at, edge_after(text, at), "");
        note_delete(note);
        return expected;
    case 4:
        note_delete_word(note);
        return NULL;
    case 5:
        note_delete_to_end(note);
        return NULL;
    default:
        expected = mem_copy_text(text);
        at = note->cursor;
        if (random_next(seed) & 1) {
            note_left(note);
            assert_int_equal(note->cursor, edge_before(text, at));
        } else {
            note_right(note);
            assert_int_equal(note->cursor, edge_after(text, at));
        }
        return expected;
    }
}

static void edits_do_what_a_simple_reference_does(void **state)
{
    (void)state;
    for (uint64_t run = 0; run < (uint64_t)rounds(300); run++) {
        uint64_t seed = run;
        char *text = random_text(&seed, (int)random_between(&seed, 0, 30));
        struct note note;
        note_begin(&note, text);
        assert_string_equal(note.text, text);
        for (int i = 0; i < 60; i++) {
            char *expected = edit(&note, &seed);
            if (expected)
                assert_string_equal(note.text, expected);
            assert_int_equal(note.length, strlen(note.text));
            assert_true(is_edge(note.text, note.cursor));
            free(expected);
        }
        note_free(&note);
        free(text);
    }
}

/* The texts a note has been, one after another. */
struct past {
    char *texts[80];
    size_t count;
};

static void remember(struct past *past, const struct note *note)
{
    past->texts[past->count++] = mem_copy_text(note->text);
}

static void undoing_leads_back_through_earlier_texts_and_redoing_to_the_last(void **state)
{
    (void)state;
    for (uint64_t run = 0; run < (uint64_t)rounds(300); run++) {
        uint64_t seed = run + 1000;
        struct past past = {.count = 0};
        struct note note;
        char *text = random_text(&seed, 10);
        note_begin(&note, text);
        remember(&past, &note);
        for (int i = 0; i < 60; i++) {
            free(edit(&note, &seed));
            remember(&past, &note);
        }
        size_t at = past.count - 1;
        while (note.history.done) {
            note_undo(&note);
            assert_true(is_edge(note.text, note.cursor));
            while (at && strcmp(note.text, past.texts[at]) != 0)
                at--;
            assert_string_equal(note.text, past.texts[at]);
        }
        assert_string_equal(note.text, text);
        note_undo(&note);
        assert_string_equal(note.text, text);
        while (note.history.done < note.history.count) {
            note_redo(&note);
            assert_true(is_edge(note.text, note.cursor));
        }
        assert_string_equal(note.text, past.texts[past.count - 1]);
        while (past.count)
            free(past.texts[--past.count]);
        free(text);
        note_free(&note);
    }
}

/* ---- rows */

static bool is_newline_between(const struct note_row *above, const struct note_row *below)
{
    return below->start == above->end + 1;
}

static void check_row(const struct note *note, size_t row)
{
    const struct note_lines *lines = &note->lines;
    const struct note_row *span = &lines->rows[row];
    const char *text = note->text;
    size_t shown = span->end;
    while (shown > span->start && text[shown - 1] == ' ')
        shown--;
    assert_true(is_edge(text, span->start));
    if (text_width(text + span->start, shown - span->start) > lines->width)
        assert_true(edge_after(text, span->start) >= shown); /* one character, wider than all */
    if (row + 1 < lines->count && !is_newline_between(span, span + 1))
        assert_int_equal(span[1].start, span->end);
    if (row + 1 == lines->count)
        assert_int_equal(span->end, note->length);
}

/* Every place of the cursor has one row and column, and is found again by them. */
static void check_place(const struct note *note, size_t at)
{
    const struct note_lines *lines = &note->lines;
    const char *text = note->text;
    size_t row = note_lines_row(lines, at), next = edge_after(text, at);
    int column = note_lines_column(lines, text, at);
    assert_true(lines->rows[row].start <= at && at <= lines->rows[row].end);
    size_t back = note_lines_at(lines, text, row, column);
    assert_int_equal(note_lines_row(lines, back), row);
    assert_true(is_edge(text, back));
    bool plain = text_width(text + at, next - at) > 0 || text[at] == '\n' || !text[at];
    int full = text_width(text + lines->rows[row].start, at - lines->rows[row].start);
    if (plain && full < lines->width)
        assert_int_equal(back, at);
}

static void rows_hold_all_of_the_text_and_map_both_ways(void **state)
{
    (void)state;
    for (uint64_t run = 0; run < (uint64_t)rounds(300); run++) {
        uint64_t seed = run + 5000;
        char *text = random_text(&seed, 40);
        struct note note;
        note_begin(&note, text);
        for (int width = 1; width < 40; width += (int)random_between(&seed, 1, 9)) {
            note_lay(&note, width);
            assert_int_equal(note.lines.rows[0].start, 0);
            for (size_t row = 0; row < note.lines.count; row++)
                check_row(&note, row);
            for (size_t at = 0; at <= note.length; at = edge_after(text, at) + !text[at])
                check_place(&note, at);
        }
        note_free(&note);
        free(text);
    }
}

static void assert_rows(const char *text, int width, const char *const *rows, size_t count)
{
    struct note_lines lines = {0};
    note_lines_lay(&lines, text, strlen(text), width);
    assert_int_equal(lines.count, count);
    for (size_t i = 0; i < count; i++) {
        size_t length = lines.rows[i].end - lines.rows[i].start;
        assert_int_equal(length, strlen(rows[i]));
        assert_memory_equal(text + lines.rows[i].start, rows[i], length);
    }
    note_lines_free(&lines);
}

static void rows_break_between_words_and_never_in_a_character(void **state)
{
    (void)state;
    assert_rows("", 10, (const char *[]){""}, 1);
    assert_rows("one two three", 8, (const char *[]){"one two ", "three"}, 2);
    assert_rows("one two three", 10, (const char *[]){"one two ", "three"}, 2);
    assert_rows("one two-three", 10, (const char *[]){"one two-", "three"}, 2);
    assert_rows("one two\n\nthree\n", 9, (const char *[]){"one two", "", "three", ""}, 4);
    assert_rows("abcdefghij", 4, (const char *[]){"abcd", "efgh", "ij"}, 3);
    assert_rows("one     two", 4, (const char *[]){"one     ", "two"}, 2);
    assert_rows("漢字漢字漢", 5, (const char *[]){"漢字", "漢字", "漢"}, 3);
    assert_rows("ab" FAMILY FAMILY, 8, (const char *[]){"ab" FAMILY, FAMILY}, 2);
    assert_rows("aaa" ACCENT ACCENT, 4, (const char *[]){"aaa" ACCENT, ACCENT}, 2);
}

static void up_and_down_keep_their_column(void **state)
{
    struct note note;
    (void)state;
    note_begin(&note, "a long first line\nshort\na long third line");
    note_line_start(&note);
    for (int i = 0; i < 10; i++)
        note_right(&note);
    size_t at = note.cursor;
    note_move_rows(&note, -1);
    assert_int_equal(note.cursor, strlen("a long first line\nshort"));
    note_move_rows(&note, -1);
    assert_int_equal(note.cursor, 10);
    note_move_rows(&note, 2);
    assert_int_equal(note.cursor, at);
    note_move_rows(&note, 1);
    assert_int_equal(note.cursor, note.length);
    note_move_rows(&note, -9);
    assert_int_equal(note.cursor, 10);
    note_move_rows(&note, -9);
    assert_int_equal(note.cursor, 0);
    note_free(&note);
}

static void up_and_down_stay_on_their_row_where_it_breaks(void **state)
{
    struct note note;
    (void)state;
    note_begin(&note, "abcdefghijklmnop");
    note_lay(&note, 5);
    note_move_rows(&note, -3);
    assert_int_equal(note.cursor, 1);
    for (int i = 0; i < 3; i++)
        note_right(&note);
    for (size_t row = 1; row < 3; row++) {
        note_move_rows(&note, 1);
        assert_int_equal(note_lines_row(&note.lines, note.cursor), row);
        assert_int_equal(note.cursor, 4 + 5 * row);
    }
    note_free(&note);
}

/* ---- what is one step */

static void type(struct note *note, const char *text)
{
    for (; *text; text++)
        note_insert(note, text, 1, NOTE_TYPED);
}

static void words_pastes_and_deletions_are_steps_to_undo(void **state)
{
    static const char *const BACK[] = {"one two three", "one two ", "one two\n", "one ", ""};
    struct note note;
    (void)state;
    note_begin(&note, NULL);
    type(&note, "one two");
    note_insert(&note, "\npaste", 6, NOTE_PASTED);
    note_insert(&note, "d words", 7, NOTE_PASTED);
    assert_string_equal(note.text, "one two\npasted words");
    note_undo(&note);
    assert_string_equal(note.text, "one two");
    type(&note, "\n");
    note_backspace(&note);
    note_backspace(&note);
    note_undo(&note);
    assert_string_equal(note.text, "one two\n");
    note_backspace(&note);
    type(&note, " three");
    note_undo(&note);
    assert_string_equal(note.text, "one two ");
    note_redo(&note);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(note.text, BACK[i]);
        note_undo(&note);
        if (i == 1) /* the space is a step of its own: a deletion came before it */
            note_undo(&note);
    }
    note_free(&note);
}

static void moving_ends_a_step(void **state)
{
    struct note note;
    (void)state;
    note_begin(&note, NULL);
    type(&note, "word");
    note_left(&note);
    note_right(&note);
    type(&note, "s");
    note_undo(&note);
    assert_string_equal(note.text, "word");
    note_undo(&note);
    assert_string_equal(note.text, "");
    assert_int_equal(note.cursor, 0);
    note_free(&note);
}

static void a_new_change_forgets_what_was_undone(void **state)
{
    struct note note;
    (void)state;
    note_begin(&note, NULL);
    type(&note, "one two");
    note_undo(&note);
    type(&note, "x");
    note_redo(&note);
    assert_string_equal(note.text, "one x");
    note_free(&note);
}

static void very_many_changes_forget_the_oldest_ones(void **state)
{
    struct note note;
    char *large = mem_new(NOTE_MOST / 2 + 1, 1);
    (void)state;
    memset(large, 'x', NOTE_MOST / 2);
    note_begin(&note, NULL);
    for (int i = 0; i < 400; i++) {
        note_replace(&note, i & 1 ? "" : large);
        assert_true(note.history.bytes < 5 * 1024 * 1024);
    }
    while (note.history.done)
        note_undo(&note);
    note_free(&note);
    free(large);
}

/* ---- single keys */

static void a_character_goes_as_people_see_it(void **state)
{
    struct note note;
    (void)state;
    note_begin(&note, "a" FAMILY ACCENT);
    note_backspace(&note);
    assert_string_equal(note.text, "a" FAMILY);
    note_left(&note);
    assert_int_equal(note.cursor, 1);
    note_delete(&note);
    assert_string_equal(note.text, "a");
    note_delete(&note);
    note_backspace(&note);
    note_backspace(&note);
    assert_string_equal(note.text, "");
    note_free(&note);
}

static void words_and_ends_of_lines_go(void **state)
{
    struct note note;
    (void)state;
    note_begin(&note, "first\nsome words  ");
    note_delete_word(&note);
    assert_string_equal(note.text, "first\nsome ");
    note_delete_word(&note);
    assert_string_equal(note.text, "first\n");
    note_delete_word(&note);
    assert_string_equal(note.text, "first");
    note_line_start(&note);
    note_right(&note);
    note_delete_to_end(&note);
    assert_string_equal(note.text, "f");
    note_replace(&note, "a\nb");
    note_move_rows(&note, -1);
    note_delete_to_end(&note);
    assert_string_equal(note.text, "ab");
    note_free(&note);
}

static void nothing_but_text_gets_in(void **state)
{
    static const char DIRTY[] = "a\tb\r\nc\rd\x1b[31m\x01\u202e\u2066\u200f\ufeff\x7f\u2028"
                                "e\xff\xc3(";
    struct note note;
    (void)state;
    note_begin(&note, DIRTY);
    assert_string_equal(note.text, "a    b\nc\nd[31m\u200f\ne(");
    note_replace(&note, "");
    note_insert(&note, DIRTY, strlen(DIRTY), NOTE_PASTED);
    note_insert(&note, "\0x", 2, NOTE_PASTED);
    assert_string_equal(note.text, "a    b\nc\nd[31m\u200f\ne(x");
    note_free(&note);
}

static void a_full_note_takes_what_fits_and_says_so(void **state)
{
    struct note note;
    char *text = mem_new(NOTE_MOST + 2, 1);
    (void)state;
    memset(text, 'x', NOTE_MOST + 1);
    note_begin(&note, NULL);
    assert_false(note_insert(&note, text, NOTE_MOST + 1, NOTE_PASTED));
    assert_int_equal(note.length, NOTE_MOST);
    assert_false(note_insert(&note, "y", 1, NOTE_TYPED));
    note_backspace(&note);
    assert_false(note_insert(&note, "é", 2, NOTE_TYPED));
    assert_int_equal(note.length, NOTE_MOST - 1);
    assert_true(note_insert(&note, "y", 1, NOTE_TYPED));
    text[NOTE_MOST - 4] = '\0';
    note_replace(&note, text);
    assert_false(note_insert(&note, FAMILY, strlen(FAMILY), NOTE_PASTED));
    assert_int_equal(note.length, NOTE_MOST - 4);
    note_free(&note);
    free(text);
}

/* ---- speed */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A key in the largest note: its change, the rows anew, a move. */
static void keys_in_the_largest_note_are_quick(void **state)
{
    static const char *const TEXTS[] = {"word ", "漢字", "e\u0301", FAMILY, "line of words\n"};
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        enum { KEYS = 20 };
        struct note note;
        note_begin(&note, NULL);
        while (note.length + 100 < NOTE_MOST)
            note_insert(&note, TEXTS[i], strlen(TEXTS[i]), NOTE_PASTED);
        double begin = seconds();
        for (int key = 0; key < KEYS; key++) {
            note_insert(&note, "x", 1, NOTE_TYPED);
            note_move_rows(&note, -1);
            note_backspace(&note);
            note_lay(&note, 72);
        }
        double each = (seconds() - begin) / KEYS;
        print_message("    %s: %.1f ms\n", TEXTS[i], each * 1000);
        assert_true(each < 0.2); /* a tenth is usual under a sanitizer, a tenth of that without */
        note_free(&note);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_do_what_a_simple_reference_does),
        cmocka_unit_test(undoing_leads_back_through_earlier_texts_and_redoing_to_the_last),
        cmocka_unit_test(rows_hold_all_of_the_text_and_map_both_ways),
        cmocka_unit_test(rows_break_between_words_and_never_in_a_character),
        cmocka_unit_test(up_and_down_keep_their_column),
        cmocka_unit_test(up_and_down_stay_on_their_row_where_it_breaks),
        cmocka_unit_test(words_pastes_and_deletions_are_steps_to_undo),
        cmocka_unit_test(moving_ends_a_step),
        cmocka_unit_test(a_new_change_forgets_what_was_undone),
        cmocka_unit_test(very_many_changes_forget_the_oldest_ones),
        cmocka_unit_test(a_character_goes_as_people_see_it),
        cmocka_unit_test(words_and_ends_of_lines_go),
        cmocka_unit_test(nothing_but_text_gets_in),
        cmocka_unit_test(a_full_note_takes_what_fits_and_says_so),
        cmocka_unit_test(keys_in_the_largest_note_are_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
