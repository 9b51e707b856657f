"""Every way out leaves the terminal as it was."""
import re
import signal

import pytest

from log import checkpoints


def expect_good_end(terminal):
    assert terminal.wait_for_end() == 0
    terminal.wait_until(lambda: terminal.is_restored, "a restored terminal", 2)
    assert "producer-consumer" in terminal.text
    assert "repeat" in terminal.text
    assert "weir run producer-consumer" in terminal.text


def test_q(start):
    terminal = start()
    terminal.wait_for("LIVE")
    assert terminal.is_alternate and terminal.is_cursor_hidden
    terminal.press("q")
    expect_good_end(terminal)


def test_ctrl_c(start):
    terminal = start()
    terminal.wait_for("LIVE")
    terminal.press("Ctrl-C")
    expect_good_end(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals(start, number):
    terminal = start()
    terminal.wait_for("LIVE")
    terminal.send(number)
    expect_good_end(terminal)


def test_the_end_of_the_scenario_stays_on_the_screen(start):
    terminal = start("--preset", "guide", "--speed", "50")
    terminal.wait_for("FINISHED")
    terminal.press("q")
    expect_good_end(terminal)


def test_ctrl_z_and_fg_in_a_shell(start, weir):
    shell = start(
        command=["bash", "--norc", "--noprofile", "--noediting", "-i"],
        variables={"PS1": "shell> ", "WEIR": weir})
    shell.wait_for("shell>")
    shell.press('"$WEIR" --seed 7', "Enter")
    shell.wait_until(lambda: shell.is_alternate and "LIVE" in shell.text, "the dashboard")
    shell.press("Ctrl-Z")
    shell.wait_until(lambda: shell.is_restored, "the shell's own screen")
    shell.wait_for("Stopped")
    shell.press("echo two is $((1 + 1))", "Enter")
    shell.wait_for("two is 2")
    shell.press("fg", "Enter")
    shell.wait_until(lambda: shell.is_alternate and "LIVE" in shell.text, "the dashboard")
    instant = re.search(r"\d\d:\d\d:\d\d\.\d\d\d", shell.text)[0]
    shell.wait_until(
        lambda: re.search(r"\d\d:\d\d:\d\d\.\d\d\d", shell.text)[0] > instant, "time to pass")
    shell.press("q")
    shell.wait_until(lambda: shell.is_restored, "the shell's own screen")
    shell.press("echo code=$?", "Enter")
    shell.wait_for("code=0")


def test_kill_leaves_a_readable_log(start, call, tmp_path):
    path = tmp_path / "run.weirlog"
    terminal = start("--seed", "7", "--speed", "4", "--record", str(path))
    terminal.wait_until(lambda: path.exists() and len(checkpoints(path)) > 2, "three checkpoints")
    terminal.send(signal.SIGKILL)
    assert terminal.wait_for_end() == -signal.SIGKILL
    live = checkpoints(path)
    again = tmp_path / "again.weirlog"
    call(
        "simulate", "producer-consumer", "--seed", "7", "--for", f"{max(live)}ns",
        "--record", str(again))
    assert live.items() <= checkpoints(again).items()
