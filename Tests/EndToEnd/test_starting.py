"""Programs that weir starts under the probe."""
import json
import os
import re
import signal
import sys

import pytest

from test_commands import type_command
from test_replay import leave
from watched import DEADLOCK, PROBE, SHOP, events, programs, watch  # noqa: F401 (a fixture)

WIDE = (120, 40)

TALKING = SHOP.replace("async def main():", '''async def main():
    print("hello", flush=True)
    print("\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07\\xff", file=sys.stderr, flush=True)''')

SHORT = '''
import asyncio, sys

async def main():
    await asyncio.gather(*(asyncio.sleep(0.01) for _ in range(5)))

asyncio.run(main())
print("done")
sys.exit(3)
'''

# It ends although two tasks wait for each other.
STUCK = DEADLOCK.format(limit=2)


def start_program(start, programs, text, *options, command=None, name="shop.py", **others):  # noqa: F811
    programs.write(name, text)
    return start("watch", *options, "--", *(command or [sys.executable, name]), size=WIDE, **others)


def test_a_started_program_is_shown_from_its_first_event(start, programs):  # noqa: F811
    terminal = start_program(start, programs, SHORT)
    terminal.wait_for("■ END")
    terminal.wait_for("ended with exit code 3")
    assert events(terminal) > 30
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert "'shop.py' ended with exit code 3." in terminal.text
    path = re.search(r"Its output is in '([^']*)'", terminal.text.replace("\n", ""))[1]
    assert open(path).read() == "done\n"


def test_its_output_has_a_page(start, programs):  # noqa: F811
    terminal = start_program(start, programs, TALKING)
    terminal.wait_for("● CONNECTED")
    terminal.press("O")
    terminal.wait_for("hello")
    terminal.wait_for("red")
    assert "title" not in terminal.text and "[31m" not in terminal.text
    terminal.press("Esc")
    terminal.wait_until(lambda: "hello" not in terminal.text, "the page to close")
    terminal.press("q")
    assert terminal.wait_for_end(20) == 0


def test_the_output_goes_to_a_named_file(start, programs, tmp_path):  # noqa: F811
    terminal = start_program(start, programs, SHORT, "--output", "shop.txt")
    terminal.wait_for("■ END")
    terminal.press("q")
    terminal.wait_for_end()
    assert (tmp_path / "shop.txt").read_text() == "done\n"
    assert (tmp_path / "shop.txt").stat().st_mode & 0o777 == 0o600
    again = start_program(start, programs, SHORT, "--output", "shop.txt")
    assert again.wait_for_end() == 3
    assert "The file 'shop.txt' already exists." in again.text


def test_a_named_file_is_replaced_once_the_program_has_started(start, programs, tmp_path):  # noqa: F811
    file = tmp_path / "shop.txt"
    file.write_text("old")
    options = ["--output", "shop.txt", "--overwrite"]
    terminal = start("watch", *options, "--", "no-such-command", size=WIDE)
    assert terminal.wait_for_end() == 2
    assert file.read_text() == "old"
    terminal = start_program(start, programs, SHORT, *options)
    terminal.wait_for("■ END")
    terminal.press("q")
    terminal.wait_for_end()
    assert file.read_text() == "done\n"
    assert list(tmp_path.glob("shop.txt?*")) == []


@pytest.mark.parametrize("options", [[], ["--overwrite"]])
def test_the_output_replaces_nothing_but_a_file(start, programs, tmp_path, options):  # noqa: F811
    os.mkfifo(tmp_path / "pipe")
    terminal = start_program(start, programs, SHORT, "--output", "pipe", *options)
    assert terminal.wait_for_end() == 3
    assert "it is not a file" in terminal.text
    assert (tmp_path / "pipe").is_fifo()


def test_a_recording_that_cannot_begin_leaves_no_output(start, programs, tmp_path):  # noqa: F811
    terminal = start_program(start, programs, SHORT, "--output", "shop.txt", "-o", "no/log.jsonl")
    assert terminal.wait_for_end() == 3
    assert "there is no folder 'no'" in terminal.text
    assert not (tmp_path / "shop.txt").exists()


