"""The dashboard over a session log: a file, a pipe, standard input."""
import os
import re
import signal
import subprocess
import time

import pytest

from test_commands import type_command
from test_dashboard import CLOCK, clock, wait_for_time_to_pass
from test_errors import expect_error, name

END = "00:00:04.000"
PANELS = {"3": "Tasks", "6": "Events"}
HEADER = (
    '{"weir":2,"version":"1","scenario":"shop","started":"2026-11-22T09:00:00Z","source":"probe",'
    '"clock":"real"}\n')


def task(number, milliseconds):
    return (
        f'{{"t":{milliseconds}000000,"e":"taskCreated","task":{number},"name":"till-{number}",'
        f'"role":"till","parent":0}}\n')


@pytest.fixture
def log(call, tmp_path):
    """The log of four seconds of a run."""
    answer = call("simulate", "producer-consumer", "--for", "4s", "--record", "run.jsonl")
    assert answer.returncode == 0
    return tmp_path / "run.jsonl"


@pytest.fixture
def pipe():
    """The two ends of a pipe; what is written to the second one stays open."""
    read, write = os.pipe()
    os.set_inheritable(read, True)
    ends = [read, write]
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            pass


def wait_for_clock(terminal, text):
    terminal.wait_until(lambda: re.search(CLOCK, terminal.text) and clock(terminal) == text, text)


def wait_until_held(terminal):
    """Waits until the instant on the screen stays the same for a while."""
    def stands():
        before = clock(terminal)
        terminal.pause(0.4)
        return clock(terminal) == before
    terminal.wait_until(stands, "time to stand still")


def leave(terminal, code=0):
    terminal.press("q")
    assert terminal.wait_for_end(5) == code
    assert terminal.is_restored


def test_a_log_is_replayed_to_its_end_which_stays_on_the_screen(start, log):
    terminal = start("replay", str(log), "--speed", "4")
    terminal.wait_for("producer-consumer")
    wait_for_time_to_pass(terminal)
    wait_for_clock(terminal, END)
    terminal.pause(0.5)
    assert clock(terminal) == END
    leave(terminal)
    assert "--for 4s" not in terminal.text
    assert "weir run producer-consumer" in terminal.text.replace("\n", " ")


def test_a_log_is_paused_stepped_and_sought_by_keys(start, log):
    terminal = start("replay", str(log), "--at", "2s", "--paused", size=(100, 30))
    wait_for_clock(terminal, "00:00:02.000")
    terminal.press(".")
    terminal.wait_until(lambda: clock(terminal) > "00:00:02.000", "an event after it")
    there = clock(terminal)
    terminal.press(".")
    terminal.press(",")
    terminal.press(",")
    terminal.wait_until(lambda: clock(terminal) <= there, "a step back")
    type_command(terminal, "goto 1s")
    wait_for_clock(terminal, "00:00:01.000")
    type_command(terminal, "goto 1h")
    wait_for_clock(terminal, END)
    type_command(terminal, "goto 500ms")
    wait_for_clock(terminal, "00:00:00.500")
    terminal.press("Space")
    wait_for_time_to_pass(terminal)
    terminal.press("Space")
    wait_until_held(terminal)
    leave(terminal)


def test_at_its_end_a_log_is_played_again(start, log):
    terminal = start("replay", str(log), "--at", "3.9s")
    wait_for_clock(terminal, END)
    terminal.press("x")
    terminal.wait_until(lambda: clock(terminal) < "00:00:03.000", "the beginning")
    wait_for_time_to_pass(terminal)
    leave(terminal)


def test_a_recorded_session_replays_to_the_same_screen(start):
    def pictures(terminal):
        """Two panels over the whole screen, without header, time line and footer."""
        type_command(terminal, "goto 5s")
        wait_for_clock(terminal, "00:00:05.000")
        found = []
        for panel in ["6", "3"]:
            terminal.press(panel, "f")
            terminal.wait_for(f"{panel} {PANELS[panel]}")
            terminal.wait_until(lambda: "Knobs" not in terminal.text, "one panel alone")
            terminal.pause(0.5)
            found.append([line.rstrip() for line in terminal.screen.display[4:38]])
            terminal.press("f")
            terminal.wait_for("Knobs")
        return found

    terminal = start("run", "pool", "--paused", "--record", "pool.jsonl", size=(120, 40))
    terminal.wait_for("pool")
    live = pictures(terminal)
    leave(terminal)
    replay = start("replay", "pool.jsonl", "--paused", size=(120, 40))
    replay.wait_for("pool")
    assert pictures(replay) == live
    leave(replay)


