"""A book as a row of words: which stand inside which quote, and in which paragraph."""

import bisect
import re
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from sys import intern
from typing import Literal

from narrate.attribution.foreign import in_english
from narrate.attribution.lexicon import ABBREVIATED, SPEECH_VERBS, VERBS
from narrate.attribution.lowercase import with_capitals
from narrate.attribution.second_person import in_first_person
from narrate.attribution.spelling import accented_apart, restored, spelt, without_accents, words_of
from narrate.languages import primary
from narrate.story.book import Block, Book
from narrate.story.glossary import Glossary, glossary_of, plain
from narrate.story.quotemarks import MARKS
from narrate.story.quotes import Quote

_SENTENCE_END = frozenset(".!?")
EMPHASIS = frozenset("*_")  # **Emma:** in Markdown


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens from `begin` up to `end`."""

    begin: int
    end: int

    def __len__(self) -> int:
        return max(0, self.end - self.begin)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a book's paragraphs in order, as parallel rows.

    `quote_of` is 0 for narration, else 1 + the index of the quote that the token stands in.
    `opens` holds the first token of each paragraph, and one past the last token.
    """

    book: Book
    quotes: tuple[Quote, ...]
    paragraphs: tuple[Block, ...]
    tokens: list[str]
    lower: list[str]  # in lower case, without accents, with straight apostrophes; or the English of it
    starts: "array[int]"  # offsets of the text; what stands there may be another word: ich, or you, for "I"
    ends: "array[int]"
    quote_of: "array[int]"
    opens: list[int]
    glossary: Glossary
    pattern: re.Pattern[str]  # of a word
    accented: frozenset[str] | None  # words whose accents count; None: those of all words

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def whole(self) -> Stretch:
        """All tokens."""
        return Stretch(0, len(self))

    @property
    def scenes(self) -> list[Stretch]:
        """The scenes, which tile all tokens."""
        bounds = [0]
        for index, (before, block) in enumerate(pairwise(self.paragraphs), 1):
            if (block.chapter, block.scene) != (before.chapter, before.scene):
                bounds.append(self.opens[index])
        return [Stretch(begin, end) for begin, end in pairwise([*bounds, len(self)])]

    def words(self, name: str) -> list[str]:
        """The words of a name as `lower` would have them, but for their English."""
        return [_small(spelt(word), self.accented) for word in self.pattern.findall(name)]

    def at(self, offset: int) -> int:
        """The first token at or after an offset of the text."""
        return bisect.bisect_left(self.starts, offset)

    def quoted(self, quote: int) -> Stretch:
        """The tokens of a quote, by its index."""
        return Stretch(self.at(self.quotes[quote].start), self.at(self.quotes[quote].end))

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Where some tokens stand in the text, by its offsets."""
        return self.starts[begin], self.ends[end - 1]

    def written(self, begin: int, end: int) -> str:
        """Some tokens as the story has them, on one line."""
        first, last = self.span(begin, end)
        return " ".join(self.book.text[first:last].split())

    def paragraph_at(self, token: int) -> int:
        """Index into `paragraphs` of the one that a token stands in."""
        return bisect.bisect_right(self.opens, token) - 1

    def paragraph_of(self, token: int) -> Stretch:
        """The paragraph that a token stands in."""
        index = self.paragraph_at(token)
        return Stretch(self.opens[index], self.opens[index + 1])

    def behind_speech(self, token: int) -> bool:
        """Whether only a verb of speech stands between a quote and a token: "Go," snapped Emma."""
        return token > 1 and self.lower[token - 1] in SPEECH_VERBS and self.quote_of[token - 2] > 0

    def ends_sentence(self, token: int) -> bool:
        """Whether a token is the stop at the end of a sentence, and not that of an abbreviation."""
        if self.tokens[token] not in _SENTENCE_END:
            return False
        if token == 0 or self.tokens[token] != ".":
            return True
        initial = self.is_initial(token - 1) and any(map(str.isalpha, self.tokens[token + 1 : token + 2]))
        return not (initial or self.tokens[token - 1].lower() in ABBREVIATED)

    def is_initial(self, token: int) -> bool:
        """Whether a token is a letter with a full stop that may stand for a name: Mr. E. W. Lowe."""
        letter = self.tokens[token]
        capital = len(letter) == 1 and letter.isupper() and letter != "I"
        return capital and self.tokens[token + 1 : token + 2] == ["."]

    def ends_with_comma(self, quote: int) -> bool:
        """Whether a quote ends with a comma, and so goes on in its tag."""
        said = self.quotes[quote]
        return self.book.text[said.start : said.end].rstrip("".join(MARKS | EMPHASIS)).endswith(",")

    def behind_comma(self, token: int) -> bool:
        """Whether a quote that goes on in its tag stands before a token."""
        quote = self.quote_of[token - 1] - 1 if token else -1
        return quote >= 0 and self.ends_with_comma(quote)

    def sex_of(self, verb: int) -> Literal["M", "F", ""]:
        """Whether a token is what a man or a woman does, where the language's verbs tell."""
        word = self.lower[verb] if 0 <= verb < len(self) else ""
        acts = word in VERBS or word in SPEECH_VERBS or word.endswith("ed")
        return self.glossary.sex(self.tokens[verb].lower()) if acts else ""

    def last_sentence(self, within: Stretch) -> Stretch:
        """The last sentence of a stretch, or what stands of it there."""
        stops = (at + 1 for at in range(within.end - 3, within.begin, -1) if self.ends_sentence(at))
        return Stretch(next(stops, within.begin), within.end)

    def begins_sentence(self, token: int) -> bool:
        """Whether a capital at this token says nothing: it begins a sentence, a quote or a paragraph."""
        before = self.tokens[token - 1] if token else "."
        if self.paragraph_of(token).begin == token or before in ":—-–_*()[]" or before in MARKS:
            return True
        return self.ends_sentence(token - 1)


