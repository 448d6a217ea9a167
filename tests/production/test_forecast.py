"""A dry run says which chapters a build would encode, and why; and what it says, the build does."""

import contextlib
import io
import re

import hypothesis
import pytest
from hypothesis.strategies import lists, sampled_from

from narrate.cli import run
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
    "the loudness": (
        lambda text: text,
        "master: acx\n",
        [f"{number} the loudness, the quality or narrate itself changed" for number in ("001", "002")],
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


def test_files_that_are_gone_or_changed(narrate, project):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    assert "2 of 2 chapters to encode" in narrate("build", "-C", project, "--dry-run")[1]
    narrate("build", "-C", project)
    next(project.glob("output/*/001*.mp3")).unlink()
    next(project.glob("output/*/002*.mp3")).write_bytes(b"no sound")

    output = narrate("build", "-C", project, "--dry-run")[1]

    assert "001-chapter-one.mp3  its file is gone" in output
    assert "002-chapter-two.mp3  its file has been changed" in output
    assert "0 takes to record" in output


@pytest.mark.parametrize(
    ("settings", "besides"),
    [("", "2 takes to measure voices"), ("credits: true\n", "6 takes to measure voices and for the credits")],
)
def test_all_takes_to_record_are_told_of(narrate, project, settings, besides):
    (project / "voices.yaml").write_text(SETTINGS + settings, encoding="utf-8")
    story = 'Chapter One\n\n"Hello," said Nora.\n\nChapter Two\n\nNora left.\n'
    (project / "script" / "story.txt").write_text(story, encoding="utf-8")

    output = narrate("build", "-C", project, "--dry-run")[1]

    assert output.splitlines()[-1] == f"  besides, {besides}"
    whole, *parts = map(int, re.findall(r"(\d+) (?:of its \d+ )?takes? to", output))
    assert whole == sum(parts)


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        (STORY[: STORY.index("Chapter Two")], ["no longer in the book: 002-chapter-two.mp3"]),
        (STORY.replace("Chapter Two", "Chapter Two: Again"), []),
        (STORY.replace("Chapter One", "Prologue\n\nIt was dark.\n\nChapter One"), []),
        (f"{STORY[STORY.index('Chapter Two') :]}\n{STORY[: STORY.index('Chapter Two')]}", []),
    ],
    ids=["taken out", "renamed", "moved on", "moved past another"],
)
def test_chapters_that_go_are_told_of(narrate, project, now, gone):
    story = project / "script" / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    narrate("build", "-C", project)
    story.write_text(now, encoding="utf-8")

    told = [narrate("build", "-C", project, *options)[1] for options in (["--dry-run"], [], [])]

    assert [re.findall("no longer.*", output) for output in told] == [gone, gone, []]


def test_of_how_many_chapters_some_are_there(narrate, project):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")

    assert "\n1 of 2 chapters, " in narrate("build", "-C", project, "--only", "2")[1]
    assert "\n2 chapters, " in narrate("build", "-C", project)[1]


def settings(line):
    return lambda project: edit(project / "voices.yaml", lambda text: f"{text}{line}\n")


def story(old, new):
    return lambda project: edit(project / "script" / "story.txt", lambda text: text.replace(old, new))


def edit(path, change):
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def lose(pattern, every=1):
    def unlink(project):
        for path in sorted(project.glob(pattern))[::every]:
            path.unlink()

    return unlink


def cut_short(project):
    for take in sorted(project.glob("cache/takes/*/*.take"))[::4]:
        take.write_bytes(take.read_bytes()[:-1])


DEEDS = {
    "a sentence": story("I had not noticed", "I have not looked"),
    "a chapter": story("Chapter Two", "Chapter Two\n\nIt was dark.\n\nChapter Three"),
    "a title": story("Chapter One", "Chapter One: The Quay"),
    "recast": settings("cast: {Tom: tone:reed}"),
    "a pause": settings("pauses: {speaker: 0.9}"),
    "louder": settings("master: acx"),
    "credits": settings("credits: {closing: The end.}"),
    "the cache": lose("cache/takes/*/*.take"),
    "some takes": lose("cache/takes/*/*.take", every=3),
    "damaged takes": cut_short,
    "a chapter's MP3": lose("output/*/001*.mp3"),
    "the book": lose("output/*/*"),
}


@hypothesis.settings(max_examples=3)
@hypothesis.given(deeds=lists(sampled_from(sorted(DEEDS)), unique=True, max_size=3))
@hypothesis.example(deeds=["a pause", "the cache"])
@hypothesis.example(deeds=["credits"])
@hypothesis.example(deeds=["some takes"])
def test_a_build_does_what_the_dry_run_said(tmp_path_factory, deeds):
    project = tmp_path_factory.mktemp("project")
    (project / "script").mkdir()
    (project / "script" / "story.txt").write_text(STORY, "utf-8")
    (project / "voices.yaml").write_text(SETTINGS, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_CACHE", str(project / "cache"))
        printed("build", project)
        for deed in deeds:
            DEEDS[deed](project)
        foretold = printed("build", project, "--dry-run")
        done = printed("build", project)

    takes = re.search(r"(\d+) takes? to record, (\d+) reused", foretold).groups()
    chapters = re.findall(r"^  (\S+\.mp3)  ", foretold, re.MULTILINE)
    assert re.search(r"(\d+) takes? recorded, (\d+) reused", done).groups() == takes
    assert re.findall(r"^  (\S+\.mp3)  [^(\n]*$", done, re.MULTILINE) == chapters


def printed(verb, project, *options):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        assert run([verb, "-C", str(project), *options]) == 0
    return output.getvalue()


def test_takes_that_were_damaged_are_counted(narrate, project, damage_takes):
    (project / "script" / "story.txt").write_text(STORY, encoding="utf-8")
    narrate("build", "-C", project)
    damage_takes()
    next(project.glob("output/*/001*.mp3")).unlink()

    output = narrate("build", "-C", project)[1]

    assert int(re.search(r"(\d+) takes recorded", output)[1]) > 3
