"""Stage directions: what is between braces in a script, understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from narrate.errors import NarrateError, Place, nearest
from narrate.story.book import Removed
from narrate.story.cast import AUTHOR, NARRATOR, fold


class Order(Enum):
    """What a direction asks for."""

    SPEAKER = auto()
    FREE = auto()  # a guess that was taken away: no order before it reaches what follows
    PAUSE = auto()
    PLAY = auto()
    BED = auto()
    END_BED = auto()
    SKIP = auto()
    END_SKIP = auto()
    AS = auto()
    END_AS = auto()


OF_SPEAKERS = frozenset((Order.SPEAKER, Order.FREE))  # for quotes
ENDS = {Order.SKIP: Order.END_SKIP, Order.AS: Order.END_AS, Order.BED: Order.END_BED}  # of passages


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction and `at`, the offset into the text without directions where it stands.

    `name` is the speaker (None: the narrator) or whose voice a passage is in; `doubtful` marks the
    program's own guess; `manner` and `rate` (times the voice's own) are how it is said. `gain_db` is how
    much louder a sound `file` plays. `place` is where a person finds it, once that is known.
    """

    order: Order
    at: int
    name: str | None = None
    doubtful: bool = False
    manner: str = ""
    rate: float = 1.0
    pause_ms: int = 0
    file: str = ""
    gain_db: float = 0.0
    reason: str = ""
    place: Place | None = field(default=None, compare=False)


_PAUSE = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|sec|seconds?)?", re.IGNORECASE)
_GAIN = re.compile(r"gain\s+([-+]?\d+(?:\.\d+)?)(?:\s*dB)?", re.IGNORECASE)
_LOUDEST_GAIN_DB = 40
_LONGEST_PAUSE_MS = 600_000
_NAME = re.compile(r"['’]?[^\W_][^{}\n?,:]*")  # 'Arry
_VERBS = ("pause", "play", "bed", "skip", "as")
_ARTICLES = ("a", "an", "the")
_ENDS = {"/skip": Order.END_SKIP, "/as": Order.END_AS, "/bed": Order.END_BED}
_SOUNDS = {"play": Order.PLAY, "bed": Order.BED}
_LACKING = {
    "play": ("sound file", "play bell.wav"),
    "bed": ("sound file", "bed rain.ogg"),
    "as": ("name", "as Lex"),
}


def understand(removed: Removed) -> Direction | None:
    """Read a removed piece as a direction; None for half of a literal brace.

    Raises NarrateError, at the piece's place, for a direction that says nothing that can be followed.
    """
    try:
        direction = _understand(removed)
    except NarrateError as error:
        raise error.at(removed.place) from None
    return direction and replace(direction, place=removed.place)


def _understand(removed: Removed) -> Direction | None:  # noqa: PLR0911 - one return a verb
    raw = removed.raw.strip()
    if not raw:
        return Direction(Order.FREE, removed.at, doubtful=True)
    if raw in ("{", "}"):
        return None
    words = raw[1:-1].strip()
    verb, _, rest = words.partition(" ")
    match verb:
        case "/skip" | "/as" | "/bed" if not rest:
            return Direction(_ENDS[verb], removed.at)
        case "pause" | "Pause" if rest or verb == "pause":
            return Direction(Order.PAUSE, removed.at, pause_ms=_pause_ms(rest))
        case "as" | "As" if rest:
            return Direction(Order.AS, removed.at, name=_whole(rest))
        case "play" | "Play" | "bed" | "Bed" if rest:
            file, gain_db = _sound(rest)
            return Direction(_SOUNDS[verb.lower()], removed.at, file=file, gain_db=gain_db)
        case "play" | "bed" | "as":
            raise NarrateError(
                f"{{{verb}}} lacks its {_LACKING[verb][0]}", hint=f"Write {{{_LACKING[verb][1]}}}."
            )
        case "skip":
            return Direction(Order.SKIP, removed.at, reason=rest.strip())
        case _ if verb.startswith("/"):
            raise NarrateError(
                f"there is no direction {{{words}}}", hint="Passages end with {/skip}, {/as} or {/bed}."
            )
        case _:
            return _speaker(words, removed.at)


