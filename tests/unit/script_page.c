/* Pages to read: their light markup, and where they are found. */
#include "support/allocations.h"
#include "support/cmocka.h"

#include "script/page.h"
#include "script/topics.h"
#include "support/files.h"

static struct page read_text(void **state, const char *text)
{
    struct page page;
    struct error error = {""};
    char *path = files_write(*state, "page.txt", text);
    if (!page_read(&page, path, &error))
        fail_msg("%s", error.text);
    free(path);
    return page;
}

static void assert_block(const struct page *page, size_t index, enum block_kind kind,
                         const char *mark, const char *text)
{
    assert_true(index < page->count);
    assert_int_equal(page->blocks[index].kind, kind);
    assert_string_equal(page->blocks[index].mark, mark);
    assert_string_equal(page->blocks[index].text, text);
}

static void each_kind_of_block_is_told_apart(void **state)
{
    struct page page = read_text(state, "# A title\n\nFirst words,\nand more [2] of\n[3] them.\n\n"
                                        "## A heading\nRight below it.\n- one\n  going on\n- two\n"
                                        "\n[1] A source\n    in two lines.\n[20] Another.\n");
    assert_int_equal(page.count, 8);
    assert_block(&page, 0, BLOCK_TITLE, "", "A title");
    assert_block(&page, 1, BLOCK_PARAGRAPH, "", "First words, and more [2] of [3] them.");
    assert_block(&page, 2, BLOCK_HEADING, "", "A heading");
    assert_block(&page, 3, BLOCK_PARAGRAPH, "", "Right below it.");
    assert_block(&page, 4, BLOCK_ITEM, "-", "one going on");
    assert_block(&page, 5, BLOCK_ITEM, "-", "two");
    assert_block(&page, 6, BLOCK_SOURCE, "[1]", "A source in two lines.");
    assert_block(&page, 7, BLOCK_SOURCE, "[20]", "Another.");
    page_free(&page);
}

static void lines_may_end_as_they_do_elsewhere(void **state)
{
    struct page page = read_text(state, "# A title\r\n\r\nOne\r\nparagraph.\r\n\r\nTwo.");
    assert_int_equal(page.count, 3);
    assert_block(&page, 1, BLOCK_PARAGRAPH, "", "One paragraph.");
    assert_block(&page, 2, BLOCK_PARAGRAPH, "", "Two.");
    page_free(&page);
}

static void what_a_terminal_would_obey_is_left_out(void **state)
{
    struct page page = read_text(state, "# A \033[31mtitle\n\nBell\a and \xE2\x80\xAEover\n");
    assert_block(&page, 0, BLOCK_TITLE, "", "A [31mtitle");
    assert_block(&page, 1, BLOCK_PARAGRAPH, "", "Bell and over");
    page_free(&page);
}

static void what_is_no_page_is_refused_in_a_sentence(void **state)
{
    static const struct {
        const char *text, *says;
    } ROWS[] = {
        {"", "has no title; let its first line begin with # and a space"},
        {"No title here.\n", "has no title"},
        {"# \n\nWords.\n", "has no title"},
        {"# A title\n\n\xFF\xFE\n", "is not UTF-8; save it in that encoding"},
    };
    struct page page;
    struct error error;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char *path = files_write(*state, "page.txt", ROWS[i].text);
        assert_false(page_read(&page, path, &error));
        assert_non_null(strstr(error.text, path));
        assert_non_null(strstr(error.text, ROWS[i].says));
        page_free(&page);
        free(path);
    }
}

static void a_file_too_large_is_not_read(void **state)
{
    struct page page;
    struct error error;
    char *text = mem_new(PAGE_MOST + 2, 1);
    memset(text, 'a', PAGE_MOST + 1);
    memcpy(text, "# A", 3);
    char *path = files_write(*state, "page.txt", text);
    assert_false(page_read(&page, path, &error));
    assert_non_null(strstr(error.text, "is larger than 64 KiB"));
    page_free(&page);
    text[PAGE_MOST] = '\0';
    free(files_write(*state, "page.txt", text));
    assert_true(page_read(&page, path, &error));
    page_free(&page);
    free(path);
    free(text);
}

