/* A check-in while it is answered: nothing is answered by itself, everything can be left open, and
 * no key gets it into a state that can't be kept. */
#include "support/cmocka.h"

#include "base/text.h"
#include "support/random.h"
#include "ui/check_in.h"
#include "ui/check_in_lines.h"
#include "ui/feelings.h"
#include "ui/keys.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

enum { COLUMNS = 6, ENTER = '\r', ESCAPE = 27, DELETE = 127 };

static struct check_in_model begin(void)
{
    struct check_in_model model;
    check_in_begin(&model, &CHECK_IN_EMPTY, MOMENT_AFTER);
    return model;
}

/* True once it is over. */
static bool press(struct check_in_model *model, int key)
{
    enum check_in_end unused;
    return check_in_press(model, key, COLUMNS, &unused);
}

static void press_all(struct check_in_model *model, const int *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_false(press(model, keys[i]));
}

#define PRESS(model, ...)                                                                          \
    press_all(model, (const int[]){__VA_ARGS__}, COUNT(((const int[]){__VA_ARGS__})))

/* Presses the key of each character. */
static void type(struct check_in_model *model, const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    ucs4_t character;
    while ((at = (u8_next)(&character, at)))
        assert_false(press(model, (int)(character < 128 ? character : KEYS_WIDE + character)));
}

static void assert_words(const struct check_in_model *model, const char *want)
{
    char list[FEELINGS_MOST * FEELING_SIZE] = "";
    for (size_t i = 0; i < model->answers.word_count; i++) {
        strcat(list, i ? "," : "");
        strcat(list, model->answers.words[i]);
    }
    assert_string_equal(list, want);
}

static void assert_open(const struct check_in_model *model)
{
    assert_true(check_in_is_empty(&model->answers));
}

/* ---- the scales */

static void nothing_is_answered_until_a_key_answers_it(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    assert_open(&model);
    PRESS(&model, KEY_DOWN, KEY_DOWN, KEY_UP, ENTER, ENTER, KEY_DOWN, KEY_RIGHT, KEY_LEFT, KEY_END,
          KEY_HOME, KEY_PPAGE, KEY_NPAGE, 'z', KEY_RESIZE);
    assert_open(&model);
    assert_false(model.changed);
}

static void the_first_touch_moves_a_scale_from_its_middle(void **state)
{
    static const struct {
        int key, answer;
    } ROWS[] = {
        {KEY_RIGHT, 55}, {KEY_LEFT, 45},         {'l', 51}, {'h', 49},
        {KEY_HOME, 0},   {KEY_END, SCALE_STEPS}, {' ', 50}, {'c', ANSWER_CANT_TELL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct check_in_model model = begin();
        PRESS(&model, ROWS[i].key);
        assert_int_equal(model.answers.scales[SCALE_PLEASANT], ROWS[i].answer);
        assert_int_equal(model.answers.scales[SCALE_ENERGY], ANSWER_OPEN);
        assert_true(model.changed);
    }
}

static void a_scale_has_100_steps_and_two_ends(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    PRESS(&model, KEY_HOME);
    for (int i = 1; i <= SCALE_STEPS; i++) {
        PRESS(&model, 'l');
        assert_int_equal(model.answers.scales[0], i);
    }
    model.changed = false;
    PRESS(&model, 'l', KEY_RIGHT, KEY_END);
    assert_int_equal(model.answers.scales[0], SCALE_STEPS);
    assert_false(model.changed);
    PRESS(&model, KEY_LEFT);
    assert_int_equal(model.answers.scales[0], 95);
    PRESS(&model, KEY_HOME, 'h', KEY_LEFT);
    assert_int_equal(model.answers.scales[0], 0);
}

static void cant_tell_is_an_answer_everywhere_and_can_be_taken_back(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    PRESS(&model, KEY_RIGHT, 'c', KEY_DOWN, 'c', KEY_DOWN, 'c', KEY_DOWN, 'c');
    for (int i = 0; i < SCALES; i++)
        assert_int_equal(model.answers.scales[i], ANSWER_CANT_TELL);
    assert_words(&model, "not sure");
    assert_false(check_in_is_empty(&model.answers));
    PRESS(&model, 'c', KEY_UP, 'c', KEY_UP, 'c', KEY_UP, 'c');
    assert_open(&model);
    PRESS(&model, 'c', KEY_LEFT);
    assert_int_equal(model.answers.scales[0], 45);
}

static void backspace_and_delete_empty_an_answer(void **state)
{
    static const int KEYS[] = {KEY_BACKSPACE, DELETE, 8, KEY_DC};
    (void)state;
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        struct check_in_model model = begin();
        PRESS(&model, KEY_RIGHT, KEYS[i], KEY_DOWN, 'c', KEYS[i], KEY_NPAGE, KEY_NPAGE);
        assert_open(&model);
        PRESS(&model, ' ', KEY_RIGHT, ' ', KEY_RIGHT, ' ', KEYS[i]);
        assert_words(&model, "numb,nothing");
        PRESS(&model, KEYS[i], KEYS[i], KEYS[i]);
        assert_open(&model);
    }
}

