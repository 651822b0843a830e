#include "cmd/commands.h"
#include "cmd/journal_transfer.h"

#include <string.h>

int command_journal(const struct options *options)
{
    if (strcmp(options->arguments[0], "export") == 0)
        return journal_export(options);
    if (strcmp(options->arguments[0], "import") == 0)
        return journal_import(options);
    return fail_with(EXIT_USAGE, "journal knows export and import");
}
