"""Connection pooling: share one session. `ClientSession` stands for that of aiohttp, offline.

The wrong form creates a session for each request, and so opens a connection for each of them.
"""

import asyncio
import sys

URLS = [f"https://example.com/{number}" for number in range(40)]
opened = 0


class ClientSession:
    """A session with a pool of connections, with the interface of `aiohttp.ClientSession`."""

    def __init__(self, limit=4):
        self.connections = asyncio.Semaphore(limit)
        self.idle = []

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self.idle.clear()

    async def get(self, url):
        """Fetches a page: with an idle connection, if there is one, else with a new one."""
        global opened
        async with self.connections:
            if self.idle:
                connection = self.idle.pop()
            else:
                opened += 1
                connection = opened
                await asyncio.sleep(0.05)  # Stands for opening it.
            await asyncio.sleep(0.01)  # Stands for the request.
            self.idle.append(connection)
            return f"200 {url}"


async def fetch_urls(urls):
    async with ClientSession() as session:
        tasks = []
        for url in urls:
            task = asyncio.create_task(session.get(url))
            tasks.append(task)
        responses = await asyncio.gather(*tasks)
        return responses


async def fetch_alone(url):
    async with ClientSession() as session:
        return await session.get(url)


async def right():
    responses = await fetch_urls(URLS)
    print(f"{len(responses)} responses, {opened} connections")


async def wrong():
    responses = await asyncio.gather(*(fetch_alone(url) for url in URLS))
    print(f"{len(responses)} responses, {opened} connections")


if __name__ == "__main__":
    asyncio.run(wrong() if "wrong" in sys.argv[1:] else right())
