#include "ui/key_reader.h"

#include "ui/key_sequences.h"
#include "ui/keys.h"

#include <string.h>
#include <unistr.h>

enum { BELL = 7, CANCEL = 24, SUBSTITUTE = 26, ESCAPE = 27, DELETE = 127 };

/* What begins a string: OSC, DCS, SOS, PM, APC. With Alt, they are keys as well. */
static const char STRINGS[] = "]PX^_";

static void begin(struct key_reader *reader, enum key_reader_state state)
{
    reader->state = state;
    reader->held = 0;
}

static bool give(struct key_reader *reader, int key, int *out)
{
    *out = key | (reader->alt ? KEYS_ALT : 0) | (reader->pasting ? KEYS_PASTED : 0);
    begin(reader, READER_READY);
    reader->alt = false;
    return reader->text || !reader->pasting;
}

/* Nothing comes of what was begun. */
static bool drop(struct key_reader *reader)
{
    begin(reader, READER_READY);
    reader->alt = false;
    return false;
}

static void hold(struct key_reader *reader, unsigned char byte)
{
    if (reader->held < sizeof reader->bytes - 1)
        reader->bytes[reader->held] = byte;
    reader->held++;
}

static bool take_escaped(struct key_reader *reader, unsigned char byte, int *key);

/* The controls of eight bits that begin a sequence, as the characters that follow Esc instead. */
static bool begins_sequence(ucs4_t c)
{
    return c == 0x9B || c == 0x8F || (c >= 0x80 && c < 0xA0 && strchr(STRINGS, (int)c - 0x40));
}

static bool take_control(struct key_reader *reader, ucs4_t c, int *key)
{
    drop(reader);
    return begins_sequence(c) && take_escaped(reader, (unsigned char)(c - 0x40), key);
}

/* A byte of a character beyond ASCII. What is no UTF-8 is no key. */
static bool take_byte(struct key_reader *reader, unsigned char byte, int *key)
{
    enum { INCOMPLETE = -2 };
    ucs4_t c;
    reader->state = READER_CHARACTER;
    hold(reader, byte);
    int bytes = u8_mbtoucr(&c, reader->bytes, reader->held);
    if (bytes > 0)
        return c < 0xA0 ? take_control(reader, c, key) : give(reader, KEYS_WIDE + (int)c, key);
    if (bytes == INCOMPLETE)
        return false;
    bool first = reader->held == 1;
    drop(reader);
    return !first && take_byte(reader, byte, key);
}

/* What follows Esc. */
static bool take_escaped(struct key_reader *reader, unsigned char byte, int *key)
{
    bool string = byte && strchr(STRINGS, byte);
    if (byte == ESCAPE) { /* pressed twice is pressed, unless a sequence follows: then it is Alt */
        reader->alt = true;
        return false;
    }
    if (byte == '[' || byte == 'O' || (string && !reader->pasting)) {
        begin(reader, byte == '[' ? READER_CSI : byte == 'O' ? READER_SS3 : READER_STRING);
        reader->opening = byte;
        return false;
    }
    reader->alt = true;
    begin(reader, READER_READY);
    return byte < 0x80 ? give(reader, byte, key) : take_byte(reader, byte, key);
}

static bool take_first(struct key_reader *reader, unsigned char byte, int *key)
{
    if (byte == ESCAPE) {
        begin(reader, READER_ESCAPE);
        return false;
    }
    if (begins_sequence(byte)) /* alone it is no UTF-8 */
        return take_control(reader, byte, key);
    return byte < 0x80 ? give(reader, byte, key) : take_byte(reader, byte, key);
}

/* A sequence is whole. */
static bool end_sequence(struct key_reader *reader, int meaning, int *key)
{
    if (meaning == KEYS_PASTE || meaning == KEYS_PASTE_END) {
        bool ended = meaning == KEYS_PASTE_END && reader->stalled; /* for now: that was said */
        drop(reader);
        reader->pasting = meaning == KEYS_PASTE;
        reader->stalled = false;
        *key = meaning;
        return reader->text && !ended;
    }
    return meaning == SEQUENCE_UNKNOWN ? drop(reader) : give(reader, meaning, key);
}

/* rxvt ends a key with Shift with $, which others have in the middle of an answer. */
static bool is_shifted_rxvt(const struct key_reader *reader)
{
    size_t held = reader->held;
    bool digits = held > 0 && held < sizeof reader->bytes;
    for (size_t i = 0; digits && i < held; i++)
        digits = reader->bytes[i] >= '0' && reader->bytes[i] <= '9';
    return digits;
}

static int meaning_of(struct key_reader *reader, char last)
{
    if (reader->held >= sizeof reader->bytes)
        return SEQUENCE_UNKNOWN;
    reader->bytes[reader->held] = '\0';
    return key_sequences_csi((char *)reader->bytes, last);
}

static bool take_in_csi(struct key_reader *reader, unsigned char byte, int *key)
{
    if (byte == '[' && !reader->held) {
        begin(reader, READER_LINUX);
        return false;
    }
    if (byte == 'M' && !reader->held) {
        begin(reader, READER_MOUSE);
        return false;
    }
    if (byte >= '@')
        return end_sequence(reader, meaning_of(reader, (char)byte), key);
    if (byte == '$' && is_shifted_rxvt(reader))
        return drop(reader);
    hold(reader, byte);
    return false;
}

static bool take_in_ss3(struct key_reader *reader, unsigned char byte, int *key)
{
    if ((byte >= '0' && byte <= '9') || byte == ';') { /* what is held, as xterm once had it */
        hold(reader, byte);
        return false;
    }
    return reader->held ? drop(reader) : end_sequence(reader, key_sequences_ss3((char)byte), key);
}

