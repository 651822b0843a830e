#include "cmd/commands.h"
#include "cmd/journal_transfer.h"

#include <string.h>

int command_journal(const struct options *options)
{
    struct options verb = *options;
    const char *name = *verb.arguments++;
    verb.argument_count--;
    if (strcmp(name, "export") == 0 && verb.argument_count == 0)
        return journal_export(&verb);
    if (strcmp(name, "import") == 0 && verb.argument_count == 1)
        return journal_import(&verb);
    return fail_with(EXIT_USAGE, "journal knows export, and import with a file");
}