/* ---- the words */

static void the_list_holds_words_for_feeling_nothing_beside_feelings_of_all_kinds(void **state)
{
    static const char *const WORDS[] = {"numb",   "nothing",  "foggy",    "distant", "flat",
                                        "unreal", "too much", "not sure", "calm",    "tired",
                                        "sad",    "restless", "tender",   "angry",   "glad"};
    (void)state;
    assert_in_range(FEELING_COUNT, 40, 60);
    for (size_t i = 0; i < COUNT(WORDS); i++)
        assert_string_equal(feeling_named(WORDS[i])->word, WORDS[i]);
    assert_string_equal(feeling_named("Too Much")->word, "too much");
    assert_null(feeling_named("great"));
    for (size_t i = 0; i < FEELING_COUNT; i++) {
        assert_in_range(strlen(FEELINGS[i].word), 1, 8);
        assert_ptr_equal(feeling_named(FEELINGS[i].word), &FEELINGS[i]);
    }
}

static void space_chooses_words_and_takes_them_out(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    PRESS(&model, KEY_NPAGE, KEY_NPAGE, KEY_NPAGE, KEY_RIGHT, ' ', KEY_END, ' ', KEY_HOME, ' ');
    assert_words(&model, "nothing,open,numb");
    PRESS(&model, KEY_END, ' ');
    assert_words(&model, "nothing,numb");
}

static void up_and_down_go_through_the_lines_of_words_and_out_of_them(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    PRESS(&model, KEY_DOWN, KEY_DOWN, KEY_DOWN);
    assert_int_equal(model.row, CHECK_IN_WORDS);
    PRESS(&model, KEY_RIGHT, KEY_RIGHT, KEY_DOWN, KEY_DOWN);
    assert_int_equal(model.word, 2 + 2 * COLUMNS);
    PRESS(&model, KEY_UP, KEY_UP);
    assert_int_equal(model.word, 2);
    PRESS(&model, KEY_UP);
    assert_int_equal(model.row, SCALE_CONNECTED);
    PRESS(&model, KEY_DOWN, KEY_END, KEY_LEFT, KEY_DOWN, KEY_DOWN);
    assert_int_equal(model.word, FEELING_COUNT - 2);
    type(&model, "/new");
    PRESS(&model, ENTER, KEY_UP, KEY_RIGHT, KEY_DOWN);
    assert_int_equal(model.word, FEELING_COUNT); /* the nearest that the last line has */
}

static void finding_shows_what_is_meant_and_enter_chooses_it(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    type(&model, "/TE");
    assert_string_equal(check_in_word(&model, 0), "tense");
    assert_string_equal(check_in_word(&model, 1), "tender");
    assert_string_equal(check_in_word(&model, 2), "TE");
    assert_null(check_in_word(&model, 3));
    PRESS(&model, KEY_RIGHT);
    assert_false(check_in_is_own(&model));
    PRESS(&model, ENTER);
    assert_words(&model, "tender");
    assert_false(model.finding);
    assert_string_equal(check_in_word(&model, model.word), "tender");
    type(&model, "/mu");
    PRESS(&model, ENTER);
    type(&model, "/Tender");
    assert_null(check_in_word(&model, 1)); /* the list has it: it is no new one */
    PRESS(&model, ENTER);
    assert_words(&model, "tender,too much");
}

