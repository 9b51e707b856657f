"""Items per second of SimPy: 4 producers, a store of 16, 4 consumers, exponential times.

No monitoring of any kind. With `--limit`, the work on each item has a limit of 20 s, which it
always meets.
"""
import random
import sys
import time

import simpy


def produce(environment, store, share, random_times):
    for item in range(share):
        yield environment.timeout(random_times.expovariate(1.0))
        yield store.put(item)


def consume(environment, store, random_times, has_limit):
    while True:
        yield store.get()
        work = environment.timeout(random_times.expovariate(1 / 0.9))
        yield work | environment.timeout(20) if has_limit else work


def main(items, has_limit):
    environment = simpy.Environment()
    store = simpy.Store(environment, capacity=16)
    producers = [
        environment.process(produce(environment, store, items // 4, random.Random(number)))
        for number in range(4)
    ]
    for number in range(4, 8):
        environment.process(consume(environment, store, random.Random(number), has_limit))
    start = time.perf_counter()
    environment.run(until=environment.all_of(producers))
    return (items // 4 * 4) / (time.perf_counter() - start)


if __name__ == "__main__":
    print(main(int(sys.argv[-1]), "--limit" in sys.argv))
