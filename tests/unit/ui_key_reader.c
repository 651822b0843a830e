/* From bytes to keys: whole characters, whole sequences, Alt, Esc and pastes, by a clock that is a
 * number. */
#include "support/cmocka.h"

#include "base/memory.h"
#include "ui/key_reader.h"
#include "ui/keys.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

enum { ESC = 27, MOST = 32 };

struct desk {
    struct key_reader reader;
    int64_t now;
    int keys[MOST];
    size_t count;
};

static void note(struct desk *desk, int key)
{
    assert_true(desk->count < MOST);
    desk->keys[desk->count++] = key;
}

/* Lets `ms` pass without a byte. */
static void wait_for(struct desk *desk, int64_t ms)
{
    int key;
    int64_t deadline = key_reader_deadline(&desk->reader);
    desk->now += ms;
    while (deadline >= 0 && deadline <= desk->now) {
        if (key_reader_expire(&desk->reader, &key))
            note(desk, key);
        deadline = key_reader_deadline(&desk->reader);
    }
}

/* Each byte comes `apart` milliseconds after the one before. */
static void type(struct desk *desk, const char *bytes, size_t length, int64_t apart)
{
    int key;
    for (size_t i = 0; i < length; i++) {
        wait_for(desk, i ? apart : 0);
        do {
            if (key_reader_take(&desk->reader, (unsigned char)bytes[i], desk->now, &key))
                note(desk, key);
        } while (desk->reader.again);
    }
}

static void assert_made(const struct desk *desk, const char *bytes, const int *keys, size_t count)
{
    if (desk->count != count)
        fail_msg("\\033%s makes %zu keys, the first is %d", bytes + 1, desk->count, desk->keys[0]);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(desk->keys[i], keys[i]);
}

/* All bytes and a long pause after them, at once and as over a slow link. */
static void assert_keys(bool text, const char *bytes, const int *keys, size_t count)
{
    static const int APART[] = {0, 30, 100};
    for (size_t i = 0; i < sizeof APART / sizeof *APART; i++) {
        struct desk desk = {.reader = {.text = text}};
        type(&desk, bytes, strlen(bytes), APART[i]);
        wait_for(&desk, 10000);
        assert_made(&desk, bytes, keys, count);
        assert_int_equal(key_reader_deadline(&desk.reader), -1);
    }
}

#define KEYS(text, bytes, ...)                                                                     \
    assert_keys(text, bytes, (const int[]){__VA_ARGS__},                                           \
                sizeof(const int[]){__VA_ARGS__} / sizeof(int))

static void characters_come_whole_and_apart_from_codes(void **state)
{
    (void)state;
    KEYS(false, "aă漢🌿", 'a', KEYS_WIDE + 0x103, KEYS_WIDE + 0x6F22, KEYS_WIDE + 0x1F33F);
    assert_int_equal(keys_character(KEY_HOME), 0);
    assert_int_equal(keys_character(KEYS_WIDE + 0x103), 0x103);
    assert_int_equal(keys_character(KEYS_PASTED | (KEYS_WIDE + 0x103)), 0x103);
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
    KEYS(true, "\xc2\x85z", 'z');
}

static void esc_alone_is_a_key_within_150_ms(void **state)
{
    struct desk desk = {0};
    (void)state;
    KEYS(false, "\033", ESC);
    KEYS(false, "\033\033", ESC);
    type(&desk, "\033", 1, 0);
    wait_for(&desk, 100);
    assert_int_equal(desk.count, 0);
    wait_for(&desk, 50);
    assert_int_equal(desk.count, 1);
    type(&desk, "x", 1, 0);
    assert_made(&desk, "\033x", (const int[]){ESC, 'x'}, 2);
}

static void alt_is_no_esc(void **state)
{
    (void)state;
    KEYS(false, "\033_", KEYS_ALT + '_');
    KEYS(false, "\033äx", KEYS_ALT + KEYS_WIDE + 0xE4, 'x');
    KEYS(false, "\033O", KEYS_ALT + 'O');
    KEYS(false, "\033]", KEYS_ALT + ']');
    KEYS(false, "\033P", KEYS_ALT + 'P');
    KEYS(false, "\033_\033_\033_", KEYS_ALT + '_', KEYS_ALT + '_', KEYS_ALT + '_');
    KEYS(false, "\033\033[A", KEYS_ALT | KEY_UP);
    KEYS(false, "\033\033[97;3u", KEYS_ALT + 'a');
}

