"""Graceful shutdown: stop the intake, let the workers finish what there is, then cancel them.

The wrong form returns while workers run and items wait: what they were doing is lost.
"""

import asyncio
import sys


async def intake(jobs):
    number = 0
    while True:
        number += 1
        await jobs.put(number)
        await asyncio.sleep(0.01)


async def worker(jobs, finished):
    while True:
        number = await jobs.get()
        await asyncio.sleep(0.05)
        finished.append(number)
        jobs.task_done()


async def serve(jobs, finished):
    source = asyncio.create_task(intake(jobs))
    workers = [asyncio.create_task(worker(jobs, finished)) for _ in range(4)]
    await asyncio.sleep(0.5)
    return source, workers


async def right():
    jobs, finished = asyncio.Queue(8), []
    source, workers = await serve(jobs, finished)
    source.cancel()
    await asyncio.gather(source, return_exceptions=True)
    try:
        await asyncio.wait_for(jobs.join(), 1)
    except asyncio.TimeoutError:
        print("Not everything could be finished.")
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print(f"{len(finished)} finished, {jobs.qsize()} left")


async def wrong():
    jobs, finished = asyncio.Queue(8), []
    await serve(jobs, finished)
    print(f"{len(finished)} finished, {jobs.qsize()} left")


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