def test_quitting_interrupts_the_program(start, programs, tmp_path):  # noqa: F811
    text = SHOP.replace("asyncio.run(main())", '''
try:
    asyncio.run(main())
except KeyboardInterrupt:
    open("interrupted", "w").close()
''')
    terminal = start_program(start, programs, text)
    terminal.wait_for("● CONNECTED")
    pid = int(re.search(r"pid (\d+)", terminal.text)[1])
    terminal.press("q")
    assert terminal.wait_for_end(20) == 0
    assert (tmp_path / "interrupted").exists()
    assert "Interrupting 'shop.py'." in terminal.text
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_program_that_ignores_signals_is_ended_by_ctrl_c(start, programs):  # noqa: F811
    text = "import signal\nsignal.signal(2, signal.SIG_IGN)\n" + SHOP
    terminal = start_program(start, programs, text)
    terminal.wait_for("● CONNECTED")
    terminal.press("q")
    terminal.wait_for("Interrupting 'shop.py'.")
    terminal.press("Ctrl-C")
    terminal.wait_for("Terminating 'shop.py'.")
    assert terminal.wait_for_end(20) == 0
    assert "ended with signal TERM" in terminal.text


def test_the_keyboard_is_not_the_programs(start, programs, tmp_path):  # noqa: F811
    text = SHOP.replace("asyncio.run(main())", "open('read', 'w').write(repr(sys.stdin.read())); asyncio.run(main())")
    terminal = start_program(start, programs, text)
    terminal.wait_for("● CONNECTED")
    assert (tmp_path / "read").read_text() == "''"
    terminal.press("q")
    terminal.wait_for_end(20)


@pytest.mark.parametrize("form", ["script", "shell", "module", "shebang"])
def test_any_command_that_leads_to_python_is_watched(start, programs, tmp_path, form):  # noqa: F811
    command = {
        "script": [sys.executable, "-u", "shop.py"],
        "shell": ["sh", "-c", f"true; {sys.executable} shop.py; true"],
        "module": [sys.executable, "-m", "shop"],
        "shebang": ["./shop.py"],
    }[form]
    terminal = start_program(
        start, programs, f"#!{sys.executable}\n{SHOP}", command=["sh", "-c", "chmod +x shop.py; exec \"$@\"", "sh", *command])
    terminal.wait_for("● CONNECTED")
    terminal.wait_for("shop")
    terminal.press("q")
    assert terminal.wait_for_end(20) == 0


def test_the_next_process_is_shown_after_the_first(start, programs):  # noqa: F811
    terminal = start_program(
        start, programs, SHORT,
        command=["sh", "-c", f"{sys.executable} shop.py; sleep 1; {sys.executable} other.py"])
    programs.write("other.py", SHOP)
    terminal.wait_for("◌ RECONNECTING")
    terminal.wait_for("● CONNECTED")
    terminal.wait_for("serve")
    terminal.press("q")
    terminal.wait_for_end(20)


@pytest.mark.parametrize("command, code", [(["sh", "-c", "echo mine; exit 7"], 7), ([sys.executable, "-c", "print('mine')"], 0)])
def test_what_is_never_watched_is_an_error_and_its_output_is_visible(start, programs, command, code):  # noqa: F811
    terminal = start("watch", "--", *command, size=WIDE)
    assert terminal.wait_for_end() == 3
    assert "mine" in terminal.text
    text = terminal.text.replace("\n", "")
    assert f"ended with exit code {code}, and weir heard from no event loop of asyncio in it." in text
    assert "what it printed is above" in text


def test_an_isolated_program_is_not_heard_from(start, programs):  # noqa: F811
    text = SHORT.replace('print("done")\n', "")
    terminal = start_program(start, programs, text, command=[sys.executable, "-I", "shop.py"])
    assert terminal.wait_for_end() == 3
    text = terminal.text.replace("\n", "")
    assert "without its options -I, -E and -S; it printed nothing." in text
    assert list((programs.folder).glob("**/output/*")) == []


def test_what_a_process_in_the_background_prints_is_not_waited_for(start, programs):  # noqa: F811
    command = ["sh", "-c", "(while :; do echo more || exit; done) & echo $! > pid; sleep 0.5; exit 0"]
    terminal = start("watch", "--", *command, size=WIDE)
    try:
        assert terminal.wait_for_end(10) == 3
    finally:
        os.kill(int((programs.folder / "pid").read_text()), signal.SIGKILL)


