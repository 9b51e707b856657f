"""The probe is started in programs that run without it.

The programs that are attached to need CPython 3.14 or newer: `PYTHON_FOR_ATTACHING`, or `python3.14` if it
is installed; without it, those tests are skipped. What is refused is tested with any Python.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import pytest

from test_replay import leave
from watched import DEADLOCK, SHOP, events, programs  # noqa: F401 (a fixture)

WIDE = (120, 40)
PYTHON = os.environ.get("PYTHON_FOR_ATTACHING") or shutil.which("python3.14")
needs_new_python = pytest.mark.skipif(not PYTHON, reason="CPython 3.14 is not installed")

HUNG = DEADLOCK.format(limit=None)


@pytest.fixture
def run(programs):  # noqa: F811
    """Runs a program without the probe."""

    def run(text, *options, python=PYTHON, **variables):
        programs.write("app.py", text)
        environment = {**programs.environment, **variables}
        environment.pop("PYTHONPATH")
        process = subprocess.Popen(
            [python, *options, "app.py"], cwd=programs.folder, env=environment, stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        programs.processes.append(process)
        time.sleep(0.5)
        assert process.poll() is None
        return process

    return run


@needs_new_python
@pytest.mark.parametrize("text, task", [(SHOP, "serve"), (SHOP, "orders"), (HUNG, "deadlock")])
def test_a_program_is_attached_to_and_unharmed(start, call, run, text, task):
    process = run(text)
    terminal = start("attach", str(process.pid), size=WIDE)
    terminal.wait_for("● CONNECTED")
    terminal.wait_for(task)
    leave(terminal)
    assert process.poll() is None
    assert "ready" in call("watch").stdout
    again = start("attach", str(process.pid), size=WIDE)
    again.wait_for("● CONNECTED")
    leave(again)


@needs_new_python
def test_a_program_that_forbids_it_is_left_alone(call, run):
    for process in [run(SHOP, PYTHON_DISABLE_REMOTE_DEBUG="1"), run(SHOP, "-X", "disable-remote-debug")]:
        result = call("attach", str(process.pid))
        assert result.returncode == 3
        assert "has remote debugging disabled" in result.stderr
        assert process.poll() is None


@needs_new_python
def test_a_program_in_a_call_that_does_not_return_is_given_up(call, run, programs):  # noqa: F811
    process = run("import time; time.sleep(100)")
    result = call("attach", str(process.pid))
    assert result.returncode == 3
    assert "did not start the probe in time" in result.stderr
    assert process.poll() is None
    # The process may still run the script, which does nothing by then.
    (script,) = (programs.runtime / "weir").glob("attach*")
    assert script.read_text() == ""


def test_an_old_python_is_refused(call, run):
    if sys.version_info >= (3, 14):
        pytest.skip("this Python can be attached to")
    process = run(SHOP, python=sys.executable)
    result = call("attach", str(process.pid))
    assert result.returncode == 3
    assert f"runs Python {sys.version.split()[0]}, and only Python 3.14 or newer" in result.stderr


def test_what_is_no_python_is_refused(call, programs):  # noqa: F811
    process = subprocess.Popen(["sleep", "100"])
    programs.processes.append(process)
    result = call("attach", str(process.pid))
    assert result.returncode == 3
    assert "is not run by a Python interpreter" in result.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root could run the program of another user")
def test_root_does_not_run_the_interpreter_of_another_user(call, programs):  # noqa: F811
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        interpreter = shutil.copy(shutil.which("sleep"), os.path.join(folder, "python3.14"))
        process = subprocess.Popen([interpreter, "100"], user="nobody")
        programs.processes.append(process)
        result = call("attach", str(process.pid))
        assert result.returncode == 3
        assert f"Process {process.pid} belongs to another user." in result.stderr
        assert "belongs to another user" in call("watch", str(process.pid)).stderr


@pytest.mark.parametrize("word, code, text", [
    ("999999999", 3, "There is no process 999999999."), ("0", 2, "is not the number of a process"),
    ("shop.py", 2, "'shop.py' is not the number of a process"),
])
def test_what_is_no_process_is_refused(call, programs, word, code, text):  # noqa: F811
    result = call("attach", word)
    assert result.returncode == code
    assert text in result.stderr and result.stderr.count("\n") == 1


def test_a_program_with_the_probe_is_watched(start, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = start("attach", str(process.pid), size=WIDE)
    terminal.wait_for("● CONNECTED")
    before = events(terminal)
    terminal.wait_until(lambda: events(terminal) > before, "more events")
    leave(terminal)
