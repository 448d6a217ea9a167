"""One person's choice among the voices that are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrate.casting.company import Company
from narrate.casting.ear import ENOUGH, FAR, Offer, Voiceprint, distance, offsets, suits
from narrate.casting.memory import read_back
from narrate.casting.people import Person
from narrate.engines import VoiceInfo
from narrate.story.cast import Voice, fold

_STRANGERS = 0.75  # of the distance between people who talk is enough for two who never meet
_FINE = 2  # times that pitch and rate are divided before the farthest voice is taken


@dataclass(frozen=True, slots=True)
class Choice:
    """A voice that is taken, and by whom: nobody named is somebody whom everyone meets."""

    sound: Voiceprint
    names: tuple[str, ...] | None = None


def pool_of(person: Person, engine: str, speakers: Sequence[VoiceInfo], offer: Offer) -> list[Voiceprint]:
    """Those of an engine's voices that suit someone, in the same order."""
    fitting = suits(speakers, person.gender, person.age)
    sounds = [offer.sound(person.role.follow(Voice(engine, info.name)), info) for info in fitting]
    first: dict[tuple[str, str], Voiceprint] = {}
    for sound in sounds:
        first.setdefault((sound.throat, sound.accent), sound)
    return list(first.values())


def recalled(
    person: Person, pool: Sequence[Voiceprint], taken: Sequence[Choice], remembered: Mapping[str, str]
) -> Voiceprint | None:
    """The voice that someone had before, if it fits them and nobody has it."""
    earlier = {fold(name): written for name, written in remembered.items()}
    written = next((earlier[name] for name in person.called if name in earlier), "")
    voice = read_back(written, person.role)
    if voice is None:
        return None
    fitting = (sound.bent(voice.pitch, voice.rate) for sound in pool if sound.voice.spec == voice.spec)
    sound = next(fitting, None)
    return sound if sound is not None and all(distance(sound, other.sound) for other in taken) else None


def choose(
    person: Person, pool: Sequence[Voiceprint], taken: Sequence[Choice], company: Company
) -> Voiceprint:
    """The clearest voice that is far enough from all that are taken, the least bent; else the farthest.

    Where pitch and rate stay and all are taken, it is the one that the fewest have.
    """
    needs = [_need(person, other, company) for other in taken]
    is_bent = any(sound.bends for sound in pool)
    wanted = offsets(person.role.pitch, person.role.rate) if is_bent else offsets(0.0, 1.0)
    for step, bends in enumerate(wanted):
        near = {
            bent: far
            for pitch, rate in bends
            for bent in (sound.bent(pitch, rate) for sound in pool)
            if (far := _nearness(bent, taken, needs))
        }
        enough = next((sound for sound, far in near.items() if far >= (ENOUGH if step else FAR)), None)
        if enough is not None:
            return enough
        if near and step >= _FINE:
            return max(near, key=near.__getitem__)
    if near:
        return max(near, key=near.__getitem__)
    return min(pool, key=lambda sound: sum(not distance(sound, other.sound) for other in taken))


def _need(person: Person, other: Choice, company: Company) -> float:
    """How much of the full distance two people need, by what they say to each other."""
    close = 1.0 if other.names is None else company.closeness(person.names, other.names)
    return _STRANGERS + (1 - _STRANGERS) * close


def _nearness(sound: Voiceprint, taken: Sequence[Choice], needs: Sequence[float]) -> float:
    """How far a voice is from the nearest that is taken, by what they need; 0 if one is not told from it."""
    return min(distance(sound, other.sound) / need for other, need in zip(taken, needs, strict=True))
