/* numbmed journal export and import: sittings as files. */
#ifndef CMD_JOURNAL_TRANSFER_H
#define CMD_JOURNAL_TRANSFER_H

#include "cmd/options.h"

/* Verbs of numbmed journal: export has no argument, import one, the file. Both return the exit
 * code. */
int journal_export(const struct options *options);
int journal_import(const struct options *options);

#endif
