#!/usr/bin/env python3
"""Tests the neural narrator's own code (audio/narrator) with a model and a pronunciation made up here:
neither onnxruntime nor espeak-ng nor a network is needed."""
import hashlib
import importlib.util
import io
import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
import wave
from array import array
from pathlib import Path

import unittests

HOME = Path(__file__).resolve().parent.parent / "audio/narrator"
sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("narrator", HOME / "narrator.py")
narrator = importlib.util.module_from_spec(spec)
spec.loader.exec_module(narrator)

VOCAB = {letter: number for number, letter in enumerate(" abcdefghijklmnopqrstuvwxyzəɹAIO.,?!", 16)}
HEART = "voices/af_heart.bin"


def letters(words, accent):
    return words.lower()


class FakeModel:
    """A tenth of a second of tone for each token, with half a second of silence around."""
    loaded = 0

    def __init__(self, path):
        FakeModel.loaded += 1
        self.calls = []

    def __call__(self, tokens, style, speed):
        self.calls.append((tokens, style, speed))
        silence = [0.0] * (narrator.RATE // 2)
        tone = [0.3 * math.sin(0.1 * i + 1) for i in range(len(tokens) * narrator.RATE // 10)]
        return array("f", silence + tone + silence)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "voices").mkdir()
        self.put(narrator.MODEL, b"a model")
        self.put(HEART, bytes(narrator.ROW_BYTES) + b"\x01" * narrator.ROW_BYTES)
        self.wanted = {name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
                       for name in (narrator.MODEL, HEART) for path in [self.folder / name]}
        self.files = narrator.Files(self.folder, self.wanted, self.folder / "cache/verdicts.json")
        FakeModel.loaded = 0
        self.narrator = narrator.Narrator(self.files, VOCAB, FakeModel, letters)

    def put(self, name, content):
        (self.folder / name).write_bytes(content)

    def refused(self, part, call, *arguments):
        with self.assertRaises(narrator.Refusal) as caught:
            call(*arguments)
        self.assertIn(part, str(caught.exception))


class ItsFiles(Case):
    def test_a_published_file_is_found(self):
        self.assertEqual(self.files.path(HEART), (self.folder / HEART).resolve())

    def test_a_missing_file_is_named_with_the_readme(self):
        (self.folder / HEART).unlink()
        self.refused(f"{HEART} is missing", self.files.path, HEART)
        self.refused("README.md", self.files.path, HEART)

    def test_a_file_of_another_sum_is_refused(self):
        self.put(narrator.MODEL, b"A model")
        self.refused("not the one that was published", self.files.path, narrator.MODEL)

    def test_a_file_of_another_size_is_refused_unread(self):
        self.put(narrator.MODEL, b"a model that grew")
        narrator.sha256, kept = None, narrator.sha256
        self.addCleanup(setattr, narrator, "sha256", kept)
        self.refused("not the one that was published", self.files.path, narrator.MODEL)

    def test_a_sum_is_reckoned_once(self):
        self.files.path(narrator.MODEL)
        narrator.sha256, kept = None, narrator.sha256
        self.addCleanup(setattr, narrator, "sha256", kept)
        self.files.path(narrator.MODEL)

    def test_a_changed_file_is_reckoned_anew(self):
        path = self.files.path(narrator.MODEL)
        self.put(narrator.MODEL, b"b model")
        os.utime(path, ns=(1, 1))
        self.refused("not the one", self.files.path, narrator.MODEL)

    def test_a_refused_file_stays_refused_by_its_kept_sum(self):
        self.put(narrator.MODEL, b"A model")
        for _ in range(2):
            self.refused("not the one", self.files.path, narrator.MODEL)

    def test_a_broken_cache_does_no_harm(self):
        for content in (b"{", b"[]", b'{"x": 1}', b"\xff"):
            self.files.verdicts.parent.mkdir(exist_ok=True)
            self.files.verdicts.write_bytes(content)
            self.files.path(narrator.MODEL)

    def test_a_cache_that_cannot_be_written_does_no_harm(self):
        self.files.verdicts = Path("/proc/none/verdicts.json")
        self.files.path(narrator.MODEL)

    def test_voices_go_by_short_and_whole_names(self):
        self.assertEqual(self.files.voice("heart"), "af_heart")
        self.assertEqual(self.files.voice("af_heart"), "af_heart")
        self.refused("there is no voice '../heart'; there are heart", self.files.voice, "../heart")

    def test_the_readme_tells_every_file_with_size_and_sum(self):
        readme = (HOME / "README.md").read_text(encoding="utf-8")
        for name, want in json.loads((HOME / "files.json").read_text(encoding="utf-8"))["files"].items():
            self.assertIn(f"| `{name}` | {want['bytes']} | `{want['sha256']}` |", readme)

    def test_the_vocabulary_has_every_phoneme_of_the_tables(self):
        vocab = json.loads((HOME / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        for table in (narrator.DIPHTHONGS, narrator.STRAYS, *narrator.ACCENTS.values()):
            for phoneme in "".join(table.values()):
                self.assertIn(phoneme, vocab)


class ItsWords(Case):
    def test_text_breaks_as_in_the_program(self):
        text = "Welcome. Notice the soles of your feet. Yes.  Let them\nbe as they are… And breathe, if you like."
        self.assertEqual(narrator.sentences(text), ["Welcome. Notice the soles of your feet. Yes.",
                                                    "Let them be as they are…", "And breathe, if you like."])

    def test_no_text_has_no_sentences(self):
        self.assertEqual(narrator.sentences(" \n "), [])

    def test_twins_are_respelt_and_only_they(self):
        for text, spelt in (("Close your eyes.", "cloze your eyes."), ("Let the eyes close.", "Let the eyes cloze."),
                            ("Use your hands.", "yooz your hands."), ("numbmed", "numb med"),
                            ("Stay close to it.", "Stay close to it."), ("of use your", "of use your"),
                            ("eyes close to the screen", "eyes close to the screen"),
                            ("Disclose the rest.", "Disclose the rest."), ("It’s", "It's")):
            self.assertEqual(narrator.respell(text), spelt)

    def test_punctuation_stays_and_is_never_pronounced(self):
        heard = []
        said = narrator.to_phonemes('Yes, "no" — go.', "en-us", lambda words, accent: heard.append(words) or words)
        self.assertEqual(heard, ["Yes", "no", "go"])
        self.assertEqual([mark for mark in said if mark in ',"—.'], list(',""—.'))

    def test_accents_differ(self):
        self.assertEqual(narrator.to_phonemes("x", "en-us", lambda words, accent: "ɡoʊ"), "ɡO")
        self.assertEqual(narrator.to_phonemes("x", "en-gb", lambda words, accent: "ɡəʊ"), "ɡQ")
        self.assertEqual(narrator.accent_of("bf_emma"), "en-gb")
        self.assertEqual(narrator.accent_of("af_heart"), "en-us")

    def test_what_is_too_long_is_broken_at_punctuation_else_at_a_space(self):
        self.assertEqual(narrator.break_up("aaa, bbb ccc", 9), ["aaa,", "bbb ccc"])
        self.assertEqual(narrator.break_up("aaa bbb ccc", 9), ["aaa bbb", "ccc"])
        self.assertEqual(narrator.break_up("abcdefgh", 3), ["abc", "def", "gh"])
        self.assertEqual(narrator.break_up("ab", 3), ["ab"])


class ItsSound(Case):
    def test_sentences_are_trimmed_and_stand_a_gap_apart(self):
        samples, starts = self.narrator.speak("abcdefghij abcdefghij abc. cbajihgfed jihgfedcba cba.", "heart")
        length = 2.6 + 2 * narrator.EDGE / narrator.RATE  # 26 tokens each
        self.assertEqual(len(starts), 2)
        self.assertAlmostEqual(starts[1][0], length + narrator.GAP, delta=0.01)
        self.assertAlmostEqual(len(samples) / narrator.RATE, 2 * length + narrator.GAP, delta=0.02)

    def test_the_model_gets_tokens_style_and_speed(self):
        self.narrator.speak("a", "heart")
        self.narrator.speak("ab cd", "heart", 1.2)
        first, second = self.narrator.model.calls
        self.assertEqual(first, ([VOCAB["a"]], bytes(narrator.ROW_BYTES), 0.72))
        self.assertEqual(second[0], [VOCAB[letter] for letter in "ab cd"])
        self.assertEqual(second[1:], (b"\x01" * narrator.ROW_BYTES, 1.2))  # the last row, as there are no more

    def test_the_model_is_loaded_once_and_only_when_needed(self):
        self.assertEqual(FakeModel.loaded, 0)
        for _ in range(3):
            self.narrator.speak("hello there", "heart")
        self.assertEqual(FakeModel.loaded, 1)

    def test_what_has_no_words_is_refused(self):
        self.refused("no text", self.narrator.speak, " ", "heart")
        self.refused("no words", self.narrator.speak, "...", "heart")

    def test_a_wav_is_24_khz_mono_and_clipped_not_wrapped(self):
        path = self.folder / "x.wav"
        narrator.write_wav(path, array("f", [0, 0.5, 2, -2]))
        with wave.open(str(path)) as file:
            self.assertEqual((file.getframerate(), file.getnchannels(), file.getsampwidth()), (24000, 1, 2))
            self.assertEqual(array("h", file.readframes(9)).tolist(), [0, 16384, 32767, -32767])

    def test_a_wav_that_cannot_be_written_is_told_and_leaves_nothing(self):
        self.refused("can't be written", narrator.write_wav, self.folder / "none/x.wav", array("f", [0]))
        self.assertFalse(list(self.folder.glob("**/*.part")))


class ItsLines(Case):
    def serve(self, *lines):
        out = io.StringIO()
        narrator.serve(self.narrator, [line + "\n" for line in lines], out, "heart")
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def order(self, **more):
        return json.dumps({"text": "Notice your feet.", "out": str(self.folder / "x.wav"), **more})

    def test_each_line_is_answered_by_one(self):
        answers = self.serve(self.order(), "", self.order(text="Rest.", voice="af_heart", speed=1))
        self.assertEqual([answer["out"] for answer in answers], [str(self.folder / "x.wav")] * 2)
        self.assertEqual(answers[0]["sentences"], [[0.0, "Notice your feet."]])
        self.assertEqual(FakeModel.loaded, 1)

    def test_an_error_is_one_sentence_and_the_next_line_goes_well(self):
        bad = ["{", "[]", "7", '{"text": "x"}', self.order(speed=9), self.order(speed="fast"), self.order(voice=3),
               self.order(voice="nobody"), self.order(text=""), self.order(out="/none/x.wav")]
        answers = self.serve(*bad, self.order())
        for answer in answers[:-1]:
            self.assertEqual(list(answer), ["error"])
            self.assertNotIn("\n", answer["error"])
        self.assertEqual(len(answers), len(bad) + 1)
        self.assertIn("out", answers[-1])

    def test_an_error_begins_as_the_program_expects(self):
        out = io.StringIO()
        narrator.serve(self.narrator, ["{\n"], out, "heart")
        self.assertTrue(out.getvalue().startswith('{"error": "'))

    def test_a_model_that_fails_is_told(self):
        def broken(*_):
            raise RuntimeError("bad weights")
        self.narrator.model = broken
        self.assertEqual(self.serve(self.order()), [{"error": "RuntimeError: bad weights"}])


class TheCommand(Case):
    def run_it(self, *words, **environment):
        return subprocess.run([sys.executable, str(HOME / "narrator.py"), *words], capture_output=True, text=True,
                              input="Rest.", env={**os.environ, "XDG_CACHE_HOME": str(self.folder), **environment})

    def test_without_the_model_it_says_in_one_sentence_what_is_missing(self):
        done = self.run_it("--check", NUMBMED_NARRATOR=str(self.folder / "empty"))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"\Anarrator: the file .*kokoro-v1.0.int8.onnx is missing; .*README.md .*\n\Z")

    def test_a_mode_is_needed(self):
        self.assertEqual(self.run_it().returncode, 2)


if __name__ == "__main__":
    sys.exit(unittests.run("narrator"))
