"""Holes in the sound: rain next to four busy loops, as when somebody sits while a build runs; mpv and cmus play a file
of rain at the same time, each into its own null sink of the same server. Both kinds of server run at the same time."""
import os
import subprocess

import players
from rig import RATE, TOP, Folder, Held, Program, Row, amount, together
from servers import KINDS, SINK, Holes

SECONDS = amount(600, 3)
LOOPS = 4
BACKGROUND = os.path.join(TOP, os.environ.get("BUILD", "build/release"), "tests/bench/background")


class Loop(Held):
    def __init__(self):
        super().__init__(lambda: subprocess.Popen(["sh", "-c", "while :; do :; done"]))

    def end(self):
        self.held.kill()
        self.held.wait()


def rain(folder):
    """A file of it that lasts until the others are ready and to the end."""
    path = folder.join("rain.wav")
    with subprocess.Popen([BACKGROUND, "rain", str(SECONDS + 120)], stdout=subprocess.PIPE) as source:
        subprocess.run(["sox", "-D", "-t", "f32", "-r", str(RATE), "-c", "2", "-", "-b", "16", path],
                       stdin=source.stdout, check=True)
    return path


class Listened:
    """A server on which the three play, and what is heard of each."""

    def __init__(self, kind):
        self.folder = Folder()
        self.server = kind(self.folder)
        self.server.add_sink("mpv")
        self.server.add_sink("cmus")
        self.monitors = {sink: Holes(self.server, sink) for sink in (SINK, "mpv", "cmus")}
        self.checks = []

    def play(self, file):
        ours = players.numbmed(self.folder, self.server, "sit", "--background", "rain", "--bells", "none", "--plain")
        mpv = Program(players.mpv_command(file), self.folder.environment(self.server, PULSE_SINK="mpv"))
        cmus = players.Cmus(self.folder, self.server, PULSE_SINK="cmus")
        cmus.play(file)
        for monitor in self.monitors.values():
            monitor.wait_for_sound()
        together([lambda program=program: program.drain(SECONDS) for program in (ours, mpv, cmus.program)])
        found = {sink: list(monitor.all_holes()) for sink, monitor in self.monitors.items()}
        for player in (ours, mpv, cmus):
            player.check()
        for held in (ours, mpv, cmus, *self.monitors.values(), self.server, self.folder):
            held.close()
        return found


def shown(holes):
    longest = max((length for _, length in holes), default=0)
    return f"{len(holes)}" + (f", longest {1000 * longest:.0f} ms" if holes else "")


def rows():
    listened = together([lambda kind=kind: Listened(kind) for kind in KINDS])
    folder = Folder()
    file = rain(folder)
    loops = [Loop() for _ in range(LOOPS)]
    found = together([lambda one=one: one.play(file) for one in listened])
    for held in (*loops, folder):
        held.close()
    span = f"{SECONDS // 60} min" if SECONDS >= 60 else f"{SECONDS} s"
    return [Row(f"holes in {span} of rain beside {LOOPS} busy loops, {kind.name}", shown(holes[SINK]), "0",
                not holes[SINK], f"mpv {shown(holes['mpv'])}; cmus {shown(holes['cmus'])}")
            for kind, holes in zip(KINDS, found)]
