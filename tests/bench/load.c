/* How long a very long practice takes: `load --generate STEPS > FILE`, then `load FILE` (read,
 * check, fit) beside `load --cyaml FILE` (libcyaml alone, same tables). Prints milliseconds. */
#include "base/frames.h"
#include "base/memory.h"
#include "base/path.h"
#include "script/form.h"
#include "session/timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct load_caps LIFTED = {1 << 30, 10000000, 1000};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int generate(long steps)
{
    puts("format: 1\nid: long\ntitle: Long\nabout: A very long one.\nminutes: [200]\ndefault: 200\n"
         "sections:\n  - name: All\n    steps:");
    for (long i = 0; i < steps; i++)
        printf("      - id: step-%ld\n        say: You might notice the soles of your feet.\n"
               "        pause: 8s\n        least: 0s\n        grow: 2\n",
               i);
    return 0;
}

static void read_by_cyaml(const char *path)
{
    static const cyaml_config_t CONFIG = {
        .mem_fn = cyaml_mem, .log_level = CYAML_LOG_ERROR, .flags = CYAML_CFG_NO_ALIAS};
    struct practice_form form;
    void *data = NULL;
    size_t size;
    practice_form_make(&form, &LIFTED);
    char *bytes = path_read(path, LIFTED.file_bytes, &size, NULL);
    if (!bytes || cyaml_load_data((const uint8_t *)bytes, size, &CONFIG, &form.practice, &data,
                                  NULL) != CYAML_OK)
        exit(1);
    cyaml_free(&CONFIG, &form.practice, data, 0);
    free(bytes);
}

static void read_and_fit(const char *path)
{
    struct faults faults = {0};
    struct timeline line;
    struct error error;
    struct practice *practice = practice_load(path, &LIFTED, &faults);
    if (!practice) {
        fprintf(stderr, "%s: %s\n", path, faults.list[0].text);
        exit(1);
    }
    struct speech *speech = mem_new(practice->step_count, sizeof *speech);
    for (size_t i = 0; i < practice->step_count; i++)
        speech[i] = (struct speech){.frames = 1000, .sentence_count = 1};
    if (!timeline_fit(practice, speech, 200 * FRAMES_PER_MINUTE, &line, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    timeline_free(&line);
    free(speech);
    practice_free(practice);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--generate") == 0)
        return generate(atol(argv[2]));
    double began = now_ms();
    if (argc == 3)
        read_by_cyaml(argv[2]);
    else
        read_and_fit(argv[1]);
    printf("%.1f\n", now_ms() - began);
    return 0;
}
