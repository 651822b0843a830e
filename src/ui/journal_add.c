#include "ui/journal_add.h"

#include "ui/elsewhere.h"

static bool take_when(struct record *record, const char *text, struct error *error)
{
    return elsewhere_when(record, text, when_now(), error);
}

static const struct {
    const char *ask;
    const char *again; /* where the answer was none */
    bool (*take)(struct record *record, const char *text, struct error *error);
} QUESTIONS[] = {
    {"How many minutes?", "A number, such as 12 or 12m30s:", elsewhere_length},
    {"When did it begin? Enter: it just ended.",
     "Before now, such as 7:30 or 2026-11-03 21:30:", take_when},
    {"What was it? Enter: just sitting.", "A shorter name:", elsewhere_title},
    {"A line about it? Enter: none.", "A line about it? Enter: none.", elsewhere_note},
};

enum { QUESTION_COUNT = sizeof QUESTIONS / sizeof *QUESTIONS };

static void ask(struct menu *menu, const char *question)
{
    menu->ask = question;
    menu->answer[0] = '\0';
}

void journal_add_begin(struct journal_add *add, struct menu *menu)
{
    journal_add_free(add);
    elsewhere_begin(&add->record);
    add->question = 0;
    ask(menu, QUESTIONS[0].ask);
}

bool journal_add_answer(struct journal_add *add, struct menu *menu)
{
    struct error unused;
    if (!QUESTIONS[add->question].take(&add->record, menu->answer, &unused)) {
        ask(menu, QUESTIONS[add->question].again);
        return false;
    }
    if (++add->question == QUESTION_COUNT)
        return true;
    ask(menu, QUESTIONS[add->question].ask);
    return false;
}

void journal_add_free(struct journal_add *add)
{
    record_free(&add->record);
}
