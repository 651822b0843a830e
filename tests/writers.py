#!/usr/bin/env python3
"""Two write in one journal: a sitting with check-in and note, and somebody at a shell who adds, edits, deletes and
restores sittings, that one among them. Both are killed (SIGKILL) at random moments, and all that either said before is
there afterwards: no note or answer is lost, and nothing that was deleted is back. `tests/writers.py 300` kills as many
sittings, and some commands beside each; without a number it is 6."""
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import kills

AT_ONCE = 6
LENGTH = 3  # seconds of the sitting
MOST = 12  # seconds after which it is killed at the latest
AFTERWARDS = 4  # commands after that
FORMER = 3  # notes that are kept of each sitting
PRACTICE = """format: 1
id: short
title: Short
about: For tests.
minutes: [1]
default: 1
sections:
  - name: All
    steps:
      - id: one
        say: One.
        pause: 1s
        grow: 1
"""


def after(state, verb, words):
    """What a command makes of a sitting: its note, the former ones, and whether it is deleted."""
    note, former, _ = state
    if verb == "edit":
        return words, (former + (note,) if note else former)[-FORMER:], state[2]
    return note, former, verb == "delete"


class Person:
    """Somebody at a shell, and what the journal may hold after each command. A command that is killed has been carried
    out or not, and that may show only once another program opens the journal; one that ended has been."""

    def __init__(self, run, chance):
        self.run, self.chance = run, chance
        self.path = run.home / "data/numbmed/journal.db"
        self.sittings = {}  # number: the states that it may be in
        self.added = set()  # the titles of those whose adding was killed
        self.going_on = None  # the number of the sitting that goes on
        self.deleted = {False}  # what it may be
        self.said = []  # the words that were written about it, and must be kept
        self.words = 0
        self.killed = 0
        self.faults = []
        self.over = False

    # ---- what is there

    def there(self):
        """The state of each sitting, and its title."""
        if not self.path.exists():
            return {}, {}
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10) as journal:
            journal.execute("BEGIN")  # all of one moment
            if not journal.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                return {}, {}
            rows = journal.execute("SELECT id, note, deleted > 0, title, practice FROM sitting").fetchall()
            former = journal.execute("SELECT sitting, note FROM former_note ORDER BY sitting, place").fetchall()
        journal.close()
        for row in rows:
            if row[4] == "short":
                self.going_on = row[0]
        return ({row[0]: (row[1], tuple(note for number, note in former if number == row[0]), bool(row[2]))
                 for row in rows}, {row[0]: row[3] for row in rows})

    # ---- commands

    def command(self, words, text=""):
        """Runs one, and kills one in three of them. Returns whether it was killed, and what it said."""
        done = subprocess.Popen([kills.NUMBMED, "journal", *words], env=self.run.environment, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        done.stdin.write(text)
        done.stdin.close()
        done.stdin = None
        killed = self.words > 1 and self.chance.random() < 1 / 3  # the first one begins the journal
        if killed:
            time.sleep(self.chance.uniform(0, 0.05))
            done.kill()
        _, said = done.communicate(timeout=60)
        killed = killed and done.returncode == -signal.SIGKILL
        self.killed += killed
        return killed, "" if killed else said

    def new_words(self):
        self.words += 1
        return f"words {self.words} of the shell"

    def add(self):
        words = self.new_words()
        killed, said = self.command(["add", "--minutes", "1", "--title", words, "--note", words])
        self.added.add(words)
        if said:
            self.faults.append(f"journal add: {said.strip()}")
        there, titles = self.look(killed)
        if not killed and list(titles.values()).count(words) != 1:
            self.faults.append(f"{words} was added, and isn't there once: {there}")

    def change(self, number):
        deleted = {state[2] for state in self.sittings[number]}
        verb = self.chance.choice(["edit", "restore" if True in deleted else "delete"])
        words = self.new_words()
        killed, said = self.command([verb, str(number)], words + "\n" if verb == "edit" else "")
        vain = len(deleted) == 2 and ("isn't deleted" in said or "is deleted already" in said)
        if said and not vain:
            self.faults.append(f"journal {verb} {number}: {said.strip()}")
        done = {after(state, verb, words) for state in self.sittings[number]}
        self.sittings[number] = self.sittings[number] | done if killed or vain else done
        self.look(killed or vain)

    def look(self, killed):
        """Compares what is there with what may be. Once a command has written something, there is no doubt about those
        before."""
        there, titles = self.there()
        for number, title in titles.items():
            if number != self.going_on and number not in self.sittings and title in self.added:
                self.sittings[number] = {(title, (), False)}
        for number, states in self.sittings.items():
            if there.get(number) not in states:
                self.faults.append(f"sitting {number} is {there.get(number)}, and not {states}")
            if not killed or there.get(number) not in states:
                self.sittings[number] = {there.get(number)}
        self.follow(there, killed)
        return there, titles

    # ---- the sitting that goes on, of which the notes are written by another, too

    def change_going_on(self):
        verb = self.chance.choice(["edit", "restore" if True in self.deleted else "delete"])
        if verb == "edit" and len(self.said) == FORMER - 1:
            return  # one more, and the first one would have to go
        words = self.new_words()
        killed, said = self.command([verb, str(self.going_on)], words + "\n" if verb == "edit" else "")
        vain = len(self.deleted) == 2 and ("isn't deleted" in said or "is deleted already" in said)
        if said and not vain and "there is no sitting" not in said:
            self.faults.append(f"journal {verb} of the sitting: {said.strip()}")
        if not said and verb == "edit":
            self.said += [] if killed else [words]
        elif not said:
            self.deleted = self.deleted | {verb == "delete"} if killed else {verb == "delete"}
        self.look(killed or bool(said))

    def follow(self, there, killed):
        note, former, deleted = there.get(self.going_on, ("", (), None))
        if deleted is not None:
            if deleted not in self.deleted:
                self.faults.append(f"the sitting is {'deleted' if deleted else 'back'} by itself")
            if not killed or deleted not in self.deleted:
                self.deleted = {deleted}
        for words in self.said:
            if not any(words in one for one in former + (note,)):
                self.faults.append(f"of the sitting '{words}' is lost: {there.get(self.going_on)}")
        self.said = [words for words in self.said if any(words in one for one in former + (note,))]

    # ---- all of it

    def step(self):
        if self.going_on and self.chance.random() < 0.3:
            self.change_going_on()
        elif not self.sittings or self.chance.random() < 0.2:
            self.add()
        else:
            self.change(self.chance.choice(sorted(self.sittings)))

    def live(self):
        left = AFTERWARDS
        try:
            while left:
                self.step()
                left -= self.over
                time.sleep(self.chance.uniform(0, 0.2))
        except Exception as problem:  # it would be lost with the thread
            self.faults.append(repr(problem))
            raise

    # ---- in the end

    def check(self):
        """What the verbs show is what the file holds, and nothing is wrong with that."""
        shown = {}
        for words in (["list", "--json"], ["list", "--deleted", "--json"]):
            done = subprocess.run([kills.NUMBMED, "journal", *words], env=self.run.environment, check=False, text=True,
                                  capture_output=True, timeout=60)
            if done.returncode or done.stderr:
                self.faults.append(f"journal {words}: {done.returncode}, {done.stderr}")
                return
            shown |= {one["number"]: (one["note"] or "", one["deleted"]) for one in json.loads(done.stdout)}
        there, _ = self.look(True)
        if shown != {number: (one[0], one[2]) for number, one in there.items()}:
            self.faults.append(f"shown is {shown}, and there {there}")
        self.check_said(there)

    def check_said(self, there):
        """What was said in the sitting itself, in time before it was killed."""
        kept = self.run.passed - LENGTH - kills.KEPT - kills.SLACK
        letters = sum(at <= kept for at, _ in kills.SCRIPT[-len(kills.LETTERS):])
        start = kills.LETTERS.decode()[:letters]
        notes = there.get(self.going_on, ("", (), False))
        if start and not any(start in note for note in notes[1] + (notes[0],)):
            self.faults.append(f"of the sitting '{start}' is lost: {notes}")
        if kept > 3.0:
            with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as journal:
                answers = journal.execute("SELECT pleasant, energy FROM check_in WHERE sitting = ?",
                                          (self.going_on,)).fetchall()
            journal.close()
            if not answers or None in answers[0]:
                self.faults.append(f"an answer is lost: {answers}")


def attend(runs):
    """Presses keys in all sittings, and kills each when it is time."""
    going = list(runs)
    while going:
        ready = select.select([run.terminal for run in going], [], [], 0.02)[0]
        for run in going:
            if run.terminal in ready:
                run.read()
        going = [run for run in going if not run.turn()]


def write_together(home, count, chance):
    """Yields what became of each, a person."""
    runs = []
    for i in range(count):
        folder = Path(home) / str(i)
        folder.mkdir()
        runs.append(kills.Run(str(folder), chance, PRACTICE, LENGTH))
        runs[-1].moment = chance.uniform(0.5, MOST)
    people = [Person(run, random.Random(chance.random())) for run in runs]
    threads = [threading.Thread(target=person.live) for person in people]
    for thread in threads:
        thread.start()
    attend(runs)
    for person in people:
        person.over = True
    for person, thread in zip(people, threads):
        thread.join()
        person.check()
        yield person


def main():
    left = count = int(sys.argv[1]) if len(sys.argv) > 1 else AT_ONCE
    seed = int(os.environ.get("SEED", time.time_ns() % 100000))
    chance, faults, commands = random.Random(seed), [], 0
    while left:
        with tempfile.TemporaryDirectory() as home:
            for person in write_together(home, min(left, AT_ONCE), chance):
                commands += person.killed
                faults += [f"killed after {person.run.passed:.1f} s: {fault}" for fault in person.faults]
        left -= min(left, AT_ONCE)
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"writers: {count} sittings and {commands} commands killed at random moments (SEED={seed}), {len(faults)} "
          "faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
