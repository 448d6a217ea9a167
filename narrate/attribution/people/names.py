"""Capitalised phrases that may name a person, with what the text around them says for it."""

import itertools
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from narrate.attribution.acting import is_subject
from narrate.attribution.lexicon import (
    ABBREVIATED,
    KIN_TITLES,
    NOT_NAMES,
    RANKS,
    SPEECH_VERBS,
    TAG_VERBS,
    TITLES,
)
from narrate.attribution.people.evidence import Evidence, weigh
from narrate.attribution.people.leading import leads
from narrate.attribution.reading import Reading

Phrase = tuple[str, ...]  # a name in lower case, word by word, without full stops
_PARTICLES = frozenset("de von van la du le di of del della der".split())
_CONTRACTED = ("'ll", "'d", "'ve", "'re", "n't", "'m")
_SPOKEN = 2  # times that a word speaks, from which it is a name whatever else it means: said Good


def base_of(word: str) -> str:
    """A word without its possessive ending."""
    return word.removesuffix("'s")


def untitled(phrase: Phrase) -> Phrase:
    """The words of a name that are no titles."""
    return tuple(word for word in phrase if word not in TITLES)


def find_names(reading: Reading) -> dict[Phrase, Evidence]:
    """All phrases of capitalised words and titles that may be names."""
    found: defaultdict[Phrase, Evidence] = defaultdict(Evidence)
    lower = reading.lower
    sentence = array("i", itertools.accumulate(map(reading.ends_sentence, range(len(reading)))))
    as_names = KIN_TITLES | _speaking_ranks(reading)
    for begin, end, phrase in _phrases(reading):
        if len(phrase) == 1 and phrase[0] in TITLES:
            acts = not reading.quote_of[begin] and is_subject(reading, begin, end)
            if phrase[0] not in as_names or (reading.begins_sentence(begin) and not acts):
                continue
        evidence = found[phrase]
        spelling = reading.written(begin, end)
        evidence.spellings[spelling.removesuffix("'s").removesuffix("’s")] += 1
        if not reading.quote_of[begin]:
            evidence.sentences.add(sentence[begin])
        weigh(reading, evidence, begin, end)
        if lower[begin - 1] == "the" and begin:
            evidence.after_the += 1
    return dict(found)


def _speaking_ranks(reading: Reading) -> set[str]:
    """Ranks that stand for a name, for they speak without an article: "Showers," said Coach."""
    tokens, lower = reading.tokens, reading.lower
    return {
        rank
        for at, rank in enumerate(lower[:-1])
        if rank in RANKS
        and tokens[at].istitle()
        and at
        and not reading.quote_of[at]
        and not tokens[at + 1][0].isupper()
        and (lower[at - 1] in TAG_VERBS or (lower[at + 1] in TAG_VERBS and reading.quote_of[at - 1]))
    }


def _phrases(reading: Reading) -> Iterator[tuple[int, int, Phrase]]:
    """Each run of names and titles, as its first token, one past its last, and its words."""
    named = _name_words(reading)
    tokens, lower, opens = reading.tokens, reading.lower, frozenset(reading.opens)
    at, last = 0, len(tokens)
    while at < last:
        begin = at
        words: list[str] = []
        while at < last and tokens[at][0].isupper() and not (words and at in opens):
            word = base_of(lower[at])
            initial = _is_initial(reading, at, words, named)
            if word not in TITLES and word not in named and not initial:
                break
            words.append(word)
            at += 1
            if lower[at - 1].endswith("'s"):
                break
            if (word in ABBREVIATED or initial) and at < last and tokens[at] == ".":
                at += 1
            for _ in range(_particles(reading, at, named, after_title=word in TITLES)):
                words.append(lower[at])
                at += 1
        if words:
            yield begin, at - (tokens[at - 1] == "."), tuple(words)
        else:
            at += 1


def _is_initial(reading: Reading, at: int, before: Sequence[str], named: set[str]) -> bool:
    """Whether a letter belongs to a name, behind some words of it: Mr. D, Mr. E. Lowe, J. Jonah Jameson."""
    if not reading.is_initial(at):  # nor is there a stop behind it that stands for the rest
        return (
            len(reading.tokens[at]) == 1
            and reading.tokens[at] != "I"
            and bool(before)
            and before[-1] in TITLES
        )
    return _is_capital(reading, at + 2) and (bool(before) or _leads_name(reading, at, named))


