/* A session with detours, running, to be asked for them. */
#ifndef TESTS_AWAY_SCENE_H
#define TESTS_AWAY_SCENE_H

#include "support/cmocka.h"
#include "support/made_detours.h"

#include "session/session.h"

enum { SECOND = FRAME_RATE, SEED = 7 };

/* Nine steps in three sections, each of two sentences that take 4 s and 6 s of silence: 90 s. */
struct scene {
    struct made made;
    struct detours detours;
    struct session session;
};

static inline void open_scene(struct scene *scene, int64_t frames)
{
    static const int64_t STARTS[] = {0, 2 * SECOND};
    scene->made = made_even(9, 4 * SECOND, 6 * SECOND);
    for (size_t i = 0; i < 9; i++) {
        scene->made.speech[i].starts = (int64_t *)(uintptr_t)STARTS;
        scene->made.speech[i].sentence_count = 2;
    }
    scene->detours = made_detours(&scene->made);
    assert_true(
        session_begin(&scene->session, &scene->made.practice, scene->made.speech, frames, NULL));
    session_set_detours(&scene->session, &scene->detours, SEED);
    session_command(&scene->session, (struct command){COMMAND_RESUME, 0}, NULL);
}

static inline void close_scene(struct scene *scene)
{
    session_end(&scene->session);
    made_free(&scene->made);
}

static inline struct snapshot look(const struct scene *scene)
{
    struct snapshot at;
    session_snapshot(&scene->session, 0, &at);
    return at;
}

static inline enum outcome ask(struct scene *scene, enum command_kind kind)
{
    return session_command(&scene->session, (struct command){kind, 0}, NULL);
}

/* The last step becomes a bell. */
static inline void end_with_bell(struct scene *scene)
{
    static const struct ring RING = {"bowl", "bowl.flac", 4 * SECOND};
    static const struct bell BELL = {"bowl", 1};
    scene->made.practice.steps[8].bell = &BELL;
    scene->made.speech[8].ring = &RING;
    scene->made.speech[8].strikes = 1;
}

#endif
