#include "ui/edit_note.h"

#include "base/memory.h"
#include "base/text.h"
#include "ui/note.h"
#include "ui/note_plain.h"
#include "ui/record_words.h"
#include "ui/terminal.h"

#include <stdlib.h>
#include <string.h>

/* What keeps a note needs to know, and how it went the last time. */
struct keeping {
    struct journal *journal;
    int64_t id;
    struct note_hand hand;
    bool told;
    bool failed;
    struct error error;
    struct error remark; /* what else there is to say; "": nothing */
};

static bool keep(void *context, const char *text, struct error *error)
{
    struct keeping *keeping = context;
    keeping->failed =
        !journal_write_note(keeping->journal, keeping->id, text, &keeping->hand, &keeping->error);
    keeping->told = true;
    if (keeping->failed && !*keeping->error.text)
        error_set(&keeping->error, "the sitting is gone from the journal");
    *error = keeping->error;
    if (!keeping->failed && note_hand_tell(&keeping->hand, keeping->id, &keeping->remark))
        *error = keeping->remark;
    return !keeping->failed;
}

enum note_end edit_note(struct journal *journal, const struct record *record, char **unsaved,
                        const struct theme *theme, int *signal, struct error *error)
{
    struct keeping keeping = {.journal = journal, .id = record->id, .failed = *unsaved != NULL};
    char *name = text_clean(record_title(record));
    note_hand_take(&keeping.hand, record->note);
    struct note_wish wish = {.title = name,
                             .text = *unsaved ? *unsaved : mem_copy_text(record->note),
                             .keep = keep,
                             .context = &keeping};
    enum note_end end = note_write(&wish, theme, signal);
    if (keeping.failed && !keeping.told) /* left without a change */
        keep(&keeping, wish.text ? wish.text : "", error);
    error_set(error, "%s", keeping.failed ? keeping.error.text : keeping.remark.text);
    *unsaved = keeping.failed ? wish.text : NULL;
    if (!keeping.failed)
        free(wish.text);
    note_hand_free(&keeping.hand);
    free(name);
    return end;
}

bool edit_note_on_screen(struct journal *journal, const struct record *record, enum theme_wish wish,
                         bool *ground, int *signal, struct error *error)
{
    struct theme theme;
    char *unsaved = NULL;
    *signal = 0;
    *ground = false;
    if (!terminal_begin(error))
        return false;
    theme_choose(&theme, wish);
    *ground = edit_note(journal, record, &unsaved, &theme, signal, error) == NOTE_GROUND;
    terminal_end();
    bool saved = !unsaved;
    free(unsaved);
    return saved;
}

bool edit_note_in_lines(struct journal *journal, const struct record *record, int *signal,
                        struct error *error)
{
    struct keeping keeping = {.journal = journal, .id = record->id};
    struct note_wish wish = {.title = record->title, .keep = keep, .context = &keeping};
    note_hand_take(&keeping.hand, record->note);
    note_ask_plain(&wish, signal);
    note_hand_free(&keeping.hand);
    free(wish.text);
    error_set(error, "%s", keeping.failed ? keeping.error.text : keeping.remark.text);
    return !keeping.failed;
}
