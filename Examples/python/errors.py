"""Errors and cancellation: handle what you expect, and let a cancellation pass.

The wrong form catches everything, `CancelledError` included: the task cannot be stopped.
"""

import asyncio
import sys


async def risky_operation(number):
    await asyncio.sleep(0.1)
    if number % 3 == 0:
        raise ConnectionError(f"attempt {number} failed")


async def cleanup():
    await asyncio.sleep(0.02)


async def worker():
    for number in range(1, 40):
        try:
            await risky_operation(number)
        except ConnectionError as error:
            print(f"Error occurred: {error}")
        finally:
            await cleanup()


async def deaf_worker():
    for number in range(1, 40):
        try:
            await risky_operation(number)
        except BaseException as error:
            print(f"Error occurred: {error!r}")


async def run(work):
    task = asyncio.create_task(work())
    await asyncio.sleep(0.5)
    task.cancel()
    await asyncio.wait([task], timeout=2.5)
    print("stopped" if task.cancelled() else "still running")


async def right():
    await run(worker)


async def wrong():
    await run(deaf_worker)


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
