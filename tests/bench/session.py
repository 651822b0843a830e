"""Half a minute of session, half speech and half silence: what it costs, beside players of the same sound."""
import time

import library
import players
from rig import NUMBMED, RUNS, Program, Row, amount, median, together
from servers import KINDS, sounding

SECONDS = amount(30, 6)
EVERYTHING = ["--bells", "block", "--bell-every", "10s block", "--background", "rain"]
CALM = ["--latency", "200ms"]


def numbmed(kind, *options):
    """From exec to the session's end: starting and drawing are part of it. Milliseconds of CPU."""
    with sounding(kind) as (folder, server):
        library.half_speech(folder, SECONDS)
        program = players.numbmed(folder, server, "play", "half", "--minutes", f"{SECONDS}s", *options)
        program.wait_for("Some words.")
        program.drain(program.began + SECONDS + 1.5 - now())
        program.check(running=False)
        return close(program)


def plain(kind, *options):
    """Its last moment is just before its end."""
    with sounding(kind) as (folder, server):
        library.half_speech(folder, SECONDS)
        program = players.numbmed(folder, server, "play", "half", "--minutes", f"{SECONDS + 2}s", "--plain", *options)
        program.wait_for("Some words.")
        program.drain(program.began + SECONDS + 0.5 - now())
        program.check()
        return close(program)


def cmus(kind):
    """Only while it plays: starting isn't counted."""
    with sounding(kind) as (folder, server):
        file = library.half_speech(folder, SECONDS)
        player = players.Cmus(folder, server)
        before = player.program.cpu()
        player.play(file)
        player.program.drain(SECONDS - 0.5)
        player.check()
        player.program.drain(0.9)
        return close(player.program, before)


def sox(kind):
    with sounding(kind) as (folder, server):
        file = library.half_speech(folder, SECONDS)
        program = Program(["play", "-q", file], folder.environment(server, AUDIODRIVER="pulseaudio"))
        program.drain(SECONDS - 0.5)
        program.check()
        return close(program)


def around(kind, command_of):
    """What the server and the terminal spend on a player: milliseconds of CPU of each."""
    with sounding(kind) as (folder, server):
        file = library.half_speech(folder, SECONDS)
        before = server.cpu()
        tmux = players.Tmux(folder, server, command_of(folder, file))
        tmux.program.drain(tmux.program.began + SECONDS - 0.5 - now())
        if not server.pactl("list", "short", "sink-inputs"):
            raise SystemExit(f"in tmux nothing is played: {tmux.program.tail!r}")
        costs = 1000 * (server.cpu() - before), 1000 * tmux.cpu()
        tmux.close()
        return costs


def numbmed_in_tmux(folder, _):
    return [NUMBMED, "play", "half", "--minutes", f"{SECONDS + 2}s"]


def mpv_in_tmux(folder, file):
    """It asks the server for as much as numbmed does."""
    latency = players.latency_ms(folder)
    return players.mpv_command(f"--pulse-buffer={latency}", f"--audio-buffer={latency / 1000}", file)


def close(program, before=0):
    cost = 1000 * (program.cpu() - before)
    program.close()
    return cost


def now():
    return time.monotonic()


PLAYERS = {"screen": numbmed, "screen200": lambda kind: numbmed(kind, *CALM), "plain": plain,
           "plain200": lambda kind: plain(kind, *CALM), "all": lambda kind: numbmed(kind, *EVERYTHING),
           "all200": lambda kind: numbmed(kind, *EVERYTHING, *CALM), "cmus": cmus, "play": sox,
           "around": lambda kind: around(kind, numbmed_in_tmux), "mpv": lambda kind: around(kind, mpv_in_tmux)}

# What, whose cost, whose beside it, how many times that it may cost at most.
COMPARED = [(f"CPU of {SECONDS} s, with the screen", "screen", "cmus", 0.85),
            ("the same with rain and bells", "all", "cmus", 1.5),
            ("--plain", "plain", "play", 0.9),
            ("the screen, --latency 200ms", "screen200", "cmus", 1.0),
            ("with rain and bells, --latency 200ms", "all200", "cmus", 1.0),
            ("--plain, --latency 200ms", "plain200", "play", 1.0)]


def rows_of(kind, runs):
    table = []
    for what, name, other, bound in COMPARED:
        mine, theirs = (median(run[which] for run in runs) for which in (name, other))
        table.append(Row(f"{what}, {kind.name}", f"{mine:.0f} ms", f"≤ {bound}x", mine <= bound * theirs,
                         f"{other} {theirs:.0f} ms ({mine / theirs:.2f}x)"))
    for i, what in enumerate(("the server", "the terminal (tmux)")):
        mine, theirs = (median(run[which][i] for run in runs) for which in ("around", "mpv"))
        table.append(Row(f"CPU of {what} meanwhile, {kind.name}", f"{mine:.0f} ms", "≤ mpv's", mine <= theirs,
                         f"mpv {theirs:.0f} ms ({mine / theirs:.2f}x)"))
    return table


def run(kind):
    return dict(zip(PLAYERS, together([lambda player=player: player(kind) for player in PLAYERS.values()])))


def rows():
    return [row for kind in KINDS for row in rows_of(kind, [run(kind) for _ in range(RUNS)])]
