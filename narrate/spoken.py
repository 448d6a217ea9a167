"""What is said aloud for what is written: marks that only the eye needs become words, pauses or nothing."""

import re
from collections.abc import Mapping

from narrate.numerals import roman_value

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_QUOTES = re.compile(r"[\"“”„«»‹›]|(?<=[.,!?…—-])['’](?!\w)")
_SINGLE_QUOTED = re.compile(r"(?<!\w)['‘]((?:[^'‘’]|['’](?=\w))+)['’](?!\w)")
_MARKS = re.compile(
    r"\[\d{1,3}\]|[~^|<>\[\]{}\\=#]+|(?<!\w)[*_]+|[*_]+(?!\w)"
)  # footnotes, and what is left of markup
_DASH = re.compile(r"\s*(?:-{2,}|—|―|(?<=\s)[–-](?=\s))\s*")
_ELLIPSIS = re.compile(r"\s*(?:(?:\.\s?){3,}|…+)")
_SHOUTED = re.compile(
    r"\b(?:[A-Z][A-Z'’]*[\s,]+){2,}[A-Z][A-Z'’]+\b"
)  # three words of capitals are no initials
_ROMAN = re.compile(r"\b(?=[IVXLC]+\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
_ABBREVIATIONS = {
    "Mr": "Mister", "Mrs": "Missus", "Dr": "Doctor", "Prof": "Professor", "Capt": "Captain", "Col": "Colonel",
    "Gen": "General", "Lt": "Lieutenant", "Sgt": "Sergeant", "Rev": "Reverend", "Hon": "Honourable",
    "Jr": "Junior", "Sr": "Senior", "Messrs": "Messieurs", "St": "Saint", "Mt": "Mount", "vs": "versus",
    "etc": "et cetera", "No": "Number", "Ch": "Chapter", "Vol": "Volume",
}  # fmt: skip
_ABBREVIATED = re.compile(
    rf"\b(?:({'|'.join(a for a in _ABBREVIATIONS if a not in ('No', 'Ch', 'Vol'))})\.|(No|Ch|Vol)\.(?=\s*\d))"
)


def say_aloud(written: str) -> str:
    """The words to speak for a stretch of the story, on one line; "" where there is nothing to say."""
    text = _CONTROL.sub(" ", written)
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    text = _ABBREVIATED.sub(lambda found: _ABBREVIATIONS[found[1] or found[2]], text)
    text = _ELLIPSIS.sub("… ", text)
    text = _QUOTES.sub("", _SINGLE_QUOTED.sub(r"\1", text))
    text = _DASH.sub(" — ", text)
    text = _SHOUTED.sub(lambda found: found.group().lower(), text)
    text = _MARKS.sub(" ", text)
    text = " ".join(text.split()).strip("—* ")
    return text if has_words(text) else ""


def heading_aloud(written: str) -> str:
    """The words to speak for a heading: "CHAPTER IV." is "Chapter 4."."""
    text = _ROMAN.sub(lambda found: str(roman_value(found.group())), written.strip().strip("#*_=~- \t\n"))
    if text.isupper():
        text = text.capitalize()
    text = say_aloud(text.replace("\n", ". "))
    return text if not text or text[-1] in ".!?…" else f"{text}."


def has_words(text: str) -> bool:
    """Is there anything in it that can be said?"""
    return re.search(r"[^\W_]", text) is not None


def pronounce(text: str, pronunciations: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Respell the words that voices.yaml says otherwise; those with IPA stay, listed beside the text."""
    ipa: list[tuple[str, str]] = []
    for word, said in pronunciations.items():
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        if not pattern.search(text):
            continue
        if said.startswith("/"):
            ipa.append((word, said.strip("/")))
        else:
            text = pattern.sub(said.replace("\\", r"\\"), text)
    return text, tuple(ipa)
