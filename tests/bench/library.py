"""Practices made for measuring."""
import os
import shutil
import subprocess

from rig import TOP

VOICE = "audio/voices/heart"
NARRATION = os.path.join(TOP, VOICE, "emotional-numbness")


def write(folder, name, steps, minutes="[1]", group=None):
    """A practice of steps (id, say or None, pause)."""
    lines = ["format: 1", f"id: {name}", f"title: The {name} practice", "about: For measuring.",
             f"minutes: {minutes}", f"default: {minutes.strip('[]').split(',')[0]}"]
    if group:
        lines.append(f"group: {group}")
    lines += ["sections:", "  - name: All", "    steps:"]
    for step, say, pause in steps:
        lines.append(f"      - id: {step}")
        if say:
            lines.append(f"        say: {say}")
        lines.append(f"        pause: {pause}")
    with open(folder.join("scripts", name + ".yaml"), "w") as file:
        file.write("\n".join(lines) + "\n")


def clip(folder, practice, step):
    return folder.join(VOICE, practice, step + ".ogg")


def sox(*arguments):
    subprocess.run(["sox", "-D", *arguments], check=True)


def tone(folder, seconds=120):
    """One long tone of 440 Hz as practice `tone`; returns its recording."""
    path = clip(folder, "tone", "t")
    sox("-n", "-r", "24000", "-c", "1", "--comment", "TITLE=A tone.", path, "synth", str(seconds), "sine", "440",
        "gain", "-8", "fade", "0.01", str(seconds), "0.01")
    write(folder, "tone", [("t", "A tone.", "1s")], "[4]")
    return path


def real_clips():
    """The shipped recordings, the longest first."""
    names = sorted(os.listdir(NARRATION), key=lambda name: -os.path.getsize(os.path.join(NARRATION, name)))
    return [os.path.join(NARRATION, name) for name in names]


def half_speech(folder, seconds):
    """Practice `half` of this length: three times real narration and as much silence. Returns the same as one file,
    as numbmed gives it out: 48 kHz, stereo."""
    parts, piece = [], f"{seconds / 6:g}"
    for i, source in enumerate(real_clips()[:3]):
        path = clip(folder, "half", f"s{i}")
        sox(source, "--comment", "TITLE=Some words.", path, "trim", "1", piece, "fade", "0.02", piece, "0.02")
        silence = folder.join("half-silence.ogg")
        sox("-n", "-r", "24000", "-c", "1", silence, "trim", "0", piece)
        parts += [path, silence]
    write(folder, "half", [(f"s{i}", "Some words.", f"{piece}s\n        least: 0s") for i in range(3)])
    whole = folder.join("half.ogg")
    sox(*parts, "-r", "48000", "-c", "2", whole)
    return whole


def ten_clips(folder):
    """Practice `ten`: ten recordings with pauses that grow without limit."""
    for i, source in enumerate(real_clips()[:10]):
        shutil.copyfile(source, clip(folder, "ten", f"s{i}"))
    write(folder, "ten", [(f"s{i}", "Some words.", "30s") for i in range(10)], "[10]")


def many(folder, count):
    """This many practices of 50 steps, in seven groups."""
    steps = [(f"step-{i}", "Let your attention rest at the soles of your feet, and stay there for a while.", "20s")
             for i in range(50)]
    for i in range(count):
        write(folder, f"practice-{i:04}", steps, "[30, 40]", f"group {i % 7}")
