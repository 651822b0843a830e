#include "ui/session_keys.h"

#include "base/frames.h"
#include "ui/keys.h"

enum { SEEK_SECONDS = 5, MORE_MINUTES = 5 };

static const struct {
    enum action action;
    struct command command;
} COMMANDS[] = {
    {ACTION_BACK, {COMMAND_SEEK, -SEEK_SECONDS *FRAMES_PER_SECOND}},
    {ACTION_FORWARD, {COMMAND_SEEK, SEEK_SECONDS *FRAMES_PER_SECOND}},
    {ACTION_NEXT_STEP, {COMMAND_NEXT_STEP, 0}},
    {ACTION_PREVIOUS_STEP, {COMMAND_PREVIOUS_STEP, 0}},
    {ACTION_NEXT_SECTION, {COMMAND_NEXT_SECTION, 0}},
    {ACTION_PREVIOUS_SECTION, {COMMAND_PREVIOUS_SECTION, 0}},
    {ACTION_REPEAT, {COMMAND_REPEAT, 0}},
    {ACTION_END_GENTLY, {COMMAND_END_GENTLY, 0}},
    {ACTION_GO_BACK, {COMMAND_GO_BACK, 0}},
    {ACTION_EXTEND, {COMMAND_EXTEND, MORE_MINUTES *FRAMES_PER_MINUTE}},
    {ACTION_RESTLESS, {COMMAND_RESTLESS, 0}},
    {ACTION_FRUSTRATED, {COMMAND_FRUSTRATED, 0}},
    {ACTION_SLEEPY, {COMMAND_SLEEPY, 0}},
    {ACTION_WANDERING, {COMMAND_WANDERING, 0}},
    {ACTION_GROUND, {COMMAND_GROUND, 0}},
};

bool session_key(const struct snapshot *at, int key, struct command *command)
{
    enum action action = keys_find(KEYS_SESSION, key);
    if (at->away == AWAY_ASKING && key >= '1' && key < '1' + WAYS_ON) {
        *command = (struct command){(enum command_kind)(COMMAND_STOP_HERE + key - '1'), 0};
        return true;
    }
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (COMMANDS[i].action == action) {
            *command = COMMANDS[i].command;
            return true;
        }
    }
    return false;
}
