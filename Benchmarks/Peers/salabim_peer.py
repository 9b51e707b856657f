"""Items per second of salabim: 4 producers, a store of 16, 4 consumers, exponential times.

No monitoring, as far as it can be turned off.
"""
import random
import sys
import time

import salabim


class Producer(salabim.Component):
    def setup(self, store, share, random_times):
        self.store, self.share, self.random_times = store, share, random_times

    def process(self):
        for _ in range(self.share):
            yield self.hold(self.random_times.expovariate(1.0))
            yield self.to_store(self.store, salabim.Component(name="item"))


class Consumer(salabim.Component):
    def setup(self, store, random_times):
        self.store, self.random_times = store, random_times

    def process(self):
        while True:
            yield self.from_store(self.store)
            yield self.hold(self.random_times.expovariate(1 / 0.9))


def main(items):
    salabim.yieldless(False)
    environment = salabim.Environment(trace=False)
    store = salabim.Store("store", capacity=16, monitor=False)
    components = [
        Producer(store=store, share=items // 4, random_times=random.Random(number))
        for number in range(4)
    ]
    components += [
        Consumer(store=store, random_times=random.Random(number)) for number in range(4, 8)
    ]
    for component in components:
        component.status.monitor(False)
        component.mode.monitor(False)
    start = time.perf_counter()
    environment.run()
    return (items // 4 * 4) / (time.perf_counter() - start)


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
