"""weir reads the logs of the probe, and finds what is wrong with a program."""

import json
import pathlib
import subprocess
import sys

import pytest
from conftest import REPOSITORY, Log

EXAMPLES = REPOSITORY / "Examples" / "python"
FINDINGS = {
    "batching": None,
    "blocking": "loop-blocked",
    "coroutines": "error-unobserved",
    "errors": "cancellation-unnoticed",
    "locks": "deadlock",
    "pool": None,
    "producer_consumer": "error-unobserved",
    "resource": "resource-leaked",
    "shutdown": None,
    "timeouts": "timed-out-work-running",
}


def report(weir, path):
    """What weir says about a log, which it has to read without remarks: summary and findings."""
    result = subprocess.run(
        [weir, "report", str(path), "--json", "--expect-no-findings"],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in result.stderr.splitlines() if "but none was expected" not in line]
    findings = [line.split()[2].rstrip(",") for line in lines if line.startswith("weir: finding ")]
    assert len(findings) == len(lines), lines
    assert result.returncode == (1 if findings else 0)
    return json.loads(result.stdout), set(findings)


def test_there_is_an_example_for_each_pattern():
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(FINDINGS)


@pytest.mark.parametrize("form", ["right", "wrong"])
@pytest.mark.parametrize("name", FINDINGS)
def test_an_example(place, weir, name, form):
    if name == "timeouts" and sys.version_info < (3, 11):
        pytest.skip("needs Python 3.11")
    out = place.folder / "log.jsonl"
    script = pathlib.Path(EXAMPLES, f"{name}.py")
    result = place.run(script, form, out=out)
    assert result.returncode == 0, result.stderr
    log = Log(out.read_text()).check()
    summary, findings = report(weir, out)
    assert summary["events"] == len(log.lines) - 1
    assert summary["tasks"]["created"] == len(log.kinds("taskCreated"))
    expected = FINDINGS[name] if form == "wrong" else None
    if name == "errors" and sys.version_info < (3, 11):
        expected = None  # Whether a task cleans up can't be seen, so it gets more time.
    assert findings >= {expected} if expected else not findings


def test_weir_follows_a_pipe(place, weir):
    script = place.script("import asyncio; asyncio.run(asyncio.sleep(0.1))")
    program = subprocess.Popen(
        place.command(script, out="-"),
        cwd=place.folder,
        env=place.environment,
        stdout=subprocess.PIPE,
    )
    result = subprocess.run(
        [weir, "report", "-", "--json"], stdin=program.stdout, capture_output=True, check=False
    )
    assert program.wait() == 0
    assert result.stderr == b""
    assert json.loads(result.stdout)["tasks"]["created"] >= 1
