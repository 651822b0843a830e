#include "audio/clip.h"

#include "audio/source.h"
#include "audio/vorbis.h"
#include "base/frames.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char SENTENCES[] = "sentences:";

/* Reads "4.213" (seconds) in full, up to a space or the end, whatever the locale; -1 if it isn't
 * that. */
static int64_t read_start(const char **at)
{
    const int64_t most = CLIP_LONGEST / FRAME_RATE;
    int64_t micros = 0, unit = 1000000;
    bool point = false, digits = false;
    for (; **at && **at != ' '; ++*at) {
        if (**at == '.' && digits && !point) {
            point = true;
            continue;
        }
        if (**at < '0' || **at > '9' || (point && unit == 1) || micros > most * 1000000)
            return -1;
        digits = true;
        unit = point ? unit / 10 : unit;
        micros = point ? micros + (**at - '0') * unit : micros * 10 + (**at - '0') * unit;
    }
    return digits && (*at)[-1] != '.' ? (micros * FRAME_RATE + 500000) / 1000000 : -1;
}

static void one_sentence(struct clip_facts *facts)
{
    free(facts->sentences);
    facts->sentences = mem_new(1, sizeof *facts->sentences);
    facts->sentence_count = 1;
}

/* Reads "0.000 4.213": the first is 0, each is later than the one before, none after the end. */
static void read_sentences(struct clip_facts *facts, const char *text)
{
    int64_t last = -1;
    while (*text) {
        int64_t start = read_start(&text);
        if (start <= last || start >= facts->frames || (last < 0 && start != 0)) {
            one_sentence(facts);
            return;
        }
        facts->sentences =
            mem_grow(facts->sentences, facts->sentence_count, sizeof *facts->sentences);
        facts->sentences[facts->sentence_count++] = last = start;
        text += *text == ' ';
    }
    if (!facts->sentence_count)
        one_sentence(facts);
}

/* Takes "sentences: 0.000 4.213; engine: ...; voice: ..." apart. */
static void read_comment(struct clip_facts *facts, const char *text)
{
    char *comment = text_clean(text ? text : ""), *rest = comment, *starts = NULL;
    if (strncmp(comment, SENTENCES, strlen(SENTENCES)) == 0) {
        char *end = strchr(comment, ';');
        rest = end ? end + 1 : comment + strlen(comment);
        starts = text_clean(comment + strlen(SENTENCES));
        starts[strcspn(starts, ";")] = '\0';
    }
    read_sentences(facts, starts ? starts : "");
    rest += strspn(rest, " ");
    if (*rest)
        facts->maker = mem_copy_text(rest);
    free(starts);
    free(comment);
}

static char *read_title(const char *text)
{
    char *title = text ? text_clean(text) : NULL;
    if (title && *title)
        return title;
    free(title);
    return NULL;
}

static void take_facts(struct clip_facts *facts, int64_t frames, const char *title,
                       const char *comment)
{
    facts->frames = frames;
    facts->title = read_title(title);
    read_comment(facts, comment);
}

/* Plain Ogg Vorbis, as nearly all clips are, needs no decoder for this. False for any other, and
 * for what is to be refused. */
static bool probe_vorbis(const char *path, struct clip_facts *facts)
{
    struct vorbis_facts vorbis;
    int file = source_open_file(path, &CLIP_LIMITS, NULL);
    if (file < 0)
        return false;
    bool plain = vorbis_facts_read(file, &vorbis);
    close(file);
    if (!plain)
        return false;
    bool good = source_is_played(vorbis.channels, vorbis.rate, vorbis.frames, &CLIP_LIMITS);
    if (good)
        take_facts(facts, source_frames_at_48k(vorbis.frames, vorbis.rate), vorbis.title,
                   vorbis.comment);
    free(vorbis.title);
    free(vorbis.comment);
    return good;
}

bool clip_probe(const char *path, struct clip_facts *facts, struct error *error)
{
    struct source source;
    *facts = (struct clip_facts){0};
    if (probe_vorbis(path, facts))
        return true;
    if (!source_open(&source, path, error))
        return false;
    take_facts(facts, source_at_48k(&source, source.frames),
               sf_get_string(source.sound, SF_STR_TITLE),
               sf_get_string(source.sound, SF_STR_COMMENT));
    source_close(&source);
    return true;
}

void clip_facts_free(struct clip_facts *facts)
{
    free(facts->title);
    free(facts->sentences);
    free(facts->maker);
    *facts = (struct clip_facts){0};
}
