#include "ui/key_reader.h"

#include "ui/keys.h"

#include <string.h>
#include <unistr.h>

enum { ESCAPE = 27, CODES = 256 /* what curses calls a key begins above all bytes */ };

static void begin(struct key_reader *reader, enum key_reader_state state)
{
    reader->state = state;
    reader->held = 0;
    reader->alt = false;
}

static bool give(struct key_reader *reader, int key, int *out)
{
    *out = reader->alt ? KEYS_ALT + key : key;
    begin(reader, READER_READY);
    return true;
}

static void hold(struct key_reader *reader, int byte)
{
    if (reader->held < sizeof reader->bytes)
        reader->bytes[reader->held++] = (unsigned char)byte;
}

/* A byte of a character beyond ASCII. What is no UTF-8 is no key. */
static bool take_byte(struct key_reader *reader, int byte, int *key)
{
    enum { INCOMPLETE = -2 };
    ucs4_t c;
    reader->state = READER_CHARACTER;
    hold(reader, byte);
    int bytes = u8_mbtoucr(&c, reader->bytes, reader->held);
    if (bytes > 0)
        return give(reader, KEYS_WIDE + (int)c, key);
    if (bytes == INCOMPLETE)
        return false;
    bool first = reader->held == 1;
    begin(reader, READER_READY);
    return !first && take_byte(reader, byte, key);
}

static bool take_first(struct key_reader *reader, int byte, int *key)
{
    if (byte == ESCAPE && reader->text) {
        begin(reader, READER_ESCAPE);
        return false;
    }
    return byte < 0x80 ? give(reader, byte, key) : take_byte(reader, byte, key);
}

/* What follows Esc. */
static bool take_escaped(struct key_reader *reader, int byte, int *key)
{
    if (byte == '[' || byte == 'O') {
        begin(reader, byte == '[' ? READER_SEQUENCE : READER_SHIFTED);
        return false;
    }
    begin(reader, READER_READY);
    if (byte == ESCAPE) /* pressed twice is pressed */
        return give(reader, ESCAPE, key);
    reader->alt = true;
    return take_first(reader, byte, key);
}

/* A sequence ends with a byte above '?' (ECMA-48, 5.4). Two of them are known. */
static bool take_in_sequence(struct key_reader *reader, int byte, int *key)
{
    bool starts = reader->held == 3 && memcmp(reader->bytes, "200", 3) == 0;
    bool ends = reader->held == 3 && memcmp(reader->bytes, "201", 3) == 0;
    if (byte >= ' ' && byte <= '?') {
        hold(reader, byte);
        return false;
    }
    begin(reader, READER_READY);
    if (byte != '~' || (!starts && !ends))
        return false;
    reader->pasting = starts;
    return give(reader, starts ? KEYS_PASTE : KEYS_PASTE_END, key);
}

bool key_reader_take(struct key_reader *reader, int code, int *key)
{
    if (code >= CODES) {
        reader->alt = reader->state == READER_ESCAPE;
        return give(reader, code, key);
    }
    switch (reader->state) {
    case READER_CHARACTER:
        if (code >= 0x80)
            return take_byte(reader, code, key);
        begin(reader, READER_READY);
        return take_first(reader, code, key);
    case READER_ESCAPE:
        return take_escaped(reader, code, key);
    case READER_SEQUENCE:
        return take_in_sequence(reader, code, key);
    case READER_SHIFTED:
        begin(reader, READER_READY);
        return false;
    case READER_READY:
        break;
    }
    return take_first(reader, code, key);
}

bool key_reader_waits(const struct key_reader *reader)
{
    return reader->state != READER_READY && (reader->state != READER_ESCAPE || reader->pasting);
}

bool key_reader_pause(struct key_reader *reader, int *key)
{
    bool escape = reader->state == READER_ESCAPE && !reader->pasting;
    begin(reader, READER_READY);
    return escape && give(reader, ESCAPE, key);
}
