"""A book as audiobookshelf finds it."""

import re
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from narrate.publishing.audiobookshelf import file_name

STORY = """Nora: The "Lamp"/Light?

by A. N. Other

Chapter One

"Hello," said Nora.

Chapter Two

"Goodbye," said Nora.
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Lamp", "The Lamp"),
        ('A: "B"/C\\D?*', "A B C D"),
        ("../../etc", "etc"),
        ("{x}", "(x)"),
        ("...", "Untitled"),
        ("مصباح 🏮", "مصباح 🏮"),
        ("ü" * 100, "ü" * 58 + "…"),
    ],
)
def test_names_are_those_that_every_system_takes(text, name):
    assert file_name(text) == name


def test_a_book_lies_where_audiobookshelf_looks_for_it(project, narrate, tmp_path):
    library = tmp_path / "library"

    def build(story):
        (project / "script" / "story.txt").write_text(story, encoding="utf-8")
        status, _, complaints = narrate("build", "-C", project, "--audiobookshelf", library)
        assert (status, complaints) == (0, "")
        (author,) = library.iterdir()
        (book,) = author.iterdir()
        return author.name, book

    author, book = build(STORY)
    assert author == "A. N. Other"
    assert book.name[4:] == " - Nora The Lamp Light {alto}"
    assert sorted(path.name for path in book.glob("[!.]*")) == [
        "001-chapter-one.mp3",
        "002-chapter-two.mp3",
        "cover.jpg",
        "desc.txt",
    ]
    (book / "mine.txt").write_text("stays", encoding="utf-8")
    (book / "000-my-foreword.mp3").write_bytes(b"stays")

    _, book = build(STORY[: STORY.index("Chapter Two")].replace("Hello", "Good evening"))
    assert sorted(path.name for path in book.glob("[!.]*")) == [
        "000-my-foreword.mp3",
        "001-chapter-one.mp3",
        "cover.jpg",
        "desc.txt",
        "mine.txt",
    ]
    made = next(project.glob("output/*/001-chapter-one.mp3"))
    assert (book / "001-chapter-one.mp3").read_bytes() == made.read_bytes()


def test_a_book_that_has_another_title_takes_its_folder_along(project, narrate, tmp_path):
    library = tmp_path / "library"
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    narrate("build", "-C", project, "--audiobookshelf", library)
    (before,) = library.glob("*/*")
    (before / "mine.txt").write_text("stays", encoding="utf-8")
    settings = "title: The Lamp\nnarrator: tone:alto\nseries: {name: The Keepers, number: 2}\n"
    (project / "voices.yaml").write_text(settings, encoding="utf-8")

    narrate("build", "-C", project, "--audiobookshelf", library)

    (series,) = library.glob("*/*")
    (book,) = series.iterdir()
    assert (series.name, book.name[:5], book.name[-17:]) == ("The Keepers", "Vol 2", "- The Lamp {alto}")
    assert (book / "mine.txt").is_file()
    assert (book / "001-chapter-one.mp3").is_file()


def test_a_chapter_in_the_library_is_whole_also_where_a_build_is_stopped_while_it_is_copied(
    project, narrate, tmp_path, monkeypatch
):
    """A library on another disk, to which nothing can be linked."""

    def no_link(*_):
        raise OSError

    def stopped(source, target):
        Path(target).write_bytes(Path(source).read_bytes()[:1000])
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", no_link)
    story, library = project / "script" / "story.txt", tmp_path / "library"
    story.write_text(STORY, encoding="utf-8")
    narrate("build", "-C", project, "--audiobookshelf", library)
    (chapter,) = library.glob("*/*/001-*.mp3")
    before = chapter.read_bytes()
    story.write_text(STORY.replace("Hello", "Good evening"), encoding="utf-8")
    with monkeypatch.context() as killed:
        killed.setattr("shutil.copy2", stopped)
        assert narrate("build", "-C", project, "--audiobookshelf", library)[0] == 130

    assert chapter.read_bytes() == before
    narrate("build", "-C", project, "--audiobookshelf", library)
    assert chapter.read_bytes() == next(project.glob("output/*/001-*.mp3")).read_bytes() != before


def test_a_book_of_a_series_lies_in_its_folder_and_says_so_in_its_tags(project, narrate, tmp_path):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    settings = "series: {name: The Keepers, number: 2}\nnarrator: {voice: tone:alto}\n"
    (project / "voices.yaml").write_text(settings, encoding="utf-8")

    status, _, complaints = narrate("build", "-C", project, "--audiobookshelf", tmp_path / "library")

    assert (status, complaints) == (0, "")
    (book,) = tmp_path.glob("library/A. N. Other/The Keepers/*")
    assert re.fullmatch(r"Vol 2 - \d{4} - Nora The Lamp Light \{alto\}", book.name)
    tags = ID3(book / "001-chapter-one.mp3")
    assert [tags[f"TXXX:{name}"].text for name in ("SERIES", "SERIES-PART")] == [["The Keepers"], ["2"]]
