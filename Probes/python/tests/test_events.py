"""What the log says about each construct of asyncio."""

import json
import os
import subprocess
import sys
import textwrap
import weakref

import pytest
from conftest import Log

since_3_11 = pytest.mark.skipif(sys.version_info < (3, 11), reason="new in Python 3.11")
since_3_12 = pytest.mark.skipif(sys.version_info < (3, 12), reason="new in Python 3.12")
since_3_13 = pytest.mark.skipif(sys.version_info < (3, 13), reason="new in Python 3.13")


def test_the_header_describes_the_program(place):
    log = place.record("import asyncio; asyncio.run(asyncio.sleep(0))")
    assert log.header["weir"] == 2
    assert log.header["source"] == "asyncio"
    assert log.header["clock"] == "real"
    assert log.header["program"] == "program.py"
    assert log.header["parents"] == "creator"
    assert log.header["level"] == "steps"
    assert log.header["runtime"].startswith("CPython 3.")
    assert log.lines[-1]["reason"] == "exited"


def test_a_task_runs_waits_and_ends(place):
    log = place.record(
        """
        import asyncio
        async def main():
            await asyncio.sleep(0.01)
        asyncio.run(main())
        """
    )
    assert log.story("main-1") == [
        "taskCreated",
        "taskResumed",
        "sleep",
        "taskBecameReady",
        "taskResumed",
        "taskFinished",
    ]
    sleep = log.one("taskSuspended", why="sleep")
    assert sleep["file"] == "program.py" and sleep["line"] == 4
    assert 0 < sleep["until"] - sleep["t"] <= 10_000_000


def test_tasks_are_named_after_their_functions_and_keep_names_of_their_own(place):
    log = place.record(
        """
        import asyncio
        class Shop:
            async def serve(self): pass
        async def main():
            async def inner(): pass
            tasks = [asyncio.create_task(Shop().serve()) for _ in range(2)]
            tasks.append(asyncio.create_task(inner()))
            tasks.append(asyncio.create_task(inner(), name="gate"))
            print(tasks[0].get_name(), tasks[3].get_name())
            tasks[0].set_name("first")
            await asyncio.gather(*tasks)
        asyncio.run(main())
        """
    )
    assert log.output == "Task-2 gate\n"
    names = [(line["name"], line["role"]) for line in log.kinds("taskCreated")][:5]
    assert names == [
        ("main-1", "main"),
        ("Shop.serve-1", "Shop.serve"),
        ("Shop.serve-2", "Shop.serve"),
        ("main.inner-1", "main.inner"),
        ("gate", "main.inner"),
    ]
    assert log.one("taskRenamed") == {
        "t": log.one("taskRenamed")["t"],
        "e": "taskRenamed",
        "task": log.task("Shop.serve-1"),
        "name": "first",
    }


def test_a_task_has_its_creator_as_parent_and_the_place(place):
    log = place.record(
        """
        import asyncio
        async def leaf(): pass
        async def branch():
            await asyncio.create_task(leaf())
        async def main():
            await asyncio.create_task(branch())
        asyncio.run(main())
        """
    )
    leaf, branch, main = (log.one("taskCreated", role=role) for role in ("leaf", "branch", "main"))
    assert (main["parent"], branch["parent"], leaf["parent"]) == (0, main["task"], branch["task"])
    assert (leaf["file"], leaf["line"]) == ("program.py", 5)
    assert log.one("taskSuspended", why="child", task=main["task"])["child"] == branch["task"]
    assert "structured" not in leaf


@pytest.mark.parametrize(
    "end, outcome, error",
    [
        ("return", "completed", None),
        ("raise ValueError", "failed", "ValueError"),
        ("asyncio.current_task().cancel(); await asyncio.sleep(1)", "cancelled", None),
    ],
)
def test_a_task_ends(place, end, outcome, error):
    log = place.record(
        f"""
        import asyncio
        async def work():
            {end}
        async def main():
            await asyncio.gather(asyncio.create_task(work()), return_exceptions=True)
        asyncio.run(main())
        """
    )
    line = log.one("taskFinished", task=log.task("work-1"))
    assert (line["outcome"], line.get("error")) == (outcome, error)


def test_a_task_that_is_done_before_it_runs_is_not_reported(place):
    log = place.record(
        """
        import asyncio, warnings
        warnings.simplefilter("ignore")
        async def work(): pass
        async def main():
            task = asyncio.Task.__mro__[1](work(), loop=asyncio.get_running_loop())
            asyncio.Future.set_exception(task, ValueError())
            try:
                await task
            except ValueError: print("failed")
            await asyncio.sleep(0.01)
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda *_: None)
        loop.run_until_complete(main())
        """
    )
    assert log.output == "failed\n"
    assert {line["task"] for line in log.lines if "task" in line} == {log.task("main-1")}


def test_the_task_that_wakes_another_is_reported(place):
    log = place.record(
        """
        import asyncio
        async def wait(event): await event.wait()
        async def main():
            ready = asyncio.Event()
            task = asyncio.create_task(wait(ready))
            await asyncio.sleep(0.01)
            ready.set()
            await task
        asyncio.run(main())
        """
    )
    ready = log.one("taskBecameReady", task=log.task("wait-1"))
    assert ready["by"] == log.task("main-1")
    assert log.one("taskSuspended", task=log.task("wait-1"))["on"] == "Event ready"


def test_a_yield_is_not_a_wait(place):
    log = place.record(
        """
        import asyncio
        async def main():
            await asyncio.sleep(0)
        asyncio.run(main())
        """
    )
    assert log.story("main-1") == [
        "taskCreated",
        "taskResumed",
        "taskBecameReady",
        "taskResumed",
        "taskFinished",
    ]


WAITS = {
    "gather": ("await asyncio.gather(work(), work())", "children", 2),
    "wait": ("await asyncio.wait([asyncio.ensure_future(work()) for _ in '123'])", "children", 3),
    "wait_first": (
        "await asyncio.wait([asyncio.ensure_future(work())], return_when='FIRST_COMPLETED')",
        "children",
        1,
    ),
    "task": ("await asyncio.ensure_future(work())", "child", None),
    "shield": ("await asyncio.shield(asyncio.ensure_future(work()))", "child", None),
    "future": ("await wake(asyncio.get_running_loop().create_future())", "other", "Future"),
    "event": ("await wake(asyncio.Event())", "other", "Event"),
    "executor": (
        "await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.02)",
        "work",
        None,
    ),
    "subprocess": (
        "await (await asyncio.create_subprocess_exec('true')).wait()",
        "other",
        "Process.wait",
    ),
    "generator": ("async for _ in steps(): pass", "sleep", None),
    "old coroutine": ("await old()", "sleep", None),
}


