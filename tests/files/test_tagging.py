"""ID3 tags as mutagen and players read them back."""

import io
from itertools import pairwise

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, Encoding, PictureType
from mutagen.mp3 import MP3

from narrate.files.encoding import encode_mp3
from narrate.files.formats import MP3_FORMATS
from narrate.files.tagging import Tags, id3_tag, iso_639_2
from narrate.files.text import one_line
from narrate.sound.timeline import Mark
from tests.sounds import babble

JPEG = b"\xff\xd8\xff\xe0 a picture"

SCENES = (
    Mark("A long title that makes a large frame", 0, 4000),
    Mark("Short", 4000, 9000),
    Mark("Zwölf Boxkämpfer jagen Viktor", 9000, 9500),
    Mark("B", 9500, 20_000),
)


def tags(**facts):
    known = {"title": "The Pier", "album": "The Harbour Light", "author": "A. Writer", "narrator": "Ann"}
    return Tags(**known | {"track": 2, "year": 2026, "language": "en-GB"} | facts)


def read(tag):
    """The tag as mutagen reads it, version 2.3 as it stands."""
    return ID3(io.BytesIO(tag), translate=False)


def size_said(tag):
    """The size that the tag's header gives."""
    return tag[6] << 21 | tag[7] << 14 | tag[8] << 7 | tag[9]


def test_everything_is_there_for_players_to_find():
    tag = id3_tag(tags(cover=JPEG, lyrics="One.\n\nTwo.", marks=SCENES))

    found = read(tag)
    assert {key: str(found[key]) for key in found if key.startswith("T")} == {
        "TIT2": "The Pier",
        "TALB": "The Harbour Light",
        "TPE1": "A. Writer",
        "TPE2": "A. Writer",
        "TCOM": "Ann",
        "TRCK": "2",
        "TYER": "2026",
        "TCON": "Audiobook",
        "TLAN": "eng",
        "TSSE": "narrate",
        "TXXX:NARRATOR": "Ann",
    }
    assert str(found["USLT::eng"]) == "One.\n\nTwo."
    assert (found["APIC:"].type, found["APIC:"].mime, found["APIC:"].data) == (
        PictureType.COVER_FRONT,
        "image/jpeg",
        JPEG,
    )


def test_the_tag_is_version_2_3_in_utf_16_without_unsynchronisation():
    tag = id3_tag(tags(cover=b"\xff\xd8\xff\xe0\xff\x00" * 99, marks=SCENES, lyrics="é"))

    assert tag[:6] == b"ID3\x03\x00\x00"
    assert size_said(tag) == len(tag) - 10
    encodings = {frame.encoding for frame in read(tag).values() if hasattr(frame, "encoding")}
    assert encodings == {Encoding.UTF16, Encoding.LATIN1}
    assert b"TDRC" not in tag


def test_scenes_are_listed_once_in_time_order_in_the_file():
    tag = id3_tag(tags(marks=SCENES))

    found = read(tag)
    assert [
        (chapter.start_time, chapter.end_time, str(chapter.sub_frames["TIT2"]))
        for chapter in (found[f"CHAP:scene{number}"] for number in range(1, 5))
    ] == [(mark.start_ms, mark.end_ms, mark.title) for mark in SCENES]
    places = [tag.index(b"scene%d\0\0" % number) for number in range(1, 5)]
    assert places == sorted(places)
    contents = found["CTOC:toc"]
    assert contents.flags & 3 == 3  # top level, ordered
    assert contents.child_element_ids == ["scene1", "scene2", "scene3", "scene4"]
    assert tag.index(b"CTOC") < places[0]


def test_ffmpeg_reads_title_and_scenes_from_the_finished_file(tmp_path):
    tag = id3_tag(tags(title="Tom & <Jerry> 🎧", marks=SCENES, cover=JPEG))
    encode_mp3([babble(20, 22_050)], 22_050, 1, tmp_path / "1.mp3", MP3_FORMATS["compact"], tag)

    with av.open(str(tmp_path / "1.mp3")) as file:
        chapters = file.chapters()
        title = file.metadata["title"]

    assert title == "Tom & <Jerry> 🎧"
    assert [(c["start"], c["end"], c["metadata"]["title"]) for c in chapters] == [
        (mark.start_ms, mark.end_ms, mark.title) for mark in SCENES
    ]
    assert MP3(tmp_path / "1.mp3").info.length == pytest.approx(20)


def test_more_scenes_than_a_table_of_contents_can_count():
    marks = [Mark(f"Scene {n}", n * 1000, n * 1000 + 1000) for n in range(300)]

    found = read(id3_tag(tags(marks=marks)))

    assert len(found.getall("CHAP")) == 300
    assert len(found["CTOC:toc"].child_element_ids) == 255


def test_what_is_not_known_is_left_out():
    found = read(id3_tag(tags(author="", narrator="", year=0, language="x-klingon")))

    assert sorted(found) == ["TALB", "TCON", "TIT2", "TRCK", "TSSE"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<b>&amp;\"'", "<b>&amp;\"'"),
        ("🎧 Emoji 🌊", "🎧 Emoji 🌊"),
        ("שלום עולם", "שלום עולם"),
        ("two\nlines\tand a tab ", "two lines and a tab"),
        ("NUL\0inside", "NULinside"),
        ("half a \ud83c pair", "half a ? pair"),
        ("AC/DC; a/b", "AC/DC; a/b"),
        ("x" * 300, "x" * 300),
        ("x" * 1500, "x" * 999 + "…"),
    ],
)
def test_hostile_titles_come_back_as_one_line(title, expected):
    found = read(id3_tag(tags(title=title, marks=[Mark(title, 0, 1000)])))

    assert (found["TIT2"].text, found["CHAP:scene1"].sub_frames["TIT2"].text) == ([expected], [expected])


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=5))
def test_any_text_makes_a_tag_that_reads_back(text, titles):
    edges = pairwise(range(0, 1000 * len(titles) + 1000, 1000))
    marks = [Mark(title, start, end) for title, (start, end) in zip(titles, edges, strict=False)]

    tag = id3_tag(tags(title=text, lyrics=text, marks=marks))

    found = read(tag)
    assert size_said(tag) == len(tag) - 10
    assert [str(t) for t in found.getall("TIT2")] == ([one_line(text)] if one_line(text) else [])
    assert len(found.getall("CHAP")) == len(titles)


def test_the_same_tags_give_the_same_bytes():
    assert id3_tag(tags(marks=SCENES, cover=JPEG)) == id3_tag(tags(marks=SCENES, cover=JPEG))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "eng"), ("en-GB", "eng"), ("pt_BR", "por"), ("zh-Hant-TW", "zho"), ("yue", "yue"), ("qq", "XXX")],
)
def test_languages_have_three_letters(language, expected):
    assert iso_639_2(language) == expected
