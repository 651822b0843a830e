/* Disks that are full, small, only read or broken, for a part of a test in a process of its own
 * (desk_apart): what is mounted goes with that. */
#ifndef TESTS_DISK_H
#define TESTS_DISK_H

#include "base/memory.h"
#include "base/path.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

struct disk {
    char filler[256];
};

/* Mounts that only this process sees: as root, or as a user who may be root in a namespace of its
 * own. */
static inline bool disk_own_mounts(void)
{
    return (unshare(CLONE_NEWNS) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
           mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* False where nothing may be mounted. */
static inline bool disk_mount(struct disk *disk, const char *folder, int megabytes)
{
    char size[32];
    snprintf(size, sizeof size, "mode=0700,size=%dm", megabytes);
    snprintf(disk->filler, sizeof disk->filler, "%s/filler", folder);
    return disk_own_mounts() && mount("tmpfs", folder, "tmpfs", 0, size) == 0;
}

static inline bool disk_make_read_only(const char *folder)
{
    return disk_own_mounts() && mount(folder, folder, NULL, MS_BIND, NULL) == 0 &&
           mount(NULL, folder, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0;
}

static inline void disk_fill(const struct disk *disk)
{
    static const char block[4096];
    int file = open(disk->filler, O_WRONLY | O_CREAT | O_APPEND, 0600);
    while (write(file, block, sizeof block) > 0)
        continue;
    close(file);
}

static inline void disk_free(const struct disk *disk)
{
    unlink(disk->filler);
}

/* From here on no file may grow beyond this many bytes. */
static inline void disk_limit(long bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = (rlim_t)bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

static inline void disk_lift_limit(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* -1: there is no such file. */
static inline int64_t disk_size(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_size : -1;
}

/* Writes nonsense over a page of a file; returns the file's size. */
static inline int64_t disk_damage(const char *path, int64_t at)
{
    char nonsense[4096];
    memset(nonsense, 0x55, sizeof nonsense);
    int file = open(path, O_WRONLY);
    ssize_t written = pwrite(file, nonsense, sizeof nonsense, at / 4096 * 4096);
    close(file);
    return written > 0 ? disk_size(path) : -1;
}

#endif
