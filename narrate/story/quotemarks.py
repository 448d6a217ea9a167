"""Quotation marks: which ones a book uses, and which are apostrophes, inches, titles or nested quotes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]  # start, end
Stretch = tuple[int, int, bool]  # and whether it is closed

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
    "<": ">",
    "「": "」",
    "『": "』",
}
DOUBLE, SINGLE = '“"„«»<「『', "‘'‚‹›"
DASH = r"(?:—|–|―|--+)"
LEAD = re.compile(rf"\s*{DASH}\s*(?=[\w‘'“\"¿¡….])")  # of a paragraph
MARKS = frozenset(CLOSERS).union(*CLOSERS.values())
MARK = re.compile(f"[{''.join(sorted(MARKS))}]")
_ANGLED = re.compile(r"(?:^|(?<=\s))<(?=[\w'’…])[^<>]*[.,!?…—–-]>", re.MULTILINE)  # <Copy that,> of a radio
SHORTENED = re.compile(  # 'tis, 'em, '65: letters dropped at the front of a word
    r"['’‘](?:tis|twas|twere|twill|twould|twixt|tain|em|im|is|er|ere|ow|ave|ad|ome|alf|ouse|ell|un|uns|ud|round"
    r"|bout|cause|gainst|neath|ope|pon|prentice|scape|spect|til|till|tween|ware|way|eard|and|igh|ole|ot|orse|ard"
    r"|ead|elp|ang|appy|arry|oo|d|ll|re|ve|s|m|t|n|\d\d)\b",
    re.IGNORECASE,
)
_POETIC = re.compile(r"['‘](?:tis|twas|twere|twill|twould|twixt|tain|\d\d)\b", re.IGNORECASE)
_SINGLE_MARK = re.compile(r"['‘’]")
_RUNS_ON = re.compile(r"[\"'’]\s+[a-z]")  # a sentence, behind a mark
_SINGLE_END = re.compile(r"['’](?<!\s['’])(?![^\W_])")
_CASED = (*range(0x590), *range(0x1E00, 0x2000))  # Latin, Greek, Cyrillic, Armenian
CAPITAL = rf"[^\W\d_{''.join(filter(str.islower, map(chr, _CASED)))}]"  # or a letter that knows no case: 雨
UPPER = rf"[{''.join(filter(str.isupper, map(chr, _CASED)))}]"
_CAPITALS = rf"{UPPER}(?:{UPPER}|['’-])+"
IN_CAPITALS = rf"(?:(?:MRS?|MS|DR)\. )?{_CAPITALS}(?: {_CAPITALS}){{0,2}}"  # who speaks in a play: MRS. GALE
ENDS = ",.!?;:—–-…"
_STOPS = ".,;:!?—–-…”\"’'"
VERB = (
    r"(?:said|says|asked|asks|replied|replies|answered|answers|cried|cries|exclaimed|returned|added|observed|remarked"
    r"|murmured|whispered|whispers|shouted|shouts|called|calls|repeated|inquired|responded|declared|demanded|muttered"
    r"|mutters|continued|began|thought|went on|interposed|rejoined|queried|pursued|protested|laughed|sighed"
    r"|admitted|insisted|suggested|echoed|retorted|persisted|growled|groaned|screamed|yelled|sobbed|explained"
    r"|agreed|assented|announced|interrupted|resumed|gasped|snapped|stammered|urged|ventured|confessed|concluded"
    r"|put in)"
)
WHO = (
    r"(?:he|she|I|they|we|it|(?:the|an?|his|her|my)\s+\w+(?:\s[a-z]+)?"
    r"|(?:(?:Mrs?|Ms|Dr|St)\.\s)?(?!(?:He|She|It|They|We|You|I|That|This|What|Who)\b)"
    rf"{CAPITAL}[\w’']+(?:\s{CAPITAL}[\w’']+){{0,2}})"
)


def telling(verb: str) -> str:
    """A pattern of who does something, before or behind the verb: said Emma, he quickly said."""
    return rf"(?:{verb}\s+{WHO}|{WHO}\s+(?:\w+ly\s+)?{verb})\b"


TELLS = re.compile(telling(VERB))
TAG = re.compile(rf"(?<=[,.!?…—])\s+{TELLS.pattern}")
_PARTED = re.compile(rf"{DASH}\s*{TELLS.pattern}")  # — No, — said Marta.
_SCARE_WORDS = 7  # ‘a title’ in the middle of a sentence is no longer than this
_RADIO = 2  # stretches between < and > from which they are speech
FARTHEST = 6_000  # characters from a mark: what else is looked for to understand it stands nearer
_NESTED = 5  # nobody quotes deeper than this: those before were never closed
_STRAYS = 3  # dialogue by dash needs this many paragraphs before it is believed


@dataclass(frozen=True, slots=True)
class Convention:
    """How a book marks speech: marks that open it, and whether a dash does.

    `strict` marks open only what looks like speech or a title in the middle of a paragraph: single
    marks where double ones are the rule. `parted`: dashes stand between speech and its tags, too.
    """

    openers: str
    strict: str
    dash: bool
    parted: bool


def with_straight_marks(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs with straight marks for those that stand on both sides in Swedish: ”No”, »No»."""
    for mark, openings in (("”", "“„"), ("»", "«")):
        begins = any(part.startswith(mark) for part in paragraphs)
        if begins and not any(opening in part for part in paragraphs for opening in openings):
            return [part.replace(mark, '"') for part in paragraphs]
    return list(paragraphs)


