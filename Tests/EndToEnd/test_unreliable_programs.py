"""weir over programs that go away, send anything, or are faster than it.

WEIR_LONG=1 makes the tests as long as they are meant to be: minutes instead of seconds.
"""
import json
import os
import random
import signal
import socket
import struct
import sys
import threading
import time

import pytest

from test_replay import leave
from watched import events, programs, watch  # noqa: F401 (a fixture)

WIDE = (120, 40)
IS_LONG = bool(os.environ.get("WEIR_LONG"))
CONNECTIONS = 1000 if IS_LONG else 30
KILLS = 100 if IS_LONG else 3

HEADER = {
    "weir": 2, "version": "0.2.0", "scenario": "fake.py", "started": "2026-01-01T00:00:00.000Z",
    "source": "asyncio", "clock": "real", "program": "fake.py", "pid": 7, "host": "here",
    "runtime": "CPython 3.11.7", "level": "steps", "parents": "creator",
}

# Values that have no place in a log.
STRANGE = [
    "null", "-1", "1e400", "1.5", "99999999999999999999", '"\\ud800"', '"' + "x" * 3000 + '"', "[]", "{}",
    "[" * 500 + "]" * 500, "true", '"\\u0000\\u001b[2J"', "NaN",
]


class FakeProgram(threading.Thread):
    """Listens as the probe does. To each reader, it sends something else and leaves."""

    def __init__(self, path, connections):
        super().__init__(daemon=True)
        self.dice = random.Random(20)
        self.left = connections
        self.names = 0
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(str(path))
        self.server.listen(8)
        self.is_closed = False

    def run(self):
        while not self.is_closed:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.left -= 1
            try:
                if self.left >= 0:
                    self.misbehave(connection)
                else:
                    connection.sendall(self.log(200))
                    while connection.recv(4096):
                        pass
            except OSError:
                pass
            connection.close()

    def close(self):
        self.is_closed = True
        self.server.close()

    def misbehave(self, connection):
        ways = [self.cut, self.hang_up, self.noise, self.no_log, self.endless_line, self.strange, self.end]
        # The first one is what the dashboard opens with.
        way = self.dice.choice(ways) if hasattr(self, "has_begun") else self.cut
        self.has_begun = True
        way(connection)

    def cut(self, connection):
        text = self.log(self.dice.randrange(1, 2000))
        connection.sendall(text[:self.dice.randrange(len(json.dumps(HEADER)) + 1, len(text))])

    def hang_up(self, connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.cut(connection)

    def noise(self, connection):
        connection.sendall(self.log(50) + self.dice.randbytes(self.dice.randrange(1, 50_000)))

    def no_log(self, connection):
        connection.sendall(self.dice.choice([b"", b"\n", b"HTTP/1.1 400\r\n\r\n", self.dice.randbytes(500)]))

    def endless_line(self, connection):
        connection.sendall(self.log(20) + b'{"t":1,"e":"' + b"x" * self.dice.randrange(3_000_000))

    def strange(self, connection):
        lines = self.log(60).decode().splitlines()
        for _ in range(30):
            index = self.dice.randrange(1, len(lines))
            key, colon, _ = lines[index].rpartition(":")
            lines[index] = f"{key}{colon}{self.dice.choice(STRANGE)}}}"
        connection.sendall("\n".join(lines).encode("utf-8", "replace"))

    def end(self, connection):
        connection.sendall(self.log(100, reason="exited"))

    def log(self, count, reason=None):
        """A snapshot of tasks and a queue, with names that are new, and events."""
        lines = [HEADER, {"t": 1000, "e": "snapshotBegan", "lost": 0, "since": 0}]
        lines.append({"t": 1000, "e": "queueCreated", "queue": 1, "name": f"jobs-{self.names}", "capacity": 8,
                      "overflow": "block"})
        for task in range(1, 11):
            self.names += 1
            lines.append({"t": 1000, "e": "taskCreated", "task": task, "name": f"request-{self.names:x}-{task}",
                          "role": f"role-{self.names}", "parent": 0, "worker": 1})
        lines.append({"t": 1000, "e": "snapshotEnded", "tasks": 10})
        for number in range(count):
            task = self.dice.randrange(1, 11)
            kind = self.dice.choice([
                {"e": "taskResumed", "task": task},
                {"e": "taskSuspended", "task": task, "why": "queueGet", "queue": 1},
                {"e": "itemEnqueued", "queue": 1, "task": task, "item": number + 1, "depth": number % 9},
            ])
            lines.append({"t": 2000 + number * 100_000, **kind})
        if reason:
            lines.append({"t": lines[-1]["t"], "e": "end", "events": len(lines) - 1, "reason": reason})
        return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode()


def test_a_program_that_goes_away_again_and_again(start, tmp_path):
    program = FakeProgram(tmp_path / "fake.sock", CONNECTIONS)
    program.start()
    terminal = start("watch", "fake.sock")
    memory = []
    deadline = time.monotonic() + 60 + CONNECTIONS
    while program.left >= 0:
        terminal.take_in(0.05)
        assert terminal.process.poll() is None, terminal.text
        assert time.monotonic() < deadline, (program.left, terminal.text)
        memory.append(terminal.memory)
    terminal.wait_for("● CONNECTED")
    quarter = len(memory) // 4
    # The names of a log are forgotten with it.
    assert max(memory[-quarter:]) < max(memory[:quarter]) + 40, memory[::max(len(memory) // 50, 1)]
    print(CONNECTIONS, "connections, MB:", [round(value) for value in memory[::max(len(memory) // 10, 1)]])
    leave(terminal)
    program.close()


def whole_lines(path):
    return path.read_bytes().count(b"\n")


def test_a_killed_program_leaves_a_log_that_is_read_to_its_last_line(call, programs, tmp_path):  # noqa: F811
    dice = random.Random(21)
    for number in range(KILLS):
        path = tmp_path / f"killed-{number}.jsonl"
        process = programs.start("shop.py", "-o", str(path))
        programs.wait_until(lambda: path.exists() and whole_lines(path) > 20, "a log")
        time.sleep(dice.random() / 2)
        process.kill()
        process.wait()
        result = call("report", "--json", str(path))
        assert result.returncode in (0, 4), result.stderr
        assert json.loads(result.stdout)["events"] == whole_lines(path) - 1


def test_one_weir_outlives_many_programs(start, programs):  # noqa: F811
    terminal = None
    name = f"restarted_{os.getpid()}.py"  # No other program on this machine is called that.
    dice = random.Random(22)
    for _ in range(KILLS):
        process = programs.start(name)
        terminal = terminal or start("watch", name, size=WIDE)
        terminal.wait_for(f"pid {process.pid}")
        terminal.wait_for("● CONNECTED")
        terminal.pause(dice.random() / 2)
        process.kill()
        process.wait()
        terminal.wait_for("◌ RECONNECTING")
    leave(terminal)


def test_one_program_outlives_many_weirs(start, call, programs, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    dice = random.Random(23)
    for number in range(KILLS):
        path = tmp_path / f"record-{number}.jsonl"
        terminal = start("watch", "-o", str(path), str(process.pid), size=WIDE)
        terminal.wait_for("● CONNECTED")
        # What is recorded is written to the disk once a second.
        terminal.wait_until(lambda: whole_lines(path) > 20, "a recording")
        terminal.pause(dice.random())
        terminal.send(signal.SIGKILL)
        terminal.wait_for_end()
        assert process.poll() is None
        result = call("report", "--json", str(path))
        assert result.returncode in (0, 4), result.stderr
        assert json.loads(result.stdout)["events"] == whole_lines(path) - 1
        programs.wait_until(lambda: "ready" in call("watch").stdout, "another reader to be let in")


BUSY = '''
import asyncio, os

steps = 0

async def spin():
    global steps
    while True:
        await asyncio.sleep(0)
        steps += 1

async def tell():
    file = os.open("steps", os.O_WRONLY | os.O_CREAT)
    while True:
        os.pwrite(file, b"%20d" % steps, 0)
        await asyncio.sleep(0.05)

async def main():
    await asyncio.gather(tell(), *(spin() for _ in range(20)))

asyncio.run(main())
'''


def test_a_stopped_weir_does_not_hold_up_a_busy_program(start, programs, tmp_path):  # noqa: F811
    process = programs.start("busy.py", text=BUSY)
    terminal = watch(start, process)
    terminal.send(signal.SIGSTOP)

    def steps():
        return int((tmp_path / "steps").read_text())

    begun = steps()
    # Far more than the probe and the socket keep.
    programs.wait_until(lambda: steps() > begun + 300_000, "the program to go on", timeout=60)
    terminal.send(signal.SIGCONT)
    terminal.press("S")
    terminal.wait_for_match(r"[\d,.]+M? events lost")
    terminal.press("Esc")
    terminal.wait_for("● CONNECTED")
    assert process.poll() is None
    leave(terminal)


def test_a_command_without_an_event_loop_is_told_of(start, programs):  # noqa: F811
    terminal = start("watch", "--", sys.executable, "-c", "import time; time.sleep(60)", size=WIDE)
    terminal.wait_for("Waiting for an event loop of asyncio in")
    terminal.press("Ctrl-C")
    assert terminal.wait_for_end() == 130
    assert terminal.is_restored
