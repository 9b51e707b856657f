"""Items per second of Ciw: 4 producers, a queue of 16, 4 consumers, exponential times.

A closed network of two nodes. The servers of the first are the producers: one whose item finds the
queue full is blocked with it. The servers of the second are the consumers. 24 items circulate, 20 of
which are at the second node at most, so that no producer is ever without work.

Ciw keeps a record of each item at each node; that can't be turned off.
"""
import sys
import time

import ciw

# What comes out of this flow in the long run.
ITEMS_PER_SECOND = 3.97


def main(items):
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([0.0, float("inf")]), None],
        batching_distributions=[ciw.dists.Deterministic(24), ciw.dists.Deterministic(1)],
        service_distributions=[ciw.dists.Exponential(1.0), ciw.dists.Exponential(1 / 0.9)],
        number_of_servers=[4, 4],
        queue_capacities=[float("inf"), 16],
        routing=[[0.0, 1.0], [1.0, 0.0]],
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    start = time.perf_counter()
    simulation.simulate_until_max_time(items / ITEMS_PER_SECOND)
    seconds = time.perf_counter() - start
    records = simulation.get_all_records()
    return sum(record.node == 2 for record in records) / seconds


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
