"""An asyncio event loop whose clock jumps to the next timer instead of waiting for it."""
import asyncio
import selectors


class NoWaiting(selectors.BaseSelector):
    """A selector that never waits: it adds the time that it should wait to the loop's clock.

    The loop registers the pipe with which other threads wake it; here there are no other threads.
    """

    def __init__(self, clock):
        self.clock = clock
        self.registered = {}

    def select(self, timeout=None):
        if timeout:
            self.clock.now += timeout
        return []

    def register(self, fileobj, events, data=None):
        key = selectors.SelectorKey(fileobj, 0, events, data)
        self.registered[fileobj] = key
        return key

    def unregister(self, fileobj):
        return self.registered.pop(fileobj)

    def get_map(self):
        return self.registered


class Clock:
    def __init__(self):
        self.now = 0.0


class VirtualClockLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.clock = Clock()
        super().__init__(NoWaiting(self.clock))

    def time(self):
        return self.clock.now
