"""What weir finds in logs."""

import json
import os
import subprocess

# On a machine with too much to do, every program stands still at times.
UNDER_LOAD = {"loop-blocked", "worker-starved"}


def report(weir, path, log=None, environment=None):
    """What weir says about a log, which it has to read without remarks: summary and findings.

    The log comes from a file, or its text from standard input if the path is `-`.
    """
    result = subprocess.run(
        [weir, "report", str(path), "--json", "--expect-no-findings"],
        input=log,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in result.stderr.splitlines() if "but none was expected" not in line]
    findings = [line.split()[2].rstrip(",") for line in lines if line.startswith("weir: finding ")]
    assert len(findings) == len(lines), lines
    assert result.returncode == (1 if findings else 0)
    return json.loads(result.stdout), set(findings)


def findings_in(weir, path):
    """The lints of which weir has a finding in a log."""
    return report(weir, path)[1]
