"""A live run, however it was watched, equals the headless run."""
import re
import shlex

from log import checkpoints, entries, of_kind


def expect_equal_beginnings(live, headless):
    common = live.keys() & headless.keys()
    assert len(common) >= 3
    assert {second: live[second] for second in common} == {
        second: headless[second] for second in common}


def headless(call, path, *arguments):
    answer = call("simulate", "producer-consumer", *arguments, "--record", str(path), "--json")
    assert answer.returncode == 0, answer.stderr
    return checkpoints(path)


def test_speed_and_pauses_change_nothing(start, call, tmp_path):
    path = tmp_path / "live.weirlog"
    terminal = start("--seed", "7", "--speed", "8", "--record", str(path))
    terminal.wait_until(lambda: path.exists() and len(checkpoints(path)) > 3, "checkpoints")
    terminal.press("Space")
    terminal.wait_for("PAUSED")
    terminal.press("Space", "+")
    terminal.wait_for("×16")
    terminal.press("-", "-", "-")
    terminal.wait_for("×2")
    terminal.press("Space", ".", ".", ".", ".", ".", "Space")
    seen = len(checkpoints(path))
    terminal.wait_until(lambda: len(checkpoints(path)) > seen, "another checkpoint")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    expect_equal_beginnings(
        checkpoints(path), headless(call, tmp_path / "headless.weirlog", "--seed", "7", "--for", "2m"))


def test_the_printed_command_repeats_the_inputs(start, call, tmp_path):
    path = tmp_path / "live.weirlog"
    terminal = start("--seed", "3", "--speed", "4", "--record", str(path), size=(300, 40))
    terminal.wait_for("4 producers")
    terminal.press("Right", "Right", "Down", "Left")
    terminal.wait_for("3 consumers")
    terminal.press("b")
    terminal.wait_for("no-task-done")
    seen = len(checkpoints(path))
    terminal.wait_until(lambda: len(checkpoints(path)) > seen + 1, "two more checkpoints")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    command = shlex.split(re.search(r"repeat +weir run (.*)", terminal.text)[1])
    end = of_kind(path, "end")[-1]
    again = tmp_path / "again.weirlog"
    answer = call("simulate", *command, "--for", f"{end['t']}ns", "--record", str(again))
    assert answer.returncode == 0, answer.stderr
    expect_equal_beginnings(checkpoints(path), checkpoints(again))
    other = of_kind(again, "end")[-1]
    assert (other["events"], other["digest"]) == (end["events"], end["digest"])


def test_a_recording_started_late_begins_at_the_beginning(start, call, tmp_path):
    terminal = start("--seed", "7", "--speed", "4")
    terminal.wait_for("4 producers")
    terminal.press("Right")
    terminal.wait_for("5 producers")
    terminal.press("r")
    terminal.wait_for("● REC")
    logs = list(tmp_path.glob("weir-producer-consumer-7*"))
    assert len(logs) == 1
    terminal.wait_until(lambda: len(checkpoints(logs[0])) > 3, "checkpoints")
    terminal.press("r")
    terminal.wait_until(lambda: "REC" not in terminal.text, "the recording's end")
    assert entries(logs[0])[0]["weir"] == 2
    assert entries(logs[0])[1]["t"] == 0
    assert entries(logs[0])[-1]["e"] == "end"
    assert of_kind(logs[0], "parameterChanged")[0]["value"] == 5
