"""Novels with many of their tags taken out or made vague: riddles whose answers are known."""

import random
from collections.abc import Iterator
from itertools import pairwise

from narrate.attribution.decide import Study
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.utterances import Utterance
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
        taken = list(_taken(told.study, utterance, tag))
        if taken and dice.random() < TAKEN:
            changes += taken
        elif dice.random() < VAGUE:
            changes += _vague(told.study, tag)
    return changes


def _taken(study: Study, here: Utterance, tag: Tag) -> Iterator[Change]:
    """An utterance's tag, if it can go: from mark to mark inside speech, or to the end of the paragraph."""
    reading = study.reading
    quotes = [reading.quotes[number] for number in here.quotes]
    paragraph = reading.paragraphs[here.last_paragraph]
    if tag.place == "after" and len(here.after) <= LONGEST and here.after.end == reading.at(paragraph.end):
        yield Change(quotes[-1].end, paragraph.end)
    for (one, other), gap in zip(pairwise(quotes), here.gaps, strict=True):
        if gap.begin <= tag.begin < gap.end and len(gap) <= LONGEST and one.paragraph == other.paragraph:
            yield Change(one.end - 1, other.start + 1)


def _vague(study: Study, tag: Tag) -> Iterator[Change]:
    """A pronoun for the name in a tag: said she."""
    for mention in study.mentions.between(tag.begin, tag.end):
        maleness = study.mentions.maleness[mention.person]
        if mention.person == tag.person and not mention.owns and abs(maleness) > TOLD:
            last = mention.end - 1
            start, end = study.reading.starts[mention.begin], study.reading.starts[last]
            yield Change(start, end + len(study.reading.tokens[last]), "he" if maleness > 0 else "she")
