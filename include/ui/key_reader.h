/* From the bytes of a terminal to keys (ui/keys.h): whole characters, whole escape sequences
 * (ECMA-48, chapter 5), keys with Alt, pastes. What nobody knows is swallowed whole. It has no
 * clock of its own: times are milliseconds that the caller reads somewhere. */
#ifndef UI_KEY_READER_H
#define UI_KEY_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How long a byte waits for what may belong to it. */
enum {
    KEY_READER_ESCAPE_MS = 120,   /* Esc, which may be alone */
    KEY_READER_TYPED_MS = 20,     /* nobody presses two keys within so short a time */
    KEY_READER_SEQUENCE_MS = 1000 /* what can't be a key that was pressed alone, and a paste */
};

struct key_reader {
    bool text;    /* what is pasted is wanted; elsewhere it is no key at all */
    bool pasting; /* between the marks of a paste, */
    bool stalled; /* of which nothing has come for a second */
    bool again;   /* the last byte made no part of the key, and is to be taken again */
    enum key_reader_state {
        READER_READY,
        READER_CHARACTER, /* `bytes` is the start of one in UTF-8 */
        READER_ESCAPE,    /* Esc came: alone, or before something */
        READER_CSI,       /* Esc and [ came, and then `bytes` */
        READER_LINUX,     /* Esc, [ and [ came, and a last byte will */
        READER_SS3,       /* Esc and O came, and then `bytes` */
        READER_STRING,    /* Esc and `opening` came, and `held` bytes of what ends with ST or BEL */
        READER_STRING_END, /* and then Esc: the first byte of ST */
        READER_MOUSE,      /* `held` of the three bytes of a click */
    } state;
    bool alt; /* there was another Esc before it */
    unsigned char opening;
    unsigned char bytes[64];
    size_t held;
    int64_t last; /* when the last byte came, */
    int64_t gap;  /* and how long after the one before */
};

/* Takes a byte that came at `now`; true once `*key` is a whole key. Where reader->again is set
 * then, the byte begins the next one: the caller gives it again. */
bool key_reader_take(struct key_reader *reader, unsigned char byte, int64_t now, int *key);

/* Until when the next byte is awaited; -1: nothing is begun. */
int64_t key_reader_deadline(const struct key_reader *reader);

/* No byte came until the deadline. True if `*key` is what was pressed then: Esc alone, or a key
 * with Alt that could have been the start of a sequence; or the end, for now, of a paste that
 * stalls: what comes after that is pasted, too, until its mark comes, or Esc alone or a key with
 * Ctrl is pressed. */
bool key_reader_expire(struct key_reader *reader, int *key);

#endif
