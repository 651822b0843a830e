/* A course's opening before a practice: its place, its clip, its length; and what is checked of a
 * course in its library. */
#include "support/tones.h"

#include "play/check.h"
#include "play/words.h"
#include "script/courses.h"
#include "script/load.h"

static const struct tone TONES[] = {{1000, 2000}, {1000, 2000}};

#define COURSE(days) "format: 1\nid: trip\ntitle: A trip\nabout: Two days.\ndays:\n" days
#define DAY(practice, minutes)                                                                     \
    "  - id: out\n    title: Out\n    opening: A tone.\n    practice: " practice                   \
    "\n    minutes: " minutes "\n"

/* A library with the tones practice and a course; its path is to be freed. */
static char *set_up(void **state, const char *course)
{
    tones_write(*state, TONES, 2);
    return files_write(*state, "scripts/courses/trip.yaml", course);
}

static void record_opening(void **state)
{
    char *clip = files_write(*state, "audio/voices/" DEFAULT_VOICE "/trip/out.ogg", "");
    tone_write(clip, 3000);
    free(clip);
}

static struct library *open_day(void **state, struct sitting *sitting, int64_t frames,
                                const char *bell)
{
    struct faults faults = {0};
    struct error error = {""};
    char *path = set_up(state, COURSE(DAY("tones", "4")));
    record_opening(state);
    struct library *library = library_open();
    struct course *course = course_load(path, &faults);
    struct opening opening = course_opening(course, 0);
    struct sitting_wish wish = {
        .frames = frames, .voice = DEFAULT_VOICE, .opening = &opening, .seed = 1};
    if (bell)
        wish.asked_bells = bells_wish_of(bell, bell, NULL);
    if (!sitting_open(sitting, library, "tones", &wish, &error))
        fail_msg("%s", error.text);
    assert_null(sitting->bells.problem);
    course_free(course);
    free(path);
    return library;
}

static void the_opening_comes_behind_the_bell_with_its_own_clip(void **state)
{
    struct sitting sitting;
    char *bell = files_write(*state, "audio/bells/ding.wav", "");
    tone_write(bell, 500);
    struct library *library = open_day(state, &sitting, 0, "ding");
    const struct practice *practice = sitting.practice;
    assert_int_equal(practice->step_count, 5);
    assert_string_equal(practice->steps[0].id, START_BELL);
    assert_string_equal(practice->steps[1].id, OPENING_STEP);
    assert_string_equal(practice->steps[2].id, "t0");
    assert_string_equal(practice->steps[4].id, END_BELL);
    assert_int_equal(practice->steps[1].section, 0);
    assert_int_equal(practice->sections[0].step_count, 5);
    assert_non_null(strstr(sitting.narration->paths[1], "/trip/out.ogg"));
    assert_int_equal(sitting.narration->speech[1].frames, 3 * FRAMES_PER_SECOND);
    assert_non_null(strstr(sitting.narration->paths[2], "/tones/t0.ogg"));
    sitting_close(&sitting);
    library_free(library);
    free(bell);
}

static void the_length_stays_exact_and_its_pause_within_its_limits(void **state)
{
    /* 3 s of opening, 2 s of words, pauses of 6 + 2 + 2 s by themselves. */
    static const struct {
        int64_t seconds, pause;
    } ROWS[] = {{15, 6}, {240, 15}, {12, 3}};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct sitting sitting;
        int64_t frames = ROWS[i].seconds * FRAMES_PER_SECOND;
        struct library *library = open_day(state, &sitting, frames, NULL);
        const struct cue *opening = &sitting.session.line.cues[0];
        assert_int_equal(opening->step, 0);
        assert_int_equal(opening->pause, ROWS[i].pause * FRAMES_PER_SECOND);
        assert_int_equal(sitting.session.line.frames, frames);
        sitting_close(&sitting);
        library_free(library);
    }
}

static void marks_of_steps_are_those_of_the_file(void **state)
{
    struct sitting sitting;
    struct library *library = open_day(state, &sitting, 0, NULL);
    struct marks *marks = marks_new(sitting.practice->path);
    struct mark mark = practice_mark_step(marks, sitting.practice, 1, "say");
    marks_free(marks);
    assert_int_equal(mark.line, 11);
    assert_int_equal(mark.column, 14);
    sitting_close(&sitting);
    library_free(library);
}

static struct faults check(void **state, const char *text)
{
    struct faults faults = {0};
    char *path = set_up(state, text);
    struct library *library = library_open();
    struct course *course = course_load(path, &faults);
    assert_non_null(course);
    check_course(course, library, DEFAULT_VOICE, &faults);
    for (size_t i = 0; i < faults.count; i++)
        print_message("    %d:%d: %s\n", faults.list[i].mark.line, faults.list[i].mark.column,
                      faults.list[i].text);
    course_free(course);
    library_free(library);
    free(path);
    return faults;
}

static void assert_fault(struct faults *faults, int line, int column, const char *says)
{
    assert_int_equal(faults->count, 1);
    assert_int_equal(faults->list[0].mark.line, line);
    assert_int_equal(faults->list[0].mark.column, column);
    assert_non_null(strstr(faults->list[0].text, says));
    faults_free(faults);
}

static void a_course_whose_practices_are_there_is_good(void **state)
{
    record_opening(state);
    struct faults faults = check(state, COURSE(DAY("tones", "4")));
    assert_int_equal(faults.count, 0);
}

