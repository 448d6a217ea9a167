"""Letters, telegrams and notes between quotation marks: they are read, and nobody speaks them."""

import re
from collections.abc import Iterator, Sequence

from narrate.story.book import Book
from narrate.story.quotes import Quote

LETTER = 25  # words: a letter that only begins like one is longer
NOTE = 8  # words: so is a note that the words before it announce
QUOTATION = '"“”„«»‹›'
DEAR = rf"\W*(?:My\s+)?(?:very\s+|own\s+)?Dear(?:est)?\s+(?!me\b)(?:(?!['’]\s)[^.!?{QUOTATION}\n]){{1,40}}"
SALUTATION = re.compile(DEAR + r"(?:[,:;.]?[—–-]+|[,:;.—–-]?\W*$)", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(DEAR + r"[,:;]", re.IGNORECASE)  # of a letter, or of somebody who is spoken to
SIGNATURE = re.compile(  # the last line of a letter: F. C. WESTON CHURCHILL, "M.D.", Yours ever, …
    rf"\n\W*(?:[A-Z]\W+){{0,3}}(?:[A-Z]{{2,}}[.,\s]*|[A-Z]\.[.,\s]*){{1,4}}[{QUOTATION}‘’'_*]*$"
    r"|\n\s*\n[^.!?\n]{0,40}\b[Yy]ours?\b[^.!?]{0,80}\W*$"
    r"|[.!?—–-]\s+Yours,? (?:ever|affectionately|sincerely|truly|faithfully)\b[^.!?]{0,40}\W*$"
)
WRITING = re.compile(
    r"\b(?:letters?|notes?|wrote|written|writing|postscripts?|telegrams?|epistle|envelope|signed|dated|message|contents)\b",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(  # he opened the envelope and read: "…
    r"\b(?:letter|note|telegram|epistle|postscript|message|contents|wrote(?: thus)?|(?:was|were) written"
    rf"|(?:he|she|and) read)\b(?:(?!\bsa(?:y|id|ying)\b)[^.!?{QUOTATION}]){{0,60}}[:–—-]\s*$",
    re.IGNORECASE,
)
WROTE = re.compile(
    r" (?:it (?:ran|began|read|concluded)|(?:\w+ ){0,2}wrote|continued the (?:letter|note)"
    r"|the (?:letter|note|message|telegram) (?:ran|began|read|said|went on|continued|concluded))\b",
    re.IGNORECASE,
)
QUOTED = re.compile(rf"[{QUOTATION}]|(?<!\w)['‘’‚]|['‘’](?!\w)")  # and no apostrophe
NEAR = 150  # characters before it, if it might as well be speech
ABOVE = 400  # characters before a letter in which something tells that it is one


def letters(book: Book, quotes: Sequence[Quote]) -> frozenset[int]:
    """The indices of the quotes that are letters, or parts of one."""
    found: set[int] = set()
    for chain in _chains(quotes):
        text = book.text[quotes[chain[0]].start : quotes[chain[-1]].end]
        before = book.text[max(0, quotes[chain[0]].start - ABOVE) : quotes[chain[0]].start]
        after = book.text[quotes[chain[-1]].end : quotes[chain[-1]].end + ABOVE]
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
    if words <= NOTE:
        return False
    if ANNOUNCED.search(before) or WROTE.match(after):
        return True
    told = QUOTED.split(before)[-1]  # narration
    if ADDRESS.match(text) and WRITING.search(told[-NEAR:]):
        return words > LETTER
    address = before.rstrip(" \n—–-'‘’" + QUOTATION)
    above = "\n" in before[len(address) :] and ADDRESS.fullmatch(address.rpartition("\n")[2])
    saluted = above or (SALUTATION.match(text) and WRITING.search(before))
    return words > LETTER and bool(saluted or SIGNATURE.search(text))
