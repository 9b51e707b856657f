"""Lets weir watch a Python program that uses asyncio.

    python -m weir_probe [-o OUT] [--level LEVEL] SCRIPT [ARGUMENT ...]
    python -m weir_probe [-o OUT] [--level LEVEL] -m MODULE [ARGUMENT ...]

runs a program as `python` does, and writes a session log of weir about its tasks, queues, locks,
timeouts and loops. A program can also call `weir_probe.start()`. For a server whose start command
is fixed, install the probe with `pip` and set `WEIR_PROBE=unix` in the server's environment.

OUT says where the log goes:

    unix        a socket in a private folder, `$XDG_RUNTIME_DIR/weir/PID.sock`; the default. Nothing
                is recorded until a reader connects, which gets a snapshot and then every event
    unix:PATH   the same, at another path
    connect:PATH  a socket at which a reader listens already: the probe connects to it when the
                first event loop starts, so that the reader misses nothing; then as `unix`
    -           standard output; what the program prints goes to standard error
    fd:N        an open file descriptor
    PATH        a file, which is emptied first

LEVEL says how much is recorded. Each level includes those before it:

    counts      the start and end of tasks, and how many items go through each queue
    life        each item, lock, timeout, cancellation and error
    waits       what each task waits for, and where
    steps       when tasks become ready, and when they run; the default

Rules that the probe keeps:

- The program comes first. The probe never raises into it, never waits for a reader while it runs,
  and never prints. A fault of its own is counted; after 100 of them the probe turns itself off.
- Whole stretches of events are lost, never single ones: if a reader is too slow, recording stops,
  and continues with a snapshot of everything that exists.
- While nobody reads, asyncio's own functions run where speed matters. Only constructors, locks and
  cancellation are watched, so that a snapshot can name things.
- A reader can ask for another level or for a snapshot, and for nothing else.

What remains visible to the program: one more frame between the loop and its callbacks, which debug
mode and stack dumps show; the class of tasks, which is a subclass of the original; and before
Python 3.11 a frame in the traceback of an error that a queue or a lock raises.

One file, no dependencies, for CPython 3.9 and newer on Linux and macOS. `Docs/session-log.md` of
weir describes the log.

How it works, in the order of this file: `Recording` says what is recorded now. A line of the log is
formatted where it arises and appended to `_lines`. `_Patch` replaces one function of asyncio.
`_Snapshot` describes everything that exists. `Probe` owns the thread that writes the lines and
notices blocked loops. What is known of a task, a queue or a lock is kept in attributes of the
object itself, all of which begin with `_weir`.
"""

from __future__ import annotations

import abc
import asyncio
import asyncio.base_events
import asyncio.events
import asyncio.futures
import asyncio.locks
import asyncio.queues
import asyncio.tasks
import atexit
import collections
import concurrent.futures.thread
import contextlib
import dis
import fcntl
import functools
import gc
import io
import itertools
import json
import math
import operator
import os
import re
import select
import signal
import socket
import stat
import struct
import sys
import threading
import time
import traceback
import types
import warnings
import weakref
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Optional, TypeVar

if TYPE_CHECKING:
    import argparse

__version__ = "0.2.0"
__all__ = ["ProbeError", "name", "start"]

# Limits and periods. Times are in seconds, except where the name says nanoseconds.
LINE_LIMIT = 200_000  # Lines kept for a slow reader; beyond that, a gap.
BYTE_LIMIT = 25_000_000  # The same in bytes, by the average of the latest lines.
MOST_LINES = 400_000  # Lines after which the program's own threads stop recording; also in bytes.
BATCH_LINES = 16_384  # Lines written at once: each call may wait 5 ms for the interpreter lock.
FAULT_LIMIT = 100  # Faults of the probe after which it turns itself off.
SLICE_TASKS = 500  # Tasks that a snapshot describes in one turn of their loop.
BUSY_ITEMS = 1_000  # Items a second above which a queue is counted instead of listed.
TEXT_LIMIT = 200  # Characters of a name or a path in the log.
FRAME_LIMIT = 32  # Frames searched for the line of the program that did something.
POSITION_LIMIT = 1_000  # Frames compared to see whether a coroutine has turned back.
FOUND_FRAMES = 5_000  # Frames searched for what existed before the probe: names, holders of locks.
FOUND_VALUES = 50_000  # Variables, attributes and items looked at in them.
FOUND_DEPTH = 3  # How far these are followed from a variable.
CACHE_LIMIT = 8_192  # Entries of each cache.
NUMBER_LIMIT = 4_294_967_295  # The largest capacity in a log.
AWAITED_LIMIT = 64  # Awaited tasks named in one line.
END_BYTES = 128  # Room for the last line of a log.
REQUEST_LIMIT = 256  # Bytes of a request by a reader.
TICK = 0.02  # How often lines are written, and blocked loops are looked for.
COUNT_PERIOD = 0.04  # How often the sums of counted queues are written.
RESPONSE_LIMIT = 0.25  # How long a snapshot waits for a loop before it describes it from outside.
EXIT_LIMIT = 1.0  # How long the program's exit waits for a slow reader.
BLOCK_NANOSECONDS = 50_000_000  # A turn of a loop longer than this is a block.
SWALLOWED_NANOSECONDS = 1_000_000_000  # How long a cancelled task may wait where it did before.
SWALLOWED_BLINDLY_NANOSECONDS = 5_000_000_000  # The same where handlers can't be seen (< 3.11).
SAVING_NANOSECONDS = 10_000_000_000  # How long one may wait for what comes after that.
SECOND = 1_000_000_000

LEVELS = ("counts", "life", "waits", "steps")

# asyncio as it was when this file was imported.
BareTask = asyncio.Task
BaseEventLoop = asyncio.base_events.BaseEventLoop
Queue = asyncio.queues.Queue
_bare_current_task = asyncio.current_task
_bare_all_tasks = asyncio.all_tasks
_QUEUE_CONSTRUCTOR = Queue.__init__.__code__
_set_result_unless_cancelled: Any = getattr(
    asyncio.futures, "_set_result_unless_cancelled", object()
)

_now = time.monotonic_ns
_DEBUG_FILE = os.environ.get("WEIR_PROBE_DEBUG", "")  # Where faults are written, for tests.
_START = _now()
_START_WALL = time.time()
try:
    _FOLDER = os.path.join(os.getcwd(), "")
except OSError:  # The folder has been removed.
    _FOLDER = os.sep * 2
_ASYNCIO = os.path.join(os.path.dirname(asyncio.__file__), "")
_STANDARD_LIBRARY = os.path.join(os.path.dirname(os.__file__), "")

_Function = TypeVar("_Function", bound=Callable[..., Any])


class ProbeError(Exception):
    """The probe cannot start. The text says what is wrong, and what to do."""


# MARK: The recording


class Recording:
    """What is recorded now. Every note reads it; only `Probe` changes it."""

    __slots__ = ("on", "session", "life", "waits", "steps", "faults", "room")

    def __init__(self) -> None:
        self.on = False
        self.room = MOST_LINES  # How many lines may wait while the probe's thread is stuck.
        # The number of the latest snapshot. What was described in an earlier one is described
        # again before its next event.
        self.session = 0
        self.life = self.waits = self.steps = True
        self.faults = 0

    def set_level(self, level: str) -> None:
        """Records at one of `LEVELS` from now on."""
        rank = LEVELS.index(level)
        self.life, self.waits, self.steps = rank >= 1, rank >= 2, rank >= 3


recording = Recording()
_lines: list[str] = []
_append = _lines.append


def _emit(kind: str, rest: str) -> None:
    """Adds a line. `rest` is the text of its keys; what happens often formats its own lines."""
    if recording.on:
        _append(f'{{"t":{_now() - _START},"e":"{kind}",{rest}}}\n')
        if len(_lines) > recording.room:
            probe.interrupt()


def _fault() -> None:
    """Counts the exception that is handled as a fault of the probe; too many turn it off.

    Raises it again if it comes from a signal handler of the program, which ran within the probe.
    """
    error = sys.exc_info()[1]
    if error is not None and _is_from_handler(error.__traceback__):
        raise error
    if recording.faults >= FAULT_LIMIT and probe.is_disabled:
        return
    recording.faults += 1
    if _DEBUG_FILE:
        with contextlib.suppress(OSError), open(_DEBUG_FILE, "a", encoding="utf-8") as file:
            traceback.print_exc(file=file)
    if recording.faults >= FAULT_LIMIT:
        probe.disable()


def _is_from_handler(trace: Optional[types.TracebackType]) -> bool:
    """Whether an exception was raised by a signal handler, or below one.

    Python calls handlers in the middle of any function, with the frame of that as an argument. The
    program's code that the probe calls, such as a `qsize` of its own, does not know the caller.
    """
    while trace is not None and trace.tb_next is not None:
        interrupted, trace = trace.tb_frame, trace.tb_next
        for value in list(trace.tb_frame.f_locals.values()):
            arguments = value if type(value) is tuple else (value,)
            if any(argument is interrupted for argument in arguments):
                return True
    return False


def _guarded(note: _Function) -> _Function:
    """A function whose exceptions are counted, and never reach the program."""

    @functools.wraps(note)
    def guarded(*arguments: Any, **options: Any) -> Any:
        try:
            return note(*arguments, **options)
        except Exception:
            _fault()
            return None

    return guarded  # type: ignore[return-value]


def _hide_frame(error: BaseException) -> None:
    """Removes the caller's frame from the traceback of an exception that it is about to re-raise.

    Before Python 3.11 a re-raised exception gets its old traceback again, so that a line of this
    file appears in it.
    """
    trace = error.__traceback__
    if trace is not None:
        error.__traceback__ = trace.tb_next


def _quoted(text: str) -> str:
    """A text in JSON, without lone surrogates and cut to `TEXT_LIMIT` characters."""
    return _in_json(str(text)[:TEXT_LIMIT])


@functools.lru_cache(CACHE_LIMIT)
def _in_json(text: str) -> str:
    return json.dumps(_without_surrogates(text))


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


# MARK: Places in the source

_OWN, _PYTHON, _LIBRARY, _PROGRAM = 1, 2, 3, 4  # This file, Python's, a package's, the program's.
_ranks: dict[str, int] = {}
_places: dict[tuple[int, int], tuple[types.CodeType, str]] = {}


def _rank(path: str) -> int:
    """Whose a source file is, as one of `_OWN`, `_PYTHON`, `_LIBRARY` and `_PROGRAM`."""
    if path == __file__:
        rank = _OWN
    elif "-packages" + os.sep in path:
        rank = _LIBRARY
    elif path.startswith("<") or path.startswith(_STANDARD_LIBRARY):
        rank = _PYTHON
    else:
        rank = _PROGRAM
    if len(_ranks) >= CACHE_LIMIT:
        _ranks.clear()
    _ranks[path] = rank
    return rank


def _place(code: types.CodeType, at: int) -> str:
    """The keys `file` and `line`, with a comma before them, of an instruction."""
    key = (id(code), at)
    known = _places.get(key)
    if known is not None:
        return known[1]
    text = f',"file":{_quoted(_short_path(code.co_filename))},"line":{_line_number(code, at)}'
    if len(_places) >= CACHE_LIMIT:
        _places.clear()
    _places[key] = (code, text)  # Keeping the code keeps its number from being used again.
    return text


def _short_path(path: str) -> str:
    """A path as seen from the folder that the program started in, that of its packages, or that of
    Python: `orders.py`, `aiohttp/client.py`, `asyncio/queues.py`."""
    package = path.rpartition("-packages" + os.sep)[2]
    if package != path:
        return package
    for folder in (_FOLDER, _STANDARD_LIBRARY):
        if path.startswith(folder):
            return path[len(folder) :]
    return path


def _line_number(code: types.CodeType, at: int) -> int:
    """The line of an instruction; that of the function if it has none."""
    if hasattr(code, "co_lines"):
        for begin, end, line in code.co_lines():
            if begin <= at < end:
                return line or code.co_firstlineno
        return code.co_firstlineno
    line = code.co_firstlineno
    for begin, number in dis.findlinestarts(code):
        if begin > at:
            break
        line = number
    return line


# Whoever called these has nothing to do with the callback that they run. By id, since comparing
# code is slow.
_turn_codes = {id(code): code for code in [asyncio.events.Handle._run.__code__]}


def _caller(depth: int) -> str:
    """The place of the innermost frame of the program, else of a package, `depth` frames up.

    Frames outside the present turn of the loop are not looked at.
    """
    frame: Optional[types.FrameType] = sys._getframe(depth + 1)
    best, best_rank = None, _OWN
    for _ in range(FRAME_LIMIT):
        if frame is None or best_rank == _PROGRAM or id(frame.f_code) in _turn_codes:
            break
        path = frame.f_code.co_filename
        rank = _ranks.get(path) or _rank(path)
        if rank > best_rank:
            best, best_rank = frame, rank
        frame = frame.f_back
    return "" if best is None else _place(best.f_code, best.f_lasti)


def _stand(coroutine: Any) -> tuple[str, Any, Any]:
    """Where a suspended coroutine stands.

    The place of the innermost frame of the program, the coroutine that this frame awaits, if any,
    and the innermost coroutine of all.
    """
    best_code: Optional[types.CodeType] = None
    best_at = best_rank = 0
    called: Any = None
    last: Any = None
    while True:
        if type(coroutine) is types.CoroutineType:
            frame, awaited = coroutine.cr_frame, coroutine.cr_await
        else:
            frame, awaited = _frame_of_awaitable(coroutine)
        if frame is None:
            break
        code = frame.f_code
        path = code.co_filename
        rank = _ranks.get(path) or _rank(path)
        if rank >= best_rank:
            best_code, best_at, best_rank, called = code, frame.f_lasti, rank, None
        elif called is None:
            called = coroutine
        last = coroutine
        coroutine = awaited
    return "" if best_code is None else _place(best_code, best_at), called, last


def _frame_of_awaitable(awaitable: Any) -> tuple[Any, Any]:
    """The frame of a generator or an asynchronous one, and what it awaits; else `None` twice."""
    kind = type(awaitable)
    if kind is types.GeneratorType:
        return awaitable.gi_frame, awaitable.gi_yieldfrom
    if kind is types.AsyncGeneratorType:
        return awaitable.ag_frame, awaitable.ag_await
    if kind.__name__ in ("async_generator_asend", "async_generator_athrow"):
        # Nothing else leads from the awaitable of `anext` to its generator.
        for referent in gc.get_referents(awaitable):
            if type(referent) is types.AsyncGeneratorType:
                return referent.ag_frame, referent.ag_await
    if kind.__name__ == "coroutine_wrapper":
        for referent in gc.get_referents(awaitable):
            if type(referent) is types.CoroutineType:
                return referent.cr_frame, referent.cr_await
    if hasattr(awaitable, "cr_frame"):  # Coroutines made by Cython.
        return awaitable.cr_frame, getattr(awaitable, "cr_await", None)
    return None, None


# MARK: Names

_numbers: collections.defaultdict[str, Iterator[int]] = collections.defaultdict(
    lambda: itertools.count(1)
)
_name_counts: dict[str, int] = {}


@functools.lru_cache(CACHE_LIMIT)
def _assigned_name(code: types.CodeType, at: int) -> str:
    """The variable, attribute or key to which a call's result is assigned; empty if to none.

    `self._jobs = Queue()` gives `jobs`, `queues["orders"] = Queue()` gives `orders`, and in
    `jobs, done = Queue(), Queue()` each has its own. It follows the result through the instructions
    after the call, as far as they only assign it and call others.
    """
    result = _Result(code, at)
    for _ in range(64):
        name = result.follow()
        if name is not None:
            return name
    return ""


