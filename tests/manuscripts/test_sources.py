"""Where manuscripts come from: files, folders, patterns, standard input; what is said of them."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from narrate.commands.script import script
from narrate.errors import NarrateError
from narrate.manuscripts import STANDARD_INPUT, read_manuscript
from narrate.manuscripts.pieces.farewells import may_take_leave
from narrate.production.project import Project
from narrate.production.reading import read_book
from narrate.production.sources import find_sources
from narrate.settings import Settings
from tests.manuscripts.test_cases import CASES


@pytest.fixture
def chapters(tmp_path):
    for name in ("ch10.md", "ch9.txt", "ch1.html", "notes.pdf", ".ch2.md", "~$ch3.docx"):
        (tmp_path / name).write_text("<p>The rain came in sideways.</p>")
    (tmp_path / "old.txt").mkdir()
    return tmp_path


def names(source, folder):
    return [path.name for path in find_sources(Project(folder, Settings()), [source])]


def test_a_folder_is_read_in_natural_order(chapters):
    assert names(chapters, chapters) == ["ch1.html", "ch9.txt", "ch10.md"]


def test_a_script_is_one_whatever_the_case_of_its_suffix(tmp_path):
    for name in ("story.txt", "story.SCRIPT"):
        (tmp_path / name).write_text("The rain came in sideways.")
    book = read_book(Project(tmp_path, Settings()), [tmp_path])

    assert names(tmp_path, tmp_path) == ["story.SCRIPT"]
    assert [part.path.name for part in book.parts] == ["story.SCRIPT"]


def test_a_pattern_is_read_in_natural_order(chapters):
    assert names(chapters / "*ch*", chapters) == ["ch1.html", "ch9.txt", "ch10.md"]


def test_a_pattern_without_files_is_an_error(chapters):
    with pytest.raises(NarrateError, match="there is no such file"):
        names(chapters / "x*.md", chapters)


@pytest.mark.parametrize(
    "raw",
    [
        b"The rain came in sideways.",
        b"<html><p>The rain came in sideways.</p></html>",
        b"<p>It was\n<i>night</i>.</p>\n<p>The rain came in sideways.</p>",
    ],
)
def test_standard_input_may_be_of_any_format(raw, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))

    assert "The rain came in sideways." in read_manuscript(STANDARD_INPUT).text.splitlines()


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("the lamp.rst", "pandoc 'the lamp.rst' -o 'the lamp'.epub"),
        ("lamp.ORG", "pandoc lamp.ORG -o lamp.epub"),
        ("lamp.adoc", "asciidoctor lamp.adoc"),
        ("lamp.md", None),
        ("lamp", None),
    ],
)
def test_marks_that_are_not_known_are_warned_of(tmp_path, monkeypatch, caplog, name, command):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("Lamp\n====\n\nIt rained.\n", encoding="utf-8")

    read_manuscript(Path(name))

    told = f"{name}: this is read as plain text, and its marks aloud; convert it first: {command}"
    assert caplog.messages == ([told] if command else [])


def test_a_long_gap_behind_a_rule_may_be_no_farewell():
    """Looking for one from each of its spaces would take minutes."""
    assert not may_take_leave([f"It was{' ' * 200_000}late."])


def test_what_is_not_read_is_reported(tmp_path):
    story = CASES / "ao3-chaptered" / "story.html"

    result = CliRunner().invoke(script, [str(story), "-C", str(tmp_path)])

    printed = result.output.splitlines()
    assert [line.strip() for line in printed if line.startswith("   ")] == [
        "36 words of story",
        "18 note (preface): Preface The Wrong Lamp Posted originally on the Arc…",
        "7 note (tags): Rating: General Audiences Fandom: Harbour Lights (T…",
        "5 note (summary): Summary A lamp is lit.",
        "3 note (notes): Notes For M.",
        "4 note (chapter summary): Chapter Summary Nora looks.",
        "5 note (chapter notes): Chapter Notes I was ill.",
        "5 note (chapter end notes): Chapter End Notes Thank you!",
        "8 note (afterword): Afterword Please drop by the archive and comment.",
    ]
    assert Path(tmp_path / "script" / "story.script").is_file()
