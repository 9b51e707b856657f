"""The dashboard over a real program while it runs."""
import json
import os
import signal
import socket
import subprocess
import threading

import pytest

from test_commands import type_command
from test_replay import leave
from watched import BLOCKING, events, programs, watch  # noqa: F401 (a fixture)

WIDE = (120, 40)


def test_programs_are_listed(call, programs):  # noqa: F811
    process = programs.start("shop.py")
    (row,) = json.loads(call("watch", "--json").stdout)
    assert row["pid"] == process.pid
    assert (row["program"], row["state"], row["level"], row["tasks"]) == ("shop.py", "ready", "steps", 4)
    assert row["command"] == ["shop.py"]
    assert row["socket"] == str(programs.socket(process))
    head, line = call("watch").stdout.splitlines()
    assert head.split()[:5] == ["PID", "STATE", "LEVEL", "TASKS", "PROGRAM"]
    assert line.split()[:5] == [str(process.pid), "ready", "steps", "4", "shop.py"]


def test_nothing_to_list_is_no_error(call, programs):  # noqa: F811
    result = call("watch")
    assert (result.returncode, result.stdout) == (0, "")
    assert "No program can be watched." in result.stderr
    assert json.loads(call("watch", "--json").stdout) == []


def test_the_socket_of_a_killed_program_is_listed_as_stale_and_removed(call, programs):  # noqa: F811
    process = programs.start("shop.py")
    process.kill()
    process.wait()
    result = call("watch", str(process.pid))
    assert result.returncode == 3
    assert "Nothing is listening at" in result.stderr
    # What other weirs left behind is removed as well, and nothing else.
    folder = programs.runtime / "weir"
    for name in [f"weir-{process.pid}", "file"]:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(folder / name))
        server.close()
    (folder / f"attach-{process.pid}.py").write_text("")
    assert call("watch").stdout.splitlines()[1].split()[:2] == [str(process.pid), "stale"]
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert "it has no probe" in call("watch", str(process.pid)).stderr


def test_a_stopped_program_is_listed_as_silent(call, programs):  # noqa: F811
    process = programs.start("shop.py")
    process.send_signal(signal.SIGSTOP)
    # More often than it has room for connections.
    for _ in range(4):
        assert call("watch").stdout.splitlines()[1].split()[:5] == [str(process.pid), "silent", "-", "-", "shop.py"]
    for words in [[str(process.pid)], ["shop.py"], ["--raw", str(process.pid)]]:
        result = call("watch", *words)
        assert result.returncode == 3
        assert "does not answer" in result.stderr
    process.send_signal(signal.SIGCONT)
    programs.wait_until(lambda: "ready" in call("watch").stdout, "it to continue")


def test_a_raw_log_that_does_not_begin_is_given_up(call, programs):  # noqa: F811
    process = programs.start("shop.py")
    process.send_signal(signal.SIGSTOP)
    result = call("watch", "--raw", str(process.pid))
    assert result.returncode == 3
    assert "does not answer" in result.stderr


def test_an_open_folder_is_not_used(call, programs):  # noqa: F811
    process = programs.start("shop.py")
    (programs.runtime / "weir").chmod(0o755)
    result = call("watch")
    assert result.stdout == ""
    assert "is not private" in result.stderr
    assert "is not private" in call("watch", str(process.pid)).stderr


