/* That what plays never runs dry while it is fed, by PipeWire's own count. */
#include "sound/hearing.h"

static int underruns(void)
{
    int count = server_underruns(&server, "numbmed");
    assert_true(count >= 0);
    return count;
}

/* PipeWire's graph counts who was late in it: the column ERR. Debian 12's pw-top wants a terminal.
 * Nobody who plays or is played to may have been late. */
static void assert_none_was_late(void)
{
    char shell[] = "pw-top -b -n 2 2>&1 | grep -q ERR && exec pw-top -b -n 2\n"
                   "TERM=xterm script -qec 'timeout 2 pw-top' /dev/null </dev/null | "
                   "sed 's/\\x1b[^A-Za-z]*[A-Za-z]/\\n/g'";
    char *const argv[] = {"sh", "-c", shell, NULL};
    char *text = program_ask(argv), *rest = text;
    int rows = 0;
    for (char *line; (line = strsep(&rest, "\r\n"));) {
        char *fields[12], *field;
        int count = 0;
        while (count < 12 && (field = strsep(&line, " \t")))
            if (*field)
                fields[count++] = field;
        if (count < 10 || strcmp(fields[0], "R") != 0)
            continue;
        rows++;
        if (strcmp(fields[8], "0") != 0)
            fail_msg("%s late in %s", fields[8], text);
    }
    if (rows < 2)
        fail_msg("nothing runs in %s", text);
    free(text);
}

static void a_tone_that_is_fed_never_runs_dry(void **state)
{
    static const struct tone TONES[] = {{12000, 500}};
    static const int LATENCIES[] = {40, SINK_LATENCY_MS, 200, 400};
    (void)state;
    for (size_t i = 0; i < sizeof LATENCIES / sizeof *LATENCIES; i++) {
        struct hearing hearing;
        int before = underruns();
        hearing_begin(&hearing, TONES, 1, LATENCIES[i]);
        hearing_pass(&hearing, 3000);
        int after = underruns();
        player_toggle_pause(hearing.player); /* what it holds would keep leaving up */
        hearing_pass(&hearing, 100 + LATENCIES[i]);
        print_message("    at %d ms ran dry %d times\n", LATENCIES[i], after - before);
        hearing_leave(&hearing);
        hearing_free(&hearing);
        assert_int_equal(after, before);
    }
}

static void it_runs_dry_once_at_most_when_feeding_stops(void **state)
{
    static const struct tone TONES[] = {{1500, 1000}, {700, 800}, {600, 900}, {9000, 500}};
    enum { SILENCES = 3, PAUSES = 3 };
    struct hearing hearing;
    int before = underruns();
    (void)state;
    hearing_begin(&hearing, TONES, 4, SINK_LATENCY_MS);
    hearing_pass(&hearing, 6000);
    assert_in_range(underruns() - before, 0, SILENCES);
    for (int i = 0; i < PAUSES; i++) {
        int fed = underruns();
        player_toggle_pause(hearing.player);
        hearing_pass(&hearing, 500);
        assert_in_range(underruns() - fed, 0, 1);
        player_toggle_pause(hearing.player);
        hearing_pass(&hearing, 500);
        assert_in_range(underruns() - fed, 0, 1);
    }
    hearing_leave(&hearing);
    hearing_free(&hearing);
}

static void a_player_next_to_it_is_not_disturbed(void **state)
{
    static const struct tone TONES[] = {{1500, 500}, {9000, 500}};
    char *const noise[] = {"pacat", "--client-name=neighbour", "--latency-msec=60", "/dev/zero",
                           NULL};
    struct hearing hearing;
    (void)state;
    pid_t neighbour = program_begin(noise, -1, -1);
    sound_sleep_ms(500);
    hearing_begin(&hearing, TONES, 2, SINK_LATENCY_MS);
    hearing_pass(&hearing, 3500);
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 500);
    player_toggle_pause(hearing.player);
    hearing_pass(&hearing, 500);
    assert_none_was_late();
    assert_int_equal(server_underruns(&server, "neighbour"), 0);
    program_end(&neighbour);
    hearing_leave(&hearing);
    hearing_free(&hearing);
}

/* The count itself. */
static void a_player_that_runs_dry_is_noticed(void **state)
{
    char shell[] = "(head -c 100000 /dev/zero; sleep 1.5) | pacat --client-name=dry "
                   "--latency-msec=60";
    char *const argv[] = {"sh", "-c", shell, NULL};
    (void)state;
    free(program_ask(argv));
    assert_true(server_underruns(&server, "dry") > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_player_that_runs_dry_is_noticed),
        cmocka_unit_test(a_tone_that_is_fed_never_runs_dry),
        cmocka_unit_test(it_runs_dry_once_at_most_when_feeding_stops),
        cmocka_unit_test(a_player_next_to_it_is_not_disturbed),
    };
    hearing_kind = SERVER_PIPEWIRE;
    return cmocka_run_group_tests(tests, hearing_setup, hearing_teardown);
}
