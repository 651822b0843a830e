"""Start: from exec to the menu's first complete frame, its last row included; and a session's first second."""
import library
import players
from rig import RUNS, Folder, Row, amount, in_turn, median
from servers import KINDS, sounding

FOOTER = "help"  # on the last row, which curses writes last
PRACTICES = amount(1000, 50)


def first_frame_ms(folder):
    program = players.numbmed(folder, None, "play")
    took = program.wait_for(FOOTER) - program.began
    program.close()
    return took * 1000


def first_second_ms(kind):
    """What the first second of a session costs, from exec."""
    with sounding(kind) as (folder, server):
        library.half_speech(folder, 30)
        costs = []
        for _ in range(RUNS):
            program = players.numbmed(folder, server, "play", "half", "--minutes", "30s")
            began = program.drain(1, "Some words.")
            costs.append(1000 * program.cpu())
            if not began:
                raise SystemExit(f"no session began; there came:\n{program.tail!r}")
            program.close()
        return costs


def rows():
    few, many = Folder(), Folder()
    library.many(many, PRACTICES)
    # numbmed finds the shipped practices beside its executable; both libraries hold them.
    first = [first_frame_ms(few) for _ in range(4 * RUNS)]
    second = [first_frame_ms(many) for _ in range(4 * RUNS)]
    few.close()
    many.close()
    table = [
        Row("start to first menu frame", f"{median(first):.1f} ms", "≤ 8 ms", median(first) <= 8,
            f"worst of {len(first)}: {max(first):.1f}"),
        Row(f"the same, {PRACTICES} practices more", f"{median(second):.1f} ms", "≤ 25 ms", median(second) <= 25,
            f"worst of {len(second)}: {max(second):.1f}"),
    ]
    for kind, costs in zip(KINDS, in_turn([lambda kind=kind: first_second_ms(kind) for kind in KINDS])):
        table.append(Row(f"CPU of a session's first second, {kind.name}", f"{median(costs):.0f} ms", "≤ 20 ms",
                         median(costs) <= 20, f"worst of {len(costs)}: {max(costs):.0f}"))
    return table
