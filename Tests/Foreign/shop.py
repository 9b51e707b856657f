#!/usr/bin/env python3
"""A web server watched from the middle of its run: its log begins with a snapshot. In the 9th
second one handler takes the lock of the database and waits for an answer that does not come; all
others wait for the lock, the queue of requests fills up, and the task that accepts connections has
to wait."""
import pathlib
import random

from program import Pool, Program, Queue, acquire, get, other, put, sleep

rng = random.Random(2)
program = Program(
    "shop", start=2.0, source="asyncio", program="shop.py", pid=4711, runtime="CPython 3.13.1", level="steps",
    parents="creator")
program.log("snapshotBegan", lost=0, since=0)
requests = Queue(program, 1, "requests", 48, file="shop.py", line=31)
lock = Pool(program, 1, "db lock", 1, file="db.py", line=12)


def accept(task):
    while True:
        yield other("Server.accept", rng.expovariate(7), file="shop.py", line=52)
        yield put(requests)


def handle(task):
    while True:
        yield get(requests)
        program.log("requestStarted", task=task.id)
        yield other("StreamReader.read", rng.uniform(0.05, 0.3), file="shop.py", line=70)
        yield acquire(lock)
        stuck = task.id == 5 and program.now > 9
        yield other("socket 10.0.0.7:5432", None if stuck else rng.uniform(0.02, 0.1), file="db.py", line=88)
        lock.release(task)
        yield other("StreamWriter.drain", rng.uniform(0.01, 0.05), file="shop.py", line=81)
        program.log("requestEnded", task=task.id, outcome="completed")


def health(task):
    while True:
        yield sleep(5)


program.spawn("accept", "accept", accept)
for number in range(1, 9):
    program.spawn(f"handle-{number}", "handle", handle)
program.spawn("health", "health", health)
for number in range(1, 4):
    program.spawn(f"websocket-{number}", "websocket", lambda task: iter([other("WebSocket.recv", None)]))
program.log("snapshotEnded", tasks=13)
program.run(until=30)
program.write(pathlib.Path(__file__).with_suffix(".jsonl"), reason="quit")
