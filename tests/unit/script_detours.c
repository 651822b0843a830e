/* Detours are read strictly, whole, and put aside in a practice without touching its own steps. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "script/detours.h"
#include "script/load.h"
#include "support/files.h"
#include "support/written_detours.h"

#include <unistd.h>

static struct detours *load(void **state, const char *text, struct faults *faults)
{
    char *path = files_write(*state, "support/detours.yaml", text);
    *faults = (struct faults){0};
    struct detours *detours = detours_load(path, faults);
    assert_true(detours_is_file(path));
    free(path);
    return detours;
}

static void good_detours_become_what_they_say(void **state)
{
    struct faults faults;
    struct detours *detours = load(state, WRITTEN_DETOURS, &faults);
    assert_non_null(detours);
    for (size_t kind = 0; kind < DETOUR_KINDS; kind++) {
        const struct detour *detour = &detours->list[kind];
        assert_string_equal(detour->id, DETOUR_NAMES[kind]);
        assert_int_equal(detour->variant_count, 2);
        assert_int_equal(detour->variants[1].count, 2);
    }
    const struct step *steps = detours->words->steps;
    const struct step *first = &steps[detours->list[DETOUR_GROUND].variants[1].first];
    assert_string_equal(first->id, "my-ground-2-a");
    assert_string_equal(first->recording, "detours/my-ground-2-a");
    assert_int_equal(first->pause, 3 * FRAMES_PER_SECOND);
    assert_string_equal(steps[detours->question.first].say, "What now?");
    assert_string_equal(detours->ways[WAY_FEET].title, "Way feet");
    assert_string_equal(steps[detours->ways[WAY_FEET].path.first].id, "after-feet");
    assert_int_equal(detours->sounds.count, 1);
    detours_free(detours);
}

static void they_are_known_by_their_name_and_folder(void **state)
{
    static const struct {
        const char *name;
        bool is;
    } FILES[] = {{"scripts/support/detours.yaml", true},
                 {"scripts/mysupport/detours.yaml", false},
                 {"scripts/support/help.yaml", false}};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char *path = files_write(*state, FILES[i].name, WRITTEN_DETOURS);
        assert_int_equal(detours_is_file(path), FILES[i].is);
        *strrchr(path, '/') = '\0';
        assert_int_equal(chdir(path), 0);
        assert_int_equal(detours_is_file(strrchr(FILES[i].name, '/') + 1), FILES[i].is);
        free(path);
    }
}

static void put_aside_they_leave_a_practice_as_it_was(void **state)
{
    struct faults faults;
    struct detours *detours = load(state, WRITTEN_DETOURS, &faults);
    struct practice *practice = practice_of_silence(FRAMES_PER_MINUTE);
    detours_put_aside(detours, practice);
    assert_int_equal(practice->step_count, 1);
    assert_int_equal(practice->section_count, 1);
    assert_false(practice_speaks(practice));
    assert_int_equal(practice->aside_count, detours->words->step_count);
    const struct step *step = &practice->steps[1 + detours->question.first];
    assert_string_equal(step->say, "What now?");
    assert_string_equal(practice->sections[step->section].name, "Detour");
    detours_free(detours); /* they are copies */
    assert_string_equal(step->say, "What now?");
    practice_free(practice);
}

/* WRITTEN_DETOURS with one piece put for another; the first fault must say this, in this line. */
static const struct {
    const char *name, *piece, *instead;
    int line;
    const char *says;
} BROKEN[] = {
    {"another format", "format: 1", "format: 2", 1, "format '2' is not known"},
    {"a detour that is none", "id: restless\n", "id: bored\n", 3, "'bored' isn't a detour"},
    {"one of them twice", "id: frustrated\n", "id: restless\n", 18, "stands here twice"},
    {"one variant alone", STEPS("restless", "2"), "", 3, "two variants at least"},
    {"a step twice", "id: my-restless-1-b", "id: my-restless-1-a", 10, "there is a step"},
    {"a pause that is none", "pause: 3s", "pause: soon", 9, "'soon' isn't a duration"},
    {"words that are none", "say: Two.", "say: ' '", 11, "empty"},
    {"a way that is none", "do: feet", "do: fly", 92, "stop, sounds or feet"},
    {"a way that is missing", WAY("feet"), "", 83, "one to feet"},
    {"an unknown key", "title:", "titel:", 4, "did you mean 'title'?"},
};

static void every_fault_is_told_at_its_place(void **state)
{
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        const char *at = strstr(WRITTEN_DETOURS, BROKEN[i].piece);
        struct faults faults;
        assert_non_null(at);
        char *text = mem_format("%.*s%s%s", (int)(at - WRITTEN_DETOURS), WRITTEN_DETOURS,
                                BROKEN[i].instead, at + strlen(BROKEN[i].piece));
        print_message("  %s\n", BROKEN[i].name);
        assert_null(load(state, text, &faults));
        print_message("    %d:%d: %s\n", faults.list[0].mark.line, faults.list[0].mark.column,
                      faults.list[0].text);
        assert_non_null(strstr(faults.list[0].text, BROKEN[i].says));
        assert_int_equal(faults.list[0].mark.line, BROKEN[i].line);
        faults_free(&faults);
        free(text);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(good_detours_become_what_they_say),
        TEST(they_are_known_by_their_name_and_folder),
        TEST(put_aside_they_leave_a_practice_as_it_was),
        TEST(every_fault_is_told_at_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
