"""Whatever is in place of a file that weir reads, it ends quickly, uses little memory, and says
which line is wrong and why."""
import os
import subprocess
import tempfile

import pytest

from test_commands import type_command
from test_errors import expect_error

SLOTS = "".join(f"base0{slot:X}: '{slot:02x}{slot:02x}{slot:02x}'\n" for slot in range(16))


def bomb(end):
    names = "abcdefghij"
    lines = [f"{name}: &{name} [{', '.join([f'*{names[level - 1]}' if level else 'x'] * 10)}]\n"
             for level, name in enumerate(names)]
    return "".join(lines) + end


# The contents of the file, the message about it, and the line if there is one.
CONTENTS = {
    "aliases as a key": (bomb("? *j\n: 1\n"), "expand to too many values", 3),
    "aliases as a value": (bomb("k: *j\n"), "expand to too many values", 3),
    "an alias of itself": ("a: &a [*a]\n", "undefined alias", 1),
    "deep lists": ("[" * 50_000, "nested too deeply", 1),
    "deep mappings": ("a:\n" + "".join(" " * level + "a:\n" for level in range(1, 300)), "", None),
    "an endless line": ("x" * 5_000_000, "64 KiB", 1),
    "a huge file": ("# remark\n" * 1_000_000, "64 KiB", 1),
    "two documents": ("name: a\n---\nname: b\n", "another document", 2),
    "a zero byte": ("name: a\nauthor: \0\n", "\\u{0}", 2),
    "a control character": ("name: a\nauthor: \x1b[31m\n", "\\u{1b}", 2),
    "no UTF-8": (b"name: a\nauthor: \xff\n", "not UTF-8", 2),
    "UTF-16": ("name: a\n".encode("utf-16"), "UTF-16", 1),
    "a merge": ("b: &b {x: 1}\n<<: *b\n", "<<", 2),
    "a key twice": ("name: a\nauthor: b\nname: c\n", "name", None),
}


