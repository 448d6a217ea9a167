"""Writing what was found out about the cast into voices.yaml, around everything that the author wrote."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from narrate.errors import NarrateError, Place, refusals_told
from narrate.files.atomic import replacing
from narrate.settings import Settings
from narrate.settings.people import ROLE
from narrate.settings.reading import parse_settings
from narrate.settings.yamlfile import Encoding, compose, decode
from narrate.settings.yamlinsert import Entries, Insertion, has_room, inserted, insertion
from narrate.settings.yamlvalue import Value
from narrate.story.cast import Role, fold, role_of
from narrate.story.people import Character

# The keys of a person in voices.yaml in the order in which they are written, and their fields.
_FIELD_OF_KEY = {key: field for key, (field, _) in ROLE.items() if key != "pronounce"}

_Lacks = dict[str, set[str]]  # the keys that there is room for, by the name of each person in the file


def write_cast(path: Path, roles: Sequence[Role]) -> bool:
    """Add people to a voices.yaml, and what it leaves open about those whom it has; was anything new?

    The file is made when there is none, and replaced whole or not at all. Raises NarrateError for a
    file with errors in it, for one that has no room, and for one that cannot be written.
    """
    text, encoding = decode(path) if path.exists() else ("", Encoding(b"", "utf-8"))
    proposed = propose(path, text, roles)
    if proposed == text:
        return False
    with refusals_told("cannot write it", path), replacing(path) as file:
        file.write(encoding.encode(proposed))
    return True


def propose(path: Path, text: str, roles: Sequence[Role]) -> str:
    """The text of a voices.yaml, which stands at `path`, with what it leaves open about these people.

    Nothing that is there changes, and nothing that is decided is decided anew. An alias that is
    somebody else's already is left out.
    """
    before = parse_settings(path, text)
    whole = compose(path, text)
    listed = next((entry for entry in _entries(whole) if entry[0].key == "cast"), None)
    people = {key.key: (key.node, value.node) for key, value in _entries(listed and listed[1])}
    lacks = _lacking(listed and listed[1])
    cast = list(before.cast)
    for role in roles:
        _add(cast, role, lacks)
    insertions = [
        insertion(text, *people[old.name], said, listed and listed[1].node)
        for old, new in zip(before.cast, cast, strict=False)
        if (said := _said(new, old))
    ]
    newcomers = {role.name: _said(role, Role(role.name)) for role in cast[len(before.cast) :]}
    if newcomers:
        insertions.append(_newcomers(text, whole, listed, newcomers))
    proposed = inserted(text, insertions)
    _confirm(path, proposed, dataclasses.replace(before, cast=tuple(cast)))
    return proposed


def _entries(mapping: Value | None) -> list[tuple[Value, Value]]:
    return [] if mapping is None or mapping.empty else mapping.entries()


def _lacking(cast: Value | None) -> _Lacks:
    """The keys of voices.yaml that each person's entry in the file has room for."""
    lacks = {}
    for key, value in _entries(cast):
        present = {it.key for it, _ in _entries(value)} if not value.scalar else set()
        lacks[key.key] = set(_FIELD_OF_KEY) - present if has_room(value.node) else set()
    return lacks


def _add(cast: list[Role], role: Role, lacks: _Lacks) -> None:
    """Put a person among the cast, or what is not known yet of one who is there."""
    known = role_of(Character(role.name, role.aliases), cast)
    taken = {fold(name) for other in cast if other is not known for name in other.names}
    own: dict[str, str] = {}
    for name in role.names:
        own.setdefault(fold(name), " ".join(name.split()))
    name = known.name if known else own[fold(role.name)]
    aliases = tuple(alias for folded, alias in own.items() if folded not in taken | {fold(name)})
    told = any(other.narrates for other in cast if other is not known)  # by somebody else
    role = dataclasses.replace(
        role, name=name, aliases=aliases, narrates=None if told and role.narrates else role.narrates
    )
    if known is None:
        cast.append(role)
        return
    fields = [_FIELD_OF_KEY[key] for key in lacks.get(name, _FIELD_OF_KEY)]
    news = {field: getattr(role, field) for field in fields if getattr(known, field) in (None, ())}
    cast[cast.index(known)] = dataclasses.replace(known, **news)


def _said(role: Role, known: Role) -> Entries:
    """What a role says that is not known, by the keys of voices.yaml."""
    pairs = {key: (getattr(role, name), getattr(known, name)) for key, name in _FIELD_OF_KEY.items()}
    return {key: new for key, (new, old) in pairs.items() if new != old}


def _newcomers(
    text: str, whole: Value | None, listed: tuple[Value, Value] | None, people: Entries
) -> Insertion:
    """New people at the end of the cast, which begins with them where there is none."""
    if whole is None or listed is None:
        return insertion(text, None, None if whole is None else whole.node, {"cast": people})
    key, cast = listed
    if not has_room(cast.node):
        raise _no_room(cast.place)
    return insertion(text, key.node, cast.node, people, whole.node)


def _confirm(path: Path, proposed: str, expected: Settings) -> None:
    """Read the new text back: YAML has more ways to write things than can be added to."""
    try:
        found = parse_settings(path, proposed)
    except NarrateError as error:
        raise _no_room(Place(path)) from error
    if _unordered(found) != _unordered(expected):
        raise _no_room(Place(path))


def _unordered(settings: Settings) -> tuple[Settings, set[Role]]:
    return dataclasses.replace(settings, cast=()), set(settings.cast)


def _no_room(place: Place) -> NarrateError:
    return NarrateError(
        "the cast is written in a way that cannot be added to",
        place=place,
        hint="Write it as lines below cast:, one person each, or add the people by hand (`narrate cast`).",
    )
