"""A journal of many sittings, read by the room journal/ alone, beside the sqlite3 shell asked the same SQL."""
import os
import subprocess

from rig import RUNS, TOP, Folder, Row, amount, median

JOURNAL = os.path.join(TOP, os.environ.get("BUILD", "build/release"), "tests/bench/journal")
SITTINGS = amount(100_000, 2000)

COLUMNS = ("sitting.id, uid, began, utc_offset, planned, sat, practice, sitting.title, origin, ending, deleted, "
           "sitting.note")
ORDER = "ORDER BY began DESC, sitting.id DESC"
FOUND = "FROM found JOIN sitting ON sitting.id = found.rowid WHERE deleted = 0 AND found MATCH '\"{0}\"*'"

# Whole sittings come with what was said of them, a row for each word.
CHECK_INS = (f"SELECT {COLUMNS}, check_in.moment, pleasant, energy, connected, word FROM sitting "
             "LEFT JOIN check_in ON check_in.sitting = sitting.id "
             "LEFT JOIN feeling ON feeling.sitting = sitting.id AND feeling.moment = check_in.moment "
             "WHERE {0} " + ORDER + ", check_in.moment, place")

ASKED = [
    ("all sittings read", ["all"], CHECK_INS.format("deleted = 0")),
    ("a common word found in 3 of 4", ["all", "rain"],
     CHECK_INS.format("deleted = 0 AND sitting.id IN (SELECT rowid FROM found WHERE found MATCH '\"rain\"*')")),
    ("a rare word found", ["all", "clock77"],
     CHECK_INS.format("deleted = 0 AND sitting.id IN (SELECT rowid FROM found WHERE found MATCH '\"clock77\"*')")),
    ("the first 20 that have a common word", ["page", "rain"],
     f"SELECT {COLUMNS} {FOUND.format('rain')} {ORDER} LIMIT 20"),
    ("those that have a common word counted", ["count", "rain"], f"SELECT count(*) {FOUND.format('rain')}"),
    ("all counted", ["count"], "SELECT count(*) FROM sitting WHERE deleted = 0"),
]


def journal_of(folder, sittings):
    path = folder.join(f"{sittings}.db")
    subprocess.run([JOURNAL, "--generate", str(sittings), path], check=True)
    return path


def ours(path, what):
    """Milliseconds of opening and of asking, and the peak in KiB."""
    run = subprocess.run([JOURNAL, what[0], path, *what[1:]], check=True, capture_output=True, text=True)
    opening, asking, peak, _ = run.stdout.split()
    return float(opening), float(asking), int(peak)


def theirs(path, sql):
    """Milliseconds by the shell's own clock, which may have whole ones: 0 is less than half of one."""
    run = subprocess.run(["sqlite3", path], input=f".timer on\n.output /dev/null\n{sql};\n", check=True,
                         capture_output=True, text=True)
    return 1000 * float(run.stdout.rsplit("Run Time: real ", 1)[1].split()[0]) or 0.5


def medians(runs):
    return [median(figures) for figures in zip(*runs)]


def opening(small, large):
    """Beside the same with hardly any sitting in it."""
    runs = [(ours(large, ["page"])[:2], ours(small, ["page"])[:2]) for _ in range(4 * RUNS)]
    open_ms, page_ms = medians(run[0] for run in runs)
    small_open_ms, small_page_ms = medians(run[1] for run in runs)
    return [Row("a journal opened", f"{open_ms:.1f} ms", "≤ 20 ms more", open_ms <= small_open_ms + 20,
                f"with 10 sittings {small_open_ms:.1f} ms"),
            Row("its newest 20 read", f"{page_ms:.1f} ms", "≤ 5 ms more", page_ms <= small_page_ms + 5,
                f"with 10 sittings {small_page_ms:.1f} ms")]


def rows():
    folder = Folder()
    small, large = journal_of(folder, 10), journal_of(folder, SITTINGS)
    result = opening(small, large)
    for name, what, sql in ASKED:
        runs = [(ours(large, what), theirs(large, sql)) for _ in range(RUNS)]
        _, ms, peak = medians(run[0] for run in runs)
        sqlite_ms = median(run[1] for run in runs)
        result.append(Row(name, f"{ms:.1f} ms", "≤ 1.5x", ms <= 1.5 * sqlite_ms,
                          f"sqlite3 {sqlite_ms:.1f} ms ({ms / sqlite_ms:.2f}x)"))
        if what == ["all"]:
            small_peak = ours(small, what)[2]
            result.append(Row("the same: peak memory", f"{peak / 1024:.1f} MB", "≤ 4 MB more",
                              peak <= small_peak + 4096, f"with 10 sittings {small_peak / 1024:.1f} MB"))
    folder.close()
    return result
