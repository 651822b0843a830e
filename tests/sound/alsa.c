/* Sound by ALSA alone: a device that writes what would be heard to a file, and is paced by the
 * server after it. Where feeding stops nothing is written: the silence between two tones is short
 * in the file. */
#include "sound/hearing.h"

#include <sys/stat.h>

static const struct tone TONES[] = {{1500, 700}, {600, 400}};

/* The left channel of what was written. */
static struct recording read_heard(const char *path)
{
    struct recording heard = {NULL, 0, 0};
    struct stat status;
    int16_t frame[2];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &status), 0);
    heard.samples = mem_new((size_t)status.st_size / sizeof frame + 1, sizeof *heard.samples);
    while (fread(frame, sizeof frame, 1, file) == 1)
        heard.samples[heard.count++] = frame[0];
    fclose(file);
    return heard;
}

/* Where a tone that begins somewhere ends: before 5 ms of silence. */
static size_t end_of_tone(const struct recording *heard, size_t first)
{
    size_t end = first;
    while (sound_first(heard, end, end + 5 * FRAMES_PER_MS) < end + 5 * FRAMES_PER_MS)
        end++;
    return sound_last(heard, first, end);
}

/* In place of all settings: those of a system may make another device the usual one. */
static void write_device(const char *path)
{
    char *text = mem_format("pcm.default { type file\n file \"%s\"\n format raw\n"
                            "slave.pcm { type pulse } }\n",
                            path);
    char *settings = files_write(server.folder, "asound.conf", text);
    setenv("ALSA_CONFIG_PATH", settings, 1);
    free(settings);
    free(text);
}

/* Plays the tones by the program to their end; returns how long that took in ms. */
static int64_t play_tones(void)
{
    char data[128], length[32],
        script[] = "exec \"$NUMBMED\" play tones --plain --minutes \"$0\" "
                   "--sink alsa; echo failed";
    char *const argv[] = {"sh", "-c", script, length, NULL};
    snprintf(data, sizeof data, "%s/data", server.folder);
    snprintf(length, sizeof length, "%dms", (int)(tones_frames(TONES, 2) / FRAMES_PER_MS));
    setenv("XDG_DATA_HOME", data, 1);
    int64_t began = sound_now();
    char *said = program_ask(argv);
    int64_t took = (sound_now() - began) / 1000000;
    print_message("    %d ms: %s\n", (int)took, said);
    assert_non_null(strstr(said, "A tone."));
    free(said);
    return took;
}

static void a_short_practice_is_played_whole_and_without_a_click(void **state)
{
    void *folder;
    char *path = path_join(server.folder, "heard.raw");
    int64_t promised = tones_frames(TONES, 2) / FRAMES_PER_MS;
    (void)state;
    assert_int_equal(files_setup(&folder), 0);
    tones_write(folder, TONES, 2);
    write_device(path);
    assert_in_range(play_tones(), promised - 300, promised + 1500);
    struct recording heard = read_heard(path);
    size_t first = sound_first(&heard, 0, heard.count);
    size_t last = end_of_tone(&heard, first);
    size_t second = sound_first(&heard, last, heard.count);
    size_t end = end_of_tone(&heard, second);
    print_message("    %d and %d ms\n", (int)ms_between(first, last), (int)ms_between(second, end));
    assert_in_range(ms_between(first, last), 1490, 1510);
    assert_in_range(ms_between(second, end), 590, 610);
    assert_true(sound_purity(heard.samples + first, last - first, TONE_HZ) > 0.97);
    assert_true(sound_purity(heard.samples + second, end - second, TONE_HZ) > 0.97);
    assert_int_equal(sound_first(&heard, end, heard.count), heard.count);
    assert_no_click(&heard, 0, heard.count);
    free(heard.samples);
    free(path);
    files_teardown(&folder);
}

static int run(const char *name)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_practice_is_played_whole_and_without_a_click),
    };
    return cmocka_run_group_tests_name(name, tests, hearing_setup, hearing_teardown);
}

int main(void)
{
    return hearing_run(run);
}
