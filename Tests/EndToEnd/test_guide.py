"""The guide presets end when the guide's own programs end under Python's asyncio."""
import json
import sys

import pytest

if sys.version_info < (3, 11):
    pytest.skip("asyncio.timeout needs Python 3.11 or later.", allow_module_level=True)

import guide_programs as guide

PROGRAMS = [
    ("coroutine", guide.example_coroutine, 1),
    ("tasks", guide.create_tasks, 1),
    ("producer-consumer", guide.produce_and_consume, 5),
    ("resource", guide.use_resource, 2),
    ("timeouts", guide.with_timeout, 5),
    ("batching", guide.process_batch, 0.1),
]


@pytest.mark.parametrize("scenario, program, seconds", PROGRAMS, ids=[p[0] for p in PROGRAMS])
def test_a_guide_preset_ends_when_the_guides_program_ends(call, scenario, program, seconds):
    _, end = guide.run(program)
    assert end == pytest.approx(seconds, abs=1e-9)
    answer = call("simulate", scenario, "--preset", "guide", "--until-finished", "--json")
    assert answer.returncode == 0, answer.stderr
    summary = json.loads(answer.stdout)
    assert summary["finished"] is True
    assert summary["virtualSeconds"] == pytest.approx(end, abs=1e-9)
    assert summary["warnings"] == []


def test_the_programs_of_the_guide_do_what_it_says_under_asyncio():
    assert guide.run(guide.produce_and_consume)[0] == [0, 1, 2, 3, 4]
    assert guide.run(guide.with_timeout)[0] == "timed out"
    assert guide.run(guide.process_batch)[0] == [item * 2 for item in range(10)]
