#include "play/player_inside.h"

#include <stdio.h>

bool player_is_for_help(enum command_kind kind)
{
    return kind >= COMMAND_RESTLESS && kind <= COMMAND_FROM_THE_FEET;
}

/* Why a command did nothing; NULL where that can be seen. */
static const char *why_nothing(const struct session *session, enum command_kind kind)
{
    struct snapshot at;
    session_snapshot(session, 0, &at);
    if (kind == COMMAND_EXTEND)
        return session->open_ended ? "it goes on until you end it"
                                   : "what is left can't be made longer";
    if (kind == COMMAND_END_GENTLY)
        return "this is the end already · q q leaves";
    if (kind == COMMAND_GO_BACK)
        return "there is nothing to take back now";
    if (!player_is_for_help(kind)) /* the ways to go on are on the screen */
        return at.away == AWAY_ASKING ? NULL : "there is nothing further that way";
    if (!session->detours)
        return "there are no detours here: " DETOURS_FILE " is missing or broken";
    if (kind == COMMAND_SLEEPY && session->practice->sleep)
        return "being sleepy is just right here";
    if (kind == COMMAND_FROM_THE_FEET)
        return "there is no practice to go on with here";
    return session->grounding.on ? "grounding goes first; it asks which way to go on"
                                 : "the last bell is ringing";
}

/* Which detour was asked for, and what it waits for; "" where it doesn't. */
static void waits_for(const struct session *session, enum command_kind kind, char *text,
                      size_t size)
{
    struct snapshot at;
    bool detour = kind >= COMMAND_RESTLESS && kind <= COMMAND_WANDERING;
    session_snapshot(session, 0, &at);
    *text = '\0';
    if (detour && at.into > 0 && at.into < at.speech)
        snprintf(text, size, "%s · %s", DETOUR_NAMES[kind - COMMAND_RESTLESS],
                 at.sentence_count ? "after this sentence" : "after the bell");
}

/* What a command did. */
static void announce_done(struct player *player, enum command_kind kind, enum outcome outcome,
                          int64_t shift)
{
    const struct session *session = player->engine.session;
    bool moved =
        !session->open_ended && (shift >= FRAMES_PER_SECOND || -shift >= FRAMES_PER_SECOND);
    char wait[64], by[32];
    waits_for(session, kind, wait, sizeof wait);
    frames_format_duration(shift < 0 ? -shift : shift, by, sizeof by);
    if (kind == COMMAND_GO_BACK)
        player_notice(player, "back to where you were");
    else if (outcome == OUTCOME_LATER && moved)
        player_notice(player, "%s%sends %s later", wait, *wait ? "; " : "", by);
    else if (outcome == OUTCOME_EARLIER && moved)
        player_notice(player, "ends %s earlier", by);
    else if (kind == COMMAND_END_GENTLY)
        player_notice(player, "this is the end");
    else if (*wait)
        player_notice(player, "%s", wait);
}

void player_announce(struct player *player, enum command_kind kind, enum outcome outcome,
                     int64_t shift)
{
    const char *why = outcome == OUTCOME_NOTHING ? why_nothing(player->engine.session, kind) : NULL;
    if (outcome != OUTCOME_NOTHING)
        announce_done(player, kind, outcome, shift);
    else if (why)
        player_notice(player, "%s", why);
}
