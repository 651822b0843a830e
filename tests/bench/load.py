"""A practice of 100 000 steps, read and fitted, beside libcyaml alone reading the same file."""
import os
import subprocess

from rig import RUNS, TOP, Folder, Row, amount, median, peak_of

STEPS = amount(100_000, 2000)
LOAD = os.path.join(TOP, os.environ.get("BUILD", "build/release"), "tests/bench/load")


def generate(folder, name, steps):
    path = folder.join(name, "long.yaml")
    with open(path, "w") as file:
        subprocess.run([LOAD, "--generate", str(steps)], check=True, stdout=file)
    return path


def figures(*arguments):
    """Milliseconds and the peak in KiB."""
    runs = [subprocess.run([LOAD, *arguments], check=True, capture_output=True, text=True).stdout
            for _ in range(RUNS)]
    return median(map(float, runs)), peak_of([LOAD, *arguments], None)


def rows():
    folder = Folder()
    path, twice = generate(folder, "once", STEPS), generate(folder, "twice", 2 * STEPS)
    ms, peak = figures(path)
    cyaml_ms, cyaml_peak = figures("--cyaml", path)
    double_ms, _ = figures(twice)
    folder.close()
    return [
        Row(f"{STEPS} steps read, checked and fitted", f"{ms:.0f} ms", "≤ 1.5x", ms <= 1.5 * cyaml_ms,
            f"libcyaml {cyaml_ms:.0f} ms ({ms / cyaml_ms:.2f}x)"),
        Row("the same: peak memory", f"{peak / 1024:.1f} MB", "≤ 1.5x", peak <= 1.5 * cyaml_peak,
            f"libcyaml {cyaml_peak / 1024:.1f} MB ({peak / cyaml_peak:.2f}x)"),
        Row("twice the steps: time", f"{double_ms / ms:.2f}x", "2x", double_ms <= 2.2 * ms),
    ]