# Standard input and pipes.

def test_a_log_comes_from_standard_input_and_keys_from_the_terminal(start, log):
    with open(log) as file:
        cat = subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE)
    terminal = start("replay", "-", "--speed", "8", stdin=cat.stdout)
    cat.stdout.close()
    wait_for_clock(terminal, END)
    cat.wait()
    terminal.press("?")
    terminal.wait_for("The run")
    terminal.press("Esc")
    leave(terminal)


def test_a_file_on_standard_input_can_be_played_again(start, log):
    with open(log) as file:
        terminal = start("replay", "-", "--at", "3.9s", stdin=file)
    wait_for_clock(terminal, END)
    type_command(terminal, "goto 1s")
    wait_for_clock(terminal, "00:00:01.000")
    leave(terminal)


def test_a_slow_pipe_delays_neither_keys_nor_frames_nor_the_end(start, pipe):
    os.write(pipe[1], (HEADER + task(1, 100)).encode())
    terminal = start("replay", "-", stdin=pipe[0])
    terminal.wait_for("till-1")
    terminal.press("?")
    terminal.wait_for("The run")
    terminal.press("?")
    os.write(pipe[1], task(2, 200).encode())
    terminal.wait_for("till-2")
    # There is nothing to seek to yet: the seek waits, and is cancelled.
    type_command(terminal, "goto 1h")
    terminal.pause(0.3)
    terminal.press("Esc")
    os.write(pipe[1], task(3, 300).encode())

    def step():
        terminal.press(".")
        terminal.pause(0.2)
        return "till-3" in terminal.text

    terminal.wait_until(step, "the next event")
    terminal.resize(100, 30)
    terminal.wait_until(lambda: "quit" in terminal.text.split("\n")[29], "a footer in the last row")
    began = time.monotonic()
    leave(terminal)
    assert time.monotonic() - began < 3


def test_a_pipe_without_a_header_waits_and_is_left_by_ctrl_c(start, pipe):
    terminal = start("replay", "-", stdin=pipe[0])
    terminal.pause(0.5)
    assert terminal.process.poll() is None
    terminal.press("Ctrl-C")
    assert terminal.wait_for_end() != 0
    assert terminal.is_restored


def test_a_named_pipe_is_played(start, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with open(os.open(tmp_path / "pipe", os.O_RDWR), "w") as writer:
        writer.write(HEADER + task(1, 100))
        writer.flush()
        terminal = start("replay", "pipe")
        terminal.wait_for("till-1")
    leave(terminal)


@pytest.mark.parametrize("place, instant", [
    ("50%", "00:00:02.000"), ("start", "00:00:00.000"), ("end", END), ("0:03", "00:00:03.000"),
])
def test_a_log_opens_at_any_place(start, log, place, instant):
    terminal = start("replay", str(log), "--at", place, "--paused")
    wait_for_clock(terminal, instant)
    wait_until_held(terminal)
    assert clock(terminal) == instant
    leave(terminal)


def test_a_log_opens_at_an_event(start, log):
    terminal = start("replay", str(log), "--until", "#40", "--paused", size=(120, 40))
    terminal.wait_for("#40 ")
    leave(terminal)


def test_a_log_opens_at_a_warning_or_says_that_there_is_none(start, call, tmp_path):
    call("simulate", "producer-consumer", "--pitfall", "no-task-done", "--for", "2m", "--record", "leak.jsonl")
    terminal = start("replay", "leak.jsonl", "--at", "warning 1", "--paused")
    terminal.wait_for_match(r"00:0[0-1]:[0-9.]+")
    terminal.wait_until(lambda: clock(terminal) != "00:00:00.000", "the warning")
    leave(terminal)
    terminal = start("replay", "leak.jsonl", "--at", "warning 99", "--paused")
    terminal.wait_for("There is no warning 99")
    leave(terminal)


# Errors.

@pytest.mark.parametrize("arguments, code, words", [
    (["replay"], 2, ["weir help replay"]),
    (["replay", "nowhere.jsonl"], 3, ["nowhere.jsonl"]),
    (["replay", "."], 3, ["folder"]),
    (["replay", "empty.jsonl"], 3, ["session log"]),
    (["replay", "old.jsonl"], 3, ["version"]),
    (["replay", "run.jsonl"], 2, ["terminal"]),
    (["replay", "-"], 2, ["terminal"]),
    (["replay", "run.jsonl", "--at", "soon"], 2, ["--at", "12.5s"]),
    (["replay", "run.jsonl", "--at", "-1s"], 2, ["--at", "negative"]),
    (["replay", "run.jsonl", "--at", "+5s"], 2, ["--at", "start"]),
    (["replay", "run.jsonl", "--follow", "--at", "40%"], 2, ["--follow", "40%"]),
    (["replay", "run.jsonl", "--speed", "fast"], 2, ["speed"]),
    (["replay", "run.jsonl", "--fps", "0"], 2, ["60"]),
    (["replay", "run.jsonl", "--theme", "none"], 2, ["none"]),
], ids=name)
def test_a_wrong_command_is_an_error_without_a_screen(call, tmp_path, arguments, code, words):
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "old.jsonl").write_text('{"weir":99}\n')
    (tmp_path / "run.jsonl").write_text(HEADER)
    answer = call(*arguments)
    expect_error(answer.stdout, answer.stderr, code, answer.returncode, *words)


