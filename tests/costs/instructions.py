"""Instructions, counted by callgrind: to the menu, to a sitting, a second of sound and of screen, a step's change."""
import glob
import os
import re
import select
import shutil
import subprocess
import time

import library
from rig import NUMBMED, Folder, Program

LETTERS = "abcdefghijklmnop"
STEPS = 10
WRITTEN = 31  # seconds from which on the journal is written
TURNS = 6  # of the clock: among so many it is written once or twice
PRESSES = 5
SHORT, LONG = 4, 12  # seconds of sound
PARTS = 4


class Callgrind:
    """numbmed on a terminal, counted from one wait of its screen to the next: callgrind writes a file whenever
    ppoll is called."""

    def __init__(self, folder, *arguments):
        """In a home in which the journal has been opened before."""
        environment = folder.environment()
        subprocess.run([NUMBMED, "journal", "list"], env=environment, check=True, stdout=subprocess.DEVNULL)
        self.out = folder.join("callgrind", "out")
        self.program = Program(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={self.out}",
                                "--dump-before=ppoll", NUMBMED, *arguments], environment)

    def counts(self):
        """The instructions of each part so far."""
        found = []
        for path in glob.glob(self.out + ".*"):
            with open(path) as file:
                if total := re.search(r"^totals: (\d+)", file.read(), re.MULTILINE):
                    found.append((int(path.rsplit(".", 1)[1]), int(total[1])))
        return [count for _, count in sorted(found)]

    def take(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.program.fd], [], [], left)[0]:
                os.read(self.program.fd, 1 << 16)

    def wait_for_parts(self, count):
        """Until there are this many parts and half a second has brought no other."""
        until = time.monotonic() + 120
        while (have := len(self.counts())) < count:
            if time.monotonic() > until:
                raise SystemExit(f"the screen has waited {have} times, not {count}: is it no longer by ppoll?")
            self.take(0.05)
        self.take(0.5)

    def close(self):
        self.program.close()


def library_of_ten():
    folder = Folder()
    for i, source in enumerate(library.real_clips()[:STEPS]):
        shutil.copyfile(source, library.clip(folder, "ten", f"s{i}"))
    words = [LETTERS[i:i + 1] * 3 + LETTERS[-i - 4:][:4] + "." for i in range(STEPS)]
    library.write(folder, "ten", [(f"s{i}", words[i], "30s") for i in range(STEPS)], "[10]")
    return folder


def to_menu():
    folder = library_of_ten()
    counted = Callgrind(folder, "play")
    counted.program.wait_for("help", 120)
    counted.wait_for_parts(1)
    count = counted.counts()[0]
    counted.close()
    folder.close()
    return {"instructions.start-to-menu": count}


def on_screen():
    """A sitting without sound: to its first picture, a second of it, and a step's change while it is paused, when
    nothing else happens."""
    folder = library_of_ten()
    counted = Callgrind(folder, "play", "ten", "--minutes", "10", "--sink", "silent", "--bells", "none", "--check-in",
                        "no")
    counted.wait_for_parts(4)
    counted.program.press("_")  # means nothing; any key takes the notice away
    counted.take(WRITTEN)
    before = len(counted.counts())
    counted.wait_for_parts(before + 1)  # half a second after the clock has turned
    start = len(counted.counts())
    counted.take(TURNS)
    turns = counted.counts()[start:]
    counted.program.press(" ")
    counted.wait_for_parts(start + len(turns) + 1)
    start = len(counted.counts())
    for i in range(PRESSES):
        counted.program.press("n")
        counted.wait_for_parts(start + i + 1)
    counts = counted.counts()
    counted.close()
    folder.close()
    return {"instructions.start-to-sitting": counts[0], "instructions.second-of-screen": sum(turns) // TURNS,
            "instructions.step-on-screen": sum(counts[start:]) // PRESSES}


# ---- sound, by what it takes to write it to a file

def tones(folder, name, parts, seconds):
    """A practice that sounds for this long, in so many steps."""
    for i in range(parts):
        library.sox("-n", "-r", "24000", "-c", "1", "--comment", "TITLE=A tone.", library.clip(folder, name, f"t{i}"),
                    "synth", str(seconds / parts), "sine", "440", "gain", "-8")
    library.write(folder, name, [(f"t{i}", "A tone.", "1s") for i in range(parts)])


def render(folder, name, seconds, *options):
    out = folder.join("callgrind-" + name)
    command = ["valgrind", "-q", "--tool=callgrind", "--callgrind-out-file=" + out, NUMBMED, "render", name,
               "--minutes", f"{seconds}s", "--bells", "none", "-o", folder.join("out.wav"), "--force", *options]
    subprocess.run(command, env=folder.environment(), check=True, stdout=subprocess.DEVNULL)
    with open(out) as file:
        return int(re.search(r"^totals: (\d+)", file.read(), re.MULTILINE)[1])


def of_sound():
    folder = Folder()
    for name, parts, seconds in (("short", 1, SHORT), ("long", 1, LONG), ("parts", PARTS, SHORT)):
        tones(folder, name, parts, seconds)
    long, short = render(folder, "long", LONG + PARTS), render(folder, "short", SHORT + PARTS)
    rain = [render(folder, name, seconds + PARTS, "--background", "rain")
            for name, seconds in (("long", LONG), ("short", SHORT))]
    steps = render(folder, "parts", SHORT + PARTS)
    folder.close()
    return {"instructions.second-of-speech": (long - short) // (LONG - SHORT),
            "instructions.second-of-speech-and-rain": (rain[0] - rain[1]) // (LONG - SHORT),
            "instructions.step-of-sound": (steps - short) // (PARTS - 1)}


def figures():
    return to_menu() | on_screen() | of_sound()
