"""A program prints, returns and raises under the probe what it does without."""

import re
import signal
import subprocess
import sys
import time

import pytest
from conftest import PROBE, Log

PROGRAMS = {
    "a result": "import asyncio; print(asyncio.run(asyncio.sleep(0.01, 'done')))",
    "no asyncio": "print('plain')",
    "an exit code": "import asyncio, sys\nasync def main(): sys.exit(3)\nasyncio.run(main())",
    "an exit text": "import sys; sys.exit('bye')",
    "a failing task": """
        import asyncio
        async def work():
            raise ValueError("no")
        async def main():
            await asyncio.create_task(work())
        asyncio.run(main())
        """,
    "a syntax error": "print(",
    "an unhandled error in a callback": """
        import asyncio
        async def main():
            asyncio.get_running_loop().call_soon(lambda: 1 / 0)
            await asyncio.sleep(0.01)
        asyncio.run(main())
        """,
    "an error that nobody sees": """
        import asyncio, gc
        async def work(): raise ValueError("unseen")
        async def main():
            asyncio.create_task(work())
            await asyncio.sleep(0.01)
        asyncio.run(main())
        gc.collect()
        """,
    "a pending task that is dropped": """
        import asyncio
        async def work(): await asyncio.get_running_loop().create_future()
        async def main():
            asyncio.create_task(work())
            await asyncio.sleep(0)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        loop.close()
        """,
    "what main knows about itself": """
        import sys, os, asyncio, threading, inspect
        print(__name__, __file__, __spec__, __package__, sys.argv, sorted(globals()))
        print(sys.path[0], sys.modules["__main__"].__dict__ is globals())
        print(threading.active_count(), threading.enumerate())
        print(asyncio.Task, asyncio.Task.__mro__[-1], asyncio.Queue, asyncio.Lock)
        print(inspect.iscoroutinefunction(asyncio.Lock.acquire))
        print(inspect.signature(asyncio.Queue.put_nowait), inspect.signature(asyncio.Queue))
        print(asyncio.iscoroutinefunction(asyncio.wait_for), asyncio.wait_for.__module__)
        async def main():
            print(repr(asyncio.current_task()).partition(" cb=")[0].partition(" created")[0])
            print(isinstance(asyncio.current_task(), asyncio.Task), asyncio.all_tasks())
            print(asyncio.Queue(3), asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event())
        asyncio.run(main())
        """,
    "errors of queues and locks": """
        import asyncio, traceback
        async def main():
            queue = asyncio.Queue(1)
            queue.put_nowait(1)
            for act in (
                lambda: queue.put_nowait(2),
                lambda: (queue.get_nowait(), queue.get_nowait()),
                lambda: (queue.task_done(), queue.task_done()),
                lambda: asyncio.Lock().release(),
                lambda: asyncio.Semaphore(-1),
                lambda: asyncio.BoundedSemaphore(1).release(),
                lambda: asyncio.create_task(5),
            ):
                try:
                    act()
                except Exception:
                    traceback.print_exc()
        asyncio.run(main())
        """,
    "traceback of a cancelled wait": """
        import asyncio, traceback
        async def main():
            lock = asyncio.Lock()
            await lock.acquire()
            async def wait():
                async with lock: pass
            task = asyncio.create_task(wait())
            await asyncio.sleep(0.01)
            task.cancel()
            try:
                await task
            except BaseException:
                traceback.print_exc()
            try:
                await asyncio.wait_for(lock.acquire(), 0.01)
            except BaseException:
                traceback.print_exc()
        asyncio.run(main())
        """,
    "debug mode": """
        import asyncio
        async def work(): pass
        async def main():
            loop = asyncio.get_running_loop()
            task = asyncio.create_task(work())
            for line in task._source_traceback[-2:]: print(line.name, line.line)
            handle = loop.call_soon(print, 1)
            for line in handle._source_traceback[-2:]: print(line.name, line.line)
            handle = loop.call_later(0.001, print, 2)
            for line in handle._source_traceback[-2:]: print(line.name, line.line)
            await asyncio.sleep(0.01)
        asyncio.run(main(), debug=True)
        """,
    "a coroutine that is never awaited": """
        import asyncio
        async def main():
            asyncio.Lock().acquire()
            asyncio.sleep(1)
        asyncio.run(main())
        """,
    "a fork": """
        import asyncio, os
        async def work():
            for _ in range(3): await asyncio.sleep(0.001)
            return os.getpid()
        print(asyncio.run(work()) == os.getpid(), flush=True)
        child = os.fork()
        if child: print(os.waitpid(child, 0)[1])
        print("parent" if child else "child", asyncio.run(work()) == os.getpid(), flush=True)
        """,
    "processes": """
        import asyncio, concurrent.futures, multiprocessing, sys
        def square(number): return number * number
        async def main():
            loop = asyncio.get_running_loop()
            context = multiprocessing.get_context("spawn")
            with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
                print(await loop.run_in_executor(pool, square, 7))
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", "print(input() + '!')", stdin=-1, stdout=-1
            )
            print(await process.communicate(b"hello"))
        if __name__ == "__main__":
            asyncio.run(main())
        """,
    "an error in a thread": """
        import asyncio, traceback
        def fail(): raise OSError("thread")
        async def main():
            try:
                await asyncio.get_running_loop().run_in_executor(None, fail)
            except OSError:
                traceback.print_exc()
        asyncio.run(main())
        """,
    "streams": """
        import asyncio
        async def serve(reader, writer):
            while line := await reader.readline():
                writer.write(line.upper())
                await writer.drain()
            writer.close()
        async def main():
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"one\\ntwo\\n")
            writer.write_eof()
            print(await reader.read())
            writer.close()
            server.close()
        asyncio.run(main())
        """,
    "asynchronous generators": """
        import asyncio
        async def numbers():
            try:
                for number in range(3):
                    await asyncio.sleep(0)
                    yield number
            finally:
                await asyncio.sleep(0)
                print("closed")
        async def main():
            print([number async for number in numbers()])
            async for number in numbers():
                print(number)
                break
            steps = numbers()
            print(await steps.__anext__(), await steps.asend(None))
            await steps.aclose()
            for result in asyncio.as_completed([asyncio.sleep(0.01, 1), asyncio.sleep(0, 2)]):
                print(await result)
        asyncio.run(main())
        """,
    "contexts": """
        import asyncio, contextvars
        variable = contextvars.ContextVar("variable", default=0)
        async def work(number):
            variable.set(number)
            await asyncio.sleep(0)
            return variable.get()
        async def main():
            print(await asyncio.gather(*(work(number) for number in range(5))), variable.get())
        asyncio.run(main())
        """,
    "an own task class and factory": """
        import asyncio
        class Own(asyncio.Task):
            def __init__(self, coro, *, loop=None, **options):
                super().__init__(coro, loop=loop, **options)
                self.mine = True
        async def work(): return asyncio.current_task().mine
        async def main():
            loop = asyncio.get_running_loop()
            loop.set_task_factory(lambda loop, coro, **options: Own(coro, loop=loop, **options))
            print(await asyncio.create_task(work()))
        asyncio.run(main())
        """,
    "endless sleep": """
        import asyncio
        async def main():
            try:
                await asyncio.wait_for(asyncio.sleep(float("inf")), 0.02)
            except asyncio.TimeoutError as error:
                print(type(error).__name__)
        asyncio.run(main())
        """,
    "deep recursion": """
        import asyncio
        async def deep(level):
            return await deep(level - 1) if level else await asyncio.sleep(0, "bottom")
        async def main():
            print(await deep(150))
            try:
                await deep(5000)
            except RecursionError:
                print("too deep")
        asyncio.run(main())
        """,
    "a signal handler": """
        import asyncio, os, signal
        async def main():
            done = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, done.set)
            os.kill(os.getpid(), signal.SIGUSR1)
            await done.wait()
            print("handled")
        asyncio.run(main())
        """,
    "hooks at exit": """
        import asyncio, atexit, sys
        atexit.register(print, "exit")
        print(sys.excepthook is sys.__excepthook__)
        asyncio.run(asyncio.sleep(0))
        """,
    "odd callbacks": """
        import asyncio
        class Odd:
            def __getattr__(self, name): raise RuntimeError(name)
            def __call__(self): print("called")
        class Bare(asyncio.Queue):
            def __init__(self): pass
            def put_nowait(self, item): print("put", item)
            def qsize(self): raise OSError
        async def main():
            loop = asyncio.get_running_loop()
            loop.call_soon(Odd())
            loop.call_later(0.001, Odd())
            await asyncio.sleep(0.01)
            await Bare().put(1) if hasattr(Bare, "full_") else Bare().put_nowait(1)
        asyncio.run(main())
        """,
    "pickling": """
        import asyncio, pickle, copy
        class Thing: pass
        print(type(pickle.loads(pickle.dumps(Thing()))).__module__)
        """,
}
if sys.version_info >= (3, 11):
    PROGRAMS["groups and timeouts"] = """
        import asyncio, traceback
        async def work(number):
            await asyncio.sleep(number / 1000)
            if number == 3: raise ValueError(number)
            return number
        async def main():
            try:
                async with asyncio.TaskGroup() as group:
                    for number in range(5): group.create_task(work(number))
            except* ValueError as error:
                print(error.exceptions)
            try:
                async with asyncio.timeout(0.01):
                    await asyncio.sleep(1)
            except TimeoutError:
                traceback.print_exc()
            async with asyncio.timeout(None) as timeout:
                timeout.reschedule(asyncio.get_running_loop().time() + 1)
                barrier = asyncio.Barrier(2)
                print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))
            print(asyncio.current_task().cancelling())
        asyncio.run(main())
        """
