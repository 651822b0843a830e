/* The half-band filter keeps the voice and nothing of its mirror image. */
#include "support/cmocka.h"

#include "audio/halfband.h"

#include <math.h>
#include <string.h>

enum { INPUTS = 2 * HALFBAND_TAPS, OUTPUTS = 2 * INPUTS };

/* The filter's gain at a frequency of the 48 kHz side, dB, from its impulse response. */
static double response_db(double hertz)
{
    struct halfband filter;
    float in[INPUTS] = {1}, out[OUTPUTS];
    double real = 0, imaginary = 0;
    halfband_init(&filter);
    halfband_double(&filter, in, INPUTS, out);
    for (int i = 0; i < OUTPUTS; i++) {
        double angle = 2 * 3.14159265358979323846 * hertz / 48000 * i;
        real += out[i] * cos(angle);
        imaginary -= out[i] * sin(angle);
    }
    return 20 * log10(hypot(real, imaginary) / 2 + 1e-12);
}

static void the_pass_band_is_flat_to_10_khz(void **state)
{
    (void)state;
    for (double hertz = 0; hertz <= 10000; hertz += 10) {
        double gain = response_db(hertz);
        if (fabs(gain) > 0.1)
            fail_msg("%.3f dB at %.0f Hz", gain, hertz);
    }
}

static void the_stop_band_is_80_db_down_from_14_khz(void **state)
{
    (void)state;
    for (double hertz = 14000; hertz <= 24000; hertz += 10) {
        double gain = response_db(hertz);
        if (gain > -80)
            fail_msg("%.1f dB at %.0f Hz", gain, hertz);
    }
}

static void output_is_late_by_half_the_taps_and_symmetric(void **state)
{
    struct halfband filter;
    float in[INPUTS] = {1}, out[OUTPUTS];
    int centre = 2 * HALFBAND_HALF;
    (void)state;
    halfband_init(&filter);
    halfband_double(&filter, in, INPUTS, out);
    assert_true(out[centre] == 1.0F);
    for (int i = 1; i <= centre; i++)
        assert_true(out[centre + i] == out[centre - i]);
}

static void odd_pieces_give_what_one_go_gives(void **state)
{
    enum { COUNT = 3000 };
    static float in[COUNT], whole[2 * COUNT], pieces[2 * COUNT];
    struct halfband filter;
    (void)state;
    for (int i = 0; i < COUNT; i++)
        in[i] = (float)((i * 7919) % 1009) / 1009 - 0.5F;
    halfband_init(&filter);
    halfband_double(&filter, in, COUNT, whole);
    halfband_reset(&filter);
    for (size_t at = 0, piece = 0; at < COUNT; at += piece) {
        piece = piece % 613 + 1 + at % 3;
        piece = piece < COUNT - at ? piece : COUNT - at;
        halfband_double(&filter, in + at, piece, pieces + 2 * at);
    }
    assert_memory_equal(whole, pieces, sizeof whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pass_band_is_flat_to_10_khz),
        cmocka_unit_test(the_stop_band_is_80_db_down_from_14_khz),
        cmocka_unit_test(output_is_late_by_half_the_taps_and_symmetric),
        cmocka_unit_test(odd_pieces_give_what_one_go_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