class _Result:
    """The result of a call, which the instructions after it assign or pass on."""

    __slots__ = ("instructions", "positions", "position", "above", "loaded")

    def __init__(self, code: types.CodeType, at: int) -> None:
        self.instructions = [
            item for item in dis.get_instructions(code) if item.opname != "CACHE"
        ]
        self.positions = {item.offset: index for index, item in enumerate(self.instructions)}
        self.position = sum(1 for item in self.instructions if item.offset <= at)
        self.above = 0  # How many values lie above it on the stack.
        self.loaded: list[Any] = []

    def follow(self) -> Optional[str]:
        """Follows the next instruction. Returns the name to which it assigns the result, an empty
        one if it does something else with it, and `None` if neither is known yet."""
        item = self.instructions[self.position]
        kind = item.opname
        self.position += 1
        if kind == "JUMP_FORWARD":
            self.position = self.positions[item.argval]
        elif kind.startswith("STORE_"):
            return self.store(item)
        elif kind in ("SWAP", "ROT_TWO", "ROT_THREE"):
            self.swap(item)
        elif kind == "BUILD_TUPLE" and self.next.opname == "UNPACK_SEQUENCE":
            self.unpack(self.next.arg or 0)
        elif kind in ("COPY", "DUP_TOP") and self.above == 0:
            return None  # The copy is the result, too.
        elif kind.startswith(("LOAD_", "CALL", "PRECALL", "PUSH_NULL", "KW_NAMES")):
            return self.load(item)
        elif kind not in ("NOP", "EXTENDED_ARG"):
            return ""
        return None

    @property
    def next(self) -> dis.Instruction:
        return self.instructions[self.position]

    def store(self, item: dis.Instruction) -> Optional[str]:
        """Follows an assignment of one or two values."""
        kind, above = item.opname, self.above
        pops = {"STORE_ATTR": 2, "STORE_SUBSCR": 3}.get(kind, 1)
        targets = list(item.argval) if isinstance(item.argval, tuple) else [item.argval]
        if kind == "STORE_FAST_LOAD_FAST":
            targets.pop()
        elif kind == "STORE_FAST_STORE_FAST":
            pops = 2
        elif above == pops - 1:
            targets = [_subscript(self.loaded)] if kind == "STORE_SUBSCR" else targets
            return str(targets[0]).lstrip("_")
        if above < len(targets):
            return str(targets[above]).lstrip("_")
        self.above -= pops - (kind == "STORE_FAST_LOAD_FAST")
        return None

    def swap(self, item: dis.Instruction) -> None:
        """Follows a change of the order of the values on top of the stack."""
        if item.opname == "ROT_THREE":
            self.above = {0: 2, 1: 0, 2: 1}.get(self.above, self.above)
            return
        depth = (item.arg or 2) - 1 if item.opname == "SWAP" else 1
        self.above = {0: depth, depth: 0}.get(self.above, self.above)

    def unpack(self, count: int) -> None:
        """Follows a tuple that is taken apart again, which reverses its values."""
        if self.above < count:
            self.above = count - 1 - self.above
        self.position += 1

    def load(self, item: dis.Instruction) -> Optional[str]:
        """Follows a value that is put above the result, or a call that takes some from there."""
        if self.above == 0 and item.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            return ""
        self.loaded.append(item.argval)
        self.above += dis.stack_effect(item.opcode, item.arg)
        return "" if self.above < 0 else None  # Below, it was the argument of a call.


def _subscript(loaded: list[Any]) -> str:
    """The last name that was loaded: the key, if it is a text, else the container."""
    return next((text for text in reversed(loaded) if isinstance(text, str)), "")


def _unique_name(kind: str, name: str) -> str:
    """The name for the first thing of a kind, then `name-2`, `name-3` and so on."""
    number = _next_in_family(f"{kind} {name}")
    return name if number == 1 else f"{name}-{number}"


def _next_in_family(family: str) -> int:
    """The number of the next member of a family of names, from 1 on.

    If there are too many families, all of them begin again.
    """
    family = family[:TEXT_LIMIT]
    number = _name_counts.get(family, 0) + 1
    if number == 1 and len(_name_counts) >= CACHE_LIMIT:
        _name_counts.clear()
    _name_counts[family] = number
    return number


def _is_own_constructor(frame: types.FrameType, thing: object) -> bool:
    """Whether the frame is the `__init__` of a subclass of the thing's class, for the thing."""
    code = frame.f_code
    if code.co_name != "__init__" or not code.co_varnames:
        return False
    return frame.f_locals.get(code.co_varnames[0]) is thing


# MARK: Threads and loops


class _ThreadState:
    """What runs in a thread: a task or another callback of a loop, and since when."""

    __slots__ = (
        "ident",
        "number",
        "since",
        "loop",
        "call",
        "blocked",
        "worker",
        "session",
        "work",
        "label",
        "submitted",
        "__weakref__",
    )

    def __init__(self) -> None:
        self.ident = threading.get_ident()
        self.number = 0  # Of the task that runs; 0 if none does.
        self.since = 0  # When its turn began, by the monotonic clock; 0 if there is no turn.
        self.loop: Any = None
        # The last call that may block: its name, the number of the frame, and where that stood.
        self.call = ("", 0, 0)
        # The worker and the task of the block that was reported for this turn, if any.
        self.blocked: Optional[tuple[int, int]] = None
        self.worker = 0  # Its number as a background worker.
        self.session = 0
        # What it runs as such: the number of the task, and since when.
        self.work: Optional[tuple[int, int]] = None
        self.label = ""  # The name of the thread, in JSON.
        self.submitted: Any = None  # The latest work that this thread has handed to another.


class _Here(threading.local):
    """The state of the current thread."""

    def __init__(self) -> None:
        self.state = _ThreadState()
        _thread_states.append(weakref.ref(self.state))
        for reference in list(_thread_states):  # One at a time: others may add theirs meanwhile.
            if reference() is None:
                with contextlib.suppress(ValueError):  # Another thread has removed it.
                    _thread_states.remove(reference)


_thread_states: list[weakref.ref[_ThreadState]] = []  # Of threads that live.
_here = _Here()


def _states() -> list[_ThreadState]:
    """The states of all threads that the probe knows."""
    states = [reference() for reference in list(_thread_states)]
    return [state for state in states if state is not None]


def _turns() -> list[_ThreadState]:
    """The states of threads in which a turn of a loop is in progress."""
    return [state for state in _states() if state.since]


# Calls that may block, by their audit events, and what they are called.
_BLOCKING_CALLS = {
    "fcntl.flock": "fcntl.flock",
    "fcntl.lockf": "fcntl.lockf",
    "open": "open",
    "os.listdir": "os.listdir",
    "os.scandir": "os.scandir",
    "os.system": "os.system",
    "shutil.copyfile": "shutil.copyfile",
    "shutil.copytree": "shutil.copytree",
    "shutil.rmtree": "shutil.rmtree",
    "socket.connect": "socket.connect",
    "socket.getaddrinfo": "socket.getaddrinfo",
    "socket.gethostbyaddr": "socket.gethostbyaddr",
    "socket.gethostbyname": "socket.gethostbyname",
    "socket.sendto": "socket.sendto",
    "sqlite3.connect": "sqlite3.connect",
    "subprocess.Popen": "subprocess.Popen",
    "time.sleep": "time.sleep",  # Python 3.13 and later.
}


def _note_call(event: str, _: Any) -> None:
    """Remembers a call that may block, if it is made within a turn of a loop: an audit hook.

    Hooks stay for the life of the process and are called for many events, so this has to be quick.
    """
    if event in _BLOCKING_CALLS and recording.on:
        try:
            state = _here.state
            if state.since:
                frame = sys._getframe(1)
                state.call = event, id(frame), frame.f_lasti
        except Exception:
            _fault()


class _LoopNote:
    """What the probe knows of an event loop. Its number is that of a worker in the log.

    A loop takes over the number of one that is closed: a program that calls `asyncio.run` again and
    again has one worker.
    """

    __slots__ = ("number", "session", "loop")

    def __init__(self, loop: Any) -> None:
        self.loop = weakref.ref(loop)
        closed = next((note for note in _loops if note.is_closed()), None)
        if closed is None:
            self.number, self.session = next(_numbers["worker"]), 0
        else:
            self.number, self.session = closed.number, closed.session
            _loops.remove(closed)

    def is_closed(self) -> bool:
        """Whether the loop never runs again."""
        loop = self.loop()
        return loop is None or loop.is_closed()


_loops: list[_LoopNote] = []
_foreign_loop_kinds: set[type] = set()


def _loop_note(loop: Any) -> _LoopNote:
    """What is known of a loop; a new one is registered, and its class is watched."""
    try:
        note: _LoopNote = loop._weir
    except AttributeError:
        probe.revive()
        note = loop._weir = _LoopNote(loop)
        _loops.append(note)
        kind = type(loop)
        if not isinstance(loop, BaseEventLoop) and kind not in _foreign_loop_kinds:
            _foreign_loop_kinds.add(kind)
            _watch_foreign_loop(kind)
    if recording.on and note.session != recording.session:
        note.session = recording.session
        _emit("workerCreated", f'"worker":{note.number},"name":"loop-{note.number}","loop":true')
    return note


def _running_loops() -> list[Any]:
    """The loops that run now, in any thread."""
    loops = [note.loop() for note in list(_loops)]
    return [loop for loop in loops if loop is not None and loop.is_running()]


def _current_task() -> Any:
    """The task that runs in this thread; `None` if there is none."""
    try:
        return _bare_current_task()
    except RuntimeError:
        return None


def _current_number() -> int:
    """The number of the task that runs in this thread; 0 if there is none."""
    task = _current_task()
    return 0 if task is None else _number(task)


# MARK: Tasks
#
# Their coroutine is read from `_coro`: in Python 3.12.1, `get_coro` of an eager task that has ended
# without waiting crashes the interpreter.

_task_numbers = itertools.count(1)
# By number: who noticed its cancellation, when, and where it waited.
_cancelled: dict[int, tuple[weakref.ref[Any], int, list[tuple[types.CodeType, int]]]] = {}
_ENDED = -1  # Instead of a session: the reader knows that the task has ended.
_ASKED, _NOTICED, _SWALLOWED = 1, 2, 3  # The state of a task's latest cancellation; 0 if none.
_group = getattr(asyncio, "TaskGroup", None)
_timeout = getattr(asyncio, "Timeout", None)
_CREATE_TASK = asyncio.create_task.__code__
_GROUP_CREATE: Any = getattr(getattr(_group, "create_task", None), "__code__", None)
_GROUP_EXIT = [
    function.__code__
    for function in (getattr(_group, "__aexit__", None), getattr(_group, "_aexit", None))
    if function is not None
]
_ANYIO = "_backends/_asyncio.py"  # The end of the path of its task groups.
_WAIT_CODE = getattr(getattr(asyncio.tasks, "_wait", None), "__code__", None)
_GatheringFuture: Any = getattr(asyncio.tasks, "_GatheringFuture", ())


class _Task(BareTask):  # type: ignore[type-arg]
    """A task that says who created it, and who cancels it. To the program it is `asyncio.Task`."""

    __slots__ = (
        "_weir_number",
        "_weir_made",  # When it was created, by the monotonic clock; 0 if that is not known.
        "_weir_session",  # The session in which it was described to the reader.
        "_weir_asked",  # The state of its latest cancellation.
        "_weir_parent",  # The number of its creator, or of the owner of its group.
        "_weir_holds",  # How many resources it has acquired and not released.
        "_weir_text",  # The keys of its `taskCreated`, once they are known.
    )

    def __init__(self, coro: Any, **options: Any) -> None:
        # Until the constructor of `BareTask` has run, its other methods may crash.
        self._weir_made = self._weir_session = self._weir_asked = 0
        self._weir_parent = self._weir_holds = 0
        self._weir_text = ""
        is_eager = _begin_creation(self, coro, options)
        try:
            if is_eager:
                _start_eagerly(self, coro, options)
            else:
                BareTask.__init__(self, coro, **options)
        except BaseException as error:
            _hide_frame(error)
            raise
        _end_creation(self, coro, options, is_eager)
        del self, coro, options  # The traceback of an eager task leads to this frame.

    def cancel(self, *message: Any, **options: Any) -> bool:
        if recording.on:
            _note_cancellation(self)
        return BareTask.cancel(self, *message, **options)

    if sys.version_info >= (3, 11):

        def uncancel(self) -> int:
            left = BareTask.uncancel(self)
            if left == 0:
                _note_uncancellation(self)
            return left

    def set_name(self, value: object) -> None:
        BareTask.set_name(self, value)
        _note_renaming(self)


class _LateKind(abc.ABCMeta):
    """The class of the class that replaces `asyncio.Task` while tasks exist already."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return type.__instancecheck__(BareTask if cls is _LateTask else cls, instance)

    def __subclasscheck__(cls, subclass: Any) -> bool:
        return type.__subclasscheck__(BareTask if cls is _LateTask else cls, subclass)


class _LateTask(_Task, metaclass=_LateKind):
    """A task of which those from before are instances, too."""

    __slots__ = ()


for _class in (_Task, _LateTask):
    _class.__name__ = _class.__qualname__ = "Task"
    _class.__module__ = BareTask.__module__
    _class.__doc__ = BareTask.__doc__


def _number(task: Any) -> int:
    """The number of a task. One that the probe has not created gets its number now."""
    try:
        number: int = task._weir_number
    except AttributeError:
        _adopt_task(task)
        number = task._weir_number
    return number


def _reported_number(task: Any) -> int:
    """The number of a task, which is described first if the reader does not know it yet."""
    number = _number(task)
    if task._weir_session != recording.session and recording.on and not task.done():
        _describe_task(task)
    return number


def _adopt_task(task: Any) -> None:
    """Numbers a task that the probe has not created."""
    task._weir_number = next(_task_numbers)
    task._weir_made = 0
    task._weir_session = task._weir_asked = task._weir_parent = task._weir_holds = 0
    task._weir_text = ""
    _loop_note(task.get_loop())


def _begin_creation(task: Any, coroutine: Any, options: dict[str, Any]) -> bool:
    """Numbers a task that is about to be constructed. Returns whether it begins to run within its
    constructor, so that it was reported already."""
    is_eager = False
    try:
        task._weir_number = next(_task_numbers)
        task._weir_made = _now()
        loop = _loop_for(options)
        if loop is not None:
            note = _loop_note(loop)  # A loop is watched before it schedules the first step.
            is_eager = bool(recording.on and options.get("eager_start") and loop.is_running())
            if is_eager:
                _note_creation(task, coroutine, options, note, True)
    except Exception:
        _fault()
    return is_eager


def _end_creation(task: Any, coroutine: Any, options: dict[str, Any], is_reported: bool) -> None:
    """Notes that a task was constructed."""
    try:
        trace: Any = getattr(task, "_source_traceback", None)
        while trace and trace[-1].filename == __file__:
            del trace[-1]
        if is_reported:
            return
        loop = _loop_note(task.get_loop())  # Without one that runs, the task has found its own.
        if recording.on:
            _note_creation(task, coroutine, options, loop, False)
        else:
            task._weir_parent = _current_number()
    except Exception:
        _fault()


def _loop_for(options: dict[str, Any]) -> Any:
    """The loop of a task that is constructed with these options; `None` if no loop runs."""
    return options.get("loop") or asyncio.events._get_running_loop()


def _note_creation(
    task: Any, coroutine: Any, options: dict[str, Any], loop: _LoopNote, is_eager: bool
) -> None:
    """Notes who created a task, and reports it."""
    # Above this: `_begin_creation` or `_end_creation`, and `Task.__init__`.
    parent, is_structured, given, place = _origin(3)
    if parent is None:
        parent = _here.state.number or _current_number()
    task._weir_parent = parent
    text = _task_text(task, coroutine, options.get("name") or given, loop)
    if is_eager:
        text += ',"eager":true'
    if is_structured:
        text += ',"structured":true'
    task._weir_text = text + place
    task._weir_session = recording.session
    _emit("taskCreated", f'"task":{task._weir_number}{task._weir_text}')


def _origin(depth: int) -> tuple[Optional[int], bool, Optional[str], str]:
    """Where a task is created: the owner of its group, if any; whether there is one; the name
    given; and the place.

    A task group may be passed to other tasks, which then create tasks that its owner waits for.
    Up to Python 3.13, `create_task` sets the name only when the task exists.
    """
    frame: Optional[types.FrameType] = sys._getframe(depth + 1)
    best, best_rank = None, _OWN
    parent, is_structured, name = None, False, None
    for _ in range(FRAME_LIMIT):
        if frame is None or best_rank == _PROGRAM:
            break
        code = frame.f_code
        rank = _ranks.get(code.co_filename) or _rank(code.co_filename)
        if rank > best_rank:
            best, best_rank = frame, rank
        if rank != _PROGRAM:
            if id(code) in _turn_codes:
                break
            if code is _CREATE_TASK:
                name = frame.f_locals.get("name")
            elif code is _GROUP_CREATE or code.co_name == "_spawn":
                owner, name = _owner_and_name(frame, name)
                if owner is not None:
                    parent, is_structured = _number(owner), True
        frame = frame.f_back
    place = "" if best is None else _place(best.f_code, best.f_lasti)
    return parent, is_structured, name, place


def _owner_and_name(frame: types.FrameType, name: Optional[str]) -> tuple[Any, Optional[str]]:
    """The task that owns the group in which a frame creates a task, and the name given to that; no
    task, and the name known so far, if there is no group."""
    if frame.f_code is _GROUP_CREATE:
        variables = frame.f_locals
        return variables["self"]._parent_task, variables.get("name")
    if frame.f_code.co_filename.endswith(_ANYIO):
        variables = frame.f_locals
        owner = variables["self"].cancel_scope._host_task
        return owner, getattr(variables.get("handle"), "name", variables.get("name"))
    return None, name


def _task_text(task: Any, coroutine: Any, name: Optional[str], loop: _LoopNote) -> str:
    """The keys of `taskCreated` that never change: name, role, parent and worker.

    A task that has no name of its own is called after its function. One whose function belongs to a
    library and who has a name, such as a task of anyio, has that name as its role.
    """
    role, label = _role_and_label(name, coroutine)
    role_text = _quoted(role)
    if label:
        name_text = _quoted(label)
    else:  # Not quoted anew: that would fill the cache with names that never come again.
        name_text = f'{role_text[:-1]}-{_next_in_family(f"task {role}")}"'
    return (
        f',"name":{name_text},"role":{role_text},"parent":{task._weir_parent}'
        f',"worker":{loop.number}'
    )


def _role_and_label(name: Optional[str], coroutine: Any) -> tuple[str, str]:
    """A task's role, and its name if it has one of its own that says more than the role."""
    if not name:
        return _role(coroutine), ""
    role, label = _role(coroutine), name if _is_own_name(name, coroutine) else ""
    code = getattr(coroutine, "cr_code", None)
    if label and code is not None and _rank_of(code) < _PROGRAM:
        role = _stem(label).replace("<locals>.", "")
        if role.startswith("__main__."):
            role = role[len("__main__.") :]
        label = "" if _stem(label) == label else label
    return role, label


