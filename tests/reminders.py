#!/usr/bin/env python3
"""Tests `numbmed remind` with schedulers and a desktop made up here, which write down what they are asked;
and, where systemd is installed, with its own systemd-analyze."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import unittests

TOP = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("NUMBMED", str(TOP / "numbmed"))
ODD_FOLDERS = ["plain", "with space", "50% off", "$HOME and $x", "it's", 'a "quote"', "back\\slash"]


def now(minutes=0):
    return time.strftime("%H:%M", time.localtime(time.time() + 60 * minutes))


class Case(unittest.TestCase):
    """A home of its own, and a PATH that has nothing but what a test puts there."""

    def setUp(self):
        self.top = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.bin, self.units = self.top / "bin", self.top / ".config/systemd/user"
        self.bin.mkdir()
        self.environment = {"HOME": str(self.top), "PATH": str(self.bin), "LC_ALL": "C.UTF-8",
                            "NUMBMED_PATH": str(TOP)}

    def fake(self, name, script=""):
        """A program that writes its words down, each a line, and an empty one behind the last."""
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{{ printf '%s\\n' {name} \"$@\"; echo; }} >>'{self.top}/asked'\n{script}\n",
                        encoding="utf-8")
        path.chmod(0o755)

    def asked(self):
        """What was asked of the programs since the last time."""
        path = self.top / "asked"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.unlink(missing_ok=True)
        return [call.split("\n") for call in text.split("\n\n") if call]

    def run_it(self, *words, code=0, program=PROGRAM, **environment):
        done = subprocess.run([program, "remind", *words], env={**self.environment, **environment}, check=False,
                              capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def refused(self, *words, code=1, **environment):
        """The one sentence that a failure is."""
        done = self.run_it(*words, code=code, **environment)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"\Anumbmed: [^\n]+\n\Z")
        return done.stderr

    def files(self):
        return sorted(path.name for path in self.units.glob("*")) if self.units.exists() else []


class BySystemd(Case):
    def setUp(self):
        super().setUp()
        self.fake("systemctl")
        self.fake("systemd-analyze")
        self.fake("notify-send")

    def test_a_reminder_is_two_files_checked_and_enabled(self):
        done = self.run_it("21:30", "--days", "mon-fri", "--practice", "body-scan")
        timer, service = (self.units / f"numbmed-remind-2130.{ending}" for ending in ("timer", "service"))
        self.assertEqual(self.asked(), [
            ["systemctl", "--user", "show", "--property=Version"],
            ["systemd-analyze", "calendar", "Mon..Fri *-*-* 21:30:00"],
            ["systemd-analyze", "--user", "verify", str(timer), str(service)],
            ["systemctl", "--user", "daemon-reload"],
            ["systemctl", "--user", "enable", "--now", timer.name]])
        self.assertIn("\nOnCalendar=Mon..Fri *-*-* 21:30:00\n", timer.read_text(encoding="utf-8"))
        self.assertIn(f'\nExecStart="{os.path.realpath(PROGRAM)}" remind 21:30 --notify --practice body-scan\n',
                      service.read_text(encoding="utf-8"))
        self.assertEqual((timer.stat().st_mode & 0o777, service.stat().st_mode & 0o777), (0o600, 0o600))
        self.assertIn("A reminder is set: 21:30, mon-fri.\nIt says: A quiet moment. ", done.stdout)
        self.assertIn("Body scan", done.stdout)
        self.assertEqual(done.stderr, "")

    def test_several_are_listed_by_time_and_taken_away_one_by_one(self):
        for words in (["21:30", "--days", "sat,sun"], ["8:00", "--practice", "body-scan"], ["12:05"]):
            self.run_it(*words)
        self.assertEqual(self.run_it("--list").stdout,
                         "08:00  daily    body-scan\n12:05  daily\n21:30  sat,sun\n")
        self.assertTrue(self.run_it().stdout.startswith("08:00  daily "))
        self.assertEqual([(row["time"], row["days"], row["practice"], row["scheduler"], row["running"])
                          for row in json.loads(self.run_it("--list", "--json").stdout)][2],
                         ("21:30", ["sat", "sun"], None, "systemd", True))
        self.asked()
        self.assertEqual(self.run_it("--off", "12:05").stdout, "The reminder at 12:05 is off.\n")
        self.assertEqual(self.asked()[1:], [["systemctl", "--user", "disable", "--now", "numbmed-remind-1205.timer"],
                                            ["systemctl", "--user", "daemon-reload"]])
        self.assertEqual(len(self.files()), 4)
        self.assertEqual(self.run_it("--off").stdout, "The reminder at 08:00 is off.\nThe reminder at 21:30 is off.\n")
        self.assertEqual(self.files(), [])
        self.assertEqual(self.run_it("--list").stdout, "No reminder is set.\n")
        self.assertEqual(self.run_it("--off").stdout, "No reminder is set.\n")
        self.assertEqual(json.loads(self.run_it("--json").stdout), [])
        self.assertIn("there is no reminder at 12:05", self.refused("--off", "12:05"))

    def test_setting_one_again_replaces_it(self):
        self.run_it("21:30", "--practice", "body-scan")
        self.run_it("21:30", "--days", "mon")
        self.assertEqual(self.run_it("--list").stdout, "21:30  mon\n")

    def test_one_that_does_not_run_is_told_with_what_sets_it_again(self):
        self.run_it("21:30", "--days", "mon")
        self.fake("systemctl", '[ "$2" != is-active ]')
        self.assertEqual(self.run_it("--list").stdout,
                         "21:30  mon    not running; this sets it again: numbmed remind 21:30 --days mon\n")
        self.assertIs(json.loads(self.run_it("--json").stdout)[0]["running"], False)

    def test_other_folders_of_settings_are_kept_to(self):
        self.run_it("21:30", XDG_CONFIG_HOME=str(self.top / "other"))
        self.assertEqual(self.files(), [])
        self.assertTrue((self.top / "other/systemd/user/numbmed-remind-2130.timer").exists())

    def test_files_that_others_wrote_stay(self):
        self.units.mkdir(parents=True)
        for ending in ("timer", "service"):
            path = self.units / f"numbmed-remind-2130.{ending}"
            for make in (lambda: path.write_text("[Unit]\n", encoding="utf-8"), lambda: path.symlink_to("/dev/null"),
                         lambda: path.symlink_to("nowhere"), path.mkdir):
                make()
                self.assertIn(f"{path} was not written by numbmed", self.refused("21:30"))
                self.assertEqual(self.files(), [path.name])
                self.assertEqual(self.run_it("--list").stdout, "No reminder is set.\n")
                self.assertIn("no reminder at 21:30", self.refused("--off", "21:30"))
                path.rmdir() if path.is_dir() else path.unlink()
        self.assertNotIn("enable", str(self.asked()))

    def test_a_file_under_another_name_than_its_own_is_no_reminder(self):
        self.run_it("21:30")
        (self.units / "numbmed-remind-2130.timer").rename(self.units / "numbmed-remind-2230.timer")
        self.assertEqual(self.run_it("--list").stdout, "No reminder is set.\n")

    def test_what_fails_leaves_all_as_it_was(self):
        for name, test in (("systemctl", '[ "$2" != enable ]'), ("systemctl", '[ "$2" != daemon-reload ]'),
                           ("systemd-analyze", '[ "$1" != calendar ]'),
                           ("systemd-analyze", '[ "$2" != verify ] || ! echo "numbmed-remind-2130.service: bad"')):
            self.fake(name, f"{test} || {{ echo first; echo 'numbmed-remind-2130.timer: the reason'; exit 1; }}")
            self.assertIn("the reason\n", self.refused("21:30", "--days", "mon"))
            self.assertEqual(self.files(), [])
            self.fake(name)
            self.run_it("21:30")
            before = [path.read_text(encoding="utf-8") for path in sorted(self.units.glob("*"))]
            self.fake(name, f"{test} || {{ echo 'numbmed-remind-2130.timer: the reason'; exit 1; }}")
            self.refused("21:30", "--days", "mon")
            self.assertEqual([path.read_text(encoding="utf-8") for path in sorted(self.units.glob("*"))], before)
            self.fake(name)
            self.run_it("--off")

    def test_faults_of_other_units_are_not_ours(self):
        self.fake("systemd-analyze", '[ "$2" != verify ] || { echo "other.service: bad"; exit 1; }')
        self.run_it("21:30")
        self.assertEqual(len(self.files()), 2)

    def test_it_goes_without_systemd_analyze(self):
        (self.bin / "systemd-analyze").unlink()
        self.run_it("21:30")
        self.assertEqual(len(self.files()), 2)

    def test_without_a_manager_the_files_and_their_link_can_still_go(self):
        self.run_it("21:30")
        wants = self.units / "timers.target.wants"
        wants.mkdir()
        (wants / "numbmed-remind-2130.timer").symlink_to("../numbmed-remind-2130.timer")
        self.fake("systemctl", "echo no bus; exit 1")
        self.assertEqual(json.loads(self.run_it("--json").stdout)[0]["running"], None)
        done = self.run_it("--off")
        self.assertEqual((self.files(), list(wants.glob("*"))), (["timers.target.wants"], []))
        self.assertIn("no bus", done.stderr)

    def test_one_that_the_manager_does_not_let_go_of_stays_listed(self):
        self.run_it("21:30")
        self.fake("systemctl", '[ "$2" != disable ] || { echo why; exit 1; }')
        self.assertIn("disable failed: why", self.refused("--off"))
        self.assertEqual(len(self.files()), 2)

    def test_where_nothing_can_be_written_that_is_one_sentence(self):
        (self.top / "file").write_text("", encoding="utf-8")
        for folder in (str(self.top / "file"), "/proc/nowhere"):
            self.assertIn("can't make the folder", self.refused("21:30", XDG_CONFIG_HOME=folder))
        del self.environment["HOME"]
        self.assertIn("HOME", self.refused("21:30"))
        self.assertEqual(self.run_it("--list").stdout, "No reminder is set.\n")

    def test_a_missing_notify_send_is_told_when_a_reminder_is_set(self):
        (self.bin / "notify-send").unlink()
        self.assertIn("libnotify-bin", self.run_it("21:30").stderr)


class ByCron(Case):
    LINE = "30 21 * * 1-5 /usr/bin/numbmed remind 21:30 --notify --practice body-scan"

    def test_the_line_alone_is_written_and_the_crontab_left_alone(self):
        self.fake("crontab", "exit 1")
        done = self.run_it("21:30", "--days", "mon-fri", "--practice", "body-scan", code=1)
        self.assertEqual(done.stdout, self.LINE.replace("/usr/bin/numbmed", os.path.realpath(PROGRAM)) + "\n")
        self.assertRegex(done.stderr, r"\Anumbmed: systemd is not on this machine, [^\n]*crontab -e:\n\Z")
        self.assertEqual((self.asked(), self.files()), ([], []))

    def test_a_manager_that_does_not_answer_is_as_none(self):
        self.fake("systemctl", "echo 'Failed to connect to bus' >&2; exit 1")
        done = self.run_it("21:30", code=1)
        self.assertTrue(done.stdout.startswith("30 21 * * * "))
        self.assertIn("Failed to connect to bus", done.stderr)
        self.assertIn("install cron", done.stderr)
        self.assertEqual(self.files(), [])

    def test_lines_of_the_crontab_are_listed_and_never_taken_out(self):
        self.fake("crontab", f"[ \"$*\" = -l ] && echo '# mine' && echo '5 4 * * * backup' && echo '{self.LINE}'")
        self.assertEqual(self.run_it("--list").stdout, "21:30  mon-fri  body-scan  in your crontab\n")
        row = json.loads(self.run_it("--json").stdout)[0]
        self.assertEqual((row["time"], row["scheduler"], row["running"]), ("21:30", "crontab", None))
        for words in (["--off"], ["--off", "21:30"]):
            self.assertIn("crontab -e", self.refused(*words))
        self.assertIn("no reminder at 21:31", self.refused("--off", "21:31"))
        self.assertEqual({tuple(call) for call in self.asked()}, {("crontab", "-l")})

    def test_the_line_starts_the_program_wherever_it_lies(self):
        self.fake("notify-send")
        for folder in ODD_FOLDERS:
            path = self.top / folder / "numbmed"
            path.parent.mkdir()
            shutil.copy(PROGRAM, path)
            line = self.run_it(now(), program=str(path), code=1).stdout
            command = line.split(None, 5)[5].replace("\\%", "%")  # as cron does
            subprocess.run(["/bin/sh", "-c", command], env=self.environment, check=True)
            self.assertEqual(len(self.asked()), 1, line)


class TheNotice(Case):
    def show(self, *words, **environment):
        self.run_it(*words, "--notify", **environment)
        return self.asked()

    def test_it_is_a_notification_in_our_words(self):
        self.fake("notify-send")
        (shown,) = self.show("--practice", "body-scan")
        self.assertEqual(shown[:4], ["notify-send", "--app-name=Reminder", "--", "A quiet moment"])
        self.assertRegex(shown[4], r"\A[A-Z].*Body scan.*\.\Z")

    def test_nothing_that_is_shown_says_numb(self):
        self.fake("notify-send")
        listed = subprocess.run([PROGRAM, "list", "--json"], env=self.environment, check=True, capture_output=True)
        ids = [row["id"] for row in json.loads(listed.stdout)]
        self.assertIn("emotional-numbness", ids)
        for words in [[], *(["--practice", name] for name in [*ids, "numb-and-gone"])]:
            (shown,) = self.show(*words)
            self.assertNotIn("numb", "\n".join(shown).lower(), words)

    def test_a_title_is_neither_markup_nor_an_escape(self):
        self.fake("notify-send")
        scripts = self.top / "mine/numbmed/scripts"
        scripts.mkdir(parents=True)
        text = (TOP / "scripts/body-scan.yaml").read_text(encoding="utf-8")
        text = text.replace("id: body-scan", "id: odd").replace("title: Body scan", "title: '<b>A & B\\n'")
        (scripts / "odd.yaml").write_text(text, encoding="utf-8")
        (shown,) = self.show("--practice", "odd", XDG_DATA_HOME=str(self.top / "mine"))
        self.assertIn("&lt;b&gt;A &amp; B\\\\n", shown[4])

    def test_what_comes_hours_late_is_not_shown(self):
        self.fake("notify-send")
        self.assertEqual(len(self.show(now())), 1)
        self.assertEqual(len(self.show(now(-30))), 1)
        self.assertEqual(self.show(now(-90)), [])
        self.assertEqual(self.show(now(-12 * 60)), [])

    def test_without_notify_send_that_is_one_sentence(self):
        self.assertIn("notify-send is not installed", self.refused("--notify"))
        self.fake("notify-send", "echo 'no desktop' >&2; exit 1")
        self.assertIn("notify-send failed: no desktop", self.refused("--notify"))


class WrongUsage(Case):
    def test_each_is_one_sentence_that_says_what_to_write(self):
        for words, part in ((["25:00"], "like 21:30"), (["9pm"], "like 21:30"), (["--off", "x"], "like 21:30"),
                            (["x", "--notify"], "like 21:30"), (["21:30", "--days", "mo"], "mon-fri"),
                            (["21:30", "--days", ""], "mon-fri"), (["21:30", "--practice", "A"], "numbmed list"),
                            (["--days", "mon"], "remind 21:30 --days"), (["--practice", "x"], "remind 21:30 --pr"),
                            (["21:30", "--off", "--days", "mon"], "remind 21:30 --days"),
                            (["--list", "--off"], "one at a time"), (["--notify", "--off"], "one at a time"),
                            (["--list", "21:30"], "leave the rest out"), (["--json", "21:30"], "leave the rest out"),
                            (["21:30", "22:30"], "'22:30' is one too many")):
            self.assertIn(part, self.refused(*words, code=2), words)
        self.assertEqual(self.files(), [])

    def test_a_practice_that_is_not_there_is_told(self):
        self.assertIn("did you mean body-scan?", self.refused("21:30", "--practice", "body-scn"))


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
class BySystemdItself(Case):
    DAYS = ["daily", "mon-fri", "sat,sun", "sun", "fri-mon", "mon,wed,fri-sun"]

    def setUp(self):
        super().setUp()
        self.fake("systemctl")
        self.analyze = shutil.which("systemd-analyze")
        (self.bin / "systemd-analyze").symlink_to(self.analyze)
        self.environment["XDG_RUNTIME_DIR"] = str(self.top)

    def ask(self, *words, **environment):
        return subprocess.run([self.analyze, *words], env={**self.environment, **environment}, check=False,
                              capture_output=True, text=True, encoding="utf-8")

    def test_it_finds_no_fault_wherever_the_program_lies(self):
        for folder in ODD_FOLDERS:
            path = self.top / folder / "numbmed"
            path.parent.mkdir()
            shutil.copy(PROGRAM, path)
            self.run_it("21:30", "--practice", "body-scan", program=str(path))
            done = self.ask("--user", "verify", *map(str, self.units.glob("numbmed-remind-2130.*")))
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), folder)

    def test_a_fault_of_ours_is_found(self):
        path = self.top / "numbmed"
        shutil.copy(PROGRAM, path)
        self.run_it("21:30", program=str(path))
        path.unlink()
        done = self.ask("--user", "verify", *map(str, self.units.glob("numbmed-remind-2130.*")))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("numbmed-remind-2130.service", done.stderr)

    def test_it_comes_on_the_days_asked_for_at_the_wall_clocks_time(self):
        """Through a year with both changes of the clock."""
        wanted = {"daily": range(7), "mon-fri": range(5), "sat,sun": (5, 6), "sun": (6,), "fri-mon": (4, 5, 6, 0),
                  "mon,wed,fri-sun": (0, 2, 4, 5, 6)}
        for days in self.DAYS:
            self.run_it("21:30", "--days", days)
            timer = (self.units / "numbmed-remind-2130.timer").read_text(encoding="utf-8")
            calendar = next(line for line in timer.split("\n") if line.startswith("OnCalendar=")).split("=", 1)[1]
            done = self.ask("calendar", "--iterations=300", "--base-time=2025-01-01 00:00:00", calendar,
                            TZ="Europe/Berlin")
            lines = [line.split(": ", 1)[1].split() for line in done.stdout.split("\n")
                     if "Next elapse:" in line or "Iter. #" in line or "Iteration #" in line]
            self.assertEqual(len(lines), 300, done.stdout + done.stderr)
            self.assertEqual({time.strptime(line[1], "%Y-%m-%d").tm_wday for line in lines}, set(wanted[days]))
            self.assertEqual({line[2] for line in lines}, {"21:30:00"})


if __name__ == "__main__":
    sys.exit(unittests.run("reminders"))
