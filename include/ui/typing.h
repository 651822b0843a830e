/* A word that is being typed. */
#ifndef UI_TYPING_H
#define UI_TYPING_H

#include <stdbool.h>
#include <stddef.h>

/* Takes a key into a text of `size` bytes; backspace takes a character away. True while the typing
 * goes on: Enter and Esc end it. */
bool typing_take(char *text, size_t size, int key);

#endif
