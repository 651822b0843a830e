/* What the verbs of numbmed journal share. */
#ifndef CMD_JOURNAL_H
#define CMD_JOURNAL_H

#include "cmd/options.h"
#include "journal/journal.h"

int journal_list(const struct options *options);
int journal_search(const struct options *options);
int journal_show(const struct options *options);
int journal_add(const struct options *options);
int journal_edit(const struct options *options);
int journal_delete_one(const struct options *options);
int journal_restore_one(const struct options *options);
int journal_where(const struct options *options);
int journal_copy(const struct options *options);
int journal_forget(const struct options *options);

/* Makes a copy of the journal the journal again. */
int journal_put_copy_back(const char *copy);

/* Opens the journal and tells what was found about it; NULL, the error told, where there is none.
 * journal_close frees it. */
struct journal *journal_ready(void);

/* Opens it and loads the sitting whose number is the first argument. Returns EXIT_SUCCESS, or the
 * exit code, the error told; then there is nothing to close or free. */
int journal_pick(const struct options *options, struct journal **journal, struct record *record);

#endif