@pytest.mark.parametrize("name", WAITS)
def test_what_a_task_waits_for(place, name):
    statement, why, value = WAITS[name]
    log = place.record(
        f"""
        import asyncio, time, types
        async def work(): await asyncio.sleep(0.02)
        def wake(what):
            act = what.set if isinstance(what, asyncio.Event) else lambda: what.set_result(1)
            asyncio.get_running_loop().call_later(0.02, act)
            return what.wait() if isinstance(what, asyncio.Event) else what
        async def steps():
            for _ in range(2):
                await asyncio.sleep(0.01)
                yield
        @types.coroutine
        def old():
            yield from asyncio.sleep(0.01).__await__()
        async def main():
            {statement}
        asyncio.run(main())
        """
    )
    main = log.task("main-1")
    line = [line for line in log.kinds("taskSuspended") if line["task"] == main][-1]
    if name == "wait":  # The others end one after the other.
        line = [line for line in log.kinds("taskSuspended") if line["task"] == main][0]
    assert line["why"] == why
    assert line["file"] == "program.py"
    if why == "children":
        assert len(line["tasks"]) == value
    if why == "other":
        assert line["on"] == value
    if why == "child":
        assert line["child"] == log.task("work-1")


@since_3_11
def test_tasks_of_a_group_are_structured(place):
    log = place.record(
        """
        import asyncio
        async def work(): await asyncio.sleep(0.01)
        async def helper(group): group.create_task(work())
        async def main():
            async with asyncio.TaskGroup() as group:
                await asyncio.create_task(helper(group))
                group.create_task(work())
        asyncio.run(main())
        """
    )
    main = log.task("main-1")
    for name in ("work-1", "work-2"):
        work = log.one("taskCreated", name=name)
        assert work["structured"] is True
        assert work["parent"] == main, "the owner of the group waits, not the task that uses it"
    assert "structured" not in log.one("taskCreated", name="helper-1")
    wait = [line for line in log.of("main-1") if line.get("why") == "children"]
    assert wait[0]["tasks"] == [log.task("work-1"), log.task("work-2")]


@since_3_12
@pytest.mark.parametrize("waits", [False, True])
def test_eager_tasks_run_in_their_creator(place, waits):
    log = place.record(
        f"""
        import asyncio
        async def work():
            if {waits}: await asyncio.sleep(0.01)
            return 7
        async def main():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            task = asyncio.create_task(work())
            print(task.done())
            print(await task)
        asyncio.run(main())
        """
    )
    assert log.output == f"{not waits}\n7\n"
    assert log.one("taskCreated", name="work-1")["eager"] is True
    assert log.story("work-1")[:2] == ["taskCreated", "taskResumed"]
    assert log.story("work-1")[2] == ("sleep" if waits else "taskFinished")


def test_a_task_may_be_constructed_before_its_loop_runs(place):
    log = place.record(
        """
        import asyncio, warnings
        warnings.simplefilter("ignore", DeprecationWarning)
        async def work(): await asyncio.sleep(0.01)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        tasks = [asyncio.Task(work()) for _ in range(60)]
        loop.run_until_complete(asyncio.wait(tasks))
        """
    )
    assert len(log.all("taskCreated", role="work", worker=1, file="program.py", line=7)) == 60
    assert log.story("work-60")[:3] == ["taskCreated", "taskResumed", "sleep"]


def test_a_task_without_a_loop_is_no_fault(place):
    log = place.record(
        """
        import asyncio, warnings
        warnings.simplefilter("ignore", DeprecationWarning)
        async def work(): pass
        asyncio.set_event_loop(None)
        for coroutine in [work() for _ in range(60)]:
            try: asyncio.Task(coroutine)
            except RuntimeError: coroutine.close()
        asyncio.run(work())
        """
    )
    assert log.story("work-1") == ["taskCreated", "taskResumed", "taskFinished"]


@since_3_12
def test_an_eager_task_that_ends_at_once_may_be_named(place):
    """`get_coro` of such a task crashes Python 3.12.1."""
    log = place.record(
        """
        import asyncio
        async def work(): pass
        async def main():
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            task = asyncio.create_task(work(), name="first")
            task.set_name("second")
            print(task.get_name())
        asyncio.run(main())
        """
    )
    assert log.output == "second\n"
    assert log.story("first") == ["taskCreated", "taskResumed", "taskFinished"]


def test_variables_of_other_libraries_are_not_read():
    """Up to Python 3.12, a frame keeps alive what was read of its variables."""
    import weir_probe

    class Frame:
        f_code = compile("", "library.py", "exec")

        @property
        def f_locals(self):
            raise AssertionError

    assert weir_probe._owner_and_name(Frame(), "work") == (None, "work")


# Queues


def test_items_go_through_a_queue(place):
    log = place.record(
        """
        import asyncio
        class Shop:
            def __init__(self):
                self._orders = asyncio.Queue(2)
        async def produce(queue):
            for item in range(4): await queue.put(item)
        async def main():
            orders = Shop()._orders
            task = asyncio.create_task(produce(orders))
            for _ in range(4):
                await orders.get()
                orders.task_done()
            await orders.join()
            await task
        asyncio.run(main())
        """
    )
    queue = log.one("queueCreated")
    assert (queue["name"], queue["capacity"], queue["overflow"]) == ("orders", 2, "block")
    assert (queue["file"], queue["line"]) == ("program.py", 5)
    assert [line["item"] for line in log.kinds("itemEnqueued")] == [1, 2, 3, 4]
    assert [line["item"] for line in log.kinds("itemDequeued")] == [1, 2, 3, 4]
    assert {line["task"] for line in log.kinds("itemEnqueued")} == {log.task("produce-1")}
    assert {line["task"] for line in log.kinds("itemDequeued")} == {log.task("main-1")}
    assert [line["unfinished"] for line in log.kinds("itemDone")][-1] == 0
    assert "queueGet" in log.story("main-1")
    assert "queuePut" in log.story("produce-1")


@pytest.mark.parametrize(
    "maxsize, capacity",
    [(0, None), (-1, None), (1.3, 2), (True, 1), ("float('inf')", None), (10**30, None)],
)
def test_odd_capacities(place, maxsize, capacity):
    log = place.record(
        f"""
        import asyncio
        async def main():
            jobs = asyncio.Queue({maxsize})
            await jobs.put(1)
            limit = asyncio.Semaphore(10 ** 30)
            await limit.acquire()
        asyncio.run(main())
        """
    )
    assert log.one("queueCreated")["capacity"] == capacity
    assert log.one("poolCreated")["capacity"] == 4_294_967_295


