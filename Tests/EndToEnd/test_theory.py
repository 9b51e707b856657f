"""The figures agree with queueing theory, within three per cent."""
import json
import math

import pytest

BASE = [
    "--set", "producers=1", "--set", "produce-time=exponential:1s", "--set", "deadline=off",
    "--set", "shift=24h",
]


def simulate(call, hours, consumers, consume_time, capacity, *more):
    answer = call(
        "simulate", "producer-consumer", "--for", f"{hours}h", "--seed", "1", "--json", *BASE,
        "--set", f"consumers={consumers}", "--set", f"capacity={capacity}",
        "--set", f"consume-time=exponential:{consume_time}ms", *more)
    assert answer.returncode == 0, answer.stderr
    summary = json.loads(answer.stdout)
    return summary, summary["queues"][0]


def erlang_c(servers, load):
    """Returns the probability of waiting, and the mean wait in service times; the load is the
    number of busy servers."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    waits = last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)
    return waits, waits / (servers - load)


@pytest.mark.parametrize("consumers", [1, 4])
def test_waiting_without_a_limit(call, consumers):
    service = 0.8 * consumers
    _, wait = erlang_c(consumers, 0.8 * consumers)
    summary, queue = simulate(call, 500, consumers, int(1000 * service), "unlimited")
    assert queue["waitSeconds"]["mean"] == pytest.approx(wait * service, rel=0.03)
    assert queue["meanDepth"] == pytest.approx(wait * service, rel=0.03)
    assert summary["latencySeconds"]["mean"] == pytest.approx((wait + 1) * service, rel=0.03)


@pytest.mark.parametrize("consumers, places", [(1, 4), (3, 5)])
def test_losing_with_a_limit(call, consumers, places):
    service = 0.9 * consumers
    load = service
    weights = [1.0]
    for number in range(1, consumers + places + 1):
        weights.append(weights[-1] * load / min(number, consumers))
    shares = [weight / sum(weights) for weight in weights]
    depth = sum(max(number - consumers, 0) * share for number, share in enumerate(shares))
    summary, queue = simulate(
        call, 300, consumers, int(1000 * service), places, "--set", "overflow=drop-newest")
    items = summary["items"]
    offered = items["dropped"] + queue["puts"]
    assert items["dropped"] / offered == pytest.approx(shares[-1], rel=0.03)
    assert queue["meanDepth"] == pytest.approx(depth, rel=0.03)
