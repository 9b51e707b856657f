"""One command regenerates the gallery, and the same each time."""
import os
import re
import subprocess
import sys
import xml.dom.minidom

from conftest import PROJECT

SCRIPT = PROJECT / "Docs" / "make-gallery"


def make(weir, folder, *names):
    return subprocess.run(
        [sys.executable, SCRIPT, "--into", folder, *names], env={**os.environ, "WEIR": weir},
        capture_output=True, text=True, timeout=300)


def test_the_same_command_makes_the_same_pictures(weir, tmp_path):
    names = ["service", "pitfall", "help", "small", "weir-paper"]
    for folder in ["one", "other"]:
        answer = make(weir, tmp_path / folder, *names)
        assert answer.returncode == 0, answer.stderr
    for name in names:
        one, other = (tmp_path / folder / "gallery" / f"{name}.svg" for folder in ["one", "other"])
        assert one.read_bytes() == other.read_bytes()
        assert one.stat().st_size < 100_000
        document = xml.dom.minidom.parse(str(one)).documentElement
        assert document.tagName == "svg"
        columns = {"small": 80, "weir-paper": 100}.get(name, 120)
        assert int(document.getAttribute("width")) == columns * 8 + 16
    assert "retry-storm" not in (tmp_path / "one" / "gallery" / "service.svg").read_text()
    assert "pitfall on-the-loop" in (tmp_path / "one" / "gallery" / "pitfall.svg").read_text()


def test_no_picture_contains_the_folder_in_which_it_was_made(weir, tmp_path):
    answer = make(weir, tmp_path, "log-web-server", "log-build")
    assert answer.returncode == 0, answer.stderr
    made = (tmp_path / "gallery" / "log-build.svg").read_text()
    assert "Tests/Foreign/forge.jsonl" in made
    shown = [path.read_text() for path in (PROJECT / "Docs" / "gallery").glob("*.svg")]
    for text in [made, *shown]:
        for folder in [PROJECT, tmp_path]:
            assert f"{folder}/" not in text


def test_the_page_shows_each_picture_once_and_all_scenarios(call):
    page = (PROJECT / "Docs" / "gallery.md").read_text()
    shown = re.findall(r"!\[.*?\]\((gallery/.*?)\)", page)
    there = {f"gallery/{path.name}" for path in (PROJECT / "Docs" / "gallery").glob("*.svg")}
    assert len(shown) == len(set(shown))
    assert set(shown) == there
    scenarios = [line.split()[0] for line in call("list").stdout.splitlines()]
    assert {f"gallery/{name}.svg" for name in scenarios} <= there


def test_an_unknown_picture_gets_a_list_of_the_known_ones(weir, tmp_path):
    answer = make(weir, tmp_path, "no-such-picture")
    assert answer.returncode == 1
    assert "no-such-picture" in answer.stderr and "producer-consumer" in answer.stderr