def test_a_stopped_program_ends_at_once(start, programs):  # noqa: F811
    terminal = start_program(start, programs, "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)")
    terminal.wait_for("Waiting for an event loop")
    terminal.press("Ctrl-C")
    assert terminal.wait_for_end(5) == 130
    assert "Terminating" not in terminal.text


def test_a_program_has_no_terminal_that_could_stop_it(start, programs):  # noqa: F811
    terminal = start_program(start, programs, """
try:
    open("/dev/tty")
except OSError as error:
    print("no terminal")
""")
    assert terminal.wait_for_end(20) == 3
    assert "no terminal" in terminal.text


def test_a_command_that_does_not_exist_is_wrong_usage(start, programs):  # noqa: F811
    terminal = start("watch", "--", "no-such-command", size=WIDE)
    assert terminal.wait_for_end() == 2
    assert "'no-such-command' can't be started: no such file or directory." in terminal.text
    assert list((programs.folder).glob("**/output/*")) == []


def test_ctrl_c_before_an_event_loop_ends_the_command(start, programs):  # noqa: F811
    terminal = start("watch", "--", "sh", "-c", "echo here; sleep 100", size=WIDE)
    terminal.wait_for("here")
    terminal.press("Ctrl-C")
    assert terminal.wait_for_end(20) == 130
    assert "was interrupted before it started an event loop" in terminal.text


def test_a_missing_probe_says_how_to_install_it(start, programs):  # noqa: F811
    terminal = start("watch", "--", "true", size=WIDE, variables={"WEIR_PROBE_FOLDER": "/nowhere"})
    assert terminal.wait_for_end() == 3
    assert "The folder '/nowhere' does not have the probe" in terminal.text


