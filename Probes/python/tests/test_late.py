"""The probe is started in programs that run already, as `weir attach` does."""

import json
import subprocess

import pytest
from conftest import Log
from readers import Reader, socket_path

# Starts the probe in the middle of a program, from a callback: no task runs then.
LATE = """
import sys
def start_probe():
    import weir_probe
    weir_probe.start("log.jsonl")
async def snapshot():
    while True:
        await asyncio.sleep(0.01)
        module = sys.modules.get("weir_probe")
        if module and module.recording.on and module.probe.snapshot is None: return
"""


def record(place, source):
    """Runs a program that calls `start_probe` late, and returns its log."""
    result = place.run(place.script(LATE + source))
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return Log((place.folder / "log.jsonl").read_text()).check()


NAMES = {
    "a variable": ("jobs = asyncio.Queue()", "worker(jobs)", "jobs"),
    "an attribute": ("shop = Shop(); queue = shop._orders", "worker(queue)", "orders"),
    "an attribute of an attribute": ("app = App()", "app.run()", "orders"),
    "a key": ("queues = {'mail': asyncio.Queue()}", "worker(queues['mail'])", "mail"),
    "an item of a list": ("lines = [asyncio.Queue()]", "worker(lines[0])", "lines"),
    "a closure": (
        "jobs = asyncio.Queue()\n    async def work(): await jobs.get()",
        "work()",
        "jobs",
    ),
    "a global": ("", "worker(everywhere)", "everywhere"),
    "only an argument": ("", "worker(make())", "queue"),
}


@pytest.mark.parametrize("holder", NAMES)
def test_a_queue_from_before_is_called_after_what_holds_it(place, holder):
    setup, call, name = NAMES[holder]
    log = record(
        place,
        f"""
import asyncio
everywhere = asyncio.Queue() if sys.version_info >= (3, 10) else None
class Shop:
    def __init__(self): self._orders = asyncio.Queue()
class App:
    def __init__(self): self.shop = Shop()
    async def run(self): await self.shop._orders.get()
def make(): return asyncio.Queue()
async def worker(queue): await queue.get()
async def main():
    global everywhere
    everywhere = everywhere or asyncio.Queue()
    {setup}
    task = asyncio.create_task({call})
    await asyncio.sleep(0.05)
    asyncio.get_running_loop().call_soon(start_probe)
    await snapshot()
    task.cancel()
asyncio.run(main())
""",
    )
    waited_for = log.all("taskSuspended", why="queueGet")[0]["queue"]
    assert log.all("queueCreated", queue=waited_for)[0]["name"] == name


DEADLOCK = """
import asyncio
async def left(accounts, ledger):
    async with accounts:
        await asyncio.sleep(0.02)
        async with ledger: pass
async def right(accounts, ledger):
    async with ledger:
        await asyncio.sleep(0.02)
        async with accounts: pass
async def main():
    accounts, ledger = asyncio.Lock(), KIND
    tasks = [asyncio.create_task(work(accounts, ledger)) for work in (left, right)]
    await asyncio.sleep(0.1)
    asyncio.get_running_loop().call_soon(start_probe)
    await snapshot()
    await asyncio.wait(tasks, timeout=0.2)
    for task in tasks: task.cancel()
asyncio.run(main())
"""


