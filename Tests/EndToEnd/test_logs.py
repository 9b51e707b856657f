"""Logs are summarized, and the runs of logs are repeated and compared: `weir report` and `weir
verify`."""
import csv
import io
import json
import signal
import subprocess
import time

import pytest

from conftest import PROJECT

CONFORMANCE = PROJECT / "Tests" / "Conformance"


@pytest.fixture
def record(call):
    """Records a run, and returns its summary."""

    def record(name, *arguments, scenario="producer-consumer", length="5s"):
        answer = call("simulate", scenario, "--for", length, "--json", "--record", name, *arguments)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    return record


@pytest.fixture
def pipe(weir, environment, tmp_path):
    """Runs a shell command line in which WEIR is the program."""

    def pipe(line):
        return subprocess.run(
            ["bash", "-c", "set -o pipefail; " + line.replace("WEIR", weir)], env=environment, cwd=tmp_path,
            capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)

    return pipe


def alter(path, line, old, new):
    lines = path.read_text().splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path.write_text("".join(lines))


# Reports.

@pytest.mark.parametrize("scenario", ["producer-consumer", "service", "pool", "shutdown"])
def test_a_report_equals_the_summary_of_the_run(call, record, scenario):
    summary = record("log", scenario=scenario)
    answer = call("report", "log", "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout) == summary
    assert list(json.loads(answer.stdout)) == list(summary)
    [row] = csv.DictReader(io.StringIO(call("report", "log", "--csv").stdout))
    assert row["digest"] == summary["digest"]


def test_the_text_equals_that_of_the_run(call, tmp_path):
    run = call("simulate", "pool", "--for", "5s", "--record", "log").stdout
    without_log = "".join(line for line in run.splitlines(keepends=True) if not line.startswith("  log "))
    assert call("report", "log").stdout == without_log


def test_a_log_is_read_from_a_pipe(call, pipe, record):
    summary = record("log")
    for line in ["cat log | WEIR report - --json", "WEIR report - --json < log", "WEIR report /dev/stdin --json < log",
                 "WEIR report <(cat log) --json",
                 "WEIR simulate producer-consumer --for 5s --record /dev/stdout | WEIR report - --json"]:
        answer = pipe(line)
        assert (answer.returncode, answer.stderr) == (0, ""), line
        assert json.loads(answer.stdout) == summary


def test_a_log_of_another_program_is_shown_with_its_source(call):
    answer = call("report", str(CONFORMANCE / "web-server.jsonl"), "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    summary = json.loads(answer.stdout)
    assert summary["source"]["name"] == "asyncio" and summary["source"]["clock"] == "real"
    assert summary["source"]["program"] == "shop.py"
    assert not {"preset", "pitfall", "seed", "digest", "effective", "repeat", "reading"} & set(summary)
    assert summary["finished"] is True
    text = call("report", str(CONFORMANCE / "web-server.jsonl")).stdout
    assert "120ms of real time" in text and "asyncio · shop.py · process 4711 · CPython 3.13.1" in text


def test_skipped_corrected_and_lost_lines_are_reported(call):
    answer = call("report", str(CONFORMANCE / "unknown.jsonl"), "--json")
    assert answer.returncode == 0
    reading = json.loads(answer.stdout)["reading"]
    expected = json.loads((CONFORMANCE / "unknown.expected.json").read_text())["skipped"]
    assert (reading["unknownKinds"], reading["unknownWords"], reading["unknownKeys"]) == (
        expected["kinds"], expected["words"], expected["keys"])
    assert f"{expected['kinds']} lines of an unknown kind skipped.\n" in answer.stderr
    lost = call("report", str(CONFORMANCE / "gaps.jsonl"), "--json")
    assert json.loads(lost.stdout)["reading"]["lostEvents"] > 0 and "events lost by the program" in lost.stderr


def test_a_truncated_log_is_summarized_as_far_as_it_goes(call, record, tmp_path):
    record("log")
    log = tmp_path / "log"
    log.write_bytes(log.read_bytes()[:-5])
    answer = call("report", "log", "--json")
    lines = log.read_bytes().count(b"\n")
    assert answer.returncode == 0
    assert f"is cut after line {lines}. " in answer.stderr
    assert json.loads(answer.stdout)["reading"] == {"cutAfterLine": lines}


def test_an_invalid_line_ends_the_reading(call, record, tmp_path):
    record("log")
    alter(tmp_path / "log", 100, '"t":', '"t":-')
    answer = call("report", "log", "--json")
    assert answer.returncode == 3
    assert "Line 100 of the log 'log' can't be read: " in answer.stderr
    summary = json.loads(answer.stdout)
    assert summary["reading"]["wrongLine"] == 100 and 0 < summary["events"] < 100


def test_findings_fail_a_report_that_expects_none(call, record):
    record("log", "--pitfall", "leak", scenario="pool", length="20s")
    answer = call("report", "log", "--json", "--expect-no-findings")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["warnings"][0]["lint"] == "resource-leaked"
    lines = answer.stderr.splitlines()
    assert lines[0].startswith("weir: finding resource-leaked, connections: ")
    assert lines[-1].startswith("weir: The log has ") and "none was expected. " in lines[-1]
    assert call("report", "log").returncode == 0
    record("good", scenario="pool", length="20s")
    answer = call("report", "good", "--expect-no-findings")
    assert (answer.returncode, answer.stderr) == (0, "")


def test_cleared_findings_count_too(call, record):
    record("log", "--pitfall", "on-the-loop", "--pitfall", "none@5s", scenario="blocking", length="60s")
    answer = call("report", "log", "--json", "--expect-no-findings")
    assert json.loads(answer.stdout)["warnings"] == []
    assert answer.returncode == 1 and "It was cleared at " in answer.stderr


@pytest.mark.parametrize("command", ["report", "verify"])
@pytest.mark.parametrize("content, words", [
    (None, "no such file"), ("folder", "a folder"), ("", "not a session log"), ("hello\n", "not a session log"),
    ('{"weir":3}\n', "version 3"), ('{"weir":2}\n', "'version'"),
])
def test_what_is_not_a_log_is_refused(call, tmp_path, command, content, words):
    if content == "folder":
        (tmp_path / "log").mkdir()
    elif content is not None:
        (tmp_path / "log").write_text(content)
    answer = call(command, "log")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert answer.stderr.startswith("weir: ") and answer.stderr.count("\n") == 1 and words in answer.stderr


@pytest.mark.parametrize("arguments", [
    ["report"], ["verify"], ["report", "a", "b"], ["report", "log", "--json", "--csv"], ["verify", "log", "--json"],
], ids=" ".join)
def test_wrong_usage(call, arguments):
    answer = call(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")


def test_a_log_with_only_inputs_is_not_summarized(call, record):
    summary = record("log", "--set", "consumers=1@2s", "--record-level", "inputs")
    answer = call("report", "log", "--json")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "nothing to summarize" in answer.stderr and summary["repeat"] in answer.stderr


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_report_with_a_partial_summary(weir, environment, tmp_path, record, number, code):
    record("log")
    process = subprocess.Popen(
        [weir, "report", "-", "--json"], env=environment, cwd=tmp_path, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = (tmp_path / "log").read_text().splitlines(keepends=True)
    process.stdin.writelines(lines[:50])
    process.stdin.flush()
    time.sleep(1)
    process.send_signal(number)
    output, error = process.stdout.read(), process.stderr.read()
    assert process.wait(20) == code, error
    assert json.loads(output)["events"] > 40
    assert "weir: Interrupted at " in error
    process.stdin.close()


# Verifications.

@pytest.mark.parametrize("level", ["all", "inputs"])
def test_a_log_is_verified(call, record, level):
    record("log", "--set", "consumers=1@2s", "--pitfall", "no-cancel@3s", "--record-level", level)
    answer = call("verify", "log")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("The log 'log' matches its run: ") and answer.stdout.count("\n") == 1


def test_a_log_is_verified_through_a_pipe(pipe, record):
    record("log")
    for line in ["cat log | WEIR verify -", "WEIR verify - < log", "WEIR verify <(cat log)",
                 "(echo first; cat log) > both; (read -r; WEIR verify -) < both",
                 "cat both | (read -r; WEIR verify -)",
                 "WEIR simulate service --for 3s --json --record /dev/stdout | WEIR verify -"]:
        answer = pipe(line)
        assert (answer.returncode, answer.stderr) == (0, ""), line
        assert " matches its run: " in answer.stdout


def test_the_first_difference_is_named(call, record, tmp_path):
    record("log")
    log = tmp_path / "log"
    lines = log.read_text().splitlines()
    number = next(
        index for index, line in enumerate(lines, 1) if '"itemEnqueued"' in line and '"t":2' in line)
    alter(log, number, '"depth":', '"depth":1')
    answer = call("verify", "log")
    assert answer.returncode == 1
    assert f"in second 3 (from 2s to 3s), at line {number}, event " in answer.stderr
    found, expected = answer.stdout.splitlines()
    assert found.startswith("  log: at 2") and expected.startswith("  run: at 2") and found != expected


@pytest.mark.parametrize("flags", [[], ["--ignore-findings"]])
def test_a_finding_that_can_not_be_read_is_named(call, record, tmp_path, flags):
    record("log", "--pitfall", "on-the-loop", scenario="blocking")
    log = tmp_path / "log"
    lines = log.read_text().splitlines()
    number = next(index for index, line in enumerate(lines, 1) if '"warningRaised"' in line)
    alter(log, number, '"subject"', '"subject')
    answer = call("verify", "log", *flags)
    assert answer.returncode == 1
    assert f"at line {number}, event " in answer.stderr
    assert answer.stdout.startswith("  log: an invalid line, since ")


@pytest.mark.parametrize("old, new", [('"seed":42', '"seed":43'), ('"consumers":4', '"consumers":3')])
def test_another_run_is_named(call, record, tmp_path, old, new):
    record("log")
    alter(tmp_path / "log", 1, old, new)
    assert call("verify", "log").returncode == 1


def test_a_truncated_log_is_verified_up_to_there(call, record, tmp_path):
    record("log")
    log = tmp_path / "log"
    lines = log.read_text().splitlines(keepends=True)
    log.write_text("".join(lines[:80]) + lines[80][:10])
    answer = call("verify", "log")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "up to line 80, where the log is cut." in answer.stdout


def test_different_thresholds_are_not_a_different_run(call, record, tmp_path):
    record("log", "--pitfall", "on-the-loop", scenario="blocking")
    folder = tmp_path / ".config" / "weir"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text("lints:\n  loop-blocked: 5ms\n")
    answer = call("verify", "log")
    assert answer.returncode == 1 and "--ignore-findings" in answer.stderr
    answer = call("verify", "log", "--ignore-findings")
    assert (answer.returncode, answer.stderr) == (0, "") and "without the findings" in answer.stdout


@pytest.mark.parametrize("name", ["web-server", "thread-pool", "simulated"])
def test_a_log_of_another_program_can_not_be_verified(call, name):
    answer = call("verify", str(CONFORMANCE / f"{name}.jsonl"))
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "only runs of weir can be repeated. " in answer.stderr


def test_a_log_of_version_1_is_verified_by_its_events(call):
    answer = call("verify", str(CONFORMANCE / "format-1.jsonl"))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "without digests and findings" in answer.stdout


# Two runs.

@pytest.mark.parametrize("form", ["--json", "--csv", None])
def test_a_simulation_checks_itself(call, tmp_path, form):
    arguments = ["simulate", "service", "--for", "5s"] + ([form] if form else [])
    plain = call(*arguments)
    checked = call(*arguments, "--check", "--record", "log")
    assert checked.returncode == 0
    assert checked.stderr.startswith("weir: Both runs produced the same ") and checked.stderr.count("\n") == 1
    if form:
        assert checked.stdout == plain.stdout
    assert call("verify", "log").returncode == 0


def test_an_interrupted_check_is_interrupted(weir, environment, tmp_path):
    process = subprocess.Popen(
        [weir, "simulate", "service", "--for", "1000000h", "--check", "--json"], env=environment, cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    output, error = process.communicate(timeout=60)
    assert process.returncode == 130, error
    assert json.loads(output)["events"] > 0
    assert "Both runs produced the same" in error and "Interrupted at " in error
