"""Loops and libraries of others, where they are installed."""

import sys

import pytest
from conftest import REPOSITORY, Log
from readers import Fold, Reader, socket_path
from reports import UNDER_LOAD, findings_in

UVLOOP = """
    import asyncio, uvloop, time
    async def produce(jobs):
        for item in range(5): await jobs.put(item)
    async def main():
        jobs, lock = asyncio.Queue(2), asyncio.Lock()
        task = asyncio.create_task(produce(jobs))
        for _ in range(5):
            async with lock:
                await jobs.get()
                await asyncio.sleep(0.002)
        await task
        try:
            await asyncio.wait_for(asyncio.sleep(1), 0.01)
        except asyncio.TimeoutError: pass
        await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.01)
        time.sleep(0.5)
        await asyncio.sleep(0)
        print(type(asyncio.get_running_loop()).__module__)
    loop = uvloop.new_event_loop()
    loop.run_until_complete(main())
    loop.close()
    """


def test_uvloop(place):
    pytest.importorskip("uvloop")
    log = place.record(UVLOOP)
    assert log.output == "uvloop\n"
    Fold(log.lines)
    story = log.story("main-1")
    assert story[0] == "taskCreated" and story[-1] == "taskFinished"
    assert {"sleep", "queueGet", "work", "taskResumed", "taskBecameReady"} <= set(story)
    sleep = log.all("taskSuspended", why="sleep")[0]
    assert 0 <= sleep["until"] - sleep["t"] <= 3_000_000
    assert len(log.kinds("itemEnqueued")) == len(log.kinds("itemDequeued")) == 5
    assert log.all("workerOccupied", task=log.task("main-1"))


def test_uvloop_watched_late(place):
    pytest.importorskip("uvloop")
    script = place.script(
        """
        import asyncio, sys, uvloop
        async def work():
            while True: await asyncio.sleep(0.01)
        async def main():
            task = asyncio.ensure_future(work())
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
            task.cancel()
        loop = uvloop.new_event_loop()
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main())
        """
    )
    process = place.start(script, out="unix")
    assert process.stdout.readline() == "ready\n"
    path = socket_path(place, process)
    for _ in range(3):
        reader = Reader(path).read_until('"snapshotEnded"').read_new('"e":"taskResumed"')
        log = reader.log().check()
        assert {"main-1", "work-1"} <= {line["name"] for line in log.kinds("taskCreated")}
        Fold(log.lines)
        reader.close()
    assert process.communicate("\n")[1] == ""
    assert process.returncode == 0


def test_anyio(place):
    pytest.importorskip("anyio")
    log = place.record(
        """
        import anyio
        async def worker(stream):
            async for item in stream: await anyio.sleep(0.001)
        async def main():
            send, receive = anyio.create_memory_object_stream(2)
            async with anyio.create_task_group() as group:
                for _ in range(2): group.start_soon(worker, receive.clone())
                async with send:
                    for item in range(6): await send.send(item)
                receive.close()
            with anyio.move_on_after(0.02):
                await anyio.sleep(1)
            print(await anyio.to_thread.run_sync(lambda: 7))
        anyio.run(main)
        """
    )
    assert log.output == "7\n"
    workers = [line for line in log.kinds("taskCreated") if line["role"].endswith("worker")]
    assert len(workers) == 2
    assert len({line["name"] for line in workers}) == 2
    assert all(line["structured"] for line in workers)
    assert {line["parent"] for line in workers} == {log.lines[1]["task"]}
    assert not log.kinds("cancellationSwallowed")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="before, handlers can't be seen")
def test_a_task_group_of_anyio_that_waits_for_its_cancelled_tasks_is_no_deaf_task(place):
    pytest.importorskip("anyio")
    log = place.record(
        """
        import asyncio, anyio
        async def save():
            try: await anyio.sleep(60)
            finally:
                with anyio.CancelScope(shield=True): await anyio.sleep(1.7)
        async def serve():
            async with anyio.create_task_group() as group: group.start_soon(save)
        async def main():
            task = asyncio.create_task(serve())
            await asyncio.sleep(0.1)
            task.cancel()
            await asyncio.wait([task])
        asyncio.run(main())
        """
    )
    assert log.one("cancellationNoticed", task=log.task("serve-1"))
    assert not log.kinds("cancellationSwallowed")