if sys.version_info >= (3, 12):
    PROGRAMS["eager tasks"] = """
        import asyncio
        async def work(number):
            if number: await asyncio.sleep(0)
            return asyncio.current_task().get_name(), number
        async def main():
            loop = asyncio.get_running_loop()
            loop.set_task_factory(asyncio.eager_task_factory)
            print(await asyncio.gather(*(work(number) for number in range(3))))
            task = asyncio.Task(work(0), loop=loop, eager_start=True)
            print(task.done(), task.result())
        asyncio.run(main())
        """

# Before Python 3.11, a frame of the probe stays in these tracebacks.
LEAVES_A_FRAME = {"errors of queues and locks", "traceback of a cancelled wait", "debug mode"}


def normalized(text):
    """Output without addresses and temporary names."""
    return re.sub(r"0x[0-9a-f]+|started \d+|port=\d+|fd=\d+", "X", text)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_behaves_as_without_the_probe(place, name):
    if sys.version_info < (3, 11) and name in LEAVES_A_FRAME:
        pytest.skip("needs Python 3.11")
    script = place.script(PROGRAMS[name])
    bare = place.run(script, "one", "two")
    out = place.folder / "log.jsonl"
    probed = place.run(script, "one", "two", out=out)
    assert normalized(probed.stdout) == normalized(bare.stdout)
    assert normalized(probed.stderr) == normalized(bare.stderr)
    assert probed.returncode == bare.returncode
    log = Log(out.read_text()).check()
    assert log.lines[-1]["e"] == "end"
    listening = place.run(script, "one", "two", out="unix")
    assert normalized(listening.stdout) == normalized(bare.stdout)
    assert normalized(listening.stderr) == normalized(bare.stderr)
    assert listening.returncode == bare.returncode


