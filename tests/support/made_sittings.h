/* Sittings made up at random, as clean as the journal keeps them, and a journal to keep them in. */
#ifndef TESTS_MADE_SITTINGS_H
#define TESTS_MADE_SITTINGS_H

#include "journal/journal_inside.h"
#include "support/files.h"
#include "support/random.h"

/* What files of tables stumble over. */
static const char *const MADE_PIECES[] = {
    "a",
    "numb",
    "ä",
    "\xF0\x9F\xAA\xB7",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8E\xA8",
    "\"",
    "\"\"",
    ",",
    ";",
    "'",
    "=1",
    "\\",
    "\n",
    "\n\n",
    " ",
    "{",
    "]",
    "#",
    "e\xCC\x81",
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
    "\xE2\x80\x8E", /* marks of direction */
    "\xE2\x80\x8F",
    "\xD8\x9C",
    "\xE2\x80\x8C", /* joiners, and what isn't one */
    "\xE2\x80\x8D",
    "-->",
    "--",
    "\xC2\xA0",
};

enum { MADE_PIECE_COUNT = sizeof MADE_PIECES / sizeof *MADE_PIECES };

/* Up to `most` bytes; with line ends only where it has `lines`, else as one clean line. */
static inline void made_text(uint64_t *state, char *text, size_t most, bool lines)
{
    size_t length = 0, pieces = (size_t)random_between(state, 0, 40);
    *text = '\0';
    for (size_t i = 0; i < pieces; i++) {
        const char *piece = MADE_PIECES[random_between(state, 0, MADE_PIECE_COUNT - 1)];
        bool space = *piece == ' ' && (!length || text[length - 1] == ' ');
        if (length + strlen(piece) > most || (!lines && (*piece == '\n' || space)))
            continue;
        length += (size_t)sprintf(text + length, "%s", piece);
    }
    if (!lines && length && text[length - 1] == ' ')
        text[length - 1] = '\0';
}

static inline void made_check_in(uint64_t *state, struct check_in *check_in)
{
    char word[FEELING_SIZE];
    for (int i = 0; i < SCALES; i++)
        check_in->scales[i] = (int)random_between(state, ANSWER_CANT_TELL, SCALE_STEPS);
    for (int64_t i = random_between(state, 0, FEELINGS_MOST); i > 0; i--) {
        made_text(state, word, sizeof word - 1, false);
        if (!check_in_has_word(check_in, word))
            check_in_toggle_word(check_in, word);
    }
}

/* One that is over; record_free frees it. */
static inline struct record made_sitting(uint64_t *state)
{
    const int64_t YEARS_BEGIN = INT64_C(-2208988800), YEARS_END = INT64_C(253402300799);
    static const int OFFSETS[] = {0, 3600, -12600, 20700, -43200, 50400, 1172};
    struct record record;
    char note[1024];
    record_begin(&record);
    record.utc_offset = OFFSETS[random_between(state, 0, 6)];
    record.began = random_between(state, YEARS_BEGIN, YEARS_END) - record.utc_offset;
    record.planned = random_between(state, 0, 1) * random_between(state, 0, 20000);
    record.sat = random_between(state, 0, 20000);
    record.ending = (enum ending)random_between(state, ENDING_COMPLETE, ENDINGS - 1);
    made_text(state, record.title, sizeof record.title - 1, false);
    snprintf(record.practice, sizeof record.practice, "%s", record.sat % 2 ? "body-scan" : "");
    snprintf(record.origin, sizeof record.origin, "%s", record.sat % 3 ? "numbmed" : "elsewhere");
    made_text(state, note, sizeof note - 1, true);
    record_set_note(&record, note);
    for (enum moment i = 0; i < MOMENTS; i++) {
        if (random_between(state, 0, 2))
            made_check_in(state, &record.check_ins[i]);
    }
    return record;
}

/* A journal in a folder of files_setup. */
static inline struct journal *made_journal(const char *folder, const char *name)
{
    struct error error;
    char *path = path_join(folder, name);
    struct journal *journal = journal_open(path, &error);
    free(path);
    return journal;
}

static inline bool made_fill(struct journal *journal, uint64_t *state, int count)
{
    struct error error;
    bool good = journal_begin(journal, &error);
    for (int i = 0; good && i < count; i++) {
        struct record record = made_sitting(state);
        good = journal_save_in(journal, &record, NULL, &error);
        record_free(&record);
    }
    return journal_end(journal, good, &error);
}

#endif
