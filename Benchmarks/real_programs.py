"""What it costs to watch real programs: reading their logs, many tasks, and logs without an end.

usage: real_programs.py WEIR [MILLIONS]

See Docs/figures.md for the definitions. The logs are made here, as the probe would write them.
"""
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import dashboard

HEADER = (
    b'{"weir":2,"version":"0.2.0","scenario":"server.py","started":"2026-01-01T00:00:00.000Z",'
    b'"source":"asyncio","clock":"real","program":"server.py","pid":1,"host":"here",'
    b'"runtime":"CPython 3.11.7","level":"steps","parents":"creator"}\n')
WORKERS, QUEUES = 40, 8
REQUEST = """\
{{"t":{t},"e":"taskCreated","task":{n},"name":"{name}","role":"handle","parent":0,"worker":1,"file":"server.py","line":17}}
{{"t":{t},"e":"taskResumed","task":{n}}}
{{"t":{t},"e":"itemEnqueued","queue":{q},"task":{n},"item":{n},"depth":1}}
{{"t":{t},"e":"taskSuspended","task":{n},"why":"other","on":"Future done","file":"server.py","line":21}}
{{"t":{t},"e":"taskBecameReady","task":{w},"by":{n}}}
{{"t":{t},"e":"taskResumed","task":{w}}}
{{"t":{t},"e":"itemDequeued","queue":{q},"task":{w},"item":{n},"depth":0}}
{{"t":{t},"e":"taskSuspended","task":{w},"why":"sleep","until":{u},"file":"server.py","line":40}}
{{"t":{u},"e":"taskBecameReady","task":{w}}}
{{"t":{u},"e":"taskResumed","task":{w}}}
{{"t":{u},"e":"itemDone","queue":{q},"task":{w},"unfinished":0}}
{{"t":{u},"e":"taskBecameReady","task":{n},"by":{w}}}
{{"t":{u},"e":"taskSuspended","task":{w},"why":"queueGet","queue":{q},"file":"server.py","line":38}}
{{"t":{u},"e":"taskResumed","task":{n}}}
{{"t":{u},"e":"taskFinished","task":{n},"outcome":"completed"}}
"""
LINES = REQUEST.count("\n")


def beginning():
    """The header, a loop, queues and workers; and how many lines these are after the header."""
    lines = ['{"t":0,"e":"workerCreated","worker":1,"name":"loop-1","loop":true}']
    for queue in range(1, QUEUES + 1):
        lines.append(
            f'{{"t":0,"e":"queueCreated","queue":{queue},"name":"jobs-{queue}","capacity":64,'
            f'"overflow":"block"}}')
    for task in range(1, WORKERS + 1):
        lines.append(
            f'{{"t":0,"e":"taskCreated","task":{task},"name":"worker-{task}","role":"worker",'
            f'"parent":0,"worker":1}}')
    return HEADER + "".join(line + "\n" for line in lines).encode(), len(lines)


def requests(count, has_fresh_names):
    """The lines of a server that answers this many requests, some thousand lines at a time."""
    dice = random.Random(1)
    parts = []
    for number in range(count):
        task = WORKERS + 1 + number
        name = f"request-{dice.getrandbits(64):016x}" if has_fresh_names else f"handle-{task}"
        parts.append(REQUEST.format(
            t=number * 20_000, u=number * 20_000 + 10_000, n=task, w=number % WORKERS + 1,
            q=number % QUEUES + 1, name=name))
        if len(parts) == 1000:
            yield "".join(parts).encode()
            parts.clear()
    yield "".join(parts).encode()


def end(lines, count):
    return f'{{"t":{count * 20_000},"e":"end","events":{lines},"reason":"exited"}}\n'.encode()


def write_log(path, count, has_fresh_names):
    first, lines = beginning()
    with open(path, "wb") as file:
        file.write(first)
        for text in requests(count, has_fresh_names):
            file.write(text)
        file.write(end(lines + count * LINES, count))
    return lines + count * LINES


