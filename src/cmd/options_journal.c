/* The options of the verbs of numbmed journal, each a row. */
#include "cmd/options.h"

static bool take_deleted(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->deleted = true;
}

static bool take_all(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->all = true;
}

static bool take_at(struct options *options, const char *value, struct error *error)
{
    (void)error;
    options->at = value;
    return true;
}

static bool take_title(struct options *options, const char *value, struct error *error)
{
    (void)error;
    options->title = value;
    return true;
}

static bool take_note(struct options *options, const char *value, struct error *error)
{
    (void)error;
    options->note = value;
    return true;
}

static bool take_clear(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->clear = true;
}

static bool take_undo(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->undo = true;
}

static bool take_dry_run(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->dry_run = true;
}

static bool take_date_order(struct options *options, const char *value, struct error *error)
{
    return date_order_named(value, &options->date_order) ||
           error_set(error, "'%s' is no order of dates; write dmy, mdy or ymd", value);
}

const struct option_row OPTION_DELETED = {
    "deleted", 0, NULL, "Those that are deleted, instead of those that aren't.", take_deleted};
const struct option_row OPTION_ALL = {"all", 0, NULL, "Every sitting and note.", take_all};
const struct option_row OPTION_AT = {
    "at", 0, "WHEN", "When it began: 21:30, yesterday 21:30 or 2026-11-03 21:30.", take_at};
const struct option_row OPTION_TITLE = {"title", 0, "TEXT", "What it was.", take_title};
const struct option_row OPTION_NOTE = {"note", 0, "TEXT", "A note on it.", take_note};
const struct option_row OPTION_CLEAR = {"clear", 0, NULL,
                                        "Removes the note; --undo brings it back.", take_clear};
const struct option_row OPTION_UNDO = {
    "undo", 0, NULL, "Brings back the previous note; said again, the one before that.", take_undo};
const struct option_row OPTION_DATE_ORDER = {
    "date-order", 0, "dmy|mdy|ymd", "What 04/05/2026 is in this file, where the file doesn't tell.",
    take_date_order};
const struct option_row OPTION_DRY_RUN = {
    "dry-run", 0, NULL, "Say what would come in, and change nothing.", take_dry_run};
