"""A reader that listens is called when the first loop starts, in every Python it reaches."""

import json
import os
import pathlib
import select
import socket
import subprocess
import sys
import threading

import pytest

START = pathlib.Path(__file__).resolve().parent.parent / "start"

WORK = """
import asyncio, sys
async def work():
    await asyncio.sleep(0.1)
if __name__ == "__main__":
    asyncio.run(work())
    print("sitecustomize" in sys.modules, [path for path in sys.path if path.endswith("start")])
"""


class Listener:
    """Listens, and reads the log of each program that connects to its end."""

    def __init__(self, folder):
        self.path = str(folder / "reader")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen(8)
        self.folder = folder
        self.logs = []
        self.threads = []
        self.is_over = False

    def serve(self):
        """Lets programs in, up to the last one that is in line once it is over."""
        while True:
            was_over = self.is_over
            if not select.select([self.server], [], [], 0.1)[0]:
                if was_over:
                    return
                continue
            connection, _ = self.server.accept()
            thread = threading.Thread(target=self.read, args=[connection])
            thread.start()
            self.threads.append(thread)

    def read(self, connection):
        with connection, connection.makefile() as file:
            self.logs.append([json.loads(line) for line in file if line.endswith("\n")])

    def run(self, *command, **variables):
        """Runs a command to its end, and returns what it prints."""
        thread = threading.Thread(target=self.serve, daemon=True)
        thread.start()
        environment = {
            "PATH": os.environ["PATH"], "TMPDIR": str(self.folder), "PYTHONPATH": str(START),
            "WEIR_PROBE": f"connect:{self.path}", **variables,
        }
        result = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, result.stderr
        self.is_over = True
        for thread in [thread, *self.threads]:
            thread.join(60)
        self.server.close()
        return result.stdout


@pytest.fixture
def listener(tmp_path):
    return Listener(tmp_path)


def kinds(log):
    return [line["e"] for line in log[1:]]


def test_the_log_begins_with_the_first_loop(listener, tmp_path):
    (tmp_path / "work.py").write_text(WORK)
    assert listener.run(sys.executable, "work.py") == "True []\n"
    (log,) = listener.logs
    assert log[0]["program"] == "work.py"
    assert kinds(log)[:2] == ["workerCreated", "taskCreated"]
    assert (log[-1]["e"], log[-1]["reason"]) == ("end", "exited")


def test_a_python_without_a_loop_is_silent(listener):
    listener.run(sys.executable, "-c", "print(1)")
    assert listener.logs == []


def test_children_are_reached_as_well(listener, tmp_path):
    (tmp_path / "work.py").write_text(WORK)
    (tmp_path / "parent.py").write_text(
        "import multiprocessing, subprocess, sys, work, asyncio\n"
        "def child(): asyncio.run(work.work())\n"
        "if __name__ == '__main__':\n"
        "    subprocess.run([sys.executable, 'work.py'], check=True)\n"
        "    for method in ['fork', 'spawn']:\n"
        "        process = multiprocessing.get_context(method).Process(target=child)\n"
        "        process.start(); process.join()\n")
    listener.run(sys.executable, "parent.py")
    assert len(listener.logs) == 3
    assert len({log[0]["pid"] for log in listener.logs}) == 3
    assert all("taskCreated" in kinds(log) for log in listener.logs)


def test_the_module_that_would_have_been_found_is_loaded(listener, tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("print('own')")
    output = listener.run(
        sys.executable, "-c", "import sitecustomize; print(sitecustomize.__file__)",
        PYTHONPATH=f"{START}:{folder}")
    assert output.splitlines() == ["own", str(folder / "sitecustomize.py")]


def test_without_a_reader_the_program_runs(listener, tmp_path):
    (tmp_path / "work.py").write_text(WORK)
    assert listener.run(sys.executable, "work.py", WEIR_PROBE="connect:/nowhere") == "True []\n"


def test_when_the_reader_leaves_another_one_is_let_in(listener, tmp_path):
    (tmp_path / "work.py").write_text(WORK.replace("0.1)", "20)"))
    folder = tmp_path / f"weir-{os.getuid()}"
    process = subprocess.Popen(
        [sys.executable, "work.py"], cwd=tmp_path, stdout=subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "PYTHONPATH": str(START),
            "WEIR_PROBE": f"connect:{listener.path}",
        })
    try:
        connection, _ = listener.server.accept()
        with connection, connection.makefile() as file:
            assert json.loads(file.readline())["pid"] == process.pid
        for _ in range(100):
            with socket.socket(socket.AF_UNIX) as other:
                other.settimeout(30)
                other.connect(str(folder / f"{process.pid}.sock"))
                data = other.recv(1 << 16)
            if data:
                break
        assert json.loads(data.split(b"\n")[0])["pid"] == process.pid
    finally:
        process.kill()
        process.wait()
        listener.server.close()


def test_readers_that_leave_at_once_do_no_harm(tmp_path):
    (tmp_path / "work.py").write_text(
        "import asyncio\n"
        "async def take(queue):\n"
        "    while True: await queue.get(); await asyncio.sleep(0.001)\n"
        "async def main():\n"
        "    queue = asyncio.Queue(1)\n"
        "    task = asyncio.create_task(take(queue))\n"
        "    while True: await queue.put(1)\n"
        "asyncio.run(main())\n")
    path = tmp_path / "reader.sock"
    process = subprocess.Popen(
        [sys.executable, "work.py"], cwd=tmp_path, stderr=subprocess.PIPE, text=True,
        env={
            "PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "PYTHONPATH": str(START.parent) + ":" + str(START),
            "WEIR_PROBE": f"unix:{path}",
        })
    try:
        while not path.exists():
            assert process.poll() is None
        for _ in range(50):
            with socket.socket(socket.AF_UNIX) as reader:
                reader.connect(str(path))
        with socket.socket(socket.AF_UNIX) as reader:
            # Waits while the readers that have left are still in line.
            reader.connect(str(path))
            assert process.poll() is None, process.stderr.read()
    finally:
        process.kill()
        process.wait()
