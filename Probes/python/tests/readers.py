"""Readers that connect to the socket of a program under the probe."""

import json
import socket
import time

from conftest import Log


class Reader:
    """A connected reader."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(30)
        self.socket.connect(str(path))
        self.text = bytearray()

    def read(self, size=1 << 20):
        """Reads some bytes; none at the end of the stream."""
        text = self.socket.recv(size)
        self.text += text
        return text

    def read_for(self, seconds):
        """Reads for some time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                if not self.read():
                    break
            except (socket.timeout, ConnectionResetError):
                break
        self.socket.settimeout(30)
        return self

    def read_new(self, text, count=1):
        """Reads until a text has come this often after what was read so far."""
        return self.read_until(text, count, len(self.text))

    def read_until(self, text, count=1, position=0):
        """Reads until a text has come this often, from a position on."""
        deadline, wanted = time.monotonic() + 60, text.encode()
        found = 0
        while True:
            while (place := self.text.find(wanted, position)) >= 0:
                found, position = found + 1, place + len(wanted)
            if found >= count:
                return self
            position = max(position, len(self.text) - len(wanted) + 1)
            assert time.monotonic() < deadline, bytes(self.text[-500:])
            assert self.read(), bytes(self.text[-500:])

    def read_to_end(self):
        while self.read():
            pass
        return self

    def send(self, request):
        text = request if isinstance(request, bytes) else json.dumps(request).encode() + b"\n"
        self.socket.sendall(text)
        return self

    def log(self):
        """What was read so far, up to the last whole line."""
        text = self.text[: self.text.rfind(b"\n") + 1]
        return Log(text.decode())

    def close(self):
        self.socket.close()


def socket_path(place, process):
    """The socket of a program, once it is there."""
    path = place.runtime / "weir" / f"{process.pid}.sock"
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return path


class Fold:
    """The tasks, queues and pools that exist, folded from a log as a reader does."""

    def __init__(self, lines):
        self.tasks, self.queues, self.pools, self.states = {}, {}, {}, {}
        self.snapshot = None
        for line in lines:
            self.fold(line)

    def fold(self, line):
        kind, task = line["e"], line.get("task")
        if kind == "snapshotBegan":
            self.snapshot = set()
            self.pools = {}
        elif kind == "snapshotEnded":
            self.tasks = {key: name for key, name in self.tasks.items() if key in self.snapshot}
            self.snapshot = None
            assert len(self.tasks) >= line["tasks"] - 1
        elif kind == "taskCreated":
            assert self.snapshot is not None or task not in self.tasks
            self.tasks[task] = line["name"]
            if self.snapshot is not None:
                self.snapshot.add(task)
        elif kind == "taskFinished":
            assert task in self.tasks
            del self.tasks[task]
            self.states.pop(task, None)
        elif kind in ("taskSuspended", "taskResumed", "taskBecameReady"):
            assert task in self.tasks, line
            self.states[task] = line.get("why", kind)
        elif kind == "queueCreated":
            self.queues[line["queue"]] = line.get("depth", 0)
        elif kind in ("itemEnqueued", "itemDequeued"):
            if self.snapshot is None:
                change = 1 if kind == "itemEnqueued" else -1
                assert line["depth"] == self.queues[line["queue"]] + change, line
            self.queues[line["queue"]] = line["depth"]
        elif kind == "queueCounted":
            self.queues[line["queue"]] = line["depth"]
        elif kind == "resourceAcquired":
            holders = self.pools.setdefault(line["pool"], {})
            assert self.snapshot is not None or line["resource"] not in holders, line
            holders[line["resource"]] = task
        elif kind == "resourceReleased":
            holders = self.pools.setdefault(line["pool"], {})
            assert holders.pop(line["resource"], task) == task
