"""Two runs or logs side by side: figures, JSON, exit codes."""
import json
import re
import subprocess

import pytest

from test_errors import expect_error

SERVICE = ["compare", "service", "service --pitfall retry-storm", "--for", "30s"]


def compare(call, *arguments):
    answer = call("compare", *arguments, "--json")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    return json.loads(answer.stdout)


@pytest.fixture
def record(call, tmp_path):
    """Records a run, and returns the name of its log."""

    def record(name, *arguments):
        answer = call("simulate", *arguments, "--record", name)
        assert answer.returncode == 0, answer.stderr
        return name

    return record


def test_the_object_has_exactly_the_promised_fields(call):
    found = compare(call, *SERVICE[1:])
    assert list(found) == ["a", "b", "parameters", "firstDifference", "isEqual", "figures"]
    assert found["isEqual"] is False
    assert found["a"] == json.loads(call("simulate", "service", "--for", "30s", "--json").stdout)
    assert found["b"] == json.loads(
        call("simulate", "service", "--pitfall", "retry-storm", "--for", "30s", "--json").stdout)
    assert found["parameters"] == [{"name": "pitfall", "a": None, "b": "retry-storm"}]
    assert list(found["firstDifference"]) == ["event", "atSeconds", "a", "b"]
    assert found["firstDifference"]["b"].endswith("worker-3 retries at once (attempt 2)")
    names = [figure["name"] for figure in found["figures"]]
    assert len(set(names)) == len(names)
    for figure in found["figures"]:
        assert list(figure) == ["name", "unit", "a", "b", "delta", "deltaShare", "better"]
        assert figure["unit"] in ["/s", "s", "count", "share"]
        assert figure["better"] in ["a", "b", None]
        if figure["a"] is not None and figure["b"] is not None:
            assert figure["delta"] == pytest.approx(figure["b"] - figure["a"])
            if figure["a"]:
                assert figure["deltaShare"] == pytest.approx(figure["delta"] / figure["a"])
    figures = {figure["name"]: figure for figure in found["figures"]}
    assert figures["goodput"]["a"] == found["a"]["goodputPerSecond"] and figures["goodput"]["better"] == "a"
    assert figures["latency.p99"]["b"] == found["b"]["latencySeconds"]["p99"]
    assert figures["queues.intake.meanDepth"]["b"] == found["b"]["queues"][0]["meanDepth"]
    assert figures["findings"]["b"] == len(found["b"]["warnings"])


def test_equal_commands_give_equal_texts(call):
    assert call(*SERVICE, "--json").stdout == call(*SERVICE, "--json").stdout
    assert call(*SERVICE).stdout == call(*SERVICE).stdout


def test_logs_and_runs_give_the_same_comparison(call, record):
    a = record("a.jsonl", "service", "--for", "30s")
    b = record("b.jsonl", "service", "--for", "30s", "--pitfall", "retry-storm")
    runs = compare(call, *SERVICE[1:])
    assert compare(call, a, b) == runs
    assert compare(call, a, "service --pitfall retry-storm") == runs
    assert compare(call, "service", b) == runs


