"""People called by what they are, who speak: the ferryman, an old woman, a voice."""

from collections import defaultdict

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import (
    ANYBODY,
    EPITHETS,
    KIN_TITLES,
    NOUNS,
    RANKS,
    SPEECH_VERBS,
    TAG_VERBS,
)
from narrate.attribution.people.names import Phrase
from narrate.attribution.people.nouns import AGAIN, BEFORE_STRANGER, nominal_phrase, noun_with_looks
from narrate.attribution.reading import Reading, Stretch

_NOBODY = frozenset(  # follow "said the" and are nobody, or everybody
    """other others latter former first second third one same words word thing things way voice voices
    mind time door moment tone head eyes hand subject matter truth fact people company crowd two
    three both conversation sound silence letter story question answer reply sign notice note label
    message screen headline placard poster inscription plaque text card""".split()
)
_COMPANY = frozenset("companion friend guest host hostess visitor client".split())  # mine has a name
_MY_KIN = 2  # times that my brother must speak, who may have a name as well
_ACTING = 14  # words of what somebody does before speaking


def find_nominals(reading: Reading) -> dict[Phrase, list[Stretch]]:
    """Nouns with "the" or "a" that are the subject of a tag, with the places where they are.

    A title with a capital is somebody without one, if it does something again and again.
    """
    found: defaultdict[Phrase, list[Stretch]] = defaultdict(list)
    ranked: defaultdict[Phrase, list[Stretch]] = defaultdict(list)  # the Professor opened his mouth
    introduced: set[str] = set()  # by "a" or "another"
    for at, word in enumerate(reading.lower):
        if reading.quote_of[at]:
            continue
        said = at > 0 and reading.lower[at - 1] in TAG_VERBS
        if said and reading.tokens[at] in KIN_TITLES and _beside_quote(reading, at, at + 1):
            found[(word,)].append(Stretch(at, at + 1))  # said nanny
        noun = _noun_at(reading, at)
        if noun is None:
            continue
        head, end = noun
        introduced |= {head} if word != "the" else set()
        if head in EPITHETS and head not in introduced:
            continue
        if _speaks(reading, at, end, head):
            phrase = ("my", head) if word == "my" else noun_with_looks(reading, at, head)
            found[phrase].append(Stretch(at, end))
        elif head in RANKS and reading.tokens[end - 1].istitle() and is_subject(reading, at, end):
            ranked["the", head].append(Stretch(at, end))
    found |= {phrase: at for phrase, at in ranked.items() if phrase not in found and len(at) >= AGAIN}
    return {phrase: at for phrase, at in found.items() if len(at) >= (_MY_KIN if phrase[0] == "my" else 1)}


def _noun_at(reading: Reading, at: int) -> tuple[str, int] | None:
    """The noun behind a word that may stand before strangers, and one past it, unless it means nobody."""
    word = reading.lower[at]
    if word not in BEFORE_STRANGER and word != "my":
        return None
    noun = nominal_phrase(reading, at, reading.paragraph_of(at).end)
    if noun is None or noun[0] in _NOBODY or (word in ("my", "our") and noun[0] in _COMPANY):
        return None
    return noun


def _speaks(reading: Reading, begin: int, end: int, head: str) -> bool:
    """Whether a noun with its article is the subject of a tag, or does something that leads to speech."""
    word, before = reading.lower[begin], reading.lower[begin - 1] if begin else ""
    after = reading.lower[end] if end < len(reading) else ""
    human = head in NOUNS or head.endswith("man")
    beside = _beside_quote(reading, begin, end)
    somebody = human and head not in ANYBODY
    opens = begin == reading.paragraph_of(begin).begin
    at_quote = _leads_to_quote(reading, end) if opens else begin > 0 and reading.quote_of[begin - 1] > 0
    return (
        (somebody and at_quote and is_subject(reading, begin, end))
        or (reading.behind_speech(begin) and (word != "the" or somebody))
        or (before in TAG_VERBS and beside)
        or (_says(reading, end) and (beside or human))
        or (human and after in SPEECH_VERBS and beside)
    )


def _beside_quote(reading: Reading, begin: int, end: int) -> bool:
    """Whether a quote ends just before or begins soon after a phrase."""
    around = range(max(0, begin - 3), begin), range(end, min(len(reading), end + 8))
    return any(reading.quote_of[at] for near in around for at in near)


def _says(reading: Reading, at: int) -> bool:
    """Whether a token is a verb of speech: went on, but not: the colour went out of his face."""
    word, following = [*reading.lower[at : at + 2], "", ""][:2]
    return word in TAG_VERBS and (word != "went" or following == "on")


def _leads_to_quote(reading: Reading, end: int) -> bool:
    """Whether a quote begins behind the sentence of a phrase, as behind: the waitress came back."""
    near = range(end, min(end + _ACTING, reading.paragraph_of(end - 1).end))
    quote = next((token for token in near if reading.quote_of[token]), 0)
    return quote > 0 and reading.ends_sentence(quote - 1)
