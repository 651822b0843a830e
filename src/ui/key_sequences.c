#include "ui/key_sequences.h"

#include "ui/keys.h"

#include <curses.h>
#include <stddef.h>

enum { TAB = 9, ENTER = 13, ESCAPE = 27, DELETE = 127 };

/* The bits of a modifier parameter less one (xterm, "PC-style function keys", and kitty). */
enum { SHIFT = 1, ALT = 2, CTRL = 4, CAPS_LOCK = 64, NUM_LOCK = 128 };

struct row {
    int code;
    int key;
};

/* By the last character of CSI and SS3 alike. */
static const struct row LETTERS[] = {
    {'A', KEY_UP},   {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'F', KEY_END},
    {'H', KEY_HOME}, {'P', KEY_F(1)}, {'Q', KEY_F(2)},  {'S', KEY_F(4)}, {0, 0},
};

/* By the last character of SS3: F3, and a keypad in application mode. */
static const struct row KEYPAD[] = {
    {'R', KEY_F(3)}, {'M', KEY_ENTER}, {'I', TAB}, {' ', ' '}, {'X', '='}, {'j', '*'},
    {'k', '+'},      {'l', ','},       {'m', '-'}, {'n', '.'}, {'o', '/'}, {'p', '0'},
    {'q', '1'},      {'r', '2'},       {'s', '3'}, {'t', '4'}, {'u', '5'}, {'v', '6'},
    {'w', '7'},      {'x', '8'},       {'y', '9'}, {0, 0},
};

/* By the number before ~. */
static const struct row NUMBERS[] = {
    {1, KEY_HOME},     {2, KEY_IC},           {3, KEY_DC},     {4, KEY_END},    {5, KEY_PPAGE},
    {6, KEY_NPAGE},    {7, KEY_HOME},         {8, KEY_END},    {11, KEY_F(1)},  {12, KEY_F(2)},
    {13, KEY_F(3)},    {14, KEY_F(4)},        {15, KEY_F(5)},  {17, KEY_F(6)},  {18, KEY_F(7)},
    {19, KEY_F(8)},    {20, KEY_F(9)},        {21, KEY_F(10)}, {23, KEY_F(11)}, {24, KEY_F(12)},
    {200, KEYS_PASTE}, {201, KEYS_PASTE_END}, {0, 0},
};

/* By kitty's own numbers: the keypad's keys. */
static const struct row KITTY[] = {
    {57399, '0'},
    {57400, '1'},
    {57401, '2'},
    {57402, '3'},
    {57403, '4'},
    {57404, '5'},
    {57405, '6'},
    {57406, '7'},
    {57407, '8'},
    {57408, '9'},
    {57409, '.'},
    {57410, '/'},
    {57411, '*'},
    {57412, '-'},
    {57413, '+'},
    {57414, KEY_ENTER},
    {57415, '='},
    {57416, ','},
    {57417, KEY_LEFT},
    {57418, KEY_RIGHT},
    {57419, KEY_UP},
    {57420, KEY_DOWN},
    {57421, KEY_PPAGE},
    {57422, KEY_NPAGE},
    {57423, KEY_HOME},
    {57424, KEY_END},
    {57425, KEY_IC},
    {57426, KEY_DC},
    {0, 0},
};

static int look_up(const struct row *row, int code)
{
    while (row->code && row->code != code)
        row++;
    return row->key;
}

enum { FIELDS = 3, PARTS = 2, NOT_GIVEN = -1, GREATEST = 0x10FFFF };

/* Numbers as in "97:65;5:1;65"; false for anything else. */
static bool read_fields(const char *text, int fields[FIELDS][PARTS])
{
    size_t field = 0, part = 0;
    for (size_t i = 0; i < FIELDS; i++)
        fields[i][0] = fields[i][1] = NOT_GIVEN;
    for (; *text; text++) {
        if (*text == ';') {
            field++;
            part = 0;
        } else if (*text == ':') {
            part++;
        } else if (*text < '0' || *text > '9') {
            return false;
        } else if (field < FIELDS && part < PARTS) {
            int *number = &fields[field][part];
            *number = (*number == NOT_GIVEN ? 0 : *number * 10) + (*text - '0');
            *number = *number > GREATEST ? GREATEST + 1 : *number;
        }
    }
    return field < FIELDS;
}

