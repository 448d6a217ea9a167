"""Why somebody is thought to have said something, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import SUBJECTS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.persons import Person
from narrate.attribution.reading import Reading, Stretch
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.utterances import Utterance

_NEAR = 60  # tokens of narration over which people take turns
_ANSWER = 25  # tokens of narration over which one line answers another
_BESIDE = 12  # tokens in which what stands beside a quote says who acts
_SHOWN = 6  # tokens of it that are shown


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons for the `speakers` of a book's utterances; `names` is what each of the people is called."""

    reading: Reading
    people: Sequence[Person]
    names: Sequence[str]
    mentions: Mentions
    utterances: Sequence[Utterance]
    speakers: Sequence[int | None]

    def why(self, index: int) -> str:
        """The plainest signs that speak for an utterance's speaker, as one phrase."""
        here, person = self.utterances[index], self.speakers[index]
        if person is None:
            return "nobody is named near it"
        if here.tag is not None and here.is_tagged(person):
            return f"tag: {self._tag(here.tag)}"
        around = self._turn(index, person) or self._named_last(here, person)
        if here.tag is not None and here.tag.person is None:
            return f"tag: {self._tag(here.tag)}" + (f"; {around}" if around else "")
        return self._beside(here, person) or around or "in the scene, and fits best"

    def _tag(self, tag: Tag) -> str:
        """The words of a tag; of one with a clause in it, its subject and its verb."""
        words = self._words(Stretch(tag.begin, tag.end)).split()
        return " ".join(words if len(words) <= _SHOWN else [*words[:2], "…", words[-1]])

    def _turn(self, index: int, person: int) -> str:
        """What the lines before and after say about whose turn it is."""
        here = self.utterances[index]
        if index and here.begin - self.utterances[index - 1].end < _NEAR:
            before = self.speakers[index - 1]
            if before == person:
                same = self.utterances[index - 1].last_paragraph == here.first_paragraph
                return "same paragraph as the line before" if same else "goes on speaking"
            if before is not None and person in self.utterances[index - 1].called:
                return f"{self.names[before]} spoke to {self.names[person]} just before"
            if before is not None and index > 1 and self.speakers[index - 2] == person:
                return f"takes turns with {self.names[before]}"
            if before is not None and here.begin - self.utterances[index - 1].end < _ANSWER:
                return f"answers {self.names[before]}"
        if index + 1 < len(self.utterances) and person in self.utterances[index + 1].called:
            after = self.speakers[index + 1]
            if after not in (None, person) and self.utterances[index + 1].begin - here.end < _NEAR:
                return f"{self.names[after or 0]} speaks to {self.names[person]} just after"
        return ""

    def _named_last(self, here: Utterance, person: int) -> str:
        """Whether nobody was named between the person and the quote."""
        near = [m for m in self.mentions.between(here.begin - _NEAR, here.begin) if m.told]
        return f"{self.names[person]} is named just before" if near and near[-1].person == person else ""

    def _beside(self, here: Utterance, person: int) -> str:
        """What the person does, as the narration beside the quote begins or ends with it."""
        last = self.reading.last_sentence(here.before)
        starts = [here.after.begin, *(gap.begin for gap in here.gaps), last.begin]
        ends = [here.after.end, *(gap.end for gap in here.gaps), here.before.end]
        for begin, end in zip(starts, ends, strict=True):
            for at in range(begin, min(end, begin + _BESIDE)):
                mention = self.mentions.at.get(at)
                if mention is not None or self.reading.lower[at] in SUBJECTS:
                    acts = (
                        mention.person == person and not mention.owns if mention else self._can_be(person, at)
                    )
                    if acts:
                        return f"beside it: {self._words(self._clause(at, end))}"
                    break
        return ""

    def _can_be(self, person: int, at: int) -> bool:
        """Whether the pronoun at a token can mean a person."""
        maleness = self.mentions.maleness[person]
        fits = {"M": maleness > 0, "F": maleness < 0, "I": self.people[person].narrates(at)}
        return fits.get(SUBJECTS[self.reading.lower[at]], False)

    def _clause(self, begin: int, end: int) -> Stretch:
        """The first words from a token on, no further than their sentence."""
        last = min(end, begin + _SHOWN)
        return Stretch(begin, next((at for at in range(begin, last) if self.reading.ends_sentence(at)), last))

    def _words(self, stretch: Stretch) -> str:
        """Words as the text has them."""
        end = self.reading.end_of(stretch.end - 1)
        return " ".join(self.reading.book.text[self.reading.starts[stretch.begin] : end].split())
