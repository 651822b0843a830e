/* Whether a practice holds what it promises: a head that the menu can read, every length it offers,
 * words and recordings agreeing. */
#ifndef PLAY_CHECK_H
#define PLAY_CHECK_H

#include "play/ways.h"
#include "script/course.h"
#include "script/detours.h"
#include "script/fault.h"
#include "script/marks.h"

/* What is told of any other file that takes their id. */
#define DETOURS_ID_TAKEN "the recordings of '%s' are those of the detours; choose another id"

/* Adds a fault, at its place in the practice's file (`marks` are that file's), for every key of its
 * head that stands too low, every offered length that can't be met in all ways of saying it (with
 * the shortest and longest that can) and every recording that is broken or speaks other words than
 * its step. */
void check_practice(const struct practice *practice, const struct ways *ways, struct marks *marks,
                    struct faults *faults);

/* Adds a fault, at its place in the course's file, for every practice that isn't in the library or
 * is broken, every day whose minutes can't be met with its opening in all ways of saying the
 * practice, every opening whose recording is broken or speaks other words, and an id that a
 * practice has too. */
void check_course(const struct course *course, struct library *library, const char *voice,
                  struct faults *faults);

/* Adds a fault, at its place in the detours' file, for every recording that is broken or speaks
 * other words than its step; `ways` are those of their words. */
void check_detours(const struct detours *detours, const struct ways *ways, struct faults *faults);

/* What is wrong with the recording of a step that says `say`: it can't be played, is cut off or
 * damaged, or speaks other words by its title. NULL: nothing, or there is none. The caller frees
 * the sentence. */
char *recording_fault(const struct narration *narration, size_t step, const char *say);

#endif
