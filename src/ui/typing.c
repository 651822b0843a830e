#include "ui/typing.h"

#include "ui/keys.h"

#include <curses.h>
#include <string.h>
#include <unistr.h>

enum { DELETE = 127, BACKSPACE = 8 };

bool typing_take(char *text, size_t size, int key)
{
    size_t length = strlen(text);
    if (key == KEY_BACKSPACE || key == DELETE || key == BACKSPACE) {
        while (length && (text[--length] & 0xC0) == 0x80)
            ;
        text[length] = '\0';
    } else if (keys_character(key) || key & KEYS_PASTED) {
        uint32_t c = keys_character(key) ? keys_character(key) : ' '; /* for a pasted new line */
        int bytes = u8_uctomb((uint8_t *)text + length, c, (ptrdiff_t)(size - length - 1));
        text[length + (size_t)(bytes > 0 ? bytes : 0)] = '\0';
    }
    enum action action = keys_find(KEYS_ANSWER, key);
    return action != ACTION_GO_ON && action != ACTION_RETURN;
}
