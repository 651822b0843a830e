#include "ui/offer.h"

#include "base/frames.h"
#include "base/memory.h"
#include "base/print.h"
#include "ui/keys.h"
#include "ui/record_words.h"

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

/* "yesterday at 21:40": when it began. When it broke off isn't known: it may have been paused, or
 * gone on with. */
static void say_when(const struct record *offered, char text[WHEN_SIZE])
{
    when_say(record_when(offered), when_now(), text);
}

char *offer_line(const struct record *offered)
{
    char when[WHEN_SIZE];
    say_when(offered, when);
    return mem_format("%s, begun %s, broke off: \"numbmed play\" offers to go on with it",
                      record_title(offered), when);
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

static enum choice ask(const char *title, struct answers *answers, const char *line,
                       const struct theme *theme, int *signal)
{
    struct menu menu = {
        .title = title,
        .where = KEYS_CHOICE | KEYS_GROUND,
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
    struct answers answers = {
        {"Go on", "Let it go"},
        {what_is_left(offered), mem_copy_text("the time so far stays in the journal")}};
    char when[WHEN_SIZE];
    say_when(offered, when);
    char *title = mem_format("A sitting begun %s broke off", when);
    enum choice choice = ask(title, &answers, line, theme, signal);
    free(title);
    return choice;
}

enum choice offer_again(const char *problem, const struct theme *theme, int *signal)
{
    struct answers answers = {{"Try again", "Leave it"},
                              {mem_copy_text("once there is room, or it may be written"),
                               mem_copy_text("this sitting isn't in the journal then")}};
    return ask("The journal can't be written", &answers, problem, theme, signal);
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
    char *left = what_is_left(offered), when[WHEN_SIZE];
    say_when(offered, when);
    fprintf(stderr, "A sitting begun %s broke off: %s. Go on with it? (y or n) ", when, left);
    free(left);
    return ask_in_lines();
}

enum choice offer_again_in_lines(const char *problem)
{
    if (problem)
        print_line(stderr, 0, "numbmed: %s", problem);
    if (isatty(STDIN_FILENO))
        fputs("This sitting isn't in the journal; try again? (y or n) ", stderr);
    return ask_in_lines();
}
