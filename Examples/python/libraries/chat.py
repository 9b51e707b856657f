"""A chat room, with websockets: each message of a guest goes to everybody.

Room and guests are in one program on the loopback interface. It needs Python 3.11 and
`pip install websockets`, runs until it is interrupted, and takes a number of seconds to run for.
"""

import asyncio
import contextlib
import itertools
import math
import random
import sys
import time

from websockets.asyncio.client import connect
from websockets.asyncio.server import broadcast, serve


class Room:
    def __init__(self):
        self.members = set()
        self.messages = asyncio.Queue(100)

    async def welcome(self, connection):
        self.members.add(connection)
        try:
            async for message in connection:
                await self.messages.put(message)
        finally:
            self.members.discard(connection)

    async def publish(self):
        while True:
            broadcast(self.members, await self.messages.get())
            self.messages.task_done()


async def listen(connection):
    async for _ in connection:
        pass


async def guest(url, name, end):
    async with asyncio.TaskGroup() as group, connect(url) as connection:
        group.create_task(listen(connection))
        for number in itertools.count():
            await connection.send(f"{name} says {number}")
            await asyncio.sleep(random.expovariate(5))
            if time.monotonic() > end:
                break


async def main(seconds):
    room = Room()
    end = time.monotonic() + seconds
    async with serve(room.welcome, "127.0.0.1", 0) as server:
        publishing = asyncio.create_task(room.publish())
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*(guest(url, f"guest {number}", end) for number in range(12)))
        publishing.cancel()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else math.inf))
