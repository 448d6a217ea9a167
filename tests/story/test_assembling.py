"""Several manuscripts as one book: what it is called, and what its chapters are."""

import pytest

from narrate.production.project import Project
from narrate.production.reading import read_book
from narrate.settings import Settings
from narrate.story.assembling import legible
from narrate.story.book import heading_title
from tests.stories import book

RAIN = "\n\nIt rained.\n"
ARRIVAL, FRONT_MATTER, RETURN = "# Arrival", "---\ntitle: Arrival\n---", "# Return"

CASES = {  # how the files in serial/script/ begin, the book's title, the chapters'
    "a-serial": ([ARRIVAL, RETURN], "serial", ["Arrival", "Return"]),
    "titles-in-front-matter": ([FRONT_MATTER, RETURN], "serial", ["Arrival", "Return"]),
    "marks-in-titles": (
        ["# [b][The *Long* Arrival](1.md)[/b]", "# <a id='2'></a>2\\. Return[^1]"],
        "serial",
        ["The Long Arrival", "2. Return"],
    ),
    "no-titles": (["", ""], "serial", ["Chapter 1", "Chapter 2"]),
    "the-book-above-its-first-chapter": (
        ["# The Rain\n\n## Arrival", RETURN],
        "The Rain",
        ["Arrival", "Return"],
    ),
    "two-books": (["# The Rain\n\n## Arrival", "# The Snow\n\n## Return"], "serial", ["Arrival", "Return"]),
    "the-book-in-its-first-file": (["# The Rain", ""], "The Rain", ["Chapter 1", "Chapter 2"]),
    "the-book-in-every-file": (["# The Rain", "# The Rain"], "The Rain", ["Chapter 1", "Chapter 2"]),
    "one-file": (["# The Rain"], "The Rain", ["Chapter 1"]),
    "one-file-without-title": ([""], "part1", ["Chapter 1"]),
}


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# C#", "C#"),
        ("# Fish &amp; Chips at the Caf&#233;, R&D", "Fish & Chips at the Café, R&D"),
        ("# The _Lamp_. ##", "The Lamp"),
        ("# **So** it *goes*", "So it goes"),
        ("# The U.S.A.", "The U.S.A."),
        ("# Wait...", "Wait..."),
        ("# #1 [here](https://example.org)", "#1 here"),
        ("Chapter 3\n=========", "Chapter 3"),
        ("# ...", "..."),
        ("# M*A*S*H", "M*A*S*H"),
    ],
)
def test_a_heading_loses_nothing_but_its_marks(heading, title):
    told = book(f"# One\n\nIt rained.\n\n{heading}\n\nIt rained.\n\n# Three\n\nThe sun.")

    assert [chapter.title for chapter in told.chapters] == ["One", title, "Three"]


@pytest.mark.parametrize("repeated", ["_", " ", "[b]"])
def test_a_title_without_end_is_seen_through_at_once(repeated):
    """Trying every part of it that may be a mark would take minutes."""
    title = f"The{repeated * 100_000}Lamp"

    assert heading_title(title) == title


@pytest.mark.parametrize(("begins", "title", "chapters"), CASES.values(), ids=CASES)
def test_a_title_without_chapters_below_it_is_a_chapters(begins, title, chapters, tmp_path):
    folder = tmp_path / "serial" / "script"
    folder.mkdir(parents=True)
    for number, head in enumerate(begins, 1):
        (folder / f"part{number}.md").write_text(head + RAIN)

    book = read_book(Project(folder.parent, Settings()), [])

    assert (book.title, [chapter.title for chapter in book.chapters]) == (title, chapters)


def test_voices_yaml_names_the_book(tmp_path):
    for name in ("Arrival", "Return"):
        (tmp_path / f"{name}.md").write_text(f"# {name}{RAIN}")

    book = read_book(Project(tmp_path, Settings(title="Arrival")), [tmp_path])

    assert (book.title, [chapter.title for chapter in book.chapters]) == ("Arrival", ["Arrival", "Return"])


def test_the_first_chapter_of_a_serial_is_called_as_it_will_be_beside_others(tmp_path):
    (tmp_path / "1.md").write_text(f"# Arrival{RAIN}")

    book = read_book(Project(tmp_path, Settings(title="The Keepers")), [tmp_path])

    assert (book.title, [chapter.title for chapter in book.chapters]) == ("The Keepers", ["Arrival"])


def test_files_without_titles_are_called_by_their_names(tmp_path):
    for name in ("Chapter 1 - Arrival", "02_The Return", "Part 3", "part4b"):
        (tmp_path / f"{name}.txt").write_text(RAIN)

    book = read_book(Project(tmp_path, Settings()), [tmp_path])

    assert [chapter.title for chapter in book.chapters] == ["The Return", "Arrival", "Chapter 3", "Chapter 4"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("The Lamp (1)", "The Lamp"),
        ("The_Lamp-final", "The Lamp"),
        ("the_lamp_v2_FINAL (2)", "the lamp"),
        ("The Lamp - Copy (3)", "The Lamp"),
        ("The Lamp copy 2", "The Lamp"),
        ("The Lamp v1.2", "The Lamp"),
        ("The Final Draft", "The Final Draft"),
        ("The Carbon Copy", "The Carbon Copy"),
        ("The Lamp (2026)", "The Lamp (2026)"),
        ("(1)", "(1)"),
    ],
)
def test_a_title_has_nothing_of_what_the_name_of_a_file_says_of_its_version(name, title):
    assert legible(name) == title
