"""A build with nothing to do knows it at once, and never where there is something to do."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile
from PIL import Image

from narrate.commands.building import making
from narrate.production import pipeline, receipts
from tests.sounds import ints, tone

STORY = """The Lamp

{Nora} "Hello," said Nora.

{play bell.wav}

"Good evening," said Tom. "It rains."

Nora went home.
"""
SETTINGS = "narrator: {voice: tone:alto}\ncover: front.png\ncast: {Tom: command:beeper}\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the voice is a program with #!")

PROGRAM = Path(__file__).parents[1] / "engines" / "program.py"


@pytest.fixture
def book(project, monkeypatch):
    """A project with every kind of input, old as what people write is."""
    (project / "script" / "story.script").write_text(STORY, encoding="utf-8")
    (project / "voices.yaml").write_text(SETTINGS, encoding="utf-8")
    Image.new("RGB", (8, 8)).save(project / "front.png")
    soundfile.write(project / "script" / "bell.wav", ints(tone(880, 0.2, 22_050, -12)), 22_050)
    program = project / "beeper"
    program.write_text(f"#!{sys.executable}\n{PROGRAM.read_text('utf-8')}", encoding="utf-8")
    program.chmod(0o755)
    commands = project / "commands.toml"
    commands.write_text(f"[beeper]\ncommand = {json.dumps([str(program), '{txt}', '{wav}', '1'])}\n")
    monkeypatch.setenv("NARRATE_COMMANDS", str(commands))
    monkeypatch.setattr(receipts, "_CLOCK_NS", 0)
    return project


@pytest.fixture
def build(narrate, book, monkeypatch):
    """Build the book: whether it was looked through, and what was printed."""
    looked = []

    def make(*arguments):
        looked.append(True)
        return real(*arguments)

    real = making.make
    monkeypatch.setattr(making, "make", make)

    def build(*options):
        time.sleep(0.02)  # the clock of the file system stands still for some milliseconds
        looked.clear()
        status, output, complaints = narrate("build", "-C", book, *options)
        assert status == 0, complaints
        return bool(looked), output, complaints

    return build


def edit(path, old=b"", new=b"\n"):
    path.write_bytes(path.read_bytes().replace(old, new) if old else path.read_bytes() + new)


def damage(path):
    """Another byte somewhere in it: the size stays, and the time is another one."""
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_the_second_build_tells_what_the_first_told_and_looks_at_nothing(build):
    looked, before, warned = build()
    again, after, warned_again = build()

    assert (looked, again) == (True, False)
    assert warned_again == warned
    assert "the cover is small" in warned
    assert after.splitlines()[:3] == before.splitlines()[:3]
    assert "(unchanged)" in after
    assert "0 takes recorded" in after


def test_takes_that_are_gone_are_not_missed(build, monkeypatch, tmp_path):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path / "cache"))
    build()
    shutil.rmtree(tmp_path / "cache" / "takes")

    assert build()[0] is False


CHANGES = {
    "another word": lambda book: edit(book / "script/story.script", b"rains", b"snows"),
    "the script written again": lambda book: (book / "script/story.script").touch(),
    "a manuscript beside the script": lambda book: (book / "script/story.txt").write_text(
        re.sub("{.*}", "", STORY)
    ),
    "another chapter's file": lambda book: (book / "script/two.txt").write_text("Then.\n"),
    "voices.yaml": lambda book: edit(book / "voices.yaml", b"tone:alto", b"tone:reed"),
    "the sound": lambda book: damage(book / "script/bell.wav"),
    "the cover": lambda book: Image.new("RGB", (9, 9)).save(book / "front.png"),
    "the voice's program": lambda book: edit(book / "beeper", new=b"# louder\n"),
    "the voice's command": lambda book: edit(book / "commands.toml", b'"1"', b'"2"'),
    "a chapter gone": lambda book: next(book.glob("output/*/*.mp3")).unlink(),
    "a chapter changed": lambda book: damage(next(book.glob("output/*/*.mp3"))),
    "a transcript gone": lambda book: next(book.glob("output/*/*.vtt")).unlink(),
    "the cover made gone": lambda book: next(book.glob("output/*/cover.jpg")).unlink(),
    "the feed changed": lambda book: damage(next(book.glob("output/*/feed.xml"))),
    "the memory gone": lambda book: next(book.glob("output/*/narrate.json")).unlink(),
    "no voices.yaml": lambda book: (book / "voices.yaml").unlink(),
    "the receipt damaged": lambda _: damage(next(Path(os.environ["NARRATE_CACHE"]).glob("receipts/*"))),
}


def test_whatever_has_changed_is_looked_at(narrate, build, book, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("NARRATE_CACHE", str(book / "cache"))
    build()
    as_it_was = tmp_path_factory.mktemp("kept") / "book"
    shutil.copytree(book, as_it_was)
    looks = []
    monkeypatch.setattr(making, "make", lambda *_: looks.append(True))  # which keeps no other receipt

    def is_looked_at():
        looks.clear()
        narrate("build", "-C", book)
        return bool(looks)

    looked = {}
    for name, change in CHANGES.items():
        before = is_looked_at()
        change(book)
        looked[name] = (before, is_looked_at())
        shutil.rmtree(book)
        shutil.copytree(as_it_was, book)

    assert looked == dict.fromkeys(CHANGES, (False, True))


def test_another_order_is_another_build(build, tmp_path):
    build()
    orders = (["--only", "1"], ["--quality", "compact"], ["--format", "mp3"], ["-o", str(tmp_path / "other")])

    assert [build(*options)[0] for options in orders] == [True] * len(orders)


def test_another_narrate_or_another_package_looks_for_itself(build, monkeypatch, tmp_path):
    build()
    (tmp_path / "site" / "loud_engine-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")

    assert build()[0] is True


def test_what_changes_while_a_build_goes_on_is_looked_at_again(build, book, monkeypatch):
    def publish(edition):
        edit(book / "script" / "story.script", b"rains", b"snows")
        return real(edition)

    real = pipeline.publish
    monkeypatch.setattr(pipeline, "publish", publish)
    build()
    monkeypatch.setattr(pipeline, "publish", real)

    looked, output, _ = build()
    assert (looked, "1 take recorded" in output) == (True, True)


def test_a_manuscript_that_goes_while_a_build_goes_on_is_no_matter(narrate, project, monkeypatch):
    def publish(edition):
        story.unlink()
        return real(edition)

    real = pipeline.publish
    monkeypatch.setattr(pipeline, "publish", publish)
    story = project / "story.txt"
    story.write_text("Nora went home.\n", encoding="utf-8")

    assert narrate("build", story, "-C", project)[0] == 0
    assert "there is no such file" in narrate("build", story, "-C", project)[2]


def test_a_script_that_becomes_that_of_a_story_which_was_downloaded_again_is_looked_at(
    narrate, project, monkeypatch
):
    monkeypatch.setattr(receipts, "_CLOCK_NS", 0)
    story, script = project / "lamp (1).txt", project / "script" / "lamp.script"
    story.write_text('Nora met Tom.\n\n"The lamp is lit," said Nora.\n', encoding="utf-8")
    script.write_text("Quite another tale.\n\nIt snowed on Pia.\n", encoding="utf-8")
    assert re.search(r"Nora +tone:\S+ +1 line\n", narrate("build", story, "-C", project)[1])
    time.sleep(0.02)

    script.write_text(story.read_text("utf-8").replace('"The', '{Tom} "The'), encoding="utf-8")

    assert re.search(r"Tom +tone:\S+ +1 line\n", narrate("build", story, "-C", project)[1])


READS = """
import sys
from pathlib import Path
from narrate.cli import run

