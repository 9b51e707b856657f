"""How the cost of an item grows with the number of events, tasks, queues and pools.

usage: growth.py GROWTH PICTURE [ROUNDS [LARGEST]]

GROWTH is the program of that name. Prints tables, and draws them into an SVG picture.
"""
import json
import os
import statistics
import subprocess
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402, after the choice of the backend

SIZES = {
    "events": [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000],
    "tasks": [10, 100, 1_000, 10_000, 100_000, 1_000_000],
    "queues": [1, 10, 100, 1_000, 10_000],
    "pools": [1, 10, 100, 1_000, 10_000],
}
MODES = {"silent": "no events", "folded": "every event folded, with a digest"}


def measure(program, subject, count, mode):
    answer = subprocess.run(
        [program, subject, str(count), mode], check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def medians(program, subject, sizes, rounds):
    """Nanoseconds and bytes, by mode and size. One round runs each of them once."""
    taken = {(mode, size): [] for mode in MODES for size in sizes}
    for _ in range(rounds):
        for mode, size in taken:
            taken[mode, size].append(measure(program, subject, size, mode))
    return {
        case: {key: statistics.median(one[key] for one in all) for key in ("nanoseconds", "bytes")}
        for case, all in taken.items()}


def print_table(subject, sizes, figures):
    print(f"\n| {subject:>13} | ns per item, no events | ns per item, folded | folds alone | MB, folded |")
    print(f"|{'-' * 14}:|{'-' * 23}:|{'-' * 20}:|{'-' * 12}:|{'-' * 11}:|")
    for size in sizes:
        silent, folded = (figures[mode, size]["nanoseconds"] for mode in MODES)
        memory = figures["folded", size]["bytes"] / 1e6
        print(f"| {size:>13,} | {silent:>22,.0f} | {folded:>19,.0f} | {folded - silent:>11,.0f} "
              f"| {memory:>10,.0f} |", flush=True)


def draw(all_figures, path):
    plt.rcParams.update({
        "svg.hashsalt": "weir", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9})
    picture, places = plt.subplots(2, 2, figsize=(9, 6), sharey=True, layout="constrained")
    for place, (subject, (sizes, figures)) in zip(places.flat, all_figures.items()):
        for (mode, label), color in zip(MODES.items(), ("#2a7f9e", "#c2571a")):
            place.plot(
                sizes, [figures[mode, size]["nanoseconds"] for size in sizes], marker="o",
                markersize=4, color=color, label=label)
        place.set(title=f"by the number of {subject}", xscale="log", yscale="log", ylim=(300, 30_000))
        place.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        place.xaxis.set_major_formatter(
            lambda value, _: f"{value:,.0f}" if value < 1e6 else f"{value / 1e6:,.0f} M")
        place.minorticks_off()
        place.grid(alpha=0.3, linewidth=0.5)
    places[0][0].legend(loc="upper left", frameon=False)
    picture.supylabel("ns of CPU per item", fontsize=9)
    picture.savefig(path, metadata={"Date": None})


def main():
    program, path = sys.argv[1], sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    largest = int(sys.argv[4]) if len(sys.argv) > 4 else None
    print(f"Medians of {rounds} rounds; load before: {os.getloadavg()[0]:.2f}.", flush=True)
    all_figures = {}
    for subject, sizes in SIZES.items():
        chosen = [size for size in sizes if largest is None or size <= largest]
        all_figures[subject] = (chosen, medians(program, subject, chosen, rounds))
        print_table(subject, *all_figures[subject])
    draw(all_figures, path)


if __name__ == "__main__":
    main()
