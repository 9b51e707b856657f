"""Printed text is never interpreted by a terminal, printed commands can be run again, and output is
ASCII if requested."""
import csv
import io
import json
import re
import subprocess
import unicodedata

import pytest

from test_errors import expect_error

HOSTILE = "a\x1b]0;t\a\x1b[31m\x9b1m\x7f\u202eb\u2028\u200b"
SHOWN = r"a\u{1b}]0;t\u{7}\u{1b}[31m\u{9b}1m\u{7f}\u{202e}b\u{2028}\u{200b}"
SIMULATE = ["simulate", "producer-consumer", "--for", "3s"]


def expect_clean(*texts):
    for text in texts:
        odd = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign != "\n"]
        assert odd == [], text


@pytest.mark.parametrize("arguments, code", [
    ([*SIMULATE, "--mark", HOSTILE + "@1s"], 0), ([*SIMULATE, "--mark", HOSTILE + "@1s", "--json"], 0),
    ([*SIMULATE, "--mark", HOSTILE + "@1s", "--csv"], 0), ([*SIMULATE, "--mark", HOSTILE], 2),
    (["simulate", HOSTILE, "--for", "1s"], 2), ([*SIMULATE, "--set", HOSTILE], 2),
    ([*SIMULATE, "--set", HOSTILE + "=1"], 2), ([*SIMULATE, "--set", "consumers=" + HOSTILE], 2),
    ([*SIMULATE, "--set", "consumers=1@" + HOSTILE], 2), ([*SIMULATE, "--pitfall", HOSTILE], 2),
    ([*SIMULATE, "--preset", HOSTILE], 2), ([*SIMULATE, "--seed", HOSTILE], 2),
    ([*SIMULATE, "--trigger", HOSTILE + "@1s"], 2), (["simulate", "pool", "--for", HOSTILE], 2),
    ([*SIMULATE, "--record", f"no/{HOSTILE}/x"], 3), ([*SIMULATE, "--record-level", HOSTILE], 2),
    ([*SIMULATE, "--" + HOSTILE], 2), ([*SIMULATE, HOSTILE], 2), ([HOSTILE], 2), (["list", HOSTILE], 2),
    (["themes", HOSTILE], 2), (["themes", "/" + HOSTILE], 3), (["run", "--theme", HOSTILE], 2),
    (["run", "--speed", HOSTILE], 2), (["run", "--fps", HOSTILE], 2), (["help", HOSTILE], None),
], ids=str)
def test_no_argument_reaches_the_terminal_unescaped(call, arguments, code):
    answer = call(*arguments)
    assert code is None or answer.returncode == code, answer.stderr
    expect_clean(answer.stdout, answer.stderr)
    if code:
        assert len(answer.stderr.splitlines()) == 1


def test_no_name_or_file_reaches_the_terminal_unescaped(call, environment, tmp_path):
    folder = tmp_path / ("h" + HOSTILE + "\nome")
    environment["XDG_CONFIG_HOME"] = str(folder)
    themes = folder / "weir" / "themes"
    themes.mkdir(parents=True)
    slots = "".join(f"base0{slot:X}: '{slot:02x}{slot:02x}{slot:02x}'\n" for slot in range(16))
    (themes / ("x" + HOSTILE + "\n.yaml")).write_text(f"scheme: {json.dumps(HOSTILE)}\nauthor: {json.dumps(HOSTILE)}\n{slots}")
    (themes / ("y" + HOSTILE + ".yaml")).write_text(f'{json.dumps(HOSTILE)}: 1\n{json.dumps(HOSTILE)}: 2\n')
    (folder / "weir" / "config.yaml").write_text(f"{json.dumps(HOSTILE)}: 1\ntheme: {json.dumps(HOSTILE)}\nkeys:\n  pause: {json.dumps(HOSTILE)}\n")
    for arguments in [["paths"], ["paths", "--json"], ["themes"], ["themes", "--json"], SIMULATE,
                      ["themes", "x" + HOSTILE + "\n"], ["themes", "y" + HOSTILE]]:
        answer = call(*arguments)
        expect_clean(answer.stdout, answer.stderr)
        assert answer.stdout or answer.stderr
    assert len(call("themes").stdout.splitlines()) == 14
    assert len(call("paths").stderr.splitlines()) == 3
    names = [theme["name"] for theme in json.loads(call("themes", "--json").stdout)]
    assert "x" + HOSTILE + "\n" in names


def test_colors_are_the_only_sequences_on_a_terminal(start, tmp_path):
    themes = tmp_path / ".config" / "weir" / "themes"
    themes.mkdir(parents=True)
    slots = "".join(f"base0{slot:X}: '{slot:02x}{slot:02x}{slot:02x}'\n" for slot in range(16))
    (themes / "x.yaml").write_text(f"scheme: {json.dumps(HOSTILE)}\n{slots}")
    terminal = start("themes", size=(200, 30), variables={"COLORTERM": "truecolor"})
    assert terminal.wait_for_end() == 0
    output = terminal.output.decode()
    expect_clean(re.sub(r"\x1b\[[0-9;]*m|\r", "", output))
    assert SHOWN in output


def test_no_name_reaches_the_screen_unescaped(start, tmp_path):
    terminal = start("--mark", HOSTILE + "@0s", "--paused", size=(200, 50), stderr=subprocess.PIPE)
    terminal.wait_for("PAUSED")
    terminal.press(".", ".", "q")
    assert terminal.wait_for_end() == 0
    output = terminal.output.decode()
    assert "\x1b]0;t" not in output and "\x07" not in output
    assert not any(sign in output for sign in "\x9b\x7f\u202e\u2028\u200b")
    assert re.search(r"repeat .*--mark \"\$\(printf 'a\\033", output)


