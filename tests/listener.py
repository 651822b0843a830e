#!/usr/bin/env python3
"""Tests the listener's own code (audio/narrator/listen.py) with ears made up here, and what `tests/scores`
makes of its scores. No recogniser is needed; how the words of a score sound is asked of espeak-ng."""
import contextlib
import importlib.machinery
import importlib.util
import io
import sys
import tempfile
import unittest
from pathlib import Path

import unittests

TOP = Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True


def load(name, path):
    loader = importlib.machinery.SourceFileLoader(name, str(TOP / path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


listen = load("listen", "audio/narrator/listen.py")
scores = load("scores", "tests/scores")

ALIKE = {"color": "kulur", "colour": "kulur", "know where": "noware", "nowhere": "noware", "3": "three"}


def sound(phrase):
    return ALIKE.get(phrase, phrase)


class Differences(unittest.TestCase):
    def check(self, meant, heard, errors, note):
        self.assertEqual(listen.compare(meant, heard, sound), (errors, note))

    def test_what_differs_only_in_writing_is_no_difference(self):
        self.check("Notice, if you don’t mind, your well-known feet.",
                   "notice if you don't mind your well known feet", 0, "")

    def test_what_sounds_alike_is_noted_and_not_counted(self):
        self.check("A colour from nowhere.", "A color from know where.", 0,
                   "colour = color; nowhere = know where")
        self.check("Find three things.", "Find 3 things.", 0, "three = 3")

    def test_what_sounds_otherwise_is_counted_by_words(self):
        self.check("Feel the seat.", "Feel the feet.", 1, "seat / feet")
        self.check("Feel the seat.", "Peel of the seat.", 2, "feel / peel of")

    def test_words_too_many_or_missing_are_counted(self):
        self.check("If you can't tell.", "As if you can't tell.", 1, "(nothing) / as")
        self.check("Look up now.", "Look now.", 1, "up / (nothing)")
        self.check("Look up now.", "", 3, "look up now / (nothing)")


class Folder(unittest.TestCase):
    """A folder of two clips, whose words are what they hold, and of which one is misheard."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.heard = []
        self.put("heart/anchor/welcome.ogg", "feel the seat")
        self.put("michael/anchor/welcome.ogg", "look around")
        self.listen()

    def put(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    def ears(self, path):
        self.heard.append(path.relative_to(self.folder).as_posix())
        meant = path.read_text()
        return meant, meant.replace("seat", "feet"), 3.456

    def listen(self, *parts, again=False):
        self.heard.clear()
        there, known = listen.clips(self.folder), listen.read_scores(self.folder / "scores.tsv")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            listen.listen(self.folder, known, listen.unheard(there, known, parts, again), self.ears)

    def faults(self):
        return scores.check(self.folder)[0]

    def edit(self, old, new):
        path = self.folder / "scores.tsv"
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))


class TheListener(Folder):
    def test_each_clip_gets_a_row(self):
        rows = listen.read_scores(self.folder / "scores.tsv")
        self.assertEqual(list(rows), ["heart/anchor/welcome.ogg", "michael/anchor/welcome.ogg"])
        row = rows["heart/anchor/welcome.ogg"]
        self.assertEqual([row[key] for key in ("errors", "words", "dnsmos", "note")],
                         ["1", "3", "3.46", "seat / feet"])

    def test_only_what_is_new_or_changed_is_heard(self):
        self.listen()
        self.assertEqual(self.heard, [])
        self.put("heart/anchor/welcome.ogg", "look up")
        self.put("heart/anchor/end.ogg", "this is the end")
        self.listen()
        self.assertEqual(self.heard, ["heart/anchor/end.ogg", "heart/anchor/welcome.ogg"])

    def test_parts_choose_and_again_hears_all_of_them(self):
        self.listen("michael", again=True)
        self.assertEqual(self.heard, ["michael/anchor/welcome.ogg"])


class TheScores(Folder):
    def expect(self, *beginnings):
        found = self.faults()
        self.assertEqual(len(found), len(beginnings), found)
        for fault, beginning in zip(found, beginnings):
            self.assertTrue(fault.startswith(beginning), fault)

    def accept(self):
        self.edit("seat / feet", "accepted: clear to the ear: seat / feet")

    def setUp(self):
        super().setUp()
        self.put("heart/anchor/long.ogg", "word " * 300)
        self.listen()

    def test_a_misheard_word_is_told_until_it_is_accepted(self):
        self.expect("heart/anchor/welcome.ogg: seat / feet; make it anew")
        self.accept()
        self.expect()

    def test_a_clip_without_a_score_is_told(self):
        self.accept()
        self.put("heart/anchor/end.ogg", "this is the end")
        self.expect("heart/anchor/end.ogg: nobody listened")

    def test_a_score_of_another_file_is_told(self):
        self.accept()
        self.put("michael/anchor/welcome.ogg", "look up")
        self.expect("michael/anchor/welcome.ogg: was made anew")

    def test_a_score_without_a_clip_is_told(self):
        self.accept()
        (self.folder / "michael/anchor/welcome.ogg").unlink()
        self.expect("michael/anchor/welcome.ogg: has a score")

    def test_a_voice_with_too_many_errors_is_told_even_if_each_is_accepted(self):
        self.accept()
        self.edit("\t1\t3\t", "\t4\t3\t")
        self.expect("heart: 1.32 % of its words are wrong")

    def test_a_voice_that_sounds_poor_is_told(self):
        self.accept()
        self.edit("\t0\t2\t3.46", "\t0\t2\t3.29")
        self.expect("michael: sounds like 3.29")

    def test_a_file_that_is_not_scores_is_told(self):
        for old, new in [("clip\t", "klip\t"), ("\t3.46\t", "\tgood\t"), ("heart/anchor/welc", "zebra/a/b")]:
            self.listen(again=True)
            self.edit(old, new)
            self.assertRaises(scores.Broken, self.faults)
        (self.folder / "scores.tsv").unlink()
        self.assertRaises(scores.Broken, self.faults)


if __name__ == "__main__":
    sys.exit(unittests.run("listener"))
