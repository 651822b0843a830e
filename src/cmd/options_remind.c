/* The options of numbmed remind, each a row. */
#include "cmd/options.h"

#include "remind/reminder.h"
#include "script/value.h"

static bool take_days(struct options *options, const char *value, struct error *error)
{
    return reminder_parse_days(value, &options->days, error);
}

static bool take_practice(struct options *options, const char *value, struct error *error)
{
    if (!value_is_id(value))
        return error_set(
            error, "--practice '%s' isn't a practice; numbmed list shows what there is", value);
    options->practice = value;
    return true;
}

static bool take_list(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->list = true;
}

static bool take_off(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->off = true;
}

static bool take_notify(struct options *options, const char *value, struct error *error)
{
    (void)value, (void)error;
    return options->notify = true;
}

const struct option_row OPTION_DAYS = {
    "days", 0, "DAYS",
    "On which days: a range such as mon-fri, days such as sat,sun, or daily (the default).",
    take_days};
const struct option_row OPTION_PRACTICE = {"practice", 0, "PRACTICE",
                                           "The practice it is for: an id that numbmed list shows.",
                                           take_practice};
const struct option_row OPTION_LIST = {"list", 0, NULL, "List what is set.", take_list};
const struct option_row OPTION_OFF = {
    "off", 0, NULL, "Take the reminder at TIME away; without TIME, all of them.", take_off};
const struct option_row OPTION_NOTIFY = {
    "notify", 0, NULL,
    "Show the reminder now, to see what it looks like. The system calls this with a TIME; if that "
    "is more than an hour ago, nothing is shown.",
    take_notify};
