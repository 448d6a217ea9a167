"""Speech that no mark ends: which clauses are said, and which are told. — Go, said Tom. He went out.

A chain of clauses, each said or told, of which the likeliest is taken (a linear-chain conditional random
field: Lafferty, McCallum and Pereira, ICML 2001). What weighs are words, how a clause begins, and what stands
before and behind it. The weights are learned, for English (clauses.tsv, CLAUSES.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from narrate.story.glossary import Glossary, plain
from narrate.story.quotemarks import VERB, Span

# Of a clue: told behind told, said behind told, and both behind said.
Weights = Mapping[str, tuple[float, ...]]

_MARK = r"[,.!?…;:—]"
_END = re.compile(  # of a clause; the stop of Mr. is none; of more marks in a row the last ones are looked at
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bCapt)"
    rf"{_MARK}{{1,50}}-{{0,50}}[\"”’')_*]{{0,50}}\s+|--+\s*(?=\w)|\s{{1,50}}[—–]\s+"
)
_SENTENCE = re.compile(r"[.!?…][\"”’')_*]*\s*$")
_WORD = re.compile(r"[\w’']+")
_TELLING = frozenset(  # words that tell of a whole sentence whether it is said or told
    "i you my me your we our us am is are was were be been has have had will shall do does did can could "
    "would should may must he she him her his they them their it its this that what who how why not no yes "
    "oh well dear sir now here there 'm 's 're 've 'll 'd 't ed".split()
)
_KINDS = {
    "I": re.compile(r"(?:i|you|we|me)(?:'\w+)?$"),
    "HE": re.compile(r"(?:he|she|they|it)$"),
    "THE": re.compile(r"(?:the|an?|his|her|their|its)$"),
    "SAID": re.compile(f"{VERB}$"),
    "ED": re.compile(r"\w+ed$"),
    "ING": re.compile(r"\w+ing$"),
    "LY": re.compile(r"\w+ly$"),
}


def said_in(text: str, start: int, end: int, weights: Weights, glossary: Glossary) -> Iterator[Span]:
    """The parts of a stretch of a paragraph that are said; a dash stands before it."""
    text = text[:end]
    clauses = list(clauses_of(text, start))
    begin = None
    for (at, _), said in zip(clauses, _likeliest(clues_of(text, clauses, glossary), weights), strict=True):
        if said and begin is None:
            begin = at
        if begin is not None and not said:
            yield begin, len(text[:at].rstrip(" \n\t—–"))
            begin = None
    if begin is not None:
        yield begin, len(text.rstrip())


def clauses_of(text: str, start: int) -> Iterator[Span]:
    """The clauses from an offset on, with the marks and white space that end them; each has a word."""
    wordless = start  # up to there
    for end in _END.finditer(text, start):
        if _WORD.search(text, wordless, end.start()):
            yield start, end.end()
            start = end.end()
        wordless = max(start, end.start())
    if _WORD.search(text, start):
        yield start, len(text)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with the letter before it, its words, their English, and its last letter."""

    before: str
    words: Sequence[str]
    english: Sequence[str]
    closing: str
    ends_sentence: bool


def clues_of(text: str, clauses: Iterable[Span], glossary: Glossary) -> list[list[str]]:
    """What weighs for each clause: words as they are, or their English; kinds of words in capitals."""
    read = [_read(text, *clause, glossary) for clause in clauses]
    return [_clues(clause, sentence) for clause, sentence in zip(read, _sentences(read), strict=True)]


def _read(text: str, start: int, end: int, glossary: Glossary) -> _Clause:
    words = _WORD.findall(text, start, end)
    english = [glossary.english(plain(word)) for word in words]
    ends = _SENTENCE.search(text, start, end) is not None
    return _Clause(text[:start].rstrip()[-1:], words, english, text[start:end].rstrip()[-1], ends)


def _clues(clause: _Clause, sentence: frozenset[str]) -> list[str]:
    place = clause.before + ("A" if clause.words[0][0].isupper() else "a")
    kinds = [_kind(word, english) for word, english in zip(clause.words, clause.english, strict=True)]
    kinds[0] = "ANY" if kinds[0] == "NAME" else kinds[0]
    return [
        *("", place, place + ("" if clause.closing.isalnum() else clause.closing)),
        *dict.fromkeys(clause.english),
        " ".join(clause.english[:2]) + ">",
        *dict.fromkeys(kinds),
        *(f"{place} {' '.join(kinds[:count])}" for count in (2, 3, 4)),
        *(f"{one} {other}" for one, other in pairwise(kinds)),
        *(f"~{word}" for word in sorted(sentence)),
    ]


def _kind(word: str, english: str) -> str:
    found = next((kind for kind, pattern in _KINDS.items() if pattern.match(english)), None)
    return found or ("NAME" if word[0].isupper() else "ANY")


def _sentences(clauses: Sequence[_Clause]) -> list[frozenset[str]]:
    """For each clause the words of its whole sentence that tell whether it is said or told."""
    found: list[frozenset[str]] = []
    for at, last in enumerate(clauses, 1):
        if last.ends_sentence or at == len(clauses):
            words = [word for clause in clauses[len(found) : at] for word in clause.english]
            parts = ["ed" if word.endswith("ed") else word[word.rfind("'") :] for word in words]
            found += [_TELLING & {*words, *parts}] * (at - len(found))
    return found


def _likeliest(clues: Sequence[Sequence[str]], weights: Weights) -> list[bool]:
    """The likeliest chain (Viterbi), from what is told before the dash."""
    best, paths = [0.0, float("-inf")], [[False], [True]]
    for clue in clues:
        known = [weights[each] for each in clue if each in weights]
        told_told, told_said, said_told, said_said = map(sum, zip((0.0,) * 4, *known, strict=True))
        told = max((best[0] + told_told, 0), (best[1] + said_told, 1))
        said = max((best[0] + told_said, 0), (best[1] + said_said, 1))
        best = [told[0], said[0]]
        paths = [[*paths[told[1]], False], [*paths[said[1]], True]]
    return paths[best[1] > best[0]][1:]


@cache
def learned() -> Weights:
    """The weights that come with the package: a clue, and four numbers in hundredths."""
    lines = (files("narrate.story") / "clauses.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {clue: tuple(int(number) / 100 for number in numbers) for clue, *numbers in rows}
