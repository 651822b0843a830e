#include "play/check.h"

#include "audio/clip.h"
#include "base/frames.h"
#include "script/head.h"
#include "script/load.h"

#include <string.h>

static bool comes_before(struct mark a, struct mark b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/* The menu reads only what stands above the sections. */
static void check_head(const struct practice *practice, struct faults *faults)
{
    static const char *const KEYS[] = {"format", "id", "title", "about", "minutes", "default"};
    struct head head;
    if (head_read(practice->path, practice->id, &head, NULL)) {
        head_free(&head);
        return;
    }
    struct mark body = practice_mark_field(practice, "sections");
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        struct mark mark = practice_mark_field(practice, KEYS[i]);
        if (comes_before(body, mark))
            faults_add(faults, mark, "'%s' stands below 'sections'; the menu needs it above",
                       KEYS[i]);
    }
}

static void check_length(const struct practice *practice, const struct narration *narration,
                         int minutes, struct faults *faults)
{
    int64_t frames = minutes * FRAMES_PER_MINUTE, unused, shortest, longest;
    char low[32], high[32];
    if (timeline_fits(practice, narration->speech, frames))
        return;
    timeline_neighbours(practice, narration->speech, 1, &unused, &shortest);
    timeline_neighbours(practice, narration->speech, timeline_limit(practice) + 1, &longest,
                        &unused);
    frames_format_duration(shortest, low, sizeof low);
    frames_format_duration(longest, high, sizeof high);
    faults_add(
        faults, practice_mark_field(practice, "minutes"),
        "%d minutes can't be met; the shortest length that fits is %s, the longest %s: offer "
        "another, or let the pauses shrink (least) or grow (most, grow)",
        minutes, low, high);
}

static void check_words(const struct practice *practice, const struct narration *narration,
                        size_t step, struct faults *faults)
{
    struct clip_facts facts;
    if (!narration->paths[step] || !clip_probe(narration->paths[step], &facts, NULL))
        return;
    if (facts.title && strcmp(facts.title, practice->steps[step].say) != 0)
        faults_add(faults, practice_mark_step(practice, step, "say"),
                   "the recording %s speaks other words; record it anew", narration->paths[step]);
    clip_facts_free(&facts);
}

void check_practice(const struct practice *practice, const struct narration *narration,
                    struct faults *faults)
{
    check_head(practice, faults);
    for (size_t i = 0; i < practice->minutes_count; i++)
        check_length(practice, narration, practice->minutes[i], faults);
    for (size_t i = 0; i < practice->step_count; i++)
        check_words(practice, narration, i, faults);
    faults_sort(faults);
}
