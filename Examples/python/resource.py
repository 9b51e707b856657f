"""Resources: `async with` releases them in any case.

In the wrong form, an error skips the release. After three errors all places are taken, and every
later user waits forever.
"""

import asyncio
import sys


class AsyncResource:
    """A resource of which there are three."""

    def __init__(self):
        self.places = asyncio.Semaphore(3)

    async def __aenter__(self):
        await self.places.acquire()
        await asyncio.sleep(0.02)  # Stands for setting it up.
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        await asyncio.sleep(0.02)  # Stands for cleaning up.
        self.places.release()


async def work(number):
    await asyncio.sleep(0.05)
    if number % 4 == 0:
        raise ValueError(f"request {number} failed")


async def use_resource(resource, number):
    async with resource:
        await work(number)


async def use_carelessly(resource, number):
    await resource.__aenter__()
    await work(number)
    await resource.__aexit__(None, None, None)


async def run(use):
    resource = AsyncResource()
    users = [asyncio.create_task(use(resource, number)) for number in range(16)]
    done, waiting = await asyncio.wait(users, timeout=2)
    print(f"{sum(task.exception() is not None for task in done)} failed, {len(waiting)} wait.")
    for task in waiting:
        task.cancel()


async def right():
    await run(use_resource)


async def wrong():
    await run(use_carelessly)


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
