"""A chapter's plan becomes a job: laid out, with its tags, under the hash of all that its file depends on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from narrate.chapters.effects import bed_cues, bed_rates_hz, measured, sound_clip
from narrate.chapters.shelf import chapter_file
from narrate.chapters.style import Style
from narrate.chapters.telling import Telling, as_text, tell
from narrate.files.formats import Mp3Format
from narrate.files.tagging import UNKNOWN_AUTHOR, Tags
from narrate.lines import Sound
from narrate.sound.mastering import Profile, levelling_gain_db
from narrate.sound.timeline import Clip, Timeline, lay_out, working_rate_hz
from narrate.story.book import Book, Chapter
from narrate.story.cast import Voice
from narrate.takes.planning import ChapterPlan, Item, Plan
from narrate.takes.store import TakeInfo
from narrate.takes.take import Take

_REVISION = 4  # part of every chapter's key: raise it when the same takes become another file


class TakeSource(Protocol):
    """Where a chapter's takes are found; each is None where it is absent or damaged."""

    def find(self, key: str) -> TakeInfo | None:
        """Rate and length of a take."""

    def load(self, key: str) -> Take | None:
        """A take with its sound."""


class Damaged(Exception):  # noqa: N818 - it says what a take is, as StopIteration does
    """A take that was there cannot be read any more."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class ChapterJob:
    """A chapter that is ready to be written; `parts` are hashes of all that its bytes depend on, by name.

    `tags` lack the cover, which is only read when a chapter is written.
    """

    number: int
    file: str
    parts: Mapping[str, str]
    timeline: Timeline
    profile: Profile
    format: Mp3Format
    tags: Tags
    telling: Telling

    @property
    def key(self) -> str:
        """The hash of all parts, and the beginning of each of theirs, for `what_differs`."""
        whole = _hash("".join(self.parts.values()).encode())
        return "-".join([whole[:40], *(each[:6] for each in self.parts.values())])


def chapter_jobs(book: Book, planned: Plan, style: Style, store: TakeSource) -> list[ChapterJob]:
    """Lay out every planned chapter; raises Damaged for a take that has gone."""
    items = [item for chapter in planned.chapters for item in chapter.items]
    spoken = {(item.voice, item.throat) for item in items if item.voice}
    levels = {each: _level_db(store, planned.calibrations[each]) for each in spoken}
    return [_job(book, chapter, style, store, levels) for chapter in planned.chapters]


def _level_db(store: TakeSource, key: str) -> float:
    take = load_take(store, key)
    return levelling_gain_db(take.samples, take.rate_hz)


def load_take(store: TakeSource, key: str) -> Take:
    """A take; raises Damaged where it cannot be read."""
    take = store.load(key)
    if take is None:
        raise Damaged(key)
    return take


def _job(
    book: Book,
    chapter: ChapterPlan,
    style: Style,
    store: TakeSource,
    levels: Mapping[tuple[Voice, str], float],
) -> ChapterJob:
    clips = [_clip(item, store, levels) for item in chapter.items]
    rates_hz = {clip.rate_hz for clip in clips} | bed_rates_hz(chapter.beds)
    rate_hz = working_rate_hz(rates_hz, style.format.rate_hz)
    timeline = lay_out(
        clips,
        chapter.scene_titles,
        rate_hz,
        style.channels,
        head_ms=style.profile.head_ms,
        tail_ms=style.tail_ms(sum(clip.frames * 1000 // clip.rate_hz for clip in clips)),
    )
    timeline = replace(timeline, beds=tuple(bed_cues(chapter.beds, timeline, style.settings.sounds.duck_db)))
    tags = _tags(book, chapter, timeline, style)
    cues = [item.cue for item in chapter.items]
    return ChapterJob(
        number=chapter.chapter.number,
        file=chapter_file(chapter.chapter),
        parts=_parts(timeline, style, tags),
        timeline=timeline,
        profile=style.profile,
        format=style.format,
        tags=tags,
        telling=tell(chapter.chapter.number, chapter.chapter.title, cues, timeline, book.text),
    )


def _tags(book: Book, chapter: ChapterPlan, timeline: Timeline, style: Style) -> Tags:
    return Tags(
        title=_unique_title(book, chapter.chapter),
        album=book.title,
        author=book.author or UNKNOWN_AUTHOR,
        narrator=style.cast.narrator.spec,
        track=chapter.chapter.number,
        year=style.year,
        language=book.language,
        lyrics=as_text([item.cue for item in chapter.items], book.text),
        marks=timeline.marks,
        extra=book.series.tags if book.series else (),
    )


def _unique_title(book: Book, chapter: Chapter) -> str:
    """A title that no earlier chapter has, nor the book: audiobookshelf shows file names otherwise."""
    if chapter.title == book.title:
        return f"{chapter.number}. {chapter.title}"
    earlier = [each.title for each in book.chapters if each.number < chapter.number].count(chapter.title)
    return f"{chapter.title} ({earlier + 1})" if earlier else chapter.title


def _clip(item: Item, store: TakeSource, levels: Mapping[tuple[Voice, str], float]) -> Clip:
    cue = item.cue
    if isinstance(cue, Sound):
        return sound_clip(cue)
    if item.key is None or item.voice is None:
        raise ValueError(f"a line without a take: {cue.text!r}")
    info = store.find(item.key)
    if info is None:
        raise Damaged(item.key)
    return Clip(
        key=item.key,
        file=None,
        frames=info.frames,
        rate_hz=info.rate_hz,
        gain_db=levels[item.voice, item.throat] + item.voice.gain_db + item.gain_db,
        pan=item.voice.pan,
        pause_before_ms=cue.pause_before_ms,
        pause_after_ms=cue.pause_after_ms,
        scene=cue.scene,
        start=cue.start,
    )


def _parts(timeline: Timeline, style: Style, tags: Tags) -> dict[str, str]:
    """Hashes of all that a chapter's bytes depend on, by what a person calls it."""
    clips = [cue.clip for cue in timeline.cues]
    parts = {
        "words, voices or sounds": [_hash_of_sound(clip) for clip in clips],
        "levels or places of voices": (timeline.channels, [(clip.gain_db, clip.pan) for clip in clips]),
        "the sounds under the voices": [
            (measured(bed.file).digest, bed.gain_db, bed.duck_db) for bed in timeline.beds
        ],
        "where sounds lie under the voices": [(bed.start_frame, bed.end_frame) for bed in timeline.beds],
        "pauses": (timeline.rate_hz, timeline.frames, [cue.start_frame for cue in timeline.cues]),
        "tags": tags,
        "the cover": style.cover_key,
        "the loudness, the quality or narrate itself": (style.profile, style.format, _REVISION),
    }
    return {name: _hash(repr(part).encode()) for name, part in parts.items()}


def what_differs(before: str, job: ChapterJob) -> str:
    """The first thing that has changed between the key that a chapter had and its job, in words.

    Another loudness brings its own pauses at both ends, and so comes before them.
    """
    *names, last = job.parts
    was, now = before.split("-")[1:], job.key.split("-")[1:]
    if len(was) != len(now) or was[-1:] != now[-1:]:
        return last
    return next((name for name, old, new in zip(names, was, now, strict=False) if old != new), last)


def _hash_of_sound(clip: Clip) -> str | None:
    return measured(clip.file).digest if clip.file else clip.key


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
