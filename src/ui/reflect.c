#include "ui/reflect.h"

#include "base/memory.h"
#include "base/print.h"
#include "ui/check_in_ask.h"
#include "ui/check_in_lines.h"
#include "ui/help_now.h"
#include "ui/note.h"
#include "ui/note_plain.h"
#include "ui/note_write.h"
#include "ui/offer.h"
#include "ui/pager.h"
#include "ui/terminal.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- how it is */

struct keeping {
    struct diary *diary;
    enum moment moment;
};

static void keep_answers(void *context, const struct check_in *answers)
{
    const struct keeping *keeping = context;
    struct check_in *kept = &keeping->diary->record.check_ins[keeping->moment];
    if (check_in_equal(kept, answers))
        return;
    *kept = *answers;
    diary_keep(keeping->diary); /* what fails now is offered again at the end */
}

static enum choice page_through(struct reflection *reflection, const struct page *page)
{
    struct pager pager = {.page = page, .where = KEYS_PAGE | KEYS_GROUND};
    enum action action = pager_show(&pager, reflection->theme, &reflection->signal);
    pager_free(&pager);
    return action == ACTION_GROUND      ? CHOICE_GROUND
           : action == ACTION_LEAVE_NOW ? CHOICE_GONE
                                        : CHOICE_BACK;
}

static enum choice write_out(const struct page *page)
{
    sheet_write(page, print_width(stdout, SHEET_WIDTH), stdout);
    fflush(stdout);
    return CHOICE_BACK;
}

/* Whom to turn to. CHOICE_BACK, CHOICE_GROUND or CHOICE_GONE. */
static enum choice show_help_now(struct reflection *reflection)
{
    char country[3];
    struct help_lines help;
    struct page page;
    help_lines_load(&help, reflection->library);
    help_lines_country(country);
    help_now_page(&page, &help, country, reflection->theme != NULL);
    enum choice choice = reflection->theme ? page_through(reflection, &page) : write_out(&page);
    page_free(&page);
    help_lines_free(&help);
    return choice;
}

enum choice reflect(struct reflection *reflection, enum moment moment)
{
    static const enum choice CHOICES[] = {
        [CHECK_IN_DONE] = CHOICE_ANSWERED,
        [CHECK_IN_SKIPPED] = CHOICE_BACK,
        [CHECK_IN_GROUND] = CHOICE_GROUND,
        [CHECK_IN_GONE] = CHOICE_GONE,
    };
    struct keeping keeping = {reflection->diary, moment};
    struct check_in answers = reflection->diary->record.check_ins[moment];
    for (;;) {
        enum check_in_end end =
            reflection->theme
                ? check_in_ask(&answers, moment, reflection->theme, keep_answers, &keeping,
                               &reflection->signal)
                : check_in_ask_lines(&answers, moment, keep_answers, &keeping, &reflection->signal);
        enum choice choice = end == CHECK_IN_HELP ? show_help_now(reflection) : CHOICES[end];
        if (end != CHECK_IN_HELP || choice != CHOICE_BACK)
            return choice;
    }
}

/* ---- a note */

static bool keep_note(void *context, const char *text, struct error *error)
{
    struct diary *diary = context;
    record_set_note(&diary->record, text);
    if (diary_keep(diary)) {
        if (note_hand_tell(&diary->said.note, diary->record.id, &diary->met))
            *error = diary->met;
        return true;
    }
    *error = diary->problem;
    return false;
}

enum choice reflect_note(struct reflection *reflection)
{
    struct diary *diary = reflection->diary;
    diary_look_up_note(diary);
    struct note_wish wish = {.title = diary->record.title,
                             .text = mem_copy_text(diary->record.note),
                             .keep = keep_note,
                             .context = diary};
    enum note_end end = reflection->theme
                            ? note_write(&wish, reflection->theme, &reflection->signal)
                            : note_ask_plain(&wish, &reflection->signal);
    free(wish.text);
    return end == NOTE_GROUND ? CHOICE_GROUND : end == NOTE_GONE ? CHOICE_GONE : CHOICE_ANSWERED;
}

/* ---- what couldn't be written */

enum choice reflect_unwritten(struct reflection *reflection)
{
    struct diary *diary = reflection->diary;
    while (*diary->problem.text) {
        enum choice choice = reflection->theme ? offer_again(diary->problem.text, reflection->theme,
                                                             &reflection->signal)
                                               : offer_again_in_lines(diary_trouble(diary));
        if (choice != CHOICE_MADE)
            return choice == CHOICE_BACK ? CHOICE_ANSWERED : choice;
        diary_keep(diary);
    }
    return CHOICE_ANSWERED;
}
