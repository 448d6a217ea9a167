"""Stage directions: taken out of a script, put back, understood."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import NarrateError
from narrate.story.book import Removed
from narrate.story.braces import escapes, put_back, take_out
from narrate.story.directions import Direction, Order, is_name, understand
from tests.stories import SCRIPT_PATH


@pytest.mark.parametrize(
    ("raw", "text", "removed"),
    [
        ('{Lex} "Hello."', '"Hello."', ["{Lex} "]),
        ('He said, {Lex?} "No." {Lois} "Yes."', 'He said, "No." "Yes."', ["{Lex?} ", "{Lois} "]),
        ("One.\n\n{pause 2s}\n\nTwo.", "One.\n\nTwo.", ["{pause 2s}\n\n"]),
        ("One.\n{pause 2s}\nTwo.", "One.\nTwo.", ["{pause 2s}\n"]),
        ("One.\n\n{bed a} {pause 2s}\n\nTwo.", "One.\n\nTwo.", ["{bed a} ", "{pause 2s}\n\n"]),
        ("One.\n\n{/as}\n{pause 2s}\n\nTwo.", "One.\n\nTwo.", ["{/as}\n", "{pause 2s}\n\n"]),
        ("{{\n{pause 2s}\nTwo.", "{\nTwo.", ["{", "{pause 2s}\n"]),
        ("{{{Lex}\n\nTwo.", "{\n\nTwo.", ["{", "{Lex}"]),
        ("{skip}Notes.{/skip}\n", "Notes.\n", ["{skip}", "{/skip}"]),
        ("a {{b}} c", "a {b} c", ["{", "}"]),
        ("no braces", "no braces", []),
    ],
)
def test_directions_are_taken_out(raw, text, removed):
    told, pieces = take_out(raw, SCRIPT_PATH)

    assert (told, [piece.raw for piece in pieces]) == (text, removed)
    assert put_back(told, pieces) == raw


@given(st.text(st.sampled_from('ab {}\n"')))
def test_any_story_survives_being_a_script(story):
    script = put_back(story, escapes(story))

    assert take_out(script, SCRIPT_PATH)[0] == story


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("{Lex}", Direction(Order.SPEAKER, 0, "Lex")),
        ("{Lex Luthor?} ", Direction(Order.SPEAKER, 0, "Lex Luthor", doubtful=True)),
        ("{narrator} ", Direction(Order.SPEAKER, 0, None)),
        ("{Lex, softly}", Direction(Order.SPEAKER, 0, "Lex", manner="softly")),
        ("{Lex, rate 0.9, softly}", Direction(Order.SPEAKER, 0, "Lex", manner="softly", rate=0.9)),
        ("{Mr. O'Neil-Smith}", Direction(Order.SPEAKER, 0, "Mr. O'Neil-Smith")),
        ("{pause 2s}", Direction(Order.PAUSE, 0, pause_ms=2000)),
        ("{pause 250ms}", Direction(Order.PAUSE, 0, pause_ms=250)),
        ("{Pause 2s}", Direction(Order.PAUSE, 0, pause_ms=2000)),
        ("{Narrator}", Direction(Order.SPEAKER, 0, None)),
        ("{Skip}", Direction(Order.SPEAKER, 0, "Skip")),
        ("{pause 1.5}", Direction(Order.PAUSE, 0, pause_ms=1500)),
        ("{play sounds/bell.wav}", Direction(Order.PLAY, 0, file="sounds/bell.wav")),
        ("{play a, b.wav, gain -6}", Direction(Order.PLAY, 0, file="a, b.wav", gain_db=-6)),
        ("{bed rain.ogg, Gain +1.5 dB}", Direction(Order.BED, 0, file="rain.ogg", gain_db=1.5)),
        ("{/bed}", Direction(Order.END_BED, 0)),
        ("{skip author's note}", Direction(Order.SKIP, 0, reason="author's note")),
        ("{/skip}", Direction(Order.END_SKIP, 0)),
        ("{as author}", Direction(Order.AS, 0, "author")),
        ("{/as}", Direction(Order.END_AS, 0)),
        ("{", None),
    ],
)
def test_a_direction_is_understood(raw, expected):
    assert understand(Removed(0, raw)) == expected


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ("{}", "names nobody"),
        ("{?}", "names nobody"),
        ("{, softly}", "names nobody"),
        ("{pause}", "how long"),
        ("{pause a while}", "how long"),
        ("{pause 9999999s}", "too long"),
        ("{Lex, rate fast}", "no rate"),
        ("{Lex, rate 0}", "no rate"),
        ("{Lex, rate}", "no rate"),
        ("{play}", "lacks its sound file"),
        ("{bed}", "lacks its sound file"),
        ("{play bell.wav, gain loud}", "'gain loud' is no gain"),
        ("{play bell.wav, gain 41}", "'gain 41' is no gain"),
        ("{as}", "lacks its name"),
    ],
)
def test_a_direction_that_cannot_be_followed(raw, complaint):
    with pytest.raises(NarrateError, match=re.escape(complaint)):
        understand(Removed(0, raw))


@pytest.mark.parametrize(
    ("raw", "place"), [("One.\n\nA { brace.", "story.script:3:3"), ("One }", "story.script:1:5")]
)
def test_a_stray_brace_is_an_error_with_its_place(raw, place):
    with pytest.raises(NarrateError) as error:
        take_out(raw, SCRIPT_PATH)

    assert str(error.value.place) == place


@pytest.mark.parametrize("name", ["Lex", "'Arry", "’Arry", "Skip", "Mr. O'Neil-Smith", "7 of 9", "As"])
def test_what_is_a_name(name):
    assert is_name(name)


@pytest.mark.parametrize(
    "words",
    [
        "Agent: X",
        "@lex",
        "Who? Me",
        "Who?",
        "#1",
        "Pause Smith",
        "skip jones",
        "As Good",
        "...",
        "'",
        "a\nb",
        "",
    ],
)
def test_what_is_no_name(words):
    assert not is_name(words)
