"""Forks, other programs, full disks and kills."""

import concurrent.futures
import datetime
import os
import random
import resource
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from conftest import Log
from readers import Fold, Reader, socket_path

PAIR = """
    import asyncio, sys
    async def produce(jobs):
        while True: await jobs.put(1)
    async def consume(jobs):
        while True:
            await jobs.get()
            await asyncio.sleep({rest})
"""
WORK = PAIR.format(rest=0) + """
    async def main():
        jobs = asyncio.Queue(4)
        print("ready", flush=True)
        await asyncio.wait_for(asyncio.gather(produce(jobs), consume(jobs)), {seconds})
    try:
        asyncio.run(main())
    except asyncio.TimeoutError:
        print("done")
    """
# The same, until it is told to end. It leaves the probe time to write.
TOLD = PAIR.format(rest=0.001) + """
    async def main():
        jobs = asyncio.Queue(4)
        tasks = [asyncio.create_task(produce(jobs)), asyncio.create_task(consume(jobs))]
        print("ready", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        for task in tasks: task.cancel()
    asyncio.run(main())
    print("done")
    """


def test_a_child_is_silent_and_its_parent_continues(place):
    log = place.record(
        """
        import asyncio, os
        async def child_work():
            await asyncio.sleep(0.01)
        async def main():
            await asyncio.sleep(0.01)
            child = os.fork()
            if not child:
                try:
                    asyncio.events._set_running_loop(None)
                    asyncio.run(child_work())
                finally:
                    os._exit(0)
            print(os.waitpid(child, 0)[1])
            await asyncio.sleep(0.05)
        asyncio.run(main())
        """
    )
    assert log.output == "0\n"
    assert {line["role"] for line in log.kinds("taskCreated")} & {"child_work"} == set()
    assert log.story("main-1")[-1] == "taskFinished"


