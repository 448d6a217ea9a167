import pytest

from narrate.spoken import heading_aloud, pronounce, say_aloud


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ('"Hello, Martha."', "Hello, Martha."),
        ("“Hello,” ‘she’ «said».", "Hello, she said."),
        ("Nora's dogs' bowls, 'tis true.", "Nora's dogs' bowls, 'tis true."),
        ("No 'Mr. President' for her.", "No Mister President for her."),
        ("Mr. and Mrs. Gale saw Dr. Lee.", "Mister and Missus Gale saw Doctor Lee."),
        ("No. 4 is empty. No. Never.", "Number 4 is empty. No. Never."),
        ("It was--she knew--late.", "It was — she knew — late."),
        ("well-known", "well-known"),
        ("Ah, Lois... She was", "Ah, Lois… She was"),
        ("Wait . . . what?", "Wait… what?"),
        ("a _very_ **bold** *idea*", "a very bold idea"),
        ("snake_case and 2*3*4", "snake_case and 2*3*4"),
        ("WE WELCOME OUR PRESIDENT!", "we welcome our president!"),
        ("The BBC and NASA agreed.", "The BBC and NASA agreed."),
        ("hard\nwrapped   text", "hard wrapped text"),
        ("a\x00b\u200bc", "a b c"),
        ("{braces} <b>tags</b> [x]", "braces b tags /b x"),
        ('"…"', ""),
        ("* * *", ""),
        ("—", ""),
    ],
)
def test_what_is_said_for_what_is_written(written, spoken):
    assert say_aloud(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("CHAPTER IV.", "Chapter 4."),
        ("## The Lamp ##", "The Lamp."),
        ("Chapter One: The Wrong Lamp", "Chapter One: The Wrong Lamp."),
        ("XIV", "14."),
        ("Who Is There?", "Who Is There?"),
        ("***", ""),
    ],
)
def test_how_a_heading_is_said(written, spoken):
    assert heading_aloud(written) == spoken


def test_a_respelling_takes_the_words_place():
    assert pronounce("In Smallville, SMALLVILLE's best.", {"Smallville": "smawl-vill"}) == (
        "In smawl-vill, smawl-vill's best.",
        (),
    )


def test_ipa_stays_beside_the_text():
    assert pronounce("Lex Luthor.", {"Luthor": "/ˈluːθɚ/", "Lana": "/x/"}) == (
        "Lex Luthor.",
        (("Luthor", "ˈluːθɚ"),),
    )
