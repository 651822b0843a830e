/* A session is written to a file whole, or not at all. */
#include "unit/audio_fixture.h"

#include "audio/file.h"
#include "base/frames.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { FRAMES = 100000, PIECE = 240 };

static void fill(int16_t *samples, size_t from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        samples[2 * i] = (int16_t)(20000 * sin(0.05 * (double)(from + i)));
        samples[2 * i + 1] = (int16_t)(-samples[2 * i] / 2);
    }
}

/* Writes `frames` frames in small pieces; false where one fails. */
static bool write_frames(struct sound_file *file, size_t frames, struct error *error)
{
    int16_t samples[2 * PIECE];
    for (size_t at = 0; at < frames; at += PIECE) {
        size_t count = frames - at < PIECE ? frames - at : PIECE;
        fill(samples, at, count);
        if (!sound_file_write(file, samples, count, error))
            return false;
    }
    return true;
}

static size_t files_in(const char *folder)
{
    size_t count = 0;
    DIR *entries = opendir(folder);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += entry->d_name[0] != '.';
    closedir(entries);
    return count;
}

static const struct {
    const char *name;
    int format, off_by;
} KINDS[] = {
    {"session.wav", WAV_16, 0},
    {"session.FLAC", FLAC_16, 0},
    {"session.ogg", OGG_VORBIS, 2000},
};

static void check_written(const char *path, int format, int off_by)
{
    static int16_t expected[2 * FRAMES], got[2 * FRAMES];
    SF_INFO info = {0};
    SNDFILE *sound = sf_open(path, SFM_READ, &info);
    assert_non_null(sound);
    assert_int_equal(info.format & ~SF_FORMAT_ENDMASK, format);
    assert_int_equal(info.frames, FRAMES);
    assert_int_equal(info.samplerate, FRAME_RATE);
    assert_int_equal(info.channels, 2);
    assert_string_equal(sf_get_string(sound, SF_STR_TITLE), "Meeting numbness");
    assert_int_equal(sf_readf_short(sound, got, FRAMES), FRAMES);
    sf_close(sound);
    fill(expected, 0, FRAMES);
    for (int i = 0; i < 2 * FRAMES; i++)
        assert_in_range(abs(got[i] - expected[i]), 0, (uintmax_t)off_by);
}

static void what_is_written_can_be_read_back(void **state)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        struct error error = {""};
        char *path = path_join(*state, KINDS[i].name);
        struct sound_file *file = sound_file_create(path, false, "Meeting numbness", &error);
        assert_non_null(file);
        assert_true(write_frames(file, FRAMES, &error));
        assert_int_equal(access(path, F_OK), -1); /* not before it is whole */
        assert_true(sound_file_finish(file, true, &error));
        check_written(path, KINDS[i].format, KINDS[i].off_by);
        assert_int_equal(files_in(*state), i + 1);
        free(path);
    }
}

static void an_abandoned_file_leaves_nothing(void **state)
{
    char *path = path_join(*state, "session.flac");
    struct sound_file *file = sound_file_create(path, false, NULL, NULL);
    assert_non_null(file);
    assert_true(write_frames(file, FRAMES, NULL));
    assert_true(sound_file_finish(file, false, NULL));
    assert_int_equal(files_in(*state), 0);
    free(path);
}

static void an_older_file_stays_until_the_new_one_is_whole(void **state)
{
    size_t size;
    struct error error;
    char *path = bytes_make(*state, "session.wav", "old", 3);
    assert_null(sound_file_create(path, false, NULL, &error));
    assert_non_null(strstr(error.text, "session.wav is there already; --force replaces it"));
    struct sound_file *file = sound_file_create(path, true, NULL, NULL);
    assert_true(write_frames(file, 1000, NULL));
    char *bytes = path_read(path, 1 << 20, &size, NULL);
    assert_string_equal(bytes, "old");
    free(bytes);
    assert_true(sound_file_finish(file, true, NULL));
    bytes = path_read(path, 1 << 20, &size, NULL);
    assert_memory_equal(bytes, "RIFF", 4);
    free(bytes);
    free(path);
}

/* In a pipe nothing can be sought, and FLAC and WAV end by correcting their beginning. */
static void a_pipe_gets_the_same_bytes_as_a_file(void **state)
{
    static const struct {
        const char *pipe, *file;
    } ROWS[] = {{"pipe", "file.wav"}, {"pipe.flac", "file.flac"}};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        size_t size;
        char *pipe = path_join(*state, ROWS[i].pipe), *path = path_join(*state, ROWS[i].file);
        char *got = path_join(*state, "got");
        assert_int_equal(mkfifo(pipe, 0600), 0);
        pid_t reader = fork();
        if (reader == 0)
            execlp("cp", "cp", pipe, got, (char *)NULL);
        for (int to_file = 0; to_file < 2; to_file++) {
            struct sound_file *file = sound_file_create(to_file ? path : pipe, false, NULL, NULL);
            assert_non_null(file);
            assert_true(write_frames(file, FRAMES, NULL));
            assert_true(sound_file_finish(file, true, NULL));
        }
        waitpid(reader, NULL, 0);
        char *bytes = path_read(path, 1 << 20, &size, NULL);
        size_t sent_size;
        char *sent = path_read(got, 1 << 20, &sent_size, NULL);
        assert_int_equal(sent_size, size);
        assert_memory_equal(sent, bytes, size);
        free(sent);
        free(bytes);
        free(got);
        free(path);
        free(pipe);
    }
}

