"""What every part of the bench needs: folders, homes, programs on terminals."""
import atexit
import contextlib
import fcntl
import os
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NUMBMED = os.environ.get("NUMBMED", os.path.join(TOP, "numbmed"))
SMALL = "--small" in sys.argv  # whether it runs at all, not what it measures
RUNS = 1 if SMALL else 5
RATE = 48000
HELD, MAKING, ENDED = [], threading.Lock(), threading.Event()

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPPED = []  # the signal that ends the bench
DELAYED = {"depth": 0, "came": False}  # of the main thread, which hears the signals

median = statistics.median


def stop(number, _):
    """The first signal counts: what was begun is put away in peace."""
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    STOPPED.append(number)
    DELAYED["came"] = DELAYED["depth"] > 0
    if not DELAYED["came"]:
        raise KeyboardInterrupt


@contextlib.contextmanager
def undisturbed():
    """A signal waits until this is over, so that nothing is half made, or half put away."""
    ours = threading.current_thread() is threading.main_thread()
    if ours:
        DELAYED["depth"] += 1
    try:
        yield
    finally:
        if ours:
            DELAYED["depth"] -= 1
        if ours and DELAYED["came"] and not DELAYED["depth"]:
            DELAYED["came"] = False
            raise KeyboardInterrupt


def amount(usual, small):
    return small if SMALL else usual


class Row:
    """A line of the table: what, numbmed's figure, the goal, whether it is met (None: no goal), the peers'."""

    def __init__(self, what, figure, goal="", met=None, peers=""):
        self.what, self.figure, self.goal, self.met, self.peers = what, figure, goal, met, peers


class Held:
    """Something that has to be ended: by close(), or when the bench ends, however it does."""

    def __init__(self, make):
        """Keeps what make() gives in `held`. While the bench ends, nothing more is made."""
        self.closing = threading.Lock()
        with undisturbed(), MAKING:
            if ENDED.is_set():
                raise SystemExit("the bench ends")
            self.held = make()
            HELD.append(self)

    def close(self):
        with undisturbed(), self.closing:  # a thread of the bench may close it while the bench ends
            if self in HELD:
                try:
                    self.end()
                finally:
                    HELD.remove(self)

    def end(self):
        raise NotImplementedError


def close_held():
    for held in reversed(HELD[:]):
        try:
            held.close()
        except Exception as fault:  # the others have to end all the same
            print(fault, file=sys.stderr)


@atexit.register
def close_for_good():
    with MAKING:
        ENDED.set()
    close_held()


