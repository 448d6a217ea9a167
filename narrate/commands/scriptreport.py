"""What `narrate script` tells: what the story holds, what fits no longer, and which lines to look at."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from narrate.commands.showing import show, table
from narrate.counting import count
from narrate.manuscripts.marked import ABOUT
from narrate.manuscripts.pieces.farewells import may_take_leave
from narrate.script import Kind, Script, Span
from narrate.script.carrying import Carried
from narrate.script.doubts import doubtful, worth_a_look
from narrate.story.book import Block, BlockKind, Book

_SHOWN_DOUBTS = 8
_SHOWN_FAREWELLS = 3
_WORDS, _NAMES = 52, 30  # characters of a line, and of who may say it, that are shown
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_WORD = re.compile(r"\w[\w'’-]*")


def report(reading: Script, carried: Sequence[Carried]) -> None:
    """Print it."""
    speech = [span for span in reading.spans if span.kind is Kind.SPEECH]
    scenes = {(span.chapter, span.scene) for span in reading.spans}
    click.echo(
        f"{count(len(reading.book.chapters), 'chapter')}, {count(len(scenes), 'scene')}, "
        f"{count(len(speech), 'spoken line')} of {count(len(reading.characters), 'character')}"
    )
    _show_kinds(reading)
    _show_farewells(reading)
    _show_carried(carried)
    doubted = sum(map(doubtful, speech))
    if doubted:
        lines = count(len(speech), "line")
        click.echo(f"{doubted:,} of {lines} doubtful, marked {{Name?}}. Look at these first:")
        _show_doubts(reading)
        click.echo(
            "Correct a name or take its ? away, and run `narrate script` again: lines around it gain by it."
        )
    elif speech:
        click.echo("No line is doubtful.")


def _show_kinds(reading: Script) -> None:
    """How many words of the manuscript are story, and what the others are, each with its first words."""
    words: Counter[str] = Counter()
    first: dict[str, str] = {}
    for span in (span for span in reading.spans if span.why != ABOUT):
        kind = _told_as(reading.book, span)
        words[kind] += _count_words(reading.book, span)
        begun = first.get(kind, "")
        first[kind] = begun if len(begun) > _WORDS else f"{begun} {_line(reading.book, span)}".strip()
    told, noun = count(words.pop("story", 0), "word").split()
    click.echo(f"  {told:>8} {noun} of story")
    for kind, number in words.items():
        if number:
            click.echo(f"  {number:>8,} {kind}: {_short(first[kind], _WORDS)}")


def _show_farewells(reading: Script) -> None:
    """The short ends of chapters behind a rule that are read, and may be no story."""
    book = reading.book
    unread = {span.paragraph for span in reading.spans if not span.spoken}
    texts = {end[0]: [book.text[block.start : block.end] for block in end] for end in _ends(book)}
    found = [at for at, end in texts.items() if at.paragraph not in unread and may_take_leave(end)]
    for at in found[:_SHOWN_FAREWELLS]:
        words = _short(" ".join(texts[at][0].split()), _WORDS)
        click.echo(f"  read as story, though it may be a note of yours: {book.place(at.start)}  {words}")
    if found:
        more = len(found) - _SHOWN_FAREWELLS
        click.echo(
            f"  {f'and {more} more: ' if more > 0 else ''}{{skip}} … {{/skip}} around it leaves it out"
        )


def _ends(book: Book) -> Iterator[list[Block]]:
    """The paragraphs behind the last break of each chapter that has one."""
    told = (block for block in book.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.BREAK))
    for _, chapter in itertools.groupby(told, key=lambda block: block.chapter):
        blocks = list(chapter)
        last = max((at for at, block in enumerate(blocks) if block.kind is BlockKind.BREAK), default=-1)
        if 0 <= last < len(blocks) - 1:
            yield blocks[last + 1 :]


def _told_as(book: Book, span: Span) -> str:
    """What a span counts as: the story, or what is not read and why."""
    if span.kind is not Kind.NOTE:
        return "story"
    if span.spoken and book.block_at(span.start).kind is not BlockKind.NOTE:
        return f"read ({span.why})"
    if book.block_at(span.start).kind is not BlockKind.NOTE:
        return f"left out ({span.why})"
    why = f" ({span.why})" if span.why else ""  # a note may say itself what it is
    return f"note{why}, read" if span.spoken else f"note{why}"


def _count_words(book: Book, span: Span) -> int:
    """How many words stand in a span."""
    return len(_WORD.findall(book.text[span.start : span.end])) if span.kind is not Kind.BLANK else 0


def _line(book: Book, span: Span) -> str:
    return " ".join(_QUOTED.sub("", book.text[span.start : span.end]).split())


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _show_carried(carried: Sequence[Carried]) -> None:
    for name, new in sorted({pair for each in carried for pair in each.renamed.items()}):
        click.echo(f"{name} is called {new} now, in the directions too.")
    lost = [direction for each in carried for direction in each.lost]
    if lost:
        fit = "fits" if len(lost) == 1 else "fit"
        click.echo(f"{count(len(lost), 'direction')} of the old script {fit} nowhere now:")
    for direction in lost:
        click.echo(f"  {direction.place}  {direction.direction} {_short(direction.words, _WORDS)}")


def _show_doubts(reading: Script) -> None:
    """A row for each of the lines at which a look is worth the most: where in the script, who, the words."""
    rows = []
    for line in sorted(itertools.islice(worth_a_look(reading), _SHOWN_DOUBTS), key=lambda line: line.start):
        guess = f"{{{line.speaker}?}}" + (f" or {line.rival}" if line.rival else "")
        place, words = reading.book.place(line.start), _short(_line(reading.book, line), _WORDS)
        rows.append((str(place), _short(guess, _NAMES), words))
    show(f"  {line}" for line in table(rows))
