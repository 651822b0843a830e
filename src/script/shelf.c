#include "script/shelf.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The practice that numbmed was made for. */
#define FLAGSHIP "emotional-numbness"

static const char *const KNOWN[] = {"start here", "feeling", "body", "kindness", "rest"};

/* After the groups that are known: all others, then what is in none. */
enum { KNOWN_COUNT = sizeof KNOWN / sizeof *KNOWN, OTHER = KNOWN_COUNT, NONE };

/* What a practice is ordered by; texts belong to its entry. */
struct item {
    size_t rank; /* of its group */
    const char *group;
    bool flagship;
    const char *title;
    const char *id;
    size_t entry;
};

static size_t rank_of(const char *group)
{
    size_t rank = 0;
    while (rank < KNOWN_COUNT && strcasecmp(group, KNOWN[rank]) != 0)
        rank++;
    return rank;
}

static struct item item_of(struct library *library, size_t index)
{
    struct entry *entry = &library->entries[index];
    library_read_head(entry);
    const char *group = entry->state == ENTRY_BROKEN ? NULL : entry->head.group;
    return (struct item){
        .rank = group ? rank_of(group) : NONE,
        .group = group ? group : "",
        .flagship = strcmp(entry->id, FLAGSHIP) == 0,
        .title = entry->state == ENTRY_BROKEN ? entry->id : entry->head.title,
        .id = entry->id,
        .entry = index,
    };
}

static int compare_groups(const struct item *a, const struct item *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return strcasecmp(a->group, b->group);
}

static int compare_items(const void *a, const void *b)
{
    const struct item *one = a, *other = b;
    int order = compare_groups(one, other);
    if (!order && one->flagship != other->flagship)
        order = one->flagship ? -1 : 1;
    if (!order)
        order = strcasecmp(one->title, other->title);
    return order ? order : strcmp(one->id, other->id);
}

static void add_row(struct shelf *shelf, char *heading, size_t entry)
{
    shelf->rows = mem_grow(shelf->rows, shelf->count, sizeof *shelf->rows);
    shelf->rows[shelf->count++] = (struct shelf_row){heading, entry};
}

static char *heading_of(const struct item *item)
{
    return mem_copy_text(item->rank < KNOWN_COUNT ? KNOWN[item->rank]
                         : item->rank == OTHER    ? item->group
                                                  : "others");
}

void shelf_make(struct shelf *shelf, struct library *library)
{
    struct item *items = mem_new(library->count, sizeof *items);
    *shelf = (struct shelf){0};
    for (size_t i = 0; i < library->count; i++)
        items[i] = item_of(library, i);
    if (library->count)
        qsort(items, library->count, sizeof *items, compare_items);
    bool grouped = library->count && items[0].rank != NONE;
    for (size_t i = 0; i < library->count; i++) {
        if (grouped && (i == 0 || compare_groups(&items[i - 1], &items[i]) != 0))
            add_row(shelf, heading_of(&items[i]), 0);
        add_row(shelf, NULL, items[i].entry);
    }
    free(items);
}

void shelf_free(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        free(shelf->rows[i].heading);
    free(shelf->rows);
    *shelf = (struct shelf){0};
}
