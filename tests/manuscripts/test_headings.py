"""Lines that are headings, ornaments and titles by their form, and lines that are not."""

import pytest

from narrate.manuscripts.pieces.headings import Heading, heading, is_title_like
from narrate.manuscripts.pieces.ornaments import is_ornament

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
        ("Chapter 16 (Part 1)", Heading(CHAPTER, bare=False)),
        ("Chapter 17/?", Heading(CHAPTER, bare=True)),
        ("Chapter 17/20: Home", Heading(CHAPTER, bare=False)),
        ("--- Chapter 21 ---", Heading(CHAPTER, bare=True)),
        ("Chapter #46", Heading(CHAPTER, bare=True)),
        ("Chapter 43 | Lex", Heading(CHAPTER, bare=False)),
        ("Chapter 30 ★ stars", Heading(CHAPTER, bare=False)),
        ("Ch.45", Heading(CHAPTER, bare=True)),
        ("Ch 7", Heading(CHAPTER, bare=True)),
        ("Final Chapter", Heading(CHAPTER, bare=True)),
        ("Volume 1, Chapter 2", Heading(CHAPTER, bare=True)),
        ("Part One: Chapter Two: The Lamp", Heading(CHAPTER, bare=False)),
        ("Interlude 2.x", Heading(CHAPTER, bare=True, framing=True)),
        ("Side Story 3", Heading(CHAPTER, bare=True, framing=True)),
        ("Extra: The Wedding", Heading(CHAPTER, bare=False, framing=True)),
        ("Extra Chapter 2 - Lily", Heading(CHAPTER, bare=False, framing=True)),
        ("Omake", Heading(CHAPTER, bare=True, framing=True)),
        ("Chapitre 1", Heading(CHAPTER, bare=True)),
        ("CHAPITRE PREMIER", Heading(CHAPTER, bare=True)),
        ("Première partie", Heading(PART, bare=True)),
        ("Kapitel 2: Das Licht", Heading(CHAPTER, bare=False)),
        ("Erstes Kapitel", Heading(CHAPTER, bare=True)),
        ("Capítulo IV", Heading(CHAPTER, bare=True)),
        ("Глава 4. Маяк", Heading(CHAPTER, bare=False)),
        ("Глава первая", Heading(CHAPTER, bare=True)),
        ("第三章 灯台", Heading(CHAPTER, bare=True)),
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
        "Extra! Extra!",
        "Extra Large",
        "Extra: we need more rope.",
        "Chapter 3, verse 2, says so.",
        "Chapter 4 (which he had torn out) was missing.",
        "Chapter 5's end",
        "Ein Teil",
        "第三章の灯台は、",
        "",
    ],
)
def test_prose_is_no_heading(line):
    assert heading(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "***",
        "* * *",
        "--------",
        "~*~",
        "⁂",
        "#",
        "-x-x-x-",
        "oOo",
        "§",
        "* ~ * ~ *",
        "<><><>",
        "< < < > > >",
        "___",
    ]
    + [
        "# # #",
        "[Scene break]",
        "~*~ time skip brought to you by coffee ~*~",
        "<center>***</center>",
        "<hr>",
        "&nbsp;",
        ". . .",
        "//",
    ]
    + ["— — —", "x x x", "&", "[break]", "~POV change~", "-HP-", "~ HP ~ DM ~", "✧･ﾟ: *✧･ﾟ:*", "/\\/\\/\\"]
    + ["<>", "(~)", "➳➳➳", "🌙", "🌊🌊🌊", "oooOOOooo", "XXXXX", "0-0-0", "%%%", "|||", "&&&", "<<>>"],
)
def test_an_ornament_breaks_a_scene(line):
    assert is_ornament(line)


@pytest.mark.parametrize(
    "line",
    [
        "...",
        "!!!",
        "?",
        "xo",
        "Hello",
        "* one",
        "",
        "…",
        "。。。",
        "👍",
        "😂😂",
        ":-)",
        "“***!”",
        "\u200b",
        "«…»",
        "Break",
        "*HP*",
        "-HP",
        "“ﾟ”",
    ],
)
def test_no_ornament(line):
    assert not is_ornament(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The Best of All Harbours", True),
        ("THE END", True),
        ("He went home", False),
        ('"Hello There"', False),
        ('Anna: "Really?"', False),
        ('What Is "It"?', True),
        ("The Rain Came Down.", False),
    ],
)
def test_title_like(line, expected):
    assert is_title_like(line) is expected
