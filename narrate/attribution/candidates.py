"""Who may have said something: the people named or heard nearby."""

import bisect
from collections import Counter
from collections.abc import Sequence

from narrate.attribution.mentions import Mentions
from narrate.attribution.people import Person
from narrate.attribution.utterances import Utterance

MOST = 16  # candidates for an utterance
BEFORE, AFTER = 2500, 150  # tokens in which a person is named
TURNS = 6  # utterances either way in which a person is named in a tag
USUAL = 3  # people with the most tags in the book are always candidates
FAR = 5000


def candidates(people: Sequence[Person], mentions: Mentions, utterances: Sequence[Utterance]) -> list[list[int]]:
    """For each utterance the persons who may speak it, the nearest first."""
    tagged = [u.tag.person if u.tag else None for u in utterances]
    usual = [p for p, _ in Counter(p for p in tagged if p is not None).most_common(USUAL)]
    narrators = [index for index, person in enumerate(people) if person.narrator]
    found = []
    for index, here in enumerate(utterances):
        distance: dict[int, float] = dict.fromkeys(usual, FAR)
        distance |= dict.fromkeys(narrators, 30.0)

        def near(person: int, tokens: float, distance: dict[int, float] = distance) -> None:
            distance[person] = min(distance.get(person, FAR), tokens)

        first = bisect.bisect_left(mentions.begins, here.begin - BEFORE)
        last = bisect.bisect_left(mentions.begins, here.end + AFTER)
        for mention in mentions.all[first:last]:
            if mention.begin < here.begin:
                tokens = here.begin - mention.begin
            else:
                tokens = mention.begin - here.end if mention.begin >= here.end else 60
            for person in (mention.person, *mention.others):
                near(person, tokens if mention.told else 1.5 * tokens)
        for other in range(max(0, index - TURNS), min(len(utterances), index + TURNS + 1)):
            person = tagged[other]
            if person is not None:
                near(person, 40 * abs(other - index) + 1)
        found.append(sorted(distance, key=lambda person: (distance[person], person))[:MOST])
    return found
