"""The script as a file: taking its directions away gives the manuscript, character for character."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.manuscripts import read_manuscript
from narrate.script.carrying import without_guesses
from narrate.script.file import script_text
from narrate.script.reading import read_script
from narrate.story.assembling import assemble
from narrate.story.book import Manuscript
from narrate.story.cast import Role
from tests.stories import DIALOGUE, book, said, script_manuscript, script_of

SCRIPT = """The Wrong Lamp

Nora Vane looked out of the window. Tom Pell came in from the hall.

{Nora} "The lamp is lit," said Nora.

{Tom} "It can't be," Tom said. "It's {{broken}}."

{Nora} "Look for yourself." Nora put down her cup. "There!"

* * *

On the quay the harbourmaster was waiting for them.

{the harbourmaster} "Nobody is to go out on that wall," said the harbourmaster.
"""


TELEPHONE = """Dom Sharpe picked up the telephone. Wren Hale was out. Miss Hale was always out.

"Hello?" said Dom.

"Dominic," said the voice. "Is the parcel there?"

"Yes, Mrs. Hale."

"And is it still ticking?"

"Yes, Mrs. Hale. Where's Wren?"

"My granddaughter is on a train."

Wren came in.

"Miss Hale," said Dom. "It's your gran."

"Give me that," said Wren.
"""


def written(story: str, *known: str) -> str:
    script = read_script(book(story), [Role(name) for name in known])
    return script_text(script, script.book.parts[0])


def rewritten(raw: str) -> str:
    return written_again(script_manuscript(raw))


def written_again(script: Manuscript) -> str:
    """What `narrate script` makes of a script."""
    read = read_script(assemble([without_guesses(script)]))
    return script_text(read, read.book.parts[0])


def test_a_direction_stands_before_every_change_of_speaker():
    plain = written(DIALOGUE, "Nora", "Tom").replace("?}", "}")

    assert plain.lower() == SCRIPT.lower()


def test_a_direction_stands_before_the_brace_that_its_speech_begins_with():
    chat = "Tom and Nora sat down.\n\nTom: {hi}\nNora: yes\nTom: {where} are you?\n"

    once = written(chat, "Nora", "Tom")

    assert "Tom: {Tom} {{hi}}\nNora: {Nora} yes\nTom: {Tom} {{where}} are you?" in once
    assert rewritten(once) == once


def test_a_script_written_again_is_the_same():
    once = written(DIALOGUE)

    assert rewritten(once) == once


def test_own_guesses_are_no_evidence_however_often_a_script_is_written_again():
    once = written(TELEPHONE)

    assert once.count("{Mrs. Hale?}") == 3
    assert rewritten(once) == once


def test_confirmed_directions_stay_and_guesses_are_made_anew():
    raw = 'Nora met Tom.\n\n{Tom, softly} "Hello." He sat down. "Tea?"\n\n{Tom?} "Please," said Nora.\n'

    assert rewritten(raw) == raw.replace("{Tom?}", "{Nora}")


def test_a_confirmed_direction_reaches_no_farther_than_the_guess_after_it():
    once = written(
        'Clark met Lois.\n\n"Hello," said Clark.\n\n"Hello," said Lois.\n\n"Must I?" "Why?" "Because."\n'
    )
    confirmed = once.replace("{Lois?}", "{Lois}")

    assert once.endswith('{Clark} "Must I?" {Lois?} "Why?" {Clark?} "Because."\n')
    assert rewritten(confirmed) == confirmed


def test_of_several_directions_the_last_counts_but_an_order_more_than_a_guess():
    raw = 'Nora met Tom.\n\n{Nora} {Tom} "Well?"\n\n{Nora} {Tom?} "Come in," he said.\n'

    assert said(script_of(raw)) == [("Tom", '"Well?"'), ("Nora", '"Come in,"')]
    assert rewritten(raw) == raw.replace("{Tom?} ", "")


def test_other_directions_stay_where_they_are():
    raw = 'Nora came in.\n\n{pause 2s}\n\n{Nora} "Hello," said Nora.\n\n{skip} A recap.{/skip}\n'

    assert rewritten(raw) == raw


SCRAPS = (
    *"\"“”‘’'«»„—…{}_,9 \t\n\r\x0b\x0c\x85\u00a0\u2028\u2029\ufeff\u200b\u202e\u0301éßİﬁ𝔑灯א\x00\x1b\ufffd",
    *("--", "{{", "}}", "{Nora}", "{pause 2s}", "  ", "\n\n", "\r\n", "\r\n\r\n", "👩\u200d🚀"),
    *("Nora", "Tom Pell", "said", "asked", "she", "Yes.", "No!", "Why?", "Chapter Two", "***", "A/N: hm."),
)
stories = st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=60).map("".join)


@given(
    stories.filter(lambda story: story.strip("\x00\x1b\ufeff \t\r\n\x0b\x0c\x85\u00a0\u2028\u2029")).filter(
        lambda story: 20 * story.count("\x00") <= len(story)  # more is no text, or UTF-16
    ),
    st.booleans(),
)
@settings(max_examples=40)
def test_the_files_of_any_story_and_of_its_script_hold_the_same_text(story, marked):
    with TemporaryDirectory() as folder:
        source, script = Path(folder, "story.txt"), Path(folder, "story.script")
        source.write_text(story, encoding="utf-8-sig" if marked else "utf-8", newline="")
        told = read_manuscript(source)
        read = read_script(assemble([told]))
        script.write_text(script_text(read, read.book.parts[0]), encoding="utf-8", newline="")

        again = read_manuscript(script)

        assert again.text == told.text
        assert written_again(again) == script.read_text(encoding="utf-8")


def test_a_name_with_a_comma_is_written_without_it_and_understood():
    known = [Role("Pell, Tom", ("Tom",)), Role("Nora")]
    script = read_script(book(DIALOGUE), known)

    text = script_text(script, script.book.parts[0]).replace("?}", "}")
    again = read_script(assemble([script_manuscript(text)]), known)

    assert "{Pell Tom} " in text
    assert [span.speaker for span in again.spans] == [span.speaker for span in script.spans]