class Folder(Held):
    """A folder of its own: library and runtime folder of everything that is measured in it, and their homes."""

    def __init__(self):
        super().__init__(lambda: tempfile.TemporaryDirectory(prefix="numbmed-bench-", ignore_cleanup_errors=True))
        self.path, self.homes = self.held.name, 0

    def join(self, *names):
        if ENDED.is_set():  # a thread goes on where all is put away already
            raise SystemExit("the bench ends")
        path = os.path.join(self.path, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def write(self, name, text):
        with open(self.join(name), "w") as file:
            file.write(text)
        return file.name

    def home(self):
        """A clean one: a journal or a state left by one program would change what the next one does."""
        self.homes += 1
        home = self.join("homes", str(self.homes))
        self.write(os.path.join(home, ".local/state/numbmed/state.yaml"),
                   "welcomed: true\n")  # the first screen isn't what is measured
        return home

    def environment(self, server=None, **more):
        """For one program: with a clean home, unless more names another."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        mine = {"HOME": more.get("HOME") or self.home(), "XDG_RUNTIME_DIR": self.path, "TERM": "xterm-256color",
                "LC_ALL": "C.UTF-8", "NUMBMED_PATH": self.path}
        if server:
            mine |= {"PULSE_SERVER": server.address, "PULSE_RUNTIME_PATH": self.path}
        return kept | mine | more

    def end(self):
        for _ in range(100):  # somebody who was begun when the bench was ended may still write there
            self.held.cleanup()
            if not os.path.exists(self.path):
                break
            time.sleep(0.02)


def cpu_of(pid):
    """Seconds of CPU of all threads of a process, also those that have ended (its own CPU clock); 0 where it has
    gone."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def last_sound(samples):
    """How long it sounds until it is silent to the end, in ms."""
    for i in range(len(samples), 0, -1):
        if abs(samples[i - 1]) > 2:
            return i * 1000 / RATE
    return 0.0


def first_sound(samples):
    """How long it is silent, in ms; all of it where it stays so."""
    for i, sample in enumerate(samples):
        if abs(sample) > 2:
            return i * 1000 / RATE
    return len(samples) * 1000 / RATE


class Program(Held):
    """A program on a terminal of 80x24; `began` is the moment before its exec."""

    def __init__(self, command, environment):
        self.command, self.output, self.tail = command, bytearray(), b""
        self.fd, other = os.openpty()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        # The terminal becomes the new session's when its leader opens it.
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.ttyname(other), os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1),
                   (os.POSIX_SPAWN_DUP2, 0, 2)]
        self.began = time.monotonic()
        super().__init__(lambda: os.posix_spawnp(command[0], command, environment, file_actions=actions, setsid=True,
                                                 setsigdef=[signal.SIGPIPE]))
        self.pid = self.held
        os.close(other)

    def read(self, seconds):
        """Takes what it writes within this time; True if anything came."""
        ready, _, _ = select.select([self.fd], [], [], max(0, seconds))
        if not ready:
            return False
        try:
            block = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.output += block
        self.tail = (self.tail + block)[-2000:]
        return bool(block)

    def wait_for(self, text, seconds=10):
        """The moment at which it had written the text (since the last time)."""
        until = time.monotonic() + seconds
        while text.encode() not in self.output:
            if not self.read(until - time.monotonic()) or time.monotonic() > until:
                raise SystemExit(f"{self.command}: waited in vain for {text!r}; there came:\n{self.tail!r}")
        now = time.monotonic()
        self.output.clear()
        return now

    def drain(self, seconds, text=None):
        """Reads for this long; returns the moment at which the text had come, or None."""
        until, came = time.monotonic() + seconds, None
        while (left := until - time.monotonic()) > 0:
            if not self.read(left):
                time.sleep(max(0, min(0.01, until - time.monotonic())))
            if text and not came and text.encode() in self.output:
                came = time.monotonic()
        self.output.clear()
        return came

    def press(self, keys):
        now = time.monotonic()
        os.write(self.fd, keys.encode())
        return now

    def check(self, running=True):
        """Fails unless it runs, or (where it may) has ended well: the dead cost nothing."""
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended and (running or ended.si_code != os.CLD_EXITED or ended.si_status != 0):
            raise SystemExit(f"{self.command} ended too early, with {ended.si_status}; last came:\n{self.tail!r}")

    def cpu(self):
        return cpu_of(self.pid)

    def kib(self, file, *names):
        """The sum of some lines of its status or smaps_rollup."""
        with open(f"/proc/{self.pid}/{file}") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith(names))

    def peak_kib(self):
        return self.kib("status", "VmHWM:")

    def private_kib(self):
        """What is nobody else's."""
        return self.kib("smaps_rollup", "Private_Clean:", "Private_Dirty:")

    def switches(self, thread=None):
        """How often its threads (or one of them) have been woken or put aside."""
        total = 0
        for tid in [thread] if thread else os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{tid}/status") as status:
                total += sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
        return total

    def end(self):
        try:
            os.kill(self.held, signal.SIGKILL)
            os.waitpid(self.held, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.fd)


def measure(command, environment, **options):
    """Runs a program to its end: seconds of wall time and of CPU."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {error.decode()}")
    return wall, usage.ru_utime + usage.ru_stime


def peak_of(command, environment):
    """The peak in KiB by GNU time, which is small itself: a child of this process would begin with its size."""
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], check=True, env=environment, capture_output=True,
                          text=True)
    return int(done.stderr.split()[-1])


def together(functions):
    """Calls them at the same time; their results in order."""
    results, faults = [None] * len(functions), []

    def call(i):
        try:
            results[i] = functions[i]()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=call, args=(i,), daemon=True) for i in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return results


def in_turn(functions):
    """Calls them one after another, so that none disturbs another; in a small run at the same time."""
    return together(functions) if SMALL else [function() for function in functions]
