"""Corrections survive: a script written again over a changed manuscript keeps what still stands."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import NarrateError, Place
from narrate.script.carrying import Lost, carry_over
from narrate.script.reading import read_script
from narrate.story.assembling import assemble
from narrate.story.book import Removed
from narrate.story.braces import escapes, put_back, take_out
from tests.stories import SCRIPT_PATH, manuscript, said, script_manuscript

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
    found = carry_over(script_manuscript(script), manuscript(story), everybody)
    return put_back(found.manuscript.text, found.manuscript.removed), [each.direction for each in found.lost]


def everybody(_: str) -> bool:
    """A voices.yaml that lists everyone."""
    return True


def nobody(_: str) -> bool:
    """No voices.yaml."""
    return False


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


@pytest.mark.parametrize("behind", ["He ran.", '"Go," he said.', '{Nora} "Go," she said.'])
def test_a_direction_stays_before_its_italics(behind):
    script = f"Nora met Tom on the quay.\n\n{{Tom}} *Never again.* {behind}\n"

    assert carried(script, "It rained.\n\n" + plain(script)) == ("It rained.\n\n" + script, [])


@pytest.mark.parametrize("apart", ["\n\n", "\n", "\n \n"])
def test_a_direction_without_a_quote_takes_none_of_the_next_paragraph(apart):
    script = f'Nora met Tom.{apart}{{Nora}} She came in from the rain.{apart}"Hello," said Tom.\n'

    assert carried(script, f"It was late.{apart}{plain(script)}") == (f"It was late.{apart}{script}", [])


def test_where_nothing_has_changed_nothing_moves():
    script = "It rained.\n\n{pause 2s}\n\n* * *\n\n{skip}\n* * *{/skip}\n\nThe sun came out.\n"

    assert carried(script, plain(script)) == (script, [])


def test_what_fits_nowhere_is_listed():
    story = plain(SCRIPT).replace('"The lamp is lit again."', "She said nothing.")

    found = carry_over(script_manuscript(SCRIPT), manuscript(story), nobody)

    assert found.lost == (Lost("{Nora}", Place(SCRIPT_PATH, 3), '"The lamp is lit again."'),)


def test_a_guess_is_left_behind():
    assert carried('{Nora?} "Yes."\n', '"Yes."\n') == ('"Yes."\n', [])


DUPLICATES = """Tom looked out at the rain.

{Nora} "Yes."

The clock struck nine in the hall.

{Tom} "Yes."

{Nora} "Yes."

Somebody knocked at the door, and they were silent.

{Tom} "Yes."
"""


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda s: s.replace('{Nora} "Yes."\n\nThe clock', "The clock"), id="the first is gone"),
        pytest.param(lambda s: s.replace("The clock", '{narrator} "Yes."\n\nThe clock'), id="one more"),
        pytest.param(lambda s: s.replace("Somebody", "It rained.\n\nSomebody"), id="something between"),
        pytest.param(lambda s: "Before all that, nothing.\n\n" + s, id="something before"),
    ],
)
def test_short_lines_that_are_all_the_same_are_known_by_what_is_around_them(edit):
    """Of those that stand where they stood, each keeps its speaker."""
    edited = edit(DUPLICATES).replace("{narrator} ", "")

    found, lost = carried(DUPLICATES, plain(edited))

    gone = DUPLICATES.count("{") - edited.count("{")
    assert (found, len(lost)) == (edited, gone)


def test_a_short_line_far_from_where_it_stood_is_another():
    script = SCRIPT.replace('{Tom} "Yes."', '{Tom} "Safe."')
    story = '"Safe," said Kate to her dog and all the cats.\n\n' + plain(script).replace(
        '"Safe."', "He nodded."
    )

    assert carried(script, story)[1] == ["{Tom}"]


ALIKE = """Lois Lane came in. Clark Kent sat by the stove.

{Clark} "No," said Clark.

{Lois} "No," said Lois.

