"""A web shop and its customers, with aiohttp, in one program on the loopback interface.

Each order goes through a queue to five packers, who share three connections. It needs Python 3.11
and `pip install aiohttp`, runs until it is interrupted, and takes a number of seconds to run for.
"""

import asyncio
import contextlib
import itertools
import math
import random
import sys
import time

import aiohttp
from aiohttp import web


class Shop:
    def __init__(self):
        self.orders = asyncio.Queue(16)
        self.connections = asyncio.Semaphore(3)

    async def order(self, request):
        packed = asyncio.get_running_loop().create_future()
        await self.orders.put((request.query["number"], packed))
        async with asyncio.timeout(5):
            return web.json_response(await packed)

    async def pack(self):
        while True:
            number, packed = await self.orders.get()
            async with self.connections:
                await asyncio.sleep(random.expovariate(100))
            if not packed.done():
                packed.set_result({"number": number})
            self.orders.task_done()


async def customer(session, url, name, end):
    for visit in itertools.count():
        if time.monotonic() > end:
            break
        async with session.get(url, params={"number": f"{name}-{visit}"}) as response:
            await response.json()
        await asyncio.sleep(random.expovariate(10))


async def main(seconds):
    shop = Shop()
    application = web.Application()
    application.router.add_get("/order", shop.order)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/order"
    packers = [asyncio.create_task(shop.pack()) for _ in range(5)]
    end = time.monotonic() + seconds
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        for name in range(40):
            group.create_task(customer(session, url, name, end))
    for packer in packers:
        packer.cancel()
    await runner.cleanup()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else math.inf))
