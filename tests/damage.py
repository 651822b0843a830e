#!/usr/bin/env python3
"""Breaks a journal of 5000 sittings: pages zeroed, one bit of a byte flipped. Whatever is broken, numbmed neither
crashes nor hangs nor fails without a word, nearly all sittings are saved, and where nothing is said no verb shows
anything else than before.
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
SAMPLE, FLIPS = 12, 2000
# All that is in a journal, seen in every way.
VERBS = [("export", "--csv"), ("export", "--csv"), ("list", "--deleted", "--json"), ("search", "rain"), ("search", "calm"),
         ("stats", "--feelings", "--json")]
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
            table.writerow(["began", "seconds", "title", "note", "after_energy", "after_words"])
            for i in range(SITTINGS):
                when = began + datetime.timedelta(hours=17 * i)
                table.writerow([when.isoformat() + "Z", 600 + i % 300, "Body scan", f"{i}: rain, and warm hands",
                                i % 101, "calm\nsoft" if i % 3 == 0 else ""])
        self.run("import", str(self.home / "in.csv"))
        for i in range(0, SITTINGS, SITTINGS // 10):
            self.run("edit", str(i + 1), text="another note, and a former one\n")
            self.run("delete", str(i + 2))
        self.there = SITTINGS - 10
        with sqlite3.connect(self.path) as journal:
            journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        journal.close()
        self.whole = self.path.read_bytes()
        self.shown = [self.run(*words).stdout for words in VERBS]

    def run(self, *words, text=None):
        command = [NUMBMED, *words] if words[0] == "stats" else [NUMBMED, "journal", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, check=False, text=True, input=text,
                              timeout=SECONDS)

    def lay_out(self, content):
        for path in self.path.parent.iterdir():
            path.unlink()
        self.path.write_bytes(content)

    def look(self, what, content):
        """How many sittings are there in the end, and the faults."""
        faults, said, shown = [], "", []
        self.lay_out(content)
        for words in VERBS:
            try:
                done = self.run(*words)
            except subprocess.TimeoutExpired:
                return 0, [f"{what}: {words[0]} hangs"]
            said += done.stderr
            if not said and done.stdout != self.shown[len(shown)]:
                faults.append(f"{what}: {words[0]} differs, and not a word")
            shown.append(done.stdout)
            if done.returncode not in (0, 1):
                faults.append(f"{what}: exit code {done.returncode}")
            if "numbmed: \n" in done.stderr or (done.returncode and not done.stderr):
                faults.append(f"{what}: an empty sentence")
            if said and len(shown) == 2:  # what is met only in use is mended by the second start
                break
        rows = list(csv.reader(shown[1].splitlines()))[1:] if not done.returncode else []
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
    if statistics.median(saved) < 0.99 * desk.there or min(saved) < 0.9 * desk.there:
        faults.append("too few sittings were saved")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"damage: {len(saved)} journals (SEED={seed}), of {desk.there} sittings a median of "
          f"{statistics.median(saved):.0f} saved, at worst {min(saved)}; {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
