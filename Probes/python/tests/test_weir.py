"""weir reads the logs of the probe, and finds what is wrong with a program."""

import json
import pathlib
import subprocess
import sys

import pytest
from conftest import REPOSITORY, Log
from reports import UNDER_LOAD, findings_in, report

EXAMPLES = REPOSITORY / "Examples" / "python"
FINDINGS = {
    "batching": None,
    "blocking": "loop-blocked",
    "coroutines": "error-unobserved",
    "errors": "cancellation-swallowed",
    "locks": "deadlock",
    "pool": None,
    "producer_consumer": "queue-abandoned",
    "resource": "resource-leaked",
    "shutdown": None,
    "timeouts": "timed-out-work-running",
}


RUNS = 4  # Of a program, until a busy machine lets it run without a pause.


def test_there_is_an_example_for_each_pattern():
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(FINDINGS)


@pytest.mark.parametrize("form", ["right", "wrong"])
@pytest.mark.parametrize("name", FINDINGS)
def test_an_example(place, weir, name, form):
    if name == "timeouts" and sys.version_info < (3, 11):
        pytest.skip("needs Python 3.11")
    out = place.folder / "log.jsonl"
    script = pathlib.Path(EXAMPLES, f"{name}.py")
    expected = FINDINGS[name] if form == "wrong" else None
    if name == "errors" and sys.version_info < (3, 11):
        expected = None  # Whether a task cleans up can't be seen, so it gets more time.
    for _ in range(RUNS):
        result = place.run(script, form, out=out)
        assert result.returncode == 0, result.stderr
        log = Log(out.read_text()).check()
        summary, findings = report(weir, out)
        assert summary["events"] == len(log.lines) - 1
        assert summary["tasks"]["created"] == len(log.kinds("taskCreated"))
        if expected or not findings or not findings <= UNDER_LOAD:
            break
    assert findings >= {expected} if expected else not findings


def test_weir_follows_a_pipe(place, weir):
    script = place.script("import asyncio; asyncio.run(asyncio.sleep(0.1))")
    program = subprocess.Popen(
        place.command(script, out="-"),
        cwd=place.folder,
        env=place.environment,
        stdout=subprocess.PIPE,
    )
    result = subprocess.run(
        [weir, "report", "-", "--json"], stdin=program.stdout, capture_output=True, check=False
    )
    assert program.wait() == 0
    assert result.stderr == b""
    assert json.loads(result.stdout)["tasks"]["created"] >= 1