def is_name(words: str) -> bool:
    """Does a direction of these words name a speaker, by all of them?"""
    try:
        return understand(Removed(0, f"{{{words}}}")) == Direction(Order.SPEAKER, 0, words)
    except NarrateError:
        return False


def _speaker(words: str, at: int) -> Direction:
    who, *manners = (part.strip() for part in words.split(","))
    doubtful = who.endswith("?")
    name = _name(who.removesuffix("?"))
    rate, said = 1.0, []
    for manner in filter(None, manners):
        if manner.lower().split()[0] == "rate":
            rate = _rate(manner[len("rate") :].strip())
        else:
            said.append(manner)
    return Direction(Order.SPEAKER, at, name, doubtful, ", ".join(said), rate)


def _whole(name: str) -> str | None:
    """Whose voice a passage is in."""
    who, comma, manner = (part.strip() for part in name.partition(","))
    if comma:
        raise NarrateError(
            f"{{as {who}}} takes no manner",
            hint=f"Write {{as {who}}}; how a quote is said stands right before it: {{{who}, {manner}}}.",
        )
    return _name(who)


def _name(name: str) -> str | None:
    name = " ".join(name.split())
    if fold(name) == NARRATOR:
        return None
    if fold(name) == AUTHOR:
        return AUTHOR
    if not _NAME.fullmatch(name):
        raise NarrateError(
            f"the direction {{{name}}} names nobody",
            hint='Write the speaker before the quote, {Lex} "Hello.", or {{ and }} for braces in the story.',
        )
    return name


def _pause_ms(length: str) -> int:
    found = _PAUSE.fullmatch(length.strip())
    ms = float(found[1]) * (1 if (found[2] or "").lower() == "ms" else 1000) if found else None
    words = f"{{{f'pause {length}'.strip()}}}"
    if ms is None:
        raise NarrateError(f"cannot tell how long {words} is", hint="Write {pause 2s} or {pause 500ms}.")
    if ms > _LONGEST_PAUSE_MS:
        raise NarrateError(f"{words} is too long", hint="Ten minutes at most: {pause 600s}.")
    return round(ms)


def _sound(words: str) -> tuple[str, float]:
    """A sound file and how much louder it plays: `bell.wav`, or `bell.wav, gain -6`."""
    file, comma, manner = words.rpartition(",")
    if not comma or not manner.strip().lower().startswith("gain"):
        return words.strip(), 0.0
    found = _GAIN.fullmatch(manner.strip())
    gain_db = float(found[1]) if found else None
    if gain_db is None or abs(gain_db) > _LOUDEST_GAIN_DB:
        raise NarrateError(
            f"{manner.strip()!r} is no gain",
            hint="Write decibels from -40 to 40: {play bell.wav, gain -6} is 6 dB quieter.",
        )
    return file.strip(), gain_db


def _rate(number: str) -> float:
    try:
        rate = float(number)
    except ValueError:
        rate = 0.0
    if not 0.25 <= rate <= 4:
        raise NarrateError(
            f"{number!r} is no rate",
            hint="Write a number from 0.25 to 4: {Lex, rate 0.9} is slower.",
        )
    return rate


def suggestion(words: str, names: Iterable[str]) -> str | None:
    """What a direction with these words, which names nobody, was most likely meant to be; None: no idea.

    A verb with a slip in it, {pasue 2s}; an end in other words, {end skip}; a manner without its comma,
    {Lex softly}, {Lex (softly)}; one of `names`, {Lexx}. {a man} is no slip of {as man}.
    """
    known = sorted(names, key=len, reverse=True)
    verb, _, rest = words.partition(" ")
    if verb in ("end", "stop") and f"/{rest}" in _ENDS:
        return f"/{rest}"
    meant = nearest(verb, _VERBS) if rest and verb not in _ARTICLES else None
    if meant:
        return f"{meant} {rest}"
    begun = (name for name in known if re.match(rf"{re.escape(name)}\s*[\s;(–—-]", words, re.IGNORECASE))
    called = next(begun, None)
    return f"{called}, {words[len(called) :].strip(' ;()–—-')}" if called else nearest(words, known)
