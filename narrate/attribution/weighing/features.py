"""What speaks for and against each candidate of each utterance, in numbers."""

import bisect
import math
from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from narrate.attribution.lexicon import SIGN
from narrate.attribution.weighing.context import Context, common
from narrate.attribution.weighing.facts import Facts
from narrate.attribution.weighing.rows import Column, Floats, columns, joined

_BLOCK = 400  # utterances whose numbers lie in full precision at a time
_FAR = 99
_MOST = 4.0  # log odds
_PLACES = {"": 0, "inside": 1, "after": 2, "before": 3, "above": 4}
_KINDS = {"": 0, "name": 1, "pronoun": 2, "noun": 3}


def features(facts: Facts, candidates: Sequence[Sequence[int]]) -> dict[str, Column]:
    """What the text tells of each candidate of each utterance in turn, feature by feature: [row]."""
    blocks = []
    for first in range(0, len(candidates), _BLOCK):
        names, numbers = _numbers(facts, candidates, range(first, min(first + _BLOCK, len(candidates))))
        blocks.append(columns(numbers, names))
    return joined([block for block in blocks if block])


def _numbers(
    facts: Facts, candidates: Sequence[Sequence[int]], utterances: Iterable[int]
) -> tuple[list[str], Floats]:
    """The names of the features, and those of some utterances: [row, feature]."""
    rows = array("f")
    names: list[str] = []
    for index in utterances:
        shared = common(facts, index)
        context = Context(facts, index, candidates[index])
        for person in candidates[index]:
            own = {**_tag(context, person), **_beats(context, person), **_nearness(context, person)}
            own |= {**_calls(context, person), **_turns(context, person), **_person(context, person)}
            own |= context.talk.of(person) | facts.traces.entrance(person, context.here.begin)
            own |= facts.traces.introduction(person, context.here.begin)
            own |= facts.traces.around(context.here, person) | facts.traces.doing(context.here, person)
            rows.extend((*own.values(), *shared.values()))
            names = names or [*own, *shared]
    return names, np.frombuffer(rows, np.float32).reshape(-1, max(1, len(names)))


def _log(value: float) -> float:
    return math.log1p(max(0.0, value))


def _clip(value: float) -> float:
    return max(-_MOST, min(_MOST, value))


def _fits(context: Context, person: int, gender: str) -> float:
    """How well a pronoun that is a subject fits a person: who tells the story is no "he" in it."""
    sex = SIGN.get(gender, 0)
    if sex and context.narrates(person):
        return -_MOST
    return _clip(sex * context.facts.mentions.maleness[person])


def _tag(context: Context, person: int) -> dict[str, float]:
    tag = context.tag
    narrator = context.narrates(person)
    forms = context.facts.people[person].forms
    return {
        "tag_kind": _KINDS[tag.kind] if tag else 0,
        "tag_place": _PLACES[tag.place] if tag else 0,
        "tag_sure": tag.sure if tag else 0,
        "tag_core": tag.core if tag else -1,
        "tag_inverted": tag.inverted if tag else -1,
        "tag_is": tag is not None and tag.person == person,
        "tag_other": tag is not None and tag.person not in (None, person),
        "tag_may_be": tag is not None and person in tag.others,
        "tag_fits": _fits(context, person, tag.gender) if tag else 0.0,
        "tag_meant": context.tag_meant == person,
        "tag_meant_other": context.tag_meant not in (None, person),
        "tag_noun": bool(tag and tag.noun and any(tag.noun in form for form in forms)),
        "tag_first_person": (2 * narrator - 1) if tag and tag.gender == "I" else 0,
        "tag_addressee": person in context.facts.addressees[context.index],
        "tag_owner": context.tag_owner == person,
        "tag_owner_other": context.tag_owner not in (None, person),
    }


def _beats(context: Context, person: int) -> dict[str, float]:
    here = context.here
    narrator = context.narrates(person)
    before, after = context.before, context.after
    mine_before = [m for m in before if m.person == person]
    mine_after = [m for m in after if m.person == person]

    return {
        "beat_before_fits": _fits(context, person, here.beat_before),
        "beat_after_fits": _fits(context, person, here.beat_after),
        "beat_before_first_person": (2 * narrator - 1) if here.beat_before == "I" else 0,
        "beat_after_first_person": (2 * narrator - 1) if here.beat_after == "I" else 0,
        "before_meant": context.before_meant == person,
        "after_meant": context.after_meant == person,
        "before_distance": min(_FAR, here.before.end - mine_before[-1].begin) if mine_before else _FAR,
        "after_distance": min(_FAR, mine_after[0].begin - here.after.begin) if mine_after else _FAR,
        "before_first": bool(before) and before[0].person == person,
        "before_last": bool(before) and before[-1].person == person,
        "before_subject": context.acts(mine_before[0] if mine_before else None),
        "after_first": bool(after) and after[0].person == person,
        "after_subject": context.acts(mine_after[0] if mine_after else None),
        "before_owns": bool(mine_before) and mine_before[-1].owns,
        "before_others": len({m.person for m in before} - {person}),
        "above_first": bool(context.paragraph_before) and context.paragraph_before[0].person == person,
        "above_last": bool(context.paragraph_before) and context.paragraph_before[-1].person == person,
        **{f"{where}_acts": context.acts_in(person, named) for where, named in context.sentences.items()},
        **{f"{where}_meant": meant == person for where, meant in context.sentences_mean.items()},
        **{f"{where}_told": told for where, told in context.sentences_told.items()},
    }


