"""Runs programs with and without the probe, and reads their logs."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest

PROBE = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = PROBE.parent.parent
sys.path.insert(0, str(PROBE))

# A shell that starts the tests in the background ignores it, and programs inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run CPython's own tests, too")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--slow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="needs --slow"))


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes minutes")
    config.addinivalue_line(
        "markers", "timeout: a limit in seconds, if pytest-timeout is installed"
    )


class Log:
    """A log that was read: its header and its lines, each as a dictionary."""

    def __init__(self, text):
        self.text = text
        self.is_cut = bool(text) and not text.endswith("\n")
        lines = text.split("\n")[:-1]
        self.header = json.loads(lines[0]) if lines else None
        self.lines = [json.loads(line) for line in lines[1:]]

    def kinds(self, *kinds):
        """The lines of some kinds."""
        return [line for line in self.lines if line["e"] in kinds]

    def one(self, kind, **values):
        """The only line of a kind with these values."""
        found = self.all(kind, **values)
        assert len(found) == 1, (kind, values, found)
        return found[0]

    def all(self, kind, **values):
        """The lines of a kind with these values."""
        return [
            line
            for line in self.kinds(kind)
            if all(line.get(key) == value for key, value in values.items())
        ]

    def task(self, name):
        """The number of the task with a name."""
        return self.one("taskCreated", name=name)["task"]

    def of(self, name):
        """The lines about the task with a name."""
        number = self.task(name)
        return [line for line in self.lines if line.get("task") == number]

    def story(self, name):
        """The kinds of the lines about a task; of a wait, what it waits for."""
        return [line.get("why", line["e"]) for line in self.of(name)]

    def check(self):
        """Checks what holds for every log: the order of time, the sums, and the schema."""
        instants = [line["t"] for line in self.lines]
        assert instants == sorted(instants)
        assert all(line.get("since", 0) <= line["t"] for line in self.lines)
        assert not self.kinds("pulse") or self.kinds("pulse")[-1]["faults"] == 0
        if self.lines and self.lines[-1]["e"] == "end":
            assert self.lines[-1]["events"] == len(self.lines) - 1
        for index, line in enumerate(self.lines):
            if line["e"] == "pulse":
                assert line["written"] == index + 1
        check_schema([self.header, *self.lines])
        return self


def check_schema(lines):
    """Checks lines against the schema of the repository, if a validator is installed."""
    schema = REPOSITORY / "Docs" / "session-log.schema.json"
    try:
        import jsonschema
    except ImportError:
        return
    if not schema.exists():
        return
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
    seen = set()
    for line in lines:
        shape = (line.get("e"), line.get("why"), tuple(line))
        if shape not in seen:  # The validator is slow, and most lines look like others.
            seen.add(shape)
            errors = [error.message for error in validator.iter_errors(line)]
            assert not errors, (line, errors)


class Workplace:
    """A folder with scripts, and a private folder for sockets."""

    def __init__(self, folder):
        self.folder = folder
        self.runtime = folder / "runtime"
        self.runtime.mkdir(mode=0o700)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("WEIR_")},
            "PYTHONPATH": str(PROBE),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "PYTHONHASHSEED": "0",
            "WEIR_PROBE_DEBUG": str(folder / "faults"),
        }

    def script(self, source, name="program.py"):
        path = self.folder / name
        path.write_text(textwrap.dedent(source))
        return path

    def command(self, script, *arguments, out=None, level=None, options=()):
        """The command that runs a script under the probe; without OUT, without the probe."""
        command = [sys.executable, *options]
        if out is not None:
            command += ["-m", "weir_probe", "-o", str(out)]
            if level:
                command += ["--level", level]
        return [*command, str(script), *arguments]

    def run(self, script, *arguments, timeout=60, environment=None, **options):
        """Runs a script to its end."""
        return subprocess.run(
            self.command(script, *arguments, **options),
            cwd=self.folder,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start(self, script, *arguments, environment=None, **options):
        """Starts a script, whose output can be read line by line."""
        return subprocess.Popen(
            self.command(script, *arguments, **options),
            cwd=self.folder,
            env={**self.environment, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def record(self, source, level="steps", check=True, environment=None):
        """Runs a program that has to succeed, and returns its log."""
        out = self.folder / "log.jsonl"
        result = self.run(self.script(source), out=out, level=level, environment=environment)
        assert result.returncode == 0, result.stderr
        assert result.stderr == ""
        log = Log(out.read_text())
        log.output = result.stdout
        return log.check() if check else log


@pytest.fixture
def place(tmp_path):
    yield Workplace(tmp_path)
    faults = tmp_path / "faults"
    assert not faults.exists(), faults.read_text()


@pytest.fixture
def weir():
    """The program weir, if there is one."""
    path = os.environ.get("WEIR") or shutil.which("weir")
    for build in ("release", "debug"):
        candidate = REPOSITORY / ".build" / build / "weir"
        if not path and candidate.exists():
            path = str(candidate)
    if not path:
        pytest.skip("weir is not built; set WEIR to its path")
    return path