def test_a_child_leaves_the_socket_to_its_parent(place):
    script = place.script(
        """
        import asyncio, os, sys
        async def main():
            child = os.fork()
            if not child: os._exit(0)
            os.waitpid(child, 0)
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    path = socket_path(place, process)
    assert process.stdout.readline() == "ready\n"
    reader = Reader(path).read_until('"snapshotEnded"')
    assert len(Fold(reader.log().check().lines).tasks) == 1
    process.communicate("\n")
    assert not path.exists()


def test_a_child_with_a_loop_of_its_own_listens_at_its_own_socket(place):
    """As the workers of a server that forks do, again and again."""
    script = place.script(
        """
        import asyncio, os, sys
        async def serve():
            task = asyncio.ensure_future(asyncio.sleep(60))
            print(os.getpid(), flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
            task.cancel()
        asyncio.run(asyncio.sleep(0))
        child = os.fork()
        if child:
            os.waitpid(child, 0)
        else:
            if not os.fork():
                asyncio.run(serve())
            else:
                os.wait()
        """
    )
    process = place.start(script, out="unix")
    number = int(process.stdout.readline())
    assert number != process.pid
    parent, child = (place.runtime / "weir" / f"{pid}.sock" for pid in (process.pid, number))
    assert parent.exists() and child.exists()
    log = Reader(child).read_until('"snapshotEnded"').log().check()
    assert log.header["pid"] == number
    assert "serve-1" in {line["name"] for line in log.kinds("taskCreated")}
    log = Reader(parent).read_until('"snapshotEnded"').log().check()
    assert not log.kinds("taskCreated")
    process.communicate("\n", timeout=60)
    assert not parent.exists() and not child.exists()


def test_a_child_that_outlives_its_parent_does_not_keep_the_log_open(place):
    script = place.script(
        """
        import asyncio, os
        asyncio.run(asyncio.sleep(0.01))
        if not os.fork():
            os.close(2)
            os.read(0, 1)  # Until the test is over.
            os._exit(0)
        """
    )
    process = subprocess.Popen(
        place.command(script, out="-"),
        cwd=place.folder,
        env=place.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with concurrent.futures.ThreadPoolExecutor() as executor:
        try:
            log = Log(executor.submit(process.stdout.read).result(60).decode())
        finally:
            process.stdin.close()
    assert log.check().lines[-1]["e"] == "end"
    assert process.wait() == 0


def test_exec_ends_the_log(place):
    script = place.script(
        """
        import asyncio, os, sys
        if len(sys.argv) == 1:
            asyncio.run(asyncio.sleep(0.1))
            os.execv(sys.executable, [sys.executable, __file__, "again"])
        print("again", os.listdir("/proc/self/fd"))
        """
    )
    result = place.run(script, out="log.jsonl")
    assert result.stdout.startswith("again ['0', '1', '2'")
    log = Log((place.folder / "log.jsonl").read_text())
    assert not log.is_cut
    assert log.kinds("taskCreated") and not log.kinds("end")


def test_exec_of_a_program_under_the_probe_takes_over_the_socket(place):
    script = place.script(
        """
        import asyncio, os, sys
        import weir_probe
        weir_probe.start("unix")
        async def main():
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        if len(sys.argv) == 1:
            os.execv(sys.executable, [sys.executable, __file__, "again"])
        """
    )
    process = place.start(script)
    path = socket_path(place, process)
    process.stdout.readline()
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "ready\n"
    assert Reader(path).read_until('"snapshotEnded"').log().check().header["command"][1] == "again"
    process.communicate("\n")


@pytest.mark.parametrize("kilobytes", [1, 40, 400])
def test_a_full_disk_ends_the_log_and_not_the_program(place, kilobytes):
    script = place.script(WORK.format(seconds=1))
    limit = kilobytes * 1024 + 57
    process = subprocess.run(
        place.command(script, out="log.jsonl"),
        cwd=place.folder,
        env={**place.environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    assert (process.stdout, process.stderr, process.returncode) == ("ready\ndone\n", "", 0)
    text = (place.folder / "log.jsonl").read_text()
    assert len(text) <= limit
    log = Log(text).check()
    assert log.lines[-1]["reason"] == "full"


def test_a_full_file_system(place):
    if os.getuid() != 0:
        pytest.skip("needs root")
    disk = place.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("cannot mount a small disk")
    try:
        result = place.run(place.script(WORK.format(seconds=0.5)), out=disk / "log.jsonl")
        assert (result.stdout, result.stderr) == ("ready\ndone\n", "")
        log = Log((disk / "log.jsonl").read_text()).check()
        assert log.lines[-1]["reason"] == "full"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_killed_program_leaves_a_readable_log(place):
    script = place.script(TOLD)
    dice = random.Random(11)
    missing = []
    for _ in range(100 if os.environ.get("WEIR_LONG") else 10):
        process = place.start(script, out="log.jsonl", level="life")
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05 + dice.random() / 2)
        killed = time.time()
        process.kill()
        process.communicate()
        log = Log((place.folder / "log.jsonl").read_text())
        Fold(log.lines)
        started = datetime.datetime.fromisoformat(log.header["started"].replace("Z", "+00:00"))
        missing.append(killed - started.timestamp() - log.lines[-1]["t"] / 1e9)
    assert sorted(missing)[len(missing) // 2] < 1, missing
    print(f"missing, seconds: {sorted(missing)}")


def test_a_pipe_whose_reader_leaves(place):
    script = place.script(WORK.format(seconds=1))
    process = subprocess.Popen(
        place.command(script, out="-"),
        cwd=place.folder,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(100):
        process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == "ready\ndone\n"
    assert process.wait() == 0


def test_a_pipe_that_others_write_to_keeps_its_mode(place):
    """The descriptor of a pipe may be shared: it must not become one that does not block."""
    script = place.script(
        """
        import asyncio, fcntl, os
        asyncio.run(asyncio.sleep(0.05))
        print(bool(fcntl.fcntl(3, fcntl.F_GETFL) & os.O_NONBLOCK))
        """
    )
    read, write = os.pipe()
    keep = os.dup2(write, 3) if write != 3 else write
    try:
        process = subprocess.run(
            place.command(script, out="-"),
            cwd=place.folder,
            env=place.environment,
            stdout=write,
            stderr=subprocess.PIPE,
            pass_fds=(keep,),
            text=True,
            check=False,
        )
    finally:
        os.close(write)
    assert process.stderr == "False\n"
    os.close(read)


def test_a_descriptor_can_take_the_log(place):
    script = place.script("import asyncio; print(1); asyncio.run(asyncio.sleep(0.01))")
    read, write = os.pipe()
    process = subprocess.run(
        place.command(script, out=f"fd:{write}"),
        cwd=place.folder,
        env=place.environment,
        pass_fds=(write,),
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(write)
    assert process.stdout == "1\n"
    assert Log(os.fdopen(read).read()).check().lines[-1]["e"] == "end"


def test_a_program_that_takes_signals_in_its_own_way(place):
    """SIGPIPE has its default effect in this program, which would end it at once."""
    script = place.script(
        "import signal; signal.signal(signal.SIGPIPE, signal.SIG_DFL)\n"
        + textwrap.dedent(TOLD)
    )
    process = place.start(script, out="unix")
    path = socket_path(place, process)
    reader = Reader(path).read_until('"snapshotEnded"')
    reader.close()
    assert process.communicate("\n", timeout=60)[0].endswith("done\n")
    assert process.returncode == 0


@pytest.mark.skipif(sys.version_info < (3, 12), reason="new in Python 3.12")
@pytest.mark.parametrize("threads", [0, 1])
def test_a_fork_warns_only_if_the_program_itself_has_threads(place, threads):
    script = place.script(
        f"""
        import os, threading, time
        for _ in range({threads}): threading.Thread(target=time.sleep, args=(1,)).start()
        for _ in range(2):
            if not (child := os.fork()): os._exit(0)
            os.waitpid(child, 0)
        """
    )
    bare, probed = place.run(script), place.run(script, out="unix")

    def anonymous(text):
        return __import__("re").sub(r"pid=\d+", "pid", text)

    assert anonymous(probed.stderr) == anonymous(bare.stderr)


def test_a_program_that_is_stopped_and_continued(place):
    process = place.start(place.script(TOLD), out="unix", level="life")
    reader = Reader(socket_path(place, process)).read_until('"snapshotEnded"')
    process.send_signal(signal.SIGSTOP)
    time.sleep(0.5)
    process.send_signal(signal.SIGCONT)
    process.stdin.write("\n")
    process.stdin.flush()
    Fold(reader.read_to_end().log().check().lines)
    assert process.wait() == 0


SMALL = """
    import asyncio, signal, sys
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    {first}
    async def main():
        for _ in range({turns}): await asyncio.sleep(0)
    asyncio.run(main())
    sys.exit(5)
    """


@pytest.mark.parametrize("first", ["pass", "import weir_probe; weir_probe.start('fd:{write}')"])
@pytest.mark.parametrize("turns", [1, 3000])
def test_the_exit_code_is_the_programs_whoever_reads(place, first, turns):
    """Neither a log's header nor its end raises SIGPIPE in a program that does not ignore it."""
    read, write = os.pipe()
    os.close(read)
    script = place.script(SMALL.format(first=first.format(write=write), turns=turns))
    out = None if "start" in first else f"fd:{write}"
    process = subprocess.run(
        place.command(script, out=out),
        cwd=place.folder,
        env=place.environment,
        pass_fds=(write,),
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(write)
    assert (process.stdout, process.stderr, process.returncode) == ("", "", 5)


def test_a_socket_with_an_impossible_number_is_left_alone(place):
    folder = place.runtime / "weir"
    folder.mkdir(mode=0o700)
    odd = folder / f"{'9' * 20}.sock"
    odd.write_text("")
    result = place.run(place.script("import asyncio; asyncio.run(asyncio.sleep(0))"), out="unix")
    assert (result.returncode, result.stderr) == (0, "")
    assert odd.exists()


@pytest.mark.parametrize(
    "arguments, command",
    [
        ("[pathlib.Path('/a/b.py'), 7]", ["/a/b.py", "7"]),
        ("None", [""]),
        ("[]", [""]),
        ("['\\udc80.py']", ["?.py"]),
    ],
)
def test_any_arguments_may_be_in_the_header(place, arguments, command):
    script = place.script(
        f"""
        import asyncio, pathlib, sys
        sys.argv = {arguments}
        import weir_probe
        weir_probe.start("log.jsonl")
        asyncio.run(asyncio.sleep(0))
        """
    )
    result = place.run(script)
    assert (result.returncode, result.stderr) == (0, "")
    log = Log((place.folder / "log.jsonl").read_text()).check()
    assert log.header["command"] == command
    assert log.kinds("taskCreated")


def test_a_reader_whose_log_cannot_begin_is_turned_away(place):
    script = place.script(
        """
        import asyncio, sys
        class Odd:
            def __str__(self): raise ValueError
        async def main():
            sys.argv = [Odd()]
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
            sys.argv = ["program.py"]
            print("ready", flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix", environment={"WEIR_PROBE_DEBUG": ""})
    path = socket_path(place, process)
    process.stdout.readline()
    assert Reader(path).read() == b""
    process.stdin.write("\n")
    process.stdin.flush()
    process.stdout.readline()
    Reader(path).read_until('"snapshotEnded"')
    assert process.communicate("\n")[1] == ""


def test_files_that_are_made_while_the_probe_starts_keep_their_modes(place):
    """The mask of new files belongs to the whole process."""
    script = place.script(
        """
        import os
        mask, calls = os.umask, []
        os.umask = lambda value: calls.append(value) or mask(value)
        import weir_probe
        weir_probe.start("unix")
        print(calls)
        """
    )
    assert place.run(script).stdout == "[]\n"


def test_the_exit_code_is_the_programs_if_the_reader_leaves_just_before(place):
    script = place.script(
        """
        import asyncio, os, signal, sys
        import weir_probe
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        read, write = os.pipe()
        weir_probe.TICK = 30  # The probe's thread does not notice it.
        weir_probe.start(f"fd:{write}")
        asyncio.run(asyncio.sleep(0))
        os.close(read)
        sys.exit(5)
        """
    )
    result = place.run(script)
    assert (result.stderr, result.returncode) == ("", 5)
