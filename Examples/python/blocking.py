"""Blocking calls: give them to a thread, so that the event loop stays free for others.

In the wrong form nothing else runs for 0.3 seconds at a time, and the ticks come late.
"""

import asyncio
import sys
import time


async def ticker():
    loop, late = asyncio.get_running_loop(), 0.0
    for _ in range(60):
        due = loop.time() + 0.02
        await asyncio.sleep(0.02)
        late = max(late, loop.time() - due)
    print(f"The latest tick came {late * 1000:.0f} ms late.")


def compute():
    time.sleep(0.3)  # Stands for anything that takes long and does not await.


async def offloading():
    for _ in range(3):
        await asyncio.get_running_loop().run_in_executor(None, compute)


async def blocking():
    for _ in range(3):
        compute()
        await asyncio.sleep(0.05)


async def right():
    await asyncio.gather(ticker(), offloading())


async def wrong():
    await asyncio.gather(ticker(), blocking())


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
