"""Batching: process many items at once, but not all of them at the same time.

The right form takes batches of a fixed size. The wrong form starts a task for every item, and all
of them wait for the two places of a service.
"""

import asyncio
import sys

ITEMS = range(400)


async def process_item(item, service):
    async with service:
        await asyncio.sleep(0.005)  # Stands for processing.
    return item * 2


async def process_batch(items, service):
    return await asyncio.gather(*(process_item(item, service) for item in items))


async def right():
    service = asyncio.Semaphore(2)
    results = []
    for start in range(0, len(ITEMS), 2):
        results += await process_batch(ITEMS[start : start + 2], service)
    print(len(results))


async def wrong():
    service = asyncio.Semaphore(2)
    print(len(await process_batch(ITEMS, service)))


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
