"""Letters, telegrams and notes between quotation marks: they are read, and nobody speaks them."""

import re
from collections.abc import Iterator, Sequence

from narrate.story.book import Book
from narrate.story.quotes import Quote

_LETTER = 25  # words: a letter that only begins like one is longer
_NOTE = 8  # words: so is a note that the words before it announce
_QUOTATION = '"“”„«»‹›'
_DEAR = rf"\W*(?:My\s+)?(?:very\s+|own\s+)?Dear(?:est)?\s+(?!me\b)(?:(?!['’]\s)[^.!?{_QUOTATION}\n]){{1,40}}"
_SALUTATION = re.compile(_DEAR + r"(?:[,:;.]?[—–-]+|[,:;.—–-]?\W*$)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(_DEAR + r"[,:;]", re.IGNORECASE)  # of a letter, or of somebody who is spoken to
_SIGNATURE = re.compile(  # the last line of a letter: F. C. WESTON CHURCHILL, "M.D.", Yours ever, …
    rf"\n\W*(?:[A-Z]\W+){{0,3}}(?:[A-Z]{{2,}}[.,\s]*|[A-Z]\.[.,\s]*){{1,4}}[{_QUOTATION}‘’'_*]*$"
    r"|\n\s*\n[^.!?\n]{0,40}\b[Yy]ours?\b[^.!?]{0,80}\W*$"
    r"|[.!?—–-]\s+Yours,? (?:ever|affectionately|sincerely|truly|faithfully)\b[^.!?]{0,40}\W*$"
)
_WRITING = re.compile(
    r"\b(?:letters?|notes?|wrote|written|writing|postscripts?|telegrams?|epistle|envelope|signed|dated|message|contents)\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(  # he opened the envelope and read: "…
    r"\b(?:letter|note|telegram|epistle|postscript|message|contents|wrote(?: thus)?|(?:was|were) written"
    rf"|(?:he|she|and) read)\b(?:(?!\bsa(?:y|id|ying)\b)[^.!?{_QUOTATION}]){{0,60}}[:–—-]\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r" (?:it (?:ran|began|read|concluded)|(?:\w+ ){0,2}wrote|continued the (?:letter|note)"
    r"|the (?:letter|note|message|telegram) (?:ran|began|read|said|went on|continued|concluded))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"[{_QUOTATION}]|(?<!\w)['‘’‚]|['‘’](?!\w)")  # and no apostrophe
_NEAR = 150  # characters before it, if it might as well be speech
_ABOVE = 400  # characters before a letter in which something tells that it is one


def letters(book: Book, quotes: Sequence[Quote]) -> frozenset[int]:
    """The indices of the quotes that are letters, or parts of one."""
    found: set[int] = set()
    for chain in _chains(quotes):
        text = book.text[quotes[chain[0]].start : quotes[chain[-1]].end]
        before = book.text[max(0, quotes[chain[0]].start - _ABOVE) : quotes[chain[0]].start]
        after = book.text[quotes[chain[-1]].end : quotes[chain[-1]].end + _ABOVE]
        if _is_letter(text, before, after):
            found.update(chain)
    return frozenset(found)


def _chains(quotes: Sequence[Quote]) -> Iterator[list[int]]:
    """Quotes that run on over paragraphs, together."""
    chain: list[int] = []
    for index, quote in enumerate(quotes):
        if chain and not quote.continues:
            yield chain
            chain = []
        chain.append(index)
    if chain:
        yield chain


def _is_letter(text: str, before: str, after: str) -> bool:
    words = len(text.split())
    if words <= _NOTE:
        return False
    if _ANNOUNCED.search(before) or _WROTE.match(after):
        return True
    told = _QUOTED.split(before)[-1]  # narration
    if _ADDRESS.match(text) and _WRITING.search(told[-_NEAR:]):
        return words > _LETTER
    address = before.rstrip(" \n—–-'‘’" + _QUOTATION)
    above = "\n" in before[len(address) :] and _ADDRESS.fullmatch(address.rpartition("\n")[2])
    saluted = above or (_SALUTATION.match(text) and _WRITING.search(before))
    return words > _LETTER and bool(saluted or _SIGNATURE.search(text))
