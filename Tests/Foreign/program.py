"""A small program that writes its events as a session log, as a library of another language would.

Its tasks are generators that yield what they wait for. The clock is declared real but only jumps, so that the logs are the
same each time. The format is described in Docs/session-log.md.
"""
import collections
import heapq
import json


class Program:
    """The tasks of a program, its clock, and the lines of its log."""

    def __init__(self, scenario, start=0.0, **header):
        self.now = start
        self.lines = [{"weir": 2, "version": "1.0", "scenario": scenario, "started": "2026-11-24T09:00:00Z",
                       "clock": "real", **header}]
        self.agenda, self.ticket, self.last_task = [], 0, 0
        self.pulse = int(start) + 1

    def log(self, kind, **keys):
        self.lines.append({"t": round(self.now * 1e9), "e": kind, **keys})

    def at(self, instant, action):
        self.ticket += 1
        heapq.heappush(self.agenda, (instant, self.ticket, action))

    def spawn(self, name, role, body, parent=0, **keys):
        """Starts a task; `body` takes the task and returns a generator."""
        self.last_task += 1
        task = Task(self.last_task, body, parent)
        self.log("taskCreated", task=task.id, name=name, role=role, parent=getattr(parent, "id", 0), **keys)
        if parent:
            parent.children += 1
        self.at(self.now, lambda: self.step(task))
        return task

    def step(self, task, by=None):
        """Runs a task up to its next wait."""
        if by:
            self.log("taskBecameReady", task=task.id, by=by)
        self.log("taskResumed", task=task.id)
        try:
            wait = next(task.steps)
            while wait(self, task):
                wait = next(task.steps)
        except StopIteration:
            self.end(task, "completed")
        except RuntimeError as error:
            self.log("errorThrown", task=task.id, error=str(error))
            self.end(task, "failed", error=str(error))

    def end(self, task, outcome, **keys):
        self.log("taskFinished", task=task.id, outcome=outcome, **keys)
        if task.parent:
            task.parent.children -= 1
            if task.parent.joins and not task.parent.children:
                task.parent.joins = False
                self.wake(task.parent, by=task.id)

    def wake(self, task, by=None):
        self.at(self.now, lambda: self.step(task, by))

    def run(self, until):
        """Continues to an instant, with a pulse each second."""
        while self.agenda and self.agenda[0][0] <= until:
            instant, _, action = heapq.heappop(self.agenda)
            self.pass_time(instant)
            action()
        self.pass_time(until)

    def pass_time(self, instant):
        while self.pulse <= instant:
            self.now = float(self.pulse)
            self.log("pulse", written=len(self.lines) - 1, lost=0, faults=0)
            self.pulse += 1
        self.now = max(self.now, instant)

    def write(self, path, reason="exited"):
        self.log("end", events=len(self.lines) - 1, reason=reason)
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, separators=(",", ":")) + "\n" for line in self.lines)


class Task:
    def __init__(self, number, body, parent):
        self.id, self.parent, self.children, self.joins = number, parent, 0, False
        self.steps = body(self)


class Queue:
    """A queue with a limit, or without one."""

    def __init__(self, program, number, name, capacity=None, **keys):
        self.program, self.id, self.capacity, self.last_item = program, number, capacity, 0
        self.items, self.getters, self.putters = collections.deque(), collections.deque(), collections.deque()
        program.log("queueCreated", queue=number, name=name, capacity=capacity, **keys)

    def enqueue(self, task, item):
        self.items.append(item)
        self.program.log("itemEnqueued", queue=self.id, task=task.id, item=item, depth=len(self.items))
        if self.getters:
            getter = self.getters.popleft()
            self.dequeue(getter)
            self.program.wake(getter, by=task.id)

    def dequeue(self, task):
        item = self.items.popleft()
        self.program.log("itemDequeued", queue=self.id, task=task.id, item=item, depth=len(self.items))
        if self.putters:
            putter, waiting = self.putters.popleft()
            self.enqueue(putter, waiting)
            self.program.wake(putter, by=task.id)


class Pool:
    """A pool with a number of resources; a lock is a pool of one."""

    def __init__(self, program, number, name, capacity, **keys):
        self.program, self.id, self.free = program, number, list(range(capacity, 0, -1))
        self.holders, self.waiters = {}, collections.deque()
        program.log("poolCreated", pool=number, name=name, capacity=capacity, **keys)

    def give(self, task):
        self.holders[task] = self.free.pop()
        self.program.log("resourceAcquired", pool=self.id, task=task.id, resource=self.holders[task])

    def release(self, task):
        resource = self.holders.pop(task)
        self.free.append(resource)
        self.program.log("resourceReleased", pool=self.id, task=task.id, resource=resource)
        if self.waiters:
            waiter = self.waiters.popleft()
            self.give(waiter)
            self.program.wake(waiter, by=task.id)


# What a task yields: a function that returns whether the task can continue at once.

def sleep(seconds):
    def wait(program, task):
        until = program.now + seconds
        program.log("taskSuspended", task=task.id, why="sleep", until=round(until * 1e9))
        program.at(until, lambda: program.step(task))
    return wait


def other(what, seconds, why="other", **keys):
    """A wait for something outside, by its name; forever if `seconds` is None."""
    def wait(program, task):
        name = {"on": what} if why == "other" else {}
        program.log("taskSuspended", task=task.id, why=why, **name, **keys)
        if seconds is not None:
            program.at(program.now + seconds, lambda: program.step(task))
    return wait


def put(queue):
    def wait(program, task):
        queue.last_item += 1
        if queue.capacity is not None and len(queue.items) >= queue.capacity:
            program.log("taskSuspended", task=task.id, why="queuePut", queue=queue.id)
            queue.putters.append((task, queue.last_item))
            return False
        queue.enqueue(task, queue.last_item)
        return True
    return wait


def get(queue):
    def wait(program, task):
        if queue.items:
            queue.dequeue(task)
            return True
        program.log("taskSuspended", task=task.id, why="queueGet", queue=queue.id)
        queue.getters.append(task)
    return wait


def acquire(pool):
    def wait(program, task):
        if pool.free:
            pool.give(task)
            return True
        program.log("taskSuspended", task=task.id, why="poolAcquire", pool=pool.id)
        pool.waiters.append(task)
    return wait


def children():
    def wait(program, task):
        if not task.children:
            return True
        task.joins = True
        program.log("taskSuspended", task=task.id, why="children")
    return wait
