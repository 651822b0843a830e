/* Short side paths that a listener may ask for in any practice, and grounding: read from a file of
 * their own (scripts/support/detours.yaml), spoken by recordings of their own. */
#ifndef SCRIPT_DETOURS_H
#define SCRIPT_DETOURS_H

#include "script/fault.h"
#include "script/library.h"
#include "script/practice.h"

#include <stddef.h>

/* Where they lie in a library root, and the folder of their recordings. */
#define DETOURS_FILE "scripts/support/detours.yaml"
#define DETOURS_ID "detours"

enum detour_kind {
    DETOUR_RESTLESS,
    DETOUR_FRUSTRATED,
    DETOUR_SLEEPY,
    DETOUR_WANDERING,
    DETOUR_GROUND,
    DETOUR_KINDS
};

/* Steps in a row: indices into the words' steps. */
struct path {
    size_t first, count;
};

/* The ways on from grounding. */
enum way_kind { WAY_STOP, WAY_SOUNDS, WAY_FEET, WAYS_ON };

struct way_on {
    char *title;      /* as the screen offers it */
    struct path path; /* what is said once it is chosen */
};

enum { DETOUR_VARIANTS_MOST = 9 };

struct detour {
    const char *id;
    struct path variants[DETOUR_VARIANTS_MOST];
    size_t variant_count; /* at least 2 */
};

struct detours {
    struct practice *words; /* all steps: a section for each kind, and one for what follows */
    struct detour list[DETOUR_KINDS];
    struct path question; /* what is said with the ways on */
    struct way_on ways[WAYS_ON];
    struct path sounds; /* what is said to those who sit with sounds */
};

/* What a kind is called in the file: "restless" and so on. */
extern const char *const DETOUR_NAMES[DETOUR_KINDS];

/* Reads the file. NULL and at least one fault, or detours that the caller frees. */
struct detours *detours_load(const char *path, struct faults *faults);

/* Where the `say` of each of the words' steps stands in the file, for faults found later. Reads the
 * file once more; the caller frees the list. */
struct mark *detours_marks(const struct detours *detours);

/* The detours of the first library root whose file can be read; NULL: none can. What can't be is
 * logged. The caller frees them. */
struct detours *detours_find(const struct library *library);

/* Whether a file is meant to hold detours: it is named detours.yaml and lies in a support folder.
 */
bool detours_is_file(const char *path);

void detours_free(struct detours *detours);

/* Puts copies of all their steps aside in a practice: after its own, where only a detour leads.
 * The step with index i is then practice->steps[practice->step_count + i]. After everything else
 * that is put into a practice. */
void detours_put_aside(const struct detours *detours, struct practice *practice);

#endif
