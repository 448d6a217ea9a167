"""Who speaks, by rule alone: tags, pronouns, names nearby, and taking turns."""

import math
from collections.abc import Sequence

from narrate.attribution.mentions import Mentions
from narrate.attribution.people import Person
from narrate.attribution.utterances import Utterance

REACH = 1200  # tokens back to look for a person
NEAR = 80  # tokens of narration over which a conversation goes on
CLEAR = 0.5  # log odds of he against she from which a person's gender is believed
Verdict = tuple[int | None, float, str]


def by_rule(people: Sequence[Person], mentions: Mentions, utterances: Sequence[Utterance]) -> list[Verdict]:
    """For each utterance its speaker's index, how sure that is, and why."""
    verdicts: list[Verdict] = []
    for index in range(len(utterances)):
        verdicts.append(
            _decide(people, mentions, utterances[: index + 1], [verdict[0] for verdict in verdicts])
        )
    return verdicts


def _decide(
    people: Sequence[Person], mentions: Mentions, utterances: Sequence[Utterance], earlier: list[int | None]
) -> Verdict:
    here, tag = utterances[-1], utterances[-1].tag
    if tag and tag.kind == "name":
        return tag.person, 0.97, "tag"
    gender = tag.gender if tag else here.beat_before or here.beat_after
    narrator = next((i for i, person in enumerate(people) if person.narrator), None)
    if gender == "I" and narrator is not None:
        return narrator, 0.95, "the narrator's own words"
    same_paragraph = len(utterances) > 1 and utterances[-2].last_paragraph == here.first_paragraph
    if same_paragraph and not tag and not (here.before.end - here.before.begin > NEAR):
        return earlier[-1], 0.9, "same paragraph"
    score = dict.fromkeys((m.person for m in mentions.between(here.begin - REACH, here.begin)), 0.0)
    for other in utterances[-8:]:
        score |= dict.fromkeys(other.addressed | ({other.tag.person} if other.tag else set()) - {None}, 0.0)
    for person in score:
        score[person] = (
            _seen(mentions, utterances, person)
            + _turn(utterances, earlier, person, same_paragraph=same_paragraph)
            + _gender(mentions, person, gender, narrator)
            - 6 * (person in here.addressed)
        )
        score[person] += _beside(mentions, here, person) if not tag else 0.0
    if not score:
        return None, 0.4, "nobody near"
    best = max(score, key=score.__getitem__)
    return best, 0.8 if gender else 0.6, f"pronoun and turns ({gender})" if gender else "turns"


def _seen(mentions: Mentions, utterances: Sequence[Utterance], person: int) -> float:
    """How lately and how often a person was named."""
    here = utterances[-1]
    told = [begin for begin in mentions.told_of[person] if begin < here.begin]
    since = min(here.begin - told[-1] if told else REACH, REACH)
    return 0.25 * math.log1p(len(mentions.of[person])) - 0.5 * math.log1p(since / 20)


def _turn(
    utterances: Sequence[Utterance], earlier: list[int | None], person: int, *, same_paragraph: bool
) -> float:
    """What the utterances before say for a person: the other one of two speaks, who is spoken to answers."""
    score = 1.5 * (person in earlier[-8:])
    for back in range(1, min(4, len(earlier)) + 1):
        if utterances[-1].begin - utterances[-back - 1].end > NEAR * back * 2:
            break
        spoke = earlier[-back] == person
        if back == 1:
            score += (2.0 if same_paragraph else -2.0) * spoke
            score += 2.5 * (person in utterances[-2].addressed and not same_paragraph)
        else:
            score += {2: 2.0, 3: 0.6, 4: 0.8}[back] * spoke
    return score


def _gender(mentions: Mentions, person: int, gender: str, narrator: int | None) -> float:
    if gender not in ("M", "F"):
        return 0.0
    maleness = mentions.maleness[person] * (1 if gender == "M" else -1)
    if maleness < -CLEAR:
        return -6.0
    return (1.0 if maleness > CLEAR else 0.0) - 4.0 * (person == narrator)


def _beside(mentions: Mentions, here: Utterance, person: int) -> float:
    """A person who is the subject of the narration beside a quote is likely to speak it."""
    before = [m for m in mentions.between(here.before.begin, here.before.end) if not m.owns]
    after = [
        m for m in mentions.between(here.after.begin, min(here.after.end, here.after.begin + 6)) if not m.owns
    ]
    score = 2.5 * bool(before and before[0].person == person) + 1.0 * bool(
        before and before[-1].person == person
    )
    return score + 3.0 * bool(after and after[0].person == person)