def _role(coroutine: Any) -> str:
    """The function that a coroutine runs, with its class or the function that it is defined in."""
    name = getattr(coroutine, "__qualname__", None) or type(coroutine).__name__
    return str(name).replace("<locals>.", "")


def _is_own_name(name: str, coroutine: Any) -> bool:
    """Whether a task's name says more than that of its function, which libraries may give it."""
    name = str(name).replace("<locals>.", "")
    return not name.startswith("Task-") and not f".{name}".endswith(f".{_role(coroutine)}")


def _rank_of(code: types.CodeType) -> int:
    return _ranks.get(code.co_filename) or _rank(code.co_filename)


def _stem(name: str) -> str:
    """A name without a dash and a number at its end."""
    stem, dash, number = name.rpartition("-")
    return stem if dash and number.isdecimal() else name


@_guarded
def _note_cancellation(task: Any) -> None:
    """Notes the first cancellation of a task, and the next one after it was swallowed."""
    if task._weir_asked in (_ASKED, _NOTICED) or task.done():
        return
    number = _reported_number(task)
    task._weir_asked = _ASKED
    if recording.life:
        _emit("cancellationRequested", f'"task":{number},"by":{_current_number()}{_caller(3)}')


@_guarded
def _note_uncancellation(task: Any) -> None:
    """Notes that a task has handled its cancellation."""
    if task._weir_asked:
        task._weir_asked = 0
        _cancelled.pop(task._weir_number, None)


@_guarded
def _note_renaming(task: Any) -> None:
    """Notes a new name, except one that is given while the task is created."""
    if task.done():
        return  # Up to Python 3.13, an eager task gets its name once it has run.
    if not task._weir_text or not _is_own_name(task.get_name(), task._coro):
        return
    text = f',"name":{_quoted(task.get_name())}'
    name, _, rest = task._weir_text.partition(',"role":')
    role, label = _role_and_label(task.get_name(), task._coro)
    if not label and rest.startswith(_quoted(role)):
        return  # A library has given it the name that is its role already.
    if text != name:
        task._weir_text = f'{text},"role":{rest}'
        if recording.on and task._weir_session == recording.session:
            _emit("taskRenamed", f'"task":{task._weir_number}{text}')


def _describe_task(task: Any) -> None:
    """Reports that a task exists, since when, and what it does now."""
    task._weir_session = recording.session
    number = task._weir_number
    if not task._weir_text:
        loop = _loop_note(task.get_loop())
        task._weir_text = _task_text(task, task._coro, task.get_name(), loop)
    since = f',"since":{max(task._weir_made - _START, 0)}' if task._weir_made else ""
    _emit("taskCreated", f'"task":{number}{task._weir_text}{since}')
    _report_holdings(number)
    if not recording.waits:
        return
    future = task._fut_waiter
    if future is not None:
        _report_awaited(future)
        _note_suspension(task, number, future)
    elif getattr(task._coro, "cr_running", False):
        _emit("taskResumed", f'"task":{number}')
    else:
        _emit("taskBecameReady", f'"task":{number}')


def _report_awaited(future: Any) -> None:
    """Describes the queue or lock that a future belongs to, unless the reader knows it."""
    note = getattr(future, "_weir_note", None)
    if note is not None and note.session != recording.session:
        thing = note.reference()
        if thing is not None:
            _report(thing, note)


# MARK: The steps of tasks


def _begin_step(state: _ThreadState, task: Any) -> None:
    """Notes that a task runs from here on."""
    try:
        try:
            session = task._weir_session
        except AttributeError:
            _adopt_task(task)
            session = 0
        if session != recording.session:
            if task.done():  # Some are woken once too often, or got a result from outside.
                return
            _describe_task(task)
        number = state.number = task._weir_number
        state.since = begun = _now()
        if recording.steps:
            _append(f'{{"t":{begun - _START},"e":"taskResumed","task":{number}}}\n')
        if recording.waits and len(_lines) > recording.room:
            probe.interrupt()
        if task._weir_asked == _ASKED:
            _note_delivery(task, number)
    except Exception:
        _fault()


def _end_step(state: _ThreadState, task: Any) -> None:
    """Notes the end of a turn: what its task waits for, or how that ended, if it has one."""
    try:
        if state.blocked:
            _note_freed(state)
        if task is None or not recording.on:
            return
        if task.done():
            _note_end(task, task._weir_number)
        elif recording.waits:
            future = task._fut_waiter
            if future is not None:
                _note_suspension(task, task._weir_number, future)
                return
            number = task._weir_number
            _append(f'{{"t":{_now() - _START},"e":"taskBecameReady","task":{number}}}\n')
    except Exception:
        _fault()


def _run_step(task: Any, function: Callable[..., Any], *arguments: Any) -> Any:
    """Runs one step of a task, by calling the function."""
    state = _here.state
    number, since = state.number, state.since
    try:
        _begin_step(state, task)
        state.loop = task.get_loop()
        return function(*arguments)
    except BaseException as error:
        _hide_frame(error)
        raise
    finally:
        try:
            _end_step(state, task)
        finally:
            state.number = number
            state.since = _now() if since else 0
        task = function = arguments = None  # type: ignore[assignment] # As in `_run`.


_turn_codes[id(_run_step.__code__)] = _run_step.__code__


def _start_eagerly(task: Any, coroutine: Any, options: dict[str, Any]) -> None:
    """Runs the constructor of a task, which runs the task up to its first wait."""
    state = _here.state
    number, since = state.number, state.since
    try:
        state.number, state.since, state.loop = task._weir_number, _now(), _loop_for(options)
        if recording.steps and task._weir_session == recording.session:
            _emit("taskResumed", f'"task":{task._weir_number}')
    except Exception:
        _fault()
    is_constructed = False
    try:
        BareTask.__init__(task, coroutine, **options)
        is_constructed = True
    except BaseException as error:
        _hide_frame(error)
        raise
    finally:
        try:
            if is_constructed:
                _end_step(state, task)
        finally:
            state.number = number
            state.since = _now() if since else 0
        del task, coroutine, options


def _note_delivery(task: Any, number: int) -> None:
    """Notes that a cancelled task is about to get its `CancelledError`."""
    future = task._fut_waiter
    is_delivered = task._must_cancel or (
        future is not None
        and (
            future.cancelled()
            or isinstance(getattr(future, "_exception", None), asyncio.CancelledError)
        )
    )
    if is_delivered:
        task._weir_asked = _NOTICED
        _cancelled[number] = (weakref.ref(task), _now(), _positions(task._coro))
        if recording.life:
            _emit("cancellationNoticed", f'"task":{number}')


def _note_suspension(task: Any, number: int, future: Any) -> None:
    """Notes what a task waits for, and where."""
    place, called, last = _stand(task._coro)
    why = getattr(future, "_weir_why", None) or _unmarked_wait(future, called, last)
    _append(f'{{"t":{_now() - _START},"e":"taskSuspended","task":{number},"why":{why}{place}}}\n')
    if why is _OFFLOAD and future._weir_why is not why:  # A thread has just begun to run it.
        why = future._weir_why
        _emit("taskSuspended", f'"task":{number},"why":{why}{place}')


def _unmarked_wait(future: Any, called: Any, last: Any) -> str:
    """Why a task waits for a future that no queue, lock or timer has marked.

    `other` is named after the function that the program awaits, such as `StreamReader.readline`,
    or the class of the future and the variable it is in, such as `Future waiter`. `called` and
    `last` are as in `_stand`.
    """
    if isinstance(future, BareTask):
        return f'"child","child":{_number(future)}'
    code = getattr(last, "cr_code", None)
    awaited: Optional[Iterable[Any]] = None
    if isinstance(future, _GatheringFuture):
        awaited = future._children
    elif code is not None and code is _WAIT_CODE:
        awaited = last.cr_frame.f_locals["fs"]
    elif code in _GROUP_EXIT:
        awaited = last.cr_frame.f_locals["self"]._tasks
    if awaited is None:
        name = _function_name(called)
        if not name:
            frame = None if last is None else _frame_of_any(last)[0]
            variable = "" if frame is None else _awaited_variable(frame.f_code, frame.f_lasti)
            name = f"{type(future).__name__} {variable}".strip()
        return f'"other","on":{_quoted(name)}'
    members = sorted(
        _number(member) for member in awaited if isinstance(member, BareTask) and not member.done()
    )
    if not members:
        return '"children"'
    return '"children","tasks":[' + ",".join(map(str, members[:AWAITED_LIMIT])) + "]"


def _function_name(awaitable: Any) -> str:
    """The name of the function that an awaitable runs; empty if there is none.

    One for the syntax of `async with`, `async for` or `await` says less than the one it awaits.
    """
    name = ""
    for _ in range(FRAME_LIMIT):
        if awaitable is None:
            break
        found = getattr(awaitable, "__qualname__", None)
        if found is None and type(awaitable).__name__.startswith("async_generator_"):
            generators = gc.get_referents(awaitable)
            kind = types.AsyncGeneratorType
            found = next((item.__qualname__ for item in generators if type(item) is kind), None)
        name = found or name
        if found and not found.rpartition(".")[2].startswith("__"):
            break
        awaitable = _frame_of_any(awaitable)[1]
    return name.replace("<locals>.", "")


def _frame_of_any(awaitable: Any) -> tuple[Any, Any]:
    """The frame of a coroutine or a generator, and what it awaits; else `None` twice."""
    if type(awaitable) is types.CoroutineType:
        return awaitable.cr_frame, awaitable.cr_await
    return _frame_of_awaitable(awaitable)


@functools.lru_cache(CACHE_LIMIT)
def _awaited_variable(code: types.CodeType, at: int) -> str:
    """The variable or attribute that the `await` at an instruction waits for; empty if none."""
    before = None
    name = ""
    for item in dis.get_instructions(code):
        if item.offset > at:
            break
        if item.opname == "GET_AWAITABLE":
            is_loaded = before is not None and before.opname.startswith("LOAD_")
            name = str(before.argval).lstrip("_") if before and is_loaded else ""
        if item.opname != "CACHE":
            before = item
    return name


def _note_end(task: Any, number: int) -> None:
    """Notes how a task ended. Asking for its exception would count as handling it."""
    if task._weir_session != recording.session:
        return
    task._weir_session = _ENDED
    outcome = _outcome(task)
    _append(f'{{"t":{_now() - _START},"e":"taskFinished","task":{number},"outcome":{outcome}}}\n')
    if task._weir_asked:
        _cancelled.pop(number, None)
    if task._weir_holds > 0 and outcome is not _COMPLETED:
        _note_leaks(number)


_COMPLETED, _CANCELLED = '"completed"', '"cancelled"'


def _outcome(task: Any) -> str:
    """How a task ended: the value of `outcome`, and the key `error` if it failed."""
    if task.cancelled():
        return _CANCELLED
    error = task._exception
    if error is None:
        return _COMPLETED
    return f'"failed","error":{_quoted(type(error).__name__)}'


def _note_leaks(number: int) -> None:
    """Notes what a task that failed or was cancelled still holds.

    One that completed may have acquired it for another, as `wait_for(lock.acquire(), 1)` does.
    """
    for reference in list(_things.values()):
        note = reference.note
        if isinstance(note, _PoolNote) and note.session == recording.session:
            for resource in note.held.get(number, ()):
                note.emit("resourceLeaked", number, resource)


def _note_freed(state: _ThreadState) -> None:
    """Notes that a turn which was reported as a block is over."""
    blocked, state.blocked = state.blocked, None
    if blocked is not None:
        _emit("workerFreed", f'"worker":{blocked[0]},"task":{blocked[1]}')


@functools.lru_cache(CACHE_LIMIT)
def _is_in_handler(code: types.CodeType, at: int) -> bool:
    """Whether an instruction belongs to an `except` or `finally` that handles an exception.

    From Python 3.11 on, the exception table says where an exception at an instruction leads to.
    Within a handler, that is a cleanup, which begins with COPY. Within a `try` or a `with`, it is
    the handler of that, which has a cleanup of its own, and from there on the same question arises
    for whatever surrounds it. From Python 3.12 on, it goes through CLEANUP_THROW in an `await`.
    """
    instructions = {item.offset: item.opname for item in dis.get_instructions(code)}
    parse: Any = dis._parse_exception_table  # type: ignore[attr-defined]
    entries = parse(code)
    for _ in range(64):
        target = next((entry.target for entry in entries if entry.start <= at < entry.end), None)
        if target is None:
            return False
        kind = instructions.get(target)
        if kind == "COPY":
            return True
        at = target
        if kind == "PUSH_EXC_INFO":
            inside = (entry.target for entry in entries if entry.start <= target + 2 < entry.end)
            at = next(inside, target)
            if at == target:
                return False
    return False


def _is_cleaning_up(coroutine: Any) -> bool:
    """Whether any frame of a suspended coroutine handles an exception, or belongs to a task group
    that has cancelled its tasks and waits for them."""
    for _ in range(1_000):
        frame, awaited = _frame_of_any(coroutine)
        if frame is None:
            return False
        if _is_in_handler(frame.f_code, frame.f_lasti) or _is_aborting(frame):
            return True
        coroutine = awaited
    return False


def _is_aborting(frame: types.FrameType) -> bool:
    """Whether a frame is the exit of a task group, of asyncio or anyio, that has cancelled its
    tasks. Once they have ended, it raises the `CancelledError` that it has caught."""
    code = frame.f_code
    if code in _GROUP_EXIT:
        return bool(frame.f_locals["self"]._aborting)
    if code.co_name != "__aexit__" or not code.co_filename.endswith(_ANYIO):
        return False
    scope = getattr(frame.f_locals.get("self"), "cancel_scope", None)
    return scope is not None and bool(scope.cancel_called)


def _positions(coroutine: Any) -> list[tuple[types.CodeType, int]]:
    """Where each frame of a suspended coroutine stands, the outermost first."""
    frames = _frames_of(coroutine, POSITION_LIMIT)
    return [(frame.f_code, frame.f_lasti) for frame, _, _ in frames]


def _has_turned_back(
    before: list[tuple[types.CodeType, int]], now: list[tuple[types.CodeType, int]]
) -> bool:
    """Whether a coroutine waits where it did before, or ahead of that: it has begun another turn of
    a loop.

    Of two waits in the same frame, the earlier one has the smaller offset. A frame that calls
    another function than before may only have gone on, as from one stage to the next; so may one
    whose innermost frames are beyond the limit.
    """
    for (code, at), (code_now, at_now) in zip(before, now):
        if code is not code_now:
            return False
        if at != at_now:
            return at_now < at
    return len(before) == len(now) < POSITION_LIMIT


def _look_for_swallowed_cancellations() -> None:
    """Reports tasks that have caught their cancellation and continued.

    A task that has noticed it, and waits a second later in the loop in which it was cancelled, has
    swallowed it. One that handles an exception is cleaning up, and one that waits for something
    further down may save its work before it ends: that gets more time. `uncancel` ends a
    cancellation, as `asyncio.timeout` does.

    A task may begin to run while it is looked at; then it waits for something else, or for nothing.
    """
    can_see = sys.version_info >= (3, 11)
    patience = SWALLOWED_NANOSECONDS if can_see else SWALLOWED_BLINDLY_NANOSECONDS
    for number, (reference, noticed, positions) in list(_cancelled.items()):
        task = reference()
        if task is None or task.done():
            _cancelled.pop(number, None)
            continue
        age = _now() - noticed
        future = task._fut_waiter
        if age < patience or future is None:
            continue
        coroutine = task._coro
        if can_see and (task.cancelling() == 0 or _is_cleaning_up(coroutine)):
            continue
        if age < SAVING_NANOSECONDS and not _has_turned_back(positions, _positions(coroutine)):
            continue
        place = _stand(coroutine)[0]
        if task._fut_waiter is not future:
            continue
        _cancelled.pop(number, None)
        task._weir_asked = _SWALLOWED
        if recording.life:
            _emit("cancellationSwallowed", f'"task":{number}{place}')


# MARK: Queues, locks and what else tasks wait for

_things: dict[int, _Reference] = {}  # All queues, locks and so on that exist, by their id.


