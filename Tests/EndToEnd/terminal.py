"""A program in a real pseudo-terminal, and what a user sees of it."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import pyte

ALTERNATE_SCREEN = re.compile(rb"\x1b\[\?1049([hl])")
CURSOR = re.compile(rb"\x1b\[\?25([hl])")
# Cursor keys, mouse, focus, marked pastes, synchronized updates: on while a program draws, off
# before and after.
MODES = re.compile(rb"\x1b\[\?(1|100[0-6]|2004|2026)([hl])")
# A sequence or a multi-byte character whose rest has not arrived.
UNFINISHED = re.compile(
    rb"(\x1b(\[[0-9;?<=>!]*|[()]?)?|[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$")
REPEATED = re.compile(rb"(.)\x1b\[([0-9]+)b", re.DOTALL)

KEYS = {
    "Enter": b"\r", "Esc": b"\x1b", "Tab": b"\t", "Space": b" ", "Backspace": b"\x7f",
    "PgUp": b"\x1b[5~", "PgDn": b"\x1b[6~", "Ctrl-C": b"\x03", "Ctrl-Z": b"\x1a",
}
ARROWS = {"Up": b"A", "Down": b"B", "Right": b"C", "Left": b"D"}


class Terminal:
    """Runs one command. Every wait is for something on the screen, and times out with a picture of
    the screen."""

    timeout = 20

    def __init__(
            self, command, size=(80, 24), environment=None, directory=None, picture=True,
            preexec=None, **options):
        """Without a picture nothing is drawn: for sizes that are not to be drawn here.

        `preexec` runs in the child before the program does.
        """
        self.has_picture = picture
        self.preexec = preexec
        self.output = b""
        self.pending = b""
        self.is_alternate = False
        self.is_cursor_hidden = False
        self.modes = set()
        self.columns, self.rows = size
        self.screens = {False: self.new_screen(), True: self.new_screen()}
        self.controller, self.device = pty.openpty()
        self.set_size()
        self.original = termios.tcgetattr(self.device)
        options = {"stdin": self.device, "stdout": self.device, "stderr": self.device, **options}
        self.process = subprocess.Popen(
            command, env=environment, cwd=directory, start_new_session=True,
            preexec_fn=self.become_foreground,
            pass_fds=[self.device], **options)

    def become_foreground(self):
        """Gives the child the terminal, and the signals as a shell would, also under nohup or in a
        CI."""
        fcntl.ioctl(self.device, termios.TIOCSCTTY, 0)
        for number in [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP]:
            signal.signal(number, signal.SIG_DFL)
        if self.preexec:
            self.preexec()

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.controller)
        os.close(self.device)

    # Looking.

    def new_screen(self):
        return pyte.Screen(self.columns, self.rows) if self.has_picture else pyte.Screen(80, 24)

    @property
    def memory(self):
        """The memory of the program, in MB."""
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    @property
    def screen(self):
        return self.screens[self.is_alternate]

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def is_restored(self):
        """Whether the program's screen is closed, the cursor is visible, no mode is on, and lines
        are edited and echoed as before."""
        settings = termios.tcgetattr(self.device)
        return (
            not self.is_alternate and not self.is_cursor_hidden and not self.modes
            and settings == self.original)

    def wait_until(self, condition, what, timeout=None):
        deadline = time.monotonic() + (timeout or self.timeout)
        while True:
            self.take_in(0.02)
            found = condition()
            if found:
                return found
            assert time.monotonic() < deadline, f"timed out waiting for {what}; the screen:\n{self.text}"

    def wait_for(self, text, timeout=None):
        return self.wait_until(lambda: text in self.text, repr(text), timeout)

    def wait_for_match(self, pattern, timeout=None):
        return self.wait_until(lambda: re.search(pattern, self.text), pattern, timeout)

    def wait_for_end(self, timeout=None):
        """Waits for the end of the program, and returns its exit code."""
        self.wait_until(lambda: self.process.poll() is not None, "the program's end", timeout)
        self.take_in(0)
        return self.process.returncode

    # Acting.

    def press(self, *keys):
        for key in keys:
            if key in ARROWS:
                # pyte keeps private modes shifted by five bits; 1 is that of the cursor keys.
                introducer = b"\x1bO" if (1 << 5) in self.screen.mode else b"\x1b["
                os.write(self.controller, introducer + ARROWS[key])
            else:
                os.write(self.controller, KEYS.get(key, key.encode()))
            if key == "Esc":
                # Escape and a key at once would be the key with Alt.
                self.pause(0.15)

    def click(self, text):
        """Presses the left button on the first letter of a visible text."""
        for row, line in enumerate(self.screen.display):
            if text in line:
                button = f"\x1b[<0;{line.index(text) + 1};{row + 1}"
                os.write(self.controller, f"{button}M{button}m".encode())
                return
        raise AssertionError(f"{text!r} is not to be seen:\n{self.text}")

    def send(self, signal_number):
        self.process.send_signal(signal_number)

    def resize(self, columns, rows):
        self.columns, self.rows = columns, rows
        for screen in self.screens.values() if self.has_picture else []:
            screen.resize(rows, columns)
        self.set_size()

    def set_size(self):
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(self.device, termios.TIOCSWINSZ, size)

    def type(self, data):
        """Types any number of bytes, and reads the output meanwhile: a terminal buffers no more
        than 4 KB each way."""
        while data:
            readable, writable, _ = select.select([self.controller], [self.controller], [], 1)
            if readable:
                self.take_in(0)
            if writable:
                data = data[os.write(self.controller, data[:1024]):]

    # Bytes.

    def take_in(self, seconds):
        while select.select([self.controller], [], [], seconds)[0]:
            data = os.read(self.controller, 65536)
            self.output += data
            self.show(self.pending + data)
            seconds = 0

    def pause(self, seconds):
        """Only reads output for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.take_in(min(left, 0.02))

    def take_in_slowly(self, seconds, bytes_per_second):
        """Reads output for a while like a terminal on a slow line."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))
            if select.select([self.controller], [], [], 0)[0]:
                data = os.read(self.controller, bytes_per_second // 20)
                self.output += data
                self.show(self.pending + data)

    def show(self, data):
        """Draws the output, but holds back a sequence whose end has not arrived yet."""
        unfinished = UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        data, self.pending = data[:end], data[end:]
        for match in CURSOR.finditer(data):
            self.is_cursor_hidden = match[1] == b"l"
        for match in MODES.finditer(data):
            (self.modes.add if match[2] == b"h" else self.modes.discard)(match[1])
        place = 0
        for match in ALTERNATE_SCREEN.finditer(data):
            self.draw(data[place:match.start()])
            self.is_alternate = match[1] == b"h"
            if self.is_alternate:
                self.screens[True] = self.new_screen()
            place = match.end()
        self.draw(data[place:])

    def draw(self, data):
        if not self.has_picture:
            return
        # Unknown to pyte: a repeated character, and private sequences that it would print.
        data = REPEATED.sub(lambda match: match[1] * (int(match[2]) + 1), data)
        data = re.sub(rb"\x1b\[[>=][0-9;]*[a-zA-Z]", b"", data)
        pyte.ByteStream(self.screen).feed(data)
