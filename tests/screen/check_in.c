/* The check-in on a terminal. This program runs itself there: asking, and writing what is kept to a
 * file. */
#include "screen/player.h"

#include "base/error.h"
#include "ui/check_in_ask.h"
#include "ui/terminal.h"

/* ---- the one that asks: argv is "ask", the moment and the file */

static void write_answers(const char *path, const struct check_in *answers)
{
    char *fresh = mem_format("%s.new", path);
    FILE *file = fopen(fresh, "w");
    for (int i = 0; i < SCALES; i++)
        fprintf(file, "%d ", answers->scales[i]);
    for (size_t i = 0; i < answers->word_count; i++)
        fprintf(file, "[%s]", answers->words[i]);
    fclose(file);
    rename(fresh, path);
    free(fresh);
}

static void keep(void *context, const struct check_in *answers)
{
    write_answers(context, answers);
}

static int ask(enum moment moment, char *path)
{
    static const char *const ENDS[] = {"done", "skipped", "ground", "help", "gone"};
    struct theme theme;
    struct error error;
    struct check_in answers = CHECK_IN_EMPTY;
    int signal;
    if (!terminal_begin(&error))
        return 1;
    theme_choose(&theme, THEME_AUTO);
    enum check_in_end end = check_in_ask(&answers, moment, &theme, keep, path, &signal);
    terminal_end();
    printf("%s %d\n", ENDS[end], signal);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "ask") == 0)
        return ask(strcmp(argv[2], "before") == 0 ? MOMENT_BEFORE : MOMENT_AFTER, argv[3]);
    return 0;
}
