"""Recording destroys nothing, and a log is complete whatever happens to the program, its reader and
its disk."""
import json
import os
import re
import select
import shlex
import shutil
import signal
import stat
import subprocess
import threading
import time

import pytest

from log import entries, of_kind
from test_errors import expect_error

SIMULATE = ["simulate", "producer-consumer", "--for", "1s"]
FOREVER = ["simulate", "producer-consumer", "--for", "1000000h"]


def default_signals():
    """Signals as a shell would give them, also under nohup or in a CI."""
    for number in [signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM]:
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def begin(weir, environment, tmp_path):
    """Starts the program without a terminal, and does not wait for its end."""
    running = []

    def begin(*arguments, **options):
        options = {
            "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": default_signals,
            **options,
        }
        process = subprocess.Popen(
            [weir, *arguments], env=environment, cwd=tmp_path, text=True,
            stdin=subprocess.DEVNULL, start_new_session=True, **options)
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_until(condition, what, timeout=20):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


def expect_refusal(answer, *words):
    expect_error(answer.stdout, answer.stderr, 3, answer.returncode, *words)


# Existing files are not touched.

def test_an_existing_file_is_refused_and_not_changed(call, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    expect_refusal(
        call(*SIMULATE, "--record", "notes.txt"), "'notes.txt' already exists", "--overwrite")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_an_existing_file_is_overwritten_on_request(call, tmp_path):
    (tmp_path / "notes.txt").write_text("mine\n" * 100000)
    answer = call(*SIMULATE, "--record", "notes.txt", "--overwrite")
    assert answer.returncode == 0, answer.stderr
    assert entries(tmp_path / "notes.txt")[-1]["e"] == "end"


@pytest.mark.parametrize("name", ["-x", "--json", "a\x1b[31mb\nc"])
def test_a_file_may_have_any_name(call, tmp_path, name):
    answer = call(*SIMULATE, "--record", name)
    assert answer.returncode == 0, answer.stderr
    assert entries(tmp_path / name)[-1]["e"] == "end"
    assert "\x1b" not in answer.stdout and len(re.findall(r"(?m)^  log ", answer.stdout)) == 1
    again = call(*SIMULATE, "--record", name)
    expect_refusal(again, "exists")
    assert "\x1b" not in again.stderr and again.stderr.count("\n") == 1
    assert call(*SIMULATE, "--record-level", "-x").returncode == 2


def test_overwriting_needs_a_file(call):
    answer = call(*SIMULATE, "--overwrite")
    expect_error(answer.stdout, answer.stderr, 2, answer.returncode, "--record")


def test_the_dashboard_refuses_an_existing_file(start, tmp_path):
    (tmp_path / "old.jsonl").write_text("mine")
    terminal = start("--record", "old.jsonl", stderr=subprocess.PIPE)
    assert terminal.wait_for_end() == 3
    assert "--overwrite" in terminal.process.stderr.read().decode()
    assert terminal.is_restored
    assert (tmp_path / "old.jsonl").read_text() == "mine"


@pytest.mark.parametrize("name, words", [
    ("old.jsonl", "already exists. Choose another name."), ("folder", "it is a folder."),
    ("none/x.jsonl", "there is no folder 'none'."), ("/dev/full", "no space left on device."),
    ("/dev/tty", "the dashboard is drawn there."),
])
def test_the_screen_says_why_it_does_not_record(start, tmp_path, name, words):
    (tmp_path / "old.jsonl").write_text("mine")
    (tmp_path / "folder").mkdir()
    terminal = start(size=(160, 40))
    terminal.wait_for("LIVE")
    terminal.press(":")
    for letter in f"record {name}":
        terminal.press("Space" if letter == " " else letter)
    terminal.press("Enter")
    terminal.wait_for(words)
    terminal.press("q")
    terminal.wait_for_end()
    assert (tmp_path / "old.jsonl").read_text() == "mine"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("key", ["r", "Esc", "x"])
@pytest.mark.parametrize("has_reader", [False, True])
def test_a_recording_to_a_pipe_without_a_reader_can_be_left(start, tmp_path, key, has_reader):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK) if has_reader else None
    terminal = start("--paused", size=(160, 40))
    terminal.wait_for("PAUSED")
    for letter in ":goto 10m":
        terminal.press("Space" if letter == " " else letter)
    terminal.press("Enter")
    terminal.wait_for("Paused at")
    for letter in ":record pipe":
        terminal.press("Space" if letter == " " else letter)
    terminal.press("Enter")
    terminal.wait_for("REC ")
    terminal.press(key)
    terminal.wait_for("The recording to pipe was given up.")
    assert "REC " not in terminal.text
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    if reader is not None:
        os.close(reader)


