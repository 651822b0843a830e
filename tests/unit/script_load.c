/* Practices are read strictly, whole, and every fault is told at its exact place. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "script/form.h"
#include "script/load.h"
#include "support/files.h"

#include <sys/stat.h>
#include <time.h>

static const char GOOD[] = "format: 1\n"
                           "id: good\n"
                           "title: A good one\n"
                           "about: One line.\n"
                           "minutes: [5, 10]\n"
                           "default: 10\n"
                           "sections:\n"
                           "  - name: Getting started\n"
                           "    steps:\n"
                           "      - id: settle\n"
                           "        say: >-\n"
                           "          Two lines of\n"
                           "          words.\n"
                           "        show: Words.\n"
                           "        pause: 8s\n"
                           "        least: 3s\n"
                           "        most: 1m30s\n"
                           "        grow: 2\n"
                           "        from: 5\n"
                           "        until: 10\n"
                           "  - name: Closing\n"
                           "    closing: true\n"
                           "    steps:\n"
                           "      - id: quiet\n"
                           "        pause: 1.5s\n";

static struct practice *load(void **state, const char *name, const char *text,
                             struct faults *faults)
{
    char *path = files_write(*state, name, text);
    *faults = (struct faults){0};
    struct practice *practice = practice_load(path, &LOAD_CAPS, faults);
    free(path);
    return practice;
}

static void a_good_practice_becomes_what_it_says(void **state)
{
    struct faults faults;
    struct practice *practice = load(state, "good.yaml", GOOD, &faults);
    assert_non_null(practice);
    assert_int_equal(faults.count, 0);
    assert_string_equal(practice->title, "A good one");
    assert_int_equal(practice->minutes_count, 2);
    assert_int_equal(practice->default_minutes, 10);
    const struct step *settle = &practice->steps[0];
    assert_string_equal(settle->say, "Two lines of words.");
    assert_string_equal(step_shown(settle), "Words.");
    assert_int_equal(settle->pause, 8 * FRAMES_PER_SECOND);
    assert_int_equal(settle->least, 3 * FRAMES_PER_SECOND);
    assert_int_equal(settle->most, 90 * FRAMES_PER_SECOND);
    assert_int_equal(settle->grow, 2);
    assert_int_equal(settle->from_minutes, 5);
    assert_int_equal(settle->until_minutes, 10);
    const struct step *quiet = &practice->steps[1];
    assert_null(quiet->say);
    assert_int_equal(quiet->least, quiet->pause); /* 1.5 s is less than 2 */
    assert_true(quiet->most == FRAMES_NO_LIMIT);
    assert_int_equal(quiet->grow, 1);
    assert_int_equal(quiet->section, 1);
    assert_int_equal(practice_closing(practice), 1);
    practice_free(practice);
}

static const char VARIED[] = "format: 1\n"
                             "id: varied\n"
                             "title: Varied\n"
                             "about: One line.\n"
                             "minutes: [5]\n"
                             "default: 5\n"
                             "group: start here\n"
                             "sections:\n"
                             "  - name: One\n"
                             "    steps:\n"
                             "      - id: a\n"
                             "        tag: anchor  stopping\n"
                             "        say:\n"
                             "          - One  way.\n"
                             "          - >-\n"
                             "            Another\n"
                             "            way.\n"
                             "      - id: b\n"
                             "        say: [Alone.]\n"
                             "        breathe: {in: 4s, hold: 500ms, out: 6s, times: 3}\n"
                             "      - id: c\n"
                             "        breathe: {in: 4s, out: 6s, times: 1}\n";

static void a_step_may_be_said_in_several_ways(void **state)
{
    struct faults faults;
    struct practice *practice = load(state, "varied.yaml", VARIED, &faults);
    assert_non_null(practice);
    struct step *steps = practice->steps;
    assert_int_equal(step_ways(&steps[0]), 2);
    assert_string_equal(step_way(&steps[0], 1), "Another way.");
    assert_string_equal(steps[0].say, "One way.");
    assert_int_equal(step_ways(&steps[1]), 1);
    assert_string_equal(steps[1].say, "Alone.");
    assert_int_equal(step_ways(&steps[2]), 0);
    assert_true(practice_vary_all(practice, 1));
    assert_string_equal(steps[0].say, "Another way.");
    assert_string_equal(steps[1].say, "Alone.");
    assert_false(practice_vary_all(practice, 2));
    practice_free(practice);
}

