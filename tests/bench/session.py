"""Half a minute of session, half speech and half silence: what it costs, beside players of the same sound."""
import time

import library
import pause
from rig import NUMBMED, RUNS, Folder, Program, Row, Server, median, together

SECONDS = 30


class Cost:
    def __init__(self, cpu, peak_kib):
        self.cpu_ms, self.peak_kib = 1000 * cpu, peak_kib


def numbmed(*options):
    """From exec to the session's end: starting and drawing are part of it."""
    folder = Folder()
    library.half_speech(folder)
    server = Server(folder)
    warm(server)
    program = Program([NUMBMED, "play", "half", "--minutes", f"{SECONDS}s", *options], folder.environment(server))
    program.drain(SECONDS + 1.5)
    cost = Cost(program.cpu(), program.peak_kib())
    finish(program, server, folder)
    return cost


def plain(*options):
    """Its last moment is just before its end."""
    folder = Folder()
    library.half_speech(folder)
    server = Server(folder)
    warm(server)
    program = Program([NUMBMED, "play", "half", "--minutes", f"{SECONDS + 2}s", "--plain", *options],
                      folder.environment(server))
    program.drain(SECONDS + 0.5)
    cost = Cost(program.cpu(), program.peak_kib())
    finish(program, server, folder)
    return cost


def cmus():
    """Only while it plays: starting isn't counted."""
    folder = Folder()
    file = library.half_speech(folder)
    server = Server(folder)
    warm(server)
    program = pause.start_cmus(folder, server)
    before = program.cpu()
    pause.play_in_cmus(program, folder, server, file)
    program.drain(SECONDS + 0.5)
    cost = Cost(program.cpu() - before, program.peak_kib())
    finish(program, server, folder)
    return cost


def sox():
    folder = Folder()
    file = library.half_speech(folder)
    server = Server(folder)
    warm(server)
    program = Program(["play", "-q", file], folder.environment(server, AUDIODRIVER="pulseaudio"))
    program.drain(SECONDS - 0.5)
    cost = Cost(program.cpu(), program.peak_kib())
    finish(program, server, folder)
    return cost


def warm(server):
    """A cold null sink blocks its first client for a second or two."""
    time.sleep(0.5)
    assert server.process.poll() is None


def finish(program, server, folder):
    program.close()
    server.close()
    folder.close()


def rows():
    runs = [together([numbmed, lambda: numbmed("--latency", "200ms"), plain, lambda: plain("--latency", "200ms"),
                      cmus, sox]) for _ in range(RUNS)]
    screen, screen200, lines, lines200, cmuses, soxes = zip(*runs)
    table = []
    for costs, others, name, what, bound in (
            (screen, cmuses, "cmus", f"CPU of {SECONDS} s, with the screen", True),
            (lines, soxes, "play", "the same, --plain", False),
            (screen200, cmuses, "cmus", "the screen, --latency 200ms", True),
            (lines200, soxes, "play", "--plain, --latency 200ms", True)):
        mine, theirs = median(c.cpu_ms for c in costs), median(c.cpu_ms for c in others)
        peers = f"{name} {theirs:.0f} ms ({mine / theirs:.2f}x)"
        table.append(Row(what, f"{mine:.0f} ms", "≤ 1.0x" if bound else "", mine <= theirs if bound else None, peers))
    peak, other = median(c.peak_kib for c in screen), median(c.peak_kib for c in cmuses)
    table.append(Row("peak memory", f"{peak / 1024:.1f} MB", "≤ 10 MB, 0.75x",
                     peak <= 10 * 1024 and peak <= 0.75 * other, f"cmus {other / 1024:.1f} MB ({peak / other:.2f}x)"))
    return table
