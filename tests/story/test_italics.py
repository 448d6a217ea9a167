"""Speech in italics: what minds say to each other, and thoughts that have a tag."""

import pytest

from narrate.story.assembling import assemble
from narrate.story.quotes import find_quotes
from tests.stories import book, script_manuscript


def said(story: str) -> list[str]:
    """All that stands between marks of any kind, italics among them."""
    told = book(f"{story}\n")
    return [told.text[quote.start : quote.end] for quote in find_quotes(told)]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param("*Is it far?* the dragon asked.", ["*Is it far?*"], id="tag behind"),
        pytest.param("_Yes,_ said Nora. _It is._ She sat.", ["_Yes,_", "_It is._"], id="goes on behind it"),
        pytest.param("Nora thought, *He knows.*", ["*He knows.*"], id="tag before"),
        pytest.param("*Never*, Tom thought.", ["*Never*"], id="comma outside"),
        pytest.param("***Out!*** Tom hissed.", ["***Out!***"], id="bold, too"),
        pytest.param('"Go," Tom said. *Now,* he thought.', ['"Go,"', "*Now,*"], id="beside speech"),
        pytest.param(
            '"I *never!* said Tom so," she said.', ['"I *never!* said Tom so,"'], id="inside speech"
        ),
        pytest.param("*Crash!* The door flew open.", [], id="a noise"),
        pytest.param("She read *The Tide,* said to be good.", [], id="a title"),
        pytest.param("It was *very* late. *So* late.", [], id="stress"),
        pytest.param("*It was night. He ran.*", [], id="a dream"),
        pytest.param(
            "*Far?* asked Tom.\n\n*A day.*\n\n*No more?*\n\n*No,* said Nora.",
            ["*Far?*", "*A day.*", "*No more?*", "*No,*"],
            id="answers between two with tags",
        ),
        pytest.param(
            "*Far?* asked Tom.\n\n*A day.*\n\n*It was night. He ran.*\n\nHe woke.",
            ["*Far?*", "*A day.*"],
            id="one answer behind a tag",
        ),
        pytest.param(
            "*Far,* Tom thought.\n\n*It was night. He ran.*\n\nHe woke.",
            ["*Far,*"],
            id="no answer to a thought",
        ),
        pytest.param(
            "*Far?* asked Tom.\n\n* * *\n\n*It was night.*", ["*Far?*"], id="no answer in another scene"
        ),
    ],
)
def test_italics_that_somebody_says(story, expected):
    assert said(story) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param("{Nora} *I come.* She ran.", ["*I come.*"], id="a sentence"),
        pytest.param("{Nora, softly}\n_I come_", ["_I come_"], id="a paragraph"),
        pytest.param("{Nora} *I come* she thought.", ["*I come*"], id="no stop before a tag"),
        pytest.param("{Nora} *I come*, she nodded.", ["*I come*"], id="comma outside"),
        pytest.param("{Nora} *I come.*\n\n*Do.*\n\nShe ran.", ["*I come.*"], id="none beside it"),
        pytest.param('{Nora} *Slowly* she rose. "Go."', ['"Go."'], id="stress"),
        pytest.param("{pause 2s} *It was night.*", [], id="another direction"),
    ],
)
def test_a_direction_gives_italics_right_behind_it_to_somebody(script, expected):
    told = assemble([script_manuscript(f"{script}\n")])

    assert [told.text[quote.start : quote.end] for quote in find_quotes(told)] == expected
