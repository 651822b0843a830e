"""What a practice measures at each length that it offers: how much is spoken, the longest silence, what is
said early and late.

The lengths of the recordings are read from their files, and the pauses fitted here as docs/practice-format.md
says: once with the longest wording of every step, once with the shortest, as no choice of wordings goes
beyond these two. That this fit is the program's is seen from `numbmed show --json`.
"""
import json
import os
import re
import struct
import subprocess
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from pathlib import Path

import yaml

TOP = Path(__file__).resolve().parent.parent
RECORDINGS = TOP / "audio/voices"
VOICES = ("heart", "michael")
BREATH_GAP = 1  # seconds from the words to the breathing, as in src/play/narration.c
FIRST_TAGS = ("eyes-open", "anchor", "stopping")  # what a practice says first
CLOSE = 0.01  # seconds by which two fits may differ


class Wrong(Exception):
    """A practice that can't be measured: which step, what is wrong, what to do."""


@dataclass
class Step:
    id: str
    section: int
    ways: list  # of saying it; none: a silence
    show: str
    tags: list
    pause: float
    least: float
    most: float
    grow: int
    start: int  # minutes: from, until
    stop: float
    breathing: float  # seconds behind the words, which count as speech


@dataclass
class Practice:
    path: Path
    id: str
    minutes: list
    default: int
    steps: list

    def at(self, minutes):
        return [step for step in self.steps if step.start <= minutes < step.stop]

    def speaks(self):
        return any(step.ways for step in self.steps)


# ---- reading


def seconds(text):
    minutes, rest = re.fullmatch(r"(?:([\d.]+)m)?(?:([\d.]+)s)?", str(text)).groups()
    return 60 * float(minutes or 0) + float(rest or 0)


def texts(say):
    return [] if say is None else say if isinstance(say, list) else [say]


def breathing_of(step):
    breath = step.get("breathe")
    if not breath:
        return 0
    once = sum(seconds(breath.get(part, "0s")) for part in ("in", "hold", "out"))
    return breath["times"] * once + (BREATH_GAP if step.get("say") else 0)


def read_step(step, section):
    pause = seconds(step.get("pause", "0s"))
    return Step(step["id"], section, texts(step.get("say")), step.get("show", ""),
                step.get("tag", "").split(), pause,
                seconds(step["least"]) if "least" in step else min(pause, 2),
                seconds(step["most"]) if "most" in step else inf,
                step.get("grow", 1), step.get("from", 0), step.get("until", inf), breathing_of(step))


def read_practice(path):
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = [read_step(step, number)
             for number, section in enumerate(tree["sections"]) for step in section["steps"]]
    return Practice(path, tree["id"], tree["minutes"], tree["default"], steps)


def ogg_seconds(path):
    """The length of an Ogg Vorbis file: the last page's position by the first page's rate."""
    data = path.read_bytes()
    rate, = struct.unpack_from("<I", data, data.index(b"\x01vorbis") + 12)
    samples, = struct.unpack_from("<q", data, data.rindex(b"OggS") + 6)
    return samples / rate


def read_lengths(practice, voice):
    """The seconds of each wording of each step: {step: [first, second, …]}."""
    folder, lengths = RECORDINGS / voice / practice.id, {}
    for step in practice.steps:
        lengths[step.id] = []
        for number in range(1, len(step.ways) + 1):
            clip = folder / (f"{step.id}.ogg" if number == 1 else f"{step.id}.{number}.ogg")
            if not clip.exists():
                raise Wrong(f"{step.id}: {voice} has no recording of wording {number}; "
                            f"numbmed narrate {practice.id} --voice {voice}")
            lengths[step.id].append(ogg_seconds(clip) + step.breathing)
    return lengths


# ---- fitting


def grown(steps, stretch):
    return [min(step.pause + stretch * step.grow, step.most) if step.grow else step.pause for step in steps]


def shrunk(steps, part):
    return [step.pause - part * (step.pause - step.least) for step in steps]


def fit_pauses(steps, total):
    """The pauses whose sum is `total` seconds; none if they can't be as short or as long as that."""
    natural, least = sum(step.pause for step in steps), sum(step.least for step in steps)
    if total < least:
        return None
    if total <= natural:
        return shrunk(steps, (natural - total) / (natural - least) if natural > least else 0)
    low, high = 0.0, total
    if sum(grown(steps, high)) < total:
        return None
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(grown(steps, middle)) <= total else (low, middle)
    return grown(steps, low)