def test_a_module_runs_as_without_the_probe(place):
    (place.folder / "package").mkdir()
    (place.folder / "package" / "__init__.py").write_text("")
    (place.folder / "package" / "__main__.py").write_text(
        "import sys\nprint(__name__, __package__, sys.argv[1:], sys.path[0])\nraise ValueError\n"
    )
    command = [sys.executable, "-m", "package", "-x", "--level", "2"]
    probed = [sys.executable, "-m", "weir_probe", "-o", "log.jsonl", *command[1:]]
    results = [
        subprocess.run(
            arguments,
            cwd=place.folder,
            env=place.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        for arguments in (command, probed)
    ]
    assert results[0].stdout == results[1].stdout
    assert results[0].stderr == results[1].stderr
    assert results[0].returncode == results[1].returncode == 1


@pytest.mark.skipif(sys.version_info < (3, 11), reason="new in Python 3.11")
def test_safe_paths_stay_as_they_are(place):
    script = place.script("import sys; print(sys.path)")
    bare = place.run(script, options=["-P"])
    assert place.run(script, options=["-P"], out="log.jsonl").stdout == bare.stdout


def test_a_folder_that_is_gone(place):
    script = place.script("import asyncio; asyncio.run(asyncio.sleep(0)); print(1)")
    command = (
        f"mkdir gone && cd gone && rmdir ../gone && exec {sys.executable} -m weir_probe -o unix"
    )
    result = subprocess.run(
        ["sh", "-c", f"{command} {script}"],
        cwd=place.folder,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.stderr) == ("1\n", "")


def test_a_folder_runs_as_without_the_probe(place):
    folder = place.folder / "application"
    folder.mkdir()
    (folder / "__main__.py").write_text("import sys; print(__name__, sys.argv, sys.path[0])")
    bare, probed = place.run(folder), place.run(folder, out="log.jsonl")
    assert (bare.stdout, bare.stderr) == (probed.stdout, probed.stderr)


def test_a_missing_script_is_an_error(place):
    bare, probed = place.run("missing.py"), place.run("missing.py", out="log.jsonl")
    assert (bare.stderr, bare.returncode) == (probed.stderr, probed.returncode)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_program_as_without_the_probe(place, number):
    script = place.script(
        """
        import asyncio
        async def main():
            asyncio.get_running_loop().call_soon(lambda: print("ready", flush=True))
            await asyncio.sleep(30)
        asyncio.run(main())
        """
    )
    results = []
    for out in (None, "log.jsonl"):
        process = place.start(script, out=out)
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(number)
        results.append((*process.communicate(timeout=60), process.returncode))
    if sys.version_info >= (3, 11):
        assert results[0] == results[1]
    assert results[0][2] == results[1][2]


def test_the_log_on_standard_output_leaves_the_program_standard_error(place):
    script = place.script("import asyncio; print('hello'); asyncio.run(asyncio.sleep(0))")
    result = place.run(script, out="-")
    assert result.stderr == "hello\n"
    assert Log(result.stdout).check().lines[-1]["reason"] == "exited"


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["-o", "/missing/folder/log", "x.py"], "Cannot write to /missing/folder/log"),
        (["-o", "fd:77", "x.py"], "Cannot write to fd:77"),
        (["-o", "unix:/missing/folder/socket", "x.py"], "Cannot listen at /missing"),
        (["--level", "all", "x.py"], "invalid choice: 'all'"),
        ([], "the following arguments are required"),
    ],
)
def test_wrong_usage_is_reported_before_the_program_runs(place, arguments, message):
    place.script("print('ran')", "x.py")
    result = subprocess.run(
        [sys.executable, "-m", "weir_probe", *arguments],
        cwd=place.folder,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert message in result.stderr
    assert "ran" not in result.stdout


def test_start_can_be_called_in_a_running_program(place):
    log_path = place.folder / "log.jsonl"
    script = place.script(
        f"""
        import asyncio
        async def wait(queue): await queue.get()
        async def main():
            jobs, lock = asyncio.Queue(), asyncio.Lock()
            await lock.acquire()
            task = asyncio.create_task(wait(jobs), name="early")
            await asyncio.sleep(0.01)
            import weir_probe
            weir_probe.start({str(log_path)!r}, "waits")
            weir_probe.start({str(log_path)!r})
            while not weir_probe.recording.on or weir_probe.probe.snapshot:
                await asyncio.sleep(0.01)
            jobs.put_nowait(1)
            lock.release()
            await task
        asyncio.run(main())
        """
    )
    result = place.run(script)
    assert (result.returncode, result.stderr) == (0, "")
    log = Log(log_path.read_text()).check()
    assert log.lines[0]["e"] == "snapshotBegan"
    assert log.one("snapshotEnded")["tasks"] == 2
    early = log.one("taskCreated", name="early")
    wait = log.all("taskSuspended", task=early["task"])[0]
    assert (wait["why"], wait["queue"]) == ("queueGet", log.one("queueCreated")["queue"])
    assert log.one("resourceReleased")["task"] == 0, "who has acquired it is not known"


def test_the_environment_starts_the_probe(place):
    script = place.script("import asyncio; print(1); asyncio.run(asyncio.sleep(0.01))")
    site = place.folder / "site"
    site.mkdir()
    (site / "weir_probe.pth").write_text((PROBE / "weir_probe.pth").read_text())
    (site / "sitecustomize.py").write_text(f"import site; site.addsitedir({str(site)!r})")
    path = f"{site}:{PROBE}"
    for out, is_there in (("", False), ("log.jsonl", True), ("/missing/folder/log", False)):
        result = place.run(script, environment={"PYTHONPATH": path, "WEIR_PROBE": out})
        assert (result.stdout, result.stderr, result.returncode) == ("1\n", "", 0)
        if is_there:
            assert len(Log((place.folder / out).read_text()).check().lines) > 3


def test_a_child_does_not_empty_the_log_of_its_parent(place):
    script = place.script(
        """
        import asyncio, subprocess, sys
        import weir_probe
        try:
            weir_probe.start()
        except weir_probe.ProbeError as error:
            print("refused")
        else:
            asyncio.run(asyncio.sleep(0.05))
            print(subprocess.run([sys.executable, __file__], capture_output=True).stdout)
        """
    )
    result = place.run(script, environment={"WEIR_PROBE": "log.jsonl"})
    assert result.stdout == "b'refused\\n'\n"
    assert len(Log((place.folder / "log.jsonl").read_text()).check().kinds("taskCreated")) >= 1


def test_the_command_can_be_left_out(place):
    script = place.script("pass")
    place.run(script, "--secret", out="log.jsonl")
    assert Log((place.folder / "log.jsonl").read_text()).header["command"][1:] == ["--secret"]
    result = subprocess.run(
        [sys.executable, "-m", "weir_probe", "-o", "log.jsonl", "--no-command", script, "--secret"],
        cwd=place.folder,
        env=place.environment,
        check=True,
    )
    assert result.returncode == 0
    assert "secret" not in (place.folder / "log.jsonl").read_text()


def test_a_patch_by_others_survives(place):
    log = place.record(
        """
        import asyncio, asyncio.events
        bare, runs = asyncio.events.Handle._run, []
        def run(handle):
            runs.append(1)
            return bare(handle)
        asyncio.events.Handle._run = run
        async def main(): await asyncio.sleep(0.01)
        asyncio.run(main())
        print(len(runs) > 1)
        """
    )
    assert log.output == "True\n"
    assert log.story("main-1")[-1] == "taskFinished"