def test_a_named_probe_folder_is_used(start, programs):  # noqa: F811
    programs.write("shop.py", SHORT)
    terminal = start(
        "watch", "--", sys.executable, "shop.py", size=WIDE, variables={"WEIR_PROBE_FOLDER": str(PROBE)})
    terminal.wait_for("■ END")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_the_log_is_recorded_from_the_first_event(start, programs, call, tmp_path):  # noqa: F811
    terminal = start_program(start, programs, SHORT, "-o", "run.jsonl")
    terminal.wait_for("■ END")
    count = events(terminal)
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    lines = (tmp_path / "run.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["program"] == "shop.py"
    assert json.loads(lines[-1]) == {**json.loads(lines[-1]), "e": "end", "events": len(lines) - 2, "reason": "exited"}
    assert len(lines) - 2 == count
    assert call("report", "run.jsonl").returncode == 0


def test_a_recording_has_the_whole_session(start, programs, call, tmp_path):  # noqa: F811
    terminal = start_program(start, programs, SHOP, "-o", "whole.jsonl")
    terminal.wait_for("● CONNECTED")
    terminal.wait_until(lambda: events(terminal) > 200, "some events")
    # A second one takes the place of the one from the start.
    type_command(terminal, "record late.jsonl")
    terminal.wait_for("Recording to late.jsonl")
    before = events(terminal)
    terminal.wait_until(lambda: events(terminal) > before + 100, "more events")
    terminal.press("r")
    terminal.wait_for("Recorded to late.jsonl")
    terminal.press("q")
    assert terminal.wait_for_end(20) == 0
    whole, late = ((tmp_path / name).read_text().splitlines() for name in ["whole.jsonl", "late.jsonl"])
    assert late[:len(whole) - 1] == whole[:-1] and len(late) > len(whole) + 100
    for lines in [whole, late]:
        end = json.loads(lines[-1])
        assert (end["e"], end["reason"], end["events"]) == ("end", "quit", len(lines) - 2)
    result = call("report", "late.jsonl")
    assert result.returncode == 0 and "remark" not in result.stderr
    again = start("replay", "late.jsonl", size=WIDE)
    again.wait_for("serve")
    leave(again)


def test_a_recording_of_a_program_that_is_connected_later_begins_with_its_snapshot(start, programs, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    terminal.press("r")
    terminal.wait_for("● REC")
    leave(terminal)
    (path,) = tmp_path.glob(f"weir-shop.py-{process.pid}*.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[1]["e"] == "snapshotBegan"
    assert (lines[-1]["e"], lines[-1]["reason"], lines[-1]["events"]) == ("end", "quit", len(lines) - 2)


@pytest.mark.parametrize("text", [SHORT, STUCK])
def test_a_program_that_has_ended_is_recorded_from_its_first_event(start, programs, call, tmp_path, text):  # noqa: F811
    terminal = start_program(start, programs, text, "-o", "whole.jsonl")
    terminal.wait_for("■ END")
    terminal.press("r")
    terminal.wait_for("Recorded to")
    terminal.wait_until(lambda: "REC" not in terminal.text, "the end of the recording")
    terminal.press("y")
    terminal.wait_for("Record it with r")
    terminal.press("q")
    assert terminal.wait_for_end(20) == 0
    (path,) = tmp_path.glob("weir-shop.py-*.jsonl")
    assert path.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    path.rename(folder / "sent.jsonl")
    first, sent = (json.loads(call("report", "--json", name).stdout) for name in ["whole.jsonl", "elsewhere/sent.jsonl"])
    assert sent == first
    assert [finding["lint"] for finding in sent["clearedWarnings"]] == (["deadlock"] if text == STUCK else [])
    again = start("replay", "elsewhere/sent.jsonl", size=WIDE)
    again.wait_for("■ END")
    leave(again)


def test_a_killed_program_is_recorded_up_to_its_last_line(start, programs, call, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    terminal.wait_until(lambda: events(terminal) > 100, "some events")
    process.kill()
    terminal.wait_for("⊘ CUT")
    count = events(terminal)
    type_command(terminal, "record cut.jsonl")
    terminal.wait_for("Recorded to cut.jsonl")
    leave(terminal)
    assert len((tmp_path / "cut.jsonl").read_text().splitlines()) - 1 >= count > 100
    assert "is cut after line" in call("report", "cut.jsonl").stderr


def test_a_recording_ends_with_the_program(start, programs, tmp_path):  # noqa: F811
    process = programs.start("shop.py")
    terminal = watch(start, process)
    terminal.press("r")
    terminal.wait_for("● REC")
    process.send_signal(signal.SIGINT)
    terminal.wait_for("Recorded to")
    (path,) = tmp_path.glob("weir-shop.py-*.jsonl")
    assert json.loads(path.read_text().splitlines()[-1])["reason"] == "exited"
    leave(terminal)


def test_a_recording_that_ends_early_is_kept(start, programs, tmp_path):  # noqa: F811
    terminal = start_program(start, programs, SHOP, "-o", "log.jsonl")
    terminal.wait_for("● CONNECTED")
    path = tmp_path / "log.jsonl"
    programs.wait_until(lambda: path.stat().st_size > 100_000, "a recording")
    path.chmod(0o400)
    terminal.wait_for("has stopped")
    terminal.press("q")
    assert terminal.wait_for_end(20) == 3
    assert path.stat().st_size > 100_000


def test_a_full_disk_ends_the_recording_and_not_the_watching(start, programs):  # noqa: F811
    process = programs.start("shop.py")
    terminal = start("watch", "-o", "/dev/full", str(process.pid), size=WIDE)
    terminal.wait_for("has stopped")
    before = events(terminal)
    terminal.wait_until(lambda: events(terminal) > before, "more events")
    terminal.press("q")
    assert terminal.wait_for_end() == 3


def test_a_killed_weir_leaves_the_program_it_started_alone(start, programs, call):  # noqa: F811
    terminal = start_program(start, programs, TALKING)
    terminal.wait_for("● CONNECTED")
    pid = int(re.search(r"pid (\d+)", terminal.text)[1])
    terminal.send(signal.SIGKILL)
    terminal.wait_for_end()
    try:
        programs.wait_until(lambda: "ready" in call("watch").stdout, "another reader to be let in")
        os.kill(pid, 0)
    finally:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("words", [
    ["shop.py", "--", "true"], ["--json", "--", "true"], ["--raw", "--", "true"], ["--output", "x", "shop.py"],
    ["--overwrite", "shop.py"], ["-o", "x"], ["--"],
])
def test_wrong_usage_is_refused(call, programs, words):  # noqa: F811
    result = call("watch", *words)
    if words == ["--"]:
        assert result.returncode == 0
        return
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("weir: ") and result.stderr.count("\n") == 1
