"""Voice, bells and background together: what a session costs, and half an hour of it as a file."""
import os
import subprocess

import library
import render
import session
from rig import NUMBMED, RATE, RUNS, Folder, Row, measure, median, together

EVERYTHING = ["--bells", "block", "--bell-every", "10s block", "--background", "rain"]
BELLS = ["--bells", "bowl", "--bell-every", "5m bowl"]


def session_rows():
    runs = [together([lambda: session.numbmed(*EVERYTHING),
                      lambda: session.numbmed(*EVERYTHING, "--latency", "200ms"), session.cmus])
            for _ in range(RUNS)]
    usual, calm, cmus = zip(*runs)
    theirs = median(cost.cpu_ms for cost in cmus)
    table = []
    for costs, bound, what in ((usual, 1.8, "voice, rain and bells: CPU of 30 s, with the screen"),
                               (calm, 1.0, "the same, --latency 200ms")):
        mine = median(cost.cpu_ms for cost in costs)
        table.append(Row(what, f"{mine:.0f} ms", f"≤ {bound}x", mine <= bound * theirs,
                         f"cmus {theirs:.0f} ms ({mine / theirs:.2f}x)"))
    peak, other = (median(cost.peak_kib for cost in costs) for costs in (usual, cmus))
    table.append(Row("its peak memory", f"{peak / 1024:.1f} MB", "≤ 0.75x", peak <= 0.75 * other,
                     f"cmus {other / 1024:.1f} MB ({peak / other:.2f}x)"))
    return table


def track(folder, name, *options):
    """Half an hour of bells or background alone, for ffmpeg to read."""
    path = folder.join(name + ".wav")
    subprocess.run([NUMBMED, "render", "ten", "--minutes", "30", "--voice", "none", "-o", path, *options],
                   check=True, env=folder.environment(), capture_output=True)
    return path


def mixed(joined, out, *tracks):
    inputs = [part for path in tracks for part in ("-i", path)]
    return ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "concat", "-safe", "0", "-i", joined, *inputs,
            "-filter_complex", f"amix=inputs={1 + len(tracks)}:normalize=0", "-ar", str(RATE), "-ac", "2",
            "-c:a", "pcm_s16le", out]


def render_rows():
    folder = Folder()
    library.ten_clips(folder)
    environment, out = folder.environment(), folder.join("out.wav")
    joined = render.joined_list(folder)
    bells, rain = track(folder, "bells", *BELLS), track(folder, "rain", "--background", "rain")
    table = []
    for what, options, tracks, goal in (("voice, bells and rain, 30 minutes to WAV: wall",
                                         [*BELLS, "--background", "rain"], (bells, rain), 1),
                                        ("voice and bells: wall", BELLS, (bells,), 2)):
        ours, theirs = [], []
        for _ in range(RUNS):
            for runs, command in ((ours, render.render(30, out) + options), (theirs, mixed(joined, out, *tracks))):
                runs.append(measure(command, environment)[0])
                render.check_length(out)
                os.remove(out)
        mine, other = median(ours), median(theirs)
        table.append(Row(what, f"{mine:.2f} s", f"≥ {goal}x as fast", other >= goal * mine,
                         f"ffmpeg amix {other:.2f} s ({other / mine:.1f}x)"))
    folder.close()
    return table


def rows():
    return session_rows() + render_rows()
