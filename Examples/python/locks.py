"""Locks: take several of them in the same order everywhere.

In the wrong form, two transfers take the same two locks in opposite order: each waits for the
other, forever.
"""

import asyncio
import sys


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = asyncio.Lock()


async def move(source, target, amount, first, second):
    async with first.lock:
        await asyncio.sleep(0.02)  # Stands for reading the balance.
        async with second.lock:
            await asyncio.sleep(0.02)
            source.balance -= amount
            target.balance += amount


async def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda account: account.number)
    await move(source, target, amount, first, second)


async def careless_transfer(source, target, amount):
    await move(source, target, amount, source, target)


async def run(transfer):
    savings, checking = Account(1, 100), Account(2, 100)
    tasks = [
        asyncio.create_task(transfer(savings, checking, 10)),
        asyncio.create_task(transfer(checking, savings, 20)),
    ]
    done, waiting = await asyncio.wait(tasks, timeout=2.5)
    print(f"{len(done)} done, {len(waiting)} wait: {savings.balance}, {checking.balance}")
    for task in waiting:
        task.cancel()


async def right():
    await run(transfer)


async def wrong():
    await run(careless_transfer)


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
