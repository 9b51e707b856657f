"""How fast the dashboard goes to any place of a run or a log, and how much memory that takes.

usage: time_travel.py WEIR [SEEKS [EVENTS]]

See Docs/figures.md for the definitions. Everything is measured from outside, in a pseudo-terminal:
from the last byte of a key until the frame with the place has arrived here.
"""
import os
import random
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time

import pyte

import dashboard

COLUMNS, ROWS = 120, 40
SCENARIO = ["service", "--set", "request-rate=34/s"]  # About 1,000 events per second.
HOUR = 3600
FRAME_END = b"\x1b[5n"  # The status request after each frame.
REPEATED = re.compile(rb"(.)\x1b\[([0-9]+)b", re.DOTALL)
UNKNOWN = re.compile(rb"\x1b\[[>=][0-9;]*[a-zA-Z]")  # pyte would print these.
NUMBER = re.compile(r"#([\d,]+)")
CLOCK = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d\d\d)")
READING = re.compile(r"reading +\d+%")


class Picture(dashboard.Watched):
    """A program whose frames are kept with the instants at which they arrived whole.

    Nothing is drawn while a frame is awaited, so that drawing does not count.
    """

    def __init__(self, command, **environment):
        self.started = time.monotonic()
        super().__init__(command, COLUMNS, ROWS, COLORTERM="truecolor", **environment)
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.rest = b""
        self.frames = []

    def collect(self, seconds):
        """Reads what arrives within some seconds, without drawing it."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.poll(left):
            pass

    def poll(self, seconds):
        """Waits for output, and returns whether there was any."""
        if not select.select([self.controller], [], [], seconds)[0]:
            return False
        data = os.read(self.controller, 1 << 16)
        now = time.monotonic()
        *ended, self.rest = (self.rest + data).split(FRAME_END)
        for frame in ended:
            os.write(self.controller, b"\x1b[0n")
            self.frames.append((now, frame))
        return True

    def draw(self):
        """Draws the next frame, and returns when it arrived."""
        instant, data = self.frames.pop(0)
        data = REPEATED.sub(lambda match: match[1] * (int(match[2]) + 1), data)
        self.stream.feed(UNKNOWN.sub(b"", data))
        return instant

    @property
    def header(self):
        return "\n".join(self.screen.display[:3])

    def wait(self, is_shown, seconds=60, quiet=0.03):
        """When the first frame arrived that shows something; draws all that arrived by then.

        Output is drawn only when there has been none for a while, so that frames are not delayed.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while self.poll(quiet):
                if len(self.frames) > 30:
                    break
            while self.frames:
                instant = self.draw()
                if is_shown(self.header):
                    return instant
        raise SystemExit(f"Not shown within {seconds} s. The screen:\n" + "\n".join(self.screen.display))

    def settle(self):
        """Waits until nothing more arrives, and draws it."""
        while self.poll(0.05):
            pass
        while self.frames:
            self.draw()

    def seek(self, place, is_shown):
        """Milliseconds from Enter, after the place was typed, to the frame that shows it."""
        os.write(self.controller, f":goto {place}".encode())
        self.settle()
        start = time.monotonic()
        os.write(self.controller, b"\r")
        # Nothing before: another seek may have shown the same place.
        duration = (self.wait(is_shown) - start) * 1000
        self.settle()
        return duration


def place_of(header):
    """The number of events and the milliseconds that the header shows."""
    number, instant = NUMBER.search(header), CLOCK.search(header)
    if number is None or instant is None:
        return None
    hours, minutes, seconds, milliseconds = map(int, instant.groups())
    return int(number[1].replace(",", "")), ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


def shows_event(number):
    return lambda header: (place_of(header) or (None, None))[0] == number


def shows_instant(milliseconds):
    return lambda header: (place_of(header) or (None, None))[1] == milliseconds


def random_seeks(program, count, events, milliseconds, chance):
    """The times of some seeks, in turn to a random event and to a random instant."""
    times = []
    for index in range(count):
        if index % 2 == 0:
            number = chance.randrange(1, events)
            times.append(program.seek(f"#{number}", shows_event(number)))
        else:
            instant = chance.randrange(1, milliseconds)
            times.append(program.seek(f"{instant}ms", shows_instant(instant)))
    return times


def read_share(program):
    """How much has been read of a log, from 0 to 1."""
    found = re.search(r"reading +(\d+)%", program.header)
    return int(found[1]) / 100 if found else 1


def seeks_while_reading(program, events, milliseconds, chance):
    """The times of seeks to what has been read, until all has been."""
    times = []
    while (share := read_share(program) - 0.01) < 0.97:
        if share < 0.02:
            program.collect(0.2)
            program.settle()
            continue
        if len(times) % 2 == 0:
            number = chance.randrange(1, int(events * share))
            times.append(program.seek(f"#{number}", shows_event(number)))
        else:
            instant = chance.randrange(1, int(milliseconds * share))
            times.append(program.seek(f"{instant}ms", shows_instant(instant)))
    return times


