"""What is computed once for a book, and asked for each candidate of each utterance."""

import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence

from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.discussed import discussed
from narrate.attribution.weighing.pronouns import resolve
from narrate.attribution.weighing.traces import Traces

_CALL_HIM = frozenset("sir papa father uncle grandfather monsieur mister gentlemen signor".split())
_CALL_HER = frozenset(
    "madam ma'am mamma mother aunt madame miss mum mummy grandmother signora mademoiselle".split()
)


class Facts:
    """A book's people, mentions and utterances, and what follows from all of them together."""

    def __init__(
        self,
        reading: Reading,
        people: Sequence[Person],
        mentions: Mentions,
        utterances: Sequence[Utterance],
    ) -> None:
        self.reading, self.people, self.mentions, self.utterances = reading, people, mentions, utterances
        self.meant = resolve(reading, people, mentions)
        self.spoken_of = discussed(reading, people, mentions, utterances, self.meant.subjects)
        self.traces = Traces(reading, people, mentions, self.meant.subjects)
        self.counts = Counter(mention.person for mention in mentions.all)
        self.tagged = [u.named_beside for u in utterances]
        self.tagged_at: defaultdict[int, list[int]] = defaultdict(list)  # person → utterances
        for index, person in enumerate(self.tagged):
            if person is not None:
                self.tagged_at[person].append(index)
        self.tags = sum(map(len, self.tagged_at.values()))
        self.addressees = [self._addressees(u) for u in utterances]
        self.sex_called = [_sex_called(u) for u in utterances]
        narrated = [t for t, quote in zip(reading.tokens, reading.quote_of, strict=True) if not quote]
        self.share_of_i = narrated.count("I") / max(1, len(narrated))  # of the narration
        tags = [u.tag is not None and not u.tag.beat for u in utterances]
        beside = [len(u.before) > 1 or len(u.after) > 1 or bool(u.gaps) for u in utterances]
        self.tagged_share = sum(tags) / max(1, len(tags))  # of the utterances; and of those with beats alone:
        self.beaten_share = sum(b and not t for b, t in zip(beside, tags, strict=True)) / max(1, len(tags))
        scenes = reading.scenes
        begins = [scene.begin for scene in scenes]
        self.scene_of = [scenes[bisect.bisect_right(begins, u.begin) - 1] for u in utterances]

    def _addressees(self, u: Utterance) -> frozenset[int]:
        """To whom the narration beside an utterance says that it is said: said Emma to Harriet."""
        lower, found = self.reading.lower, set()
        for stretch in (u.before, u.after, *u.gaps):
            begin = max(stretch.begin, stretch.end - 40) if stretch is u.before else stretch.begin
            for mention in self.mentions.between(begin, min(stretch.end, begin + 40)):
                if mention.begin and lower[mention.begin - 1] in ("to", "at", "asked", "told", "addressing"):
                    found.add(mention.person)
        return frozenset(found)


def _sex_called(u: Utterance) -> int:
    """1 if the words call a man (sir), -1 if they call a woman (madam), else 0."""
    return (not _CALL_HIM.isdisjoint(u.words)) - (not _CALL_HER.isdisjoint(u.words))
