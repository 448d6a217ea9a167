"""People called by what they are: the ferryman, an old woman, a voice."""

from collections import defaultdict
from collections.abc import Mapping

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import (
    ANYBODY,
    BODY,
    DETERMINERS,
    EPITHETS,
    INDEFINITE,
    KIN_TITLES,
    NOUNS,
    PREPOSITIONS,
    RANKS,
    SPEECH_VERBS,
    STYLES,
    TAG_VERBS,
    TITLES,
    VERBS,
)
from narrate.attribution.people.names import Phrase, base_of
from narrate.attribution.reading import Reading, Stretch

_NOBODY = frozenset(  # follow "said the" and are nobody, or everybody
    """other others latter former first second third one same words word thing things way voice voices
    mind time door moment tone head eyes hand subject matter truth fact people company crowd two
    three both conversation sound silence letter story question answer reply sign notice note label
    message screen headline placard poster inscription plaque text card""".split()
)

_COMPANY = frozenset("companion friend guest host hostess visitor client".split())  # mine has a name
_MY_KIN = 2  # times that my brother must speak, who may have a name as well
BEFORE_STRANGER = INDEFINITE | {"the", "our"}  # ferryman
_ACTING = 14  # words of what somebody does before speaking
_NOUN_REACH = 6  # words from an article to its noun
_AGAIN = 2  # times that the loud soldier must speak, who may be just loud, and the Professor do something
LATER = frozenset("other second third".split())  # of several: the other man
_LOOKS = LATER | frozenset("old young tall short fat thin first".split())
_ADJECTIVES = frozenset(  # that others may follow
    "little old young tall short small big great good poor dear new long thin fat stout first last".split()
)
_IN_LAW = ["-", "in", "-", "law"]
_NO_NOUNS = _ADJECTIVES | {",", "and", "-"}
FUNCTION_WORDS = frozenset(
    """as if with who whom and or in on at to from of by for that which when while after before but so
    than turning looking once quite very also were are do not into upon over under through without
    within he she it they i you we his her their him them me us rather almost just half close ahead behind
    beside here there above below beneath underneath nearby out down up off away back along around
    across among amid beyond opposite inside outside""".split()
)
_NOT_HEADS = SPEECH_VERBS | VERBS | FUNCTION_WORDS | PREPOSITIONS


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
        if reading.tokens[at] in KIN_TITLES and at and reading.lower[at - 1] in TAG_VERBS:
            found[(word,)] += [Stretch(at, at + 1)] * _beside_quote(reading, at, at + 1)  # said nanny
        if word not in BEFORE_STRANGER and word != "my":
            continue
        noun = nominal_phrase(reading, at, reading.opens[reading.paragraph_at(at) + 1])
        if noun is None or noun[0] in _NOBODY or (word in ("my", "our") and noun[0] in _COMPANY):
            continue
        head, end = noun
        introduced |= {head} if word != "the" else set()
        if head in EPITHETS - introduced:
            continue
        before, after = reading.lower[at - 1] if at else "", reading.lower[end] if end < len(reading) else ""
        human = head in NOUNS or head.endswith(("man", "woman"))
        beside = _beside_quote(reading, at, end)
        acts = at == reading.opens[reading.paragraph_at(at)] and is_subject(reading, at, end)
        if (
            (human and acts and _leads_to_quote(reading, end))
            or (reading.behind_speech(at) and (word != "the" or (human and head not in ANYBODY)))
            or (before in TAG_VERBS and beside)
            or (_says(reading, end) and (beside or human))
            or (human and after in SPEECH_VERBS and beside)
        ):
            phrase = ("my", head) if word == "my" else noun_with_looks(reading, at, head)
            found[phrase].append(Stretch(at, end))
        elif head in RANKS and reading.tokens[end - 1].istitle() and is_subject(reading, at, end):
            ranked["the", head].append(Stretch(at, end))
    found |= {phrase: at for phrase, at in ranked.items() if phrase not in found and len(at) >= _AGAIN}
    return {phrase: at for phrase, at in found.items() if len(at) >= (_MY_KIN if phrase[0] == "my" else 1)}


def noun_with_looks(reading: Reading, at: int, noun: str) -> Phrase:
    """A noun with "the", and with the first word behind its article if that may tell two people apart."""
    looks = reading.lower[at + 1]
    return ("the", looks, noun) if looks.isalpha() and looks != noun else ("the", noun)


def as_written(reading: Reading, phrase: Phrase, at: int) -> str:
    """A noun that begins at a token, as the story has it: der Fährmann; in English with "the"."""
    end = range(at, min(at + _NOUN_REACH, len(reading)))
    noun = next((token for token in end if base_of(reading.lower[token]) == phrase[-1]), None)
    if noun is None or not reading.glossary.words:
        return " ".join(phrase)
    before = [reading.word(token).lower() for token in range(at, noun)][: len(phrase) - 1]
    return " ".join([*before, reading.word(noun)]).replace("' ", "'").replace("’ ", "’")  # l'homme


