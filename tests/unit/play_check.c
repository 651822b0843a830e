/* What only recordings and a length can tell of a practice: asked of play/, told at its place. */
#include "support/tones.h"
#include "support/written_detours.h"
#include "unit/audio_leaks.h"

#include "play/check.h"
#include "script/load.h"

#include <sys/inotify.h>

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
    struct marks *marks = marks_new(practice->path);
    check_practice(practice, ways, marks, &faults);
    marks_free(marks);
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

/* A practice of one step with two ways to say it, of about 1 s and 6 s, and these further keys of
 * the step. Returns what its one fault says, to be freed. */
static char *check_two_ways(void **state, const char *keys)
{
    struct faults faults = {0};
    char *text = mem_format(
        "format: 1\nid: two\ntitle: T\nabout: A.\nminutes: [4]\ndefault: 4\nsections:\n"
        "  - name: A\n    steps:\n      - id: a\n        say:\n          - Short.\n          - "
        "This is a much longer way of saying it, which takes several seconds to say.\n%s",
        keys);
    char *path = files_write(*state, "scripts/two.yaml", text);
    struct library *library = library_open();
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    assert_non_null(practice);
    struct ways *ways = ways_find(library, practice, NULL, NULL);
    struct marks *marks = marks_new(path);
    check_practice(practice, ways, marks, &faults);
    assert_int_equal(faults.count, 1);
    char *told = mem_copy_text(faults.list[0].text);
    print_message("    %s\n", told);
    marks_free(marks);
    ways_free(ways);
    practice_free(practice);
    library_free(library);
    faults_free(&faults);
    free(path);
    free(text);
    return told;
}

/* The long words take more than the short ones can be stretched to. */
static void words_that_no_length_fits_in_every_way_are_reported_as_that(void **state)
{
    char *fault = check_two_ways(state, "        pause: 1s\n        most: 2s\n");
    assert_non_null(strstr(fault, "4 minutes can't be met; no length fits every way of saying it: "
                                  "the longest words take "));
    assert_non_null(strstr(fault, " at least, the shortest "));
    assert_null(strstr(fault, "that fits is"));
    free(fault);
}

/* Below 1 minute each way has lengths of its own, but none in common. */
static void a_length_that_is_named_fits_every_way_of_saying_it(void **state)
{
    char *fault = check_two_ways(state, "        pause: 1s\n        most: 2s\n"
                                        "      - id: b\n        pause: 1m\n        least: 40s\n"
                                        "        most: 100s\n        from: 1\n");
    assert_non_null(strstr(fault, "the shortest length that fits is 1m, the longest 1m4"));
    free(fault);
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
    struct marks *marks = marks_new(practice->path);
    check_practice(practice, ways, marks, &faults);
    marks_free(marks);
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

/* Faults of the tones practice whose first recording is cut to `percent` of its bytes, or holds
 * others. */
static struct faults check_cut(void **state, const char *bytes, int percent)
{
    struct faults faults = {0};
    struct stat status;
    tones_write(*state, TONES, 2);
    char *clip = path_join(*state, "audio/voices/" DEFAULT_VOICE "/tones/t0.ogg");
    if (percent) {
        assert_int_equal(stat(clip, &status), 0);
        assert_int_equal(truncate(clip, status.st_size * percent / 100), 0);
    } else {
        free(files_write(*state, "audio/voices/" DEFAULT_VOICE "/tones/t0.ogg", bytes));
    }
    struct library *library = library_open();
    struct practice *practice = practice_open(library, "tones", NULL);
    struct ways *ways = ways_find(library, practice, DEFAULT_VOICE, NULL);
    struct marks *marks = marks_new(practice->path);
    check_practice(practice, ways, marks, &faults);
    marks_free(marks);
    ways_free(ways);
    practice_free(practice);
    library_free(library);
    free(clip);
    return faults;
}

static void a_broken_recording_is_reported_at_the_words(void **state)
{
    static const struct {
        const char *bytes;
        int percent;
        const char *says;
    } ROWS[] = {
        {NULL, 80, "; record it again"},
        {NULL, 20, "; record it again"},
        {"OggS and then nothing that is sound at all", 0, "t0.ogg is broken"},
        {"words", 0, "t0.ogg is not a sound file"},
        {"", 0, "t0.ogg is empty"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct faults faults = check_cut(state, ROWS[i].bytes, ROWS[i].percent);
        assert_int_equal(faults.count, 1);
        print_message("    %s\n", faults.list[0].text);
        assert_int_equal(faults.list[0].mark.line, 11);
        assert_int_equal(faults.list[0].mark.column, 14);
        assert_non_null(strstr(faults.list[0].text, ROWS[i].says));
        faults_free(&faults);
    }
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

/* ---- what checking costs: a file is read again for its marks, but once for all of them */

/* How often a file was opened since `watch` began, which ends here. */
static int count_opens(int watch)
{
    int opens = 0;
    char events[65536] __attribute__((aligned(8)));
    ssize_t size = read(watch, events, sizeof events);
    for (char *at = events; at < events + (size > 0 ? size : 0);) {
        const struct inotify_event *event = (const struct inotify_event *)(void *)at;
        opens += (event->mask & IN_OPEN) != 0;
        at += sizeof *event + event->len;
    }
    close(watch);
    return opens;
}

/* Closing is watched, too: the system would merge openings that follow each other. */
static int watch_file(const char *path)
{
    int watch = inotify_init1(IN_NONBLOCK);
    assert_true(inotify_add_watch(watch, path, IN_OPEN | IN_CLOSE) >= 0);
    return watch;
}

/* How often checking opens the file of a practice whose first `count` lengths can't be met. */
static int opens_for_lengths(void **state, int count)
{
    struct faults faults = {0};
    char minutes[512] = "";
    for (int i = 1; i <= count; i++)
        snprintf(minutes + strlen(minutes), sizeof minutes - strlen(minutes), "%s%d",
                 i > 1 ? ", " : "", i);
    char *text = mem_format("format: 1\nid: stiff\ntitle: T\nabout: A.\nminutes: [%s]\n"
                            "default: 1\nsections:\n  - name: A\n    steps:\n      - id: a\n"
                            "        pause: 6s\n        most: 6s\n",
                            minutes);
    char *path = files_write(*state, "scripts/stiff.yaml", text);
    struct library *library = library_open();
    struct practice *practice = practice_load(path, &LOAD_CAPS, &faults);
    assert_non_null(practice);
    struct ways *ways = ways_find(library, practice, NULL, NULL);
    struct marks *marks = marks_new(path);
    int watch = watch_file(path);
    check_practice(practice, ways, marks, &faults);
    int opens = count_opens(watch);
    assert_int_equal(faults.count, count);
    marks_free(marks);
    ways_free(ways);
    practice_free(practice);
    library_free(library);
    faults_free(&faults);
    free(path);
    free(text);
    return opens;
}

static void a_file_is_read_as_often_for_many_faults_as_for_one(void **state)
{
    int once = opens_for_lengths(state, 1);
    print_message("    opened %d times\n", once);
    assert_in_range(once, 1, 2);
    assert_int_equal(opens_for_lengths(state, 100), once);
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
        TEST(words_that_no_length_fits_in_every_way_are_reported_as_that),
        TEST(a_length_that_is_named_fits_every_way_of_saying_it),
        TEST(a_file_is_read_as_often_for_many_faults_as_for_one),
        TEST(a_head_below_the_sections_is_told),
        TEST(so_is_a_group_alone),
        TEST(a_broken_recording_is_reported_at_the_words),
        TEST(a_recording_of_other_words_is_told_at_the_words),
        TEST(so_is_one_of_a_detour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
