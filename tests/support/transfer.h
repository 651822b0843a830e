/* Two journals, and files that go from one to the other. */
#ifndef TESTS_TRANSFER_H
#define TESTS_TRANSFER_H

#include "support/cmocka.h"

#include "cmd/journal_json.h"
#include "journal/export.h"
#include "journal/import.h"
#include "support/made_sittings.h"

struct desk {
    char *folder;
    struct journal *from, *to;
    struct import import;
    char told[4096]; /* "3: sentence|" for each bad row */
};

static inline void tell(void *context, int64_t line, const char *sentence)
{
    struct desk *desk = context;
    size_t length = strlen(desk->told);
    snprintf(desk->told + length, sizeof desk->told - length, "%d: %s|", (int)line, sentence);
}

static inline int open_desk(void **state)
{
    struct desk *desk = mem_new(1, sizeof *desk);
    files_setup((void **)&desk->folder);
    desk->from = made_journal(desk->folder, "from/journal.db");
    desk->to = made_journal(desk->folder, "to/journal.db");
    desk->import = (struct import){.tell = tell, .context = desk};
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    *state = desk;
    return desk->from && desk->to ? 0 : -1;
}

static inline int close_desk(void **state)
{
    struct desk *desk = *state;
    journal_close(desk->from);
    journal_close(desk->to);
    files_teardown((void **)&desk->folder);
    free(desk);
    return 0;
}

typedef bool exporter(struct journal *journal, FILE *out, struct error *error);

static inline bool bring(struct desk *desk, FILE *file, struct error *error)
{
    desk->told[0] = '\0';
    rewind(file);
    int sign = getc(file);
    bool mark = sign == 0xEF;
    if (mark)
        fseek(file, 3, SEEK_SET);
    sign = mark ? getc(file) : sign;
    rewind(file);
    return sign == '<'   ? import_health(&desk->import, desk->to, file, error)
           : sign == '#' ? journal_markdown_import(&desk->import, desk->to, file, error)
           : sign == '[' || sign == '{' ? journal_json_import(&desk->import, desk->to, file, error)
                                        : import_csv(&desk->import, desk->to, file, error);
}

static inline bool bring_bytes(struct desk *desk, const char *bytes, size_t size)
{
    struct error error;
    FILE *file = tmpfile();
    fwrite(bytes, 1, size, file);
    bool good = bring(desk, file, &error);
    fclose(file);
    if (!good)
        tell(desk, 0, error.text);
    return good;
}

static inline bool bring_text(struct desk *desk, const char *text)
{
    return bring_bytes(desk, text, strlen(text));
}

static inline char *taken_out(struct journal *journal, exporter *export, size_t *size)
{
    struct error error;
    char *text;
    FILE *out = open_memstream(&text, size);
    assert_true(export(journal, out, &error));
    fclose(out);
    return text;
}

static inline int64_t count_of(struct journal *journal)
{
    struct error error;
    return journal_count(journal, &(struct journal_query){0}, &error);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_desk, close_desk)

#endif
