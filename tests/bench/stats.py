"""numbmed stats over many sittings, beside the sqlite3 shell asked the same by hand."""
import os
import subprocess

from rig import NUMBMED, RUNS, TOP, Folder, Row, amount, measure, median, peak_of

MAKE = os.path.join(TOP, os.environ.get("BUILD", "build/release"), "tests/bench/stats")
SITTINGS = amount(100_000, 2000)

# What somebody would ask sqlite3 for the same figures. Its weeks begin on Mondays by strftime.
DAY = "date(began + utc_offset - 14400, 'unixepoch')"
COUNTED = "count(*), sum(sat) FROM sitting WHERE deleted = 0 AND sat > 0"
OF_SITTINGS = f"""
SELECT {DAY} AS day, {COUNTED} GROUP BY day;
SELECT practice, title, {COUNTED} GROUP BY practice, title;
SELECT (began + utc_offset) % 86400 / 300 AS slot, {COUNTED} GROUP BY slot;
"""
KEPT = "JOIN sitting ON sitting.id = {0}.sitting WHERE deleted = 0"
FEELINGS = "".join(
    f"SELECT moment, {scale} / 10 AS tenth, count(*) FROM check_in {KEPT.format('check_in')} GROUP BY moment, tenth;\n"
    for scale in ("pleasant", "energy", "connected")) + f"""
SELECT word, count(*) AS times FROM feeling {KEPT.format('feeling')} GROUP BY word ORDER BY times DESC LIMIT 12;
SELECT (began + utc_offset + 244800) / 604800 AS week, avg(connected) FROM check_in {KEPT.format('check_in')}
 AND moment = 'after' AND connected >= 0 GROUP BY week;
"""


def journal_of(folder, sittings):
    """A home with such a journal in it, and the journal."""
    home = folder.home()
    path = folder.join(home, ".local/share/numbmed/journal.db")
    subprocess.run([MAKE, "--generate", path, str(sittings), "10"], check=True)
    return home, path


def figures(command, folder, home):
    """Milliseconds and the peak in KiB."""
    environment = folder.environment(HOME=home)
    return 1000 * median(measure(command, environment)[0] for _ in range(RUNS)), peak_of(command, environment)


def rows():
    folder = Folder()
    small, _ = journal_of(folder, 1000)
    large, path = journal_of(folder, SITTINGS)
    _, small_peak = figures([NUMBMED, "stats", "--feelings"], folder, small)
    result = []
    for name, more, sql in (("stats", [], OF_SITTINGS), ("stats --feelings", ["--feelings"], OF_SITTINGS + FEELINGS)):
        ms, peak = figures([NUMBMED, "stats", *more], folder, large)
        sqlite_ms, _ = figures(["sqlite3", path, sql], folder, large)
        result.append(Row(f"{name}, {SITTINGS} sittings", f"{ms:.0f} ms", "≤ 1.5x", ms <= 1.5 * sqlite_ms,
                          f"sqlite3 {sqlite_ms:.0f} ms ({ms / sqlite_ms:.2f}x)"))
    folder.close()
    return result + [Row("the same: peak memory", f"{peak / 1024:.1f} MB", "≤ 1.5x", peak <= 1.5 * small_peak,
                         f"1000 sittings {small_peak / 1024:.1f} MB ({peak / small_peak:.2f}x)")]