static void a_file_is_as_readable_as_the_umask_allows(void **state)
{
    struct stat status;
    char *path = path_join(*state, "session.wav");
    mode_t before = umask(027);
    struct sound_file *file = sound_file_create(path, false, NULL, NULL);
    assert_true(sound_file_finish(file, true, NULL));
    assert_int_equal(umask(before), 027);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    free(path);
}

/* As on a full disk: no file may grow beyond `bytes`. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* With so much room, writing fails somewhere: in a write, or when the rest is written out. */
static void check_full(const char *folder, const char *name, rlim_t room)
{
    struct error error = {""};
    char *path = path_join(folder, name);
    limit_files(room);
    struct sound_file *file = sound_file_create(path, false, "Meeting numbness", &error);
    bool good = file && write_frames(file, FRAMES, &error);
    if (file)
        good = sound_file_finish(file, good, good ? &error : NULL) && good;
    limit_files(RLIM_INFINITY);
    assert_false(good);
    assert_non_null(strstr(error.text, name));
    assert_non_null(strstr(error.text, "make room"));
    assert_int_equal(files_in(folder), 0);
    free(path);
}

static rlim_t size_when_whole(const char *folder, const char *name)
{
    struct stat status;
    char *path = path_join(folder, name);
    struct sound_file *file = sound_file_create(path, false, "Meeting numbness", NULL);
    assert_true(write_frames(file, FRAMES, NULL));
    assert_true(sound_file_finish(file, true, NULL));
    assert_int_equal(stat(path, &status), 0);
    remove(path);
    free(path);
    return (rlim_t)status.st_size;
}

static void a_full_disk_is_told_wherever_it_ends(void **state)
{
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        rlim_t whole = size_when_whole(*state, KINDS[i].name);
        const rlim_t rooms[] = {0, 10, 1000, whole / 2, whole - 5000, whole - 1};
        for (size_t j = 0; j < sizeof rooms / sizeof *rooms; j++) {
            print_message("    %s of %lu bytes in %lu\n", KINDS[i].name, (unsigned long)whole,
                          (unsigned long)rooms[j]);
            check_full(*state, KINDS[i].name, rooms[j]);
        }
    }
}

static const struct {
    const char *name, *says;
} REFUSED[] = {
    {"session.mp3", "use .wav, .flac or .ogg"},
    {"session", "use .wav, .flac or .ogg"},
    {"a.wav/session", "use .wav, .flac or .ogg"},
    {"nowhere/session.wav", "folder isn't there"},
    {"folder.wav", "is a folder"},
};

static void a_bad_name_is_refused_with_a_way_out(void **state)
{
    char *folder = path_join(*state, "folder.wav");
    assert_int_equal(mkdir(folder, 0700), 0);
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        struct error error = {""};
        char *path = path_join(*state, REFUSED[i].name);
        assert_null(sound_file_create(path, false, NULL, &error));
        print_message("    %s\n", error.text);
        assert_non_null(strstr(error.text, REFUSED[i].says));
        free(path);
    }
    assert_int_equal(files_in(*state), 1);
    free(folder);
}

static void a_wav_holds_six_hours_and_a_flac_a_day(void **state)
{
    struct error error = {""};
    (void)state;
    assert_true(sound_file_holds("a.wav", 6 * FRAMES_PER_HOUR, &error));
    assert_false(sound_file_holds("a.wav", 7 * FRAMES_PER_HOUR, &error));
    assert_non_null(strstr(error.text, "a.wav"));
    assert_non_null(strstr(error.text, "6h12m"));
    assert_non_null(strstr(error.text, ".flac"));
    assert_true(sound_file_holds("a.flac", FRAMES_LONGEST_SILENT, &error));
    assert_true(sound_file_holds("a.ogg", FRAMES_LONGEST_SILENT, &error));
    assert_false(sound_file_holds("a.txt", 1, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_can_be_read_back, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(an_abandoned_file_leaves_nothing, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(an_older_file_stays_until_the_new_one_is_whole, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(a_pipe_gets_the_same_bytes_as_a_file, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(a_file_is_as_readable_as_the_umask_allows, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told_wherever_it_ends, folder_make,
                                        folder_remove),
        cmocka_unit_test_setup_teardown(a_bad_name_is_refused_with_a_way_out, folder_make,
                                        folder_remove),
        cmocka_unit_test(a_wav_holds_six_hours_and_a_flac_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
