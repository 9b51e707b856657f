"""Random programs: nothing is lost and nothing comes twice while a reader reads everything."""

import collections
import json
import random

import pytest
from readers import Fold

PROGRAM = """
    import asyncio, json, random, sys
    dice = random.Random({seed})
    counts = dict(put=0, got=0, done=0, acquired=0, released=0, created=1, finished=1, cancelled=0, left=0)
    async def run(depth, queues, locks, limits):
        counts["created"] += 1
        try:
            for _ in range(dice.randrange(12)):
                await step(depth, queues, locks, limits)
        finally:
            counts["finished"] += 1
    async def step(depth, queues, locks, limits):
        choice, queue = dice.randrange(10), dice.choice(queues)
        if choice == 0:
            await asyncio.sleep(dice.choice([0, 0, 0.001]))
        elif choice == 1 and not queue.full():
            queue.put_nowait(dice.random())
            counts["put"] += 1
        elif choice == 2 and not queue.empty():
            queue.get_nowait()
            counts["got"] += 1
            queue.task_done()
            counts["done"] += 1
        elif choice == 3:
            try:
                await asyncio.wait_for(put(queue), 0.003)
            except asyncio.TimeoutError: pass
        elif choice == 4:
            try:
                await asyncio.wait_for(get(queue), 0.003)
            except asyncio.TimeoutError: pass
        elif choice in (5, 6):
            lock = dice.choice(locks if choice == 5 else limits)
            await lock.acquire()
            counts["acquired"] += 1
            try:
                await asyncio.sleep(0)
            finally:
                lock.release()
                counts["released"] += 1
        elif choice == 7 and depth:
            await asyncio.gather(
                *(run(depth - 1, queues, locks, limits) for _ in range(dice.randrange(3)))
            )
        elif choice == 8 and depth:
            task = asyncio.create_task(run(depth - 1, queues, locks, limits))
            await asyncio.sleep(0)
            if dice.random() < 0.5: task.cancel()
            await asyncio.wait([task])
    async def put(queue):
        await queue.put(dice.random())
        counts["put"] += 1
    async def get(queue):
        await queue.get()
        counts["got"] += 1
    async def main():
        queues = [kind(dice.randrange(4)) for kind in
            (asyncio.Queue, asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue)]
        locks, limits = [asyncio.Lock(), asyncio.Lock()], [asyncio.Semaphore(2)]
        await asyncio.wait(
            [asyncio.ensure_future(run(3, queues, locks, limits)) for _ in range(8)], timeout=20
        )
        for queue in queues:
            while not queue.empty():
                queue.get_nowait()
                counts["left"] += 1
    asyncio.run(main())
    # Tasks that were left have ended now.
    print(json.dumps(counts))
    """


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_or_doubled(place, seed):
    log = place.record(PROGRAM.format(seed=seed))
    Fold(log.lines)
    counts = json.loads(log.output)
    kinds = collections.Counter(line["e"] for line in log.lines)
    assert kinds["itemEnqueued"] == counts["put"]
    assert kinds["itemDequeued"] == counts["got"] + counts["left"]
    assert kinds["itemDone"] == counts["done"]
    assert kinds["resourceAcquired"] == counts["acquired"]
    assert kinds["resourceReleased"] == counts["released"]
    assert kinds["taskCreated"] == kinds["taskFinished"]
    runs = [line for line in log.kinds("taskCreated") if line["role"] == "run"]
    assert counts["created"] - 1 <= len(runs)
    assert kinds["timeoutArmed"] == (
        kinds["timeoutMet"] + kinds["timeoutCancelled"] + kinds["timedOutWorkEnded"]
    )
    check_items(log)
    check_states(log)


def check_items(log):
    """Each item enters once, and leaves once, in the order of its queue."""
    inside = collections.defaultdict(list)
    orders = {line["queue"]: line.get("order", "fifo") for line in log.kinds("queueCreated")}
    for line in log.kinds("itemEnqueued", "itemDequeued"):
        items = inside[line["queue"]]
        if line["e"] == "itemEnqueued":
            assert line["item"] not in items
            items.append(line["item"])
        elif orders[line["queue"]] == "fifo":
            assert items.pop(0) == line["item"]
        elif orders[line["queue"]] == "lifo":
            assert items.pop() == line["item"]
        else:
            items.pop()
        assert len(items) == line["depth"]


def check_states(log):
    """A task runs only after it was created or woken, and waits only while it runs."""
    states = {}
    for line in log.lines:
        kind, task = line["e"], line.get("task")
        if kind == "taskCreated":
            states[task] = "ready"
        elif kind == "taskBecameReady":
            assert states[task] in ("waiting", "running"), line
            states[task] = "ready"
        elif kind == "taskResumed":
            assert states[task] == "ready", line
            states[task] = "running"
        elif kind in ("taskSuspended", "taskFinished"):
            assert states[task] == "running", line
            states[task] = "waiting"


def test_many_short_programs(place):
    """A log has the same kinds of lines for a task, however long the program runs."""
    dice = random.Random(1)
    for _ in range(3):
        count = dice.randrange(1, 200)
        log = place.record(
            f"""
            import asyncio
            async def work(): await asyncio.sleep(0)
            async def main(): await asyncio.gather(*(work() for _ in range({count})))
            asyncio.run(main())
            """
        )
        roles = collections.Counter(line["role"] for line in log.kinds("taskCreated"))
        assert roles["work"] == count
        assert len(log.kinds("taskFinished")) == len(log.kinds("taskCreated"))
