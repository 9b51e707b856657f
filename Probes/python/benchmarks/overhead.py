"""Measures what the probe costs: CPU per event while a reader reads, and per item while none does.

    python overhead.py [--items N] [--repeat N] [--others]

Each figure is the minimum of several runs, each in a process of its own, in CPU time of the whole
process (all threads), so that other load on the machine matters little. The workload is one
producer and one consumer with a queue, without and with a wait of each for the other. `--others`
adds asyncio's debug mode, and VizTracer and aiocop if they are installed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROBE = os.path.dirname(HERE)

WORKLOAD = """
import asyncio, json, os, sys, time

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

async def main(items, waits):
    if os.environ.get("BENCHMARK_AIOCOP"):
        import aiocop
        aiocop.patch_audit_functions()
        aiocop.start_blocking_io_detection()
        aiocop.detect_slow_tasks(threshold_ms=30, on_slow_task=print)
        aiocop.activate()
    queue = asyncio.Queue(16)
    begin = time.process_time()
    await asyncio.gather(produce(queue, items, waits), consume(queue, items, waits))
    return time.process_time() - begin

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


def best(repeat, *arguments, **options):
    """The minimum of several runs."""
    return min(run(*arguments, **options) for _ in range(repeat))


def event_count(items, waits, level):
    """How many lines the probe writes for the workload."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as log:
        command = [sys.executable, "-m", "weir_probe", "-o", log.name, "--level", level]
        run(command, items, waits)
        with open(log.name, "rb") as file:
            return sum(1 for _ in file), os.path.getsize(log.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--others", action="store_true", help="measure other tools, too")
    options = parser.parse_args()
    items, repeat = options.items, options.repeat
    print(f"{sys.implementation.name} {sys.version.split()[0]}, {items} items, minimum of {repeat}")
    print(f"{'':34}{'µs/item':>9}{'more':>9}{'events':>9}{'µs/event':>10}{'bytes':>8}")
    for waits in ("queue", "waits"):
        bare = best(repeat, [sys.executable], items, waits)
        print(f"{f'bare, {waits}':34}{bare / items * 1e6:9.2f}")
        probe = [sys.executable, "-m", "weir_probe"]
        idle = best(repeat, [*probe, "-o", "unix"], items, waits)
        more = (idle - bare) / items * 1e6
        print(f"{'  probe, nobody reads':34}{idle / items * 1e6:9.2f}{more:9.2f}")
        for level in ("life", "waits", "steps"):
            watched = best(repeat, [*probe, "-o", "/dev/null", "--level", level], items, waits)
            events, size = event_count(items, waits, level)
            print(
                f"{f'  probe, {level}':34}{watched / items * 1e6:9.2f}"
                f"{(watched - bare) / items * 1e6:9.2f}{events / items:9.1f}"
                f"{(watched - bare) / events * 1e6:10.2f}{size / items:8.0f}"
            )
        if waits == "queue":  # Long enough for the queue to count as busy.
            counted = best(repeat, [*probe, "-o", "/dev/null"], 40 * items, waits) / 40
            print(
                f"{'  probe, steps, busy queue counted':34}{counted / items * 1e6:9.2f}"
                f"{(counted - bare) / items * 1e6:9.2f}"
            )
        if options.others:
            debug = {"BENCHMARK_DEBUG": "1"}
            seconds = best(repeat, [sys.executable], items // 10, waits, environment=debug) * 10
            print(f"{'  debug mode of asyncio':34}{seconds / items * 1e6:9.2f}")
            for name, (command, environment) in OTHERS.items():
                if is_installed(name):
                    command = [sys.executable, *command]
                    seconds = best(repeat, command, items, waits, environment=environment)
                    print(f"{'  ' + name:34}{seconds / items * 1e6:9.2f}")


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
