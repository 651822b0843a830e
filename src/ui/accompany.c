#include "ui/accompany.h"

#include "base/print.h"
#include "ui/plain.h"
#include "ui/reflect.h"
#include "ui/terminal.h"

#include <stdio.h>

struct companion {
    struct library *library;
    const struct wish *wish;
    struct reflection reflection;
    struct played *played;
};

/* Plays a sitting and closes it, if the device lets go of it. */
static void play(struct companion *companion, struct sitting *sitting,
                 const struct listen_options *options, struct listening *listening)
{
    const struct theme *theme = companion->reflection.theme;
    if (theme ? listen_on_screen(sitting, options, theme, listening)
              : play_plain(sitting, options, listening))
        sitting_close(sitting);
}

static void play_plainly(struct companion *companion, const struct opened *opened,
                         struct diary *diary)
{
    struct listen_options options = companion->wish->options;
    char line[64];
    options.diary = diary;
    if (opened->again)
        options.notice = wish_late(opened->late, line, sizeof line);
    play(companion, opened->sitting, &options, &companion->played->listening);
}

/* Where there is no grounding, its sentence is the next best thing: it must be seen. */
static void tell_none(const struct error *error)
{
    terminal_end();
    print_line(stderr, 0, "numbmed: %s", error->text);
}

/* Grounding in place of what was to come, as often as it is asked for. */
static void ground(struct companion *companion)
{
    struct sitting sitting;
    struct listening listening = {.ground = true};
    struct error error;
    while (listening.ground) {
        if (!sitting_open_grounding(&sitting, companion->library, &companion->wish->sitting,
                                    &error)) {
            tell_none(&error);
            return;
        }
        play(companion, &sitting, &companion->wish->options, &listening);
    }
    if (listening.signal)
        companion->played->listening.signal = listening.signal;
}

/* What was asked led elsewhere: nothing more is. True: it did. */
static bool follow(struct companion *companion, enum choice choice)
{
    if (choice == CHOICE_GROUND)
        ground(companion);
    if (choice == CHOICE_GONE)
        companion->played->listening.signal = companion->reflection.signal;
    return choice == CHOICE_GROUND || choice == CHOICE_GONE;
}

/* The terminal was given back already. */
static void unwritten_in_lines(struct companion *companion)
{
    if (companion->reflection.theme) /* what the screen said is gone with it */
        companion->reflection.diary->told.text[0] = '\0';
    companion->reflection.theme = NULL;
    follow(companion, reflect_unwritten(&companion->reflection));
}

/* What couldn't be written is asked about after grounding, too: it would be lost otherwise. */
static void ground_instead(struct companion *companion)
{
    ground(companion);
    if (!companion->played->listening.signal)
        unwritten_in_lines(companion);
}

/* False where the sitting is not to begin. */
static bool before(struct companion *companion, const struct opened *opened)
{
    struct diary *diary = companion->reflection.diary;
    if (!companion->wish->check_in[MOMENT_BEFORE] || opened->again)
        return true;
    enum choice choice = reflect(&companion->reflection, MOMENT_BEFORE);
    if (choice != CHOICE_GROUND && choice != CHOICE_GONE)
        return true;
    diary_end(diary, &diary->written, NULL,
              choice == CHOICE_GROUND ? ENDING_GROUNDED : ENDING_EARLY);
    sitting_close(opened->sitting);
    if (choice == CHOICE_GROUND)
        ground_instead(companion);
    else
        follow(companion, choice);
    return false;
}

static void after(struct companion *companion)
{
    struct reflection *reflection = &companion->reflection;
    enum choice choice = CHOICE_BACK;
    if (companion->wish->check_in[MOMENT_AFTER])
        choice = reflect(reflection, MOMENT_AFTER);
    if (choice == CHOICE_ANSWERED)
        choice = reflect_note(reflection);
    if (choice != CHOICE_GROUND && choice != CHOICE_GONE)
        choice = reflect_unwritten(reflection);
    if (choice == CHOICE_GROUND)
        ground_instead(companion);
    else
        follow(companion, choice);
}

void accompany(struct library *library, const struct wish *wish, const struct theme *theme,
               const struct opened *opened, struct played *played)
{
    struct companion companion = {library, wish, {.library = library, .theme = theme}, played};
    played_begin(played, opened->sitting);
    played->grounding = opened->grounding;
    if (opened->grounding || !wish->diary) {
        play_plainly(&companion, opened, NULL);
        if (played->listening.ground)
            ground(&companion);
        return;
    }
    played->pick = opened->pick;
    companion.reflection.diary =
        wish_write_down(wish, opened->sitting, &opened->pick, opened->again);
    if (!before(&companion, opened))
        return;
    play_plainly(&companion, opened, wish->diary);
    if (played->listening.ground)
        ground_instead(&companion);
    else if (played->listening.open)
        after(&companion);
    else if (!played->listening.signal)
        unwritten_in_lines(&companion);
}
