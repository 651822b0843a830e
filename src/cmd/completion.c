#include "cmd/commands.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

static void write_options(const struct command_row *command, const char *before)
{
    for (size_t i = 0; i < COMMAND_OPTIONS_MOST && command->options[i]; i++)
        printf("%s--%s", before, command->options[i]->name);
}

/* Practices, pages and files: what stands where a command takes an argument. */
static const char *argument_kind(const struct command_row *command)
{
    return strstr(command->arguments, "PRACTICE") ? "practice"
           : strstr(command->arguments, "TOPIC")  ? "topic"
           : strstr(command->arguments, "FILE")   ? "file"
           : strstr(command->arguments, "SHELL")  ? "shell"
           : strstr(command->arguments, "DAY")    ? "day"
                                                  : "none";
}

/* Adds the names that a command lists, each with two spaces behind it. */
static void write_listed(const char *command)
{
    printf("; words+=\" $(numbmed %s 2>/dev/null </dev/null | "
           "sed -n 's/^ *\\([a-z0-9][a-z0-9-]*\\)  .*/\\1/p')\"",
           command);
}

/* What may follow a command or a verb. */
static void write_bash_words(const struct command_row *command)
{
    const char *kind = argument_kind(command);
    printf("words='");
    write_options(command, " ");
    for (const struct command_row *verb = NULL; (verb = verb_next(command, verb));)
        printf(" %s", verb_name(verb));
    printf("%s%s'", strcmp(kind, "shell") == 0 ? " bash zsh fish" : "",
           strcmp(kind, "day") == 0 ? " next" : "");
    if (strcmp(kind, "practice") == 0)
        write_listed("list");
    if (strcmp(kind, "topic") == 0)
        write_listed("learn");
    if (strcmp(kind, "file") == 0)
        printf("; files=1");
    puts(" ;;");
}

/* Those of a command with verbs are told apart by the second word. */
static void write_bash_command(const struct command_row *command)
{
    if (verb_next(command, NULL)) {
        printf("        %s) [ \"$COMP_CWORD\" -eq 2 ] || case ${COMP_WORDS[2]} in\n",
               command->name);
        for (const struct command_row *verb = NULL; (verb = verb_next(command, verb));) {
            printf("            %s) ", verb_name(verb));
            write_bash_words(verb);
        }
        printf("            esac\n            [ \"$COMP_CWORD\" -ne 2 ] || ");
    } else {
        printf("        %s) ", command->name);
    }
    write_bash_words(command);
}

static void write_bash(void)
{
    puts("_numbmed()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} words= files=\n"
         "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    printf("        words='--help --version");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf(" %s", COMMANDS[i].name);
    puts("'\n    else\n        case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        write_bash_command(&COMMANDS[i]);
    puts("        esac\n    fi\n    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "    [ -z \"$files\" ] || COMPREPLY+=($(compgen -f -- \"$word\"))\n}\n"
         "complete -F _numbmed numbmed");
}

static void write_zsh(void)
{
    puts("#compdef numbmed\nautoload -U +X bashcompinit && bashcompinit");
    write_bash();
}

/* One line in single quotes for fish. */
static void write_quoted(const char *text)
{
    putchar('\'');
    for (; *text; text++)
        printf(*text == '\'' ? "\\'" : "%c", *text);
    putchar('\'');
}

static void write_fish_options(const struct command_row *command, const char *seen)
{
    for (size_t i = 0; i < COMMAND_OPTIONS_MOST && command->options[i]; i++) {
        printf("complete -c numbmed -n '%s' -l %s %s-d ", seen, command->options[i]->name,
               command->options[i]->value ? "-r " : "");
        write_quoted(command->options[i]->help);
        putchar('\n');
    }
}

/* A verb may be called as another command is; it has the command's own options no more. To be
 * freed. */
static char *fish_condition(const struct command_row *command)
{
    char *seen = mem_format("__fish_seen_subcommand_from %s", command->name);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (!verb_find(&COMMANDS[i], command->name))
            continue;
        char *longer =
            mem_format("%s; and not __fish_seen_subcommand_from %s", seen, COMMANDS[i].name);
        free(seen);
        seen = longer;
    }
    return seen;
}

/* While none of them is there. To be freed. */
static char *fish_verb_condition(const struct command_row *command, const char *seen)
{
    char *condition = mem_format("%s; and not __fish_seen_subcommand_from", seen);
    for (const struct command_row *verb = NULL; (verb = verb_next(command, verb));) {
        char *longer = mem_format("%s %s", condition, verb_name(verb));
        free(condition);
        condition = longer;
    }
    return condition;
}

static void write_fish_verbs(const struct command_row *command, const char *seen)
{
    char *none = fish_verb_condition(command, seen);
    for (const struct command_row *verb = NULL; (verb = verb_next(command, verb));) {
        char *both = mem_format("%s; and __fish_seen_subcommand_from %s", seen, verb_name(verb));
        printf("complete -c numbmed -n '%s' -a %s -d ", none, verb_name(verb));
        write_quoted(verb->about);
        putchar('\n');
        if (strcmp(argument_kind(verb), "file") == 0)
            printf("complete -c numbmed -n '%s' -F\n", both);
        write_fish_options(verb, both);
        free(both);
    }
    free(none);
}

static void write_fish(void)
{
    puts("complete -c numbmed -f");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_row *command = &COMMANDS[i];
        char *seen = fish_condition(command);
        printf("complete -c numbmed -n __fish_use_subcommand -a %s -d ", command->name);
        write_quoted(command->about);
        putchar('\n');
        write_fish_options(command, seen);
        write_fish_verbs(command, seen);
        free(seen);
    }
}

int command_completion(const struct options *options)
{
    static const struct {
        const char *name;
        void (*write)(void);
    } SHELLS[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    for (size_t i = 0; i < sizeof SHELLS / sizeof *SHELLS; i++) {
        if (strcmp(SHELLS[i].name, options->arguments[0]) == 0) {
            SHELLS[i].write();
            return EXIT_SUCCESS;
        }
    }
    char *sentence = mem_format("there is no completion for '%s'; name bash, zsh or fish",
                                options->arguments[0]);
    fail_with(EXIT_USAGE, sentence);
    free(sentence);
    return EXIT_USAGE;
}
