"""Settings are applied, errors are named with their line, and saved settings are read the next
time."""
import json
import os
import re
import subprocess

import pytest

from test_errors import expect_error


@pytest.fixture
def configuration(tmp_path):
    """Writes the configuration file, and returns its path."""
    path = tmp_path / ".config" / "weir" / "config.yaml"

    def write(text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    write.path = path
    return write


def test_paths_lists_all_places_and_whether_they_exist(call, tmp_path):
    lines = [line.split(None, 2) for line in call("paths").stdout.splitlines()]
    places = {name: (state, path) for name, state, path in lines}
    assert places["configuration"] == ("missing", f"{tmp_path}/.config/weir/config.yaml")
    assert places["themes"] == ("missing", f"{tmp_path}/.config/weir/themes")
    assert places["state"] == ("missing", f"{tmp_path}/.local/state/weir")
    assert places["recordings"] == ("exists", str(tmp_path))
    listed = json.loads(call("paths", "--json").stdout)
    assert [place["name"] for place in listed] == [line[0] for line in lines]
    assert all(place["exists"] == (places[place["name"]][0] == "exists") for place in listed)


def test_paths_uses_variables_with_absolute_paths(call, environment):
    environment["XDG_CONFIG_HOME"] = "/somewhere"
    environment["XDG_STATE_HOME"] = "relative"
    answer = call("paths").stdout
    assert "/somewhere/weir/config.yaml" in answer
    assert "relative" not in answer


def test_the_default_is_written_once_and_is_valid(call, configuration):
    answer = call("paths", "--write-default")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert str(configuration.path) in answer.stdout
    text = configuration.path.read_text()
    assert "#theme: weir-dark" in text
    again = call("paths", "--write-default")
    expect_error(again.stdout, again.stderr, 3, again.returncode, "config.yaml")
    assert configuration.path.read_text() == text
    assert os.listdir(configuration.path.parent) == ["config.yaml"]
    lines = [re.sub(r"^( *)#(?! )", r"\1", line) for line in text.split("\n")]
    configuration("\n".join(lines))
    assert call("paths").stderr == ""


def test_the_default_can_not_be_written_to_a_read_only_folder(call, environment):
    environment["XDG_CONFIG_HOME"] = "/proc/none"
    answer = call("paths", "--write-default")
    expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "/proc/none")


def test_a_wrong_line_is_named_and_the_rest_applies(call, configuration):
    path = configuration("mouse: perhaps\n\nlints:\n  loop-blocked: 10ms\n  loop-blocked-severely: 1h\ncolour: blue\n")
    answer = call("simulate", "blocking", "--pitfall", "on-the-loop", "--for", "20s", "--json")
    assert answer.returncode == 0
    errors = answer.stderr.splitlines()
    assert len(errors) == 2
    assert errors[0].startswith(f"weir: {path}:1: ") and "on, off" in errors[0]
    assert errors[1].startswith(f"weir: {path}:6: ") and "'colors'" in errors[1]
    assert any("warns from 10ms" in each["evidence"] for each in json.loads(answer.stdout)["warnings"])


def test_a_file_that_is_not_yaml_is_named_and_the_defaults_apply(call, configuration):
    path = configuration("theme: weir-dark\nmouse: [on\n")
    answer = call("simulate", "pool", "--for", "1s")
    assert answer.returncode == 0
    assert re.match(rf"weir: {re.escape(str(path))}:\d: ", answer.stderr)
    assert answer.stdout.startswith("pool")


def test_problems_are_shown_on_the_screen_and_after_it(start, configuration):
    path = configuration("theme: weir-drk\nscenario: pool\nspeed: 4\n")
    terminal = start(size=(120, 40), stderr=subprocess.PIPE)
    terminal.wait_for("config.yaml:1: 'theme' can't be 'weir-drk'.")
    terminal.wait_for("×4")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert f"weir: {path}:1: 'theme'" in terminal.process.stderr.read().decode()


