"""Readers connect, ask, are slow, and leave."""

import json
import os
import random
import socket
import stat
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from readers import Fold, Reader, socket_path

SERVER = """
    import asyncio, sys
    async def serve(jobs, lock):
        while True:
            await jobs.get()
            async with lock: await asyncio.sleep(0.001)
            jobs.task_done()
    async def feed(jobs):
        while True:
            await jobs.put(1)
            await asyncio.sleep(0.001)
    async def main():
        jobs, lock = asyncio.Queue(8), asyncio.Lock()
        tasks = [asyncio.create_task(serve(jobs, lock)) for _ in range(3)]
        tasks.append(asyncio.create_task(feed(jobs)))
        waiting = [asyncio.create_task(asyncio.Event().wait()) for _ in range(5)]
        await asyncio.sleep(0)
        print("ready", flush=True)
        line = await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        for task in tasks + waiting: task.cancel()
    asyncio.run(main())
    """

BUSY = """
    import asyncio, os, sys, time, threading
    stop = False
    def wait():
        global stop
        sys.stdin.readline()
        stop = True
    threading.Thread(target=wait, daemon=True).start()
    async def spin():
        while not stop: await asyncio.sleep(0)
    async def main():
        await asyncio.gather(*(spin() for _ in range(20)))
    begin = time.process_time()
    asyncio.run(main())
    """


@pytest.fixture
def server(place):
    """A program that listens, and its socket."""
    process = place.start(place.script(SERVER), out="unix")
    assert process.stdout.readline() == "ready\n"
    yield process, socket_path(place, process)
    stop(process)


def stop(process):
    """Lets a program end, which has to succeed without a word."""
    if process.poll() is None:
        out, error = process.communicate("\n", timeout=30)
        assert (process.returncode, error) == (0, "")


def test_the_socket_is_private_and_removed_at_the_end(place, server):
    process, path = server
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    stop(process)
    assert not path.exists()


def test_a_folder_that_others_may_enter_is_refused(place):
    (place.runtime / "weir").mkdir(mode=0o755)
    (place.runtime / "weir").chmod(0o755)
    result = place.run(place.script("print('ran')"), out="unix")
    assert (result.returncode, result.stdout) == (2, "")
    assert "is not private" in result.stderr


def test_a_link_is_not_followed(place):
    (place.folder / "elsewhere").mkdir(mode=0o700)
    (place.runtime / "weir").symlink_to(place.folder / "elsewhere")
    result = place.run(place.script("print('ran')"), out="unix")
    assert result.returncode == 2
    assert not list((place.folder / "elsewhere").iterdir())


def test_a_path_that_is_in_use_is_refused(place):
    path = place.folder / "weir.sock"
    other = socket.socket(socket.AF_UNIX)
    other.bind(str(path))
    other.listen()
    script = place.script("print('ran')")
    assert place.run(script, out=f"unix:{path}").returncode == 2
    other.close()
    assert place.run(script, out=f"unix:{path}").stdout == "ran\n"
    path.write_text("a file")
    assert place.run(script, out=f"unix:{path}").returncode == 2
    assert path.read_text() == "a file"


def test_stale_sockets_are_removed(place, server):
    process, path = server
    process.kill()
    process.wait()
    assert path.exists()
    other = place.start(place.script(SERVER), out="unix")
    socket_path(place, other)
    assert not path.exists()
    stop(other)


def test_a_reader_gets_a_header_and_a_snapshot_at_any_time(server):
    process, path = server
    log = Reader(path).read_until('"e":"pulse"').log().check()
    assert log.header["weir"] == 2
    assert log.lines[0]["e"] == "snapshotBegan"
    assert log.lines[0]["lost"] == 0
    end = log.one("snapshotEnded")
    snapshot = log.lines[: log.lines.index(end)]
    names = {line["name"] for line in snapshot if line["e"] == "taskCreated"}
    assert {"main-1", "serve-1", "serve-2", "serve-3", "feed-1"} <= names
    assert all("since" in line for line in snapshot if line["e"] == "taskCreated")
    assert {line["name"] for line in snapshot if line["e"] == "queueCreated"} == {"jobs"}
    waits = {line.get("why") for line in snapshot if line["e"] == "taskSuspended"}
    assert {"offload", "other"} & waits
    Fold(log.lines)