def _leads_name(reading: Reading, at: int, named: set[str]) -> bool:
    """Whether an initial is the first part of a name; in "plan B. Emma" it is none."""
    begins = reading.begins_sentence(at) or reading.lower[at - 1] in TAG_VERBS
    while begins and at < len(reading) and reading.is_initial(at):
        at += 2
    return begins and at < len(reading) and base_of(reading.lower[at]) in named


def _is_capital(reading: Reading, at: int) -> bool:
    return at < len(reading) and reading.tokens[at][0].isupper()


def _particles(reading: Reading, at: int, named: set[str], *, after_title: bool) -> int:
    """How many tokens from one on join two names: Anne de Bourgh, Duchess of Monmouth, van der Luyden."""
    end = at
    while end < min(at + 2, len(reading)) and reading.lower[end] in _PARTICLES:
        end += 1
    if end in (at, len(reading)) or not reading.tokens[end][0].isupper():
        return 0
    joins = base_of(reading.lower[end]) in named and (reading.lower[at] != "of" or after_title)
    return end - at if joins else 0


def _name_words(reading: Reading) -> set[str]:
    """Words that stand capitalised in the middle of sentences, and rarely otherwise."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    acting: Counter[str] = Counter()  # at the beginning of a sentence: Steve paused.
    speaker: Counter[str] = Counter()  # said Emma
    speaking: Counter[str] = Counter()  # or Emma said
    for at, token in enumerate(reading.tokens):
        if token[0].isupper():
            word = base_of(reading.lower[at])
            speaks = at + 1 < len(reading) and reading.lower[at + 1] in (
                SPEECH_VERBS if at and reading.quote_of[at - 1] else TAG_VERBS
            )
            speaks = speaks or leads(reading, at + 1)
            capitals = len(token) > 1 and token.isupper()
            if _stands_out(reading, at) if capitals else speaks or not reading.begins_sentence(at):
                capital[word] += 1
            elif not reading.quote_of[at] and _acts(reading, at):
                acting[word] += 1
            spoke = at > 0 and reading.lower[at - 1] in TAG_VERBS
            alone = reading.behind_speech(at) and not _is_capital(reading, at + 1)
            named = _SPOKEN if capitals or alone else 1  # said FRIDAY, or said June, once
            speaker[word] += named * (spoke and word not in TITLES | {"i"})
            speaking[word] += named if spoke and not reading.is_initial(at) else spoke or speaks
        elif token[0].isalpha():
            small[base_of(reading.lower[at])] += 1
    capital.update({word: count for word, count in acting.items() if not small[word]})
    return {
        word
        for word, count in capital.items()
        if (word not in NOT_NAMES or speaker[word] >= _SPOKEN)
        and not word.endswith(_CONTRACTED)
        and (
            (
                count > 0.6 * small[word]
                and (len(word) > 1 or speaking[word] >= _SPOKEN)
                and word not in SPEECH_VERBS
            )
            or (count >= 5 and count > 2 * small[word])
        )
    }


def _acts(reading: Reading, at: int) -> bool:
    """Whether a word, alone or with another capitalised one, is the subject of a verb: Theo Finch rose."""
    full = at + 1 < len(reading) and reading.tokens[at + 1].istitle() and not reading.lower[at].endswith("ly")
    return is_subject(reading, at, at + 1 + full)


def _stands_out(reading: Reading, at: int) -> bool:
    """Whether a word in capitals is a name, as HAL is: nobody shouts it, and no others stand beside it.

    T.J. has to speak, for P.O.V. and U.S. are none.
    """
    around = reading.lower[max(0, at - 1) : at] + reading.lower[at + 1 : at + 2]
    if "." in reading.tokens[at] and TAG_VERBS.isdisjoint(around):
        return False
    beside = reading.tokens[max(0, at - 1) : at] + reading.tokens[at + 1 : at + 2]
    return not reading.quote_of[at] and not any(len(word) > 1 and word.isupper() for word in beside)
