#include "script/form.h"

#include <string.h>

/* The longest texts, bytes. */
enum { ID = 64, NUMBER = 16, NAME = 80, WORDS = 2000, BELL = 100 };

#define TEXT(key, from, member, most)                                                              \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, from, member, 0, most)
#define TEXT_IF_ANY(key, from, member, most)                                                       \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, from, member, 0, most)

static const cyaml_schema_field_t BREATH[] = {
    TEXT("in", struct raw_breath, in, NUMBER),
    TEXT_IF_ANY("hold", struct raw_breath, hold, NUMBER),
    TEXT("out", struct raw_breath, out, NUMBER),
    TEXT("times", struct raw_breath, times, NUMBER),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t WAY_VALUE = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, WORDS)};

/* A key with two rows may be a text, or a list of them: see script/yaml.h. */
static const cyaml_schema_field_t STEP[] = {
    TEXT("id", struct raw_step, id, ID),
    TEXT_IF_ANY("say", struct raw_step, say, WORDS),
    CYAML_FIELD_SEQUENCE("say", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_step, ways,
                         &WAY_VALUE, 0, WAYS_MOST),
    TEXT_IF_ANY("show", struct raw_step, show, WORDS),
    TEXT_IF_ANY("pause", struct raw_step, pause, NUMBER),
    TEXT_IF_ANY("least", struct raw_step, least, NUMBER),
    TEXT_IF_ANY("most", struct raw_step, most, NUMBER),
    TEXT_IF_ANY("grow", struct raw_step, grow, NUMBER),
    TEXT_IF_ANY("from", struct raw_step, from, NUMBER),
    TEXT_IF_ANY("until", struct raw_step, until, NUMBER),
    TEXT_IF_ANY("tag", struct raw_step, tag, NAME),
    CYAML_FIELD_MAPPING_PTR("breathe", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_step,
                            breathe, BREATH),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t STEP_VALUE = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_step, STEP)};

static const cyaml_schema_value_t MINUTE_VALUE = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, NUMBER)};

const cyaml_schema_field_t BELLS_FIELDS[] = {
    TEXT_IF_ANY("start", struct raw_bells, start, BELL),
    TEXT_IF_ANY("end", struct raw_bells, end, BELL),
    TEXT_IF_ANY("every", struct raw_bells, every, BELL),
    CYAML_FIELD_END,
};

const char *const BELLS_SHORTHAND[] = {"bells", NULL};

static const struct reserved RESERVED[] = {
    {"lang", "'lang' is reserved for a later format; leave it out"},
    {"allow", "'allow' is reserved for a later format; leave it out"},
    {NULL, NULL},
};

/* A sequence field whose entries and cap are only known at run time. */
static void set_sequence(cyaml_schema_field_t *field, const cyaml_schema_value_t *entry,
                         unsigned most)
{
    field->value.sequence.entry = entry;
    field->value.sequence.max = most;
}

void practice_form_make(struct practice_form *form, const struct load_caps *caps)
{
    const cyaml_schema_field_t section[] = {
        TEXT("name", struct raw_section, name, NAME),
        TEXT_IF_ANY("closing", struct raw_section, closing, NUMBER),
        CYAML_FIELD_SEQUENCE("steps", CYAML_FLAG_POINTER, struct raw_section, steps, &STEP_VALUE, 0,
                             1),
        CYAML_FIELD_END,
    };
    const cyaml_schema_field_t practice[] = {
        TEXT("format", struct raw_practice, format, NUMBER),
        TEXT("id", struct raw_practice, id, ID),
        TEXT("title", struct raw_practice, title, TITLE_MOST),
        TEXT("about", struct raw_practice, about, ABOUT_MOST),
        CYAML_FIELD_SEQUENCE("minutes", CYAML_FLAG_POINTER, struct raw_practice, minutes,
                             &MINUTE_VALUE, 0, LENGTHS_MOST),
        TEXT("default", struct raw_practice, usual, NUMBER),
        TEXT_IF_ANY("group", struct raw_practice, group, GROUP_MOST),
        CYAML_FIELD_MAPPING("bells", CYAML_FLAG_OPTIONAL, struct raw_practice, bells, BELLS_FIELDS),
        TEXT_IF_ANY("background", struct raw_practice, background, ID),
        TEXT_IF_ANY("sleep", struct raw_practice, sleep, NUMBER),
        CYAML_FIELD_SEQUENCE("sections", CYAML_FLAG_POINTER, struct raw_practice, sections,
                             &STEP_VALUE, 0, 1),
        CYAML_FIELD_END,
    };
    memcpy(form->section_fields, section, sizeof section);
    memcpy(form->practice_fields, practice, sizeof practice);
    set_sequence(&form->section_fields[2], &STEP_VALUE, caps->steps);
    set_sequence(&form->practice_fields[PRACTICE_FIELDS - 1], &form->section, caps->sections);
    form->section = (cyaml_schema_value_t){
        CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_section, form->section_fields)};
    form->practice = (cyaml_schema_value_t){
        CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_practice, form->practice_fields)};
    form->form = (struct yaml_form){&form->practice, RESERVED, caps->file_bytes, "format: 1",
                                    BELLS_SHORTHAND};
}
