"""The podcast feed: RSS 2.0 with Apple's and Podcasting 2.0's tags, one episode a chapter."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote, urlsplit, urlunsplit

from lxml import etree
from lxml.builder import ElementMaker

from narrate.chapters.shelf import FEED_FILE
from narrate.chapters.transcripts import CHAPTERS, SRT, VTT, beside, clock
from narrate.files.text import legal, short
from narrate.settings.categories import category_path

MOST_BYTES = 4000  # of a description: Apple takes no more

# Clients compare prefixes as well as addresses: these must be spelled exactly so.
NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
ADDRESSES = {"link", "url"}  # elements whose text is one; all others are attributes
_rss = ElementMaker(nsmap=NAMESPACES)
_plain = ElementMaker()
_itunes, _podcast, _atom = (
    ElementMaker(namespace=NAMESPACES[prefix], nsmap=NAMESPACES) for prefix in ("itunes", "podcast", "atom")
)


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made the book; `group` and `role` are of Podcasting 2.0's taxonomy."""

    name: str
    role: str
    group: str = "cast"


@dataclass(frozen=True, slots=True)
class Show:
    """What the feed says of the book; `folder_url` is the address of the folder that holds its files."""

    title: str
    author: str
    language: str
    folder_url: str
    guid: str
    description: str
    category: str
    explicit: bool
    email: str | None
    cover: str  # with `?v=`, as all addresses whose files can change
    link: str
    people: tuple[Contributor, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """What the feed says of a chapter; `version` changes with its sound, `guid` and `published_s` never."""

    number: int
    title: str
    file: str
    version: str
    size: int
    duration_ms: int
    guid: str
    published_s: int
    scenes: tuple[tuple[int, str], ...]
    people: tuple[Contributor, ...]


def feed_xml(show: Show, episodes: Sequence[Episode]) -> bytes:
    """The feed, the newest episode first."""
    items = [_item(show, episode) for episode in sorted(episodes, key=lambda e: -e.number)]
    channel = _plain.channel(*_about(show), *items)
    root = _rss.rss(channel, version="2.0")
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml


def file_url(folder_url: str, name: str) -> str:
    """The address of a file in the book's folder, in ASCII; `name` may end in a query."""
    path, mark, query = name.partition("?")
    return f"{_ascii(folder_url).rstrip('/')}/{quote(path)}{mark}{query}"


def rebased(xml: bytes, folder_url: str) -> bytes:
    """The feed as it is when its folder lies at another address."""
    root = etree.fromstring(xml)
    own = root.find("channel/atom:link[@rel='self']", NAMESPACES)
    if own is None:
        return xml
    before = own.get("href", "").removesuffix(FEED_FILE)
    after = _ascii(folder_url).rstrip("/") + "/"
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if name in ("url", "href") and value.startswith(before):
                element.set(name, after + value[len(before) :])
        if element.tag in ADDRESSES and (element.text or "").startswith(before):
            element.text = after + element.text[len(before) :]
    moved: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return moved


def _about(show: Show) -> Iterable[etree._Element]:
    title, link = legal(show.title), file_url(show.folder_url, show.link)
    cover = file_url(show.folder_url, show.cover)
    yield _plain.title(title)
    yield _plain.link(link)
    yield _plain.description(short(legal(show.description), MOST_BYTES))
    yield _plain.language(show.language.lower())
    yield _plain.generator("narrate")
    yield _atom.link(href=file_url(show.folder_url, FEED_FILE), rel="self", type="application/rss+xml")
    yield _plain.image(_plain.url(cover), _plain.title(title), _plain.link(link))  # for older players
    yield _itunes.author(legal(show.author))
    if show.email:
        yield _itunes.owner(_itunes.name(legal(show.author)), _itunes.email(legal(show.email)))
    yield _itunes.image(href=cover)
    yield _category(category_path(show.category))
    yield _itunes.explicit(_truth(show.explicit))
    yield _itunes.type("serial")
    yield _podcast.guid(show.guid)
    yield _podcast.medium("audiobook")
    yield from map(_person, show.people)


def _item(show: Show, episode: Episode) -> etree._Element:
    def url(name: str) -> str:
        return file_url(show.folder_url, f"{name}?v={episode.version}")

    vtt, srt, chapters = (beside(episode.file, suffix) for suffix in (VTT, SRT, CHAPTERS))
    language = show.language.lower()
    return _plain.item(
        _plain.title(legal(episode.title)),
        _itunes.title(legal(episode.title)),
        _plain.link(file_url(show.folder_url, show.link) + f"#{episode.number}"),
        _plain.description(_notes(show, episode)),
        _plain.guid(episode.guid, isPermaLink="false"),
        _plain.pubDate(format_datetime(datetime.fromtimestamp(episode.published_s, UTC))),
        _plain.enclosure(url=url(episode.file), length=str(episode.size), type="audio/mpeg"),
        _itunes.duration(str(max(1, round(episode.duration_ms / 1000)))),
        _itunes.season("1"),
        _itunes.episode(str(episode.number)),
        _itunes.episodeType("full"),
        _itunes.explicit(_truth(show.explicit)),
        _podcast.transcript(url=url(vtt), type="text/vtt", language=language),
        _podcast.transcript(url=url(srt), type="application/x-subrip", language=language),
        _podcast.chapters(url=url(chapters), type="application/json+chapters"),
        *map(_person, episode.people),
    )


def _notes(show: Show, episode: Episode) -> str:
    """The show notes as HTML: where the scenes begin, which players make links of, and who speaks."""
    intro = f"<p>{_escaped(show.title, 700)} · {episode.number}</p>"  # after a prologue, Chapter One is 2
    cast = [person for person in episode.people if person.group == "cast"]
    voices = "".join(f"<li>{_escaped(person.name, 120)}</li>" for person in cast)
    scenes = [f"<li>{clock(ms)} {_escaped(title, 200)}</li>" for ms, title in episode.scenes]
    notes = intro + (_list("".join(scenes)) if len(scenes) > 1 else "") + _list(voices)
    while len(notes.encode()) > MOST_BYTES and scenes:
        scenes.pop()
        notes = intro + _list("".join(scenes))
    return notes


def _list(members: str) -> str:
    return f"<ul>{members}</ul>" if members else ""


def _escaped(text: str, most_bytes: int) -> str:
    return html.escape(short(" ".join(legal(text).split()), most_bytes), quote=False)


def _person(person: Contributor) -> etree._Element:
    return _podcast.person(short(legal(person.name), 128), group=person.group, role=person.role)


def _category(path: Sequence[str]) -> etree._Element:
    inside = [_category(path[1:])] if path[1:] else []
    return _itunes.category(*inside, text=path[0])


def _truth(value: bool) -> str:  # noqa: FBT001
    return "true" if value else "false"


def _ascii(url: str) -> str:
    """An address as every client can ask for it: percent-encoded, its host's name in Punycode."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, host, path, "", ""))
