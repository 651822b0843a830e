/* A plain Ogg Vorbis file tells without a decoder what it tells with one; any other is left to it.
 */
#include "unit/audio_fixture.h"

#include "support/random.h"

#include "audio/ogg.h"
#include "audio/source.h"
#include "audio/vorbis.h"

#include <fcntl.h>
#include <string.h>

enum { FILE_MOST = 1 << 20, PAGES_MOST = 100 };

/* ---- a file, read both ways */

static bool is_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Whether it is plain; where it is, libsndfile must tell the same. */
static bool is_plain(const char *path)
{
    struct vorbis_facts facts;
    struct source source;
    struct error error = {""};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    assert_true(file >= 0);
    bool plain = vorbis_facts_read(file, &facts);
    close(file);
    if (!plain || !source_is_played(facts.channels, facts.rate, facts.frames, &CLIP_LIMITS)) {
        free(facts.title);
        free(facts.comment);
        return false;
    }
    if (!source_open(&source, path, &error))
        fail_msg("%s", error.text);
    if (facts.frames != source.frames || facts.rate != source.rate ||
        facts.channels != source.channels ||
        !is_same_text(facts.title, sf_get_string(source.sound, SF_STR_TITLE)) ||
        !is_same_text(facts.comment, sf_get_string(source.sound, SF_STR_COMMENT)))
        fail_msg("%s: %d frames, '%s', '%s'", path, (int)facts.frames, facts.title, facts.comment);
    source_close(&source);
    free(facts.title);
    free(facts.comment);
    return true;
}

/* ---- what is plain */

static size_t shipped_count;

static int look_at_shipped(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)walk;
    if (kind != FTW_F || strcmp(path + strlen(path) - 4, ".ogg") != 0)
        return 0;
    shipped_count++;
    if (!is_plain(path))
        fail_msg("%s isn't plain", path);
    return 0;
}

/* Runs in the checkout, as make does. */
static void every_shipped_clip_tells_what_a_decoder_tells(void **state)
{
    (void)state;
    assert_int_equal(nftw("audio/voices", look_at_shipped, 8, FTW_PHYS), 0);
    assert_true(shipped_count > 1000);
}

static void a_plain_file_of_any_length_and_rate_tells_it(void **state)
{
    static const int64_t LENGTHS[] = {1, 64, 1024, 1025, 3000, 9999, 20000, 40000, 60000, 400000};
    static const int RATES[] = {16000, 24000, 44100, 48000};
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        for (size_t j = 0; j < sizeof RATES / sizeof *RATES; j++) {
            const struct sound sound = {
                "plain.ogg", OGG_VORBIS, RATES[j], 1 + (int)(j & 1),
                LENGTHS[i],  wave_tone,  "Words.", i & 1 ? "sentences: 0.000" : NULL};
            char *path = sound_make(*state, &sound);
            print_message("    %d frames at %d Hz\n", (int)LENGTHS[i], RATES[j]);
            assert_true(is_plain(path));
            free(path);
        }
    }
}

/* ---- what isn't */

/* A file in memory, and where its pages begin. */
struct paged {
    unsigned char *bytes;
    size_t size, pages[PAGES_MOST + 1];
    int count;
};

static size_t page_size(const unsigned char *page)
{
    size_t size = 27U + page[26];
    for (int i = 0; i < page[26]; i++)
        size += page[27 + i];
    return size;
}

/* A clip of about ten pages, with room behind it for as much again. */
static struct paged read_paged(const char *folder)
{
    const struct sound sound = {"ten.ogg", OGG_VORBIS, 24000,    1,
                                120000,    wave_tone,  "Words.", "sentences: 0.000 1.000"};
    struct paged paged = {0};
    char *path = sound_make(folder, &sound);
    char *bytes = path_read(path, FILE_MOST, &paged.size, NULL);
    assert_non_null(bytes);
    paged.bytes = mem_new(2, paged.size);
    memcpy(paged.bytes, bytes, paged.size);
    for (size_t at = 0; at < paged.size; at += page_size(paged.bytes + at))
        paged.pages[paged.count++] = at;
    paged.pages[paged.count] = paged.size;
    assert_true(paged.count >= 5);
    free(bytes);
    free(path);
    return paged;
}

/* Makes a page's checksum right again, bit by bit as the specification has it. */
static void seal(unsigned char *page)
{
    uint32_t sum = 0;
    memset(page + 22, 0, 4);
    for (size_t i = 0, size = page_size(page); i < size; i++) {
        sum ^= (uint32_t)page[i] << 24;
        for (int bit = 0; bit < 8; bit++)
            sum = sum << 1 ^ (sum >> 31 ? 0x04c11db7U : 0);
    }
    for (int i = 0; i < 4; i++)
        page[22 + i] = (unsigned char)(sum >> 8 * i);
}

static void add_to_granule(unsigned char *page, int64_t frames)
{
    uint64_t granule = 0;
    for (int i = 7; i >= 0; i--)
        granule = granule << 8 | page[6 + i];
    granule += (uint64_t)frames;
    for (int i = 0; i < 8; i++)
        page[6 + i] = (unsigned char)(granule >> 8 * i);
    seal(page);
}

static void end_early(struct paged *paged)
{
    paged->size -= 1;
}

static void end_after_a_page(struct paged *paged)
{
    paged->size = paged->pages[paged->count - 1];
}

static void go_on_with_rubbish(struct paged *paged)
{
    paged->bytes[paged->size++] = 'x';
}

