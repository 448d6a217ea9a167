"""The script as a file: taking its directions away gives the manuscript, character for character."""

from hypothesis import given
from hypothesis import strategies as st

from narrate.book import assemble
from narrate.carrying import without_guesses
from narrate.directions import take_out
from narrate.reading import read_script
from narrate.scriptfile import script_text
from tests.stories import DIALOGUE, SCRIPT_PATH, book, script_manuscript

SCRIPT = """The Wrong Lamp

Nora Vane looked out of the window. Tom Pell came in from the hall.

{Nora} "The lamp is lit," said Nora.

{Tom} "It can't be," Tom said. "It's {{broken}}."

{Nora} "Look for yourself." Nora put down her cup. "There!"

* * *

On the quay the harbourmaster was waiting for them.

{the harbourmaster} "Nobody is to go out on that wall," said the harbourmaster.
"""


def written(story: str) -> str:
    script = read_script(book(story))
    return script_text(script, script.book.parts[0])


def rewritten(raw: str) -> str:
    script = read_script(assemble([without_guesses(script_manuscript(raw))]))
    return script_text(script, script.book.parts[0])


def test_a_direction_stands_before_every_change_of_speaker():
    plain = written(DIALOGUE).replace("?}", "}")

    assert plain.lower() == SCRIPT.lower()


def test_a_script_written_again_is_the_same():
    once = written(DIALOGUE)

    assert rewritten(once) == once


def test_confirmed_directions_stay_and_guesses_are_made_anew():
    raw = 'Nora met Tom.\n\n{Tom, softly} "Hello." He sat down. "Tea?"\n\n{Tom?} "Please," said Nora.\n'

    assert rewritten(raw) == raw.replace("{Tom?}", "{Nora}")


def test_other_directions_stay_where_they_are():
    raw = 'Nora came in.\n\n{pause 2s}\n\n{Nora} "Hello," said Nora.\n\n{skip} A recap.{/skip}\n'

    assert rewritten(raw) == raw


_paragraphs = st.sampled_from(
    [
        'Nora said, "It {rains}."',
        '"Does it?" asked Tom. "I know."',
        '"Yes," she said.',
        "“Curly,” said Tom. “Marks.”",
        '"Not closed, said Tom.',
        "The 'sign' read NO ENTRY.",
        "***",
        "Chapter Two",
        "  indented {{braces}}",
        "A/N: thanks.",
    ]
)


@given(st.lists(_paragraphs, min_size=1, max_size=12))
def test_taking_the_directions_away_restores_any_story(paragraphs):
    story = "\n\n".join(paragraphs)

    once = written(story)

    assert take_out(once, SCRIPT_PATH)[0] == story
