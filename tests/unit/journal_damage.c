/* Broken files of many kinds: kept aside, told by name, and what can be read goes on. */
#include "support/desk.h"

#include "support/disk.h"
#include "support/random.h"

#include <dirent.h>

enum { SITTINGS = 60, PAGE = 4096 };

/* A journal's bytes as they were, to be broken again and again. */
struct original {
    char *bytes, *early, *log; /* `early` with `log` is as much as `bytes` alone */
    size_t size, early_size, log_size;
};

static struct original keep(struct desk *desk)
{
    struct error error;
    struct original original;
    char *log = desk_beside(desk, "-wal");
    desk_save_many(desk, SITTINGS);
    original.early = path_read(desk->path, 1 << 26, &original.early_size, &error);
    original.log = path_read(log, 1 << 26, &original.log_size, &error);
    desk_close(desk);
    original.bytes = path_read(desk->path, 1 << 26, &original.size, &error);
    assert_non_null(original.bytes);
    assert_non_null(original.early);
    assert_non_null(original.log);
    free(log);
    return original;
}

static void forget(struct original *original)
{
    free(original->bytes);
    free(original->early);
    free(original->log);
}

static void lay_out(struct desk *desk, const char *bytes, size_t size)
{
    char *folder = path_join(desk->folder, "numbmed");
    desk_close(desk);
    nftw(folder, files_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(files_write_bytes(desk->folder, "numbmed/journal.db", bytes, size));
    free(folder);
}

/* The file kept aside, in the notice and in the folder. */
static void assert_kept(struct desk *desk, const char *bytes, size_t size)
{
    const char *notice = journal_notice(desk->journal), *name = strstr(notice, "kept as ");
    char path[512];
    struct error error;
    size_t kept_size;
    assert_non_null(name);
    assert_int_equal(sscanf(name, "kept as %500[^,]", path), 1);
    char *kept = path_read(path, 1 << 26, &kept_size, &error);
    assert_non_null(kept);
    assert_int_equal(kept_size, size);
    assert_memory_equal(kept, bytes, size);
    free(kept);
}

/* Opens what was laid out; how many sittings are there. */
static int64_t opened(struct desk *desk, const char *bytes, size_t size)
{
    desk_open(desk);
    if (journal_notice(desk->journal) && strstr(journal_notice(desk->journal), "kept as"))
        assert_kept(desk, bytes, size);
    int64_t count = desk_count(desk, NULL);
    desk_save(desk, "Anchor", "afterwards");
    assert_int_equal(desk_count(desk, "afterwards"), 1);
    desk_is_sound(desk);
    const char *notice = journal_notice(desk->journal); /* of what is lost within a sitting */
    if (notice && !strstr(notice, "as numbmed wrote"))
        fail_msg("%s", notice);
    assert_int_equal(desk_count(desk, NULL), count + 1);
    return count;
}

/* ---- many, by chance */

static void flip_bytes(char *bytes, size_t *size, uint64_t *random)
{
    for (int64_t count = random_between(random, 1, 20); count > 0; count--)
        bytes[random_between(random, 0, (int64_t)*size - 1)] ^=
            (char)random_between(random, 1, 255);
}

static void blank_page(char *bytes, size_t *size, uint64_t *random)
{
    memset(bytes + PAGE * random_between(random, 1, (int64_t)*size / PAGE - 1), 0, PAGE);
}

static void scramble_sector(char *bytes, size_t *size, uint64_t *random)
{
    char *at = bytes + 512 * random_between(random, 0, (int64_t)*size / 512 - 1);
    for (int i = 0; i < 512; i++)
        at[i] = (char)random_next(random);
}

static void swap_pages(char *bytes, size_t *size, uint64_t *random)
{
    char page[PAGE], *one = bytes + PAGE * random_between(random, 0, (int64_t)*size / PAGE - 1),
                     *other = bytes + PAGE * random_between(random, 0, (int64_t)*size / PAGE - 1);
    memcpy(page, one, PAGE);
    memmove(one, other, PAGE);
    memcpy(other, page, PAGE);
}

static void cut(char *bytes, size_t *size, uint64_t *random)
{
    (void)bytes;
    *size = (size_t)random_between(random, 1, (int64_t)*size - 1);
}

static void lose_last_page(char *bytes, size_t *size, uint64_t *random)
{
    (void)random;
    for (size_t i = 24; i < 28; i++) /* the file's change counter */
        bytes[i] ^= 0x55;
    *size -= PAGE;
}

static const struct way {
    const char *name;
    void (*damage)(char *bytes, size_t *size, uint64_t *random);
} WAYS[] = {
    {"bytes flipped", flip_bytes},
    {"a page of zeros", blank_page},
    {"a sector of nonsense", scramble_sector},
    {"two pages swapped", swap_pages},
    {"cut at random", cut},
    {"the last page gone", lose_last_page},
};

static void what_can_be_read_of_a_broken_file_goes_on(void **state)
{
    enum { TIMES = 20 };
    struct desk *desk = *state;
    struct original original = keep(desk);
    uint64_t random = 7;
    char *bytes = mem_new(original.size, 1);
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        int64_t saved = 0, none = 0;
        for (int time = 0; time < TIMES; time++) {
            size_t size = original.size;
            memcpy(bytes, original.bytes, size);
            WAYS[i].damage(bytes, &size, &random);
            lay_out(desk, bytes, size);
            int64_t count = opened(desk, bytes, size);
            assert_in_range(count, 0, SITTINGS);
            saved += count;
            none += count == 0;
        }
        print_message("%-22s %3d %% of the sittings saved; nothing of %d journals in %d\n",
                      WAYS[i].name, (int)(100 * saved / (TIMES * SITTINGS)), (int)none, TIMES);
    }
    free(bytes);
    forget(&original);
}

