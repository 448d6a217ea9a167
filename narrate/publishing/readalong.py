"""The pages of a book to read along, and the overlays by which readers light what is heard (EPUB 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from narrate.chapters.shelf import slug
from narrate.chapters.telling import Sentence, Telling, paragraphs
from narrate.files.text import legal
from narrate.story.book import Series

_XHTML, _OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
_SMIL = "http://www.w3.org/ns/SMIL"
_TYPE = f"{{{_OPS}}}type"
LIT = "-epub-media-overlay-active"  # the class of the sentence that is heard
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_html = ElementMaker(namespace=_XHTML, nsmap={None: _XHTML, "epub": _OPS})
_smil = ElementMaker(namespace=_SMIL, nsmap={None: _SMIL, "epub": _OPS})

_STYLE = f"""body {{ line-height: 1.5; }}
h1 {{ font-size: 1.4em; line-height: 1.25; text-align: start; }}
p {{ margin: 0 0 0.8em; }}
hr {{ border: 0; margin: 2em auto; }}
hr::before {{ content: "\\2042"; display: block; text-align: center; }}
.{LIT} {{ background-color: #ffe9a8; color: #000; }}
"""


@dataclass(frozen=True, slots=True)
class ReadAlongChapter:
    """A chapter to read along: what is told, and the MP3 that tells it; `duration_ms` is the MP3's."""

    telling: Telling
    audio: Path
    duration_ms: int

    @property
    def name(self) -> str:
        """The stem of the chapter's files in the EPUB."""
        return f"chapter{self.telling.number:04}"

    def clips(self) -> Iterator[tuple[str, Sentence, int, int]]:
        """Every sentence with its id and its stretch of the MP3; the stretches tile it.

        Readers play only what belongs to a text: a gap would be a pause cut out.
        """
        held = list(self.telling.held())
        for number, (sentence, start_ms, end_ms) in enumerate(held, 1):
            begin_ms = 0 if number == 1 else start_ms
            yield f"s{number}", sentence, begin_ms, self.duration_ms if number == len(held) else end_ms


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """A book to read along; `identifier` is a UUID, `cover` a JPEG, `modified_s` counts from 1970."""

    identifier: str
    title: str
    author: str
    narrator: str
    language: str
    description: str
    series: Series | None
    modified_s: int
    cover: bytes
    chapters: tuple[ReadAlongChapter, ...]


def _document(book: ReadAlong, title: str, body: etree._Element) -> etree._Element:
    head = _html.head(
        _html.title(legal(title)), _html.link(rel="stylesheet", type="text/css", href="style.css")
    )
    return _html.html({"lang": book.language, LANG: book.language}, head, body)


def contents(book: ReadAlong) -> etree._Element:
    """The page of contents, which readers make their menu of."""
    links = [_html.a(legal(c.telling.title), href=f"{c.name}.xhtml") for c in book.chapters]
    listed = _html.ol(*(_html.li(link) for link in links))
    return _document(
        book, book.title, _html.body(_html.nav({_TYPE: "toc"}, _html.h1(legal(book.title)), listed))
    )


def page(book: ReadAlong, chapter: ReadAlongChapter) -> etree._Element:
    """A chapter's text, every sentence in an element of its own."""
    names = (name for name, *_ in chapter.clips())  # in the order in which the paragraphs have them
    section = _html.section({_TYPE: "chapter"})
    scene = 1
    for paragraph in paragraphs(chapter.telling):
        first = paragraph[0][0]
        if first.scene > scene:
            section.append(_html.hr())
        scene = first.scene
        spans = [_span(sentence, next(names)) for sentence, _, _ in paragraph]
        for span in spans[:-1]:
            span.tail = " "
        section.append((_html.h1 if first.heading else _html.p)({"dir": "auto"}, *spans))
    return _document(book, chapter.telling.title, _html.body(section))


def _span(sentence: Sentence, name: str) -> etree._Element:
    speaker = {"class": _class(sentence.speaker)} if sentence.speaker else {}
    return _html.span({"id": name, **speaker}, legal(sentence.text))


def overlay(chapter: ReadAlongChapter) -> etree._Element:
    """Which sentence of a chapter's page belongs to which stretch of its MP3."""
    pairs = [
        _smil.par(
            _smil.text(src=f"{chapter.name}.xhtml#{name}"),
            _smil.audio(src=f"{chapter.name}.mp3", clipBegin=seconds(begin_ms), clipEnd=seconds(end_ms)),
            id=f"p-{name}",
        )
        for name, _, begin_ms, end_ms in chapter.clips()
    ]
    told = _smil.seq({f"{{{_OPS}}}textref": f"{chapter.name}.xhtml", "id": "told"}, *pairs)
    return _smil.smil(_smil.body(told), version="3.0")


def style(book: ReadAlong) -> str:
    """The style sheet, with a colour for everybody who speaks, darker by day than by night."""
    return f"{_STYLE}{_colours(book, 27)}@media (prefers-color-scheme: dark) {{\n{_colours(book, 78)}}}\n"


def _colours(book: ReadAlong, lightness: int) -> str:
    """Neighbours in order of appearance differ most."""
    names = dict.fromkeys(name for chapter in book.chapters for name in chapter.telling.speakers())
    return "".join(
        f".{_class(name)} {{ color: hsl({round(number * 137.5 + 205) % 360}, 70%, {lightness}%); }}\n"
        for number, name in enumerate(names)
    )


def _class(speaker: str) -> str:
    return f"by-{slug(speaker)}"


def seconds(ms: int) -> str:
    """A time as media overlays count it."""
    return f"{ms // 1000}.{ms % 1000:03}s"
