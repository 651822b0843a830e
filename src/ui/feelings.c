#include "ui/feelings.h"

#include "base/fold.h"

#include <string.h>

const char FEELING_UNSURE[] = "not sure";

/* At most 8 letters each, so that six stand side by side in 80 columns. Near ones are together,
 * and no kind comes before another as if it were better. */
const struct feeling FEELINGS[] = {
    {"numb", false},    {"nothing", false},  {"foggy", false},    {"distant", false},
    {"flat", false},    {"unreal", true},    {"too much", true},  {FEELING_UNSURE, false},
    {"empty", false},   {"heavy", false},    {"stuck", false},    {"tense", false},
    {"tired", false},   {"sleepy", false},   {"worn out", false}, {"restless", false},
    {"wired", false},   {"awake", false},    {"calm", false},     {"at ease", false},
    {"settled", false}, {"safe", false},     {"content", false},  {"light", false},
    {"sad", false},     {"lonely", false},   {"hurt", false},     {"grieving", false},
    {"tender", false},  {"touched", false},  {"afraid", false},   {"worried", false},
    {"uneasy", false},  {"ashamed", false},  {"guilty", false},   {"confused", false},
    {"glad", false},    {"grateful", false}, {"hopeful", false},  {"warm", false},
    {"playful", false}, {"curious", false},  {"angry", false},    {"annoyed", false},
    {"bored", false},   {"longing", false},  {"relieved", false}, {"open", false},
};

const size_t FEELING_COUNT = sizeof FEELINGS / sizeof *FEELINGS;

const struct feeling *feeling_named(const char *text)
{
    for (size_t i = 0; i < FEELING_COUNT; i++) {
        if (fold_same(FEELINGS[i].word, text))
            return &FEELINGS[i];
    }
    return NULL;
}

bool feeling_begins(const char *feeling, const char *text)
{
    for (const char *at = feeling; at && *text; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (fold_begins(at, text))
            return true;
    }
    return false;
}
