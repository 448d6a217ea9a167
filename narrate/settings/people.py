"""The people of voices.yaml: what the author has decided about them and their voices."""

import re
import unicodedata
from collections.abc import Callable

from narrate.errors import of_each
from narrate.settings.yamlvalue import Schema, Value
from narrate.story.cast import AUTHOR, Role, fold
from narrate.story.directions import is_name
from narrate.story.people import Gender


def partial_voice(name: str, value: Value) -> Role:
    """The narrator's or the author's voice and how it is used; a bare ENGINE:VOICE is one too."""
    if value.scalar:
        return Role(name, voice=_voice(value))
    return Role(name, **value.fields(_VOICE, f"a setting of the {name}'s voice"))


def read_cast(value: Value) -> tuple[Role, ...]:
    """The people under `cast:`.

    Raises NarrateError for a name or alias that two of them share, and for a second one who narrates.
    """
    owners: dict[str, tuple[str, Value]] = {}
    tellers: list[Value] = []

    def read(entry: tuple[Value, Value]) -> Role:
        key, written = entry
        role = _role(key, written)
        for called in (key, *_alias_values(written)):
            _claim(called, key, owners)
        tellers.extend([key] if role.narrates else [])
        return role

    roles = value.read_entries(read)
    if len(tellers) > 1:
        first, second = tellers[:2]
        raise second.error(
            f"two people narrate: {first.key} ({first.place}) and {second.key}",
            "A story has one teller: take the key from one of them.",
        )
    return tuple(roles)


def _claim(called: Value, key: Value, owners: dict[str, tuple[str, Value]]) -> None:
    """Put down whose a name or alias is; NarrateError where it is somebody else's."""
    owner, first = owners.setdefault(fold(called.text()), (key.key, called))
    if owner != key.key:
        raise called.error(
            f"“{called.text()}” belongs to two people: {owner} ({first.place}) and {key.key}",
            "Take it from one of them: a name or alias says who is meant.",
        )


def _role(key: Value, value: Value) -> Role:
    if key.key in ROLE:
        raise key.error(f"{key.key} is no person but a setting of one", "Put it two spaces further in.")
    name = _name(key)
    if name.endswith("?"):
        raise key.error(
            f"{name}: a name has no question mark at its end",
            "Scripts write {Name?}. As an alias it can stand.",
        )
    if value.empty:
        return Role(name)
    if value.scalar:
        return Role(name, voice=_voice(value))
    return Role(name, **value.fields(ROLE, f"a setting of {name}"))


def pronunciations(value: Value) -> dict[str, str]:
    """Words and how they are said: respelt, or in IPA between slashes.

    Raises NarrateError for a word that is listed twice, in capitals or not.
    """
    words: dict[str, Value] = {}

    def read(entry: tuple[Value, Value]) -> tuple[str, str]:
        key, said = entry
        first = words.setdefault(fold(key.key), key)
        if first is not key:
            raise key.error(f"{key.key} is listed twice: first at {first.place}", "Keep one of the two.")
        return key.key, _pronunciation(said)

    return dict(value.read_entries(read))


def _pronunciation(value: Value) -> str:
    said = value.text()
    if said.startswith("/") != said.endswith("/") or said in {"/", "//"}:
        raise value.error(
            f"{value.key}: IPA stands between two slashes", f"Write /{said.strip('/') or 'ˈluːθɚ'}/."
        )
    if not said.startswith("/"):
        return said
    strange = next((sign for sign in said[1:-1] if not _is_ipa(sign)), None)
    if strange is not None:
        raise value.error(
            f"{value.key}: {strange} is no sign of IPA",
            "Write IPA, as in /ˈluːθɚ/, or a respelling without slashes, as in loo-ther.",
        )
    return said.replace(":", "ː")


def _is_ipa(sign: str) -> bool:
    """A small letter or a modifier, or what stands between them; not a capital, a figure, a sign."""
    return unicodedata.category(sign) in {"Ll", "Lo", "Lm", "Mn", "Sk"} or sign in _BETWEEN_SOUNDS


_BETWEEN_SOUNDS = " .,:'’|‿-()"

# Who is not cast by name: scripts use these two words for them.
_KEY_OF_ROLE = {"narrator": "narrator", AUTHOR: "author_voice"}


def _name(value: Value) -> str:
    name = value.text()
    if fold(name) in _KEY_OF_ROLE:
        raise value.error(
            f"the {fold(name)} is not one of the cast",
            f"Write {_KEY_OF_ROLE[fold(name)]}: beside cast:, not in it.",
        )
    written = " ".join(name.replace(",", " ").split())  # in scripts: after a comma stands how it is said
    if not is_name(written.removesuffix("?")):
        raise value.error(
            f"{name}: scripts cannot write {{{written}}} for a name",
            "Begin with a letter or a digit, leave out : ? { }, and write no direction, such as {pause 2s}.",
        )
    return name


def _alias_values(value: Value) -> list[Value]:
    if value.scalar:
        return []
    lists = [listed for key, listed in value.entries() if key.key == "aliases" and not listed.empty]
    return [each for listed in lists for each in listed.members()]


def _aliases(value: Value) -> tuple[str, ...]:
    return tuple(dict.fromkeys(of_each(_name, value.members())))


def _voice(value: Value) -> str:
    spec = value.text()
    if not re.fullmatch(r"[A-Za-z][\w-]*:\S.*", spec):
        named = spec.strip(":")
        example = named if re.fullmatch(r"[a-z]{2,3}[-+].*", named) else "en-gb"
        raise value.error(
            f"{spec} is not a voice: a voice is ENGINE:VOICE",
            f"For example espeak:{example}. `narrate voices` lists those that can be used here.",
        )
    if spec.partition(":")[0] in ROLE:
        raise value.error(f"{spec} is not a voice", "Put a space behind the first colon.")
    return spec


def _number(low: float, high: float, unit: str) -> Callable[[Value], float]:
    return lambda value: value.number(low, high, unit)


_VOICE: Schema = {
    "voice": ("voice", _voice),
    "pitch": ("pitch", _number(-24, 24, "semitones")),
    "rate": ("rate", _number(0.2, 5, "times the voice's own")),
    "gain": ("gain_db", _number(-40, 40, "dB")),
    "pan": ("pan", _number(-1, 1, "left to right")),
    "pronounce": ("pronounce", lambda value: tuple(pronunciations(value).items())),
}
ROLE: Schema = {
    "aliases": ("aliases", _aliases),
    "gender": ("gender", lambda value: Gender(value.choice(Gender))),
    "narrates": ("narrates", Value.flag),
    **_VOICE,
}
