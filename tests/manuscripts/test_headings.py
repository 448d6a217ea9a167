"""Lines that are headings, ornaments and titles by their form, and lines that are not."""

import pytest

from narrate.manuscripts.pieces.headings import Heading, heading, is_ornament, is_title_like

PART, CHAPTER = 1, 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chapter One", Heading(CHAPTER, bare=True)),
        ("CHAPTER IV.", Heading(CHAPTER, bare=True)),
        ("Chapter 12: The Lamp", Heading(CHAPTER, bare=False)),
        ("CHAPTER I. In which we meet.", Heading(CHAPTER, bare=False)),
        ("Chapter Twenty-One - Home", Heading(CHAPTER, bare=False)),
        ("**Chapter Two**", Heading(CHAPTER, bare=True)),
        ("PART ONE--The Old Buccaneer", Heading(PART, bare=False)),
        ("BOOK THE FIRST", Heading(PART, bare=True)),
        ("Prologue", Heading(CHAPTER, bare=True, framing=True)),
        ("EPILOGUE: Home", Heading(CHAPTER, bare=False, framing=True)),
        ("Part 2 of 3", Heading(PART, bare=True)),
        ("Day 1", Heading(CHAPTER, bare=True)),
        ("1.", Heading(CHAPTER, bare=True, number=1)),
        ("XIV", Heading(CHAPTER, bare=True, number=14)),
        ("— IX —", Heading(CHAPTER, bare=True, number=9)),
        ("twenty-one", Heading(CHAPTER, bare=True, number=21)),
        ("2. The Lamp", Heading(CHAPTER, bare=False, number=2)),
        ("# The Lamp", Heading(1, bare=False)),
        ("### The Lamp", Heading(3, bare=False)),
    ],
)
def test_a_heading_is_read(line, expected):
    assert heading(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Part one was over.",
        "Chapter and verse, she knew it all.",
        "2. Buy milk and eggs.",
        "Introduction of the species",
        "A",
        "Civil",
        "İ",
        "Sıx",
        "#hashtag",
        "—One.",
        "He went home.",
        "",
    ],
)
def test_prose_is_no_heading(line):
    assert heading(line) is None


@pytest.mark.parametrize(
    "line",
    ["***", "* * *", "--------", "~*~", "⁂", "#", "-x-x-x-", "oOo", "§", "* ~ * ~ *", "<><><>", "___"]
    + ["# # #", "[Scene break]", "<center>***</center>", "<hr>", "&nbsp;", ". . .", "//"],
)
def test_an_ornament_breaks_a_scene(line):
    assert is_ornament(line)


@pytest.mark.parametrize("line", ["...", "!!!", "?", "xo", "Hello", "* one", ""])
def test_no_ornament(line):
    assert not is_ornament(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The Best of All Harbours", True),
        ("THE END", True),
        ("He went home", False),
        ('"Hello There"', False),
        ("The Rain Came Down.", False),
    ],
)
def test_title_like(line, expected):
    assert is_title_like(line) is expected
