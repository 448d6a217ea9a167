"""Who may have said something: the people named or heard nearby."""

from collections import Counter
from collections.abc import Sequence

from narrate.attribution.people.mention import Mention
from narrate.attribution.people.mentions import Mentions
from narrate.attribution.people.person import Person
from narrate.attribution.tags.utterances import Utterance

_MOST = 16  # candidates for an utterance
_BEFORE, _AFTER = 2500, 150  # tokens in which a person is named
_TURNS = 6  # utterances either way in which a person is named in a tag
_USUAL = 3  # people with the most tags in the book are always candidates
_FAR = 5000.0
_PRESENT, _WITHIN, _TURN = 30.0, 60, 40  # tokens that a narrator, a name in the quote, a turn count as


def candidates(
    people: Sequence[Person], mentions: Mentions, utterances: Sequence[Utterance]
) -> list[list[int]]:
    """For each utterance the persons who may speak it, the nearest first."""
    tagged = [u.named_beside for u in utterances]
    usual = [p for p, _ in Counter(p for p in tagged if p is not None).most_common(_USUAL)]
    tellers = [index for index, person in enumerate(people) if person.tells]
    found = []
    for index, here in enumerate(utterances):
        near = [(_FAR, person) for person in (*usual, *tellers)]
        near += [(_PRESENT, teller) for teller in tellers if people[teller].narrates(here.begin)]
        for mention in mentions.between(here.begin - _BEFORE, here.end + _AFTER):
            tokens = _distance(mention, here)
            near += [(tokens, person) for person in (mention.person, *mention.others)]
        for other in range(max(0, index - _TURNS), min(len(utterances), index + _TURNS + 1)):
            speaker = tagged[other]
            if speaker is not None:
                near.append((_TURN * abs(other - index) + 1, speaker))
        nearest = dict.fromkeys(person for _, person in sorted(near))
        found.append(list(nearest)[:_MOST])
    return found


def _distance(mention: Mention, here: Utterance) -> float:
    """Tokens between a mention and an utterance; what is only talked about is farther away."""
    if mention.begin < here.begin:
        tokens = here.begin - mention.begin
    else:
        tokens = mention.begin - here.end if mention.begin >= here.end else _WITHIN
    return tokens if mention.told else 1.5 * tokens
