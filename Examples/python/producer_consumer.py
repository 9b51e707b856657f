"""Producer and consumers: each item that is taken out of the queue is marked as done.

In the wrong form, an item that cannot be processed ends its consumer. Items stay in the queue, the
producer waits for a place in it, and `join` never returns.
"""

import asyncio
import sys


async def producer(queue):
    for item in range(24):
        await queue.put(item)
        await asyncio.sleep(0.02)


def process(item):
    if item % 5 == 4:
        raise ValueError(f"item {item} is broken")


async def consumer(queue):
    while True:
        item = await queue.get()
        try:
            await asyncio.sleep(0.05)
            process(item)
        except ValueError as error:
            print(f"Error: {error}")
        finally:
            queue.task_done()


async def fragile_consumer(queue):
    while True:
        item = await queue.get()
        await asyncio.sleep(0.05)
        process(item)
        queue.task_done()


async def run(consume):
    intake = asyncio.Queue(maxsize=4)
    producing = asyncio.create_task(producer(intake))
    consuming = [asyncio.create_task(consume(intake)) for _ in range(3)]
    await producing
    await intake.join()
    for task in consuming:
        task.cancel()
    await asyncio.gather(*consuming, return_exceptions=True)


async def right():
    await run(consumer)


async def wrong():
    try:
        await asyncio.wait_for(run(fragile_consumer), 4)
    except asyncio.TimeoutError:
        print("Nobody consumes any more.")


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
