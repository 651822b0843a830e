/* A session as plain lines: for screen readers, pipes and logs. */
#ifndef UI_PLAIN_H
#define UI_PLAIN_H

#include "play/player.h"
#include "play/sitting.h"
#include "ui/listen.h"

/* Plays a sitting and writes "MM:SS  words" to standard output as each sentence begins. Where
 * standard input is a terminal, space and p pause, q leaves. SIGINT and SIGTERM end it politely.
 * Returns false if the sound device still holds on to the sitting, which must then not be closed.
 */
bool play_plain(struct sitting *sitting, const struct listen_options *options,
                struct listening *listening);

#endif
