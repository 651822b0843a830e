#!/usr/bin/env python3
"""Kills numbmed (SIGKILL) at random moments of a sitting with check-in and note, and looks what is left: the
journal is whole, what had ended is complete, what was said is there, what broke off is offered near where it was,
and of less than half a minute nothing is left. `tests/kills.py 300` kills as often; without a number it is 40 times."""
import os
import pty
import random
import select
import signal
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
NUMBMED = os.environ.get("NUMBMED", str(TOP / "numbmed"))
AT_ONCE = 40
LENGTH = 55  # seconds of the sitting
LEAST = 30  # that it must have lasted to be kept
EVERY = 5  # how often its place is written
KEPT = 1  # within which an answer or a letter is
SLACK = 4 if os.environ.get("CI") else 2  # for a machine that is busy, as others' are
PRACTICE = """format: 1
id: short
title: Short
about: For tests.
minutes: [1]
default: 1
sections:
  - name: All
    steps:
""" + "".join(f"      - id: s{i}\n        say: One. Two.\n        pause: 4s\n        grow: 1\n" for i in range(5))

RIGHT, DOWN, ENTER = b"\x1bOC", b"\x1bOB", b"\r"
# What is pressed, and when, in seconds behind the end.
SCRIPT = [(1.0, ENTER), (2.0, RIGHT), (2.5, DOWN), (3.0, RIGHT), (4.0, ENTER), (4.3, ENTER), (4.6, ENTER)]
LETTERS = b"a warm hand, and rain"
SCRIPT += [(5.0 + 0.2 * i, bytes([letter])) for i, letter in enumerate(LETTERS)]
LAST = SCRIPT[-1][0] + 2


class Run:
    """One numbmed in a home of its own, pressed and killed by the clock."""

    def __init__(self, home, chance, practice=PRACTICE, length=LENGTH):
        self.length = length
        self.home = Path(home)
        self.environment = dict(os.environ, HOME=home, TERM="xterm-256color", LC_ALL="C.UTF-8", NUMBMED_PATH=home,
                                XDG_DATA_HOME=f"{home}/data", XDG_STATE_HOME=f"{home}/state",
                                XDG_CONFIG_HOME=f"{home}/config")
        (self.home / "scripts").mkdir()
        (self.home / "scripts/short.yaml").write_text(practice)
        (self.home / "state/numbmed").mkdir(parents=True)
        (self.home / "state/numbmed/state.yaml").write_text("welcomed: true\n")
        self.moment = chance.uniform(*([0.5, LEAST] if chance.random() < 0.1 else [LEAST - 5, LENGTH + LAST]))
        self.pressed = 0
        self.began = None
        self.start(["play", "short", "--minutes", f"{length}s", "--sink", "silent", "--bells", "none"])

    def start(self, arguments):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execve(NUMBMED, [NUMBMED, *arguments], self.environment)
        self.seen = b""

    def read(self):
        """What it writes; the first of it is when the sitting begins."""
        try:
            self.seen += os.read(self.terminal, 65536)
        except OSError:
            pass
        self.began = self.began or time.monotonic()

    def turn(self):
        """Presses and kills when it is time. True: it is over."""
        passed = time.monotonic() - self.began if self.began else 0
        while self.pressed < len(SCRIPT) and passed >= self.length + SCRIPT[self.pressed][0]:
            os.write(self.terminal, SCRIPT[self.pressed][1])
            self.pressed += 1
        if passed < self.moment:
            return False
        self.end()
        self.passed = time.monotonic() - self.began if self.began else 0
        return True

    def end(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)

    def is_offered(self):
        """Whether the next start offers to go on."""
        self.start(["play", "--sink", "silent"])
        until = time.monotonic() + 20
        while b"broke off" not in self.seen and time.monotonic() < until:
            if select.select([self.terminal], [], [], 0.1)[0]:
                self.read()
        self.end()
        return b"broke off" in self.seen

    # ---- what is left

    def faults(self):
        path = self.home / "data/numbmed/journal.db"
        if not path.exists():
            return ["there is no journal"] if self.passed > 1 + SLACK else []
        with sqlite3.connect(path) as journal:
            journal.row_factory = sqlite3.Row
            whole = journal.execute("PRAGMA integrity_check").fetchone()[0]
            sittings = journal.execute("SELECT * FROM sitting LEFT JOIN whereabouts ON whereabouts.sitting = id"
                                       " LEFT JOIN check_in ON check_in.sitting = id").fetchall()
        journal.close()
        if whole != "ok":
            return [whole]
        if not sittings:
            return ["nothing was written"] if self.passed > LEAST + 1 + SLACK else []
        if self.passed < LEAST - 1:
            return [f"a sitting of less than {LEAST} s was written"]
        if len(sittings) > 1:
            return [f"{len(sittings)} sittings"]
        return list(self.faults_of(sittings[0]))

    def faults_of(self, sitting):
        behind = self.passed - self.length
        if behind > SLACK and (sitting["ending"], sitting["sat"]) != ("complete", self.length):
            yield f"a finished sitting is {sitting['ending']} after {sitting['sat']} s"
        if behind < -SLACK and sitting["ending"] != "not yet":
            yield f"a sitting that goes on is {sitting['ending']}"
        if sitting["ending"] == "not yet":
            lost = self.passed - sitting["sat"]
            if lost > EVERY + SLACK or abs(self.length - sitting["sat"] - sitting["remaining"] / 48000) > 1:
                yield f"{lost:.1f} s are lost: {sitting['sat']} s sat, {sitting['remaining'] / 48000} s left"
            if self.passed < self.length - 10 - EVERY and not self.is_offered():
                yield "it isn't offered to go on"
        kept = behind - KEPT - SLACK
        if kept > 2.0 and sitting["pleasant"] is None or kept > 3.0 and sitting["energy"] is None:
            yield "an answer is lost"
        letters = sum(at <= kept for at, _ in SCRIPT[-len(LETTERS):])
        if not LETTERS.decode().startswith(sitting["note"]) or len(sitting["note"]) < letters:
            yield f"of {letters} letters of a note '{sitting['note']}' is left"


def kill(home, count, chance):
    """Runs so many at once; yields the faults."""
    runs = []
    for i in range(count):
        folder = Path(home) / str(i)
        folder.mkdir()
        runs.append(Run(str(folder), chance))
    going = list(runs)
    while going:
        ready = select.select([run.terminal for run in going], [], [], 0.02)[0]
        for run in going:
            if run.terminal in ready:
                run.read()
        going = [run for run in going if not run.turn()]
    for run in runs:
        yield from (f"killed after {run.passed:.1f} s: {fault}" for fault in run.faults())


def main():
    left = count = int(sys.argv[1]) if len(sys.argv) > 1 else AT_ONCE
    seed = int(os.environ.get("SEED", time.time_ns() % 100000))
    chance, faults = random.Random(seed), []
    while left:
        with tempfile.TemporaryDirectory() as home:
            faults += kill(home, min(left, AT_ONCE), chance)
        left -= min(left, AT_ONCE)
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"kills: {count} at random moments (SEED={seed}), {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
