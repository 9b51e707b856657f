"""The output of `weir themes`, and that any published scheme is a theme of the dashboard."""
import json
import re

import pytest

from test_errors import expect_error

SCHEME = """\
scheme: "Harbour"
author: "Someone"
base00: 101820
base01: 1e1e10
base02: "283848"
base03: "283040"
base04: "8090a0"
base05: "c0d0e0"
base06: "d0e0f0"
base07: "f0f8ff"
base08: "e06070"
base09: "e09060"
base0A: "e0c060"
base0B: "80c070"
base0C: "60c0c0"
base0D: "60a0e0"
base0E: "b090e0"
base0F: "a07060"
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / ".config" / "weir" / "themes"
    folder.mkdir(parents=True)
    return folder


def test_the_list_in_a_pipe_is_plain_and_aligned(call, folder):
    (folder / "harbour.yaml").write_text(SCHEME)
    answer = call("themes")
    assert answer.returncode == 0
    rows = answer.stdout.splitlines()
    assert "\x1b" not in answer.stdout
    assert "harbour" in rows[0] and "Harbour" in rows[0] and rows[0].endswith("harbour.yaml")
    assert len(rows) == 13
    assert len({re.search("  (dark |light)  ", row).start() for row in rows}) == 1
    assert max(len(row) for row in rows[1:]) <= 80


def test_the_list_as_json(call, folder):
    (folder / "broken.yaml").write_text("name: X\npalette:\n  base00: red\n")
    themes = {theme["name"]: theme for theme in json.loads(call("themes", "--json").stdout)}
    assert len(themes) == 13
    assert themes["broken"]["error"].endswith("broken.yaml:3: base00 is not a colour of six hexadecimal digits")
    assert themes["weir-deep"]["system"] == "base24"
    assert len(themes["weir-deep"]["palette"]) == 24
    assert themes["weir-light"]["variant"] == "light"
    assert all(theme["meanings"]["text"]["contrast"] >= 4.5 for theme in themes.values() if "error" not in theme)


def test_a_theme_is_described_in_full(call, folder):
    (folder / "harbour.yaml").write_text(SCHEME)
    answer = call("themes", "harbour")
    assert answer.returncode == 0
    assert "Harbour: dark, base16, by Someone" in answer.stdout
    assert "base01 #1e1e10" in answer.stdout
    assert re.search(r"dim +base03 #[0-9a-f]{6} +4\.\d  moved from #283040", answer.stdout)


def test_a_broken_theme_is_refused_with_its_line(call, folder):
    (folder / "broken.yaml").write_text(SCHEME.replace('"283848"', "twilight"))
    for arguments in [["themes", "broken"], ["run", "--theme", "broken"]]:
        answer = call(*arguments)
        expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "broken.yaml:5: base02")


def test_an_unknown_theme_gets_a_list_of_the_known_ones(call):
    answer = call("themes", "no-such-theme")
    expect_error(answer.stdout, answer.stderr, 2, answer.returncode, "no-such-theme", "weir-dark")


@pytest.mark.parametrize("variables, code", [
    ({"COLORTERM": "truecolor"}, "48;2;18;22;29"), ({}, "48;5;"), ({"TERM": "linux"}, ";40m"),
    ({"NO_COLOR": "1"}, None), ({"TERM": "vt100"}, None), ({"TERM": None}, None),
])
def test_a_terminal_shows_as_many_colors_as_it_has(start, variables, code):
    terminal = start("themes", variables=variables)
    assert terminal.wait_for_end() == 0
    output = terminal.output.decode()
    assert ("\x1b[" in output) == (code is not None)
    assert code is None or code in output


def test_the_dashboard_skips_a_broken_theme(start, folder):
    (folder / "weir-deep.yaml").write_text("name: X\n")
    terminal = start("--seed", "1", "--paused", "--theme", "weir-dark", size=(120, 40))
    terminal.wait_for("producer-consumer")
    terminal.press("t")
    terminal.wait_for("weir-deep.yaml:1")
    terminal.press("t")
    terminal.wait_for("The theme is Weir Dusk.")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