def test_join_is_reported(place):
    log = place.record(
        """
        import asyncio
        async def main():
            jobs = asyncio.Queue()
            jobs.put_nowait(1)
            asyncio.get_running_loop().call_later(0.01, jobs.task_done)
            await jobs.join()
        asyncio.run(main())
        """
    )
    assert log.one("taskSuspended", why="join")["queue"] == log.one("queueCreated")["queue"]
    assert log.one("itemDone")["task"] == 0


@pytest.mark.parametrize(
    "kind, order, items",
    [
        ("asyncio.Queue", None, [1, 2, 3]),
        ("asyncio.LifoQueue", "lifo", [3, 2, 1]),
        ("asyncio.PriorityQueue", "priority", [0, 0, 0]),
        ("Own", None, [0, 0, 0]),
    ],
)
def test_the_order_of_a_queue(place, kind, order, items):
    log = place.record(
        f"""
        import asyncio, random
        class Own(asyncio.Queue):
            def __init__(self):
                super().__init__()
            def _get(self):
                return self._queue.pop()
        async def main():
            jobs = {kind}()
            for item in "bca": jobs.put_nowait(item)
            print("".join(jobs.get_nowait() for _ in "123"))
        asyncio.run(main())
        """
    )
    assert log.one("queueCreated").get("order") == order
    assert log.one("queueCreated")["name"] == "jobs"
    assert [line["item"] for line in log.kinds("itemDequeued")] == items
    assert [line["depth"] for line in log.kinds("itemDequeued")] == [2, 1, 0]


@since_3_13
@pytest.mark.parametrize("immediate", [False, True])
def test_a_queue_that_is_shut_down_is_closed(place, immediate):
    log = place.record(
        f"""
        import asyncio
        async def main():
            jobs = asyncio.Queue()
            for item in range(3): jobs.put_nowait(item)
            jobs.shutdown(immediate={immediate})
            while not jobs.empty(): await jobs.get()
        asyncio.run(main())
        """
    )
    assert len(log.kinds("queueClosed")) >= 1
    dropped = [(line["item"], line["depth"]) for line in log.kinds("itemDropped")]
    assert dropped == ([(1, 2), (2, 1), (3, 0)] if immediate else [])


def test_a_queue_that_is_dropped_is_closed(place):
    log = place.record(
        """
        import asyncio
        async def main():
            for _ in range(3):
                jobs = asyncio.Queue()
                jobs.put_nowait(1)
                jobs.get_nowait()
        asyncio.run(main())
        """
    )
    assert [line["name"] for line in log.kinds("queueCreated")] == ["jobs", "jobs-2", "jobs-3"]
    assert len(log.kinds("queueClosed")) == 3


def test_a_busy_queue_is_counted(place):
    log = place.record(
        """
        import asyncio, time
        async def produce(queue):
            begin = time.monotonic()
            items = 0
            while time.monotonic() - begin < 2.5:
                await queue.put(items)
                items += 1
            await queue.put(None)
            print(items + 1)
        async def main():
            jobs = asyncio.Queue(16)
            task = asyncio.create_task(produce(jobs))
            while await jobs.get() is not None: jobs.task_done()
            jobs.task_done()
            await task
        asyncio.run(main())
        """,
        level="life",
    )
    items = int(log.output)
    counted = log.kinds("queueCounted")
    assert counted
    for kind, key in (
        ("itemEnqueued", "enqueued"),
        ("itemDequeued", "dequeued"),
        ("itemDone", "done"),
    ):
        assert len(log.kinds(kind)) + sum(line[key] for line in counted) == items
    assert all(line["depth"] <= line["high"] <= 16 for line in counted)


def test_a_queue_is_counted_before_its_rate_is_measured(place):
    log = place.record(
        """
        import asyncio
        async def main():
            jobs = asyncio.Queue()
            for item in range(5000):
                jobs.put_nowait(item)
                jobs.get_nowait()
                jobs.task_done()
        asyncio.run(main())
        """,
    )
    counted = log.kinds("queueCounted")
    for kind, key in (
        ("itemEnqueued", "enqueued"),
        ("itemDequeued", "dequeued"),
        ("itemDone", "done"),
    ):
        listed = len(log.kinds(kind))
        assert 0 < listed <= 1_001
        assert listed + sum(line[key] for line in counted) == 5_000


def test_a_future_is_called_after_the_variable_that_is_awaited(place):
    log = place.record(
        """
        import asyncio
        class Client:
            async def ask(self):
                self._answer = asyncio.get_running_loop().create_future()
                return await self._answer
        async def main():
            client = Client()
            task = asyncio.create_task(client.ask())
            done = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_later(0.01, done.set_result, 1)
            await done
            client._answer.set_result(2)
            await task
        asyncio.run(main())
        """
    )
    assert [line["on"] for line in log.all("taskSuspended", why="other")] == [
        "Future done",
        "Future answer",
    ]


# Locks


def test_a_lock_is_a_pool_of_one(place):
    log = place.record(
        """
        import asyncio
        lock = asyncio.Lock()
        async def work():
            async with lock: await asyncio.sleep(0.01)
        async def main():
            await asyncio.gather(work(), work())
        asyncio.run(main())
        """
        if sys.version_info >= (3, 10)
        else """
        import asyncio
        async def work(lock):
            async with lock: await asyncio.sleep(0.01)
        async def main():
            lock = asyncio.Lock()
            await asyncio.gather(work(lock), work(lock))
        asyncio.run(main())
        """
    )
    pool = log.one("poolCreated")
    assert (pool["name"], pool["capacity"]) == ("lock", 1)
    first, second = log.task("work-1"), log.task("work-2")
    assert [
        (line["e"], line["task"]) for line in log.kinds("resourceAcquired", "resourceReleased")
    ] == [
        ("resourceAcquired", first),
        ("resourceReleased", first),
        ("resourceAcquired", second),
        ("resourceReleased", second),
    ]
    assert log.one("taskSuspended", why="poolAcquire")["task"] == second


def test_a_semaphore_is_a_pool(place):
    log = place.record(
        """
        import asyncio
        async def work(limit):
            async with limit: await asyncio.sleep(0.01)
        async def main():
            limit = asyncio.BoundedSemaphore(3)
            await asyncio.gather(*(work(limit) for _ in range(7)))
        asyncio.run(main())
        """
    )
    assert log.one("poolCreated")["capacity"] == 3
    held = set()
    for line in log.kinds("resourceAcquired", "resourceReleased"):
        if line["e"] == "resourceAcquired":
            assert line["resource"] not in held
            held.add(line["resource"])
            assert len(held) <= 3
        else:
            held.remove(line["resource"])
    assert not held
    assert len(log.kinds("resourceAcquired")) == 7


