/* Writing a note as plain lines. */
#ifndef UI_NOTE_PLAIN_H
#define UI_NOTE_PLAIN_H

#include "ui/note_write.h"

/* Asks for a note on standard output, and reads lines up to an empty one or the end. Asks nothing
 * where standard input is no terminal. They replace the note so far; nothing written leaves it. As
 * note_write otherwise, but never NOTE_GROUND. */
enum note_end note_ask_plain(struct note_wish *wish, int *signal);

#endif
