#include "cmd/commands.h"

#include "base/print.h"
#include "cmd/open.h"
#include "cmd/sit_down.h"
#include "ui/help_now.h"
#include "ui/sheet.h"

#include <jansson.h>

static json_t *country_json(const struct help_country *country)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < country->line_count; i++)
        json_array_append_new(lines, json_pack("{s:s, s:s}", "what", country->lines[i].what,
                                               "number", country->lines[i].number));
    return json_pack("{s:s, s:s, s:s?, s:o}", "country", country->code, "name", country->name,
                     "checked", country->checked, "lines", lines);
}

static void write_json(const struct help_lines *help, const char *code)
{
    json_t *general = json_array(), *countries = json_array();
    for (size_t i = 0; i < help->general_count; i++)
        json_array_append_new(general, json_string(help->general[i]));
    for (size_t i = 0; i < help->country_count; i++)
        json_array_append_new(countries, country_json(&help->countries[i]));
    json_t *all = json_pack("{s:s?, s:s?, s:s?, s:s, s:o, s:o}", "path", help->path, "updated",
                            help->updated, "error", help->fault, "country", code, "general",
                            general, "countries", countries);
    json_dumpf(all, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(all);
}

static void write_page(const struct help_lines *help, const char *code)
{
    struct page page;
    help_now_page(&page, help, code, false);
    sheet_write(&page, print_width(stdout, SHEET_WIDTH), stdout);
    page_free(&page);
}

/* In lines; also where the screen fails. It can't fail itself. */
static int write_help(bool json)
{
    char code[3];
    struct help_lines help;
    struct library *library = library_open();
    help_lines_load(&help, library);
    help_lines_country(code);
    if (json)
        write_json(&help, code);
    else
        write_page(&help, code);
    help_lines_free(&help);
    library_free(library);
    return EXIT_SUCCESS;
}

int command_help_now(const struct options *options)
{
    if (!options->json && !wants_plain(options) &&
        sit_down(options, BEGIN_HELP_NOW) == EXIT_SUCCESS)
        return EXIT_SUCCESS;
    return write_help(options->json);
}