def test_readers_may_come_and_go(server):
    process, path = server
    previous = 0
    for _ in range(20):
        reader = Reader(path).read_until('"snapshotEnded"')
        reader.read_for(0.05)
        log = reader.log().check()
        Fold(log.lines)
        assert log.lines[0]["t"] >= previous
        previous = log.lines[-1]["t"]
        reader.close()


def test_there_is_one_reader_at_a_time(server):
    process, path = server
    first = Reader(path).read_until('"snapshotEnded"')
    second = Reader(path)
    assert second.read() == b""
    first.read_for(0.1)
    Fold(first.log().check().lines)


def test_the_hot_functions_are_asyncios_own_while_nobody_reads(place):
    script = place.script(
        """
        import asyncio, asyncio.events, sys, time
        bare = asyncio.events.Handle._run, asyncio.Queue.put_nowait, asyncio.Queue.get_nowait
        def is_bare():
            return bare == (
                asyncio.events.Handle._run, asyncio.Queue.put_nowait, asyncio.Queue.get_nowait
            )
        import weir_probe
        weir_probe.start("unix")
        async def main():
            print(is_bare(), flush=True)
            while is_bare(): await asyncio.sleep(0.01)
            print(is_bare(), flush=True)
            begin = time.monotonic()
            while not is_bare(): await asyncio.sleep(0.01)
            print(time.monotonic() - begin, flush=True)
        asyncio.run(main())
        """
    )
    process = place.start(script)
    assert process.stdout.readline() == "True\n"
    reader = Reader(socket_path(place, process)).read_until("snapshotEnded")
    assert process.stdout.readline() == "False\n"
    reader.close()
    assert float(process.stdout.readline()) < 20
    stop(process)


def test_the_level_can_be_changed(server):
    process, path = server
    reader = Reader(path).read_until('"snapshotEnded"')
    reader.send({"level": "life"}).read_until('"snapshotEnded"', 2)
    begin = len(reader.log().lines)
    reader.read_new('"e":"itemEnqueued"', 20)
    kinds = {line["e"] for line in reader.log().lines[begin:]}
    assert not kinds & {"taskResumed", "taskSuspended"}
    reader.send({"level": "steps"}).read_until('"snapshotEnded"', 3)
    reader.read_new('"e":"taskResumed"')
    reader.read_new('"e":"taskBecameReady"')
    reader.send({"snapshot": True}).read_until('"snapshotEnded"', 4)
    Fold(reader.log().check().lines)


WRONG_REQUESTS = [
    b"",
    b"\n",
    b"{}\n",
    b"[]\n",
    b"1\n",
    b'"snapshot"\n',
    b"null\n",
    b'{"level":"all"}\n',
    b'{"level":["steps"]}\n',
    b'{"level":{}}\n',
    b'{"level":"life","snapshot":true}\n',
    b'{"snapshot":false}\n',
    b'{"snapshot":1}\n',
    b'{"cancel":1}\n',
    b'{"exec":"print(1)"}\n',
    b"\xff\xfe\n",
    b"{" * 200 + b"\n",
    b"x" * 100_000 + b"\n",
]


def test_nothing_else_is_obeyed(server):
    process, path = server
    reader = Reader(path).read_until('"snapshotEnded"')
    dice = random.Random(7)
    for request in WRONG_REQUESTS * 3:
        if dice.random() < 0.3:
            request = bytes(dice.randrange(256) for _ in range(300)).replace(b"}", b"") + b"\n"
        reader.send(request)
        reader.read_for(0.01)
    reader.read_new('"e":"pulse"', 2)
    log = reader.log().check()
    assert len(log.kinds("snapshotBegan")) == 1
    assert "taskResumed" in {line["e"] for line in log.lines[-100:]}
    assert log.kinds("pulse")[-1]["faults"] == 0
    Fold(log.lines)