# For each lint, a program that shows it and one like it that must be quiet, and where the finding
# leads to, by a comment in that line.
PROGRAMS = {
    "cancellation-swallowed": (
        """
        import asyncio
        async def deaf():
            for _ in range(2):
                try: await asyncio.sleep(60)  # here
                except asyncio.CancelledError: pass
        async def main():
            task = asyncio.create_task(deaf())
            await asyncio.sleep(0.1)
            task.cancel()
            await asyncio.wait([task], timeout=4)
        asyncio.run(main())
        """,
        """
        import asyncio
        async def careful():
            try: await asyncio.sleep(60)
            finally: await asyncio.sleep(1.5)
        async def patient():
            try: await asyncio.wait_for(asyncio.sleep(60), 0.05)
            except asyncio.TimeoutError: await asyncio.sleep(1.6)
        async def main():
            task, other = asyncio.create_task(careful()), asyncio.create_task(patient())
            await asyncio.sleep(0.1)
            task.cancel()
            await asyncio.wait([task, other])
        asyncio.run(main())
        """,
    ),
    "queue-abandoned": (
        """
        import asyncio
        async def consumer(queue):
            while True:
                item = await queue.get()
                if item == 3: raise ValueError(item)
        async def main():
            jobs = asyncio.Queue(2)  # here
            task = asyncio.create_task(consumer(jobs))
            async def producer():
                for item in range(10): await jobs.put(item)
            other = asyncio.create_task(producer())
            await asyncio.wait([task, other], timeout=1.6)
            print(task.exception())
            other.cancel()
        asyncio.run(main())
        """,
        """
        import asyncio
        async def consumer(queue):
            while True:
                item = await queue.get()
                if item % 4 == 3: return
                await asyncio.sleep(0.05)
        async def main():
            jobs = asyncio.Queue(2)
            async def producer():
                for item in range(40): await jobs.put(item)
            other = asyncio.create_task(producer())
            while not other.done(): await consumer(jobs)
            await asyncio.sleep(1.3)
        asyncio.run(main())
        """,
    ),
    "queue-growing": (
        """
        import asyncio
        async def main():
            jobs = asyncio.Queue()  # here
            async def producer():
                for item in range(1500):
                    jobs.put_nowait(item)
                    await asyncio.sleep(0.001)
            async def consumer():
                while True:
                    await jobs.get()
                    await asyncio.sleep(0.02)
            task = asyncio.create_task(consumer())
            await producer()
            task.cancel()
        asyncio.run(main())
        """,
        """
        import asyncio
        async def main():
            jobs = asyncio.Queue()
            async def producer():
                for _ in range(20):
                    for item in range(50): jobs.put_nowait(item)
                    await asyncio.sleep(0.1)
            async def consumer():
                while True: await jobs.get()
            task = asyncio.create_task(consumer())
            await producer()
            task.cancel()
        asyncio.run(main())
        """,
    ),
    "worker-starved": (
        """
        import asyncio, time
        def compute():
            end = time.monotonic() + 0.005
            while time.monotonic() < end: pass
        async def work():
            for _ in range(3):
                compute()
                await asyncio.sleep(0)
        async def main(): await asyncio.gather(*(work() for _ in range(100)))  # here
        asyncio.run(main())
        """,
        """
        import asyncio
        async def work():
            for _ in range(200): await asyncio.sleep(0.001)
        async def main(): await asyncio.gather(*(work() for _ in range(10)))
        asyncio.run(main())
        """,
    ),
    "loop-blocked": (
        """
        import asyncio, time
        async def main():
            await asyncio.sleep(0.01)
            time.sleep(0.5)  # here
            await asyncio.sleep(0.2)
        asyncio.run(main())
        """,
        """
        import asyncio, time
        async def main():
            await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.3)
            await asyncio.sleep(0.2)
        asyncio.run(main())
        """,
    ),
    "deadlock": (
        """
        import asyncio
        async def left(lock, slots):
            async with lock:
                await asyncio.sleep(0.05)
                async with slots: pass  # here
        async def right(lock, slots):
            async with slots:
                await asyncio.sleep(0.05)
                async with lock: pass
        async def main():
            accounts, slots = asyncio.Lock(), asyncio.Semaphore(1)
            tasks = [asyncio.create_task(left(accounts, slots))]
            tasks.append(asyncio.create_task(right(accounts, slots)))
            await asyncio.wait(tasks, timeout=0.5)
            for task in tasks: task.cancel()
        asyncio.run(main())
        """,
        """
        import asyncio
        async def work(lock, slots):
            async with lock:
                await asyncio.sleep(0.05)
                async with slots: await asyncio.sleep(0.05)
        async def main():
            accounts, slots = asyncio.Lock(), asyncio.Semaphore(1)
            await asyncio.gather(work(accounts, slots), work(accounts, slots))
        asyncio.run(main())
        """,
    ),
    "error-unobserved": (
        """
        import asyncio, gc
        async def fail(): raise ValueError
        async def main():
            asyncio.create_task(fail())  # here
            await asyncio.sleep(0.05)
            gc.collect()
            await asyncio.sleep(0.05)
        asyncio.run(main())
        """,
        """
        import asyncio, gc
        async def fail(): raise ValueError
        async def main():
            task = asyncio.create_task(fail())
            await asyncio.wait([task])
            print(task.exception())
            gc.collect()
            await asyncio.sleep(0.05)
            asyncio.create_task(asyncio.sleep(60))  # Only its creator ends before it.
        asyncio.run(main())
        """,
    ),
}
# Thresholds under which a test does not take minutes.
LINTS = "lints:\n  growth-window: 1s\n  growth-items: 50\n"


