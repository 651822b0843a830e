/* Every key there is, once: what it does, what the help and the footer say of it. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a curses code, a byte of ASCII, or one of these: numbers that curses has no use for, so
 * that no character is taken for a code. */
enum {
    KEYS_WIDE = 1 << 22,  /* plus a character beyond ASCII */
    KEYS_ALT = 1 << 23,   /* plus a key pressed together with Alt */
    KEYS_PASTE = 1 << 24, /* what comes now is pasted, */
    KEYS_PASTE_END,       /* as far as this; */
    KEYS_PASTED = 1 << 25 /* plus what is pasted, so that it is no command */
};

enum action {
    ACTION_NONE,
    /* in a session */
    ACTION_PAUSE,
    ACTION_BACK,
    ACTION_FORWARD,
    ACTION_NEXT_STEP,
    ACTION_PREVIOUS_STEP,
    ACTION_NEXT_SECTION,
    ACTION_PREVIOUS_SECTION,
    ACTION_REPEAT,
    ACTION_END_GENTLY,
    ACTION_GO_BACK,
    ACTION_EXTEND,
    ACTION_MOMENT,
    ACTION_RESTLESS,
    ACTION_FRUSTRATED,
    ACTION_SLEEPY,
    ACTION_WANDERING,
    ACTION_GROUND,
    ACTION_LOUDER,
    ACTION_SOFTER,
    ACTION_MUTE,
    ACTION_VOICE,
    ACTION_CAPTIONS,
    ACTION_NEXT_BACKGROUND,
    ACTION_PREVIOUS_BACKGROUND,
    ACTION_MORE_VOICE,
    ACTION_MORE_BACKGROUND,
    /* in a menu */
    ACTION_UP,
    ACTION_DOWN,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_FIND,
    ACTION_CHOOSE,
    ACTION_RETURN,
    /* in a page */
    ACTION_FIND_NEXT,
    ACTION_GO_ON,
    /* in a check-in */
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_LEFT_A_BIT,
    ACTION_RIGHT_A_BIT,
    ACTION_CANT_TELL,
    ACTION_EMPTY,
    ACTION_HELP_NOW,
    /* in the journal */
    ACTION_EDIT_NOTE,
    ACTION_DELETE_SITTING,
    ACTION_RESTORE_SITTING,
    ACTION_ADD_SITTING,
    ACTION_SHOW_DELETED,
    /* in a note */
    ACTION_NEW_LINE,
    ACTION_LINE_START,
    ACTION_LINE_END,
    ACTION_BACKSPACE,
    ACTION_DELETE,
    ACTION_DELETE_WORD,
    ACTION_DELETE_TO_END,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_EDITOR,
    /* in the statistics */
    ACTION_FEELINGS,
    /* everywhere */
    ACTION_HELP,
    ACTION_REDRAW,
    ACTION_SUSPEND,
    ACTION_LEAVE,
    ACTION_LEAVE_NOW,
};

/* Where a key means something: flags, which a place may join. KEYS_MOMENT: what helps in a hard
 * moment, a part of the session's. */
enum {
    KEYS_SESSION = 1,
    KEYS_MENU = 2,
    KEYS_MOMENT = 4,
    KEYS_PAGE = 8,      /* a text to read */
    KEYS_WELCOME = 16,  /* the first screen */
    KEYS_GROUND = 32,   /* wherever else g grounds */
    KEYS_CHECK_IN = 64, /* asked how it is */
    KEYS_NOTE = 128,    /* a note that is being written: letters are letters there */
    KEYS_JOURNAL = 256, /* the list of sittings */
    KEYS_RECORD = 512,  /* one of them, open */
    KEYS_STATS = 1024,  /* what sittings come to */
    /* where a text is typed, and letters are letters: */
    KEYS_FIND = 2048,    /* a word to find in a menu, */
    KEYS_SEARCH = 4096,  /* words that choose among the rows of the journal, */
    KEYS_ANSWER = 8192,  /* an answer to a menu's question, */
    KEYS_WORD = 16384,   /* a word in a check-in */
    KEYS_CHOICE = 32768, /* a menu that is a question with a few answers */
    KEYS_ANYWHERE = KEYS_SESSION | KEYS_MENU | KEYS_PAGE | KEYS_WELCOME | KEYS_CHECK_IN |
                    KEYS_STATS | KEYS_CHOICE,
};

enum { KEYS_TO_AN_ACTION = 4 };

struct key_row {
    int where;
    int keys[KEYS_TO_AN_ACTION]; /* curses codes; 0: no more */
    const char *name;            /* as help writes them */
    enum action action;
    const char *help; /* what it does */
    const char
        *footer; /* in a word, for the footer, in the order of the rows; NULL: only in help */
};

extern const struct key_row KEY_ROWS[];
extern const size_t KEY_ROW_COUNT;

/* Whether it is one that only a journal knows. */
bool keys_in_journal(enum action action);

/* By how many rows an action moves, where a page has `page`; 0: it moves nothing. To the first and
 * to the last row it is farther than any list is long. */
long keys_move(enum action action, long page);

/* What a key does in a place; ACTION_NONE for nothing. */
enum action keys_find(int where, int key);

/* The character that a key types; 0: none. */
uint32_t keys_character(int key);

#endif