def test_pulses_come_while_nothing_happens(place):
    script = place.script(
        """
        import asyncio, sys
        async def main():
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    log = Reader(socket_path(place, process)).read_until('"e":"pulse"', 3).log().check()
    pulses = log.kinds("pulse")
    assert all(0.9e9 < b["t"] - a["t"] < 10e9 for a, b in zip(pulses, pulses[1:]))
    stop(process)


def test_a_blocked_loop_is_described_from_outside(place):
    script = place.script(
        """
        import asyncio, sys, time
        async def other(): await asyncio.sleep(30)
        async def main():
            task = asyncio.create_task(other())
            await asyncio.sleep(0.05)
            print("ready", flush=True)
            sys.stdin.readline()
            task.cancel()
            await asyncio.sleep(0.5)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    assert process.stdout.readline() == "ready\n"
    reader = Reader(socket_path(place, process)).read_until('"snapshotEnded"')
    log = reader.log()
    block = log.one("workerOccupied")
    assert block["task"] == log.task("main-1")
    assert (block["file"], block["line"]) == ("program.py", 8)
    assert log.one("taskSuspended", task=log.task("other-1"))["why"] == "sleep"
    process.stdin.write("\n")
    process.stdin.flush()
    reader.read_to_end()
    log = reader.log().check()
    assert log.one("workerFreed")["worker"] == block["worker"]
    assert log.lines[-1]["e"] == "end"
    assert process.wait() == 0


def test_a_slow_reader_loses_a_whole_stretch_and_gets_a_snapshot(place):
    process = place.start(place.script(BUSY), out="unix")
    reader = Reader(socket_path(place, process)).read_until('"snapshotEnded"')
    memory = []
    for _ in range(8):
        time.sleep(0.5)
        status = open(f"/proc/{process.pid}/status").read()
        memory.append(int(status.partition("VmRSS:")[2].split()[0]))
    reader.read_until('"snapshotEnded"', 2)
    reader.read_for(0.2)
    log = reader.log().check()
    gap = log.kinds("snapshotBegan")[1]
    assert gap["lost"] > 100_000
    assert gap["since"] <= gap["t"]
    before = [line for line in log.lines[: log.lines.index(gap)] if line["e"] != "pulse"]
    assert before[-1]["t"] <= gap["since"]
    assert max(memory) - memory[0] < 150_000, memory
    Fold(log.lines)
    stop(process)


def test_a_reader_that_is_killed_leaves_the_program_running(place, server):
    process, path = server
    program = "import socket, sys, time; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); print(len(s.recv(9)))"
    for wait in ("time.sleep(60)", "[s.recv(100) for _ in iter(int, 1)]"):
        reader = subprocess.Popen(
            [sys.executable, "-uc", f"{program}; {wait}", str(path)], stdout=subprocess.PIPE
        )
        assert reader.stdout.readline() == b"9\n"
        time.sleep(0.2)
        reader.kill()
        reader.communicate()
        reader = Reader(path).read_until('"snapshotEnded"').read_for(0.1)
        Fold(reader.log().check().lines)
        reader.close()
    assert process.poll() is None


def test_many_tasks_are_described_in_slices(place):
    script = place.script(
        """
        import asyncio, sys, threading
        async def wait(event): await event.wait()
        async def tick(stop):
            while not stop.is_set(): await asyncio.sleep(0.001)
        async def main():
            event, stop = asyncio.Event(), asyncio.Event()
            tasks = [asyncio.create_task(wait(event)) for _ in range(5000)]
            ticker = asyncio.create_task(tick(stop))
            await asyncio.sleep(0.1)
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
            event.set(), stop.set()
            await asyncio.gather(*tasks, ticker)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    process.stdout.readline()
    reader = Reader(socket_path(place, process)).read_until('"snapshotEnded"')
    log = reader.log().check()
    assert log.one("snapshotEnded")["tasks"] == 5002
    fold = Fold(log.lines)
    assert len(fold.tasks) == 5002
    kinds = [line["e"] for line in log.lines[: log.lines.index(log.one("snapshotEnded"))]]
    assert "taskResumed" in kinds, "the program continues between two slices"
    process.stdin.write("\n")
    process.stdin.flush()
    assert not Fold(reader.read_to_end().log().check().lines).tasks
    assert process.wait() == 0


def test_another_user_is_turned_away(place, server):
    if os.getuid() != 0:
        pytest.skip("needs root")
    process, path = server
    for folder in (place.runtime, path.parent, path):
        os.chmod(folder, 0o777)
    program = (
        "import os, socket, sys; os.setuid(65534); s = socket.socket(socket.AF_UNIX);"
        "s.connect(sys.argv[1]); print(s.recv(10))"
    )
    parents = [folder for folder in path.parents if folder != folder.parent]
    modes = [(folder, folder.stat().st_mode) for folder in parents]
    try:
        for folder in parents:
            os.chmod(folder, folder.stat().st_mode | 0o055)
        result = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
        )
    finally:
        for folder, mode in modes:
            os.chmod(folder, mode)
    if "Permission" in result.stderr:
        pytest.skip("another user cannot run this Python")
    assert result.stdout == "b''\n"


TRUTH = """
    import asyncio, json, random, sys, threading
    import weir_probe
    weir_probe.LINE_LIMIT = 100
    weir_probe.start("unix")
    dice, stop = random.Random(3), False
    def wait():
        global stop
        sys.stdin.readline()
        stop = True
    threading.Thread(target=wait, daemon=True).start()
    async def work(jobs, lock, limit):
        while True:
            if dice.random() < 0.5: await jobs.put(1)
            else: await jobs.get()
            async with limit:
                if dice.random() < 0.3:
                    async with lock: await asyncio.sleep(dice.random() / 1000)
            if dice.random() < 0.1: return
    async def main():
        jobs, lock, limit = asyncio.Queue(5), asyncio.Lock(), asyncio.Semaphore(4)
        mark = 0
        while not stop:
            if len(asyncio.all_tasks()) < 40: asyncio.create_task(work(jobs, lock, limit))
            if not jobs.empty() and dice.random() < 0.2: jobs.get_nowait()
            if jobs.full() and dice.random() < 0.2: jobs.get_nowait()
            await asyncio.sleep(0.0005)
            mark += 1
            asyncio.current_task().set_name(f"mark {mark}")
            print(json.dumps(dict(
                mark=mark,
                tasks=len(asyncio.all_tasks()),
                waiting=sum(
                    task._fut_waiter is not None and not task._fut_waiter.done()
                    for task in asyncio.all_tasks()
                ),
                depth=jobs.qsize(),
                held=lock.locked() + 4 - limit._value - sum(
                    future.done() and not future.cancelled() for future in limit._waiters or ()
                ),
            )))
    asyncio.run(main())
    """


def marks_in(log):
    """What a log says about the program at each mark after a whole snapshot."""
    fold, is_valid, marks = Fold([]), False, []
    for line in log.lines:
        fold.fold(line)
        is_valid = line["e"] == "snapshotEnded" or (is_valid and line["e"] != "snapshotBegan")
        if is_valid and line["e"] == "taskRenamed":
            ready = (None, "taskResumed", "taskBecameReady")
            marks.append(
                dict(
                    mark=int(line["name"].split()[1]),
                    tasks=len(fold.tasks),
                    waiting=sum(fold.states.get(task) not in ready for task in fold.tasks),
                    depth=sum(fold.queues.values()),
                    held=sum(map(len, fold.pools.values())),
                )
            )
    return marks


def test_each_snapshot_and_what_follows_it_is_true(place):
    """The program says what is true at each mark, and so does the log, however it is read."""
    if sys.version_info < (3, 11):
        pytest.skip("a semaphore of Python 3.10 counts in another way")
    process = place.start(place.script(TRUTH))
    path = socket_path(place, process)
    truth = []
    thread = threading.Thread(target=lambda: truth.extend(process.stdout))
    thread.start()
    dice, told, gaps = random.Random(5), [], 0
    rounds = 1000 if os.environ.get("WEIR_LONG") else 25
    deadline = time.monotonic() + 120
    while rounds > 0 or ((len(told) < 500 or not gaps) and time.monotonic() < deadline):
        rounds -= 1
        reader = Reader(path).read_until('"snapshotEnded"')
        for _ in range(dice.randrange(5)):
            if dice.random() < 0.5:
                reader.send({"snapshot": True})
            time.sleep(dice.choice([0, 0.05, 1.5]))
            reader.read_for(dice.random() / 10)
        log = reader.log().check()
        told += marks_in(log)
        gaps += sum(line["lost"] > 0 for line in log.kinds("snapshotBegan"))
        if dice.random() < 0.5:
            reader.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        reader.close()
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.wait(60) == 0
    thread.join()
    assert process.stderr.read() == ""
    expected = {line["mark"]: line for line in map(json.loads, truth)}
    for found in told:
        assert found == expected[found["mark"]]
    assert len(told) >= 500
    assert gaps > 0


LEAVES = """
    import asyncio, sys, threading, time
    import weir_probe
    weir_probe.start("unix")
    begin_session = weir_probe.probe.begin_session
    def is_active(): return weir_probe.probe.outlet is not None or weir_probe.recording.on
    {change}
    async def main():
        print("ready", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        deadline = time.monotonic() + 20
        while is_active() and time.monotonic() < deadline: await asyncio.sleep(0.01)
        print(weir_probe.probe.outlet, weir_probe.recording.on, len(weir_probe._lines), flush=True)
    asyncio.run(main())
    """


def leave_and_ask(place, change):
    """What a program says of its recording after its reader has left."""
    lines = textwrap.indent(textwrap.dedent(change), "    ").strip()
    process = place.start(place.script(LEAVES.format(change=lines)))
    path = socket_path(place, process)
    assert process.stdout.readline() == "ready\n"
    Reader(path).read_until('"weir":2').read_for(0.2).close()
    output, errors = process.communicate("\n")
    assert errors == ""
    return output


def test_a_reader_that_leaves_while_a_recording_begins_leaves_none_behind(place):
    """The probe's thread notices it between the check of the loop's thread and its switch."""
    change = """
        def begin_late(*arguments):
            deadline = time.monotonic() + 5
            while weir_probe.probe.outlet is not None and time.monotonic() < deadline:
                time.sleep(0.01)
            return begin_session(*arguments)
        weir_probe.probe.begin_session = begin_late
        """
    assert leave_and_ask(place, change) == "None False 0\n"


def test_a_recording_without_a_reader_is_stopped(place):
    change = """
        def leave():
            leave_once()
            weir_probe.probe._leave = leave_once
            begin_session()
        leave_once = weir_probe.probe._leave
        weir_probe.probe._leave = leave
        """
    assert leave_and_ask(place, change) == "None False 0\n"


def test_many_queues_and_timers_are_described_in_slices(place):
    """Each with a reader, who learns all of them: the program continues meanwhile."""
    script = place.script(
        """
        import asyncio, sys, threading
        import weir_probe
        class Connection:
            def __init__(self):
                self.jobs, self.lock, self.closed = asyncio.Queue(), asyncio.Lock(), asyncio.Event()
        async def tick(stop):
            while not stop.is_set(): await asyncio.sleep(0.001)
        async def main():
            stop, loop = asyncio.Event(), asyncio.get_running_loop()
            connections = [Connection() for _ in range(4000)]
            sleeping = [asyncio.create_task(asyncio.sleep(60)) for _ in range(3)]
            timers = [loop.call_later(60, print) for _ in range(4000)]
            ticker = asyncio.create_task(tick(stop))
            print("ready", flush=True)
            await loop.run_in_executor(None, sys.stdin.readline)
            for task in (*sleeping, *timers): task.cancel()
            stop.set()
            await ticker
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    process.stdout.readline()
    reader = Reader(socket_path(place, process)).read_until('"snapshotEnded"')
    log = reader.log().check()
    snapshot = log.lines[: log.lines.index(log.one("snapshotEnded"))]
    kinds = [line["e"] for line in snapshot]
    assert kinds.count("queueCreated") == 4000
    assert len({line["queue"] for line in snapshot if line["e"] == "queueCreated"}) == 4000
    before = kinds[: len(kinds) - kinds[::-1].index("queueCreated")]
    assert "taskResumed" in before, "the program continues between two slices"
    fold = Fold(log.lines)
    names = {task: name for task, name in fold.tasks.items() if name.startswith("sleep")}
    assert len(names) == 3
    assert {fold.states[task] for task in names} == {"sleep"}
    assert process.communicate("\n")[1] == ""


def test_what_is_used_while_a_snapshot_is_taken_is_described_once(place):
    """Also if it is used before its turn comes."""
    script = place.script(
        """
        import asyncio, sys
        import weir_probe
        weir_probe.SLICE_TASKS = 1
        async def work(jobs, lock, limit):
            while True:
                async with limit:
                    async with lock:
                        await jobs.put(1)
                        await asyncio.sleep(0.001)
                        await jobs.get()
        async def main():
            things = [
                (asyncio.Queue(1), asyncio.Lock(), asyncio.Semaphore(2)) for _ in range(20)
            ]
            tasks = [asyncio.create_task(work(*thing)) for thing in things for _ in range(4)]
            await asyncio.sleep(0)
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
            for task in tasks: task.cancel()
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    assert process.stdout.readline() == "ready\n"
    path = socket_path(place, process)
    for _ in range(3):
        reader = Reader(path).read_until('"snapshotEnded"')
        log = reader.read_for(0.2).log().check()
        reader.close()
        created, pools = set(), set()
        for line in log.lines:
            if line["e"] in ("queueCreated", "poolCreated"):
                thing = line.get("queue", 0), line.get("pool", 0)
                assert thing not in created
                created.add(thing)
                pools.add(line.get("pool"))
            elif line.get("why") == "poolAcquire" or line["e"] == "resourceAcquired":
                assert line["pool"] in pools, line
        fold = Fold(log.lines)
        assert all(len(held) <= 2 for held in fold.pools.values())
        assert len(created) == 60
    assert process.communicate("\n")[1] == ""


def test_who_only_reads_the_header_costs_the_program_no_snapshot(place):
    script = place.script(
        """
        import asyncio, sys
        import weir_probe
        weir_probe.TICK = 1  # However slow its reader is.
        async def main():
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
            print(weir_probe.recording.session, flush=True)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    path = socket_path(place, process)
    process.stdout.readline()
    for _ in range(3):
        reader = Reader(path)
        assert reader.read(1 << 16).endswith(b"\n")
        reader.close()
    assert process.communicate("\n") == ("0\n", "")


def test_a_snapshot_tells_what_threads_work_on(place):
    script = place.script(
        """
        import asyncio, sys
        async def main():
            while sys.stdin.readline is not None:
                if not await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
                    break
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    reader = Reader(socket_path(place, process)).read_until('"snapshotEnded"')
    process.stdin.write("\n")
    process.stdin.flush()
    reader.read_until('"why":"work"')
    reader.send({"snapshot": True}).read_until('"snapshotEnded"', 2)
    log = reader.log().check()
    begin = log.lines.index(log.kinds("snapshotBegan")[1])
    snapshot = log.lines[begin:]
    worker = [line for line in snapshot if line["e"] == "workerCreated" and "loop" not in line]
    occupied = [line for line in snapshot if line["e"] == "workerOccupied"]
    waits = [line["worker"] for line in snapshot if line.get("why") == "work"]
    assert [worker[0]["worker"]] == [line["worker"] for line in occupied] == waits
    assert occupied[0]["since"] < log.lines[begin]["t"]
    process.communicate()


def test_a_task_is_not_described_before_the_lock_that_it_waits_for(place):
    """A second reader learns of the wait from a cancellation, before the turn of the lock."""
    script = place.script(
        """
        import asyncio, sys
        import weir_probe
        async def hold(lock):
            async with lock: await asyncio.sleep(60)
        async def wait(lock):
            async with lock: pass
        async def main():
            loop = asyncio.get_running_loop()
            lock = asyncio.Lock()
            tasks = [asyncio.create_task(hold(lock)), asyncio.create_task(wait(lock))]
            await loop.run_in_executor(None, sys.stdin.readline)
            weir_probe.SLICE_TASKS = 0
            session = weir_probe.recording.session
            print("ready", flush=True)
            while weir_probe.recording.session == session: await asyncio.sleep(0)
            tasks[1].cancel()
            weir_probe.SLICE_TASKS = 500
            await loop.run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    path = socket_path(place, process)
    Reader(path).read_until('"snapshotEnded"').close()
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    log = Reader(path).read_until('"snapshotEnded"').log().check()
    kinds = [line.get("why", line["e"]) for line in log.lines]
    assert "cancellationRequested" in kinds
    assert kinds.index("poolCreated") < kinds.index("poolAcquire") < kinds.index("snapshotEnded")
    process.communicate("\n")
