"""numbmed stats over 100 000 sittings, beside the sqlite3 shell asked the same by hand."""
import os
import subprocess

from rig import NUMBMED, RUNS, TOP, Folder, Row, measure, median

MAKE = os.path.join(TOP, os.environ.get("BUILD", "build/release"), "tests/bench/stats")

# What somebody would ask sqlite3 for the same figures. Its weeks begin on Mondays by strftime.
DAY = "date(began + utc_offset - 14400, 'unixepoch')"
COUNTED = "count(*), sum(sat) FROM sitting WHERE deleted = 0 AND sat > 0"
SITTINGS = f"""
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


def journal_of(sittings):
    folder = Folder()
    path = folder.join(".local/share/numbmed/journal.db")
    subprocess.run([MAKE, "--generate", path, str(sittings), "10"], check=True)
    return folder, path


def figures(command, folder):
    """Medians of milliseconds and of the peak in KiB."""
    runs = [measure(command, folder.environment()) for _ in range(RUNS)]
    return 1000 * median(run[0] for run in runs), median(run[2] for run in runs)


def rows():
    small, _ = journal_of(1000)
    large, path = journal_of(100_000)
    _, small_peak = figures([NUMBMED, "stats", "--feelings"], small)
    result = []
    for name, more, sql in (("stats", [], SITTINGS), ("stats --feelings", ["--feelings"], SITTINGS + FEELINGS)):
        ms, peak = figures([NUMBMED, "stats", *more], large)
        sqlite_ms, _ = figures(["sqlite3", path, sql], large)
        result.append(Row(f"{name}, 100 000 sittings", f"{ms:.0f} ms", "≤ 1.5x", ms <= 1.5 * sqlite_ms,
                          f"sqlite3 {sqlite_ms:.0f} ms ({ms / sqlite_ms:.2f}x)"))
    small.close()
    large.close()
    return result + [Row("the same: peak memory", f"{peak / 1024:.1f} MB", "≤ 1.5x", peak <= 1.5 * small_peak,
                         f"1000 sittings {small_peak / 1024:.1f} MB ({peak / small_peak:.2f}x)")]
