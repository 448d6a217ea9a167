"""Tags: what the words beside a quote say about who speaks it."""

import pytest

from narrate.attribution import Known
from narrate.attribution.decide import study
from tests.stories import book

CAST = (Known("Emma Lowe", ("Emma",)), Known("Mr. Dunn"), Known("Harriet"))


def tag(story):
    """The tag of a story's first utterance: whom it names, or the pronoun or noun."""
    seen = study(book("Emma and Harriet met Mr. Dunn.\n\n" + story), CAST, {})
    found = seen.utterances[0].tag
    if found is None:
        return None
    return (
        (seen.people[found.person].known or "?") if found.person is not None else found.noun or found.gender
    )


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ('"Go," said Emma.', "Emma Lowe"),
        ('"Go," Emma said quietly.', "Emma Lowe"),
        ('"Go," said Mr. Dunn, "and do not come back."', "Mr. Dunn"),
        ('Emma said, "Go."', "Emma Lowe"),
        ('Emma, who had turned to Harriet, smiled and said, "Go."', "Emma Lowe"),
        ('"Go," was Harriet\'s quiet answer.', "Harriet"),
        ('"Go," put in Harriet.', "Harriet"),
        ('"Go!" burst from Harriet.', "Harriet"),
        ('"Go," she said.', "F"),
        ('"Go," I said.', "I"),
        ('"Go," said a tall stranger.', "stranger"),
        ('Mr. Dunn looked at Emma. "Go."', None),
    ],
)
def test_tag(story, expected):
    assert tag(story) == expected


def test_a_tag_in_the_paragraph_above():
    assert tag('Then Mr. Dunn said:\n\n"Go."') == "Mr. Dunn"