def row(name, times):
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"| {name:<46} | {len(times):>5} | {statistics.median(times):>6.1f} | {high:>6.1f} "
        f"| {ordered[-1]:>6.1f} |", flush=True)


def figure(name, value, goal):
    print(f"| {name:<56} | {value:>8} | {goal:>6} |", flush=True)


def table(*columns):
    print("\n| " + " | ".join(columns) + " |")
    print("|" + "---|" + "---:|" * (len(columns) - 1))


def live(weir, seeks, chance):
    """An hour of a live run: the time until it is there, its memory, and seeks in it."""
    program = Picture([weir, "run", *SCENARIO, "--until", "1h", "--paused"])
    arrival = program.wait(lambda header: "PAUSED" in header and "01:00:00.000" in header, 600)
    arrival -= program.started
    program.settle()
    events, milliseconds = place_of(program.header)
    before = program.peak_megabytes
    times = random_seeks(program, seeks, events, milliseconds, chance)
    after = program.peak_megabytes
    program.leave()
    return {"arrival": arrival, "events": events, "before": before, "after": after, "times": times}


def record(weir, seconds, path):
    command = [weir, "simulate", *SCENARIO, "--for", f"{seconds}s", "--record", path]
    subprocess.run(command, check=True, capture_output=True)


def log(weir, path, events, milliseconds, seeks, chance):
    """A log: its first frame, seeks while it is read and after, when it has been read, memory."""
    length = clock_text(milliseconds)

    def is_opened(header):
        return place_of(header) is not None and length in header

    program = Picture([weir, "replay", path, "--paused"])
    first = program.wait(is_opened) - program.started
    while_reading = seeks_while_reading(program, events, milliseconds, chance)
    program.wait(lambda header: not READING.search(header), 600)
    after_reading = random_seeks(program, seeks, events, milliseconds, chance)
    peak = program.peak_megabytes
    program.leave()

    program = Picture([weir, "replay", path, "--paused"])
    program.wait(is_opened)
    read = program.wait(lambda header: not READING.search(header), 600) - program.started
    program.leave()
    return {
        "first": first, "while": while_reading, "after": after_reading, "read": read, "peak": peak,
    }


def clock_text(milliseconds):
    """An instant as the end of the time line shows it."""
    tenths = milliseconds // 100
    hours, minutes, seconds = tenths // 36000, tenths // 600 % 60, tenths / 10 % 60
    return (f"{hours:02}:" if hours else "") + f"{minutes:02}:{seconds:04.1f}"


def main():
    weir = os.path.abspath(sys.argv[1])
    seeks = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    events = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000_000
    chance = random.Random(1)
    print(f"{COLUMNS}x{ROWS}; load before: {os.getloadavg()[0]:.2f}.")
    alive = live(weir, seeks, chance)
    rate = alive["events"] / HOUR
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        path = os.path.join(folder, "hour.jsonl")
        record(weir, HOUR, path)
        hour = log(weir, path, alive["events"], HOUR * 1000, seeks, chance)
        os.remove(path)
        path = os.path.join(folder, "long.jsonl")
        length = round(events / rate)
        record(weir, length, path)
        size = os.path.getsize(path)
        long = log(weir, path, int(length * rate * 0.99), length * 1000, seeks, chance)

    table("milliseconds from Enter to the frame with the place", "seeks", "median", "p99", "most")
    row("live, 1 h", alive["times"])
    row("log of 1 h, while it is read", hour["while"])
    row("log of 1 h, read", hour["after"])
    row(f"log of {events:,} events, while it is read", long["while"])
    row(f"log of {events:,} events, read", long["after"])
    table("", "", "goal")
    figure("live, 1 h: events per second of virtual time", f"{rate:,.0f}", "1,000")
    figure("live, 1 h: s until it is there", f"{alive['arrival']:.1f}", "")
    figure("live, 1 h: MB at most", f"{alive['before']:.0f}", "60")
    figure("live, 1 h, with the seeks: MB at most", f"{alive['after']:.0f}", "60")
    figure("log of 1 h: ms to the first frame", f"{hour['first'] * 1000:.0f}", "1,000")
    figure("log of 1 h: s until it is read", f"{hour['read']:.1f}", "")
    figure("log of 1 h: MB at most", f"{hour['peak']:.0f}", "300")
    figure(f"log of {events:,} events: MB on disk", f"{size / 1e6:.0f}", "")
    figure(f"log of {events:,} events: ms to the first frame", f"{long['first'] * 1000:.0f}", "1,000")
    figure(f"log of {events:,} events: s until it is read", f"{long['read']:.1f}", "")
    figure(f"log of {events:,} events: MB at most", f"{long['peak']:.0f}", "300")


if __name__ == "__main__":
    main()
