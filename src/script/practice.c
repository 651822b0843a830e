#include "script/practice.h"

#include <stdlib.h>
#include <string.h>

void practice_free(struct practice *practice)
{
    if (!practice)
        return;
    for (size_t i = 0; i < practice->step_count; i++) {
        free(practice->steps[i].id);
        free(practice->steps[i].say);
        free(practice->steps[i].show);
    }
    for (size_t i = 0; i < practice->section_count; i++)
        free(practice->sections[i].name);
    free(practice->steps);
    free(practice->sections);
    free(practice->minutes);
    free(practice->id);
    free(practice->title);
    free(practice->about);
    free(practice->path);
    free(practice);
}

const char *step_shown(const struct step *step)
{
    return step->show ? step->show : step->say ? step->say : "";
}

size_t practice_closing(const struct practice *practice)
{
    for (size_t i = 0; i < practice->section_count; i++) {
        if (practice->sections[i].closing)
            return i;
    }
    return practice->section_count > 1 ? practice->section_count - 1 : practice->section_count;
}

size_t practice_find_step(const struct practice *practice, const char *id)
{
    size_t i = 0;
    while (i < practice->step_count && strcmp(practice->steps[i].id, id) != 0)
        i++;
    return i;
}
