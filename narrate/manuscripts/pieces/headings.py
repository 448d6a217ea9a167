"""Lines that head a chapter or name the book, recognised by their form alone."""

import re
from dataclasses import dataclass

from narrate.manuscripts.pieces.ornaments import is_ornament
from narrate.spoken.numerals import roman_value
from narrate.story.book import TAGS

PART, CHAPTER = 1, 2  # levels

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS, start=1)},
    **dict(zip(_TENS, range(20, 100, 10), strict=True)),
    "hundred": 100,
}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last final"
).split()
# (?a: … ) because a Turkish İ, whose case is ignored, would be an i.
_WORD_NUMBER = rf"(?a:(?:{'|'.join(_VALUES)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?)"
_ROMAN = r"(?a:(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_ROMAN_CAPITALS = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NUMBER = rf"(?:\d{{1,4}}|{_ROMAN}|{_WORD_NUMBER}|the\s+(?:{'|'.join(_ORDINAL_WORDS)}))"

_CHAPTER_WORDS = (
    r"chapter|chap\.|chapt?\.|ch\.?(?=\s*\d)|letter|episode|stave|day|chapitre|kapitel|kapittel|capítulo|capitulo|"
    r"capitolo|hoofdstuk|rozdział|kapitola|глава|розділ"
)
_PART_WORDS = (
    r"part|book|volume|vol\.|canto|act|installment|arc|partie|teil|parte|deel|часть|частина|buch|tome"
)
_KEYWORD = re.compile(
    rf"(?:(?P<chapter>{_CHAPTER_WORDS})|{_PART_WORDS})(?:\s+|(?<=\.))(?:#\s*|no\.\s*)?{_NUMBER}\b"
    rf"(?:(?:\s+of\s+|/){_NUMBER}\b|/\?)?(?P<mark>\s*[^\w\s,;!?'’\"“‘(\[]*)\s*(?P<title>.*)",
    re.IGNORECASE,
)
_ORDINAL_FIRST = re.compile(
    rf"(?:the\s+)?(?:{'|'.join(_ORDINAL_WORDS)}|bonus)\s+(?:(?P<chapter>chapter)|part|book|act)",
    re.IGNORECASE,
)
_SPELT_OUT = re.compile(  # in other languages: Erstes Kapitel, Chapitre premier, Часть вторая, 第三章 灯台
    r"(?P<chapter>\w+te[sr] kapitel|(?:chapitre|kapitel|capítulo|capitolo|глава) \w+"
    r"|第[\d〇零一二三四五六七八九十百千]+[章回話话](?:[\s:：].*)?)"
    r"|\w+(?:te[sr]|ère|ème|de|[rntmv]a) (?:teil|buch|partie|parte)|часть \w+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:the\s+)?(?:prologue|epilogue|interlude|intermission|introduction|preface|foreword|afterword|prelude|coda|"
    r"conclusion|prolog|epilog|épilogue|prólogo|epílogo|prologo|epilogo|vorwort|nachwort|пролог|эпилог|"
    r"(?:side\s+(?:story|chapter)|bonus\s+(?:story|scene)|extra\s+chapter|omake)(?=\s*(?:[\d.:–—-]|$))|"
    r"extra(?=\s*[\d:–—]|\s-\s))\b"
    r"\s*(?:\d{1,2}(?:\.[\dx])?|[IVX]{1,4}\b)?\s*[.:–—-]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
_BARE = re.compile(  # a dash before it and none behind leads speech: —One.
    rf"(?P<dash>[–—-])?\s*(?P<number>\d{{1,4}}|{_ROMAN}|{_WORD_NUMBER})\s*[.:)]?\s*(?(dash)[–—-]|[–—-]?)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?P<number>\d{{1,4}}|{_ROMAN_CAPITALS})\s*(?:[.:)]|\s[–—-])\s+(?P<title>\S.*)")
_TAGGED = re.compile(r"<h(?P<level>[1-6])\b[^<>]*>(?P<title>.*\S.*)</h[1-6]>", re.IGNORECASE)
_TAGS = re.compile(TAGS, re.IGNORECASE)
_ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)")

UNDERLINE = re.compile(r"\s*(?:=+|-{3,})\s*")  # Markdown's underlined heading

_DASHES = "–—-"
_CONTENTS = re.compile(r"\W*(?:table of )?contents\W*", re.IGNORECASE)

