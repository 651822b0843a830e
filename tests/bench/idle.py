"""What waiting costs: paused, paused for long, and in a running silence."""
import subprocess
import time

import library
import players
from rig import Folder, Row, amount, in_turn
from servers import KINDS, sounding

WINDOW = amount(5, 1)
MOVING = amount(30, 2)  # seconds that a figure breathes
UNTIL_CLOSED = amount(7, 6)  # the device is closed when a pause has lasted 5 s


def watch(program, seconds, thread=None):
    """Wake-ups and seconds of CPU within a while; nothing is read from the program meanwhile."""
    switches, cpu = program.switches(thread), program.cpu()
    time.sleep(seconds)
    return program.switches(thread) - switches, program.cpu() - cpu


def waits(program, seconds, path):
    """How often the screen thread came back from waiting, by strace (a switch of context may also be the terminal's
    other end being quicker)."""
    strace = subprocess.Popen(["strace", "-qq", "-e", "trace=ppoll", "-p", str(program.pid), "-o", path])
    program.drain(seconds)
    strace.terminate()
    strace.wait()
    with open(path) as lines:
        return sum(" = " in line for line in lines)


def breathing():
    """What the figure costs, which moves 20 times a second: pictures a second, and part of a core."""
    folder = Folder()
    library.write(folder, "air", [("air", None, "10m")], "[12]")
    with open(folder.join("scripts", "air.yaml"), "a") as file:
        file.write("        breathe: {in: 4s, out: 6s, times: 9}\n")
    program = players.numbmed(folder, None, "play", "air", "--minutes", "12", "--sink", "silent")
    program.wait_for("breathe in")
    program.drain(1)
    before = program.cpu()
    program.drain(MOVING)
    cpu = program.cpu() - before
    pictures = waits(program, WINDOW, folder.join("strace"))
    program.close()
    folder.close()
    return pictures / WINDOW, 100 * cpu / MOVING


def paused(kind):
    """Wake-ups of the screen thread and seconds of CPU; wake-ups of all threads when the device is closed."""
    with sounding(kind) as (folder, server):
        library.tone(folder)
        program = players.numbmed(folder, server, "play", "tone", "--minutes", "121s")
        program.wait_for("A tone.")
        program.drain(2)
        program.press(" ")
        program.drain(1)
        woken, cpu = watch(program, WINDOW, program.pid)
        program.drain(UNTIL_CLOSED)
        closed, _ = watch(program, WINDOW)
        program.check()
        program.close()
        return woken, cpu, closed


def silent(kind):
    """How often the screen waits, and seconds of CPU, in a running silence."""
    with sounding(kind) as (folder, server):
        library.write(folder, "still", [("a", "Some words.", "1s"), ("quiet", None, "10m")], "[12]")
        program = players.numbmed(folder, server, "play", "still", "--minutes", "12")
        program.wait_for("Some words.")
        program.drain(amount(8, 2))
        _, cpu = watch(program, 2 * WINDOW, program.pid)
        woken = waits(program, WINDOW, folder.join("strace"))
        program.check()
        program.close()
        return woken, cpu


def rows_of(kind):
    woken, cpu, closed = paused(kind)
    part = 100 * cpu / WINDOW
    screen, silent_cpu = silent(kind)
    return [
        Row(f"paused: wake-ups of the screen in {WINDOW} s, {kind.name}", f"{woken}", "0", woken == 0),
        Row(f"paused: CPU, {kind.name}", f"{part:.3f} %", "≤ 0.02 %", part <= 0.02),
        Row(f"device closed: all threads' wake-ups in {WINDOW} s, {kind.name}", f"{closed}", "0", closed == 0),
        Row(f"silence: wake-ups of the screen a second, {kind.name}", f"{screen / WINDOW:.1f}", "≤ 1",
            screen <= WINDOW, f"CPU {100 * silent_cpu / 2 / WINDOW:.3f} %"),
    ]


def rows():
    *of_kinds, (pictures, moving) = in_turn([*(lambda kind=kind: rows_of(kind) for kind in KINDS), breathing])
    return [row for table in of_kinds for row in table] + [
        Row("a figure breathes: CPU", f"{moving:.2f} %", "≤ 1.5 %", moving <= 1.5,
            f"{pictures:.1f} pictures a second"),
    ]
