"""What is computed once for a book, and asked for each candidate of each utterance."""

import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from narrate.attribution.lexicon import FEMALE_WORDS, MALE_WORDS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.persons import Person
from narrate.attribution.reading import Reading
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.discussed import Shares, discussed
from narrate.attribution.weighing.pronouns import Meant, resolve
from narrate.attribution.weighing.traces import Traces


@dataclass(slots=True)
class Scene:
    """A book's people, mentions and utterances, and what follows from them."""

    reading: Reading
    people: Sequence[Person]
    mentions: Mentions
    utterances: Sequence[Utterance]
    meant: Meant = field(init=False)
    spoken_of: Sequence[Shares] = field(init=False)
    traces: Traces = field(init=False)
    tagged: list[int | None] = field(init=False)
    tagged_at: defaultdict[int, list[int]] = field(init=False)
    counts: Counter[int] = field(init=False)
    objects: list[frozenset[int]] = field(init=False)
    speaks_of: list[int] = field(init=False)
    narrating: float = field(init=False)
    tagged_share: float = field(init=False)  # of the utterances: those with a tag
    beaten_share: float = field(init=False)  # those with other narration in their paragraph
    scene_of: list[int] = field(init=False)  # where the scene of each utterance begins, and ends
    scene_end: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.meant = resolve(self.reading, self.people, self.mentions)
        acting = self.meant.acting
        self.spoken_of = discussed(self.reading, self.people, self.mentions, self.utterances, acting)
        self.traces = Traces(self.reading, self.people, self.mentions, acting)
        self.tagged = [u.tag.person if u.tag else None for u in self.utterances]
        self.tagged_at = defaultdict(list)
        for index, person in enumerate(self.tagged):
            if person is not None:
                self.tagged_at[person].append(index)
        self.counts = Counter(mention.person for mention in self.mentions.all)
        self.objects = [self._objects(u) for u in self.utterances]
        self.speaks_of = [_address(u) for u in self.utterances]
        told = [t for t, quote in zip(self.reading.tokens, self.reading.quote_of, strict=True) if not quote]
        self.narrating = told.count("I") / max(1, len(told))
        tags = [u.tag is not None and not u.tag.beat for u in self.utterances]
        beaten = [len(u.before) > 1 or len(u.after) > 1 or bool(u.gaps) for u in self.utterances]
        self.tagged_share = sum(tags) / max(1, len(tags))
        self.beaten_share = sum(b and not t for b, t in zip(beaten, tags, strict=True)) / max(1, len(tags))
        bounds = self.reading.scenes
        self.scene_of = [bounds[bisect.bisect_right(bounds, u.begin) - 1] for u in self.utterances]
        self.scene_end = [bounds[bisect.bisect_right(bounds, u.begin)] for u in self.utterances]

    def _objects(self, u: Utterance) -> frozenset[int]:
        """Persons to whom the narration beside an utterance turns: said Emma to Harriet."""
        lower, found = self.reading.lower, set()
        for stretch in (u.before, u.after, *u.gaps):
            begin = max(stretch.begin, stretch.end - 40) if stretch is u.before else stretch.begin
            for mention in self.mentions.between(begin, min(stretch.end, begin + 40)):
                if mention.begin and lower[mention.begin - 1] in ("to", "at", "asked", "told", "addressing"):
                    found.add(mention.person)
        return frozenset(found)


def _address(u: Utterance) -> int:
    """1 if a man is spoken to (sir), -1 if a woman (madam), else 0."""
    return (not MALE_WORDS.isdisjoint(u.words)) - (not FEMALE_WORDS.isdisjoint(u.words))
