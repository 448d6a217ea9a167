"""Stories in other languages, read as English word by word: "sagte" is said, "elle" is she.

Who says what is known by small words, and by how others end. A glossary (glossaries/de.txt) gives the English
of some hundred: "said: sagte meinte". Foreign words with a capital count only with it ("you: du Sie").
English words with one are titles, which stand before names ("Mrs: frau"). Behind a star are endings: of
verbs and adverbs ("*ed: te ten"), and of what women do, and men ("*F: ла"). Behind "_" stand words that only
look so ("_: heute"). "*Noun" says that nouns have capitals, and gives what stands before them besides
articles ("*Noun: am im").
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from narrate.languages import primary

_ITSELF, _NOUN = "_", "*Noun"
_STEM = 2  # letters before an ending, at the least
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?P<turned>-(?:t-)?[^\W\d_]+)?")  # demanda-t-elle


def plain(word: str) -> str:
    """A word in small letters, with straight apostrophes and its accents on its letters (Unicode's NFC)."""
    word = word.lower().replace("’", "'")
    return word if word.isascii() else unicodedata.normalize("NFC", word)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The English of a language's words and titles, and of the endings of its other words.

    `before_nouns` is empty where nouns have no capitals, `sexes` where verbs do not tell he from she. All of
    it is for English.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    before_nouns: frozenset[str] = frozenset()
    sexes: Mapping[str, Literal["M", "F"]] = field(default_factory=dict)

    def sex(self, verb: str) -> Literal["M", "F", ""]:
        """Whether a verb is what a man or a woman does, by its ending: сказала, she said."""
        fits = (sex for ending, sex in self.sexes.items() if verb.endswith(ending))
        return next(fits, "")

    def english(self, word: str) -> str:
        """The English of a word in small letters; another verb with an English ending, others as they are."""
        if not self.words:
            return word
        if known := self.words.get(word):
            return known
        if "'" in word[:-1]:  # s'écria
            return self.english(word[word.index("'") + 1 :])
        if "-" in word[1:]:  # disse-lhe
            return self.english(word[: word.index("-", 1)])
        ends = (english for ending, english in self.endings.items() if word[_STEM:].endswith(ending))
        return word + next(ends, "")

    def text(self, text: str) -> str:
        """A text with the English of its words."""
        return _WORD.sub(self._turned, text) if self.words else text

    def _turned(self, found: re.Match[str]) -> str:
        word = plain(found.group())
        pronoun = self.words.get(found["turned"] or "")
        if pronoun:
            return f"{self.english(word.removesuffix(found['turned']))} {pronoun}"
        if found.group().islower():
            return self.english(word)
        return self.words[word].capitalize() if word in self.words else found.group()


def is_read(language: str) -> bool:
    """Whether words of a language are known, as they are of English; its code is de or pt-BR."""
    return primary(language) == "en" or _file(language).is_file()


@cache
def glossary_of(language: str) -> Glossary:
    """The glossary of a language by its code; an empty one for English, and where there is none."""
    file = _file(language)
    return _parse(file.read_text(encoding="utf-8")) if file.is_file() else Glossary()


def _file(language: str) -> Traversable:
    return files("narrate.story") / "glossaries" / f"{primary(language)}.txt"


def _parse(text: str) -> Glossary:
    words: dict[str, str] = {}
    titles: dict[str, str] = {}
    endings: dict[str, str] = {}
    before_nouns: frozenset[str] = frozenset()
    sexes: dict[str, Literal["M", "F"]] = {}
    for line in text.splitlines():
        english, foreign = line.split(": ")
        if english == _NOUN:
            before_nouns = frozenset(foreign.split())
        elif english == "*F":
            sexes |= dict.fromkeys(foreign.split(), "F")
        elif english == "*M":
            sexes |= dict.fromkeys(foreign.split(), "M")
        elif english.startswith("*"):
            endings |= dict.fromkeys(foreign.split(), english[1:])
        elif english[0].isupper():
            titles |= dict.fromkeys(foreign.split(), english.lower())
        else:
            words |= {word: word if english == _ITSELF else english for word in foreign.split()}
    return Glossary(words, titles, endings, before_nouns, sexes)
