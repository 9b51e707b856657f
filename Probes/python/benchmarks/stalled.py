"""Measures how a stalled reader changes a busy program: the delay of its loop, and its memory.

    python stalled.py [--seconds N] [--repeat N]

The program has 20 tasks that only yield, and one that sleeps for 5 ms at a time and notes how late
it wakes. It is run without the probe, and under it without a reader, with one that reads, and with
one that connects and reads nothing. They take turns; each figure is the median of several runs.
"""

import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PROBE = pathlib.Path(__file__).resolve().parent.parent

PROGRAM = """
import asyncio, json, sys, time

async def spin(end):
    while time.monotonic() < end:
        await asyncio.sleep(0)

async def watch(end, late):
    while time.monotonic() < end:
        due = time.monotonic() + 0.005
        await asyncio.sleep(0.005)
        late.append(time.monotonic() - due)

async def main(seconds):
    end, late = time.monotonic() + seconds, []
    await asyncio.gather(watch(end, late), *(spin(end) for _ in range(20)))
    late.sort()
    with open("/proc/self/status") as file:
        memory = file.read().partition("VmHWM:")[2].split()[0]
    return late[len(late) // 2] * 1e3, late[len(late) * 99 // 100] * 1e3, int(memory) / 1024

print(json.dumps(asyncio.run(main(float(sys.argv[1])))))
"""


def read(path, is_stalled, done):
    """Connects to a program, and reads what it tells, or nothing."""
    while not path.exists():
        time.sleep(0.01)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        while not done.is_set():
            if is_stalled:
                done.wait()
            elif not client.recv(1 << 20):
                return


def run(seconds, reader):
    """Median and 99th percentile of the delay in ms, and the peak of memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder, "program.py")
        script.write_text(PROGRAM)
        path = pathlib.Path(folder, "socket")
        probe = [] if reader == "no probe" else ["-m", "weir_probe", "-o", f"unix:{path}"]
        process = subprocess.Popen(
            [sys.executable, *probe, str(script), str(seconds)],
            env={**os.environ, "PYTHONPATH": str(PROBE)},
            stdout=subprocess.PIPE,
        )
        done = threading.Event()
        thread = threading.Thread(target=read, args=(path, reader == "stalled reader", done))
        if reader.endswith("reader") and not reader.startswith("no"):
            thread.start()
        result = json.loads(process.stdout.read())
        done.set()
        process.wait()
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    print(f"{'':20}{'p50 ms':>9}{'p99 ms':>9}{'MB':>7}")
    readers = ("no probe", "no reader", "reading reader", "stalled reader")
    rounds = [[run(options.seconds, reader) for reader in readers] for _ in range(options.repeat)]
    for reader, results in zip(readers, zip(*rounds)):
        p50, p99, memory = (statistics.median(column) for column in zip(*results))
        print(f"{reader:20}{p50:9.2f}{p99:9.2f}{memory:7.0f}")


if __name__ == "__main__":
    main()