def test_options_on_the_command_line_override_the_file(start, configuration):
    configuration("scenario: pool\nspeed: 4\ntheme: weir-light\n")
    terminal = start("coroutine", "--speed", "2")
    terminal.wait_for("×2")
    terminal.wait_for("coroutine")


def test_keys_can_be_changed_in_the_file(start, configuration):
    configuration("keys:\n  pause: w\n  quit: [k]\n")
    terminal = start()
    terminal.wait_for("w pause")
    terminal.press("w")
    terminal.wait_for("PAUSED")
    terminal.press("Space", "q", "w")
    terminal.wait_for("LIVE")
    terminal.press("k")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("wanted, colours", [
    ("none", rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:]\d+)*m"),
    ("16", rb"\x1b\[(?:\d+;)*[34]8[;:]"), ("256", rb"\x1b\[(?:\d+;)*[34]8[;:]2"),
])
def test_the_file_limits_the_number_of_colors(start, configuration, wanted, colours):
    configuration(f"colors: {wanted}\n")
    terminal = start(variables={"COLORTERM": "truecolor"})
    terminal.wait_for("LIVE")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert re.findall(colours, terminal.output) == []


def test_recordings_go_where_the_file_says(start, configuration, tmp_path):
    configuration("recordings: ~/runs\n")
    terminal = start("pool")
    terminal.wait_for("LIVE")
    terminal.press("r")
    terminal.wait_for("Recording to")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert os.listdir(tmp_path / "runs") == ["weir-pool-42.jsonl"]


def test_changes_in_the_options_are_saved(start, configuration):
    path = configuration("# mine\nmouse: off  # my hand\nkeys:\n  marker: M\n")
    terminal = start(size=(120, 40))
    terminal.wait_for("LIVE")
    terminal.press("o")
    terminal.wait_for("frames-per-second")
    terminal.press("Down", "Down", "Down", "Right")
    terminal.wait_for("● table")
    terminal.press("4")
    terminal.wait_for("Pause or resume")
    terminal.press("Enter", "v")
    terminal.wait_for_match(r"pause +\* v")
    terminal.press("Esc", "q")
    assert terminal.wait_for_end() == 0
    assert path.read_text() == (
        "# mine\nmouse: off  # my hand\nkeys:\n  marker: M\n  pause: v\ntasks-view: table\n")
    terminal = start(size=(120, 40))
    terminal.wait_for("v pause")
    terminal.press("v")
    terminal.wait_for("PAUSED")


def test_a_first_change_creates_the_file_with_all_defaults_in_comments(start, configuration):
    terminal = start()
    terminal.wait_for("LIVE")
    terminal.press("o")
    terminal.wait_for("frames-per-second")
    terminal.press("Right")
    terminal.wait_until(configuration.path.exists, "the file")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    text = configuration.path.read_text()
    assert re.search(r"^theme: \S+$", text, re.MULTILINE)
    assert "#mouse: on" in text


def test_a_setting_that_can_not_be_saved_applies_to_the_session(start):
    terminal = start(size=(120, 40), variables={"XDG_CONFIG_HOME": "/proc/none"})
    terminal.wait_for("LIVE")
    terminal.press("o")
    terminal.wait_for("frames-per-second")
    terminal.press("Down", "Down", "Down", "Down", "Right")
    terminal.wait_for("● block")
    terminal.wait_for("/proc/none/weir/config.yaml can't be written")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_the_mouse_is_switched_in_the_options(start):
    terminal = start()
    terminal.wait_for("LIVE")
    terminal.press("o")
    terminal.wait_for("frames-per-second")
    terminal.press("Down", "Down", "Down", "Down", "Down", "Down", "Down", "Right")
    terminal.wait_for("● off")
    terminal.wait_until(lambda: b"\x1b[?1000l" in terminal.output, "the mouse to be left")
    seen = len(terminal.output)
    terminal.press("Right")
    terminal.wait_until(lambda: b"\x1b[?1000h" in terminal.output[seen:], "the mouse to be taken")
    terminal.press("Esc", "q")
    assert terminal.wait_for_end() == 0
    assert terminal.is_restored
