"""Half an hour of session as a WAV file, beside ffmpeg joining the same clips and silences."""
import json
import os
import subprocess

import library
from rig import NUMBMED, RATE, RUNS, Folder, Row, measure, median


def timeline(folder, minutes):
    shown = subprocess.run([NUMBMED, "show", "ten", "--json", "--minutes", str(minutes)], check=True,
                           capture_output=True, text=True, env=folder.environment()).stdout
    return json.loads(shown)["steps"]


def joined_list(folder):
    """A list for ffmpeg's concat demuxer: every clip, and behind it a silence of its pause's length."""
    lines = []
    for step in timeline(folder, 30):
        silence = folder.join("silences", step["id"] + ".ogg")
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "anullsrc=r=24000:cl=mono", "-af",
                        f"atrim=end_sample={step['pause'] // 2}", "-c:a", "libvorbis", silence], check=True)
        lines += [f"file '{library.clip(folder, 'ten', step['id'])}'", f"file '{silence}'"]
    path = folder.join("list")
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def render(minutes, out):
    return [NUMBMED, "render", "ten", "--minutes", str(minutes), "-o", out]


def check_length(path):
    """Both have written half an hour, to within a second (ffmpeg adds a frame here and there)."""
    seconds = os.path.getsize(path) / 4 / RATE
    if abs(seconds - 1800) > 3:
        raise SystemExit(f"{path} lasts {seconds:.1f} s, not 1800")


def peak_of(command, environment):
    """The peak in KiB by GNU time, which is small itself: a child of this process would begin with its size."""
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], check=True, env=environment, capture_output=True,
                          text=True)
    return int(done.stderr.split()[-1])


def rows():
    folder = Folder()
    library.ten_clips(folder)
    environment, out = folder.environment(), folder.join("out.wav")
    joined = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "concat", "-safe", "0", "-i", joined_list(folder),
              "-ar", str(RATE), "-ac", "2", "-c:a", "pcm_s16le", out]
    ours, theirs = [], []
    for _ in range(RUNS):
        for runs, command in ((ours, render(30, out)), (theirs, joined)):
            runs.append(measure(command, environment))
            check_length(out)
            os.remove(out)
    peaks = [peak_of(render(minutes, out), environment) for minutes in (5, 30, 60)]
    folder.close()
    wall, cpu = (median(run[i] for run in ours) for i in (0, 1))
    their_wall, their_cpu = (median(run[i] for run in theirs) for i in (0, 1))
    return [
        Row("render 30 minutes to WAV: wall", f"{wall:.2f} s", "2x faster", their_wall >= 2 * wall,
            f"ffmpeg {their_wall:.2f} s ({their_wall / wall:.1f}x)"),
        Row("the same: CPU", f"{cpu:.2f} s", "2x less", their_cpu >= 2 * cpu,
            f"ffmpeg {their_cpu:.2f} s ({their_cpu / cpu:.1f}x)"),
        Row("peak memory at 5, 30, 60 minutes", f"{peaks[1] / 1024:.1f} MB", "flat",
            max(peaks) - min(peaks) <= 512, ", ".join(f"{peak / 1024:.1f}" for peak in peaks) + " MB"),
    ]
