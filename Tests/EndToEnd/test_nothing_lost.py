"""Whatever ends the program, a log is readable to its last whole line; whatever happens to its
file, the run continues and the screen says so."""
import json
import os
import random
import re
import resource
import signal
import subprocess
import time

import pytest

from log import entries, of_kind
from test_dashboard import CLOCK, clock

# How often the program is killed, in all.
KILLS = 100
AT_ONCE = 10
INSTANT = re.compile(CLOCK)


def wait_until(condition, what, timeout=20):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def expect_readable(call, path):
    """Both readers accept a log of which at most the last line is not whole; returns how many lines
    follow the header."""
    content = path.read_bytes()
    if b"\n" not in content:
        return 0
    lines = entries(path)
    assert lines[0]["weir"] == 2
    level = "inputs" if "inputs" in path.name else "all"
    report = call("report", path.name, "--json")
    verification = call("verify", path.name)
    assert verification.returncode == 0, verification.stderr
    if level == "all":
        assert report.returncode == 0, report.stderr
        expected = sum(line["e"] not in DERIVED for line in lines[1:])
        assert json.loads(report.stdout)["events"] == expected
    return len(lines) - 1


DERIVED = ["checkpoint", "end", "warningRaised", "warningCleared"]
KINDS = {
    "simulate": ["simulate", "producer-consumer", "--for", "100h", "--seed", "7"],
    "dashboard": ["run", "producer-consumer", "--speed", "16", "--seed", "7"],
    "catch-up": ["run", "pool", "--speed", "16"],
}


