"""Which names are people's: who acts, speaks or is spoken to is somebody, and New York is nobody."""

from collections import Counter
from collections.abc import Container

from narrate.attribution.lexicon import TITLES
from narrate.attribution.people.evidence import Evidence, acts_as_kin
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.person import SIDE_BY_SIDE

_RARE = 2  # times that two names may stand together by chance
_FEW = 3  # mentions of who acts and is he or she that are enough; one less of two names, or in a short story
_FEWER_PLACES = 0.1  # share of the mentions of who acts and is he or she: to Coop, from Coop
_PLACES, _SELDOM = 0.3, 0.1  # share of the mentions of a place that stand where places do, and that speak
_SEVERAL = 0.3  # share of the mentions with "the" before them, of a name that ends in s
_WITH_ARTICLE = frozenset(  # the Countess Olenska
    "reverend rev count countess baron baroness marquis marquise prince princess".split()
)


def names_of_people(names: dict[Phrase, Evidence], *, short: bool) -> dict[Phrase, Evidence]:
    """The names of people, and those that link them; in a short story fewer mentions are enough."""
    few = _FEW - short
    ends, surnames = {p[-1] for p in names}, Counter(p[-1] for p in names if len(p) > 1)
    places = {p for p, e in names.items() if _is_place(p, e)}
    possible = ((p, e) for p, e in names.items() if p not in places)
    people = {p: e for p, e in possible if _is_person(p, e, ends, few - (len(p) > 1))}
    last = {p[-1] for p in people if len(p) > 1 and (p[0] == "mrs" or p[0] not in TITLES)} - TITLES
    people = {p: e for p, e in people.items() if len(p) != 2 or p[0] not in last or not _does_nothing(e)}
    words = {word for phrase in people for word in phrase}.difference(TITLES, *places)
    families = words - {phrase[0] for phrase in people if len(phrase) == 1}  # Finch, of Miss Finch
    people |= {p: e for p, e in names.items() if len(p) <= 2 and words >= set(p)}  # link Lucy and Miss Snowe

    def is_full(phrase: Phrase, evidence: Evidence) -> bool:
        if len(phrase) != 2 or evidence.after_the:
            return False
        first, acts = phrase[:1] in people, evidence.subject > 0
        return (first and (acts or phrase[0] not in last)) or (acts and phrase[1] in families)

    people |= {p: e for p, e in names.items() if is_full(p, e)}
    begun = {p[:words] for p in people for words in range(2, len(p))} - places
    people |= {p: e for p, e in names.items() if p in begun}  # the Vice Captain, who is Vice Captain Ren
    return {p: e for p, e in people.items() if surnames[p[-1]] > 1 or not _are_two(p, e, names)}


def _are_two(phrase: Phrase, evidence: Evidence, names: dict[Phrase, Evidence]) -> bool:
    """Whether a rare phrase is two people side by side: Martha Potter, if they are often in one sentence."""
    if len(phrase) != 2 or evidence.count > _RARE:
        return False
    parts = [names[word,] for word in phrase if (word,) in names]
    return len(parts) == 2 and len(parts[0].sentences & parts[1].sentences) >= SIDE_BY_SIDE[0]


def _is_person(phrase: Phrase, evidence: Evidence, ends: Container[str], few: int) -> bool:
    """Whether a capitalised phrase names a person, and not a thing or a family.

    `ends` are the last words of all such phrases; `few` mentions may do.
    """
    if evidence.after_the > 0.5 * evidence.count and not evidence.tags and phrase[0] not in _WITH_ARTICLE:
        return False
    last = phrase[-1]
    several = not evidence.tags or evidence.after_the > _SEVERAL * evidence.count
    if last.endswith("s") and several and last[:-1] in ends:
        return False  # the Luthors, the Miss Bertrams
    if (len(phrase) > 1 and phrase[0] in TITLES) or evidence.tags or evidence.vocative + evidence.owned >= 2:
        return True
    called = evidence.vocative and evidence.subject
    lives = evidence.gestures or called or acts_as_kin(phrase, evidence)
    if lives and not evidence.placed and not evidence.after_the:
        return True
    animate = evidence.he + evidence.she >= 0.15 * evidence.count
    animate = animate or bool(evidence.acts and not evidence.placed and not evidence.after_the)
    alive = bool(evidence.subject and evidence.he + evidence.she)
    if alive and evidence.placed < _FEWER_PLACES * evidence.count and not evidence.after_the:
        return evidence.count >= few
    return evidence.count >= 4 and evidence.placed < 0.3 * evidence.count and animate


def _does_nothing(evidence: Evidence) -> bool:
    """Whether a name is never seen to do or to be anything: Sandifer Timber, which Mr. Sandifer owns."""
    return not (evidence.tags or evidence.subject or evidence.acts or evidence.he + evidence.she)


def _is_place(phrase: Phrase, evidence: Evidence) -> bool:
    """Whether a name stands where places do: New York, although it is called upon."""
    often = evidence.placed > max(_FEW, _PLACES * evidence.count)
    return often and phrase[0] not in TITLES and evidence.tags < _SELDOM * evidence.count
