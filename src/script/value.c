#include "script/value.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

bool value_number(const char *text, int low, int high, int *number)
{
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 6 || text[digits] || (digits > 1 && *text == '0'))
        return false;
    int value = 0;
    for (; *text; text++)
        value = value * 10 + (*text - '0');
    *number = value;
    return value >= low && value <= high;
}

/* Plain ASCII with single spaces between the words: nothing to fold, nothing to fear. */
static bool is_plain(const char *text)
{
    char before = ' ';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < ' ' || c >= 127 || (c == ' ' && before == ' '))
            return false;
        before = *text;
    }
    return before != ' ';
}

char *value_fold(char *text)
{
    if (is_plain(text))
        return text;
    char *folded = text_clean(text);
    free(text);
    return folded;
}

char *value_take(char **text)
{
    char *taken = *text;
    *text = NULL;
    return taken ? value_fold(taken) : NULL;
}

static size_t count_words_bytes(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text != ' ' && (*text < '\t' || *text > '\r');
    return count;
}

bool value_has_controls(const char *text)
{
    if (is_plain(text))
        return false;
    char *clean = text_clean(text);
    bool lost = count_words_bytes(clean) != count_words_bytes(text);
    free(clean);
    return lost;
}

bool value_is_id(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= 64 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}
