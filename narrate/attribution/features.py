"""What speaks for and against each candidate: one row of numbers per utterance and candidate."""

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from narrate.attribution.lexicon import FEMALE_WORDS, MALE_WORDS, OF_MEN, OF_WOMEN, REPLIES
from narrate.attribution.mentions import Mention, Mentions
from narrate.attribution.merging import Person
from narrate.attribution.profiles import Profiles
from narrate.attribution.pronouns import is_subject, resolve
from narrate.attribution.reading import Reading
from narrate.attribution.utterances import Utterance

FAR = 99
NEVER = 1_000_000
PLACES = {"": 0, "inside": 1, "after": 2, "before": 3, "above": 4}
KINDS = {"": 0, "name": 1, "pronoun": 2, "noun": 3}
SEX = {"M": 1, "F": -1}


@dataclass(slots=True)
class Scene:
    """What is computed once for a book, and asked for each candidate."""

    reading: Reading
    people: Sequence[Person]
    mentions: Mentions
    utterances: Sequence[Utterance]
    meant: dict[int, int] = field(init=False)
    tagged: list[int | None] = field(init=False)
    tagged_at: defaultdict[int, list[int]] = field(init=False)
    counts: Counter[int] = field(init=False)
    objects: list[frozenset[int]] = field(init=False)
    speaks_of: list[int] = field(init=False)
    narrating: float = field(init=False)
    profiles: Profiles = field(init=False)
    scene_of: list[int] = field(init=False)  # where the scene of each utterance begins, and ends
    scene_end: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.meant = resolve(self.reading, self.people, self.mentions)
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
        self.profiles = Profiles([u.words for u in self.utterances], self.tagged)
        bounds = _scene_bounds(self.reading)
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


def _scene_bounds(reading: Reading) -> list[int]:
    """The first token of each scene, and one past the last."""
    bounds = [0]
    for index, (block, before) in enumerate(zip(reading.paragraphs[1:], reading.paragraphs, strict=False), 1):
        if (block.chapter, block.scene) != (before.chapter, before.scene):
            bounds.append(reading.opens[index])
    return [*bounds, len(reading) + 1]


def _address(u: Utterance) -> int:
    """1 if a man is spoken to (sir), -1 if a woman (madam), else 0."""
    return (not MALE_WORDS.isdisjoint(u.words)) - (not FEMALE_WORDS.isdisjoint(u.words))


def _possessions(u: Utterance) -> int:
    """1 if the words are a man's (my wife), -1 if a woman's (my husband)."""
    pairs = {u.words[i + 1] for i, word in enumerate(u.words[:-1]) if word == "my"}
    return (not OF_MEN.isdisjoint(pairs)) - (not OF_WOMEN.isdisjoint(pairs))


def features(scene: Scene, candidates: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.float32], list[str]]:
    """One row per candidate of each utterance in turn, and the columns' names."""
    rows = []
    names: list[str] = []
    for index, persons in enumerate(candidates):
        shared = _utterance(scene, index)
        context = _Context(scene, index, persons)
        for person in persons:
            own = {**_tag(context, person), **_beats(context, person), **_nearness(context, person)}
            own |= {**_addresses(context, person), **_turns(context, person), **_person(context, person)}
            rows.append([*own.values(), *shared.values()])
            names = names or [*own, *shared]
    return np.array(rows, np.float32).reshape(len(rows), len(names)), names


class _Context:
    """What the candidates of one utterance have in common."""

    def __init__(self, scene: Scene, index: int, persons: Sequence[int]) -> None:
        self.scene, self.index = scene, index
        self.here = here = scene.utterances[index]
        self.tag = here.tag
        mentions = scene.mentions
        self.told = {p: _since(mentions.told_of[p], here.begin) for p in persons}
        self.any = {p: _since(mentions.of[p], here.begin) for p in persons}
        by_nearness = sorted(persons, key=self.told.__getitem__)
        self.order = {p: rank for rank, p in enumerate(by_nearness)}
        wanted = self.tag.gender if self.tag else here.beat_after or here.beat_before
        self.sex = SEX.get(wanted, 0)
        fitting = [p for p in by_nearness if not self.sex or self.sex * mentions.maleness[p] > 0.3]
        self.fitting = {p: rank for rank, p in enumerate(fitting)}
        self.tag_meant = self._meant(range(self.tag.begin, self.tag.end)) if self.tag else None
        self.before_meant = self._meant(
            range(here.before.end - 1, max(here.before.begin, here.before.end - 40) - 1, -1)
        )
        self.after_meant = self._meant(range(here.after.begin, min(here.after.end, here.after.begin + 40)))
        opens, first = scene.reading.opens, here.first_paragraph
        self.paragraphs = [opens[max(0, first - back)] for back in (1, 3, 10)]
        self.before = mentions.between(here.before.begin, here.before.end)
        self.after = mentions.between(here.after.begin, here.after.end)
        self.paragraph_before = mentions.between(opens[max(0, first - 1)], opens[first]) if first else []

    def _meant(self, tokens: range) -> int | None:
        """The person whom the first resolved pronoun among tokens means."""
        return next((self.scene.meant[token] for token in tokens if token in self.scene.meant), None)


