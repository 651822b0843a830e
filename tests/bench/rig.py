"""What every part of the bench needs: a folder, a sound server, a recorder, programs on terminals."""
import array
import fcntl
import os
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import threading
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NUMBMED = os.environ.get("NUMBMED", os.path.join(TOP, "numbmed"))
RUNS = 5
RATE = 48000

median = statistics.median


class Row:
    """A line of the table: what, numbmed's figure, the goal, whether it is met (None: no goal), the peers'."""

    def __init__(self, what, figure, goal="", met=None, peers=""):
        self.what, self.figure, self.goal, self.met, self.peers = what, figure, goal, met, peers


class Folder:
    """A folder of its own: HOME of everything that is measured. Goes when the bench ends."""

    def __init__(self):
        self.holder = tempfile.TemporaryDirectory(prefix="numbmed-bench-", ignore_cleanup_errors=True)
        self.path = self.holder.name
        with open(self.join(".local/state/numbmed/state.yaml"), "w") as state:
            state.write("welcomed: true\n")  # the first screen isn't what is measured

    def join(self, *names):
        path = os.path.join(self.path, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def environment(self, server=None, **more):
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        mine = {"HOME": self.path, "XDG_RUNTIME_DIR": self.path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
                "NUMBMED_PATH": self.path}
        if server:
            mine |= {"PULSE_SERVER": server.address, "PULSE_RUNTIME_PATH": self.path}
        return kept | mine | more

    def close(self):
        self.holder.cleanup()


class Server:
    """A PulseAudio with one null sink at 48 kHz, for nobody else."""

    def __init__(self, folder):
        socket = folder.join("native")
        self.address = "unix:" + socket
        self.environment = folder.environment(self)
        self.process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             "--log-target=file:/dev/null", "-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
             "-L", f"module-null-sink sink_name=n rate={RATE} channels=2 format=s16le"],
            env=self.environment, stderr=subprocess.DEVNULL)
        for _ in range(500):
            if subprocess.run(["pactl", "info"], env=self.environment, capture_output=True).returncode == 0:
                return
            time.sleep(0.02)
        raise SystemExit("no sound server came up")

    def close(self):
        self.process.kill()
        self.process.wait()


class Recorder:
    """What the null sink's monitor gives, left channel, and when each sample was heard.

    The null sink renders a block of 5 ms when the one before it is over by CLOCK_MONOTONIC, and hands it out at
    once: the first sample of a block is heard when the block arrives here. There is no other clock, so the
    difference between a block's arrival and its first sample's number is the same for all, but for a block held up
    here or rendered early after a rewind: their median is taken. All programs are measured by the same recorder. It
    is right where numbmed's own resume takes 18 ms: it writes 18 ms of zeros before the sound."""

    def __init__(self, server):
        self.process = subprocess.Popen(
            ["parec", "-d", "n.monitor", "--latency-msec=5", "--format=s16le", f"--rate={RATE}", "--channels=2",
             "--raw"], env=server.environment, stdout=subprocess.PIPE)
        self.bytes, self.origins = bytearray(), []
        threading.Thread(target=self.listen, daemon=True).start()
        while len(self.bytes) < 4 * RATE:  # a cold null sink renders 2 s at once
            time.sleep(0.02)
        self.origins.clear()

    def listen(self):
        while block := os.read(self.process.stdout.fileno(), 1 << 16):
            self.origins.append(time.monotonic() - len(self.bytes) / 4 / RATE)
            self.bytes += block

    def sample_at(self, moment):
        return max(0, int((moment - median(self.origins)) * RATE))

    def between(self, begin, end):
        """The samples heard from one moment to another."""
        first, last = self.sample_at(begin), self.sample_at(end)
        frames = array.array("h", bytes(self.bytes[4 * first:4 * last]))
        return frames[::2]

    def close(self):
        self.process.kill()
        self.process.wait()


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


class Program:
    """A program on a terminal of 80x24 (or with pipes only); `began` is the moment before its exec."""

    def __init__(self, command, environment, terminal=True):
        self.output, self.ended, self.usage = bytearray(), None, None
        gate, key = os.pipe()
        self.fd, other = os.openpty()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.pid = os.fork()
        if self.pid == 0:
            self.become(command, environment, terminal, gate, other)
        os.close(gate)
        os.close(other)
        time.sleep(0.01)
        self.began = time.monotonic()
        os.write(key, b"!")
        os.close(key)

    @staticmethod
    def become(command, environment, terminal, gate, other):
        try:
            os.setsid()
            fcntl.ioctl(other, termios.TIOCSCTTY, 0)
            silent = os.open("/dev/null", os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(other if terminal else silent, fd)
            os.closerange(max(silent, other) + 1, 64)
            os.read(gate, 1)
            os.execvpe(command[0], command, environment)
        finally:
            os._exit(127)

    def read(self, seconds):
        """Takes what it writes for so long; True if anything came."""
        ready, _, _ = select.select([self.fd], [], [], max(0, seconds))
        if not ready:
            return False
        try:
            block = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.output += block
        return bool(block)

    def wait_for(self, text, seconds=10):
        """The moment at which it had written the text (since the last time)."""
        until = time.monotonic() + seconds
        while text.encode() not in self.output:
            if not self.read(until - time.monotonic()) or time.monotonic() > until:
                raise SystemExit(f"waited in vain for {text!r}; there came:\n{bytes(self.output[-2000:])!r}")
        now = time.monotonic()
        self.output.clear()
        return now

    def drain(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not self.read(left):
                time.sleep(max(0, min(0.01, until - time.monotonic())))
        self.output.clear()

    def press(self, keys):
        now = time.monotonic()
        os.write(self.fd, keys.encode())
        return now

    def cpu(self):
        """Seconds of CPU of all its threads, also those that have ended (the process' own CPU clock)."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def peak_kib(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

    def switches(self, thread=None):
        """How often its threads (or one of them) have been woken or put aside."""
        total = 0
        for tid in [thread] if thread else os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{tid}/status") as status:
                total += sum(int(line.split()[1]) for line in status if "ctxt_switches" in line)
        return total

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.fd)


def measure(command, environment, **options):
    """Runs a program to its end: seconds of wall time, of CPU, and its peak in KiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {error.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def together(functions):
    """Calls them at the same time; their results in order."""
    results = [None] * len(functions)

    def call(i):
        results[i] = functions[i]()

    threads = [threading.Thread(target=call, args=(i,)) for i in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if None in results:
        raise SystemExit("a part of the bench failed; see above")
    return results
