#!/usr/bin/env python3
"""Tests numbmed journal export and import as a person and as other programs meet them: the real program,
a home of its own, and python's csv and json, sqlite3 beside it."""
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import unittests

TOP = Path(__file__).resolve().parent.parent
NUMBMED = os.environ.get("NUMBMED", str(TOP / "numbmed"))
HEAD = ("uid,began,planned,seconds,practice,title,origin,ending,"
        "before_pleasant,before_energy,before_connected,before_words,"
        "after_pleasant,after_energy,after_connected,after_words,note,date_unsure").split(",")
NOTE = "=1+2, \"quoted\"\n\nמילים 🪷 and a ; too"
ROWS = [
    ["0" * 31 + "1", "2026-03-01T07:30:00+01:00", "900", "600", "body-scan", "Body scan", "numbmed", "early",
     "40", "can't tell", "", "numb\nfoggy, a bit", "0", "100", "7", "", NOTE, ""],
    ["0" * 31 + "2", "2026-02-28T22:00:00-03:30", "0", "1200", "", "With \"friends\"", "elsewhere", "complete",
     "", "", "", "", "", "", "", "", "", ""],
]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.home = "one"
        self.zone = "CET-1CEST,M3.5.0,M10.5.0/3"

    def run_it(self, *words, code=0, stdin=b""):
        """What standard output and standard error got."""
        home = self.folder / self.home
        home.mkdir(exist_ok=True)
        done = subprocess.run([NUMBMED, "journal", *words], capture_output=True, cwd=self.folder, check=False,
                              input=stdin, env={"HOME": str(home), "PATH": os.environ["PATH"], "TZ": self.zone,
                                   "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout.decode(), done.stderr.decode()

    def write(self, name, rows, **how):
        text = io.StringIO(newline="")
        csv.writer(text, **how).writerows(rows)
        (self.folder / name).write_bytes(text.getvalue().encode())
        return name

    def exported(self):
        return list(csv.reader(io.StringIO(self.run_it("export", "--csv")[0], newline="")))

    def sql(self, statement):
        with sqlite3.connect(self.folder / self.home / ".local/share/numbmed/journal.db") as journal:
            return journal.execute(statement).fetchall()


class Files(Case):
    def test_what_python_wrote_comes_back_to_it(self):
        for how in ({}, {"lineterminator": "\n"}, {"quoting": csv.QUOTE_ALL}):
            self.home = "home" + str(len(how)) + str(how.get("quoting"))
            out, err = self.run_it("import", self.write("in.csv", [HEAD, *ROWS], **how))
            self.assertEqual((out, err), ("2 sittings added\n", ""))
            self.assertEqual(self.exported(), [HEAD, *ROWS])

    def test_columns_may_stand_in_any_order(self):
        order = list(reversed(range(len(HEAD))))
        self.run_it("import", self.write("in.csv", [[row[i] for i in order] for row in [HEAD, *ROWS]]))
        self.assertEqual(self.exported(), [HEAD, *ROWS])

    def test_json_has_each_value_as_what_it_is(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        first, second = json.loads(self.run_it("export", "--json")[0])
        self.assertEqual(first["before"], {"pleasant": 40, "energy": "can't tell", "connected": None,
                                           "words": ["numb", "foggy, a bit"]})
        self.assertEqual(first["after"], {"pleasant": 0, "energy": 100, "connected": 7, "words": []})
        self.assertEqual(first["note"], NOTE)
        self.assertEqual([second[key] for key in HEAD[:8]],
                         [int(cell) if cell.isdigit() and key != "uid" else cell
                          for key, cell in zip(HEAD, ROWS[1][:8])])
        self.assertEqual([second[key] for key in ("before", "after", "note", "deleted")], [None, None, None, False])

    def test_a_list_of_json_comes_in_too(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        listed = self.run_it("list", "--json")[0]
        self.assertEqual(json.loads(listed), json.loads(self.run_it("export", "--json")[0]))
        (self.folder / "in.json").write_text(listed)
        self.home = "two"
        self.assertEqual(self.run_it("import", "in.json"), ("2 sittings added\n", ""))
        self.assertEqual(self.exported(), [HEAD, *ROWS])

    def test_json_that_python_wrote_comes_in(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        sittings = json.loads(self.run_it("export", "--json")[0])
        self.home = "two"
        for indent in (None, 4):
            (self.folder / "in.json").write_text(json.dumps(sittings, indent=indent))
            self.run_it("import", "in.json")
        self.assertEqual(self.exported(), [HEAD, *ROWS])

    def test_a_file_is_private_and_never_written_over(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        self.run_it("export", "--md", "-o", "out.md")
        out = self.folder / "out.md"
        self.assertEqual(out.stat().st_mode & 0o777, 0o600)
        self.assertIn("> " + NOTE.split("\n", maxsplit=1)[0], out.read_text())
        out.write_text("mine")
        _, err = self.run_it("export", "--md", "-o", "out.md", code=1)
        self.assertIn("--force", err)
        self.assertEqual(out.read_text(), "mine")
        self.run_it("export", "--md", "-o", "out.md", "--force")
        self.assertNotEqual(out.read_text(), "mine")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["in.csv", "one", "out.md"])

    def test_what_is_deleted_is_not_exported(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        self.sql("UPDATE sitting SET deleted = 1 WHERE note = ''")
        self.assertEqual(self.exported(), [HEAD, ROWS[0]])
        out, _ = self.run_it("import", "in.csv")
        self.assertIn("0 sittings added, 2 there already (1 of them deleted here", out)

    def test_an_empty_journal_is_a_file_of_names(self):
        self.assertEqual(self.exported(), [HEAD])
        self.assertEqual(json.loads(self.run_it("export", "--json")[0]), [])
        self.assertEqual(self.run_it("import", self.write("in.csv", [HEAD]))[0], "0 sittings added\n")

    def test_what_came_in_is_found_and_whole(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        self.assertEqual(self.sql("SELECT count(*) FROM found WHERE found MATCH 'quoted foggy'"), [(1,)])
        self.assertEqual(self.sql("PRAGMA integrity_check"), [("ok",)])


class Rows(Case):
    def test_bad_rows_are_told_by_line_and_nothing_comes_in(self):
        rows = [["began", "seconds", "note"], ["2026-03-01T07:30:00Z", "60", "two\nlines"],
                ["2026-03-01", "60", ""], ["2026-03-02T07:30:00Z", "-1", ""]]
        out, err = self.run_it("import", self.write("in.csv", rows), code=1)
        self.assertEqual(out, "")
        self.assertEqual([line.split(": ")[1] for line in err.splitlines()], ["in.csv:4", "in.csv:5", "in.csv"])
        self.assertEqual(self.sql("SELECT count(*) FROM sitting"), [(0,)])
        out, err = self.run_it("import", "in.csv", "--skip-bad")
        self.assertEqual(out, "1 sitting added, 2 bad left out\n")
        self.assertEqual(len(err.splitlines()), 2)
        result = json.loads(self.run_it("import", "in.csv", "--skip-bad", "--json")[0])
        self.assertEqual(result, {"added": 0, "completed": 0, "there": 1, "deleted": 0, "bad": 2})

    def test_many_bad_rows_are_counted(self):
        rows = [["began", "seconds"], *[["then", "60"]] * 1000]
        _, err = self.run_it("import", self.write("in.csv", rows), code=1)
        self.assertEqual(len(err.splitlines()), 21)
        self.assertIn("1000 rows are bad", err)

    def test_unknown_columns_are_named_in_one_line(self):
        rows = [["began", "mood", "seconds", "sky"], ["2026-03-01T07:30:00Z", "x", "60", "y"]]
        out, err = self.run_it("import", self.write("in.csv", rows))
        self.assertEqual(out, "1 sitting added\n")
        self.assertEqual(err, "numbmed: in.csv: columns that numbmed doesn't know are left out: mood, sky\n")

    def test_insight_timers_log_is_of_this_places_clock(self):
        (self.folder / "log.csv").write_text("Started At,Duration,Preset,Activity\n"
                                             "07/20/2026 08:21:14,0:45:0,,Meditation\n")
        self.run_it("import", "log.csv")
        self.zone = "JST-9"
        self.assertIn("1 there already", self.run_it("import", "log.csv")[0])
        self.assertEqual(self.exported()[1][1:8], ["2026-07-20T08:21:14+02:00", "0", "2700", "", "Meditation",
                                                   "insight-timer", "complete"])


    def test_a_dry_run_says_what_would_come_in_and_changes_nothing(self):
        self.run_it("import", self.write("in.csv", [HEAD, ROWS[0]]))
        self.write("in.csv", [HEAD, *ROWS])
        for _ in range(2):
            self.assertEqual(self.run_it("import", "--dry-run", "in.csv"),
                             ("1 sitting would be added, 1 there already; nothing is changed\n", ""))
        self.assertEqual(self.exported(), [HEAD, ROWS[0]])
        self.write("bad.csv", [HEAD, *ROWS, ["x"]])
        _, err = self.run_it("import", "--dry-run", "bad.csv", code=1)
        self.assertIn("bad.csv:7: it has 1 cell", err)
        self.assertEqual(self.run_it("import", "in.csv")[0], "1 sitting added, 1 there already\n")

    def test_standard_input_is_a_file_too(self):
        self.write("in.csv", [HEAD, *ROWS])
        csv_bytes = (self.folder / "in.csv").read_bytes()
        health = (b'<HealthData><Record type="HKCategoryTypeIdentifierMindfulSession" '
                  b'startDate="2026-11-20 07:30:00 +0100" endDate="2026-11-20 07:40:00 +0100"/></HealthData>')
        self.assertEqual(self.run_it("import", "-", stdin=b"\xef\xbb\xbf" + csv_bytes), ("2 sittings added\n", ""))
        self.assertEqual(self.exported(), [HEAD, *ROWS])
        self.assertEqual(self.run_it("import", "-", stdin=self.run_it("export", "--json")[0].encode())[0],
                         "0 sittings added, 2 there already\n")
        self.assertEqual(self.run_it("import", "-", stdin=b"\n\xef\xbb\xbf" + health), ("1 sitting added\n", ""))
        _, err = self.run_it("import", "-", stdin=b"\n\nbegan,seconds\nx,1\n", code=1)
        self.assertIn("standard input:4: began 'x'", err)
        _, err = self.run_it("import", "-", stdin=b"", code=1)
        self.assertIn("standard input: there is nothing in it", err)


class Refusals(Case):
    def test_files_that_are_none(self):
        (self.folder / "big.csv").write_bytes(b"")
        os.truncate(self.folder / "big.csv", 64 * 1024 * 1024 + 1)
        for name, part in [("big.csv", "64 MiB"), ("no.csv", "No such file"), (".", "regular file"),
                           ("/dev/zero", "regular file")]:
            out, err = self.run_it("import", name, code=1)
            self.assertEqual(out, "")
            self.assertIn(part, err)

    def test_wrong_words(self):
        for words in (["export"], ["export", "--csv", "--json"], ["export", "--csv", "x"], ["import"],
                      ["import", "a", "b"]):
            self.assertEqual(self.run_it(*words, code=2)[0], "")

    def test_a_full_disk_leaves_no_file(self):
        self.run_it("import", self.write("in.csv", [HEAD, *ROWS]))
        with open("/dev/full", "wb") as full:
            done = subprocess.run([NUMBMED, "journal", "export", "--csv"], stdout=full, stderr=subprocess.PIPE,
                                  check=False, env={"HOME": str(self.folder / "one")})
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"can't be written", done.stderr)


class Size(Case):
    def peak(self, *words):
        """KiB that the program had at most."""
        code = ("import os, sys, resource, subprocess; subprocess.run(sys.argv[1:], check=True,"
                " stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run([sys.executable, "-c", code, NUMBMED, "journal", *words], capture_output=True,
                              check=True, cwd=self.folder, env={"HOME": str(self.folder / self.home)})
        return int(done.stdout)

    def test_memory_is_flat(self):
        peaks = {}
        for count in (100, 10000):
            self.home = str(count)
            (self.folder / self.home).mkdir()
            rows = [["%032x" % i, "2026-03-01T07:30:00Z", "900", "600", "body-scan", "Body scan", "numbmed", "early",
                     "1", "2", "3", "numb", "4", "5", "6", "far\nwarm", "word " * 80, ""] for i in range(count)]
            self.write("in.csv", [HEAD, *rows])
            peaks[count] = [self.peak("import", "in.csv")]
            for kind in ("csv", "json", "md"):
                peaks[count].append(self.peak("export", "--" + kind, "-o", "out." + kind, "--force"))
            self.home += "again"
            (self.folder / self.home).mkdir()
            peaks[count].append(self.peak("import", "out.json"))
        for few, many in zip(peaks[100], peaks[10000]):
            self.assertLess(many, few + 6 * 1024)


if __name__ == "__main__":
    sys.exit(unittests.run("journal files"))