@dataclass
class Bells:
    start: float  # seconds until it has rung out
    end: float


def starts_of(speech, pauses, bells):
    """When each step begins; and, as the last, when the closing bell does."""
    return list(accumulate(map(sum, zip(speech, pauses)), initial=bells.start))


# ---- asking the program


def numbmed_show(practice, voice, home):
    command = [os.environ.get("NUMBMED", TOP / "numbmed"), "show", practice.path, "--voice", voice,
               "--minutes", str(practice.default), "--seed", "1", "--json"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "NUMBMED_"))}
    run = subprocess.run(command, capture_output=True, text=True, env={**kept, "HOME": home})
    if run.returncode:
        raise Wrong(f"show: {run.stderr.strip()}")
    return json.loads(run.stdout)


def bells_of(shown):
    rung = {step["id"]: (step["speech"] + step["pause"]) / shown["rate"] for step in shown["steps"]}
    return Bells(rung.get("@start", 0), rung.get("@end", 0))


def compare_fits(practice, voice, lengths, shown, bells):
    """That the program begins each step where the fit above does."""
    ours = practice.at(practice.default)
    theirs = [step for step in shown["steps"] if not step["id"].startswith("@")]
    if [step.id for step in ours] != [step["id"] for step in theirs]:
        raise Wrong(f"show: numbmed plays other steps at {practice.default} minutes; see from and until")
    speech = [lengths[step["id"]][step["variant"] - 1] if lengths[step["id"]] else 0 for step in theirs]
    pauses = fit_pauses(ours, 60 * practice.default - bells.start - bells.end - sum(speech))
    for step, start in zip(theirs, starts_of(speech, pauses, bells)):
        begins = step["start"] / shown["rate"]
        if abs(begins - start) > CLOSE:
            raise Wrong(f"{step['id']}: numbmed begins it at {begins:.2f} s, {voice}'s recordings make it "
                        f"{start:.2f} s; see which of the two fits is wrong")


# ---- measuring


@dataclass
class Measure:
    """A practice at one length: the worst of all wordings and voices, in seconds."""
    minutes: int
    speech: float = 0
    silence: float = 0  # the longest
    offered: float = 0  # until when eyes open, an anchor and stopping have been said
    end: float = inf  # how long before the last bell, or the last frame, the end is named; inf: never

    def share(self):
        return self.speech / (60 * self.minutes)


def longest_silence(starts, speech, total):
    """The longest time without a word, bells and both ends of the session included."""
    spoken = [(start, start + said) for start, said in zip(starts, speech) if said]
    ends, begins = [0] + [end for _, end in spoken], [start for start, _ in spoken] + [total]
    return max(begin - end for end, begin in zip(ends, begins))


def offered_by(steps, starts, speech):
    """When the last of the three things of the first minute has been said for the first time."""
    said_by = [(step.tags, start + said) for step, start, said in zip(steps, starts, speech)]
    return max(min((end for tags, end in said_by if tag in tags), default=inf) for tag in FIRST_TAGS)


def measure(practice, minutes, lengths, bells):
    """One voice at one length. The pauses are those beside the shortest wordings, where they are longest."""
    steps, total = practice.at(minutes), 60 * minutes
    longest, shortest = ([pick(lengths[step.id], default=0) for step in steps] for pick in (max, min))
    room = total - bells.start - bells.end
    for speech in (longest, shortest):
        pauses = fit_pauses(steps, room - sum(speech))
        if pauses is None:
            raise Wrong(f"minutes: not every choice of wordings can last {minutes}; see `least` and `most`")
    starts = starts_of(shortest, pauses, bells)
    ends = [starts[-1] - start for step, start in zip(steps, starts) if "end" in step.tags]
    return Measure(minutes, sum(longest), longest_silence(starts, shortest, total),
                   offered_by(steps, starts_of(longest, pauses, bells), longest), max(ends, default=inf))


def worst(measures):
    return Measure(measures[0].minutes, *(max(getattr(each, name) for each in measures)
                                          for name in ("speech", "silence", "offered", "end")))


def measure_practice(practice, home):
    """A Measure for each length that the practice offers."""
    voices = []
    for voice in VOICES if practice.speaks() else VOICES[:1]:
        lengths, shown = read_lengths(practice, voice), numbmed_show(practice, voice, home)
        bells = bells_of(shown)
        compare_fits(practice, voice, lengths, shown, bells)
        voices.append([measure(practice, minutes, lengths, bells) for minutes in practice.minutes])
    return [worst(each) for each in zip(*voices)]
