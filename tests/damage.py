#!/usr/bin/env python3
"""Breaks a journal of 5000 sittings: pages zeroed, one bit of a byte flipped. Whatever is broken, numbmed neither
crashes nor hangs nor fails without a word, nearly all sittings are saved, and none is missing in silence.
`tests/damage.py all` zeroes every page and flips 2000 bytes; without it a sample is taken."""
import csv
import datetime
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
NUMBMED = os.environ.get("NUMBMED", str(TOP / "numbmed"))
SITTINGS, PAGE = 5000, 4096
SAMPLE, FLIPS = 20, 2000
SECONDS = 60  # after which it hangs


class Desk:
    """A journal of its own, to be broken again and again."""

    def __init__(self, home):
        self.home = Path(home)
        self.environment = dict(os.environ, HOME=home, XDG_DATA_HOME=home, TZ="UTC", LC_ALL="C.UTF-8")
        self.path = self.home / "numbmed/journal.db"
        began = datetime.datetime(2015, 1, 1)
        with open(self.home / "in.csv", "w", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["began", "seconds", "title", "note"])
            for i in range(SITTINGS):
                when = began + datetime.timedelta(hours=17 * i)
                table.writerow([when.isoformat() + "Z", 600 + i % 300, "Body scan", f"{i}: rain, and warm hands"])
        self.run("import", str(self.home / "in.csv"))
        with sqlite3.connect(self.path) as journal:
            journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        journal.close()
        self.whole = self.path.read_bytes()

    def run(self, *words):
        return subprocess.run([NUMBMED, "journal", *words], env=self.environment, capture_output=True, check=False,
                              text=True, timeout=SECONDS)

    def lay_out(self, content):
        for path in self.path.parent.iterdir():
            path.unlink()
        self.path.write_bytes(content)

    def look(self, what, content):
        """How many sittings are there in the end, and the faults."""
        faults, said = [], ""
        self.lay_out(content)
        for _ in range(2):  # what is met only in use is mended by the second start
            try:
                done = self.run("export", "--csv")
            except subprocess.TimeoutExpired:
                return 0, [f"{what}: hangs"]
            said += done.stderr
            if done.returncode not in (0, 1):
                faults.append(f"{what}: exit code {done.returncode}")
            if "numbmed: \n" in done.stderr or (done.returncode and not done.stderr):
                faults.append(f"{what}: an empty sentence")
        rows = list(csv.reader(done.stdout.splitlines()))[1:] if done.returncode == 0 else []
        if len(rows) < SITTINGS and not said:
            faults.append(f"{what}: {len(rows)} sittings, and not a word")
        return len(rows), faults


def broken(whole, everything, chance):
    """Yields what was broken, and the bytes."""
    pages = len(whole) // PAGE
    for page in range(pages) if everything else chance.sample(range(pages), SAMPLE):
        yield f"page {page + 1} zeroed", whole[:page * PAGE] + bytes(PAGE) + whole[(page + 1) * PAGE:]
    for _ in range(FLIPS if everything else SAMPLE):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        yield f"byte {at} flipped by {bit}", whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1:]


def main():
    everything = sys.argv[1:] == ["all"]
    seed = int(os.environ.get("SEED", 1))
    saved, faults = [], []
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(home)
        for what, content in broken(desk.whole, everything, random.Random(seed)):
            count, found = desk.look(what, content)
            saved.append(count)
            faults += found
    if statistics.median(saved) < 0.99 * SITTINGS or min(saved) < 0.9 * SITTINGS:
        faults.append("too few sittings were saved")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"damage: {len(saved)} journals (SEED={seed}), of {SITTINGS} sittings a median of "
          f"{statistics.median(saved):.0f} saved, at worst {min(saved)}; {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
