"""He or she, told by the pronouns beside lines: for people whom those after their names leave open."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from narrate.attribution.lexicon import SIGN
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.habits import ANSWERED_WITHIN
from narrate.attribution.weighing.rows import Floats, Rows

GENDER_TOLD = 0.5  # log odds of he against she from which a gender is told
_LOUDEST = 3.0  # that all lines of a person give at most
_ANSWER = 1.3  # of one line beside that in which somebody calls them: it is theirs in four cases of five
_SPOKEN, _HEARD = 2.0, 1.2  # of a line that they have spoken, and lines that are enough


def hearing(mentions: Mentions, odds: Floats) -> Mentions:
    """Mentions with the log odds of he against she that lines give to people of unknown gender."""
    maleness = np.array(mentions.maleness)
    unsure = (np.abs(maleness) < GENDER_TOLD) & (odds != 0)
    if not unsure.any():
        return mentions
    maleness[unsure] += np.clip(odds[unsure], -_LOUDEST, _LOUDEST)
    return replace(mentions, maleness=[float(value) for value in maleness])


def by_answers(utterances: Sequence[Utterance], people: Sequence[Person]) -> Floats:
    """Log odds for each person by the lines beside those that call them: "Yes, Martha?" she said.

    Who tells the story answers as I, so that "she" beside such a line is the one who called.
    """
    odds = np.zeros(len(people), np.float32)
    for before, after in pairwise(utterances):
        if 0 < after.first_paragraph - before.last_paragraph <= ANSWERED_WITHIN:
            for person in before.called - after.called:
                if not people[person].narrates(after.begin):
                    odds[person] += _ANSWER * _sign(after, after.beat_after)
            for person in after.called - before.called:
                if not people[person].narrates(before.begin):
                    odds[person] += _ANSWER * _sign(before, before.beat_before)
    return odds


def by_speaking(utterances: Sequence[Utterance], people: int, rows: Rows, likely: Floats) -> Floats:
    """Log odds for each person by the tags of their lines; `likely` is how likely [row] each is the speaker.

    "She said", where most of all Martha can have spoken, makes Martha a woman.
    """
    signs = np.array([_sign(u, "") for u in utterances], np.float32)
    heard = np.bincount(rows.person, likely * signs[rows.utterance], people)
    return np.where(np.abs(heard) > _HEARD, _SPOKEN * heard, 0).astype(np.float32)


def _sign(line: Utterance, beside: str) -> int:
    """1 if a line is a man's, -1 if a woman's, by the pronoun of its tag or, without a tag, one beside it."""
    if line.tag is None:
        return SIGN.get(beside, 0)
    return SIGN.get(line.tag.gender, 0) if line.tag.kind == "pronoun" else 0
