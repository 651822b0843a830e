/* The library: roots in their order, heads without bodies, one bad file that hides no other. */
#include "support/cmocka.h"

#include "script/library.h"
#include "script/sentences.h"
#include "support/files.h"

#include <sys/stat.h>

static char *practice_text(const char *id, const char *title)
{
    return mem_format("format: 1\nid: %s\ntitle: %s\nabout: One line.\nminutes:\n  - 5\n  - 10\n"
                      "default: 10\nsections:\n  - name: Here\n    steps:\n      - id: one\n"
                      "        pause: 8s\n",
                      id, title);
}

static void write_practice(const char *root, const char *id, const char *title)
{
    char *name = mem_format("scripts/%s.yaml", id), *text = practice_text(id, title);
    free(files_write(root, name, text));
    free(text);
    free(name);
}

/* Roots `user` and `more` in the test's folder, as a user would have them. */
static struct library *open_with_roots(void **state)
{
    char *data = path_join(*state, "data"), *more = path_join(*state, "more");
    setenv("XDG_DATA_HOME", data, 1);
    setenv("NUMBMED_PATH", more, 1);
    struct library *library = library_open();
    free(more);
    free(data);
    return library;
}

static void the_first_root_that_has_an_id_wins(void **state)
{
    write_practice(*state, "x", "unused");
    char *user = path_join(*state, "data/numbmed"), *more = path_join(*state, "more");
    write_practice(user, "twice", "The user's");
    write_practice(more, "twice", "Another's");
    write_practice(more, "only-there", "Only there");
    struct library *library = open_with_roots(state);
    struct entry *twice = library_find(library, "twice");
    assert_non_null(twice);
    library_read_head(twice);
    assert_string_equal(twice->head.title, "The user's");
    assert_non_null(library_find(library, "only-there"));
    assert_null(library_find(library, "x"));
    library_free(library);
    free(more);
    free(user);
}

static void an_empty_library_says_where_practices_belong(void **state)
{
    const struct library none = {0};
    struct error error = {""};
    setenv("XDG_DATA_HOME", "/somewhere", 1);
    assert_true(library_is_empty(&none, &error));
    assert_non_null(strstr(error.text, "/somewhere/numbmed/scripts"));
    char *more = path_join(*state, "more");
    write_practice(more, "one", "One");
    struct library *library = open_with_roots(state);
    assert_false(library_is_empty(library, &error));
    library_free(library);
    free(more);
}

static void a_head_is_read_without_its_body(void **state)
{
    char *text = practice_text("half", "Half a file");
    char *whole = mem_format("%s      - this: [is no step\n", text);
    free(files_write(*state, "more/scripts/half.yaml", whole));
    struct library *library = open_with_roots(state);
    struct entry *entry = library_find(library, "half");
    library_read_head(entry);
    assert_int_equal(entry->state, ENTRY_HEAD);
    assert_string_equal(entry->head.title, "Half a file");
    assert_string_equal(entry->head.about, "One line.");
    assert_int_equal(entry->head.minutes_count, 2);
    assert_int_equal(entry->head.minutes[1], 10);
    assert_int_equal(entry->head.default_minutes, 10);
    library_check(entry);
    assert_int_equal(entry->state, ENTRY_BROKEN);
    assert_non_null(strstr(entry->error, "not YAML"));
    library_free(library);
    free(whole);
    free(text);
}

static void a_broken_file_hides_no_other(void **state)
{
    char *more = path_join(*state, "more");
    write_practice(more, "a-good-one", "Good");
    free(files_write(more, "scripts/bad.yaml", "format: [\n"));
    free(files_write(more, "scripts/Not An Id.yaml", "format: 1\n"));
    free(files_write(more, "scripts/notes.txt", "not a practice\n"));
    struct library *library = open_with_roots(state);
    for (size_t i = 0; i < library->count; i++)
        library_check(&library->entries[i]);
    assert_int_equal(library_find(library, "a-good-one")->state, ENTRY_CHECKED);
    assert_int_equal(library_find(library, "bad")->state, ENTRY_BROKEN);
    assert_int_equal(library_find(library, "Not An Id")->state, ENTRY_BROKEN);
    assert_null(library_find(library, "notes"));
    assert_string_equal(library_nearest(library, "a-god-one"), "a-good-one");
    library_free(library);
    free(more);
}

