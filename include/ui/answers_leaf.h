/* What check-ins said, laid out as lines; only for whoever asks for it. Says what it is not. */
#ifndef UI_ANSWERS_LEAF_H
#define UI_ANSWERS_LEAF_H

#include "journal/answers.h"
#include "ui/leaf.h"

/* What stands above it: that nothing here is validated, nor a score. And how the trend is told. */
extern const char ANSWERS_CAUTION[], ANSWERS_METHOD[];

/* Adds distributions, words and the trend. */
void answers_leaf(struct leaf *leaf, const struct answers *answers, bool blocks);

/* What can be said of the trend, in sentences; to be freed. */
char *answers_trend_words(const struct trend *trend);

/* What a scale is called. */
const char *answers_scale_name(enum scale scale);

#endif
