"""Real Python programs for the tests that watch them."""
import pathlib
import re
import subprocess
import sys
import time

import pytest

PROBE = pathlib.Path(__file__).resolve().parents[2] / "Probes" / "python"

SHOP = '''
import asyncio, sys

async def serve(orders):
    while True:
        await orders.get()
        await asyncio.sleep(0.02)
        orders.task_done()

async def main():
    orders = asyncio.Queue(8)
    workers = [asyncio.create_task(serve(orders)) for _ in range(3)]
    for order in range(10 ** 9):
        await orders.put(order)

asyncio.run(main())
'''

BLOCKING = '''
import asyncio, time

async def idle():
    while True:
        await asyncio.sleep(0.05)

async def main():
    task = asyncio.create_task(idle())
    await asyncio.sleep(0.3)
    time.sleep(60)  # Blocks the loop.

asyncio.run(main())
'''

# Two tasks that take two locks in opposite order.
DEADLOCK = '''
import asyncio

async def take(one, other):
    async with one:
        await asyncio.sleep(0.01)
        async with other:
            pass

async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    await asyncio.wait([asyncio.gather(take(left, right), take(right, left))], timeout={limit})

asyncio.run(main())
'''


class Programs:
    """Starts programs under the probe, with their sockets in a folder of their own."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.environment = {**environment, "XDG_RUNTIME_DIR": str(self.runtime), "PYTHONPATH": str(PROBE)}
        self.processes = []

    def write(self, name, text=SHOP):
        (self.folder / name).write_text(text)
        return name

    def start(self, name, *options, text=SHOP):
        process = subprocess.Popen(
            [sys.executable, "-m", "weir_probe", *options, self.write(name, text)], cwd=self.folder,
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        if not options:
            self.wait_until(lambda: self.socket(process).exists(), "the socket")
        return process

    def socket(self, process):
        return self.runtime / "weir" / f"{process.pid}.sock"

    def wait_until(self, condition, what, timeout=20):
        deadline = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < deadline, f"timed out waiting for {what}"
            time.sleep(0.02)

    def close(self):
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def programs(environment, tmp_path):
    """Programs that are watched. Their sockets are where `weir` looks for them."""
    programs = Programs(tmp_path, environment)
    environment["XDG_RUNTIME_DIR"] = str(programs.runtime)
    yield programs
    programs.close()


def events(terminal):
    """The number of events in the header."""
    found = re.search(r"#([\d,]+)", terminal.text)
    return int(found[1].replace(",", "")) if found else 0


def watch(start, process, size=(120, 40)):
    """Watches a program that runs with the probe, and waits until it is connected."""
    terminal = start("watch", str(process.pid), size=size)
    terminal.wait_for("● CONNECTED")
    return terminal
