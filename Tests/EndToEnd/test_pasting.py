"""Many keys at once, and text that must not act as keys."""
import os
import time


def frames(terminal):
    return terminal.output.count(b"\x1b[?2026h")


def test_a_hundred_thousand_keys_at_once_are_all_handled_with_few_frames(start):
    terminal = start("--paused", size=(120, 40))
    terminal.wait_for("PAUSED")
    before, beginning = frames(terminal), time.monotonic()
    # An even number of keys that open and close the help, and then one with a visible effect.
    terminal.type(b"?" * 100_000 + b" ")
    terminal.wait_for("LIVE", 60)
    seconds = time.monotonic() - beginning
    assert "The run" not in terminal.text
    assert frames(terminal) - before < 110 * seconds + 10
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_pasted_text_does_not_act_as_keys(start):
    terminal = start()
    terminal.wait_for("LIVE")
    assert b"2004" in terminal.modes
    terminal.type(b"\x1b[200~q  q\r\x1b[201~")
    terminal.wait_for("Pasted text")
    assert "LIVE" in terminal.text
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored


def test_pasted_text_is_inserted_into_a_typed_line(start):
    terminal = start(size=(120, 40))
    terminal.wait_for("LIVE")
    terminal.press("/")
    terminal.type(b"\x1b[200~consumer-2\nq\x1b[201~")
    terminal.wait_for("/ consumer-2")
    terminal.press("Esc")


def test_reports_and_unknown_sequences_do_not_act_as_keys(start):
    terminal = start()
    terminal.wait_for("LIVE")
    terminal.type(b"\x1b[I\x1b[O\x1b]11;rgb:qqqq/1010/1515\x1b\\\x1bP1$rqm\x1b\\\x1b[?62;1c\x1b[99;5q")
    terminal.press("+")
    terminal.wait_for("×2")
    assert "LIVE" in terminal.text
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_without_the_mouse_the_terminal_keeps_it(start):
    terminal = start("--no-mouse")
    terminal.wait_for("LIVE")
    assert not {b"1000", b"1002", b"1003", b"1006"} & terminal.modes