@pytest.mark.parametrize("arguments, options, code, words", [
    (["-"], {}, 2, ["keyboard"]),
    (["-"], {"stdin": subprocess.DEVNULL}, 3, ["standard input"]),
    (["nowhere.jsonl"], {}, 3, ["nowhere.jsonl"]),
    (["/dev/zero"], {}, 3, ["device"]),
], ids=name)
def test_what_can_t_be_replayed_leaves_the_terminal_alone(start, arguments, options, code, words):
    terminal = start("replay", *arguments, stderr=subprocess.PIPE, **options)
    assert terminal.wait_for_end() == code
    error = terminal.process.stderr.read().decode()
    expect_error(terminal.output.decode(), error, code, code, *words)
    assert terminal.is_restored


def test_a_named_pipe_is_not_waited_for_without_a_terminal(call, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    answer = call("replay", "pipe")
    expect_error(answer.stdout, answer.stderr, 2, answer.returncode, "terminal")


def test_an_endless_header_is_refused(start):
    with open("/dev/zero") as zero:
        terminal = start("replay", "-", stdin=zero)
    assert terminal.wait_for_end() == 3


def test_an_invalid_line_ends_the_replay_with_its_number(start, log):
    lines = log.read_text().splitlines(keepends=True)
    lines[200] = '{"t":0,"e":"taskResumed"}\n'
    log.write_text("".join(lines))
    terminal = start("replay", str(log), "--speed", "16", size=(120, 40), stderr=subprocess.PIPE)
    terminal.wait_for("4 producers")
    wait_until_held(terminal)
    leave(terminal, code=3)
    error = terminal.process.stderr.read().decode()
    assert error.startswith("weir: Line 201 of the log ")


def test_a_truncated_log_is_replayed_up_to_there(start, log):
    text = log.read_text()
    log.write_text(text[: len(text) // 2])
    terminal = start("replay", str(log), "--speed", "16")
    terminal.wait_for("4 producers")
    wait_until_held(terminal)
    assert "00:00:01" < clock(terminal) < "00:00:04"
    leave(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_replay_and_restores_the_terminal(start, pipe, number):
    os.write(pipe[1], (HEADER + task(1, 100)).encode())
    terminal = start("replay", "-", stdin=pipe[0])
    terminal.wait_for("till-1")
    terminal.send(number)
    terminal.wait_for_end(5)
    assert terminal.is_restored


def test_conformance_logs_of_other_programs_are_replayed(start, tmp_path):
    folder = os.path.join(os.path.dirname(__file__), "..", "Conformance")
    for kind in ["thread-pool", "web-server", "gaps", "numbers", "times", "unknown", "simulated"]:
        path = os.path.join(folder, f"{kind}.jsonl")
        terminal = start("replay", path, "--paused", size=(120, 40))
        terminal.wait_for("Tasks")
        type_command(terminal, "goto 100h")
        terminal.pause(0.3)
        leave(terminal)
