"""CPython's own tests of asyncio give the same results under the probe. They take minutes."""

import re
import subprocess
import sys

import pytest

pytest.importorskip("test.test_asyncio", reason="CPython's tests are not installed")


def results(place, name, *before):
    """The result of each test, by its name."""
    process = subprocess.run(
        [sys.executable, *before, "-m", "test", "-v", "test_asyncio"],
        cwd=place.folder,
        env={**place.environment, "PYTHONHASHSEED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    (place.folder / name).write_text(process.stdout)
    found = re.findall(r"^(?:FAIL|ERROR): (\w+ \([\w.]+\))", process.stdout, re.MULTILINE)
    return sum(map(int, re.findall(r"^Ran (\d+) tests", process.stdout, re.MULTILINE))), set(found)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_asyncio_passes_its_own_tests(place):
    bare = results(place, "bare.txt")
    probed = results(place, "probed.txt", "-m", "weir_probe", "-o", "log.jsonl")
    assert bare[0] > 1000
    assert probed == bare
