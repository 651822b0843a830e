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
     "On the screen, ? shows the keys.\n"
     "Before the first session ever, one screen tells what this is, how to stop and how to ground; "
     "--welcome shows it again.",
     {&OPTION_MINUTES, &OPTION_VOICE, &OPTION_VOLUME, &OPTION_BELLS, &OPTION_BELL_EVERY,
      &OPTION_BELL_VOLUME, &OPTION_BACKGROUND, &OPTION_BACKGROUND_VOLUME, &OPTION_BREATH_TONE,
      &OPTION_MOTION, &OPTION_CHECK_IN, &OPTION_SINK, &OPTION_LATENCY, &OPTION_SEED, &OPTION_PLAIN,
      &OPTION_WELCOME, &OPTION_HELP},
     command_play},
    {"sit",
     "[MINUTES]",
     0,
     1,
     "sit in silence, with bells",
     "Without MINUTES it is open-ended: the time passed is shown, and e ends it with the bell. A "
     "bowl rings at the start, and three times at the end; --bells, --bell-every and --background "
     "change that.",
     {&OPTION_MINUTES, &OPTION_VOLUME, &OPTION_BELLS, &OPTION_BELL_EVERY, &OPTION_BELL_VOLUME,
      &OPTION_BACKGROUND, &OPTION_BACKGROUND_VOLUME, &OPTION_CHECK_IN, &OPTION_SINK,
      &OPTION_LATENCY, &OPTION_SEED, &OPTION_PLAIN, &OPTION_WELCOME, &OPTION_HELP},
     command_sit},
    {"course",
     "[DAY]",
     0,
     1,
     "a practice a day: see where you are, and take a day",
     "Without DAY it shows the days, and which comes next. DAY is next, or the number of any day: "
     "they may be taken in any order, again, or left out. A day counts as done when its session "
     "has ended, by itself or gently.\n"
     "Courses are the files scripts/courses/ID.yaml of each library root. With several, it is the "
     "one that you were last in, or the one that --course names.",
     {&OPTION_COURSE, &OPTION_INSTEAD, &OPTION_RESTART, &OPTION_MINUTES, &OPTION_VOICE,
      &OPTION_VOLUME, &OPTION_BELLS, &OPTION_BELL_EVERY, &OPTION_BELL_VOLUME, &OPTION_BACKGROUND,
      &OPTION_BACKGROUND_VOLUME, &OPTION_CHECK_IN, &OPTION_SINK, &OPTION_LATENCY, &OPTION_SEED,
      &OPTION_PLAIN, &OPTION_JSON, &OPTION_HELP},
     command_course},
    {"ground",
     "",
     0,
     0,
     "ground now: eyes open, the senses, the feet",
     "The same as the key g anywhere. Nothing goes on by itself after it.",
     {&OPTION_VOICE, &OPTION_VOLUME, &OPTION_SINK, &OPTION_LATENCY, &OPTION_SEED, &OPTION_PLAIN,
      &OPTION_HELP},
     command_ground},
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
     "Every step with its start, its words and the silence after them. With --json all times are "
     "frames, 48000 to the second.",
     {&OPTION_MINUTES, &OPTION_VOICE, &OPTION_BELLS, &OPTION_BELL_EVERY, &OPTION_SEED, &OPTION_JSON,
      &OPTION_HELP},
     command_show},
    {"check",
     "FILE…",
     0,
     -1,
     "check practices, courses and pages you wrote",
     "Every fault of every file is told as FILE:LINE:COLUMN, with what to do about it. A file is a "
     "course if it lies in a folder courses/ or has days: in it, and a page to read if its name "
     "ends with .txt; detours.yaml and help.yaml in a folder support/ are what they are called.\n"
     "With --audio, the recordings of a voice are measured: of the practices and courses named, by "
     "id or file, or of all there are. Each must speak its step's words at -19 LUFS, within 1.5, "
     "peak below -1 "
     "dBTP, and wait at most 50 ms at either end.",
     {&OPTION_AUDIO, &OPTION_VOICE, &OPTION_JSON, &OPTION_HELP},
     command_check},
    {"render",
     "PRACTICE",
     1,
     1,
     "write a session to a sound file",
     "The same session that play plays, mixed as fast as the machine can.",
     {&OPTION_OUTPUT, &OPTION_REPLACE, &OPTION_MINUTES, &OPTION_VOICE, &OPTION_BELLS,
      &OPTION_BELL_EVERY, &OPTION_BELL_VOLUME, &OPTION_BACKGROUND, &OPTION_BACKGROUND_VOLUME,
      &OPTION_BREATH_TONE, &OPTION_SEED, &OPTION_HELP},
     command_render},
    {"narrate",
     "PRACTICE…",
     1,
     -1,
     "have a practice spoken by an engine of this machine",
     "PRACTICE may also be a course: its openings are spoken. Speaks every step whose recording is "
     "missing, or stale (an engine spoke other words than the "
     "step has now), levels it and writes it as audio/voices/VOICE/PRACTICE/STEP.ogg below the "
     "practice's library root, or yours where that can't be written. A recording that no engine "
     "made is unknown, and left alone but for --force.\n"
     "Without --with, the best engine found on this machine speaks; the voice is named after it, "
     "unless --voice names another.",
     {&OPTION_WITH, &OPTION_VOICE, &OPTION_STALE, &OPTION_FORCE, &OPTION_JOBS, &OPTION_JSON,
      &OPTION_HELP},
     command_narrate},
    {"voices",
     "",
     0,
     0,
     "list the voices",
     "Whoever has recordings below audio/voices in a library root, and of which practices.",
     {&OPTION_TRY, &OPTION_SINK, &OPTION_VOLUME, &OPTION_JSON, &OPTION_HELP},
     command_voices},
    {"bells",
     "",
     0,
     0,
     "list the bells",
     "The sounds audio/bells/NAME.flac, .ogg or .wav of the library roots: put your own beside "
     "them in yours.",
     {&OPTION_TRY, &OPTION_SINK, &OPTION_VOLUME, &OPTION_JSON, &OPTION_HELP},
     command_bells},
    {"backgrounds",
     "",
     0,
     0,
     "list the backgrounds",
     "Those that are made while they play, and the files audio/backgrounds/NAME.flac, .ogg or .wav "
     "of the library roots, which loop.",
     {&OPTION_TRY, &OPTION_SINK, &OPTION_VOLUME, &OPTION_JSON, &OPTION_HELP},
     command_backgrounds},
    {"help-now",
     "",
     0,
     0,
     "whom to turn to when it is too much",
     "Plain advice, and the key g for grounding with open eyes; nothing plays before it. By itself "
     "it names no telephone number: numbers change, and a dead one does harm. Those that you have "
     "verified go into your own copy of the file, scripts/support/help.yaml in "
     "$XDG_DATA_HOME/numbmed; the lines of your locale's country come first.",
     {&OPTION_VOICE, &OPTION_VOLUME, &OPTION_SINK, &OPTION_LATENCY, &OPTION_PLAIN, &OPTION_JSON,
      &OPTION_HELP},
     command_help_now},
    {"stats",
     "",
     0,
     0,
     "what you have sat, week by week",
     "Time and sittings by week, month, year and practice, the last 13 weeks day by day, and the "
     "usual time of day. There are no goals, and a day without a sitting is simply empty. A "
     "sitting "
     "that began before 4 in the morning counts to the evening before; one that was ended early "
     "counts what was sat.\n"
     "How check-ins were answered is shown only with --feelings. A streak is told only where the "
     "config says streak: gentle.",
     {&OPTION_FEELINGS, &OPTION_SVG, &OPTION_REPLACE, &OPTION_JSON, &OPTION_HELP},
     command_stats},
    {"learn",
     "[TOPIC]",
     0,
     1,
     "read: what numbness is, what practice may do, and when not to",
     "Without TOPIC, a menu of the pages; in a pipe, their list. A page is a file "
     "scripts/learn/TOPIC.txt of a library root, and yours are found too.",
     {&OPTION_PLAIN, &OPTION_JSON, &OPTION_HELP},
     command_learn},
    {"journal",
     "",
     0,
     0,
     "your sittings and notes",
     "Without a verb, a screen to look through, search and change them; with --plain or in a pipe, "
     "a list. "
     "Each sitting is written down by itself. All of it stays in one file on this machine that "
     "nobody else may read.",
     {&OPTION_PLAIN, &OPTION_JSON, &OPTION_HELP},
     command_journal},
    {"remind",
     "[TIME]",
     0,
     1,
     "be reminded to sit, at a time of day",
     "TIME is like 21:30; there may be several, and setting one again replaces it. Without TIME, "
     "what is set is listed.\n"
     "The reminder is a notification of your desktop. Others may see it: it never says what you "
     "sit with, and a practice whose title would tell isn't named.\n"
     "The system's own scheduler brings it: a timer of systemd's user manager, in systemd/user "
     "below $XDG_CONFIG_HOME, or ~/.config. Where there is none, the line to add to your crontab "
     "is written, and the exit code is 1, as nothing is set by that; numbmed never edits a crontab "
     "by itself.",
     {&OPTION_DAYS, &OPTION_PRACTICE, &OPTION_LIST, &OPTION_OFF, &OPTION_NOTIFY, &OPTION_JSON,
      &OPTION_HELP},
     command_remind},
    {"config",
     "",
     0,
     0,
     "show the current settings, and where each comes from",
     "Your own settings are read from numbmed/config.yaml in $XDG_CONFIG_HOME, or else in "
     "~/.config; numbmed never writes it. The command line goes before it, and it goes before what "
     "is remembered from the last sitting. A practice's own bells and background go before it "
     "too, but not before the command line.\n"
     "Once that folder is there, this begins one:\n"
     "numbmed config --example > ~/.config/numbmed/config.yaml",
     {&OPTION_EXAMPLE, &OPTION_VOICE, &OPTION_VOLUME, &OPTION_BELLS, &OPTION_BELL_EVERY,
      &OPTION_BELL_VOLUME, &OPTION_BACKGROUND, &OPTION_BACKGROUND_VOLUME, &OPTION_BREATH_TONE,
      &OPTION_MOTION, &OPTION_CHECK_IN, &OPTION_SINK, &OPTION_LATENCY, &OPTION_JSON, &OPTION_HELP},
     command_config},
    {"manual",
     "",
     0,
     0,
     "write the manual page in troff",
     "It is made from the same tables as this help. To read it: numbmed manual | man -l -",
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
