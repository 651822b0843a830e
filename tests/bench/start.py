"""Start: from exec to the menu's first complete frame, its last row included."""
import library
from rig import NUMBMED, RUNS, Folder, Program, Row, median

FOOTER = "help"  # on the last row, which curses writes last


def first_frame_ms(environment):
    program = Program([NUMBMED, "play"], environment)
    took = program.wait_for(FOOTER) - program.began
    program.close()
    return took * 1000


def rows():
    few, many = Folder(), Folder()
    library.thousand(many)
    # numbmed finds the shipped practice beside its executable; both libraries hold it.
    first = [first_frame_ms(few.environment()) for _ in range(4 * RUNS)]
    second = [first_frame_ms(many.environment()) for _ in range(4 * RUNS)]
    few.close()
    many.close()
    return [
        Row("start to first menu frame", f"{median(first):.1f} ms", "≤ 10 ms", median(first) <= 10,
            f"worst of {len(first)}: {max(first):.1f}"),
        Row("the same, 1 000 practices more", f"{median(second):.1f} ms", "≤ 40 ms", median(second) <= 40,
            f"worst of {len(second)}: {max(second):.1f}"),
    ]