/* All but what is on the page itself. */
static void one_broken_page_of_sittings_costs_only_its_own(void **state)
{
    struct desk *desk = *state;
    struct original original = keep(desk);
    int root = atoi(desk_sql(desk->path, "SELECT pageno FROM dbstat WHERE name = 'sitting' AND"
                                         " pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 1"));
    int own = atoi(desk_sql(desk->path, "SELECT ncell FROM dbstat WHERE name = 'sitting' AND"
                                        " pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 1"));
    memset(original.bytes + PAGE * (root - 1), 0x7f, PAGE);
    lay_out(desk, original.bytes, original.size);
    assert_int_equal(opened(desk, original.bytes, original.size), SITTINGS - own);
    forget(&original);
}

/* How many sittings lie on whole pages of the desk's file, cut after so many bytes. */
static int64_t sittings_within(const struct desk *desk, size_t size)
{
    char *sql = mem_format("SELECT coalesce(sum(ncell), 0) FROM dbstat WHERE name = 'sitting' AND"
                           " pagetype = 'leaf' AND pageno <= %zu",
                           size / PAGE);
    int64_t count = atoi(desk_sql(desk->path, sql));
    free(sql);
    return count;
}

/* Pages of a file that is cut, or whose ids don't rise, are each read once. */
static void a_file_cut_anywhere_is_recovered_at_once(void **state)
{
    enum { MORE = 240, CUTS = 24, SECONDS = 60 };
    struct desk *desk = *state;
    uint64_t random = 5;
    size_t sizes[CUTS];
    int64_t there[CUTS];
    desk_save_many(desk, MORE);
    struct original original = keep(desk);
    for (int i = 0; i < CUTS; i++) {
        sizes[i] = (size_t)random_between(&random, PAGE, (int64_t)original.size - 1);
        there[i] = sittings_within(desk, sizes[i]);
    }
    alarm(SECONDS); /* it went on for ever */
    for (int i = 0; i < CUTS; i++) {
        lay_out(desk, original.bytes, sizes[i]);
        assert_in_range(opened(desk, original.bytes, sizes[i]), there[i], SITTINGS + MORE);
    }
    alarm(0);
    forget(&original);
}

