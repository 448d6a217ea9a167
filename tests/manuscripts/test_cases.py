"""Whole manuscripts: each folder of cases/ holds a story and expected.txt, what it is made of.

`NARRATE_SAVE=1 pytest tests/manuscripts/test_cases.py` writes what is found; look at the difference.
"""

import os
from pathlib import Path

import pytest

from narrate.manuscripts import read_manuscript
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind, Manuscript
from tests.manuscripts.books import epub_of

CASES = Path(__file__).parent / "cases"


def described(manuscript: Manuscript) -> str:
    """What the file says of the book, and every block with its kind, its chapter and its scene."""
    book = assemble([manuscript])
    text = book.text
    lines = [f"title: {manuscript.title}", f"author: {manuscript.author}", f"language: {manuscript.language}"]
    if manuscript.series:
        lines.append(f"series: {manuscript.series.name}, {manuscript.series.number}")
    lines += [f"chapter {chapter.number}: {chapter.title}" for chapter in book.chapters]
    lines += [f"stressed: {text[start:end]}" for start, end in book.emphasis]
    for block in book.blocks:
        if block.kind is not BlockKind.BLANK and block.why != "about the file":
            words = " ".join(text[block.start : block.end].split())
            lines.append(f"{block.chapter}.{block.scene} {block.kind.value} ({block.why}): {words}")
    return "\n".join(lines) + "\n"


def source(case: Path, tmp_path: Path) -> Path:
    """The manuscript of a case; the folder book/ is packed as an EPUB."""
    if (case / "book").is_dir():
        return epub_of(case / "book", tmp_path / "book.epub")
    return next(case.glob("story.*"))


@pytest.mark.parametrize("name", sorted(case.name for case in CASES.iterdir()))
def test_what_a_manuscript_is_made_of(name, tmp_path):
    expected = CASES / name / "expected.txt"

    found = described(read_manuscript(source(CASES / name, tmp_path)))

    if os.environ.get("NARRATE_SAVE"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