def test_no_path_of_a_recording_reaches_the_screen_unescaped(start, tmp_path):
    terminal = start("--record", HOSTILE, "--paused", size=(200, 50), stderr=subprocess.PIPE)
    terminal.wait_for("Recording to a")
    terminal.press("r")
    terminal.wait_for("Recorded to a")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    output = terminal.output.decode()
    assert "\x1b]0;t" not in output and "\x07" not in output
    assert not any(sign in output for sign in "\x9b\x7f\u202e\u2028\u200b")


MARKS = [
    "-x", "--", "it's", '"', "\\", "$HOME", "$(id)", "`id`", "!", "a b", "", "a\tb", "a\nb", "a\n\n", HOSTILE, "%s%n",
    "~", "*", "#", "a#1", "é夜", "a@1s", "-\x1b", "&;|<>(){}",
]


@pytest.mark.parametrize("characters", ["C.UTF-8", "C"])
def test_the_printed_command_can_be_run_as_it_is(call, weir, environment, tmp_path, characters):
    environment["LC_ALL"] = characters
    names = [mark for mark in MARKS if mark]
    # Two options alternating: the order of inputs at one instant is part of the command.
    marks = [word for number, name in enumerate(names) for word in ("--mark", f"{name}@{100 * (number // 2)}ms")]
    settings = ["--set", "produce-time=normal:250ms,50ms", "--set", "capacity=unlimited@2s", "--pitfall", "no-cancel@1s"]
    answer = call(*SIMULATE, *marks, *settings)
    assert answer.returncode == 0, answer.stderr
    command = re.search(r"(?m)^  repeat +weir (.*)$", answer.stdout)[1]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "weir").symlink_to(weir)
    variables = {**environment, "PATH": f"{tmp_path}/bin:{environment['PATH']}"}
    for shell in ["sh", "bash"]:
        again = subprocess.run(
            [shell, "-c", f"weir {command} --json --record {shell}.jsonl"], env=variables, cwd=tmp_path, capture_output=True, text=True)
        assert again.returncode == 0, again.stderr
        first = json.loads(call(*SIMULATE, *marks, *settings, "--json").stdout)
        assert json.loads(again.stdout)["digest"] == first["digest"]
        events = [json.loads(line) for line in (tmp_path / f"{shell}.jsonl").read_text().splitlines()]
        assert [event["name"] for event in events if event.get("e") == "markerSet"] == names


def test_a_marker_needs_a_name_of_its_own(call):
    for marks, word in [(["@0.5s"], "no name"), (["a@1s", "a@2s"], "'a'")]:
        answer = call(*SIMULATE, *[word for mark in marks for word in ("--mark", mark)])
        expect_error(answer.stdout, answer.stderr, 2, answer.returncode, word)


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "", "LANG": "C"}, {"LC_CTYPE": "de_DE.ISO-8859-1"}])
def test_all_output_is_ascii_if_the_locale_is(call, environment, tmp_path, variables):
    environment.update(variables)
    themes = tmp_path / ".config" / "weir" / "themes"
    themes.mkdir(parents=True)
    (themes / "nächtlich.yaml").write_text("scheme: é\n")
    scenarios = [line.split()[0] for line in call("list").stdout.splitlines()]
    assert len(scenarios) == 11
    commands = [["list"], ["list", "--json"], ["themes"], ["themes", "--json"], ["themes", "weir-dark"], ["paths"], ["--help"],
                ["help", "simulate"], ["help", "run"], ["themes", "näch"], ["simulate", "é", "--for", "1s"],
                [*SIMULATE, "--mark", "é@1s"], [*SIMULATE, "--mark", "é@1s", "--json"], [*SIMULATE, "--mark", "é@1s", "--csv"]]
    commands += [["list", name] for name in scenarios] + [["simulate", name, "--for", "5s"] for name in scenarios]
    for arguments in commands:
        answer = call(*arguments)
        assert (answer.stdout + answer.stderr).isascii(), arguments
        # Our own symbols have ASCII forms; only names are escaped.
        assert "é" in "".join(arguments) or "n" + r"\u{e4}" in answer.stdout or r"\u{" not in answer.stdout, arguments


@pytest.mark.parametrize("characters", ["C.UTF-8", "C"])
def test_csv_has_every_value_unchanged(call, weir, environment, tmp_path, characters):
    environment["LC_ALL"] = characters
    names = [mark for mark in MARKS if mark]
    marks = [word for number, name in enumerate(names) for word in ("--mark", f"{name}@{100 * number}ms")]
    answer = call(*SIMULATE, *marks, "--csv")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.isascii() == (characters == "C") and r"\u{" not in answer.stdout
    [row] = csv.DictReader(io.StringIO(answer.stdout, newline=""))
    assert [entry["marker"] for entry in json.loads(row["inputs"])] == names
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "weir").symlink_to(weir)
    variables = {**environment, "PATH": f"{tmp_path}/bin:{environment['PATH']}"}
    again = subprocess.run(["sh", "-c", row["repeat"] + " --json"], env=variables, cwd=tmp_path, capture_output=True, text=True)
    assert json.loads(again.stdout)["digest"] == row["digest"]


def test_ascii_applies_to_the_end(start, tmp_path):
    for arguments, text in [(["--ascii"], ""), ([], "characters: ascii\n")]:
        (tmp_path / ".config" / "weir").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".config" / "weir" / "config.yaml").write_text(text)
        terminal = start(*arguments, "--paused", "--mark", "é@0s", size=(120, 40))
        terminal.wait_for("PAUSED")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        output = terminal.output.decode()
        assert output.isascii()
        assert "producer-consumer - preset live - seed 42" in output
        assert r"\303\251" in output