def test_a_semaphore_of_signals_grows(place):
    log = place.record(
        """
        import asyncio
        async def main():
            signals = asyncio.Semaphore(0)
            for _ in range(3): signals.release()
            for _ in range(3): await signals.acquire()
        asyncio.run(main())
        """
    )
    assert [line["capacity"] for line in log.kinds("poolReconfigured")][-1] <= 3
    assert len(log.kinds("resourceAcquired")) == 3


@pytest.mark.parametrize(
    "end, leaks", [("raise ValueError", 1), ("return", 0), ("lock.release(); raise ValueError", 0)]
)
def test_a_failed_task_leaks_what_it_holds(place, end, leaks):
    log = place.record(
        f"""
        import asyncio
        async def work(lock):
            await lock.acquire()
            {end}
        async def main():
            lock = asyncio.Lock()
            await asyncio.gather(work(lock), return_exceptions=True)
        asyncio.run(main())
        """
    )
    assert [line["task"] for line in log.kinds("resourceLeaked")] == [log.task("work-1")] * leaks


def test_a_condition_is_named(place):
    log = place.record(
        """
        import asyncio
        async def wait(changed):
            async with changed: await changed.wait()
        async def main():
            changed = asyncio.Condition()
            task = asyncio.create_task(wait(changed))
            await asyncio.sleep(0.01)
            async with changed: changed.notify_all()
            await task
        asyncio.run(main())
        """
    )
    assert log.one("taskSuspended", why="other")["on"] == "Condition changed"
    assert log.one("poolCreated")["name"] == "changed"


def test_a_wait_cycle_can_be_read(place):
    log = place.record(
        """
        import asyncio
        async def take(first, second):
            async with first:
                await asyncio.sleep(0.01)
                async with second: pass
        async def main():
            red, blue = (lock for lock in [asyncio.Lock(), asyncio.Lock()])
            tasks = [asyncio.create_task(take(red, blue)), asyncio.create_task(take(blue, red))]
            await asyncio.wait(tasks, timeout=0.1)
            for task in tasks: task.cancel()
        asyncio.run(main())
        """
    )
    held = {line["task"]: line["pool"] for line in log.kinds("resourceAcquired")}
    waits = {line["task"]: line["pool"] for line in log.all("taskSuspended", why="poolAcquire")}
    one, other = log.task("take-1"), log.task("take-2")
    assert waits[one] == held[other] and waits[other] == held[one]


# Timeouts and cancellation


@since_3_11
@pytest.mark.parametrize(
    "seconds, body, kinds",
    [
        (60, "await asyncio.sleep(0)", ["timeoutArmed", "timeoutMet"]),
        (0.2, "await asyncio.sleep(60)", ["timeoutArmed", "timeoutFired", "timedOutWorkEnded"]),
        (60, "raise ValueError", ["timeoutArmed", "timeoutCancelled"]),
    ],
)
def test_timeout_blocks(place, seconds, body, kinds):
    log = place.record(
        f"""
        import asyncio
        async def main():
            try:
                async with asyncio.timeout({seconds}):
                    {body}
            except (TimeoutError, ValueError): pass
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        """
    )
    lines = [line for line in log.lines if line["e"].startswith("time")]
    assert [line["e"] for line in lines] == kinds
    assert {line["task"] for line in lines} == {log.task("main-1")}
    armed = log.one("timeoutArmed")
    assert 0 < armed["deadline"] - armed["t"] <= seconds * 1e9
    assert (armed["file"], armed["line"]) == ("program.py", 5)
    assert not log.kinds("cancellationSwallowed")


@pytest.mark.parametrize(
    "seconds, limit, end", [(0, 60, "timeoutMet"), (60, 0.02, "timedOutWorkEnded")]
)
def test_wait_for(place, seconds, limit, end):
    log = place.record(
        f"""
        import asyncio
        async def main():
            try:
                await asyncio.wait_for(asyncio.sleep({seconds}), {limit})
            except asyncio.TimeoutError: pass
        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        """
    )
    assert [line["e"] for line in log.lines if line["e"].startswith("time")][-1] == end
    assert log.one("timeoutArmed")["line"] == 5


def test_a_cancellation_is_requested_and_noticed(place):
    log = place.record(
        """
        import asyncio
        async def work():
            await asyncio.sleep(10)
        async def main():
            task = asyncio.create_task(work())
            await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.wait([task])
        asyncio.run(main())
        """
    )
    request = log.one("cancellationRequested")
    assert request["task"] == log.task("work-1")
    assert request["by"] == log.task("main-1")
    assert (request["file"], request["line"]) == ("program.py", 8)
    assert log.story("work-1")[-4:] == [
        "taskBecameReady",
        "taskResumed",
        "cancellationNoticed",
        "taskFinished",
    ]


SWALLOW = """
    import asyncio
    async def work(quiet):
        for _ in range(100):
            try:
                await asyncio.sleep(0.1)
            except asyncio.CancelledError:
                {handler}
    async def main():
        task = asyncio.create_task(work(True))
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.sleep({wait})
        task.cancel()
        await asyncio.wait([task], timeout=3)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    """


def test_a_swallowed_cancellation_is_reported(place):
    wait = 1.6 if sys.version_info >= (3, 11) else 5.6
    log = place.record(SWALLOW.format(handler="pass", wait=wait))
    swallowed = log.kinds("cancellationSwallowed")[0]
    assert swallowed["task"] == log.task("work-1")
    assert (swallowed["file"], swallowed["line"]) == ("program.py", 6)


