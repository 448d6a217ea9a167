"""Phonemes for neural voices: espeak-ng's, and among them those of words that are pronounced otherwise."""

import re
from collections.abc import Callable

from narrate.engines import Request
from narrate.engines.plain import plain_words

_VOWELS = "aeiouyæøœɐɑɒɔəɘɚɛɜɝɞɪɨɵʉʊʌᵻ"
_HISSING, _VOICELESS = tuple("szʃʒʧʤʦʣʂʐɕʑ"), tuple("ptkfθxχçqc")
_GENITIVES = ("'s", "’s")

# A word that is cut off its next one is said with stress: “to” as “two”, “a” as the letter. So one stands
# in for that, and is taken away again.
_STAND_INS = {True: ("apple", "ˈæpəl"), False: ("tick", "tˈɪk")}


def to_phonemes(request: Request, phonemize: Callable[[str], str]) -> str:
    """A request's words in IPA, `phonemize` doing those whose pronunciation the request does not give."""
    said = dict(request.ipa)
    text = plain_words(request)
    if not said:
        return phonemize(text)
    words = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    pieces = re.split(rf"(?<!\w)((?:{words})(?:['’]s)?)(?!\w)", text)  # every second one is such a word
    phonemes = [piece if not place % 2 else _say(piece, said) for place, piece in enumerate(pieces)]
    for place in range(0, len(phonemes), 2):
        following = phonemes[place + 1] if place + 1 < len(phonemes) else ""
        phonemes[place] = _between(pieces[place], following, phonemize)
    return " ".join("".join(phonemes).split())


def _say(word: str, said: dict[str, str]) -> str:
    """The phonemes of a word that is said in its own way, or of its genitive."""
    if word in said or not word.endswith(_GENITIVES):
        return said[word]
    stem = said[word[:-2]]
    if stem.endswith(_HISSING):
        return f"{stem}ɪz"
    return f"{stem}s" if stem.endswith(_VOICELESS) else f"{stem}z"


def _between(piece: str, following: str, phonemize: Callable[[str], str]) -> str:
    """The phonemes of what stands before such a word or after it, with the space at either end."""
    if not piece.strip():
        return piece
    before, after = (" " if piece[end].isspace() else "" for end in (0, -1))
    if following and after:
        word, sound = _STAND_INS[following.lstrip("ˈˌ").startswith(tuple(_VOWELS))]
        phonemes = phonemize(f"{piece.strip()} {word}")
        if phonemes.endswith(f" {sound}"):
            return f"{before}{phonemes.removesuffix(sound)}"
    return f"{before}{phonemize(piece)}{after}"