def _since(begins: Sequence[int], at: int) -> int:
    """Tokens since the last of some mentions."""
    index = bisect.bisect_left(begins, at)
    return at - begins[index - 1] if index else NEVER


def _log(value: float) -> float:
    return math.log1p(max(0.0, value))


def _clip(value: float) -> float:
    return max(-4.0, min(4.0, value))


def _tag(context: _Context, person: int) -> dict[str, float]:
    tag, maleness = context.tag, context.scene.mentions.maleness[person]
    narrator = context.scene.people[person].narrator
    forms = context.scene.people[person].forms
    sex = SEX.get(tag.gender, 0) if tag else 0
    return {
        "tag_kind": KINDS[tag.kind] if tag else 0,
        "tag_place": PLACES[tag.place] if tag else 0,
        "tag_sure": tag.sure if tag else 0,
        "tag_core": tag.core if tag else -1,
        "tag_inverted": tag.inverted if tag else -1,
        "tag_is": tag is not None and tag.person == person,
        "tag_other": tag is not None and tag.person not in (None, person),
        "tag_may_be": tag is not None and person in tag.others,
        "tag_fits": _clip(sex * maleness),
        "tag_meant": context.tag_meant == person,
        "tag_meant_other": context.tag_meant not in (None, person),
        "tag_noun": bool(tag and tag.noun and any(tag.noun in form for form in forms)),
        "tag_first_person": (2 * narrator - 1) if tag and tag.gender == "I" else 0,
        "tag_object": person in context.scene.objects[context.index],
    }


def _beats(context: _Context, person: int) -> dict[str, float]:
    here, reading = context.here, context.scene.reading
    maleness, narrator = context.scene.mentions.maleness[person], context.scene.people[person].narrator
    before, after = context.before, context.after
    mine_before = [m for m in before if m.person == person]
    mine_after = [m for m in after if m.person == person]

    def subject(mention: Mention | None) -> float:
        if mention is None or mention.owns:
            return 0.0
        return 1.0 + is_subject(reading, mention.begin, mention.end)

    return {
        "beat_before_fits": _clip(SEX.get(here.beat_before, 0) * maleness),
        "beat_after_fits": _clip(SEX.get(here.beat_after, 0) * maleness),
        "beat_before_first_person": (2 * narrator - 1) if here.beat_before == "I" else 0,
        "beat_after_first_person": (2 * narrator - 1) if here.beat_after == "I" else 0,
        "before_meant": context.before_meant == person,
        "after_meant": context.after_meant == person,
        "before_distance": min(FAR, here.before.end - mine_before[-1].begin) if mine_before else FAR,
        "after_distance": min(FAR, mine_after[0].begin - here.after.begin) if mine_after else FAR,
        "before_first": bool(before) and before[0].person == person,
        "before_last": bool(before) and before[-1].person == person,
        "before_subject": subject(mine_before[0] if mine_before else None),
        "after_first": bool(after) and after[0].person == person,
        "after_subject": subject(mine_after[0] if mine_after else None),
        "before_owns": bool(mine_before) and mine_before[-1].owns,
        "before_others": len({m.person for m in before} - {person}),
        "above_first": bool(context.paragraph_before) and context.paragraph_before[0].person == person,
        "above_last": bool(context.paragraph_before) and context.paragraph_before[-1].person == person,
    }


def _nearness(context: _Context, person: int) -> dict[str, float]:
    here, mentions = context.here, context.scene.mentions
    told, named = mentions.told_of[person], mentions.of[person]
    one, three, ten = context.paragraphs

    def count(begins: Sequence[int], begin: int, end: int) -> int:
        return bisect.bisect_left(begins, end) - bisect.bisect_left(begins, begin)

    return {
        "since_told": _log(context.told[person]),
        "since_named": _log(context.any[person]),
        "rank_near": context.order[person],
        "rank_fitting": context.fitting.get(person, 30),
        "told_1": count(told, one, here.begin),
        "told_3": count(told, three, here.begin),
        "told_10": count(told, ten, here.begin),
        "named_10": count(named, ten, here.begin),
        "in_scene": _log(
            count(told, context.scene.scene_of[context.index], context.scene.scene_end[context.index])
        ),
        "in_scene_before": _log(count(named, context.scene.scene_of[context.index], here.begin)),
        "told_next": count(told, here.end, here.end + 120),
        "named_next": count(named, here.end, here.end + 300),
    }


