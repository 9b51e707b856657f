"""Timeouts: work has to end when its deadline passes. Needs Python 3.11.

In the wrong form the operation shields itself with a loop that ignores its cancellation, so the
caller waits far longer than its timeout says.
"""

import asyncio
import sys


async def long_operation():
    await asyncio.sleep(10)


async def stubborn_operation():
    loop = asyncio.get_running_loop()
    end = loop.time() + 1.5
    while loop.time() < end:
        try:
            await asyncio.sleep(end - loop.time())
        except asyncio.CancelledError:
            print("I would rather finish this.")


async def with_timeout(operation):
    try:
        async with asyncio.timeout(0.3):
            await operation()
    except TimeoutError:
        print("Operation timed out")


async def right():
    await with_timeout(long_operation)


async def wrong():
    await with_timeout(stubborn_operation)


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
