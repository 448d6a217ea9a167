"""Bad input gets one clear error with its place and what to do next; what can be handled is warned of.

A case is a project folder with the `command` that fails in it and `expected`: the exit status and all
that is printed. `pytest --save-golden` writes `expected` anew, to be read before it is committed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories import plain_cover

CASES = Path(__file__).parent / "cases" / "errors"
STORY = 'The Lamp\n\nNora met Tom.\n\n"Hello," said Nora.\n'


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_one_clear_error(narrate, tmp_path, case, request):
    project = tmp_path / "project"
    shutil.copytree(CASES / case, project)
    command = (CASES / case / "command").read_text(encoding="utf-8").replace("DIR", str(project))

    status, output, complaints = narrate(*command.split(), "-C", project)

    printed = f"exit {status}\n{output}{complaints}".replace(str(project), "DIR").replace("\\", "/")
    expected = CASES / case / "expected"
    if request.config.getoption("--save-golden"):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")


def test_a_folder_of_books_that_cannot_be_written(narrate, project):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    taken = project / "output" / "the-lamp"
    taken.parent.mkdir()
    taken.write_text("a file", encoding="utf-8")

    status, _, complaints = narrate("build", "-C", project)

    assert (status, complaints.splitlines()[0]) == (
        1,
        f"error: {taken}: nothing can be written here: File exists",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links take privileges on Windows")
@pytest.mark.parametrize("option", ["--output", "--audiobookshelf"])
def test_a_link_that_leads_in_a_circle_is_no_bug(narrate, project, option):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    circle = project / "circle"
    circle.symlink_to(circle)

    status, _, complaints = narrate("build", "-C", project, option, circle)

    assert (status, complaints.startswith(f"error: {circle}")) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="links take privileges on Windows")
@pytest.mark.parametrize(
    ("target", "reason"),
    [("elsewhere", "No such file or directory"), ("voices.yaml", "Too many levels of symbolic links")],
)
def test_a_voices_yaml_that_is_a_broken_link_is_not_taken_for_none(narrate, project, target, reason):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    settings = project / "voices.yaml"
    settings.unlink()
    settings.symlink_to(project / target)

    assert narrate("build", "-C", project)[::2] == (1, f"error: {settings}: cannot read it: {reason}\n")
    assert narrate("new", project)[::2] == (
        1,
        f"error: {settings}: there is a project here already\n  Choose another folder.\n",
    )


def test_a_folder_of_scripts_that_cannot_be_written(narrate, tmp_path):
    story, taken = tmp_path / "story.txt", tmp_path / "script"
    story.write_text(STORY, encoding="utf-8")
    taken.write_text("a file", encoding="utf-8")

    status, _, complaints = narrate("script", story, "-C", tmp_path)

    assert (status, complaints.splitlines()) == (
        1,
        [
            f"error: {taken}: nothing can be written here: File exists",
            "  Choose another project: narrate script -C DIR.",
        ],
    )


def test_a_story_that_nobody_may_read(narrate, project):
    story = project / "script" / "story.txt"
    story.touch(0o000)
    if os.access(story, os.R_OK):
        pytest.skip("root reads, and so does Windows, what nobody may")

    assert narrate("build", story, "-C", project)[::2] == (
        1,
        f"error: {story}: cannot be read: Permission denied\n",
    )


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("new TAKEN/book", "Choose another folder."),
        ("say Hello. --voice tone:alto -o TAKEN/a.wav", "Choose another file: narrate say TEXT -o FILE."),
        ("cast -C PROJECT --audition TAKEN/a.mp3", "Choose another file: narrate cast --audition FILE.mp3."),
    ],
)
def test_what_cannot_be_written_can_be_written_elsewhere(narrate, project, command, hint):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    (project / "taken").write_text("a file", encoding="utf-8")
    words = command.replace("TAKEN", str(project / "taken")).replace("PROJECT", str(project)).split()

    status, _, complaints = narrate(*words)

    what, todo = complaints.splitlines()[:2]
    assert (status, todo) == (1, f"  {hint}")
    assert re.match(rf"error: {re.escape(str(project / 'taken'))}/\S+: cannot be (made|written): ", what)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_story_that_is_neither_a_file_nor_a_folder(narrate, project):
    status, _, complaints = narrate("build", "/dev/null", "-C", project)

    what, hint = complaints.splitlines()
    assert (status, what) == (1, "error: /dev/null: this is neither a file nor a folder")
    assert hint == "  What a program writes can be read from `-`: PROGRAM | narrate build -"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
def test_a_disk_that_is_full_loses_nothing(project):
    """A limit on the size of files stands for a full disk: writing fails half-way in the same manner."""
    import resource  # noqa: PLC0415 - there is none on Windows

    (project / "script" / "story.txt").write_text(STORY * 30, encoding="utf-8")
    plain_cover(project)  # which is small enough
    command = [sys.executable, "-m", "narrate", "build", "-C", str(project)]

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    full = subprocess.run(command, preexec_fn=small_files, capture_output=True, text=True, check=False)

    assert (full.returncode, full.stderr.count("error: ")) == (1, 1)
    assert re.search(
        r"error: \S+/the-lamp/001-\S+\.mp3: File too large\n  What is finished is kept", full.stderr
    )
    assert not list(project.glob("output/**/*.mp3*"))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("verb", ["build", "check"])
@pytest.mark.parametrize(
    ("story", "warning"),
    [
        ("Nora\x00 came in.\n\nThe end.\n", "1: a control character (U+0000) in the text: it is not spoken"),
        (
            "Zo\ufffd came in.\n\nThe end.\n",
            "1: a letter that some program has lost (U+FFFD) in the text: it is not spoken",
        ),
        (
            '"Hm," said Nora.\n\n"Hello, Tom. It rained all day long.\n\nNora left. She said no more.\n',
            '3: this quote never closes: "Hello, Tom. It rained all day long.…',
        ),
        (
            'He looked up.\n\n"Will you come?" he said.\n\n"No," she said. She left.\n',
            (
                "3: nobody is known who could say this, so the narrator does (lines: 2); "
                "list who speaks under cast: in voices.yaml"
            ),
        ),
        ("Nora came.\n\n灯台の光。\n", "3: the voice cannot read these letters: 灯台の光。"),
    ],
)
def test_a_warning_names_the_line_once(*, narrate, project, story, warning, verb):
    path = project / "script" / "story.txt"
    path.write_text(story, encoding="utf-8")

    status, _, complaints = narrate(verb, "-C", project)

    assert (status, complaints) == (0, f"warning: {path}:{warning}\n1 warning above.\n")


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ('"It rains, said Nora.', "11: and 1 more quote without an end"),
        ("灯台の光。", "11: 1 more line in such letters"),
    ],
)
def test_of_many_alike_some_are_shown_and_the_others_counted(narrate, project, line, rest):
    path = project / "script" / "story.txt"
    path.write_text(f"{line}\n\n" * 6 + "Nora looked at Tom. He went out of the house.\n", encoding="utf-8")

    complaints = narrate("check", "-C", project)[2].splitlines()

    assert complaints[5:] == [f"warning: {path}:{rest}", "6 warnings above."]


@pytest.mark.parametrize(
    "story",
    [
        "A {brace} and }another{.\n\nNora came in.\n",
        "Nora came.\n\n* * *\n\n~~~~~\n\n~*~*~\n\nShe left.\n",
        "ნორა მოვიდა.\n\nწვიმდა.\n",
        "ノラが来た。\n\n灯台の光。\n",
    ],
    ids=["braces in the prose", "paragraphs of ornaments only", "a story in Georgian", "a story in Japanese"],
)
def test_what_needs_no_warning(narrate, project, story):
    (project / "script" / "story.txt").write_text(story, encoding="utf-8")

    assert narrate("build", "-C", project)[::2] == (0, "")


def test_a_book_in_one_paragraph(narrate, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Nora came in and looked around. " * 10_000, encoding="utf-8")

    status, output, _ = narrate("script", story, "--json")

    assert (status, len(output) > 320_000) == (0, True)
