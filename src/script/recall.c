#include "script/recall.h"

#include "base/frames.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/path.h"
#include "script/value.h"
#include "script/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FULL_VOLUME = 100, CAP = 64 * 1024 };

/* The file as it is spelt. */
struct raw_recall {
    char *practice;
    char *length;
    char *voice;
    char *volume;
    char *welcomed;
};

#define TEXT(key)                                                                                  \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_recall, key, \
                           0, 64)

static const cyaml_schema_field_t FIELDS[] = {
    TEXT(practice), TEXT(length), TEXT(voice), TEXT(volume), TEXT(welcomed), CYAML_FIELD_END,
};

static const cyaml_schema_value_t SCHEMA = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_recall, FIELDS)};

static const struct yaml_form FORM = {.schema = &SCHEMA, .cap = CAP};

static char *recall_path(void)
{
    char *folder = path_state();
    char *path = folder ? path_join(folder, "state.yaml") : NULL;
    free(folder);
    return path;
}

static void copy_name(char *to, size_t size, const char *from)
{
    if (from && value_is_id(from))
        snprintf(to, size, "%s", from);
}

static void take(struct recall *recall, const struct raw_recall *raw)
{
    copy_name(recall->practice, sizeof recall->practice, raw->practice);
    copy_name(recall->voice, sizeof recall->voice, raw->voice);
    if (raw->length && !frames_parse(raw->length, &recall->frames))
        recall->frames = 0;
    if (raw->volume && !value_number(raw->volume, 0, FULL_VOLUME, &recall->volume))
        recall->volume = FULL_VOLUME;
    recall->known = raw->practice || raw->length || raw->voice || raw->volume;
    recall->welcomed = recall->known || (raw->welcomed && strcmp(raw->welcomed, "true") == 0);
}

void recall_load(struct recall *recall)
{
    struct yaml yaml;
    struct faults faults = {0};
    char *path = recall_path();
    *recall = (struct recall){.volume = FULL_VOLUME};
    if (path && access(path, F_OK) == 0) {
        if (yaml_open(path, &FORM, &yaml, &faults))
            take(recall, yaml.data);
        yaml_close(&yaml, &FORM);
    }
    if (faults.count)
        log_line("%s:%d: %s", path, faults.list[0].mark.line, faults.list[0].text);
    faults_free(&faults);
    free(path);
}

/* The file's text, to be freed. */
static char *spell(const struct recall *recall)
{
    char length[32];
    const char *welcomed = recall->welcomed ? "welcomed: true\n" : "";
    if (!recall->known)
        return mem_copy_text(welcomed);
    frames_format_duration(recall->frames, length, sizeof length);
    return mem_format("practice: \"%s\"\nlength: %s\nvoice: \"%s\"\nvolume: %d\n%s",
                      recall->practice, length, recall->voice, recall->volume, welcomed);
}

bool recall_save(const struct recall *recall, struct error *error)
{
    char *folder = path_state(), *path = recall_path();
    if (!path) {
        free(folder);
        return error_set(error, "neither HOME nor XDG_STATE_HOME is set; nothing is remembered");
    }
    char *text = spell(recall);
    bool saved = path_make_folders(folder, error) && path_write(path, text, strlen(text), error);
    free(text);
    free(path);
    free(folder);
    return saved;
}