static void a_step_may_breathe_and_have_a_tag_and_a_practice_a_group(void **state)
{
    struct faults faults;
    struct practice *practice = load(state, "varied.yaml", VARIED, &faults);
    assert_non_null(practice);
    assert_string_equal(practice->group, "start here");
    assert_string_equal(practice->steps[0].tag, "anchor stopping");
    assert_null(practice->steps[0].breath);
    const struct breath *breath = practice->steps[1].breath;
    assert_int_equal(breath->hold, FRAMES_PER_SECOND / 2);
    assert_int_equal(breath_frames(breath), 3 * 21 * FRAMES_PER_SECOND / 2);
    assert_int_equal(practice->steps[2].breath->hold, 0);
    practice_free(practice);
}

/* Not a proof of chance, but a seed that always chose the first would fail it. */
static void a_seed_chooses_among_variants_and_repeats_it(void **state)
{
    enum { SEEDS = 1000 };
    struct faults faults;
    int second = 0;
    struct practice *practice = load(state, "varied.yaml", VARIED, &faults);
    assert_non_null(practice);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        practice_vary(practice, seed);
        size_t chosen = practice->steps[0].variants->chosen;
        assert_ptr_equal(practice->steps[0].say, step_way(&practice->steps[0], chosen));
        practice_vary(practice, seed + 1);
        practice_vary(practice, seed);
        assert_int_equal(practice->steps[0].variants->chosen, chosen);
        second += chosen == 1;
    }
    assert_in_range(second, SEEDS * 2 / 5, SEEDS * 3 / 5);
    practice_free(practice);
}

static void a_good_practice_needs_libcyaml_alone(void **state)
{
    struct practice_form form;
    struct yaml yaml;
    char *path = files_write(*state, "good.yaml", GOOD);
    practice_form_make(&form, &LOAD_CAPS);
    assert_true(yaml_open(path, &form.form, &yaml, NULL));
    assert_null(yaml.tree);
    yaml_close(&yaml, &form.form);
    free(path);
}

/* GOOD with one piece put for another; the first (or a given) fault must say this, there. */
static const struct {
    const char *name, *piece, *instead;
    int line, column;
    const char *says;
} BROKEN[] = {
    {"an unknown key", "about:", "abuot:", 4, 1, "did you mean 'about'"},
    {"a missing key", "title: A good one\n", "", 1, 1, "'title' is missing"},
    {"a later format", "format: 1", "format: 2", 1, 9, "format '2' is not known"},
    {"an id that isn't the file's name", "id: good\n", "id: other\n", 2, 5, "make them agree"},
    {"an id with capitals", "id: good\n", "id: Good\n", 2, 5, "isn't an id"},
    {"a default that isn't offered", "default: 10", "default: 7", 6, 10, "not among 'minutes'"},
    {"lengths that fall", "[5, 10]", "[10, 5]", 5, 15, "rising"},
    {"a length that is no number", "[5, 10]", "[5, 1e1]", 5, 14, "a whole number"},
    {"no lengths", "[5, 10]", "[]", 5, 10, "'minutes' is empty"},
    {"lengths as text", "[5, 10]", "ten", 5, 10, "must be a list"},
    {"letters behind a duration", "pause: 8s", "pause: 3abc", 15, 16, "'3abc' isn't a duration"},
    {"a negative duration", "pause: 8s", "pause: -1s", 15, 16, "'-1s' isn't a duration"},
    {"an enormous duration", "pause: 8s", "pause: 1e9m", 15, 16, "'1e9m' isn't a duration"},
    {"a duration without a unit", "pause: 8s", "pause: 8", 15, 16, "'8' isn't a duration"},
    {"least above pause", "least: 3s", "least: 9s", 16, 16, "above 'pause'"},
    {"most below pause", "most: 1m30s", "most: 7s", 17, 15, "below 'pause'"},
    {"a grow above 100", "grow: 2", "grow: 101", 18, 15, "from 0 to 100"},
    {"a grow with a fraction", "grow: 2", "grow: 1.5", 18, 15, "a whole number"},
    {"from not below until", "from: 5", "from: 10", 20, 16, "not above 'from'"},
    {"the same id twice", "id: quiet", "id: settle", 24, 13, "already"},
    {"a step that does nothing", "pause: 1.5s", "pause: 0s", 24, 13, "lasts nothing"},
    {"a closing that isn't a truth", "closing: true", "closing: maybe", 22, 14, "true or false"},
    {"an empty variant", "say: >-\n          Two lines of\n          words.\n", "say: [a, \"\"]\n",
     11, 18, "'say/1' is empty"},
    {"no variant", "say: >-\n          Two lines of\n          words.\n", "say: []\n", 11, 14,
     "'say' is an empty list"},
    {"ten variants", "say: >-\n          Two lines of\n          words.\n",
     "say: [a, b, c, d, e, f, g, h, i, j]\n", 11, 14, "at most 9"},
    {"a breath without an out", "show: Words.", "breathe: {in: 4s, times: 6}", 14, 18,
     "'out' is missing"},
    {"a breath of half a second", "show: Words.", "breathe: {in: 500ms, out: 6s, times: 6}", 14, 23,
     "from 1s to 20s"},
    {"no breath at all", "show: Words.", "breathe: {in: 4s, out: 6s, times: 0}", 14, 43,
     "from 1 to 200"},
    {"a breath that is a text", "show: Words.", "breathe: deep", 14, 18, "must be a set of keys"},
    {"a group that is a list", "default: 10", "default: 10\ngroup: [rest]", 7, 8, "must be text"},
    {"a reserved word", "show: Words.", "lang: de", 14, 9, "'lang' is reserved"},
    {"control characters", "show: Words.", "show: \"a\\x1b[31m\"", 14, 15, "control characters"},
    {"an empty text", "show: Words.", "show: ' '", 14, 15, "'show' is empty"},
    {"a section without steps", "    steps:\n      - id: quiet\n        pause: 1.5s\n",
     "    steps: []\n", 23, 12, "has no steps"},
    {"an alias", "title: A good one", "title: *name", 3, 8, "aliases"},
    {"a second document", "format: 1\n", "---\nformat: 1\n---\n", 3, 1, "second document"},
    {"what isn't YAML", "title: A good one", "title: [", 5, 8, "not YAML"},
    {"a step that is text", "      - id: quiet\n        pause: 1.5s\n", "      - quiet\n", 24, 9,
     "must be a set of keys"},
};

