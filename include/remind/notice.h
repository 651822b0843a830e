/* What a reminder says, on a screen that others may see: it never names what one sits with, nor
 * this program. */
#ifndef REMIND_NOTICE_H
#define REMIND_NOTICE_H

#include "base/error.h"

/* What it is headed with, and what it is from. */
extern const char NOTICE_SUMMARY[], NOTICE_SENDER[];

/* Its words, to be freed. `title` is the practice's, which is left out where it tells of a trouble;
 * NULL: there is no practice. */
char *notice_words(const char *title);

/* Shows it as a desktop notification, by notify-send. False and a sentence where that can't be. */
bool notice_show(const char *words, struct error *error);

/* Whether there is notify-send. */
bool notice_can_be_shown(void);

#endif