def test_a_log_can_come_from_a_pipe(weir, environment, tmp_path, record):
    a = record("a.jsonl", "pool", "--for", "5s")
    with open(tmp_path / a) as log:
        answer = subprocess.run(
            [weir, "compare", "-", a, "--expect-equal"], stdin=log, env=environment, cwd=tmp_path,
            capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "all the same" in answer.stdout


def test_options_in_quotes_overrule_those_for_both(call):
    found = compare(
        call, "producer-consumer --seed 3 --set capacity=8", "producer-consumer --pitfall none",
        "--for", "5s", "--seed", "4", "--set", "consumers=2", "--set", "capacity=4", "--pitfall", "no-cancel")
    for run, seed, capacity, pitfall in [("a", 3, 8, "no-cancel"), ("b", 4, 4, None)]:
        assert found[run]["seed"] == seed and found[run]["pitfall"] == pitfall
        assert found[run]["parameters"]["capacity"] == capacity
        assert found[run]["parameters"]["consumers"] == 2


def test_the_text_says_what_differs_and_what_is_better(call):
    text = call(*SERVICE).stdout
    lines = text.splitlines()
    assert lines[0].startswith("A  service") and lines[1].startswith("B  service")
    assert "differs   pitfall none → retry-storm, all else equal" in text
    assert re.search(r"part +at 20\.47\d+s, event 15091", text)
    goodput = next(line for line in lines if "goodput" in line)
    assert re.fullmatch(r"  goodput +/s +[\d.]+ +[\d.]+  ▼ +−[\d.]+ +−[\d.]+ %", goodput)
    assert all(line == line.rstrip() for line in lines)
    assert "warning   B: retry-amplification" in text


def test_other_seeds_and_lengths_are_cautions(call, record):
    seeds = call("compare", "pool", "pool --seed 7", "--for", "5s").stdout
    assert "The seeds differ, 42 and 7" in seeds
    short, long = record("short", "pool", "--for", "5s"), record("long", "pool", "--for", "10s")
    text = call("compare", short, long).stdout
    assert "A covers 5.00s and B 10.0s" in text and "part      never" in text


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_the_text_is_ascii_where_the_locale_is(weir, environment, tmp_path, locale):
    answer = subprocess.run(
        [weir, *SERVICE], env={**environment, "LANG": locale}, cwd=tmp_path, capture_output=True)
    text = answer.stdout.decode("ascii")
    assert "worse" in text and "diff %" in text and "none -> retry-storm" in text


def test_equality_can_be_expected(call, record):
    log = record("log", "service", "--for", "10s")
    for arguments in [[log, log], [log, "service"], ["service", "service", "--for", "10s"]]:
        answer = call("compare", *arguments, "--expect-equal")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "part      never: " in answer.stdout
    answer = call(*SERVICE, "--expect-equal", "--json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["firstDifference"]["event"] == 15091
    expect_error("", answer.stderr, 1, 1, "A and B differ, first at 20.47", "--expect-equal")
    longer = call("compare", log, "service", "--for", "11s", "--expect-equal")
    expect_error("", longer.stderr, 1, longer.returncode, "same length")


@pytest.mark.parametrize("arguments, code, words", [
    (["servce", "service", "--for", "1s"], 2, ["scenario nor a log", "'service'"]),
    (["servce --set share=0.5", "service", "--for", "1s"], 2, ["scenario nor a log", "'service'"]),
    (["lighthouse", "service", "--for", "1s"], 2, ["scenario nor a log", "weir list"]),
    (["nothing.jsonl", "service"], 3, ["nothing.jsonl"]),
    (["/nothing/here", "service"], 3, ["/nothing/here"]),
    (["service", "service"], 2, ["--for"]),
    (["service", "service", "--for", "1s", "--at", "5s"], 2, ["--at", "dashboard"]),
    (["service", "service", "--for", "1s", "--until-finished"], 2, ["--until-finished"]),
    (["service", "service", "--until-finished"], 2, ["never ends"]),
    (["service", "service", "--for", "soon"], 2, ["'soon'"]),
    (["service --help", "service", "--for", "1s"], 2, ["run A", "weir help compare"]),
    (["service", "service", "--for", "1s", "--speed", "fast"], 2, ["speed"]),
    (["service", "service", "--for", "1s", "--fps", "0"], 2, ["60"]),
    (["service --sed 7", "service", "--for", "1s"], 2, ["run A", "'--seed'"]),
    (["  service", "pool --sed 7", "--for", "1s"], 2, ["run B", "'--seed'"]),
    (["service", "service more", "--for", "1s"], 2, ["run B", "more"]),
    (["service", "service '", "--for", "1s"], 2, ["run B", "quotation mark"]),
    (["service --set worker=2", "service", "--for", "1s"], 2, ["'workers'"]),
    (["service --seed x", "service", "--for", "1s"], 2, ["whole number"]),
    (["service --pitfall retry-storm --pitfall retry-storm", "service", "--for", "1s"], 2, ["at most one"]),
    (["-", "-"], 2, ["only once"]),
    (["service", "service", "--for", "1s", "--at", "1s"], 2, ["--at", "--for"]),
    (["log", "log", "--at", "soon"], 2, ["'soon'"]),
    (["log", "log", "--for", "1s"], 2, ["Two logs"]),
    (["log", "log", "--seed", "3"], 2, ["Two logs"]),
    (["service"], 2, ["weir help compare"]),
    (["service", "service", "--json", "--csv"], 2, ["--csv"]),
])
def test_wrong_usage_gets_two_sentences(call, tmp_path, arguments, code, words):
    (tmp_path / "log").write_text("")
    answer = call("compare", *arguments)
    expect_error(answer.stdout, answer.stderr, code, answer.returncode, *words)


HEADER = (
    '{"weir":2,"version":"1","scenario":"shop","started":"2026-11-22T09:00:00Z","source":"probe","clock":"real"}\n')


def test_logs_of_other_programs_can_be_compared(call, tmp_path):
    for name, delay in [("a", 0), ("b", 5)]:
        lines = [
            f'{{"t":{10 + delay * number},"e":"taskCreated","task":{number},"name":"t-{number}","role":"t","parent":0}}\n'
            for number in range(1, 9)]
        (tmp_path / name).write_text(HEADER + "".join(lines[: 8 if name == "a" else 6]))
    answer = call("compare", "a", "b", "--json")
    assert answer.returncode == 0
    assert answer.stderr.count("is cut after line") == 2
    found = json.loads(answer.stdout)
    # Instants of a real clock don't count, and a cut log could have gone on.
    assert found["firstDifference"] is None and found["a"]["source"]["name"] == "probe"


def test_two_recordings_of_a_real_program_can_be_equal(call, tmp_path):
    for name, delay in [("a", 0), ("b", 37)]:
        lines = [
            f'{{"t":{1000 * number + delay},"e":"taskCreated","task":{number},"name":"t","role":"t","parent":0}}\n'
            for number in range(1, 9)]
        (tmp_path / name).write_text(HEADER + "".join(lines))
    answer = call("compare", "a", "b", "--expect-equal")
    assert answer.returncode == 0, answer.stderr
    assert "all the same" in answer.stdout
    assert "differs   nothing that is known" in answer.stdout
    assert json.loads(call("compare", "a", "b", "--json").stdout)["isEqual"] is True


@pytest.mark.parametrize("arguments", [
    ["compare", "-", "log"], ["compare", "log", "-", "--json"], ["report", "-"], ["verify", "-"]])
def test_no_command_waits_for_a_log_to_be_typed(start, record, arguments):
    record("log", "pool", "--for", "1s")
    terminal = start(*arguments, stderr=subprocess.PIPE)
    assert terminal.wait_for_end() == 2
    error = terminal.process.stderr.read().decode()
    expect_error(terminal.output.decode(), error, 2, 2, "keyboard")


@pytest.mark.parametrize("content", [
    b"", b"\n", b"{}\n", b"hello\n", b"\x00" * 1000, b"\xff\xfe", b"{" * 100_000, b'{"weir":3}\n'])
def test_what_is_no_log_is_refused(call, tmp_path, content):
    (tmp_path / "bad").write_bytes(content)
    for arguments in [["bad", "service"], ["service", "./bad"], ["bad", "bad"]]:
        answer = call("compare", *arguments)
        expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "bad")


def test_a_cut_log_is_compared_up_to_there_and_a_wrong_line_ends_it(call, record, tmp_path):
    log = record("log", "service", "--for", "10s")
    text = (tmp_path / log).read_text()
    (tmp_path / "cut").write_text(text[: len(text) // 2])
    answer = call("compare", "cut", "service", "--expect-equal")
    assert answer.returncode == 0 and "cut after line" in answer.stderr
    lines = text.splitlines(keepends=True)
    lines[1000] = "nonsense\n"
    (tmp_path / "wrong").write_text("".join(lines))
    answer = call("compare", "wrong", "service")
    assert answer.returncode == 3 and "Line 1001" in answer.stderr and "goodput" in answer.stdout


def test_a_log_of_inputs_alone_is_refused(call, record):
    log = record("log", "service", "--for", "5s", "--record-level", "inputs")
    answer = call("compare", log, "service")
    expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "nothing to compare", "weir simulate")


def test_a_folder_is_no_log(call, tmp_path):
    (tmp_path / "folder").mkdir()
    answer = call("compare", "folder", "service")
    expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "folder")


# On the screen.


def test_one_key_shows_the_other_form_beside_the_run(start):
    terminal = start("service", "--speed", "16", size=(120, 40))
    terminal.wait_for("LIVE")
    terminal.press("c")
    terminal.wait_for("B  ✗ retry-storm")
    terminal.wait_for("pitfall none → retry-storm, all else equal")
    terminal.wait_for("◆ part at 00:20.4")
    terminal.wait_for_match(r"goodput .* ▼ +−[0-9.]+ ")
    terminal.press("Space")
    terminal.wait_for("PAUSED")
    terminal.press("S")
    terminal.wait_for("A  ✗ retry-storm")
    terminal.press("D")
    terminal.wait_for_match(r"00:00:20\.474")
    terminal.press("c")
    terminal.wait_for("Knobs")
    assert "Figures" not in terminal.text


def test_knobs_turn_the_run_that_tab_chose(start):
    terminal = start("producer-consumer", "--paused", size=(120, 40))
    terminal.wait_for("PAUSED")
    terminal.press(":compare pitfall none", "Enter")
    terminal.wait_for("Figures")
    terminal.press("Right")
    terminal.wait_for("producers 5")
    terminal.wait_for("A has 4")
    terminal.press("Tab")
    terminal.wait_for("B has 5")
    terminal.press("Right", "Right")
    terminal.wait_for("producers 6")


def test_the_command_opens_the_dashboard_and_prints_the_figures_afterwards(start):
    terminal = start(
        "compare", "producer-consumer", "producer-consumer --set consumers=1", "--speed", "16", size=(130, 40))
    terminal.wait_for("consumers 4 → 1, all else equal")
    terminal.wait_for("◆ part at")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert "differs   consumers 4 → 1, all else equal" in terminal.text
    assert "goodput" in terminal.text and "throughput" in terminal.text


def test_the_command_that_is_copied_opens_both_runs_at_the_same_instant(start):
    terminal = start("producer-consumer", "--paused", size=(200, 40))
    terminal.wait_for("PAUSED")
    terminal.press(":compare consumers 1", "Enter", ":goto 12s", "Enter")
    terminal.wait_for("Paused at 00:12.0")
    terminal.press("y")
    terminal.wait_for("weir compare 'producer-consumer --preset live --seed 42'")
    terminal.wait_for("'producer-consumer --preset live --seed 42 --set consumers=1' --at 12s --paused")
    again = start(
        "compare", "producer-consumer --preset live --seed 42",
        "producer-consumer --preset live --seed 42 --set consumers=1", "--at", "12s", "--paused", size=(120, 40))
    again.wait_for("consumers 4 → 1, all else equal")
    again.wait_for("00:00:12.000")


def test_a_log_is_shown_beside_a_run_or_why_it_cannot_be(start, record, tmp_path):
    record("log.jsonl", "pool", "--for", "20s")
    terminal = start("pool", "--speed", "4", size=(120, 40))
    terminal.wait_for("LIVE")
    terminal.press(":compare log.jsonl", "Enter")
    terminal.wait_for("B  log.jsonl")
    terminal.wait_for("Figures")
    terminal.press(":compare nothing.jsonl", "Enter")
    terminal.wait_for("The log 'nothing.jsonl' can't be read")
    assert "Figures" not in terminal.text


def test_the_end_of_a_log_that_is_wrong_is_shown_and_is_the_exit_code(start, record, tmp_path):
    log = record("log", "producer-consumer", "--for", "20s")
    lines = (tmp_path / log).read_text().splitlines(keepends=True)
    lines[300] = "nonsense\n"
    (tmp_path / "bad.jsonl").write_text("".join(lines))
    terminal = start("compare", "producer-consumer", "bad.jsonl", "--at", "1:00", "--paused", size=(120, 40))
    terminal.wait_for("bad.jsonl  ⊘ CUT")
    terminal.press("q")
    assert terminal.wait_for_end() == 3
    assert "Line 301" in terminal.text


def test_runs_of_two_scenarios_are_named_and_their_own_knobs_are_set(start):
    terminal = start("compare", "pool", "service", "--paused", size=(140, 40))
    terminal.wait_for("B  service")
    terminal.wait_for("scenario")
    terminal.press(":set workers 3", "Enter")
    terminal.wait_for("workers of B is set to 3.")
    terminal.wait_for("▸ workers 3")


def test_what_came_through_standard_input_is_not_read_again(start, record, tmp_path):
    record("log.jsonl", "pool", "--for", "5s")
    with open(tmp_path / "log.jsonl") as log:
        terminal = start("compare", "-", "pool --seed 7", "--paused", size=(140, 40), stdin=log)
    terminal.wait_for("Figures")
    terminal.press("D")
    terminal.wait_for("It is not known where the runs part.")
    terminal.press("y")
    terminal.wait_until(lambda: "can't be opened again" in terminal.text, "the refusal")
    assert "weir replay" not in terminal.text


def test_time_continues_beside_a_longer_log(start, record):
    record("short.jsonl", "pool", "--for", "1s")
    record("long.jsonl", "pool", "--seed", "7", "--for", "3s")
    terminal = start("replay", "short.jsonl", "--speed", "4", size=(140, 40))
    terminal.wait_for("■ END")
    terminal.press(":compare long.jsonl", "Enter")
    terminal.wait_for("Figures")
    terminal.press(":goto 00:02", "Enter")
    terminal.wait_for("Paused at 00:02.0")
    terminal.press("Space")
    terminal.wait_until(lambda: "00:03.000" in terminal.text.splitlines()[1], "the end of the longer one")
    terminal.press(":goto 0.5s", "Enter")
    terminal.wait_for("Paused at 00:00.5")
    terminal.press(":goto 3s", "Enter")
    terminal.wait_for("Paused at 00:03.0")
    # Alone, the log ends where it ended.
    terminal.press("c")
    terminal.wait_until(lambda: "Figures" not in terminal.text, "the comparison to go")
    terminal.wait_until(lambda: "00:01.000" in terminal.text.splitlines()[1], "its own end")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_runs_that_no_longer_part_are_not_said_to(start):
    terminal = start("compare", "pool", "pool", "--speed", "4", size=(120, 40))
    terminal.wait_for("no difference yet")
    terminal.press(":goto 3s", "Enter")
    terminal.wait_for("Paused at 00:03.0")
    terminal.press("Tab", "Right", "Space")
    terminal.wait_for("◆ part at 00:03")
    terminal.press(":goto 1s", "Enter")
    terminal.wait_for("Paused at 00:01.0")
    terminal.press("Space")
    terminal.wait_for("no difference yet")


def test_a_comparison_survives_restarts_sizes_and_other_pages(start):
    terminal = start("timeouts", size=(120, 40))
    terminal.wait_for("LIVE")
    terminal.press("c", "x", "?", "?", "Tab", "p", "c", "c", "X")
    for columns, rows in [(200, 50), (80, 24), (40, 10), (160, 40)]:
        terminal.resize(columns, rows)
    terminal.wait_for("Figures")
    terminal.press("Esc")
    terminal.wait_until(lambda: "Figures" not in terminal.text, "the comparison to go")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
