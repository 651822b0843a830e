#include "ui/keys.h"

#include <curses.h>

#define CTRL(letter) ((letter)&0x1f)

enum {
    CHOOSING = KEYS_MENU | KEYS_CHOICE,
    READING = KEYS_PAGE | KEYS_WELCOME | KEYS_STATS,
    TYPED = KEYS_FIND | KEYS_SEARCH | KEYS_ANSWER | KEYS_WORD,
    ALL = KEYS_ANYWHERE | KEYS_NOTE | TYPED,
    ESCAPE = 27,
    DELETE = 127,
};

const struct key_row KEY_ROWS[] = {
    {KEYS_SESSION, {' ', 'p'}, "space p", ACTION_PAUSE, "pause, and go on", "pause"},
    {KEYS_SESSION, {'n'}, "n", ACTION_NEXT_STEP, "next step", "next"},
    {KEYS_SESSION, {'b'}, "b", ACTION_PREVIOUS_STEP, "step before", NULL},
    {KEYS_SESSION, {'r'}, "r", ACTION_REPEAT, "this step again", NULL},
    {KEYS_SESSION, {KEY_RIGHT}, "→", ACTION_FORWARD, "5 seconds on", NULL},
    {KEYS_SESSION, {KEY_LEFT}, "←", ACTION_BACK, "5 seconds back", NULL},
    {KEYS_SESSION, {'N'}, "N", ACTION_NEXT_SECTION, "next section", NULL},
    {KEYS_SESSION,
     {'B'},
     "B",
     ACTION_PREVIOUS_SECTION,
     "start of this section, or the one before",
     NULL},
    {KEYS_SESSION | KEYS_MOMENT,
     {'g', CTRL('G')},
     "g",
     ACTION_GROUND,
     "ground now: eyes open, senses, feet",
     "ground"},
    {KEYS_SESSION | KEYS_MOMENT, {'1'}, "1", ACTION_RESTLESS, "restless", NULL},
    {KEYS_SESSION | KEYS_MOMENT, {'2'}, "2", ACTION_FRUSTRATED, "frustrated", NULL},
    {KEYS_SESSION | KEYS_MOMENT, {'3'}, "3", ACTION_SLEEPY, "sleepy", NULL},
    {KEYS_SESSION | KEYS_MOMENT, {'4'}, "4", ACTION_WANDERING, "wandering off", NULL},
    {KEYS_SESSION, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_MOMENT, "what may help now", NULL},
    {KEYS_SESSION | KEYS_MOMENT, {'x'}, "x", ACTION_EXTEND, "five more minutes", NULL},
    {KEYS_SESSION | KEYS_MOMENT,
     {'e'},
     "e",
     ACTION_END_GENTLY,
     "end gently, through the closing",
     "end"},
    {KEYS_SESSION, {'u'}, "u", ACTION_GO_BACK, "take back e, 1, 2, 3 or 4, for 5 seconds", NULL},
    {KEYS_SESSION, {'+', '=', '0'}, "+ = 0", ACTION_LOUDER, "louder", NULL},
    {KEYS_SESSION, {'-', '9'}, "- 9", ACTION_SOFTER, "softer", NULL},
    {KEYS_SESSION, {'m'}, "m", ACTION_MUTE, "mute, and back", NULL},
    {KEYS_SESSION, {'v'}, "v", ACTION_VOICE, "next voice, or none for this sitting", NULL},
    {KEYS_SESSION, {'c'}, "c", ACTION_CAPTIONS, "words on the screen, or none", NULL},
    {KEYS_SESSION, {'o'}, "o", ACTION_NEXT_BACKGROUND, "next background, or none", NULL},
    {KEYS_SESSION, {'O'}, "O", ACTION_PREVIOUS_BACKGROUND, "background before", NULL},
    {KEYS_SESSION, {'['}, "[", ACTION_MORE_VOICE, "less background, more voice", NULL},
    {KEYS_SESSION, {']'}, "]", ACTION_MORE_BACKGROUND, "more background", NULL},
    {CHOOSING | READING | KEYS_CHECK_IN, {KEY_UP, 'k'}, "↑ k", ACTION_UP, "up", NULL},
    {CHOOSING | READING | KEYS_CHECK_IN, {KEY_DOWN, 'j'}, "↓ j", ACTION_DOWN, "down", NULL},
    {KEYS_MENU | READING, {KEY_PPAGE}, "PgUp", ACTION_PAGE_UP, "a page up", NULL},
    {KEYS_MENU, {KEY_NPAGE}, "PgDn", ACTION_PAGE_DOWN, "a page down", NULL},
    {READING, {' ', KEY_NPAGE}, "space", ACTION_PAGE_DOWN, "a page down, as PgDn", NULL},
    {KEYS_MENU | READING, {KEY_HOME}, "Home", ACTION_FIRST, "to the first", NULL},
    {KEYS_MENU | READING, {KEY_END}, "End", ACTION_LAST, "to the last", NULL},
    {CHOOSING, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_CHOOSE, "choose", "choose"},
    {KEYS_WELCOME, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_GO_ON, "go on", "go on"},
    {KEYS_CHECK_IN, {KEY_LEFT}, "←", ACTION_LEFT, "to the left", NULL},
    {KEYS_CHECK_IN, {KEY_RIGHT}, "→", ACTION_RIGHT, "to the right", NULL},
    {KEYS_CHECK_IN, {'h'}, "h", ACTION_LEFT_A_BIT, "a little to the left", NULL},
    {KEYS_CHECK_IN, {'l'}, "l", ACTION_RIGHT_A_BIT, "a little to the right", NULL},
    {KEYS_CHECK_IN, {KEY_HOME}, "Home", ACTION_FIRST, "to the left end; to the first word", NULL},
    {KEYS_CHECK_IN, {KEY_END}, "End", ACTION_LAST, "to the right end; to the last word", NULL},
    {KEYS_CHECK_IN, {' '}, "space", ACTION_CHOOSE, "the middle; choose a word, or not", NULL},
    {KEYS_CHECK_IN, {KEY_PPAGE}, "PgUp", ACTION_PAGE_UP, "the question before", NULL},
    {KEYS_CHECK_IN, {KEY_NPAGE}, "PgDn", ACTION_PAGE_DOWN, "the next question", NULL},
    {KEYS_CHECK_IN,
     {KEY_BACKSPACE, 127, CTRL('H'), KEY_DC},
     "Backspace",
     ACTION_EMPTY,
     "empty the answer; the last word out",
     NULL},
    {KEYS_CHECK_IN, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_GO_ON, "go on", "go on"},
    {KEYS_CHECK_IN,
     {27, 'q'},
     "Esc q",
     ACTION_RETURN,
     "skip the rest; what was answered is kept",
     "skip"},
    {KEYS_GROUND | KEYS_CHECK_IN,
     {'g', CTRL('G')},
     "g Ctrl-G",
     ACTION_GROUND,
     "ground now, with open eyes",
     "ground"},
    {KEYS_CHECK_IN, {'H'}, "H", ACTION_HELP_NOW, "whom to turn to", NULL},
    {KEYS_CHECK_IN, {'c'}, "c", ACTION_CANT_TELL, "can't tell, or not sure", "can't tell"},
    {KEYS_CHECK_IN, {'/'}, "/", ACTION_FIND, "find a word, or write your own", "find"},
    {KEYS_MENU | KEYS_PAGE, {'/'}, "/", ACTION_FIND, "find by a word", "find"},
    {KEYS_PAGE, {'n'}, "n", ACTION_FIND_NEXT, "find the next", NULL},
    {KEYS_STATS, {'f'}, "f", ACTION_FEELINGS, "how it was, as you said it; and back", "feelings"},
    {CHOOSING | KEYS_PAGE | KEYS_STATS, {27, 'q'}, "Esc q", ACTION_RETURN, "back", "back"},
    {KEYS_WELCOME, {27, 'q'}, "Esc q", ACTION_RETURN, "leave", "leave"},
    {KEYS_JOURNAL | KEYS_RECORD, {'e'}, "e", ACTION_EDIT_NOTE, "write or change its note", "note"},
    {KEYS_JOURNAL | KEYS_RECORD,
     {'d'},
     "d",
     ACTION_DELETE_SITTING,
     "delete it; u undoes that",
     "delete"},
    {KEYS_JOURNAL | KEYS_RECORD,
     {'u'},
     "u",
     ACTION_RESTORE_SITTING,
     "bring back what was deleted; on a page the previous note",
     NULL},
    {KEYS_JOURNAL, {'a'}, "a", ACTION_ADD_SITTING, "add a sitting elsewhere", "add"},
    {KEYS_JOURNAL, {'D'}, "D", ACTION_SHOW_DELETED, "what was deleted, and back", NULL},
    {KEYS_FIND, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_GO_ON, "go to what was found", "go"},
    {KEYS_SEARCH, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_GO_ON, "keep to what was found", "keep"},
    {KEYS_ANSWER, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_GO_ON, "answer", "ok"},
    {KEYS_WORD, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_GO_ON, "take the word", "use"},
    {KEYS_FIND, {KEY_DOWN}, "↓", ACTION_DOWN, "to the next that holds the word", NULL},
    {KEYS_FIND, {KEY_UP}, "↑", ACTION_UP, "to the one before", NULL},
    {TYPED, {CTRL('G')}, "Ctrl-G", ACTION_GROUND, "ground now, eyes open", "ground"},
    {KEYS_FIND, {ESCAPE}, "Esc", ACTION_RETURN, "back to where it began", "back"},
    {KEYS_SEARCH, {ESCAPE}, "Esc", ACTION_RETURN, "show all again", "all"},
    {KEYS_ANSWER, {ESCAPE}, "Esc", ACTION_RETURN, "leave it unanswered", "back"},
    {KEYS_WORD, {ESCAPE}, "Esc", ACTION_RETURN, "leave it out", "back"},
    {KEYS_NOTE, {ESCAPE, CTRL('D')}, "Esc", ACTION_RETURN, "keep it, as Ctrl-D", "done"},
    {KEYS_NOTE, {CTRL('G')}, "Ctrl-G", ACTION_GROUND, "keep it, and ground now", "ground"},
    {KEYS_NOTE, {CTRL('O')}, "Ctrl-O", ACTION_EDITOR, "write in $VISUAL, $EDITOR", "editor"},
    {KEYS_NOTE, {CTRL('_')}, "Ctrl-_", ACTION_UNDO, "undo", "undo"},
    {KEYS_NOTE, {KEYS_ALT + '_', CTRL('R')}, "Alt-_", ACTION_REDO, "redo, as Ctrl-R", NULL},
    {KEYS_NOTE, {'\r', '\n', KEY_ENTER}, "Enter", ACTION_NEW_LINE, "a new line", NULL},
    {KEYS_NOTE, {KEY_LEFT, CTRL('B')}, "←", ACTION_LEFT, "a character back, as Ctrl-B", NULL},
    {KEYS_NOTE, {KEY_RIGHT, CTRL('F')}, "→", ACTION_RIGHT, "a character on, as Ctrl-F", NULL},
    {KEYS_NOTE, {KEY_UP, CTRL('P')}, "↑", ACTION_UP, "up, as Ctrl-P", NULL},
    {KEYS_NOTE, {KEY_DOWN, CTRL('N')}, "↓", ACTION_DOWN, "down, as Ctrl-N", NULL},
    {KEYS_NOTE, {KEY_PPAGE}, "PgUp", ACTION_PAGE_UP, "a page up", NULL},
    {KEYS_NOTE, {KEY_NPAGE}, "PgDn", ACTION_PAGE_DOWN, "a page down", NULL},
    {KEYS_NOTE, {KEY_HOME, CTRL('A')}, "Home", ACTION_LINE_START, "line start, as Ctrl-A", NULL},
    {KEYS_NOTE, {KEY_END, CTRL('E')}, "End", ACTION_LINE_END, "line end, as Ctrl-E", NULL},
    {KEYS_NOTE,
     {KEY_BACKSPACE, DELETE, CTRL('H')},
     "Backspace",
     ACTION_BACKSPACE,
     "delete the character before",
     NULL},
    {KEYS_NOTE, {KEY_DC}, "Delete", ACTION_DELETE, "delete the character", NULL},
    {KEYS_NOTE, {CTRL('W')}, "Ctrl-W", ACTION_DELETE_WORD, "delete the word before", NULL},
    {KEYS_NOTE, {CTRL('K')}, "Ctrl-K", ACTION_DELETE_TO_END, "delete to the line's end", NULL},
    {KEYS_NOTE, {KEY_F(1)}, "F1", ACTION_HELP, "these keys", "help"},
    {KEYS_ANYWHERE, {'?', KEY_F(1)}, "?", ACTION_HELP, "these keys", "help"},
    {ALL, {CTRL('L')}, "Ctrl-L", ACTION_REDRAW, "draw the screen again", NULL},
    {ALL, {CTRL('Z')}, "Ctrl-Z", ACTION_SUSPEND, "to the shell; fg comes back, paused", NULL},
    {KEYS_SESSION, {'q'}, "q q", ACTION_LEAVE, "leave (asks once)", "leave"},
    {ALL, {CTRL('C')}, "Ctrl-C", ACTION_LEAVE_NOW, "save and leave at once", NULL},
};