def told_apart(counts: Mapping[Phrase, int]) -> dict[Phrase, Phrase]:
    """For each noun with its looks by what it is called: the old man, if there is a young man too.

    Who is only a man is then the one of them who is told of the most; but not the other man.
    """
    alike: defaultdict[Phrase, list[Phrase]] = defaultdict(list)
    for phrase in counts:
        alike[phrase[0], phrase[-1]].append(phrase)
    name_of: dict[Phrase, Phrase] = {}
    for noun, phrases in alike.items():
        with_looks = [phrase for phrase in phrases if len(phrase) > len(noun)]
        apart = [phrase for phrase in with_looks if phrase[1] in _LOOKS or counts[phrase] >= _AGAIN]
        first = [phrase for phrase in apart if phrase[1] not in LATER]
        several = len(apart) > 1 or (noun in counts and len(first) < len(apart))
        usual = max(first, key=counts.__getitem__) if several and first else noun
        name_of |= {phrase: phrase if several and phrase in apart else usual for phrase in with_looks}
        name_of[noun] = usual
    return name_of


def _beside_quote(reading: Reading, begin: int, end: int) -> bool:
    """Whether a quote ends just before or begins soon after a phrase."""
    around = range(max(0, begin - 3), begin), range(end, min(len(reading), end + 8))
    return any(reading.quote_of[at] for near in around for at in near)


def _says(reading: Reading, at: int) -> bool:
    """Whether a token is a verb of speech: went on, but not: the colour went out of his face."""
    word, following = [*reading.lower[at : at + 2], "", ""][:2]
    return word in TAG_VERBS and (word != "went" or following == "on")


def _leads_to_quote(reading: Reading, at: int) -> bool:
    """Whether a quote begins behind the sentence of a token, as behind: the waitress came back."""
    near = range(at, min(at + _ACTING, reading.opens[reading.paragraph_at(at) + 1]))
    quote = next((token for token in near if reading.quote_of[token]), 0)
    return quote > 0 and reading.ends_sentence(quote - 1)


def nominal_phrase(reading: Reading, begin: int, end: int) -> tuple[str, int] | None:
    """The noun at the head of "the old ferryman" from a token on, and one past it; None if there is none."""
    tokens, lower = reading.tokens, reading.lower
    if lower[begin] not in DETERMINERS and not lower[begin].endswith("'s"):
        return None
    at = begin + 1
    if at < end and lower[begin] in ("his", "her") and lower[at] in STYLES:
        return f"{lower[begin]} {lower[at]}", at + 1
    while at + 1 < end and {lower[at], lower[at + 1]} <= TITLES and tokens[at + 1].istitle():
        at += 1  # the Lord Commander
    if lower[begin] == "the" and at < end and tokens[at].istitle() and lower[at] not in _NOT_HEADS:
        return (lower[at], at + 1) if _stands_alone(reading, at) else None
    while at < min(end, begin + _NOUN_REACH):
        at += _hyphens(reading, at)
        joins = lower[at] in ("and", ",")  # the tall and stately lady; a deep, furry voice
        joins = joins and (lower[at - 1] in _ADJECTIVES or "voice" in lower[at : at + 3])
        word = tokens[at][0].isalpha() and lower[at] not in _NOT_HEADS
        adverb = at > begin + 1 and lower[at].endswith(("ly", "ing")) and lower[at - 1] not in ("and", ",")
        if not joins and (not word or adverb or tokens[at][0].isupper()):
            break
        at += 1
    if at < end and lower[at] in RANKS and _stands_alone(reading, at):
        return lower[at], at + 1  # the hopeless Inspector
    by_marriage = lower[at : at + 4] == _IN_LAW
    if at < end and (tokens[at][0].isupper() or (tokens[at] == "-" and not by_marriage)):
        return None  # the ingenious Giovanelli
    noun = lower[at - 1] if at > begin + 1 and lower[at - 1] not in _NO_NOUNS else None
    if noun in BODY and at > begin + 2 and lower[at - 2].endswith("'s"):
        noun = base_of(lower[at - 2])  # a man's voice
    return (noun, at + len(_IN_LAW) * by_marriage) if noun else None


def _hyphens(reading: Reading, at: int) -> int:
    """How many tokens lie between one and the last part of its word: 2 for saloon-keeper, mostly 0."""
    if reading.lower[at + 1 : at + 5] == _IN_LAW:
        return 0
    parts = reading.tokens[at : at + 3]
    whole = len(parts) == 3 and parts[1] == "-" and parts[0].islower() and parts[2].islower()
    joined = whole and reading.starts[at + 2] == reading.starts[at] + len(parts[0]) + 1
    return 2 if joined else 0


def _stands_alone(reading: Reading, at: int) -> bool:
    """Whether no capital follows a capitalised word: the General, but not the March Hare."""
    return at + 1 >= len(reading) or not reading.tokens[at + 1][0].isupper()
