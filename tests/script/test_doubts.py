"""Doubts: which lines a person should look at first."""

from dataclasses import replace

import pytest

from narrate.attribution import SURE
from narrate.script import Kind, Script, Span
from narrate.script.doubts import worth_a_look
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
        pytest.param([(1, 1), (0.5, 1), (1, 1)], ["1"], id="one line"),
        pytest.param([(0.8, 1), (0.8, 1), (0.8, 1)], ["1", "0", "2"], id="the middle of a conversation"),
        pytest.param([(0.8, 1), (0.8, 1), (0.3, 1)], ["2", "0", "1"], id="the line of which least is known"),
        pytest.param([(0.8, 1), (0.8, 2), (0.8, 2)], ["1", "0", "2"], id="no scene tells about another"),
        pytest.param(
            [(0.8, 1), *[(1, 1)] * 5, (0.8, 1), (0.8, 1)],
            ["6", "0", "7"],
            id="what is beside a line that was looked at can wait",
        ),
    ],
)
def test_the_lines_at_which_a_look_is_worth_the_most_come_first(lines, expected):
    read = script(*lines)

    assert [read.book.text[line.start : line.end].strip('"') for line in worth_a_look(read)] == expected


def test_a_paragraph_interrupted_by_its_tag_is_one_line_and_counts_twice():
    read = script((0.5, 1), (0.5, 2), (0.5, 2))
    spans = tuple(replace(span, paragraph=min(span.paragraph, 2)) for span in read.spans)

    assert list(worth_a_look(replace(read, spans=spans))) == [spans[1], spans[0]]