static void a_word_of_ones_own_is_typed_and_enter_takes_it(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    type(&model, "/ like  cotton wool ");
    assert_string_equal(check_in_word(&model, 0), "like cotton wool");
    assert_true(check_in_is_own(&model));
    PRESS(&model, ENTER);
    assert_words(&model, "like cotton wool");
    assert_string_equal(check_in_word(&model, FEELING_COUNT), "like cotton wool");
    assert_int_equal(model.word, FEELING_COUNT);
    type(&model, "/real"); /* "unreal" isn't what is meant */
    PRESS(&model, ENTER);
    type(&model, "/m\xC3\xBC"
                 "de");
    PRESS(&model, ENTER);
    assert_words(&model, "like cotton wool,real,m\xC3\xBC"
                         "de");
    PRESS(&model, ' ', ' '); /* out, and what stands there now, too */
    assert_words(&model, "like cotton wool");
}

static void a_word_half_typed_is_not_taken(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    type(&model, "/warm");
    PRESS(&model, ESCAPE);
    assert_open(&model);
    assert_false(model.finding);
    assert_string_equal(check_in_word(&model, model.word), "warm");
    PRESS(&model, '/', ENTER);
    type(&model, "/x");
    PRESS(&model, DELETE, ENTER);
    assert_open(&model);
}

static void letters_that_are_keys_are_only_letters_while_finding(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    type(&model, "/qghlc?H");
    assert_string_equal(model.own, "qghlc?H");
    PRESS(&model, ENTER);
    assert_words(&model, "qghlc?H");
    enum check_in_end end;
    PRESS(&model, '/');
    assert_true(check_in_press(&model, 3, COLUMNS, &end)); /* but Ctrl-C */
    assert_int_equal(end, CHECK_IN_GONE);
}

static void one_word_more_than_there_is_room_for_is_refused(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    PRESS(&model, KEY_NPAGE, KEY_NPAGE, KEY_NPAGE);
    for (int i = 0; i < FEELINGS_MOST; i++)
        PRESS(&model, ' ', KEY_RIGHT);
    assert_false(model.full);
    model.changed = false;
    PRESS(&model, ' ');
    assert_true(model.full && !model.changed);
    assert_int_equal(model.answers.word_count, FEELINGS_MOST);
    PRESS(&model, KEY_LEFT);
    assert_false(model.full);
    PRESS(&model, ' ');
    assert_int_equal(model.answers.word_count, FEELINGS_MOST - 1);
}

static void a_long_word_is_cut_at_a_character(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    type(&model, "/x");
    for (int i = 0; i < 100; i++)
        type(&model, "\xC3\xA4");
    PRESS(&model, ENTER);
    const char *word = model.answers.words[0];
    assert_in_range(strlen(word), FEELING_SIZE - 3, FEELING_SIZE - 1);
    assert_true(text_is_utf8(word, strlen(word)));
}

static void unreal_and_too_much_call_for_help_and_no_other_word_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < FEELING_COUNT; i++) {
        struct check_in answers = CHECK_IN_EMPTY;
        const char *word = FEELINGS[i].word;
        assert_false(check_in_may_help(&answers));
        check_in_toggle_word(&answers, word);
        assert_int_equal(check_in_may_help(&answers),
                         strcmp(word, "unreal") == 0 || strcmp(word, "too much") == 0);
    }
}

/* ---- how it ends */

static void enter_goes_through_the_questions_and_then_on(void **state)
{
    enum check_in_end end = CHECK_IN_GONE;
    (void)state;
    struct check_in_model model = begin();
    for (int row = 0; row < CHECK_IN_WORDS; row++) {
        assert_int_equal(model.row, row);
        PRESS(&model, ENTER);
    }
    assert_int_equal(model.row, CHECK_IN_WORDS);
    assert_true(check_in_press(&model, ENTER, COLUMNS, &end));
    assert_int_equal(end, CHECK_IN_DONE);
}

