"""A finished chapter is listened to, as `narrate check --listen` does."""

import json
import re

import numpy as np
import pytest

from narrate.files.encoding import encode_mp3
from narrate.files.formats import MP3_FORMATS
from narrate.sound.soundfiles import read_sound

pytest.importorskip("pocketsphinx")

STORY = """Chapter One

The lamp at the end of the wall had been dark for eleven years, and nobody could say why.

"Come here and tell me what you see from the window," said Nora, and turned the kettle off.

They went down the steps behind the chapel and along the quay to the boats.
"""


@pytest.fixture
def chapter(narrate, project):
    """A chapter that espeak has told: its file."""
    (project / "voices.yaml").write_text("narrator: espeak:en-gb\n", encoding="utf-8")
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    assert narrate("build", "-C", project)[0] == 0
    return next(project.glob("output/*/001-*.mp3"))


def exchange(chapter, wrong, other):
    """Have one line of a finished chapter say what another line says, and keep its length."""
    recording = read_sound(chapter)
    sound = recording.samples.astype(np.float32) / 32768
    lines = [
        slice(*(round(line[end] * recording.rate_hz) for end in ("startTime", "endTime")))
        for line in json.loads(chapter.with_suffix(".json").read_text("utf-8"))["segments"]
    ]
    sound[lines[wrong]] = np.resize(sound[lines[other]], sound[lines[wrong]].shape)
    encode_mp3([sound], recording.rate_hz, 1, chapter, MP3_FORMATS["standard"])


def test_a_good_chapter_passes(narrate, project, chapter):
    assert chapter.is_file()
    status, output, complaints = narrate("check", "--listen", "-C", project)

    assert (status, complaints) == (0, "")
    assert "5 lines listened to, 0 of them perhaps not all said" in output


def test_a_line_that_is_not_said_is_found_with_its_place(narrate, project, chapter):
    exchange(chapter, wrong=1, other=-1)

    status, _, complaints = narrate("check", "--listen", "-C", project)

    assert status == 1
    assert re.search(r"story\.txt:3: 001-\S+\.mp3 at 0:0\d: not heard: ", complaints)


def test_a_chapter_of_another_story_is_not_listened_to(narrate, project, chapter):
    (project / "script" / "story.txt").write_text(f"{STORY}\nThe end.\n", encoding="utf-8")

    status, _, complaints = narrate("check", "--listen", "-C", project)

    assert status == 1
    assert f"{chapter.name}: the story has changed since this was made" in complaints


def test_a_book_in_a_language_that_the_recogniser_does_not_know_is_not_listened_to(narrate, project):
    (project / "voices.yaml").write_text("language: fr\nnarrator: tone:alto\n", encoding="utf-8")
    (project / "script" / "story.txt").write_text("Il pleuvait sur le port.\n", encoding="utf-8")
    narrate("build", "-C", project)

    status, _, complaints = narrate("check", "--listen", "-C", project)

    assert (status, complaints.count("error: ")) == (1, 1)
    assert "error: only English can be listened to, and this book is fr\n  If it is English" in complaints