_LONGEST = 100  # characters of a heading line; prose lines that happen to begin like one are longer
_SAID = re.compile(r"(?:[.,;:–—-]|[,.!?…][\"”’'»])$")  # Anna: "Really?"
_LONGEST_MARKED = 400  # with links and tags
_SMALL_WORDS = frozenset(
    "a an and as at but by de for from in into is nor of off on or the to up vs with".split()
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may head a chapter.

    `level` orders headings (a part is above a chapter); `number` is set where only the sequence of all
    such lines in the book can tell whether this is one ("4.", "IV", "2. The Lamp").
    """

    level: int
    bare: bool  # no title of its own: the next line may be it
    number: int | None = None
    framing: bool = False  # a prologue, an epilogue …: it frames the chapters, whatever they are called


def heading(line: str) -> Heading | None:
    """Read a line as a chapter heading; None where it has no heading's form."""
    if len(line) > _LONGEST_MARKED:
        return None
    marked = _ATX.fullmatch(line.strip())
    if marked and not is_ornament(marked["title"]):
        return Heading(level=len(marked["marks"]), bare=False)
    tagged = _TAGGED.fullmatch(line.strip())
    if tagged:
        return Heading(level=int(tagged["level"]), bare=False)
    line = _unmarked(line)
    if not line or len(line) > _LONGEST:
        return None
    return _by_keyword(line) or _by_number(line)


def named(line: str) -> Heading | None:
    """What it calls itself, whatever its marks: a chapter, a part, a prologue …; None for a mere title."""
    line = _unmarked(line) if len(line) <= _LONGEST_MARKED else line
    return _by_keyword(line) if len(line) <= _LONGEST else None


def names_chapter(line: str) -> bool:
    """Does it call itself a chapter, a part, a prologue …, whatever its marks?"""
    return named(line) is not None


def heads_contents(line: str) -> bool:
    """Is this the heading of a table of contents?"""
    return _CONTENTS.fullmatch(line) is not None


def is_markdown(line: str) -> bool:
    """Is this a heading in Markdown's own form (`## The Lamp`), or in HTML's, whose level is known?"""
    return any(form.fullmatch(line.strip()) for form in (_ATX, _TAGGED))


def _unmarked(line: str) -> str:
    line = _TAGS.sub("", line).strip().strip("#*_=[]~ \t")
    framed = len(line) > 1 and line[0] in _DASHES and line[-1] in _DASHES  # --- Chapter 3 ---
    within = line.strip(_DASHES).strip()
    return within if framed and "\n" not in within else line


def _by_keyword(line: str) -> Heading | None:
    found = _KEYWORD.fullmatch(line)
    if found:
        title = found["title"]
        if not found["chapter"] and (within := _by_keyword(title.lstrip(", "))):
            return within  # "Volume 1, Chapter 2"
        marked = found["mark"].strip() or (title[:1] + title[-1:]) in ("()", "[]")
        if title and not (marked or is_title_like(title)):
            return None  # "Part one was over."
        return Heading(CHAPTER if found["chapter"] else PART, bare=not title)
    alone = line.rstrip(".:")
    found = _ORDINAL_FIRST.fullmatch(alone) or _SPELT_OUT.fullmatch(alone)
    if found:
        return Heading(CHAPTER if found["chapter"] else PART, bare=True)
    found = _NAMED.fullmatch(line)
    if found and (not found["title"] or is_title_like(found["title"])):
        return Heading(CHAPTER, bare=not found["title"], framing=True)
    return None


def _by_number(line: str) -> Heading | None:
    found = _BARE.fullmatch(line)
    if found:
        return Heading(CHAPTER, bare=True, number=_value(found["number"]))
    found = _NUMBERED.fullmatch(line)
    if found and is_title_like(found["title"]):
        return Heading(CHAPTER, bare=False, number=_value(found["number"]))
    return None


def is_title_like(line: str) -> bool:
    """A short line in capitals or Title Case that does not end like a sentence."""
    line = line.strip().strip("#*_=~ \t")
    words = re.findall(r"[^\W\d_][\w'’]*", line)
    if not words or len(line) > _LONGEST or line[0] in "\"“‘'«„" or _SAID.search(line):
        return False
    large = [word for word in words if word.lower() not in _SMALL_WORDS]
    capitalised = sum(word[0].isupper() for word in large)
    return line[:1].isupper() and capitalised >= 0.75 * len(large)


def _value(number: str) -> int:
    """The value of "12", "XII", "twelve"."""
    number = number.lower()
    if number.isdigit():
        return int(number)
    if re.fullmatch(_ROMAN, number):
        return roman_value(number)
    return sum(_VALUES[word] for word in re.split(r"[- ]", number))
