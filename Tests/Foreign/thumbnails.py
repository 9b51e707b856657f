#!/usr/bin/env python3
"""A thread pool that makes thumbnails, and starves: from the 12th second on a report holds both
connections to the database, each thread waits for one, and the unlimited queue before them grows.
"""
import pathlib
import random

from program import Pool, Program, Queue, acquire, children, get, other, put, sleep

rng = random.Random(1)
program = Program(
    "thumbnails", source="java", program="thumbnails.jar", pid=31337, runtime="OpenJDK 25", level="steps",
    parents="creator")
work = Queue(program, 1, "work", file="Pool.java", line=31)
uploads = Queue(program, 2, "uploads", 16, file="Uploader.java", line=12)
database = Pool(program, 1, "database", 2, file="Database.java", line=9)


def scanner(task):
    """Finds a file now and then, and never waits for the threads."""
    while True:
        yield other("DirectoryStream.next", rng.expovariate(9))
        yield put(work)


def thread(task):
    while True:
        yield get(work)
        yield other("ImageIO.read", rng.uniform(0.1, 0.4), file="Resize.java", line=80)
        yield acquire(database)
        yield other("Statement.execute", rng.uniform(0.02, 0.08), file="Database.java", line=44)
        database.release(task)
        yield put(uploads)


def uploader(task):
    while True:
        yield get(uploads)
        yield other("HttpClient.send", rng.uniform(0.1, 0.3))


def report(task):
    """Asks for both connections, one after the other, and keeps them while it waits for a slow
    query."""
    yield sleep(12)
    for _ in range(2):
        yield acquire(database)
    yield other("ResultSet.next", 60, file="Report.java", line=117)


def main(task):
    program.spawn("scanner", "scanner", scanner, task)
    for number in range(1, 7):
        program.spawn(f"pool-1-thread-{number}", "thread", thread, task, file="Pool.java", line=40)
    for number in range(1, 3):
        program.spawn(f"uploader-{number}", "uploader", uploader, task)
    program.spawn("report", "report", report, task, file="Report.java", line=80)
    yield children()


program.spawn("main", "main", main)
program.run(until=30)
program.write(pathlib.Path(__file__).with_suffix(".jsonl"))
