"""What the candidates of one utterance have in common."""

import bisect
import math
from collections.abc import Sequence

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import SIGN
from narrate.attribution.people.mention import Mention
from narrate.attribution.tags.tag import Tag
from narrate.attribution.tags.utterances import Utterance
from narrate.attribution.weighing.facts import Facts
from narrate.attribution.weighing.sentences import sentences_beside
from narrate.attribution.weighing.talk import Talk

_NEVER = 1_000_000
_OF_MEN, _OF_WOMEN = frozenset(["wife"]), frozenset(["husband"])  # my …
_REPLIES = frozenset("yes no oh ah well why indeed certainly not nothing never of but and so perhaps".split())


class Context:
    """An utterance, what stands around it, and its candidates in order of nearness."""

    def __init__(self, facts: Facts, index: int, persons: Sequence[int]) -> None:
        self.facts, self.index = facts, index
        self.here = here = facts.utterances[index]
        self.tag = here.tag
        mentions = facts.mentions
        self.since_told = {p: _since(mentions.told_of[p], here.begin) for p in persons}
        self.since_named = {p: _since(mentions.of[p], here.begin) for p in persons}
        by_nearness = sorted(persons, key=self.since_told.__getitem__)
        self.order = {p: rank for rank, p in enumerate(by_nearness)}
        wanted = self.tag.gender if self.tag else here.beat_after or here.beat_before
        self.sex = SIGN.get(wanted, 0)
        fitting = [p for p in by_nearness if not self.sex or self.sex * mentions.maleness[p] > 0.3]
        self.fitting = {p: rank for rank, p in enumerate(fitting)}
        self.possessions = _possessions(here)
        self.talk = Talk(facts, index)
        self.present = [p for p in persons if facts.traces.is_near(p, here.begin)]
        self.tag_meant = self._meant(range(self.tag.begin, self.tag.end)) if self.tag else None
        self.tag_owner = self._owner(self.tag) if self.tag and self.tag.noun else None
        self.before_meant = self._meant(
            range(here.before.end - 1, max(here.before.begin, here.before.end - 40) - 1, -1)
        )
        self.after_meant = self._meant(range(here.after.begin, min(here.after.end, here.after.begin + 40)))
        opens, first = facts.reading.opens, here.first_paragraph
        self.paragraphs = [opens[max(0, first - back)] for back in (1, 3, 10)]
        self.before = mentions.between(here.before.begin, here.before.end)
        self.after = mentions.between(here.after.begin, here.after.end)
        sentences = sentences_beside(facts.reading, here)
        self.sentences = {where: mentions.between(at.begin, at.end) for where, at in sentences.items()}
        self.sentences_mean = {where: self._meant(range(at.begin, at.end)) for where, at in sentences.items()}
        self.sentences_told = {where: len(at) > 0 for where, at in sentences.items()}
        self.paragraph_before = mentions.between(opens[max(0, first - 1)], opens[first]) if first else []

    def narrates(self, person: int) -> bool:
        """Whether a person tells this part of the story as "I"."""
        return self.facts.people[person].narrates(self.here.begin)

    def acts(self, mention: Mention | None) -> float:
        """2 if a mention is the subject of a verb, 1 if not, 0 if there is none or it only owns something."""
        if mention is None or mention.owns:
            return 0.0
        return 1.0 + is_subject(self.facts.reading, mention.begin, mention.end)

    def acts_in(self, person: int, mentions: Sequence[Mention]) -> float:
        """How a person acts where they are first named, but for what they own."""
        return self.acts(next((m for m in mentions if m.person == person and not m.owns), None))

    def _meant(self, tokens: range) -> int | None:
        """The person whom the first resolved pronoun among tokens means."""
        subjects = self.facts.meant.subjects
        return next((subjects[token] for token in tokens if token in subjects), None)

    def _owner(self, tag: Tag) -> int | None:
        """Whose the noun of a tag is: said his father, was Emma's mother's reply."""
        for at in range(max(0, tag.begin - 1), tag.end):
            mention = self.facts.mentions.at.get(at)
            if mention is not None and mention.owns:
                return mention.person
            if at in self.facts.meant.owners:
                return self.facts.meant.owners[at]
        return None


def _since(begins: Sequence[int], at: int) -> int:
    """Tokens since the last of some mentions."""
    index = bisect.bisect_left(begins, at)
    return at - begins[index - 1] if index else _NEVER


def _possessions(u: Utterance) -> int:
    """1 if the words are a man's (my wife), -1 if a woman's (my husband)."""
    pairs = {u.words[i + 1] for i, word in enumerate(u.words[:-1]) if word == "my"}
    return (not _OF_MEN.isdisjoint(pairs)) - (not _OF_WOMEN.isdisjoint(pairs))


def common(facts: Facts, index: int) -> dict[str, float]:
    """What is the same for all candidates of an utterance."""
    here, reading = facts.utterances[index], facts.reading
    previous = facts.utterances[index - 1] if index else None
    following = facts.utterances[index + 1] if index + 1 < len(facts.utterances) else None
    words = set(here.words)
    return {
        "same_paragraph": previous is not None and previous.last_paragraph == here.first_paragraph,
        "next_same_paragraph": following is not None and following.first_paragraph == here.last_paragraph,
        "gap": min(here.begin - previous.end, 999) if previous else 999,
        "gap_next": min(following.begin - here.end, 999) if following else 999,
        "paragraphs_since": min(here.first_paragraph - previous.last_paragraph, 20) if previous else 20,
        "paragraphs_until": min(following.first_paragraph - here.last_paragraph, 20) if following else 20,
        "alone": len(here.before) <= 1 and len(here.after) <= 1,
        "length": math.log1p(len(here.words)),
        "quotes": len(here.quotes),
        "says_i": not words.isdisjoint(("i", "me", "my")),
        "says_you": not words.isdisjoint(("you", "your")),
        "asks": "?" in words,
        "ends_asking": bool(here.words) and here.words[-1] == "?",
        "was_asked": bool(previous and previous.words and previous.words[-1] == "?"),
        "replies": bool(here.words) and here.words[0] in _REPLIES,
        "broken_off": reading.tokens[here.end - 2] in "-—–" if here.end > 2 else 0,
        "tagged_share": facts.tagged_share,
        "beaten_share": facts.beaten_share,
        "someone_called": bool(here.called),
        "last_called": bool(previous and previous.called),
    }
