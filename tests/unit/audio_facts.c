/* What a clip tells of itself: its words, where its sentences start, who made it. */
#include "unit/audio_fixture.h"

#include "audio/clip.h"

#include <string.h>

/* A clip of 10 s with these tags. */
static struct clip_facts probe(const char *folder, int format, const char *title,
                               const char *comment)
{
    const struct sound sound = {"tagged", format, 24000, 1, 240000, wave_tone, title, comment};
    struct clip_facts facts;
    struct error error = {""};
    char *path = sound_make(folder, &sound);
    if (!clip_probe(path, &facts, &error))
        fail_msg("%s", error.text);
    free(path);
    return facts;
}

static void tags_are_read_from_every_format(void **state)
{
    const int formats[] = {WAV_16, FLAC_16, OGG_VORBIS};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct clip_facts facts = probe(*state, formats[i], "Let  your hands\nrest.",
                                        "sentences: 0.000 4.213 9.870; engine: Kokoro-82M v1.0; "
                                        "voice: af_heart; speed: 0.72");
        assert_int_equal(facts.frames, 480000);
        assert_string_equal(facts.title, "Let your hands rest.");
        assert_int_equal(facts.sentence_count, 3);
        assert_int_equal(facts.sentences[0], 0);
        assert_int_equal(facts.sentences[1], 202224);
        assert_int_equal(facts.sentences[2], 473760);
        assert_string_equal(facts.maker, "engine: Kokoro-82M v1.0; voice: af_heart; speed: 0.72");
        clip_facts_free(&facts);
        clip_facts_free(&facts);
    }
}

static void an_untagged_clip_is_one_sentence_of_unknown_words(void **state)
{
    struct clip_facts facts = probe(*state, OGG_VORBIS, NULL, NULL);
    assert_null(facts.title);
    assert_null(facts.maker);
    assert_int_equal(facts.sentence_count, 1);
    assert_int_equal(facts.sentences[0], 0);
    clip_facts_free(&facts);
}

static const struct {
    const char *comment;
    size_t count;
    int64_t last;
    const char *maker;
} COMMENTS[] = {
    {"sentences: 0", 1, 0, NULL},
    {"sentences: 0 9.99998", 2, 479999, NULL},
    {"sentences: 0.000  1.5", 2, 72000, NULL},
    {"sentences: 0.000 1.5;", 2, 72000, NULL},
    {"sentences: 0.000 1.5 ; voice: x", 2, 72000, "voice: x"},
    {"sentences:0.000 1.5;voice: x", 2, 72000, "voice: x"},
    {"engine: x; voice: y", 1, 0, "engine: x; voice: y"},
    {"sentences: 0.5 1.5; voice: x", 1, 0, "voice: x"},
    {"sentences: 0 2 1", 1, 0, NULL},
    {"sentences: 0 2 2", 1, 0, NULL},
    {"sentences: 0 10", 1, 0, NULL},
    {"sentences: 0 1e0", 1, 0, NULL},
    {"sentences: 0 1.5x", 1, 0, NULL},
    {"sentences: 0 1,5", 1, 0, NULL},
    {"sentences: 0 -1", 1, 0, NULL},
    {"sentences: 0 1.", 1, 0, NULL},
    {"sentences: 0 .5", 1, 0, NULL},
    {"sentences: 0 1.2.3", 1, 0, NULL},
    {"sentences: 0 nan", 1, 0, NULL},
    {"sentences: 0 1.0000001", 1, 0, NULL},
    {"sentences: 0 99999999999999999999999999", 1, 0, NULL},
    {"sentences: ", 1, 0, NULL},
    {"; voice: x", 1, 0, "; voice: x"},
};

static void sentence_starts_are_read_in_full_or_not_at_all(void **state)
{
    for (size_t i = 0; i < sizeof COMMENTS / sizeof *COMMENTS; i++) {
        struct clip_facts facts = probe(*state, WAV_16, NULL, COMMENTS[i].comment);
        print_message("    %s\n", COMMENTS[i].comment);
        assert_int_equal(facts.sentence_count, COMMENTS[i].count);
        assert_int_equal(facts.sentences[facts.sentence_count - 1], COMMENTS[i].last);
        if (COMMENTS[i].maker)
            assert_string_equal(facts.maker, COMMENTS[i].maker);
        else
            assert_null(facts.maker);
        clip_facts_free(&facts);
    }
}

static void many_sentences_are_kept(void **state)
{
    char comment[2000] = "sentences:";
    for (int i = 0; i < 95; i++)
        snprintf(comment + strlen(comment), 16, " %d.%d", i / 10, i % 10);
    struct clip_facts facts = probe(*state, FLAC_16, NULL, comment);
    assert_int_equal(facts.sentence_count, 95);
    for (int i = 0; i < 95; i++)
        assert_int_equal(facts.sentences[i], i * 4800);
    clip_facts_free(&facts);
}

static void control_characters_in_tags_are_left_out(void **state)
{
    struct clip_facts facts = probe(*state, OGG_VORBIS, "a\x1b[2Jb\tc", "voice: \x07x");
    assert_string_equal(facts.title, "a[2Jb c");
    assert_string_equal(facts.maker, "voice: x");
    clip_facts_free(&facts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_read_from_every_format),
        cmocka_unit_test(an_untagged_clip_is_one_sentence_of_unknown_words),
        cmocka_unit_test(sentence_starts_are_read_in_full_or_not_at_all),
        cmocka_unit_test(many_sentences_are_kept),
        cmocka_unit_test(control_characters_in_tags_are_left_out),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
