/* Where a step's words break into what the screen shows at a time. */
#ifndef SCRIPT_SENTENCES_H
#define SCRIPT_SENTENCES_H

#include <stddef.h>
#include <stdint.h>

/* The end (bytes) of the sentence that begins at `start`, white space after it not counted; *next
 * is where the following one begins, or the text's length. A sentence ends at . ! ? or … before
 * white space; one shorter than 16 characters joins the one before it, and one follows on where
 * what stands before is shorter than 24. The narration's rule is the same, so that their counts
 * agree. */
size_t sentence_end(const char *text, size_t start, size_t *next);

size_t sentence_count(const char *text);

/* The sentence with this index (the last one for a larger): fills start and length in bytes. */
void sentence_at(const char *text, size_t index, size_t *start, size_t *length);

/* How long the words take to say where there is no recording: about 136 words a minute and 0.7 s
 * between sentences (measured on the voice `heart`). Frames. */
int64_t sentences_estimate(const char *text);

#endif
