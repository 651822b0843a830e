/* The one line that says which file was written. */
#ifndef CMD_WRITTEN_H
#define CMD_WRITTEN_H

/* "numbmed: FILE is written: what" on standard error. Nothing for standard output (NULL or "-"),
 * whose reader sees it. */
void tell_written(const char *path, const char *what);

#endif
