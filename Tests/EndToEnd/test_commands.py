"""Commands typed after a colon."""
import json
import os

import pytest


def type_command(terminal, text):
    terminal.press(":")
    terminal.wait_for("Commands")
    terminal.press(text, "Enter")


def leave(terminal):
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def digest(call, *arguments):
    result = call("simulate", "producer-consumer", "--seed", "7", *arguments, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_a_knob_is_set_by_its_name(start):
    terminal = start()
    terminal.wait_for("4 consumers")
    type_command(terminal, "set consumers 6")
    terminal.wait_for("6 consumers")
    type_command(terminal, "consumers=2")
    terminal.wait_for("2 consumers")
    leave(terminal)


def test_seeking_to_an_instant_equals_the_run_without_a_screen(start, call, tmp_path):
    terminal = start("--seed", "7", "--paused", "--record", "run.jsonl")
    terminal.wait_for("PAUSED")
    type_command(terminal, "goto 5s")
    terminal.wait_for("00:00:05.000")
    type_command(terminal, "consumers 2")
    terminal.wait_for("2 consumers")
    type_command(terminal, "goto +3s")
    terminal.wait_for("Paused at 00:08.0")
    terminal.wait_for_match(r"PAUSED +00:00:08\.000")
    leave(terminal)
    expected = digest(
        call, "--for", "8s", "--set", "consumers=2@5s", "--record", "expected.jsonl")
    lines = (tmp_path / "run.jsonl").read_text().splitlines()
    assert lines[1:-1] == (tmp_path / "expected.jsonl").read_text().splitlines()[1:-1]
    assert expected["virtualSeconds"] == 8


def test_a_change_in_the_past_begins_another_future(start, call, tmp_path):
    terminal = start("--seed", "7", "--paused")
    terminal.wait_for("PAUSED")
    for command in ["goto 5s", "consumers 2", "goto 12s", "consumers 6", "goto 20s"]:
        type_command(terminal, command)
        if command.startswith("goto"):
            seconds = int(command[5:-1])
            terminal.wait_for_match(rf"PAUSED +00:00:{seconds:02}\.000")
    type_command(terminal, "goto 8s")
    terminal.wait_for_match(r"PAST -12\.0s +00:00:08\.000")
    terminal.wait_for("2 consumers")
    type_command(terminal, "mark here")
    terminal.wait_for("on the screen only")
    assert "PAST" in terminal.text
    type_command(terminal, "consumers 3")
    terminal.wait_for_match(r"PAUSED +00:00:08\.000")
    type_command(terminal, "branches")
    terminal.wait_for_match(r"branch-1 .* 00:20\.0")
    terminal.press("Esc")
    type_command(terminal, "record again.jsonl")
    terminal.wait_for("● REC")
    leave(terminal)
    digest(call, "--for", "8s", "--set", "consumers=2@5s", "--set", "consumers=3@8s", "--record", "expected.jsonl")
    lines = (tmp_path / "again.jsonl").read_text().splitlines()
    assert lines[1:-1] == (tmp_path / "expected.jsonl").read_text().splitlines()[1:-1]


def test_a_recording_goes_on_in_the_past_and_is_complete_when_another_future_begins(start, tmp_path):
    terminal = start("--seed", "7", "--paused", "--record", "run.jsonl")
    terminal.wait_for("● REC")
    type_command(terminal, "goto 5s")
    terminal.wait_for("00:00:05.000")
    type_command(terminal, "goto 2s")
    terminal.wait_for_match(r"PAST -3\.00s +00:00:02\.000")
    assert "● REC" in terminal.text
    type_command(terminal, "consumers 3")
    terminal.wait_for_match(r"PAUSED +00:00:02\.000")
    terminal.wait_until(lambda: "REC" not in terminal.text, "the end of the recording")
    events = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    assert max(event.get("t", 0) for event in events[1:-1]) > 4_500_000_000
    leave(terminal)


def test_a_long_seek_can_be_cancelled(start):
    terminal = start()
    terminal.wait_for("LIVE")
    type_command(terminal, "goto 100000h")
    terminal.wait_for("going")
    terminal.press("Esc")
    terminal.wait_for("Seek cancelled")
    terminal.wait_for("PAUSED")
    leave(terminal)


def test_the_screen_is_exported_as_it_is(start, tmp_path):
    terminal = start("--paused", "--seed", "7")
    terminal.wait_for("PAUSED")
    type_command(terminal, "goto 8s")
    terminal.wait_for("Paused at 00:08.0")
    before = terminal.text
    type_command(terminal, "export screen.txt")
    terminal.wait_for("Screen saved to screen.txt.")
    text = (tmp_path / "screen.txt").read_text()
    body = slice(2, 23)
    assert text.splitlines()[body] == before.splitlines()[body]
    type_command(terminal, "export screen.svg")
    terminal.wait_for("Screen saved to screen.svg.")
    assert (tmp_path / "screen.svg").read_text().startswith("<svg")
    type_command(terminal, "export screen.txt")
    terminal.wait_for("The file 'screen.txt' can't be written: it already exists.")
    type_command(terminal, "export nowhere/screen.txt")
    terminal.wait_for("be written")
    leave(terminal)


@pytest.mark.parametrize("name, words", [
    ("pipe.txt", "it is not a file."), ("read.svg", "it is not a file."), ("null.txt", "it is not a file."),
])
def test_the_screen_is_exported_only_to_files(start, tmp_path, name, words):
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "read.svg")
    reader = os.open(tmp_path / "read.svg", os.O_RDONLY | os.O_NONBLOCK)
    (tmp_path / "null.txt").symlink_to("/dev/null")
    terminal = start("--paused", size=(120, 30))
    terminal.wait_for("PAUSED")
    type_command(terminal, f"export {name}")
    terminal.wait_for(words)
    leave(terminal)
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_the_screen_is_exported_through_a_dangling_link(start, tmp_path):
    (tmp_path / "link.txt").symlink_to("target")
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    type_command(terminal, "export link.txt")
    terminal.wait_for("Screen saved to link.txt.")
    leave(terminal)
    assert (tmp_path / "link.txt").is_symlink() and "PAUSED" in (tmp_path / "target").read_text()


def test_a_wrong_command_stays_to_be_fixed(start):
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    type_command(terminal, "gto 8s")
    terminal.wait_for("There is no command 'gto'. Did you mean 'goto'?")
    terminal.press("Esc")
    terminal.wait_until(lambda: "gto" not in terminal.text, "the line to go")
    leave(terminal)


def test_typed_commands_are_remembered(start):
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    type_command(terminal, "consumers 6")
    terminal.wait_for("6 consumers")
    leave(terminal)
    terminal = start("--paused")
    terminal.wait_for("4 consumers")
    terminal.press(":")
    terminal.wait_for("Commands")
    terminal.press("Up", "Enter")
    terminal.wait_for("6 consumers")
    leave(terminal)
