"""Half an hour of session as a WAV file, beside ffmpeg joining the same clips and silences."""
import json
import os
import subprocess

import library
from rig import NUMBMED, RATE, RUNS, Folder, Row, amount, measure, median, peak_of

MINUTES = amount(30, 5)
LENGTHS = amount((5, 30, 60), (5, 6))


def timeline(folder, minutes):
    shown = subprocess.run([NUMBMED, "show", "ten", "--json", "--minutes", str(minutes)], check=True,
                           capture_output=True, text=True, env=folder.environment()).stdout
    return json.loads(shown)["steps"]


def joined_list(folder):
    """A list for ffmpeg's concat demuxer: every clip, and after it a silence of its pause's length."""
    lines = []
    for step in timeline(folder, MINUTES):
        silence = folder.join("silences", step["id"] + ".ogg")
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "anullsrc=r=24000:cl=mono", "-af",
                        f"atrim=end_sample={step['pause'] // 2}", "-c:a", "libvorbis", silence], check=True)
        lines += [f"file '{library.clip(folder, 'ten', step['id'])}'", f"file '{silence}'"]
    path = folder.join("list")
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def render(minutes, out):
    return [NUMBMED, "render", "ten", "--minutes", str(minutes), "-o", out, "--force"]


def check_length(path):
    """Both have written the whole session, but for a few seconds (ffmpeg adds a frame here and there)."""
    seconds = os.path.getsize(path) / 4 / RATE
    if abs(seconds - 60 * MINUTES) > 3:
        raise SystemExit(f"{path} lasts {seconds:.1f} s, not {60 * MINUTES}")


def rows():
    folder = Folder()
    library.ten_clips(folder)
    out = folder.join("out.wav")
    joined = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "concat", "-safe", "0", "-i", joined_list(folder),
              "-ar", str(RATE), "-ac", "2", "-c:a", "pcm_s16le", out]
    ours, theirs = [], []
    for _ in range(RUNS):
        for runs, command in ((ours, render(MINUTES, out)), (theirs, joined)):
            runs.append(measure(command, folder.environment()))
            check_length(out)
            os.remove(out)
    peaks = [peak_of(render(minutes, out), folder.environment()) for minutes in LENGTHS]
    folder.close()
    wall, cpu = (median(run[i] for run in ours) for i in (0, 1))
    their_wall, their_cpu = (median(run[i] for run in theirs) for i in (0, 1))
    return [
        Row(f"render {MINUTES} minutes to WAV: wall", f"{wall:.2f} s", "≥ 4x as fast", their_wall >= 4 * wall,
            f"ffmpeg {their_wall:.2f} s ({their_wall / wall:.1f}x)"),
        Row("the same: CPU", f"{cpu:.2f} s", "2x less", their_cpu >= 2 * cpu,
            f"ffmpeg {their_cpu:.2f} s ({their_cpu / cpu:.1f}x)"),
        Row(f"peak memory at {', '.join(map(str, LENGTHS))} minutes", f"{peaks[1] / 1024:.1f} MB", "flat",
            max(peaks) - min(peaks) <= 512, ", ".join(f"{peak / 1024:.1f}" for peak in peaks) + " MB"),
    ]
