/* For the bench and for pictures: stats --generate FILE SITTINGS A_DAY makes up a journal that ends
 * today, with at most so many sittings a day. */
#include "support/made_journal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool generate(const char *path, int64_t sittings, int64_t a_day, struct error *error)
{
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    struct made_journal made = {.now = now,
                                .utc_offset = (int)local.tm_gmtoff,
                                .sittings = sittings,
                                .a_day = a_day,
                                .seed = 1};
    struct journal *journal = journal_open(path, error);
    bool good = journal && made_journal_fill(journal, &made, error);
    journal_close(journal);
    return good;
}

int main(int argc, char **argv)
{
    struct error error;
    if (argc != 5 || strcmp(argv[1], "--generate") != 0 || atoll(argv[4]) < 1) {
        fputs("usage: stats --generate FILE SITTINGS A_DAY\n", stderr);
        return EXIT_FAILURE;
    }
    if (generate(argv[2], atoll(argv[3]), atoll(argv[4]), &error))
        return EXIT_SUCCESS;
    fprintf(stderr, "%s\n", error.text);
    return EXIT_FAILURE;
}
