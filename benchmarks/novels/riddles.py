"""Novels with many of their tags taken out or made vague: riddles whose answers are known."""

import random
from collections.abc import Iterator
from itertools import pairwise

from narrate.attribution.studying import Study
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.utterances import Utterance
from narrate.story.book import Block
from narrate.story.quotes import Quote
from novels.lessons import Lesson, lesson
from novels.rewriting import Change, changed

TAKEN, VAGUE = 0.5, 0.5  # shares: of the tags that can go; of the names left that become he or she
LONGEST = 8  # words and marks of narration that are no more than a tag
TOLD = 0.5  # log odds from which it is he or she


def riddle(told: Lesson, copy: int) -> Lesson:
    """A lesson with many of its tags taken out or made vague; no two copies are alike."""
    return lesson(changed(told.novel, _changes(told, copy)), cast=told.cast)


def _changes(told: Lesson, copy: int) -> list[Change]:
    dice = random.Random(f"{told.novel.name} {told.cast} {copy}")
    changes: list[Change] = []
    for utterance in told.study.utterances:
        tag = utterance.tag
        if tag is None or tag.kind == "noun":
            continue
        taken = [_gone(*place) for place in removable(told.study, utterance, tag)]
        if taken and dice.random() < TAKEN:
            changes += taken
        elif dice.random() < VAGUE:
            changes += _vague(told.study, tag)
    return changes


def removable(study: Study, here: Utterance, tag: Tag) -> Iterator[tuple[Quote, Quote | Block]]:
    """Between which quotes an utterance's tag stands, or between which quote and the end of a paragraph.

    Nothing if the tag cannot go.
    """
    reading = study.reading
    quotes = [reading.quotes[number] for number in here.quotes]
    paragraph = reading.paragraphs[here.last_paragraph]
    if tag.place == "after" and len(here.after) <= LONGEST and here.after.end == reading.at(paragraph.end):
        yield quotes[-1], paragraph
    for (one, other), gap in zip(pairwise(quotes), here.gaps, strict=True):
        if gap.begin <= tag.begin < gap.end and len(gap) <= LONGEST and one.paragraph == other.paragraph:
            yield one, other


def joined(one: Quote, other: Quote) -> Change:
    """Two quotes made one, from mark to mark."""
    return Change(one.end - 1, other.start + 1)


def names_in(study: Study, tag: Tag) -> Iterator[tuple[int, int]]:
    """Where the text names the person of a tag in it."""
    reading = study.reading
    for mention in study.mentions.between(tag.begin, tag.end):
        if mention.person == tag.person and not mention.owns:
            yield reading.span(mention.begin, mention.end)


def _gone(quote: Quote, upto: Quote | Block) -> Change:
    return joined(quote, upto) if isinstance(upto, Quote) else Change(quote.end, upto.end)


def _vague(study: Study, tag: Tag) -> Iterator[Change]:
    """A pronoun for the name in a tag: said she."""
    maleness = 0.0 if tag.person is None else study.mentions.maleness[tag.person]
    if abs(maleness) > TOLD:
        for start, end in names_in(study, tag):
            yield Change(start, end, "he" if maleness > 0 else "she")