def user_seconds(command):
    """The user CPU time of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    return usage.ru_utime


def print_reading(weir, rounds=5):
    print("\n`weir report` on a log of a million lines, median of user CPU seconds\n")
    print("| | lines/s | goal |\n|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for title, is_fresh in [("names in sequence", False), ("names that never repeat", True)]:
            path = os.path.join(folder, "log.jsonl")
            lines = write_log(path, 1_000_000 // LINES, is_fresh)
            seconds = statistics.median(user_seconds([weir, "report", path]) for _ in range(rounds))
            print(f"| {title} | {lines / seconds:,.0f} | 500,000 |")


class Program(threading.Thread):
    """Listens at a socket as the probe does, and sends a log to the first reader."""

    def __init__(self, path, send):
        super().__init__(daemon=True)
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(path)
        self.server.listen(1)
        self.send = send
        self.is_done = threading.Event()
        self.is_over = threading.Event()

    def run(self):
        connection, _ = self.server.accept()
        try:
            self.send(connection.sendall, self.is_over)
            self.is_done.set()
            self.is_over.wait()
        except OSError:
            pass  # weir has been left.
        connection.close()
        self.server.close()


TASKS, ROLES = 50_000, 40


def send_many_tasks(send, is_over):
    """50,000 tasks in 40 roles, of which some wake up and wait again, 3,000 events a second."""
    send(HEADER)
    send(b'{"t":0,"e":"snapshotBegan","lost":0,"since":0}\n')
    waits = ['"why":"other","on":"Future answer"', '"why":"sleep","until":900000000000',
             '"why":"queueGet","queue":1', '"why":"poolAcquire","pool":1']
    send(b'{"t":0,"e":"queueCreated","queue":1,"name":"jobs","capacity":9,"overflow":"block"}\n'
         b'{"t":0,"e":"poolCreated","pool":1,"name":"slots","capacity":9,"kind":"semaphore"}\n')
    parts = []
    for task in range(1, TASKS + 1):
        role = f"role{task % ROLES}"
        parts.append(
            f'{{"t":0,"e":"taskCreated","task":{task},"name":"{role}-{task}","role":"{role}",'
            f'"parent":0,"worker":1}}\n'
            f'{{"t":0,"e":"taskSuspended","task":{task},{waits[task % 4]}}}\n')
    send("".join(parts).encode())
    send(f'{{"t":0,"e":"snapshotEnded","tasks":{TASKS}}}\n'.encode())
    dice = random.Random(2)
    begun = time.monotonic()
    while not is_over.is_set():
        time.sleep(0.01)
        now = int((time.monotonic() - begun) * 1e9)
        lines = []
        for _ in range(10):
            task = dice.randrange(TASKS) + 1
            lines.append(
                f'{{"t":{now},"e":"taskBecameReady","task":{task}}}\n'
                f'{{"t":{now},"e":"taskResumed","task":{task}}}\n'
                f'{{"t":{now},"e":"taskSuspended","task":{task},{waits[dice.randrange(4)]}}}\n')
        send("".join(lines).encode())


def print_many_tasks(weir, seconds=10):
    print("\n50,000 tasks in 40 roles, 3,000 events per second\n")
    print("| | ms of CPU per frame | frames/s | bytes per frame | MB | goal |")
    print("|---|---:|---:|---:|---:|---:|")
    for columns, rows in [(80, 24), (200, 50)]:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "program.sock")
            program = Program(path, send_many_tasks)
            program.start()
            shown = FrameCounter([weir, "watch", path], columns, rows)
            shown.read(5)
            cpu, frames = shown.cpu, shown.frames
            size = shown.read(seconds)
            cpu, frames = shown.cpu - cpu, max(shown.frames - frames, 1)
            print(
                f"| {columns}x{rows} | {cpu / frames * 1000:.1f} | {frames / seconds:.0f} "
                f"| {size / frames:,.0f} | {shown.peak_megabytes:.0f} | 33 ms |")
            program.is_over.set()
            shown.leave()


class FrameCounter(dashboard.Watched):
    """A program whose frames are counted."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.frames = 0

    def read(self, seconds):
        end, count = time.monotonic() + seconds, 0
        while (left := end - time.monotonic()) > 0:
            if dashboard.select.select([self.controller], [], [], left)[0]:
                data = os.read(self.controller, 65536)
                count += len(data)
                for _ in range(data.count(b"\x1b[5n")):
                    self.frames += 1
                    os.write(self.controller, b"\x1b[0n")
        return count

    @property
    def megabytes(self):
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def print_memory(weir, millions):
    """The memory of the dashboard while a program sends lines with names that never repeat."""
    marks = [mark for mark in (1, 2, 5, 10, 20, 50) if mark <= millions]
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "program.sock")
        sent = [0]

        def send_log(send, is_over):
            first, _ = beginning()
            send(first)
            for text in requests(millions * 1_000_000 // LINES + 1, True):
                send(text)
                sent[0] += LINES * 1000
                if is_over.is_set():
                    return

        program = Program(path, send_log)
        program.start()
        shown = FrameCounter([weir, "watch", path], 120, 40)
        begun = time.monotonic()
        while not program.is_done.is_set():
            shown.read(0.1)
            for mark in marks:
                if mark not in measured and sent[0] >= mark * 1_000_000:
                    measured[mark] = (shown.megabytes, shown.cpu)
        shown.read(3)
        last = (shown.megabytes, shown.cpu)
        for mark in marks:
            measured.setdefault(mark, last)
        peak, seconds = shown.peak_megabytes, time.monotonic() - begun
        program.is_over.set()
        shown.leave()
    print(f"\n`weir watch` on {millions} million lines with names that never repeat, in {seconds:.0f} s\n")
    print("| lines | MB | s of CPU |\n|---|---:|---:|")
    for mark in marks:
        print(f"| {mark} million | {measured[mark][0]:.0f} | {measured[mark][1]:.1f} |")
    print(f"\nat most {peak:.0f} MB")


def main():
    weir = sys.argv[1]
    millions = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    print_reading(weir)
    print_many_tasks(weir)
    print_memory(weir, millions)


if __name__ == "__main__":
    main()