def test_a_hundred_kills_at_random_moments_leave_readable_logs(weir, environment, start, call, tmp_path):
    source = random.Random(20261129)
    moments = [
        (number, source.choice(list(KINDS)), source.choice(["all", "inputs"]), source.uniform(0, 3))
        for number in range(KILLS)]
    count = 0
    for group in range(0, KILLS, AT_ONCE):
        running = []
        for number, kind, level, delay in moments[group:group + AT_ONCE]:
            name = f"{kind}-{level}-{number}.jsonl"
            arguments = [*KINDS[kind], "--record-level", level]
            if kind == "simulate":
                # It writes much more in that time.
                delay /= 2
                process = subprocess.Popen(
                    [weir, *arguments, "--record", name], env=environment, cwd=tmp_path,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                running.append((delay, process, None))
            elif kind == "dashboard":
                terminal = start(*arguments, "--record", name, picture=False)
                running.append((delay, terminal.process, terminal))
            else:
                terminal = start(*arguments, picture=False)
                terminal.press(f":record {name}", "Enter")
                running.append((delay, terminal.process, terminal))
        begin = time.monotonic()
        for delay, process, _ in sorted(running, key=lambda entry: entry[0]):
            while time.monotonic() - begin < delay:
                for _, _, terminal in running:
                    if terminal:
                        terminal.take_in(0)
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
        for _, process, _ in running:
            assert process.wait(20) == -signal.SIGKILL
        for number, kind, level, _ in moments[group:group + AT_ONCE]:
            path = tmp_path / f"{kind}-{level}-{number}.jsonl"
            if path.exists():
                count += expect_readable(call, path) > 0
                path.unlink()
    # Some are killed before there is a log, or before its first flush.
    assert count > KILLS / 4, count


@pytest.mark.parametrize("level", ["all", "inputs"])
def test_a_kill_loses_about_a_second(start, tmp_path, level):
    speed = 4
    terminal = start("--speed", str(speed), "--record", "run.jsonl", "--record-level", level)
    terminal.wait_for("4 producers")
    terminal.press("m")
    terminal.wait_until(lambda: INSTANT.search(terminal.text) and seconds(clock(terminal)) > 14, "some time")
    shown = seconds(clock(terminal))
    terminal.send(signal.SIGKILL)
    terminal.wait_for_end()
    lines = entries(tmp_path / "run.jsonl")
    # A flush a second, and a second for a busy machine; checkpoints have whole seconds.
    assert lines[-1]["t"] / 1e9 > shown - 2 * speed - 1
    assert of_kind(tmp_path / "run.jsonl", "markerSet")


# What happens to the file.

def limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def remove_folder(folder):
    os.remove(folder / "run.jsonl")
    os.rmdir(folder)


def replace(folder):
    (folder / "other").write_text("mine\n")
    os.replace(folder / "other", folder / "run.jsonl")


MISHAPS = {
    "removed": (lambda folder: os.remove(folder / "run.jsonl"), "its file was removed"),
    "folder removed": (remove_folder, "its file was removed"),
    "folder moved": (lambda folder: os.rename(folder, folder.parent / "moved"), "its file was moved"),
    "moved": (lambda folder: os.rename(folder / "run.jsonl", folder / "run.1"), "its file was moved"),
    "replaced": (replace, "its file was removed"),
    "emptied": (lambda folder: os.truncate(folder / "run.jsonl", 0), "another program has changed"),
    "made read-only": (lambda folder: os.chmod(folder / "run.jsonl", 0o444), "its file was made read-only"),
}


def expect_time_to_pass(terminal):
    before = clock(terminal)
    terminal.wait_until(lambda: clock(terminal) > before, "time to pass")


def expect_end_of_recording(terminal, reason):
    terminal.wait_until(
        lambda: reason in " ".join(line.strip("│ ") for line in terminal.text.split("\n")), reason)
    assert "REC" not in terminal.text
    expect_time_to_pass(terminal)
    terminal.press("q")
    assert terminal.wait_for_end() == 3
    assert terminal.is_restored
    text = " ".join(terminal.text.split())
    assert f"has stopped: {reason}" in text and "repeat" in text


@pytest.mark.parametrize("name", MISHAPS)
def test_a_lost_file_ends_the_recording_and_not_the_run(start, call, tmp_path, name):
    mishap, reason = MISHAPS[name]
    folder = tmp_path / "logs"
    folder.mkdir()
    terminal = start("--speed", "4", "--record", "logs/run.jsonl", size=(120, 40))
    terminal.wait_for("REC")
    terminal.wait_until(lambda: (folder / "run.jsonl").stat().st_size > 2000, "some lines")
    mishap(folder)
    expect_end_of_recording(terminal, reason)
    left = {"folder moved": "moved/run.jsonl", "moved": "logs/run.1", "made read-only": "logs/run.jsonl"}
    if name in left:
        assert entries(tmp_path / left[name])[-1]["e"] == "end"
        assert call("verify", left[name]).returncode == 0
    if name == "replaced":
        assert (folder / "run.jsonl").read_text() == "mine\n"
    if name == "emptied":
        assert (folder / "run.jsonl").read_bytes() == b""


def test_a_limit_on_the_size_of_files_ends_the_recording_at_a_whole_line(start, call, tmp_path):
    terminal = start("--speed", "64", "--record", "run.jsonl", size=(120, 40), preexec=limited)
    terminal.wait_for("REC")
    expect_end_of_recording(terminal, "file too large")
    content = (tmp_path / "run.jsonl").read_bytes()
    assert content.endswith(b"\n") and len(content) > 100_000
    assert call("verify", "run.jsonl").returncode == 0


def test_a_reader_that_leaves_its_pipe_ends_the_recording(start, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    terminal = start("--speed", "4", "--record", "pipe", size=(120, 40))
    terminal.wait_for("REC")
    os.close(reader)
    expect_end_of_recording(terminal, "broken pipe")


def test_a_simulation_continues_without_a_removed_log(weir, environment, tmp_path):
    process = subprocess.Popen(
        [weir, "simulate", "producer-consumer", "--for", "3h", "--record", "run.jsonl", "--json"],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: (tmp_path / "run.jsonl").exists(), "the log")
    os.remove(tmp_path / "run.jsonl")
    output, error = process.communicate(timeout=300)
    assert process.returncode == 3
    assert json.loads(output)["virtualSeconds"] == 3 * 3600
    assert "has stopped: its file was removed. Give another path." in error


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_ends_the_recording_and_not_the_run(start, weir, call, tmp_path):
    (tmp_path / "disk").mkdir()
    script = f"mount -t tmpfs -o size=1m none disk && exec {weir} --speed 64 --record disk/run.jsonl"
    keep = "cp disk/run.jsonl kept.jsonl"
    check = subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=1m none disk"], cwd=tmp_path)
    if check.returncode:
        pytest.skip("no disk can be mounted here")
    terminal = start(
        command=["unshare", "-m", "sh", "-c", f"({script}); code=$?; {keep}; exit $code"], size=(120, 40))
    expect_end_of_recording(terminal, "only ")
    assert of_kind(tmp_path / "kept.jsonl", "end")[-1]["reason"] == "full"
    assert call("verify", "kept.jsonl").returncode == 0
