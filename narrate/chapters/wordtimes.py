"""When each word of a chapter is heard, where the engine told: its words found again in what is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from narrate.chapters.telling import Sentence, Telling, TimedWord
from narrate.engines import WordTime
from narrate.sound.timeline import Cue, Timeline
from narrate.takes.store import TakeStore

_WORD = re.compile(r"\S*\w\S*")


def with_words(telling: Telling, timeline: Timeline, said: Mapping[str, str], store: TakeStore) -> Telling:
    """The telling of a timeline with the times of its words; `said` is what each take was asked to say."""

    def timed(sentence: Sentence, cue: Cue) -> Sentence:
        key = cue.clip.key or ""
        times = store.words(key) if key in said else ()
        if not times:
            return sentence
        start_ms = timeline.ms(cue.start_frame)
        words = align(sentence.text, said[key], times)
        return replace(sentence, words=tuple((start_ms + at_ms, word) for at_ms, word in words))

    spoken = [cue for cue in timeline.cues if cue.clip.key]
    sentences = (timed(sentence, cue) for sentence, cue in zip(telling.sentences, spoken, strict=True))
    return replace(telling, sentences=tuple(sentences))


def align(written: str, said: str, times: Sequence[WordTime]) -> Iterator[TimedWord]:
    """The written words and when they begin, in ms: “$5” when “five” is heard.

    A word of which nothing is heard by itself has no time.
    """
    words = _WORD.findall(written)
    for at, place in _places(
        [_bare(word) for word in words], [_bare(heard) for heard in _heard(said, times)]
    ):
        yield times[place].at_ms, words[at]


def _heard(said: str, times: Sequence[WordTime]) -> list[str]:
    edges = [*(time.start for time in times), len(said)]
    return [said[start:end] for start, end in pairwise(edges)]


def _places(written: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which heard word each written one is, both in order; others share the time between those that agree."""
    matcher = SequenceMatcher(None, written, heard, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        for at in range(start, end if last > first else start):
            yield at, first + (at - start) * (last - first) // (end - start)


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()
