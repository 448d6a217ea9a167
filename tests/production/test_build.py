"""Whole builds, with tones for voices: what is made, what is made again, and what is left alone."""

import os
import re
import shutil
import sys
import threading
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from narrate.chapters.memory import recall, remember
from narrate.errors import NarrateError
from narrate.files.formats import Format
from narrate.production import pipeline, studio
from narrate.production.credits import is_credits
from narrate.production.pipeline import build
from narrate.production.preparing import prepare
from narrate.production.project import open_project
from narrate.production.work import Options, plan_work, take_store

STORY = """The Wrong Lamp

by A. Writer

A/N: I own nothing.

Chapter One

Nora met Tom on the quay, and it rained on them both.

"The lamp is lit," said Nora.

"It can't be," said Tom.

* * *

Nora went home. She lit a lamp of her own.

Chapter Two

"Good evening," said Nora.

"Is it?" asked Tom. "I had not noticed."
"""


class Silent:
    """Progress that nobody looks at."""

    def stage(self, name, total):  # noqa: ARG002
        return nullcontext()

    def step(self):
        pass


def make(project: Path, story: str | None = None, **asked):
    """Build the project, with the story changed first; the outcome."""
    if story is not None:
        (project / "script" / "story.txt").write_text(story, encoding="utf-8")
    options = Options(output=project / "output", **asked)
    production = prepare(open_project(project), (), options.output)
    work = plan_work(production, take_store(), only=options.only, strict=options.strict)
    return build(production, work, options, Silent())


