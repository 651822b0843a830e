/* The work of narrate: threads that each take a step, have it spoken and master it. */
#include "play/narrate.h"

#include "audio/master.h"
#include "audio/take.h"
#include "base/memory.h"
#include "script/sentences.h"

#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    JOBS_MOST = 16,
    /* What words may take. Outside of this an engine has spoken something else. */
    SECONDS_MORE = 10,
    SECONDS_A_WORD_MOST = 2,
    MS_A_WORD_LEAST = 50,
};

struct work {
    struct recordings *recordings;
    const struct narrate_job *job;
    char *folder; /* for what the engines write */

    pthread_mutex_t lock; /* for all that follows, and the recordings' states */
    size_t next;          /* the step to be looked at next */
    int workers;          /* begun so far */
    bool failed;
    struct error *error; /* of the first that failed */
    struct narrate_progress progress;
};

static int64_t count_words(const char *text)
{
    int64_t words = 0;
    bool inside = false;
    for (; *text; text++) {
        words += *text != ' ' && !inside;
        inside = *text != ' ';
    }
    return words;
}

/* ---- one step */

/* An error about the file that the engine wrote, without the file's name, which means nothing to
 * anyone, and without advice that is meant for people's recordings. */
static bool tell_rubbish(const struct speaker *speaker, const char *path, const struct error *found,
                         struct error *error)
{
    size_t skip = strncmp(found->text, path, strlen(path)) == 0 ? strlen(path) : 0;
    const char *what = found->text + skip;
    return error_set(error, "what %s wrote%s%.*s; try its command by hand: %s", speaker->name,
                     skip ? "" : ": ", (int)strcspn(what, ";"), what, speaker->command);
}

static bool speak_sentence(struct speaking *speaking, const char *text, const char *out,
                           struct take *take, struct error *error)
{
    struct error found;
    int64_t words = count_words(text);
    if (!speaking_say(speaking, text, out, error))
        return false;
    bool good = take_read(out, SECONDS_MORE + SECONDS_A_WORD_MOST * words, take, &found);
    if (good && (int64_t)take->count * 1000 < words * MS_A_WORD_LEAST * TAKE_RATE)
        good = error_set(&found, "%s is too short for %lld words", out, (long long)words);
    return good || tell_rubbish(speaking->speaker, out, &found, error);
}

/* Says all sentences and makes a clip of them. */
static bool speak_words(struct speaking *speaking, const char *say, const char *out,
                        const char *target, struct error *error)
{
    size_t count = sentence_count(say);
    struct take *takes = mem_new(count, sizeof *takes);
    struct master_tags tags = {say, speaking->speaker->maker};
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        size_t start, length;
        sentence_at(say, i, &start, &length);
        char *text = mem_format("%.*s\n", (int)length, say + start);
        good = speak_sentence(speaking, text, out, &takes[i], error);
        free(text);
    }
    good = good && master_write(target, takes, count, &tags, error);
    for (size_t i = 0; i < count; i++)
        take_free(&takes[i]);
    free(takes);
    unlink(out);
    return good;
}

static bool make_recording(const struct work *work, struct speaking *speaking,
                           struct recording *recording, const char *out, struct error *error)
{
    struct error why = {""};
    char *target = recording_target(work->recordings, recording, &why);
    bool good = target && speak_words(speaking, recording->say, out, target, &why);
    if (!good)
        error_set(error, "%s: step '%s': %s", work->recordings->practice->id, recording->step->id,
                  why.text);
    if (good) {
        free(recording->path);
        recording->path = target;
        return true;
    }
    free(target);
    return false;
}

/* ---- the threads */

static bool is_stopped(const struct work *work)
{
    return work->failed || (work->job->stop && atomic_load(work->job->stop));
}

/* The next step that wants a recording; NULL: no more. With the lock held. */
static struct recording *take_next(struct work *work)
{
    while (!is_stopped(work) && work->next < work->recordings->count) {
        struct recording *recording = &work->recordings->list[work->next++];
        if (recording_is_wanted(recording, work->job->force))
            return recording;
    }
    return NULL;
}

static void note_done(struct work *work, struct recording *recording)
{
    recording->state = RECORDING_SPOKEN;
    work->progress.done++;
    work->progress.words_done += count_words(recording->say);
    if (work->job->progress)
        work->job->progress(work->job->user, &work->progress);
}

static void *run_worker(void *data)
{
    struct work *work = data;
    struct speaking speaking = {.speaker = work->job->speaker,
                                .stop = work->job->stop,
                                .timeout_ms = work->job->timeout_ms};
    struct recording *recording;
    pthread_mutex_lock(&work->lock);
    char *out = mem_format("%s/job-%d.wav", work->folder, work->workers++);
    while ((recording = take_next(work))) {
        struct error error = {""};
        pthread_mutex_unlock(&work->lock);
        bool good = make_recording(work, &speaking, recording, out, &error);
        pthread_mutex_lock(&work->lock);
        if (good)
            note_done(work, recording);
        else if (!work->failed)
            *work->error = error;
        work->failed |= !good;
    }
    pthread_mutex_unlock(&work->lock);
    speaking_end(&speaking);
    free(out);
    return NULL;
}

/* The calling thread is one of the workers. */
static void run_workers(struct work *work)
{
    pthread_t threads[JOBS_MOST];
    int started = 0, wanted = work->job->jobs < JOBS_MOST ? work->job->jobs : JOBS_MOST;
    while (started < wanted - 1 && (size_t)started + 1 < work->progress.total &&
           pthread_create(&threads[started], NULL, run_worker, work) == 0)
        started++;
    run_worker(work);
    while (started)
        pthread_join(threads[--started], NULL);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

/* With whatever engines left in it. */
static void remove_folder(char *folder)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

static char *make_folder(struct error *error)
{
    const char *base = getenv("TMPDIR");
    char *folder = mem_format("%s/numbmed-XXXXXX", base && *base == '/' ? base : "/tmp");
    if (mkdtemp(folder))
        return folder;
    error_set(error, "no folder can be made in %s for the engine to write to",
              base && *base == '/' ? base : "/tmp");
    free(folder);
    return NULL;
}

/* Leaves no empty folders where nothing could be made: a voice is known by its folder. */
static void remove_empty_folders(const struct recordings *recordings)
{
    char *target = recording_target(recordings, &recordings->list[0], NULL);
    for (int up = 0; target && up < 2; up++) {
        *strrchr(target, '/') = '\0';
        rmdir(target);
    }
    free(target);
}

bool narrate(struct recordings *recordings, const struct narrate_job *job, struct error *error)
{
    struct error first = {""};
    struct work work = {.recordings = recordings, .job = job, .error = &first};
    work.progress.total = recordings_wanted(recordings, job->force);
    for (size_t i = 0; i < recordings->count; i++) {
        if (recording_is_wanted(&recordings->list[i], job->force))
            work.progress.words_total += count_words(recordings->list[i].say);
    }
    if (!work.progress.total)
        return true;
    work.folder = make_folder(error);
    if (!work.folder)
        return false;
    pthread_mutex_init(&work.lock, NULL);
    if (job->progress)
        job->progress(job->user, &work.progress);
    run_workers(&work);
    pthread_mutex_destroy(&work.lock);
    remove_folder(work.folder);
    if (work.progress.done == work.progress.total)
        return true;
    if (!work.progress.done)
        remove_empty_folders(recordings);
    return error_set(error, "%s",
                     *first.text && !(job->stop && atomic_load(job->stop)) ? first.text
                                                                           : "interrupted");
}
