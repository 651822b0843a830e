#include "ui/check_in.h"

#include "base/fold.h"
#include "base/text.h"
#include "ui/feelings.h"
#include "ui/keys.h"
#include "ui/typing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 5, MIDDLE = SCALE_STEPS / 2 };

const char *const CHECK_IN_TITLES[MOMENTS] = {
    [MOMENT_BEFORE] = "How is it before you begin?",
    [MOMENT_AFTER] = "How is it now?",
};

const struct scale_words SCALE_WORDS[SCALES] = {
    [SCALE_PLEASANT] = {"", "", "unpleasant", "pleasant"},
    [SCALE_ENERGY] = {"", "", "low energy", "high energy"},
    [SCALE_CONNECTED] = {"How connected do you feel to what you feel?",
                         "Connected to what you feel?", "not at all", "fully"},
};

void check_in_begin(struct check_in_model *model, const struct check_in *answers,
                    enum moment moment)
{
    *model = (struct check_in_model){.answers = *answers, .moment = moment};
    while (model->row < CHECK_IN_WORDS && answers->scales[model->row] != ANSWER_OPEN)
        model->row++;
}

bool check_in_may_help(const struct check_in *answers)
{
    bool may_help = false;
    for (size_t i = 0; i < answers->word_count; i++) {
        const struct feeling *feeling = feeling_named(answers->words[i]);
        may_help |= feeling && feeling->may_help;
    }
    return may_help;
}

/* ---- the words to choose from */

/* Of all words, those of the list and one's own. */
static const char *any_word(const struct check_in_model *model, size_t index)
{
    if (index < FEELING_COUNT)
        return FEELINGS[index].word;
    index -= FEELING_COUNT;
    for (size_t i = 0; i < model->answers.word_count; i++) {
        const char *word = model->answers.words[i];
        if (!feeling_named(word) && index-- == 0)
            return word;
    }
    return NULL;
}

/* 0 where it is none of them. */
static size_t index_of(const struct check_in_model *model, const char *text)
{
    const char *word;
    for (size_t i = 0; (word = any_word(model, i)); i++) {
        if (fold_same(word, text))
            return i;
    }
    return 0;
}

/* Whether what is typed is on no list. */
static bool is_new(const struct check_in_model *model)
{
    const char *nearest = any_word(model, index_of(model, model->own));
    return *model->own && !fold_same(nearest, model->own);
}

const char *check_in_word(const struct check_in_model *model, size_t index)
{
    const char *word;
    if (!model->finding || !*model->own)
        return any_word(model, index);
    for (size_t i = 0; (word = any_word(model, i)); i++) {
        if (feeling_begins(word, model->own) && index-- == 0)
            return word;
    }
    return index == 0 && is_new(model) ? model->own : NULL;
}

bool check_in_is_own(const struct check_in_model *model)
{
    return check_in_word(model, model->word) == model->own;
}

static void move_word(struct check_in_model *model, size_t index)
{
    model->word = index;
    while (model->word && !check_in_word(model, model->word))
        model->word--;
}

/* Chooses a word, or takes it out again. */
static void toggle(struct check_in_model *model, const char *word)
{
    char copy[FEELING_SIZE]; /* it may stand among the answers themselves */
    snprintf(copy, sizeof copy, "%s", word);
    bool done = check_in_toggle_word(&model->answers, copy);
    model->changed |= done;
    model->full = !done;
    move_word(model, model->word);
}

/* ---- finding */

static void begin_finding(struct check_in_model *model)
{
    model->row = CHECK_IN_WORDS;
    model->finding = true;
    model->find[0] = model->own[0] = '\0';
}

/* Leaves it with the cursor on the word that was found, chosen or not. */
static void end_finding(struct check_in_model *model, bool choose)
{
    char word[FEELING_SIZE];
    const char *found = check_in_word(model, model->word);
    snprintf(word, sizeof word, "%s", found ? found : "");
    choose = choose && *model->own && found && !check_in_has_word(&model->answers, word);
    model->finding = false;
    model->word = 0;
    if (choose)
        toggle(model, word);
    model->word = index_of(model, word);
}

static void type(struct check_in_model *model, int key)
{
    if (!typing_take(model->find, sizeof model->find, key)) {
        end_finding(model, keys_find(KEYS_CHECK_IN, key) == ACTION_GO_ON);
        return;
    }
    char *clean = text_clean(model->find);
    if (strcmp(clean, model->own) != 0) {
        snprintf(model->own, sizeof model->own, "%s", clean);
        move_word(model, 0);
    }
    free(clean);
}

/* ---- moving about */

static void move_row(struct check_in_model *model, int by)
{
    int row = model->row + by;
    model->row = row < 0 ? 0 : row < CHECK_IN_ROWS ? row : CHECK_IN_ROWS - 1;
}