class _Thing:
    """What the probe knows of a queue, a lock or another object that tasks wait for."""

    __slots__ = ("kind", "number", "session", "made", "label", "code", "at", "library", "reference")

    def __init__(self, thing: Any, kind: str) -> None:
        self.kind = kind
        self.number = next(_numbers[kind])
        self.session = 0
        self.made = _now()
        self.label = ""
        self.code: Optional[types.CodeType] = None
        self.at = 0
        self.library = ""
        self.reference = _Reference(thing, _forget)
        self.reference.note = self
        _things[id(self)] = self.reference

    def find_origin(self, thing: Any, depth: int) -> None:
        """Remembers the call that created the thing. Its name is looked up when it is needed."""
        frame: Optional[types.FrameType] = sys._getframe(depth + 1)
        for _ in range(FRAME_LIMIT):
            if frame is None:
                return
            code = frame.f_code
            if code.co_filename.startswith(_ASYNCIO):
                self.library = code.co_name
            elif code.co_filename != __file__ and not _is_own_constructor(frame, thing):
                self.code, self.at = code, frame.f_lasti
                return
            frame = frame.f_back

    def name(self, thing: Any) -> str:
        """Its name: as given, as assigned, or its class."""
        if not self.label:
            assigned = self.assigned_name()
            if assigned:
                self.label = _unique_name(self.kind, assigned)
            else:
                kind = type(thing).__name__
                self.label = f"{kind}-{_next_in_family(f'class {kind}')}"
        return self.label

    def assigned_name(self) -> str:
        """The variable or attribute that it was assigned to; else the function of asyncio, such as
        `as_completed`, that created it; else empty."""
        name = "" if self.code is None else _assigned_name(self.code, self.at)
        return name or ("" if self.library == "__init__" else self.library)

    def why(self, thing: Any) -> str:
        """Why a task that waits in a line without a reason of its own waits."""
        return '"other","on":' + _quoted(type(thing).__name__)

    def place(self) -> str:
        return "" if self.code is None else _place(self.code, self.at)

    def report(self, thing: Any, surplus: int = 0) -> None:
        """Describes the thing to the reader, without the last `surplus` items put into it."""

    def report_held(self, is_snapshot: bool) -> None:
        """Reports which tasks hold a part of it; in a snapshot, once they are described."""

    def report_end(self) -> None:
        """Reports that the thing no longer exists."""


class _Reference(weakref.ref):  # type: ignore[type-arg]
    """A weak reference that knows the note of what it refers to."""

    __slots__ = ("note",)
    note: _Thing


def _forget(reference: Any) -> None:
    """Reports that a queue or a lock no longer exists, so that a reader can forget it."""
    try:
        note = reference.note
        _things.pop(id(note), None)
        if note.session and note.session == recording.session:
            note.report_end()
    except Exception:
        _fault()


class _Waiters(collections.deque):  # type: ignore[type-arg]
    """A line of waiting tasks that marks each future with what it is waited for.

    It replaces the deque of a queue or a lock. While somebody reads, `append` is patched.
    """

    __slots__ = ("thing", "note", "why")

    def __init__(self, items: Iterable[Any], note: _Thing, thing: Any, why: str) -> None:
        super().__init__(items)
        self.note = note
        self.thing = weakref.ref(thing)
        self.why = why

    def mark(self, future: Any) -> None:
        """Marks a future, and describes what it waits for if the reader does not know that."""
        note = self.note
        if note.session != recording.session:
            thing = self.thing()
            if thing is not None:
                _report(thing, note)
                self.why = self.why or note.why(thing)
        future._weir_why, future._weir_note = self.why, note

    def __reduce__(self) -> Any:
        return collections.deque, (list(self),)


class _EarlyWaiters(_Waiters):
    """The line of a lock or a semaphore for which tasks waited before the probe knew it.

    Each of them removes its future when it acquires the resource, in a function of asyncio that
    began before it was replaced.
    """

    __slots__ = ("early",)

    def __init__(self, items: Iterable[Any], note: _Thing, thing: Any, why: str) -> None:
        super().__init__(items, note, thing, why)
        self.early = set(map(id, self))

    def remove(self, future: Any) -> None:
        super().remove(future)
        if id(future) in self.early:
            self.early.discard(id(future))
            _note_early_acquisition(self, future)


@_guarded
def _note_early_acquisition(line: _EarlyWaiters, future: Any) -> None:
    """Notes that the current task acquires what it waited for, unless it is cancelled."""
    pool, note = line.thing(), line.note
    if pool is not None and isinstance(note, _PoolNote) and not future.cancelled():
        note.acquire(pool)


def _report(thing: Any, note: _Thing, surplus: int = 0, is_snapshot: bool = False) -> None:
    """Describes a queue or a lock to the reader, once in each session."""
    if recording.on:
        note.report(thing, surplus)
        note.report_held(is_snapshot)
        note.session = recording.session


def _line_up(owner: Any, attribute: str, note: _Thing, thing: Any, why: str) -> None:
    """Replaces a deque of waiting futures by one that marks them."""
    if hasattr(owner, attribute):
        waiting = getattr(owner, attribute) or ()  # `None` in a lock that was never waited for.
        kind = _EarlyWaiters if waiting and isinstance(note, _PoolNote) else _Waiters
        setattr(owner, attribute, kind(waiting, note, thing, why))


class _QueueNote(_Thing):
    """What the probe knows of a queue: which items are in it, and how many have gone through."""

    __slots__ = (
        "is_plain",
        "keys",
        "order",
        "items",
        "counted",
        "enqueued",
        "high",
        "sums",
        "reported_sums",
        "rate_base",
        "is_due",
    )

    def __init__(self, queue: Any) -> None:
        super().__init__(queue, "queue")
        kind = type(queue)
        self.is_plain = kind.qsize is Queue.qsize and hasattr(queue, "_queue")
        self.keys = f'"queue":{self.number},"task":'  # In each line about an item.
        self.order = ""
        if kind._put is Queue._put and kind._get is Queue._get:
            self.order = "fifo"
        elif kind._get is asyncio.LifoQueue._get:
            self.order = "lifo"
        elif issubclass(kind, asyncio.PriorityQueue):
            self.order = "priority"
        self.items: collections.deque[int] = collections.deque()  # The youngest, by number.
        self.counted = False
        self.enqueued = 0  # The number of its latest item.
        self.high = 0
        # Items put, taken and done that were counted instead of listed. The loop adds to the sums,
        # and the probe's thread remembers what it has reported: no number belongs to both.
        self.sums = [0, 0, 0]
        self.reported_sums = [0, 0, 0]
        self.rate_base = 0
        self.is_due = False  # Whether it has counted something since its sums were reported.
        get, put, join = (
            f'"{why}","queue":{self.number}' for why in ("queueGet", "queuePut", "join")
        )
        _line_up(queue, "_getters", self, queue, get)
        _line_up(queue, "_putters", self, queue, put)
        _line_up(getattr(queue, "_finished", None), "_waiters", self, queue, join)

    def report(self, queue: Any, surplus: int = 0) -> None:
        self.items.clear()  # Items that are in it by now have no number.
        self.reported_sums = self.sums.copy()
        depth = self.high = max(queue.qsize() - surplus, 0)
        is_limited = 0 < queue.maxsize <= NUMBER_LIMIT
        capacity = math.ceil(queue.maxsize) if is_limited else "null"
        depth_text = f',"depth":{depth}' if depth else ""
        order = f',"order":"{self.order}"' if self.order in ("lifo", "priority") else ""
        _emit(
            "queueCreated",
            f'"queue":{self.number},"name":{_quoted(self.name(queue))},"capacity":{capacity}'
            f',"overflow":"block"{depth_text}{order}{self.place()}'
            f',"since":{max(self.made - _START, 0)}',
        )

    def report_end(self) -> None:
        self.report_sums(0)
        _emit("queueClosed", f'"queue":{self.number}')

    def report_sums(self, depth: int) -> None:
        """Reports how many items were counted since the last such line, if any were."""
        sums = self.sums.copy()
        enqueued, dequeued, done = map(operator.sub, sums, self.reported_sums)
        if enqueued or dequeued or done:
            self.reported_sums = sums
            high, self.high = max(self.high, depth), depth
            _emit(
                "queueCounted",
                f'"queue":{self.number},"enqueued":{enqueued},"dequeued":{dequeued}'
                f',"done":{done},"depth":{depth},"high":{high}',
            )


# What tasks hold that the present snapshot has not described yet, by the number of the task.
_holdings: dict[int, list[tuple[_PoolNote, int]]] = {}


def _report_holdings(number: int) -> None:
    """Reports what a task holds, between its creation and its wait.

    So a reader that learns the wait knows already whether others wait for this task.
    """
    for note, resource in _holdings.pop(number, ()):
        note.emit("resourceAcquired", number, resource)


class _PoolNote(_Thing):
    """What the probe knows of a lock or a semaphore: a pool, whose resources tasks hold."""

    __slots__ = ("kind_of_pool", "capacity", "held", "holders", "is_signal", "free", "highest")

    def __init__(self, pool: Any) -> None:
        super().__init__(pool, "pool")
        self.kind_of_pool = "lock" if isinstance(pool, asyncio.Lock) else "semaphore"
        left = _capacity(pool)
        bound = getattr(pool, "_bound_value", left)
        self.capacity = bound if left <= bound <= NUMBER_LIMIT else left
        # The resources that each task holds, by its number.
        self.held: dict[int, list[int]] = {}
        self.holders: dict[int, weakref.ref[Any]] = {}  # Those of a semaphore, by their number.
        self.is_signal = False  # Whether others release it than acquire it: nobody holds it.
        self.free: list[int] = []
        # What was acquired before the probe knew it belongs to task 0, until a holder is found.
        is_locked = self.kind_of_pool == "lock" and pool.locked()
        self.highest = 1 if is_locked else self.capacity - left
        if self.highest:
            self.held[0] = list(range(self.highest, 0, -1))
        _line_up(pool, "_waiters", self, pool, f'"poolAcquire","pool":{self.number}')

    def report(self, pool: Any, surplus: int = 0) -> None:
        _emit(
            "poolCreated",
            f'"pool":{self.number},"name":{_quoted(self.name(pool))},"capacity":{self.capacity}'
            f',"kind":"{self.kind_of_pool}"'
            f'{self.place()},"since":{max(self.made - _START, 0)}',
        )

    def report_held(self, is_snapshot: bool) -> None:
        for task, resources in list(self.held.items()):
            for resource in list(resources):
                if is_snapshot and task:
                    _holdings.setdefault(task, []).append((self, resource))
                else:
                    self.emit("resourceAcquired", task, resource)

    def report_end(self) -> None:
        self.held.clear()
        _emit("poolClosed", f'"pool":{self.number}')

    def acquire(self, pool: Any) -> None:
        """Notes that the current task holds one more resource."""
        holder = None if self.is_signal else _current_task()
        number = 0
        if holder is not None:
            number = _number(holder)
            holder._weir_holds += 1
        if self.free:
            resource = self.free.pop()
        else:
            resource = self.highest = self.highest + 1
        if self.session != recording.session:
            self._report_if_recording(pool)
        self.hold(number, holder, resource)
        if recording.life:
            self.emit("resourceAcquired", number, resource)

    def hold(self, number: int, task: Any, resource: int) -> None:
        resources = self.held.get(number)
        if resources is not None:
            resources.append(resource)
            return
        self.held[number] = [resource]
        if task is not None and self.kind_of_pool == "semaphore":
            self.holders[number] = weakref.ref(task)

    def find_holder(self, task: Any) -> None:
        """Notes that a task holds a resource that it acquired before the probe knew the pool."""
        unknown = self.held.get(0)
        if unknown:
            resource = unknown.pop()
            if not unknown:
                del self.held[0]
        elif self.kind_of_pool == "lock":
            return  # It has a holder.
        else:
            resource = self.highest = self.highest + 1
            self.capacity += 1
        self.hold(_number(task), task, resource)
        task._weir_holds += 1

    def release(self, pool: Any) -> None:
        """Notes that a resource is released: one of the current task, else the one taken first.

        Releasing what nobody holds makes a semaphore larger, as for one that counts signals. A
        semaphore whose holder lives while another releases it is a signal: the line names the task
        that has released it, and from then on nobody is said to hold it.
        """
        if self.session != recording.session:
            self._report_if_recording(pool)
        task = _current_task()
        number = by = 0 if task is None else _number(task)
        if number in self.held:
            if task is not None:
                task._weir_holds -= 1
        elif self.held:
            number = next(iter(self.held))
            holder = self.holder(number)
            if holder is not None:
                holder._weir_holds -= 1
                self.is_signal = True
            if not self.is_signal:
                by = number
        else:
            self.grow(_capacity(pool))
            return
        self.take_back(number, by)
        if self.is_signal and self.holders:
            self.forget_holders()

    def grow(self, capacity: int) -> None:
        """Notes that a semaphore was released that nobody held."""
        if capacity > self.capacity:
            self.capacity = capacity
            if recording.life:
                _emit("poolReconfigured", f'"pool":{self.number},"capacity":{capacity}')

    def take_back(self, number: int, by: int) -> None:
        """Notes that one task has released a resource that another one holds, or the same."""
        _report_holdings(number)
        resources = self.held[number]
        resource = resources.pop()
        if not resources:
            del self.held[number]
            self.holders.pop(number, None)
        self.free.append(resource)
        if recording.life:
            self.emit("resourceReleased", by, resource)

    def holder(self, number: int) -> Any:
        """The task that holds a part of a semaphore; `None` if it has ended, or is not known."""
        reference = self.holders.get(number)
        task = None if reference is None else reference()
        return None if task is None or task.done() else task

    def forget_holders(self) -> None:
        """Notes that it is not known who holds what others have acquired."""
        unknown = self.held.pop(0, [])
        for number, resources in self.held.items():
            _report_holdings(number)
            task = self.holder(number)
            if task is not None:
                task._weir_holds -= len(resources)
            for resource in resources:
                unknown.append(resource)
                if recording.life:
                    self.emit("resourceReleased", number, resource)
                    self.emit("resourceAcquired", 0, resource)
        self.held = {0: unknown} if unknown else {}
        self.holders.clear()

    def _report_if_recording(self, pool: Any) -> None:
        if recording.on and recording.life:
            _report(pool, self)

    def emit(self, kind: str, task: int, resource: int) -> None:
        """Reports what happened to a resource."""
        _emit(kind, f'"pool":{self.number},"task":{task},"resource":{resource}')


def _capacity(pool: Any) -> int:
    """How many more tasks could acquire a semaphore now; 1 for a lock."""
    return max(min(int(getattr(pool, "_value", 1)), NUMBER_LIMIT), 0)


class _EventNote(_Thing):
    """What the probe knows of an `Event` or a `Condition`: its name."""

    __slots__ = ()

    def __init__(self, event: Any) -> None:
        super().__init__(event, "event")
        _line_up(event, "_waiters", self, event, "")

    def why(self, event: Any) -> str:
        """Empty for one that a library has made: the function that the program awaits says more."""
        if not self.label and (self.code is None or _rank_of(self.code) < _PROGRAM):
            return ""
        name = self.label or self.assigned_name()
        return '"other","on":' + _quoted(f"{type(event).__name__} {name}".strip())


def _note_of(thing: Any) -> Any:
    """The note of a queue, lock or event; one that the probe has not seen created gets one."""
    try:
        return thing._weir
    except AttributeError:
        return _attach_note(thing)


def _attach_note(thing: Any) -> Any:
    """Gives a queue, lock or event its note."""
    note: _Thing
    if isinstance(thing, Queue):
        note = _QueueNote(thing)
    elif isinstance(thing, (asyncio.Lock, asyncio.Semaphore)):
        note = _PoolNote(thing)
    else:
        note = _EventNote(thing)
    thing._weir = note
    return note


def name(thing: Any, text: str) -> None:
    """Names a queue, lock, semaphore, event or condition in the log.

    Without it, they are called after the attribute or variable to which they are first assigned.
    Call it right after creating the object: what a reader already knows keeps its name until the
    next snapshot. It does nothing while the probe is not started, or for any other object.

    At most 200 characters of the name are used.
    """
    if probe.is_started and isinstance(thing, _NAMED_KINDS):
        _set_name(thing, str(text))


@_guarded
def _set_name(thing: Any, text: str) -> None:
    _note_of(thing).label = text[:TEXT_LIMIT]


_NAMED_KINDS = (Queue, asyncio.Lock, asyncio.Semaphore, asyncio.Event, asyncio.Condition)


# MARK: Patches


class _Patch:
    """A function of a class or a module that the probe replaces, for a while or for good.

    Others may wrap the replacement. Then it stays where it is, and does nothing while nobody reads.
    """

    def __init__(self, owner: Any, attribute: str, make: Callable[[Any], Any]) -> None:
        self.owner = owner
        self.attribute = attribute
        self.make = make
        self.bare: Any = None
        self.replacement: Any = None
        self.is_inherited = False
        self.is_in_place = False

    def put(self) -> None:
        """Replaces the function."""
        if self.is_in_place:
            return
        bare = getattr(self.owner, self.attribute)
        if self.replacement is None or bare is not self.bare:
            self.bare, self.replacement = bare, self.make(bare)
        self.is_inherited = self.attribute not in vars(self.owner)
        setattr(self.owner, self.attribute, self.replacement)
        self.is_in_place = True

    def remove(self) -> None:
        """Restores the function, unless somebody else has replaced it since."""
        if self.replacement is None:  # It was never in place.
            return
        if vars(self.owner).get(self.attribute) is not self.replacement:
            return
        if self.is_inherited:
            delattr(self.owner, self.attribute)
        else:
            setattr(self.owner, self.attribute, self.bare)
        self.is_in_place = False


_hot_patches: list[_Patch] = []  # In place while somebody reads.
_step_patches: list[_Patch] = []  # The same, if they read the steps of tasks.
_cold_patches: list[_Patch] = []  # In place once the probe is started.


