"""Sound servers of our own, and what a listener hears from them."""
import array
import contextlib
import os
import re
import signal
import subprocess
import threading
import time

from rig import RATE, Folder, Held, cpu_of, median

SINK = "n"


class Server(Held):
    """A sound server with a null sink at 48 kHz, which is the default; for nobody else. A kind of server gives its
    name and its command. All its processes are one session, so that none survives it."""

    name, options = "", ""

    def __init__(self, folder):
        self.folder = folder
        self.address = "unix:" + folder.join("native")
        self.environment = folder.environment(self)
        super().__init__(lambda: subprocess.Popen(self.command(), env=self.environment, start_new_session=True,
                                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                                  stderr=subprocess.DEVNULL))
        self.wait_until(lambda: self.pactl("info") is not None)
        self.add_sink(SINK)
        self.pactl("set-default-sink", SINK)
        self.wait_until(lambda: f"Default Sink: {SINK}\n" in (self.pactl("info") or ""))

    def command(self):
        raise NotImplementedError

    def wait_until(self, true):
        until = time.monotonic() + 20
        while not true():
            if time.monotonic() > until or self.held.poll() is not None:
                raise SystemExit(f"no {self.name} came up")
            time.sleep(0.02)

    def pactl(self, *arguments):
        """What pactl prints; None where it fails."""
        done = subprocess.run(["pactl", *arguments], env=self.environment, capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else None

    def add_sink(self, sink):
        self.pactl("load-module", "module-null-sink", f"sink_name={sink}", f"rate={RATE}", "channels=2",
                   *self.options.split())
        self.wait_until(lambda: f"\t{sink}\t" in (self.pactl("list", "short", "sinks") or ""))

    def processes(self):
        """The ids of all that run in its session."""
        found = []
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{name}/stat") as stat:
                    state, _, _, session = stat.read().rpartition(")")[2].split()[:4]
            except (OSError, ValueError):  # it has just gone
                continue
            if session == str(self.held.pid) and state != "Z":
                found.append(int(name))
        return found

    def cpu(self):
        """Seconds of CPU of all its processes."""
        return sum(cpu_of(pid) for pid in self.processes())

    def end(self):
        while pids := self.processes():
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
        self.held.wait()


class PulseAudio(Server):
    name, options = "PulseAudio", "format=s16le"

    def command(self):
        return ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                "--log-target=file:/dev/null", "-L",
                f"module-native-protocol-unix auth-anonymous=1 socket={self.folder.join('native')}"]


# A bus that starts no service by itself.
BUS = """<busconfig><type>session</type><listen>unix:dir={}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
# wireplumber leaves this machine's devices alone: 0.4 (Debian 12) reads Lua, 0.5 (13) reads the other.
HEADLESS = {
    "main.lua.d/80-none.lua": "alsa_monitor.enabled = false\nv4l2_monitor.enabled = false\n"
                            "libcamera_monitor.enabled = false\n",
    "bluetooth.lua.d/80-none.lua": "bluez_monitor.enabled = false\n",
    "wireplumber.conf.d/none.conf": "wireplumber.profiles = { main = { hardware.audio = disabled\n"
                                    "hardware.bluetooth = disabled\nhardware.video-capture = disabled } }\n"}
PIPEWIRE = """pipewire &
until [ -S "$XDG_RUNTIME_DIR/pipewire-0" ]; do sleep 0.02; done
wireplumber &
pipewire-pulse &
wait"""


class PipeWire(Server):
    """wireplumber links the streams; it ends at once without a session bus. The pulse protocol's socket is in
    PULSE_RUNTIME_PATH."""

    name = "PipeWire"

    def command(self):
        configuration = os.path.join(self.environment["HOME"], ".config", "wireplumber")
        for name, text in HEADLESS.items():
            self.folder.write(os.path.join(configuration, name), text)
        bus = self.folder.write("bus.conf", BUS.format(self.folder.path))
        return ["dbus-run-session", "--config-file=" + bus, "--", "sh", "-c", PIPEWIRE]


KINDS = [PulseAudio, PipeWire]


@contextlib.contextmanager
def sounding(kind):
    """A folder and a server in it, warm: a cold null sink blocks its first client for a second or two."""
    folder = Folder()
    server = kind(folder)
    time.sleep(0.5)
    try:
        yield folder, server
    finally:
        server.close()
        folder.close()


class Monitor(Held):
    """Reads what a sink's monitor gives, in a thread: take() gets every block."""

    def __init__(self, server, sink, latency_ms, channels):
        self.server, self.sink = server, sink
        super().__init__(lambda: subprocess.Popen(
            ["parec", "-d", sink + ".monitor", f"--latency-msec={latency_ms}", "--format=s16le", f"--rate={RATE}",
             f"--channels={channels}", "--raw"], env=server.environment, stdout=subprocess.PIPE))
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while block := os.read(self.held.stdout.fileno(), 1 << 16):
            self.take(block)

    def take(self, block):
        raise NotImplementedError

    def wait_until(self, true, what, seconds=30):
        until = time.monotonic() + seconds
        while not true():
            if time.monotonic() > until:
                raise SystemExit(f"{self.server.name}, sink {self.sink}: {what}")
            time.sleep(0.02)

    def end(self):
        self.held.kill()
        self.held.wait()


