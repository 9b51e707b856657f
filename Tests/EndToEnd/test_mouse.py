"""Clicks on visible things."""


def leave(terminal):
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_visible_things_can_be_clicked(start):
    terminal = start()
    terminal.wait_for("● LIVE")
    terminal.click("● LIVE")
    terminal.wait_for("‖ PAUSED")
    terminal.click("Space resume")
    terminal.wait_for("● LIVE")
    terminal.click("? help")
    terminal.wait_for("Double the speed")
    terminal.click("Double the speed")
    terminal.wait_for("▸ +")
    terminal.click("Double the speed")
    terminal.wait_for("×2")
    terminal.click("producer-consumer")
    terminal.wait_for("Scenarios")
    terminal.press("Esc")
    terminal.wait_until(lambda: "Scenarios" not in terminal.text, "the list to go")
    terminal.wait_for("Events")
    terminal.click("Events")
    terminal.wait_for("/ filter")
    terminal.click("Events")
    terminal.wait_for("all panels")
    leave(terminal)


def test_without_the_mouse_clicks_are_left_to_the_terminal(start):
    terminal = start("--no-mouse")
    terminal.wait_for("● LIVE")
    assert b"?1006h" not in terminal.output and b"?1000h" not in terminal.output
    leave(terminal)
