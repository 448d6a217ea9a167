"""Chapters that are too long for one file."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from narrate.story.book import Block, BlockKind, Chapter
from narrate.story.splitting import split_long
from tests.stories import book

SCENE = "It rained on the harbour wall.\n\n"


def story(*scenes):
    """Chapters of so many scenes each."""
    return book(
        "".join(f"Chapter {n}\n\n" + "***\n\n".join([SCENE] * count) for n, count in enumerate(scenes, 1))
    )


def test_a_long_chapter_becomes_parts_that_begin_with_scenes():
    whole = story(2, 6, 1)

    divided = split_long(whole, longest=100)

    assert [chapter.title for chapter in divided.chapters] == [
        "Chapter 1",
        "Chapter 2 (part 1)",
        "Chapter 2 (part 2)",
        "Chapter 2 (part 3)",
        "Chapter 3",
    ]
    assert [divided.text[c.start : c.end].count("It rained") for c in divided.chapters] == [2, 2, 2, 2, 1]


def test_a_book_of_short_chapters_stays_as_it_is():
    whole = story(2, 3)

    assert split_long(whole, longest=1000) is whole


def test_tens_of_thousands_of_chapters():
    """Looking through all blocks for those of each chapter would take minutes."""
    count = 50_000
    many = replace(
        story(1),
        text="x" * 2 * count,
        chapters=tuple(Chapter(n, f"Chapter {n}", 2 * n - 2, 2 * n) for n in range(1, count + 1)),
        blocks=tuple(
            Block(at, at + 1, BlockKind.PARAGRAPH, chapter=at // 2 + 1, scene=at % 2 + 1, paragraph=at + 1)
            for at in range(2 * count)
        ),
    )

    assert len(split_long(many, longest=1).chapters) == 2 * count


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(10, 400))
def test_parts_tile_the_book_and_scenes_stay_whole(scenes, longest):
    whole = story(*scenes)

    divided = split_long(whole, longest)

    edges = [(c.start, c.end) for c in divided.chapters]
    assert [end for _, end in edges[:-1]] == [start for start, _ in edges[1:]]
    assert (edges[0][0], edges[-1][1]) == (whole.chapters[0].start, whole.chapters[-1].end)
    assert [c.number for c in divided.chapters] == list(range(1, len(edges) + 1))
    assert [place(b) for b in divided.blocks] == [place(b) for b in whole.blocks]
    assert number_of_scenes(divided) == number_of_scenes(whole)
    for chapter in divided.chapters:
        inside = [b for b in divided.blocks if b.chapter == chapter.number]
        assert (inside[0].start, inside[-1].end, inside[0].scene) == (chapter.start, chapter.end, 1)


def place(block):
    return block.start, block.end, block.kind, block.paragraph


def number_of_scenes(told):
    return len({(block.chapter, block.scene) for block in told.paragraphs()})
