"""Choices as they are remembered: `espeak:en-us+m3 pitch -3.0 rate 0.9`, by everyone's name."""

import re
from collections.abc import Mapping, Sequence

from narrate.casting.people import Person
from narrate.story.cast import Role, Voice, fold

NARRATOR = "narrator"  # its key among what is remembered: no character can have this name
_REMEMBERED = re.compile(r"(?P<spec>.+?:.+?)(?: pitch (?P<pitch>-?\d+\.\d+))?(?: rate (?P<rate>\d+\.\d+))?")


def absent(people: Sequence[Person], remembered: Mapping[str, str]) -> dict[str, str]:
    """What is remembered of people who are not in this part of the story, and may come back."""
    here = {name for person in people for name in person.called} | {NARRATOR}
    return {name: written for name, written in remembered.items() if fold(name) not in here}


def written(voice: Voice, role: Role) -> str:
    """A chosen voice as it is remembered: without what voices.yaml decides about it."""
    pitch = f" pitch {voice.pitch}" if role.pitch is None and voice.pitch else ""
    rate = f" rate {voice.rate}" if role.rate is None and voice.rate != 1 else ""
    return f"{voice.spec}{pitch}{rate}"


def read_back(written: str, role: Role) -> Voice | None:
    """A voice that was remembered, with what voices.yaml now decides about it; None for nonsense."""
    found = _REMEMBERED.fullmatch(written)
    if found is None:
        return None
    engine, _, name = found["spec"].partition(":")
    pitch, rate = float(found["pitch"] or 0), float(found["rate"] or 1)
    return role.follow(Voice(engine, name, pitch, rate or 1.0))
