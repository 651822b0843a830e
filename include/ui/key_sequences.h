/* What the escape sequences of a keyboard mean, whatever TERM says: xterm, tmux, PuTTY, rxvt, the
 * Linux console, and kitty's keyboard protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol).
 */
#ifndef UI_KEY_SEQUENCES_H
#define UI_KEY_SEQUENCES_H

enum { SEQUENCE_UNKNOWN = 0 };

/* The key (see ui/keys.h) of ESC [ `parameters` `last`, or SEQUENCE_UNKNOWN. Keys that are held
 * together with Shift, Ctrl or Alt and have no character are unknown, too. */
int key_sequences_csi(const char *parameters, char last);

/* The key of ESC O `last`. */
int key_sequences_ss3(char last);

/* The key of ESC [ [ `last`, as the Linux console has F1 to F5. */
int key_sequences_linux(char last);

#endif
