"""What a plan says of its chapters."""

import pytest

from narrate.engines import load_engine
from narrate.script.reading import read_script
from narrate.settings import Settings
from narrate.story.cast import Cast, Voice
from narrate.takes.planning import plan
from tests.stories import book

CAST = Cast(Voice("tone", "alto"), Voice("tone", "bass"), {})
ENGINES = {"tone": load_engine("tone")}


@pytest.mark.parametrize(
    ("story", "titles"),
    [
        ("Chapter One\n\nIt rained.\n", ["Chapter One"]),
        ("It rained.\n\n***\n\nIt stopped.\n", ["It rained", "It stopped"]),
        ("# Chapter One\n\nIt rained.\n\n## The Sea\n\nIt stopped.\n", ["It rained", "The Sea"]),
        ("It rained.\n\n***\n\nA/N: Thanks for reading.\n", ["It rained", "A/N: Thanks for reading"]),
        ("It rained.\n\n***\n\n# The Sea\n", ["It rained", "The Sea"]),
        ("\\# was painted there.\n\n***\n\nIt rained.\n", ["# was painted there", "It rained"]),
        (
            "Fish &amp; chips at [the wall](https://example.org/a).\n\n***\n\nIt *rained*.\n",
            ["Fish & chips at the wall", "It rained"],
        ),
    ],
)
def test_every_scene_that_is_heard_has_a_title(story, titles):
    script = read_script(book(story), read_notes=True)

    (chapter,) = plan(script, CAST, Settings(), ENGINES).chapters

    assert list(chapter.scene_titles) == titles
    assert max(item.cue.scene for item in chapter.items) == len(titles)
