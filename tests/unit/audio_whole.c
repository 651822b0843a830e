/* Whether a recording is all there: cut or damaged anywhere, it is refused in one sentence. */
#include "audio_fixture.h"

#include "audio/whole.h"
#include "base/memory.h"
#include "base/path.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct sound SOUNDS[] = {
    {"a.wav", WAV_16, 24000, 1, 48000, wave_tone, 0, 0},
    {"a.flac", FLAC_16, 24000, 1, 48000, wave_tone, 0, 0},
    {"a.ogg", OGG_VORBIS, 24000, 1, 48000, wave_tone, 0, 0},
    {"a.opus", OGG_OPUS, 48000, 1, 96000, wave_tone, 0, 0},
};

enum { KINDS = sizeof SOUNDS / sizeof *SOUNDS };

static void what_an_encoder_wrote_is_whole(void **state)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct error error = {""};
        char *path = sound_make(*state, &SOUNDS[i]);
        if (!clip_is_whole(path, &error))
            fail_msg("%s", error.text);
        free(path);
    }
}

static void assert_refused(const char *path)
{
    struct error error = {""};
    assert_false(clip_is_whole(path, &error));
    print_message("    %s\n", error.text);
    assert_ptr_equal(strstr(error.text, path), error.text);
    assert_non_null(strstr(error.text, "record it again"));
}

/* Its last quarter is gone, or but its last byte. */
static void a_file_that_is_cut_is_refused(void **state)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct stat status;
        char *path = sound_make(*state, &SOUNDS[i]);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(truncate(path, status.st_size - 2), 0);
        assert_refused(path);
        assert_int_equal(truncate(path, status.st_size * 3 / 4), 0);
        assert_refused(path);
        free(path);
    }
}

/* Cut between two pages, each of which is sound. */
static void so_is_an_ogg_that_is_cut_at_a_page(void **state)
{
    size_t size;
    char *path = sound_make(*state, &SOUNDS[2]);
    char *bytes = path_read(path, 1 << 20, &size, NULL), *last = bytes, *at = bytes;
    while ((at = memmem(at + 1, size - (size_t)(at + 1 - bytes), "OggS", 4)))
        last = at;
    assert_true(last > bytes);
    assert_int_equal(truncate(path, last - bytes), 0);
    assert_refused(path);
    free(bytes);
    free(path);
}

static void a_damaged_byte_in_an_ogg_or_a_flac_is_found(void **state)
{
    for (size_t i = 1; i < KINDS; i++) {
        size_t size;
        char *path = sound_make(*state, &SOUNDS[i]);
        char *bytes = path_read(path, 1 << 20, &size, NULL);
        bytes[size * 2 / 3] ^= 0x55;
        bytes[size * 2 / 3 + 1] ^= 0x55;
        char *bad = bytes_make(*state, SOUNDS[i].name, bytes, size);
        assert_refused(bad);
        free(bad);
        free(bytes);
        free(path);
    }
}

static void garbage_is_refused(void **state)
{
    unsigned char bytes[4000] = "OggS";
    for (size_t i = 4; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * i * 31 >> 3);
    char *path = bytes_make(*state, "garbage.ogg", bytes, sizeof bytes);
    assert_refused(path);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_an_encoder_wrote_is_whole),
        TEST(a_file_that_is_cut_is_refused),
        TEST(so_is_an_ogg_that_is_cut_at_a_page),
        TEST(a_damaged_byte_in_an_ogg_or_a_flac_is_found),
        TEST(garbage_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
