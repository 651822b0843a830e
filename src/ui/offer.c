#include "ui/offer.h"

#include "base/frames.h"
#include "base/memory.h"
#include "ui/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* "7 minutes of Body scan are left"; the caller frees it. */
static char *what_is_left(const struct record *offered)
{
    char left[64];
    if (!offered->at.chosen)
        return mem_copy_text(offered->title);
    frames_format_words(offered->at.left, left, sizeof left);
    return mem_format("%s of %s are left", left, offered->title);
}

/* What may be answered, each with a line about it. */
struct answers {
    const char *names[2];
    char *about[2];
};

static void answer_row(void *context, size_t index, struct menu_row *row)
{
    const struct answers *answers = context;
    *row = (struct menu_row){
        .name = answers->names[index], .about = answers->about[index], .right = ""};
}

static enum choice ask(const char *title, int where, struct answers *answers, const char *line,
                       const struct theme *theme, int *signal)
{
    struct menu menu = {
        .title = title,
        .where = where,
        .count = 2,
        .marked = SIZE_MAX,
        .line = line,
        .row = answer_row,
        .context = answers,
    };
    enum choice choice = menu_choose(&menu, theme, NULL, signal);
    free(answers->about[0]);
    free(answers->about[1]);
    return choice == CHOICE_MADE && menu.cursor == 1 ? CHOICE_BACK : choice;
}

enum choice offer_choose(const struct record *offered, const char *line, const struct theme *theme,
                         int *signal)
{
    struct answers answers = {{"Go on", "Let it go"},
                              {what_is_left(offered), mem_copy_text("what was sat is kept")}};
    return ask("A sitting broke off", KEYS_MENU | KEYS_GROUND, &answers, line, theme, signal);
}

enum choice offer_again(const char *problem, const struct theme *theme, int *signal)
{
    struct answers answers = {{"Try again", "Leave it"},
                              {mem_copy_text("once there is room, or it may be written"),
                               mem_copy_text("this sitting isn't in the journal then")}};
    return ask("The journal can't be written", KEYS_MENU | KEYS_GROUND, &answers, problem, theme,
               signal);
}

static enum choice ask_in_lines(void)
{
    char answer[16];
    if (!isatty(STDIN_FILENO) || !fgets(answer, sizeof answer, stdin))
        return CHOICE_GONE;
    return *answer == 'y' || *answer == 'Y' ? CHOICE_MADE : CHOICE_BACK;
}

enum choice offer_in_lines(const struct record *offered)
{
    if (!isatty(STDIN_FILENO))
        return CHOICE_GONE;
    char *left = what_is_left(offered);
    fprintf(stderr, "A sitting broke off: %s. Go on with it? (y or n) ", left);
    free(left);
    return ask_in_lines();
}

enum choice offer_again_in_lines(const char *problem)
{
    if (problem)
        fprintf(stderr, "numbmed: %s\n", problem);
    if (isatty(STDIN_FILENO))
        fputs("This sitting isn't in the journal; try again? (y or n) ", stderr);
    return ask_in_lines();
}
