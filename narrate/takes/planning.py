"""A script and its cast become the work to do: what each voice is asked to say, chapter by chapter."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from narrate.engines import Engine, Request, version_of
from narrate.errors import NarrateError, Place
from narrate.lines import Line, Sound
from narrate.lines.sounds import beds, with_sounds
from narrate.script import Bed, Script
from narrate.settings import Settings
from narrate.spoken import without_marks
from narrate.story.book import Block, BlockKind, Book, Chapter, heading_title
from narrate.story.cast import Cast, Voice
from narrate.takes.directing import ask, ask_calibration, warn_of_unfollowed
from narrate.takes.letters import warn_of_unreadable
from narrate.takes.speaking import TakeOrder
from narrate.takes.take import take_key

_TITLE_WORDS = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A line with its voice and the key of its take; a sound has neither.

    `throat` says which of the voice's calibrations counts, `gain_db` is what its manner does to the level.
    """

    cue: Line | Sound
    voice: Voice | None = None
    key: str | None = None
    throat: str = ""
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """What sounds in a chapter, what lies under it, and what its scenes are called."""

    chapter: Chapter
    items: tuple[Item, ...]
    scene_titles: tuple[str, ...]
    beds: tuple[Bed, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The chapters to make, and every take that they need: each voice's calibration first."""

    chapters: tuple[ChapterPlan, ...]
    orders: tuple[TakeOrder, ...]
    calibrations: Mapping[tuple[Voice, str], str]  # a voice and its throat → the key of its calibration take


@dataclass(slots=True)
class Takes:
    """The takes that lines need, gathered one by one; each voice's calibration is one of them."""

    settings: Settings
    engines: Mapping[str, Engine]
    book: Book
    orders: dict[str, TakeOrder] = field(default_factory=dict)
    calibrations: dict[tuple[Voice, str], str] = field(default_factory=dict)
    versions: dict[Voice, str] = field(default_factory=dict)

    def item(self, line: Line, voice: Voice) -> Item:
        """A line with its take ordered, and the calibration that it needs."""
        asked = ask(line, voice, self.settings, self.engines[voice.engine])
        place = self.book.place(line.start)
        if (voice, asked.throat) not in self.calibrations:
            calibration = self._order(voice, ask_calibration(voice, asked.throat), place)
            self.calibrations[voice, asked.throat] = calibration
        return Item(line, voice, self._order(voice, asked.request, place), asked.throat, asked.gain_db)

    def in_order(self) -> tuple[TakeOrder, ...]:
        """All orders, calibrations first."""
        first = dict.fromkeys(self.calibrations.values())
        return tuple(self.orders[key] for key in {**first, **self.orders})

    def _order(self, voice: Voice, request: Request, place: Place) -> str:
        if voice not in self.versions:
            self.versions[voice] = version_of(self.engines[voice.engine], voice.name)
        key = take_key(voice.engine, self.versions[voice], request)
        self.orders.setdefault(key, TakeOrder(voice.engine, request, key, place))
        return key


def plan(
    script: Script,
    cast: Cast,
    settings: Settings,
    engines: Mapping[str, Engine],
    *,
    only: frozenset[int] = frozenset(),
) -> Plan:
    """Plan the chapters of a script (`only` some, by number; none named: all).

    Raises NarrateError where nothing is left to be spoken, or a sound file is missing.
    """
    takes = Takes(settings, engines, script.book)
    items: dict[int, list[Item]] = {}
    for cue in with_sounds(script, settings):
        if not only or cue.chapter in only:
            item = Item(cue) if isinstance(cue, Sound) else takes.item(cue, cast.voice_of(cue.speaker))
            items.setdefault(cue.chapter, []).append(item)
    if not items:
        raise NarrateError(
            "there is nothing to speak",
            place=Place(script.book.parts[0].path),
            hint="Is this the right story?",
        )
    spoken = list(_spoken(items, engines))
    warn_of_unreadable((line for line, _, _ in spoken), script.book)
    warn_of_unfollowed(spoken)
    under = beds(script, settings)
    blocks: defaultdict[int, list[Block]] = defaultdict(list)
    for block in script.book.blocks:
        blocks[block.chapter].append(block)
    chapters = (
        ChapterPlan(
            chapter,
            tuple(items[chapter.number]),
            _scene_titles(script.book, chapter, blocks[chapter.number], items[chapter.number]),
            tuple(bed for bed in under if bed.start < chapter.end and chapter.start < bed.end),
        )
        for chapter in script.book.chapters
        if chapter.number in items
    )
    return Plan(tuple(chapters), takes.in_order(), takes.calibrations)


def _scene_titles(
    book: Book, chapter: Chapter, blocks: Sequence[Block], items: Sequence[Item]
) -> tuple[str, ...]:
    """A name for each scene: its own heading, or the words that it begins with."""
    titles: dict[int, str] = {}
    for block in blocks:
        if titles.get(block.scene):
            continue
        if block.kind is BlockKind.SECTION:
            titles[block.scene] = heading_title(book.text[block.start : block.end])
        elif block.kind is BlockKind.PARAGRAPH:
            titles[block.scene] = _opening(book.text[block.start : min(block.end, block.start + 200)])
    for item in items:  # of a scene that holds nothing but a note, or the book's title
        if isinstance(item.cue, Line):
            titles.setdefault(item.cue.scene, _opening(item.cue.text))
    scenes = max(titles)
    if scenes == 1:
        return (chapter.title,)
    return tuple(titles.get(scene, f"Scene {scene}") for scene in range(1, scenes + 1))


def _opening(text: str) -> str:
    words = re.sub(r"[\"“”„«»*_]", "", without_marks(text)).split()
    opening = " ".join(words[:_TITLE_WORDS]).rstrip(".,;:!?—–-… ")
    return f"{opening}…" if len(words) > _TITLE_WORDS else opening


def _spoken(
    items: Mapping[int, Sequence[Item]], engines: Mapping[str, Engine]
) -> Iterator[tuple[Line, Voice, Engine]]:
    for item in itertools.chain.from_iterable(items.values()):
        if isinstance(item.cue, Line) and item.voice:
            yield item.cue, item.voice, engines[item.voice.engine]
