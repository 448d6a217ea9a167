"""What is known of everybody's habits once it is guessed who says what: how each talks, and with whom.

At first only tags tell whose a line is; after a first reading most lines do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from narrate.attribution.people.mentions import Mentions
from narrate.attribution.reading import Reading
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.likeness import Counted, beside_rivals, counted, likeness
from narrate.attribution.weighing.rows import Floats, Indices, Rows

LIKELY = 0.5  # from this probability a line counts as somebody's
_SMOOTHING, _LEAST = 60, 40  # words
_FEW = 4  # names, which are fewer than words
ANSWERED_WITHIN = 2  # paragraphs between lines of one conversation
_BESIDE = 40  # words of narration beside a line


@dataclass(frozen=True, slots=True)
class Manners:
    """What there is in utterances that somebody may be in the habit of, and the `scene` of each.

    `wordings` are the words, the pairs of words, and the words of the lines before and after; `names` whom
    they call, of whom they talk, and which nouns stand for their speakers in tags.
    """

    wordings: Sequence[Counted]
    told_beside: Counted
    names: Sequence[Counted]
    scene: Indices


def manners_of(reading: Reading, mentions: Mentions, utterances: Sequence[Utterance]) -> Manners:
    """Count what utterances are made of."""
    words = counted(u.words for u in utterances)
    pairs = counted(pairwise(("", *u.words, "")) for u in utterances)
    near = [b.first_paragraph - a.last_paragraph <= ANSWERED_WITHIN for a, b in pairwise(utterances)]
    before = [at - 1 if close else -1 for at, close in enumerate([False, *near])]
    after = [at + 1 if close else -1 for at, close in enumerate([*near, False])]
    beside = (np.array(others[: len(utterances)], np.int64) for others in (before, after))
    wordings = words, pairs, *(words.of(others) for others in beside)
    names = (
        counted(u.called for u in utterances),
        counted(tuple(u.named) for u in utterances),
        counted((u.tag.noun,) if u.tag and u.tag.noun else () for u in utterances),
    )
    return Manners(
        [each.often() for each in wordings],
        counted(_beside(reading, mentions, utterances)).often(),
        [each.often() for each in names],
        _scenes(reading, utterances),
    )


def with_habits(rows: Rows, manners: Manners, shares: Floats) -> Rows:
    """Rows with how far each person is in the habit of such lines.

    `shares` is the probability so far that a row's person is the speaker.
    """
    if not len(rows.person):
        return rows
    sure = np.where(shares > LIKELY, shares, 0).astype(np.float32)
    columns = []
    for things in manners.wordings:
        alike = likeness(things, rows, sure, _SMOOTHING, _LEAST)
        columns += [alike, beside_rivals(alike, rows)]
    columns.append(likeness(manners.told_beside, rows, sure, _SMOOTHING, _LEAST))
    columns += [likeness(things, rows, shares, _FEW) for things in manners.names]
    columns += _presence(rows, manners.scene, shares)
    return replace(rows, habits=np.column_stack(columns).astype(np.float32))


def _beside(reading: Reading, mentions: Mentions, utterances: Sequence[Utterance]) -> Iterator[Iterator[str]]:
    """The words of narration beside each utterance that name nobody."""
    for u in utterances:
        yield (
            reading.lower[token]
            for stretch in (u.before, u.after, *u.gaps)
            for token in range(stretch.begin, min(stretch.end, stretch.begin + _BESIDE))
            if reading.tokens[token][0].isalpha() and token not in mentions.at
        )


def _scenes(reading: Reading, utterances: Sequence[Utterance]) -> Indices:
    blocks = (reading.paragraphs[u.first_paragraph] for u in utterances)
    scenes: dict[tuple[int, int], int] = {}
    return np.array([scenes.setdefault((b.chapter, b.scene), len(scenes)) for b in blocks], np.int64)


def _presence(rows: Rows, scene: Indices, shares: Floats) -> list[Floats]:
    """How much of the book and of the scene a row's person speaks, apart from this utterance."""
    people = int(rows.person.max(initial=0)) + 1
    in_book = np.bincount(rows.person, shares, people)[rows.person] - shares
    place = scene[rows.utterance] * people + rows.person
    in_scene = np.bincount(place, shares)[place] - shares
    return [np.log((in_book + 0.5) / (rows.utterances + 10)), np.log1p(np.maximum(in_scene, 0))]
