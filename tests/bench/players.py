"""numbmed and the other players, started as they are measured: each with its own clean home."""
import json
import socket
import subprocess
import time

from rig import NUMBMED, Held, Program, cpu_of


def numbmed(folder, server, *arguments, **environment):
    return Program([NUMBMED, *arguments], folder.environment(server, **environment))


def latency_ms(folder):
    """numbmed's default."""
    shown = subprocess.run([NUMBMED, "config", "--json"], env=folder.environment(), check=True, capture_output=True)
    latency = next(option["value"] for option in json.loads(shown.stdout) if option["name"] == "latency")
    return int(latency.removesuffix("ms"))


def mpv_command(*arguments):
    return ["mpv", "--no-config", "--ao=pulse", "--no-video", *arguments]


class MpvKeys:
    """Pauses mpv through its socket, where a command says what is meant; reads its terminal."""

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

    def drain(self, seconds, text=None):
        return self.program.drain(seconds, text)


class Cmus:
    """cmus, started; play() plays a file."""

    def __init__(self, folder, server, **more):
        self.environment = folder.environment(server, **more)
        self.socket = folder.join("cmus")
        folder.write(self.environment["HOME"] + "/.config/cmus/rc", "set output_plugin=pulse\n")
        self.program = Program(["cmus", "--listen", self.socket], self.environment)
        self.program.drain(1)
        self.program.press("\r")  # without a session bus it says so and waits for Enter
        self.program.drain(1)

    def remote(self, *arguments):
        """Its screen is read meanwhile: a full terminal would hold it up, and it the remote."""
        remote = subprocess.Popen(["cmus-remote", "--server", self.socket, *arguments], env=self.environment,
                                  stdout=subprocess.PIPE, text=True)
        until = time.monotonic() + 20
        while remote.poll() is None and time.monotonic() < until:
            self.program.drain(0.02)
        if remote.poll() != 0:
            remote.kill()
            raise SystemExit(f"cmus doesn't take {arguments}")
        return remote.stdout.read()

    def play(self, file):
        self.remote("-f", file)

    def check(self):
        self.program.check()
        if "status playing" not in (said := self.remote("-Q")):
            raise SystemExit(f"cmus doesn't play: {said}")

    def close(self):
        self.program.close()


class Tmux(Held):
    """A program in a terminal that is a program itself, and costs something: its server, and the client that shows it
    on our pseudo-terminal."""

    def __init__(self, folder, server, command):
        environment = folder.environment(server)
        tmux = ["tmux", "-f", "/dev/null", "-S", folder.join("tmux")]
        super().__init__(lambda: subprocess.Popen([*tmux, "-D"], env=environment, start_new_session=True))
        until = time.monotonic() + 10
        while subprocess.run([*tmux, "show-options", "-s"], env=environment, check=False,
                             capture_output=True).returncode != 0:
            if time.monotonic() > until:
                raise SystemExit("no tmux came up")
            time.sleep(0.02)
        self.program = Program([*tmux, "new-session", *command], environment)

    def cpu(self):
        return cpu_of(self.held.pid) + self.program.cpu()

    def end(self):
        self.held.kill()
        self.held.wait()
        if hasattr(self, "program"):
            self.program.close()