@pytest.fixture
def measure(weir, environment, tmp_path):
    """Runs the program to its end, for a few seconds at most, and measures its memory."""

    def measure(*arguments):
        process = subprocess.Popen(
            [weir, *arguments], env=environment, cwd=tmp_path, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            stdout, stderr = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        peak = max_rss(weir, arguments)
        return process.returncode, stdout, stderr, peak

    def max_rss(weir, arguments):
        process = subprocess.Popen(
            [weir, *arguments], env=environment, cwd=tmp_path, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return os.wait4(process.pid, 0)[2].ru_maxrss

    return measure


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("name", CONTENTS)
def test_a_hostile_scheme_file_is_refused(measure, tmp_path, name):
    content, reason, line = CONTENTS[name]
    file = tmp_path / ".config" / "weir" / "themes" / "bad.yaml"
    put(file, content)
    code, stdout, stderr, memory = measure("themes", "bad")
    expect_error(stdout, stderr, 3, code, reason, f"bad.yaml:{line}:" if line else "bad.yaml:")
    assert memory < 150_000
    code, stdout, stderr, memory = measure("themes")
    assert code == 0 and "cannot be used" in stdout and stderr == ""
    assert memory < 150_000


@pytest.mark.parametrize("name", [name for name in CONTENTS if name != "a merge"])
def test_a_hostile_configuration_is_named_and_the_run_continues(measure, tmp_path, name):
    content, reason, line = CONTENTS[name]
    file = tmp_path / ".config" / "weir" / "config.yaml"
    put(file, content)
    code, stdout, stderr, memory = measure("simulate", "pool", "--for", "1s")
    assert code == 0 and stdout.startswith("pool")
    assert f"config.yaml:{line}:" in stderr if line else "config.yaml:" in stderr
    assert reason in stderr or not line
    assert all(ord(sign) >= 0x20 for sign in stderr.replace("\n", ""))
    assert memory < 150_000


@pytest.mark.parametrize("kind", ["pipe", "zero", "random", "folder", "loop", "nowhere"])
@pytest.mark.parametrize("place", [".config/weir/config.yaml", ".config/weir/themes/bad.yaml", ".local/state/weir/history"])
def test_nothing_waits_for_what_is_not_a_file(measure, tmp_path, kind, place):
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        targets = {"zero": "/dev/zero", "random": "/dev/random", "loop": path.name, "nowhere": "nowhere"}
        path.symlink_to(targets[kind])
    for arguments in [["paths"], ["themes"], ["themes", str(path)], ["simulate", "pool", "--for", "1s"]]:
        code, stdout, stderr, memory = measure(*arguments)
        assert code == (3 if len(arguments) == 2 else 0), stderr
        assert memory < 150_000


def test_tens_of_thousands_of_files_are_only_listed_once(call, tmp_path):
    folder = tmp_path / ".config" / "weir" / "themes"
    folder.mkdir(parents=True)
    for number in range(20_000):
        (folder / f"t{number}.yaml").touch()
    assert call("paths").returncode == 0
    assert len(call("themes").stdout.splitlines()) == 20_012
    answer = call("themes", "no-such-theme")
    expect_error(answer.stdout, answer.stderr, 2, answer.returncode, "weir themes")


def test_many_problems_are_counted(call, tmp_path):
    put(tmp_path / ".config" / "weir" / "config.yaml", "".join(f"k{number}: 1\n" for number in range(2000)))
    errors = call("paths").stderr.splitlines()
    assert len(errors) == 21 and "1980 more problems" in errors[-1]


def test_a_scheme_file_is_named_by_its_path(call, tmp_path):
    (tmp_path / "harbour.yml").write_text("scheme: Harbour\n" + SLOTS)
    (tmp_path / "plain").write_text("scheme: Plain\n" + SLOTS)
    for argument in ["harbour.yml", "./harbour.yml", str(tmp_path / "harbour.yml")]:
        answer = call("themes", argument)
        assert answer.returncode == 0 and answer.stdout.startswith("Harbour: dark, base16"), answer.stderr
        assert f"harbour, {argument}\n" in answer.stdout
        assert '"name": "harbour"' in call("themes", argument, "--json").stdout
    assert call("themes", "./plain").stdout.startswith("Plain")
    answer = call("themes", "plain")
    expect_error(answer.stdout, answer.stderr, 2, answer.returncode, "no theme 'plain'")
    for argument in ["no/such.yaml", "such.yaml", "./such"]:
        answer = call("themes", argument)
        expect_error(answer.stdout, answer.stderr, 3, answer.returncode, argument, "no such file")
    (tmp_path / "harbour.yml").write_text("scheme: Harbour\n" + SLOTS.replace("'020202'", "two"))
    answer = call("themes", "harbour.yml", "--json")
    expect_error(answer.stdout, answer.stderr, 3, answer.returncode, "harbour.yml:4: base02")


def test_a_dangling_link_stays_and_its_destination_is_created(call, tmp_path):
    link = tmp_path / ".config" / "weir" / "config.yaml"
    link.parent.mkdir(parents=True)
    target = tmp_path / "d" / "x.yaml"
    link.symlink_to(target)
    answer = call("paths", "--write-default")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert link.is_symlink() and os.readlink(link) == str(target)
    assert "#theme: weir-dark" in target.read_text()
    assert os.listdir(link.parent) == ["config.yaml"]
    again = call("paths", "--write-default")
    expect_error(again.stdout, again.stderr, 3, again.returncode, "config.yaml")


def test_the_destination_of_a_link_may_be_on_another_disk(call, tmp_path):
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as other:
        link = tmp_path / ".config" / "weir" / "config.yaml"
        link.parent.mkdir(parents=True)
        link.symlink_to(f"{other}/deep/x.yaml")
        assert call("paths", "--write-default").stderr == ""
        assert link.is_symlink() and "#theme" in link.read_text()
        assert os.listdir(f"{other}/deep") == ["x.yaml"]


def test_saved_settings_and_typed_lines_are_written_through_links(start, tmp_path):
    places = {".config/weir/config.yaml": "a/config", ".local/state/weir/history": "b/history"}
    for link, target in places.items():
        path = tmp_path / link
        path.parent.mkdir(parents=True)
        path.symlink_to(tmp_path / target)
    terminal = start("--paused", size=(120, 40))
    terminal.wait_for("PAUSED")
    type_command(terminal, "theme weir-deep")
    terminal.wait_until(lambda: (tmp_path / "b/history").exists(), "the history")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert (tmp_path / "b/history").read_text() == "theme weir-deep\n"
    assert all((tmp_path / link).is_symlink() for link in places)


def test_the_screen_is_exported_under_the_rules_of_recordings(start, tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "target")
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "to-mine.txt").symlink_to(tmp_path / "mine.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    reader = os.open(tmp_path / "pipe.txt", os.O_RDONLY | os.O_NONBLOCK)
    terminal = start("--paused", size=(200, 40))
    terminal.wait_for("PAUSED")
    for name, words in [
        ("link.txt", "Screen saved to link.txt."),
        ("mine.txt", "'mine.txt' can't be written: it already exists. Choose another name."),
        ("to-mine.txt", "it already exists. Choose another name."),
        ("no/such/screen.svg", "there is no folder 'no/such'. Create the folder first"),
        ("pipe.txt", "it is not a file. Give the name of a new file."),
    ]:
        type_command(terminal, f"export {name}")
        terminal.wait_for(words)
        terminal.press("Esc")
        terminal.wait_until(lambda: words not in terminal.text, "the line to go")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    os.close(reader)
    assert "PAUSED" in (tmp_path / "target").read_text()
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "mine.txt").read_text() == "mine"