@pytest.fixture(name="thresholds")
def _thresholds(place):
    """An environment in which weir has other thresholds."""
    folder = place.folder / "configuration"
    (folder / "weir").mkdir(parents=True)
    (folder / "weir" / "config.yaml").write_text(LINTS)
    return {"XDG_CONFIG_HOME": str(folder)}


def record(place, source):
    out = place.folder / "log.jsonl"
    result = place.run(place.script(source), out=out)
    assert result.returncode == 0, result.stderr
    return out


@pytest.mark.parametrize("lint", PROGRAMS)
def test_a_program_shows_the_lint_and_where(place, weir, thresholds, lint):
    if lint == "cancellation-swallowed" and sys.version_info < (3, 11):
        pytest.skip("Whether a task cleans up can't be seen, so it gets more time.")
    source = PROGRAMS[lint][0]
    summary, findings = report(weir, record(place, source), environment=thresholds)
    assert lint in findings
    raised = summary["warnings"] + summary["clearedWarnings"]
    finding = next(finding for finding in raised if finding["lint"] == lint)
    lines = (place.folder / "program.py").read_text().splitlines()
    here = [("program.py", number) for number, line in enumerate(lines, 1) if "# here" in line]
    assert not here or (finding["file"], finding["line"]) == here[0], finding


@pytest.mark.parametrize("lint", PROGRAMS)
def test_a_program_like_it_is_quiet(place, weir, thresholds, lint):
    for _ in range(RUNS):
        _, findings = report(weir, record(place, PROGRAMS[lint][1]), environment=thresholds)
        if findings <= UNDER_LOAD - {lint} or not findings <= UNDER_LOAD:
            break
    assert findings <= UNDER_LOAD - {lint}


def test_work_on_a_thread_under_a_lock_is_no_deadlock(place, weir):
    """Neither is it a wait for a free thread: both have one."""
    out = record(
        place,
        """
        import asyncio, time
        async def owner(lock):
            async with lock: await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1.5)
        async def other():
            await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1.5)
        async def waiter(lock):
            await asyncio.sleep(0.05)
            async with lock: pass
        async def main():
            lock = asyncio.Lock()
            await asyncio.gather(owner(lock), waiter(lock), other())
        asyncio.run(main())
        """,
    )
    _, findings = report(weir, out)
    assert findings <= UNDER_LOAD
    log = Log(out.read_text()).check()
    for name in ("owner-1", "other-1"):
        last = [line["why"] for line in log.of(name) if line["e"] == "taskSuspended"][-1]
        assert last == "work"


