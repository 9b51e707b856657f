"""The cost of the dashboard: CPU, memory, bytes at 30 frames per second, and the delay of a key."""
import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import tempfile
import termios
import time

TICKS = os.sysconf("SC_CLK_TCK")
ENVIRONMENT = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}


class Watched:
    """A program in a pseudo-terminal without a screen."""

    def __init__(self, command, columns, rows, **environment):
        self.controller, device = pty.openpty()
        fcntl.ioctl(device, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, env={**ENVIRONMENT, **environment}, stdin=device, stdout=device, stderr=device,
            start_new_session=True)
        os.close(device)

    def read(self, seconds):
        """Reads what comes within some seconds, and returns the number of bytes."""
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if select.select([self.controller], [], [], left)[0]:
                data = os.read(self.controller, 65536)
                count += len(data)
                # The answer to a status request tells weir that a frame has arrived.
                os.write(self.controller, b"\x1b[0n" * data.count(b"\x1b[5n"))
        return count

    def answer_time(self, key):
        """Seconds from a key to the first byte that comes back."""
        start = time.monotonic()
        os.write(self.controller, key)
        select.select([self.controller], [], [], 5)
        return time.monotonic() - start

    @property
    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def peak_megabytes(self):
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def leave(self):
        os.write(self.controller, b"q")
        try:
            self.read(5)
        except OSError:
            pass  # The other end is closed: the program has quit.
        self.process.wait(5)
        os.close(self.controller)


def watch(weir, columns, rows, seconds=10, frames=30):
    """A run at 1,000 events per second: share of a core, CPU and bytes per frame, peak memory."""
    return cost(Watched([weir, "--speed", "20"], columns, rows), seconds, frames)


def watch_btop(columns, rows, seconds=10):
    """btop at its maximum of ten updates per second; None if it is not installed."""
    if shutil.which("btop") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "btop"))
        with open(os.path.join(folder, "btop", "btop.conf"), "w") as settings:
            settings.write("update_ms = 100\n")
        program = Watched(["btop", "--utf-force"], columns, rows, XDG_CONFIG_HOME=folder, HOME=folder)
        return cost(program, seconds, 10)


def cost(program, seconds, frames):
    program.read(3)
    cpu = program.cpu
    count = program.read(seconds)
    cpu = program.cpu - cpu
    peak = program.peak_megabytes
    program.leave()
    drawn = seconds * frames
    return {
        "share": cpu / seconds, "milliseconds": cpu / drawn * 1000, "bytes": count / drawn,
        "megabytes": peak,
    }


def answer_milliseconds(weir, times=30):
    program = Watched([weir, "--paused"], 120, 40)
    program.read(2)
    answers = []
    for _ in range(times):
        answers.append(program.answer_time(b"?"))
        program.read(0.1)
    program.leave()
    return statistics.median(answers) * 1000
