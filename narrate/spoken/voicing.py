"""How people really talk, on paper: stretched words, stammering, and noises that engines would spell."""

import re

from narrate.spoken.rules import Family, Rule

_STRETCHED = re.compile(r"\b(?=\w*([^\W\d_])\1\1)[^\W\d_]+\b", re.IGNORECASE)
_RUN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)

# Words that keep two of a letter: all others keep one ("nooooo", "sooo").
_DOUBLED = frozenset(
    "aah agree all baa ball been beep boo boom breeze call cheers cool creep creepy deep doom ee eek eep "
    "feel food fool free freeze full geez good green hell hello hill hooray jeez keep kill kiss loo look "
    "loom loop mee miss mood moo moon need noon off ooh ooze peek pool poor queen root room screech see "
    "seen sheep shoo sleep sleepy smooth sooner soon speed steep still sweet sweetie swoosh teeth three "
    "tool too tooth tree vroom week weep well whee whoosh will woo woohoo wood yahoo yell yippee yoohoo "
    "zoo zoom".split()
)

_SCREAMS = {"a": "aah", "o": "ooh", "u": "ooh"}
_SCREAM = 4  # letters

# Noises without a vowel, which engines spell; each begins a pattern that ends with the word.
_NOISES = {
    "h[mn]+": "hmm", "m+h+m+": "um-hum", "mm+": "hmm", "h+m+p+[hf]+": "humph", "(?-i:[Hh]r+m+)": "hurm",
    "hr+m+ph+": "harrumph", "mm+p+h+|(?-i:[Mm]m+f+)": "mumph", "(?-i:[Ss]h)|s+hh+|ss+h+": "shush",
    "br{2,}": "burr", "gr{2,}": "gurr", "pr{2,}": "purr", "(?-i:[Rr]r{2,})": "gurr", "p+f+t*|p+h+t+": "puff",
    "ps+h+": "pish", "z{3,}": "zizz", "bz{2,}t*": "buzz", "hs{2,}|(?-i:[Ss]s{2,})": "hiss",
    "h*n+gh+|h+n+gh*": "ung", "(?-i:[Nn]+h+|[Nn]n+|[Mm]n+h+)": "hmm", "(?-i:[HhKk]r+k+)": "urk",
    "tch+": "tutch", "ps+t+": "psst",
}  # fmt: skip
_NOISE = re.compile(  # no sh!t
    rf"(?<!\w[!@$*#])\b(?:{'|'.join(f'({noise})' for noise in _NOISES)})\b(?![!@$*#]\w)", re.IGNORECASE
)

_STAMMER = re.compile(r"\b((?:[A-Za-z]{1,3}-){1,5})([A-Za-z]['’\w]*)")
_NO_STAMMER = re.compile(r"D-Day|(?i:re|co)-\w+")  # re-read
_SIGN = r"(?:--|[–—]|\.{2,3}\s?|…\s?)"
_BROKEN = re.compile(  # W—what? N... no!
    rf"(?<![\w'’.])(?i:([b-df-hj-np-tv-z]{{1,3}})(?={_SIGN}(?:\1{_SIGN})*(\1[a-z'’]+)))"
)
_VOWELS = {"a": "ah", "e": "eh", "o": "oh", "u": "uh"}


def _shortened(found: re.Match[str]) -> str | None:
    """A stretched word as it is in the dictionary: what is tripled was single or double."""
    word = found.group()
    letters = set(word.lower())
    if not letters - set("ivxlc") or (word.isupper() and len(letters) == 1 and len(word) < _SCREAM):
        return None  # XXX, viii: no word at all
    if scream := _SCREAMS.get("".join(letters)):
        return _cased(scream, word)
    double = _RUN.sub(lambda run: run.group()[:2], word)
    return double if double.lower() in _DOUBLED else _RUN.sub(r"\1", word)


def _noise(found: re.Match[str]) -> str:
    return _cased([*_NOISES.values()][(found.lastindex or 1) - 1], found.group())


def _broken(found: re.Match[str]) -> str | None:
    begun, word = found[1], found[2]
    if begun[0].isupper() and word[0].islower() and found.string[: found.start()][-2:-1].isalnum():
        return None  # Plan B—but
    return _begun(begun, word)


def _stammered(found: re.Match[str]) -> str | None:
    """Begun syllables as syllables: "w-what" is "wuh, what", "I-I" is "I, I"."""
    begun, word = found[1].rstrip("-").split("-"), found[2]
    if not all(word.lower().startswith(part.lower()) for part in begun) or _NO_STAMMER.match(found.group()):
        return None
    if word != "I" and all(part.lower() == word.lower() for part in begun):
        return None  # ha-ha, no-no
    return ", ".join([*(_begun(part, word) for part in begun), word])


def _begun(part: str, word: str) -> str:
    """A begun syllable so that it can be said: the consonants with a vowel, a vowel with an h."""
    if part == "I":
        return part
    lower = part.lower()
    if re.search("[aeiou]|.y", lower):
        return _cased(_VOWELS[lower], part) if lower in _VOWELS else word if lower == "i" else part
    hard = lower in {"c", "q"} and word[1:2].lower() not in {"e", "i", "y", "h"}
    return _cased("kuh" if hard else f"{lower}uh", part)


def _cased(said: str, part: str) -> str:
    return said.capitalize() if part[0].isupper() else said


VOICING = Family(
    re.compile(r"(?i:([a-z])\1\1|\b[bghkmnprstz][bcfghkmnprstz]+\b)|\w(?:--?|[–—…]|\.{2,3})\s?\w"),
    (
        Rule(_BROKEN, _broken),
        Rule(_STAMMER, _stammered),
        Rule(_NOISE, _noise),
        Rule(_STRETCHED, _shortened),
    ),
)
