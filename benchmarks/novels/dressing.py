"""Novels in modern dress: many tags made into what the speakers do, as web serials have it.

"Go," said Emma. becomes Emma closed the door. "Go." or "Go." She closed the door.
"""

import random
from collections.abc import Iterator

from narrate.attribution.lexicon import SIGN
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.utterances import Utterance
from narrate.story.book import Block
from narrate.story.quotes import Quote
from novels.lessons import Lesson, lesson
from novels.rewriting import Change, changed
from novels.riddles import TOLD, joined, names_in, removable

KEPT = 0.25  # share of the tags that can go that are left as they are
TAKEN = 0.15  # share of them that are taken out; the others become beats
BEHIND, BEFORE = 0.5, 0.3  # shares of the beats: behind the speech, before it; the others stand above it
VAGUE = 0.4  # share of the beats with he or she
TOGETHER = 0.3  # share of the beats that somebody else has a part in
ALONE = """shrugged, nodded, frowned, sighed, smiled, laughed, grinned, swallowed, paused, hesitated,
    blinked, looked away, looked up, sat down, stood up, leaned forward, leaned back, shook {his}
    head, rubbed {his} eyes, folded {his} arms, rolled {his} eyes, closed the door, put down the
    cup, opened the window, cleared {his} throat, turned around, raised an eyebrow, scratched {his}
    chin, took a step back, glanced at the clock, picked up the letter, poured the tea, drew a long
    breath, went to the window, dropped into a chair, tapped the table, held up a hand, bit {his}
    lip, waved a hand, stared at the floor, pointed at the door, wiped {his} hands, pulled on {his}
    coat, took off {his} hat, lit a candle, turned a page, stopped, waited, snorted, winced, {his}
    voice was low, {his} eyes narrowed, {his} face fell, {his} hands were shaking, {his} smile
    faded, {his} mouth twitched"""
BESIDE = """looked at {other}, glanced at {other}, turned to {other}, took the cup from {other}, nudged
    {other}, smiled at {other}, stared at {other}, touched {other} on the arm, nodded towards
    {other}, handed {other} the letter, stepped past {other}, pulled {other} aside, frowned at
    {other}, pointed at {other}, leaned over to {other}"""


def in_modern_dress(told: Lesson, copy: int) -> Lesson:
    """A lesson with many of its tags made into beats; no two copies are alike."""
    return lesson(changed(told.novel, _changes(told, copy)), cast=told.cast)


def _changes(told: Lesson, copy: int) -> list[Change]:
    dice = random.Random(f"{told.novel.name} {told.cast} dressed {copy}")
    changes: list[Change] = []
    for number, here in enumerate(told.study.utterances):
        tag = here.tag
        if tag is None or tag.beat or tag.nominal or not (tag.kind == "name" or tag.gender in ("M", "F")):
            continue
        who, other, fate = _name(told, tag), _other(told, number, dice), dice.random()
        if fate < KEPT or (tag.kind == "name" and who is None):
            continue
        maleness = SIGN.get(tag.gender, 0) if tag.person is None else told.study.mentions.maleness[tag.person]
        beat = "" if fate < KEPT + TAKEN else _beat(who, other, maleness, dice)
        changes += _dressed(told, here, tag, beat, dice.random())
    return changes


def _name(told: Lesson, tag: Tag) -> str | None:
    """The name in a tag, as the text has it."""
    spans = names_in(told.study, tag)
    return next((" ".join(told.novel.book.text[start:end].split()) for start, end in spans), None)


def _other(told: Lesson, number: int, dice: random.Random) -> str | None:
    """The name of somebody else whom a tag near an utterance names."""
    utterances = told.study.utterances
    near = [here.tag for here in utterances[max(0, number - 4) : number + 4] if here.tag]
    mine = utterances[number].tag
    names = [_name(told, tag) for tag in near if tag.kind == "name" and mine and tag.person != mine.person]
    return dice.choice([*filter(None, names)] or [None])


def _beat(who: str | None, other: str | None, maleness: float, dice: random.Random) -> str:
    """A sentence in which somebody does something."""
    together = other is not None and dice.random() < TOGETHER
    does = dice.choice(" ".join((BESIDE if together else ALONE).split()).split(", "))
    he, his = ("he", "his") if maleness > 0 else ("she", "her")
    vague = who is None or (abs(maleness) > TOLD and dice.random() < VAGUE)
    if does.startswith("{his}"):
        return (his.title() if vague else f"{who}'s") + does.removeprefix("{his}") + "."
    return f"{he.title() if vague else who} {does.format(his=his, other=other)}."


def _dressed(told: Lesson, here: Utterance, tag: Tag, beat: str, place: float) -> Iterator[Change]:
    """An utterance with a beat, or nothing, instead of its tag, if the tag can go."""
    behind = beat if place < BEHIND else ""
    quote, upto = next(removable(told.study, here, tag), (None, None))
    if quote is None or upto is None:
        return
    if isinstance(upto, Block):
        yield _closed(told, quote, upto.end, f" {behind}" if behind else "")
    else:
        text = told.novel.book.text
        ends = text[quote.end - 2] != "," or text[upto.start + 1 : upto.start + 2].isupper()
        yield _closed(told, quote, upto.start, f" {behind} ") if behind and ends else joined(quote, upto)
    first = told.study.reading.paragraphs[here.first_paragraph]
    if beat and not behind and first.start == told.study.reading.quotes[here.quotes[0]].start:
        yield Change(first.start, first.start, beat + (" " if place < BEHIND + BEFORE else "\n\n"))


def _closed(told: Lesson, quote: Quote, end: int, then: str) -> Change:
    """What stands between a quote and an offset, instead of it; the quote ends its sentence."""
    text = told.novel.book.text
    if text[quote.end - 2] != ",":
        return Change(quote.end, end, then)
    return Change(quote.end - 2, end, "." + text[quote.end - 1] + then)