/* A byte of the head may lead to a newer version's, which is only read. */
static void a_wrong_byte_in_the_head_costs_nothing(void **state)
{
    enum { HEAD = 100 };
    static const char WRONG[] = {(char)0x01, (char)0x02, (char)0x55, (char)0xff};
    struct desk *desk = *state;
    struct original original = keep(desk);
    for (int i = 0; i < HEAD * (int)sizeof WRONG; i++) {
        char right = original.bytes[i % HEAD];
        original.bytes[i % HEAD] ^= WRONG[i / HEAD];
        lay_out(desk, original.bytes, original.size);
        desk_open(desk);
        if (desk_count(desk, NULL) != SITTINGS)
            fail_msg("byte %d: %d sittings", i % HEAD, (int)desk_count(desk, NULL));
        original.bytes[i % HEAD] = right;
    }
    forget(&original);
}

/* Neither page 1 nor the root of the table is needed to know a sitting. */
static void without_page_1_or_the_root_every_row_is_saved(void **state)
{
    static const char *const NAMES[] = {"sqlite_schema", "sitting"};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        desk_open(desk);
        assert_true(journal_forget_all(desk->journal, &desk->error));
        struct original original = keep(desk);
        char *sql =
            mem_format("SELECT pageno FROM dbstat WHERE name = '%s' AND path = '/'", NAMES[i]);
        memset(original.bytes + PAGE * (atoi(desk_sql(desk->path, sql)) - 1), 0, PAGE);
        lay_out(desk, original.bytes, original.size);
        assert_int_equal(opened(desk, original.bytes, original.size), SITTINGS);
        assert_int_equal(desk_count(desk, "foggy"), SITTINGS + 1);
        free(sql);
        forget(&original);
    }
}

/* What is in the log and not yet in the file belongs to the journal, too. */
static void a_log_beside_a_broken_file_is_read(void **state)
{
    struct desk *desk = *state;
    struct original original = keep(desk);
    lay_out(desk, original.early, original.early_size);
    free(
        files_write_bytes(desk->folder, "numbmed/journal.db-wal", original.log, original.log_size));
    free(files_write_bytes(desk->folder, "numbmed/journal.db-damaged", "", 0));
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "60 sittings"));
    forget(&original);
}

/* ---- one by one */

static void ids_and_all_that_belongs_to_a_sitting_are_kept(void **state)
{
    struct desk *desk = *state;
    struct record going_on = desk_record("Body scan", "mine"), loaded;
    desk_save_many(desk, 5);
    assert_true(journal_delete(desk->journal, 3, &desk->error));
    going_on.ending = ENDING_NOT_YET;
    snprintf(going_on.at.step, sizeof going_on.at.step, "feet");
    check_in_toggle_word(&going_on.check_ins[MOMENT_BEFORE], "numb");
    assert_true(journal_save(desk->journal, &going_on, &desk->error));
    desk_close(desk);
    desk_sql(desk->path, "DELETE FROM sitting WHERE id = 2");
    desk_sql(desk->path, "PRAGMA application_id = 0");
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "5 sittings"));
    assert_false(journal_load(desk->journal, 2, &loaded, &desk->error));
    assert_true(journal_load(desk->journal, 3, &loaded, &desk->error));
    assert_true(loaded.deleted > 0);
    record_free(&loaded);
    assert_true(journal_unfinished(desk->journal, &loaded, &desk->error));
    assert_int_equal(loaded.id, going_on.id);
    assert_string_equal(loaded.uid, going_on.uid);
    assert_string_equal(loaded.at.step, "feet");
    assert_true(check_in_has_word(&loaded.check_ins[MOMENT_BEFORE], "numb"));
    assert_string_equal(loaded.note, "mine");
    record_free(&loaded);
    record_free(&going_on);
}

static void a_broken_long_note_costs_only_itself(void **state)
{
    struct desk *desk = *state;
    char *note = desk_long_note();
    desk_save_many(desk, 5);
    int64_t id = desk_save(desk, "Body scan", note);
    desk_save_many(desk, 5);
    desk_close(desk);
    int page =
        atoi(desk_sql(desk->path, "SELECT pageno FROM dbstat WHERE name = 'sitting' AND pagetype"
                                  " = 'overflow' AND path LIKE '%+000002'"));
    disk_damage(desk->path, (page - 1) * PAGE);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "11 sittings"));
    struct record loaded;
    assert_true(journal_load(desk->journal, id, &loaded, &desk->error));
    record_free(&loaded);
    free(note);
}

