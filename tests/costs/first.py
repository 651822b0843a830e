"""How what is measured is kept from what else runs on the machine."""
import os


def be_first():
    """From here on this thread and all that it starts run on one processor, before anything else there: how they
    meet (who waits for a lock, what is found in a pipe at once) is then the same next to any load. False: that isn't
    allowed here (to an ordinary user, in some containers)."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except PermissionError:
        return False
    return True


def may_be_first():
    """Whether it is allowed, asked of a child."""
    child = os.fork()
    if child == 0:
        os._exit(not be_first())
    return os.waitpid(child, 0)[1] == 0
