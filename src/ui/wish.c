#include "ui/wish.h"

#include "base/frames.h"

#include <stdio.h>
#include <string.h>

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

/* The day that a sitting was, where its course is still there. */
static struct course_pick pick_of(const struct courses *courses, const struct whereabouts *at)
{
    struct course_pick pick = {.course = NULL};
    const struct course *course =
        courses && *at->course ? courses_named(courses, at->course, NULL) : NULL;
    for (size_t i = 0; course && i < course->count; i++) {
        if (strcmp(course->days[i].id, at->day) == 0)
            pick = (struct course_pick){course, i, at->instead};
    }
    return pick;
}

bool wish_open_again(const struct wish *wish, struct library *library, struct sitting *sitting,
                     struct course_pick *pick, int64_t *late, struct error *error)
{
    *pick = pick_of(wish->courses, &wish->diary->offered.at);
    return diary_open_offered(wish->diary, library, &wish->sitting, pick, sitting, late, error);
}

struct diary *wish_write_down(const struct wish *wish, const struct sitting *sitting,
                              const struct course_pick *pick, bool again)
{
    if (wish->diary && again)
        diary_begin_again(wish->diary, sitting);
    else if (wish->diary)
        diary_begin(wish->diary, sitting, pick);
    return wish->diary;
}

const char *wish_late(int64_t late, char *line, size_t size)
{
    char by[32];
    if (late < FRAMES_PER_SECOND)
        return NULL;
    frames_format_duration(late, by, sizeof by);
    snprintf(line, size, "ends %s later than it was to", by);
    return line;
}

void played_begin(struct played *played, const struct sitting *sitting)
{
    *played = (struct played){.frames = sitting->session.chosen,
                              .seed = sitting_varies(sitting) ? (int)sitting->seed : 0};
    played->silent = !sitting->practice->path;
    snprintf(played->practice, sizeof played->practice, "%s", sitting->practice->id);
    snprintf(played->title, sizeof played->title, "%s", sitting->practice->title);
}