static void a_head_with_a_fault_says_where(void **state)
{
    static const struct {
        const char *text, *says;
    } ROWS[] = {
        {"format: 2\n", "1:9: this numbmed reads format 1"},
        {"format: 1\nid: other\n", "2:5: the id must be the file's name"},
        {"format: 1\nid: head\nminutes: [0]\n", "3:11: this isn't a number of minutes"},
        {"format: 1\nid: head\nabuot: x\n", "3:1: there is no key 'abuot'"},
        {"- a list\n", "1:1: the file must hold keys"},
        {"", "the file must hold keys"},
        {"title: \"a\\x1b[0m\"\n", "1:8: this holds control characters"},
        {"sections: []\n", "1:1: this must stand before the sections: 'format'"},
        {"title: ' '\n", "1:8: this is empty"},
        {"title: \"a\\0b\"\n", "1:8: this holds control characters"},
        {"title: a\ntitle: b\n", "2:1: this stands here twice: 'title'"},
        {"title: *name\n", "1:8: this must be text"},
        {"minutes: [10, 5]\n", "1:15: the lengths must rise"},
        {"minutes: []\n", "'minutes' is empty"},
        {"minutes: [[[[[1]]]]]\n", "1:11: this must be a number of minutes"},
        {"format: 1\nid: head\ntitle: a\nabout: b\ndefault: 7\nminutes: [5]\nsections:\n",
         "5:10: 'default' is not among 'minutes'"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct head head;
        struct error error;
        char *path = files_write(*state, "head.yaml", ROWS[i].text);
        assert_false(head_read(path, "head", &head, &error));
        print_message("    %s\n", error.text);
        assert_non_null(strstr(error.text, ROWS[i].says));
        free(path);
    }
}

static void files_are_found_inside_the_roots_only(void **state)
{
    free(files_write(*state, "more/audio/voices/heart/x/a.ogg", "sound"));
    free(files_write(*state, "more-secret", "not yours"));
    char *link = path_join(*state, "more/audio/link"), *secret = path_join(*state, "more-secret");
    assert_int_equal(symlink(secret, link), 0);
    struct library *library = open_with_roots(state);
    char *path = library_find_file(library, "audio/voices/heart/x/a.ogg");
    assert_non_null(path);
    free(path);
    assert_null(library_find_file(library, "audio/voices/heart/x/b.ogg"));
    assert_null(library_find_file(library, "audio/link"));
    assert_null(library_find_file(library, "audio/../../more-secret"));
    assert_null(library_find_file(library, secret));
    library_free(library);
    free(secret);
    free(link);
}

static void sentences_break_where_the_narrator_breaks_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
    } ROWS[] = {
        {"", 0},
        {"One sentence alone.", 1},
        {"Here is a sentence of some length. And here is another one of them.", 2},
        {"Welcome. This one is short before, so they stay together.", 1},
        {"This one is long enough to stand alone. Short.", 1},
        {"Is it a question that is long enough? It is one of them. And so is this, too!", 2},
        {"A pause that goes on and on… And then it goes on again.", 2},
        {"Version 1.5 of something is not where a sentence ends.", 1},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        assert_int_equal(sentence_count(ROWS[i].text), ROWS[i].count);
    const char *two = ROWS[2].text;
    size_t start, length;
    sentence_at(two, 1, &start, &length);
    assert_memory_equal(two + start, "And here", 8);
    assert_int_equal(start + length, strlen(two));
}

static void words_are_estimated_at_the_narrators_pace(void **state)
{
    (void)state;
    assert_int_equal(sentences_estimate(""), 0);
    /* 136 words take a minute, and each gap 0.7 s. */
    char text[2048] = "";
    for (int i = 0; i < 136; i++)
        strcat(text, "word ");
    assert_int_equal(sentences_estimate(text), INT64_C(60) * 48000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_root_that_has_an_id_wins),
        TEST(an_empty_library_says_where_practices_belong),
        TEST(a_head_is_read_without_its_body),
        TEST(a_broken_file_hides_no_other),
        TEST(a_head_with_a_fault_says_where),
        TEST(files_are_found_inside_the_roots_only),
        TEST(sentences_break_where_the_narrator_breaks_them),
        TEST(words_are_estimated_at_the_narrators_pace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