/* Text from a code that is no ASCII. kitty's own numbers are in Unicode's private use area. */
static int wide(int code)
{
    bool surrogate = code >= 0xD800 && code <= 0xDFFF, own = code >= 0xE000 && code <= 0xF8FF;
    return code > 0x9F && code <= GREATEST && !surrogate && !own ? KEYS_WIDE + code
                                                                 : SEQUENCE_UNKNOWN;
}

static int with_control(int code)
{
    if ((code >= '@' && code <= '_') || (code >= 'a' && code <= 'z'))
        return code & 0x1F;
    return code == '/' ? '_' & 0x1F : SEQUENCE_UNKNOWN; /* as terminals have it without protocol */
}

/* What shift makes of a key only the keyboard knows, but for letters. */
static int with_shift(int code, int shifted)
{
    if (shifted > 0)
        return shifted;
    return code >= 'a' && code <= 'z' ? code - 'a' + 'A' : SEQUENCE_UNKNOWN;
}

static int character(int code, int shifted, int modifiers)
{
    bool letter = code >= 'a' && code <= 'z';
    if (code == TAB && (modifiers & SHIFT))
        return KEY_BTAB;
    if (code == TAB || code == ENTER || code == ESCAPE || code == DELETE)
        return code;
    if (letter && (modifiers & CAPS_LOCK))
        modifiers ^= SHIFT;
    if (modifiers & SHIFT)
        code = with_shift(code, shifted);
    if (modifiers & CTRL)
        return with_control(code);
    return code >= ' ' && code < DELETE ? code : wide(code);
}

/* A key that is told by its character, together with what else is held. */
static int typed(int code, int shifted, int modifiers)
{
    int key = look_up(KITTY, code);
    if (modifiers & ~(SHIFT | ALT | CTRL | CAPS_LOCK | NUM_LOCK))
        return SEQUENCE_UNKNOWN;
    if (key)
        return modifiers & (SHIFT | ALT | CTRL) ? SEQUENCE_UNKNOWN : key;
    key = character(code, shifted, modifiers);
    return key && (modifiers & ALT) ? KEYS_ALT | key : key;
}

int key_sequences_csi(const char *parameters, char last)
{
    enum { RELEASED = 3, OTHER_KEYS = 27 };
    int fields[FIELDS][PARTS];
    if (!read_fields(parameters, fields) || fields[1][1] == RELEASED)
        return SEQUENCE_UNKNOWN;
    int number = fields[0][0], modifiers = fields[1][0] > 0 ? fields[1][0] - 1 : 0;
    if (last == 'u' && number >= 0) {
        bool text = fields[2][0] > 0 && !(modifiers & ~(SHIFT | CAPS_LOCK | NUM_LOCK));
        return text ? typed(fields[2][0], 0, 0) : typed(number, fields[0][1], modifiers);
    }
    if (last == '~' && number == OTHER_KEYS && fields[2][0] >= 0)
        return typed(fields[2][0], fields[2][0], modifiers);
    if (last == 'Z' && !*parameters)
        return KEY_BTAB;
    if (modifiers & ~(CAPS_LOCK | NUM_LOCK))
        return SEQUENCE_UNKNOWN;
    if (last == '~')
        return number > 0 ? look_up(NUMBERS, number) : SEQUENCE_UNKNOWN;
    return number == NOT_GIVEN || number == 1 ? look_up(LETTERS, last) : SEQUENCE_UNKNOWN;
}

int key_sequences_ss3(char last)
{
    int key = look_up(LETTERS, last);
    return key ? key : look_up(KEYPAD, last);
}

int key_sequences_linux(char last)
{
    return last >= 'A' && last <= 'E' ? KEY_F(last - 'A' + 1) : SEQUENCE_UNKNOWN;
}
