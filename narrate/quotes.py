"""Where speech starts and ends: quotation marks of every convention, and dialogue led by a dash."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.book import Book

CLOSERS = {
    "“": '”"',
    '"': '"”',
    "„": "“”",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
}
DOUBLE, SINGLE = '“"„«»', "‘'‚‹›"
DASH = re.compile(r"\s*(?:—|–|―|--+)\s*(?=[\w‘'“\"¿¡…])")
MARK = re.compile(r"[“”\"„«»‘’'‚‹›]")
SHORTENED = re.compile(  # 'tis, 'em, '65: letters dropped at the front of a word
    r"['’‘](?:tis|twas|twere|twill|twould|twixt|tain|em|im|is|er|ere|ow|ave|ad|ome|alf|ouse|ell|un|uns|ud|round"
    r"|bout|cause|gainst|neath|ope|pon|prentice|scape|spect|til|till|tween|ware|way|eard|and|igh|ole|ot|orse|ard"
    r"|ead|elp|ang|appy|arry|oo|d|ll|re|ve|s|m|t|n|\d\d)\b",
    re.IGNORECASE,
)
POETIC = re.compile(r"['‘](?:tis|twas|twere|twill|twould|twixt|tain|\d\d)\b", re.IGNORECASE)
STOPS = ".,;:!?—–-…”\"’'"
VERB = (
    r"(?:said|says|asked|replied|answered|cried|exclaimed|returned|added|observed|remarked|murmured|whispered|shouted"
    r"|called|repeated|inquired|responded|declared|demanded|muttered|continued|began|thought|went on)"
)
WHO = (
    r"(?:he|she|I|they|we|it|(?:the|an?|his|her|my)\s+[a-z]+(?:\s[a-z]+)?"
    r"|[A-Z][\w’'.]+(?:\s[A-Z][\w’']+){0,2})"
)
TAG = re.compile(rf"(?<=[,.!?…—])\s+(?:{VERB}\s+{WHO}|{WHO}\s+(?:\w+ly\s+)?{VERB})\b")
TAG_LETTERS = 60  # an unclosed quote ends before a tag if no more than this follows
SCARE_WORDS = 7  # ‘a title’ in the middle of a sentence is no longer than this
Stretch = tuple[int, int, bool]  # start, end, closed
STRAYS = 3  # dialogue by dash needs this many paragraphs before it is believed


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of speech with its quotation marks, inside one paragraph.

    `start` and `end` count code points of the book's text, `paragraph` is its block's number.
    `continues`: the paragraph before ended inside the same speech.
    """

    start: int
    end: int
    paragraph: int
    continues: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Convention:
    """How a book marks speech: marks that open it, and whether a dash does.

    `strict` marks open only what looks like speech or a title in the middle of a paragraph: single
    marks where double ones are the rule.
    """

    openers: str
    strict: str
    dash: bool


def find_quotes(book: Book) -> tuple[Quote, ...]:
    """Every stretch between quotation marks in the book's paragraphs, also those nobody speaks."""
    paragraphs = [
        (block.start, block.paragraph, book.text[block.start : block.end]) for block in book.paragraphs()
    ]
    convention = convention_of([text for _, _, text in paragraphs])
    found: list[Quote] = []
    open_mark = ""
    for start, number, text in paragraphs:
        if convention.dash and DASH.match(text):
            stretches, open_mark = [(a, b, True) for a, b in _dash_speech(text)], ""
            continues = False
        else:
            continues = bool(open_mark) and _carries_on(text, open_mark)
            stretches, open_mark = _stretches(text, convention, open_mark if continues else "")
        for index, (a, b, closed) in enumerate(stretches):
            found.append(Quote(start + a, start + b, number, continues and index == 0, closed))
    return tuple(found)


