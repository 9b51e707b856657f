"""Faults of the probe are counted, and never reach the program."""

import sys
import time

import pytest
from conftest import Log
from readers import Reader, socket_path

since_3_12 = pytest.mark.skipif(sys.version_info < (3, 12), reason="new in Python 3.12")

BROKEN = """
    import asyncio, weir_probe
    def fail(*arguments, **options): raise RuntimeError("a fault of the probe")
    weir_probe.{function} = fail
    async def consume(jobs, lock):
        while True:
            await jobs.get()
            async with lock: await asyncio.sleep(0)
            jobs.task_done()
    async def main():
        jobs, lock = asyncio.Queue(3), asyncio.Lock()
        tasks = [asyncio.create_task(consume(jobs, lock)) for _ in range(3)]
        for item in range({items}): await jobs.put(item)
        await jobs.join()
        await asyncio.sleep(1.2)
        for task in tasks: task.cancel()
        print(await asyncio.gather(*tasks, return_exceptions=True))
    asyncio.run(main())
    """
FUNCTIONS = [
    "_stand",
    "_place",
    "_rank",
    "_quoted",
    "_task_text",
    "_number",
    "_note_of",
    "_now",
    "_current_number",
    "_current_task",
    "_origin",
    "_report",
    "_note_suspension",
    "_emit",
    "_append",
    "_loop_note",
    "_attach_note",
    "_assigned_name",
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_fault_does_not_reach_the_program(place, function):
    environment = {"WEIR_PROBE_DEBUG": ""}
    script = place.script(BROKEN.format(function=function, items=5))
    bare = place.run(script)
    result = place.run(script, out="log.jsonl", environment=environment)
    assert (result.stdout, result.stderr) == (bare.stdout, bare.stderr)
    assert result.returncode == 0


@since_3_12
@pytest.mark.parametrize("function", ["_task_text", "_now", "_emit", "_loop_note"])
def test_a_fault_in_an_eager_task_does_not_reach_the_program(place, function):
    source = BROKEN.format(function=function, items=5)
    eager = "asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)"
    main = "async def main():\n"
    assert main in source
    script = place.script(source.replace(main, f"{main}        {eager}\n"))
    bare = place.run(script)
    result = place.run(script, out="log.jsonl", environment={"WEIR_PROBE_DEBUG": ""})
    assert (result.stdout, result.stderr) == (bare.stdout, bare.stderr)
    assert result.returncode == 0


@since_3_12
def test_an_eager_task_that_could_not_be_reported_runs_as_itself(place):
    script = place.script(
        """
        import asyncio, weir_probe
        task_text, failures = weir_probe._task_text, [RuntimeError]
        def fail_once(task, coroutine, *others):
            if coroutine.__name__ == "work" and failures: raise failures.pop()
            return task_text(task, coroutine, *others)
        weir_probe._task_text = fail_once
        async def work(waits):
            if waits: await asyncio.sleep(0.01)
            print(weir_probe._here.state.number == asyncio.current_task()._weir_number)
        async def main():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            await asyncio.create_task(work(False))
            failures.append(RuntimeError)
            await asyncio.create_task(work(True))
        asyncio.run(main())
        """
    )
    result = place.run(script, out="log.jsonl", environment={"WEIR_PROBE_DEBUG": ""})
    assert (result.stdout, result.stderr) == ("True\nTrue\n", "")
    log = Log((place.folder / "log.jsonl").read_text())
    created = log.one("taskCreated", role="work")  # The one that waits, when it resumes.
    assert log.one("taskFinished", task=created["task"])
    assert log.kinds("pulse")[-1]["faults"] == 2


@pytest.mark.parametrize("function", ["_note_suspension", "_current_task"])
def test_a_hundred_faults_turn_the_probe_off(place, function):
    script = place.script(BROKEN.format(function=function, items=300))
    result = place.run(script, out="log.jsonl", environment={"WEIR_PROBE_DEBUG": ""})
    assert result.returncode == 0
    log = Log((place.folder / "log.jsonl").read_text())
    pulse = log.kinds("pulse")[-1]
    assert pulse["faults"] == 100
    assert log.lines[-1]["e"] == "end"
    after = log.lines[log.lines.index(pulse) + 1 :]
    assert {line["e"] for line in after} <= {"pulse", "end"}
    instants = [line["t"] for line in log.lines]
    assert instants == sorted(instants)


def test_a_probe_that_is_off_says_so_to_whoever_asks(place):
    """At once, and each second: to a reader that watches, and to one that comes later."""
    script = place.script(
        """
        import asyncio, sys, weir_probe
        def fail(*arguments): raise RuntimeError("a fault of the probe")
        weir_probe._note_suspension = fail
        async def main():
            loop = asyncio.get_running_loop()
            line = loop.run_in_executor(None, sys.stdin.readline)
            while not line.done(): await asyncio.sleep(0.01)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix", environment={"WEIR_PROBE_DEBUG": ""})
    path = socket_path(place, process)
    first = Reader(path).read_until('"faults":100', 2)
    first.close()
    second = Reader(path).read_until('"faults":100', 2)
    log = second.log()
    assert log.header["program"] == "program.py"
    assert {(line["e"], line["faults"]) for line in log.lines} == {("pulse", 100)}
    assert log.lines[1]["t"] - log.lines[0]["t"] > 500_000_000
    second.close()
    assert process.communicate("\n")[1] == ""
    assert process.returncode == 0


def test_without_descriptors_a_reader_waits_and_the_probe_sleeps(place):
    script = place.script(
        """
        import asyncio, os, resource, sys
        async def main():
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            taken = []
            try:
                while True: taken.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                print("ready", flush=True)
            await asyncio.sleep(0.1)
            begin = os.times()
            sys.stdin.readline()
            end = os.times()
            print(end.user + end.system - begin.user - begin.system, flush=True)
            os.close(taken.pop())
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    path = socket_path(place, process)
    assert process.stdout.readline() == "ready\n"
    reader = Reader(path)
    time.sleep(2)
    process.stdin.write("\n")
    process.stdin.flush()
    assert float(process.stdout.readline()) < 0.25
    reader.read_until('"snapshotEnded"')
    assert process.communicate("\n") == ("", "")


# Runs `inject` once within a note of the probe: the signal arrives there.
INTERRUPTED = """
    import asyncio, functools, os, signal
    import weir_probe
    class Deadline(Exception): pass
    {handler}
    signal.signal(signal.SIGUSR1, ring)
    now, armed = weir_probe._now, False
    def inject():
        global armed
        if armed:
            armed = False
            os.kill(os.getpid(), signal.SIGUSR1)
        return now()
    weir_probe._now = inject
    async def other(lock):
        async with lock: pass
    async def main():
        global armed
        jobs, lock = asyncio.Queue(), asyncio.Lock()
        try:
            armed = True
            {statement}
            print("lost")
        except Deadline:
            print("raised")
        await asyncio.wait_for(other(lock), 30)
        await asyncio.sleep(0.2)
        print(weir_probe.recording.faults, weir_probe._here.state.number, weir_probe._here.state.since > 0)
    try:
        asyncio.run(main())
    except Deadline:
        print("raised out of the loop", weir_probe._here.state.number, weir_probe._here.state.since)
        print(weir_probe.recording.faults)
    """
HANDLERS = {
    "a function": "def ring(number, frame): raise Deadline",
    "one that takes anything": "def ring(*_): raise Deadline",
    "one that fails deeper": "def fail(): raise Deadline\n    def ring(number, frame): fail()",
    "one that a decorator wraps": (
        "def ring(number, frame, word): raise Deadline\n    ring = functools.partial(ring, word=1)"
    ),
    "a method": (
        "class Bell:\n        def ring(self, number, frame): raise Deadline\n    ring = Bell().ring"
    ),
    "one that is replaced while it runs": (
        "def ring(number, frame):\n"
        "        signal.signal(signal.SIGUSR1, signal.SIG_DFL)\n        raise Deadline"
    ),
}


def interrupt(place, statement, handler="a function"):
    source = INTERRUPTED.format(handler=HANDLERS[handler], statement=statement)
    result = place.run(place.script(source), out="log.jsonl")
    assert result.stderr == ""
    return result.stdout.splitlines()


@pytest.mark.parametrize("handler", HANDLERS)
def test_an_exception_of_a_signal_handler_reaches_the_program(place, handler):
    assert interrupt(place, "jobs.put_nowait(1)", handler) == ["raised", "0 1 True"]


@pytest.mark.parametrize(
    "statement",
    [
        "jobs.put_nowait(1); jobs.get_nowait()",
        "await lock.acquire(); lock.release()",
        "async with lock: pass",
        "asyncio.Queue()",
        "asyncio.current_task().set_name('new')",
        "async with asyncio.timeout(1): pass",
    ],
)
def test_wherever_a_signal_arrives_its_exception_is_raised(place, statement):
    if "timeout" in statement and sys.version_info < (3, 11):
        pytest.skip("new in Python 3.11")
    assert interrupt(place, statement) == ["raised", "0 1 True"]


def test_an_exception_of_a_handler_between_two_steps_ends_the_loop(place):
    lines = interrupt(place, "await asyncio.sleep(0)")
    assert lines == ["raised out of the loop 0 0", "0"]


def test_an_exception_of_the_programs_code_within_a_note_is_a_fault(place):
    log = place.run(
        place.script(
            """
            import asyncio
            class Odd(asyncio.Queue):
                def qsize(self): raise ValueError("asked")
                def empty(self): return not self._queue
                def full(self): return False
            async def main():
                jobs = Odd()
                jobs.put_nowait(1)
                print(jobs.get_nowait())
            asyncio.run(main())
            """
        ),
        out="log.jsonl",
        environment={"WEIR_PROBE_DEBUG": ""},
    )
    assert (log.stdout, log.stderr) == ("1\n", "")
    assert Log((place.folder / "log.jsonl").read_text()).kinds("pulse")[-1]["faults"] > 0


def test_a_fault_of_the_audit_hook_counts_like_any_other(place):
    script = place.script(
        """
        import asyncio, os
        import weir_probe
        async def main():
            here, weir_probe._here = weir_probe._here, None
            weir_probe.recording.faults = 99
            open(os.devnull).close()
            weir_probe._here = here
            print(weir_probe.probe.is_disabled, weir_probe.recording.on)
        asyncio.run(main())
        """
    )
    result = place.run(script, out="log.jsonl", environment={"WEIR_PROBE_DEBUG": ""})
    assert result.stdout == "True False\n"


def test_threads_that_start_at_once_are_all_known(place):
    """A weak reference that is about to be removed lets others add theirs meanwhile."""
    script = place.script(
        """
        import threading
        import weir_probe
        weir_probe.start("log.jsonl")
        class Slow(list):
            def __iter__(self):
                copy = list.__iter__(list(list.__iter__(self)))
                for item in copy:
                    yield item
                event.set()
                second.wait(0.5)
        event, second, end = threading.Event(), threading.Event(), threading.Event()
        weir_probe._thread_states = Slow(weir_probe._thread_states)
        states = []
        def begin(wait):
            if wait: event.wait(5)
            states.append(weir_probe._here.state)
            second.set()
            end.wait(5)
        threads = [threading.Thread(target=begin, args=(wait,)) for wait in (False, True)]
        for thread in threads: thread.start()
        while len(states) < 2: pass
        known = [state() for state in list.__iter__(weir_probe._thread_states)]
        print(all(state in known for state in states))
        end.set()
        """
    )
    assert place.run(script).stdout == "True\n"


def test_a_disk_that_hangs_does_not_fill_the_memory(place):
    """Only the program's own threads can notice it: the probe's waits for the disk."""
    script = place.script(
        """
        import asyncio, threading, time
        import weir_probe
        weir_probe.BYTE_LIMIT = 250_000
        weir_probe.start("log.jsonl")
        outlet, hangs, lines = weir_probe.probe.outlet, threading.Event(), 0
        write = outlet.write
        def hang(text):
            while hangs.is_set(): time.sleep(0.01)
            return write(text)
        outlet.write = hang
        async def main():
            global lines
            await asyncio.sleep(0.1)
            hangs.set()
            jobs, name, full = asyncio.Queue(), "x" * 150, 0
            while full < 100:  # Turns without a recording.
                await asyncio.sleep(0)
                for _ in range(100): jobs.put_nowait(1)
                jobs.get_nowait()
                asyncio.current_task().set_name(name := name[1:] + name[0])
                lines = max(lines, len(weir_probe._lines))
                full += not weir_probe.recording.on
            hangs.clear()
            while not weir_probe.recording.on or weir_probe.probe.snapshot:
                await asyncio.sleep(0.01)
            asyncio.current_task().set_name("end")
        asyncio.run(main())
        print(lines * 70 < 1_000_000, lines)
        """
    )
    result = place.run(script)
    assert result.stderr == ""
    assert result.stdout.startswith("True"), result.stdout
    log = Log((place.folder / "log.jsonl").read_text()).check()
    assert log.kinds("snapshotBegan")[-1]["lost"] > 1000
    assert log.kinds("taskRenamed")[-1]["name"] == "end"
