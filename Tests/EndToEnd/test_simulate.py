"""The command for scripts."""
import csv
import io
import json
import re

import pytest


def simulate(call, *arguments):
    answer = call("simulate", "producer-consumer", *arguments, "--json")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def test_the_program_of_the_guide_ends_after_five_seconds(call):
    summary = simulate(call, "--preset", "guide", "--until-finished")
    assert summary["virtualSeconds"] == 5
    assert summary["finished"] is True
    assert summary["items"]["produced"] == 5
    assert summary["items"]["consumed"] == 5
    assert summary["items"]["dropped"] == 0
    assert summary["items"]["lost"] == 0
    assert summary["tasks"]["cancelled"] == 1
    assert summary["tasks"]["failed"] == 0
    assert summary["tasks"]["live"] == 0
    assert summary["warnings"] == []


def test_equal_seeds_give_equal_logs_and_other_seeds_do_not(call, tmp_path):
    logs = []
    for name, seed in [("a", "7"), ("b", "7"), ("c", "8")]:
        simulate(call, "--for", "60s", "--seed", seed, "--record", name)
        logs.append(re.sub(r'"started":"[^"]*"', "", (tmp_path / name).read_text()))
    assert logs[0] == logs[1]
    assert logs[0] != logs[2]


def test_a_log_does_not_change_the_run(call, tmp_path):
    silent = simulate(call, "--for", "60s")
    logged = simulate(call, "--for", "60s", "--record", "log")
    assert silent == logged


def test_csv_has_the_same_figures(call):
    summary = simulate(call, "--for", "60s")
    answer = call("simulate", "producer-consumer", "--for", "60s", "--csv")
    [row] = csv.DictReader(io.StringIO(answer.stdout))
    assert row["digest"] == summary["digest"]
    assert int(row["items.produced"]) == summary["items"]["produced"]


@pytest.mark.parametrize("pitfall, lint", [
    ("no-task-done", "deadlock"), ("no-cancel", "task-outlives-parent"),
])
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_lints_fire_only_with_the_pitfall(call, pitfall, lint, seed):
    program = ["--set", "items=20", "--set", "consume-time=exponential:500ms", "--seed", seed]
    broken = simulate(call, *program, "--pitfall", pitfall, "--for", "10m")
    assert lint in [warning["lint"] for warning in broken["warnings"]]
    fixed = simulate(call, *program, "--for", "10m")
    assert fixed["warnings"] == []


def test_a_knob_set_at_an_instant_takes_effect_then(call):
    summary = simulate(
        call, "--for", "60s", "--set", "producers=1", "--set", "producers=0@30s",
        "--set", "produce-time=1s", "--set", "consume-time=100ms")
    assert summary["items"]["produced"] == 30 or summary["items"]["produced"] == 31


SCENARIOS = [
    "coroutine", "tasks", "producer-consumer", "resource", "errors", "timeouts", "batching", "pool",
    "shutdown", "blocking", "service",
]


def test_list_names_all_scenarios_with_everything_about_them(call):
    scenarios = json.loads(call("list", "--json").stdout)
    assert [scenario["name"] for scenario in scenarios] == SCENARIOS
    for scenario in scenarios:
        assert [preset["name"] for preset in scenario["presets"]] == ["live", "guide"]
        assert scenario["pitfalls"]
        people = call("list", scenario["name"]).stdout
        for knob in scenario["knobs"]:
            assert all(knob[key] is not None for key in ("unit", "range", "step", "default", "help"))
            assert knob["name"] in people
        assert max(map(len, people.splitlines())) <= 80


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_scenario_repeats_and_has_findings_only_with_pitfalls(call, scenario):
    def run(*arguments):
        answer = call("simulate", scenario, "--for", "60s", "--json", *arguments)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    pitfalls = next(s for s in json.loads(call("list", "--json").stdout) if s["name"] == scenario)
    right = run()
    assert right == run()
    assert json.loads(right)["warnings"] == []
    for pitfall in pitfalls["pitfalls"]:
        wrong = run("--pitfall", pitfall["name"])
        assert wrong == run("--pitfall", pitfall["name"])
        assert json.loads(wrong)["warnings"] != []
