/* What other programs write is read: spreadsheets, Meditate for GNOME, Apple Health. */
#include "support/transfer.h"

static struct record *loaded(struct desk *desk, struct record *record)
{
    struct error error;
    assert_true(journal_load(desk->to, count_of(desk->to), record, &error));
    return record;
}

/* ---- spreadsheets */

#define BEGAN "2026-11-20T07:30:00+01:00"

static void tables_of_spreadsheets_are_read(void **state)
{
    struct desk *desk = *state;
    static const char *const FILES[] = {
        "began;seconds;note\n" BEGAN ";600;Rain, far away\n",
        "began\tseconds\tnote\r\n" BEGAN "\t600\tRain, far away\r\n",
        "sep=;\r\nbegan;seconds;note\r\n" BEGAN ";600;Rain, far away\r\n",
        "SEP=,\nbegan,seconds,note\n" BEGAN ",600,\"Rain, far away\"\n",
        "sep=|\nbegan|seconds|note\n" BEGAN "|600|Rain, far away\n",
        "began, seconds, note\n" BEGAN ", 600, \"Rain, far away\"\n",
        " Began ;SECONDS ;note\n" BEGAN " ; 600\xC2\xA0;Rain, far away\n",
        ",began,seconds,note\n0," BEGAN ",600.0,\"Rain, far away\"\n",
        "began;seconds;note\n" BEGAN ";600,5;Rain, far away\n",
        "\xEF\xBB\xBF"
        "began;seconds;note;\r\n" BEGAN ";600.25;Rain, far away;\r\n;;;\r\n;\r\n",
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        struct record record;
        assert_true(bring_text(desk, FILES[i]));
        assert_int_equal(desk->import.added + desk->import.there, 1);
        assert_int_equal(desk->import.unknown_count, 0);
        assert_int_equal(count_of(desk->to), 1);
        assert_int_equal(loaded(desk, &record)->sat, 600);
        assert_int_equal(record.began, 1795156200);
        assert_string_equal(record.note, "Rain, far away");
        record_free(&record);
    }
}

static void whole_numbers_may_have_a_point_and_zeros(void **state)
{
    struct desk *desk = *state;
    struct record record;
    assert_true(bring_text(desk, "began,seconds,planned,after_energy,before_energy\n" BEGAN
                                 ",600.0,900.0,40.0,\n"));
    assert_int_equal(loaded(desk, &record)->planned, 900);
    assert_int_equal(record.check_ins[MOMENT_AFTER].scales[SCALE_ENERGY], 40);
    assert_int_equal(record.check_ins[MOMENT_BEFORE].scales[SCALE_ENERGY], ANSWER_OPEN);
    record_free(&record);
}

static void what_may_be_thousands_is_not_guessed_at(void **state)
{
    struct desk *desk = *state;
    static const char *const BAD[] = {"1.200", "1,200", "12.000", ".5", "600.", "600.0.0", "6e2"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *text = mem_format("began;seconds\n" BEGAN ";%s\n", BAD[i]);
        assert_false(bring_text(desk, text));
        assert_memory_equal(desk->told, "2: seconds '", 12);
        free(text);
    }
}

static void lines_are_counted_from_the_first_line_of_the_file(void **state)
{
    struct desk *desk = *state;
    assert_false(bring_text(desk, "sep=;\nbegan;seconds\n;;\n" BEGAN ";x\n"));
    assert_memory_equal(desk->told, "4: seconds", 10);
    assert_false(bring_text(desk, "began;seconds;note\n" BEGAN ";600;a;b\n"));
    assert_non_null(strstr(desk->told, "a semicolon in it"));
}

static void a_table_that_is_not_known_is_told_what_is_needed(void **state)
{
    struct desk *desk = *state;
    assert_false(bring_text(desk, "name;age\nx;3\n"));
    assert_string_equal(desk->told,
                        "0: its first row doesn't name the columns needed: began and seconds "
                        "(numbmed's), or Started At and Duration (Insight Timer's), or "
                        "start_time_unix and duration_secs (Meditate for GNOME's)|");
}

/* ---- Meditate for GNOME */

static void meditates_log_comes_in(void **state)
{
    struct desk *desk = *state;
    struct record record;
    assert_true(bring_text(desk, "start_time_unix,duration_secs,mode,label,note\n"
                                 "1712345678,600,countdown,Morning,\"First\nsit\"\n"));
    assert_int_equal(loaded(desk, &record)->began, 1712345678);
    assert_int_equal(record.utc_offset, 7200);
    assert_int_equal(record.sat, 600);
    assert_string_equal(record.title, "Morning");
    assert_string_equal(record.note, "First\nsit");
    assert_string_equal(record.origin, "meditate");
    assert_string_equal(desk->import.unknown[0], "mode");
    record_free(&record);
    setenv("TZ", "UTC0", 1);
    assert_true(bring_text(desk, "start_time_unix,duration_secs,label\n1712345678,600,Morning\n"));
    assert_int_equal(desk->import.there, 1);
    assert_false(bring_text(desk, "start_time_unix,duration_secs\n999999999999,600\n"));
    assert_false(bring_text(desk, "start_time_unix,duration_secs\n17x,600\n"));
}

/* ---- Apple Health */

