/* What only recordings and a length can tell of a practice: asked of play/, told at its place. */
#include "support/tones.h"
#include "support/written_detours.h"

#include "play/check.h"
#include "script/load.h"

static const struct tone TONES[] = {{1000, 2000}, {1000, 2000}};

/* Faults of the tones practice after a change to its file. */
static struct faults check_changed(void **state, const char *piece, const char *instead)
{
    struct faults faults = {0};
    size_t size;
    tones_write(*state, TONES, 2);
    char *path = path_join(*state, "scripts/tones.yaml");
    char *text = path_read(path, 65536, &size, NULL);
    const char *at = strstr(text, piece);
    assert_non_null(at);
    char *changed = mem_format("%.*s%s%s", (int)(at - text), text, instead, at + strlen(piece));
    free(files_write(*state, "scripts/tones.yaml", changed));
    struct library *library = library_open();
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    assert_non_null(practice);
    struct ways *ways = ways_find(library, practice, DEFAULT_VOICE, NULL);
    check_practice(practice, ways, &faults);
    for (size_t i = 0; i < faults.count; i++)
        print_message("    %d:%d: %s\n", faults.list[i].mark.line, faults.list[i].mark.column,
                      faults.list[i].text);
    ways_free(ways);
    practice_free(practice);
    library_free(library);
    free(changed);
    free(text);
    free(path);
    return faults;
}

static void a_whole_practice_has_no_fault(void **state)
{
    struct faults faults = check_changed(state, "title: Tones", "title: Tones");
    assert_int_equal(faults.count, 0);
    faults_free(&faults);
}

static void a_length_that_cannot_be_met_names_those_that_can(void **state)
{
    /* Both steps may grow to 3 s only: at most 8 s in all, of which 2 are speech. */
    struct faults faults = check_changed(
        state, "pause: 2000ms\n      - id: t1\n        say: A tone.\n        pause: 2000ms",
        "pause: 2000ms\n        most: 3s\n      - id: t1\n        say: A tone.\n"
        "        pause: 2000ms\n        most: 3s");
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.list[0].mark.line, 5);
    assert_int_equal(faults.list[0].mark.column, 10);
    assert_non_null(strstr(faults.list[0].text, "4 minutes can't be met"));
    assert_non_null(
        strstr(faults.list[0].text, "the shortest length that fits is 6s, the longest 8s"));
    faults_free(&faults);
}

/* Faults of a practice of one silent step, its head as given and `below` behind its sections. */
static struct faults check_below(void **state, const char *head, const char *below)
{
    struct faults faults = {0};
    char *text = mem_format("format: 1\nid: upside-down\nabout: One.\n%ssections:\n  - name: A\n"
                            "    steps:\n      - id: a\n        pause: 60s\n%s",
                            head, below);
    char *path = files_write(*state, "scripts/upside-down.yaml", text);
    struct library *library = library_open();
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    assert_non_null(practice);
    struct ways *ways = ways_find(library, practice, NULL, NULL);
    check_practice(practice, ways, &faults);
    ways_free(ways);
    practice_free(practice);
    library_free(library);
    free(path);
    free(text);
    return faults;
}

static void a_head_below_the_sections_is_told(void **state)
{
    struct faults faults = check_below(state, "", "title: Below\nminutes: [1]\ndefault: 1\n");
    assert_int_equal(faults.count, 3);
    assert_int_equal(faults.list[0].mark.line, 9);
    assert_int_equal(faults.list[0].mark.column, 8);
    assert_string_equal(faults.list[0].text,
                        "'title' stands below 'sections'; the menu needs it above");
    faults_free(&faults);
}

/* A head is whole without it, and so it would be passed over. */
static void so_is_a_group_alone(void **state)
{
    struct faults faults =
        check_below(state, "title: T\nminutes: [1]\ndefault: 1\n", "group: rest\n");
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.list[0].mark.line, 12);
    assert_non_null(strstr(faults.list[0].text, "'group' stands below"));
    faults_free(&faults);
}

static void a_recording_of_other_words_is_told_at_the_words(void **state)
{
    struct faults faults = check_changed(state, "say: A tone.", "say: Another tone.");
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.list[0].mark.line, 11);
    assert_int_equal(faults.list[0].mark.column, 14);
    assert_non_null(strstr(faults.list[0].text, "speaks other words"));
    faults_free(&faults);
}

/* Counts from 1. */
static int line_of(const char *text, const char *piece)
{
    int line = 1;
    for (const char *at = text; at < strstr(text, piece); at++)
        line += *at == '\n';
    return line;
}

static void so_is_one_of_a_detour(void **state)
{
    struct faults faults = {0};
    char *path = files_write(*state, "scripts/support/detours.yaml", WRITTEN_DETOURS);
    char *clip =
        files_write(*state, "audio/voices/" DEFAULT_VOICE "/detours/my-frustrated-1-b.ogg", "");
    tone_write(clip, 500); /* says "A tone." */
    setenv("NUMBMED_PATH", *state, 1);
    struct library *library = library_open();
    struct detours *detours = detours_load(path, &faults);
    struct ways *ways = ways_find(library, detours->words, DEFAULT_VOICE, NULL);
    check_detours(detours, ways, &faults);
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.list[0].mark.line, line_of(WRITTEN_DETOURS, "my-frustrated-1-b") + 1);
    assert_int_equal(faults.list[0].mark.column, 18);
    assert_non_null(strstr(faults.list[0].text, "my-frustrated-1-b.ogg speaks other words"));
    ways_free(ways);
    detours_free(detours);
    library_free(library);
    faults_free(&faults);
    free(clip);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_whole_practice_has_no_fault),
        TEST(a_length_that_cannot_be_met_names_those_that_can),
        TEST(a_head_below_the_sections_is_told),
        TEST(so_is_a_group_alone),
        TEST(a_recording_of_other_words_is_told_at_the_words),
        TEST(so_is_one_of_a_detour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
