"""Words as a story writes them: Zoe is Zoë, Th?r?se Thérèse, Sakura-chan Sakura, and Jin-woo one word."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

from narrate.attribution.foreign import PARTS
from narrate.attribution.lexicon import TAG_VERBS

# A word's letters, accents that stand by themselves (macOS writes them so), and what a program has left of
# letters that it did not know: U+FFFD, or a question mark inside a word.
_LETTERS = r"[^\W\d_]+(?:(?:[\u0300-\u036f\ufffd]|\?(?=[a-z]))[^\W\d_]*)*"
_HONORIFIC = (  # behind Japanese and Korean names; who speaks to them may leave it out
    r"[-‐‑](?:kun|chan|san|sama|sensei|se[mn]pai|dono|hime|nii|nee|nii-?(?:san|chan|sama)|nee-?(?:san|chan|sama)"
    r"|ssi|nim|oppa|hyung|noona|unnie)(?![^\W_])"
)
_WORD = rf"{_LETTERS}(?:{_HONORIFIC})?(?:['’]{_LETTERS})*"
# Jean-Luc, Winnie-the-Pooh, al-Rashid, but: B-But
_JOINED = rf"(?:[A-ZÀ-Þ]{_LETTERS}|\b[ae]l)(?:[-‐‑](?:[a-z]{{1,3}}[-‐‑])?(?=[A-ZÀ-Þ]){_WORD})+"
_OWN = r"[A-Z][a-z]+(?:[-‐‑][a-z]+| \d{1,4})"  # Jin-woo, Android 18: each a word, in some stories
_NUMBERED = r"[A-Z][A-Za-z]*-?\d[A-Za-z\d]*(?:-[A-Za-z\d]+)*(?:['’]s)?"  # R2-D2
_INITIALS = r"(?:[A-Z]\.){2,}(?![^\W_])(?:['’]s)?"  # T.J.
TOKEN = re.compile(rf"{_JOINED}|{_NUMBERED}|{_INITIALS}|{_WORD}|\d+|[^\w\s]|_")
_FOREIGN_TOKEN = re.compile(rf"{PARTS}|{TOKEN.pattern}")

_TOGETHER = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # kana and Chinese characters: no spaces between words
_LOST = re.compile(r"[?\ufffd]")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_SHORTEST = 4  # d'Ys
_MOST = 100  # names that are one word only in a story: each is sought at every place
_HYPHENS = str.maketrans("‐‑", "--")
_HONOURED = re.compile(_HONORIFIC, re.IGNORECASE)
_PARTICLE = re.compile(r"(?:[dl]['’]|[ae]l-)(?=[A-ZÀ-Þ])")  # d'Artagnan, al-Rashid
_VERBS = "|".join(sorted(TAG_VERBS))
_SPEAKING = re.compile(
    rf"(?<=[\"”'’] )(?:{_VERBS}) (?P<said>{_OWN})(?![-‐‑\w])|(?P<says>{_OWN}) (?:{_VERBS})\b"
)


def words_of(text: str, names: Collection[str], *, foreign: bool) -> re.Pattern[str]:
    """What finds the words of a story, in which some names are one word that are several elsewhere.

    So are listed ones, and those that speak: Android 18, and Jin-woo, who is never jin-woo. Where words are
    written together, listed names are all that is known of them: ノラが来た is ノラ, and three letters.
    """
    speaking = Counter(name["said"] or name["says"] for name in _SPEAKING.finditer(text))
    often = [name for name, _ in speaking.most_common(_MOST) if not _HONOURED.search(name)]
    own = {name for name in names if re.fullmatch(_OWN, name)} | {n for n in often if n.lower() not in text}
    some = "|".join(re.sub(r"\\?[-‐‑]", "[-‐‑]", re.escape(name)) for name in sorted(own))
    pattern = (_FOREIGN_TOKEN if foreign else TOKEN).pattern
    if some:
        pattern = rf"(?:{some})(?![-‐‑]?[^\W_])(?:['’]s)?|{pattern}"
    if together := sorted(filter(_TOGETHER.search, names), key=len, reverse=True):
        pattern = rf"{'|'.join(map(re.escape, together))}|{_TOGETHER.pattern}|{pattern}"
    return re.compile(pattern)


def is_capital(letter: str) -> bool:
    """Whether a letter is a capital, or of letters that know no case: נ."""
    return letter.isupper() or (letter.isalpha() and not letter.islower())


def spelt(word: str) -> str:
    """A word as it is compared, but for case and accents: d'Artagnan is D'Artagnan, Sakura-chan Sakura."""
    if word.isalpha() or len(word) < _SHORTEST:
        return word
    word = without_honorific(word).translate(_HYPHENS)
    return word[0].upper() + word[1:] if _PARTICLE.match(word) else word


def without_honorific(name: str) -> str:
    """A name as the text writes it, but for -chan or -kun behind it."""
    return _HONOURED.sub("", name)


def without_accents(word: str) -> str:
    """A word without the accents on its letters."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word))) or word


def accented_apart(words: Iterable[str]) -> frozenset[str]:
    """The words that only accents tell from others: where Jose and José are listed, they are two."""
    different = frozenset(words)
    alike = Counter(map(without_accents, different))
    return frozenset(word for word in different if alike[without_accents(word)] > 1)


def restored(tokens: list[str], words: Iterable[str]) -> list[str]:
    """The words of a story; those that have lost letters as names have them that are listed."""
    lost = {token for token in set(tokens) if len(token) > 1 and _LOST.search(token)}
    accented = [word for word in words if not word.isascii()] if lost else []
    whole = {token: found for token in lost for word in accented if (found := _whole(token, word))}
    return [whole.get(token, token) for token in tokens] if whole else tokens


def _whole(token: str, word: str) -> str:
    """A word instead of one that has lost letters of it; nothing where that is another word."""
    name = re.split("['’]", token)[0]  # Th?r?se's
    fits = re.fullmatch(_LOST.sub(r"[^\\x00-\\x7f]", name), word)
    return word + token[len(name) :] if fits else ""
