#include "ui/help_now.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Never from a file: these words must be there, whatever else is. */
static const char LEAD[] = "Call your local emergency number, or someone you trust.";

static const char KEYS[] = "The key g grounds you, with open eyes. Nothing plays before it.";
static const char NO_KEYS[] = "To ground, with open eyes: numbmed ground";

static void add(struct page *page, enum block_kind kind, char *text)
{
    page_add(page, kind, kind == BLOCK_ITEM ? "-" : "", text);
    free(text);
}

static void add_country(struct page *page, const struct help_country *country)
{
    if (!country->line_count)
        return;
    add(page, BLOCK_HEADING,
        country->checked ? mem_format("%s, checked %s", country->name, country->checked)
                         : mem_copy_text(country->name));
    for (size_t i = 0; i < country->line_count; i++)
        add(page, BLOCK_ITEM,
            mem_format("%s: %s", country->lines[i].what, country->lines[i].number));
}

/* The countries that have this code, or those that have not. */
static void add_countries(struct page *page, const struct help_lines *help, const char *code,
                          bool own)
{
    for (size_t i = 0; i < help->country_count; i++) {
        const struct help_country *country = &help->countries[i];
        bool is_own = *code && strcmp(country->code, code) == 0;
        if (is_own == own)
            add_country(page, country);
    }
}

static void add_origin(struct page *page, const struct help_lines *help)
{
    if (help->updated)
        add(page, BLOCK_SOURCE,
            mem_format("These lines are of %s. numbmed help-now --help tells how to add your own.",
                       help->updated));
    if (help->fault)
        add(page, BLOCK_FAULT, mem_copy_text(help->fault));
}

void help_now_page(struct page *page, const struct help_lines *help, const char *code, bool keys)
{
    *page = (struct page){0};
    page_add(page, BLOCK_TITLE, "", LEAD);
    page_add(page, BLOCK_PARAGRAPH, "", keys ? KEYS : NO_KEYS);
    add_countries(page, help, code, true);
    if (page->count > 2)
        page_add(page, BLOCK_HEADING, "", "Anywhere");
    for (size_t i = 0; i < help->general_count; i++)
        add(page, BLOCK_ITEM, mem_copy_text(help->general[i]));
    add_countries(page, help, code, false);
    add_origin(page, help);
}