opened = set()
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and "r" in (arguments[1] or "r"):
        opened.add(Path(arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()))

sys.addaudithook(note)
run(["build", "-C", sys.argv[1]])
print("READ", *(path for path in opened if path.is_relative_to(sys.argv[1]) and path.is_file()), sep="\\n")
"""


def test_every_file_that_a_build_opens_is_on_its_receipt(book, tmp_path, monkeypatch):
    """Whoever adds an input adds it to the receipt: Python itself tells which files are opened."""
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path / "cache"))
    time.sleep(2.1)  # the files must be older than the margin, which holds in the other process

    told = subprocess.run([sys.executable, "-c", READS, book], capture_output=True, text=True, check=True)

    read = {Path(line) for line in told.stdout.split("READ\n")[1].splitlines()}
    receipt = receipts.recall(next(tmp_path.glob("cache/receipts/*.json")))
    known = {Path(path) for path in (*receipt.inputs, *receipt.outputs)}
    voices = {book / "beeper", book / "commands.toml"}  # their engine knows of them
    assert book / "script" / "story.script" in read
    assert {path for path in read - known - voices if not path.is_relative_to(tmp_path / "cache")} == set()


def test_old_receipts_go(build, monkeypatch, tmp_path):
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path / "cache"))
    build()
    monkeypatch.setattr(receipts, "_LIFE_NS", 0)
    build("--only", "1")

    assert len(list(tmp_path.glob("cache/receipts/*"))) == 1


@pytest.mark.parametrize(
    ("name", "other"),
    [("added.txt", True), ("added.cpython-311.pyc", False), ("added.cpython-311.pyc.140", False)],
)
def test_the_package_itself_is_on_the_receipt(monkeypatch, tmp_path, name, other):
    """What Python compiles for itself is not: it comes, by way of a name of its own, when it will."""
    (tmp_path / "narrate" / "production").mkdir(parents=True)
    monkeypatch.setattr(receipts, "__file__", str(tmp_path / "narrate" / "production" / "receipts.py"))
    before = receipts.receipt_path(tmp_path, ())

    (tmp_path / "narrate" / name).write_text("something")

    assert (receipts.receipt_path(tmp_path, ()) != before) is other
