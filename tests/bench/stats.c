/* For the bench: stats --generate FILE SITTINGS makes up a journal. */
#include "support/made_journal.h"

#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    struct error error;
    if (argc != 4 || strcmp(argv[1], "--generate") != 0) {
        fputs("usage: stats --generate FILE SITTINGS\n", stderr);
        return EXIT_FAILURE;
    }
    struct made_journal made = {
        .now = 1763935200, .utc_offset = 3600, .sittings = atoll(argv[3]), .a_day = 10, .seed = 1};
    struct journal *journal = journal_open(argv[2], &error);
    bool good = journal && made_journal_fill(journal, &made, &error);
    journal_close(journal);
    if (!good)
        fprintf(stderr, "%s\n", error.text);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
