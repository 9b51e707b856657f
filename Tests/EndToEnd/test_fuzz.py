"""Whatever is typed, clicked and resized: the program survives, and leaves the terminal as it was.

WEIR_FUZZ_SEED repeats a failure, WEIR_FUZZ_INPUTS says how many inputs there are.
"""
import os
import random
import select
import signal
import time

SEED = int(os.environ.get("WEIR_FUZZ_SEED") or random.randrange(1 << 32))
# In MB; a screen of 320 by 120 cells takes some of it.
MOST_MEMORY = 300
INPUTS = int(os.environ.get("WEIR_FUZZ_INPUTS") or 100_000)

# Without keys that quit, stop or interrupt the program at once; recording would fill the disk.
LETTERS = [bytes([code]) for code in range(0x20, 0x7F) if chr(code) not in "qrQ"]
CONTROLS = [bytes([code]) for code in range(0x01, 0x1A) if code != 0x03] + [b"\x7f", b"\x00"]
NAMED = [
    b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1bOA", b"\x1bOB", b"\x1b[1;2C", b"\x1b[1;2D",
    b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F", b"\x1b[3~", b"\x1b[Z", b"\x1bOP", b"\x1b[12~",
    b"\x1b[15~", b"\r", b"\t", b"\x1b\x1b",
]
STRANGE = [
    "ß".encode(), "日本".encode(), "🌊".encode(), b"\xff", b"\xe7\x95", b"\x1b[I", b"\x1b[O",
    b"\x1b[99;99;99z", b"\x1b]0;title\x07", b"\x1bPabc\x1b\\", b"\x1b[0n",
    b"\x1b[200~pasted\ntext\x1b[201~", b"\x1b[M !!",
]

# Seeks, branches and comparisons, typed as lines.
LINES = [
    "goto 40%", "goto 0", "goto #777", "goto -3s", "goto +2s", "goto end", "goto warning 1", "branches", "branch kept",
    "workers 3", "workers 30", "pitfall retry-storm", "pitfall none", "compare", "compare workers 4", "compare seed 9",
    "compare off", "mark here", "goto here", "pause", "go",
]


def line(dice):
    """A command, wherever the focus was before."""
    return b"\x1b\x1b:" + dice.choice(LINES).encode() + b"\r"


def mouse(dice):
    button = dice.choice([0, 0, 0, 1, 2, 32, 35, 64, 65, 64, 65, 16])
    column, row = dice.randrange(0, 330), dice.randrange(0, 125)
    return b"\x1b[<%d;%d;%d%s" % (button, column, row, dice.choice([b"M", b"M", b"m"]))


def random_input(dice):
    kind = dice.random()
    if kind < 0.55:
        return dice.choice(LETTERS)
    if kind < 0.80:
        return dice.choice(NAMED)
    if kind < 0.92:
        return mouse(dice)
    if kind < 0.93:
        return line(dice)
    return dice.choice(CONTROLS if kind < 0.97 else STRANGE)


def random_size(dice):
    if dice.random() < 0.2:
        return dice.choice([(1, 1), (320, 120), (80, 24), (60, 16), (59, 15), (320, 1), (1, 120)])
    return dice.randrange(1, 321), dice.randrange(1, 121)


class Fuzz:
    """A program with random input. The picture is not drawn until the end."""

    def __init__(self, start):
        self.start, self.dice, self.ends = start, random.Random(SEED), 0
        self.begin()

    def begin(self):
        self.terminal = self.start("service", "--seed", "1", size=(80, 24))
        self.terminal.draw = lambda data: None

    def run(self):
        done = 0
        while done < INPUTS:
            burst = min(self.dice.randrange(1, 300), INPUTS - done)
            self.send(b"".join(random_input(self.dice) for _ in range(burst)))
            self.terminal.resize(*random_size(self.dice))
            done += burst + 1

    def send(self, data):
        deadline = time.monotonic() + 60
        while data:
            controller = self.terminal.controller
            readable, writable, _ = select.select([controller], [controller], [], 1)
            if readable:
                self.terminal.take_in(0)
                self.terminal.output = self.terminal.output[-100_000:]
            if writable:
                data = data[os.write(controller, data[:512]):]
            if self.terminal.process.poll() is not None:
                return self.begin_again()
            assert time.monotonic() < deadline, f"seed {SEED}: keys are no longer read"

    def begin_again(self):
        """Quitting by a click or through the help is a normal way out."""
        self.expect_good_end()
        self.ends += 1
        self.begin()

    def expect_good_end(self):
        terminal = self.terminal
        code = terminal.wait_for_end(60)
        assert code == 0, f"seed {SEED}: left with {code}: {terminal.output[-2000:]!r}"
        assert terminal.is_restored, f"seed {SEED}: not restored"
        assert b"repeat" in terminal.output, f"seed {SEED}: no summary"

    def expect_answer(self):
        """Opens the help after all input has been handled. Until then it may appear and
        disappear."""
        self.terminal.resize(130, 40)
        deadline = time.monotonic() + 120
        while True:
            if self.terminal.process.poll() is not None:
                self.begin_again()
                self.terminal.resize(130, 40)
            # From now on the picture is drawn.
            vars(self.terminal).pop("draw", None)
            self.terminal.type(b"\x1b\x1b\x1b\x1b")
            # Escape and a key at once would be the key with Alt.
            self.terminal.pause(0.5)
            self.terminal.type(b"?")
            if self.sees("The run", 2) and self.terminal.process.poll() is None:
                return
            assert time.monotonic() < deadline, f"seed {SEED}: no answer:\n{self.terminal.text}"

    def sees(self, text, seconds):
        end = time.monotonic() + seconds
        while text not in self.terminal.text and time.monotonic() < end:
            self.terminal.take_in(0.05)
        return text in self.terminal.text


def test_random_input_breaks_nothing(start):
    print(f"WEIR_FUZZ_SEED={SEED}")
    fuzz = Fuzz(start)
    fuzz.run()
    fuzz.expect_answer()
    memory = fuzz.terminal.memory
    assert memory < MOST_MEMORY, f"seed {SEED}: {memory:.0f} MB"
    fuzz.terminal.press("Esc", "Ctrl-C" if SEED % 2 else "q")
    fuzz.expect_good_end()
    print(f"left {fuzz.ends} times on the way; {memory:.0f} MB")


def test_many_resizes_end_with_the_last_size(start):
    dice = random.Random(SEED)
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    for _ in range(500):
        terminal.resize(*random_size(dice))
    terminal.resize(100, 30)
    terminal.wait_for("4 producers")
    terminal.wait_until(lambda: "quit" in terminal.text.split("\n")[29], "a footer in the last row")
    terminal.send(signal.SIGTERM)
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored
