/* The shipped library, whole: every practice at every length it offers and at others, rendered; and
 * detours asked for in the midst of it. */
#include "support/cmocka.h"

#include "base/frames.h"
#include "base/memory.h"
#include "play/engine.h"
#include "play/player.h"
#include "play/sitting.h"
#include "play/ways.h"
#include "support/random.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16384, RANDOM_LENGTHS = 20, MOMENTS = 200 };

#define LONGEST (10 * FRAMES_PER_MINUTE)

/* The library root that the tested program lies in, and nothing else. */
static int open_shipped(void **state)
{
    char *root = mem_copy_text(getenv("NUMBMED"));
    *strrchr(root, '/') = '\0';
    setenv("NUMBMED_PATH", root, 1);
    free(root);
    *state = library_open();
    return 0;
}

static int close_shipped(void **state)
{
    library_free(*state);
    return 0;
}

/* What came of a sitting. */
struct rendering {
    int64_t frames;  /* until it ended */
    int64_t sounded; /* the last frame that wasn't silent */
};

static struct rendering render(struct sitting *sitting)
{
    static int16_t block[2 * BLOCK];
    struct player_options options = {.volume = 100, .bell_volume = 100, .background_volume = 50};
    struct rendering rendering = {0, 0};
    struct engine engine;
    engine_init(&engine, &sitting->session);
    player_set_up(&engine, &options);
    session_command(&sitting->session, (struct command){COMMAND_RESUME, 0}, NULL);
    while (sitting->session.state == SESSION_RUNNING) {
        int64_t left = sitting->session.line.frames - sitting->session.place;
        size_t count = left < BLOCK ? (size_t)left : (size_t)BLOCK;
        engine_render(&engine, block, count);
        mixer_collect(&engine.mixer);
        for (size_t i = 2 * count; i-- > 0;) {
            if (block[i]) {
                rendering.sounded = rendering.frames + (int64_t)(i / 2);
                break;
            }
        }
        rendering.frames += (int64_t)count;
    }
    engine_close(&engine);
    return rendering;
}

/* The first and last steps are those that the file has, or the bells that it asks for. */
static void check_ends(const struct sitting *sitting)
{
    const struct practice *practice = sitting->practice;
    const struct timeline *line = &sitting->session.line;
    const struct cue *first = &line->cues[0], *last = &line->cues[line->count - 1];
    bool starts = *practice->bells.bells.start.name, ends = *practice->bells.bells.end.name;
    assert_int_equal(first->words->ring != NULL, starts);
    assert_int_equal(last->words->ring != NULL, ends);
    if (starts)
        assert_string_equal(first->words->ring->name, practice->bells.bells.start.name);
    if (ends)
        assert_int_equal(last->words->strikes, practice->bells.bells.end.times);
    const struct step *closing = &practice->steps[line->cues[line->count - 1 - ends].step];
    assert_int_equal(closing->section, practice->section_count - 1);
}

static void sit_through(struct library *library, const char *id, int64_t frames, uint64_t seed)
{
    const struct sitting_wish wish = {.frames = frames, .voice = DEFAULT_VOICE, .seed = seed};
    struct sitting sitting;
    struct error error = {""};
    if (!sitting_open(&sitting, library, id, &wish, &error))
        fail_msg("%s", error.text);
    check_ends(&sitting);
    assert_int_equal(sitting.narration->missing, 0);
    struct rendering rendering = render(&sitting);
    assert_int_equal(rendering.frames, frames);
    assert_int_equal(sitting.session.sat, frames);
    assert_true(rendering.sounded > 0);
    sitting_close(&sitting);
}

/* Lengths up to ten minutes at which any wording fits: between two turns, where steps come
 * or go, there may be some that don't. */
static void sit_at_random_lengths(struct library *library, const char *id, uint64_t *seed)
{
    struct practice *practice = practice_open(library, id, NULL);
    struct sitting_bells bells;
    int64_t low, high;
    int sat = 0;
    sitting_bells_find(&bells, library, &practice->bells.bells, 1);
    practice_hang_bells(practice, &bells.bells.start, &bells.bells.end);
    struct ways *ways = ways_find(library, practice, DEFAULT_VOICE, &bells);
    ways_lengths(ways, practice, &low, &high);
    high = high < LONGEST ? high : LONGEST;
    while (sat < rounds(RANDOM_LENGTHS)) {
        int64_t frames = random_between(seed, low, high);
        if (!ways_fit(ways, practice, frames))
            continue;
        sit_through(library, id, frames, *seed);
        sat++;
    }
    ways_free(ways);
    sitting_bells_free(&bells);
    practice_free(practice);
}

static void every_practice_ends_on_the_frame_at_every_length(void **state)
{
    struct library *library = *state;
    uint64_t seed = 2026;
    assert_true(library->count >= 15);
    for (size_t i = 0; i < library->count; i++) {
        const char *id = library->entries[i].id;
        struct practice *practice = practice_open(library, id, NULL);
        for (size_t j = 0; j < practice->minutes_count; j++)
            sit_through(library, id, practice->minutes[j] * FRAMES_PER_MINUTE, seed++);
        practice_free(practice);
        sit_at_random_lengths(library, id, &seed);
    }
}

static void detours_at_any_moment_of_any_practice_keep_what_is_promised(void **state)
{
    struct library *library = *state;
    uint64_t seed = 5;
    int exact = 0, later = 0;
    for (int i = 0; i < rounds(MOMENTS); i++) {
        const struct entry *entry =
            &library->entries[random_between(&seed, 0, (int64_t)library->count - 1)];
        struct sitting sitting;
        const struct sitting_wish wish = {.voice = DEFAULT_VOICE,
                                          .seed = (uint64_t)random_between(&seed, 1, SEED_MOST)};
        int64_t shift = 0;
        assert_true(sitting_open(&sitting, library, entry->id, &wish, NULL));
        struct session *session = &sitting.session;
        int64_t frames = session->line.frames;
        session_command(session, (struct command){COMMAND_RESUME, 0}, NULL);
        session_advance(session, random_between(&seed, 0, frames - 1));
        enum command_kind kind = (enum command_kind)(COMMAND_RESTLESS + i % 4);
        enum outcome outcome = session_command(session, (struct command){kind, 0}, &shift);
        assert_int_equal(session->line.frames, frames + shift);
        assert_true(outcome != OUTCOME_EARLIER && (outcome == OUTCOME_LATER) == (shift > 0));
        exact += outcome == OUTCOME_DONE;
        later += outcome == OUTCOME_LATER;
        sitting_close(&sitting);
    }
    print_message("  %d ended on the frame, %d said how much later\n", exact, later);
    assert_true(exact > rounds(MOMENTS) / 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_practice_ends_on_the_frame_at_every_length,
                                        open_shipped, close_shipped),
        cmocka_unit_test_setup_teardown(detours_at_any_moment_of_any_practice_keep_what_is_promised,
                                        open_shipped, close_shipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