def convention_of(paragraphs: Sequence[str]) -> Convention:
    """The marks that open speech in this book: those that open paragraphs and end after punctuation."""
    text = "\n\n".join(paragraphs)
    begins = Counter(stripped[:1] for stripped in (text.lstrip(" \t_*") for text in paragraphs))
    count = Counter({mark: text.count(mark) for mark in "“„«»‹›‚"})
    count['"'] = (text.count('"') + 1) // 2
    for single, closing in (("‘", "’"), ("'", "'")):
        opened = len(re.findall(rf"(?:^|[\s—(\-]){single}(?=\w)", text, re.MULTILINE))
        closed = len(re.findall(rf"[,.!?;—…\-]{closing}(?=\s|$|—|-)", text))
        count[single] = min(opened, closed + closed // 3)
    if count["„"]:
        count["“"] = max(0, count["“"] - count["„"])
    if begins["»"] > begins["«"]:  # »so«, not «so»
        count["«"] = 0
    else:
        count["»"] = 0
    count["›"] = 0 if count["‹"] else count["›"]
    double, single_marks = sum(count[mark] for mark in DOUBLE), max(count[mark] for mark in SINGLE)
    single_rule = single_marks > 3 * double or (
        single_marks > double and sum(begins[m] for m in SINGLE) > sum(begins[m] for m in DOUBLE)
    )
    openers = "".join(mark for mark in DOUBLE if count[mark])
    if single_rule:
        openers += "".join(mark for mark in SINGLE if count[mark] * 3 > single_marks)
    strict = "".join(mark for mark in "‘'" if mark not in openers)
    dashes = sum(bool(DASH.match(text)) for text in paragraphs)
    return Convention(openers, strict, dashes > STRAYS and dashes > 2 * sum(begins[m] for m in openers))


def _carries_on(text: str, mark: str) -> bool:
    """Whether a paragraph goes on with the speech that the one before left open."""
    stripped = text.lstrip(" \t_*")
    if stripped.startswith((mark, *CLOSERS[mark])):
        return True
    for found in MARK.finditer(text):  # no mark at the front (verse): the next one must be a closing one
        if found.group() in CLOSERS[mark]:
            before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
            return not before.isspace() and not after.isalnum()
    return False


def _stretches(text: str, convention: Convention, carried: str) -> tuple[list[Stretch], str]:
    """Quotes in a paragraph, and the mark left open at its end."""
    found: list[Stretch] = []
    lead = len(text) - len(text.lstrip(" \t_*"))
    start, mark = (lead, carried) if carried else (-1, "")
    skip_to = lead + 1 if carried and text[lead] in (carried, *CLOSERS[carried]) else 0
    for match in MARK.finditer(text):
        at = match.start()
        if at < skip_to:
            continue
        opens = start < 0 and _opens(text, at, lead, convention)
        if opens and (end := _single_end(text, at, convention)):
            found.append((at, end, True))
            skip_to = end
        elif start < 0:
            start, mark = (at, text[at]) if opens and text[at] not in convention.strict else (-1, "")
        elif text[at] == mark and (end := _nested_end(text, at, convention)):
            skip_to = end
        elif text[at] in CLOSERS[mark] and _closes(text, at, mark):
            found.append((start, at + 1, True))
            start = -1
        elif text[at] == mark and _opens(text, at, lead, convention) and _was_left_open(text, start, at):
            found.append((start, _before_tag(text, start, at), False))
            start = at
    if start < 0:
        return found, ""
    end, mark = _end_of_unclosed(text, start, mark)
    return [*found, (start, end, False)], mark


def _was_left_open(text: str, start: int, at: int) -> bool:
    """Whether a double mark opens a new quote because the last one was never closed, not one nested in it."""
    if text[at] not in DOUBLE or at - start <= 1:
        return False
    return text[at] != "“" or TAG.search(text, start, at) is not None


def _end_of_unclosed(text: str, start: int, mark: str) -> tuple[int, str]:
    """Where a quote that is never closed ends in its paragraph, and its mark if it may go on in the next."""
    tags = list(TAG.finditer(text, start))
    if tags and len(text) - tags[-1].end() <= TAG_LETTERS:
        return tags[-1].start(), ""
    return len(text.rstrip()), mark


def _opens(text: str, at: int, lead: int, convention: Convention) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark not in convention.openers + convention.strict:
        return False
    if not after.strip():
        return mark in "«»" and after in (" ", "\u00a0", "\u202f")  # « bonjour »
    if mark in "‘'‚":
        if before.isalnum() or (before and before not in ' \t\n—–-(“"„_*.,!?;:'):
            return False
        short = SHORTENED.match(text, at)
        if short is None or (at > lead and text[:at].rstrip()[-1:] not in STOPS):
            return short is None  # rock 'n' roll, but: said he. 'And now …'
        return _is_closed(text, at, mark) or (at == lead and not POETIC.match(text, at))
    return not (mark == '"' and before.isalnum() and not after.isalpha())  # inches


def _closes(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == '"':
        if _looks_opening(text, at):  # believed if the marks come out even
            return text.count('"', at) % 2 == 1 and not TAG.search(text, 0, at)
        if before.isdigit() and re.match(r"\"\s+[a-z]", text[at:]):  # six feet 2" tall
            return text.count('"', at) % 2 == 1
    if mark in "‘'‚":
        return not after.isalnum() and _strong_end(text, at)
    return True


def _is_closed(text: str, at: int, mark: str) -> bool:
    """Whether a single mark at an offset has a closing one in its paragraph."""
    later = (match.start() for match in MARK.finditer(text, at + 1))
    return any(text[end] in CLOSERS[mark] and _closes(text, end, mark) for end in later)


def _nested_end(text: str, at: int, convention: Convention) -> int:
    """One past a quote between the same marks as the one around it: says "that's a Pump," and is …"."""
    if text[at] == "‘" and _mid_sentence(text, at) and not SHORTENED.match(text, at):
        end = _single_end(text, at, convention) or 0
        return end if end and _is_closed(text, end, "‘") else 0
    if text[at] != '"' or not _looks_opening(text, at):
        return 0
    depth, ended = 1, 0
    for match in re.finditer('"', text[at:]):
        opening = _looks_opening(text, at + match.start())
        depth += 1 if opening else -1
        ended = ended or (0 if opening else at + match.end())
        if depth == 0:
            return ended
    return 0


def _looks_opening(text: str, at: int) -> bool:
    """Whether a straight mark stands as an opening one does."""
    return text[at - 1 : at].isspace() and text[at + 1 : at + 2].isalnum()


def _strong_end(text: str, at: int) -> bool:
    """Whether a single mark ends a quote, and is no apostrophe: dogs’, o’, goin’."""
    before = text[at - 1 : at]
    if before in ',.!?;:—–-…)_*”"':
        return True
    if before.isspace() or (before.isdigit() and re.match(r"['’]\s+[a-z]", text[at:])):  # a 6' ladder
        return False
    word = re.search(r"[^\W\d_]*$", text[:at])
    letters = word.group().lower() if word else ""
    if letters.endswith("in") or letters in ("o", "th", "wi", "an", "ol", "mo", "t", "ha", "i"):
        return False
    return not (letters.endswith("s") and re.match(r"['’]\s+[a-z]", text[at:]))


def _mid_sentence(text: str, at: int) -> bool:
    """Whether the words before an opening mark run on into it, as they do before a title."""
    return text[:at].rstrip(" \n\t(_")[-1:].isalnum()


def _single_end(text: str, at: int, convention: Convention) -> int | None:
    """The end of a ‘short stretch’ between single marks inside a sentence."""
    if text[at] not in "‘'" or not (text[at] in convention.strict or _mid_sentence(text, at)):
        return None
    for match in MARK.finditer(text, at + 1):
        end = match.start()
        if text[end] not in CLOSERS[text[at]] or text[end + 1 : end + 2].isalnum() or text[end - 1].isspace():
            continue
        words = len(text[at:end].split())
        if words > SCARE_WORDS and not _strong_end(text, end):
            return None
        if words <= SCARE_WORDS or text[end - 1] in ",.!?…—-":
            return end + 1
    return None


def _before_tag(text: str, start: int, end: int) -> int:
    """Where an unclosed quote stops: before its tag, or before the next quote."""
    tag = TAG.search(text, start, end)
    return tag.start() if tag else len(text[:end].rstrip())


def _dash_speech(text: str) -> Iterator[tuple[int, int]]:
    """—Speech led by a dash, said Bloom. Its tags are left out, what follows them belongs to it."""
    lead = DASH.match(text)
    start, at = 0, lead.end() if lead else 0
    while tag := TAG.search(text, at):
        yield start, tag.start()
        rest = re.compile(r"(?<!Mr)(?<!Mrs)(?<!Dr)[.!?:,](?=\s+[—A-Z‘“\"'])").search(text, tag.end())
        if not rest:
            return
        start = at = rest.end() + len(text[rest.end() :]) - len(text[rest.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())
