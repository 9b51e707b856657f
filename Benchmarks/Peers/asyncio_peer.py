"""Items per second of asyncio on a virtual clock.

4 producers, a queue of 16, 4 consumers, exponential times.
"""
import asyncio
import random
import sys
import time

from virtual_clock import VirtualClockLoop


async def produce(queue, share, random_times):
    for item in range(share):
        await asyncio.sleep(random_times.expovariate(1.0))
        await queue.put(item)


async def consume(queue, random_times):
    while True:
        await queue.get()
        await asyncio.sleep(random_times.expovariate(1 / 0.9))
        queue.task_done()


async def flow(items):
    queue = asyncio.Queue(maxsize=16)
    producers = [
        asyncio.create_task(produce(queue, items // 4, random.Random(number)))
        for number in range(4)
    ]
    consumers = [
        asyncio.create_task(consume(queue, random.Random(number))) for number in range(4, 8)
    ]
    await asyncio.gather(*producers)
    await queue.join()
    for consumer in consumers:
        consumer.cancel()


def main(items):
    loop = VirtualClockLoop()
    start = time.perf_counter()
    loop.run_until_complete(flow(items))
    return (items // 4 * 4) / (time.perf_counter() - start)


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
