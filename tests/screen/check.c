/* `numbmed check` takes every file for what it is. */
#include "screen/player.h"

#include "support/written_detours.h"

static void a_file_is_checked_as_what_it_is(void **state)
{
    static const struct {
        const char *file, *text;
        int code;
        const char *says;
    } ROWS[] = {
        {"walk.yaml", WALK, 0, "walk.yaml: good; 4 steps, lengths from"},
        {"walk.yaml", BAD, 1, "walk.yaml:2:5: error: the id is 'bad'"},
        {"courses/trip.yaml", "format: 1\n", 1, "trip.yaml:1:1: error: 'id' is missing"},
        {"support/detours.yaml", WRITTEN_DETOURS, 0, "detours.yaml: good; 25 steps of detours"},
        {"support/help.yaml", "format: 1\nupdated: 2026-11-25\ngeneral: [Call.]\n", 0,
         "help.yaml: good; 1 sentence of advice, lines of 0 countries"},
        {"support/help.yaml", "format: 1\nupdated: soon\ngeneral: [Call.]\n", 1,
         "help.yaml:2:10: error: 'soon' isn't a date"},
        {"learn/owls.txt", "# Owls\n\nThey see.\n", 0, "owls.txt: good; the page \"Owls\""},
        {"learn/owls.txt", "Owls\n", 1, "owls.txt:1:1: error: the page has no title"},
        {"learn/Owls.txt", "# Owls\n", 1, "Owls.txt:1:1: error: 'Owls' isn't a page's name"},
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *name = mem_format("data/numbmed/scripts/%s", ROWS[i].file);
        char *path = files_write(stage->folder, name, ROWS[i].text);
        char *words = mem_format("check --voice none %s", path);
        stage_assert_says(stage, words, ROWS[i].code, ROWS[i].says);
        free(words);
        free(path);
        free(name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(a_file_is_checked_as_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
