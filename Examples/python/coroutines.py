"""Coroutines and tasks: start concurrent work with `create_task`, and look at its result.

The wrong form starts tasks and forgets them: nobody notices that one of them fails.
"""

import asyncio
import sys


async def example_coroutine(number):
    print(f"Starting {number}")
    await asyncio.sleep(0.2)  # Stands for I/O.
    if number == 3:
        raise ValueError("the third one fails")
    print(f"Finished {number}")


async def right():
    tasks = [asyncio.create_task(example_coroutine(number)) for number in range(1, 5)]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for error in results:
        if error is not None:
            print(f"Error: {error}")


async def wrong():
    for number in range(1, 5):
        asyncio.create_task(example_coroutine(number))
    await asyncio.sleep(0.5)


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
