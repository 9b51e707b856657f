"""What a user sees and does while the program runs."""
import re

CLOCK = r"\d\d:\d\d:\d\d\.\d\d\d"


def clock(terminal):
    return re.search(CLOCK, terminal.text)[0]


def wait_for_time_to_pass(terminal):
    before = clock(terminal)
    terminal.wait_until(lambda: clock(terminal) > before, f"an instant after {before}")


def redraw(terminal):
    """Makes the program redraw the whole screen, which takes several frames."""
    terminal.press("?")
    terminal.wait_for("The run")
    terminal.press("?")
    terminal.wait_until(lambda: "The run" not in terminal.text, "the help to go")


def test_starts_and_draws_all_panels(start):
    terminal = start(size=(80, 24))
    for name in ["Flow", "Depth", "Tasks", "Timeouts", "Knobs", "Events", "Warnings"]:
        terminal.wait_for(name)
    terminal.wait_for("producer-consumer")
    terminal.wait_for("4 producers")
    terminal.wait_for("LIVE")
    wait_for_time_to_pass(terminal)


def test_shows_latency_if_there_is_room(start):
    terminal = start(size=(120, 40))
    terminal.wait_for("Latency")
    wait_for_time_to_pass(terminal)


def test_a_knob_turned_by_key_shows_in_the_flow_and_in_the_log(start, tmp_path):
    terminal = start("--record", "run.weirlog")
    terminal.wait_for("4 producers")
    terminal.press("Right")
    terminal.wait_for("5 producers")
    terminal.press("Down", "Left")
    terminal.wait_for("3 consumers")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    log = (tmp_path / "run.weirlog").read_text()
    assert '"e":"parameterChanged","name":"producers","value":5' in log
    assert '"e":"parameterChanged","name":"consumers","value":3' in log


def test_pause_stops_virtual_time_and_resume_continues_it(start):
    terminal = start()
    wait_for_time_to_pass_after_start(terminal)
    terminal.press("Space")
    terminal.wait_for("PAUSED")
    # Events in progress at the key press may still arrive.
    redraw(terminal)
    instant = clock(terminal)
    for _ in range(3):
        redraw(terminal)
        assert clock(terminal) == instant
    terminal.press("Space")
    terminal.wait_for("LIVE")
    wait_for_time_to_pass(terminal)


def wait_for_time_to_pass_after_start(terminal):
    terminal.wait_for_match(CLOCK)
    wait_for_time_to_pass(terminal)


def test_a_step_shows_an_event_during_a_pause(start):
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    terminal.wait_for_match(CLOCK)
    instant = clock(terminal)
    for _ in range(200):
        terminal.press(".")
        redraw(terminal)
        if clock(terminal) > instant:
            break
    assert clock(terminal) > instant
    assert "PAUSED" in terminal.text


def test_speed_is_doubled_and_reset(start):
    terminal = start()
    terminal.wait_for("×1")
    terminal.press("+")
    terminal.wait_for("×2")
    terminal.press("+")
    terminal.wait_for("×4")
    terminal.press("=")
    terminal.wait_for_match(r"×1\b")


def test_a_typed_value_is_set(start):
    terminal = start()
    terminal.wait_for("4 producers")
    terminal.press("Enter", "Backspace", "9", "Enter")
    terminal.wait_for("9 producers")


def test_the_pitfall_that_never_marks_items_done_ends_in_a_named_deadlock(start):
    terminal = start(
        "--pitfall", "no-task-done", "--set", "shift=2s", "--set", "items=5", "--speed", "20",
        size=(120, 40))
    terminal.wait_for("no-task-done")
    terminal.wait_for("deadlock")
    terminal.wait_for("STALLED")


def test_a_new_seed_starts_again(start):
    terminal = start("--seed", "7")
    terminal.wait_for_match(r"seed 7\b")
    terminal.press("X")
    terminal.wait_until(
        lambda: re.search(r"seed \d+", terminal.text) and not re.search(r"seed 7\b", terminal.text),
        "another seed")


def test_help_opens_and_closes(start):
    terminal = start()
    terminal.wait_for("Flow")
    redraw(terminal)
    terminal.wait_for("Flow")


def test_another_scenario_is_chosen_from_the_list(start):
    terminal = start()
    terminal.wait_for("4 producers")
    terminal.press("s")
    terminal.wait_for("Scenarios")
    terminal.wait_for("intake")
    for _ in range(12):
        terminal.press("Up")
    terminal.wait_for("Core Concepts 1")
    terminal.press("Enter")
    terminal.wait_for_match(r"\d+ of \d+ live")
    wait_for_time_to_pass(terminal)
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert "coroutine" in terminal.text


def test_a_trigger_does_what_the_footer_says(start):
    terminal = start("shutdown")
    terminal.wait_for("g shutdown")
    terminal.wait_for("server-1 serves")
    terminal.press("g")
    terminal.wait_for("✓ serve")


def test_the_theme_changes_only_colors(start):
    terminal = start("--paused")
    terminal.wait_for("PAUSED")
    terminal.wait_for("Warnings")
    before = {cell.bg for row in terminal.screen.buffer.values() for cell in row.values()}
    terminal.press("t")
    terminal.wait_until(
        lambda: {cell.bg for row in terminal.screen.buffer.values() for cell in row.values()}
        != before, "other colours")


def test_keys_come_from_the_terminal_if_standard_input_is_a_pipe(start):
    import subprocess

    terminal = start(stdin=subprocess.PIPE)
    terminal.wait_for("Flow")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored


def test_ascii_means_ascii(start):
    terminal = start("--ascii")
    terminal.wait_for("Flow")
    wait_for_time_to_pass_after_start(terminal)
    assert max(terminal.output) < 128


def test_no_color_means_no_color(start):
    terminal = start(variables={"NO_COLOR": "1"})
    terminal.wait_for("Flow")
    wait_for_time_to_pass_after_start(terminal)
    colours = re.findall(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m", terminal.output)
    assert colours == []


def test_runs_in_sixteen_colors_and_in_none(start):
    for kind in ["xterm", "vt100", "screen", "linux"]:
        terminal = start(variables={"TERM": kind})
        terminal.wait_for("Flow")
        terminal.press("q")
        assert terminal.wait_for_end() == 0, kind
