/* From the codes that getch() gives to keys (ui/keys.h): whole characters, keys with Alt, pastes.
 */
#ifndef UI_KEY_READER_H
#define UI_KEY_READER_H

#include <stdbool.h>
#include <stddef.h>

struct key_reader {
    /* The keys are text: a key with Alt, the marks of a paste and sequences that nobody knows are
     * told from Esc. Elsewhere each of their bytes is a key. */
    bool text;
    bool pasting; /* between the marks of a paste */
    enum key_reader_state {
        READER_READY,
        READER_CHARACTER, /* `bytes` is the start of one in UTF-8 */
        READER_ESCAPE,    /* Esc came: alone, or before something */
        READER_SEQUENCE,  /* Esc and [ came, and then `bytes` */
        READER_SHIFTED,   /* Esc and O came, and a last byte will */
    } state;
    bool alt; /* the character has Esc before it */
    unsigned char bytes[16];
    size_t held;
};

/* Takes a code of curses or a byte; true once `*key` is a whole key. */
bool key_reader_take(struct key_reader *reader, int code, int *key);

/* Whether it is worth waiting a moment for what may belong to the bytes before. */
bool key_reader_waits(const struct key_reader *reader);

/* Nothing more comes now: what isn't whole is dropped. True if `*key` is Esc, alone. */
bool key_reader_pause(struct key_reader *reader, int *key);

#endif
