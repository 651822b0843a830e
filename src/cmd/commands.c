#include "cmd/commands.h"

#include "base/text.h"

#include <string.h>

const struct command_row COMMANDS[] = {
    {"play",
     "[PRACTICE]",
     0,
     1,
     "sit down: choose a practice and a length, and be guided",
     "Without PRACTICE or --minutes, menus ask for them. PRACTICE is an id that numbmed list "
     "shows, "
     "or the path of a practice's file.\n"
     "On the screen, ? shows the keys.",
     {&OPTION_MINUTES, &OPTION_VOICE, &OPTION_VOLUME, &OPTION_SINK, &OPTION_LATENCY, &OPTION_PLAIN,
      &OPTION_HELP},
     command_play},
    {"list",
     "",
     0,
     0,
     "list the practices",
     "Practices are the files scripts/*.yaml of each library root: your own "
     "($XDG_DATA_HOME/numbmed), those in NUMBMED_PATH, and numbmed's.",
     {&OPTION_JSON, &OPTION_HELP},
     command_list},
    {"show",
     "PRACTICE",
     1,
     1,
     "show a practice's timeline, fitted to a length",
     "Every step with its start, its words and the silence behind them. With --json all times are "
     "frames, 48000 to the second.",
     {&OPTION_MINUTES, &OPTION_VOICE, &OPTION_JSON, &OPTION_HELP},
     command_show},
    {"check",
     "FILE…",
     1,
     -1,
     "check practices you wrote",
     "Every fault of every file is told as FILE:LINE:COLUMN, with what to do about it.",
     {&OPTION_VOICE, &OPTION_JSON, &OPTION_HELP},
     command_check},
    {"render",
     "PRACTICE",
     1,
     1,
     "write a session to a sound file",
     "The same session that play plays, mixed as fast as the machine can.",
     {&OPTION_OUTPUT, &OPTION_MINUTES, &OPTION_VOICE, &OPTION_HELP},
     command_render},
    {"manual",
     "",
     0,
     0,
     "write the manual page, for man -l -",
     "The manual in troff, made from the same tables as this help: numbmed manual | man -l -",
     {&OPTION_HELP},
     command_manual},
    {"completion",
     "SHELL",
     1,
     1,
     "write the completion for bash, zsh or fish",
     "For bash: numbmed completion bash > ~/.local/share/bash-completion/completions/numbmed",
     {&OPTION_HELP},
     command_completion},
};

const size_t COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS;

const struct command_row *command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    }
    return NULL;
}

static const char *command_name(const void *list, size_t index)
{
    return ((const struct command_row *)list)[index].name;
}

const char *command_nearest(const char *name)
{
    return text_nearest(name, command_name, COMMANDS, COMMAND_COUNT);
}