def state(project: Path) -> dict[str, tuple[bytes, int]]:
    """Every MP3 with its bytes and its time."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.glob("output/*/*.mp3")
    }


def sounds(project: Path) -> dict[str, bytes]:
    """Every MP3 with its bytes."""
    return {name: data for name, (data, _) in state(project).items()}


def interrupt(*_):
    """^C, in the place of something that a build does."""
    raise KeyboardInterrupt


def test_a_book_is_made(project):
    outcome = make(project, STORY)

    folder = outcome.production.folder
    assert folder == project / "output" / "the-wrong-lamp"
    assert sorted(path.name for path in folder.glob("*.mp3")) == [
        "001-chapter-one.mp3",
        "002-chapter-two.mp3",
    ]
    tags = ID3(folder / "001-chapter-one.mp3")
    assert [str(tags[frame]) for frame in ("TIT2", "TALB", "TPE1", "TRCK")] == [
        "Chapter One",
        "The Wrong Lamp",
        "A. Writer",
        "1",
    ]
    marks = sorted((c.start_time, c.end_time, str(c.sub_frames["TIT2"])) for c in tags.getall("CHAP"))
    assert [title for _, _, title in marks] == [
        "Nora met Tom on the quay, and…",
        "Nora went home. She lit a lamp…",
    ]
    assert marks[0][1] == marks[1][0]
    assert tags["CTOC:toc"].child_element_ids == ["scene1", "scene2"]
    assert tags.getall("APIC")[0].mime == "image/jpeg"
    assert "I own nothing" not in tags.getall("USLT")[0].text
    length_ms = round(1000 * MP3(folder / "001-chapter-one.mp3").info.length)
    assert abs(length_ms - outcome.made[1].duration_ms) <= 1


def test_everybody_has_a_voice_of_their_own(project):
    cast = make(project, STORY).production.cast

    voices = [cast.narrator, *cast.characters.values()]
    assert sorted(cast.characters) == ["Nora", "Tom"]
    assert len({voice.spec for voice in voices}) == 3


def test_a_build_with_nothing_to_do_touches_nothing(project):
    make(project, STORY)
    before = state(project)

    outcome = make(project)

    assert (outcome.recorded, outcome.written) == (0, frozenset())
    assert state(project) == before


def test_a_copy_of_a_project_is_finished(narrate, project, tmp_path_factory):
    make(project, STORY)
    copied = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(project, copied, copy_function=shutil.copyfile)  # as `cp -r`: all files are new
    before = state(copied)

    outcome = make(copied)

    assert (outcome.written, state(copied)) == (frozenset(), before)
    assert narrate("check", "-C", copied)[1].endswith("Nothing is wrong.\n")


def test_a_file_of_the_same_length_that_was_written_by_another_is_made_again(project):
    make(project, STORY)
    chapter = next(project.glob("output/*/001*.mp3"))
    chapter.write_bytes(bytes(chapter.stat().st_size))

    assert make(project).written == {1}


def test_one_changed_sentence_is_one_take_and_one_chapter(project):
    make(project, STORY)
    before = state(project)

    outcome = make(project, STORY.replace("I had not noticed", "I have not looked"))

    assert (outcome.recorded, outcome.written) == (1, {2})
    assert state(project)["001-chapter-one.mp3"] == before["001-chapter-one.mp3"]


def test_a_new_chapter_is_all_that_is_recorded(project):
    make(project, STORY)
    before = state(project)

    outcome = make(project, STORY + "\nChapter Three\n\nIt was over.\n")

    assert (outcome.recorded, outcome.written) == (2, {3})
    assert {name: state(project)[name] for name in before} == before


def test_recasting_somebody_records_their_lines_and_no_others(project):
    make(project, STORY)

    (project / "voices.yaml").write_text(
        "narrator: {voice: tone:alto}\ncast: {Tom: tone:reed}\n", encoding="utf-8"
    )
    outcome = make(project)

    calibration, toms_lines = 1, 3
    assert outcome.recorded == calibration + toms_lines


def test_pauses_and_gains_record_nothing(project):
    make(project, STORY)

    (project / "voices.yaml").write_text(
        "narrator: {voice: tone:alto, gain: 2}\npauses: {scene: 3.0}\n", encoding="utf-8"
    )
    outcome = make(project)

    assert (outcome.recorded, outcome.written) == (0, {1, 2})


def test_a_chapter_that_is_gone_takes_its_file_along(project):
    make(project, STORY)

    make(project, STORY[: STORY.index("Chapter Two")])

    assert list(state(project)) == ["001-chapter-one.mp3"]


def test_only_some_chapters(project):
    outcome = make(project, STORY, only=frozenset({2}))

    assert (outcome.written, list(state(project))) == ({2}, ["002-chapter-two.mp3"])


@pytest.mark.parametrize(
    "doubt", ['{Nora?} "So," she said.', '"Will you come?" he said.'], ids=["doubtful", "nobody's"]
)
def test_under_strict_only_the_chapters_that_are_built_count(project, doubt):
    story = f"# One\n\n{doubt}\n\n# Two\n\nIt rained on Nora.\n"
    (project / "script" / "story.script").write_text(story, encoding="utf-8")

    assert make(project, only=frozenset({2}), strict=True).written == {2}
    for only in (frozenset({1, 2}), frozenset()):
        with pytest.raises(NarrateError, match="the first of 1"):
            make(project, only=only, strict=True)


def test_a_lost_file_is_made_again_the_same(project):
    make(project, STORY)
    before = sounds(project)
    next(project.glob("output/*/001*.mp3")).unlink()

    outcome = make(project)

    assert (outcome.recorded, outcome.written) == (0, {1})
    assert sounds(project) == before


@pytest.mark.parametrize("keep", [0, 9, 20_000])
def test_a_damaged_cover_is_made_again_the_same(project, keep):
    cover = make(project, STORY).production.folder / "cover.jpg"
    before = cover.read_bytes()
    cover.write_bytes(before[:keep])

    assert make(project).written == frozenset()
    assert cover.read_bytes() == before


def test_another_picture_in_the_place_of_the_cover_is_in_no_chapter(project):
    outcome = make(project, STORY)
    cover = outcome.production.folder / "cover.jpg"
    Image.new("RGB", (1400, 1400), "navy").save(cover)
    make(project, STORY.replace("I had not noticed", "I have not looked"))

    chapters = sorted(project.glob("output/*/*.mp3"))
    assert len({ID3(chapter).getall("APIC")[0].data for chapter in chapters}) == 1


def test_a_damaged_take_is_recorded_again(project, damage_takes):
    make(project, STORY)
    before = sounds(project)
    damage_takes()
    for file in project.glob("output/*/*.mp3"):
        file.unlink()

    make(project)

    assert sounds(project) == before


def test_the_same_bytes_whatever_the_number_of_workers(project, monkeypatch, tmp_path):
    (project / "voices.yaml").write_text("narrator: {voice: espeak:en-gb}\n", encoding="utf-8")
    made = []
    for jobs in (1, 3):
        monkeypatch.setenv("NARRATE_CACHE", str(tmp_path / f"cache of {jobs}"))
        shutil.rmtree(project / "output", ignore_errors=True)
        make(project, STORY, jobs=jobs)
        made.append(sounds(project))

    assert made[0] == made[1]


def test_notes_are_read_when_the_author_has_a_voice(project):
    (project / "voices.yaml").write_text(
        "narrator: {voice: tone:alto}\nauthor_voice: tone:reed\n", encoding="utf-8"
    )
    outcome = make(project, STORY)

    assert "I own nothing" in ID3(outcome.production.folder / "001-chapter-one.mp3").getall("USLT")[0].text


def written(project: Path, name: str, text: str, age_s: int) -> Path:
    path = project / "script" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_700_000_000 - age_s,) * 2)
    return path


def test_a_script_is_read_in_place_of_its_manuscript(project, caplog):
    written(project, "story.txt", STORY, 20)
    written(project, "story.script", STORY.replace('"The lamp', '{Tom} "The lamp'), 10)

    assert {c.name: c.lines for c in make(project).production.script.characters} == {"Nora": 1, "Tom": 4}
    assert not caplog.records


@pytest.mark.parametrize("age", [20, 5], ids=["older", "corrected since"])
def test_a_manuscript_that_grew_keeps_its_scripts_directions(project, caplog, age):
    written(project, "story.script", STORY.replace('"The lamp', '{Tom} "The lamp'), age)
    written(project, "story.txt", STORY + "\nChapter Three\n\nIt was over.\n", 10)

    outcome = make(project)

    assert {c.name: c.lines for c in outcome.production.script.characters} == {"Nora": 1, "Tom": 4}
    assert len(outcome.made) == 3
    told = caplog.records[0].getMessage()
    assert "has changed since its script was written" in told
    assert f"`narrate script -C {project} {project}/script/story.txt` writes the script again" in told


def test_a_manuscript_beside_the_folder_of_scripts_is_known_by_its_name(project, caplog):
    written(project, "story.script", STORY, 20)
    written(project, "../story.txt", STORY + "\nChapter Three\n\nIt was over.\n", 10)

    assert len(make(project).made) == 3
    assert "has changed since its script was written" in caplog.records[0].getMessage()


def test_an_edited_script_is_read_though_its_manuscript_differs(project, caplog):
    written(project, "story.txt", STORY, 20)
    written(project, "story.script", STORY.replace("a lamp of her own", "a candle"), 10)

    assert "a candle" in make(project).production.book.text
    assert "the script is read, whose own text differs" in caplog.records[0].getMessage()


def test_the_script_of_another_story_is_not_read(project, caplog):
    other = project / "other" / "story.txt"
    other.parent.mkdir()
    other.write_text("Quite another tale.\n\nIt snowed.\n", encoding="utf-8")
    written(project, "story.script", STORY, 10)

    production = prepare(open_project(project), (other,), project / "output")

    assert "It snowed." in production.book.text
    assert "the script of another story" in caplog.records[0].getMessage()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("story (1).txt", STORY + "\nChapter Three\n\nIt was over.\n", {"Nora": 1, "Tom": 4}),
        ("story(2).txt", STORY, {"Nora": 1, "Tom": 4}),
        ("story (1).txt", 'It snowed.\n\n"Quite another tale," said Pia.\n', {"Pia": 1}),
        ("story 1.txt", STORY, {"Nora": 2, "Tom": 3}),
    ],
)
def test_a_story_that_is_downloaded_again_keeps_its_scripts_directions(project, name, text, expected):
    written(project, "story.script", STORY.replace('"The lamp', '{Tom} "The lamp'), 20)
    again = written(project, f"../{name}", text, 10)

    script = prepare(open_project(project), (again,), project / "output").script

    assert {c.name: c.lines for c in script.characters} == expected


@pytest.mark.parametrize("newest", ["story.script", "story (1).txt"])
def test_a_story_that_is_downloaded_again_into_the_folder_of_scripts_is_told_once(project, newest):
    written(project, "story.script", STORY.replace('"The lamp', '{Tom} "The lamp'), 10)
    written(project, "story (1).txt", STORY, 20)
    os.utime(project / "script" / newest)

    script = prepare(open_project(project), (), project / "output").script

    assert {c.name: c.lines for c in script.characters} == {"Nora": 1, "Tom": 4}


@pytest.mark.parametrize("again", ["part2.txt", "story.md"], ids=["renamed", "in another format"])
def test_a_story_that_is_read_twice_is_told_of(project, caplog, again):
    written(project, "story.script" if again == "part2.txt" else "story.txt", STORY, 20)
    written(project, again, STORY.replace("Good evening", "Good day"), 10)
    written(project, "part3.txt", "Chapter Three\n\nNora went home, and Tom did, too.\n", 10)

    make(project)

    assert [again in record.getMessage() for record in caplog.records] == [True]
    assert "and both are read" in caplog.records[0].getMessage()


def test_stereo_where_somebody_is_panned(project):
    (project / "voices.yaml").write_text(
        "narrator: {voice: tone:alto}\ncast: {Tom: {pan: -0.4}}\n", encoding="utf-8"
    )
    outcome = make(project, STORY)

    assert MP3(outcome.production.folder / outcome.made[1].file).info.channels == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_manuscript_whose_name_is_no_utf_8(narrate, project):
    story = project / "caf\udce9.txt"
    story.write_text(STORY, encoding="utf-8")

    assert narrate("build", story, "-C", project)[0] == 0
    assert recall(project / "output" / "the-wrong-lamp").sources == ("../caf\udce9.txt",)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_what_is_called_as_its_file_whose_name_is_no_utf_8(narrate, project):
    stories = [project / "1 - caf\udce9.txt", project / "2 - th\udce9.txt"]
    for story, text in zip(stories, ("It rained.\n", "It snowed.\n"), strict=True):
        story.write_text(text, encoding="utf-8")

    assert narrate("build", stories[0], "-C", project)[0] == 0
    assert narrate("build", *stories, "-C", project)[0] == 0

    feed = next(project.glob("output/*/feed.xml")).read_text("utf-8")
    assert re.findall("<itunes:title>(.*)</itunes:title>", feed) == ["th�", "caf�"]


OTHER = "The Wrong Lamp\n\nChapter One\n\nIt snowed on Pia.\n"


@pytest.mark.parametrize(
    ("source", "text", "replaced"),
    [
        ("other/story.txt", OTHER, False),
        ("script/story.md", OTHER, True),
        ("other/renamed.txt", STORY.replace("Good evening", "Good day"), True),
        ("other/renamed.txt", f"{OTHER}\n{STORY[STORY.index('Chapter One') :]}", True),
    ],
    ids=["another book", "the same file", "the same story elsewhere", "the same story that has grown"],
)
def test_a_book_is_not_replaced_by_another_of_its_title(project, source, text, replaced):
    make(project, STORY)
    before = state(project)
    path = project / source
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    production = prepare(open_project(project), (path,), project / "output")

    with nullcontext() if replaced else pytest.raises(NarrateError, match="another book of this title"):
        plan_work(production, take_store())
    assert state(project) == before


@pytest.mark.parametrize(("gone", "warned"), [(False, True), (True, False)])
def test_a_part_of_a_book_that_is_not_named_again_is_warned_of(narrate, project, gone, warned):
    one, two = project / "one.txt", project / "two.txt"
    one.write_text("The Lamp\n\nChapter One\n\nIt rained.\n", encoding="utf-8")
    two.write_text("The Lamp\n\nChapter Two\n\nIt snowed.\n", encoding="utf-8")
    assert narrate("build", one, two, "-C", project)[::2] == (0, "")
    if gone:
        one.unlink()

    status, _, complaints = narrate("build", two, "-C", project)

    left_out = f"this book had {one} in it, which this build leaves out; name all the files of a book"
    told = f"warning: {project / 'output' / 'the-lamp'}: {left_out}\n1 warning above.\n"
    assert (status, complaints) == (0, told if warned else "")


def test_books_whose_long_titles_differ_only_in_their_ends_have_folders_of_their_own(narrate, project):
    title = "The Whole History of the Keepers of the Harbour Light and the Sea, Volume"
    for volume, weather in {"One": "It rained.", "Two": "It snowed."}.items():
        story = f"{title} {volume}\n\nby A. Writer\n\nChapter One\n\n{weather}\n"
        (project / f"{volume}.txt").write_text(story, encoding="utf-8")

    built = [
        narrate("build", project / f"{volume}.txt", "-C", project) for volume in ("One", "Two", "Two", "One")
    ]

    folders = [output.splitlines()[-1] for _, output, _ in built]
    assert [status for status, _, _ in built] == [0, 0, 0, 0]
    assert folders[0] == str(
        project / "output" / "the-whole-history-of-the-keepers-of-the-harbour-light-and-th"
    )
    assert folders[1].startswith(f"{folders[0]}-")
    assert folders[2:] == [folders[1], folders[0]]


def test_what_a_stopped_build_had_renamed_does_not_stay(project):
    folder = make(project, STORY).production.folder
    memory = recall(folder)
    remember(folder, replace(memory, chapters={1: memory.chapters[1]}))

    make(project, STORY.replace("Chapter Two", "Chapter Two: Again"))

    assert {path.name for path in folder.glob("002-*")} == {
        f"002-chapter-two-again{suffix}" for suffix in (".mp3", ".vtt", ".srt", ".json", ".chapters.json")
    }


def test_what_a_killed_build_has_written_goes_if_the_book_is_to_be_as_it_was(project, monkeypatch):
    folder = make(project, STORY).production.folder
    before = {path.name for path in folder.iterdir()}
    again = STORY.replace("Chapter One", "Chapter One: Again").replace("Chapter Two", "Chapter Two: Again")
    with monkeypatch.context() as killed:
        killed.setattr(studio, "transcribe", interrupt)  # the first chapter has just taken its place
        with pytest.raises(KeyboardInterrupt):
            make(project, again)
    assert {path.name for path in folder.iterdir()} > before
    make(project, STORY)

    assert {path.name for path in folder.iterdir()} == before


def test_chapter_999_is_no_credits():
    names = ["000-opening-credits.mp3", "999-closing-credits.mp3", "999-the-end.mp3", "999-the-end.vtt"]

    assert [name for name in names if is_credits(name)] == names[:2]


def test_a_chapter_that_has_moved_is_not_published_with_the_sound_of_another(project):
    make(project, STORY)

    outcome = make(project, "# Prologue\n\nIt began.\n\n" + STORY, only=frozenset({1}))

    published = {
        chapter.title: made.file
        for chapter in outcome.production.book.chapters
        if (made := outcome.made.get(chapter.number))
    }
    assert published == {"Prologue": "001-prologue.mp3"}


@pytest.mark.parametrize(
    ("only", "then"), [(1, ""), (2, "; build again without --only")], ids=["made anew", "not made"]
)
def test_beside_some_chapters_a_file_that_goes_as_its_chapter_is_renamed_is_told_of(
    project, caplog, only, then
):
    folder = make(project, STORY).production.folder

    make(project, STORY.replace("Chapter One", "Chapter One: Rain"), only=frozenset({only}))

    told = "001-chapter-one.mp3: removed, as no chapter has this number and title any more"
    assert [record.getMessage() for record in caplog.records] == [f"{folder}/{told}{then}"]
    assert not (folder / "001-chapter-one.mp3").exists()


@pytest.mark.parametrize("suffix", [".mp3", ".vtt", ".json"])
def test_a_chapter_whose_file_is_gone_is_not_published_beside_others(project, caplog, suffix):
    gone = make(project, STORY).production.folder / f"001-chapter-one{suffix}"
    gone.unlink()

    outcome = make(project, STORY.replace("I had not", "I have not"), only=frozenset({2}))

    assert set(outcome.made) == {2}
    assert "001-chapter-one" not in (gone.parent / "feed.xml").read_text("utf-8")
    assert [record.getMessage() for record in caplog.records] == [
        f"{gone}: this file is gone; build again without --only"
    ]
    assert set(make(project).made) == {1, 2}


def test_a_book_stays_stereo_where_only_chapters_without_the_panned_voice_are_made(project):
    (project / "voices.yaml").write_text(
        "narrator: {voice: tone:alto}\ncast: {Tom: {pan: -0.4}}\n", encoding="utf-8"
    )
    make(project, STORY + "\nChapter Three\n\nIt was over.\n")
    before = state(project)

    outcome = make(project, only=frozenset({3}))

    assert (outcome.written, state(project)) == (frozenset(), before)


def test_a_chapter_that_is_too_long_for_acx_is_divided_at_a_scene(project, monkeypatch):
    monkeypatch.setattr("narrate.production.preparing._ACX_LONGEST_MS", 15_000)
    (project / "voices.yaml").write_text("narrator: tone:alto\nmaster: acx\n", encoding="utf-8")

    outcome = make(project, STORY)

    assert [made.file for _, made in sorted(outcome.made.items())] == [
        "001-chapter-one-part-1.mp3",
        "002-chapter-one-part-2.mp3",
        "003-chapter-two.mp3",
    ]
    assert ID3(outcome.production.folder / "002-chapter-one-part-2.mp3")["TIT2"] == "Chapter One (part 2)"


def test_credits_are_files_of_their_own_and_go_when_nobody_wants_them(project):
    voices = project / "voices.yaml"
    voices.write_text("narrator: tone:alto\nmaster: acx\ncredits: {closing: The end.}\n", encoding="utf-8")
    folder = make(project, STORY).production.folder
    written = state(project)

    assert [name for name in sorted(path.name for path in folder.glob("*.mp3")) if "credits" in name] == [
        "000-opening-credits.mp3",
        "999-closing-credits.mp3",
    ]
    assert ID3(folder / "000-opening-credits.mp3")["TIT2"] == "Opening Credits"
    assert make(project).recorded == 0
    assert state(project) == written
    assert "credits" not in (folder / "feed.xml").read_text("utf-8")

    voices.write_text("narrator: tone:alto\nmaster: acx\n", encoding="utf-8")
    make(project)

    assert [path.name for path in folder.glob("*credits*")] == []


def test_credits_that_a_killed_build_has_written_go_when_nobody_wants_them(project, monkeypatch):
    voices = project / "voices.yaml"
    voices.write_text("narrator: tone:alto\ncredits: true\n", encoding="utf-8")
    with monkeypatch.context() as killed:
        killed.setattr(pipeline, "with_plans", interrupt)  # the credits have just taken their places
        with pytest.raises(KeyboardInterrupt):
            make(project, STORY)
    assert len(list(project.glob("output/*/*credits*"))) == 2
    voices.write_text("narrator: tone:alto\n", encoding="utf-8")

    folder = make(project).production.folder

    assert list(folder.glob("*credits*")) == []


def test_a_build_that_stops_while_it_records_leaves_the_cover_of_the_chapters_that_are_there(
    narrate, project, monkeypatch
):
    cover = make(project, STORY).production.folder / "cover.jpg"
    before = cover.read_bytes()
    (project / "voices.yaml").write_text("narrator: tone:alto\ntitle: The Lamp\n", encoding="utf-8")
    monkeypatch.setattr(pipeline.Studio, "record", interrupt)

    with pytest.raises(KeyboardInterrupt):
        make(project)

    assert cover.read_bytes() == before
    assert narrate("check", "-C", project)[0] == 0


def test_an_interrupted_build_does_not_wait_for_its_cover(project, monkeypatch):
    """On a busy machine a cover takes many seconds."""
    interrupted, painted = threading.Event(), threading.Event()

    def paint_slowly(*_):
        interrupted.wait(10)
        painted.set()

    monkeypatch.setattr(pipeline, "find_cover", lambda *_: paint_slowly)
    monkeypatch.setattr(pipeline.Studio, "record", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make(project, STORY)

    assert not painted.is_set()
    interrupted.set()


def test_what_another_build_is_writing_is_left_alone(project):
    folder = make(project, STORY, formats=(Format.M4B,)).production.folder
    aside, abandoned = folder / ".aac" / ".0123.m4a.99999.part", folder / ".001-chapter-one.mp3.99998.part"
    aside.write_bytes(b"half a chapter")
    abandoned.write_bytes(b"the half of one when the power went")
    os.utime(abandoned, (1_700_000_000,) * 2)
    (folder / ".aac" / "stale.m4a").write_bytes(b"a chapter that is gone")

    make(project, STORY.replace("on them both", "on both"), formats=(Format.M4B,))

    assert (aside.exists(), abandoned.exists()) == (True, False)
    assert len(list((folder / ".aac").glob("*.m4a"))) == 2


def test_an_m4b_of_some_chapters_leaves_what_the_others_will_need(project):
    folder = make(project, STORY, formats=(Format.M4B,)).production.folder
    before = sorted((folder / ".aac").glob("*.m4a"))

    make(project, only=frozenset({2}), formats=(Format.M4B,))

    assert sorted((folder / ".aac").glob("*.m4a")) == before
    assert len(before) == 2


def test_an_m4b_that_is_no_longer_asked_for_stays_and_is_told_of_when_it_is_old(project, caplog):
    m4b = make(project, STORY, formats=(Format.M4B,)).production.folder / "the-wrong-lamp.m4b"

    make(project)
    assert (m4b.is_file(), caplog.messages) == (True, [])

    make(project, STORY.replace("Good evening", "Good day"))
    old = f"{m4b}: this file is older than the chapters\n  `narrate build --format m4b` makes it anew; "
    assert (m4b.is_file(), [message.startswith(old) for message in caplog.messages]) == (True, [True])


def test_an_m4b_that_was_deleted_takes_its_parts_along(project):
    folder = make(project, STORY, formats=(Format.M4B,)).production.folder

    make(project, STORY.replace("Good evening", "Good day"))
    assert (folder / ".aac").is_dir()

    (folder / "the-wrong-lamp.m4b").unlink()
    make(project, STORY)
    assert not (folder / ".aac").exists()
