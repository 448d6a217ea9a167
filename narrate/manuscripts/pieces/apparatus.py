"""What editors and programs put between a story's paragraphs: pictures, footnotes, code, comments."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.manuscripts.pieces import headings
from narrate.manuscripts.pieces.matter import by_title
from narrate.manuscripts.pieces.ornaments import is_ornament
from narrate.manuscripts.pieces.piece import Piece, plain
from narrate.story.book import BlockKind

_TRANSCRIBER = re.compile(r"\W*(?:Transcriber|Transcriptionist|Editor)[’']?s?[’']? notes?\b", re.IGNORECASE)
_CREDITS = re.compile(r"(?:Produced|E-?text prepared|Transcribed|Digitized) by\b", re.IGNORECASE)
_MARK = re.compile(r"\[(?:\d{1,3}|[A-H]|\*)\]")
_FOOTNOTE = re.compile(rf"\s*({_MARK.pattern}|\[Footnote[^\[\]:]*:)\s*\S")
_HASHTAGS = re.compile(r"\s*#[\w-]+(?:[\s,]+#[\w-]+)+\s*")
_END_FILE = re.compile(r"\W*end (?:of )?file\W*", re.IGNORECASE)
_NOTE_OF_MARKDOWN = re.compile(r"\s{0,3}\[\^[^\s\[\]]+\]:")
_ATTRIBUTES = re.compile(r"#{1,6} .*\S(\s*\{[^{}\n]*\}\s*)")  # Pandoc's: # Prologue {.unnumbered}
_INDENTED = re.compile(r"\s{2}|\t")
_BETWEEN = r"[\s|·•/*_~–—-]*"
NEIGHBOURS = r"(?:previous|prev|next|first|last)(?:\s+(?:chapter|part|page))?"  # as links call them
_PAGES = rf"(?:{NEIGHBOURS}|back|index|(?:table of )?contents|home)"
_TARGET = r"\((?:[^(){\s]|\{%[^{}]*%\})*\)"
_THE_NOTES = rf"\s*\[?(?:(?:more|other)\s+)?notes(?:\]{_TARGET})?"
_WHOLE = (  # what a whole piece may be
    ("picture", r"\s*\[(?i:Illustrations?|Image|Picture|Frontispiece|Map)\b[^\[\]]*\]\s*"),
    ("picture", r"\s*!(?:\[[^\[\]]*\]\([^()\s]*(?:\s\"[^\"]*\")?\)|\[\[[^\[\]]*\]\])\s*"),  # Markdown's
    ("picture", r"\s*!\[[^\[\]]*\]\[[^\[\]]*\]\s*"),
    ("picture", r"\s{0,3}\[[^\[\]]+\]:\s*\S+\.(?:jpe?g|png|gif|svg|webp)(?:\s.*)?"),
    ("link", r"\s{0,3}\[[^\[\]^][^\[\]]*\]:\s*(?:<|\w+:|[/.#])\S*(?:\s+[\"'(].*)?"),
    ("the rule of a table", r"\s*(?:\|\s*)?(?::?-{2,}:?\s*\|\s*)+(?::?-{2,}:?\s*)?"),
    ("the site's page", r"(?:Chapter|Work) Text:?"),  # copied from the Archive of Our Own, as is the next one
    ("the site's page", rf"\(?See the end of the (?:chapter|work) for {_THE_NOTES}[\s.)]*"),
    ("the site's page", r"Last edited(?: by a moderator)?: .*"),  # a forum's
    ("the site's page", r"(?:Last edited.*\n)?(?:(?:Like|Reply|Report|Quote|Bookmark)\s*){2,}"),
    ("afterword", r"Please drop by the [Aa]rchive and comment to let the (?:creator|author)s? know\b.{0,40}"),
    ("links to other pages", rf"(?:{_BETWEEN}\[[^\w\[\]]*(?i:{_PAGES})[^\w\[\]]*\]{_TARGET})+{_BETWEEN}"),
    ("table of contents", rf"\s*(?:[-*+]|\d{{1,4}}\.)\s+\[[^\[\]]+\](?!\(\w+:){_TARGET}\s*"),
    ("code", r"\s*\{%[^{}]*%\}\s*|\s*\{\{[<%#][^{}]*\}\}\s*"),  # what a blog's program fills in
    ("markup", r"\s*(?:\[\]\{#[^{}\n]*\}|`[^`\n]*`\{=\w+\})\s*"),  # Pandoc's
    ("markup", r"\s*\{:[^{}\n]*\}\s*"),  # Jekyll's
    ("markup", r"\s*(?:\\(?:newpage|pagebreak|clearpage)\s*|:::.*(?:\n\s*)?)"),  # Pandoc's
)
_ENCLOSED = (  # a whole piece, or the first and the last of some; never closed, it is story
    ("comment", r"\s*<!--.*-->\s*", r"\s*<!--", r".*-->\s*"),
    ("comment", r"\s*%%(?!%).*%%\s*", r"\s*%%(?!%)", r".*(?<!%)%%\s*"),  # Obsidian's; a row of them is drawn
    ("code", r"\s{0,3}```[^`\n]*\n(?:.*\n)?\s{0,3}```\s*", r"\s{0,3}```[^`]*", r"(?:.*\n)?\s{0,3}```\s*"),
)
_POSTED = re.compile(r"Posted originally on the\s.{0,80}Archive\s+of\s+Our\s+Own", re.DOTALL)
_STATISTICS = re.compile(r"\W*Stats:")  # the last of the tags
_MOST_TAGS = 80
_FOOTNOTES = ("footnote", "footnotes", "endnotes")
TAGS = "tags of a work"
_FIRST_PIECES = 12
_THEFT = re.compile(  # what Royal Road hides between paragraphs, and copies of its pages show
    r"""(?=.*\b(?:story|tale|novels?|narrative|book|text|content|duplication|writers|reading)\b)
    (?:
        (?=.*be\ reported
          |.*[.;,]\ (?:(?:please|kindly)\ )?(?:report\ (?:it|the|any|sightings)|file\ a\ report))
        (?=.*\b(?:stolen|theft|taken|lifted|pilfered|purloined|obtained|misappropriated|unauthorized)\b)
    |
        (?=.*\b(?-i:Royal\ Road)\b)
        (?=.*\b(?:authors?|genuine|original(?:ly)?|stolen)\b)
    |
        (?:Enjoying|Love|Did\ you\ know|Help\ support|Find\ this|Reading\ on|The\ genuine
          |This\ \w+\ is\ hosted)\b
        (?=.*\b(?:author|creators?|sites?)\b)
        (?=.*\b(?:site|platform|version|original|support)\b)
    )
    [^"“”„«]{20,240}
    | Stolen\ \w+[;,]\ please\ report\.""",
    re.IGNORECASE | re.VERBOSE,
)


def part_attributes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a Markdown text, in which the attributes of a heading are one of their own."""
    for piece in pieces:
        found = _ATTRIBUTES.fullmatch(piece.text)
        if found:
            parted, at = found.start(1), piece.start + found.start(1)
            yield replace(piece, end=at, text=piece.text[:parted])
            yield Piece(at, piece.end, piece.text[parted:], 0, BlockKind.SKIPPED, "markup")
        else:
            yield piece


def mark_apparatus(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the paragraphs that are no story by their form, each with the reason."""
    pieces = _with_tags(pieces)
    marks: set[str] = set()
    marked: list[Piece] = []
    enclosed = dict(_enclosed(pieces))
    for index, piece in enumerate(pieces):
        why = ""
        if piece.kind is BlockKind.PARAGRAPH:
            why = enclosed.get(index) or _why(piece.text, index, marks)
            noted = bool(marked) and marked[-1].why == "footnote" and _INDENTED.match(piece.text) is not None
            if _NOTE_OF_MARKDOWN.match(piece.text) or noted:
                why = "footnote"
            if (index < _FIRST_PIECES or index == len(pieces) - 1) and _HASHTAGS.fullmatch(piece.text):
                why = "hashtags"
            if index == len(pieces) - 1 and _END_FILE.fullmatch(piece.text):
                why = "the end of a download"
        marked.append(piece.marked_as(BlockKind.SKIPPED, why) if why else piece)
        marks.update(_MARK.findall(piece.text))
    return _headings_with_theirs(marked)


def _headings_with_theirs(pieces: list[Piece]) -> list[Piece]:
    """The heading above a table of contents belongs to it, and "Footnotes" to what it stands above."""
    for here, (piece, after) in enumerate(itertools.pairwise(pieces)):
        if piece.kind is BlockKind.PARAGRAPH and after.kind is BlockKind.SKIPPED:
            of_contents = after.why == "contents" and headings.heads_contents(piece.text)
            of_notes = after.why in _FOOTNOTES and by_title(piece.text) == (BlockKind.SKIPPED, "endnotes")
            of_archive = after.why == "afterword" and plain(piece.text) == "afterword"
            if of_contents or of_notes or of_archive:
                pieces[here] = piece.marked_as(BlockKind.SKIPPED, after.why)
    return pieces


def _with_tags(pieces: Sequence[Piece]) -> list[Piece]:
    """Note the tags of a work of the Archive of Our Own, where a program has left nothing but their words."""
    first = next((i for i, piece in enumerate(pieces[:_FIRST_PIECES]) if _POSTED.search(piece.text)), None)
    near = enumerate(pieces[first : first + _MOST_TAGS], first) if first is not None else ()
    last = next((i for i, piece in near if _STATISTICS.match(piece.text)), None)
    if first is None or last is None:
        return list(pieces)
    end = last + 1 if _STATISTICS.sub("", pieces[last].text).strip(" *_") else last + 2
    return [
        piece.marked_as(BlockKind.NOTE, TAGS)
        if first <= i < end and piece.kind is BlockKind.PARAGRAPH
        else piece
        for i, piece in enumerate(pieces)
    ]


def _enclosed(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """The pieces that stand between marks which open and close something else than story, and what."""
    for why, *patterns in _ENCLOSED:
        whole, opening, closing = (re.compile(pattern, re.DOTALL) for pattern in patterns)
        first: int | None = None
        for index, piece in enumerate(pieces):
            if first is None and whole.fullmatch(piece.text):
                yield index, why
            elif first is not None and closing.fullmatch(piece.text):
                yield from ((i, why) for i in range(first, index + 1))
                first = None
            elif first is None and opening.match(piece.text):
                first = index


def _why(text: str, index: int, marks: set[str]) -> str:
    whole = next((why for why, form in _WHOLE if re.fullmatch(form, text)), "")
    if whole:
        return "" if is_ornament(text) and whole == "picture" else whole
    if _THEFT.fullmatch(text):
        return "the site's warning of theft"
    if _TRANSCRIBER.match(text):
        return "transcriber's note"
    if index < _FIRST_PIECES and _CREDITS.match(text) and len(text) < 400:
        return "credits of the file"
    footnote = _FOOTNOTE.match(text)
    return "footnote" if footnote and (footnote[1] in marks or "Footnote" in footnote[1]) else ""