def _patches(
    group: list[_Patch], owner: Any, *attributes: str
) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Registers a function that makes the replacement of these functions, where they exist."""

    def register(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
        for attribute in attributes:
            if owner is not None and hasattr(owner, attribute):
                group.append(_Patch(owner, attribute, make))
        return make

    return register


def _then(bare: Any, note: Callable[..., None]) -> Any:
    """A function that calls another one, and then a note with its first argument."""

    def call(thing: Any, *arguments: Any, **options: Any) -> Any:
        try:
            result = bare(thing, *arguments, **options)
        except BaseException as error:
            _hide_frame(error)
            raise
        note(thing)
        return result

    return functools.wraps(bare)(call)


@_patches(_hot_patches, asyncio.events.Handle, "_run")
def _watched_run(bare: Any) -> Any:
    def _run(handle: Any) -> Any:
        if not recording.on:
            return bare(handle)
        state = _here.state
        number, since = state.number, state.since
        state.loop = handle._loop
        try:  # As `_task_of`, without a call.
            task = getattr(handle._callback, "__self__", None)
        except Exception:
            task = None
        try:
            if isinstance(task, BareTask):
                _begin_step(state, task)
            else:
                task = None
                state.number, state.since = 0, _now()
            bare(handle)
        except BaseException as error:  # KeyboardInterrupt, SystemExit, and those of handlers.
            _hide_frame(error)
            raise
        finally:
            try:
                _end_step(state, task)
            finally:
                state.number = number
                state.since = _now() if since else 0
            # The traceback of a failed task leads to this frame, which must not keep the task.
            handle = task = None

    return _run


@_patches(_step_patches, BaseEventLoop, "_call_soon")
def _watched_call_soon(bare: Any) -> Any:
    def _call_soon(loop: Any, callback: Any, arguments: Any, context: Any) -> Any:
        # A task that continues gets the future that it has waited for; a new one gets nothing.
        if arguments and recording.on and recording.steps:
            task = _task_of(callback)
            if task is not None:
                _note_wake_up(task)
        handle = bare(loop, callback, arguments, context)
        if handle._source_traceback:
            del handle._source_traceback[-2]  # This function.
        return handle

    return _call_soon


def _task_of(callback: Any) -> Any:
    """The task whose step a callback runs; `None` if it runs something else."""
    try:
        task = getattr(callback, "__self__", None)
    except Exception:  # A callback may be any object, with a `__getattr__` of its own.
        return None
    return task if isinstance(task, BareTask) else None


def _note_wake_up(task: Any) -> None:
    """Notes that a task can continue, and which task has caused that."""
    try:
        number, by = _reported_number(task), _here.state.number
        if by:
            _append(f'{{"t":{_now() - _START},"e":"taskBecameReady","task":{number},"by":{by}}}\n')
        else:
            _append(f'{{"t":{_now() - _START},"e":"taskBecameReady","task":{number}}}\n')
    except Exception:
        _fault()


@_patches(_hot_patches, BaseEventLoop, "call_at")
def _watched_call_at(bare: Any) -> Any:
    def call_at(loop: Any, when: Any, callback: Any, *arguments: Any, **options: Any) -> Any:
        if callback is _set_result_unless_cancelled:
            _mark_sleep(arguments, when)
        timer = bare(loop, when, callback, *arguments, **options)
        if timer._source_traceback:
            del timer._source_traceback[-1]  # This function.
        return timer

    return call_at


@_guarded
def _mark_sleep(arguments: Any, when: float) -> None:
    """Marks the future of a sleep, so that its task is known to wait until that time.

    One that never ends is not marked: its task waits for whatever function sleeps.
    """
    if when == math.inf:
        return
    arguments[0]._weir_why = f'"sleep","until":{_instant(when)}'


def _instant(seconds: float) -> int:
    """A time of the monotonic clock, in seconds, as an instant of the log, in nanoseconds."""
    return max(int(min(max(seconds, 0.0), 9e9) * SECOND) - _START, 0)


def _watch_foreign_loop(kind: type) -> None:
    """Watches a class of loops that is not asyncio's own, such as uvloop's.

    Such a loop has its own handles and timers, so what it is asked to call is wrapped.
    """
    patches = [
        _Patch(kind, "call_soon", _watched_foreign_call_soon),
        _Patch(kind, "call_later", _watched_foreign_call_later),
        _Patch(kind, "call_exception_handler", _watched_exception_handler),
        _Patch(kind, "run_in_executor", _watched_run_in_executor),
    ]
    _hot_patches.extend(patches)
    if recording.on:
        for patch in patches:
            patch.put()


def _watched_foreign_call_soon(bare: Any) -> Any:
    def call_soon(loop: Any, callback: Any, *arguments: Any, context: Any = None) -> Any:
        task = _task_of(callback) if recording.on else None
        if task is not None:
            if arguments and recording.steps:
                _note_wake_up(task)
            callback, arguments = _run_step, (task, callback, *arguments)
        return bare(loop, callback, *arguments, context=context)

    return call_soon


def _watched_foreign_call_later(bare: Any) -> Any:
    def call_later(loop: Any, delay: Any, callback: Any, *arguments: Any, **options: Any) -> Any:
        if callback is _set_result_unless_cancelled:
            _mark_sleep(arguments, time.monotonic() + delay)
        return bare(loop, delay, callback, *arguments, **options)

    return call_later


@_patches(_hot_patches, BaseEventLoop, "call_exception_handler")
def _watched_exception_handler(bare: Any) -> Any:
    def call_exception_handler(loop: Any, context: Any) -> Any:
        if recording.on:
            _note_exception(context)
        return bare(loop, context)

    return call_exception_handler


@_guarded
def _note_exception(context: Any) -> None:
    """Notes that nobody has asked for a task's exception, or that a waiting task was dropped."""
    message = context.get("message", "")
    task: Any = context.get("future") or context.get("task")
    if not isinstance(task, BareTask) or not recording.life:
        return
    session: int = getattr(task, "_weir_session", 0)
    number = _number(task)
    if "never retrieved" in message and session == _ENDED:
        error = type(context.get("exception")).__name__
    elif "destroyed but it is pending" in message and session == recording.session:
        error = "destroyed while pending"
        _emit("taskFinished", f'"task":{number},"outcome":"failed","error":{_quoted(error)}')
    else:
        return
    _emit("errorUnobserved", f'"task":{number},"error":{_quoted(error)}')


@_patches(_hot_patches, _Waiters, "append")
def _watched_append(bare: Any) -> Any:
    def append(line: Any, future: Any) -> None:
        try:
            line.mark(future)
        except Exception:
            _fault()
        bare(line, future)

    return append


@_patches(_hot_patches, Queue, "put_nowait")
def _watched_put(bare: Any) -> Any:
    def put_nowait(queue: Any, item: Any) -> None:
        try:
            bare(queue, item)
        except BaseException as error:
            _hide_frame(error)
            raise
        if recording.on:
            _note_put(queue)

    return functools.wraps(bare)(put_nowait)


def _note_put(queue: Any) -> None:
    """Notes that an item was put into a queue."""
    try:
        try:
            note: _QueueNote = queue._weir
        except AttributeError:
            note = _attach_note(queue)
        if note.session != recording.session:
            _report(queue, note, 1)
        note.enqueued = item = note.enqueued + 1
        depth = len(queue._queue) if note.is_plain else queue.qsize()
        if note.counted or not recording.life:
            _count(note, 0, depth)
            return
        # The probe's thread measures rates, and may be late.
        if item - note.rate_base > BUSY_ITEMS:
            note.counted = True
        note.items.append(item)
        _append(
            f'{{"t":{_now() - _START},"e":"itemEnqueued",{note.keys}'
            f'{_here.state.number},"item":{item},"depth":{depth}}}\n'
        )
        if len(_lines) > recording.room:
            probe.interrupt()
    except Exception:
        _fault()


_due: list[_QueueNote] = []  # Queues whose sums have changed since they were reported.


def _count(note: _QueueNote, index: int, depth: int) -> None:
    """Counts an item of a queue whose items are not listed."""
    note.sums[index] += 1
    if not note.is_due:
        note.is_due = True
        _due.append(note)
    if depth > note.high:
        note.high = depth
    if note.items:
        note.items.clear()


@_patches(_hot_patches, Queue, "get_nowait")
def _watched_get(bare: Any) -> Any:
    def get_nowait(queue: Any) -> Any:
        try:
            item = bare(queue)
        except BaseException as error:
            _hide_frame(error)
            raise
        if recording.on:
            _note_get(queue)
        return item

    return functools.wraps(bare)(get_nowait)


def _note_get(queue: Any) -> None:
    """Notes that an item was taken out of a queue."""
    try:
        try:
            note: _QueueNote = queue._weir
        except AttributeError:
            note = _attach_note(queue)
        if note.session != recording.session:
            _report(queue, note, -1)
        depth = len(queue._queue) if note.is_plain else queue.qsize()
        if note.counted or not recording.life:
            _count(note, 1, depth)
            return
        item = 0  # Unknown: it was in the queue before the recording, or the order is not known.
        items = note.items
        if len(items) > depth:
            if note.order == "fifo":
                item = items.popleft()
            elif note.order == "lifo":
                item = items.pop()
            else:
                items.popleft()
        _append(
            f'{{"t":{_now() - _START},"e":"itemDequeued",{note.keys}'
            f'{_here.state.number},"item":{item},"depth":{depth}}}\n'
        )
    except Exception:
        _fault()


@_patches(_hot_patches, Queue, "task_done")
def _watched_done(bare: Any) -> Any:
    def task_done(queue: Any) -> None:
        try:
            bare(queue)
        except BaseException as error:
            _hide_frame(error)
            raise
        if recording.on:
            _note_done(queue)

    return functools.wraps(bare)(task_done)


def _note_done(queue: Any) -> None:
    """Notes that a task has finished with an item."""
    try:
        try:
            note: _QueueNote = queue._weir
        except AttributeError:
            note = _attach_note(queue)
        if note.session != recording.session:
            _report(queue, note)
        if note.counted or not recording.life:
            _count(note, 2, 0)
            return
        _append(
            f'{{"t":{_now() - _START},"e":"itemDone",{note.keys}'
            f'{_here.state.number},"unfinished":{queue._unfinished_tasks}}}\n'
        )
    except Exception:
        _fault()


@_patches(_hot_patches, Queue, "shutdown")
def _watched_shutdown(bare: Any) -> Any:
    return _then(bare, _note_shutdown)


@_guarded
def _note_shutdown(queue: Any) -> None:
    """Notes that a queue accepts no more items, and gives up those in it if that is immediate."""
    if not recording.on:
        return
    note = _note_of(queue)
    if note.session != recording.session:
        _report(queue, note)
    while note.items and queue.qsize() == 0:
        item, task = note.items.popleft(), _here.state.number
        _emit(
            "itemDropped",
            f'"queue":{note.number},"task":{task},"item":{item},"cause":"closed"'
            f',"depth":{len(note.items)}',
        )
    _emit("queueClosed", f'"queue":{note.number}')


@_patches(_hot_patches, _timeout, "reschedule")
def _watched_reschedule(bare: Any) -> Any:
    def reschedule(timeout: Any, when: Optional[float]) -> None:
        bare(timeout, when)
        if recording.on and when is not None:
            _note_armed(timeout, when)

    return functools.wraps(bare)(reschedule)


@_guarded
def _note_armed(timeout: Any, when: float) -> None:
    """Notes that a timeout got a deadline, or another one."""
    if not hasattr(timeout, "_weir_number"):
        timeout._weir_number = next(_numbers["timeout"])
    _report_deadline(timeout._weir_number, when)


def _report_deadline(number: int, when: float) -> None:
    """Reports the deadline of a timeout, in seconds of the monotonic clock."""
    if recording.life:
        _emit(
            "timeoutArmed",
            f'"timeout":{number},"task":{_current_number()},"deadline":{_instant(when)}'
            f"{_caller(3)}",
        )


@_patches(_hot_patches, _timeout, "_on_timeout")
def _watched_on_timeout(bare: Any) -> Any:
    def _on_timeout(timeout: Any) -> None:
        bare(timeout)
        if recording.on:
            _note_timeout(timeout, "timeoutFired", timeout._task)

    return _on_timeout


@_patches(_hot_patches, _timeout, "__aexit__")
def _watched_timeout_exit(bare: Any) -> Any:
    # A plain function that returns the coroutine: no frame of ours is in a traceback.
    def __aexit__(timeout: Any, kind: Any, error: Any, trace: Any) -> Any:
        if recording.on:
            is_late = timeout._state.name in ("EXPIRING", "EXPIRED")
            end = "timeoutMet" if error is None else "timeoutCancelled"
            _note_timeout(timeout, "timedOutWorkEnded" if is_late else end, timeout._task)
        return bare(timeout, kind, error, trace)

    return functools.wraps(bare)(__aexit__)


@_guarded
def _note_timeout(timeout: Any, kind: str, task: Any) -> None:
    """Notes how a timeout ended, if its start was reported."""
    if hasattr(timeout, "_weir_number") and recording.life:
        number = 0 if task is None else _number(task)
        _emit(kind, f'"timeout":{timeout._weir_number},"task":{number}')


def _watched_wait_for(bare: Any) -> Any:
    """From Python 3.12 on, `wait_for` uses `Timeout`."""

    async def wait_for(fut: Any, timeout: Any, **options: Any) -> Any:
        number = _begin_wait_for(timeout)
        ends = ["timeoutCancelled"]
        try:
            result = await bare(fut, timeout, **options)
            ends = ["timeoutMet"]
            return result
        except asyncio.TimeoutError as error:
            ends = ["timeoutFired", "timedOutWorkEnded"]
            _hide_frame(error)
            raise
        except BaseException as error:
            _hide_frame(error)
            raise
        finally:
            if number:
                for end in ends:
                    _emit(end, f'"timeout":{number},"task":{_here.state.number}')

    return functools.wraps(bare)(wait_for)


@_guarded
def _begin_wait_for(timeout: Any) -> Any:
    """Notes that `wait_for` begins, and returns the number of its timeout; 0 if there is none."""
    if not recording.on or not recording.life or timeout is None:
        return 0
    number = next(_numbers["timeout"])
    _report_deadline(number, time.monotonic() + timeout)
    return number


if sys.version_info < (3, 12):
    _patches(_hot_patches, asyncio, "wait_for")(_watched_wait_for)
    _patches(_hot_patches, asyncio.tasks, "wait_for")(_watched_wait_for)


@_patches(_hot_patches, asyncio, "shield")
@_patches(_hot_patches, asyncio.tasks, "shield")
def _watched_shield(bare: Any) -> Any:
    def shield(arg: Any, *arguments: Any, **options: Any) -> Any:
        try:
            outer = bare(arg, *arguments, **options)
        except BaseException as error:
            _hide_frame(error)
            raise
        if recording.on and isinstance(arg, BareTask) and outer is not arg:
            _mark_shield(outer, arg)
        return outer

    return functools.wraps(bare)(shield)


@_guarded
def _mark_shield(outer: Any, inner: Any) -> None:
    outer._weir_why = f'"child","child":{_number(inner)}'


@_patches(_hot_patches, BaseEventLoop, "run_in_executor")
def _watched_run_in_executor(bare: Any) -> Any:
    def run_in_executor(loop: Any, *arguments: Any, **options: Any) -> Any:
        _here.state.submitted = None
        future = bare(loop, *arguments, **options)
        _mark_offload(future)
        return future

    return functools.wraps(bare)(run_in_executor)


_OFFLOAD = '"offload"'


@_guarded
def _mark_offload(future: Any) -> None:
    """Marks a future as that of work which waits for a thread, or has one by now.

    Who runs the work of other executors, such as one of processes, is not known.
    """
    state = _here.state
    work, state.submitted = state.submitted, None
    future._weir_why = '"other","on":"run_in_executor"' if work is None else _OFFLOAD
    if work is not None:
        work._weir_future = weakref.ref(future)
        worker = getattr(work, "_weir_worker", 0)
        if worker:
            future._weir_why = _work_wait(worker)


def _work_wait(worker: int) -> str:
    """Why a task waits for what a thread runs for it."""
    return f'"work","worker":{worker}'


def _note_worked_for(work: Any, worker: int) -> None:
    """Notes that the task which has handed work to a thread no longer waits for one."""
    work._weir_worker = worker  # Before the future is looked at: see `_mark_offload`.
    reference = getattr(work, "_weir_future", None)
    future, task = reference and reference(), work._weir_owner and work._weir_owner()
    if future is None:
        return
    future._weir_why = _work_wait(worker)
    if task is not None and recording.waits and task._weir_session == recording.session:
        place = _stand(task._coro)[0]
        if task._fut_waiter is future:
            why = future._weir_why
            _emit("taskSuspended", f'"task":{task._weir_number},"why":{why}{place}')


_WorkItem: Any = getattr(concurrent.futures.thread, "_WorkItem", None)


@_patches(_hot_patches, _WorkItem, "__init__")
def _watched_work_item(bare: Any) -> Any:
    def __init__(work: Any, *arguments: Any, **options: Any) -> None:
        bare(work, *arguments, **options)
        state = _here.state
        work._weir_task, state.submitted = state.number, work
        task = _current_task()
        work._weir_owner = task and weakref.ref(task)

    return __init__