def _addresses(context: _Context, person: int) -> dict[str, float]:
    scene, index = context.scene, context.index
    found: dict[str, float] = {
        "addressed": person in context.here.addressed,
        "named_here": context.here.named[person],
        "possession_fits": _clip(_possessions(context.here) * scene.mentions.maleness[person]),
    }
    for shift in (-3, -2, -1, 1, 2, 3):
        other = scene.utterances[index + shift] if 0 <= index + shift < len(scene.utterances) else None
        found[f"addressed_{shift}"] = other is not None and person in other.addressed
        if abs(shift) <= 2:
            found[f"named_{shift}"] = bool(other and other.named[person])
            found[f"object_{shift}"] = other is not None and person in scene.objects[index + shift]
            sex = scene.speaks_of[index + shift] if other else 0
            found[f"address_fits_{shift}"] = _clip(sex * scene.mentions.maleness[person])
    return found


def _turns(context: _Context, person: int) -> dict[str, float]:
    index, at = context.index, context.scene.tagged_at[person]
    before, after = bisect.bisect_left(at, index), bisect.bisect_right(at, index)
    last = index - at[before - 1] if before else FAR
    following = at[after] - index if after < len(at) else FAR
    return {
        "tag_last": min(last, FAR),
        "tag_next": min(following, FAR),
        "tag_last_odd": last % 2 if last < 12 else -1,
        "tag_next_odd": following % 2 if following < 12 else -1,
        "tags_before": sum(i >= index - 10 for i in at[max(0, before - 8) : before]),
        "tags_after": sum(i <= index + 10 for i in at[after : after + 8]),
    }


def _person(context: _Context, person: int) -> dict[str, float]:
    scene = context.scene
    who = scene.people[person]
    tags = len(scene.tagged_at[person])
    return {
        "maleness": _clip(scene.mentions.maleness[person]),
        "narrator": who.narrator,
        "narrating": scene.narrating * who.narrator,
        "known": bool(who.known),
        "nominal": who.nominal,
        "share_named": math.log((scene.counts[person] + 0.5) / (sum(scene.counts.values()) + 1)),
        "share_tags": math.log((tags + 0.5) / (sum(map(len, scene.tagged_at.values())) + 1)),
        "talks_like": scene.profiles.likeness(context.index, context.here.words, person),
        "tags_per_mention": tags / (scene.counts[person] + 5),
        "told_share": (len(scene.mentions.told_of[person]) + 1) / (scene.counts[person] + 2),
    }


def _utterance(scene: Scene, index: int) -> dict[str, float]:
    here, reading = scene.utterances[index], scene.reading
    previous = scene.utterances[index - 1] if index else None
    following = scene.utterances[index + 1] if index + 1 < len(scene.utterances) else None
    words = set(here.words)
    return {
        "same_paragraph": previous is not None and previous.last_paragraph == here.first_paragraph,
        "next_same_paragraph": following is not None and following.first_paragraph == here.last_paragraph,
        "gap": min(here.begin - previous.end, 999) if previous else 999,
        "gap_next": min(following.begin - here.end, 999) if following else 999,
        "paragraphs_since": min(here.first_paragraph - previous.last_paragraph, 20) if previous else 20,
        "paragraphs_until": min(following.first_paragraph - here.last_paragraph, 20) if following else 20,
        "alone": len(here.before) <= 1 and len(here.after) <= 1,
        "length": _log(len(here.words)),
        "quotes": len(here.quotes),
        "says_i": not words.isdisjoint(("i", "me", "my")),
        "says_you": not words.isdisjoint(("you", "your")),
        "asks": "?" in words,
        "ends_asking": bool(here.words) and here.words[-1] == "?",
        "was_asked": bool(previous and previous.words and previous.words[-1] == "?"),
        "replies": bool(here.words) and here.words[0] in REPLIES,
        "broken_off": reading.tokens[here.end - 2] in "-—–" if here.end > 2 else 0,
        "someone_addressed": bool(here.addressed),
        "last_addressed": bool(previous and previous.addressed),
    }
