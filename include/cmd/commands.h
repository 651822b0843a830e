/* The commands, one file each. Every one takes its read options and returns the exit code. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/options.h"

int command_play(const struct options *options);
int command_sit(const struct options *options);
int command_ground(const struct options *options);
int command_course(const struct options *options);
int command_voices(const struct options *options);
int command_bells(const struct options *options);
int command_backgrounds(const struct options *options);
int command_list(const struct options *options);
int command_show(const struct options *options);
int command_check(const struct options *options);
int command_check_audio(const struct options *options); /* check --audio */
int command_render(const struct options *options);
int command_narrate(const struct options *options);
int command_config(const struct options *options);
int command_learn(const struct options *options);
int command_journal(const struct options *options);
int command_help_now(const struct options *options);
int command_remind(const struct options *options);
int command_remind_list(const struct options *options); /* remind --list, and remind alone */
int command_manual(const struct options *options);
int command_completion(const struct options *options);

#endif
