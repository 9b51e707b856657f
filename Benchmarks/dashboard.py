"""What the dashboard costs: CPU, memory and bytes at 30 frames a second, and how fast it answers a key."""
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import termios
import time

TICKS = os.sysconf("SC_CLK_TCK")
ENVIRONMENT = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}


class Watched:
    """The program in a pseudo-terminal that nobody looks at."""

    def __init__(self, command, columns, rows):
        self.controller, device = pty.openpty()
        fcntl.ioctl(device, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, env=ENVIRONMENT, stdin=device, stdout=device, stderr=device,
            start_new_session=True)
        os.close(device)

    def read(self, seconds):
        """Takes in what comes within a time; returns the number of bytes."""
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if select.select([self.controller], [], [], left)[0]:
                count += len(os.read(self.controller, 65536))
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
            pass  # Nobody holds the other end any more: it has left.
        self.process.wait(5)
        os.close(self.controller)


def watch(weir, columns, rows, seconds=10, frames=30):
    """A run at 1,000 events a second: share of a core, CPU and bytes a frame, peak memory."""
    program = Watched([weir, "--speed", "20"], columns, rows)
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
