"""Waits that never end, and findings that end with the program, in reports and comparisons."""
import json
import re
import subprocess
import sys

import pytest

from conftest import PROJECT
from watched import PROBE


@pytest.fixture
def locks(environment, tmp_path):
    """The names of the logs of two programs that use locks: right, and wrong."""
    for form in ["right", "wrong"]:
        subprocess.run(
            [sys.executable, "-m", "weir_probe", "-o", f"{form}.jsonl",
             str(PROJECT / "Examples" / "python" / "locks.py"), form],
            env={**environment, "PYTHONPATH": str(PROBE)}, cwd=tmp_path, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=60)
    return "right.jsonl", "wrong.jsonl"


def test_waits_that_were_given_up_count(call, locks):
    right, wrong = (json.loads(call("report", "--json", name).stdout) for name in locks)
    for pool in wrong["pools"]:
        assert pool["waitSeconds"]["max"] > 1 and pool["stillWaiting"] == 0
        assert pool["waitSeconds"]["count"] > pool["acquisitions"]
    assert max(pool["waitSeconds"]["max"] for pool in right["pools"]) < 1
    assert re.search(r"waited .*longest [12]\.\d*s", call("report", locks[1]).stdout)


def test_waits_that_have_not_ended_count(call, locks, tmp_path):
    lines = (tmp_path / locks[1]).read_text().splitlines()
    first = next(index for index, line in enumerate(lines) if '"cancel' in line)
    (tmp_path / "cut.jsonl").write_text("\n".join(lines[:first]) + "\n")
    report = call("report", "cut.jsonl").stdout
    assert report.count("1 still waiting") == 2 or "2 still waiting" in report
    assert sum(pool["stillWaiting"] for pool in json.loads(call("report", "--json", "cut.jsonl").stdout)["pools"]) == 2


def test_a_deadlock_that_ended_with_the_program_counts_in_a_comparison(call, locks):
    text = call("compare", *locks).stdout
    assert re.search(r"findings +0 +1 ", text)
    assert "warnings  A: none" in text and "cleared   B: deadlock, " in text
    found = json.loads(call("compare", "--json", *locks).stdout)
    figures = {figure["name"]: figure for figure in found["figures"]}
    assert (figures["findings"]["a"], figures["findings"]["b"], figures["findings"]["better"]) == (0, 1, "a")
    assert [finding["lint"] for finding in found["b"]["clearedWarnings"]] == ["deadlock"]
    waits = [figure for name, figure in figures.items() if ".wait." in name]
    assert waits and all(figure["better"] != "b" for figure in waits)
    back = call("compare", *reversed(locks)).stdout
    assert "cleared   A: deadlock, " in back and "warnings  B: none" in back
