#include "cmd/commands.h"

#include "ui/keys.h"

#include <string.h>

/* Writes text so that troff takes it as it stands. */
static void write_escaped(const char *text)
{
    bool start = true;
    for (; *text; text++) {
        if (start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        start = *text == '\n';
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
    }
    putchar('\n');
}

static void write_option(const struct option_row *row)
{
    printf(".TP\n\\fB\\-\\-%s\\fR", row->name);
    if (row->value)
        printf(" \\fI%s\\fR", row->value);
    if (row->letter)
        printf(", \\fB\\-%c\\fR", row->letter);
    putchar('\n');
    write_escaped(row->help);
}

static void write_command(const struct command_row *command)
{
    printf(".SS numbmed %s %s\n", command->name, command->arguments);
    write_escaped(command->about);
    puts(".PP");
    write_escaped(command->more);
    for (size_t i = 0; i < COMMAND_OPTIONS_MOST && command->options[i]; i++)
        write_option(command->options[i]);
    for (const struct command_row *verb = NULL; (verb = verb_next(command, verb));)
        write_command(verb);
}

static void write_keys(int where, const char *title)
{
    printf(".SS %s\n", title);
    for (size_t i = 0; i < KEY_ROW_COUNT; i++) {
        if (!(KEY_ROWS[i].where & where))
            continue;
        printf(".TP\n.B ");
        write_escaped(KEY_ROWS[i].name);
        write_escaped(KEY_ROWS[i].help);
    }
}

struct entry_row {
    const char *name, *about;
};

static const struct entry_row EXAMPLES[] = {
    {"numbmed play", "Opens the menu: choose a practice and how long it takes."},
    {"numbmed play emotional-numbness --minutes 12", "Twelve minutes of one practice, at once."},
    {"numbmed sit 20 --bell-every 5m --background rain",
     "Twenty minutes of silence with rain, and a bell every five."},
    {"numbmed ground", "Grounding with open eyes, at once."},
    {"numbmed course next", "The next day of the course."},
    {"numbmed journal search rain", "Sittings whose note, title or feelings hold the word."},
    {"numbmed journal edit 12 --undo", "Brings back the former note of sitting 12."},
    {"numbmed remind 21:30 --days mon-fri", "A reminder on working days."},
    {"numbmed render body-scan --minutes 10 -o scan.ogg", "A practice as a sound file."},
    {"numbmed check one-breath.yaml", "Reports every fault of a practice that you wrote."},
};

static const struct entry_row ENVIRONMENT[] = {
    {"NUMBMED_PATH", "More library roots, between colons."},
    {"XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME",
     "Where your files lie; ~/.local/share, ~/.config and ~/.local/state if unset."},
    {"NO_COLOR", "If set and not empty, nothing is coloured."},
    {"COLORFGBG", "Whether the terminal's background is light, where the theme is auto."},
    {"VISUAL, EDITOR", "The editor that Ctrl-O opens for a note."},
    {"LC_ALL, LC_MESSAGES, LANG", "The country whose lines help-now shows first."},
};

static const struct entry_row FILES[] = {
    {"$XDG_DATA_HOME/numbmed", "Your own library root: scripts/ID.yaml, scripts/courses/ID.yaml, "
                               "scripts/learn/TOPIC.txt, scripts/support/help.yaml, "
                               "scripts/support/detours.yaml, audio/voices/VOICE/ID/."},
    {"$XDG_DATA_HOME/numbmed/journal.db", "The journal, which nobody else may read."},
    {"$XDG_CONFIG_HOME/numbmed/config.yaml",
     "Your settings; numbmed config --example writes a commented one."},
    {"$XDG_STATE_HOME/numbmed/state.yaml", "The last practice, length, voice and volume, the days "
                                           "of courses, and that the first screen was "
                                           "read."},
    {"$XDG_STATE_HOME/numbmed/log", "What went on."},
    {"$XDG_CONFIG_HOME/systemd/user/numbmed-remind-HHMM.timer",
     "A reminder, and beside it the service that shows it; numbmed remind writes both."},
};

static void write_entries(const char *title, const struct entry_row *entries, size_t count)
{
    printf(".SH %s\n", title);
    for (size_t i = 0; i < count; i++) {
        printf(".TP\n.B ");
        write_escaped(entries[i].name);
        write_escaped(entries[i].about);
    }
}

int command_manual(const struct options *options)
{
    (void)options;
    puts(".TH NUMBMED 1 \"\" \"numbmed " NUMBMED_VERSION "\"\n.SH NAME\n"
         "numbmed \\- guided meditation in the terminal\n.SH SYNOPSIS\n"
         ".B numbmed\n.I COMMAND\n[\\fIOPTION\\fR...]\n.SH DESCRIPTION");
    write_escaped("A guided-meditation player: a warm voice, a few words on a quiet screen, long "
                  "silences. Any practice fits any length to the exact frame. Everything stays on "
                  "this machine.");
    puts(".SH COMMANDS");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        write_command(&COMMANDS[i]);
    puts(".SH KEYS");
    write_keys(KEYS_SESSION, "In a session");
    write_keys(KEYS_MENU | KEYS_GROUND, "In a menu");
    write_keys(KEYS_FIND, "While a word to find in a menu is typed");
    write_keys(KEYS_ANSWER, "While an answer is typed");
    write_keys(KEYS_JOURNAL | KEYS_RECORD | KEYS_GROUND, "In the journal");
    write_keys(KEYS_SEARCH, "While words are searched in the journal");
    write_keys(KEYS_PAGE | KEYS_WELCOME | KEYS_GROUND, "In a text; Enter on the first screen");
    write_keys(KEYS_CHECK_IN, "In a check-in");
    write_keys(KEYS_WORD, "While a word is typed there");
    write_keys(KEYS_NOTE, "In a note");
    write_keys(KEYS_STATS | KEYS_GROUND, "In the statistics");
    write_entries("EXAMPLES", EXAMPLES, sizeof EXAMPLES / sizeof *EXAMPLES);
    write_entries("ENVIRONMENT", ENVIRONMENT, sizeof ENVIRONMENT / sizeof *ENVIRONMENT);
    write_entries("FILES", FILES, sizeof FILES / sizeof *FILES);
    puts(".SH EXIT STATUS\n0 for success, 1 for failure, 2 for wrong usage.");
    puts(".SH SEE ALSO\n.BR pactl (1),\n.BR aplay (1),\n.BR systemctl (1),\n.BR crontab (1)");
    return EXIT_SUCCESS;
}
