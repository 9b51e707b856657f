"""The key that copies the command for what is shown, and what that command opens."""
import base64
import pathlib
import re

import pytest

from log import of_kind
from test_commands import leave, type_command

CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def copied(terminal):
    """The text that the terminal was last given for its clipboard."""
    terminal.press("y")
    terminal.wait_for("The command that leads to")
    found = terminal.wait_until(lambda: CLIPBOARD.findall(terminal.output), "a copied text")
    return base64.b64decode(found[-1]).decode()


def panels(terminal):
    """The screen without the rows in which wall time shows."""
    return terminal.text.split("\n")[1:-1]


def settled_panels(terminal):
    """The same once nothing changes: a log is still being read when it is first shown."""
    seen = None
    while panels(terminal) != seen:
        seen = panels(terminal)
        terminal.pause(0.5)
    return seen


@pytest.fixture
def paste(start, weir):
    """Runs a command line in a shell that knows the program."""
    def paste(line, **options):
        path = f"{pathlib.Path(weir).parent}:/usr/bin:/bin"
        return start(command=["/bin/sh", "-c", line], variables={"PATH": path}, **options)
    return paste


def test_the_copied_command_opens_the_same_screen(start, paste, tmp_path):
    terminal = start("--seed", "7", "--record", "first.jsonl", size=(120, 40))
    terminal.wait_for("4 producers")
    terminal.press("Left")
    terminal.wait_for("3 producers")
    type_command(terminal, "mark it's here")
    terminal.press("b")
    terminal.wait_for("no-task-done")
    terminal.press("Space")
    terminal.wait_for("PAUSED")
    line = copied(terminal)
    terminal.press("Esc")
    terminal.wait_until(lambda: "leads to" not in terminal.text, "the page to close")
    terminal.pause(0.3)
    expected = settled_panels(terminal)
    leave(terminal)

    again = paste(f"{line} --record second.jsonl", size=(120, 40))
    again.wait_for("PAUSED")
    again.wait_until(lambda: panels(again) == expected, "the same panels")
    leave(again)
    ends = [of_kind(tmp_path / name, "end")[-1] for name in ["first.jsonl", "second.jsonl"]]
    assert ends[0] == ends[1]


def test_a_long_command_can_be_read_from_the_screen(start, paste):
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    for number in range(12):
        type_command(terminal, f"mark this is marker {number}")
        terminal.wait_for(f"marker {number} is set")
    line = copied(terminal)
    rows = [row for row in terminal.screen.display]
    first = next(index for index, row in enumerate(rows) if row.startswith("weir run"))
    last = next(index for index, row in enumerate(rows) if "--paused" in row)
    assert all(row.endswith("\\") for row in rows[first:last])
    leave_page(terminal)
    shown = paste("printf '%s ' " + "\n".join(rows[first:last + 1]))
    typed = paste("printf '%s ' " + line)
    assert (shown.wait_for_end(), typed.wait_for_end()) == (0, 0)
    assert shown.output == typed.output


def leave_page(terminal):
    terminal.press("Esc")
    leave(terminal)


def test_the_copied_command_opens_a_log_at_the_instant(start, call, paste):
    assert call("simulate", "pool", "--for", "10s", "--record", "it's.jsonl").returncode == 0
    terminal = start("replay", "it's.jsonl", "--at", "4s", "--paused")
    terminal.wait_for("Paused at 00:04.0")
    line = copied(terminal)
    assert line == "weir replay 'it'\\''s.jsonl' --at 4s --paused"
    terminal.press("Esc")
    terminal.wait_until(lambda: "leads to" not in terminal.text, "the page to close")
    expected = settled_panels(terminal)
    leave(terminal)
    again = paste(line)
    again.wait_until(lambda: panels(again) == expected, "the same panels")
    leave(again)


def test_a_terminal_without_a_clipboard_still_shows_the_command(start):
    terminal = start("--paused", variables={"TERM": "vt100"})
    terminal.wait_for("PAUSED")
    terminal.press("y")
    terminal.wait_for("weir run producer-consumer")
    terminal.wait_for("no clipboard")
    assert b"\x1b]" not in terminal.output
    leave_page(terminal)


def test_a_run_begins_at_an_instant_and_goes_on_from_there(start, call):
    terminal = start("pool", "--until", "1m")
    terminal.wait_for_match(r"00:01:0[0-9]\.")
    terminal.wait_for_match(r"00:01:0[1-9]\.")
    leave(terminal)
    answer = call("run", "pool", "--until", "soon")
    assert answer.returncode == 2 and "'soon'" in answer.stderr


def test_a_run_opens_at_an_event_or_a_warning(start):
    terminal = start("pool", "--at", "#500", "--paused", size=(120, 40))
    terminal.wait_for("#500 ")
    leave(terminal)
    terminal = start(
        "producer-consumer", "--pitfall", "no-task-done", "--at", "warning 1", "--paused")
    terminal.wait_for("Paused at 00:35.0")
    leave(terminal)


@pytest.mark.parametrize("place, words", [
    ("40%", ["no length", "12.5s"]), ("end", ["never ends", "--set"]),
    ("-5s", ["negative"]), ("+5s", ["start"]), ("warning", ["'warning 3'"]),
])
def test_a_place_without_a_meaning_in_a_run_says_why(start, place, words):
    terminal = start("run", "pool", "--at", place)
    assert terminal.wait_for_end() == 2
    for word in words:
        assert word in terminal.text.replace("\n", " ").replace("  ", " ")
