"""Runs every measurement several times, in turns, and prints the medians side by side."""
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version

import dashboard

ITEMS_FAST, ITEMS_SLOW, ITEMS_SLOWEST = 1_000_000, 100_000, 20_000
SIMPY = f"SimPy {version('simpy')}, no monitoring"
SIMPY_WITH_LIMITS = "SimPy, with limits"


def contenders(tools):
    """Rows of the table: name, command, and how many items or tasks it gets."""
    figures, python = ".build/release/figures", sys.executable
    return [
        ("weir, no events", [figures, "silent"], ITEMS_FAST),
        ("weir, every event into a counting sink", [figures, "counted"], ITEMS_FAST),
        ("weir, every event folded: metrics, lints", [figures, "analysed"], ITEMS_FAST),
        ("weir, folded, with a digest", [figures, "digested"], ITEMS_FAST),
        ("weir, folded beside it on a second core", [figures, "piped"], ITEMS_FAST),
        ("weir, with a digest and limits", [figures, "limited"], ITEMS_FAST // 4),
        ("weir, with limits, on two cores", [figures, "limited-piped"], ITEMS_FAST // 4),
        (SIMPY, [python, "Peers/simpy_peer.py"], ITEMS_SLOW),
        (SIMPY_WITH_LIMITS, [python, "Peers/simpy_peer.py", "--limit"], ITEMS_SLOW),
        (f"Ciw {version('ciw')}", [python, "Peers/ciw_peer.py"], ITEMS_SLOWEST),
        (f"salabim {version('salabim')}", [python, "Peers/salabim_peer.py"], ITEMS_SLOWEST),
        (f"asyncio of Python {platform.python_version()} on a virtual clock",
         [python, "Peers/asyncio_peer.py"], ITEMS_SLOW),
        ("bare event loop in C", [f"{tools}/event_loop"], ITEMS_FAST),
    ]


def measure(command, count):
    answer = subprocess.run(
        [*command, str(count)], check=True, capture_output=True, text=True)
    return float(answer.stdout)


def median(command, count, rounds):
    return statistics.median(measure(command, count) for _ in range(rounds))


def flows(tools, rounds):
    """Median rates. One round runs each of them once, so that all see the same machine."""
    rows = contenders(tools)
    rates = {name: [] for name, _, _ in rows}
    for _ in range(rounds):
        for name, command, count in rows:
            rates[name].append(measure(command, count))
    return {name: statistics.median(values) for name, values in rates.items()}


def print_flows(rates):
    simpy = rates[SIMPY]
    with_limits = rates[SIMPY_WITH_LIMITS]
    print("4 producers, a queue of 16, 4 consumers, exponential times; a limit is one on each item\n")
    print(f"| {'':<44} | {'items/s':>10} | {'× SimPy':>8} | {'× with limits':>13} |")
    print(f"|{'-' * 46}|{'-' * 11}:|{'-' * 9}:|{'-' * 14}:|")
    for name, rate in rates.items():
        same = f"{rate / with_limits:>13.1f}" if "limits" in name else " " * 13
        print(f"| {name:<44} | {rate:>10,.0f} | {rate / simpy:>8.1f} | {same} |")


def log_figures(weir, rounds):
    """Events per second of a recorded run, the same for the writing alone, and bytes per event."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log")
        command = [weir, "simulate", "producer-consumer", "--for", "12h", "--json"]
        silent, recorded = [], []
        for _ in range(rounds):
            silent.append(seconds(command))
            recorded.append(seconds([*command, "--record", path, "--overwrite"]))
        size = os.path.getsize(path)
        with open(path, "rb") as log:
            events = json.loads(log.readlines()[-1])["events"]
    whole, alone = statistics.median(recorded), statistics.median(recorded) - statistics.median(silent)
    return events / whole, events / alone, size / events


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def print_others(weir, rounds):
    figures = ".build/release/figures"
    whole, alone, size = log_figures(weir, rounds)
    medium, large = dashboard.watch(weir, 120, 40), dashboard.watch(weir, 200, 50)
    rows = [
        ("events folded per second", median([figures, "folded"], ITEMS_FAST, rounds), ",.0f"),
        ("100,000 sleeping tasks, bytes per task", median([figures, "sleepers"], 100_000, rounds), ",.0f"),
        ("events run, folded and logged per second", whole, ",.0f"),
        ("events logged per second, the log alone", alone, ",.0f"),
        ("log, bytes per event", size, ".1f"),
        ("120x40, 1,000 events/s: % of a core", medium["share"] * 100, ".1f"),
        ("120x40, 1,000 events/s: MB at most", medium["megabytes"], ".0f"),
        ("200x50: ms of CPU per frame, in total", large["milliseconds"], ".2f"),
        ("200x50: bytes to the terminal per frame", large["bytes"], ",.0f"),
        ("ms from a key to the screen", dashboard.answer_milliseconds(weir), ".1f"),
    ]
    print(f"\n| {'':<42} | {'':>10} |")
    print(f"|{'-' * 44}|{'-' * 11}:|")
    for name, value, form in rows:
        print(f"| {name:<42} | {format(value, form):>10} |")


def print_beside_btop(weir):
    """Bytes, CPU and memory at the same sizes: weir at 30 frames per second, btop at 10 updates."""
    print(f"\n| {'':<14} | {'bytes/frame':>13} | {'KB/s':>11} | {'% of a core':>11} | {'MB':>4} |")
    print(f"|{'-' * 16}|{'-' * 14}:|{'-' * 12}:|{'-' * 12}:|{'-' * 5}:|")
    for columns, rows in [(120, 40), (200, 50)]:
        sides = [("weir", 30, dashboard.watch(weir, columns, rows)),
                 ("btop", 10, dashboard.watch_btop(columns, rows))]
        for name, frames, cost in sides:
            if cost is None:
                continue
            side = f"{name} {columns}x{rows}"
            print(
                f"| {side:<14} | {cost['bytes']:>13,.0f} | {cost['bytes'] * frames / 1000:>11.1f} "
                f"| {cost['share'] * 100:>11.1f} | {cost['megabytes']:>4.0f} |")


def main():
    tools, weir, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print(f"Medians of {rounds} rounds; load before: {os.getloadavg()[0]:.2f}.\n", flush=True)
    print_flows(flows(tools, rounds))
    print_others(weir, rounds)
    print_beside_btop(weir)


if __name__ == "__main__":
    main()
