"""Pause: from the key to silence at the null sink's monitor, and back; and to the word on the screen."""
import math

import library
import players
from rig import RATE, Program, Row, amount, first_sound, in_turn, last_sound, median
from servers import KINDS, Recorder, sounding

TIMES = amount(15, 2)
CLICK = 200  # see tests/sound/hearing.h


def click(samples):
    """What is left when the tone is filtered away: fades leave little, a cut nearly its height."""
    middle, most = 2 * math.cos(2 * math.pi * 440 / RATE), 0
    for a, b, c in zip(samples, samples[1:], samples[2:]):
        most = max(most, abs(a - middle * b + c))
    return most


class Figures:
    def __init__(self):
        self.silent, self.sounds, self.shown, self.clicks = [], [], [], 0

    def add(self, recorder, paused, resumed, later):
        before, after = recorder.between(paused, resumed), recorder.between(resumed, later)
        if not last_sound(recorder.between(paused - 0.05, paused)):
            raise SystemExit("nothing was heard before a pause")
        self.silent.append(last_sound(before))
        self.sounds.append(first_sound(after))
        around = recorder.between(paused - 0.05, resumed), recorder.between(resumed - 0.05, later)
        self.clicks += sum(click(samples) > CLICK for samples in around)


def pause_often(program, key, recorder, word=None):
    """Pauses at places within the tone that have nothing to do with its period. The word is what the screen then
    says."""
    moments, figures = [], Figures()
    for i in range(TIMES):
        program.drain(0.3 + 0.0137 * i)
        paused = program.press(key)
        shown = program.drain(0.35 + 0.0011 * i, word)
        resumed = program.press(key)
        program.drain(0.2)
        moments.append((paused, resumed, resumed + 0.19))
        if word:
            figures.shown.append(1000 * (shown - paused) if shown else math.inf)
    program.drain(0.3)
    for moment in moments:
        figures.add(recorder, *moment)
    return figures


def numbmed(kind, *options):
    with sounding(kind) as (folder, server):
        library.tone(folder)
        recorder = Recorder(server)
        program = players.numbmed(folder, server, "play", "tone", "--minutes", "121s", "--volume", "100", *options)
        program.wait_for("A tone.")
        program.drain(1)
        figures = pause_often(program, " ", recorder, "paused")
        program.check()
        program.close()
        recorder.close()
        return figures


def mpv(kind):
    with sounding(kind) as (folder, server):
        file, path = library.tone(folder), folder.join("mpv")
        recorder = Recorder(server)
        program = Program(players.mpv_command("--input-ipc-server=" + path, file), folder.environment(server))
        program.wait_for("AO:")
        program.drain(1)
        figures = pause_often(players.MpvKeys(program, path), "", recorder, "(Paused)")
        program.close()
        recorder.close()
        return figures


def cmus(kind):
    with sounding(kind) as (folder, server):
        file, recorder = library.tone(folder), Recorder(server)
        player = players.Cmus(folder, server)
        player.play(file)
        player.program.drain(1.5)
        figures = pause_often(player.program, "c", recorder)
        player.close()
        recorder.close()
        return figures


def figures_of(samples):
    return f"{median(samples):.0f} ms, worst {max(samples):.0f}"


def rows_of(kind, ours, short, longer, mpvs, cmuses):
    def row(what, figure, goal, met, of=None):
        peers = f"mpv {figures_of(of(mpvs))}; cmus {figures_of(of(cmuses))}" if of else ""
        return Row(f"{what}, {kind.name}", figure, goal, met, peers)

    quick, prompt = max(ours.silent) <= 150, max(short.silent) <= 75 and median(short.silent) <= 60
    pauses = f"{2 * TIMES} pauses and resumes"
    return [
        row("pause: key to silence", figures_of(ours.silent), "worst ≤ 150 ms", quick, lambda f: f.silent),
        Row(f"pause: key to \"paused\", {kind.name}", figures_of(ours.shown), "≤ 30 ms", max(ours.shown) <= 30,
            f"mpv {figures_of(mpvs.shown)}"),
        row("resume: key to sound", figures_of(ours.sounds), "worst ≤ 60 ms", max(ours.sounds) <= 60,
            lambda f: f.sounds),
        Row(f"clicks in {pauses}, {kind.name}", f"{ours.clicks}", "0", ours.clicks == 0,
            f"mpv {mpvs.clicks}, cmus {cmuses.clicks}"),
        row("--latency 40ms: key to silence", figures_of(short.silent), "≤ 60, worst 75", prompt),
        row("--latency 40ms: resume", figures_of(short.sounds), "worst ≤ 60 ms", max(short.sounds) <= 60),
        row("--latency 40ms: clicks", f"{short.clicks}", "0", short.clicks == 0),
        row("--latency 200ms: key to silence", figures_of(longer.silent), "", None),
        row("--latency 200ms: clicks", f"{longer.clicks}", "0", longer.clicks == 0),
    ]


def rows():
    measured = in_turn([player for kind in KINDS for player in (
        lambda kind=kind: numbmed(kind), lambda kind=kind: numbmed(kind, "--latency", "40ms"),
        lambda kind=kind: numbmed(kind, "--latency", "200ms"), lambda kind=kind: mpv(kind),
        lambda kind=kind: cmus(kind))])
    each = len(measured) // len(KINDS)
    return [row for i, kind in enumerate(KINDS) for row in rows_of(kind, *measured[each * i:each * (i + 1)])]