@_patches(_hot_patches, _WorkItem, "run")
def _watched_work(bare: Any) -> Any:
    # The exceptions of the work end in the bare function: no traceback has this frame.
    def run(work: Any, *arguments: Any) -> None:
        worker = _begin_work(work) if recording.on else 0
        try:
            bare(work, *arguments)
        finally:
            if worker:
                _end_work(work, worker)

    return run


@_guarded
def _begin_work(work: Any) -> Any:
    """Notes that a background worker begins to run a function for a task."""
    if not recording.life:
        return 0
    state = _here.state
    if not state.worker:
        state.worker = next(_numbers["worker"])
    if not state.label:
        state.label = _quoted(threading.current_thread().name)
    task = getattr(work, "_weir_task", 0)
    state.work = task, _now()
    _describe_worker(state)
    _emit("workerOccupied", f'"worker":{state.worker},"task":{task}')
    if task:
        _note_worked_for(work, state.worker)
    return state.worker


def _describe_worker(state: _ThreadState) -> None:
    """Reports that a background worker exists, unless the reader knows that."""
    if state.session != recording.session:
        state.session = recording.session
        _emit("workerCreated", f'"worker":{state.worker},"name":{state.label}')


@_guarded
def _describe_work(state: _ThreadState) -> None:
    """Reports what a background worker runs now, in a snapshot."""
    work = state.work
    if work is None or not recording.life or state.session == recording.session:
        return
    _describe_worker(state)
    task, since = work
    _emit(
        "workerOccupied",
        f'"worker":{state.worker},"task":{task},"since":{max(since - _START, 0)}',
    )
    if state.work is not work:  # It has ended meanwhile, and perhaps said so before.
        _emit("workerFreed", f'"worker":{state.worker},"task":{task}')


@_guarded
def _end_work(work: Any, worker: int) -> None:
    """Notes that a background worker is free again."""
    _here.state.work = None
    _emit("workerFreed", f'"worker":{worker},"task":{getattr(work, "_weir_task", 0)}')


# MARK: Patches that stay: what a later snapshot has to know


def _watched_constructor(bare: Any) -> Any:
    return _then(bare, _note_thing)


for _kind in (Queue, asyncio.Lock, asyncio.Semaphore, asyncio.Condition, asyncio.Event):
    _patches(_cold_patches, _kind, "__init__")(_watched_constructor)


@_guarded
def _note_thing(thing: Any) -> None:
    """Notes a new queue, lock or event, and where it was created."""
    # Above this: the guard, the constructor that is patched, and what has called it.
    is_part = sys._getframe(3).f_code is _QUEUE_CONSTRUCTOR and isinstance(thing, asyncio.Event)
    if not is_part:  # The event of a queue; the queue has its own lines of waiters.
        _attach_note(thing).find_origin(thing, 2)


@_patches(_cold_patches, asyncio.Lock, "acquire")
@_patches(_cold_patches, asyncio.Semaphore, "acquire")
def _watched_acquire(bare: Any) -> Any:
    async def acquire(pool: Any) -> Any:
        try:
            result = await bare(pool)
        except BaseException as error:
            _hide_frame(error)
            raise
        try:
            _note_acquisition(pool)
        except BaseException:  # Of a signal handler: the caller does not know that it has the lock.
            pool.release()
            raise
        return result

    return functools.wraps(bare)(acquire)


@_guarded
def _note_acquisition(pool: Any) -> None:
    _note_of(pool).acquire(pool)


@_patches(_cold_patches, asyncio.Lock, "release")
@_patches(_cold_patches, asyncio.Semaphore, "release")
def _watched_release(bare: Any) -> Any:
    return _then(bare, _note_release)


@_guarded
def _note_release(pool: Any) -> None:
    _note_of(pool).release(pool)


def _replace_task_class() -> None:
    """Makes `asyncio.Task` the class that reports to the probe."""
    kind = _LateTask if _may_be_late() else _Task
    asyncio.Task = asyncio.tasks.Task = kind  # type: ignore[misc]
    if sys.version_info >= (3, 12):
        factory = asyncio.create_eager_task_factory(kind)
        asyncio.eager_task_factory = asyncio.tasks.eager_task_factory = factory


# MARK: Where the log goes


class _Outlet:
    """An open file, pipe or socket that takes the log. It never waits, except for a slow disk."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)

    def write(self, text: memoryview) -> int:
        """Writes as much as fits, and returns how many bytes that was.

        Raises `BlockingIOError` if nothing fits now, and another `OSError` if the reader has left
        or the disk is full.
        """
        return os.write(self.descriptor, text)

    def wait(self, seconds: float) -> bool:
        """Waits until something fits; `False` if it takes too long."""
        poll = select.poll()
        poll.register(self.descriptor, select.POLLOUT)
        return bool(poll.poll(seconds * 1_000))

    def end_early(self, surplus: int, end: bytes) -> None:
        """Ends a log on a full disk: replaces its last `surplus` bytes by its last line.

        Raises `OSError` if not even that fits.
        """
        size = os.fstat(self.descriptor).st_size
        os.ftruncate(self.descriptor, size - surplus)
        os.lseek(self.descriptor, 0, os.SEEK_END)
        os.write(self.descriptor, end)

    def close(self) -> None:
        os.close(self.descriptor)


class _SocketOutlet(_Outlet):
    """A connected reader. It may send requests."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.connection.setblocking(False)
        self.request = b""
        super().__init__(connection.fileno())

    def write(self, text: memoryview) -> int:
        return self.connection.send(text, getattr(socket, "MSG_NOSIGNAL", 0))

    def requests(self) -> list[bytes]:
        """The requests that have arrived, one per line. Longer ones than the limit are dropped.

        Raises `OSError` if the reader has left.
        """
        try:
            text = self.connection.recv(4_096)
        except BlockingIOError:
            return []
        if not text:
            raise ConnectionResetError
        *whole, self.request = (self.request + text).split(b"\n")
        if len(self.request) > REQUEST_LIMIT:
            self.request = b""
        return [line for line in whole if len(line) <= REQUEST_LIMIT]

    def close(self) -> None:
        self.connection.close()


class _Listener:
    """A socket at which readers of the same user connect: 0600, by default in a folder that is
    0700."""

    def __init__(self, path: str) -> None:
        """Listens at a path, or at the default one if it is empty.

        Raises `ProbeError` if the path is in use, or if it is the default one and its folder is
        not private.
        """
        if not hasattr(socket, "AF_UNIX"):
            raise ProbeError("This system has no Unix sockets. Write the log to a file with -o.")
        try:
            self.is_default = not path
            self.path = path or os.path.join(_private_folder(), f"{os.getpid()}.sock")
            self._make_room()
            self.server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            fresh = f"{self.path}.{os.getpid()}"  # It appears under its name once it is complete.
            self.server.bind(fresh)
            os.chmod(fresh, 0o600)
            self.server.listen(1)  # Nobody could connect before.
            os.rename(fresh, self.path)
        except OSError as error:
            raise ProbeError(
                f"Cannot listen at {path or 'the default socket'}: {error.strerror or error}. "
                "Give another path with unix:PATH."
            ) from error
        self.server.setblocking(False)
        self.identity = self._identity()

    def _make_room(self) -> None:
        """Removes a socket at which nobody listens any more."""
        try:
            status = os.lstat(self.path)
        except FileNotFoundError:
            return
        if not stat.S_ISSOCK(status.st_mode) or _is_alive(self.path):
            raise ProbeError(f"{self.path} exists already. Remove it, or give another path.")
        os.unlink(self.path)

    def _identity(self) -> tuple[int, int]:
        status = os.lstat(self.path)
        return status.st_dev, status.st_ino

    def accept(self) -> Optional[_SocketOutlet]:
        """The reader that has connected; `None` if there is none, or it is another user's."""
        try:
            connection, _ = self.server.accept()
        except BlockingIOError:
            return None
        except OSError:  # No descriptor is left, and the reader stays in line.
            time.sleep(TICK)
            return None
        if not _is_same_user(connection):
            connection.close()
            return None
        return _SocketOutlet(connection)

    def close(self, unlink: bool) -> None:
        """Stops listening, and removes the socket if it is still the one that was made."""
        self.server.close()
        try:
            if unlink and self._identity() == self.identity:
                os.unlink(self.path)
        except OSError:
            pass


def _is_same_user(connection: socket.socket) -> bool:
    """Whether a reader belongs to this user or to root, as far as the system can say."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True  # The permissions of the socket have to do.
    credentials = connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i"))
    user: int = struct.unpack("3i", credentials)[1]
    return user in (os.geteuid(), 0)


def _is_alive(path: str) -> bool:
    """Whether somebody listens at a socket."""
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        client.settimeout(0.1)
        client.connect(path)
    except (ConnectionRefusedError, FileNotFoundError):
        return False
    except OSError:
        return True
    finally:
        client.close()
    return True


def _private_folder() -> str:
    """The folder of this user's sockets, which nobody else may enter.

    It is `weir` in `$XDG_RUNTIME_DIR`, else `weir-UID` in the folder for temporary files. Sockets
    that dead processes have left there are removed.
    """
    import tempfile  # Takes 3 ms, and is not needed by most.

    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and os.path.isdir(runtime):
        folder = os.path.join(runtime, "weir")
    else:
        folder = os.path.join(tempfile.gettempdir(), f"weir-{os.getuid()}")
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    status = os.lstat(folder)
    is_private = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not is_private or stat.S_IMODE(status.st_mode) & 0o077:
        raise ProbeError(
            f"The folder {folder} is not private. Remove it, or run chmod 700 on it if it is yours."
        )
    for entry in os.listdir(folder):
        stem, extension = os.path.splitext(entry)
        if extension == ".sock" and stem.isdecimal():
            _remove_stale(os.path.join(folder, entry), int(stem))
    return folder


def _remove_stale(path: str, process: int) -> None:
    """Removes the socket of a process if that is dead and nobody listens."""
    try:
        os.kill(process, 0)
        is_running = process != os.getpid()  # After exec, this process may find its own socket.
    except ProcessLookupError:
        is_running = False
    except (OSError, OverflowError):  # No process has a number like the latter.
        is_running = True
    try:
        if not is_running and stat.S_ISSOCK(os.lstat(path).st_mode) and not _is_alive(path):
            os.unlink(path)
    except OSError:
        pass


def _open_outlet(out: str) -> _Outlet:
    """Opens `-`, `fd:N` or a file.

    Raises `ProbeError` if that is not possible.
    """
    try:
        if out == "-":
            if sys.stdout is not None:
                sys.stdout.flush()
            descriptor = os.dup(1)
            os.dup2(2, 1)
            return _Outlet(_unblocked(descriptor))
        if out.startswith("fd:"):
            descriptor = int(out[3:])
            os.set_inheritable(descriptor, False)
            return _Outlet(_unblocked(descriptor))
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            # A child with the same environment must not empty the log of its parent.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(descriptor, 0)
        return _Outlet(descriptor)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProbeError(f"Cannot write to {out}: {reason}. Give another OUT with -o.") from error


def _unblocked(descriptor: int) -> int:
    """A descriptor for the same pipe that does not block.

    The flag belongs to the open file, which other processes may share. So on Linux a pipe is opened
    again.
    """
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    try:
        reopened = os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        os.set_blocking(descriptor, False)
        return descriptor
    os.close(descriptor)
    return reopened


# MARK: Snapshots


class _Snapshot:
    """Describes everything that exists, in slices, between turns of the program's loops.

    What is not described yet is described before its first event: that is what sessions are for. So
    the program may continue between two slices. A loop that does not respond, for instance since it
    is blocked, is described from the probe's thread.
    """

    def __init__(self, lost: int, since: int) -> None:
        self.lost = lost
        self.since = since
        self.loops = _running_loops()
        self.has_begun = False
        self.things: Iterator[None] = iter(())  # Describes one after another.
        self.is_over = False
        self.count = 0
        self.loop: Any = None  # The loop that is asked to describe its tasks.
        self.asked = 0
        self.lock = threading.Lock()  # Held by the thread that describes; nobody waits for it.

    def begin(self) -> None:
        """Starts; called in the probe's thread."""
        if self.loops:
            self.ask_next_loop()
        else:
            self.report_things()
            self.end()

    def ask_next_loop(self) -> None:
        """Asks the next loop, or ends the snapshot."""
        while self.loops and not self.is_over:
            self.loop, self.asked = self.loops.pop(0), _now()
            try:
                self.loop.call_soon_threadsafe(self.turn, self.loop, None)
                return
            except RuntimeError:  # It has been closed.
                continue
        self.loop = None
        self.end()

    def cancel(self) -> None:
        """Gives up."""
        self.is_over, self.loop = True, None

    def turn(self, loop: Any, left: Optional[list[Any]]) -> None:
        """Describes some tasks of a loop; called in its thread, between two steps of tasks."""
        try:
            _free_late(loop)
            if not self.lock.acquire(blocking=False):
                return
            try:
                if loop is self.loop:
                    self.describe_slice(loop, left)
            finally:
                self.lock.release()
        except Exception:
            _fault()
            self.end()

    def describe_slice(self, loop: Any, left: Optional[list[Any]]) -> None:
        """Describes the next things, then tasks, of all if `left` is `None`, and plans the next
        slice."""
        is_complete = self.report_things(SLICE_TASKS)
        if self.is_over:
            return
        if not is_complete:
            self.asked = _now()
            loop.call_soon(self.turn, loop, left)
            return
        tasks = _live_tasks(loop) if left is None else left
        for task in tasks[:SLICE_TASKS]:
            self.report_task(task)
        self.asked = _now()
        if len(tasks) > SLICE_TASKS:
            loop.call_soon(self.turn, loop, tasks[SLICE_TASKS:])
        else:
            self.ask_next_loop()

    def check(self) -> None:
        """Describes a loop from outside if it has not responded; called in the probe's thread."""
        if _now() - self.asked < RESPONSE_LIMIT * SECOND or self.is_over:
            return
        if not self.lock.acquire(blocking=False):
            return
        try:
            loop = self.loop
            if loop is not None:
                self.report_things()
                if self.is_over:
                    return
                for task in _live_tasks(loop):
                    self.report_task(task)
                _report_unresponsive(loop)
                self.ask_next_loop()
        finally:
            self.lock.release()

    def report_things(self, limit: Optional[int] = None) -> bool:
        """Begins the snapshot with loops, queues and what is held or waited for: so many of them,
        all without a limit. Returns whether none is left."""
        if not self.has_begun:
            self.has_begun = True
            _holdings.clear()
            if not probe.begin_session(self):
                self.cancel()
                return True
            _emit("snapshotBegan", f'"lost":{self.lost},"since":{self.since}')
            self.things = _describe_things()
        count = sum(1 for _ in itertools.islice(self.things, limit))
        return limit is None or count < limit

    def report_task(self, task: Any) -> None:
        """Describes a task, unless that has happened before one of its events."""
        if not task.done():
            _reported_number(task)
            self.count += 1

    def end(self) -> None:
        if not self.is_over:
            self.cancel()
            for number in list(_holdings):  # Of tasks that nobody has described.
                _report_holdings(number)
            _emit("snapshotEnded", f'"tasks":{self.count}')


def _live_tasks(loop: Any) -> list[Any]:
    """The tasks of a loop that have not ended, the oldest first."""
    return sorted(_bare_all_tasks(loop), key=lambda task: getattr(task, "_weir_number", 1 << 62))


def _describe_things() -> Iterator[None]:
    """Describes all loops, timers, workers and things that tasks wait for, each in a step.

    Nothing of the program is held from one step to the next.
    """
    for loop in _running_loops():
        _loop_note(loop)
        for mark in _sleeper_marks(loop):
            mark()
            yield
    loop = None
    for state in _states():
        _describe_work(state)
    for reference in list(_things.values()):
        thing = reference()
        count = 1 if thing is None else _describe_thing(thing, reference.note)
        thing = None
        for _ in range(count):
            yield


def _describe_thing(thing: Any, note: Any) -> int:
    """Reports a queue, or a lock that is in use, and marks the futures that wait for it.

    Locks that nobody uses are reported when somebody does. Returns how much work that was, in
    things without such futures.
    """
    lines: tuple[Any, ...]
    is_known = note.session == recording.session  # Since it was used after the snapshot began.
    count = 1
    if isinstance(note, _QueueNote):
        if not is_known:
            _report(thing, note, is_snapshot=True)
        finished = getattr(thing, "_finished", None)
        lines = tuple(getattr(thing, name, ()) for name in ("_getters", "_putters"))
        lines += (getattr(finished, "_waiters", ()),)
    else:
        lines = (getattr(thing, "_waiters", ()),)
        is_used = isinstance(note, _PoolNote) and (note.held or lines[0])
        if is_used and recording.life and not is_known:
            _report(thing, note, is_snapshot=True)
    for line in lines:
        if isinstance(line, _Waiters):
            count += len(line) // 8
            for future in list(line):
                line.mark(future)
    return count