@pytest.mark.parametrize("kind", ["Lock()", "Semaphore(1)", "BoundedSemaphore(1)", "Condition()"])
def test_who_holds_locks_from_before_is_told_and_so_is_a_deadlock(place, weir, kind):
    log = record(place, DEADLOCK.replace("KIND", f"asyncio.{kind}"))
    names = {line["pool"]: line["name"] for line in log.kinds("poolCreated")}
    tasks = {line["task"]: line["name"] for line in log.kinds("taskCreated")}
    held = {(names[line["pool"]], tasks[line["task"]]) for line in log.kinds("resourceAcquired")}
    other = "ledger" if kind != "Condition()" else next(iter(set(names.values()) - {"accounts"}))
    assert held == {("accounts", "left-1"), (other, "right-1")}
    assert {line["capacity"] for line in log.kinds("poolCreated")} == {1}
    result = subprocess.run(
        [weir, "report", "--json", "log.jsonl"],
        cwd=place.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    summary = json.loads(result.stdout)
    findings = {item["lint"] for item in summary["warnings"] + summary["clearedWarnings"]}
    assert "deadlock" in findings


def test_what_is_not_held_has_no_holder(place):
    log = record(
        place,
        """
import asyncio
async def work(lock, slots, free, condition):
    async with slots, condition:
        await condition.wait()
async def wait(lock):
    async with lock: pass
async def main():
    lock, slots, condition = asyncio.Lock(), asyncio.Semaphore(3), asyncio.Condition()
    await lock.acquire()
    works = [asyncio.create_task(work(lock, slots, None, condition)) for _ in range(2)]
    waiting = asyncio.create_task(wait(lock))
    await asyncio.sleep(0.05)
    asyncio.get_running_loop().call_soon(start_probe)
    await snapshot()
    lock.release()
    await waiting
    async with condition: condition.notify_all()
    await asyncio.gather(*works)
    await asyncio.sleep(0.05)
asyncio.run(main())
""",
    )
    pools = {line["name"]: line for line in log.kinds("poolCreated")}
    tasks = {line["task"]: line["name"] for line in log.kinds("taskCreated")}
    end = log.one("snapshotEnded")["t"]
    known = [line for line in log.kinds("resourceAcquired") if line["t"] <= end]
    # That `main` holds the lock can't be seen: it is in no `async with`.
    assert [line["task"] for line in known if line["pool"] == pools["lock"]["pool"]] == [0]
    assert sorted(
        tasks[line["task"]] for line in known if line["pool"] == pools["slots"]["pool"]
    ) == ["work-1", "work-2"]
    assert pools["slots"]["capacity"] == 3
    assert len(known) == 3
    # Who waited gets the lock after that, and everything is given back.
    later = [line for line in log.kinds("resourceAcquired") if line["t"] > end]
    assert "wait-1" in [tasks[line["task"]] for line in later]
    assert len(log.kinds("resourceReleased")) == len(log.kinds("resourceAcquired"))
    assert not log.kinds("poolReconfigured")


def test_a_deadlock_is_found_by_a_reader_that_connects_later(place, weir):
    source = DEADLOCK.replace("KIND", "asyncio.Semaphore(1)").replace("timeout=0.2", "timeout=60")
    source = source.replace("asyncio.get_running_loop().call_soon(start_probe)", "print(flush=True)")
    source = source.replace("    await snapshot()\n", "")
    process = place.start(place.script(source), out="unix")
    path = socket_path(place, process)
    process.stdout.readline()
    log = Reader(path).read_until('"snapshotEnded"').log().check()
    process.kill()
    process.communicate()
    # A reader knows who holds what when it learns who waits.
    kinds = [line["e"] for line in log.lines if line["e"] != "pulse"]
    assert kinds.index("taskCreated") < kinds.index("resourceAcquired")
    result = subprocess.run(
        [weir, "report", "--json", "-"], input=log.text, capture_output=True, text=True, check=False
    )
    assert "deadlock" in {item["lint"] for item in json.loads(result.stdout)["warnings"]}


def test_tasks_from_before_remain_tasks(place):
    """Also beside a class with a metaclass of its own, such as one with abstract methods."""
    log = record(
        place,
        """
import abc, asyncio
class Own(asyncio.Task): pass
async def main():
    loop = asyncio.get_running_loop()
    old = [asyncio.create_task(asyncio.sleep(0.2)), Own(asyncio.sleep(0.2), loop=loop)]
    loop.call_soon(start_probe)
    await asyncio.sleep(0.05)
    class Named(asyncio.Task): pass
    class Abstract(abc.ABC): pass
    class Both(Abstract, asyncio.Task): pass
    new = [asyncio.create_task(asyncio.sleep(0)), Named(asyncio.sleep(0), loop=loop)]
    assert all(isinstance(task, asyncio.Task) for task in [asyncio.current_task(), *old, *new])
    assert all(issubclass(kind, asyncio.Task) for kind in [Own, Named, Both, type(new[0])])
    assert [isinstance(task, Named) for task in [*old, *new]] == [False, False, False, True]
    assert not isinstance(loop.create_future(), asyncio.Task)
    assert not issubclass(asyncio.Future, asyncio.Task)
    assert isinstance(old[1], Own) and not issubclass(Own, Named)
    assert isinstance(Both(asyncio.sleep(0), loop=loop), Both)
    assert (asyncio.Task.__name__, type(new[0])) == ("Task", asyncio.Task)
    await snapshot()
    await asyncio.gather(*old, *new)
asyncio.run(main())
""",
    )
    assert log.kinds("snapshotEnded")
