"""The text that importers make says exactly what each piece is, also after it has become a script."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.manuscripts import marked, read_manuscript, text
from narrate.manuscripts.pieces.piece import Piece
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind, Removed
from narrate.story.braces import escapes, put_back, take_out
from narrate.story.quotes import find_quotes
from tests.manuscripts.test_cases import CASES, source

PATH = Path("story.epub")


def kinds(blocks):
    return [(b.kind, b.chapter, b.scene, b.why) for b in blocks]


@pytest.mark.parametrize("name", sorted(case.name for case in CASES.iterdir()))
def test_a_script_is_read_as_its_manuscript_was(name, tmp_path):
    manuscript = read_manuscript(source(CASES / name, tmp_path))
    book = assemble([manuscript])
    directions = [Removed(quote.start, "{Nora?} ") for quote in find_quotes(book)]

    raw = put_back(book.text, sorted([*escapes(book.text), *directions], key=lambda piece: piece.at))
    (tmp_path / "book.script").write_text(raw, encoding="utf-8")
    again = assemble([read_manuscript(tmp_path / "book.script")])

    assert (again.text, again.title, again.author, again.language) == (
        (book.text, book.title, book.author, book.language)
        if manuscript.title
        else (book.text, "book", book.author, book.language)
    )
    assert kinds(again.blocks) == kinds(book.blocks)
    assert again.chapters == book.chapters
    assert again.emphasis == book.emphasis


def test_a_title_with_quotation_marks_is_read_again_from_its_script(tmp_path):
    page = tmp_path / "story.html"
    page.write_text("<title>&quot;Run!&quot; Said the Lamp</title><p>The rain came in.</p>")
    manuscript = read_manuscript(page)
    script = tmp_path / "story.script"
    script.write_text(manuscript.text)

    again = read_manuscript(script)

    assert (again.text, again.title) == (manuscript.text, '"Run!" Said the Lamp')


_told = st.sampled_from(
    (
        *("The rain came.", "# was on the wall", "> look", "\\ back", "[note: x]", "[left out]", "Chapter 2"),
        *("A/N: hm", "7", "***", "## y", "one\ntwo", "*so*", "{", "imported: epub"),
    )
)
_kinds = st.sampled_from([kind for kind in BlockKind if kind not in (BlockKind.BLANK, BlockKind.BREAK)])
_pieces = st.builds(
    lambda words, kind, why: Piece(0, 0, words, 0, kind, why),
    _told,
    _kinds,
    st.sampled_from(["", "footnote", "notes"]),
)


@given(st.lists(_pieces, max_size=12))
def test_pieces_are_read_as_they_were_written(pieces):
    written = marked.write(pieces, {"title": 'A "title": mine', "author": None}, "epub")

    found = text.understand(take_out(text_as_script(written), PATH)[0], PATH)

    assert found.text == written
    assert found.title == 'A "title": mine'
    assert [(b.kind, b.why) for b in found.blocks if _speaks(b)] == [
        (BlockKind.BREAK, "ornament")
        if p.text == "***" and p.kind is BlockKind.PARAGRAPH
        else (p.kind, _why(p))
        for p in _joined(pieces)
    ]


def text_as_script(written: str) -> str:
    return written.replace("{", "{{").replace("}", "}}")


def _speaks(block):
    return block.kind is not BlockKind.BLANK and block.why != "about the file"


def _why(piece):
    by_mark = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.SECTION)
    return (
        piece.kind.value if piece.kind in by_mark else "" if piece.kind is BlockKind.PARAGRAPH else piece.why
    )


def _joined(pieces):
    """Titles in a row are lines of one block."""
    for i, piece in enumerate(pieces):
        if piece.kind is not BlockKind.TITLE or i == 0 or pieces[i - 1].kind is not BlockKind.TITLE:
            yield piece


def test_a_line_under_a_heading_is_the_story():
    manuscript = text.understand("---\nimported: html\n---\n\n## One\nThe rain came.\n", PATH)

    assert [b.kind for b in manuscript.blocks if _speaks(b)] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