# Bodies of a task that is cancelled while it waits for an event which never comes.
CONTINUES = {
    "in a loop": """
        while True:
            try: await event.wait()  # here
            except asyncio.CancelledError: continue
        """,
    "ahead of where it was": """
        while True:
            await asyncio.sleep(0.01)
            try: await event.wait()  # here
            except asyncio.CancelledError: await asyncio.sleep(0.02)
            await asyncio.sleep(0.02)
        """,
    "in a function that is called again": """
        async def step():
            try: await event.wait()  # here
            except asyncio.CancelledError: pass
        while True: await step()
        """,
    "below many functions": """
        async def call(depth):
            if depth: await call(depth - 1)
            while not depth:
                try: await event.wait()  # here
                except asyncio.CancelledError: pass
        await call(50)
        """,
}
ENDS = {
    "after a loop": """
        try:
            while True: await event.wait()
        except asyncio.CancelledError: pass
        for _ in range(3): await asyncio.sleep(0.6)
        """,
    "after a loop that it leaves": """
        is_over = False
        while not is_over:
            try: await event.wait()
            except asyncio.CancelledError: is_over = True
        await asyncio.sleep(0.1)
        await asyncio.sleep(1.7)
        """,
    "in the function around it": """
        async def serve():
            try: await event.wait()
            except asyncio.CancelledError: pass
        await serve()
        await asyncio.sleep(1.8)
        """,
    "in another function that is called from there": """
        async def consume():
            try: await event.wait()
            except asyncio.CancelledError: pass
        async def flush(): await asyncio.sleep(0.1)
        async def close(): await asyncio.sleep(1.7)
        for stage in (consume, flush, close): await stage()
        """,
    "in what it waits for at the same place": """
        async def consume():
            try: await event.wait()
            except asyncio.CancelledError: pass
        saving = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(1.9, saving.set_result, None)
        for stage in (consume(), saving): await stage
        """,
    "below many functions": """
        async def call(depth):
            if depth: return await call(depth - 1)
            try: await event.wait()
            except asyncio.CancelledError: pass
            await asyncio.sleep(1.8)
        await call(50)
        """,
    "once the tasks of its group have": """
        async def save():
            try: await event.wait()
            finally: await asyncio.sleep(1.8)
        async with asyncio.TaskGroup() as group: group.create_task(save())
        """,
}


def cancel_each(bodies, timeout):
    """A program that cancels a task for each body, and prints how many have ended in time."""
    functions = [
        f"async def work_{index}(event):\n"
        + textwrap.indent(textwrap.dedent(body).strip(), "    ")
        for index, body in enumerate(bodies)
    ]
    works = ", ".join(f"work_{index}(asyncio.Event())" for index in range(len(bodies)))
    main = f"""
        async def main():
            tasks = [asyncio.create_task(work) for work in [{works}]]
            await asyncio.sleep(0.1)
            for task in tasks: task.cancel()
            await asyncio.wait(tasks, timeout={timeout})
            print(sum(task.done() for task in tasks), flush=True)
            os._exit(0)  # Python complains of tasks that never end.
        asyncio.run(main())
        """
    return "\n".join(["import asyncio, os", *functions, textwrap.dedent(main)])


def record_to_exit(place, source):
    """What a program prints before `os._exit`, and its log."""
    out = place.folder / "log.jsonl"
    result = place.run(place.script(source), out=out)
    assert (result.returncode, result.stderr) == (0, "")
    text = out.read_text()
    return result.stdout, Log(text[: text.rfind("\n") + 1]).check()


@since_3_11
def test_a_task_that_continues_in_its_loop_has_swallowed_its_cancellation(place):
    source = cancel_each(CONTINUES.values(), 4)
    output, log = record_to_exit(place, source)
    assert output == "0\n"
    lines = source.splitlines()
    here = [number for number, line in enumerate(lines, 1) if "# here" in line]
    swallowed = sorted(log.kinds("cancellationSwallowed"), key=lambda line: line["line"])
    assert [line["line"] for line in swallowed] == here
    tasks = [log.task(f"work_{index}-1") for index in range(len(here))]
    assert [line["task"] for line in swallowed] == tasks


@since_3_11
def test_a_task_that_saves_its_work_and_ends_has_not_swallowed_its_cancellation(place):
    output, log = record_to_exit(place, cancel_each(ENDS.values(), 30))
    assert output == f"{len(ENDS)}\n"
    assert len(log.kinds("cancellationNoticed")) >= len(ENDS)
    assert not log.kinds("cancellationSwallowed")


@since_3_11
def test_a_task_that_does_not_end_long_after_its_cancellation_has_swallowed_it(place):
    body = """
        try: await event.wait()
        except asyncio.CancelledError: pass
        await asyncio.Event().wait()
        """
    limit = "import weir_probe; weir_probe.SAVING_NANOSECONDS = 1_500_000_000\n"
    output, log = record_to_exit(place, limit + cancel_each([body], 4))
    assert output == "0\n"
    noticed, swallowed = log.one("cancellationNoticed"), log.one("cancellationSwallowed")
    assert swallowed["t"] - noticed["t"] >= 1_500_000_000


@pytest.mark.parametrize("runs", [False, True])
def test_a_task_that_begins_to_run_while_it_is_looked_at_is_left_alone(monkeypatch, runs):
    import weir_probe

    class Task:
        _fut_waiter, _coro, _weir_asked = object(), None, weir_probe._NOTICED
        done, cancelling = lambda self: False, lambda self: 1

    def look(coroutine):
        task._fut_waiter = None if runs else task._fut_waiter
        return []

    task = Task()
    noticed = weir_probe._now() - 6_000_000_000
    monkeypatch.setattr(weir_probe, "_positions", look)
    monkeypatch.setattr(weir_probe, "_cancelled", {1: (weakref.ref(task), noticed, [])})
    weir_probe._look_for_swallowed_cancellations()
    assert (task._weir_asked == weir_probe._SWALLOWED) == (not runs)
    assert list(weir_probe._cancelled) == ([1] if runs else [])


def test_what_is_beyond_the_limit_proves_no_turn():
    import weir_probe

    code = cancel_each.__code__
    for count, expected in ((999, True), (1_000, False)):
        assert weir_probe._has_turned_back([(code, 8)] * count, [(code, 8)] * count) == expected
    assert weir_probe._has_turned_back([(code, 8)] * 1_000, [(code, 6)] * 1_000)


@since_3_11
@pytest.mark.parametrize("handler", ["await asyncio.sleep(1.5); raise", "raise"])
def test_cleaning_up_is_not_swallowing(place, handler):
    log = place.record(SWALLOW.format(handler=handler, wait=1.7))
    assert not log.kinds("cancellationSwallowed")
    assert log.one("cancellationNoticed")


