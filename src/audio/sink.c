#include "audio/sink.h"

#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct sink_class *const SINK_CLASSES[] = {&SINK_PULSE, &SINK_ALSA, &SINK_SNDIO, &SINK_OSS};
const size_t SINK_CLASS_COUNT = sizeof SINK_CLASSES / sizeof *SINK_CLASSES;

/* Choices that name no class. */
static const char AUTO[] = "auto", SILENT[] = "silent";

struct sink {
    const struct sink_class *class;
    void *state;
};

static const struct sink_class *find_class(const char *name)
{
    for (size_t i = 0; i < SINK_CLASS_COUNT; i++) {
        if (strcmp(SINK_CLASSES[i]->name, name) == 0)
            return SINK_CLASSES[i];
    }
    return NULL;
}

static bool check_target(const struct sink_class *class, const char *kind, const char *target,
                         struct error *error)
{
    if (!class && strcmp(kind, AUTO) != 0 && strcmp(kind, SILENT) != 0)
        return error_set(error,
                         "there is no sound output \"%.40s\"; use auto, pulse, alsa, sndio, oss or "
                         "silent",
                         kind);
    if (target && (!class || !class->named))
        return error_set(error, "%s takes no device name; use %s alone", kind, kind);
    if (target && !*target)
        return error_set(error, "a device name is missing after \"%s:\"; use %s alone or %s:NAME",
                         kind, kind, kind);
    if (target && !text_is_utf8(target, strlen(target)))
        return error_set(error, "the device name after \"%s:\" is not UTF-8; copy it again", kind);
    return true;
}

bool sink_parse(const char *text, struct sink_choice *choice, struct error *error)
{
    char *kind = mem_copy_text(text), *target = strchr(kind, ':');
    if (target)
        *target++ = '\0';
    bool good = check_target(find_class(kind), kind, target, error);
    if (good && target && strlen(target) >= sizeof choice->target)
        good = error_set(error,
                         "a device name may have %zu bytes at most; give the output a "
                         "shorter one",
                         sizeof choice->target - 1);
    if (good) {
        snprintf(choice->kind, sizeof choice->kind, "%s", kind);
        snprintf(choice->target, sizeof choice->target, "%s", target ? target : "");
    }
    free(kind);
    return good;
}

/* Once for all libpulse clients of this process; their environment is stronger than the names
 * libao gives. */
void sink_prepare(const struct sink_choice *choice)
{
    setenv("PULSE_PROP_OVERRIDE_application.name", "numbmed", 1);
    char latency[16];
    snprintf(latency, sizeof latency, "%d", choice->latency_ms);
    setenv("PULSE_LATENCY_MSEC", latency, 1);
}

size_t sink_block(int latency_ms)
{
    enum { MARGIN_MS = 40, LEAST_MS = 5 };
    int block_ms = (latency_ms - MARGIN_MS) / 2;
    return (size_t)(block_ms > LEAST_MS ? block_ms : LEAST_MS) * FRAMES_PER_MS;
}

static struct sink *open_class(const struct sink_class *class, const char *target, int latency_ms,
                               struct error *error)
{
    void *state = class->open(class, target, latency_ms, error);
    if (!state)
        return NULL;
    struct sink *sink = mem_new(1, sizeof *sink);
    *sink = (struct sink){.class = class, .state = state};
    return sink;
}

/* Tries one class after another; why one doesn't open is in the log. */
static struct sink *open_chain(const struct sink_choice *choice)
{
    struct error why;
    for (size_t i = 0; i < SINK_CLASS_COUNT; i++) {
        const struct sink_class *class = SINK_CLASSES[i];
        if (strcmp(class->name, choice->kind) == 0 && !*choice->target)
            continue; /* tried already */
        struct sink *sink = open_class(class, NULL, choice->latency_ms, &why);
        if (sink)
            return sink;
        log_line("%s", why.text);
    }
    return NULL;
}

/* "pulse, alsa, sndio and oss": all classes but this one (NULL: none). To be freed. */
static char *list_others(const struct sink_class *class)
{
    char *list = mem_copy_text("");
    for (size_t i = 0, left = SINK_CLASS_COUNT - (class != NULL); i < SINK_CLASS_COUNT; i++) {
        if (SINK_CLASSES[i] == class)
            continue;
        left--;
        char *longer = mem_format("%s%s%s", list, SINK_CLASSES[i]->name,
                                  left > 1    ? ", "
                                  : left == 1 ? " and "
                                              : "");
        free(list);
        list = longer;
    }
    return list;
}

static void tell_none(const struct sink_class *class, const char *first, struct error *error)
{
    char *others = list_others(class);
    if (class)
        error_set(error, "%.300s; %s don't open either", first, others);
    else
        error_set(error, "%s don't open", others);
    free(others);
}

struct sink *sink_open(const struct sink_choice *choice, struct error *error)
{
    const struct sink_class *class = find_class(choice->kind);
    struct error first = {""};
    struct sink *sink = NULL;
    if (class) {
        const char *target = *choice->target ? choice->target : NULL;
        sink = open_class(class, target, choice->latency_ms, &first);
        if (!sink)
            log_line("%s", first.text);
    }
    if (!sink)
        sink = open_chain(choice);
    if (!sink)
        tell_none(class, first.text, error);
    else if (error)
        *error = first;
    return sink;
}

const char *sink_name(const struct sink *sink)
{
    return sink->class->name;
}

int64_t sink_room(const struct sink *sink, int latency_ms)
{
    return (sink->class->room_ms ? sink->class->room_ms : latency_ms) * FRAMES_PER_MS;
}

bool sink_write(struct sink *sink, const int16_t *samples, size_t frames)
{
    return sink->class->write(sink->state, samples, frames);
}

void sink_close(struct sink *sink)
{
    if (!sink)
        return;
    sink->class->close(sink->state);
    free(sink);
}
