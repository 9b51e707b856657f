#!/usr/bin/env python3
"""A build tool that runs four jobs at once: one library that everything needs takes longest, and a
test fails. It also reports things that the format does not know."""
import pathlib
import random

from program import Pool, Program, Queue, acquire, children, get, other, put, sleep

rng = random.Random(3)
program = Program(
    "forge build", source="forge", program="forge", command=["forge", "build", "--jobs", "4"], pid=905,
    level="steps")
ready = Queue(program, 1, "ready", order="priority")
places = Pool(program, 1, "jobs", 4)
waiting = {}


def step(role, name, seconds, failure=None):
    """A step that needs a place; `why` is a word of the tool's own."""
    def body(task):
        yield acquire(places)
        hit = rng.random() < 0.2
        program.log("cacheChecked", task=task.id, hit=hit)
        yield other("", 0.1 if hit else seconds, why="subprocess", command=f"cc {name}.c")
        places.release(task)
        if failure:
            raise RuntimeError(failure)
        yield put(ready)
    return role, name, body


def scheduler(task):
    """Starts what it can; the core library is the long way that all else waits for."""
    rounds = [
        [step("generate", f"generate-{n}", 0.6) for n in range(1, 4)],
        [step("compile", "core", 9)] + [step("compile", f"util-{n}", rng.uniform(0.5, 1.5)) for n in range(1, 13)],
        [step("compile", f"app-{n}", rng.uniform(1, 3)) for n in range(1, 17)],
        [step("link", "link", 3)],
        [step("test", f"test-{n}", rng.uniform(0.5, 2), "AssertionError" if n == 7 else None)
         for n in range(1, 25)],
    ]
    for steps in rounds:
        for role, name, body in steps:
            program.spawn(name, role, body, task)
        yield children()


def reporter(task):
    while True:
        yield get(ready)
        yield other("stdout", 0.002)


def watcher(task):
    while True:
        program.log("memoryMeasured", bytes=rng.randrange(10**8, 10**9))
        yield sleep(1)


def main(task):
    program.spawn("reporter", "reporter", reporter, task)
    program.spawn("watcher", "watcher", watcher, task)
    program.spawn("scheduler", "scheduler", scheduler, task)
    yield children()


program.spawn("forge", "forge", main)
program.run(until=34)
program.write(pathlib.Path(__file__).with_suffix(".jsonl"), reason="interrupted")