SUSPENDED = {
    "plain": ("await stop()", False),
    "in try": ("try:\n  await stop()\n finally: pass", False),
    "in with": ("async with Manager(): await stop()", False),
    "in two withs": ("async with Manager(), Manager(): await stop()", False),
    "after except": ("try: fail()\n except ValueError: pass\n await stop()", False),
    "in else": ("try: pass\n except ValueError: pass\n else: await stop()", False),
    "in finally after success": ("try: pass\n finally: await stop()", False),
    "in a loop": ("for _ in '12':\n  try: await stop()\n  except ValueError: pass", False),
    "in a generator": ("async for _ in steps(): pass", False),
    "in except": ("try: fail()\n except ValueError: await stop()", True),
    "in bare except": ("try: fail()\n except: await stop()", True),
    "in finally after failure": ("try: fail()\n finally: await stop()", True),
    "in try in except": (
        "try: fail()\n except ValueError:\n  try: await stop()\n  finally: pass",
        True,
    ),
    "in with in except": (
        "try: fail()\n except ValueError:\n  async with Manager(): await stop()",
        True,
    ),
    "in exit": ("async with Manager(stop): fail()", True),
    "in a call in except": ("try: fail()\n except ValueError: await call(stop())", True),
}


@since_3_11
@pytest.mark.parametrize("name", SUSPENDED)
def test_handlers_are_recognized(name):
    import weir_probe

    body, expected = SUSPENDED[name]
    source = f"""
import types
class Manager:
    def __init__(self, wait=None): self.wait = wait
    async def __aenter__(self): pass
    async def __aexit__(self, *error):
        if self.wait: await self.wait()
async def call(awaitable): await awaitable
async def steps():
    await stop()
    yield 1
@types.coroutine
def stop(): yield
def fail(): raise ValueError
async def main():
 {body}
"""
    namespace = {}
    exec(source, namespace)
    coroutine = namespace["main"]()
    coroutine.send(None)
    assert weir_probe._is_cleaning_up(coroutine) == expected
    coroutine.close()


@since_3_11
def test_uncancel_ends_a_cancellation(place):
    handler = "asyncio.current_task().uncancel()"
    log = place.record(SWALLOW.format(handler=handler, wait=1.6))
    assert not log.kinds("cancellationSwallowed")
    assert len(log.kinds("cancellationRequested")) == 2


# Errors, blocks and threads


def test_an_error_that_nobody_sees_is_reported(place):
    log = place.record(
        """
        import asyncio, gc, logging
        logging.disable(logging.CRITICAL)
        async def work(): raise KeyError("x")
        async def main():
            asyncio.create_task(work())
            await asyncio.sleep(0.01)
            gc.collect()
        asyncio.run(main())
        """
    )
    line = log.one("errorUnobserved")
    assert (line["task"], line["error"]) == (log.task("work-1"), "KeyError")


def test_an_error_that_somebody_sees_is_not_reported(place):
    log = place.record(
        """
        import asyncio, gc
        async def work(): raise KeyError("x")
        async def main():
            task = asyncio.create_task(work())
            await asyncio.sleep(0.01)
            print(repr(task.exception()))
            del task
            gc.collect()
        asyncio.run(main())
        """
    )
    assert not log.kinds("errorUnobserved")


def test_a_dropped_task_is_reported(place):
    log = place.record(
        """
        import asyncio, gc, logging
        logging.disable(logging.CRITICAL)
        async def work(): await asyncio.get_running_loop().create_future()
        async def main():
            asyncio.create_task(work())
            await asyncio.sleep(0.01)
            gc.collect()
        asyncio.run(main())
        """
    )
    line = log.one("taskFinished", task=log.task("work-1"))
    assert (line["outcome"], line["error"]) == ("failed", "destroyed while pending")
    assert log.one("errorUnobserved")["task"] == log.task("work-1")


def test_a_blocked_loop_is_reported_with_its_line_while_it_is_blocked(place):
    log = place.record(
        """
        import asyncio, time
        def helper():
            time.sleep(1)
        async def main():
            await asyncio.sleep(0.1)
            helper()
            await asyncio.sleep(0)
        asyncio.run(main())
        """
    )
    block = log.one("workerOccupied", file="program.py", line=4)
    loop = log.one("workerCreated")
    assert loop["loop"] is True
    assert (block["worker"], block["task"]) == (loop["worker"], log.task("main-1"))
    assert block["t"] - block["since"] < 1e9
    freed = next(line for line in log.kinds("workerFreed") if line["t"] >= block["t"])
    assert freed["t"] - block["since"] >= 1e9


def test_a_blocking_callback_is_reported(place):
    log = place.record(
        """
        import asyncio, time
        async def main():
            asyncio.get_running_loop().call_soon(time.sleep, 0.5)
            await asyncio.sleep(0.01)
        asyncio.run(main())
        """
    )
    assert log.one("workerOccupied", task=0)
    assert log.one("workerFreed", task=0)


def test_a_background_worker_is_reported(place):
    log = place.record(
        """
        import asyncio, time
        async def main():
            await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.02)
        asyncio.run(main())
        """
    )
    worker = [line for line in log.kinds("workerCreated") if "loop" not in line][0]
    assert worker["name"].startswith("asyncio_")
    occupied = log.one("workerOccupied", worker=worker["worker"])
    assert occupied["task"] == log.task("main-1")
    freed = log.one("workerFreed", worker=worker["worker"])
    assert freed["t"] - occupied["t"] >= 20_000_000


def test_loops_one_after_the_other_are_one_worker(place):
    log = place.record(
        """
        import asyncio
        for _ in range(5): asyncio.run(asyncio.sleep(0.001))
        """
    )
    assert log.one("workerCreated")["name"] == "loop-1"
    assert {line["worker"] for line in log.kinds("taskCreated")} == {1}