/* Cut where its own pages were, the note is kept as far as it goes, and that is said. */
static void a_note_that_is_cut_is_said(void **state)
{
    struct desk *desk = *state;
    struct error error;
    size_t size;
    char *note = desk_long_note();
    desk_save(desk, "Body scan", note);
    desk_close(desk);
    int page = atoi(desk_sql(desk->path, "SELECT pageno FROM dbstat WHERE name = 'sitting' AND"
                                         " path LIKE '%+000002'"));
    char *bytes = path_read(desk->path, 1 << 26, &size, &error);
    memset(bytes + PAGE * (page - 1), 0, PAGE); /* it leads nowhere */
    lay_out(desk, bytes, size);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal),
                           "1 sitting of it could be saved; the notes of 1 aren't whole"));
    free(bytes);
    free(note);
}

static void what_is_no_database_is_kept(void **state)
{
    static const char text[] = "Dear diary, this is no database at all.";
    struct desk *desk = *state;
    lay_out(desk, text, strlen(text));
    assert_int_equal(opened(desk, text, strlen(text)), 0);
    lay_out(desk, text, 1);
    assert_int_equal(opened(desk, text, 1), 0);
}

static void an_empty_file_is_begun_and_told(void **state)
{
    struct desk *desk = *state;
    lay_out(desk, "", 0);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "was empty"));
    assert_int_equal(opened(desk, "", 0), 0);
}

static void what_is_no_file_is_put_aside(void **state)
{
    struct desk *desk = *state;
    desk_close(desk);
    unlink(desk->path);
    mkdir(desk->path, 0700);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "0 sittings"));
    desk_save(desk, "Body scan", NULL);
    desk_is_sound(desk);
    desk_close(desk);
    unlink(desk->path);
    mkfifo(desk->path, 0600);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "0 sittings"));
    desk_save(desk, "Body scan", NULL);
    assert_true(journal_forget_all(desk->journal, &desk->error));
}

static void a_link_is_followed(void **state)
{
    struct desk *desk = *state;
    char *there = path_join(desk->folder, "there.db"), *log = mem_format("%s-wal", there);
    desk_close(desk);
    unlink(desk->path);
    assert_int_equal(symlink(there, desk->path), 0);
    desk_open(desk); /* it leads nowhere yet */
    assert_null(journal_notice(desk->journal));
    desk_save(desk, "Body scan", "mine");
    assert_true(disk_size(log) > 0);
    desk_is_sound(desk);
    assert_true(disk_size(there) > 0);
    disk_damage(there, 0);
    desk_close(desk);
    disk_damage(there, 0);
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "there.db.damaged-"));
    struct stat status;
    assert_int_equal(lstat(desk->path, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    free(log);
    free(there);
}

static void a_link_to_a_folder_that_is_gone_is_one_sentence(void **state)
{
    struct desk *desk = *state;
    desk_close(desk);
    unlink(desk->path);
    assert_int_equal(symlink("/nowhere/at/all.db", desk->path), 0);
    assert_null(desk_open_other(desk));
    desk_said(desk, "No such file or directory");
}

/* Every sitting of before the first broken byte of the log is there. */
static void a_broken_log_costs_what_comes_behind(void **state)
{
    struct desk *desk = *state;
    struct original original = keep(desk);
    uint64_t random = 11;
    char *log = mem_new(original.log_size, 1);
    int64_t before = 0;
    for (int time = 0; time < 20; time++) {
        int64_t at = random_between(&random, 32, (int64_t)original.log_size - 1);
        memcpy(log, original.log, original.log_size);
        log[at] ^= 0x10;
        lay_out(desk, original.early, original.early_size);
        free(files_write_bytes(desk->folder, "numbmed/journal.db-wal", log, original.log_size));
        desk_open(desk);
        before += desk_count(desk, NULL);
        desk_save(desk, "Anchor", "afterwards");
        desk_is_sound(desk);
    }
    print_message("a byte flipped in a log: %d %% of the sittings there\n",
                  (int)(100 * before / (20 * SITTINGS)));
    free(log);
    forget(&original);
}

static void an_empty_file_with_a_log_keeps_the_log(void **state)
{
    struct desk *desk = *state;
    struct original original = keep(desk);
    lay_out(desk, "", 0);
    free(
        files_write_bytes(desk->folder, "numbmed/journal.db-wal", original.log, original.log_size));
    desk_open(desk);
    char path[512];
    assert_int_equal(
        sscanf(strstr(journal_notice(desk->journal), "kept as "), "kept as %500[^,]", path), 1);
    strcat(path, "-wal");
    assert_int_equal(disk_size(path), original.log_size);
    forget(&original);
}

/* The second time it is known to be whole, so SQLite has read nothing of it yet. */
static void open_unread(struct desk *desk)
{
    desk_open(desk);
    desk_open(desk);
}

static void what_breaks_in_use_is_mended_by_the_next_start(void **state)
{
    struct desk *desk = *state;
    desk_save_many_long(desk, 30);
    desk_close(desk);
    int page = atoi(desk_sql(desk->path, "SELECT max(pageno) FROM dbstat WHERE name = 'sitting' AND"
                                         " pagetype = 'leaf'"));
    open_unread(desk);
    disk_damage(desk->path, (page - 1) * PAGE);
    assert_null(journal_notice(desk->journal));
    struct record loaded;
    for (int64_t id = 1; id <= 30; id++) {
        if (journal_load(desk->journal, id, &loaded, &desk->error))
            record_free(&loaded);
    }
    desk_said(desk, "start numbmed again");
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "was damaged"));
    assert_in_range(desk_count(desk, NULL), 1, 29);
    desk_open(desk);
    assert_null(journal_notice(desk->journal));
}

