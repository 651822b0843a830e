#include "session/steps.h"

size_t steps_belonging(const struct session *session, size_t step, int direction)
{
    const struct practice *practice = session->practice;
    while (step < practice->step_count && !step_belongs(&practice->steps[step], session->chosen))
        step = step == 0 && direction < 0 ? practice->step_count : step + (size_t)direction;
    return step;
}

size_t steps_before(const struct session *session, size_t step)
{
    return step ? steps_belonging(session, step - 1, -1) : session->practice->step_count;
}

size_t steps_first_of(const struct session *session, size_t section)
{
    const struct practice *practice = session->practice;
    if (section >= practice->section_count)
        return practice->step_count;
    size_t step = steps_belonging(session, practice->sections[section].first_step, 1);
    return step < practice->step_count && practice->steps[step].section == section
               ? step
               : practice->step_count;
}