def _nearness(context: Context, person: int) -> dict[str, float]:
    here, mentions = context.here, context.facts.mentions
    told, named, maleness = mentions.told_of[person], mentions.of[person], mentions.maleness
    one, three, ten = context.paragraphs
    scene = context.facts.scene_of[context.index]

    def count(begins: Sequence[int], begin: int, end: int) -> int:
        return bisect.bisect_left(begins, end) - bisect.bisect_left(begins, begin)

    return {
        "since_told": _log(context.since_told[person]),
        "since_named": _log(context.since_named[person]),
        "rank_near": context.order[person],
        "rank_fitting": context.fitting.get(person, 30),
        "told_1": count(told, one, here.begin),
        "told_3": count(told, three, here.begin),
        "told_10": count(told, ten, here.begin),
        "named_10": count(named, ten, here.begin),
        "in_scene": _log(count(told, scene.begin, scene.end)),
        "in_scene_before": _log(count(named, scene.begin, here.begin)),
        "told_next": count(told, here.end, here.end + 120),
        "named_next": count(named, here.end, here.end + 300),
        "present": len(context.present),
        "present_alike": sum(
            maleness[person] * maleness[other] > 0 for other in context.present if other != person
        ),
    }


def _calls(context: Context, person: int) -> dict[str, float]:
    facts, index = context.facts, context.index
    found: dict[str, float] = {
        "called": person in context.here.called,
        "named_here": context.here.named[person],
        "possession_fits": _clip(context.possessions * facts.mentions.maleness[person]),
        "spoken_of": facts.spoken_of[index].get(person, 0.0),
    }
    for shift in (-3, -2, -1, 1, 2, 3):
        other = facts.utterances[index + shift] if 0 <= index + shift < len(facts.utterances) else None
        found[f"called_{shift}"] = other is not None and person in other.called
        if abs(shift) <= 2:
            found[f"named_{shift}"] = bool(other and other.named[person])
            found[f"addressee_{shift}"] = other is not None and person in facts.addressees[index + shift]
            found[f"spoken_of_{shift}"] = facts.spoken_of[index + shift].get(person, 0.0) if other else 0.0
            sex = facts.sex_called[index + shift] if other else 0
            found[f"sex_called_fits_{shift}"] = _clip(sex * facts.mentions.maleness[person])
    return found


def _turns(context: Context, person: int) -> dict[str, float]:
    index, at = context.index, context.facts.tagged_at[person]
    before, after = bisect.bisect_left(at, index), bisect.bisect_right(at, index)
    last = index - at[before - 1] if before else _FAR
    following = at[after] - index if after < len(at) else _FAR
    return {
        "tag_last": min(last, _FAR),
        "tag_next": min(following, _FAR),
        "tag_last_odd": last % 2 if last < 12 else -1,
        "tag_next_odd": following % 2 if following < 12 else -1,
        "tags_before": sum(i >= index - 10 for i in at[max(0, before - 8) : before]),
        "tags_after": sum(i <= index + 10 for i in at[after : after + 8]),
    }


def _person(context: Context, person: int) -> dict[str, float]:
    facts = context.facts
    who = facts.people[person]
    tags = len(facts.tagged_at[person])
    return {
        "maleness": _clip(facts.mentions.maleness[person]),
        "narrator": context.narrates(person),
        "share_of_i": facts.share_of_i * context.narrates(person),
        "listed": bool(who.listed),
        "nominal": who.nominal,
        "share_named": math.log((facts.counts[person] + 0.5) / (len(facts.mentions.all) + 1)),
        "share_tags": math.log((tags + 0.5) / (facts.tags + 1)),
        "tags_per_mention": tags / (facts.counts[person] + 5),
        "told_share": (len(facts.mentions.told_of[person]) + 1) / (facts.counts[person] + 2),
    }