static bool go_on(void *context, const struct record *record)
{
    (void)context, (void)record;
    return true;
}

/* The index lists a sitting whose row has another id: to say nothing would be to fail for ever. */
static void a_row_that_is_listed_but_gone_is_damage(void **state)
{
    enum { POINTERS = 8, WRONG = 0x7f };
    struct desk *desk = *state;
    struct journal_query all = {0};
    struct error error;
    size_t size;
    desk_save_many_long(desk, 30);
    desk_close(desk);
    int page = atoi(desk_sql(desk->path, "SELECT max(pageno) FROM dbstat WHERE name = 'sitting' AND"
                                         " pagetype = 'leaf'"));
    char *bytes = path_read(desk->path, 1 << 26, &size, &error);
    unsigned char *leaf = (unsigned char *)bytes + PAGE * (page - 1);
    unsigned char *cell = leaf + leaf[POINTERS] * 256 + leaf[POINTERS + 1];
    while (*cell++ & 0x80) /* the size of the row; its id comes next */
        ;
    open_unread(desk);
    int file = open(desk->path, O_WRONLY);
    assert_int_equal(pwrite(file, (char[]){WRONG}, 1, (char *)cell - bytes), 1);
    close(file);
    assert_false(journal_each(desk->journal, &all, go_on, NULL, &desk->error));
    desk_said(desk, "is damaged: start numbmed again");
    desk_open(desk);
    assert_non_null(strstr(journal_notice(desk->journal), "30 sittings"));
    assert_true(journal_each(desk->journal, &all, go_on, NULL, &desk->error));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_can_be_read_of_a_broken_file_goes_on),
        TEST(one_broken_page_of_sittings_costs_only_its_own),
        TEST(a_file_cut_anywhere_is_recovered_at_once),
        TEST(a_wrong_byte_in_the_head_costs_nothing),
        TEST(without_page_1_or_the_root_every_row_is_saved),
        TEST(a_log_beside_a_broken_file_is_read),
        TEST(ids_and_all_that_belongs_to_a_sitting_are_kept),
        TEST(a_broken_long_note_costs_only_itself),
        TEST(a_note_that_is_cut_is_said),
        TEST(what_is_no_database_is_kept),
        TEST(an_empty_file_is_begun_and_told),
        TEST(what_is_no_file_is_put_aside),
        TEST(a_link_is_followed),
        TEST(a_link_to_a_folder_that_is_gone_is_one_sentence),
        TEST(a_broken_log_costs_what_comes_behind),
        TEST(an_empty_file_with_a_log_keeps_the_log),
        TEST(what_breaks_in_use_is_mended_by_the_next_start),
        TEST(a_row_that_is_listed_but_gone_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
