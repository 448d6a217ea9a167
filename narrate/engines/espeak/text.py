"""What espeak-ng gets to read: no commands, no endless words, and IPA in its own notation."""

import re
from dataclasses import dataclass

from narrate.engines import EngineError, Request

_LONGEST_WORD = 60  # letters; of a word of thousands the library says only the beginning
_PIECE = 30
_UNSAFE = re.compile(rf"[\[\]]|\S{{{_LONGEST_WORD}}}")

# The library's mnemonics (docs/phonemes in its sources) for what English and its neighbours use;
# the longest symbol that fits is taken.
_MNEMONICS = {
    "ˈ": "'", "ˌ": ",", "ː": ":", ".": "", " ": " ", "ʼ": "", "‿": "", "͡": "", "'": "'", ",": ",", "|": "",
    "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "ɡ": "g", "g": "g", "tʃ": "tS", "t͡ʃ": "tS", "ʧ": "tS",
    "dʒ": "dZ", "d͡ʒ": "dZ", "ʤ": "dZ", "f": "f", "v": "v", "θ": "T", "ð": "D", "s": "s", "z": "z", "ʃ": "S",
    "ʒ": "Z", "h": "h", "m": "m", "n": "n", "ŋ": "N", "l": "l", "ɫ": "l", "ɹ": "r", "r": "r", "ɾ": "t#",
    "j": "j", "w": "w", "ʍ": "w", "x": "x", "ç": "C", "ʔ": "?",
    "iː": "i:", "i": "i", "ɪ": "I", "ɛ": "E", "e": "E", "æ": "a", "a": "a", "ɑː": "A:", "ɑ": "A:", "ɒ": "0",
    "ɔː": "O:", "ɔ": "O:", "ʊ": "U", "uː": "u:", "u": "u:", "ʌ": "V", "ə": "@", "ɐ": "a#", "ɜː": "3:",
    "ɜ": "3:", "ɝ": "3:", "ɝː": "3:", "ɚ": "3", "ᵻ": "I2", "əl": "@L",
    "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "aʊ": "aU", "oʊ": "oU", "əʊ": "oU", "o": "oU", "oː": "oU",
    "ɪə": "i@", "ɪɹ": "i@3", "eə": "e@", "ɛə": "e@", "ɛɹ": "e@", "ʊə": "U@", "ʊɹ": "U@", "ɑːɹ": "A@",
    "ɑɹ": "A@", "ɔːɹ": "O@", "ɔɹ": "O@", "aɪə": "aI@", "aɪɚ": "aI3",
    # Sounds of other languages, as those who speak English say them.
    "y": "u:", "yː": "u:", "ʏ": "U", "ø": "3:", "øː": "3:", "œ": "3:", "œː": "3:", "ɘ": "@", "ɵ": "U",
    "ɨ": "I", "ɯ": "U", "ɤ": "V", "ɶ": "a", "ʁ": "r", "ʀ": "r", "ɻ": "r", "ɽ": "r", "ɲ": "nj", "ɳ": "n",
    "ɱ": "m", "ɴ": "N", "ʎ": "lj", "ɭ": "l", "ɬ": "l", "ʟ": "l", "ɣ": "g", "ɢ": "g", "ɟ": "dj", "q": "k",
    "c": "k", "χ": "x", "ħ": "h", "ɦ": "h", "ʕ": "", "β": "v", "ɸ": "f", "ʋ": "v", "ʂ": "S",
    "ʐ": "Z", "ɕ": "S", "ʑ": "Z", "ʈ": "t", "ɖ": "d", "ɥ": "w", "ɰ": "w", "ʦ": "ts", "ʣ": "dz", "ʲ": "j",
    "ʷ": "w", "ʰ": "", "ʱ": "", "ˑ": "", "-": "", "(": "", ")": "", "͜": "", "ã": "an", "ẽ": "En",
    "ĩ": "in", "õ": "oUn", "ũ": "u:n", "\u0303": "n", "\u032f": "", "\u0329": "", "\u0325": "",
    "\u031a": "", "\u02de": "",
}  # fmt: skip
_SYMBOL = re.compile("|".join(sorted(map(re.escape, _MNEMONICS), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The text as the library reads it; `origins` holds for each of its characters the one it stands for."""

    spoken: str
    origins: tuple[int, ...]
    phonemes: bool

    def origin(self, index: int) -> int:
        """Where in the request's text a character of the spoken one comes from."""
        return self.origins[min(max(index, 0), len(self.origins) - 1)]


def prepare_text(request: Request) -> Spoken:
    """Make a request's text safe to read, with the place of every character kept.

    Control characters are the library's commands and become spaces, brackets would open phonemes and
    become parentheses, and a token of hundreds of letters is broken up.
    """
    said = {word: to_mnemonics(ipa) for word, ipa in request.ipa if word}
    if not said and request.text.isprintable() and not _UNSAFE.search(request.text):
        return Spoken(request.text, tuple(range(len(request.text))), phonemes=False)
    words = [rf"(?<!\w){re.escape(word)}(?:['’]s)?(?!\w)" for word in sorted(said, key=len, reverse=True)]
    token = re.compile("|".join([*words, rf"\S{{{_LONGEST_WORD},}}", r"."]), re.DOTALL)
    pieces: list[str] = []
    origins: list[int] = []
    for match in token.finditer(request.text):
        for offset, piece in _pieces(match.group(), said):
            pieces.append(piece)
            origins += [match.start() + offset] * len(piece)
    return Spoken("".join(pieces), tuple(origins), bool(said))


def _pieces(token: str, said: dict[str, str]) -> list[tuple[int, str]]:
    """What a token becomes: pieces, each with the offset in the token that it stands for."""
    if phonemes := _phonemes(token, said):
        return [(0, f" [[{phonemes}]]")]  # without the space they are lost after a quotation mark
    pieces = []
    for offset, char in enumerate(token):
        if offset and offset % _PIECE == 0:
            pieces.append((offset, " "))
        pieces.append((offset, _safe(char)))
    return pieces


def _phonemes(token: str, said: dict[str, str]) -> str:
    """The phonemes of a word that is said in its own way, or of its genitive; else nothing."""
    if token in said:
        return said[token]
    if token[-2:] not in {"'s", "’s"} or token[:-2] not in said:
        return ""
    stem = said[token[:-2]]
    if stem.endswith(("s", "z", "S", "Z")):
        return f"{stem}I2z"
    return f"{stem}s" if stem.endswith(tuple("ptkfTxC")) else f"{stem}z"


def _safe(char: str) -> str:
    if char in "[]":
        return "()"["[]".index(char)]
    return char if char.isprintable() or char == "\n" else " "


def to_mnemonics(ipa: str) -> str:
    """IPA in the library's notation; EngineError names a symbol that it has no sound for."""
    mnemonics = []
    position = 0
    while position < len(ipa):
        match = _SYMBOL.match(ipa, position)
        if match is None:
            raise EngineError(f"espeak has no sound for {ipa[position]!r} in the pronunciation /{ipa}/")
        mnemonics.append(_MNEMONICS[match.group()])
        position = match.end()
    return "".join(mnemonics)