def _sleeper_marks(loop: Any) -> Iterator[Callable[[], None]]:
    """What marks the futures of tasks that were asleep before somebody read."""
    timers = list(map(weakref.ref, getattr(loop, "_scheduled", ())))
    return (functools.partial(_mark_sleeper, timer) for timer in timers)


def _mark_sleeper(reference: Any) -> None:
    timer = reference()
    if timer is not None and timer._callback is _set_result_unless_cancelled and timer._args:
        _mark_sleep(timer._args, timer._when)


_unresponsive: dict[int, _ThreadState] = {}  # By the number of a loop's worker.


def _report_unresponsive(loop: Any) -> None:
    """Reports the task that a loop is busy with, if its turn began before somebody read."""
    worker = _loop_note(loop).number
    is_watched = any(state.loop is loop for state in _turns())
    if is_watched or not loop.is_running():
        return
    number, place = 0, ""
    for task in _live_tasks(loop):
        coroutine = task._coro
        if getattr(coroutine, "cr_running", False):
            number, place = _number(task), _stand(coroutine)[0]
    state = _ThreadState()
    state.blocked = worker, number
    _unresponsive[worker] = state
    _emit("workerOccupied", f'"worker":{worker},"task":{number}{place}')


def _free_late(loop: Any) -> None:
    """Reports that a loop which did not respond runs again."""
    state = _unresponsive.pop(_loop_note(loop).number, None)
    if state is not None:
        _note_freed(state)


# MARK: The probe


