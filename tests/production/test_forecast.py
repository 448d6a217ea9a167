"""A dry run says which chapters a build would encode, and why."""

import re

import pytest

from tests.production.test_build import STORY

SETTINGS = "narrator: {voice: tone:alto}\n"

CHANGES = {
    "nothing": (lambda text: text, "", []),
    "a sentence": (
        lambda text: text.replace("I had not noticed", "I have not looked"),
        "",
        ["002 1 of its 6 takes to record"],
    ),
    "a chapter": (
        lambda text: f"{text}\nChapter Three\n\nIt was over.\n",
        "",
        ["003 2 of its 2 takes to record"],
    ),
    "a pause": (lambda text: text, "pauses: {speaker: 0.9}\n", ["001 pauses changed", "002 pauses changed"]),
    "a gain": (
        lambda text: text,
        "cast: {Tom: {gain: 2}}\n",
        ["001 levels or places of voices changed", "002 levels or places of voices changed"],
    ),
    "the author": (lambda text: text, "author: Somebody\n", ["001 tags changed", "002 tags changed"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_why_a_chapter_would_be_encoded(narrate, project, change):
    edit, settings, expected = CHANGES[change]
    story, voices = project / "script" / "story.txt", project / "voices.yaml"
    story.write_text(STORY, encoding="utf-8")
    narrate("build", "-C", project)
    story.write_text(edit(STORY), encoding="utf-8")
    voices.write_text(SETTINGS + settings, encoding="utf-8")

    status, output, _ = narrate("build", "-C", project, "--dry-run")

    found = re.findall(r"^  (\d\d\d)-\S+\.mp3  (.*)$", output, re.MULTILINE)
    assert status == 0
    assert [" ".join(why) for why in found] == expected
    assert re.search(rf"^{len(expected)} of [23] chapters to encode", output, re.MULTILINE)


def test_a_chapter_that_becomes_stereo_with_the_book(narrate, project):
    (project / "script" / "story.txt").write_text(
        f"{STORY}\nChapter Three\n\nIt was over.\n", encoding="utf-8"
    )
    narrate("build", "-C", project)
    (project / "voices.yaml").write_text(f"{SETTINGS}cast: {{Tom: {{pan: 0.5}}}}\n", encoding="utf-8")

    output = narrate("build", "-C", project, "--dry-run")[1]

    assert "003-chapter-three.mp3  levels or places of voices changed" in output


def test_a_file_that_is_gone(narrate, project):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    assert "2 of 2 chapters to encode" in narrate("build", "-C", project, "--dry-run")[1]
    narrate("build", "-C", project)
    next(project.glob("output/*/001*.mp3")).unlink()

    output = narrate("build", "-C", project, "--dry-run")[1]

    assert "001-chapter-one.mp3  its file is gone, or is not as it was written" in output
    assert "0 takes to record" in output
