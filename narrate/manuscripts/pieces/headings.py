"""Lines that head a chapter, break a scene, or name the book, recognised by their form alone."""

import re
from dataclasses import dataclass

from narrate.spoken.numerals import roman_value

_ORNAMENT = re.compile(r"(?:[\s*~\-–—_=#+•·⁂☆★✦✧✩❖❦❧◆◇♦♥❤○●□■§^°/\\|<>«»‹›.,:;xXoO0]|&nbsp;)+")
_ORNAMENT_CORE = re.compile(
    r"[*~_=#+•·⁂☆★✦✧✩❖❦❧◆◇♦♥❤○●□■§^°]|-{2,}|[–—]{2,}|- -|/{2,}|(?:<>){2,}|\.\s+\.\s+\.|&nbsp;"
    r"|[-~][xXoO](?:[-~]|$)|(?i:\b(?:xox|oxo|o0o|xxx|ooo)\b)"
)
_RULE = re.compile(r"<hr\b[^>]*>", re.IGNORECASE)
_WRAPPING = re.compile(r"</?(?:center|p|div|b|i|em|strong)\b[^>]*>", re.IGNORECASE)
_NAMED_BREAK = re.compile(
    r"[\[(*~\s-]*(?:scene|line|page|time)[ -]?(?:break|skip|change|shift)[\])*~\s-]*", re.IGNORECASE
)

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
).split()
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last final"
).split()
# (?a: … ) because a Turkish İ, whose case is ignored, would be an i.
_WORD_NUMBER = rf"(?a:(?:{'|'.join(_NUMBER_WORDS)})(?:[- ](?:{'|'.join(_NUMBER_WORDS[:9])}))?)"
_ROMAN = r"(?a:(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_ROMAN_CAPITALS = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NUMBER = rf"(?:\d{{1,4}}|{_ROMAN}|{_WORD_NUMBER}|the\s+(?:{'|'.join(_ORDINAL_WORDS)}))"

_KEYWORD = re.compile(
    rf"(?P<word>chapter|chap\.|ch\.|part|book|volume|vol\.|letter|episode|canto|act|stave|installment|day)\s+"
    rf"(?P<number>{_NUMBER})\b(?:\s+of\s+{_NUMBER}\b)?(?P<mark>\s*[.:)\]–—-]*\s*)(?P<title>.*)",
    re.IGNORECASE,
)
_ORDINAL_FIRST = re.compile(
    rf"the\s+(?:{'|'.join(_ORDINAL_WORDS)})\s+(?:chapter|part|book|act)[.:]?", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:the\s+)?(?:prologue|epilogue|interlude|intermission|introduction|preface|foreword|afterword|prelude|coda|"
    r"conclusion)\b\s*(?:\d{1,2}|[IVX]{1,4}\b)?\s*[.:–—-]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
_BARE = re.compile(  # a dash before it and none behind leads speech: —One.
    rf"(?P<dash>[–—-])?\s*(?P<number>\d{{1,4}}|{_ROMAN}|{_WORD_NUMBER})\s*[.:)]?\s*(?(dash)[–—-]|[–—-]?)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?P<number>\d{{1,4}}|{_ROMAN_CAPITALS})\s*(?:[.:)]|\s[–—-])\s+(?P<title>\S.*)")
_ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)")

UNDERLINE = re.compile(r"\s*(?:=+|-{3,})\s*")  # Markdown's underlined heading

_CONTENTS = re.compile(r"\W*(?:table of )?contents\W*", re.IGNORECASE)

_LONGEST = 100  # characters of a heading line; prose lines that happen to begin like one are longer
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


_PART, _CHAPTER = 1, 2


def is_ornament(line: str) -> bool:
    """A line of stars, dashes, tildes, `#`, `⁂` …, or one that says "[scene break]": it breaks the scene."""
    if len(line) > 200:
        return False
    line = _WRAPPING.sub("", line).strip()
    if _RULE.fullmatch(line) or _NAMED_BREAK.fullmatch(line):
        return True
    drawn = _ORNAMENT_CORE.search(line) is not None or line in ("-", "–", "—", "x", "o")
    return drawn and _ORNAMENT.fullmatch(line) is not None


def heading(line: str) -> Heading | None:
    """Read a line as a chapter heading; None where it has no heading's form."""
    marked = _ATX.fullmatch(line.strip())
    if marked and not is_ornament(line):
        return Heading(level=len(marked["marks"]), bare=False)
    line = line.strip().strip("#*_=[]~ \t")
    if not line or len(line) > _LONGEST:
        return None
    return _by_keyword(line) or _by_number(line)


def names_chapter(line: str) -> bool:
    """Does it call itself a chapter, a part, a prologue …, whatever its marks?"""
    line = line.strip().strip("#*_=[]~ \t")
    return len(line) <= _LONGEST and _by_keyword(line) is not None


def heads_contents(line: str) -> bool:
    """Is this the heading of a table of contents?"""
    return _CONTENTS.fullmatch(line) is not None


def is_markdown(line: str) -> bool:
    """Is this a heading in Markdown's own form (`## The Lamp`), whose level is known?"""
    return _ATX.fullmatch(line.strip()) is not None


def _by_keyword(line: str) -> Heading | None:
    found = _KEYWORD.fullmatch(line)
    if found:
        title, marked = found["title"], bool(found["mark"].strip())
        if title and not (marked or is_title_like(title)):
            return None  # "Part one was over."
        level = (
            _CHAPTER
            if found["word"].lower().startswith(("ch", "letter", "episode", "stave", "day"))
            else _PART
        )
        return Heading(level, bare=not title)
    if _ORDINAL_FIRST.fullmatch(line):
        return Heading(_PART, bare=True)
    found = _NAMED.fullmatch(line)
    if found and (not found["title"] or is_title_like(found["title"])):
        return Heading(_CHAPTER, bare=not found["title"], framing=True)
    return None


def _by_number(line: str) -> Heading | None:
    found = _BARE.fullmatch(line)
    if found:
        return Heading(_CHAPTER, bare=True, number=_value(found["number"]))
    found = _NUMBERED.fullmatch(line)
    if found and is_title_like(found["title"]):
        return Heading(_CHAPTER, bare=False, number=_value(found["number"]))
    return None


def is_title_like(line: str) -> bool:
    """A short line in capitals or Title Case that does not end like a sentence."""
    line = line.strip().strip("#*_=~ \t")
    words = re.findall(r"[^\W\d_][\w'’]*", line)
    if not words or len(line) > _LONGEST or line[-1] in ".,;:-–—" or line[0] in "\"“‘'«„":
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
    tens = dict(zip(_NUMBER_WORDS[19:27], range(20, 100, 10), strict=True))
    units = {word: value for value, word in enumerate(_NUMBER_WORDS[:19], start=1)}
    return sum((tens | units | {"hundred": 100})[word] for word in re.split(r"[- ]", number))
