"""Corrections survive: a script written again over a changed manuscript keeps what still stands."""

import random

import pytest

from narrate.carrying import Lost, carry_over
from narrate.directions import put_back
from tests.stories import manuscript, script_manuscript

SCRIPT = """Nora met Tom on the quay.

{Nora} "The lamp is lit again."

{Tom, softly} "It can't be lit." He looked. {Nora} "It is."

{pause 2s}

They went out on the wall together, and the sea came over.

{Tom} "Yes."

{Nora} "Yes."
"""


WALL = "They went out on the wall together, and the sea came over.\n\n"


def carried(script: str, story: str) -> tuple[str, list[str]]:
    """The script after its manuscript has become `story`, and the directions that were lost."""
    found, lost = carry_over(script_manuscript(script), manuscript(story))
    return put_back(found.text, found.removed), [each.direction for each in lost]


def plain(script: str) -> str:
    return script_manuscript(script).text


EDITS = {
    "nothing": lambda s: s,
    "a paragraph before": lambda s: "It rained.\n\n" + s,
    "a paragraph between": lambda s: s.replace("They went", "It rained.\n\nThey went"),
    "a paragraph gone": lambda s: s.replace(WALL, ""),
    "a retyped quote": lambda s: s.replace("The lamp is lit again.", "The lamp is burning again!"),
    "words before the quote": lambda s: s.replace('{Nora} "The', 'She pointed. {Nora} "The'),
    "a scene moved to the front": lambda s: WALL + s.replace(WALL, ""),
    "braces": lambda s: s + "\n\nA {{brace}}.\n",
}


@pytest.mark.parametrize("name", EDITS)
def test_directions_stay_with_their_text(name):
    edited = EDITS[name](SCRIPT.replace("{pause 2s}\n\n", ""))

    assert carried(SCRIPT.replace("{pause 2s}\n\n", ""), plain(edited)) == (edited, [])


def test_a_pause_stays_before_its_paragraph():
    assert carried(SCRIPT, "It rained.\n\n" + plain(SCRIPT)) == ("It rained.\n\n" + SCRIPT, [])


def test_what_fits_nowhere_is_listed():
    story = plain(SCRIPT).replace('"The lamp is lit again."', "She said nothing.")

    _, lost = carry_over(script_manuscript(SCRIPT), manuscript(story))

    assert lost == (Lost("{Nora}", '"The lamp is lit again." "It can\'t be lit." He looked. "It'),)


def test_a_guess_is_left_behind():
    assert carried('{Nora?} "Yes."\n', '"Yes."\n') == ('"Yes."\n', [])


@pytest.mark.parametrize("seed", range(100))
def test_random_edits_lose_nothing_that_stands(seed):
    """Every quote is different, so wherever one still stands its direction must stand before it."""
    rng = random.Random(seed)
    paragraphs = [
        f'{{Person {n}}} "This is what number {n} says, at some length {n * 37}."' for n in range(30)
    ]
    script = "\n\n".join(paragraphs)
    edited = list(paragraphs)
    for _ in range(12):
        at = rng.randrange(len(edited))
        match rng.choice(["insert", "delete", "move", "prefix"]):
            case "insert":
                edited.insert(at, f"Something new happened, {rng.random()}.")
            case "delete":
                edited.pop(at)
            case "move":
                edited.insert(rng.randrange(len(edited)), edited.pop(at))
            case "prefix":
                edited[at] = f"It rained. {edited[at]}"
    expected = "\n\n".join(edited)

    assert carried(script, plain(expected))[0] == expected
