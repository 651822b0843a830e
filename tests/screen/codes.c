/* How commands end: 0 for success, 1 for failure, 2 for wrong usage; and nothing fails in silence.
 */
#include "screen/keeper.h"

static const struct {
    const char *words;
    int code;
} ROWS[] = {
    {"", 0},
    {"--help", 0},
    {"--version", 0},
    {"--nope", 2},
    {"-x", 2},
    {"nope", 2},
    {"help", 0},
    {"help journal show", 0},
    {"help nope", 2},
    {"help journal nope", 2},
    {"help play nope", 2},

    {"play nope --plain", 1},
    {"play walk nope", 2},
    {"play walk --nope", 2},
    {"play walk --plain=yes", 2},
    {"play walk --minutes", 2},
    {"play walk --minutes x", 2},
    {"play walk --minutes 0 --plain", 1},
    {"play walk --minutes 2s --plain", 1},
    {"play walk --voice nope --plain", 2},
    {"play walk --bells nope --plain", 2},
    {"play walk --background nope --plain", 2},
    {"play walk --sink nope", 2},
    {"play walk --volume 101", 2},
    {"play bad --plain", 1},
    {"play blink --minutes 2s --sink silent --plain", 0},
    {"sit nope", 2},
    {"sit 5 10", 2},
    {"sit --minutes 5 10", 2},
    {"sit --bell-every 1s", 2},
    {"sit 3s --sink silent --plain", 1},
    {"ground nope", 2},
    {"course", 0},
    {"course nope", 2},
    {"course 99", 2},
    {"course --course nope", 1},
    {"course --json next", 2},
    {"course --instead", 2},

    {"list", 0},
    {"list nope", 2},
    {"show walk", 0},
    {"show", 2},
    {"show nope", 1},
    {"show walk nope", 2},
    {"show bad", 1},
    {"check", 2},
    {"check $SCRIPTS/walk.yaml", 0},
    {"check $SCRIPTS/bad.yaml", 1},
    {"check --audio walk", 1},
    {"check --audio --voice none walk", 2},
    {"render walk -m1", 2},
    {"render", 2},
    {"render walk -m1 -o $SCRIPTS/a.txt", 2},
    {"render walk -m1 -o $SCRIPTS/nowhere/a.wav", 1},
    {"render walk -m1 --voice none -o $SCRIPTS/a.ogg", 0},
    {"render walk -m1 --voice none -o $SCRIPTS/a.ogg", 1}, /* is there already */
    {"narrate", 2},
    {"narrate --stale walk", 0},
    {"narrate --stale nope", 1},
    {"narrate --jobs 99 walk", 2},
    {"narrate --voice none walk", 2},

    {"learn", 0},
    {"learn nope", 1},
    {"learn numbness nope", 2},
    {"learn --json numbness", 2},
    {"help-now", 0},
    {"help-now nope", 2},
    {"voices", 0},
    {"voices nope", 2},
    {"voices --try nope", 2},
    {"bells --try nope", 2},
    {"backgrounds --try nope", 2},
    {"config", 0},
    {"config nope", 2},
    {"manual", 0},
    {"manual nope", 2},
    {"completion bash", 0},
    {"completion", 2},
    {"completion nope", 2},
    {"stats", 0},
    {"stats nope", 2},
    {"stats --svg", 2},
    {"stats --svg $SCRIPTS/a.svg --json", 2},
    {"stats --svg $SCRIPTS/nowhere/a.svg", 1},
    {"remind", 0},
    {"remind 25:00", 2},
    {"remind 21:30 --days nope", 2},
    {"remind 21:30 --practice nope", 1},
    {"remind --practice walk", 2},
    {"remind --off nope", 2},
    {"remind --off 21:31", 1},

    {"journal list", 0},
    {"journal nope", 2},
    {"journal search", 2},
    {"journal search nope", 0},
    {"journal show", 2},
    {"journal show x", 2},
    {"journal show 99", 1},
    {"journal add", 2},
    {"journal add --minutes x", 2},
    {"journal add --minutes 5 --at nope", 2},
    {"journal add --minutes 5", 0},
    {"journal edit", 2},
    {"journal edit 99 --clear", 1},
    {"journal edit 1 --clear --undo", 2},
    {"journal edit 1", 1},
    {"journal edit 1 --clear", 0},
    {"journal delete", 2},
    {"journal delete 99", 1},
    {"journal delete 1", 0},
    {"journal delete 1", 1},
    {"journal restore", 2},
    {"journal restore 1", 0},
    {"journal restore 1", 1},
    {"journal export", 2},
    {"journal export --csv --json", 2},
    {"journal export --csv", 0},
    {"journal export --csv -o $SCRIPTS/bad.yaml", 1},
    {"journal import", 2},
    {"journal import $SCRIPTS/nope.csv", 1},
    {"journal import $SCRIPTS/bad.yaml", 1},
    {"journal backup", 2},
    {"journal backup $SCRIPTS/bad.yaml", 1},
    {"journal backup $SCRIPTS/copy.db", 0},
    {"journal path", 0},
    {"journal path nope", 2},
    {"journal forget", 2},
    {"journal forget --all", 1},
};

static void every_command_ends_with_the_right_code(void **state)
{
    enum { SIZE = 1 << 18 };
    struct stage *stage = *state;
    char *said = mem_new(SIZE, 1);
    char *scripts = mem_format("%s/data/numbmed/scripts", stage->folder);
    setenv("SCRIPTS", scripts, 1); /* for the shell that runs the commands */
    stage_add(stage, "bad", BAD);
    stage_add(stage, "blink", BLINK);
    keeper_add(stage, "A walk", "Wind.", 1);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        int code = stage_capture(stage, "", ROWS[i].words, said, SIZE);
        if (code != ROWS[i].code)
            fail_msg("numbmed %s: %d instead of %d, \"%.500s\"", ROWS[i].words, code, ROWS[i].code,
                     said);
        if (code && !*said)
            fail_msg("numbmed %s: %d, and nothing is said", ROWS[i].words, code);
    }
    unsetenv("SCRIPTS");
    free(scripts);
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(every_command_ends_with_the_right_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
