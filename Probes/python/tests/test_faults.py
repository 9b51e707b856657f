"""Faults of the probe are counted, and never reach the program."""

import time

import pytest
from conftest import Log
from readers import Reader, socket_path

BROKEN = """
    import asyncio, weir_probe
    def fail(*arguments, **options): raise RuntimeError("a fault of the probe")
    weir_probe.{function} = fail
    async def consume(jobs, lock):
        while True:
            await jobs.get()
            async with lock: await asyncio.sleep(0)
            jobs.task_done()
    async def main():
        jobs, lock = asyncio.Queue(3), asyncio.Lock()
        tasks = [asyncio.create_task(consume(jobs, lock)) for _ in range(3)]
        for item in range({items}): await jobs.put(item)
        await jobs.join()
        await asyncio.sleep(1.2)
        for task in tasks: task.cancel()
        print(await asyncio.gather(*tasks, return_exceptions=True))
    asyncio.run(main())
    """
FUNCTIONS = [
    "_stand",
    "_place",
    "_rank",
    "_quoted",
    "_task_text",
    "_number",
    "_note_of",
    "_now",
    "_current_number",
    "_current_task",
    "_origin",
    "_report",
    "_note_suspension",
    "_emit",
    "_append",
    "_loop_note",
    "_attach_note",
    "_assigned_name",
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_fault_does_not_reach_the_program(place, function):
    environment = {"WEIR_PROBE_DEBUG": ""}
    script = place.script(BROKEN.format(function=function, items=5))
    bare = place.run(script)
    result = place.run(script, out="log.jsonl", environment=environment)
    assert (result.stdout, result.stderr) == (bare.stdout, bare.stderr)
    assert result.returncode == 0


@pytest.mark.parametrize("function", ["_note_suspension", "_current_task"])
def test_a_hundred_faults_turn_the_probe_off(place, function):
    script = place.script(BROKEN.format(function=function, items=300))
    result = place.run(script, out="log.jsonl", environment={"WEIR_PROBE_DEBUG": ""})
    assert result.returncode == 0
    log = Log((place.folder / "log.jsonl").read_text())
    pulse = log.kinds("pulse")[-1]
    assert pulse["faults"] == 100
    assert log.lines[-1]["e"] == "end"
    after = log.lines[log.lines.index(pulse) + 1 :]
    assert {line["e"] for line in after} <= {"pulse", "end"}
    instants = [line["t"] for line in log.lines]
    assert instants == sorted(instants)


def test_a_probe_that_is_off_lets_no_reader_in(place):
    script = place.script(BROKEN.format(function="_note_suspension", items=300))
    process = place.start(script, out="unix", environment={"WEIR_PROBE_DEBUG": ""})
    path = socket_path(place, process)
    first = Reader(path).read_for(0.8)
    first.close()
    assert process.communicate()[1] == ""
    assert process.returncode == 0


def test_without_descriptors_a_reader_waits_and_the_probe_sleeps(place):
    script = place.script(
        """
        import asyncio, os, resource, sys
        async def main():
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            taken = []
            try:
                while True: taken.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                print("ready", flush=True)
            await asyncio.sleep(0.1)
            begin = os.times()
            sys.stdin.readline()
            end = os.times()
            print(end.user + end.system - begin.user - begin.system, flush=True)
            os.close(taken.pop())
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        asyncio.run(main())
        """
    )
    process = place.start(script, out="unix")
    path = socket_path(place, process)
    assert process.stdout.readline() == "ready\n"
    reader = Reader(path)
    time.sleep(2)
    process.stdin.write("\n")
    process.stdin.flush()
    assert float(process.stdout.readline()) < 0.1
    reader.read_until('"snapshotEnded"')
    assert process.communicate("\n") == ("", "")