def read(book: Book, quotes: tuple[Quote, ...], names: Collection[str] = ()) -> Reading:
    """Split the paragraphs of a book into words; some of its people are listed by these `names`."""
    paragraphs = tuple(book.paragraphs())
    glossary = glossary_of(book.language)
    pattern = words_of(book.text, names, foreign=bool(glossary.words))
    tokens: list[str] = []
    starts, ends = array("i"), array("i")
    opens: list[int] = []
    for block in paragraphs:
        opens.append(len(tokens))
        for match in pattern.finditer(book.text, block.start, block.end):
            tokens.append(intern(spelt(match.group())))  # a novel has a few thousand words, again and again
            starts.append(match.start())
            ends.append(match.end())
    opens.append(len(tokens))
    quote_of = array("i", [0]) * len(tokens)
    for index, quote in enumerate(quotes):
        for token in range(bisect.bisect_left(starts, quote.start), bisect.bisect_left(starts, quote.end)):
            quote_of[token] = index + 1
    listed = [word for name in names for word in pattern.findall(name)]
    accented = accented_apart(map(plain, listed)) if primary(book.language) == "en" else None
    tokens = with_capitals(restored(tokens, listed), quote_of, set(opens))
    lower = _lowered(tokens, accented)
    if glossary.words:
        tokens, lower = in_english(tokens, lower, opens, glossary)
    elif (own := in_first_person(tokens, lower, quote_of)) is not tokens:
        tokens, lower = own, _lowered(own, accented)
    return Reading(
        book, quotes, paragraphs, tokens, lower, starts, ends, quote_of, opens, glossary, pattern, accented
    )


def _lowered(tokens: list[str], accented: frozenset[str] | None) -> list[str]:
    lowered = {token: _small(token, accented) for token in set(tokens)}
    return [lowered[token] for token in tokens]


def _small(word: str, accented: frozenset[str] | None) -> str:
    word = plain(word)
    return word if accented is None or word in accented else without_accents(word)
