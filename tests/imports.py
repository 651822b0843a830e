#!/usr/bin/env python3
"""Imports tables whose cells and bytes were dropped, cut, swapped and doubled. Each row is either reported by its line
or comes in as it stands in the file, as python's csv reads it; a file that is refused brings in nothing.
`tests/imports.py all` tries 10000 files; without it a sample is taken."""
import csv
import datetime
import io
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
NUMBMED = os.environ.get("NUMBMED", str(TOP / "numbmed"))
ALL, SAMPLE, SECONDS = 10000, 150, 60
SEPARATORS = ",;\t"

OWN = [
    ["uid", "began", "planned", "seconds", "practice", "title", "origin", "ending", "before_pleasant", "after_energy",
     "after_words", "note"],
    ["0" * 31 + "1", "2026-03-01T07:30:00+01:00", "900", "1200", "body-scan", "Body scan", "numbmed", "early", "40",
     "can't tell", "calm\nsoft, a bit", "Rain, and \"warm\" hands"],
    ["0" * 31 + "2", "2026-02-28T22:00:00-03:30", "0", "1205", "", "Zazen", "elsewhere", "complete", "", "7", "", ""],
    ["0" * 31 + "3", "1969-07-20T20:17:40Z", "60", "61", "", "", "", "", "100", "0", "far", "Two\nlines; 12,5"],
    ["", "2026-03-02T07:30:00+01:00", "0", "300", "", "Bells, far away", "", "grounded", "", "", "",
     "קול\u200f 🪷"],
]
INSIGHT = [
    ["Started At", "Duration", "Preset", "Activity"],
    ["04/20/2026 08:21:14", "0:45:0", "", "Meditation"],
    ["4/5/2026 9:59:37 PM", "1:5:37", "Rain, soft", "Walking"],
    ["12/11/2026 07:00", "0:10:30", "Morning", ""],
]


# ---- broken files

def break_cells(rows, chance):
    """Drops, cuts, swaps and doubles a few cells, or rows."""
    for _ in range(chance.randint(1, 4)):
        row = chance.choice(rows)
        at, other = chance.randrange(len(row) or 1), chance.randrange(len(row) or 1)
        what = chance.randrange(8)
        if not row or what == 0:
            rows.insert(chance.randrange(len(rows)), list(row))
        elif what == 1:
            row.pop(at)
        elif what in (2, 3):
            row[at] = row[at][:chance.randint(0, len(row[at]))]
        elif what == 4:
            row[at], row[other] = row[other], row[at]
        elif what == 5:
            row.insert(other, row[at])
        elif what == 6:
            row[at] += row[at]
        else:
            neighbour = chance.choice(rows)
            if at < len(neighbour):
                row[at], neighbour[at] = neighbour[at], row[at]


def break_bytes(content, chance):
    """Cuts the file, or drops, doubles or changes a few of its bytes."""
    at = chance.randrange(len(content))
    end = min(len(content), at + chance.randint(1, 12))
    return chance.choice([content[:at], content[:at] + content[end:], content[:end] + content[at:],
                          content[:at] + bytes([chance.choice(b"\",;\n\r 0")]) + content[at + 1:]])


def broken(chance):
    """A file, and whether each of its rows is well-formed CSV still."""
    rows = [list(row) for row in chance.choice([OWN, OWN, INSIGHT])]
    if chance.randrange(3):
        break_cells(rows, chance)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=chance.choice(SEPARATORS),
               lineterminator=chance.choice(["\r\n", "\n"])).writerows(rows)
    content = text.getvalue().encode()
    if content.strip() and not chance.randrange(3):
        return break_bytes(content, chance), False
    return content, True


# ---- what python's csv reads

def clean(cell):
    return " ".join(cell.split())