/* Each of its lines is copied but once, however many there are. */
static void a_long_paragraph_costs_no_more_than_a_short_one(void **state)
{
    enum { LINES = PAGE_MOST / 2 - 10 };
    char *text = mem_new(PAGE_MOST, 1);
    strcpy(text, "# A\n\n"); // NOLINT: there is room
    for (size_t i = 0; i < LINES; i++)
        memcpy(text + 5 + 2 * i, "a\n", 3);
    struct page page = read_text(state, "# A\n\na\n");
    page_free(&page);
    size_t before = allocations_made;
    page = read_text(state, text);
    assert_in_range(allocations_made - before, 0, 100);
    assert_int_equal(page.count, 2);
    assert_int_equal(strlen(page.blocks[1].text), 2 * LINES - 1);
    page_free(&page);
    free(text);
}

static struct library *open_library(void **state)
{
    char *data = path_join(*state, "data"), *more = path_join(*state, "more");
    setenv("XDG_DATA_HOME", data, 1);
    setenv("NUMBMED_PATH", more, 1);
    free(files_write(*state, "data/numbmed/scripts/learn/one.txt", "# The user's\n"));
    free(files_write(*state, "data/numbmed/scripts/learn/notes.md", "# Passed over\n"));
    free(files_write(*state, "more/scripts/learn/one.txt", "# Another's\n"));
    free(files_write(*state, "more/scripts/learn/care-too.txt", "# Only there\n"));
    free(files_write(*state, "more/scripts/learn/broken.txt", "without a title\n"));
    free(files_write(*state, "outside.txt", "# Secret\n"));
    char *link = path_join(*state, "more/scripts/learn/out.txt");
    assert_int_equal(symlink("../../../outside.txt", link), 0);
    free(link);
    free(more);
    free(data);
    return library_open();
}

static void the_first_root_that_has_a_name_wins_and_nothing_leads_out(void **state)
{
    struct topics topics;
    struct error error;
    struct library *library = open_library(state);
    topics_find(&topics, library);
    assert_string_equal(topics_named(&topics, "one", &error)->title, "The user's");
    assert_string_equal(topics_named(&topics, "care-too", &error)->title, "Only there");
    const struct topic *broken = topics_named(&topics, "broken", &error);
    assert_null(broken->title);
    assert_non_null(strstr(broken->error, "has no title"));
    assert_null(topics_named(&topics, "out", &error));
    assert_null(topics_named(&topics, "notes", &error));
    topics_free(&topics);
    library_free(library);
}

static void an_unknown_topic_is_told_with_the_nearest(void **state)
{
    struct topics topics;
    struct error error;
    struct library *library = open_library(state);
    topics_find(&topics, library);
    assert_null(topics_named(&topics, "care-to", &error));
    assert_string_equal(error.text, "there is no page 'care-to'; did you mean care-too?");
    assert_null(topics_named(&topics, "astronomy", &error));
    assert_non_null(strstr(error.text, "numbmed learn shows what there is"));
    topics_free(&topics);
    library_free(library);
}

#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(each_kind_of_block_is_told_apart),
        PAGE_TEST(lines_may_end_as_they_do_elsewhere),
        PAGE_TEST(what_a_terminal_would_obey_is_left_out),
        PAGE_TEST(what_is_no_page_is_refused_in_a_sentence),
        PAGE_TEST(a_long_paragraph_costs_no_more_than_a_short_one),
        PAGE_TEST(a_file_too_large_is_not_read),
        PAGE_TEST(the_first_root_that_has_a_name_wins_and_nothing_leads_out),
        PAGE_TEST(an_unknown_topic_is_told_with_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