class Probe:
    """Owns the log: who reads it, the thread that writes it, and what is in place."""

    def __init__(self) -> None:
        self.is_started = False
        self.is_disabled = False
        self.is_over = False  # The program is about to exit.
        self.is_orphan = False  # A child of a fork, whose parent listens at the default socket.
        self.reader = ""  # The socket of a reader that is called when the first loop starts.
        self.is_waiting = False  # No loop has started yet, so that the reader was not called.
        self.outlet: Optional[_Outlet] = None
        self.listener: Optional[_Listener] = None
        self.snapshot: Optional[_Snapshot] = None
        self.wants_snapshot = False
        self.level = "steps"
        self.has_command = True
        self.process = os.getpid()
        self.lock = threading.Lock()  # Held while lines are written.
        self.switch = threading.RLock()  # Held while recording is switched on or off.
        self.rest = memoryview(b"")  # The part of the last batch that did not fit.
        self.batch = b""
        self.is_gap = False  # Nothing is written before the next snapshot begins.
        self.is_overfull = False  # A thread of the program has stopped the recording.
        self.line_bytes = 125.0  # The length of the latest lines, on average.
        self.written = 0  # Lines of this log, without the header.
        self.lost = self.lost_reported = self.lost_since = 0
        self.last = 0  # The instant of the last line.
        self.next_pulse = self.next_count = self.next_look = 0
        self.rate_since = 0

    # What others call.

    def start(self, out: str, level: str, has_command: bool = True) -> None:
        """Starts the probe, once. Raises `ProbeError` if the log can't be opened."""
        if self.is_started:
            return
        if level not in LEVELS:
            raise ProbeError(f"There is no level {level}. The levels are {', '.join(LEVELS)}.")
        self._open(out)
        self.is_started = True
        self.process = os.getpid()
        self.level, self.has_command = level, has_command
        recording.set_level(level)
        _replace_task_class()
        for patch in _cold_patches:
            patch.put()
        sys.addaudithook(_note_call)
        is_late = _find_what_exists()
        if self.outlet is not None and not self.reader:
            self._begin_recording(is_late)
        atexit.register(self.finish)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._before_fork, after_in_child=self._after_fork_in_child)
        if not self.reader:
            self._start_thread()

    def _open(self, out: str) -> None:
        """Listens, or opens what the log goes to. Raises `ProbeError` if that is not possible."""
        if out.startswith("connect:"):
            self.reader, self.is_waiting = out[8:], True
        elif out == "unix" or out.startswith("unix:"):
            self.listener = _Listener(out[5:])
        else:
            self.outlet = _open_outlet(out)

    def _begin_recording(self, is_late: bool) -> None:
        """Writes the header, and records from now on, or from a snapshot on if tasks exist."""
        self._begin_log()
        mask = _block_signals({signal.SIGPIPE})
        self._write()  # Whenever the program is killed, its log has a header.
        _restore_signals(mask)
        if is_late:
            self.is_gap = self.wants_snapshot = True
        else:
            self.begin_session()

    def revive(self) -> None:
        """Listens, and calls the reader if there is one, when a loop starts: the first one of the
        program, or one in a child of a fork.

        So each worker of a server that forks has its own socket. A child never writes to the log of
        its parent.
        """
        if not self.is_orphan and not self.is_waiting:
            return
        self.is_orphan = self.is_waiting = False
        with contextlib.suppress(ProbeError):
            self.listener = _Listener("")
        self.process = os.getpid()
        self.is_disabled = False
        if self.reader:
            self._call_reader()
        if self.listener is not None or self.outlet is not None:
            self._start_thread()

    def _call_reader(self) -> None:
        """Connects to the reader, if it is still there and is the same user's."""
        try:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        except OSError:  # No descriptor is left.
            return
        try:
            connection.setblocking(False)
            connection.connect(self.reader)
            if not _is_same_user(connection):
                raise PermissionError
        except OSError:
            connection.close()
            return
        self.outlet = _SocketOutlet(connection)
        self._begin_log()
        if _running_loops():
            self.is_gap = self.wants_snapshot = True
            self.lost_since = _now() - _START
        else:
            self.begin_session()

    def disable(self) -> None:
        """Stops recording for good, after too many faults. Pulses say so, the first one at once."""
        self.is_disabled = True
        self.next_pulse = 0
        self._stop_recording()
        for patch in _cold_patches:
            patch.remove()

    def begin_session(self, snapshot: Optional[_Snapshot] = None) -> bool:
        """Records from here on. Everything is described again before its next event.

        Does nothing, and returns `False`, once the snapshot for which that is done was given up:
        its reader has left.
        """
        with self.switch:
            if self.is_disabled or (snapshot is not None and snapshot.is_over):
                return False
            if not recording.on:
                self.rate_since = _now()
            recording.session += 1
            recording.on = True
            for patch in _hot_patches:
                patch.put()
            for patch in _step_patches:
                if recording.steps:
                    patch.put()
                else:
                    patch.remove()
        return True

    def interrupt(self) -> None:
        """Stops recording until the probe's thread, which hangs on a disk, opens a gap.

        Called in the program's threads, which would fill the memory meanwhile.
        """
        with self.switch:
            recording.on = False
            self.is_overfull = True

    def finish(self) -> None:
        """Writes what is left and the end of the log, at the exit of the program."""
        if not self.is_started or os.getpid() != self.process:
            return
        self.is_over = True
        if not self.lock.acquire(timeout=EXIT_LIMIT):  # Its thread hangs on a disk.
            return
        mask = _block_signals({signal.SIGPIPE})
        try:
            if self.outlet is not None:
                self.is_overfull = False
                self._report_sums()
                if recording.faults or self.lost:
                    self.next_pulse = 0
                self._write(EXIT_LIMIT)
                self._write_end("exited")
            self._stop_recording()
            self.is_disabled = True
            self._close_outlet()
            if self.listener is not None:
                self.listener.close(unlink=True)
                self.listener = None
        except Exception:
            recording.faults += 1
        finally:
            _restore_signals(mask)
            self.lock.release()

    # The thread.

    def _start_thread(self) -> None:
        # Not a `threading.Thread`: the program's own list of threads stays as it is.
        import _thread

        _thread.start_new_thread(self._run, ())

    def _run(self) -> None:
        _block_signals(set(signal.valid_signals()))  # The program's threads handle them.
        while not self.is_over:
            try:
                self._wait()
                with self.lock:
                    self._tick()
            except Exception:
                if not self.is_over:  # At the exit, the listener is closed meanwhile.
                    _fault()
                time.sleep(TICK)

    def _wait(self) -> None:
        """Waits for a reader, and while there is one, until the next tick."""
        listener, outlet = self.listener, self.outlet
        if listener is None and outlet is None:
            time.sleep(1)
            return
        poll = select.poll()
        if listener is not None:
            poll.register(listener.server.fileno(), select.POLLIN)
        if outlet is None:
            poll.poll(TICK * 1_000 if recording.on else None)
            return
        deadline = _now() + int(TICK * SECOND)
        if isinstance(outlet, _SocketOutlet):
            poll.register(outlet.descriptor, select.POLLIN)
            poll.poll(TICK * 1_000)
        rest = deadline - _now()
        if rest > 0:
            time.sleep(rest / SECOND)

    def _tick(self) -> None:
        """Does what is due, in the probe's thread."""
        self._read_requests()
        is_new = self._accept()
        if self.outlet is None:
            if recording.on:  # Nothing would ever take the lines.
                self._leave()
            return
        if self.is_overfull:
            self._open_gap()
        now = _now()
        if recording.on:
            self._look_for_blocks(now)
            if now >= self.next_count:
                self.next_count = now + int(COUNT_PERIOD * SECOND)
                self._report_sums()
                self._measure_rates(now)
            if now >= self.next_look:
                self.next_look = now + SECOND // 4
                _look_for_swallowed_cancellations()
        self._write()
        if len(_lines) > min(LINE_LIMIT, recording.room // 2):
            self._open_gap()
        elif self.outlet is not None and not is_new:
            self._take_snapshot()

    def _accept(self) -> bool:
        """Lets a reader in, and returns whether there is a new one. There is one at a time; others
        are turned away.

        A new one has until the next tick to leave again: who only wants to know which program this
        is reads the header, and costs the program no snapshot.
        """
        if self.listener is None:
            return False
        reader = self.listener.accept()
        if reader is None:
            return False
        self._read_requests()  # The reader before may have left in this moment.
        if self.outlet is not None:
            reader.close()
            return False
        self.outlet = reader
        try:
            self._begin_log()
        except BaseException:
            self._leave()
            raise
        if self.is_disabled:
            self.next_pulse = 0  # All that it learns: how many faults there were.
        else:
            self.lost_since = _now() - _START
            self.is_gap = self.wants_snapshot = True
        return True

    def _read_requests(self) -> None:
        """Does what the reader asks for, and notices when it has left."""
        if isinstance(self.outlet, _SocketOutlet):
            try:
                for request in self.outlet.requests():
                    self._obey(request)
            except OSError:
                self._leave()

    def _obey(self, request: bytes) -> None:
        """Does one of the two things that a reader may ask for; anything else is ignored."""
        try:
            wish = json.loads(request)
        except ValueError:
            return
        if not isinstance(wish, dict) or len(wish) != 1:
            return
        if wish.get("snapshot") is True:
            self.wants_snapshot = True
        elif wish.get("level") in LEVELS:
            self.level = wish["level"]
            recording.set_level(self.level)
            self.wants_snapshot = True

    def _leave(self) -> None:
        """Stops recording since the reader has left, or since nothing can be written."""
        self._stop_recording()
        self._close_outlet()
        _lines.clear()
        self.is_gap = self.wants_snapshot = False

    def _stop_recording(self) -> None:
        """Gives asyncio its own functions back."""
        with self.switch:
            recording.on = False
            self.is_overfull = False
            for patch in _hot_patches + _step_patches:
                patch.remove()
            if self.snapshot is not None:
                self.snapshot.cancel()
                self.snapshot = None

    def _close_outlet(self) -> None:
        if self.outlet is not None:
            self.outlet.close()
        self.outlet = None
        self.rest = memoryview(b"")

    def _open_gap(self) -> None:
        """Gives up the lines that a slow reader has not taken, and records nothing meanwhile."""
        self._stop_recording()
        self.lost_since = _instant_of(_lines[0]) if _lines else self.last
        self.lost += len(_lines)
        _lines.clear()
        self.is_gap = self.wants_snapshot = True

    def _take_snapshot(self) -> None:
        """Begins a snapshot once the reader has taken what was written before the gap."""
        if self.snapshot is not None:
            self.snapshot.check()
            if self.snapshot is not None and self.snapshot.is_over:
                self.snapshot = None
        elif self.wants_snapshot and not self.is_disabled and (recording.on or not self.rest):
            self.wants_snapshot = False
            since = self.last if recording.on else self.lost_since
            self.snapshot = _Snapshot(0 if recording.on else self.lost - self.lost_reported, since)
            self.lost_reported = self.lost
            self.snapshot.begin()

    def _look_for_blocks(self, now: int) -> None:
        """Reports loops that are blocked, the task that blocks them, and the line."""
        for state in _turns():
            since, number = state.since, state.number
            if now - since < BLOCK_NANOSECONDS or state.blocked or state.loop is None:
                continue
            place, call = _blocking_place(state)
            if state.since != since:
                continue  # That turn is over.
            worker = _loop_note(state.loop).number
            state.blocked = worker, number
            _emit(
                "workerOccupied",
                f'"worker":{worker},"task":{number}{call}{place},"since":{max(since - _START, 0)}',
            )
            if state.since != since:
                _note_freed(state)

    def _measure_rates(self, now: int) -> None:
        """Counts the items of busy queues instead of listing them."""
        if now - self.rate_since < SECOND:
            return
        seconds = (now - self.rate_since) / SECOND
        self.rate_since = now
        for reference in list(_things.values()):
            note, queue = reference.note, reference()
            if isinstance(note, _QueueNote) and queue is not None:
                rate = (note.enqueued - note.rate_base) / seconds
                note.rate_base = note.enqueued
                # Back to items at half that rate, so that a queue does not switch back and forth.
                was_counted = note.counted
                note.counted = rate > (BUSY_ITEMS / 2 if was_counted else BUSY_ITEMS)
                if was_counted and not note.counted:
                    note.report_sums(queue.qsize())

    def _report_sums(self) -> None:
        """Reports how many items have gone through the queues whose items are not listed."""
        due = _due[:]
        del _due[: len(due)]
        for note in due:
            note.is_due = False
            queue: Any = note.reference()
            if queue is not None and note.session == recording.session:
                note.report_sums(queue.qsize())

    # Writing.

    def _begin_log(self) -> None:
        """Starts the log with its header."""
        self.written = self.lost = self.lost_reported = self.last = 0
        self.next_pulse = _now() + SECOND
        self.batch = _header(self.level, self.has_command)
        self.rest = memoryview(self.batch)

    def _write(self, patience: float = 0.0) -> None:
        """Writes lines until there are none, or none fit for this many seconds."""
        outlet = self.outlet
        deadline = _now() + int(patience * SECOND)
        while outlet is not None:
            if not self.rest:
                if self.is_overfull:
                    return
                self._take_batch()
                if not self.rest:
                    return
            try:
                self.rest = self.rest[outlet.write(self.rest) :]
            except BlockingIOError:
                if _now() >= deadline or not outlet.wait((deadline - _now()) / SECOND):
                    return
            except OSError:
                self._give_up(outlet)
                return

    def _take_batch(self) -> None:
        """Takes the next lines, in order of time, and a pulse if one is due."""
        lines = _lines[:BATCH_LINES]
        del _lines[: len(lines)]
        if self.is_gap:
            lines = self._after_gap(lines)
        now = _now()
        if now >= self.next_pulse and len(_lines) == 0:
            self.next_pulse = now + SECOND
            lines.append(
                f'{{"t":{now - _START},"e":"pulse","written":{self.written + len(lines) + 1}'
                f',"lost":{self.lost},"faults":{recording.faults}}}\n'
            )
        if not lines:
            return
        self.written += len(lines)
        self._order(lines)
        self.batch = "".join(lines).encode()
        self.rest = memoryview(self.batch)
        weight = min(len(lines) / 1_000, 1)  # A few long lines say little about the next ones.
        self.line_bytes += weight * (len(self.batch) / len(lines) - self.line_bytes)
        recording.room = min(MOST_LINES, int(2 * BYTE_LIMIT / self.line_bytes))

    def _after_gap(self, lines: list[str]) -> list[str]:
        """The lines from the beginning of the snapshot on.

        Those before it come from threads that had not noticed the gap yet, and are lost, too.
        """
        for index, line in enumerate(lines):
            if '"e":"snapshotBegan"' in line:
                self.lost += index
                self.is_gap = False
                return lines[index:]
        self.lost += len(lines)
        return []

    def _order(self, lines: list[str]) -> None:
        """Puts lines in order of time. Those of several threads may have passed each other.

        Lines in order compare as text, except where the number of digits changes.
        """
        first = _instant_of(lines[0])
        if first < self.last or lines != sorted(lines):
            lines.sort(key=_instant_of)
            for index, line in enumerate(lines):
                if _instant_of(line) >= self.last:
                    break
                lines[index] = f'{{"t":{self.last}{line[line.index(",") :]}'
        self.last = _instant_of(lines[-1])

    def _write_end(self, reason: str) -> None:
        """Writes the last line, if the reader takes it in time."""
        self.batch = self._end_line(self.written, reason)
        if not self.rest:
            self.rest = memoryview(self.batch)
            self._write(EXIT_LIMIT)

    def _end_line(self, events: int, reason: str) -> bytes:
        instant = max(_now() - _START, self.last)
        return f'{{"t":{instant},"e":"end","events":{events},"reason":"{reason}"}}\n'.encode()

    def _give_up(self, outlet: _Outlet) -> None:
        """Ends the log since its reader has left or its disk is full.

        On a full disk, the last lines make room for one that says so.
        """
        try:
            if outlet.is_file:
                taken = len(self.batch) - len(self.rest)
                kept = self.batch.rfind(b"\n", 0, max(taken - END_BYTES, 0)) + 1
                events = self.written - self.batch.count(b"\n", kept)
                outlet.end_early(taken - kept, self._end_line(events, "full"))
        except OSError:
            pass
        self._leave()

    # Forks.

    def _before_fork(self) -> None:
        """Keeps Python from warning of a fork with several threads if this one's is the second.

        From Python 3.12 on, it does so once the handlers have run.
        """
        if sys.version_info < (3, 12):
            return
        try:
            if _fork_filter in warnings.filters:
                warnings.filters.remove(_fork_filter)
            if _thread_count() == 2:
                warnings.filters.insert(0, _fork_filter)
        except Exception:
            _fault()

    def _after_fork_in_child(self) -> None:
        """A child has its own tasks, which are not in the log of its parent: it is silent."""
        try:
            self.lock, self.switch = threading.Lock(), threading.RLock()
            self._stop_recording()
            self.is_disabled = True
            _lines.clear()
            self._close_outlet()
            self.is_waiting = bool(self.reader)
            if self.listener is not None:
                self.is_orphan = self.listener.is_default
                self.listener.close(unlink=False)
                self.listener = None
            _thread_states[:] = [weakref.ref(_here.state)]
            _loops.clear()
        except Exception:
            recording.faults += 1


_fork_filter: Any = (
    "ignore",
    re.compile("This process .* is multi-threaded, use of fork", re.IGNORECASE),
    DeprecationWarning,
    None,
    0,
)


def _thread_count() -> int:
    """How many threads the process has, those that Python does not know included."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count() + 1


def _header(level: str, has_command: bool) -> bytes:
    """The first line of a log."""
    given = getattr(sys, "argv", None) or [""]
    arguments = [_without_surrogates(str(argument)) for argument in given]
    folder, program = os.path.split(arguments[0])
    if program == "__main__.py":  # Of `python -m PACKAGE`.
        program = os.path.basename(folder)
    program = program or "python"
    started = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(_START_WALL))
    values: dict[str, Any] = {
        "weir": 2,
        "version": __version__,
        "scenario": program,
        "started": f"{started}.{int(_START_WALL * 1_000) % 1_000:03}Z",
        "source": "asyncio",
        "clock": "real",
        "program": program,
    }
    if has_command:
        values["command"] = [argument[:TEXT_LIMIT] for argument in arguments[:256]]
    values.update(
        pid=os.getpid(),
        host=socket.gethostname(),
        runtime=f"{sys.implementation.name} {sys.version.split()[0]}".replace("cpython", "CPython"),
        level=level,
        parents="creator",
    )
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def _instant_of(line: str) -> int:
    """The instant of a line, in nanoseconds: the number after `{"t":`."""
    return int(line[5 : line.index(",")])


def _blocking_place(state: _ThreadState) -> tuple[str, str]:
    """Where a turn blocks its loop: the innermost frame of the program, and the key `call`, if the
    call that blocks is known.

    A call goes on if the frame that made it still stands there. Frames keep what their functions
    know alive, so they are held as shortly as possible.
    """
    frame: Optional[types.FrameType] = sys._current_frames().get(state.ident)
    best, best_rank = None, _OWN
    name, caller, at = state.call
    call = "time.sleep" if frame is not None and _is_sleeping(frame) else ""
    for _ in range(1_000):
        if frame is None or best_rank == _PROGRAM or frame.f_code.co_name == "_run_once":
            break
        rank = _rank_of(frame.f_code)
        if rank > best_rank:
            best, best_rank = (frame.f_code, frame.f_lasti), rank
        if id(frame) == caller and frame.f_lasti == at:
            call = _BLOCKING_CALLS[name]
        frame = frame.f_back
    del frame
    place = "" if best is None else _place(*best)
    return place, f',"call":{_quoted(call)}' if call else ""


def _is_sleeping(frame: types.FrameType) -> bool:
    """Whether the innermost frame of a thread stands at a line that calls `time.sleep`.

    Before Python 3.13 that call has no audit event.
    """
    names = _names_of_line(frame.f_code, frame.f_lasti)
    values = [frame.f_globals.get(name) for name in names]
    return time.sleep in values or "sleep" in names and time in values


@functools.lru_cache(CACHE_LIMIT)
def _names_of_line(code: types.CodeType, at: int) -> tuple[str, ...]:
    """The names that are looked up by the line of an instruction, up to there."""
    line = _line_number(code, at)
    instructions = dis.get_instructions(code)
    return tuple(
        str(item.argval)
        for item in instructions
        if item.offset <= at
        and item.opname.startswith("LOAD_")
        and isinstance(item.argval, str)
        and _line_number(code, item.offset) == line
    )


def _block_signals(signals: set[signal.Signals]) -> Any:
    """Keeps signals from this thread, and returns what was blocked before."""
    if hasattr(signal, "pthread_sigmask"):
        return signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    return None


def _restore_signals(mask: Any) -> None:
    """Blocks what was blocked before. A SIGPIPE that came meanwhile was the probe's own."""
    if mask is None:
        return
    if signal.SIGPIPE not in mask and signal.SIGPIPE in signal.sigpending():
        if hasattr(signal, "sigtimedwait"):
            signal.sigtimedwait({signal.SIGPIPE}, 0)
        else:
            signal.sigwait({signal.SIGPIPE})
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


# MARK: What exists before the probe


def _may_be_late() -> bool:
    """Whether tasks may exist already."""
    return asyncio.events._get_running_loop() is not None or threading.active_count() > 1


def _find_what_exists() -> bool:
    """Finds loops, queues and locks of a program that runs already; `False` if no loop runs."""
    if not _may_be_late():
        return False
    found = False
    for thing in gc.get_objects():
        try:
            kind = type(thing)  # `isinstance` would wake proxies.
            if issubclass(kind, asyncio.AbstractEventLoop):
                _loop_note(thing)
            elif issubclass(kind, _NAMED_KINDS) and not hasattr(thing, "_weir"):
                _attach_note(thing)
                found = True
        except Exception:
            _fault()
    del thing
    loops = _running_loops()
    if found and loops:
        _search_stacks(loops)
    return bool(loops)


@_guarded
def _search_stacks(loops: list[Any]) -> None:
    """Names queues and locks after the variables that hold them, and finds who holds the locks."""
    names = _FoundNames()
    left = FOUND_FRAMES
    for loop in loops:
        for task in sorted(_bare_all_tasks(loop), key=_age):
            for frame, owner, awaited in _frames_of(task._coro):
                left -= 1
                if left < 0:
                    break
                names.search_frame(frame)
                for pool in _entered_pools(frame, owner, awaited):
                    _note_of(pool).find_holder(task)
    names.use()


def _age(task: Any) -> int:
    """A number that is less for older tasks: that of the name, if Python has given it."""
    digits = task.get_name().rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 1 << 62


def _frames_of(awaitable: Any, limit: int = FRAME_LIMIT) -> Iterator[tuple[Any, Any, Any]]:
    """The frames of a suspended coroutine, the outermost first; each with the coroutine or
    generator that it belongs to, and what that awaits."""
    for _ in range(limit):
        frame, awaited = _frame_of_any(awaitable)
        if frame is None:
            return
        yield frame, awaitable, awaited
        awaitable = awaited


_Mixin: Any = getattr(asyncio.locks, "_ContextManagerMixin", None)
_LOCK_EXIT: Any = getattr(_Mixin, "__aexit__", object())
# While a task is in one of these functions, it has not acquired the lock, or has released it.
_WITHOUT_LOCK = [
    function.__code__
    for function in (
        getattr(_Mixin, "__aenter__", None),
        asyncio.Condition.wait,
        asyncio.Condition.wait_for,
    )
    if function is not None
]


def _entered_pools(frame: Any, owner: Any, awaited: Any) -> list[Any]:
    """The locks and semaphores whose `async with` a suspended frame is in.

    Their `__aexit__` waits on the stack of the frame: as a bound method, and from Python 3.14 on as
    a function next to its object.
    """
    values = gc.get_referents(owner if sys.version_info >= (3, 11) else frame)
    entered: list[Any] = []
    for index, value in enumerate(values):
        if type(value) is types.MethodType and value.__func__ is _LOCK_EXIT:
            entered.append(value.__self__)
        elif value is _LOCK_EXIT and index + _TO_OBJECT in range(len(values)):
            entered.append(values[index + _TO_OBJECT])
    if getattr(awaited, "cr_code", None) in _WITHOUT_LOCK:
        awaiting = awaited.cr_frame.f_locals.get("self")
        entered = [thing for thing in entered if thing is not awaiting]
    pools = [getattr(thing, "_lock", thing) for thing in entered]
    return [pool for pool in pools if isinstance(pool, (asyncio.Lock, asyncio.Semaphore))]


def _distance_to_object() -> int:
    """Where the object of an `__aexit__` is, seen from the function: before it or after it."""

    class Manager:
        async def __aenter__(self) -> None: ...

        async def __aexit__(self, *_: Any) -> None: ...

    @types.coroutine
    def pause() -> Iterator[None]:
        yield

    async def enter() -> None:
        async with Manager():
            await pause()

    coroutine = enter()
    coroutine.send(None)
    values = gc.get_referents(coroutine)
    coroutine.close()
    places = [index for index, value in enumerate(values) if value is Manager.__aexit__]
    objects = [index for index, value in enumerate(values) if type(value) is Manager]
    return objects[0] - places[0] if objects and places else 1


_TO_OBJECT = _distance_to_object()


class _FoundNames:
    """The names of queues and locks that were created before the probe.

    An attribute, a global or a key is preferred to a variable, and that to an argument.
    """

    _ATTRIBUTE, _VARIABLE, _ARGUMENT = range(3)

    def __init__(self) -> None:
        self.best: dict[int, tuple[int, str, Any]] = {}  # By the id of the thing.
        self.seen: set[int] = set()
        self.left = FOUND_VALUES

    def search_frame(self, frame: types.FrameType) -> None:
        """Looks at the variables of a frame, and at the globals of its module."""
        code = frame.f_code
        rank = _rank_of(code)
        if rank < _LIBRARY:
            return
        count = code.co_argcount + code.co_kwonlyargcount
        arguments = code.co_varnames[:count]
        for name, value in frame.f_locals.items():
            is_argument = name in arguments
            self.look(name, value, self._ARGUMENT if is_argument else self._VARIABLE, FOUND_DEPTH)
        if rank == _PROGRAM and id(frame.f_globals) not in self.seen:
            self.seen.add(id(frame.f_globals))
            for name, value in list(frame.f_globals.items()):
                self.look(name, value, self._ATTRIBUTE, 1)

    def look(self, name: Any, value: Any, rank: int, depth: int) -> None:
        """Proposes a name for a value, and follows what that refers to."""
        self.left -= 1
        if self.left < 0 or not isinstance(name, str):
            return
        kind = type(value)
        if issubclass(kind, _NAMED_KINDS):
            known = self.best.get(id(value))
            if known is None or rank < known[0]:
                self.best[id(value)] = rank, name, value
            return
        if depth == 0 or id(value) in self.seen:
            return
        if issubclass(kind, dict):
            members = [(key, item, self._ATTRIBUTE) for key, item in list(dict.items(value))]
        elif kind in (list, tuple, collections.deque):
            members = [(name, item, rank) for item in value]
        elif kind.__flags__ & _HEAP_TYPE and not kind.__module__.startswith("asyncio"):
            members = [(key, item, self._ATTRIBUTE) for key, item in _attributes(value)]
        else:
            return
        self.seen.add(id(value))
        for key, member, member_rank in members[: self.left]:
            self.look(key, member, member_rank, depth - 1)

    def use(self) -> None:
        """Gives the names to the things that have none."""
        for _, name, thing in self.best.values():
            note = _note_of(thing)
            if not note.label and not note.assigned_name() and name.strip("_"):
                note.label = _unique_name(note.kind, name.lstrip("_"))


_HEAP_TYPE = 1 << 9  # The flag of classes that a `class` statement has made.


def _attributes(value: Any) -> list[tuple[str, Any]]:
    """The attributes of an object, without calling any of its own code."""
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return []
    return list(dict.items(attributes)) if isinstance(attributes, dict) else []


probe = Probe()


def start(out: Optional[str] = None, level: Optional[str] = None) -> None:
    """Starts the probe in this program, at its beginning or later. Further calls do nothing.

    `out` and `level` are as on the command line. What is not given comes from the environment,
    WEIR_PROBE and WEIR_PROBE_LEVEL, else it is `unix` and `steps`. If WEIR_PROBE_NO_COMMAND is set,
    the log does not have the arguments of the program.

    Raises `ProbeError` if there is no such level or the log cannot be opened.
    """
    probe.start(
        out or os.environ.get("WEIR_PROBE") or "unix",
        level or os.environ.get("WEIR_PROBE_LEVEL") or "steps",
        not os.environ.get("WEIR_PROBE_NO_COMMAND"),
    )


def _start_from_environment() -> None:
    """Starts the probe if WEIR_PROBE is set; called when Python starts. Problems are ignored."""
    if os.environ.get("WEIR_PROBE"):
        try:
            start()
        except Exception:
            recording.faults += 1


# MARK: The command line


def main(arguments: Optional[list[str]] = None) -> None:
    """Runs a script or a module under the probe, as `python` would."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.no_command:
        os.environ["WEIR_PROBE_NO_COMMAND"] = "1"
    sys.argv = [options.program, *options.rest]
    try:
        start(options.out, options.level)
    except ProbeError as error:
        parser.exit(2, f"weir_probe: {error}\n")
    hook = sys.excepthook
    try:
        _run_program(options.program, options.is_module)
    except BaseException:
        sys.excepthook = lambda kind, error, trace: _show_error(hook, kind, error)
        raise


def _parser() -> argparse.ArgumentParser:
    """Describes the command line."""
    import argparse  # Not needed by a program that starts the probe itself.

    parser = argparse.ArgumentParser(
        prog="weir_probe",
        description=(__doc__ or "").partition("Rules that the probe")[0],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="python -m weir_probe [-o OUT] [--level L] [--no-command] (SCRIPT | -m MODULE) ...",
    )
    parser.add_argument("-o", metavar="OUT", dest="out", help="where the log goes")
    parser.add_argument("--level", choices=LEVELS, help="how much is recorded")
    parser.add_argument(
        "--no-command", action="store_true", help="leave the arguments out of the log"
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("-m", dest="is_module", action="store_true", help="run a module")
    parser.add_argument("program", metavar="SCRIPT", help="the script, or the module after -m")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _run_program(program: str, is_module: bool) -> None:
    """Runs a module, the main one of a folder or an archive, or a script."""
    if is_module:
        _set_first_path(_FOLDER.rstrip(os.sep))
        _run_module(program, is_path=False)
    elif os.path.isdir(program) or program.endswith((".zip", ".pyz")):
        _set_first_path(program)
        _run_module("__main__", is_path=True)
    else:
        _run_script(program)


def _set_first_path(path: str) -> None:
    """Makes a folder the first in which modules are looked for, unless `python -P` forbids it."""
    if not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
        sys.path[0] = path


def _fresh_main() -> types.ModuleType:
    """A new module `__main__`, in place of the one that this file is."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    return module


def _run_module(module: str, is_path: bool) -> None:
    """Runs a module as `python -m` does, or the `__main__` of the first path."""
    import runpy

    _fresh_main().__dict__["__builtins__"] = __builtins__
    run: Any = runpy._run_module_as_main  # type: ignore[attr-defined] # As `python -m` does.
    run(module, not is_path)


def _run_script(path: str) -> None:
    """Runs a script as `python` does. Its exceptions leave this function as they are."""
    try:
        with io.open_code(os.path.abspath(path)) as file:
            source = file.read()
            if sys.version_info < (3, 10):
                source = source.rstrip(b"\n") + b"\n\n"  # As its parser reads files.
    except OSError as error:
        message = (
            f"can't open file {os.path.abspath(path)!r}: [Errno {error.errno}] {error.strerror}"
        )
        sys.stderr.write(f"{sys.executable}: {message}\n")
        raise SystemExit(2) from None
    _set_first_path(os.path.dirname(os.path.realpath(path)))
    absolute = os.path.abspath(path)
    namespace = _fresh_main().__dict__
    namespace.update(__file__=absolute, __builtins__=__builtins__, __cached__=None)
    if sys.version_info < (3, 14):
        namespace["__annotations__"] = {}
    exec(compile(source, absolute, "exec", dont_inherit=True), namespace)


def _show_error(hook: Any, kind: Any, error: BaseException) -> None:
    """Prints an exception that has ended the program, without the frames that have started it."""
    own = (_run_script.__code__, _run_module.__code__)
    trace = rest = error.__traceback__
    while rest is not None:
        if rest.tb_frame.f_code in own:
            trace = rest.tb_next
        rest = rest.tb_next
    error.__traceback__ = trace
    hook(kind, error, trace)


if __name__ == "__main__":
    # `python -m` runs this file under another name than `import` does.
    import weir_probe

    weir_probe.main()
