"""Voice, bells and background together: half an hour of it as a file, beside ffmpeg mixing the same."""
import os
import subprocess

import library
import render
from rig import RATE, RUNS, Folder, Row, measure, median

BELLS = ["--bells", "bowl", "--bell-every", "5m bowl"]


def track(folder, name, *options):
    """The same time of bells or background alone, for ffmpeg to read."""
    path = folder.join(name + ".wav")
    subprocess.run([*render.render(render.MINUTES, path), "--voice", "none", *options], check=True,
                   env=folder.environment(), capture_output=True)
    return path


def mixed(joined, out, *tracks):
    inputs = [part for path in tracks for part in ("-i", path)]
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "concat", "-safe", "0", "-i", joined, *inputs,
            "-filter_complex", f"amix=inputs={1 + len(tracks)}:normalize=0", "-ar", str(RATE), "-ac", "2",
            "-c:a", "pcm_s16le", out]


def rows():
    folder = Folder()
    library.ten_clips(folder)
    out = folder.join("out.wav")
    joined = render.joined_list(folder)
    bells, rain = track(folder, "bells", *BELLS), track(folder, "rain", "--background", "rain")
    table = []
    for what, options, tracks, goal in (("voice, bells and rain rendered: wall",
                                         [*BELLS, "--background", "rain"], (bells, rain), 1),
                                        ("voice and bells rendered: wall", BELLS, (bells,), 2)):
        ours, theirs = [], []
        for _ in range(RUNS):
            for runs, command in ((ours, render.render(render.MINUTES, out) + options),
                                  (theirs, mixed(joined, out, *tracks))):
                runs.append(measure(command, folder.environment())[0])
                render.check_length(out)
                os.remove(out)
        mine, other = median(ours), median(theirs)
        table.append(Row(what, f"{mine:.2f} s", f"≥ {goal}x as fast", other >= goal * mine,
                         f"ffmpeg amix {other:.2f} s ({other / mine:.1f}x)"))
    folder.close()
    return table