static void one_key_ends_it_and_what_was_answered_stays(void **state)
{
    static const struct {
        int key;
        enum check_in_end end;
    } ROWS[] = {{ESCAPE, CHECK_IN_SKIPPED},
                {'q', CHECK_IN_SKIPPED},
                {'g', CHECK_IN_GROUND},
                {'H', CHECK_IN_HELP},
                {3, CHECK_IN_GONE}};
    (void)state;
    for (int row = 0; row < CHECK_IN_ROWS; row++) {
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            enum check_in_end end;
            struct check_in_model model = begin();
            PRESS(&model, KEY_RIGHT);
            for (int down = 0; down < row; down++)
                PRESS(&model, KEY_DOWN);
            assert_true(check_in_press(&model, ROWS[i].key, COLUMNS, &end));
            assert_int_equal(end, ROWS[i].end);
            assert_int_equal(model.answers.scales[0], 55);
        }
    }
}

static void it_begins_at_what_is_still_open(void **state)
{
    (void)state;
    struct check_in answers = CHECK_IN_EMPTY;
    struct check_in_model model;
    answers.scales[0] = 7;
    answers.scales[1] = ANSWER_CANT_TELL;
    check_in_begin(&model, &answers, MOMENT_BEFORE);
    assert_int_equal(model.row, SCALE_CONNECTED);
    answers.scales[2] = 0;
    check_in_toggle_word(&answers, "like rain");
    check_in_begin(&model, &answers, MOMENT_BEFORE);
    assert_int_equal(model.row, CHECK_IN_WORDS);
    assert_string_equal(check_in_word(&model, FEELING_COUNT), "like rain");
    assert_memory_equal(&model.answers, &answers, sizeof answers);
}

/* ---- any keys at all */

static void assert_sound(const struct check_in_model *model)
{
    const struct check_in *answers = &model->answers;
    for (int i = 0; i < SCALES; i++)
        assert_in_range(answers->scales[i] + 2, 0, SCALE_STEPS + 2);
    assert_in_range(model->row, 0, CHECK_IN_WORDS);
    assert_true(answers->word_count <= FEELINGS_MOST);
    for (size_t i = 0; i < answers->word_count; i++) {
        const char *word = answers->words[i];
        char *clean = text_clean(word);
        assert_string_equal(word, clean);
        assert_in_range(strlen(word), 1, FEELING_SIZE - 1);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(word, answers->words[j]);
        free(clean);
    }
    assert_true(text_is_utf8(model->own, strlen(model->own)));
    assert_true(check_in_word(model, model->word) || (model->finding && !model->word));
}

static int any_key(uint64_t *seed)
{
    static const int OTHERS[] = {KEY_UP,    KEY_DOWN,  KEY_LEFT, KEY_RIGHT,     KEY_HOME, KEY_END,
                                 KEY_PPAGE, KEY_NPAGE, KEY_DC,   KEY_BACKSPACE, KEY_F(5), ENTER,
                                 ESCAPE,    ' ',       '/',      'c',           'l',      'h'};
    if (random_between(seed, 0, 2))
        return OTHERS[random_between(seed, 0, COUNT(OTHERS) - 1)];
    if (random_between(seed, 0, 3))
        return (int)random_between(seed, 0, 127);
    return (int)random_between(seed, KEYS_WIDE + 128, KEYS_WIDE + 0x10FFFF);
}

static void no_keys_lead_astray_and_only_what_is_answered_changes(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= (uint64_t)rounds(300); round++) {
        uint64_t seed = round;
        struct check_in_model model = begin();
        for (int i = 0; i < 400; i++) {
            struct check_in_model before = model;
            enum check_in_end end;
            model.changed = false;
            bool over =
                check_in_press(&model, any_key(&seed), (size_t)random_between(&seed, 1, 9), &end);
            assert_sound(&model);
            for (int scale = 0; scale < SCALES; scale++) {
                bool same = model.answers.scales[scale] == before.answers.scales[scale];
                assert_true(same || (model.changed && before.row == scale && !before.finding));
            }
            assert_true(model.changed || model.answers.word_count == before.answers.word_count);
            assert_true(!over ||
                        memcmp(&model.answers, &before.answers, sizeof before.answers) == 0);
        }
    }
}

/* ---- lines */

