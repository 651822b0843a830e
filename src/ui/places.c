#include "ui/places.h"

#include "base/memory.h"
#include "script/progress.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void places_open(struct places *places, const struct place *list, size_t count)
{
    *places = (struct places){.list = mem_new(count, sizeof *list), .count = count};
    memcpy(places->list, list, count * sizeof *list);
    places->underway = SIZE_MAX;
}

static void forget_texts(struct places *places)
{
    for (size_t i = 0; i < places->text_count; i++)
        free(places->texts[i]);
    places->text_count = 0;
}

void places_close(struct places *places)
{
    forget_texts(places);
    free(places->texts);
    free(places->list);
}

static const char *keep(struct places *places, char *text)
{
    places->texts = mem_grow(places->texts, places->text_count, sizeof *places->texts);
    return places->texts[places->text_count++] = text;
}

/* What it is to whoever hasn't begun it; then what comes next, or a kind word. */
static char *about_course(const struct course *course, const struct recall_course *known,
                          const char *today)
{
    const char *note = progress_note(course, known, today);
    if (*note || !progress_count(course, known))
        return mem_copy_text(*note ? note : course->about);
    return mem_format("Next: %s", course->days[progress_next(course, known)].title);
}

static struct place place_of(struct places *places, const struct course_entry *entry,
                             const struct recall_course *known, const char *today)
{
    if (!entry->course)
        return (struct place){
            .name = entry->id, .about = entry->error, .right = "broken", .dim = true};
    return (struct place){.name = entry->course->title,
                          .about = keep(places, about_course(entry->course, known, today)),
                          .right = keep(places, progress_text(entry->course, known)),
                          .course = entry->course,
                          .visit = places->visit};
}

void places_refresh(struct places *places)
{
    char today[DATE_SIZE];
    date_today(today);
    forget_texts(places);
    places->underway = SIZE_MAX;
    for (size_t i = 0; i < places->course_count; i++) {
        const struct course_entry *entry = &places->courses->list[i];
        const struct recall_course *known = recall_course(places->recall, entry->id);
        bool last = known && known == places->recall->courses;
        places->list[i] = place_of(places, entry, known, today);
        if (entry->course && last && progress_is_underway(entry->course, known, today))
            places->underway = i;
    }
}

void places_add_courses(struct places *places, const struct courses *courses,
                        const struct recall *recall, visit_place *visit)
{
    size_t count = courses->count;
    places->list = mem_resize(places->list, places->count + count, sizeof *places->list);
    memmove(places->list + count, places->list, places->count * sizeof *places->list);
    places->count += count;
    places->course_count = count;
    places->courses = courses;
    places->recall = recall;
    places->visit = visit;
    places_refresh(places);
}
