/* A small library for the screen tests, and numbmed playing from it. */
#ifndef TESTS_SCREEN_PLAYER_H
#define TESTS_SCREEN_PLAYER_H

#include "support/cmocka.h"

#include "support/files.h"
#include "support/pty.h"

#include <signal.h>
#include <sys/wait.h>

#define KEY_DOWN "\033OB"
#define KEY_UP "\033OA"
#define CONTROL(letter) ((char[]){(letter)&0x1f, '\0'})

/* Three sections; the first words last 3 s, the silence behind them is long. */
static const char WALK[] =
    "format: 1\nid: walk\ntitle: A walk\nabout: Three steps for a test.\nminutes: [1, 2, 10]\n"
    "default: 2\nsections:\n"
    "  - name: Setting out\n    steps:\n"
    "      - id: door\n        say: You might open the door now. The air outside may be cool.\n"
    "        pause: 30s\n"
    "      - id: gate\n        say: There is a gate a little further on.\n        pause: 5s\n"
    "  - name: The path\n    steps:\n"
    "      - id: stone\n        say: A stone lies on the path.\n        pause: 5s\n"
    "  - name: Home\n    closing: true\n    steps:\n"
    "      - id: home\n        say: This walk ends here.\n        pause: 2s\n        most: 60s\n";

/* Short enough to be sat through. */
static const char BLINK[] =
    "format: 1\nid: blink\ntitle: A blink\nabout: Two seconds.\nminutes: [1]\ndefault: 1\n"
    "sections:\n  - name: Only this\n    steps:\n      - id: blink\n        say: Blink once.\n"
    "        pause: 0s\n";

static const char BAD[] = "format: 1\nid: bad\ntitle: Bad\nabout: Broken.\nminutes: [5]\n"
                          "default: 5\nsections:\n  - name: A\n    steps:\n      - id: a\n"
                          "        pause: 3abc\n";

struct stage {
    struct pty pty;
    char *folder;
    char *data;  /* XDG_DATA_HOME=..., whose numbmed/scripts holds the practices above */
    char *state; /* XDG_STATE_HOME=... */
    char *path;  /* NUMBMED_PATH: nothing */
};

static inline int stage_setup(void **state)
{
    struct stage *stage = mem_new(1, sizeof *stage);
    void *folder;
    files_setup(&folder);
    stage->folder = folder;
    stage->data = mem_format("XDG_DATA_HOME=%s/data", stage->folder);
    stage->state = mem_format("XDG_STATE_HOME=%s/state", stage->folder);
    free(files_write(stage->folder, "data/numbmed/scripts/walk.yaml", WALK));
    char *home = path_join(stage->folder, "state");
    files_write_welcomed(home);
    free(home);
    *state = stage;
    return 0;
}

static inline void stage_add(struct stage *stage, const char *id, const char *text)
{
    char *name = mem_format("data/numbmed/scripts/%s.yaml", id);
    free(files_write(stage->folder, name, text));
    free(name);
}

static inline int stage_teardown(void **state)
{
    struct stage *stage = *state;
    void *folder = stage->folder;
    if (stage->pty.vterm)
        pty_stop(&stage->pty);
    files_teardown(&folder);
    free(stage->data);
    free(stage->state);
    free(stage);
    return 0;
}

/* Before a command of a shell: mounts that only it sees. As root, as a user who may be root in a
 * namespace of its own, or as root where the file system isn't one that is mounted. */
#define OWN_MOUNTS                                                                                 \
    "for how in -m -rm \"-m --propagation unchanged\"; do "                                        \
    "unshare $how true 2>/dev/null && break; done; unshare $how "

/* Starts the program with arguments of the test; `more` is one more pair for the environment. */
static inline void stage_run(struct stage *stage, int rows, int columns, const char *more,
                             const char *const *argv)
{
    const char *environment[] = {stage->data, stage->state, more, NULL};
    if (stage->pty.vterm)
        pty_stop(&stage->pty);
    pty_start(&stage->pty, rows, columns, environment, argv);
}

/* Runs numbmed with these arguments under a config, and goes to a view: `steps` are what to wait
 * for and what to type then, in turn, up to a NULL. */
static inline struct pty *stage_go_to(struct stage *stage, int rows, int columns,
                                      const char *config, const char *arguments,
                                      const char *const *steps)
{
    char *home = mem_format("XDG_CONFIG_HOME=%s/config", stage->folder);
    char *command = mem_format("exec \"$NUMBMED\" %s", arguments);
    const char *argv[] = {"sh", "-c", command, NULL};
    free(files_write(stage->folder, "config/numbmed/config.yaml", config));
    stage_run(stage, rows, columns, home, argv);
    free(command);
    free(home);
    for (; *steps; steps += 2) {
        pty_expect(&stage->pty, steps[0]);
        if (!steps[1])
            break;
        pty_type(&stage->pty, steps[1]);
    }
    return &stage->pty;
}

/* What a command prints on both its streams into pipes, and how it ends. `more` are more pairs for
 * the environment. */
static inline int stage_capture(struct stage *stage, const char *more, const char *command,
                                char *out, size_t size)
{
    char *line = mem_format("env %s %s %s \"$NUMBMED\" %s </dev/null 2>&1", stage->data,
                            stage->state, more, command);
    FILE *pipe = popen(line, "r");
    size_t length = fread(out, 1, size - 1, pipe);
    out[length] = '\0';
    free(line);
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The command ends with this code and writes this among other things, which may be long. */
static inline void stage_assert_says(struct stage *stage, const char *words, int code,
                                     const char *says)
{
    enum { ALL = 1 << 20 };
    char *text = mem_new(ALL, 1);
    assert_int_equal(stage_capture(stage, "", words, text, ALL), code);
    if (!strstr(text, says))
        fail_msg("numbmed %s wrote:\n%s", words, text);
    free(text);
}

/* What is remembered, to be freed; NULL: nothing. */
static inline char *stage_remembered(const struct stage *stage)
{
    size_t size;
    char *path = path_join(stage->folder, "state/numbmed/state.yaml");
    char *text = path_read(path, 4096, &size, NULL);
    free(path);
    return text;
}

/* The walk for a minute, in silence, on a screen of this size. */
static inline void stage_walk(struct stage *stage, int rows, int columns)
{
    static const char *const ARGV[] = {"numbmed", "play",   "walk",   "--minutes",
                                       "1",       "--sink", "silent", NULL};
    stage_run(stage, rows, columns, NULL, ARGV);
}

/* Leaves the closing screen, which comes five seconds after e at the earliest, and what is asked
 * behind it. */
static inline void stage_leave(struct pty *pty)
{
    for (int i = 0; i < 100 && !pty_shows(pty, "Thank you"); i++)
        pty_pump(pty, 50);
    pty_expect(pty, "Thank you");
    pty_type(pty, "\r");
    pty_expect(pty, "How is it now?");
    pty_type(pty, "\033");
}

#define SCREEN_TEST(name) cmocka_unit_test_setup_teardown(name, stage_setup, stage_teardown)

#endif
