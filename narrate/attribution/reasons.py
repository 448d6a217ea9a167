"""Why somebody is thought to have said something, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from narrate.attribution.lexicon import SUBJECTS
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.reading import Reading
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
        words = self.reading.written(tag.begin, tag.end).split()
        return " ".join(words if len(words) <= _SHOWN else [*words[:2], "…", words[-1]])

    def _turn(self, index: int, person: int) -> str:
        """What the lines before and after say about whose turn it is."""
        return self._as_line_before_says(index, person) or self._as_line_after_says(index, person)

    def _as_line_before_says(self, index: int, person: int) -> str:
        if index == 0:
            return ""
        here, last, before = self.utterances[index], self.utterances[index - 1], self.speakers[index - 1]
        if before is None or here.begin - last.end >= _NEAR:
            return ""
        if before == person:
            same = last.last_paragraph == here.first_paragraph
            return "same paragraph as the line before" if same else "goes on speaking"
        if person in last.called:
            return f"{self.names[before]} spoke to {self.names[person]} just before"
        if index > 1 and self.speakers[index - 2] == person:
            return f"takes turns with {self.names[before]}"
        return f"answers {self.names[before]}" if here.begin - last.end < _ANSWER else ""

    def _as_line_after_says(self, index: int, person: int) -> str:
        if index + 1 == len(self.utterances):
            return ""
        following, after = self.utterances[index + 1], self.speakers[index + 1]
        near = following.begin - self.utterances[index].end < _NEAR
        if not near or person not in following.called or after is None or after == person:
            return ""
        return f"{self.names[after]} speaks to {self.names[person]} just after"

    def _named_last(self, here: Utterance, person: int) -> str:
        """Whether nobody was named between the person and the quote."""
        near = [m for m in self.mentions.between(here.begin - _NEAR, here.begin) if m.told]
        return f"{self.names[person]} is named just before" if near and near[-1].person == person else ""

    def _beside(self, here: Utterance, person: int) -> str:
        """What the person does, as the narration beside the quote begins or ends with it."""
        for told in (here.after, *here.gaps, self.reading.last_sentence(here.before)):
            near = range(told.begin, min(told.end, told.begin + _BESIDE))
            actors = (at for at in near if at in self.mentions.at or self.reading.lower[at] in SUBJECTS)
            actor = next(actors, None)
            if actor is not None and self._may_be(person, actor):
                return f"beside it: {self._clause(actor, told.end)}"
        return ""

    def _may_be(self, person: int, at: int) -> bool:
        """Whether the name or the pronoun at a token can mean a person."""
        if mention := self.mentions.at.get(at):
            return mention.person == person and not mention.owns
        maleness = self.mentions.maleness[person]
        fits = {"M": maleness > 0, "F": maleness < 0, "I": self.people[person].narrates(at)}
        return fits.get(SUBJECTS[self.reading.lower[at]], False)

    def _clause(self, begin: int, end: int) -> str:
        """The first words from a token on, no further than their sentence."""
        last = min(end, begin + _SHOWN)
        stops = (at for at in range(begin, last) if self.reading.ends_sentence(at))
        return self.reading.written(begin, next(stops, last))