static void go_on_with_another_stream(struct paged *paged)
{
    unsigned char *second = paged->bytes + paged->size;
    memcpy(second, paged->bytes, paged->size);
    for (int i = 0; i < paged->count; i++) {
        second[paged->pages[i] + 14] ^= 1;
        seal(second + paged->pages[i]);
    }
    paged->size *= 2;
}

static void spoil_first_sum(struct paged *paged)
{
    paged->bytes[paged->pages[1] - 1] ^= 2;
}

static void spoil_header_sum(struct paged *paged)
{
    paged->bytes[paged->pages[2] - 100] ^= 1;
}

static void spoil_sound_sum(struct paged *paged)
{
    paged->bytes[paged->pages[3] - 1] ^= 1;
}

static void spoil_last_sum(struct paged *paged)
{
    paged->bytes[paged->size - 1] ^= 1;
}

static void begin_later(struct paged *paged)
{
    for (int i = 2; i < paged->count; i++)
        add_to_granule(paged->bytes + paged->pages[i], 100000);
}

static void tell_too_much(struct paged *paged)
{
    add_to_granule(paged->bytes + paged->pages[paged->count - 1], 24000);
}

static void tell_hours(struct paged *paged)
{
    add_to_granule(paged->bytes + paged->pages[paged->count - 1], INT64_C(1) << 40);
}

static void tell_no_end(struct paged *paged)
{
    unsigned char *page = paged->bytes + paged->pages[paged->count - 1];
    memset(page + 6, 0xFF, 8);
    seal(page);
}

static void tell_nothing(struct paged *paged)
{
    unsigned char *page = paged->bytes + paged->pages[paged->count - 1];
    memset(page + 6, 0, 8);
    seal(page);
}

static void lack_the_last_flag(struct paged *paged)
{
    unsigned char *page = paged->bytes + paged->pages[paged->count - 1];
    page[5] = (unsigned char)(page[5] & ~OGG_LAST);
    seal(page);
}

static void change_the_last_stream(struct paged *paged)
{
    unsigned char *page = paged->bytes + paged->pages[paged->count - 1];
    page[14] ^= 1;
    seal(page);
}

static void drop_page(struct paged *paged, int number)
{
    size_t from = paged->pages[number], to = paged->pages[number + 1];
    memmove(paged->bytes + from, paged->bytes + to, paged->size - to);
    paged->size -= to - from;
}

static void lack_the_first_sound(struct paged *paged)
{
    drop_page(paged, 2);
}

static void lack_the_last_but_one(struct paged *paged)
{
    drop_page(paged, paged->count - 2);
}

static void count_too_many_tags(struct paged *paged)
{
    unsigned char *page = paged->bytes + paged->pages[1], *tags = page + 27 + page[26] + 7;
    tags[4 + tags[0] + 1] = 0xFF; /* after the maker's name */
    seal(page);
}

static void tell_an_endless_tag(struct paged *paged)
{
    unsigned char *page = paged->bytes + paged->pages[1], *tags = page + 27 + page[26] + 7;
    memset(tags + 4 + tags[0] + 4, 0xFF, 4);
    seal(page);
}

static const struct {
    const char *what;
    void (*change)(struct paged *paged);
} CHANGES[] = {
    {"ends within a page", end_early},
    {"ends after a page", end_after_a_page},
    {"goes on with rubbish", go_on_with_rubbish},
    {"goes on with another stream", go_on_with_another_stream},
    {"first checksum", spoil_first_sum},
    {"headers' checksum", spoil_header_sum},
    {"checksum of the first sound", spoil_sound_sum},
    {"checksum of the last page", spoil_last_sum},
    {"begins at a later frame", begin_later},
    {"a second more than there is", tell_too_much},
    {"a million hours", tell_hours},
    {"no frame at the end", tell_no_end},
    {"frame 0 at the end", tell_nothing},
    {"no last page", lack_the_last_flag},
    {"last page of another stream", change_the_last_stream},
    {"first page of sound missing", lack_the_first_sound},
    {"last page but one missing", lack_the_last_but_one},
    {"more tags than there are", count_too_many_tags},
    {"a tag longer than the file", tell_an_endless_tag},
};

static void a_file_that_is_not_plain_is_left_to_a_decoder(void **state)
{
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        struct paged paged = read_paged(*state);
        print_message("    %s\n", CHANGES[i].what);
        CHANGES[i].change(&paged);
        char *path = bytes_make(*state, "changed.ogg", paged.bytes, paged.size);
        assert_false(is_plain(path));
        free(path);
        free(paged.bytes);
    }
}

static void a_damaged_file_tells_what_a_decoder_tells_or_nothing(void **state)
{
    uint64_t seed = 11;
    struct paged whole = read_paged(*state);
    unsigned char *bytes = mem_new(whole.size, 1);
    for (int round = 0; round < 400; round++) {
        size_t size = round % 4 ? whole.size : 1 + random_next(&seed) % whole.size;
        memcpy(bytes, whole.bytes, whole.size);
        for (int64_t i = random_between(&seed, 0, 3); i >= 0; i--)
            bytes[random_next(&seed) % size] = (unsigned char)random_next(&seed);
        char *path = bytes_make(*state, "damaged.ogg", bytes, size);
        is_plain(path);
        free(path);
    }
    free(bytes);
    free(whole.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_clip_tells_what_a_decoder_tells),
        cmocka_unit_test(a_plain_file_of_any_length_and_rate_tells_it),
        cmocka_unit_test(a_file_that_is_not_plain_is_left_to_a_decoder),
        cmocka_unit_test(a_damaged_file_tells_what_a_decoder_tells_or_nothing),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