static char *replaced(const char *text, const char *piece, const char *instead)
{
    const char *at = strstr(text, piece);
    assert_non_null(at);
    return mem_format("%.*s%s%s", (int)(at - text), text, instead, at + strlen(piece));
}

static void every_fault_is_told_at_its_place(void **state)
{
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        struct faults faults;
        char *text = replaced(GOOD, BROKEN[i].piece, BROKEN[i].instead);
        print_message("  %s\n", BROKEN[i].name);
        assert_null(load(state, "good.yaml", text, &faults));
        bool found = false;
        for (size_t j = 0; j < faults.count; j++) {
            const struct fault *fault = &faults.list[j];
            print_message("    %d:%d: %s\n", fault->mark.line, fault->mark.column, fault->text);
            found |= fault->mark.line == BROKEN[i].line && fault->mark.column == BROKEN[i].column &&
                     strstr(fault->text, BROKEN[i].says);
        }
        assert_true(found);
        faults_free(&faults);
        free(text);
    }
}

static void all_faults_of_a_file_are_told_in_its_order(void **state)
{
    struct faults faults;
    char *one = replaced(GOOD, "about:", "abuot:");
    char *two = replaced(one, "pause: 8s", "pause: 8 s");
    char *three = replaced(two, "id: quiet", "id: Quiet");
    assert_null(load(state, "good.yaml", three, &faults));
    assert_int_equal(faults.count, 3);
    static const int LINES[] = {4, 15, 24};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(faults.list[i].mark.line, LINES[i]);
    faults_free(&faults);
    free(three);
    free(two);
    free(one);
}

