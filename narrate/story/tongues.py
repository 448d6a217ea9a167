"""Languages: their codes by the names that people give them, and which one a text is in."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

_CODE = re.compile(r"[a-z]{2,3}(-\w+)*", re.IGNORECASE)
_NAMES: Mapping[str, str] = {
    name: code
    for code, names in {
        "en": "english eng", "fr": "french français fra fre", "de": "german deutsch deu ger",
        "es": "spanish español castellano spa", "it": "italian italiano ita",
        "pt": "portuguese português por", "nl": "dutch nederlands nld dut", "ru": "russian русский rus",
        "uk": "ukrainian українська ukr", "pl": "polish polski pol", "cs": "czech čeština ces cze",
        "sv": "swedish svenska swe", "da": "danish dansk dan", "nb": "norwegian norsk nor nob",
        "fi": "finnish suomi fin", "hu": "hungarian magyar hun", "el": "greek ελληνικά ell gre",
        "tr": "turkish türkçe tur", "la": "latin lat", "zh": "chinese 中文 zho chi",
        "ja": "japanese 日本語 jpn", "ko": "korean 한국어 kor",
    }.items()
    for name in names.split()
}  # fmt: skip
_NONE = frozenset("und mul mis zxx".split())  # no language, or several
_COMMON: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and of to a in he she was it that i you his her",
        "fr": "le la les et des est une dans pas qui elle il je vous que",
        "de": "der die und das nicht ist ein sie ich er mit den zu es war",
        "es": "el que de los y las una por con se no en la su lo",
        "it": "il che di non un per è della sono gli con la si era una",
        "pt": "o a e é à na no que não uma com do da os as um se em para ele ela",
        "nl": "de het een en van niet ik dat zijn hij ze op was te je",
        "ru": "и в не на что он она я с как это его но было по",
        "uk": "і в не на що він вона я з як це його але було та",
        "pl": "i w nie na się że to z do jest był jak ale on po",
        "sv": "och att det i på en som är jag inte han hon var den av",
    }.items()
}
_ALPHABETS: Mapping[str, str] = {  # whose letters tell a language, by the first word of their Unicode names
    "ARABIC": "ar", "ARMENIAN": "hy", "BENGALI": "bn", "CJK": "zh", "DEVANAGARI": "hi", "GEORGIAN": "ka",
    "GREEK": "el", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja", "TAMIL": "ta",
    "TELUGU": "te", "THAI": "th",
}  # fmt: skip
_KANA = 0.1  # of a Japanese text, at least
_LETTERS = 5000  # that are looked at
_FEWEST_LETTERS = 30
_WORDS = 5000  # words that are looked at
_FEWEST = 15  # a shorter text tells nothing
_SHARE = 0.1  # of a text are so common words of its language
_BEYOND_ENGLISH = 2.0


def language_code(written: str) -> str | None:
    """The code of a language that a file names: "FR_CA" is "fr-CA", "French", "Français" or "fra" "fr"."""
    written = written.strip().replace("_", "-")
    first = re.split(r"[\s-]", written.lower())[0]
    code = first + written[len(first) :]
    return _NAMES.get(first) or (code if _CODE.fullmatch(code) and first not in _NONE else None)


def language_of(text: str) -> str | None:
    """The language of a text by its letters or most common words; None: English, or not to be told."""
    return _by_letters(text) or _by_words(text)


def _by_letters(text: str) -> str | None:
    letters = "".join(itertools.islice(filter(str.isalpha, text), _LETTERS))
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in letters)
    counts = Counter(_ALPHABETS.get(name) for name in names)
    code, count = counts.most_common(1)[0] if len(letters) >= _FEWEST_LETTERS else (None, 0)
    if code == "zh" and counts["ja"] > _KANA * len(letters):
        return "ja"
    return code if 2 * count > len(letters) else None


def _by_words(text: str) -> str | None:
    words = [found.group() for found in itertools.islice(re.finditer(r"[^\W\d_]+", text.casefold()), _WORDS)]
    if len(words) < _FEWEST:
        return None
    shares = Counter({code: sum(word in common for word in words) for code, common in _COMMON.items()})
    code, share = shares.most_common(1)[0]
    return code if share > max(_SHARE * len(words), _BEYOND_ENGLISH * shares["en"]) else None