{Clark} "I see." Clark got up. "Then I shall go."

{Lois} "No," said Lois.
"""


def test_a_new_line_that_is_like_the_next_one_does_not_take_its_speaker():
    edited = ALIKE.replace('{Clark} "No', '"No," said Mira.\n\n{Clark} "No')

    assert carried(ALIKE, plain(edited)) == (edited, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('{Nora} "Go on."', "{Nora} “Go on.”", id="curly marks"),
        pytest.param('{Nora} "It\'s late."', "{Nora} ‘It’s late.’", id="British marks"),
        pytest.param("{Nora} “Go.”", "{Nora} «Go.»", id="French marks"),
        pytest.param('Tom sat. {Nora} "Go on."', 'Alex sat. {Nora} "Go on."', id="somebody renamed"),
        pytest.param('{Nora} "Go on now, Tom."', '{Nora} "Go on\nnow, Tom."', id="wrapped"),
        pytest.param('{Nora} "Go on." {Tom} "No."', '{Nora} "Go on."\n\n{Tom} "No."', id="split"),
        pytest.param('{Nora} "Go on."\n\n{Tom} "No."', '{Nora} "Go on." {Tom} "No."', id="joined"),
        pytest.param(
            '{Nora} "You go on and I shall stay."',
            '{Nora} "You go on," she said, "and I shall stay."',
            id="a tag put in",
        ),
        pytest.param('{Nora} "GO ON, TOM"', '{Nora} "Go on, Tom."', id="capitals"),
        pytest.param('{Nora} "…"', "{Nora} “…”", id="no words"),
        pytest.param("One. {pause 2s} Two.", "One and a half. {pause 2s} Two.", id="a pause inside"),
        pytest.param('One.\n\n{pause 2s}\n\n"Two."', "One.\n\n{pause 2s}\n\n“Two.”", id="a pause above"),
        pytest.param("One. {skip}Two.{/skip} Three.", "One! {skip}Two!{/skip} Three!", id="a passage"),
        pytest.param(
            "{bed rain.wav}One. {as Tom}Two.{/as} Three.{/bed}",
            "{bed rain.wav}One! {as Tom}Two!{/as} Three!{/bed}",
            id="a passage inside another",
        ),
        pytest.param("One.{pause 2s}\n", "One.{pause 2s}\n", id="a pause at the end"),
        pytest.param('A {{b}} {Tom} "No."', 'A {{b}} {{c}} {Tom} "No."', id="braces"),
    ],
)
def test_a_direction_stays_though_its_text_is_written_otherwise(before, after):
    frame = 'Nora met Tom on the quay.\n\n{}\n\nThey went home, and it rained. {{Tom}} "Well," he said.\n'

    assert carried(frame.format(before), plain(frame.format(after))) == (frame.format(after), [])


def test_a_passage_that_is_gone_takes_both_its_ends_along():
    script = "One two three.\n\n{skip a recap}Four five.{/skip}\n\nSix seven eight.\n"

    assert carried(script, "One two three.\n\nSix seven eight.\n") == (
        "One two three.\n\nSix seven eight.\n",
        ["{skip a recap}", "{/skip}"],
    )


def test_an_order_reaches_a_quote_that_was_split_off():
    script = 'Nora met Tom.\n\n{Nora} "Yes, I know." She looked at the "Mary". "You read it."\n'
    split = script.replace(". She", ".\n\nShe").replace('" She', '"\n\nShe')

    assert carried(script, plain(split)) == (split.replace('"You', '{Nora} "You'), [])


def test_an_order_reaches_what_is_left_of_its_paragraph():
    script = 'Nora met Tom.\n\n{Nora, softly} "Yes, I know." She looked up. "You read it."\n'

    assert carried(script, plain(script).replace('"Yes, I know." ', "")) == (
        'Nora met Tom.\n\nShe looked up. {Nora} "You read it."\n',
        ["{Nora, softly}"],
    )


@pytest.mark.parametrize("between", ["\n\n", " {Tom?} "])
def test_an_order_does_not_reach_what_it_did_not_reach_before(between):
    script = f'Nora met Tom.\n\n{{Nora}} "Yes, I know."{between}"You read it," said Tom.\n'
    story = plain(script).replace('"\n\n"', '" "') + "\nThe end.\n"

    found = carry_over(script_manuscript(script), manuscript(story), everybody)

    assert said(read_script(assemble([found.manuscript]))) == [
        ("Nora", '"Yes, I know."'),
        ("Tom", '"You read it,"'),
    ]


def test_an_order_does_not_reach_a_line_that_is_new():
    script = 'Nora met Tom.\n\n{Nora} "Yes, I know." {Tom?} "You read it," said Tom.\n'
    story = plain(script).replace("You read it", "There was a letter")

    found = carry_over(script_manuscript(script), manuscript(story), everybody)

    assert [speaker for speaker, _ in said(read_script(assemble([found.manuscript])))] == ["Nora", "Tom"]


def test_two_quotes_that_became_one_have_one_speaker():
    script = 'It rained.\n\n{Nora} "I shall go home now." {Tom} "Yes."\n'

    assert carried(script, 'It rained.\n\n"I shall go home now. Yes."\n') == (
        'It rained.\n\n{Nora} "I shall go home now. Yes."\n',
        ["{Tom}"],
    )


RENAMING = """Kate met Tom.

