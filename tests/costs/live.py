"""Sittings with a real sound server: how often each thread wakes, its system calls, what is written to the
terminal, memory. None of it depends on how busy the machine is: a thread that is put aside isn't counted."""
import collections
import os
import re
import select
import subprocess
import time

import library
from first import be_first
from rig import NUMBMED, Folder, Program, together
from servers import PulseAudio

WINDOW = 15  # seconds: libpulse looks around every 1.5 s while nothing sounds
SETTLED = 11.5  # seconds after the first words: they are dim; a cold null sink has taken its 2 s of sound at once
JUST_PAUSED = 5  # seconds: the device is closed 10 s after the pause
CLOSED = 12  # seconds after the pause
CALL = re.compile(r"^\d+ +(\w+)\((?!.*journal\.db)", re.MULTILINE)  # it is written every fifth or sixth second


class Sitting:
    """One numbmed that plays a practice to a server of its own."""

    def __init__(self, practice, words, *options, settled=SETTLED):
        be_first()
        self.turns = True  # whether the clock on the screen does
        self.folder = Folder()
        library.tone(self.folder)
        library.write(self.folder, "still", [("a", "Some words.", "1s"), ("quiet", None, "10m")], "[12]")
        self.server = PulseAudio(self.folder)
        self.program = Program([NUMBMED, "play", practice, "--bells", "none", "--check-in", "no", *options],
                               self.folder.environment(self.server))
        self.program.wait_for(words, 60)
        self.take(settled)

    def take(self, seconds):
        """Reads what is written to the terminal for this long; how many bytes there were."""
        until, size = time.monotonic() + seconds, 0
        while (left := until - time.monotonic()) > 0:
            if select.select([self.program.fd], [], [], left)[0]:
                size += len(os.read(self.program.fd, 1 << 16))
        return size

    def meet_clock(self):
        """Returns half a second after the clock on the screen has turned: windows of whole seconds that begin here
        hold the same number of turns, even where a turn comes late."""
        self.take(0.3)
        while select.select([self.program.fd], [], [], 0)[0]:  # in the middle of a turn
            self.take(0.3)
        if not select.select([self.program.fd], [], [], 5)[0]:
            raise SystemExit("the clock on the screen stands still")
        self.take(0.5)

    # ---- what is measured

    def threads(self):
        """How often each thread has given up the processor by itself: {name: count}."""
        counts = {}
        for tid in sorted(os.listdir(f"/proc/{self.program.pid}/task"), key=int):
            with open(f"/proc/{self.program.pid}/task/{tid}/status") as file:
                status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
            name = "screen" if int(tid) == self.program.pid else status["Name"].replace("numbmed", "sound")
            while name in counts:
                name += "+"
            counts[name] = int(status["voluntary_ctxt_switches"])
        return counts

    def wake_ups(self, seconds):
        """The wake-ups of each thread within this time, and the bytes written to the terminal."""
        before = self.threads()
        size = self.take(seconds)
        return {name: count - before.get(name, 0) for name, count in self.threads().items()}, size

    def calls(self, seconds):
        """The system calls of all threads within this time: how many of each."""
        path = self.folder.join("calls")
        strace = subprocess.Popen(["strace", "-qq", "-f", "-y", "-o", path, "-p", str(self.program.pid)],
                                  stderr=subprocess.DEVNULL)
        self.take(2)  # by then it has found all threads
        if strace.poll() is not None:
            raise SystemExit("strace can't be attached here")
        if self.turns:
            self.meet_clock()
        begin = os.path.getsize(path)
        self.take(seconds)
        end = os.path.getsize(path)
        strace.terminate()
        strace.wait()
        with open(path) as file:
            file.seek(begin)
            found = CALL.findall(file.read(end - begin))
        return collections.Counter(found)

    def memory(self):
        """KiB: the peak of what is resident, and what is its own and was written to."""
        return self.program.peak_kib(), self.program.kib("smaps_rollup", "Private_Dirty:")

    def close(self):
        self.program.close()
        self.server.close()
        self.folder.close()


def thread_figures(name, counts):
    return {f"wake-ups.{name}.{thread}": count for thread, count in counts.items()}


def playing(name, *arguments):
    """Figures of a sitting that runs."""
    sitting = Sitting(*arguments)
    sitting.meet_clock()
    counts, size = sitting.wake_ups(WINDOW)
    peak, dirty = sitting.memory()
    calls = sitting.calls(WINDOW)
    sitting.close()
    return thread_figures(name, counts) | {
        f"terminal-bytes.{name}": size, f"calls.{name}": calls.total(), f"memory-peak-kib.{name}": peak,
        f"memory-dirty-kib.{name}": dirty}, {f"calls.{name}": listed(calls)}


def paused():
    """Figures of a sitting that is paused: with the device still open, and after it was closed."""
    sitting = Sitting("tone", "A tone.", "--minutes", "121s", settled=3)
    sitting.program.press(" ")
    began = time.monotonic()
    sitting.turns = False
    sitting.take(2)
    just, _ = sitting.wake_ups(JUST_PAUSED)
    sitting.take(began + CLOSED - time.monotonic())
    counts, size = sitting.wake_ups(WINDOW)
    calls = sitting.calls(WINDOW)
    sitting.close()
    return thread_figures("just-paused", just) | thread_figures("paused", counts) | {
        "terminal-bytes.paused": size, "calls.paused": calls.total()}, {"calls.paused": listed(calls)}


def listed(calls):
    return " ".join(f"{name} {count}" for name, count in calls.most_common())


def figures():
    """The figures, and for some what they are made of."""
    parts = together([
        lambda: playing("speech", "tone", "A tone.", "--minutes", "121s"),
        lambda: playing("silence", "still", "Some words.", "--minutes", "12"),
        lambda: playing("rain", "still", "Some words.", "--minutes", "12", "--background", "rain"),
        paused])
    values, details = zip(*parts)
    return ({name: value for part in values for name, value in part.items()},
            {name: text for part in details for name, text in part.items()})