def test_links_and_files_are_refused(call, programs, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    (tmp_path / "link.sock").symlink_to(programs.socket(process))
    (tmp_path / "file.sock").write_text("")
    for name in ["link.sock", "file.sock"]:
        result = call("watch", name)
        assert result.returncode == 3
        assert f"'{name}' is not a socket." in result.stderr


@pytest.mark.parametrize("words, text", [
    (["nothere.py"], "No program named 'nothere.py' can be watched. 'weir watch' lists"),
    (["shop.pz"], "Did you mean 'shop.py'?"),
    (["999999"], "Process 999999 can't be watched: it has no probe."),
    (["no/such.sock"], "weir can't connect to 'no/such.sock'"),
])
def test_what_is_not_there_is_an_error(call, programs, words, text):  # noqa: F811
    programs.start("shop.py")
    result = call("watch", *words)
    assert result.returncode == 3
    assert text in result.stderr


@pytest.mark.parametrize("words", [
    ["--level", "waits"], ["--raw"], ["--json", "shop.py"], ["--level", "much", "shop.py"],
    ["one", "two"],
])
def test_wrong_usage_is_refused(call, programs, words):  # noqa: F811
    result = call("watch", *words)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("weir: ") and result.stderr.count("\n") == 1


def test_an_ambiguous_name_lists_the_programs(call, programs):  # noqa: F811
    one, other = programs.start("shop.py"), programs.start("shop.py")
    result = call("watch", "shop")
    assert result.returncode == 3
    for process in [one, other]:
        assert f"{process.pid} (shop.py)" in result.stderr


@pytest.mark.parametrize("how", ["name", "stem", "number", "socket"])
def test_a_program_is_watched_until_it_ends(start, programs, how):  # noqa: F811
    process = programs.start("shop.py")
    socket_path = str(programs.socket(process))
    word = {"name": "shop.py", "stem": "shop", "number": str(process.pid), "socket": socket_path}[how]
    terminal = start("watch", word, size=WIDE)
    terminal.wait_for("● CONNECTED")
    assert f"pid {process.pid}" in terminal.text
    before = events(terminal)
    terminal.wait_until(lambda: events(terminal) > before, "more events")
    process.terminate()
    process.wait()
    terminal.wait_for("⊘ CUT" if how == "number" else "◌ RECONNECTING")
    leave(terminal)


def test_the_end_of_a_program_is_no_cut(start, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    process.send_signal(signal.SIGINT)
    process.wait()
    terminal.wait_for("■ END")
    leave(terminal)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_that_is_ended_again_and_again_is_shown_again(start, programs, number):  # noqa: F811
    process = programs.start("shop.py")
    terminal = start("watch", "shop.py", size=WIDE)
    terminal.wait_for("● CONNECTED")
    for _ in range(4):
        # Nothing else takes the file of the old socket.
        process.send_signal(number)
        process.wait()
        terminal.wait_for("◌ RECONNECTING")
        process = programs.start("shop.py")
        terminal.wait_for(f"pid {process.pid}")
        terminal.wait_for("● CONNECTED")
        assert programs.socket(process).name in terminal.text
    leave(terminal)


def watch_until_it_is_killed(start, programs):  # noqa: F811
    """The terminal with weir, which has watched a program and waits for it to start again."""
    program = programs.start("shop.py")
    terminal = start("watch", "shop.py", size=WIDE)
    terminal.wait_for("● CONNECTED")
    program.kill()
    program.wait()
    terminal.wait_for("◌ RECONNECTING")
    return terminal


def test_a_program_that_another_weir_leaves_is_shown_again(start, programs):  # noqa: F811
    terminal = watch_until_it_is_killed(start, programs)
    terminal.send(signal.SIGSTOP)
    second = programs.start("shop.py")
    other = start("watch", str(second.pid), size=WIDE)
    other.wait_for("● CONNECTED")
    terminal.send(signal.SIGCONT)
    terminal.pause(1)
    leave(other)
    terminal.wait_for("● CONNECTED")
    leave(terminal)


def test_a_program_that_starts_again_is_shown_again(start, programs):  # noqa: F811
    terminal = watch_until_it_is_killed(start, programs)
    terminal.wait_for("waiting for it to start again")
    # Another program that starts meanwhile is not the one.
    programs.start("other.py")
    second = programs.start("shop.py")
    terminal.wait_for("● CONNECTED")
    terminal.wait_for(f"pid {second.pid}")
    before = events(terminal)
    terminal.wait_until(lambda: events(terminal) > before, "more events")
    leave(terminal)


def test_a_socket_is_connected_again(start, programs, tmp_path):  # noqa: F811
    first = programs.start("shop.py", "-o", "unix:shop.sock")
    programs.wait_until((tmp_path / "shop.sock").exists, "the socket")
    terminal = start("watch", "shop.sock", size=WIDE)
    terminal.wait_for("● CONNECTED")
    first.kill()
    first.wait()
    terminal.wait_for("◌ RECONNECTING")
    second = programs.start("shop.py", "-o", "unix:shop.sock")
    terminal.wait_for(f"pid {second.pid}")
    terminal.wait_for("● CONNECTED")
    leave(terminal)


def test_a_second_weir_is_turned_away(start, call, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    assert call("watch").stdout.splitlines()[1].split()[1:5] == ["watched", "-", "-", "shop.py"]
    for word in [str(process.pid), "shop.py", "shop"]:
        result = call("watch", word)
        assert result.returncode == 3
        assert "another weir watches it" in result.stderr
    leave(terminal)


def test_a_killed_weir_leaves_the_program_alone(start, call, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    terminal.send(signal.SIGKILL)
    terminal.wait_for_end()
    programs.wait_until(lambda: "ready" in call("watch").stdout, "another reader to be let in")
    assert process.poll() is None


def test_a_blocked_loop_is_named_with_its_line(start, programs):  # noqa: F811
    process = programs.start("block.py", text=BLOCKING)
    terminal = start("watch", str(process.pid), size=WIDE)
    terminal.wait_for("▣ BLOCKED")
    line = BLOCKING.splitlines().index("    time.sleep(60)  # Blocks the loop.") + 1
    terminal.wait_for(f"blocked in block.py:{line}")
    before = terminal.text
    # Time goes on, since the probe gives signs of life.
    terminal.wait_until(lambda: terminal.text != before, "time to go on")
    leave(terminal)


def test_a_stopped_program_is_not_heard_from(start, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    process.send_signal(signal.SIGSTOP)
    terminal.wait_for("◌ SILENT 3s")
    terminal.wait_for("not heard from for")
    process.send_signal(signal.SIGCONT)
    terminal.wait_for("● CONNECTED")
    leave(terminal)


def test_a_pause_stops_the_picture_and_not_the_program(start, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    terminal.press("Space")
    terminal.wait_for("PAUSED")
    before = events(terminal)
    terminal.wait_for_match(r"\d new, End to follow")
    assert events(terminal) == before
    type_command(terminal, "goto 0s")
    terminal.wait_until(lambda: events(terminal) < before, "an earlier place")
    os.write(terminal.controller, b"\x1b[F")
    terminal.wait_for("● CONNECTED")
    terminal.wait_until(lambda: events(terminal) > before, "the present")
    leave(terminal)


@pytest.mark.parametrize("key, text", [
    ("d", "there are no knobs to turn"), ("p", "no presets and seeds"), ("X", "no presets and seeds"),
    ("b", "no pitfalls to switch"), ("x", "can't be restarted from here"),
    ("y", "can't be opened again"), ("O", "Only a program that weir has started"), ("m", "Markers belong to runs that can be repeated"),
])
def test_keys_without_a_meaning_say_why(start, programs, key, text):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    terminal.press(key)
    terminal.wait_for(text)
    leave(terminal)


def test_a_level_is_asked_for(call, programs, weir, environment, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    reader = subprocess.Popen(
        [weir, "watch", "--raw", "--level", "counts", str(process.pid)], env=environment, cwd=tmp_path,
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    header = json.loads(reader.stdout.readline())
    assert header["pid"] == process.pid
    kinds = [json.loads(reader.stdout.readline())["e"] for _ in range(100)]
    process.send_signal(signal.SIGINT)
    lines = reader.stdout.read().splitlines()
    assert json.loads(lines[-1])["e"] == "end"
    assert reader.wait(20) == 0
    assert "snapshotBegan" in kinds
    assert "taskSuspended" not in [json.loads(line)["e"] for line in lines[-200:]]


def test_a_raw_log_is_shown_by_another_weir(start, programs, weir, environment, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    sender = subprocess.Popen(
        [weir, "watch", "--raw", str(process.pid)], env=environment, cwd=tmp_path,
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    terminal = start("replay", "--follow", "-", size=WIDE, stdin=sender.stdout)
    terminal.wait_for("▾ FOLLOWING")
    before = events(terminal)
    terminal.wait_until(lambda: events(terminal) > before, "more events")
    leave(terminal)
    sender.stdout.close()
    programs.wait_until(lambda: sender.poll() is not None, "the sender to end")


@pytest.mark.parametrize("answer, text", [
    (b"", "another weir watches it"), (b"HTTP/1.1 400\r\n\r\n", "is not a probe"),
    (b"\x00" * 200_000, "is not a probe"), (b'{"weir":9}\n', "has version 9 of the format"),
])
def test_what_is_no_probe_is_refused(call, programs, tmp_path, answer, text):  # noqa: F811
    path = tmp_path / "other.sock"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen(1)

    def serve():
        connection, _ = server.accept()
        try:
            connection.sendall(answer)
        except OSError:
            pass
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    result = call("watch", "other.sock")
    thread.join()
    assert result.returncode == 3
    assert result.stderr.startswith("weir: ") and result.stderr.count("\n") == 1
    assert text in result.stderr


def test_a_silent_socket_is_given_up(call, programs, tmp_path):  # noqa: F811
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "mute.sock"))
    server.listen(1)
    result = call("watch", "mute.sock")
    assert result.returncode == 3
    assert "does not answer" in result.stderr


def test_a_probe_that_has_turned_itself_off_is_listed_as_off(call, programs):  # noqa: F811
    folder = programs.runtime / "weir"
    folder.mkdir(mode=0o700)
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / f"{os.getpid()}.sock"))
    server.listen(1)
    os.chmod(folder / f"{os.getpid()}.sock", 0o600)
    left = threading.Event()

    def serve():
        connection, _ = server.accept()
        header = {
            "weir": 2, "source": "asyncio", "clock": "real", "program": "off.py", "pid": os.getpid(), "level": "steps",
            "version": "1", "scenario": "off.py", "started": "2026-11-22T09:00:00Z"}
        pulse = {"t": 1, "e": "pulse", "written": 0, "lost": 0, "faults": 100}
        connection.sendall("".join(json.dumps(line) + "\n" for line in [header, pulse]).encode())
        # It describes nothing, and stays connected until its reader leaves.
        connection.recv(1)
        left.set()
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    line = call("watch").stdout.splitlines()[1]
    thread.join()
    assert left.is_set()
    assert line.split()[:5] == [str(os.getpid()), "off", "steps", "-", "off.py"]
