"""The rules of podcast directories, checked on a feed before anybody reads it."""

import re
import uuid
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from narrate.publishing.feed import ADDRESSES, MOST_BYTES, NAMESPACES

_REQUIRED = (
    "title", "link", "description", "language", "itunes:author", "itunes:explicit", "itunes:type",
    "podcast:guid", "podcast:medium",
)  # fmt: skip
_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")  # RFC 3986's characters, percent-encoded


def faults(xml: bytes, folder: Path, now_s: float) -> Iterator[str]:
    """What Apple's and Podcasting 2.0's rules find wrong in a feed whose files lie in `folder`.

    https://podcasters.apple.com/support/823-podcast-requirements
    """
    channel = etree.fromstring(xml).find("channel")
    if channel is None:
        yield "there is no channel"
        return
    yield from (f"the channel lacks {name}" for name in _REQUIRED if not _text(channel, name))
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", _text(channel, "language")):
        yield f"{_text(channel, 'language')!r} is no language code"
    if channel.find("itunes:category", NAMESPACES) is None:
        yield "the channel lacks itunes:category"
    if len(_text(channel, "description").encode()) > MOST_BYTES:
        yield "the description is too long"
    if not _is_uuid(_text(channel, "podcast:guid"), 5):
        yield "podcast:guid is no UUID of version 5"
    yield from _picture(channel, folder)
    yield from _addresses(channel)
    items = channel.findall("item")
    for item in items:
        yield from (f"{_text(item, 'title')}: {fault}" for fault in _faults_of(item, folder, now_s))
    yield from _together(items)


def no_file(name: str) -> str:
    """What is wrong with an address whose file is not there; an episode's title may stand before it."""
    return f"there is no file {name}"


def _picture(channel: etree._Element, folder: Path) -> Iterator[str]:
    """What is wrong with the cover."""
    image = channel.find("itunes:image", NAMESPACES)
    if image is None:
        yield "the channel lacks itunes:image"
    elif not _file(image, folder).is_file():
        yield no_file(_file(image, folder).name)


def _faults_of(item: etree._Element, folder: Path, now_s: float) -> Iterator[str]:
    yield from (f"there is no {name}" for name in ("title", "guid", "pubDate") if not _text(item, name))
    for name in ("itunes:episode", "itunes:season", "itunes:duration"):
        if not re.fullmatch(r"[1-9]\d*", _text(item, name)):
            yield f"{name} is {_text(item, name)!r}, not a whole number from 1"
    if len(_text(item, "description").encode()) > MOST_BYTES:
        yield "the description is too long"
    if _date_s(item) > now_s:
        yield "its date lies in the future"
    yield from _files(item, folder)


def _files(item: etree._Element, folder: Path) -> Iterator[str]:
    """What is wrong with the files that an episode names."""
    enclosure = item.find("enclosure")
    if enclosure is None:
        yield "there is no enclosure"
        return
    path = _file(enclosure, folder)
    if not path.is_file():
        yield no_file(path.name)
    elif str(path.stat().st_size) != enclosure.get("length"):
        yield f"{path.name} has {path.stat().st_size} bytes, not {enclosure.get('length')}"
    for tag in ("podcast:transcript", "podcast:chapters"):
        for element in item.findall(tag, NAMESPACES):
            if not _file(element, folder).is_file():
                yield no_file(_file(element, folder).name)


def _together(items: list[etree._Element]) -> Iterator[str]:
    """What is wrong with episodes only beside each other."""
    for name in ("guid", "itunes:episode"):
        if len({_text(item, name) for item in items}) < len(items):
            yield f"two episodes have the same {name}"
    told = sorted(items, key=lambda item: int(_text(item, "itunes:episode") or 0))
    dates = [_date_s(item) for item in told]
    if any(later < earlier for earlier, later in pairwise(dates)):
        yield "the dates fall while the episodes' numbers rise"


def _addresses(channel: etree._Element) -> Iterator[str]:
    for element in channel.iter(etree.Element):
        own = [element.text or ""] if element.tag in ADDRESSES else []
        for url in (*own, *(element.get(name, "") for name in ("url", "href") if name in element.attrib)):
            if not _ADDRESS.fullmatch(url):
                yield f"{url!r} is no web address"


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(name, namespaces=NAMESPACES) or "").strip()


def _date_s(item: etree._Element) -> float:
    return parsedate_to_datetime(_text(item, "pubDate")).timestamp()


def _file(element: etree._Element, folder: Path) -> Path:
    url = element.get("url") or element.get("href", "")
    return folder / unquote(urlsplit(url).path.rsplit("/", 1)[-1])


def _is_uuid(text: str, version: int) -> bool:
    try:
        return uuid.UUID(text).version == version
    except ValueError:
        return False
