"""Speech that no mark ends: clauses, what weighs for them, and the weights that come with the package."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.story.clauses import clauses_of, clues_of, learned, said_in
from narrate.story.glossary import Glossary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Go, said Tom. He went.", ["Go, ", "said Tom. ", "He went."]),
        ("I saw Mr. Pell there--he ran.", ["I saw Mr. Pell there--", "he ran."]),
        ("No — she rose — no…", ["No — ", "she rose — ", "no…"]),
        ("No, no!", ["No, ", "no!"]),
        ("…", []),
    ],
)
def test_clauses(text, expected):
    assert [text[start:end] for start, end in clauses_of(text, 0)] == expected


@pytest.mark.parametrize("marks", [".", ". ", "—", " "])
def test_marks_without_end_end_no_clause(marks):
    """Looking at all of them from each of them would take minutes."""
    text = f"Go{marks * 200_000}no"

    assert "".join(text[start:end] for start, end in clauses_of(text, 0)) == text


def test_clues_are_words_and_kinds_of_words():
    text = "Go, said Tom."
    told = clues_of(text, list(clauses_of(text, 0)), Glossary())[1]

    assert {"said", "tom", "said tom>", "SAID", ",a", ",a.", ",a SAID NAME", "SAID NAME"} <= set(told)


def test_the_weights_are_numbers_for_each_step_of_a_chain():
    weights = learned()

    assert len(weights) > 5000
    assert {len(row) for row in weights.values()} == {4}
    *_, said_told, said_said = weights[",a SAID NAME"]
    assert said_told > said_said


@given(st.text(alphabet="aI .,!?—-'\n", max_size=60))
def test_speech_lies_in_order_within_its_stretch_and_is_never_empty(text):
    spans = list(said_in(text, 0, len(text), learned(), Glossary()))

    assert all(text[start:end].strip() for start, end in spans)
    assert [at for span in spans for at in span] == sorted({at for span in spans for at in span})
