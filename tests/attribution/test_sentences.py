"""The sentences of narration beside a line."""

import pytest

from narrate.attribution.studying import groundwork, study
from narrate.attribution.weighing.sentences import sentences_beside
from tests.stories import book

CASES = {  # what is told around "Go." and the sentences that lead to it, and stand above and below
    'Nora rose. Tom sat. "Go."': ("Tom sat .", "", ""),
    'Nora rose. Tom sat.\n\n"Go."\n\nNora left. Tom slept.': ("", "Tom sat .", "Nora left ."),
    '"No," said Tom.\n\n"Go."\n\n"No."': ("", "", ""),
    'Tom sat.\n\nNora rose. "Go," she said.\n\nTom left.': ("Nora rose .", "", ""),
    '"Go."': ("", "", ""),
}


@pytest.mark.parametrize("told", CASES)
def test_sentences_beside_a_line(told):
    seen = study(groundwork(book(told)))
    line = next(here for here in seen.utterances if "go" in here.words)
    beside = sentences_beside(seen.reading, line)
    words = {where: " ".join(seen.reading.tokens[at.begin : at.end]) for where, at in beside.items()}
    assert (words["led"], words["above"], words["below"]) == CASES[told]
