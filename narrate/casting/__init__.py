"""Choosing voices: what voices.yaml decides is followed, and everyone else gets a voice of their own.

People choose in the order of how much they say, each the clearest voice that is far enough from all
those taken before. So a newcomer who says less than you never changes your voice.
"""

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from narrate.casting.choosing import Choice, choose, pool_of, recalled
from narrate.casting.company import Company
from narrate.casting.ear import Offer, Voiceprint, speaks, suits
from narrate.casting.memory import NARRATOR, absent, read_back, written
from narrate.casting.people import Person, gather
from narrate.engines import VoiceInfo
from narrate.settings import Settings
from narrate.story.cast import Cast, Role, Voice
from narrate.story.people import Age, Character, Gender

log = logging.getLogger(__name__)

_DEFAULT_ENGINE = "espeak"
_DEFAULT_LANGUAGE = "en"


def cast_story(
    characters: Sequence[Character],
    settings: Settings,
    voices: Mapping[str, Sequence[VoiceInfo]],
    remembered: Mapping[str, str] = MappingProxyType({}),
    company: Company = Company(),  # noqa: B008 - a value
) -> Cast:
    """Give the narrator, the author and every character a voice.

    `voices` is what each engine offers, by its name, the clearest first. `remembered` is what
    `remember` returned for an earlier reading: those choices stay wherever they still can.
    `company` knows who meets whom. The book's language is `settings.language`, English where that is
    None. Raises NarrateError when voices are to be chosen and the engine has none.
    """
    offer = Offer(voices, settings.language or _DEFAULT_LANGUAGE)
    people = gather(characters, settings.cast)
    narrator = _narrator(settings, people, offer, remembered)
    author = None if settings.author_voice is None else settings.author_voice.follow(narrator)
    offered = voices.get(narrator.engine, ())
    if offered and not any(speaks(info, offer.language) for info in offered):
        log.warning("no voice of %s speaks the language %s", narrator.engine, offer.language)
    decided = {person: voice for person in people if (voice := _decided(person, narrator))}
    pools = _pools([person for person in people if person not in decided], narrator, offer)
    fixed = [Choice(offer.sound(voice)) for voice in _fixed(settings, narrator, author)]
    away = {name: read_back(said, Role(name)) for name, said in absent(people, remembered).items()}
    theirs = [Choice(offer.sound(voice), (name,)) for name, voice in away.items() if voice is not None]
    chosen = decided | _choices(pools, fixed, theirs, remembered, company)
    return Cast(narrator, author, {name: chosen[each] for each in people for name in each.names})


def remember(
    characters: Sequence[Character],
    settings: Settings,
    cast: Cast,
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """What was chosen rather than decided by voices.yaml, to be kept for `cast_story` next time.

    `earlier` is what was kept before: of people who are not in this part of the story it stays.
    """
    people = gather(characters, settings.cast)
    kept = absent(people, earlier)
    for person in people:
        if _decided(person, cast.narrator) is None:
            kept |= {name: written(cast.characters[name], person.role) for name in person.names}
    if settings.narrator.voice is None and _teller_voice(people) is None:
        kept[NARRATOR] = cast.narrator.spec
    return kept


def engines_named(settings: Settings) -> set[str]:
    """The engines that the settings need: those that they name, and the default one for the rest."""
    named = {role.voice.partition(":")[0] for role in settings.roles if role.voice is not None}
    return named if settings.narrator.voice is not None else named | {_DEFAULT_ENGINE}


def _decided(person: Person, narrator: Voice) -> Voice | None:
    """The voice of someone who has no choice: voices.yaml gives one, or they tell the story."""
    return person.role.follow(narrator) if person.role.voice is not None or person.narrates else None


def _fixed(settings: Settings, narrator: Voice, author: Voice | None) -> list[Voice]:
    """Voices that are taken whoever is in the story: so a person's first line changes nobody's voice."""
    pinned = [role.follow(narrator) for role in settings.cast if role.voice is not None]
    return [narrator, *pinned] if author is None else [narrator, author, *pinned]


def _teller_voice(people: Sequence[Person]) -> Voice | None:
    """The voice that voices.yaml gives to the one who tells the story in the first person."""
    roles = [person.role for person in people if person.narrates and person.role.voice is not None]
    return dataclasses.replace(roles[0].follow(Voice("", "")), pan=0.0) if roles else None


def _narrator(
    settings: Settings, people: Sequence[Person], offer: Offer, remembered: Mapping[str, str]
) -> Voice:
    """The narrator's voice: as decided, else the first-person narrator's, else a clear one that is free."""
    if settings.narrator.voice is not None:
        return settings.narrator.follow(Voice("", ""))
    return settings.narrator.follow(_teller_voice(people) or _free_voice(settings, people, offer, remembered))


def _free_voice(
    settings: Settings, people: Sequence[Person], offer: Offer, remembered: Mapping[str, str]
) -> Voice:
    """A voice for the narrator that nobody is given: the clearest that fits, or the one it was before."""
    gender = next((person.gender for person in people if person.narrates), Gender.UNKNOWN)
    pinned = {role.voice for role in settings.cast}
    speakers = offer.speakers(_DEFAULT_ENGINE)
    free = [info for info in speakers if f"{_DEFAULT_ENGINE}:{info.name}" not in pinned] or speakers
    fitting = [Voice(_DEFAULT_ENGINE, info.name) for info in suits(free, gender, Age.ADULT)]
    return next((voice for voice in fitting if voice.spec == remembered.get(NARRATOR)), fitting[0])


def _pools(people: Sequence[Person], narrator: Voice, offer: Offer) -> dict[Person, list[Voiceprint]]:
    """Among which voices each may choose: those of the narrator's engine but for the narrator's own."""
    if not people:
        return {}
    speakers = offer.speakers(narrator.engine)
    others = [info for info in speakers if info.name != narrator.name] or speakers
    return {person: pool_of(person, narrator.engine, others, offer) for person in people}


def _choices(
    pools: Mapping[Person, Sequence[Voiceprint]],
    fixed: Sequence[Choice],
    away: Sequence[Choice],
    remembered: Mapping[str, str],
    company: Company,
) -> dict[Person, Voice]:
    """A voice for everyone: first the remembered ones, then, beside those of who is `away`, the rest."""
    taken = list(fixed)
    chosen: dict[Person, Voice] = {}
    for person, pool in pools.items():
        if sound := recalled(person, pool, taken, remembered):
            chosen[person] = sound.voice
            taken.append(Choice(sound, person.names))
    taken += away
    for person, pool in pools.items():
        if person not in chosen:
            sound = choose(person, pool, taken, company)
            chosen[person] = sound.voice
            taken.append(Choice(sound, person.names))
    return chosen
