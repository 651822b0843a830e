"""What a session keeps in memory, next to cmus. Only these two run: of several numbmeds at a time each would share its
pages with the others."""
import library
import players
import session
from rig import RUNS, Row, amount, in_turn, median, together
from servers import KINDS, sounding

SECONDS = amount(12, 3)
LENGTH = amount(30, 6)  # of the practice


def numbmed(kind, *options):
    """Private and peak resident KiB."""
    with sounding(kind) as (folder, server):
        library.half_speech(folder, LENGTH)
        program = players.numbmed(folder, server, "play", "half", "--minutes", f"{LENGTH}s", *options)
        program.wait_for("Some words.")
        program.drain(SECONDS)
        program.check()
        sizes = program.private_kib(), program.peak_kib()
        program.close()
        return sizes


def cmus(kind):
    with sounding(kind) as (folder, server):
        file = library.half_speech(folder, LENGTH)
        player = players.Cmus(folder, server)
        player.play(file)
        player.program.drain(SECONDS)
        player.check()
        sizes = player.program.private_kib(), player.program.peak_kib()
        player.close()
        return sizes


def rows_of(kind, name, options, bound):
    runs = [together([lambda: numbmed(kind, *options), lambda: cmus(kind)]) for _ in range(RUNS)]
    table = []
    for i, what, most in ((0, "private memory", 0.6), (1, "peak resident", bound)):
        mine, theirs = (median(run[who][i] for run in runs) for who in (0, 1))
        table.append(Row(f"{what}, {name}, {kind.name}", f"{mine / 1024:.1f} MB", f"≤ {most}x",
                         mine <= most * theirs, f"cmus {theirs / 1024:.1f} MB ({mine / theirs:.2f}x)"))
    return table


def rows():
    sessions = [("voice", [], 0.85), ("voice, rain and bells", session.EVERYTHING, 0.9)]
    tables = in_turn([lambda kind=kind, played=played: rows_of(kind, *played) for kind in KINDS
                      for played in sessions])
    return [row for table in tables for row in table]