#define RECORD(more)                                                                               \
    " <Record type=\"HKCategoryTypeIdentifierMindfulSession\" sourceName=\"Sit &amp; &#x2665;\" "  \
    "startDate=\"2026-11-20 07:30:00 +0100\" endDate='2026-11-20 07:40:00 +0100'" more
#define HEALTH "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"de_AT\">\n"

static void mindful_minutes_of_apple_health_come_in(void **state)
{
    struct desk *desk = *state;
    struct record record;
    assert_true(bring_text(
        desk, "<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [\n<!-- It's version 14: <a> -->\n"
              "<!ELEMENT HealthData (ExportDate,(Record|Workout)*)>\n"
              "<!ATTLIST Record\n  type CDATA #REQUIRED\n>\n]>\n<HealthData locale=\"de_AT\">\n"
              "<Record type=\"HKQuantityTypeIdentifierStepCount\" startDate=\"x\"/>\n"
              "<!-- <Record type=\"HKCategoryTypeIdentifierMindfulSession\"/> -->\n" RECORD(
                  ">\n<MetadataEntry key=\"k\" value=\"a > b\"/>\n</Record>")
                  RECORD("/>\n") "</HealthData>\n"));
    assert_int_equal(desk->import.added, 1);
    assert_int_equal(desk->import.there, 1);
    assert_int_equal(loaded(desk, &record)->began, 1795156200);
    assert_int_equal(record.utc_offset, 3600);
    assert_int_equal(record.sat, 600);
    assert_string_equal(record.title, "Sit & \xE2\x99\xA5");
    assert_string_equal(record.origin, "apple-health");
    record_free(&record);
}

static void xml_that_is_cut_or_wrong_is_refused(void **state)
{
    struct desk *desk = *state;
    static const char WHOLE[] = HEALTH RECORD("/>\n") "</HealthData>";
    static const char *const BAD[] = {
        "<?xml version=\"1.0\"?><html></html>",
        "<!DOCTYPE HealthData [<!ENTITY a \"b\">]><HealthData></HealthData>",
        HEALTH "<Record type></Record></HealthData>",
        HEALTH "<Record type=\"a<b\"/></HealthData>",
        HEALTH "<Record =\"a\"/></HealthData>",
        HEALTH "<!-x></HealthData>",
    };
    desk->import.skip_bad = true;
    for (size_t i = 1; i < sizeof WHOLE - 1; i++)
        assert_false(bring_bytes(desk, WHOLE, i));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(bring_text(desk, BAD[i]));
    assert_int_equal(count_of(desk->to), 0);
    assert_true(bring_text(desk, WHOLE));
    assert_int_equal(count_of(desk->to), 1);
}

static void a_bad_record_is_reported_by_its_line(void **state)
{
    struct desk *desk = *state;
    static const char TYPE[] = "<Record type=\"HKCategoryTypeIdentifierMindfulSession\" ";
    static const char *const BAD[] = {
        "startDate=\"2026-11-20 07:30:00 +0100\"",
        "startDate=\"2026-11-20 07:30:00 +0100\" endDate=\"2026-11-20 07:29:00 +0100\"",
        "startDate=\"2026-11-20 07:30:00 +0100\" endDate=\"later\"",
        "sourceName=\"&eacute;\" startDate=\"2026-11-20 07:30:00 +0100\"",
        "sourceName=\"&#0;\"",
        "sourceName=\"\xFF\"",
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *text = mem_format("%s%s%s/>\n</HealthData>", HEALTH, TYPE, BAD[i]);
        assert_false(bring_text(desk, text));
        assert_memory_equal(desk->told, "3: ", 3);
        free(text);
    }
}

static void spoilt_xml_does_no_harm(void **state)
{
    struct desk *desk = *state;
    static const char SIGNS[] = "<>&;\"'=!-[]/?# \0\xFFx";
    static const char WHOLE[] =
        "<!DOCTYPE HealthData [<!-- a --><!ELEMENT a (b)>]>\n" HEALTH RECORD(
            "/>\n") "<!-- c --></HealthData>";
    uint64_t random = 19;
    int64_t before = 0;
    for (int i = 0; i < rounds(3000); i++) {
        char text[sizeof WHOLE];
        memcpy(text, WHOLE, sizeof text);
        for (int64_t changes = random_between(&random, 1, 4); changes > 0; changes--)
            text[random_between(&random, 0, sizeof text - 2)] =
                SIGNS[random_between(&random, 0, sizeof SIGNS - 2)];
        bool good = bring_bytes(desk, text, sizeof text - 1);
        assert_int_equal(count_of(desk->to), before + desk->import.added);
        assert_true(good || !desk->import.added);
        before = count_of(desk->to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tables_of_spreadsheets_are_read),
        TEST(whole_numbers_may_have_a_point_and_zeros),
        TEST(what_may_be_thousands_is_not_guessed_at),
        TEST(lines_are_counted_from_the_first_line_of_the_file),
        TEST(a_table_that_is_not_known_is_told_what_is_needed),
        TEST(meditates_log_comes_in),
        TEST(mindful_minutes_of_apple_health_come_in),
        TEST(xml_that_is_cut_or_wrong_is_refused),
        TEST(a_bad_record_is_reported_by_its_line),
        TEST(spoilt_xml_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
