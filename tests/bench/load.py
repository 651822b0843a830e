"""A practice of 100 000 steps, read and fitted, beside libcyaml alone reading the same file."""
import os
import subprocess

from rig import RUNS, TOP, Folder, Row, median

LOAD = os.path.join(TOP, os.environ.get("BUILD", "build/release"), "tests/bench/load")


def generate(folder, name, steps):
    path = folder.join(name, "long.yaml")
    with open(path, "w") as file:
        subprocess.run([LOAD, "--generate", str(steps)], check=True, stdout=file)
    return path


def figures(*arguments):
    """Medians of milliseconds and of the peak in KiB."""
    runs = [subprocess.run([LOAD, *arguments], check=True, capture_output=True, text=True).stdout.split()
            for _ in range(RUNS)]
    return median(float(run[0]) for run in runs), median(int(run[1]) for run in runs)


def rows():
    folder = Folder()
    path, twice = generate(folder, "once", 100_000), generate(folder, "twice", 200_000)
    ms, peak = figures(path)
    cyaml_ms, cyaml_peak = figures("--cyaml", path)
    double_ms, _ = figures(twice)
    folder.close()
    return [
        Row("100 000 steps read, checked and fitted", f"{ms:.0f} ms", "≤ 1.5x", ms <= 1.5 * cyaml_ms,
            f"libcyaml {cyaml_ms:.0f} ms ({ms / cyaml_ms:.2f}x)"),
        Row("the same: peak memory", f"{peak / 1024:.1f} MB", "≤ 1.5x", peak <= 1.5 * cyaml_peak,
            f"libcyaml {cyaml_peak / 1024:.1f} MB ({peak / cyaml_peak:.2f}x)"),
        Row("twice the steps: time", f"{double_ms / ms:.2f}x", "2x", double_ms <= 2.2 * ms),
    ]
