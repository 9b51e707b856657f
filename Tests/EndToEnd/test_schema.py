"""Recorded logs match the JSON Schema of the format, and the schema refuses invalid lines."""
import json
import os

import pytest

from conftest import PROJECT

try:
    import jsonschema
except ImportError:
    if os.environ.get("CI"):
        raise
    jsonschema = None

pytestmark = pytest.mark.skipif(
    jsonschema is None, reason="jsonschema is missing. Install the package python3-jsonschema.")

SCHEMA = json.loads((PROJECT / "Docs" / "session-log.schema.json").read_text())
CONFORMANCE = PROJECT / "Tests" / "Conformance"


@pytest.fixture(scope="module")
def validators():
    """One validator per kind and for the header: selecting by kind is ten times as fast as using
    the whole schema."""
    cls = jsonschema.Draft202012Validator
    cls.check_schema(SCHEMA)
    return {kind: cls(definition) for kind, definition in SCHEMA["$defs"].items()}


@pytest.fixture(scope="module")
def whole():
    return jsonschema.Draft202012Validator(SCHEMA)


def problems(validators, line):
    value = json.loads(line)
    validator = validators.get("header" if "weir" in value else value.get("e"))
    if validator is None:
        return [f"there is no kind {value.get('e')}"]
    return [error.message for error in validator.iter_errors(value)]


def expect_valid(validators, path):
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        assert problems(validators, line) == [], f"line {number}: {line}"
    return len(text.splitlines())


def scenarios(call):
    return [line.split("  ")[0] for line in call("list").stdout.splitlines()]


def test_a_log_of_each_scenario_is_valid(call, tmp_path, validators):
    names = scenarios(call)
    assert len(names) >= 11
    for name in names:
        path = tmp_path / name
        answer = call("simulate", name, "--for", "3s", "--seed", "7", "--record", str(path))
        assert answer.returncode == 0, answer.stderr
        assert expect_valid(validators, path) > 10


def test_a_log_of_each_pitfall_is_valid(call, tmp_path, validators):
    kinds = set()
    for scenario in json.loads(call("list", "--json").stdout):
        for pitfall in scenario["pitfalls"]:
            name = f"{scenario['name']}-{pitfall['name']}"
            answer = call(
                "simulate", scenario["name"], "--pitfall", pitfall["name"], "--for", "2s",
                "--seed", "7", "--record", name)
            assert answer.returncode == 0, answer.stderr
            expect_valid(validators, tmp_path / name)
            kinds |= {json.loads(line).get("e") for line in (tmp_path / name).open()}
    assert "resourceLeaked" in kinds or "errorUnobserved" in kinds


def test_inputs_and_findings_are_valid(call, tmp_path, validators):
    answer = call(
        "simulate", "producer-consumer", "--for", "40s", "--seed", "7", "--set", "consumers=1@1s",
        "--set", "capacity=unlimited@35s", "--pitfall", "no-task-done@2s", "--pitfall", "none@30s",
        "--record", "log")
    assert answer.returncode == 0, answer.stderr
    expect_valid(validators, tmp_path / "log")
    kinds = {json.loads(line).get("e") for line in (tmp_path / "log").open()}
    assert {"parameterChanged", "pitfallSwitched", "warningRaised", "checkpoint", "end"} <= kinds


def clean_logs():
    """The conformance files of version 2 without anything to skip and without errors."""
    for path in sorted(CONFORMANCE.glob("*.expected.json")):
        reading = json.loads(path.read_text())
        if reading["error"] or reading["skipped"] or reading["isCut"]:
            continue
        if reading["header"]["format"] == 2 and path.name != "styles.expected.json":
            yield path.name.removesuffix(".expected.json")


@pytest.mark.parametrize("name", clean_logs())
def test_logs_of_other_programs_are_valid(name, validators):
    expect_valid(validators, CONFORMANCE / f"{name}.jsonl")


WRONG = [
    ({"t": 1, "e": "taskResumed"}, "'task' is a required property"),
    ({"t": 1, "e": "taskResumed", "task": -1}, "-1 is less than the minimum of 0"),
    ({"t": 1, "e": "taskResumed", "task": 2**32}, "is greater than the maximum"),
    ({"t": 1, "e": "taskResumed", "task": "1"}, "is not of type 'integer'"),
    ({"t": 1, "e": "taskResumed", "task": 1, "mood": 2}, "'mood' was unexpected"),
    ({"e": "taskResumed", "task": 1}, "'t' is a required property"),
    ({"t": 1, "task": 1}, "'e' is a required property"),
    ({"t": 1, "e": "taskYawned", "task": 1}, "'taskYawned' is not one of"),
    ({"t": 1, "e": "taskFinished", "task": 1, "outcome": "lost"}, "'lost' is not one of"),
    ({"t": 1, "e": "taskSuspended", "task": 1, "why": "sleep"}, "'until' is a required property"),
    ({"t": 1, "e": "taskSuspended", "task": 1, "why": "offload", "queue": 1}, "False schema"),
    ({"t": 1, "e": "taskSuspended", "task": 1, "why": "other", "on": "lock", "file": "a.c"},
     "'line' is a dependency of 'file'"),
    ({"t": 1, "e": "end", "events": 1, "digest": "9F3A", "reason": "quit"}, "does not match"),
    ({"weir": 1}, "2 was expected"),
    ({"weir": 2, "version": "1", "scenario": "a", "started": "now"}, "'seed' is a required property"),
    ({"weir": 2, "version": "1", "scenario": "a", "started": "now", "clock": "sun"},
     "'sun' is not one of"),
    ([], "is not of type 'object'"),
]


@pytest.mark.parametrize("value, message", WRONG, ids=lambda value: json.dumps(value)[:60])
def test_an_invalid_line_is_refused_with_its_error(value, message, whole):
    messages = [error.message for error in whole.iter_errors(value)]
    assert any(message in text for text in messages), messages


RIGHT = [
    {"t": 1, "e": "taskResumed", "task": 1, "since": 0},
    {"t": 1, "e": "taskSuspended", "task": 1, "why": "children", "tasks": [1, 2]},
    {"t": 1, "e": "taskSuspended", "task": 1, "why": "children"},
    {"t": 2, "e": "snapshotBegan", "lost": 0, "since": 1},
    {"t": 2, "e": "end", "events": 0, "reason": "exited"},
    {"weir": 2, "version": "1", "scenario": "a", "started": "now", "clock": "real"},
]


@pytest.mark.parametrize("value", RIGHT, ids=json.dumps)
def test_a_valid_line_is_accepted(value, whole):
    assert [error.message for error in whole.iter_errors(value)] == []
