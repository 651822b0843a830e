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
                                                  : "none";
}

/* Adds the names that a command lists, each with two spaces behind it. */
static void write_listed(const char *command)
{
    printf("; words+=\" $(numbmed %s 2>/dev/null </dev/null | "
           "sed -n 's/^ *\\([a-z0-9][a-z0-9-]*\\)  .*/\\1/p')\"",
           command);
}

static void write_bash(void)
{
    puts("_numbmed()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} words= files=\n"
         "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    printf("        words='--help --version");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf(" %s", COMMANDS[i].name);
    puts("'\n    else\n        case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *kind = argument_kind(&COMMANDS[i]);
        printf("        %s) words='", COMMANDS[i].name);
        write_options(&COMMANDS[i], " ");
        printf("%s'", strcmp(kind, "shell") == 0 ? " bash zsh fish" : "");
        if (strcmp(kind, "practice") == 0)
            write_listed("list");
        if (strcmp(kind, "topic") == 0)
            write_listed("learn");
        if (strcmp(kind, "file") == 0)
            printf("; files=1");
        puts(" ;;");
    }
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

static void write_fish(void)
{
    puts("complete -c numbmed -f");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_row *command = &COMMANDS[i];
        printf("complete -c numbmed -n __fish_use_subcommand -a %s -d ", command->name);
        write_quoted(command->about);
        putchar('\n');
        for (size_t j = 0; j < COMMAND_OPTIONS_MOST && command->options[j]; j++) {
            printf("complete -c numbmed -n '__fish_seen_subcommand_from %s' -l %s %s-d ",
                   command->name, command->options[j]->name,
                   command->options[j]->value ? "-r " : "");
            write_quoted(command->options[j]->help);
            putchar('\n');
        }
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
