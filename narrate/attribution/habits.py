"""What is known of everybody's habits once it is guessed who says what: how each talks, and with whom.

At first only tags tell whose a line is; after a first reading most lines do.
"""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from narrate.attribution.likeness import beside_rivals, likeness
from narrate.attribution.mentions import Mentions
from narrate.attribution.reading import Reading
from narrate.attribution.rows import Floats, Rows
from narrate.attribution.utterances import Utterance

LIKELY = 0.5  # from this probability a line counts as somebody's
SMOOTHING, LEAST = 60, 40  # words
FEW = 4  # names, which are fewer than words
TOGETHER = 2  # paragraphs between lines of one conversation
BESIDE = 40  # words of narration beside a line

Things = list[Sequence[Hashable]]


def with_habits(
    rows: Rows, reading: Reading, mentions: Mentions, utterances: Sequence[Utterance], shares: Floats
) -> Rows:
    """Rows with how far each person is in the habit of such lines.

    `shares` is the probability so far that a row's person is the speaker.
    """
    if not len(rows.person):
        return rows
    sure = np.where(shares > LIKELY, shares, 0).astype(np.float32)
    words: Things = [u.words for u in utterances]
    pairs: Things = [tuple(pairwise(("", *u.words, ""))) for u in utterances]
    near = [b.first_paragraph - a.last_paragraph <= TOGETHER for a, b in pairwise(utterances)]
    before = [(), *(said if close else () for said, close in zip(words[:-1], near, strict=True))]
    after = [*(said if close else () for said, close in zip(words[1:], near, strict=True)), ()]
    columns = []
    for things in (words, pairs, before, after):
        alike = likeness(things, rows, sure, SMOOTHING, LEAST)
        columns += [alike, beside_rivals(alike, rows)]
    columns.append(likeness(_beside(reading, mentions, utterances), rows, sure, SMOOTHING, LEAST))
    called: Things = [tuple(u.addressed) for u in utterances]
    spoken_of: Things = [tuple(u.named) for u in utterances]
    nouns: Things = [(u.tag.noun,) if u.tag and u.tag.noun else () for u in utterances]
    columns += [likeness(things, rows, shares, FEW) for things in (called, spoken_of, nouns)]
    columns += _presence(rows, reading, utterances, shares)
    return replace(rows, habits=np.column_stack(columns).astype(np.float32))


def _beside(reading: Reading, mentions: Mentions, utterances: Sequence[Utterance]) -> Things:
    """The words of narration beside each utterance that name nobody."""
    return [
        tuple(
            reading.lower[token]
            for stretch in (u.before, u.after, *u.gaps)
            for token in range(stretch.begin, min(stretch.end, stretch.begin + BESIDE))
            if reading.tokens[token][0].isalpha() and token not in mentions.at
        )
        for u in utterances
    ]


def _presence(rows: Rows, reading: Reading, utterances: Sequence[Utterance], shares: Floats) -> list[Floats]:
    """How much of the book and of the scene a row's person speaks, apart from this utterance."""
    people = int(rows.person.max(initial=0)) + 1
    in_book = np.bincount(rows.person, shares, people)[rows.person] - shares
    blocks = (reading.paragraphs[u.first_paragraph] for u in utterances)
    scenes: dict[tuple[int, int], int] = {}
    scene = np.array([scenes.setdefault((b.chapter, b.scene), len(scenes)) for b in blocks], np.int64)
    place = scene[rows.utterance] * people + rows.person
    in_scene = np.bincount(place, shares)[place] - shares
    return [np.log((in_book + 0.5) / (rows.utterances + 10)), np.log1p(np.maximum(in_scene, 0))]