def test_two_loops_in_two_threads_are_distinguished(place):
    log = place.record(
        """
        import asyncio, threading, time
        async def work(seconds):
            for _ in range(20): await asyncio.sleep(0.005)
            time.sleep(seconds)
        threads = [
            threading.Thread(target=asyncio.run, args=(work(seconds),)) for seconds in (0.5, 0.6)
        ]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    )
    workers = [line["worker"] for line in log.kinds("workerCreated")]
    assert len(set(workers)) == 2
    assert {line["worker"] for line in log.kinds("taskCreated")} == set(workers)
    assert {line["worker"] for line in log.kinds("workerOccupied")} == set(workers)


# Levels


@pytest.mark.parametrize(
    "level, has, lacks",
    [
        ("counts", {"taskCreated", "queueCounted"}, {"itemEnqueued", "taskSuspended"}),
        ("life", {"itemEnqueued", "resourceAcquired"}, {"taskSuspended", "taskResumed"}),
        ("waits", {"taskSuspended", "itemEnqueued"}, {"taskResumed"}),
        ("steps", {"taskResumed", "taskBecameReady", "taskSuspended"}, {"queueCounted"}),
    ],
)
def test_levels(place, level, has, lacks):
    log = place.record(
        """
        import asyncio
        async def produce(queue):
            for item in range(5): await queue.put(item)
        async def main():
            jobs, lock = asyncio.Queue(2), asyncio.Lock()
            task = asyncio.create_task(produce(jobs))
            for _ in range(5):
                async with lock: await jobs.get()
            await asyncio.sleep(0.01)
            await task
        asyncio.run(main())
        """,
        level=level,
    )
    kinds = {line["e"] for line in log.lines}
    assert log.header["level"] == level
    assert has <= kinds
    assert not lacks & kinds
    assert len(log.kinds("taskCreated")) == len(log.kinds("taskFinished")) >= 2


# Names


@pytest.mark.parametrize(
    "source, name",
    [
        ("jobs = asyncio.Queue()", "jobs"),
        ("jobs: asyncio.Queue = asyncio.Queue(maxsize=3)", "jobs"),
        ("shop._jobs = asyncio.Queue()", "jobs"),
        ("first = second = asyncio.Queue()", "first"),
        ("queues['orders'] = asyncio.Queue()", "orders"),
        ("shop.queues[1] = asyncio.Queue()", "queues"),
        ("(jobs := asyncio.Queue())", "jobs"),
        ("call(asyncio.Queue())", "Queue-1"),
        ("jobs = [asyncio.Queue()]", "Queue-1"),
        ("pair = asyncio.Queue(), call", "Queue-1"),
        ("jobs, other = asyncio.Queue(), call(1)", "jobs"),
        ("other, jobs = call(call(1)), asyncio.Queue()", "jobs"),
        ("a, b, jobs = 1, call(2), asyncio.Queue(3)", "jobs"),
        ("jobs, b, c = asyncio.Queue(3), 1, call(call(2))", "jobs"),
        ("a, b, jobs, d = call(1), 2, asyncio.Queue(3), call(4)", "jobs"),
        ("shop.a, shop.jobs = call(1), asyncio.Queue(3)", "jobs"),
        ("shop.jobs, shop.b = asyncio.Queue(3), call(1)", "jobs"),
        ("queues['jobs'], shop.b = asyncio.Queue(3), call(1)", "jobs"),
        ("call(asyncio.Queue()).item = 5", "Queue-1"),
        ("asyncio.Queue().item = 5", None),
        ("other = asyncio.Queue().qsize()", None),
        ("jobs = asyncio.LifoQueue(maxsize=call(3))", "jobs"),
        ("jobs = asyncio.Queue() if made is not None else None", "jobs"),
        ("jobs = Own()", "jobs"),
        ("jobs = Plain()", "jobs"),
        ("shop.box = Box()", "jobs"),
        ("jobs = call(asyncio.Queue())", "Queue-1"),
        ("jobs = asyncio.Queue(); weir_probe.name(jobs, 'orders')", "orders"),
    ],
)
def test_the_name_of_a_queue(place, source, name):
    program = f"""
        import asyncio, dataclasses, types, weir_probe
        made = []
        class Plain(asyncio.Queue): pass
        class Own(asyncio.Queue):
            def __init__(self):
                super().__init__(5)
        @dataclasses.dataclass
        class Box:
            jobs: asyncio.Queue = dataclasses.field(default_factory=asyncio.Queue)
        def call(queue):
            made.append(queue)
            return queue
        async def main():
            shop, queues = types.SimpleNamespace(queues={{}}), {{}}
            {source}
            import gc
            for thing in gc.get_objects():
                if isinstance(thing, asyncio.Queue): thing.put_nowait(1)
        asyncio.run(main())
        """
    names = [line["name"] for line in place.record(program).kinds("queueCreated")]
    assert names == ([] if name is None else [name])


def test_odd_names_are_valid_json(place):
    log = place.record(
        """
        import asyncio, weir_probe
        async def main():
            jobs = asyncio.Queue()
            weir_probe.name(jobs, 'a"b\\\\c\\n\\ud800é🦊' + 'x' * 1000)
            jobs.put_nowait(1)
            asyncio.current_task().set_name('"')
            await asyncio.sleep(0)
        asyncio.run(main())
        """
    )
    assert log.one("queueCreated")["name"].startswith('a"b\\c\n?é🦊xxx')
    assert len(log.one("queueCreated")["name"]) == 200
    assert log.one("taskRenamed")["name"] == '"'


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("time.sleep", "time.sleep(0.6)"),
        ("time.sleep", "nap(0.6)"),
        ("open", "open('pipe').read()"),
        ("os.system", "os.system('sleep 0.6')"),
        (None, "end = time.monotonic() + 0.6\n    while time.monotonic() < end: pass"),
    ],
)
def test_a_block_names_the_call_that_blocks(place, call, body):
    os.mkfifo(place.folder / "pipe")
    log = place.record(
        f"""
import asyncio, os, threading, time, weir_probe
from time import sleep as nap
weir_probe.BLOCK_NANOSECONDS = 200_000_000  # Not what a slow machine does.
def write():
    nap(0.6)
    with open("pipe", "w"): pass
if {body.startswith("open")}: threading.Thread(target=write).start()
def work():
    {body}
async def main():
    open(__file__).close()  # A call that is over is not the one that blocks.
    work()
asyncio.run(main())
"""
    )
    block = log.one("workerOccupied")
    assert block.get("call") == call
    assert block["since"] <= block["t"] - 200_000_000


def test_long_names_are_cut_before_they_are_kept(place):
    log = place.record(
        """
        import asyncio
        import weir_probe
        async def nothing(): pass
        async def main():
            for number in range(1500):
                name = f"{number}-" + "x" * 100_000
                await asyncio.create_task(nothing(), name=name)
                weir_probe.name(asyncio.Queue(), name)
                asyncio.current_task().set_name(name)
            status = open("/proc/self/status").read()
            print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
        asyncio.run(main())
        """
    )
    assert int(log.output) < 100
    assert max(len(line["name"]) for line in log.kinds("taskCreated")) == 200


def test_names_of_tasks_that_never_come_again_are_not_kept(place):
    log = place.record(
        """
        import asyncio
        import weir_probe
        async def work(): pass
        async def main():
            for _ in range(500): await asyncio.create_task(work())
            print(weir_probe._in_json.cache_info().currsize < 50)
        asyncio.run(main())
        """
    )
    assert log.output == "True\n"
    names = [line["name"] for line in log.kinds("taskCreated") if line["role"] == "work"]
    assert names == [f"work-{number}" for number in range(1, 501)]


def test_work_waits_for_a_thread_and_then_runs_on_it(place):
    log = place.record(
        """
        import asyncio, concurrent.futures, time
        async def compute(executor):
            await asyncio.get_running_loop().run_in_executor(executor, time.sleep, 0.5)
        async def main():
            executor = concurrent.futures.ThreadPoolExecutor(1)
            await asyncio.gather(compute(executor), compute(executor))
        asyncio.run(main())
        """
    )
    waits = {
        name: [
            (line["t"], line["why"], line.get("worker"))
            for line in log.of(name)
            if line["e"] == "taskSuspended"
        ]
        for name in ("compute-1", "compute-2")
    }
    worker = log.one("workerOccupied", task=log.task("compute-1"))["worker"]
    # Whether the thread begins before the task waits, or after it, is left to chance.
    assert [wait[1:] for wait in waits["compute-1"]][-1] == ("work", worker)
    assert [wait[1:] for wait in waits["compute-2"]] == [("offload", None), ("work", worker)]
    occupied = log.one("workerOccupied", task=log.task("compute-2"))
    freed = log.one("workerFreed", task=log.task("compute-2"))
    assert occupied["t"] <= waits["compute-2"][1][0] < freed["t"]
    assert all("line" in line for line in log.of("compute-2") if line["e"] == "taskSuspended")


@pytest.mark.parametrize(
    "delay",
    ["before the future is marked", "before the task waits", "while the task begins to wait"],
)
def test_whenever_a_thread_begins_the_task_is_known_to_have_it(place, delay):
    """The wait for a free thread is over once one runs the work, also if both happen at once."""
    log = place.record(
        f"""
        import asyncio, threading, time
        import weir_probe
        begun, reached = threading.Event(), threading.Event()
        mark, suspend = weir_probe._mark_offload, weir_probe._note_suspension
        def mark_late(future):
            if {delay == "before the future is marked"}: begun.wait(5)
            mark(future)
            if {delay == "before the task waits"}: begun.wait(5)
        def suspend_late(task, number, future):
            now = weir_probe._now
            def now_late():  # Asked between the decision what to say and the line.
                weir_probe._now = now
                reached.set()
                begun.wait(5)
                return now()
            if getattr(future, "_weir_why", "") == '"offload"': weir_probe._now = now_late
            suspend(task, number, future)
        weir_probe._mark_offload, weir_probe._note_suspension = mark_late, suspend_late
        begin_work = weir_probe._begin_work
        def begin(work):
            if {delay == "while the task begins to wait"}: reached.wait(5)
            result = begin_work(work)
            begun.set()
            return result
        weir_probe._begin_work = begin
        async def main():
            await asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.05)
        asyncio.run(main())
        """
    )
    waits = [line["why"] for line in log.all("taskSuspended", task=log.task("main-1"))]
    # The last one is the truth. That of the shutdown of the executor is another one.
    waits = [why for why in waits if why in ("offload", "work")]
    assert waits == ["work"] if delay.startswith("before") else waits[-1] == "work"
    assert "offload" in waits or delay.startswith("before")


def test_the_work_of_other_executors_is_not_said_to_wait_for_a_thread(place):
    log = place.record(
        """
        import asyncio, concurrent.futures
        class Own(concurrent.futures.Executor):
            def submit(self, function, *arguments):
                self.future = concurrent.futures.Future()
                return self.future
        async def main():
            executor = Own()
            asyncio.get_running_loop().call_later(0.02, lambda: executor.future.set_result(1))
            await asyncio.get_running_loop().run_in_executor(executor, print)
        asyncio.run(main())
        """
    )
    wait = log.all("taskSuspended", task=log.task("main-1"))[0]
    assert (wait["why"], wait["on"]) == ("other", "run_in_executor")


SIGNALS = {
    "a limit of a rate": """
        async def limited(signal):
            for _ in range(5):
                await signal.acquire()
                asyncio.get_running_loop().call_later(0.02, signal.release)
        async def main():
            signal = asyncio.Semaphore(1)
            await limited(signal)
            await asyncio.sleep(0.03)
        """,
    "work that others have done": """
        async def consume(signal):
            while True: await signal.acquire()
        async def main():
            signal = asyncio.Semaphore(0)
            task = asyncio.create_task(consume(signal))
            for _ in range(5):
                await asyncio.sleep(0.01)
                signal.release()
            await asyncio.sleep(0.01)
        """,
    "a place for each child": """
        async def child(signal):
            await asyncio.sleep(0.01)
            signal.release()
        async def main():
            signal = asyncio.Semaphore(2)
            children = []
            for _ in range(6):
                await signal.acquire()
                children.append(asyncio.create_task(child(signal)))
            await asyncio.gather(*children)
        """,
}


@pytest.mark.parametrize("use", SIGNALS)
def test_a_semaphore_that_others_release_has_no_holders_from_then_on(place, weir, use):
    source = "import asyncio\n" + textwrap.dedent(SIGNALS[use]) + "asyncio.run(main())\n"
    log = place.record(source)
    lines = log.kinds("resourceAcquired", "resourceReleased")
    holders, first = {}, None
    for index, line in enumerate(lines):
        if line["e"] == "resourceAcquired":
            assert line["resource"] not in holders
            holders[line["resource"]] = line["task"]
            if first is not None:
                assert line["task"] == 0
        elif holders.pop(line["resource"]) != line["task"] and first is None:
            first = index  # This line says who has released it.
            assert line["task"] != lines[0]["task"]
    assert first is not None and first <= 3
    assert len(lines) > 8
    assert not log.kinds("resourceLeaked")
    assert set(holders.values()) <= {0}
    result = subprocess.run(
        [weir, "report", "--json", "log.jsonl"],
        cwd=place.folder, capture_output=True, text=True, check=False,
    )
    summary = json.loads(result.stdout)
    found = [item["lint"] for item in summary["warnings"] + summary["clearedWarnings"]]
    assert "resource-leaked" not in found
    # Up to the first release by another, the task that waits seems to wait for itself.
    assert "deadlock" not in found


def test_a_semaphore_keeps_its_holders_if_one_has_passed_it_on_and_ended(place):
    """As `wait_for(limit.acquire(), 1)` does before Python 3.12."""
    log = place.record(
        """
        import asyncio
        async def work(limit):
            await asyncio.ensure_future(limit.acquire())
            await asyncio.sleep(0.01)
            limit.release()
        async def hold(limit):
            async with limit: await asyncio.sleep(0.05)
        async def main():
            limit = asyncio.Semaphore(2)
            await work(limit)
            await hold(limit)
        asyncio.run(main())
        """
    )
    held = {line["task"] for line in log.kinds("resourceAcquired", "resourceReleased")}
    tasks = {line["task"]: line["role"] for line in log.kinds("taskCreated")}
    assert {tasks[task] for task in held} == {"Semaphore.acquire", "main"}
