"""Novels told by one of their people: I said, for said Emma, and I and my for she and her."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import PREPOSITIONS, SUBJECTS, TAG_VERBS, VERBS
from narrate.attribution.people.mention import Mention
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.pronouns import resolve
from narrate.story.book import Chapter
from novels.gold import gold_quotes, person_of
from novels.lessons import Lesson, lesson
from novels.rewriting import Change, changed

PRESENT = 0.1  # share of a chapter's quotes that are the teller's; other chapters are left out
OWN = frozenset(("his", "her"))


def in_first_person(told: Lesson, place: int) -> Lesson | None:
    """A lesson told by the person who has the most quotes (`place` 0), or the next most.

    None if somebody in it tells it already, or that person was not found.
    """
    gold = told.novel.gold
    if any(character["narrator"] for character in gold["characters"]):
        return None
    quotes = Counter(quote["speaker"] for quote in gold["quotes"])
    name = quotes.most_common()[place][0]
    who = person_of(told.study, told.novel).get(name)
    if who is None:
        return None
    chapters = [chapter for chapter in told.novel.book.chapters if _speaks_in(chapter, name, gold)]
    kept = [q for q in gold["quotes"] if any(c.start <= q["spans"][0][0] < c.end for c in chapters)]
    people = [{**person, "narrator": person["name"] == name} for person in gold["characters"]]
    novel = replace(told.novel, gold={**gold, "quotes": kept, "characters": people})
    left_out = [Change(c.start, c.end, "") for c in told.novel.book.chapters if c not in chapters]
    return lesson(changed(novel, [*left_out, *_Teller(told, name, who).changes()]), cast=told.cast)


def _speaks_in(chapter: Chapter, name: str, gold: Mapping[str, Any]) -> bool:
    here = [q["speaker"] for q in gold["quotes"] if chapter.start <= q["spans"][0][0] < chapter.end]
    return here.count(name) > PRESENT * len(here)


class _Teller:
    """Who is to tell a lesson, by their name in gold and as the person found."""

    def __init__(self, told: Lesson, name: str, who: int) -> None:
        self.reading, self.mentions, self.who = told.study.reading, told.study.mentions, who
        self.sex = "M" if self.mentions.maleness[who] > 0 else "F"
        gold = gold_quotes(told.study, told.novel)
        self.mine = [quote is not None and quote["speaker"] == name for quote in gold]
        self.utterances = told.study.utterances
        self.meant = resolve(self.reading, told.study.people, self.mentions)

    def changes(self) -> Iterator[Change]:
        """I, me and my for all names and pronouns of theirs, as far as these are understood."""
        mine, others = set[int](), set[int]()
        for here, own in zip(self.utterances, self.mine, strict=True):
            (mine if own else others).update(self._pronouns(here))
            if own and here.tag:
                yield from self._tag(here.tag)
        for mention in self.mentions.all:
            if mention.person == self.who and mention.told and not mention.nominal:
                yield self._change(mention.begin, mention.end, self._instead(mention))
        resolved = {at for at, person in self.meant.subjects.items() if person == self.who}
        for at in (resolved - others) | mine:
            yield self._change(at, at + 1, "my" if self.reading.lower[at] in OWN else "I")
        for at, person in self.meant.owners.items():
            if person == self.who and at not in self.meant.subjects:
                following = self.reading.tokens[at + 1 : at + 2]
                owns = bool(following) and following[0].isalpha() and following[0] not in PREPOSITIONS
                yield self._change(at, at + 1, "my" if owns else "me")

    def _pronouns(self, here: Utterance) -> Iterator[int]:
        """The pronouns beside an utterance that may mean who says it."""
        tagged = [range(here.tag.begin, here.tag.end)] if here.tag and here.tag.kind == "pronoun" else []
        beside = [range(at.begin, at.end) for at in (here.after, *here.gaps)]
        for at in {token for tokens in (*tagged, *beside) for token in tokens}:
            if SUBJECTS.get(self.reading.lower[at]) == self.sex and not self.reading.quote_of[at]:
                yield at

    def _tag(self, tag: Tag) -> Iterator[Change]:
        """I said, for said Emma."""
        mine = tag.kind == "pronoun" or (tag.kind == "name" and tag.person == self.who)
        if not mine or not tag.inverted or self.reading.lower[tag.begin] not in TAG_VERBS:
            return
        mention = next((m for m in self.mentions.between(tag.begin, tag.end) if m.person == self.who), None)
        subject = mention.begin if mention else tag.end - 1
        end = mention.end if mention else tag.end
        yield self._change(tag.begin, end, f"I {' '.join(self.reading.tokens[tag.begin : subject])}")

    def _instead(self, mention: Mention) -> str:
        if mention.owns:
            return "my"
        before = self.reading.lower[mention.begin - 1] if mention.begin else ""
        verb = before in VERBS or before in TAG_VERBS or before.endswith("ed")
        acts = is_subject(self.reading, mention.begin, mention.end)
        return "me" if (verb or before in PREPOSITIONS) and not acts else "I"

    def _change(self, begin: int, end: int, instead: str) -> Change:
        reading = self.reading
        capital = reading.begins_sentence(begin) and not reading.tokens[begin].islower()
        words = instead[0].upper() + instead[1:] if capital else instead
        return Change(*reading.span(begin, end), words)