static void the_usual_keys_are_known_whatever_term_says(void **state)
{
    static const struct {
        int key;
        const char *bytes[9];
    } ROWS[] = {
        {KEY_UP, {"\033[A", "\033OA", "\033[1;1A", "\033[1;129A", "\033[57419u", "\233A"}},
        {KEY_DOWN, {"\033[B", "\033OB", "\033[57420u", "\302\233B"}},
        {KEY_RIGHT, {"\033[C", "\033OC", "\033[57418u", "\217C"}},
        {KEY_LEFT, {"\033[D", "\033OD", "\033[57417;1:2u"}},
        {KEY_HOME, {"\033[H", "\033OH", "\033[1~", "\033[7~", "\033[57423u", "\033[1;65H"}},
        {KEY_END, {"\033[F", "\033OF", "\033[4~", "\033[8~", "\033[57424u", "\033[4;1~"}},
        {KEY_PPAGE, {"\033[5~", "\033[57421u"}},
        {KEY_NPAGE, {"\033[6~", "\033[57422u"}},
        {KEY_DC, {"\033[3~", "\033[57426u"}},
        {KEY_IC, {"\033[2~"}},
        {KEY_BTAB, {"\033[Z", "\033[9;2u"}},
        {KEY_ENTER, {"\033OM", "\033[57414u"}},
        {KEY_F(1), {"\033OP", "\033[11~", "\033[[A", "\033[P"}},
        {KEY_F(5), {"\033[15~", "\033[[E"}},
        {KEY_F(12), {"\033[24~"}},
        {'4', {"\033Ot", "\033[57403u", "\033[52u"}},
        {'\r', {"\033[13u", "\033[13;1:1u", "\033[13;5u", "\033[27;5;13~"}},
        {ESC, {"\033[27u", "\033[27;129u"}},
        {127, {"\033[127u"}},
        {3, {"\003", "\033[99;5u", "\033[27;5;99~"}},
        {0x1f, {"\033[45:95;6u", "\033[47;5u"}},
        {'e', {"\033[101u", "\033[101;;101u", "\033[69;66;101u"}},
        {'E', {"\033[101;2u", "\033[101:69;2u", "\033[101;65u", "\033[101;2;69u", "\033[27;2;69~"}},
        {'?', {"\033[47:63;2u", "\033[47;2;63u", "\033[27;2;63~"}},
        {KEYS_ALT + 'e', {"\033[101;3u", "\033[27;3;101~"}},
        {KEYS_WIDE + 0xE4, {"\033[228u"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        for (size_t j = 0; ROWS[i].bytes[j]; j++)
            KEYS(false, ROWS[i].bytes[j], ROWS[i].key);
    }
}

static void what_nobody_knows_is_swallowed_whole(void **state)
{
    static const char *const UNKNOWN[] = {
        "\033[1;5C",
        "\033[99;9~",
        "\033[1234567890123456789012345678901234567890~",
        "\033[1111111111111111111111111111111111111111111111111111111111111111111111111A",
        "\033OZ",
        "\033O5C",
        "\033[I",
        "\033[O",
        "\033[?997;1n",
        "\033[24;80R",
        "\033[?1;2c",
        "\033[>41;360;0c",
        "\033[?2026;2$y",
        "\033[4;2$y",
        "\033[7$",
        "\033[7^",
        "\033[7@",
        "\033[a",
        "\033Oa",
        "\033[<0;10;10M",
        "\033[<0;10;10m",
        "\033[M !!",
        "\033[32;10;10M",
        "\033[97;1:3u",
        "\033[97;9u",
        "\033[57441u",
        "\033[49;2u",
        "\033[?u",
        "\033[?1u",
        "\033]11;rgb:0000/0000/0000\007",
        "\033]11;rgb:0000/0000/0000\033\\",
        "\033]52;c;cXE=\007",
        "\033P>|XTerm(390)\033\\",
        "\033P1+r436f=323536\033\\",
        "\033_Gi=31;OK\033\\",
    };
    static const char *const AT_ONCE[] = {"\033^quit\033\\x", "\033Xquit\033\\x", "\235q\033\\x",
                                          "\033]q\030x"};
    (void)state;
    for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++) {
        char *more = mem_format("%sx", UNKNOWN[i]);
        KEYS(false, more, 'x');
        free(more);
    }
    for (size_t i = 0; i < sizeof AT_ONCE / sizeof *AT_ONCE; i++) {
        struct desk desk = {0};
        type(&desk, AT_ONCE[i], strlen(AT_ONCE[i]), 0);
        assert_made(&desk, AT_ONCE[i], (const int[]){'x'}, 1);
    }
    KEYS(false, "x\033[", 'x');
    KEYS(false, "x\033[1;", 'x');
    KEYS(false, "x\033]11;q", 'x');
    KEYS(false, "\033[1\003", 3);
    KEYS(false, "\033]1\003", 3);
    KEYS(false, "\033[1\033[A", KEY_UP);
}

static void a_sequence_is_awaited_for_a_second(void **state)
{
    struct desk desk = {0};
    (void)state;
    type(&desk, "\033[", 2, 0);
    wait_for(&desk, 900);
    type(&desk, "4~", 2, 900);
    assert_made(&desk, "\033[4~", (const int[]){KEY_END}, 1);
    type(&desk, "\033[", 2, 0);
    wait_for(&desk, 1000);
    type(&desk, "q", 1, 0);
    assert_made(&desk, "\033[", (const int[]){KEY_END, 'q'}, 2);
}

static void a_paste_is_no_key_but_in_a_text(void **state)
{
    (void)state;
    KEYS(true, "\033[200~a\r\033[201~b", KEYS_PASTE, KEYS_PASTED | 'a', KEYS_PASTED | '\r',
         KEYS_PASTE_END, 'b');
    KEYS(false, "\033[200~quit\r\003\033[201~b", 'b');
    KEYS(true, "\033[200~ä\033[31m\033[A", KEYS_PASTE, KEYS_PASTED | (KEYS_WIDE + 0xE4),
         KEYS_PASTED | KEY_UP, KEYS_PASTE_END);
    KEYS(false, "\033[200~a\033]q\033[201~b", 'b');
    KEYS(false, "\033[2000~\033[20~x", KEY_F(9), 'x');
}

/* Not at once, as a terminal's strings come. */
static void with_alt_what_could_begin_a_string_is_a_key_and_so_is_what_follows(void **state)
{
    static const char OPENINGS[] = "]PX^_";
    (void)state;
    for (size_t i = 0; OPENINGS[i]; i++) {
        struct desk desk = {.reader = {.text = true}};
        char bytes[] = {'\033', OPENINGS[i], 'a', 'b', '\0'};
        type(&desk, bytes, 2, 0);
        wait_for(&desk, 60);
        type(&desk, bytes + 2, 2, 60);
        assert_made(&desk, bytes, (const int[]){KEYS_ALT + OPENINGS[i], 'a', 'b'}, 3);
    }
    KEYS(false, "\033]1a\rb", '\r', 'b'); /* even where it looks like one, Enter ends it */
    KEYS(false, "\033P1a\nb", '\n', 'b');
}

static void a_paste_that_stalls_goes_on_as_a_paste(void **state)
{
    (void)state;
    for (int text = 0; text < 2; text++) {
        struct desk desk = {.reader = {.text = text}};
        type(&desk, "\033[200~a", 7, 0);
        wait_for(&desk, 5000);
        type(&desk, "q\r\033[201~e", 9, 0);
        assert_made(&desk, "\033[200~",
                    text ? (const int[]){KEYS_PASTE, KEYS_PASTED | 'a', KEYS_PASTE_END, KEYS_PASTE,
                                         KEYS_PASTED | 'q', KEYS_PASTED | '\r', KEYS_PASTE_END, 'e'}
                         : (const int[]){'e'},
                    text ? 8 : 1);
    }
}

static void where_its_mark_never_comes_esc_or_a_control_ends_a_paste(void **state)
{
    static const char ENDS[] = "\033\003\004";
    (void)state;
    for (size_t i = 0; ENDS[i]; i++) {
        struct desk desk = {0};
        type(&desk, "\033[200~a", 7, 0);
        wait_for(&desk, 1000);
        type(&desk, "q", 1, 0); /* as far as anybody can tell, that is pasted */
        wait_for(&desk, 1000);
        type(&desk, &ENDS[i], 1, 0);
        wait_for(&desk, 200);
        type(&desk, "q", 1, 0);
        assert_made(&desk, "\033[200~", (const int[]){ENDS[i], 'q'}, 2);
    }
}

static void a_text_hears_after_a_second_that_a_paste_has_no_end(void **state)
{
    struct desk desk = {.reader = {.text = true}};
    (void)state;
    KEYS(true, "\033[200~a\033", KEYS_PASTE, KEYS_PASTED | 'a', KEYS_PASTE_END);
    type(&desk, "\033[200~", 6, 0);
    wait_for(&desk, 999);
    assert_int_equal(desk.count, 1);
    wait_for(&desk, 1);
    assert_made(&desk, "\033[200~", (const int[]){KEYS_PASTE, KEYS_PASTE_END}, 2);
    type(&desk, "\033[201~q", 7, 0); /* it was said already */
    assert_made(&desk, "\033[200~", (const int[]){KEYS_PASTE, KEYS_PASTE_END, 'q'}, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_come_whole_and_apart_from_codes),
        cmocka_unit_test(what_is_no_utf8_is_no_key),
        cmocka_unit_test(esc_alone_is_a_key_within_150_ms),
        cmocka_unit_test(alt_is_no_esc),
        cmocka_unit_test(the_usual_keys_are_known_whatever_term_says),
        cmocka_unit_test(what_nobody_knows_is_swallowed_whole),
        cmocka_unit_test(a_sequence_is_awaited_for_a_second),
        cmocka_unit_test(a_paste_is_no_key_but_in_a_text),
        cmocka_unit_test(with_alt_what_could_begin_a_string_is_a_key_and_so_is_what_follows),
        cmocka_unit_test(a_paste_that_stalls_goes_on_as_a_paste),
        cmocka_unit_test(where_its_mark_never_comes_esc_or_a_control_ends_a_paste),
        cmocka_unit_test(a_text_hears_after_a_second_that_a_paste_has_no_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
