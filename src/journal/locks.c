/* Locks on a small file beside the journal, which the system lets go of when a program ends,
 * however it does. They belong to the descriptor, so that two journals of one program exclude each
 * other, too. Byte 0 says that the journal is open, each byte from 1 on that the sitting with this
 * id goes on, and the last that the journal is just being opened. */
#include "journal/journal_inside.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BYTE_OPEN INT64_C(0)
#define BYTE_GATE INT64_MAX

static int open_held(struct journal *journal)
{
    if (journal->held < 0) {
        char *path = mem_format("%s-held", journal->path);
        journal->held = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (journal->held >= 0)
            fchmod(journal->held, 0600);
        free(path);
    }
    return journal->held;
}

static bool set_lock(struct journal *journal, int64_t byte, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    int file = open_held(journal);
    return file >= 0 && fcntl(file, F_OFD_SETLK, &lock) == 0;
}

bool lock_gate(struct journal *journal, struct error *error)
{
    const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
    for (int waited = 0; !set_lock(journal, BYTE_GATE, F_WRLCK); waited += 10) {
        if (journal->held < 0 || (errno != EAGAIN && errno != EACCES))
            return true; /* nothing can be locked here: a journal that can only be read, say */
        if (waited >= BUSY_PATIENT_MS)
            return error_set(error, BUSY_SENTENCE, journal->path);
        nanosleep(&moment, NULL);
    }
    return true;
}

void unlock_gate(struct journal *journal)
{
    set_lock(journal, BYTE_GATE, F_UNLCK);
}

void lock_shared(struct journal *journal)
{
    set_lock(journal, BYTE_OPEN, F_RDLCK);
}

bool lock_alone(struct journal *journal)
{
    return set_lock(journal, BYTE_OPEN, F_WRLCK);
}

bool lock_to_the_end(struct journal *journal)
{
    if (!set_lock(journal, BYTE_GATE, F_WRLCK))
        return false;
    if (lock_alone(journal))
        return true;
    unlock_gate(journal);
    return false;
}

/* By another. */
static bool is_locked(struct journal *journal, int64_t byte)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    int file = open_held(journal);
    return file >= 0 && fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

bool lock_is_shared(struct journal *journal)
{
    return is_locked(journal, BYTE_OPEN);
}

bool lock_is_held(struct journal *journal, int64_t id)
{
    return is_locked(journal, id);
}

bool journal_hold(struct journal *journal, int64_t id)
{
    return set_lock(journal, id, F_WRLCK);
}
