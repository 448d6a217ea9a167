"""Choosing voices: what voices.yaml decides is followed, and everyone else gets a voice of their own.

People choose in the order of how much they say, each the clearest voice that is far enough from all
those taken before. So a newcomer who says less than you never changes your voice.
"""

import dataclasses
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from narrate.cast import Cast, Role, Voice, fold, role_of
from narrate.ear import ENOUGH, Offer, Sound, distance, fits, offsets, speaks
from narrate.engine import VoiceInfo
from narrate.script import Character, Gender
from narrate.settings import Settings

log = logging.getLogger(__name__)

DEFAULT_ENGINE = "espeak"
DEFAULT_LANGUAGE = "en"

_NARRATOR = "narrator"  # its key among what is remembered: no character can have this name
_REMEMBERED = re.compile(r"(?P<spec>.+?:.+?)(?: pitch (?P<pitch>-?\d+\.\d+))?(?: rate (?P<rate>\d+\.\d+))?")


@dataclass(frozen=True, slots=True)
class _Person:
    """Someone to cast: all the characters whom voices.yaml takes for one."""

    role: Role
    names: tuple[str, ...]
    gender: Gender
    narrates: bool
    lines: int


def cast_story(
    characters: Sequence[Character],
    settings: Settings,
    voices: Mapping[str, Sequence[VoiceInfo]],
    remembered: Mapping[str, str] = MappingProxyType({}),
) -> Cast:
    """Give the narrator, the author and every character a voice.

    `voices` is what each engine offers, by its name, the clearest first. `remembered` is what
    `remember` returned for an earlier reading: those choices stay wherever they still can. The
    book's language is `settings.language`, English where that is None. Raises NarrateError when
    voices are to be chosen and the engine has none.
    """
    offer = Offer(voices, settings.language or DEFAULT_LANGUAGE)
    people = _people(characters, settings.cast)
    narrator = _narrator(settings, people, offer, remembered)
    author = None if settings.author_voice is None else _follow(settings.author_voice, narrator)
    offered = voices.get(narrator.engine, ())
    if offered and not any(speaks(info, offer.language) for info in offered):
        log.warning("no voice of %s speaks the language %s", narrator.engine, offer.language)
    decided = {person.role.name: voice for person in people if (voice := _decided(person, narrator))}
    chosen = _choices(people, decided, _fixed(settings, narrator, author), offer, remembered)
    return Cast(narrator, author, {name: chosen[each.role.name] for each in people for name in each.names})


