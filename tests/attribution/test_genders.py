"""He or she: what the pronouns around a name tell of a person's gender."""

import pytest

from narrate.attribution.people.cast import cast_of
from narrate.attribution.people.mentions import find_mentions
from narrate.attribution.reading import read
from narrate.story.cast import Role
from narrate.story.quotes import find_quotes
from tests.stories import book


def gender(story):
    """M, F or nothing for Robin, as the story tells it."""
    told = book(story)
    reading = read(told, find_quotes(told))
    [odds, *_] = find_mentions(reading, cast_of(reading, [Role("Robin")], set())).maleness
    return "M" if odds > 0.5 else "F" if odds < -0.5 else ""


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("Robin sat down, and he sighed.", "M"),
        ("Robin sat down. She was tired.", "F"),
        ("Robin laughs. She is tired.", "F"),
        ('Robin snorted. "You owe me five," she whispered.', "F"),
        ('"Go," said Robin. "Now." He rose.', "M"),
        ("Robin put down her cup.", "F"),
        ("Robin laughed at himself.", "M"),
        ("There came her brother Robin.", "M"),
        ("Robin told him.", ""),
        ("Robin stared at her.", ""),
        ("Robin handed her a cup.", ""),
        ("Robin sat down next to hers.", ""),
        ('"Go," said Robin.\n\n"No," he said.', ""),
    ],
)
def test_gender(story, expected):
    assert gender(story) == expected
