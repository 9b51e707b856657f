"""Runs every measurement several times, in turns, and prints the medians side by side."""
import os
import statistics
import subprocess
import sys

ITEMS_FAST, ITEMS_SLOW = 1_000_000, 100_000


def contenders(tools):
    """Rows of the table: name, command, and how many items or tasks it is given."""
    figures, python = ".build/release/figures", sys.executable
    return [
        ("weir, no events", [figures, "silent"], ITEMS_FAST),
        ("weir, every event into a counting sink", [figures, "counted"], ITEMS_FAST),
        ("weir, every event folded: metrics, lints", [figures, "analysed"], ITEMS_FAST),
        ("SimPy 4.1, no monitoring", [python, "Peers/simpy_peer.py"], ITEMS_SLOW),
        ("asyncio on a virtual clock", [python, "Peers/asyncio_peer.py"], ITEMS_SLOW),
        ("bare event loop in C", [f"{tools}/event_loop"], ITEMS_FAST),
    ]


def measure(command, count):
    answer = subprocess.run(
        [*command, str(count)], check=True, capture_output=True, text=True)
    return float(answer.stdout)


def median(command, count, rounds):
    return statistics.median(measure(command, count) for _ in range(rounds))


def flows(tools, rounds):
    """Median rates. One round runs all of them once, so that all see the same machine."""
    rows = contenders(tools)
    rates = {name: [] for name, _, _ in rows}
    for _ in range(rounds):
        for name, command, count in rows:
            rates[name].append(measure(command, count))
    return {name: statistics.median(values) for name, values in rates.items()}


def print_flows(rates):
    simpy = rates["SimPy 4.1, no monitoring"]
    print("4 producers, a queue of 16, 4 consumers, exponential times\n")
    print(f"| {'':<42} | {'items/s':>10} | {'× SimPy':>8} |")
    print(f"|{'-' * 44}|{'-' * 11}:|{'-' * 9}:|")
    for name, rate in rates.items():
        print(f"| {name:<42} | {rate:>10,.0f} | {rate / simpy:>8.1f} |")


def print_others(rounds):
    figures = ".build/release/figures"
    events = median([figures, "folded"], ITEMS_FAST, rounds)
    memory = median([figures, "sleepers"], 100_000, rounds)
    print(f"\n| {'':<42} | {'':>10} |")
    print(f"|{'-' * 44}|{'-' * 11}:|")
    print(f"| {'events folded, a second':<42} | {events:>10,.0f} |")
    print(f"| {'100,000 tasks asleep, bytes each':<42} | {memory:>10,.0f} |")


def main():
    tools, rounds = sys.argv[1], int(sys.argv[2])
    print(f"Medians of {rounds} rounds; load before: {os.getloadavg()[0]:.2f}.\n", flush=True)
    print_flows(flows(tools, rounds))
    print_others(rounds)


if __name__ == "__main__":
    main()