def remember(
    characters: Sequence[Character],
    settings: Settings,
    cast: Cast,
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """What was chosen rather than decided by voices.yaml, to be kept for `cast_story` next time.

    `earlier` is what was kept before: of people who are not in this part of the story it stays.
    """
    people = _people(characters, settings.cast)
    kept = _absent(people, earlier)
    for person in people:
        if _decided(person, cast.narrator) is None:
            kept |= {name: _written(cast.characters[name], person.role) for name in person.names}
    if settings.narrator.voice is None and _teller_voice(people) is None:
        kept[_NARRATOR] = cast.narrator.spec
    return kept


def engines_named(settings: Settings) -> set[str]:
    """The engines that the settings need: those that they name, and the default one for the rest."""
    partial = [settings.narrator, *settings.cast, *([settings.author_voice] if settings.author_voice else [])]
    named = {role.voice.partition(":")[0] for role in partial if role.voice is not None}
    return named if settings.narrator.voice is not None else named | {DEFAULT_ENGINE}


def _people(characters: Sequence[Character], roles: Sequence[Role]) -> list[_Person]:
    """The people of the story in the order in which they choose: who says most comes first."""
    of_role: dict[Role, list[Character]] = {}
    for character in sorted(characters, key=lambda each: (-each.lines, each.name)):
        role = role_of(character, roles) or Role(character.name, character.aliases)
        of_role.setdefault(role, []).append(character)
    people = [_person(role, together) for role, together in of_role.items()]
    return sorted(people, key=lambda person: (-person.lines, person.role.name))


def _person(role: Role, characters: list[Character]) -> _Person:
    genders = [each.gender for each in characters if each.gender is not Gender.UNKNOWN]
    return _Person(
        role,
        names=tuple(each.name for each in characters),
        gender=role.gender or next(iter(genders), Gender.UNKNOWN),
        narrates=any(each.narrator for each in characters) if role.narrates is None else role.narrates,
        lines=sum(each.lines for each in characters),
    )


def _follow(role: Role, base: Voice) -> Voice:
    """The voice that a role decides, with `base` for what it leaves open."""
    if role.voice is not None:
        engine, _, name = role.voice.partition(":")
        base = Voice(engine, name)
    said = {name: getattr(role, name) for name in ("pitch", "rate", "gain_db", "pan")}
    return dataclasses.replace(base, **{name: value for name, value in said.items() if value is not None})


def _decided(person: _Person, narrator: Voice) -> Voice | None:
    """The voice of someone who has no choice: voices.yaml gives one, or they tell the story."""
    return _follow(person.role, narrator) if person.role.voice is not None or person.narrates else None


def _fixed(settings: Settings, narrator: Voice, author: Voice | None) -> list[Voice]:
    """Voices that are taken whoever is in the story: so a person's first line changes nobody's voice."""
    pinned = [_follow(role, narrator) for role in settings.cast if role.voice is not None]
    return [narrator, *pinned] if author is None else [narrator, author, *pinned]


def _teller_voice(people: Sequence[_Person]) -> Voice | None:
    """The voice that voices.yaml gives to the one who tells the story in the first person."""
    roles = [person.role for person in people if person.narrates and person.role.voice is not None]
    return dataclasses.replace(_follow(roles[0], Voice("", "")), pan=0.0) if roles else None


def _narrator(
    settings: Settings, people: Sequence[_Person], offer: Offer, remembered: Mapping[str, str]
) -> Voice:
    """The narrator's voice: as decided, else the first-person narrator's, else a clear one that is free."""
    if settings.narrator.voice is not None:
        return _follow(settings.narrator, Voice("", ""))
    base = _teller_voice(people)
    if base is None:
        gender = next((person.gender for person in people if person.narrates), Gender.UNKNOWN)
        pinned = {role.voice for role in settings.cast}
        speakers = offer.speakers(DEFAULT_ENGINE)
        free = [info for info in speakers if f"{DEFAULT_ENGINE}:{info.name}" not in pinned] or speakers
        fitting = [info for info in free if fits(info, gender)] or free
        known = [info for info in fitting if f"{DEFAULT_ENGINE}:{info.name}" == remembered.get(_NARRATOR)]
        base = Voice(DEFAULT_ENGINE, (known or fitting)[0].name)
    return _follow(settings.narrator, base)


def _choices(
    people: Sequence[_Person],
    decided: Mapping[str, Voice],
    fixed: Sequence[Voice],
    offer: Offer,
    remembered: Mapping[str, str],
) -> dict[str, Voice]:
    """Everyone's voice by their role's name: the decided ones, then the remembered, then the rest."""
    chosen = dict(decided)
    undecided = [person for person in people if person.role.name not in chosen]
    if not undecided:
        return chosen
    pools = {person.role.name: _pool(person, fixed[0], offer) for person in undecided}
    taken = [offer.sound(voice) for voice in fixed]
    for person in undecided:
        sound = _recalled(person, pools[person.role.name], taken, remembered)
        if sound is not None:
            chosen[person.role.name] = sound.voice
            taken.append(sound)
    away = [_read_back(written, Role(name)) for name, written in _absent(people, remembered).items()]
    taken += [offer.sound(voice) for voice in away if voice is not None]
    for person in undecided:
        if person.role.name not in chosen:
            sound = _choose(person, pools[person.role.name], taken)
            chosen[person.role.name] = sound.voice
            taken.append(sound)
    return chosen


def _pool(person: _Person, narrator: Voice, offer: Offer) -> list[Sound]:
    """The voices that someone may have, the clearest first: of their gender and not the narrator's."""
    speakers = offer.speakers(narrator.engine)
    others = [info for info in speakers if info.name != narrator.name] or speakers
    fitting = [info for info in others if fits(info, person.gender)] or others
    sounds = [offer.sound(_follow(person.role, Voice(narrator.engine, info.name)), info) for info in fitting]
    first: dict[tuple[str, str], Sound] = {}
    for sound in sounds:
        first.setdefault((sound.timbre, sound.accent), sound)
    return list(first.values())


def _recalled(
    person: _Person, pool: Sequence[Sound], taken: Sequence[Sound], remembered: Mapping[str, str]
) -> Sound | None:
    """The voice that someone had before, if it fits them and nobody has it."""
    earlier = {fold(name): written for name, written in remembered.items()}
    written = next((earlier[name] for name in _called(person) if name in earlier), "")
    voice = _read_back(written, person.role)
    if voice is None:
        return None
    fitting = (sound.bent(voice.pitch, voice.rate) for sound in pool if sound.voice.spec == voice.spec)
    sound = next(fitting, None)
    return sound if sound is not None and all(distance(sound, other) for other in taken) else None


def _absent(people: Sequence[_Person], remembered: Mapping[str, str]) -> dict[str, str]:
    """What is remembered of people who are not in this part of the story, and may come back."""
    here = {name for person in people for name in _called(person)} | {_NARRATOR}
    return {name: written for name, written in remembered.items() if fold(name) not in here}


def _choose(person: _Person, pool: Sequence[Sound], taken: Sequence[Sound]) -> Sound:
    """The clearest voice that is far enough from all that are taken, else the farthest.

    While there are throats that nobody has, one of them; then accent, pitch and rate tell people apart.
    """
    timbres = {sound.timbre for sound in taken}
    near = _nearness([sound for sound in pool if sound.timbre not in timbres], taken)
    bends = offsets(person.role.pitch, person.role.rate)
    while not near and (finer := next(bends, None)) is not None:
        near = _nearness([sound.bent(pitch, rate) for sound in pool for pitch, rate in finer], taken)
    near = near or dict.fromkeys(pool, 0.0)  # pitch and rate are decided, and everything is taken
    return next((sound for sound in near if near[sound] >= ENOUGH), max(near, key=near.__getitem__))


def _nearness(sounds: Sequence[Sound], taken: Sequence[Sound]) -> dict[Sound, float]:
    """How far each voice is from the nearest that is taken; those that nobody could tell apart left out."""
    near = {sound: min(distance(sound, other) for other in taken) for sound in sounds}
    return {sound: far for sound, far in near.items() if far}


def _called(person: _Person) -> list[str]:
    return [fold(name) for name in (*person.names, *person.role.names)]


def _written(voice: Voice, role: Role) -> str:
    """A chosen voice as it is remembered: without what voices.yaml decides about it."""
    pitch = f" pitch {voice.pitch}" if role.pitch is None and voice.pitch else ""
    rate = f" rate {voice.rate}" if role.rate is None and voice.rate != 1 else ""
    return f"{voice.spec}{pitch}{rate}"


def _read_back(written: str, role: Role) -> Voice | None:
    """A voice that was remembered, with what voices.yaml now decides about it; None for nonsense."""
    found = _REMEMBERED.fullmatch(written)
    if found is None:
        return None
    engine, _, name = found["spec"].partition(":")
    pitch, rate = float(found["pitch"] or 0), float(found["rate"] or 1)
    return _follow(role, Voice(engine, name, pitch, rate or 1.0))
