"""voices.yaml is read, each key checked where it stands."""

import re
from collections.abc import Iterable
from pathlib import Path

from narrate.addresses import is_web_address
from narrate.errors import did_you_mean, nearest, of_each
from narrate.files.formats import Format
from narrate.settings import Acting, Credits, DialogueTags, Master, Pauses, Podcast, Settings
from narrate.settings.categories import CATEGORY_NAMES
from narrate.settings.people import partial_voice, pronunciations, read_cast
from narrate.settings.sounds import read_sounds
from narrate.settings.yamlfile import compose, decode
from narrate.settings.yamlvalue import Schema, Value
from narrate.story.book import Series
from narrate.story.cast import AUTHOR, Role
from narrate.story.tongues import language_code


def read_settings(path: Path) -> Settings:
    """The settings of a voices.yaml; the defaults when there is nothing in it.

    Raises NarrateError for all that is wrong in the file, each with its place.
    """
    text, _ = decode(path)
    return parse_settings(path, text)


def parse_settings(path: Path, text: str) -> Settings:
    """The settings that the text of a voices.yaml gives; `path` is where it stands."""
    whole = compose(path, text)
    if whole is None or whole.empty:
        return Settings()
    return Settings(**whole.fields(_SETTINGS, "a setting of voices.yaml", _advise))


def _advise(key: str, settings: Iterable[str]) -> str:
    """What to do with a key that is none of the settings."""
    if key[0].isupper() and not nearest(key, settings):
        return "If it is a person: people stand below cast:, two spaces further in."
    return did_you_mean(key, settings)


def _milliseconds(value: Value) -> int:
    return round(1000 * value.number(0, 60, "seconds"))


def _series(value: Value) -> Series:
    """A series: its name alone, or with the book's number."""
    if value.scalar:
        return Series(value.text())
    fields = value.fields(_SERIES, "a setting of the series")
    if "name" not in fields:
        raise value.error("this series has no name", "Write series: {name: …, number: 1}.")
    return Series(**fields)


def _series_number(value: Value) -> str:
    return f"{value.number(0, 10_000, 'as 2 or 2.5'):g}"


def _language(value: Value) -> str:
    tag = value.text().replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag):
        meant = f"language: {code}" if (code := language_code(tag)) else "a code such as en, en-GB or fr."
        raise value.error(f"{tag} is not a language code", f"Write {meant}")
    return language_code(tag) or tag  # eng is en


def _formats(value: Value) -> tuple[Format, ...]:
    formats = tuple(dict.fromkeys(of_each(lambda each: Format(each.choice(Format)), value.members())))
    if not formats:
        raise value.error("formats is an empty list", f"Possible here: {', '.join(Format)}.")
    return formats


def _address(value: Value) -> str:
    url = value.text()
    if not is_web_address(url):
        raise value.error(f"{url} is not a web address", "Write one as https://example.org/harbour.")
    if mark := re.search("[?#]", url):
        hint = f"Write the folder in which feed.xml will lie, without {mark[0]} and what follows."
        raise value.error(f"{url} is not a folder", hint)
    folder, _, name = url.rpartition("/")
    if re.search(r"\.(xml|rss|atom|html?|mp3)$", name, re.IGNORECASE) and name != "feed.xml":
        raise value.error(f"{url} is a file", f"Write the folder in which feed.xml will lie: {folder}")
    return url


def _email(value: Value) -> str:
    address = value.text()
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        raise value.error(f"{address} is not an email address", "Write one as me@example.org.")
    return address


def _narrator(value: Value) -> Role:
    return partial_voice("narrator", value)


def _author_voice(value: Value) -> Role | None:
    """The author's voice; None when notes are skipped. One word is skip, read, or a voice."""
    if not value.scalar or ":" in value.text():
        return partial_voice(AUTHOR, value)
    return None if value.choice(["skip", "read", "ENGINE:VOICE"]) == "skip" else Role(AUTHOR)


def _credits(value: Value) -> Credits | None:
    """What the credits say; `true` leaves it to us."""
    if value.scalar:
        return Credits() if value.flag() else None
    return Credits(**value.fields(_CREDITS, "one of the credits"))


_CREDITS: Schema = {"opening": ("opening", Value.text), "closing": ("closing", Value.text)}
_PAUSES: Schema = {
    name: (f"{name}_ms", _milliseconds) for name in ("sentence", "paragraph", "speaker", "scene", "chapter")
}
_SERIES: Schema = {"name": ("name", Value.text), "number": ("number", _series_number)}
_PODCAST: Schema = {
    "url": ("url", _address),
    "email": ("email", _email),
    "category": ("category", lambda value: value.choice(CATEGORY_NAMES)),
    "description": ("description", Value.text),
    "explicit": ("explicit", Value.flag),
}
_SETTINGS: Schema = {
    "title": ("title", Value.text),
    "author": ("author", Value.text),
    "series": ("series", _series),
    "cover": ("cover", Value.project_file),
    "language": ("language", _language),
    "narrator": ("narrator", _narrator),
    "author_voice": ("author_voice", _author_voice),
    "cast": ("cast", read_cast),
    "pauses": ("pauses", lambda value: Pauses(**value.fields(_PAUSES, "a pause"))),
    "tags": ("tags", lambda value: DialogueTags(value.choice(DialogueTags))),
    "acting": ("acting", lambda value: Acting(value.choice(Acting))),
    "pronounce": ("pronounce", pronunciations),
    "sounds": ("sounds", read_sounds),
    "credits": ("credits", _credits),
    "master": ("master", lambda value: Master(value.choice(Master))),
    "formats": ("formats", _formats),
    "podcast": ("podcast", lambda value: Podcast(**value.fields(_PODCAST, "a setting of the podcast"))),
}