/* Up or down in the words; false: out of them. */
static bool move_line(struct check_in_model *model, int by, size_t columns)
{
    if (by > 0) {
        bool last = !check_in_word(model, (model->word / columns + 1) * columns);
        move_word(model, last ? model->word : model->word + columns);
        return true;
    }
    if (model->word >= columns) {
        move_word(model, model->word - columns);
        return true;
    }
    return model->finding;
}

static void move(struct check_in_model *model, int by, size_t columns)
{
    if (model->row < CHECK_IN_WORDS || !move_line(model, by, columns))
        move_row(model, by);
}

/* ---- answering */

static void set_scale(struct check_in_model *model, int answer)
{
    int *scale = &model->answers.scales[model->row];
    model->changed |= *scale != answer;
    *scale = answer;
}

/* A scale that is touched first, or couldn't be told, moves from its middle. */
static void slide(struct check_in_model *model, int by)
{
    int answer = model->answers.scales[model->row];
    int to = (answer < 0 ? MIDDLE : answer) + by;
    set_scale(model, to < 0 ? 0 : to > SCALE_STEPS ? SCALE_STEPS : to);
}

static void answer_scale(struct check_in_model *model, enum action action)
{
    bool untold = model->answers.scales[model->row] == ANSWER_CANT_TELL;
    if (action == ACTION_LEFT || action == ACTION_RIGHT)
        slide(model, action == ACTION_LEFT ? -STEP : STEP);
    else if (action == ACTION_LEFT_A_BIT || action == ACTION_RIGHT_A_BIT)
        slide(model, action == ACTION_LEFT_A_BIT ? -1 : 1);
    else if (action == ACTION_FIRST || action == ACTION_LAST)
        set_scale(model, action == ACTION_FIRST ? 0 : SCALE_STEPS);
    else if (action == ACTION_CHOOSE)
        set_scale(model, MIDDLE);
    else if (action == ACTION_CANT_TELL)
        set_scale(model, untold ? ANSWER_OPEN : ANSWER_CANT_TELL);
    else if (action == ACTION_EMPTY)
        set_scale(model, ANSWER_OPEN);
}

static void answer_words(struct check_in_model *model, enum action action)
{
    size_t count = model->answers.word_count;
    if ((action == ACTION_LEFT || action == ACTION_LEFT_A_BIT) && model->word)
        move_word(model, model->word - 1);
    else if (action == ACTION_RIGHT || action == ACTION_RIGHT_A_BIT)
        move_word(model, model->word + 1);
    else if (action == ACTION_FIRST || action == ACTION_LAST)
        move_word(model, action == ACTION_FIRST ? 0 : FEELING_COUNT + FEELINGS_MOST);
    else if (action == ACTION_CHOOSE)
        toggle(model, check_in_word(model, model->word));
    else if (action == ACTION_CANT_TELL)
        toggle(model, FEELING_UNSURE);
    else if (action == ACTION_EMPTY && count)
        toggle(model, model->answers.words[count - 1]);
}

/* Enter goes through the questions, and behind the last one on. */
static bool go_on(struct check_in_model *model)
{
    bool last = model->row == CHECK_IN_WORDS;
    move_row(model, 1);
    return last;
}

static bool obey(struct check_in_model *model, enum action action, size_t columns)
{
    if (action == ACTION_UP || action == ACTION_DOWN)
        move(model, action == ACTION_UP ? -1 : 1, columns);
    else if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
        move_row(model, action == ACTION_PAGE_UP ? -1 : 1);
    else if (action == ACTION_FIND)
        begin_finding(model);
    else if (action == ACTION_GO_ON)
        return go_on(model);
    else if (model->row < CHECK_IN_WORDS)
        answer_scale(model, action);
    else
        answer_words(model, action);
    return false;
}

/* A key while a word is typed: arrows still move among those found. */
static void press_while_finding(struct check_in_model *model, int key, size_t columns)
{
    enum action action = keys_character(key) ? ACTION_NONE : keys_find(KEYS_CHECK_IN, key);
    if (action == ACTION_UP || action == ACTION_DOWN)
        move(model, action == ACTION_UP ? -1 : 1, columns);
    else if (action == ACTION_LEFT || action == ACTION_RIGHT)
        answer_words(model, action);
    else
        type(model, key);
}

bool check_in_press(struct check_in_model *model, int key, size_t columns, enum check_in_end *end)
{
    enum action action = keys_find(KEYS_CHECK_IN, key);
    model->full = false;
    *end = action == ACTION_LEAVE_NOW  ? CHECK_IN_GONE
           : action == ACTION_GROUND   ? CHECK_IN_GROUND
           : action == ACTION_HELP_NOW ? CHECK_IN_HELP
           : action == ACTION_RETURN   ? CHECK_IN_SKIPPED
                                       : CHECK_IN_DONE;
    if (*end == CHECK_IN_GONE || (*end == CHECK_IN_GROUND && !keys_character(key)))
        return true;
    if (model->finding) {
        press_while_finding(model, key, columns);
        return false;
    }
    return *end != CHECK_IN_DONE || obey(model, action, columns);
}
