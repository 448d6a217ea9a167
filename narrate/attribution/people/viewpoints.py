"""Stories told from several points of view: a heading says who tells what follows, Eli or Harry's POV."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from narrate.attribution.lexicon import NOT_NAMES
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.narrators import SELF_NAMED, is_told_as_i, times_i, told_words
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.spelling import TOKEN
from narrate.story.book import Block, BlockKind, heading_title
from narrate.story.glossary import plain

_LONGEST = 60  # letters of a line that says whose view follows
_VIEW = r"(?:pov|p\.\s?o\.\s?v\.?|point of view|perspective)"
_VIEWS = re.compile(rf"\W*(?:{_VIEW}(?:\s+of|\W)\s*(.+?)|(.+?)(?:['’]s?)?[\s-]+{_VIEW})\W*", re.IGNORECASE)
_PARTED = re.compile(r"[:–—|,\n]|\.\s|\s-\s")  # Chapter 3: Eli
_TIMES = frozenset("then now before after past present interlude flashback today yesterday epilogue".split())
_NUMBER = re.compile(r"\d+|m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_FEWEST = 20  # words and marks of a part of the story; fewer stand below a heading in a table of contents
_MOSTLY = 0.5  # share of all the narration's "I" that must stand where somebody is named so


@dataclass(frozen=True, slots=True)
class _Head:
    """What may name those who tell what follows from a token on; `chapter`: another's part ends there.

    With each of the `names` stands whether it is said in so many words that it is their view.
    """

    begin: int
    names: tuple[tuple[Phrase, bool], ...]
    chapter: bool

    def teller(self, names: Collection[Phrase]) -> Phrase | None:
        """The first name that is said to tell, or that somebody is called by."""
        return next((name for name, said in self.names if said or name in names), None)


def viewpoints(reading: Reading, people: Sequence[Person]) -> list[tuple[Person, tuple[Stretch, ...]]]:
    """Who tells what of the story as "I", if headings say so; who is named in them alone is a new person."""
    bearers = {form: person for person in reversed(people) for form in person.forms}
    parts_of: dict[int, tuple[Person, list[Stretch]]] = {}
    for name, at in _parts(reading, bearers):
        person = bearers.setdefault(name, Person(Counter({name: 0}), spelling={name: " ".join(name).title()}))
        parts_of.setdefault(id(person), (person, []))[1].append(at)
    views = [(person, tuple(parts)) for person, parts in parts_of.values() if _tells(reading, person, parts)]
    mine = sum(len(times_i(reading, parts)) for _, parts in views)
    if mine <= _MOSTLY * len(times_i(reading, [reading.whole])):
        return []
    return views if len(views) > 1 else [(person, (reading.whole,)) for person, _ in views]


def _tells(reading: Reading, person: Person, parts: Sequence[Stretch]) -> bool:
    """Whether it is a person who says "I" there, and not somebody who tells about them."""
    words = {word for form in person.forms for word in form}
    named = sum(reading.lower[token] in words for token in told_words(reading, parts))
    return is_told_as_i(reading, parts) and named <= SELF_NAMED * len(times_i(reading, parts))


def _parts(reading: Reading, names: Collection[Phrase]) -> Iterator[tuple[Phrase, Stretch]]:
    """Names that head a stretch of the story, with the stretch: as far as the next name or chapter."""
    heads = [head for block in reading.book.blocks if (head := _head(reading, block))]
    again = _coming_again(heads, len(reading))
    names = {*names, *again} if len(again) > 1 else names
    tellers = [(head.begin, head.teller(names)) for head in heads if head.chapter or head.teller(names)]
    for (begin, name), (end, _) in pairwise([*tellers, (len(reading), None)]):
        if name:
            yield name, Stretch(begin, end)


def _coming_again(heads: Sequence[_Head], end: int) -> set[Phrase]:
    """Single words that head more than one part of the story, and may be names that nobody says."""
    named = {(head.begin, name) for head in heads for name, _ in head.names}
    ends = dict(pairwise([*sorted({begin for begin, _ in named}), end]))
    headed = Counter(name for begin, name in named if len(name) == 1 and ends[begin] - begin > _FEWEST)
    again = {name for name, times in headed.items() if times > 1 and not _NUMBER.fullmatch(*name)}
    return {name for name in again if (NOT_NAMES | _TIMES).isdisjoint(name)}


def _head(reading: Reading, block: Block) -> _Head | None:
    """What a block says of who tells what follows; None if it says nothing."""
    names, chapter = tuple(_names(reading, block)), block.kind is BlockKind.HEADING
    return _Head(reading.at(block.end), names, chapter) if names or chapter else None


def _names(reading: Reading, block: Block) -> Iterator[tuple[Phrase, bool]]:
    """What in a heading may name somebody, and whether it says in so many words that it is their view."""
    text = reading.book.text[block.start : block.end].strip()
    headed = block.kind in (BlockKind.HEADING, BlockKind.SECTION)
    if len(text) > _LONGEST or not (headed or block.kind in (BlockKind.PARAGRAPH, BlockKind.TITLE)):
        return
    title = heading_title(text)
    for piece in [title, *_PARTED.split(title)] if headed else [title]:
        view = _VIEWS.fullmatch(piece)
        words = TOKEN.findall(view[1] or view[2] if view else piece)
        if words and (view or headed):
            yield tuple(map(plain, words)), view is not None
