/* Side paths: detours and grounding. Session.c's own helper. */
#ifndef SESSION_AWAY_H
#define SESSION_AWAY_H

#include "session/refit.h"
#include "session/session.h"

/* Whether the present cue is a side path's. */
bool away_is(const struct session *session);

enum away away_now(const struct session *session);

/* The practice's own step that one is in, or was when one left it. */
size_t away_from(const struct session *session);

/* Where a detour that is asked for now begins: at the end of the present sentence; in a silence at
 * the place. */
int64_t away_begins(const struct session *session);

/* Begins a detour at the end of the present sentence; in a silence at once. What is left of the
 * step and all later ones follow, refitted to the promised end. */
enum outcome away_detour(struct session *session, enum detour_kind kind, int64_t *shift);

/* Grounds at once. What was ahead waits. */
enum outcome away_ground(struct session *session);

/* Goes on from grounding in one of its ways. */
enum outcome away_go_on(struct session *session, enum way_kind way, int64_t *shift);

/* When the practice is to end: where it waits behind grounding, when it was to. */
int64_t away_promised(const struct session *session);

/* Lets go of what waits, as the listener goes on otherwise; no harm where nothing does. */
void away_end_grounding(struct session *session);

/* Obeys a command for another step or section within a side path. */
enum outcome away_step(struct session *session, enum command_kind kind, int64_t *shift);

/* Session.c's: finds the present cue anew and places the bells; the outcome by what changed. */
enum outcome session_settle(struct session *session, int64_t shift);

/* Session.c's: leaves the present step here and goes on with `step` and all that belong after it,
 * refitted to the promised end (or at their own pauses). Of the time that grounding took nothing is
 * taken back. */
enum outcome session_go_on_from(struct session *session, size_t step, enum refit how,
                                int64_t *shift);

#endif
