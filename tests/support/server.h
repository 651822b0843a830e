/* A sound server of the test's own. */
#ifndef TESTS_SERVER_H
#define TESTS_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

enum server_kind { SERVER_PULSEAUDIO, SERVER_PIPEWIRE, SERVER_KINDS };

enum { SERVER_PROGRAMS = 4 };

/* A server with one null sink, "n", in a folder of its own; PipeWire's is also the runtime folder
 * of a session bus, as its session manager gives up without one. Nothing of it touches hardware or
 * the user's own session, and all of it dies with the test program. */
struct server {
    enum server_kind kind;
    char folder[64];
    pid_t pids[SERVER_PROGRAMS]; /* 0: it isn't running */
};

extern const char *const SERVER_NAMES[SERVER_KINDS];

/* Starts one and points this process and its children to it. False, and a line on stderr, if it
 * doesn't come up. */
bool server_start(struct server *server, enum server_kind kind);

/* Ends it as a crash would. */
void server_kill(struct server *server);

/* Starts it again on the same socket. */
bool server_revive(struct server *server);

/* Stops it from answering, and lets it go on. */
void server_freeze(struct server *server);
void server_thaw(struct server *server);

/* Ends it and removes its folder. */
void server_stop(struct server *server);

/* Adds one more null sink to the server that runs. */
bool server_add_sink(const char *name);

/* Starts a program that dies with this one; what it prints and its complaints go to `out` and `err`
 * unless they are -1. */
pid_t program_begin(char *const argv[], int out, int err);

/* The same; returns where what it prints can be read. */
int program_begin_piped(char *const argv[], pid_t *pid);

/* Kills it if it runs; *pid is 0 afterwards. */
void program_end(pid_t *pid);

/* Runs a program with this process' environment and returns what it prints; the caller frees it. */
char *program_ask(char *const argv[]);

#endif
