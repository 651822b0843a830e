#include "ui/wish.h"

#include <stdio.h>

bool wish_is_open(const struct wish *wish)
{
    return wish->beginning == BEGIN_PRACTICE && !wish->practice;
}

bool wish_open(const struct wish *wish, struct library *library, const char *name, int64_t frames,
               struct sitting *sitting, struct error *error)
{
    struct sitting_wish own = wish->sitting;
    own.frames = frames;
    switch (wish->beginning) {
    case BEGIN_DAY:
        return sitting_open_day(sitting, library, &wish->pick, &own, error);
    case BEGIN_SILENCE:
        return sitting_open_silent(sitting, library, &own, error);
    case BEGIN_GROUNDING:
    case BEGIN_HELP_NOW:
        return sitting_open_grounding(sitting, library, &own, error);
    case BEGIN_PRACTICE:
        break;
    }
    return sitting_open(sitting, library, name, &own, error);
}

void played_begin(struct played *played, const struct sitting *sitting)
{
    *played = (struct played){.frames = sitting->session.chosen,
                              .seed = sitting_varies(sitting) ? (int)sitting->seed : 0};
    snprintf(played->practice, sizeof played->practice, "%s", sitting->practice->id);
    snprintf(played->title, sizeof played->title, "%s", sitting->practice->title);
}
