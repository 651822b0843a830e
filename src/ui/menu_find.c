#include "ui/menu_find.h"

#include "base/fold.h"
#include "ui/keys.h"
#include "ui/typing.h"

#include <string.h>

enum { ESCAPE = 27 };

/* Whether a row can be chosen whose name or line holds the word. */
static bool holds_word(struct menu *menu, size_t index)
{
    struct menu_row row;
    menu->row(menu->context, index, &row);
    return !row.heading &&
           (fold_find(row.name, menu->find, NULL) || fold_find(row.about, menu->find, NULL));
}

/* The first row that holds the word, from `from` on and round, forwards (`by` 1) or backwards (-1);
 * `count` where none does. */
static size_t find_from(struct menu *menu, size_t from, long by)
{
    size_t count = menu->count, step = by < 0 ? count - 1 : 1, index = from;
    for (size_t i = 0; i < count; i++, index = (index + step) % count) {
        if (holds_word(menu, index))
            return index;
    }
    return count;
}

/* Moves to the first row, from where the typing began on, that holds the word; back there if none
 * does. */
static void find(struct menu *menu)
{
    size_t found = *menu->find ? find_from(menu, menu->began, 1) : menu->count;
    menu->lost = *menu->find && found == menu->count;
    menu->cursor = found < menu->count ? found : menu->began;
}

/* Moves to the next row that holds it, or to the one before. */
static void find_another(struct menu *menu, long by)
{
    if (*menu->find && !menu->lost && menu->count)
        menu->cursor = find_from(menu, (menu->cursor + menu->count + (size_t)by) % menu->count, by);
}

void menu_find_begin(struct menu *menu)
{
    menu->finding = true;
    menu->began = menu->cursor;
    menu->lost = false;
    if (!menu->search) /* else what chose among the rows can be gone on with */
        menu->find[0] = '\0';
}

void menu_find_key(struct menu *menu, int key)
{
    char before[sizeof menu->find];
    enum action action = keys_find(KEYS_FIND, key);
    if (!menu->search && (action == ACTION_UP || action == ACTION_DOWN)) {
        find_another(menu, action == ACTION_UP ? -1 : 1);
        return;
    }
    memcpy(before, menu->find, sizeof before);
    menu->finding = typing_take(menu->find, sizeof menu->find, key);
    if (key == ESCAPE)
        menu->find[0] = '\0';
    if (!menu->search) {
        if (menu->finding || key == ESCAPE)
            find(menu);
        if (menu->lost && !menu->finding)
            menu->line = "nothing in this list holds that word";
        return;
    }
    menu->unsearched |= strcmp(before, menu->find) != 0;
}
