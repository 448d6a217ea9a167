"""Words that no dictionary knows, ready for pronounce:."""

from dataclasses import replace

import pytest

from narrate.errors import NarrateError
from narrate.lines.dictionary import unknown_words
from narrate.script import Script
from tests.stories import script_of


def in_language(text: str, language: str) -> Script:
    script = script_of(text)
    return replace(script, book=replace(script.book, language=language))


def unknown(text: str, said: tuple[str, ...] = (), language: str = "en") -> list[tuple[str, int]]:
    return [(each.word, each.times) for each in unknown_words(in_language(text, language), said)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Saltby slept. Eilean’s lamp, Eilean's boat; SALTBY, Eilean.", [("Eilean", 3), ("Saltby", 2)]),
        ("The neighbour's grey harbour was organised; they'd travelled, hadn’t they?", []),
        ("A half-forgotten lamp-post by the Saltby-road.", [("Saltby-road", 1)]),
        ("Zoe\u0308lle slept, Zoëlle.", [("Zoe\u0308lle", 2)]),
        ("Henry VIII’s lamp, Act XIV; Saltby IV slept.", [("Saltby", 1)]),
        ("{skip} Quorlish {/skip} It rained in 1984.", []),
    ],
)
def test_unknown_words_are_counted_without_endings(text, words):
    assert unknown(f"{text}\n") == words


def test_what_has_a_pronunciation_is_settled():
    assert unknown("Eilean Mor saw Saltby.\n", ("eilean mor", "Quorl")) == [("Saltby", 1)]


def test_each_language_has_its_own_words():
    assert unknown("Der Leuchtturm von Saltby stand im Regen.\n", language="de-AT") == [("Saltby", 1)]
    with pytest.raises(NarrateError, match="there is no dictionary of the language sv"):
        unknown("Saltby\n", language="sv")