# Sound programs that do what looks like a fault.
QUIET = {
    "a lock around work on a thread": """
        import asyncio, time
        async def owner(lock):
            async with lock: await asyncio.to_thread(time.sleep, 1.3)
        async def waiter(lock):
            await asyncio.sleep(0.05)
            async with lock: await asyncio.to_thread(time.sleep, 0.05)
        async def main():
            lock = asyncio.Lock()
            await asyncio.gather(owner(lock), waiter(lock), waiter(lock))
        asyncio.run(main())
        """,
    "a rate limiter": """
        import asyncio
        async def call(rate):
            await rate.acquire()
            asyncio.get_running_loop().call_later(0.3, rate.release)
        async def worker(rate):
            for _ in range(3): await call(rate)
        async def main():
            rate = asyncio.Semaphore(2)
            await asyncio.gather(worker(rate), worker(rate), worker(rate))
        asyncio.run(main())
        """,
    "a rate limiter for one": """
        import asyncio
        async def main():
            rate = asyncio.Semaphore(1)
            for _ in range(6):
                await rate.acquire()
                asyncio.get_running_loop().call_later(0.3, rate.release)
        asyncio.run(main())
        """,
    "a semaphore as a signal": """
        import asyncio
        async def consumer(ready):
            for _ in range(6): await ready.acquire()
        async def producer(ready):
            for _ in range(6):
                await asyncio.sleep(0.3)
                ready.release()
        async def main():
            ready = asyncio.Semaphore(0)
            await asyncio.gather(consumer(ready), producer(ready))
        asyncio.run(main())
        """,
    "a queue as a pool of connections": """
        import asyncio
        async def handle(pool):
            connection = await pool.get()
            try: await asyncio.sleep(0.01)
            finally: pool.put_nowait(connection)
        async def main():
            pool = asyncio.Queue(4)
            for connection in range(4): pool.put_nowait(connection)
            for _ in range(3):
                await asyncio.gather(*(handle(pool) for _ in range(6)))
                await asyncio.sleep(0.1)
            await asyncio.sleep(2)  # There are no requests.
        asyncio.run(main())
        """,
    "a worker that saves its work when it is cancelled": """
        import asyncio
        async def worker(jobs):
            try:
                while True: await jobs.get()
            except asyncio.CancelledError: pass
            await asyncio.sleep(1.8)
        async def main():
            task = asyncio.create_task(worker(asyncio.Queue()))
            await asyncio.sleep(0.1)
            task.cancel()
            await task
        asyncio.run(main())
        """,
}


@pytest.mark.parametrize("program", QUIET)
def test_a_sound_program_is_quiet(place, weir, program):
    out = record(place, QUIET[program])
    Log(out.read_text()).check()
    assert findings_in(weir, out) <= UNDER_LOAD


def until(log, instant):
    """The text of a log up to an instant, at which a pulse comes."""
    lines = [line for line in log.lines if line["t"] <= instant and line["e"] != "end"]
    lines.append({"t": instant, "e": "pulse", "written": len(lines) + 1, "lost": 0, "faults": 0})
    end = {"t": instant, "e": "end", "events": len(lines), "reason": "exited"}
    return "".join(json.dumps(line) + "\n" for line in [log.header, *lines, end])


def test_a_block_is_reported_within_150_ms_of_its_end(place, weir):
    log = Log(record(place, PROGRAMS["loop-blocked"][0]).read_text())
    block = log.one("workerOccupied", call="time.sleep")
    end = next(line for line in log.kinds("workerFreed") if line["t"] >= block["t"])
    assert end["t"] - block["since"] >= 500_000_000
    assert block["t"] < end["t"]
    summary, findings = report(weir, "-", until(log, end["t"] + 150_000_000))
    assert "loop-blocked" in findings
    raised = [item for item in summary["warnings"] if item["lint"] == "loop-blocked"]
    evidence = raised[0]["evidence"]
    assert "in time.sleep for" in evidence and "at program.py:5" in evidence


def test_a_deadlock_is_reported_within_a_second_with_tasks_and_locks(place, weir):
    log = Log(record(place, PROGRAMS["deadlock"][0]).read_text())
    begun = max(line["t"] for line in log.all("taskSuspended", why="poolAcquire"))
    summary, findings = report(weir, "-", until(log, begun + 1_000))
    assert "deadlock" in findings
    evidence = next(item for item in summary["warnings"] if item["lint"] == "deadlock")["evidence"]
    for name in ("left-1", "right-1", "lock accounts", "semaphore slots"):
        assert name in evidence


def test_a_model_and_the_real_thing_can_be_compared(place, weir):
    out = place.folder / "log.jsonl"
    assert place.run(EXAMPLES / "producer_consumer.py", out=out).returncode == 0
    model = "producer-consumer --preset guide --set items=24 --set produce-time=20ms"
    result = subprocess.run(
        [weir, "compare", model, str(out), "--json"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    comparison = json.loads(result.stdout)
    for run in ("a", "b"):
        assert [queue["name"] for queue in comparison[run]["queues"]] == ["intake"]
    assert comparison["b"]["items"]["completed"] == 24
    assert comparison["b"]["source"]["clock"] == "real"
