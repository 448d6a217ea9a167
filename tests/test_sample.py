"""The sample that comes with narrate, built as README says: `narrate build` in a clone."""

import shutil
from pathlib import Path

from mutagen.mp3 import MP3

CLONE = Path(__file__).parents[1]


def test_the_sample_becomes_an_audiobook(narrate, tmp_path):
    shutil.copytree(CLONE / "script", tmp_path / "script")
    shutil.copy(CLONE / "voices.yaml", tmp_path)

    status, _, complaints = narrate("build", "-C", tmp_path)

    chapters = sorted((tmp_path / "output" / "the-harbour-light").glob("*.mp3"))
    assert (status, complaints) == (0, "")
    assert [chapter.name for chapter in chapters] == [
        "001-chapter-one-the-wrong-lamp.mp3",
        "002-chapter-two-the-teeth.mp3",
    ]
    assert all(MP3(chapter).info.length > 240 for chapter in chapters)