static void a_practice_that_is_not_there_is_told_at_its_day(void **state)
{
    struct faults faults = check(state, COURSE(DAY("tunes", "4")));
    assert_fault(&faults, 9, 15, "there is no practice 'tunes'; did you mean tones?");
    faults = check(state, COURSE(DAY("tones", "4") "    instead: walk\n"));
    assert_fault(&faults, 11, 14, "there is no practice 'walk'");
}

static void a_broken_practice_is_told_at_its_day(void **state)
{
    free(files_write(*state, "scripts/bad.yaml", "format: 1\nid: bad\n"));
    struct faults faults = check(state, COURSE(DAY("bad", "4")));
    assert_fault(&faults, 9, 15, "the practice is broken: ");
}

/* More than a minute of them; to be freed. */
static char *many_words(void)
{
    char words[1100] = "Many";
    for (int i = 0; i < 200; i++)
        strcat(words, " word");
    words[1000] = '\0';
    return mem_copy_text(words);
}

/* Lasts from 4 s to 64 s by itself; one way of saying it is long. */
static const char SHORT[] = "format: 1\nid: short\ntitle: Short\nabout: One.\nminutes: [1]\n"
                            "default: 1\nsections:\n  - name: A\n    steps:\n      - id: a\n"
                            "        say:\n          - Short.\n          - Shorter.\n"
                            "        pause: 30s\n        least: 3s\n        most: %ds\n";

static void a_length_is_checked_with_the_opening_words(void **state)
{
    char text[512];
    snprintf(text, sizeof text, SHORT, 60);
    free(files_write(*state, "scripts/short.yaml", text));
    struct faults faults = check(state, COURSE(DAY("short", "1")));
    assert_int_equal(faults.count, 0);
    faults = check(state, COURSE(DAY("short", "2")));
    assert_fault(&faults, 10, 14, "2 minutes can't be met by 'short' with these opening words");
    /* The practice alone lasts a minute at most: only with the opening does it fit, */
    snprintf(text, sizeof text, SHORT, 50);
    free(files_write(*state, "scripts/short.yaml", text));
    faults = check(state, COURSE(DAY("short", "1")));
    assert_int_equal(faults.count, 0);
    /* and not where the opening is too long. */
    char *words = many_words();
    char *course = mem_format(COURSE("  - id: out\n    title: Out\n    practice: short\n"
                                     "    minutes: 1\n    opening: %s.\n"),
                              words);
    faults = check(state, course);
    assert_fault(&faults, 9, 14, "1 minutes can't be met");
    free(course);
    free(words);
}

static void each_way_of_saying_it_must_fit(void **state)
{
    char *words = many_words();
    char *text = mem_format("format: 1\nid: ways\ntitle: Ways\nabout: One.\nminutes: [1]\n"
                            "default: 1\nsections:\n  - name: A\n    steps:\n      - id: a\n"
                            "        say:\n          - Short.\n          - %s.\n"
                            "        pause: 40s\n        least: 30s\n        most: 100s\n",
                            words);
    free(files_write(*state, "scripts/ways.yaml", text));
    struct faults faults = check(state, COURSE(DAY("ways", "1")));
    assert_fault(&faults, 10, 14, "1 minutes can't be met by 'ways'");
    free(text);
    free(words);
}

static void an_opening_whose_recording_says_other_words_is_told(void **state)
{
    record_opening(state);
    struct faults faults =
        check(state, COURSE("  - id: out\n    title: Out\n    opening: Another tone.\n"
                            "    practice: tones\n    minutes: 4\n"));
    assert_fault(&faults, 8, 14, "/trip/out.ogg speaks other words");
}

static void an_id_that_a_practice_has_is_told(void **state)
{
    char *path = mem_format("%s/scripts/trip.yaml", (const char *)*state);
    free(files_write(*state, "scripts/trip.yaml", "format: 1\n"));
    struct faults faults = check(state, COURSE(DAY("tones", "4")));
    assert_fault(&faults, 2, 5, "there is a practice 'trip' too");
    free(path);
}

static void a_course_is_opened_for_its_words_by_id_or_file(void **state)
{
    struct error error = {""};
    char *path = set_up(state, COURSE(DAY("tones", "4")));
    struct library *library = library_open();
    const char *const names[] = {"trip", path};
    for (size_t i = 0; i < 2; i++) {
        struct practice *words = words_open(library, names[i], &error);
        assert_non_null(words);
        assert_string_equal(words->id, "trip");
        assert_string_equal(words->steps[0].say, "A tone.");
        practice_free(words);
    }
    struct practice *practice = words_open(library, "tones", &error);
    assert_int_equal(practice->step_count, 2);
    practice_free(practice);
    assert_null(words_open(library, "tone", &error));
    assert_string_equal(error.text, "there is no practice 'tone'; did you mean tones?");
    free(files_write(*state, "scripts/courses/trip.yaml", "format: 1\n"));
    assert_null(words_open(library, "trip", &error));
    assert_non_null(strstr(error.text, "courses/trip.yaml:1:1: "));
    library_free(library);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_opening_comes_behind_the_bell_with_its_own_clip),
        TEST(the_length_stays_exact_and_its_pause_within_its_limits),
        TEST(marks_of_steps_are_those_of_the_file),
        TEST(a_course_whose_practices_are_there_is_good),
        TEST(a_practice_that_is_not_there_is_told_at_its_day),
        TEST(a_broken_practice_is_told_at_its_day),
        TEST(a_length_is_checked_with_the_opening_words),
        TEST(each_way_of_saying_it_must_fit),
        TEST(an_opening_whose_recording_says_other_words_is_told),
        TEST(an_id_that_a_practice_has_is_told),
        TEST(a_course_is_opened_for_its_words_by_id_or_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
