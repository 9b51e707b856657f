"""The manual page, the help and the completions know the same commands and options."""
import shutil
import subprocess
import sys

import pytest

from conftest import PROJECT


def test_the_manual_page_is_up_to_date(weir):
    made = subprocess.run(
        [sys.executable, str(PROJECT / "Docs" / "make-manual"), weir, "--print"], check=True, capture_output=True, text=True)
    assert (PROJECT / "Docs" / "weir.1").read_text() == made.stdout, "Run Docs/make-manual."


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is missing")
def test_the_manual_page_can_be_formatted(weir):
    answer = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", str(PROJECT / "Docs" / "weir.1")], capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("command", ["run", "simulate"])
def test_the_help_explains_values_and_exit_codes(call, command):
    text = call("help", command).stdout
    for word in ["exponential:250ms", "uniform:", "normal:", "lognormal:", "pareto:", "unlimited", "12.5%", "@INSTANT",
                 "consumers=6@12.5s", "EXIT CODES", "130", "weir list SCENARIO"]:
        assert word in text
    assert max(len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("command", ["report", "verify", "compare"])
def test_the_help_of_the_commands_for_logs_fits_a_terminal(call, command):
    text = call("help", command).stdout
    assert "EXIT CODES" in text and "version" in text or "reading" in text
    assert max(len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_printed_for_each_shell(call, shell):
    answer = call("--generate-completion-script", shell)
    assert answer.returncode == 0 and answer.stderr == ""
    assert "simulate" in answer.stdout and "until-finished" in answer.stdout
    if shutil.which(shell):
        flags = ["--no-execute"] if shell == "fish" else ["-n"]
        checked = subprocess.run([shell, *flags], input=answer.stdout, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
