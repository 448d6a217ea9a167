"""What a voice is asked to say and how: pronunciations and manners, as far as its engine can follow."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from narrate.engines import Directable, Engine, Request
from narrate.engines.manner import EXCLAIM, WHISPER, manner_of, names_in
from narrate.lines import Line
from narrate.script import Kind
from narrate.settings import Acting, Settings
from narrate.spoken.pronouncing import pronounce
from narrate.story.cast import Voice
from narrate.takes.speaking import CALIBRATION_TEXT

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and what is done to the level of its take beside making all voices equally loud.

    `throat` is the manner that makes another voice of it, which needs a calibration of its own.
    """

    request: Request
    gain_db: float = 0.0
    throat: str = ""


def ask(line: Line, voice: Voice, settings: Settings, engine: Engine) -> Asked:
    """What an engine is asked for a line: a manner is pitch, rate and level, and what the engine adds."""
    text, ipa = pronounce(line.text, {**settings.pronounce, **dict(voice.pronounce)})
    plain = Request(text, voice.name, voice.pitch, round(voice.rate * line.rate, 3), ipa=ipa)
    names = _manners(line, settings)
    if not names and not line.manner:
        return Asked(plain)
    followed = _followed(engine, voice)
    if followed is None and line.manner:
        return Asked(replace(plain, manner=line.manner))
    if not names:
        return Asked(plain)
    manner = manner_of(names)
    own = [name for name in names if followed and name in followed]
    request = replace(
        plain,
        rate=round(plain.rate * manner.rate, 3),
        pitch=round(plain.pitch + manner.pitch, 3),
        manner=", ".join(own),
    )
    return Asked(request, manner.gain_db, WHISPER if WHISPER in own else "")


def ask_calibration(voice: Voice, throat: str) -> Request:
    """What a voice, or the throat that a manner makes of it, says to be measured."""
    return Request(CALIBRATION_TEXT, voice.name, voice.pitch, voice.rate, manner=throat)


def warn_of_unfollowed(lines: Iterable[tuple[Line, Voice, Engine]]) -> None:
    """Warn, once for each of them, of directed manners that come to nothing, or to half of what they are."""
    ignored: Counter[str] = Counter()
    unwhispered: Counter[str] = Counter()
    for line, voice, engine in lines:
        followed = _followed(engine, voice) if line.manner else None
        if followed is None:
            continue
        names = names_in(line.manner)
        if not names:
            ignored[line.manner] += 1
        elif WHISPER in names and WHISPER not in followed:
            unwhispered[voice.engine] += 1
    for manner, times in ignored.items():
        log.warning(
            "“%s” is no manner that narrate knows (lines: %d); docs/speaking.md lists them", manner, times
        )
    for engine_name, times in unwhispered.items():
        log.warning("%s cannot whisper, and speaks softly instead (lines: %d)", engine_name, times)


def _manners(line: Line, settings: Settings) -> tuple[str, ...]:
    if line.manner:
        return names_in(line.manner)
    exclaims = line.kind is Kind.SPEECH and line.speaker is not None and line.text.endswith("!")
    return (EXCLAIM,) if exclaims and settings.acting is Acting.FULL else ()


def _followed(engine: Engine, voice: Voice) -> frozenset[str] | None:
    return engine.follows(voice.name) if isinstance(engine, Directable) else frozenset()
