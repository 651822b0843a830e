/* numbmed stats: in a pipe and on terminals of several kinds, as JSON and as a picture. */
#include "screen/keeper.h"

#include "base/text.h"
#include "journal/calendar.h"
#include "support/made_journal.h"

#include <sys/stat.h>
#include <time.h>

static int64_t now_and_here(int *utc_offset)
{
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    *utc_offset = (int)local.tm_gmtoff;
    return now;
}

/* A journal of so many sittings, one a day, that ends today. */
static void keep_journal(struct stage *stage, int sittings)
{
    struct error error;
    struct made_journal made = {.sittings = sittings, .a_day = 1, .seed = 2};
    struct journal *journal = keeper_open(stage);
    made.now = now_and_here(&made.utc_offset);
    assert_true(made_journal_fill(journal, &made, &error));
    journal_close(journal);
}

/* A sitting today and one yesterday. */
static void keep_two_days(struct stage *stage)
{
    struct error error;
    struct journal *journal = keeper_open(stage);
    for (int i = 0; i < 2; i++) {
        struct record record;
        record_begin(&record);
        record.began -= i * (int64_t)CALENDAR_DAY_SECONDS;
        record.sat = 600;
        record.ending = ENDING_COMPLETE;
        assert_true(journal_save(journal, &record, &error));
    }
    journal_close(journal);
}

static char *captured(struct stage *stage, const char *more, const char *command, int code)
{
    enum { SIZE = 1 << 18 };
    char *out = mem_new(SIZE, 1);
    assert_int_equal(stage_capture(stage, more, command, out, SIZE), code);
    return out;
}

/* ---- in a pipe */

static void an_empty_journal_says_one_friendly_sentence_and_is_not_begun(void **state)
{
    struct stage *stage = *state;
    char *path = path_join(stage->folder, "data/numbmed/journal.db");
    char *out = captured(stage, "", "stats --feelings", 0);
    assert_non_null(strstr(out, "Nothing is written in the journal yet."));
    assert_int_equal(access(path, F_OK), -1);
    free(out);
    free(path);
}

static void a_pipe_gets_plain_lines(void **state)
{
    struct stage *stage = *state;
    keep_journal(stage, 120);
    char *out = captured(stage, "TERM=xterm-256color", "stats", 0);
    assert_non_null(strstr(out, "120 sittings, "));
    assert_non_null(strstr(out, "⣤⣤"));
    assert_null(strchr(out, '\033'));
    assert_null(strstr(out, "How it was")); /* nobody asked */
    free(out);
    out = captured(stage, "", "stats --feelings", 0);
    assert_non_null(strstr(out, "From unpleasant to pleasant"));
    assert_non_null(strstr(out, "Words you used most"));
    free(out);
}

static void a_streak_is_told_where_the_config_asks(void **state)
{
    struct stage *stage = *state;
    char *config = mem_format("XDG_CONFIG_HOME=%s/config", stage->folder);
    keep_two_days(stage);
    free(files_write(stage->folder, "config/numbmed/config.yaml", "streak: gentle\n"));
    char *without = captured(stage, "", "stats --json", 0);
    char *with = captured(stage, config, "stats --json", 0);
    assert_null(strstr(without, "streak"));
    assert_non_null(strstr(with, "\"days\": 2,"));
    free(without);
    free(with);
    free(config);
}

static void without_a_home_it_is_one_sentence(void **state)
{
    char *out = captured(*state, "HOME= XDG_DATA_HOME=", "stats", 1);
    assert_non_null(strstr(
        out,
        "there is no journal: HOME isn't set; set it to your home folder, or set XDG_DATA_HOME"));
    assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
    free(out);
}

/* ---- for programs */

/* Runs Python with the file's path as its argument; fails where it does. */
static void check_by_python(const char *script, const char *path)
{
    char *command = mem_format("python3 -c \"$NUMBMED_SCRIPT\" %s", path);
    setenv("NUMBMED_SCRIPT", script, 1);
    assert_int_equal(system(command), 0); // NOLINT: a path of our own
    free(command);
}

