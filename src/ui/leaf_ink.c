/* Colours for lines on standard output, as the terminal's own description spells them. */
#include "ui/leaf.h"

#include "ui/stand_in.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static void append(char to[LEAF_INK_SIZE], const char *sequence)
{
    if (sequence && strlen(to) + strlen(sequence) < LEAF_INK_SIZE)
        memcpy(to + strlen(to), sequence, strlen(sequence) + 1);
}

static void choose_role(char begin[LEAF_INK_SIZE], struct theme_look look)
{
    begin[0] = '\0';
    if (look.colour >= 0 && set_a_foreground)
        append(begin, tiparm(set_a_foreground, (int)look.colour));
    if (look.attributes & A_BOLD)
        append(begin, enter_bold_mode);
    if (look.attributes & A_DIM)
        append(begin, enter_dim_mode);
}

void leaf_choose_ink(struct leaf_ink *ink, enum theme_wish wish)
{
    int unused;
    *ink = (struct leaf_ink){0};
    if (!isatty(STDOUT_FILENO))
        return;
    if (setupterm(NULL, STDOUT_FILENO, &unused) != OK && !stand_in_find())
        return;
    if (!exit_attribute_mode)
        return;
    append(ink->end, exit_attribute_mode);
    int colours = theme_allows_colours(wish) && max_colors > 0 ? max_colors : 0;
    for (enum role role = 0; role < ROLE_COUNT; role++)
        choose_role(ink->begin[role], theme_look(role, wish, colours));
}

bool leaf_wants_blocks(void)
{
    const char *name = getenv("TERM");
    return name && strcmp(name, "linux") == 0;
}