static void a_line_is_a_number_cant_tell_or_nothing(void **state)
{
    static const struct {
        const char *line;
        int answer; /* -3: refused */
    } ROWS[] = {
        {"0", 0},
        {"100", 100},
        {" 42 ", 42},
        {"c", ANSWER_CANT_TELL},
        {"", 33},
        {"  ", 33},
        {"can't tell", ANSWER_CANT_TELL},
        {"101", -3},
        {"-1", -3},
        {"4.5", -3},
        {"good", -3},
        {"5 6", -3},
        {"\x1b[A", -3},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct check_in answers = CHECK_IN_EMPTY;
        struct error error = {""};
        answers.scales[1] = 33;
        bool good = check_in_take_line(&answers, 1, ROWS[i].line, &error);
        assert_int_equal(good, ROWS[i].answer != -3);
        assert_int_equal(answers.scales[1], good ? ROWS[i].answer : 33);
        assert_int_equal(answers.scales[0], ANSWER_OPEN);
        assert_int_equal(*error.text != '\0', !good);
    }
}

static void a_line_of_words_has_commas(void **state)
{
    (void)state;
    struct check_in_model model = begin();
    struct check_in *answers = &model.answers;
    assert_true(
        check_in_take_line(answers, CHECK_IN_WORDS, " Numb,too much,, like  rain ,numb", NULL));
    assert_words(&model, "numb,too much,like rain");
    assert_true(check_in_take_line(answers, CHECK_IN_WORDS, "", NULL));
    assert_true(check_in_take_line(answers, CHECK_IN_WORDS, "c", NULL));
    assert_words(&model, "numb,too much,like rain,not sure");
}

static void too_many_words_or_too_long_ones_leave_all_as_it_was(void **state)
{
    struct error error;
    (void)state;
    struct check_in_model model = begin();
    struct check_in *answers = &model.answers;
    assert_true(check_in_take_line(answers, CHECK_IN_WORDS, "a1,a2,a3,a4,a5,a6,a7,a8", NULL));
    assert_false(check_in_take_line(answers, CHECK_IN_WORDS, "b1,b2,b3,b4,b5,b6,b7,b8,b9", &error));
    assert_non_null(strstr(error.text, "room for 16 words"));
    assert_int_equal(answers->word_count, 8);
    char line[2 * FEELING_SIZE + 8] = "x, ";
    for (int i = 0; i < FEELING_SIZE; i++)
        strcat(line, "\xC3\xA4");
    assert_false(check_in_take_line(answers, CHECK_IN_WORDS, line, &error));
    assert_non_null(strstr(error.text, "is long for a word"));
    assert_true(text_is_utf8(error.text, strlen(error.text)));
    assert_int_equal(answers->word_count, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_answered_until_a_key_answers_it),
        cmocka_unit_test(the_first_touch_moves_a_scale_from_its_middle),
        cmocka_unit_test(a_scale_has_100_steps_and_two_ends),
        cmocka_unit_test(cant_tell_is_an_answer_everywhere_and_can_be_taken_back),
        cmocka_unit_test(backspace_and_delete_empty_an_answer),
        cmocka_unit_test(the_list_holds_words_for_feeling_nothing_beside_feelings_of_all_kinds),
        cmocka_unit_test(space_chooses_words_and_takes_them_out),
        cmocka_unit_test(up_and_down_go_through_the_lines_of_words_and_out_of_them),
        cmocka_unit_test(finding_shows_what_is_meant_and_enter_chooses_it),
        cmocka_unit_test(a_word_of_ones_own_is_typed_and_enter_takes_it),
        cmocka_unit_test(a_word_half_typed_is_not_taken),
        cmocka_unit_test(letters_that_are_keys_are_only_letters_while_finding),
        cmocka_unit_test(one_word_more_than_there_is_room_for_is_refused),
        cmocka_unit_test(a_long_word_is_cut_at_a_character),
        cmocka_unit_test(unreal_and_too_much_call_for_help_and_no_other_word_does),
        cmocka_unit_test(enter_goes_through_the_questions_and_then_on),
        cmocka_unit_test(one_key_ends_it_and_what_was_answered_stays),
        cmocka_unit_test(it_begins_at_what_is_still_open),
        cmocka_unit_test(no_keys_lead_astray_and_only_what_is_answered_changes),
        cmocka_unit_test(a_line_is_a_number_cant_tell_or_nothing),
        cmocka_unit_test(a_line_of_words_has_commas),
        cmocka_unit_test(too_many_words_or_too_long_ones_leave_all_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
