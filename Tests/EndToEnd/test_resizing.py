"""Any size at any moment; a screen that is too small allows only quitting and resizing."""
import time


def test_too_small_and_back(start):
    terminal = start()
    terminal.wait_for("4 producers")
    terminal.resize(20, 5)
    terminal.wait_for("60 x 16")
    terminal.press("Space", "Right", "b", "t", "r", "?", ".")
    # Nothing shows that keys were read, and the signal of a new size must not overtake them.
    time.sleep(0.3)
    terminal.resize(80, 24)
    terminal.wait_for("4 producers")
    terminal.wait_for("LIVE")
    assert "no pitfall" in terminal.text
    assert "REC" not in terminal.text


def test_quits_while_the_screen_is_too_small(start):
    terminal = start(size=(20, 5))
    terminal.wait_for("60 x 16")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored


def test_every_size_in_between(start):
    terminal = start(size=(200, 50))
    terminal.wait_for("4 producers")
    for size in [(120, 40), (61, 17), (1, 1), (300, 100), (60, 16), (59, 16), (80, 24)]:
        terminal.resize(*size)
    terminal.wait_for("4 producers")
    terminal.wait_for("LIVE")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored
