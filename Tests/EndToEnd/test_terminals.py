"""Terminals of any size and environment, input in any pieces, and every way of ending the
program."""
import os
import resource
import signal
import subprocess
import time

import pytest

SIZES = [(40000, 24), (32768, 1), (65535, 65535), (30000, 30000), (1, 1), (0, 0), (1, 65535)]


@pytest.mark.parametrize("size", SIZES)
def test_any_size_from_the_start(start, size):
    terminal = start(size=size, picture=False)
    terminal.wait_until(lambda: b"\x1b[?2026l" in terminal.output, "a frame")
    terminal.pause(1)
    terminal.type(b"?\x1b[A ")
    terminal.pause(1)
    assert terminal.memory < 400
    terminal.type(b"q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored


def test_any_size_during_the_run(start):
    terminal = start(picture=False)
    terminal.wait_until(lambda: b"LIVE" in terminal.output, "a frame")
    for size in SIZES:
        terminal.resize(*size)
        terminal.pause(0.5)
        assert terminal.memory < 400
    terminal.type(b"q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored


def test_the_environment_does_not_decide_the_size_of_the_terminal(start):
    terminal = start(size=(100, 30), variables={"COLUMNS": "40", "LINES": "10"})
    terminal.wait_for("4 producers")
    terminal.wait_until(
        lambda: "quit" in terminal.text.split("\n")[29], "a footer in the last row")
    assert len(terminal.text.splitlines()[4]) == 100
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_a_terminal_without_a_size_has_the_usual_one(start):
    terminal = start(size=(0, 0), variables={"COLUMNS": "40", "LINES": "10"}, picture=False)
    terminal.wait_until(lambda: b"\x1b[24;" in terminal.output, "the last of 24 rows")
    terminal.type(b"q")
    assert terminal.wait_for_end() == 0


# The pieces sent, and the pauses between them in seconds; none of the letters is a key.
PIECES = [
    [b"\x1b]52;c;" + b"A" * 4200, b"q\x07"],
    [b"\x1b]52;c;" + b"q" * 1_000_000, b"q\x07"],
    [b"\x1b", 0.04, b"[q"],
    [b"\x1b", 3.5, b"]0;q\x07"],
    [b"\x1b]0;", 3.5, b"q", 0.3, b"q\x1b", 3.5, b"\\"],
    [b"\x1bP", 0.3, b"q\x9c"],
    [b"\x1b[200~", 3.5, b"q", 0.3, b"q\x1b", 0.3, b"[201~"],
    [b"\x1b[<0;1", 3.5, b"q"],
    [b"\x1b[113;1", 0.3, b":3u"],
    [b"\x1bq"],
    [b"\xc2", 0.3, b"\x9dq\x07"],
]


@pytest.mark.parametrize("pieces", PIECES, ids=range(len(PIECES)))
def test_sequences_in_pieces_do_not_act_as_keys(start, pieces):
    terminal = start()
    terminal.wait_for("LIVE")
    for piece in pieces:
        if isinstance(piece, bytes):
            terminal.type(piece)
            terminal.pause(0.05)
        else:
            terminal.pause(piece)
    terminal.type(b"+")
    terminal.wait_for("×2")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("beginning", [b"\x1b]52;", b"\x1bP", b"\x1b[", b"\x1b_G", b"\x1b[200~abc"])
def test_ctrl_c_and_escape_leave_endless_input(start, beginning):
    for way in ["Ctrl-C", "Esc"]:
        terminal = start()
        terminal.wait_for("LIVE")
        terminal.type(beginning)
        terminal.pause(0.8)
        if way == "Esc":
            terminal.press("Esc", "Esc", "q")
        else:
            terminal.press("Ctrl-C")
        assert terminal.wait_for_end() == 0
        assert terminal.is_restored


def test_the_delay_of_escape_is_short_and_follows_the_environment(start):
    terminal = start(variables={"ESCDELAY": "1500"})
    terminal.wait_for("LIVE")
    terminal.press("?")
    terminal.wait_for("The run")
    beginning = time.monotonic()
    os.write(terminal.controller, b"\x1b")
    terminal.wait_until(lambda: "The run" not in terminal.text, "the help to go")
    assert time.monotonic() - beginning > 1.4
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def ends_by_default():
    """The numbers of the signals that end a program unless it catches them."""
    names = [
        "ILL", "TRAP", "ABRT", "BUS", "FPE", "SEGV", "SYS", "USR1", "USR2", "ALRM", "VTALRM",
        "PROF", "XCPU", "IO", "PWR",
    ]
    named = [getattr(signal, f"SIG{name}", None) for name in names]
    return [*filter(None, named), 16, signal.SIGRTMIN, signal.SIGRTMIN + 5, signal.SIGRTMAX]


@pytest.mark.parametrize("number", [int(number) for number in ends_by_default()])
def test_every_signal_that_ends_the_program_restores_the_terminal_first(start, number):
    terminal = start(variables={"SWIFT_BACKTRACE": "enable=no"}, preexec=no_core)
    terminal.wait_for("LIVE")
    assert terminal.is_alternate and b"2004" in terminal.modes and b"1006" in terminal.modes
    terminal.send(number)
    assert terminal.wait_for_end() == -number
    assert terminal.is_restored


def no_core():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.mark.parametrize("number", [signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD, signal.SIGURG])
def test_other_signals_do_not_end_the_program(start, number):
    terminal = start()
    terminal.wait_for("LIVE")
    terminal.send(number)
    terminal.press("+")
    terminal.wait_for("×2")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_ctrl_c_is_a_key_if_the_shell_ignores_the_signal(start):
    terminal = start(preexec=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    terminal.wait_for("LIVE")
    terminal.send(signal.SIGINT)
    terminal.press("+")
    terminal.wait_for("×2")
    terminal.press("Ctrl-C")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored


def test_losing_the_reader_of_a_log_is_an_error_and_the_run_continues(start, tmp_path):
    pipe = tmp_path / "log"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["head", "-c", "100", str(pipe)], stdout=subprocess.DEVNULL)
    terminal = start("--speed", "20", "--record", str(pipe), size=(120, 40))
    terminal.wait_for("LIVE")
    reader.wait()
    terminal.wait_for("broken pipe")
    terminal.press("Space")
    terminal.wait_for("PAUSED")
    terminal.press("q")
    assert terminal.wait_for_end() == 3
    assert terminal.is_restored


def test_results_to_a_pipe_without_a_reader_end_quietly(weir, environment):
    answer = subprocess.run(
        f"'{weir}' list | true; echo ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash",
        env=environment, capture_output=True, text=True)
    assert answer.stderr == ""
    assert answer.stdout.strip() in ("0", "141")
