"""What waiting costs: paused, paused for long, and in a running silence."""
import subprocess
import time

import library
from rig import NUMBMED, Folder, Program, Row, Server

WINDOW = 5


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
    program = Program([NUMBMED, "play", "air", "--minutes", "12", "--sink", "silent"], folder.environment())
    program.wait_for("breathe in")
    program.drain(1)
    before = program.cpu()
    program.drain(30)
    cpu = program.cpu() - before
    pictures = waits(program, WINDOW, folder.join("strace"))
    program.close()
    folder.close()
    return pictures / WINDOW, 100 * cpu / 30


def rows():
    folder = Folder()
    library.tone(folder)
    library.write(folder, "still", [("a", "Some words.", "1s"), ("quiet", None, "10m")], "[12]")
    server = Server(folder)
    program = Program([NUMBMED, "play", "tone", "--minutes", "121s"], folder.environment(server))
    program.wait_for("A tone.")
    program.drain(2)
    program.press(" ")
    program.drain(1)
    paused, cpu = watch(program, WINDOW, program.pid)
    program.drain(7)
    closed, _ = watch(program, WINDOW)
    program.close()
    program = Program([NUMBMED, "play", "still", "--minutes", "12"], folder.environment(server))
    program.wait_for("Some words.")
    program.drain(8)
    _, silent_cpu = watch(program, 2 * WINDOW, program.pid)
    silent = waits(program, WINDOW, folder.join("strace"))
    program.close()
    server.close()
    folder.close()
    part = 100 * cpu / WINDOW
    pictures, moving = breathing()
    return [
        Row(f"paused: wake-ups of the screen thread in {WINDOW} s", f"{paused}", "0", paused == 0),
        Row("paused: CPU", f"{part:.3f} %", "≤ 0.02 %", part <= 0.02),
        Row(f"device closed: wake-ups of all threads in {WINDOW} s", f"{closed}", "0", closed == 0),
        Row("running silence: wake-ups of the screen a second", f"{silent / WINDOW:.1f}", "≤ 1",
            silent <= WINDOW, f"CPU {100 * silent_cpu / 2 / WINDOW:.3f} %"),
        Row("a figure breathes: CPU", f"{moving:.2f} %", "≤ 1.5 %", moving <= 1.5,
            f"{pictures:.1f} pictures a second"),
    ]
