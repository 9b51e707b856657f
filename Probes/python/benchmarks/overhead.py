"""Measures what the probe costs: CPU per event while a reader reads, and per item while none does.

    python overhead.py [--items N] [--rounds N] [--others]

The workload is one producer and one consumer with a queue, which is so busy that its items are
counted; then the same with waits, and with a new queue every 500 items, so that each item is
listed. All forms are measured in turn, round by round, each in a process of its own, so that a
machine that becomes slower does so for all of them. Figures are medians of the user CPU time of the
whole process, all threads, and of its difference from the bare form of the same round. `--others`
adds asyncio's debug mode, and VizTracer and aiocop if they are installed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROBE = os.path.dirname(HERE)

WORKLOAD = """
import asyncio, json, os, resource, sys

async def produce(queue, items, waits):
    for item in range(items):
        await queue.put(item)
        if waits:
            await asyncio.sleep(0)

async def consume(queue, items, waits):
    for _ in range(items):
        await queue.get()
        if waits:
            await asyncio.sleep(0)
        queue.task_done()

def user_seconds():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime

async def main(items, waits):
    if os.environ.get("BENCHMARK_AIOCOP"):
        import aiocop
        aiocop.patch_audit_functions()
        aiocop.start_blocking_io_detection()
        aiocop.detect_slow_tasks(threshold_ms=30, on_slow_task=print)
        aiocop.activate()
    begin = user_seconds()
    # A queue with more than 1,000 items is busy: its items are counted and no longer listed.
    part = 500 if waits else items
    for _ in range(items // part):
        queue = asyncio.Queue(16)
        await asyncio.gather(produce(queue, part, waits), consume(queue, part, waits))
    return user_seconds() - begin

items, waits = int(sys.argv[1]), sys.argv[2] == "waits"
seconds = asyncio.run(main(items, waits), debug=bool(os.environ.get("BENCHMARK_DEBUG")))
with open(sys.argv[3], "w") as file:
    json.dump(seconds, file)
"""


def run(command, items, waits, environment=None):
    """Runs the workload, and returns its CPU time in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        script, result = os.path.join(folder, "work.py"), os.path.join(folder, "result")
        with open(script, "w") as file:
            file.write(WORKLOAD)
        subprocess.run(
            [*command, script, str(items), waits, result],
            env={
                **os.environ,
                "PYTHONPATH": PROBE,
                "XDG_RUNTIME_DIR": folder,
                **(environment or {}),
            },
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with open(result) as file:
            return json.load(file)


def measure(forms, items, waits, rounds):
    """The medians of each form, in seconds per item: its time, and what it takes more than the
    first one. A form is a command, an environment, and a factor for the number of items."""
    times = {name: [] for name in forms}
    for _ in range(rounds):
        for name, (command, environment, factor) in forms.items():
            count = int(items * factor)
            times[name].append(run(command, count, waits, environment) / count)
    bare = next(iter(times.values()))
    return {
        name: (
            statistics.median(values),
            statistics.median(value - base for value, base in zip(values, bare)),
        )
        for name, values in times.items()
    }


def event_count(items, waits, level):
    """How many lines the probe writes for the workload."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as log:
        command = [sys.executable, "-m", "weir_probe", "-o", log.name, "--level", level]
        run(command, items, waits)
        with open(log.name, "rb") as file:
            return sum(1 for _ in file), os.path.getsize(log.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--others", action="store_true", help="measure other tools, too")
    options = parser.parse_args()
    items, rounds = options.items, options.rounds
    python = f"{sys.implementation.name} {sys.version.split()[0]}"
    print(f"{python}, {items} items, medians of {rounds} rounds\n")
    print("| | µs per item | more | events per item | µs per event | bytes per item |")
    print("|---|---:|---:|---:|---:|---:|")
    for waits in ("queue", "waits"):
        measured = measure(all_forms(waits, options.others), items, waits, rounds)
        for name, (seconds, more) in measured.items():
            row = f"| {name} | {seconds * 1e6:.2f} | "
            if not name.startswith("bare"):
                row += f"{more * 1e6:.2f}"
            if name.startswith("probe, level"):
                events, size = event_count(items, waits, name.split()[-1])
                each = f"{more * items / events * 1e6:.2f}" if events > items else ""
                row += f" | {events / items:.2f} | {each} | {size / items:.0f}"
            else:
                row += " | | | "
            print(row + " |")


def all_forms(waits, has_others):
    """What is measured, by name."""
    probe = [sys.executable, "-m", "weir_probe", "-o"]
    forms = {
        f"bare, {'with waits' if waits == 'waits' else 'busy queue'}": ([sys.executable], {}, 1),
        "probe, nobody reads": ([*probe, "unix"], {}, 1),
    }
    for level in ("counts", "life", "waits", "steps"):
        forms[f"probe, level {level}"] = ([*probe, "/dev/null", "--level", level], {}, 1)
    if has_others:
        for name, (command, environment) in OTHERS.items():
            if is_installed(name):
                forms[name] = ([sys.executable, *command], environment, 0.5)
        forms["debug mode of asyncio"] = ([sys.executable], {"BENCHMARK_DEBUG": "1"}, 0.1)
    return forms


TRACE = os.path.join(tempfile.gettempdir(), "weir-viztracer.json")
OTHERS = {
    "viztracer": (
        ["-m", "viztracer", "--log_async", "--tracer_entries", "10000000", "-o", TRACE],
        {},
    ),
    "aiocop": ([], {"BENCHMARK_AIOCOP": "1"}),
}


def is_installed(module):
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    main()
