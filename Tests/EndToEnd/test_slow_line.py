"""Over a slow line only frames are skipped, never an event or a key."""
import re
import shlex
import time

from log import checkpoints, of_kind
from test_repeating import expect_equal_beginnings

RATE = 2048


def test_frames_are_skipped_but_no_events_and_no_keys(start, call, tmp_path):
    path = tmp_path / "live.weirlog"
    arguments = ["producer-consumer", "--seed", "7"]
    terminal = start(*arguments, "--speed", "20", "--record", str(path), size=(120, 40))
    terminal.take_in_slowly(6, RATE)
    before = terminal.memory
    terminal.press("Right")
    terminal.take_in_slowly(8, RATE)
    assert terminal.memory < before + 8
    assert re.search(r"\d/s skipped", terminal.text), terminal.text
    seen = of_kind(path, "parameterChanged")
    assert [entry["value"] for entry in seen] == [5]
    # Virtual time advanced as on a fast line.
    assert max(checkpoints(path)) > 150e9
    start_of_end = time.monotonic()
    terminal.press("q")
    terminal.process.wait(5)
    assert time.monotonic() - start_of_end < 1
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored
    command = re.search(rb"repeat +weir run ([^\r\n]*)", terminal.output)[1].decode()
    end = of_kind(path, "end")[-1]
    again = tmp_path / "again.weirlog"
    answer = call(
        "simulate", *shlex.split(command), "--for", f"{end['t']}ns", "--record", str(again))
    assert answer.returncode == 0, answer.stderr
    expect_equal_beginnings(checkpoints(path), checkpoints(again))
    assert of_kind(again, "end")[-1]["digest"] == end["digest"]


def test_a_blocked_terminal_is_left_at_once(start):
    terminal = start("--speed", "20", size=(120, 40))
    terminal.wait_for("LIVE")
    time.sleep(2)
    start_of_end = time.monotonic()
    terminal.press("q")
    terminal.process.wait(5)
    assert time.monotonic() - start_of_end < 1.5
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored
