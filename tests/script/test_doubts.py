"""Doubts: which lines a person should look at first, and what becomes of the rest when they have."""

from dataclasses import replace

import pytest

from narrate.attribution import SURE
from narrate.script import Kind, Script, Span
from narrate.script.doubts import doubts
from narrate.script.reading import read_script
from tests.stories import book


def script(*lines: tuple[float, int]) -> Script:
    """A script of lines as (confidence, scene), each a paragraph of its own; they are called 0, 1, 2 …"""
    text = "\n\n".join(f'"{number}"' for number in range(len(lines)))
    spans = []
    for number, (confidence, scene) in enumerate(lines):
        start = text.index(f'"{number}"')
        end = start + len(f'"{number}"')
        spans.append(Span(start, end, Kind.SPEECH, 1, scene, number + 1, "Nora", confidence=confidence))
    return replace(read_script(book(text)), spans=tuple(spans))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([(1, 1), (SURE, 1)], [], id="nothing to look at"),
        pytest.param([(1, 1), (0.5, 1), (1, 1)], [("1", 1)], id="one line"),
        pytest.param([(0.8, 1), (0.8, 1), (0.8, 1)], [("1", 3)], id="the middle of a conversation"),
        pytest.param([(0.8, 1), (0.8, 1), (0.3, 1)], [("2", 3)], id="the line of which least is known"),
        pytest.param([(0.8, 1), (0.8, 2)], [("0", 1), ("1", 1)], id="two scenes are two conversations"),
        pytest.param(
            [(0.8, 1), *[(1, 1)] * 3, (0.6, 1), (0.6, 1)],
            [("4", 2), ("0", 1)],
            id="the conversation with more doubts comes first",
        ),
    ],
)
def test_a_line_of_each_conversation(lines, expected):
    read = script(*lines)

    found = [(read.book.text[d.line.start : d.line.end].strip('"'), d.lines) for d in doubts(read)]

    assert found == expected


def test_a_paragraph_interrupted_by_its_tag_is_one_line():
    read = script((0.5, 1), (0.5, 1))
    read = replace(read, spans=tuple(replace(span, paragraph=1) for span in read.spans))

    assert [doubt.lines for doubt in doubts(read)] == [1]
