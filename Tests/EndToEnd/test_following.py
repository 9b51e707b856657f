"""The dashboard over a log that another program is still writing."""
import os
import signal
import subprocess

import pytest

from test_commands import type_command
from test_dashboard import clock
from test_replay import HEADER, leave, pipe, task  # noqa: F401 (a fixture)


def append(path, text):
    with open(path, "a") as file:
        file.write(text)


def test_a_log_is_followed_from_before_it_exists_to_its_end(start, tmp_path):
    path = tmp_path / "shop.jsonl"
    terminal = start("replay", "--follow", "shop.jsonl")
    terminal.wait_for("Waiting for 'shop.jsonl', which does not exist yet.")
    path.write_text(HEADER[:20])
    terminal.wait_for("no complete line yet")
    append(path, HEADER[20:] + task(1, 500) + task(2, 1000))
    terminal.wait_for("09:00:01.000")
    append(path, task(3, 60_000)[:-10])
    terminal.pause(0.5)
    assert clock(terminal) == "09:00:01.000"
    append(path, task(3, 60_000)[-10:])
    terminal.wait_for("09:01:00.000")
    terminal.wait_for("▾ FOLLOWING")
    append(path, '{"t":61000000000,"e":"end","events":3,"reason":"exited"}\n')
    terminal.wait_for("END")
    terminal.wait_for("09:01:01.000")
    leave(terminal)


def test_waiting_for_a_log_is_left_with_ctrl_c(start):
    terminal = start("replay", "--follow", "shop.jsonl")
    terminal.wait_for("Press Ctrl-C to leave.")
    terminal.press("Ctrl-C")
    assert terminal.wait_for_end(5) == -signal.SIGINT
    assert terminal.is_restored


def test_a_seek_ends_following_and_end_resumes_it(start, tmp_path):
    path = tmp_path / "shop.jsonl"
    path.write_text(HEADER + task(1, 500) + task(2, 1000) + task(3, 60_000))
    terminal = start("replay", "--follow", "shop.jsonl")
    terminal.wait_for("09:01:00.000")
    type_command(terminal, "goto 1s")
    terminal.wait_for("1 new, End to follow")
    append(path, task(4, 70_000) + task(5, 80_000))
    terminal.wait_for("3 new, End to follow")
    assert clock(terminal) == "09:00:01.000"
    os.write(terminal.controller, b"\x1b[F")
    terminal.wait_for("09:01:20.000")
    assert "End to follow" not in terminal.text
    append(path, task(6, 90_000))
    terminal.wait_for("09:01:30.000")
    leave(terminal)


@pytest.mark.parametrize("how", ["cut", "replaced", "renamed"])
def test_another_log_at_the_path_is_shown_from_its_start(start, tmp_path, how):
    path = tmp_path / "shop.jsonl"
    path.write_text(HEADER + task(1, 500) + task(2, 60_000))
    terminal = start("replay", "--follow", "shop.jsonl")
    terminal.wait_for("09:01:00.000")
    new = HEADER.replace("shop", "forge") + task(1, 3000)
    if how == "cut":
        path.write_text(new)
    else:
        if how == "renamed":
            path.rename(tmp_path / "shop.1.jsonl")
            append(tmp_path / "shop.1.jsonl", task(3, 61_000))
        (tmp_path / "new").write_text(new)
        os.replace(tmp_path / "new", path)
    terminal.wait_for("was cut" if how == "cut" else "has taken the place")
    terminal.wait_for("09:00:03.000")
    terminal.wait_for("forge")
    append(path, task(2, 4000))
    terminal.wait_for("09:00:04.000")
    leave(terminal)


def test_standard_input_is_followed(start, weir, pipe):  # noqa: F811
    os.write(pipe[1], (HEADER + task(1, 500) + task(2, 600_000)).encode())
    terminal = start("replay", "--follow", "-", stdin=pipe[0])
    terminal.wait_for("09:10:00.000")
    os.write(pipe[1], task(3, 700_000).encode())
    terminal.wait_for("09:11:40.000")
    os.close(pipe[1])
    terminal.wait_for("CUT")
    leave(terminal)


def test_a_recording_is_followed_by_another_dashboard(start, tmp_path):
    writer = start("--seed", "7", "--speed", "8", "--record", "run.jsonl", size=(120, 40))
    writer.wait_for("REC")
    reader = start("replay", "--follow", "run.jsonl", size=(120, 40))
    reader.wait_for("producer-consumer")
    writer.pause(1)
    writer.press("Space")
    writer.wait_for("PAUSED")

    def events(terminal):
        return [line.strip("│ ").split("│")[0].rstrip() for line in terminal.text.split("\n") if "▸" in line and ":" in line]

    writer.pause(0.5)
    last = events(writer)[-1]
    reader.wait_for(last)
    writer.press("q")
    assert writer.wait_for_end() == 0
    reader.wait_for("END")
    leave(reader)


def test_a_killed_writer_leaves_a_log_that_waits(start, tmp_path):
    writer = start("--seed", "7", "--speed", "8", "--record", "run.jsonl", picture=False)
    path = tmp_path / "run.jsonl"
    writer.wait_until(lambda: path.exists() and path.stat().st_size > 20_000, "some lines")
    reader = start("replay", "--follow", "run.jsonl")
    reader.wait_for("producer-consumer")
    writer.send(signal.SIGKILL)
    writer.wait_for_end()
    reader.pause(0.5)
    before = clock(reader)
    reader.pause(0.5)
    assert clock(reader) == before
    assert "CUT" not in reader.text and "END" not in reader.text
    leave(reader)


def test_a_simulation_into_a_file_is_followed(start, weir, environment, tmp_path):
    process = subprocess.Popen(
        [weir, "simulate", "producer-consumer", "--for", "30m", "--record", "run.jsonl"],
        env=environment, cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    terminal = start("replay", "run.jsonl", "--follow")
    terminal.wait_for("00:30:00.000", 60)
    terminal.wait_for("END")
    assert process.wait(60) == 0
    leave(terminal)