def instant(cell, dmy):
    """When a cell says it was, as seconds since 1970 in UTC."""
    slashes = re.fullmatch(r"(\d+)/(\d+)/(\d{4}) (\d+):(\d\d)(?::(\d\d))?( [AP]M)?", cell)
    if slashes:
        first, second, year, hour, minute, seconds, half = slashes.groups()
        day, month = (first, second) if dmy else (second, first)
        hour = int(hour) % 12 + (12 if half == " PM" else 0) if half else int(hour)
        when = datetime.datetime(int(year), int(month), int(day), hour, int(minute), int(seconds or 0))
    else:
        when = datetime.datetime.fromisoformat(cell)
    return int((when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp())


def answer(cell):
    return -1 if cell == "can't tell" else int(cell) if cell else None


def seconds_of(cell):
    """Whole ones; of a fraction the decimal sign may be a comma."""
    return int(float(cell.replace(",", "."))) if re.fullmatch(r"\d+[.,]\d+", cell) else int(cell)


def note_of(cell):
    """Without blank lines at its end."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n\s*\Z", "", lines) if lines.strip() else ""


def words(cell):
    return list(dict.fromkeys(clean(line) for line in cell.splitlines() if clean(line)))


def as_sitting(row, dmy):
    """What a row says, in the shape of Desk.sittings; ValueError or KeyError: nothing that can be understood."""
    if "duration" in row:
        hours, minutes, seconds = (int(part) for part in row["duration"].strip().split(":"))
        preset, activity = clean(row.get("preset", "")), clean(row.get("activity", ""))
        title = f"{preset} ({activity})" if preset and activity else preset or activity
        return (None, instant(row["started at"].strip(), dmy), 0, 3600 * hours + 60 * minutes + seconds, "", title,
                "insight-timer", "complete", "", (None, None, []), (None, None, []))
    get = {name: cell.strip() for name, cell in row.items()}.get
    return (get("uid", "").lower() or None, instant(get("began"), dmy), seconds_of(get("planned", "") or "0"),
            seconds_of(get("seconds")), clean(get("practice", "")), clean(get("title", "")),
            clean(get("origin", "")) or "elsewhere", get("ending", "") or "complete",
            note_of(row.get("note", "")),
            (answer(get("before_pleasant", "")), None, []),
            (None, answer(get("after_energy", "")), words(row.get("after_words", ""))))


def rows_of(content, separator):
    """Each row that isn't empty, with the line on which it begins; the first has the names."""
    try:
        reader = csv.reader(io.StringIO(content.decode(errors="surrogateescape"), newline=""), delimiter=separator)
        line = 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error:
        return


def understood(content, separator, dmy):
    """The sittings of whole rows, with their lines."""
    rows = list(rows_of(content, separator))
    names = [clean(name).lower() for name in rows[0][1]] if rows else []
    for line, row in rows[1:]:
        try:
            yield line, as_sitting(dict(zip(names, row)), dmy) if len(row) == len(names) else None
        except (ValueError, KeyError, TypeError, AttributeError):
            yield line, None


# ---- what numbmed makes of it

class Desk:
    def __init__(self, home):
        self.home = Path(home)
        self.data = self.home / "numbmed"
        self.environment = dict(os.environ, HOME=home, XDG_DATA_HOME=home, TZ="UTC0", LC_ALL="C.UTF-8")

    def bring(self, content, *options):
        for path in self.data.iterdir() if self.data.exists() else []:
            path.unlink()
        (self.home / "in.csv").write_bytes(content)
        return subprocess.run([NUMBMED, "journal", "import", *options, "in.csv"], env=self.environment, cwd=self.home,
                              capture_output=True, check=False, text=True, timeout=SECONDS)

    def sittings(self):
        with sqlite3.connect(self.data / "journal.db") as journal:
            rows = journal.execute("SELECT id, uid, began, planned, sat, practice, title, origin, ending, note "
                                   "FROM sitting").fetchall()
            answers = {(sitting, moment): scales for sitting, moment, *scales in
                       journal.execute("SELECT sitting, moment, pleasant, energy FROM check_in")}
            said = journal.execute("SELECT sitting, moment, word FROM feeling ORDER BY place").fetchall()
        journal.close()

        def check_in(sitting, moment):
            return (*answers.get((sitting, moment), (None, None)),
                    [word for *key, word in said if key == [sitting, moment]])

        return [(*row[1:], check_in(row[0], "before"), check_in(row[0], "after")) for row in rows]


def is_said(sitting, row):
    return row is not None and row[1:] == sitting[1:] and row[0] in (None, sitting[0])


def is_known(row, sittings):
    """Whether it came in, or is taken for one that did."""
    return row is not None and any(row[0] == sitting[0] if row[0] else row[1] == sitting[1] for sitting in sittings)


def faults_of(content, well_formed, sittings, reported, reading):
    """What is wrong by one reading of the file."""
    rows = list(understood(content, *reading))
    faults = [f"{sitting} doesn't stand in it" for sitting in sittings
              if not any(is_said(sitting, row) for _, row in rows)]
    if well_formed:
        faults += [f"line {line} neither came in nor is reported" for line, row in rows
                   if line not in reported and not is_known(row, sittings)]
    return faults


def look(desk, content, well_formed, options):
    """What is wrong with an import."""
    done = desk.bring(content, *options)
    reported = {int(line) for line in re.findall(r"^numbmed: in\.csv:(\d+): ", done.stderr, re.M)}
    sittings = desk.sittings()
    if done.returncode not in (0, 1) or "numbmed: \n" in done.stderr:
        return [f"exit code {done.returncode}: {done.stderr}"]
    if done.returncode:
        return (["refused, and yet something came in"] if sittings else []) or (
            [] if done.stderr else ["refused without a word"])
    if reported and not options:
        return ["a bad row, and the rest came in"]
    tries = [faults_of(content, well_formed, sittings, reported, (separator, dmy))
             for separator in SEPARATORS for dmy in (False, True)]
    return min(tries, key=len)


def main():
    count = ALL if sys.argv[1:] == ["all"] else SAMPLE
    seed = int(os.environ.get("SEED", 1))
    chance = random.Random(seed)
    refused, faults = 0, []
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # no disk to wait for
    with tempfile.TemporaryDirectory(dir=memory) as home:
        desk = Desk(home)
        for number in range(count):
            content, well_formed = broken(chance)
            options = ["--skip-bad"] if chance.randrange(4) else []
            found = look(desk, content, well_formed, options)
            refused += not desk.sittings()
            faults += [f"file {number} {options}: {fault}\n{content!r}" for fault in found]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"imports: {count} broken files (SEED={seed}), {refused} of them refused whole; {len(faults)} faults")
    return bool(faults) or refused == count


if __name__ == "__main__":
    sys.exit(main())
