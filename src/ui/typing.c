#include "ui/typing.h"

#include "ui/keys.h"

#include <curses.h>
#include <string.h>

enum { ESCAPE = 27, DELETE = 127, BACKSPACE = 8 };

bool typing_take(char *text, size_t size, int key)
{
    size_t length = strlen(text);
    if (key == KEY_BACKSPACE || key == DELETE || key == BACKSPACE) {
        while (length && (text[--length] & 0xC0) == 0x80)
            ;
        text[length] = '\0';
    } else if (key >= ' ' && key < 256 && key != DELETE && length + 1 < size) {
        text[length] = (char)key;
        text[length + 1] = '\0';
    }
    return key != ESCAPE && keys_find(KEYS_MENU, key) != ACTION_CHOOSE;
}
