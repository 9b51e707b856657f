"""The fixtures of all end-to-end tests: the program, a clean environment, a terminal."""
import os
import pathlib
import signal
import subprocess

import pytest

# A shell that starts the tests in the background ignores signals, and programs inherit that.
for number in [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]:
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)

PROJECT = pathlib.Path(__file__).resolve().parents[2]

try:
    from terminal import Terminal
except ImportError:
    if os.environ.get("CI"):
        raise
    Terminal = None


def find_weir():
    named = os.environ.get("WEIR")
    if named:
        return pathlib.Path(named).resolve()
    built = [PROJECT / ".build" / form / "weir" for form in ("release", "debug")]
    found = next((path for path in built if path.exists()), None)
    if found is None:
        pytest.exit("There is no program to test. Run `swift build -c release` first.", 2)
    return found


@pytest.fixture(scope="session")
def weir():
    return str(find_weir())


@pytest.fixture
def environment(tmp_path):
    """An environment without anything of the user who runs the tests."""
    return {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


@pytest.fixture
def start(weir, environment, tmp_path):
    """Starts the program in a terminal; it is ended with the test if it is still running."""
    if Terminal is None:
        pytest.skip("pyte is missing. Install the package python3-pyte.")
    terminals = []

    def start(*arguments, size=(80, 24), command=None, **options):
        variables = {**environment, **options.pop("variables", {})}
        variables = {name: value for name, value in variables.items() if value is not None}
        terminal = Terminal(
            command or [weir, *arguments], size, variables, tmp_path, **options)
        terminals.append(terminal)
        return terminal

    yield start
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def call(weir, environment, tmp_path):
    """Runs the program without a terminal, to its end."""

    def call(*arguments):
        return subprocess.run(
            [weir, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=300)

    return call