static const char JSON_ADDS_UP[] =
    "import json, sys\n"
    "from datetime import date, timedelta\n"
    "all = json.load(open(sys.argv[1]))\n"
    "for part in ('days', 'weeks', 'months', 'years', 'practices'):\n"
    "    for sum_of in ('sittings', 'seconds'):\n"
    "        assert sum(row[sum_of] for row in all[part]) == all[sum_of], part\n"
    "weeks = {}\n"
    "for row in all['days']:\n"
    "    iso = date.fromisoformat(row['day']).isocalendar()\n"
    "    name = '%04d-W%02d' % (iso[0], iso[1])\n"
    "    weeks[name] = weeks.get(name, 0) + row['sittings']\n"
    "assert weeks == {row['week']: row['sittings'] for row in all['weeks']}\n"
    "assert [row['week'] for row in all['weeks']] == sorted(weeks)\n"
    "after = all['feelings']['after']\n"
    "for scale in ('pleasant', 'energy', 'connected'):\n"
    "    row = after[scale]\n"
    "    assert sum(row['tenths']) == row['answers']\n"
    "    assert row['answers'] + row['cant_tell'] + row['open'] == after['check_ins']\n"
    "line = all['feelings']['connected_by_week']['line_95']\n"
    "assert line['least'] < line['change'] < line['most']\n";

static void the_json_is_whole_and_adds_up(void **state)
{
    struct stage *stage = *state;
    keep_journal(stage, 400);
    char *out = captured(stage, "", "stats --json --feelings", 0);
    char *path = files_write(stage->folder, "stats.json", out);
    check_by_python(JSON_ADDS_UP, path);
    free(path);
    free(out);
}

static const char SVG_IS_GOOD[] = "import sys, xml.etree.ElementTree as xml\n"
                                  "root = xml.parse(sys.argv[1]).getroot()\n"
                                  "assert root.tag.endswith('svg')\n"
                                  "width = float(root.get('width'))\n"
                                  "boxes = [b for b in root.iter() if b.tag.endswith('rect')]\n"
                                  "assert len(boxes) > 60\n"
                                  "for box in boxes[1:]:\n"
                                  "    assert float(box.get('x')) + float(box.get('width')) < "
                                  "width\n"
                                  "    assert float(box.get('height')) > 0\n";

