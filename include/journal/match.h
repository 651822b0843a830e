/* What FTS5 is asked for when somebody searches the journal. */
#ifndef JOURNAL_MATCH_H
#define JOURNAL_MATCH_H

/* FTS5's query for all of these words: each as it begins, whatever signs are in it, and spelt with
 * ss or with ß. FTS5 itself folds case (of every script) and leaves out the accents of Latin
 * letters. The caller frees it; NULL where there is no word. */
char *match_words(const char *find);

#endif
