"""Pause: from the key to silence at the null sink's monitor, and back."""
import json
import math
import socket
import subprocess
import time

import library
from rig import NUMBMED, RATE, Folder, Program, Recorder, Row, Server, first_sound, last_sound, median

TIMES = 15
CLICK = 200  # see tests/sound/hearing.h


def click(samples):
    """What is left when the tone is filtered away: fades leave little, a cut nearly its height."""
    middle, most = 2 * math.cos(2 * math.pi * 440 / RATE), 0
    for a, b, c in zip(samples, samples[1:], samples[2:]):
        most = max(most, abs(a - middle * b + c))
    return most


class Figures:
    def __init__(self):
        self.silent, self.sounds, self.clicks = [], [], 0

    def add(self, recorder, paused, resumed, later):
        before, after = recorder.between(paused, resumed), recorder.between(resumed, later)
        self.silent.append(last_sound(before))
        self.sounds.append(first_sound(after))
        around = recorder.between(paused - 0.05, resumed), recorder.between(resumed - 0.05, later)
        self.clicks += sum(click(samples) > CLICK for samples in around)


def pause_often(program, key, recorder):
    """Pauses at places within the tone that have nothing to do with its period."""
    moments = []
    for i in range(TIMES):
        program.drain(0.3 + 0.0137 * i)
        paused = program.press(key)
        program.drain(0.35 + 0.0011 * i)
        resumed = program.press(key)
        program.drain(0.2)
        moments.append((paused, resumed, resumed + 0.19))
    program.drain(0.3)
    figures = Figures()
    for moment in moments:
        figures.add(recorder, *moment)
    return figures


def play_numbmed(folder, server, recorder, *options):
    program = Program([NUMBMED, "play", "tone", "--minutes", "121s", "--volume", "100", *options],
                      folder.environment(server))
    program.wait_for("A tone.")
    program.drain(1)
    figures = pause_often(program, " ", recorder)
    program.close()
    return figures


class MpvKeys:
    """Pauses mpv through its socket, which tells what is meant."""

    def __init__(self, program, path):
        self.program, self.paused = program, False
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)

    def press(self, _):
        self.paused = not self.paused
        message = json.dumps({"command": ["set_property", "pause", self.paused]}) + "\n"
        now = time.monotonic()
        self.socket.sendall(message.encode())
        return now

    def drain(self, seconds):
        self.program.drain(seconds)


def play_mpv(folder, server, recorder, file):
    path = folder.join("mpv")
    program = Program(["mpv", "--no-config", "--ao=pulse", "--no-video", "--input-ipc-server=" + path, file],
                      folder.environment(server))
    program.wait_for("AO:")
    program.drain(1)
    figures = pause_often(MpvKeys(program, path), "", recorder)
    program.close()
    return figures


def start_cmus(folder, server):
    with open(folder.join(".config", "cmus", "rc"), "w") as rc:
        rc.write("set output_plugin=pulse\n")
    program = Program(["cmus", "--listen", folder.join("cmus")], folder.environment(server))
    program.drain(1)
    program.press("\r")  # without a session bus it says so and waits for Enter
    program.drain(1)
    return program


def play_in_cmus(program, folder, server, file):
    """Its screen is read meanwhile: a full terminal would hold it up, and it the remote."""
    remote = subprocess.Popen(["cmus-remote", "--server", folder.join("cmus"), "-f", file],
                              env=folder.environment(server))
    until = time.monotonic() + 10
    while remote.poll() is None and time.monotonic() < until:
        program.drain(0.02)
    if remote.poll() != 0:
        remote.kill()
        raise SystemExit("cmus doesn't take a file to play")


def play_cmus(folder, server, recorder, file):
    program = start_cmus(folder, server)
    play_in_cmus(program, folder, server, file)
    program.drain(1.5)
    figures = pause_often(program, "c", recorder)
    program.close()
    return figures


def rows():
    folder = Folder()
    file = library.tone(folder)
    server = Server(folder)
    recorder = Recorder(server)
    ours = play_numbmed(folder, server, recorder)
    longer = play_numbmed(folder, server, recorder, "--latency", "200ms")
    mpv = play_mpv(folder, server, recorder, file)
    cmus = play_cmus(folder, server, recorder, file)
    recorder.close()
    server.close()
    folder.close()
    return [
        Row("pause: key to silence, median", f"{median(ours.silent):.0f} ms", "≤ 55 ms", median(ours.silent) <= 55,
            f"mpv {median(mpv.silent):.0f}, cmus {median(cmus.silent):.0f}"),
        Row("pause: key to silence, worst", f"{max(ours.silent):.0f} ms", "≤ 60 ms", max(ours.silent) <= 60,
            f"mpv {max(mpv.silent):.0f}, cmus {max(cmus.silent):.0f}"),
        Row("resume: key to sound, median", f"{median(ours.sounds):.0f} ms", "≤ 25 ms", median(ours.sounds) <= 25,
            f"mpv {median(mpv.sounds):.0f}, cmus {median(cmus.sounds):.0f}"),
        Row(f"clicks in {2 * TIMES} pauses and resumes", f"{ours.clicks}", "0", ours.clicks == 0,
            f"mpv {mpv.clicks}, cmus {cmus.clicks}"),
        Row("--latency 200ms: key to silence, median", f"{median(longer.silent):.0f} ms", "", None,
            f"worst {max(longer.silent):.0f}; clicks {longer.clicks}"),
    ]