{Kate, softly} "Hello, Tom."

{Tom} "Kate! It's late, Kate."

{as Kate}"I am at home now. Kate" said her letter.{/as}

Tom looked up, and Kate nodded.
"""


def test_somebody_renamed_is_so_in_the_directions():
    renamed = RENAMING.replace("Kate", "Lady Catherine")

    found = carry_over(script_manuscript(RENAMING), manuscript(plain(renamed)), nobody)

    assert put_back(found.manuscript.text, found.manuscript.removed) == renamed
    assert (found.renamed, found.lost) == ({"Kate": "Lady Catherine"}, ())


def test_who_has_gone_from_the_story_can_say_nothing():
    without = plain(RENAMING.replace("Kate", "Tom"))  # who is somebody else

    found = carry_over(script_manuscript(RENAMING), manuscript(without), nobody)

    with pytest.raises(NarrateError) as error:
        read_script(assemble([found.manuscript]))

    assert str(error.value).startswith("story.script:3: the direction {Kate} names nobody whom the story")


@pytest.mark.parametrize(
    ("direction", "message"),
    [("{pause 2x}", "cannot tell how long {pause 2x} is"), ("{skip}", "{skip} does not end")],
)
@pytest.mark.parametrize("more", ["", "It stopped.\n"])
def test_an_error_is_in_the_script_where_its_direction_stands(direction, message, more):
    script = script_manuscript(f"Nora met Tom.\n\n{{pause 2s}}\n\nIt rained. {direction} They went home.\n")
    story = manuscript(f"{more}{script.text}")

    with pytest.raises(NarrateError) as error:
        read_script(assemble([carry_over(script, story, nobody).manuscript]))

    assert str(error.value).startswith(f"story.script:5: {message}")


def test_whom_voices_yaml_knows_keeps_the_name():
    renamed = plain(RENAMING.replace("Kate", "Catherine"))

    found = carry_over(script_manuscript(RENAMING), manuscript(renamed), lambda name: name == "Kate")

    assert found.renamed == {}
    assert "{Kate, softly}" in put_back(found.manuscript.text, found.manuscript.removed)


def test_a_long_book_that_was_retyped_throughout():
    """Every line has changed: what is left is the words."""
    script = "\n\n".join(
        f'{{Person {n % 7}}} "It\'s the {n}. line," said the other, "of {n * 37} and more."'
        for n in range(2000)
    )
    retyped = re.sub(r'"(.*?)"', r"“\1”", script).replace("'", "’").replace(" other", "\nother")

    assert carried(script, plain(retyped)) == (retyped, [])


class TestAnyEdits:
    """Edits made to a script and to its manuscript alike: carrying the old script over gives the same."""

    @staticmethod
    def insert(paragraphs, rng):
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), f"Something new happened, {rng.random()}.")

    @staticmethod
    def delete(paragraphs, rng):
        paragraphs.pop(rng.randrange(len(paragraphs)))

    @staticmethod
    def move_a_scene(paragraphs, rng):
        start = rng.randrange(len(paragraphs))
        scene = paragraphs[start : start + rng.randrange(1, 6)]
        del paragraphs[start : start + len(scene)]
        at = rng.randrange(len(paragraphs) + 1)
        paragraphs[at:at] = scene

    @staticmethod
    def write_before(paragraphs, rng):
        at = rng.randrange(len(paragraphs))
        paragraphs[at] = f"It rained. {paragraphs[at]}"

    @staticmethod
    def write_after(paragraphs, rng):
        at = rng.randrange(len(paragraphs))
        paragraphs[at] = f"{paragraphs[at]} She laughed."

    @staticmethod
    def join(paragraphs, rng):
        at = rng.randrange(len(paragraphs))
        paragraphs[at : at + 2] = [" ".join(paragraphs[at : at + 2])]

    @staticmethod
    def wrap(paragraphs, rng):
        at = rng.randrange(len(paragraphs))
        paragraphs[at] = re.sub(r"(?<=\w) (?=\w+ \w)(?![^{]*\})", "\n", paragraphs[at], count=2)

    @staticmethod
    def rename(paragraphs, rng):
        at = rng.randrange(len(paragraphs))
        paragraphs[at] = paragraphs[at].replace("said the other", "said Alexander")

    EDITS = (insert, delete, move_a_scene, write_before, write_after, join, wrap, rename)

    @given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=100), st.integers(0, 1 << 32))
    @settings(max_examples=40)
    def test_what_stands_is_kept_and_what_is_gone_is_listed(self, edits, seed):
        rng = random.Random(seed)
        script = [
            f'{{Person {n}}} "This is what number {n} says," said the other, "of {n * 37} things."'
            for n in range(30)
        ]
        edited = list(script)
        for edit in edits:
            if edited:
                edit(edited, rng)
        expected = "\n\n".join(edited)

        found, lost = carried("\n\n".join(script), plain(expected))

        assert found == expected
        assert len(lost) == 30 - expected.count("{Person")


BITS = (
    *"{}\"“”'’ \n",
    *("\n\n", "\n\n\n", ". ", "Nora", "Tom", "lamp", "Yes.", "…", "—", "\u2028", "\u00a0", "𝔑"),
)
DIRECTIONS = (
    *("{Nora}", "{Tom, softly} ", "{pause 2s}\n\n", "{pause 1s}\n"),
    *("{skip}", "{/skip}", "{play a.wav} ", "{as Tom}\n", "{/as}", "{bed a.wav} ", "{/bed}\n\n"),
)
texts = st.lists(st.sampled_from(BITS), max_size=40).map("".join)


@given(
    texts, texts, st.lists(st.tuples(st.integers(0, 60), st.sampled_from(DIRECTIONS)), min_size=1, max_size=6)
)
def test_without_its_directions_the_script_is_the_manuscript_whatever_it_holds(before, after, directions):
    pieces = [(min(at, len(before)), raw) for at, raw in sorted(directions)]
    removed = sorted([*(Removed(*piece) for piece in pieces), *escapes(before)], key=lambda piece: piece.at)
    old = script_manuscript(put_back(before, removed))

    found = carry_over(old, manuscript(after), everybody)

    removed = found.manuscript.removed
    assert take_out(put_back(after, removed), SCRIPT_PATH)[0] == after
    kept = [piece for piece in removed if piece.raw.strip("{}")]
    assert len(kept) + len(found.lost) >= len(pieces)
