/* From bytes to keys: whole characters, Alt, Esc and pastes. */
#include "support/cmocka.h"

#include "ui/key_reader.h"
#include "ui/keys.h"

#include <string.h>

enum { ESC = 27, CODE = 0403 /* of curses, which is U+0103, too */ };

/* Takes all bytes and a pause behind them, and compares the keys that they make. */
static void assert_keys(bool text, const char *bytes, const int *keys, size_t count)
{
    struct key_reader reader = {.text = text};
    size_t found = 0;
    int key;
    for (size_t i = 0; i < strlen(bytes); i++) {
        if (!key_reader_take(&reader, (unsigned char)bytes[i], &key))
            continue;
        assert_true(found < count);
        assert_int_equal(key, keys[found++]);
    }
    if (key_reader_pause(&reader, &key)) {
        assert_true(found < count);
        assert_int_equal(key, keys[found++]);
    }
    assert_int_equal(found, count);
}

#define KEYS(text, bytes, ...)                                                                     \
    assert_keys(text, bytes, (const int[]){__VA_ARGS__},                                           \
                sizeof(const int[]){__VA_ARGS__} / sizeof(int))

static void characters_come_whole_and_apart_from_codes(void **state)
{
    int key;
    struct key_reader reader = {.text = true};
    (void)state;
    KEYS(false, "aă漢🌿", 'a', KEYS_WIDE + 0x103, KEYS_WIDE + 0x6F22, KEYS_WIDE + 0x1F33F);
    assert_true(key_reader_take(&reader, CODE, &key));
    assert_int_equal(key, CODE);
    assert_int_equal(keys_character(CODE), 0);
    assert_int_equal(keys_character(KEYS_WIDE + 0x103), 0x103);
    assert_int_equal(keys_character('a'), 'a');
    assert_int_equal(keys_character('\n'), 0);
    assert_int_equal(keys_character(127), 0);
    assert_int_equal(keys_character(KEYS_ALT + 'a'), 0);
    assert_int_equal(keys_character(KEYS_PASTE), 0);
}

static void what_is_no_utf8_is_no_key(void **state)
{
    (void)state;
    KEYS(true, "\xffz", 'z');
    KEYS(true, "\xc3z", 'z');
    KEYS(true, "\xe6\xbc\xc3\xa4z", KEYS_WIDE + 0xE4, 'z');
    KEYS(true, "z\xe6\xbc", 'z');
    KEYS(true, "\xed\xa0\x80z", 'z');
}

static void alt_and_esc_are_told_apart_in_a_text(void **state)
{
    int key;
    struct key_reader reader = {.text = true};
    (void)state;
    KEYS(true, "\033", ESC);
    KEYS(true, "\033\033", ESC);
    KEYS(true, "\033_", KEYS_ALT + '_');
    KEYS(true, "\033äx", KEYS_ALT + KEYS_WIDE + 0xE4, 'x');
    KEYS(false, "\033_", ESC, '_');
    assert_false(key_reader_take(&reader, ESC, &key));
    assert_false(key_reader_waits(&reader));
    assert_true(key_reader_take(&reader, CODE, &key));
    assert_int_equal(key, KEYS_ALT + CODE);
}

static void sequences_that_nobody_knows_are_no_keys(void **state)
{
    (void)state;
    KEYS(true, "\033[1;5Cx", 'x');
    KEYS(true, "\033[99;9~x", 'x');
    KEYS(true, "\033[1234567890123456789012345678901234567890~x", 'x');
    KEYS(true, "\033OZx", 'x');
    KEYS(true, "x\033[", 'x');
}

static void a_paste_has_marks_and_no_esc(void **state)
{
    int key;
    struct key_reader reader = {.text = true};
    (void)state;
    KEYS(true, "\033[200~a\033[201~b", KEYS_PASTE, 'a', KEYS_PASTE_END, 'b');
    KEYS(true, "\033[200~a\033", KEYS_PASTE, 'a');
    KEYS(true, "\033[2000~\033[20~x", 'x');
    for (const char *at = "\033[200~\033"; *at; at++)
        key_reader_take(&reader, *at, &key);
    assert_true(key_reader_waits(&reader)); /* it may be the end's */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_come_whole_and_apart_from_codes),
        cmocka_unit_test(what_is_no_utf8_is_no_key),
        cmocka_unit_test(alt_and_esc_are_told_apart_in_a_text),
        cmocka_unit_test(sequences_that_nobody_knows_are_no_keys),
        cmocka_unit_test(a_paste_has_marks_and_no_esc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
