"""The programs of the guide, under asyncio with a clock that jumps from timer to timer.

Only what the guide leaves open is filled in: how long `long_operation` takes, which items a batch has.
"""
import asyncio
import pathlib
import sys

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(PROJECT / "Benchmarks" / "Peers"))

from virtual_clock import VirtualClockLoop  # noqa: E402


async def example_coroutine():
    await asyncio.sleep(1)


async def create_tasks():
    task1 = asyncio.create_task(example_coroutine())
    task2 = asyncio.create_task(example_coroutine())
    await asyncio.gather(task1, task2)


async def producer(queue):
    for i in range(5):
        await queue.put(i)
        await asyncio.sleep(1)


async def consumer(queue, consumed):
    while True:
        item = await queue.get()
        consumed.append(item)
        queue.task_done()


async def produce_and_consume():
    queue = asyncio.Queue()
    consumed = []
    producer_task = asyncio.create_task(producer(queue))
    consumer_task = asyncio.create_task(consumer(queue, consumed))
    await producer_task
    await queue.join()
    consumer_task.cancel()
    return consumed


class AsyncResource:
    async def __aenter__(self):
        await asyncio.sleep(1)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        await asyncio.sleep(1)


async def use_resource():
    async with AsyncResource():
        pass


async def with_timeout():
    try:
        async with asyncio.timeout(5):
            await asyncio.sleep(10)
    except asyncio.TimeoutError:
        return "timed out"


async def process_batch(items=range(10)):
    async def process_item(item):
        await asyncio.sleep(0.1)
        return item * 2

    return await asyncio.gather(*[process_item(item) for item in items])


def run(program):
    """Returns the result of a program, and the virtual instant in seconds at which it ends."""
    loop = VirtualClockLoop()
    try:
        return loop.run_until_complete(program()), loop.time()
    finally:
        loop.close()
