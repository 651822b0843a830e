#include "ui/theme.h"

#include <stdlib.h>
#include <string.h>

struct look {
    short dark;     /* colour of 256 on a dark background; -1: the terminal's own */
    short light;    /* on a light one */
    short sixteen;  /* of 16 */
    attr_t any;     /* besides colour */
    attr_t without; /* where there is no colour */
};

static const struct look LOOKS[ROLE_COUNT] = {
    [ROLE_TITLE] = {180, 94, -1, A_NORMAL, A_BOLD},
    [ROLE_PROMPT] = {-1, -1, -1, A_NORMAL, A_NORMAL},
    [ROLE_FADE_1] = {248, 242, -1, A_NORMAL, A_NORMAL},
    [ROLE_FADE_2] = {243, 247, -1, A_NORMAL, A_NORMAL},
    [ROLE_FADE_3] = {238, 252, -1, A_NORMAL, A_NORMAL},
    [ROLE_DIM] = {244, 243, COLOR_BLACK + 8, A_NORMAL, A_DIM},
    [ROLE_ACCENT] = {109, 30, COLOR_CYAN, A_NORMAL, A_BOLD},
    [ROLE_WARN] = {216, 130, COLOR_YELLOW, A_NORMAL, A_BOLD},
    [ROLE_NIGHT] = {240, 240, COLOR_BLACK + 8, A_NORMAL, A_DIM},
    [ROLE_HEAT_1] = {30, 109, COLOR_CYAN, A_NORMAL, A_NORMAL},
    [ROLE_HEAT_2] = {37, 66, COLOR_CYAN, A_NORMAL, A_NORMAL},
    [ROLE_HEAT_3] = {73, 30, COLOR_CYAN, A_NORMAL, A_NORMAL},
    [ROLE_HEAT_4] = {152, 23, COLOR_CYAN, A_NORMAL, A_NORMAL},
};

/* Some terminals tell their colours as "foreground;background", of 16. */
static bool background_is_light(void)
{
    const char *colours = getenv("COLORFGBG");
    const char *last = colours ? strrchr(colours, ';') : NULL;
    return last && (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}

enum theme_wish theme_wish_named(const char *name)
{
    static const char *const NAMES[] = {
        [THEME_DARK] = "dark", [THEME_LIGHT] = "light", [THEME_PLAIN] = "plain"};
    for (enum theme_wish wish = THEME_DARK; wish <= THEME_PLAIN; wish++) {
        if (strcmp(NAMES[wish], name) == 0)
            return wish;
    }
    return THEME_AUTO;
}

static short colour_of(const struct look *look, bool light, int colours)
{
    if (colours >= 256)
        return light ? look->light : look->dark;
    return look->sixteen >= colours ? -1 : look->sixteen;
}

struct theme_look theme_look(enum role role, enum theme_wish wish, int colours)
{
    const struct look *look = &LOOKS[role];
    bool light = wish == THEME_LIGHT || (wish == THEME_AUTO && background_is_light());
    short colour = colours ? colour_of(look, light, colours) : -1;
    bool plain = !colours || (colour < 0 && look->sixteen >= 0);
    return (struct theme_look){colour, plain ? look->without : look->any};
}

bool theme_allows_colours(enum theme_wish wish)
{
    const char *no_color = getenv("NO_COLOR");
    return wish != THEME_PLAIN && !(no_color && *no_color);
}

void theme_choose(struct theme *theme, enum theme_wish wish)
{
    bool coloured = theme_allows_colours(wish) && has_colors();
    if (coloured) {
        start_color();
        use_default_colors();
    }
    theme->fades = coloured && COLORS >= 256;
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        struct theme_look look = theme_look(role, wish, coloured ? COLORS : 0);
        theme->looks[role] = look.attributes;
        if (look.colour < 0)
            continue;
        init_pair((short)(role + 1), look.colour, role == ROLE_NIGHT ? COLOR_BLACK : -1);
        theme->looks[role] |= (attr_t)COLOR_PAIR(role + 1);
    }
}
