#include "cmd/commands.h"

#include "base/memory.h"
#include "base/print.h"
#include "base/text.h"
#include "script/shelf.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *minutes_json(const struct head *head)
{
    json_t *minutes = json_array();
    for (size_t i = 0; i < head->minutes_count; i++)
        json_array_append_new(minutes, json_integer(head->minutes[i]));
    return minutes;
}

static json_t *entry_json(const struct entry *entry)
{
    if (entry->state == ENTRY_BROKEN)
        return json_pack("{s:s, s:o}", "id", entry->id, "error",
                         json_sprintf("%s:%s", entry->path, entry->error));
    const struct head *head = &entry->head;
    return json_pack("{s:s, s:s, s:s, s:s?, s:o, s:i}", "id", entry->id, "title", head->title,
                     "about", head->about, "group", head->group, "minutes", minutes_json(head),
                     "default", head->default_minutes);
}

static int list_json(const struct library *library)
{
    json_t *list = json_array();
    for (size_t i = 0; i < library->count; i++)
        json_array_append_new(list, entry_json(&library->entries[i]));
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
    return EXIT_SUCCESS;
}

static int widest_id(const struct library *library)
{
    int widest = 0;
    for (size_t i = 0; i < library->count; i++) {
        int width = text_width(library->entries[i].id, strlen(library->entries[i].id));
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* "5, 10, 20"; to be freed. */
static char *spell_minutes(const struct head *head)
{
    char *spelt = mem_copy_text("");
    for (size_t i = 0; i < head->minutes_count; i++) {
        char *longer = mem_format("%s%s%d", spelt, i ? ", " : "", head->minutes[i]);
        free(spelt);
        spelt = longer;
    }
    return spelt;
}

static void list_entry(const struct entry *entry, int indent, int width)
{
    const struct head *head = &entry->head;
    int column = indent + width + 2;
    if (entry->state == ENTRY_BROKEN) {
        print_line(stdout, column, "%*s%-*s  broken: %s:%s", indent, "", width, entry->id,
                   entry->path, entry->error);
        return;
    }
    char *minutes = spell_minutes(head);
    print_line(stdout, column, "%*s%-*s  %s (%s min)", indent, "", width, entry->id, head->title,
               minutes);
    print_line(stdout, column, "%*s%s", column, "", head->about);
    free(minutes);
}

static void list_heading(const char *heading, bool first)
{
    if (!first)
        putchar('\n');
    print_line(stdout, 0, "%s", heading);
}

/* In the order of the menu; what is below a heading is indented. */
static void list_lines(struct library *library)
{
    struct shelf shelf;
    shelf_make(&shelf, library);
    int width = widest_id(library), indent = shelf.count && shelf.rows[0].heading ? 2 : 0;
    for (size_t i = 0; i < shelf.count; i++) {
        const struct shelf_row *row = &shelf.rows[i];
        if (row->heading)
            list_heading(row->heading, i == 0);
        else
            list_entry(&library->entries[row->entry], indent, width);
    }
    shelf_free(&shelf);
}

int command_list(const struct options *options)
{
    struct library *library = library_open();
    struct error error;
    if (library_is_empty(library, &error))
        fail_with(EXIT_SUCCESS, error.text);
    for (size_t i = 0; i < library->count; i++)
        library_check(&library->entries[i]);
    if (options->json)
        list_json(library);
    else
        list_lines(library);
    library_free(library);
    return EXIT_SUCCESS;
}