/* One mistake is one fault: nothing that only follows from it is reported, too. */
static void a_misspelt_key_is_one_fault(void **state)
{
    static const struct {
        const char *piece, *instead;
    } ROWS[] = {
        {"pause: 1.5s", "puase: 1.5s"},
        {"pause: 8s", "pasue: 8s"},
        {"title:", "titel:"},
        {"minutes:", "minuets:"},
        {"default:", "defualt:"},
        {"sections:", "section:"},
        {"id: settle", "di: settle"},
        {"say: >-", "sya: >-"},
        {"pause: 1.5s", "brethe: {in: 4s, out: 6s, times: 6}"},
        {"pause: 1.5s", "breathe: {in: 4s, out: 6s, tiems: 6}"},
        {"pause: 1.5s", "breathe: 4s"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct faults faults;
        char *text = replaced(GOOD, ROWS[i].piece, ROWS[i].instead);
        assert_null(load(state, "good.yaml", text, &faults));
        for (size_t j = 0; j < faults.count; j++)
            print_message("    %d:%d: %s\n", faults.list[j].mark.line, faults.list[j].mark.column,
                          faults.list[j].text);
        assert_int_equal(faults.count, 1);
        faults_free(&faults);
        free(text);
    }
}

/* What was meant by it can't make up for a key that is missing all the same. */
static void a_key_that_is_there_twice_misspelt_is_taken_once(void **state)
{
    struct faults faults;
    char *text = replaced(GOOD, "title: A good one", "titel: A\ntilte: B\ntitle: C");
    assert_null(load(state, "good.yaml", text, &faults));
    assert_int_equal(faults.count, 2);
    assert_non_null(strstr(faults.list[0].text, "no key 'titel'"));
    assert_non_null(strstr(faults.list[1].text, "no key 'tilte'"));
    faults_free(&faults);
    free(text);
}

/* ---- what is no practice at all */

static void assert_refused(void **state, const char *bytes, size_t size, const char *says)
{
    struct faults faults = {0};
    char *path = files_write_bytes(*state, "good.yaml", bytes, size);
    assert_null(practice_load(path, &LOAD_CAPS, &faults));
    assert_int_equal(faults.count, 1);
    print_message("    %d:%d: %s\n", faults.list[0].mark.line, faults.list[0].mark.column,
                  faults.list[0].text);
    assert_non_null(strstr(faults.list[0].text, says));
    faults_free(&faults);
    free(path);
}

static void an_empty_file_is_refused(void **state)
{
    assert_refused(state, "", 0, "empty");
    assert_refused(state, " \n\n", 3, "empty");
    assert_refused(state, "# only a comment\n", 17, "empty");
}

static void a_huge_file_is_refused_before_it_is_parsed(void **state)
{
    size_t size = 1024 * 1024 + 1;
    char *bytes = mem_new(size, 1);
    memset(bytes, '#', size);
    assert_refused(state, bytes, size, "larger than 1024 KiB");
    free(bytes);
}

static void nul_bytes_are_refused(void **state)
{
    assert_refused(state, "format: 1\nid: a\0b\n", 18, "NUL");
}

static void what_is_not_utf8_is_refused_at_its_place(void **state)
{
    struct faults faults = {0};
    char *path = files_write(*state, "good.yaml", "format: 1\ntitle: caf\xe9\n");
    assert_null(practice_load(path, &LOAD_CAPS, &faults));
    assert_non_null(strstr(faults.list[0].text, "UTF-8"));
    assert_int_equal(faults.list[0].mark.line, 2);
    assert_int_equal(faults.list[0].mark.column, 11);
    faults_free(&faults);
    free(path);
}

static void a_missing_file_and_a_folder_are_told_in_one_sentence(void **state)
{
    struct faults faults = {0};
    assert_null(practice_load("/nonexistent/good.yaml", &LOAD_CAPS, &faults));
    assert_non_null(strstr(faults.list[0].text, "No such file"));
    faults_free(&faults);
    assert_null(practice_load(*state, &LOAD_CAPS, &faults));
    assert_non_null(strstr(faults.list[0].text, "not a regular file"));
    faults_free(&faults);
    char *path = path_join(*state, "fifo.yaml");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(practice_load(path, &LOAD_CAPS, &faults));
    assert_non_null(strstr(faults.list[0].text, "not a regular file"));
    faults_free(&faults);
    free(path);
}

static void an_alias_bomb_is_refused_at_once(void **state)
{
    char *bomb = mem_copy_text("format: 1\nid: good\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        char *more = mem_format("%sa%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n",
                                bomb, i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
        free(bomb);
        bomb = more;
    }
    struct faults faults;
    clock_t began = clock();
    assert_null(load(state, "good.yaml", bomb, &faults));
    assert_true(clock() - began < CLOCKS_PER_SEC / 2);
    assert_true(faults.count > 0);
    assert_non_null(strstr(faults.list[0].text, "aliases"));
    faults_free(&faults);
    free(bomb);
}

static void marks_are_found_for_later_faults(void **state)
{
    struct faults faults;
    char *path = files_write(*state, "good.yaml", GOOD);
    struct practice *practice = practice_load(path, &LOAD_CAPS, &(struct faults){0});
    (void)faults;
    struct marks *marks = marks_new(path);
    assert_int_equal(practice_mark_step(marks, practice, 0, "say").line, 11);
    assert_int_equal(practice_mark_step(marks, practice, 1, "id").line, 24);
    assert_int_equal(marks_find(marks, "minutes").column, 10);
    marks_free(marks);
    practice_free(practice);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_good_practice_becomes_what_it_says),
        TEST(a_step_may_be_said_in_several_ways),
        TEST(a_step_may_breathe_and_have_a_tag_and_a_practice_a_group),
        TEST(a_seed_chooses_among_variants_and_repeats_it),
        TEST(a_good_practice_needs_libcyaml_alone),
        TEST(every_fault_is_told_at_its_place),
        TEST(all_faults_of_a_file_are_told_in_its_order),
        TEST(an_empty_file_is_refused),
        TEST(a_huge_file_is_refused_before_it_is_parsed),
        TEST(nul_bytes_are_refused),
        TEST(what_is_not_utf8_is_refused_at_its_place),
        TEST(a_missing_file_and_a_folder_are_told_in_one_sentence),
        TEST(a_misspelt_key_is_one_fault),
        TEST(a_key_that_is_there_twice_misspelt_is_taken_once),
        TEST(an_alias_bomb_is_refused_at_once),
        TEST(marks_are_found_for_later_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