@pytest.mark.parametrize("words", [
    ["--set", "consumers=999"], ["--pitfall", "none-such"], ["--seed", "x"], ["--json", "--csv"],
    ["--record-level", "some"], ["--trigger", "burst@1s"], ["--mark", "here"],
])
def test_a_wrong_command_leaves_no_file(call, tmp_path, words):
    assert call(*SIMULATE, "--record", "log", *words).returncode == 2
    assert call("run", *words, "--record", "log").returncode == 2
    assert not (tmp_path / "log").exists()


def test_a_link_stays_a_link(call, tmp_path):
    (tmp_path / "link").symlink_to("target")
    assert call(*SIMULATE, "--record", "link").returncode == 0
    assert (tmp_path / "link").is_symlink()
    assert entries(tmp_path / "target")[-1]["e"] == "end"
    expect_refusal(call(*SIMULATE, "--record", "link"), "exists")


# Two programs never write the same file.

@pytest.mark.parametrize("words", [[], ["--overwrite"]])
def test_of_two_programs_one_writes_the_log(begin, tmp_path, words):
    log = tmp_path / "log"
    first = begin(*FOREVER, "--record", "log", *words)
    wait_until(lambda: log.exists() and log.stat().st_size > 100_000, "the first log")
    second = begin(*SIMULATE, "--record", "log", *words)
    output, error = second.communicate(timeout=20)
    expect_error(output, error, 3, second.returncode, "log")
    assert log.stat().st_size > 100_000
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)
    lines = entries(log)
    assert lines[0]["weir"] == 2 and lines[-1]["e"] == "end"
    instants = [line["t"] for line in lines[1:]]
    assert instants == sorted(instants)


# Pipes and devices.