def convention_of(paragraphs: Sequence[str]) -> Convention:
    """The marks that open speech in this book: those that open paragraphs and end after punctuation."""
    begins = Counter(stripped[:1] for stripped in (text.lstrip(" \t_*") for text in paragraphs))
    count = _opened("\n\n".join(paragraphs), turned=begins["»"] > begins["«"])
    double, single = sum(count[mark] for mark in DOUBLE), max(count[mark] for mark in SINGLE)
    single_rule = single > 3 * double or (
        single > double and sum(begins[m] for m in SINGLE) > sum(begins[m] for m in DOUBLE)
    )
    openers = "".join(mark for mark in DOUBLE if count[mark])
    if single_rule:
        openers += "".join(mark for mark in SINGLE if count[mark] * 3 > single)
    strict = "".join(mark for mark in "‘'" if mark not in openers)
    led = [text for text in paragraphs if LEAD.match(text)]
    dash = len(led) > _STRAYS and len(led) > 2 * sum(begins[m] for m in openers)
    parted, tags = (sum(len(tag.findall(text)) for text in led) for tag in (_PARTED, TAG))
    return Convention(openers, strict, dash, 2 * parted > tags)


def _opened(text: str, *, turned: bool) -> Counter[str]:
    """How often each mark may open speech in a text; `turned`: its guillemets point inwards, »so«."""
    count = Counter({mark: text.count(mark) for mark in "“„«»‹›‚「『"})
    angled = len(_ANGLED.findall(text))
    count["<"] = angled if angled >= _RADIO else 0
    count['"'] = (text.count('"') + 1) // 2
    for single, closing in (("‘", "’"), ("'", "'")):
        opened = len(re.findall(rf"(?:^|[\s—(\-]){single}(?=\w)", text, re.MULTILINE))
        closed = len(re.findall(rf"[,.!?;—…\-]{closing}(?=\s|$|—|-)", text))
        count[single] = min(opened, closed + closed // 3)
    if count["„"]:
        count["“"] = max(0, count["“"] - count["„"])
    count["«" if turned else "»"] = 0
    count["›"] = 0 if count["‹"] else count["›"]
    return count


def opens(text: str, at: int, lead: int, convention: Convention) -> bool:
    """Whether the mark at an offset opens a quote; `lead` is where the paragraph's text begins."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    known = mark in convention.openers + convention.strict
    if not known or mark == "<":
        return known and _ANGLED.match(text, at) is not None
    if not after.strip():  # « bonjour », and " Hello," he typed
        return bool(after) and (mark in "«»“„" or (mark == '"' and not before.strip()))
    if mark in "‘'‚":
        if before.isalnum() or (before and before not in ' \t\n—–-(“"„_*.,!?;:'):
            return False
        short = SHORTENED.match(text, at)
        if short is None or (at > lead and _before(text, at) not in _STOPS):
            return short is None  # rock 'n' roll, but: said he. 'And now …'
        return _is_closed(text, at, mark) or (at == lead and not _POETIC.match(text, at))
    return not (mark == '"' and before.isalnum() and not after.isalpha())  # inches


def closes(text: str, at: int, mark: str) -> bool:
    """Whether the mark at an offset closes a quote that `mark` has opened."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == '"':
        if _looks_opening(text, at):  # believed if the marks come out even
            return text.count('"', at) % 2 == 1 and not TAG.search(text, max(0, at - FARTHEST), at)
        if before.isdigit() and _RUNS_ON.match(text, at):  # six feet 2" tall
            return text.count('"', at) % 2 == 1
    if mark in "‘'" or (mark == "‚" and text[at] == "’"):
        return not after.isalnum() and _strong_end(text, at)
    return True


def is_turned(text: str, at: int, mark: str) -> bool:
    """Whether a mark closes though it is an opening one, as editors turn it: “I never meant—“ she said."""
    if mark not in "“‘" or text[at] != mark:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (before in ENDS or before.isspace()) and not after.strip()


def _is_closed(text: str, at: int, mark: str) -> bool:
    """Whether a single mark at an offset has a closing one in its paragraph."""
    later = (match.start() for match in MARK.finditer(text, at + 1, at + FARTHEST))
    return any(text[end] in CLOSERS[mark] and closes(text, end, mark) for end in later)


def nested_end(text: str, at: int, convention: Convention) -> int:
    """One past a quote between the same marks as the one around it: says "that's a Pump," and is …"."""
    if text[at] == "‘" and _mid_sentence(text, at) and not SHORTENED.match(text, at):
        end = single_end(text, at, convention) or 0
        return end if end and _is_closed(text, end, "‘") else 0
    if text[at] != '"' or not _looks_opening(text, at):
        return 0
    depth, ended = 1, 0
    for match in re.finditer('"', text[at : at + FARTHEST]):
        opening = _looks_opening(text, at + match.start())
        depth += 1 if opening else -1
        ended = ended or (0 if opening else at + match.end())
        if depth == 0:
            return ended
        if depth > _NESTED:
            break
    return 0


def _looks_opening(text: str, at: int) -> bool:
    """Whether a straight mark stands as an opening one does."""
    return text[at - 1 : at].isspace() and text[at + 1 : at + 2].isalnum()


def _strong_end(text: str, at: int) -> bool:
    """Whether a single mark ends a quote, and is no apostrophe: dogs’, o’, goin’."""
    before = text[at - 1 : at]
    if before in ',.!?;:—–-…)_*”"':
        return True
    if before.isspace() or (before.isdigit() and _RUNS_ON.match(text, at)):  # a 6' ladder
        return False
    word = re.search(r"[^\W\d_]*$", text[max(0, at - 3) : at])  # as much as it takes to know these words
    letters = word.group().lower() if word else ""
    if letters.endswith("in") or letters in ("o", "th", "wi", "an", "ol", "mo", "t", "ha", "i"):
        return False
    return not (letters.endswith("s") and _RUNS_ON.match(text, at)) and not _ends_later(text, at)


def _ends_later(text: str, at: int) -> bool:
    """Whether the quote around a single mark ends farther on, behind a stop: understan’ me, Lovers’ Vows."""
    for match in _SINGLE_MARK.finditer(text, at + 1, at + FARTHEST):
        here = match.start()
        if text[here - 1] in ENDS and not text[here + 1 : here + 2].isalnum():
            return True
        if text[here] != "’" and not is_apostrophe(text, here):
            return False  # the next quote begins
    return False


def is_apostrophe(text: str, at: int) -> bool:
    """Whether a mark is single and cannot open a quote where it stands: don't, dogs', 'tis."""
    begins = not text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
    return text[at] in "‘’'" and (not begins or SHORTENED.match(text, at) is not None)


def _mid_sentence(text: str, at: int) -> bool:
    """Whether the words before an opening mark run on into it, as they do before a title."""
    return _before(text, at, "(_").isalnum()


def _before(text: str, at: int, passing: str = "") -> str:
    """The last character before an offset that is no white space and none of those passed over."""
    while at and (text[at - 1].isspace() or text[at - 1] in passing):
        at -= 1
    return text[at - 1 : at]


def single_end(text: str, at: int, convention: Convention) -> int | None:
    """The end of a ‘short stretch’ between single marks inside a sentence."""
    if text[at] not in "‘'" or not (text[at] in convention.strict or _mid_sentence(text, at)):
        return None
    for match in _SINGLE_END.finditer(text, at + 1, at + FARTHEST):
        end = match.start()
        words = len(text[at:end].split(maxsplit=_SCARE_WORDS))
        if words > _SCARE_WORDS and not _strong_end(text, end):
            return None
        if words <= _SCARE_WORDS or text[end - 1] in ",.!?…—-":
            return end + 1
    return None