class Recorder(Monitor):
    """The left channel, and when each sample was heard.

    A null sink renders a block when the one before it is over by CLOCK_MONOTONIC, and hands it out at once: the
    first sample of a block is heard when the block arrives here. There is no other clock, so the difference between
    a block's arrival and its first sample's number is the same for all, but for a block held up here or rendered
    early after a rewind: the median of a few seconds is taken. All programs are measured by the same recorder."""

    def __init__(self, server):
        self.bytes, self.origins = bytearray(), []
        super().__init__(server, SINK, 5, 2)
        # A cold null sink of PulseAudio renders 2 s at once.
        self.wait_until(lambda: len(self.bytes) >= 4 * RATE, "nothing to record")
        self.origins.clear()

    def take(self, block):
        now = time.monotonic()
        self.origins.append((now, now - len(self.bytes) / 4 / RATE))
        self.bytes += block

    def sample_at(self, moment):
        near = [origin for when, origin in self.origins if abs(when - moment) < 2]
        return max(0, int((moment - median(near)) * RATE))

    def between(self, begin, end):
        """The samples heard from one moment to another."""
        first, last = self.sample_at(begin), self.sample_at(end)
        frames = array.array("h", bytes(self.bytes[4 * first:4 * last]))
        return frames[::2]


class Holes(Monitor):
    """Silences longer than 2 ms after the first sound: when they begin and how long they last, in seconds. It asks
    for sound in blocks of 200 ms, so that the player decides how small the server's blocks are."""

    SHORTEST = 2 * 2 * RATE // 1000  # bytes: one channel

    def __init__(self, server, sink):
        self.seen, self.quiet, self.heard, self.holes = 0, 0, False, []
        super().__init__(server, sink, 200, 1)

    def take(self, block):
        sound = block.lstrip(b"\0")
        self.quiet += len(block) - len(sound)
        if sound:
            self.note(self.seen + len(block) - len(sound))
            tail = len(sound) - len(sound.rstrip(b"\0"))
            inside = sound[:len(sound) - tail]
            for silence in re.finditer(rb"\0{%d,}" % self.SHORTEST, inside):
                self.quiet = len(silence.group())
                self.note(self.seen + len(block) - len(sound) + silence.end())
            self.heard, self.quiet = True, tail
        self.seen += len(block)

    def note(self, end):
        """A silence ends at this byte."""
        if self.heard and self.quiet > self.SHORTEST:
            self.holes.append(((end - self.quiet) / 2 / RATE, self.quiet / 2 / RATE))
        self.quiet = 0

    def wait_for_sound(self):
        self.wait_until(lambda: self.heard, "nothing was heard")

    def all_holes(self):
        """Those so far, one that lasts still included."""
        self.note(self.seen)
        return self.holes