def test_a_pipe_is_written_to(call, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with open(tmp_path / "copy", "wb") as copy:
        reader = subprocess.Popen(["cat", tmp_path / "pipe"], stdout=copy)
        assert call(*SIMULATE, "--record", "pipe").returncode == 0
        reader.wait(20)
    assert call(*SIMULATE, "--record", "file").returncode == 0
    logs = [(tmp_path / name).read_text().split("\n", 1)[1] for name in ("copy", "file")]
    assert logs[0] == logs[1]


def test_a_pipe_without_a_reader_is_refused(call, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    expect_refusal(call(*SIMULATE, "--record", "pipe"), "nothing reads", "Start its reader")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_run_continues_without_its_log_if_the_reader_ends(call, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(["head", "-c", "1000", tmp_path / "pipe"], stdout=subprocess.DEVNULL)
    answer = call(
        "simulate", "producer-consumer", "--for", "600s", "--record", "pipe", "--json")
    reader.wait(20)
    assert answer.returncode == 3
    assert json.loads(answer.stdout)["virtualSeconds"] == 600
    assert "broken pipe. Start its reader again, or give the path of a file." in answer.stderr


@pytest.mark.parametrize("name", ["/dev/null", "/dev/stdout", "/dev/fd/1"])
def test_devices_and_open_descriptors_are_written_to(call, name):
    answer = call(*SIMULATE, "--record", name, "--json")
    assert answer.returncode == 0, answer.stderr
    assert ('"e":"end"' in answer.stdout) == (name != "/dev/null")


def test_a_log_is_appended_to_redirected_standard_output(begin, tmp_path):
    with open(tmp_path / "all", "w") as everything:
        everything.write("before\n")
        everything.flush()
        assert begin(*SIMULATE, "--record", "/dev/stdout", stdout=everything).wait(20) == 0
    lines = (tmp_path / "all").read_text().splitlines()
    assert lines[0] == "before" and lines[1].startswith('{"weir":2') and "repeat" in lines[-1]


# Early ends.

@pytest.mark.parametrize("number, code", [
    (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129),
])
def test_a_signal_ends_a_simulation_with_its_summary_and_its_log(begin, call, tmp_path, number, code):
    log = tmp_path / "log"
    process = begin(*FOREVER, "--seed", "5", "--json", "--record", "log", "--mark", "far@900000h")
    wait_until(lambda: log.exists() and log.stat().st_size > 1_000_000, "a part of the log")
    process.send_signal(number)
    output, error = process.communicate(timeout=20)
    assert process.returncode == code, error
    summary = json.loads(output)
    assert summary["finished"] is False
    assert error.startswith("weir: Interrupted at ")
    [end] = of_kind(log, "end")
    assert end["reason"] == "quit" and end["digest"] == summary["digest"]
    assert entries(log)[-1] == end
    words = shlex.split(summary["repeat"])
    again = json.loads(call(*words[1:], "--json").stdout)
    assert (again["digest"], again["events"]) == (summary["digest"], summary["events"])
    assert again == summary


def test_a_second_signal_ends_a_simulation_at_once(begin, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    # The pipe is soon full and has no reader: the log can't be ended.
    process = begin(*FOREVER, "--record", "pipe")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == -signal.SIGINT
    os.close(reader)


def test_ignored_signals_stay_ignored(begin, tmp_path):
    process = begin(
        "simulate", "producer-consumer", "--for", "600s", "--json",
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert json.loads(output)["virtualSeconds"] == 600


def test_an_input_that_comes_too_late_is_reported(call):
    answer = call(*SIMULATE, "--set", "consumers=6@5s", "--mark", "x@7s")
    assert answer.returncode == 0
    assert answer.stderr == (
        "weir: The run ended at 1s, before consumers=6 at 5s and 1 more. "
        "Choose an earlier instant, or a longer --for.\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_log_ends_properly_before_the_disk_is_full(begin, weir, tmp_path):
    script = f"""
        mkdir disk && mount -t tmpfs -o size=20m none disk || exit 99
        {weir} simulate producer-consumer --for 2h --record disk/log --json > summary 2> error
        code=$?
        df -B1 --output=avail disk | tail -1 > free
        tail -n 2 disk/log > tail
        exit $code
    """
    answer = subprocess.run(["unshare", "-m", "sh", "-c", script], cwd=tmp_path, timeout=300)
    if answer.returncode in (1, 99):
        pytest.skip("no disk can be mounted here")
    assert answer.returncode == 3
    assert json.loads((tmp_path / "summary").read_text())["virtualSeconds"] == 7200
    assert "left on the disk" in (tmp_path / "error").read_text()
    assert int((tmp_path / "free").read_text()) > 0
    end = json.loads((tmp_path / "tail").read_text().splitlines()[-1])
    assert end["e"] == "end" and end["reason"] == "full"


# Progress.

def test_a_long_simulation_shows_its_progress_on_a_terminal(start, tmp_path):
    with open(tmp_path / "summary", "w") as summary:
        terminal = start(*FOREVER, "--record", "/dev/null", "--json", stdout=summary, size=(60, 10))
        terminal.wait_for_match(r"weir: [\d:.]+ of 1000000:00:00\.0 \(0 %\), [\d.]+[kM]? events/s")
        terminal.send(signal.SIGINT)
        assert terminal.wait_for_end() == 130
    assert "events/s" not in terminal.text
    assert "Interrupted at" in terminal.text
    assert all(byte < 128 for byte in terminal.output)


def test_progress_is_not_written_to_files(begin):
    process = begin(*FOREVER, "--json")
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)
    assert re.fullmatch(r"weir: Interrupted [^\n]*\n", error)


# In the background of the screen.

def type_command(terminal, text):
    terminal.press(":")
    for letter in text:
        terminal.press("Space" if letter == " " else letter)
    terminal.press("Enter")


def test_keys_are_quick_while_the_reader_of_the_log_sleeps(start, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    terminal = start("--speed", "64", "--record", "pipe", size=(100, 30))
    terminal.wait_for("REC")
    # The pipe holds 64 KB; soon after that the run waits, since nothing is dropped.
    time.sleep(4)
    terminal.take_in(0)
    slowest = 0
    for _ in range(10):
        for word in ("The run", None):
            begin = time.monotonic()
            terminal.press("?")
            terminal.wait_until(
                lambda: ("The run" in terminal.text) == (word is not None), "the help", 5)
            slowest = max(slowest, time.monotonic() - begin)
    # The terminal of the tests reads every 20 ms, and the machine may be busy.
    assert slowest < 0.5
    text = b""
    terminal.press("q")
    end = time.monotonic() + 20
    while terminal.process.poll() is None and time.monotonic() < end:
        try:
            text += os.read(reader, 1 << 20)
        except BlockingIOError:
            time.sleep(0.01)
        terminal.take_in(0)
    assert terminal.wait_for_end() == 0
    while part := os.read(reader, 1 << 20):
        text += part
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[-1]["e"] == "end"
    events = [line for line in lines[1:] if line["e"] not in
              ("checkpoint", "end", "warningRaised", "warningCleared")]
    assert len(events) == lines[-1]["events"]


def test_a_recording_in_the_middle_of_a_long_run_catches_up_in_the_background(start, call, tmp_path):
    # A pipe that is not read yet blocks the recording, however fast the program is.
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    terminal = start("--seed", "7", size=(120, 40))
    terminal.wait_for("LIVE")
    type_command(terminal, "goto 10m")
    terminal.wait_for("Paused at 10:00.0", 120)
    terminal.press("Space")
    type_command(terminal, "record pipe")
    terminal.wait_for("○ REC")
    terminal.press("Down", "Left")
    terminal.wait_for("3 consumers")
    terminal.wait_until(lambda: select.select([reader], [], [], 0)[0], "the log's beginning")
    assert "○ REC" in terminal.text
    log = tmp_path / "log"
    with open(log, "wb") as copy:
        os.set_blocking(reader, True)
        copying = threading.Thread(target=lambda: shutil.copyfileobj(open(reader, "rb"), copy))
        copying.start()
        terminal.wait_for("● REC", 120)
        terminal.press("r")
        terminal.wait_for("Recorded to pipe")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        copying.join(20)
    end = of_kind(log, "end")[-1]
    [change] = of_kind(log, "parameterChanged")
    answer = call(
        "simulate", "producer-consumer", "--seed", "7", "--set", f"consumers=3@{change['t']}ns",
        "--for", f"{end['t']}ns", "--record", "again", "--json")
    assert answer.returncode == 0
    live, again = log.read_bytes().split(b"\n"), (tmp_path / "again").read_bytes().split(b"\n")
    assert live[1:-2] == again[1:-2]
    assert json.loads(live[-2])["digest"] == json.loads(again[-2])["digest"]


@pytest.mark.parametrize("way", ["r", "q"])
def test_a_recording_that_catches_up_can_be_cancelled(start, call, tmp_path, way):
    # Far enough that catching up takes some seconds with this program on this machine.
    begin = time.monotonic()
    assert call("simulate", "producer-consumer", "--for", "10m", "--record", "probe").returncode == 0
    minutes = round(4 / (time.monotonic() - begin) * 10)
    terminal = start("--seed", "7", size=(120, 40), stderr=subprocess.PIPE)
    terminal.wait_for("LIVE")
    type_command(terminal, f"goto {minutes}m")
    terminal.wait_for("Paused at", 200)
    terminal.press("r")
    terminal.wait_for("○ REC")
    terminal.press(way)
    if way == "q":
        assert terminal.wait_for_end() == 0
        assert "was cancelled" in terminal.process.stderr.read().decode()
    else:
        terminal.wait_until(lambda: "REC" not in terminal.text, "the end of the recording")
        terminal.wait_for("was given up")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert list(tmp_path.glob("weir-*")) == []


def test_a_log_given_as_a_scenario_is_an_error(call):
    assert call(*SIMULATE, "--record", "x.jsonl").returncode == 0
    for command in (["simulate", "x.jsonl", "--for", "1s"], ["run", "x.jsonl"]):
        answer = call(*command)
        expect_error(
            answer.stdout, answer.stderr, 2, answer.returncode, "is the session log of a run of")
