#include "ui/practice_menu.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void practice_menu_open(struct practice_menu *rows, struct library *library,
                        const struct place *places, size_t place_count)
{
    *rows =
        (struct practice_menu){.library = library, .places = places, .place_count = place_count};
    shelf_make(&rows->shelf, library);
}

void practice_menu_close(struct practice_menu *rows)
{
    shelf_free(&rows->shelf);
    free(rows->minutes);
}

/* An empty row parts the places from the practices. */
size_t practice_menu_count(const struct practice_menu *rows)
{
    return rows->shelf.count + (rows->place_count ? 1 + rows->place_count : 0);
}

struct entry *practice_menu_entry(const struct practice_menu *rows, size_t index)
{
    if (index >= rows->shelf.count || rows->shelf.rows[index].heading)
        return NULL;
    return &rows->library->entries[rows->shelf.rows[index].entry];
}

size_t practice_menu_row_of(const struct practice_menu *rows, size_t place)
{
    return rows->shelf.count + 1 + place;
}

const struct place *practice_menu_place(const struct practice_menu *rows, size_t index)
{
    return index > rows->shelf.count ? &rows->places[index - rows->shelf.count - 1] : NULL;
}

static char *join_minutes(const struct head *head)
{
    char *text = mem_copy_text("");
    for (size_t i = 0; i < head->minutes_count; i++) {
        char *longer = mem_format("%s%d ", text, head->minutes[i]);
        free(text);
        text = longer;
    }
    char *whole = mem_format("%smin", text);
    free(text);
    return whole;
}

static void entry_row(struct practice_menu *rows, const struct entry *entry, struct menu_row *row)
{
    free(rows->minutes);
    rows->minutes = NULL;
    if (entry->state == ENTRY_BROKEN) {
        *row = (struct menu_row){
            .name = entry->id, .about = entry->error, .right = "broken", .dim = true};
        return;
    }
    rows->minutes = join_minutes(&entry->head);
    *row = (struct menu_row){
        .name = entry->head.title, .about = entry->head.about, .right = rows->minutes};
}

void practice_menu_row(void *context, size_t index, struct menu_row *row)
{
    struct practice_menu *rows = context;
    const struct entry *entry = practice_menu_entry(rows, index);
    const struct place *place = practice_menu_place(rows, index);
    *row = (struct menu_row){.name = "", .about = "", .right = "", .heading = !entry && !place};
    if (entry) {
        entry_row(rows, entry, row);
    } else if (place) {
        *row = (struct menu_row){
            .name = place->name, .about = place->about, .right = place->right, .dim = place->dim};
    } else if (index < rows->shelf.count) {
        row->name = rows->shelf.rows[index].heading;
    }
}

bool practice_menu_check(void *context)
{
    struct practice_menu *rows = context;
    if (rows->checked >= rows->library->count)
        return false;
    library_check(&rows->library->entries[rows->checked++]);
    return rows->checked < rows->library->count;
}

size_t practice_menu_find(const struct practice_menu *rows, const char *id)
{
    size_t first = practice_menu_count(rows);
    for (size_t i = 0; i < rows->shelf.count; i++) {
        const struct entry *entry = practice_menu_entry(rows, i);
        if (entry && strcmp(entry->id, id) == 0)
            return i;
        if (entry && i < first)
            first = i;
    }
    return first < practice_menu_count(rows) ? first : 0;
}