def test_anyio_on_uvloop_tells_functions_instead_of_its_own_events(place):
    pytest.importorskip("anyio")
    pytest.importorskip("uvloop")
    log = place.record(
        """
        import anyio
        async def worker(stream, limiter):
            async for item in stream:
                async with limiter: await anyio.sleep(0.001)
        async def main():
            send, receive = anyio.create_memory_object_stream(2)
            limiter = anyio.CapacityLimiter(1)
            async with anyio.create_task_group() as group:
                for _ in range(2): group.start_soon(worker, receive.clone(), limiter)
                group.start_soon(anyio.sleep_forever)
                async with send:
                    for item in range(6): await send.send(item)
                await anyio.sleep(0.05)
                receive.close()
                group.cancel_scope.cancel()
        anyio.run(main, backend_options={"use_uvloop": True})
        """
    )
    workers = [line for line in log.kinds("taskCreated") if line["role"] == "worker"]
    assert [line["name"] for line in workers] == ["worker-1", "worker-2"]
    waits = {line["on"] for line in log.all("taskSuspended", why="other")}
    assert {"MemoryObjectReceiveStream.receive", "CapacityLimiter.acquire"} <= waits
    assert not log.kinds("taskRenamed")
    # Nobody can tell when that will wake.
    assert all(line["until"] < 10**12 for line in log.all("taskSuspended", why="sleep"))


def test_the_waits_and_places_of_websockets_say_something(place):
    pytest.importorskip("websockets")
    log = place.record(WEBSOCKETS)
    waits = {line["on"] for line in log.all("taskSuspended", why="other")}
    assert "Connection.recv" in waits
    assert not {wait for wait in waits if "__" in wait or wait == "Future"}
    # What a connection starts was not created by whoever runs the loop.
    handlers = [line for line in log.kinds("taskCreated") if "handler" in line["role"]]
    assert {line["file"] for line in handlers} == {"websockets/asyncio/server.py"}


AIOHTTP = """
    import asyncio, aiohttp
    from aiohttp import web
    async def handle(request):
        await asyncio.sleep(0.002)
        return web.Response(text=request.query["n"])
    async def fetch(session, url, limit, results):
        async with limit:
            async with session.get(url) as response:
                await results.put(int(await response.text()))
    async def main():
        application = web.Application()
        application.router.add_get("/", handle)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        limit, results = asyncio.Semaphore(8), asyncio.Queue()
        async with aiohttp.ClientSession() as session:
            urls = [f"http://127.0.0.1:{port}/?n={number}" for number in range(100)]
            await asyncio.gather(*(fetch(session, url, limit, results) for url in urls))
        print(sum(results.get_nowait() for _ in urls))
        await runner.cleanup()
    asyncio.run(main())
    """

WEBSOCKETS = """
    import asyncio, websockets
    async def echo(connection):
        async for message in connection: await connection.send(message.upper())
    async def talk(port, name):
        async with websockets.connect(f"ws://127.0.0.1:{port}") as connection:
            for number in range(5):
                await connection.send(f"{name} {number}")
                answer = await connection.recv()
            return answer
    async def main():
        async with websockets.serve(echo, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            print(await asyncio.gather(*(talk(port, name) for name in "abcdef")))
    asyncio.run(main())
    """

DOCUMENTATION = """
    import asyncio, random, time
    async def worker(name, queue):
        while True:
            sleep_for = await queue.get()
            await asyncio.sleep(sleep_for)
            queue.task_done()
    async def main():
        queue = asyncio.Queue()
        for _ in range(20): queue.put_nowait(random.uniform(0.005, 0.05))
        tasks = [asyncio.create_task(worker(f"worker-{i}", queue)) for i in range(3)]
        await queue.join()
        for task in tasks: task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        print("done")
    asyncio.run(main())
    """


@pytest.mark.parametrize(
    "module, source, output",
    [
        ("aiohttp", AIOHTTP, "4950\n"),
        ("websockets", WEBSOCKETS, None),
        ("asyncio", DOCUMENTATION, "done\n"),
    ],
)
def test_sound_programs_have_no_findings(place, weir, module, source, output):
    pytest.importorskip(module)
    log = place.record(source)
    assert output is None or log.output == output
    Fold(log.lines)
    assert findings_in(weir, place.folder / "log.jsonl") <= UNDER_LOAD


@pytest.mark.skipif(sys.version_info < (3, 11), reason="needs Python 3.11")
@pytest.mark.parametrize("module, program", [("aiohttp", "web_orders"), ("websockets", "chat")])
def test_the_examples_with_libraries_have_no_findings(place, weir, module, program):
    pytest.importorskip(module)
    script = REPOSITORY / "Examples" / "python" / "libraries" / f"{program}.py"
    result = place.run(script, "2", out="log.jsonl")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    log = Log((place.folder / "log.jsonl").read_text()).check()
    Fold(log.lines)
    names = {line["name"] for line in log.kinds("queueCreated", "poolCreated")}
    assert names <= {"orders", "connections", "messages"}
    assert findings_in(weir, place.folder / "log.jsonl") <= UNDER_LOAD
