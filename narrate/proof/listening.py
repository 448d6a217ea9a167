"""Is it in the sound? A speech recogniser follows a finished file, line by line, and says what it misses.

The recogniser is pocketsphinx, whose English model comes in its package. For each line it gets a grammar
of that line alone, in which words may be left out or said again at a price: so it need not guess what was
said, only whether it was.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from narrate.errors import NarrateError, undecodable

_RATE_HZ = 16_000  # of the model
_MARGIN_MS = 60  # heard before and after a line
_SILENCE_MS = 150  # put before and after that: the recogniser needs a moment to settle
_NOISE_DB = -45.0  # digital silence would break it
# How far it looks for what was said (beams): what it doubts it hears again, more patiently.
_BEAMS = ((1e-60, 1e-40), (1e-70, 1e-50))
_SAID, _SKIPPED, _AGAIN = 0.9, 0.005, 0.0005  # the weights of the grammar
# Below that it is the recogniser that errs: letters missed, taken for others, too few or too many.
_MISSED_LETTERS, _MISTAKEN_LETTERS, _UNEQUAL_LETTERS = 4, 12, 6
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that should be heard in a file, and where."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made out of a stretch: the words that it knows, in order, and those that were heard."""

    expected: tuple[str, ...]
    heard: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The words that were not heard."""
        return tuple(word for gone, _ in self._differences() for word in gone)

    @property
    def doubled(self) -> tuple[str, ...]:
        """The words that were heard again, or where others should be."""
        return tuple(word for _, more in self._differences() for word in more)

    @property
    def wrong(self) -> int:
        """How many words are missing, or there instead."""
        return sum(max(len(gone), len(more)) for gone, more in self._differences())

    @property
    def doubtful(self) -> bool:
        """Whether so much is wrong that somebody should listen.

        The recogniser itself misses an "it" or an "and" here and there, and takes a "had" for a "been".
        """
        for gone, more in self._differences():
            missed, again = sum(map(len, gone)), sum(map(len, more))
            if max(missed, again) >= _MISTAKEN_LETTERS or abs(missed - again) >= _UNEQUAL_LETTERS:
                return True
            if missed >= _MISSED_LETTERS and not again:
                return True
        return not self.heard and bool(self.expected)

    def _differences(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Where the two differ: the words that are missing, and those that are there instead."""
        matcher = SequenceMatcher(None, self.expected, self.heard, autojunk=False)
        return [
            (self.expected[a:b], self.heard[c:d])
            for kind, a, b, c, d in matcher.get_opcodes()
            if kind != "equal"
        ]


class Listener:
    """A recogniser for English; NarrateError where it is not installed."""

    def __init__(self) -> None:
        if find_spec("pocketsphinx") is None:
            raise NarrateError(
                "listening needs the package pocketsphinx",
                hint="Install it with: pip install pocketsphinx (Python 3.11 to 3.13).",
            )
        from pocketsphinx import Decoder  # noqa: PLC0415 - absent unless it was asked for

        self._decoder, *self._patient = (
            Decoder(loglevel="FATAL", lm=None, beam=beam, pbeam=beam, wbeam=word_beam)
            for beam, word_beam in _BEAMS
        )

    def listen(self, path: Path, stretches: Sequence[Stretch]) -> Iterator[Heard]:
        """What is heard of each stretch of a file; NarrateError where it cannot be decoded."""
        for stretch, samples in zip(stretches, _cut(path, stretches), strict=True):
            yield self.follow(samples, stretch.text)

    def follow(self, samples: NDArray[np.int16], text: str) -> Heard:
        """What is heard of a text in mono samples at 16 kHz; words that no dictionary knows are left out."""
        expected = tuple(known for word in words(text) for known in self._known(word))
        heard = _recognise(self._decoder, samples, expected, seed=0)
        for seed, decoder in enumerate(self._patient, 1):
            if not heard.doubtful:
                break
            heard = min(heard, _recognise(decoder, samples, expected, seed), key=lambda one: one.wrong)
        return heard

    def _known(self, word: str) -> tuple[str, ...]:
        """The word, or two that it is made of (harbour-master), if the dictionary has them."""
        known = self._decoder.lookup_word
        cuts = ((word[:at], word[at:]) for at in range(len(word) - 2, 1, -1))
        return (word,) if known(word) else next((pair for pair in cuts if all(map(known, pair))), ())


def _recognise(decoder: Any, samples: NDArray[np.int16], expected: tuple[str, ...], seed: int) -> Heard:  # noqa: ANN401
    """What a decoder of pocketsphinx makes of words that should be there."""
    if not expected:
        return Heard((), ())
    decoder.add_fsg("line", decoder.create_fsg("line", 0, len(expected), _grammar(expected)))
    decoder.activate_search("line")
    decoder.start_utt()
    decoder.process_raw(_with_noise(samples, seed).tobytes(), full_utt=True)
    decoder.end_utt()
    said = decoder.hyp()
    return Heard(expected, tuple(re.sub(r"\(\d+\)", "", said.hypstr).split()) if said else ())


def _grammar(expected: Sequence[str]) -> list[tuple[Any, ...]]:
    """The line from its first word to its last, with ways past each word, back to it, and back to all."""
    count = len(expected)
    steps: list[tuple[Any, ...]] = [(at, at + 1, _SAID, word) for at, word in enumerate(expected)]
    steps += [(at, at + 1, _SKIPPED) for at in range(count)]
    return [*steps, *((at, at - 1, _AGAIN) for at in range(1, count)), (count, 0, _AGAIN)]


def _with_noise(samples: NDArray[np.int16], seed: int) -> NDArray[np.int16]:
    silence = _SILENCE_MS * _RATE_HZ // 1000
    noise = np.random.default_rng(seed).normal(0, 32768 * 10 ** (_NOISE_DB / 20), len(samples) + 2 * silence)
    noise[silence : silence + len(samples)] += samples
    return np.asarray(np.clip(noise, -32768, 32767), "<i2")


def words(text: str) -> list[str]:
    """The words of a text as a pronouncing dictionary spells them."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _cut(path: Path, stretches: Sequence[Stretch]) -> Iterator[NDArray[np.int16]]:
    """The sound of each stretch, in order, with a margin; no more of the file is held than one needs."""
    chunks = _decoded(path)
    held, begin = np.zeros(0, np.int16), 0
    for stretch in stretches:
        first = max(0, stretch.start_ms - _MARGIN_MS) * _RATE_HZ // 1000
        last = (stretch.end_ms + _MARGIN_MS) * _RATE_HZ // 1000
        while begin + len(held) < last and (chunk := next(chunks, None)) is not None:
            gone = min(len(held), max(0, first - begin))
            held, begin = np.concatenate((held[gone:], chunk)), begin + gone
        yield held[max(0, first - begin) : last - begin]


def _decoded(path: Path) -> Iterator[NDArray[np.int16]]:
    """A file as mono samples at the model's rate."""
    resampler = av.AudioResampler("s16", "mono", _RATE_HZ)
    try:
        with av.open(str(path)) as source:
            for frame in itertools.chain(source.decode(audio=0), [None]):
                for piece in resampler.resample(frame):
                    yield piece.to_ndarray()[0].astype(np.int16, copy=False)
    except (av.error.FFmpegError, IndexError) as error:
        raise undecodable(path, error) from None