static void the_picture_is_well_formed_and_private(void **state)
{
    struct stage *stage = *state;
    struct stat status;
    char *path = path_join(stage->folder, "stats.svg"),
         *command = mem_format("stats --svg %s", path);
    keep_journal(stage, 120);
    char *out = captured(stage, "", command, 0);
    assert_non_null(strstr(out, "stats.svg is written: the last 13 weeks as a picture\n"));
    check_by_python(SVG_IS_GOOD, path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    free(out);
    out = captured(stage, "", "stats --svg /nowhere/at/all.svg", 1);
    assert_non_null(strstr(out, "/nowhere/at/all.svg"));
    free(out);
    free(command);
    free(path);
}

/* ---- on a terminal */

static struct pty *run_stats(struct stage *stage, int columns, const char *more)
{
    static const char *const ARGV[] = {"numbmed", "stats", "--feelings", NULL};
    keep_journal(stage, 120);
    stage_run(stage, 200, columns, more, ARGV);
    assert_int_equal(pty_expect_end(&stage->pty), 0);
    return &stage->pty;
}

/* The cell of the first sign of so much heat. */
static VTermScreenCell cell_of(struct pty *pty, const char *sign)
{
    VTermScreenCell cell;
    VTermPos place = {.row = pty_row_of(pty, sign)};
    char *row = pty_row(pty, place.row);
    place.col = text_width(row, (size_t)(strstr(row, sign) - row));
    free(row);
    vterm_screen_get_cell(pty->screen, place, &cell);
    return cell;
}

static void heat_has_shades_where_there_are_256_colours(void **state)
{
    struct pty *pty = run_stats(*state, 80, "TERM=xterm-256color");
    assert_int_equal(cell_of(pty, "⣀ to 5").fg.indexed.idx, 30);
    assert_int_equal(cell_of(pty, "⣿ more").fg.indexed.idx, 152);
    assert_true(pty_shows(pty, "From low to high energy"));
}

static void few_colours_have_one_and_shapes(void **state)
{
    struct pty *pty = run_stats(*state, 80, "TERM=xterm");
    assert_int_equal(cell_of(pty, "⣀ to 5").fg.indexed.idx, 6);
    assert_int_equal(cell_of(pty, "⣿ more").fg.indexed.idx, 6);
}

static void without_colours_the_shapes_stay(void **state)
{
    struct pty *pty = run_stats(*state, 80, "NO_COLOR=1");
    VTermScreenCell cell = cell_of(pty, "⣿ more");
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
    assert_true(pty_shows(pty, "⣤⣤  "));
}

static void forty_columns_are_enough(void **state)
{
    struct pty *pty = run_stats(*state, 40, NULL);
    assert_true(pty_shows(pty, "⣀ to 5  ⣤ to 15  ⣶ to 30  ⣿ more"));
    assert_false(pty_shows(pty, "━"));
    assert_true(pty_shows(pty, "By practice               time  sittings"));
}

/* ---- in the first menu */

static struct pty *open_menu(struct stage *stage, int rows, int columns, const char *more)
{
    static const char *const ARGV[] = {"numbmed", "play", "--sink", "silent", NULL};
    stage_run(stage, rows, columns, more, ARGV);
    pty_expect(&stage->pty, "What would you like to practise?");
    return &stage->pty;
}

static struct pty *open_from_menu(struct stage *stage, int rows, int columns, const char *more)
{
    keep_journal(stage, 120);
    struct pty *pty = open_menu(stage, rows, columns, more);
    pty_type(pty, "/Statist\r\r");
    pty_expect_gone(pty, "What would you like");
    return pty;
}

static void the_menu_leads_there_once_something_was_sat(void **state)
{
    struct stage *stage = *state;
    struct pty *pty = open_menu(stage, 40, 80, NULL);
    pty_expect(pty, "Help now");
    assert_false(pty_shows(pty, "Statistics"));
    pty_type(pty, "q");
    pty_expect_end(pty);
    keep_two_days(stage);
    pty = open_menu(stage, 40, 80, NULL);
    pty_expect(pty, "Statistics");
}

static void one_scrolls_turns_over_and_goes_back(void **state)
{
    struct pty *pty = open_from_menu(*state, 24, 80, NULL);
    pty_expect(pty, "120 sittings, ");
    pty_expect(pty, "f feelings");
    assert_false(pty_shows(pty, "By practice"));
    pty_type(pty, "\033OF");
    pty_expect(pty, "By practice");
    pty_type(pty, "f");
    pty_expect(pty, "How it was, as you said it");
    pty_type(pty, "\033OF");
    pty_expect(pty, "95 %");
    pty_type(pty, "f");
    pty_expect(pty, "120 sittings, ");
    pty_type(pty, "?");
    pty_expect(pty, "how it was, as you said it; and back");
    pty_type(pty, "q");
    pty_expect(pty, "120 sittings, ");
    pty_type(pty, "q");
    pty_expect(pty, "▸ Statistics");
    pty_type(pty, "q");
    assert_int_equal(pty_expect_end(pty), 0);
    pty_expect_restored(pty);
}

static void g_grounds_from_there(void **state)
{
    struct pty *pty = open_from_menu(*state, 24, 80, NULL);
    pty_expect(pty, "120 sittings, ");
    pty_type(pty, "g");
    pty_expect(pty, "Grounding");
}

static void it_fits_every_size(void **state)
{
    static const int SIZES[][2] = {{5, 20}, {1, 1}, {12, 40}, {60, 120}, {24, 80}};
    struct pty *pty = open_from_menu(*state, 24, 80, "NO_COLOR=1");
    pty_expect(pty, "f feelings");
    pty_type(pty, "f");
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        pty_resize(pty, SIZES[i][0], SIZES[i][1]);
        pty_expect(pty, SIZES[i][1] == 1 ? "H" : "How it was");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCREEN_TEST(an_empty_journal_says_one_friendly_sentence_and_is_not_begun),
        SCREEN_TEST(a_pipe_gets_plain_lines),
        SCREEN_TEST(a_streak_is_told_where_the_config_asks),
        SCREEN_TEST(without_a_home_it_is_one_sentence),
        SCREEN_TEST(the_json_is_whole_and_adds_up),
        SCREEN_TEST(the_picture_is_well_formed_and_private),
        SCREEN_TEST(heat_has_shades_where_there_are_256_colours),
        SCREEN_TEST(few_colours_have_one_and_shapes),
        SCREEN_TEST(without_colours_the_shapes_stay),
        SCREEN_TEST(forty_columns_are_enough),
        SCREEN_TEST(the_menu_leads_there_once_something_was_sat),
        SCREEN_TEST(one_scrolls_turns_over_and_goes_back),
        SCREEN_TEST(g_grounds_from_there),
        SCREEN_TEST(it_fits_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
