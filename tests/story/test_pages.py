"""The lines of printed pages in what was a PDF."""

import pytest

from narrate.story.pages import page_lines

WORDS = ("lamp", "wall", "boat", "bell", "tide")


def found(*pages: str) -> list[str]:
    """The lines of pages in some whose sentences go on from one to the next."""
    story = [f"and nobody in the town believed that the {word}" for word in WORDS]
    text = "\n".join(f"{line}\n{page}" for line, page in zip(story, pages, strict=False))
    return [text[start:end] for start, end in page_lines(f"{text}\nwas lit again.")]


@pytest.mark.parametrize(
    "lines",
    [
        ("5", "6", "7"),
        ("- 5 -", "- 6 -", "- 8 -"),
        ("Page 5 of 90", "Page 6 of 90", "Page 7 of 90"),
        ("The Lamp 5", "The Lamp 7", "The Lamp 9"),
        ("5 | A. Writer", "7 | A. Writer", "9 | A. Writer"),
        ("5\n\nThe Lamp", "6\n\nThe Lamp", "7\n\nThe Lamp"),
    ],
)
def test_numbers_that_rise_amid_sentences_and_what_stands_beside_them(lines):
    assert found(*lines) == [line for page in lines for line in page.split("\n\n")]


@pytest.mark.parametrize(
    "lines",
    [
        ("5", "6"),  # too few
        ("7", "6", "5"),
        ("5", "50", "500"),
        ("It rained.\n5", "It rained.\n6", "It rained.\n7"),  # between sentences: chapters
        ("5\n\nIt rained.", "6\n\nTom ran.", "7\n\nNora slept."),
        ("The Lamp", "The Lamp", "The Lamp"),
        ("You have reached level 5", "You have reached level 6", "You are on level 7"),
    ],
)
def test_other_lines_are_story(lines):
    assert found(*lines) == []


def test_a_chapters_own_heading_is_none_though_it_heads_its_pages():
    chapter = "It rained.\n4\nThe Wall"

    assert found("3", chapter, "5\nThe Wall", "6\nThe Wall") == ["3", "4", "5", "The Wall", "6", "The Wall"]
