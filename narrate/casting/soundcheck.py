"""Before the work: can every voice of the cast speak?"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from narrate.engines import Engine, EngineError, Request, Versioned, VoiceInfo, blaming
from narrate.errors import NarrateError
from narrate.settings.yamlfile import place_of
from narrate.story.cast import Cast, Voice

_WORDS = "Good evening."


def check_voices(
    cast: Cast,
    engines: Mapping[str, Engine],
    offered: Mapping[str, Sequence[VoiceInfo]],
    settings: Path | None,
) -> None:
    """Raise one NarrateError that names everybody in the cast who has a voice that does not speak, and why.

    A voice that is `offered` by its engine is believed; any other is tried out. `settings` is the
    voices.yaml that may have named it.
    """
    mute = list(_mute(cast, engines, offered))
    if not mute:
        return
    places = [place_of(settings, voice.spec) if settings else None for _, voice, _ in mute]
    also = [
        f"Nor has {who}{f' ({place})' if place else ''}: {error}"
        for (who, _, error), place in zip(mute[1:], places[1:], strict=True)
    ]
    who, voice, error = mute[0]
    hint = f"`narrate voices --engine {voice.engine}` lists what can be used here."
    raise NarrateError(
        f"{who} has no voice: {error}", place=places[0], hint="\n  ".join([*also, hint])
    ) from error


def _mute(
    cast: Cast, engines: Mapping[str, Engine], offered: Mapping[str, Sequence[VoiceInfo]]
) -> Iterator[tuple[str, Voice, EngineError]]:
    """Who has a voice that does not speak, and what its engine says of that."""
    listed = {name: {info.name for info in voices} for name, voices in offered.items()}
    for who, voice in _voices(cast):
        engine = engines[voice.engine]
        if voice.name in listed[voice.engine]:
            continue
        try:
            with blaming(voice.engine):
                if isinstance(engine, Versioned):  # knows its voices: no model to load, no server to pay
                    engine.voice_version(voice.name)
                else:
                    engine.speak(Request(_WORDS, voice.name, voice.pitch, voice.rate))
        except EngineError as error:
            yield who, voice, error


def _voices(cast: Cast) -> Iterator[tuple[str, Voice]]:
    yield "the narrator", cast.narrator
    if cast.author:
        yield "the author", cast.author
    yield from cast.characters.items()