const size_t KEY_ROW_COUNT = sizeof KEY_ROWS / sizeof *KEY_ROWS;

bool keys_in_journal(enum action action)
{
    return action >= ACTION_EDIT_NOTE && action <= ACTION_SHOW_DELETED;
}

long keys_move(enum action action, long page)
{
    enum { FAR = 1000000 };
    switch ((int)action) {
    case ACTION_UP:
        return -1;
    case ACTION_DOWN:
        return 1;
    case ACTION_PAGE_UP:
        return -page;
    case ACTION_PAGE_DOWN:
        return page;
    case ACTION_FIRST:
        return -FAR;
    case ACTION_LAST:
        return FAR;
    default:
        return 0;
    }
}

enum action keys_find(int where, int key)
{
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        const struct key_row *row = &KEY_ROWS[i];
        for (size_t j = 0; (row->where & where) && j < KEYS_TO_AN_ACTION && row->keys[j]; j++) {
            if (row->keys[j] == key)
                return row->action;
        }
    }
    return ACTION_NONE;
}

uint32_t keys_character(int key)
{
    key &= ~KEYS_PASTED;
    if (key >= ' ' && key < DELETE)
        return (uint32_t)key;
    return key > KEYS_WIDE && key < KEYS_ALT ? (uint32_t)(key - KEYS_WIDE) : 0;
}
