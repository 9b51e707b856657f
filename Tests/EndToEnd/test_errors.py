"""Bad input gets two sentences and the right exit code, and nothing else."""
import re
import subprocess

import pytest

SIMULATE = ["simulate", "producer-consumer", "--for", "1s"]


def name(value):
    """The name of a case: its command line."""
    return " ".join(value) if isinstance(value, list) else str(value)


def expect_error(output, error, code, returncode, *words):
    assert returncode == code, error
    assert output == ""
    assert error.endswith("\n")
    sentences = re.split(r"(?<=[.?!])\s+", error.strip())
    assert len(sentences) == 2, error
    assert all(sentence[-1] in ".?!" for sentence in sentences)
    for word in words:
        assert word in error


@pytest.mark.parametrize("arguments, code, words", [
    (["simulate", "producer-consumr", "--for", "1s"], 2, ["'producer-consumer'"]),
    (["run", "producer-consumr"], 2, ["'producer-consumer'"]),
    (["list", "nothing-of-the-kind"], 2, ["weir list"]),
    ([*SIMULATE, "--preset", "liv"], 2, ["'live'"]),
    ([*SIMULATE, "--pitfall", "no-cancl"], 2, ["'no-cancel'"]),
    ([*SIMULATE, "--set", "consumrs=3"], 2, ["'consumers'"]),
    ([*SIMULATE, "--set", "consumers=65"], 2, ["64"]),
    ([*SIMULATE, "--set", "consumers=-1"], 2, ["64"]),
    ([*SIMULATE, "--set", "consumers=many"], 2, ["whole number"]),
    ([*SIMULATE, "--set", "produce-time=quickly"], 2, ["exponential"]),
    ([*SIMULATE, "--set", "overflow=spill"], 2, ["drop-oldest"]),
    ([*SIMULATE, "--set", "consumers"], 2, ["KNOB=VALUE"]),
    ([*SIMULATE, "--seed", "lucky"], 2, ["whole number"]),
    ([*SIMULATE, "--seed", "-1"], 2, ["seed"]),
    ([*SIMULATE, "--frobnicate"], 2, ["frobnicate"]),
    (["simulate", "producer-consumer"], 2, ["--for"]),
    (["simulate", "producer-consumer", "--for", "soon"], 2, ["1.5s"]),
    (["simulate", "producer-consumer", "--until-finished"], 2, ["--for"]),
    (["simulate"], 2, []),
    ([*SIMULATE, "--record", "no/such/folder/run.weirlog"], 3, ["no/such/folder"]),
    (["run", "--speed", "0"], 2, ["speed"]),
    (["run", "--fps", "0"], 2, ["60"]),
    (["run", "--theme", "no-such-theme"], 2, ["no-such-theme"]),
    (["frobnicate"], 2, ["frobnicate"]),
    ([], 2, ["terminal"]),
    (["run"], 2, ["terminal"]),
], ids=name)
def test_without_a_terminal(call, arguments, code, words):
    answer = call(*arguments)
    expect_error(answer.stdout, answer.stderr, code, answer.returncode, *words)


@pytest.mark.parametrize("arguments, variables, code, words", [
    ([], {"TERM": "no-such-terminal"}, 2, ["no-such-terminal"]),
    ([], {"TERM": "dumb"}, 2, ["dumb"]),
    ([], {"TERM": None}, 2, ["TERM"]),
    ([], {"TERM": ""}, 2, ["TERM"]),
    (["run", "producer-consumr"], {}, 2, ["'producer-consumer'"]),
    (["--seed", "lucky"], {}, 2, ["whole number"]),
    (["--set", "consumers=65"], {}, 2, ["64"]),
    (["--record", "no/such/folder/run.weirlog"], {}, 3, ["no/such/folder"]),
    (["--theme", "no-such-theme"], {}, 2, ["no-such-theme"]),
], ids=name)
def test_in_a_terminal(start, arguments, variables, code, words):
    terminal = start(*arguments, variables=variables, stderr=subprocess.PIPE)
    terminal.wait_for_end()
    error = terminal.process.stderr.read().decode()
    expect_error(terminal.output.decode(), error, code, terminal.process.returncode, *words)
    assert terminal.is_restored


def test_no_partial_log_is_left(call, tmp_path):
    (tmp_path / "folder").mkdir()
    answer = call(*SIMULATE, "--record", "folder")
    expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "folder")


def test_help_and_version_are_not_errors(call):
    for arguments in [["--help"], ["help", "simulate"], ["simulate", "--help"], ["--version"]]:
        answer = call(*arguments)
        assert answer.returncode == 0
        assert answer.stderr == ""
        assert answer.stdout.strip()