/* What a string that a terminal sends begins with: an answer's number, or how it spells its name
 * and settings. */
static bool begins_string(unsigned char opening, unsigned char byte)
{
    bool number = byte >= '0' && byte <= '9';
    return opening == ']'   ? number
           : opening == 'P' ? number || (byte && strchr(">!$+", byte))
                            : opening == '_' && byte == 'G';
}

/* Whether the string that was begun is none: a key was pressed with Alt, and then another one. */
static bool is_typed(const struct key_reader *reader, unsigned char byte)
{
    return !reader->held && byte != ESCAPE && reader->gap >= KEY_READER_TYPED_MS &&
           !begins_string(reader->opening, byte);
}

static bool take_in_string(struct key_reader *reader, unsigned char byte, int *key)
{
    if (is_typed(reader, byte)) {
        reader->alt = reader->again = true;
        return give(reader, reader->opening, key);
    }
    if (byte == BELL || byte == CANCEL || byte == SUBSTITUTE)
        return drop(reader);
    if (byte < ' ' && byte != ESCAPE) { /* no string has any: it was typed, or isn't whole */
        drop(reader);
        return give(reader, byte, key);
    }
    if (byte != ESCAPE) {
        hold(reader, byte);
        return false;
    }
    if (reader->held) {
        reader->state = READER_STRING_END;
        return false;
    }
    reader->alt = true; /* nothing is in it: it was pressed with Alt, and so is the next */
    bool given = give(reader, reader->opening, key);
    begin(reader, READER_ESCAPE);
    return given;
}

static bool take_string_end(struct key_reader *reader, unsigned char byte, int *key)
{
    if (byte == '\\')
        return drop(reader);
    drop(reader);
    begin(reader, READER_ESCAPE);
    return take_escaped(reader, byte, key);
}

static bool take_click(struct key_reader *reader, unsigned char byte)
{
    enum { BYTES = 3 };
    hold(reader, byte);
    return reader->held == BYTES && drop(reader);
}

/* A control ends a sequence that isn't whole, and is a key of its own. */
static bool breaks_off(const struct key_reader *reader, unsigned char byte)
{
    bool sequence =
        reader->state == READER_CSI || reader->state == READER_LINUX || reader->state == READER_SS3;
    return (sequence && (byte < ' ' || byte >= DELETE)) ||
           (reader->state == READER_MOUSE && byte < ' ') ||
           (reader->state == READER_CHARACTER && byte < 0x80);
}

/* The listener ends a paste whose mark doesn't come. */
static void leave_paste(struct key_reader *reader)
{
    reader->pasting = reader->stalled = false;
}

/* A paste that stalled goes on with this byte. True: which is to be said first. */
static bool resume_paste(struct key_reader *reader, unsigned char byte, int *key)
{
    if (byte == ESCAPE || reader->state != READER_READY) /* its mark, perhaps */
        return false;
    if (byte < ' ' && !(byte && strchr("\t\r\n", byte))) { /* no text has any */
        leave_paste(reader);
        return false;
    }
    reader->stalled = false;
    reader->again = reader->text;
    *key = KEYS_PASTE;
    return reader->text;
}

bool key_reader_take(struct key_reader *reader, unsigned char byte, int64_t now, int *key)
{
    reader->gap = reader->again ? 0 : now - reader->last;
    reader->last = now;
    reader->again = false;
    if (reader->stalled && resume_paste(reader, byte, key))
        return true;
    if (breaks_off(reader, byte))
        drop(reader);
    switch (reader->state) {
    case READER_CHARACTER:
        return take_byte(reader, byte, key);
    case READER_ESCAPE:
        return take_escaped(reader, byte, key);
    case READER_CSI:
        return take_in_csi(reader, byte, key);
    case READER_LINUX:
        return end_sequence(reader, key_sequences_linux((char)byte), key);
    case READER_SS3:
        return take_in_ss3(reader, byte, key);
    case READER_STRING:
        return take_in_string(reader, byte, key);
    case READER_STRING_END:
        return take_string_end(reader, byte, key);
    case READER_MOUSE:
        return take_click(reader, byte);
    case READER_READY:
        break;
    }
    return take_first(reader, byte, key);
}

/* Whether what came could be a key that was pressed alone: Esc, Alt-O, Alt-]. */
static bool may_be_alone(const struct key_reader *reader)
{
    bool opened = reader->state == READER_SS3 || reader->state == READER_STRING;
    return reader->state == READER_ESCAPE || (opened && !reader->held);
}

int64_t key_reader_deadline(const struct key_reader *reader)
{
    bool soon =
        may_be_alone(reader) || reader->state == READER_CHARACTER || reader->state == READER_MOUSE;
    if (reader->pasting && !reader->stalled)
        return reader->last + KEY_READER_SEQUENCE_MS;
    if (reader->state == READER_READY)
        return -1;
    return reader->last + (soon ? KEY_READER_ESCAPE_MS : KEY_READER_SEQUENCE_MS);
}

bool key_reader_expire(struct key_reader *reader, int *key)
{
    bool escape = reader->state == READER_ESCAPE;
    if (reader->pasting && !reader->stalled) {
        drop(reader);
        reader->stalled = true;
        *key = KEYS_PASTE_END;
        return reader->text;
    }
    if (!may_be_alone(reader))
        return drop(reader);
    if (escape)
        leave_paste(reader);
    reader->alt = !escape;
    return give(reader, escape ? ESCAPE : reader->opening, key);
}
