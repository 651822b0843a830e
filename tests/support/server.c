#include "support/server.h"

#include "support/files.h"
#include "support/sound.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

const char *const SERVER_NAMES[SERVER_KINDS] = {"PulseAudio", "PipeWire"};

/* ---- programs */

pid_t program_begin(char *const argv[], int out, int err)
{
    pid_t parent = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    if (out >= 0)
        dup2(out, STDOUT_FILENO);
    if (err >= 0)
        dup2(err, STDERR_FILENO);
    execvp(argv[0], argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

int program_begin_piped(char *const argv[], pid_t *pid)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    *pid = program_begin(argv, ends[1], -1);
    close(ends[1]);
    return ends[0];
}

void program_end(pid_t *pid)
{
    if (*pid <= 0)
        return;
    kill(*pid, SIGCONT);
    kill(*pid, SIGKILL);
    waitpid(*pid, NULL, 0);
    *pid = 0;
}

char *program_ask(char *const argv[])
{
    enum { MOST = 1 << 16 };
    char *text = calloc(1, MOST);
    size_t length = 0;
    ssize_t got;
    pid_t pid = 0;
    int out = program_begin_piped(argv, &pid);
    while (length < MOST - 1 && (got = read(out, text + length, MOST - 1 - length)) > 0)
        length += (size_t)got;
    close(out);
    waitpid(pid, NULL, 0);
    return text;
}

/* ---- the programs of a server */

static bool answers(const struct server *server, const char *socket_name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", server->folder, socket_name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return good;
}

/* Starts one more program, which writes to a log in the folder, and waits until it answers on a
 * socket; NULL: it has none. */
static bool add_program(struct server *server, char *const argv[], const char *socket_name)
{
    int which = 0;
    while (server->pids[which])
        which++;
    char *path = mem_format("%s/%s.log", server->folder, argv[0]);
    int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    free(path);
    server->pids[which] = program_begin(argv, log, log);
    close(log);
    for (int tries = 0; tries < 500; tries++) {
        if (!socket_name || answers(server, socket_name))
            return true;
        if (waitpid(server->pids[which], NULL, WNOHANG) != 0)
            break;
        sound_sleep_ms(10);
    }
    return false;
}

bool server_add_sink(const char *name)
{
    char option[64], rate[] = "rate=48000", channels[] = "channels=2", format[] = "format=s16le";
    char *const argv[] = {"pactl", "load-module", "module-null-sink", option, rate, channels,
                          format,  NULL};
    snprintf(option, sizeof option, "sink_name=%s", name);
    char *number = program_ask(argv);
    bool good = *number >= '0' && *number <= '9';
    free(number);
    return good;
}

static bool start_pulseaudio(struct server *server)
{
    char protocol[160];
    char *const argv[] = {"pulseaudio",
                          "-n",
                          "--daemonize=no",
                          "--exit-idle-time=-1",
                          "--use-pid-file=no",
                          "--log-target=stderr",
                          "-L",
                          protocol,
                          NULL};
    snprintf(protocol, sizeof protocol,
             "module-native-protocol-unix auth-anonymous=1 socket=%s/pulse/native", server->folder);
    return add_program(server, argv, "pulse/native");
}

/* The bus knows no services: nothing else is started by it. */
static void write_bus_settings(const struct server *server)
{
    char *text = mem_format(
        "<busconfig><type>session</type><listen>unix:path=%s/bus</listen>"
        "<policy context=\"default\"><allow send_destination=\"*\"/><allow receive_sender=\"*\"/>"
        "<allow own=\"*\"/></policy></busconfig>\n",
        server->folder);
    free(files_write(server->folder, "bus.conf", text));
    free(text);
}

/* Keeps the session manager away from sound cards and cameras; it has read Lua up to 0.4. */
static void write_manager_settings(const struct server *server)
{
    static const char *const FILES[][2] = {
        {".config/wireplumber/main.lua.d/51-test.lua",
         "alsa_monitor.enabled = false\nv4l2_monitor.enabled = false\n"
         "libcamera_monitor.enabled = false\n"},
        {".config/wireplumber/bluetooth.lua.d/51-test.lua", "bluez_monitor.enabled = false\n"},
        {".config/wireplumber/wireplumber.conf.d/51-test.conf",
         "wireplumber.profiles = { main = { hardware.audio = disabled\n"
         "hardware.bluetooth = disabled\nhardware.video-capture = disabled } }\n"},
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        free(files_write(server->folder, FILES[i][0], FILES[i][1]));
}

static bool start_pipewire(struct server *server)
{
    char settings[128];
    char *const bus[] = {"dbus-daemon", settings, "--nofork", "--nopidfile", "--nosyslog", NULL};
    char *const pipewire[] = {"pipewire", NULL};
    char *const manager[] = {"wireplumber", NULL};
    char *const pulse[] = {"pipewire-pulse", NULL};
    snprintf(settings, sizeof settings, "--config-file=%s/bus.conf", server->folder);
    write_bus_settings(server);
    write_manager_settings(server);
    return add_program(server, bus, "bus") && add_program(server, pipewire, "pipewire-0") &&
           add_program(server, manager, NULL) && add_program(server, pulse, "pulse/native");
}

/* ---- the server */

bool server_revive(struct server *server)
{
    static bool (*const STARTS[])(struct server *) = {start_pulseaudio, start_pipewire};
    if (STARTS[server->kind](server) && server_add_sink("n"))
        return true;
    fprintf(stderr, "%s doesn't come up; see \"make need-tests\" for what it needs\n",
            SERVER_NAMES[server->kind]);
    server_kill(server);
    return false;
}

/* To a place in the folder, after what comes before it. */
static void set_place(const struct server *server, const char *name, const char *before,
                      const char *place)
{
    char *value = mem_format("%s%s%s", before, server->folder, place);
    setenv(name, value, 1);
    free(value);
}

bool server_start(struct server *server, enum server_kind kind)
{
    *server = (struct server){.kind = kind, .folder = "/tmp/numbmed-sound-XXXXXX"};
    if (!mkdtemp(server->folder))
        return false;
    set_place(server, "HOME", "", "");
    set_place(server, "XDG_RUNTIME_DIR", "", "");
    set_place(server, "PULSE_RUNTIME_PATH", "", "/pulse");
    set_place(server, "PULSE_SERVER", "unix:", "/pulse/native");
    set_place(server, "DBUS_SESSION_BUS_ADDRESS", "unix:path=", "/bus");
    unsetenv("PULSE_SINK");
    unsetenv("PULSE_LATENCY_MSEC");
    unsetenv("DISPLAY");
    mkdir(getenv("PULSE_RUNTIME_PATH"), 0700);
    return server_revive(server);
}

/* The last one first: none of them shall see another go. */
void server_kill(struct server *server)
{
    server_freeze(server);
    for (int i = SERVER_PROGRAMS - 1; i >= 0; i--) {
        if (server->pids[i])
            kill(server->pids[i], SIGKILL);
        program_end(&server->pids[i]);
    }
}

static void signal_all(const struct server *server, int number)
{
    for (int i = 0; i < SERVER_PROGRAMS; i++) {
        if (server->pids[i])
            kill(server->pids[i], number);
    }
}

void server_freeze(struct server *server)
{
    signal_all(server, SIGSTOP);
}

void server_thaw(struct server *server)
{
    signal_all(server, SIGCONT);
}

void server_stop(struct server *server)
{
    char *const argv[] = {"rm", "-rf", server->folder, NULL};
    server_kill(server);
    free(program_ask(argv));
}
