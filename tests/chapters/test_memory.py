"""What a book remembers in its folder."""

import json

import pytest

from narrate.chapters.memory import MEMORY_FILE, Made, Memory, recall, remember
from narrate.chapters.release import Promise, Release


def test_what_is_remembered_is_recalled(tmp_path):
    memory = Memory(
        cast={"Tom": "espeak:en-gb"},
        year=2026,
        cover="c",
        chapters={1: Made("001-one.mp3", "k", 9, 9), 2: Made("002-two.mp3", "l", 8, 8, "d", 7, "p")},
        release=Release(promises=(Promise("one", 9, "t", 1), Promise("gone", 8))),
        files={"feed.xml": Made("feed.xml", "k", 9, 9)},
        sources=("../caf\udce9.txt",),
    )

    remember(tmp_path, memory)

    assert recall(tmp_path) == memory


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["chapters", "1", "file"], "../victim.txt"),
        (["chapters", "1", "file"], ""),
        (["chapters", "1", "file"], ".."),
        (["chapters", "1", "file"], "a\0b"),
        (["chapters", "1", "duration_ms"], "long"),
        (["chapters", "1", "key"], None),
        (["files"], {"a": 1}),
        (["cast", "Tom"], 5),
        (["year"], float("inf")),
        (["sources"], [5]),
        (["release", "seed"], "none"),
        (["release", "promises", 0, "published_s"], 10**30),
        (["release", "promises", 0, "guid"], []),
        ([], []),
    ],
)
def test_what_somebody_has_written_there_that_cannot_be_is_damage(tmp_path, caplog, place, value):
    release = Release(promises=(Promise("one", 9),))
    remember(tmp_path, Memory({"Tom": "a:b"}, 2026, chapters={1: Made("1.mp3", "k", 9, 9)}, release=release))
    path = tmp_path / MEMORY_FILE
    path.write_text(json.dumps(put(json.loads(path.read_text("utf-8")), place, value)), "utf-8")

    assert recall(tmp_path) == Memory()
    assert "narrate.json: this file is damaged" in caplog.text


def put(stored, place, value):
    """What is stored, with another value in a place."""
    if not place:
        return value
    stored[place[0]] = put(stored[place[0]], place[1:], value)
    return stored
