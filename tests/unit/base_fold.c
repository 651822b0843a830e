/* Words are found whatever their case and accents, in every script. */
#include "support/cmocka.h"

#include "base/fold.h"

#include <stdlib.h>
#include <string.h>

static void a_word_is_found_where_it_stands_in_the_original(void **state)
{
    static const struct {
        const char *text, *word, *found; /* NULL: nowhere */
    } ROWS[] = {
        {"A walk in the Garden", "garden", "Garden"},
        {"Übung im Gehen", "übung", "Übung"},
        {"eine ÜBUNG", "übung", "ÜBUNG"},
        {"eine übung", "ÜBUNG", "übung"},
        {"eine U\xcc\x88"
         "bung mehr",
         "übung",
         "U\xcc\x88"
         "bung"}, /* a letter and its dots */
        {"eine Übung mehr",
         "U\xcc\x88"
         "BUNG",
         "Übung"},
        {"Café, später", "cafe", "Café"},
        {"Cafe\xcc\x81 a", "café", "Cafe\xcc\x81"},
        {"Die Straße", "STRASSE", "Straße"},
        {"DIE STRASSE", "straße", "STRASSE"},
        {"DIE STRAẞE", "straße", "STRAẞE"},
        {"groß", "gros", "groß"}, /* a part of ß is all of it */
        {"ΟΔΥΣΣΕΥΣ", "οδυσσευς", "ΟΔΥΣΣΕΥΣ"},
        {"Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ", "Ὀδυσσεύς"},
        {"ДЫХАНИЕ", "дыхание", "ДЫХАНИЕ"},
        {"İstanbul", "istanbul", "İstanbul"},
        {"ﬁre", "fire", "ﬁre"},
        {"呼吸", "吸", "吸"},
        {"한국", "한", "한"},
        {"anything", "", ""},
        {"", "", ""},
        {"", "a", NULL},
        {"Übung", "übungen", NULL},
        {"a b", "ab", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        size_t length = 99;
        const char *found = fold_find(ROWS[i].text, ROWS[i].word, &length);
        if (!found != !ROWS[i].found)
            fail_msg("\"%s\" in \"%s\"", ROWS[i].word, ROWS[i].text);
        if (!found)
            continue;
        assert_ptr_equal(found, strstr(ROWS[i].text, ROWS[i].found));
        assert_int_equal(length, strlen(ROWS[i].found));
    }
}

static void a_text_begins_with_a_word_in_the_same_way(void **state)
{
    (void)state;
    assert_true(fold_begins("Übung im Gehen", "üb"));
    assert_true(fold_begins("müde", "MU"));
    assert_true(fold_begins("any", ""));
    assert_false(fold_begins("müde", "üde"));
    assert_false(fold_begins("mü", "müde"));
}

static void texts_are_the_same_but_for_case(void **state)
{
    (void)state;
    assert_true(fold_same("müde", "MÜDE"));
    assert_true(fold_same("mu\xcc\x88"
                          "de",
                          "Müde"));
    assert_true(fold_same("groß", "GROSS"));
    assert_false(fold_same("müde", "mude")); /* it may be another word */
    assert_false(fold_same("müde", "müd"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_where_it_stands_in_the_original),
        cmocka_unit_test(a_text_begins_with_a_word_in_the_same_way),
        cmocka_unit_test(texts_are_the_same_but_for_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
