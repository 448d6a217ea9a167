"""A title set in type: in a font that has its letters, broken into the lines that let it be largest."""

import logging
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate
from typing import TypeAlias

from PIL import ImageDraw, ImageFont

Colour: TypeAlias = tuple[int, int, int]

_LONGEST_WORD = 24  # letters: longer ones would make the whole title small
log = logging.getLogger(__name__)

# Fonts of the operating systems, for titles in scripts that EB Garamond does not have.
_OTHER_FONTS = (
    "DejaVuSerif-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "NotoSerif-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "DroidSansFallbackFull.ttf",
    "Arial Unicode.ttf",
    "arialbd.ttf",
    "msyhbd.ttc",
    "YuGothB.ttc",
    "malgunbd.ttf",
    "PingFang.ttc",
)


def set_type(
    draw: ImageDraw.ImageDraw, text: str, box: tuple[int, int, int, int], ink: Colour, most: int
) -> None:
    """Set text in the middle of a box, broken into the lines that let it be largest."""
    left, top, right, bottom = box
    font_path, drawable = _font_for(_curled(text))
    if not drawable:
        log.warning("no font here can write %r on the cover: give a picture of your own (cover:)", text)
        return
    em = 100
    font = _font(font_path, em)
    words, glue = _words(drawable)
    lines, size = max(
        (
            (
                lines,
                min(most, (right - left) * em / _widest(font, lines), (bottom - top) / (0.98 * len(lines))),
            )
            for lines in _breakings(font, words, glue)
        ),
        key=lambda choice: (round(choice[1]), -len(choice[0])),
    )
    font = _font(font_path, size)
    leading = 0.98 * size
    middle = (top + bottom) / 2 - leading * (len(lines) - 1) / 2
    for number, line in enumerate(lines):
        draw.text(((left + right) / 2, middle + number * leading), line, ink, font, anchor="mm")


def _curled(text: str) -> str:
    """Text with the quotation marks of print."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def _widest(font: ImageFont.FreeTypeFont, lines: Sequence[str]) -> float:
    return max(font.getlength(line) for line in lines)


def _breakings(font: ImageFont.FreeTypeFont, words: Sequence[str], glue: str) -> Iterator[list[str]]:
    """For every number of lines up to twelve, the breaking whose widest line is narrowest."""
    ends = list(accumulate(font.getlength(word + glue) for word in words))
    for count in range(1, min(12, len(words)) + 1):
        yield [glue.join(line) for line in _balanced(words, ends, count)]


def _balanced(words: Sequence[str], ends: Sequence[float], count: int) -> list[Sequence[str]]:
    """Words in `count` lines, the widest as narrow as it can be; `ends` is where each word ends."""
    starts = [0.0, *ends]

    @cache
    def best(first: int, lines: int) -> tuple[float, int]:
        """The width of the widest line from word `first` on, and where the first of these lines ends."""
        if lines == 1:
            return starts[-1] - starts[first], len(words)
        return min(
            (max(starts[end] - starts[first], best(end, lines - 1)[0]), end)
            for end in range(first + 1, len(words) - lines + 2)
        )

    broken, first = [], 0
    for lines in range(count, 0, -1):
        end = best(first, lines)[1]
        broken.append(words[first:end])
        first = end
    return broken


def _words(text: str) -> tuple[list[str], str]:
    """What may stand on a line of its own, and what joins it: Chinese and Japanese break anywhere."""
    if " " not in text and re.search("[\u3040-\u30ff\u3400-\u9fff]", text):
        return list(text), ""
    return [part for word in text.split() for part in _parts(word)], " "


def _parts(word: str) -> list[str]:
    """A word, in equal parts where it would be a line too small to read."""
    size = math.ceil(len(word) / math.ceil(len(word) / _LONGEST_WORD))
    parts = [word[at : at + size] for at in range(0, len(word), size)]
    return [*(f"{part}-" for part in parts[:-1]), parts[-1]]


def _font_for(text: str) -> tuple[str | None, str]:
    """The font (None: the book's own) that writes most of the text, and what it can write of it."""
    choices: list[tuple[str | None, str]] = [(None, _drawable(_font(None, 40), text))]
    wanted = _visible(text)
    for name in _OTHER_FONTS:
        if len(_visible(choices[-1][1])) == len(wanted):
            break
        try:
            choices.append((name, _drawable(_font(name, 40), text)))
        except OSError:
            continue  # not on this system
    return max(choices, key=lambda choice: len(_visible(choice[1])))


def _visible(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _drawable(font: ImageFont.FreeTypeFont, text: str) -> str:
    """The text without characters that the font lacks, or that are never seen."""
    missing = bytes(font.getmask("\U0010fffe"))
    kept = [
        char if unicodedata.category(char)[0] != "C" and bytes(font.getmask(char)) != missing else " "
        for char in " ".join(text.split())
    ]
    return " ".join("".join(kept).split())


def _font(name: str | None, size: float) -> ImageFont.FreeTypeFont:
    """A font of the system by file name, or EB Garamond in bold, which comes as a package."""
    if name is not None:
        return ImageFont.truetype(name, size)
    with as_file(files("fontpkg_eb_garamond") / "files" / "EBGaramond[wght].ttf") as path:
        font = ImageFont.truetype(str(path), size)
    font.set_variation_by_axes([700])
    return font
