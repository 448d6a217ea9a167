"""The lines of printed pages in what was a PDF: their numbers, and the heads that come again on each."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

_DIGIT = re.compile(r"[0-9]")
_NUMBER = r"(?:p(?:age|\.)?\s*)?(?P<{0}>\d{{1,4}})(?:\s*(?:of|/)\s*\d{{1,4}})?(?:\s*\|\s*p ?a ?g ?e)?"
_ON_PAGE = re.compile(  # 42, - 42 -, Page 42 of 300, 42 | The Lamp, The Lamp 43
    rf"[\W_]*{_NUMBER.format('first')}(?:[\W_]+(?P<behind>\D+?))?[\W_]*"
    rf"|[\W_]*(?P<before>\D+?)[\W_]+{_NUMBER.format('last')}[\W_]*",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:*_)\]\"”’'»—–]\s*$")
_LONGEST = 80  # characters
_FULL = 40  # characters of a line that goes on in the next one
_FEWEST = 3  # pages
_APART = 4  # at most, the numbers of two pages that follow each other: some have none
_INTERRUPTING = 0.2  # of such lines stand in the middle of a sentence, at least: headings never do
_TOGETHER = 3  # lines of a page's foot and the next one's head


def page_lines(text: str) -> list[tuple[int, int]]:
    """Where they stand (start, end), in order; none where no numbers rise in the middle of sentences."""
    written = text.split("\n")
    starts = itertools.accumulate((len(line) + 1 for line in written), initial=0)
    spans = [(start, start + len(line)) for start, line in zip(starts, written, strict=False) if line.strip()]
    lines = [text[start:end].strip() for start, end in spans]
    return [spans[i] for i in sorted(_of_pages(lines))]


def goes_on(line: str) -> bool:
    """Does a line of a wrapped text end in the middle of a sentence? Headings do, but are shorter."""
    return len(line) >= _FULL and _ENDED.search(line) is None


def _of_pages(lines: Sequence[str]) -> set[int]:
    numbered: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        short = len(line) <= _LONGEST and _DIGIT.search(line)
        if short and (found := _ON_PAGE.fullmatch(line)):
            head = (found["behind"] or found["before"] or "").casefold()
            numbered.setdefault(head, []).append((i, int(found["first"] or found["last"])))
    if all(len(places) < _FEWEST for places in numbered.values()):
        return set()
    passed = {i for places in numbered.values() for i, _ in places}
    passed |= set(_repeated_beside(lines, passed))
    found_on = set[int]()
    for places in numbered.values():
        page = max((_rising(places[n:]) for n in range(_FEWEST)), key=len)
        interrupting = sum(_interrupts(lines, i, passed) for i in page)
        if len(page) >= _FEWEST and interrupting >= _INTERRUPTING * len(page):
            found_on.update(page)
    return found_on.union(_heads(lines, found_on, passed)) if found_on else found_on


def _rising(places: Sequence[tuple[int, int]]) -> list[int]:
    """The lines whose numbers rise from page to page, from the first one on."""
    page = list(places[:1])
    for i, number in places[1:]:
        if 0 < number - page[-1][1] <= (_APART if len(page) > 1 else 2):
            page.append((i, number))
    return [i for i, _ in page]


def _interrupts(lines: Sequence[str], i: int, passed: AbstractSet[int]) -> bool:
    """Does a sentence go on, in small letters, behind the line and those of pages around it?"""
    before = next((k for k in range(i - 1, i - 1 - _TOGETHER, -1) if k not in passed), -1)
    after = next((k for k in range(i + 1, i + 1 + _TOGETHER) if k not in passed), len(lines))
    return 0 <= before < after < len(lines) and goes_on(lines[before]) and lines[after][:1].islower()


def _repeated_beside(lines: Sequence[str], numbers: AbstractSet[int]) -> Iterator[int]:
    """The lines beside those with numbers that come again there."""
    beside = sorted({i + n for i in numbers for n in (-1, 1) if 0 <= i + n < len(lines)} - numbers)
    times = Counter(lines[i] for i in beside)
    heads = {line for line, count in times.items() if count >= _FEWEST and not _ENDED.search(line)}
    return (i for i in beside if lines[i] in heads)


def _heads(lines: Sequence[str], numbers: AbstractSet[int], passed: AbstractSet[int]) -> Iterator[int]:
    """The heads of pages, of which the first may be a chapter's own heading."""
    heads = list(_repeated_beside(lines, numbers))
    first = {lines[i]: i for i in reversed(range(len(lines)))}
    return (i for i in heads if i != first[lines[i]] or _interrupts(lines, i, passed))
