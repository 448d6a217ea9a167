"""M4B files as players read them: chapters, tags, sound."""

import av
import pytest
from mutagen.mp4 import MP4

from narrate.files.formats import MP3_FORMATS
from narrate.files.m4b import BookTags, M4bChapter, encode_aac, write_m4b
from narrate.sound.timeline import Mark
from tests.sounds import blocks, tone

TAGS = BookTags(
    title="The <Lamp> & Other/Tales 🏮",
    author="A. Writer",
    narrator="tone:alto",
    language="en-GB",
    year=2026,
    description="A lamp. " + "ü" * 300,
    cover=b"\xff\xd8\xff picture",
    extra=(("SERIES", "The Keepers"), ("SERIES-PART", "2")),
)


@pytest.fixture
def part(tmp_path):
    """A second of sound as AAC."""
    path = tmp_path / "part.m4a"
    encode_aac(blocks(tone(440, 1, 22_050, -12), 5000), 22_050, 1, path, MP3_FORMATS["standard"])
    return path


def book(folder, part, titles):
    path = folder / "book.m4b"
    write_m4b(path, [M4bChapter(title, part) for title in titles], TAGS)
    return path


def test_chapters_stand_in_the_text_track_and_in_neros_list(tmp_path, part):
    titles = ["One", "Two: 2/3 <b>", "Two: 2/3 <b>", "مصباح 🏮"]
    path = book(tmp_path, part, titles)

    nero = [(chapter.title, round(chapter.start, 2)) for chapter in MP4(path).chapters]
    with av.open(str(path)) as file:
        track = [
            (c["metadata"]["title"], round(float(c["start"] * c["time_base"]), 2)) for c in file.chapters()
        ]
        seconds = sum(frame.samples for frame in file.decode(audio=0)) / 44_100
    assert nero == track
    assert [title for title, _ in track] == titles
    assert [at for _, at in track] == pytest.approx([0, 1.04, 2.09, 3.13], abs=0.02)
    assert seconds == pytest.approx(4 * 1.045, abs=0.1)


def test_a_long_title_is_cut_between_two_letters(tmp_path, part):
    path = book(tmp_path, part, ["x" + "ю" * 200, "ю" * 200])

    assert [c.title for c in MP4(path).chapters] == ["x" + "ю" * 125 + "…", "ю" * 126 + "…"]


def test_a_book_of_one_chapter_is_divided_by_its_scenes(tmp_path, part):
    scenes = [Mark("Rain", 0, 400), Mark("The sea", 400, 1000)]
    write_m4b(tmp_path / "book.m4b", [M4bChapter("One", part, scenes)], TAGS)

    chapters = [(chapter.title, round(chapter.start, 2)) for chapter in MP4(tmp_path / "book.m4b").chapters]
    assert chapters == [("Rain", 0), ("The sea", 0.4)]


def test_tags_are_where_players_look(tmp_path, part):
    tags = MP4(book(tmp_path, part, ["One"])).tags

    assert {
        name: tags[name] for name in ("©nam", "©alb", "©ART", "aART", "©wrt", "©gen", "©day", "stik")
    } == {
        "©nam": [TAGS.title],
        "©alb": [TAGS.title],
        "©ART": ["A. Writer"],
        "aART": ["A. Writer"],
        "©wrt": ["tone:alto"],
        "©gen": ["Audiobook"],
        "©day": ["2026"],
        "stik": [2],
    }
    own = [bytes(tags[f"----:com.apple.iTunes:{name}"][0]) for name in ("NARRATOR", "SERIES", "SERIES-PART")]
    assert own == [b"tone:alto", b"The Keepers", b"2"]
    assert bytes(tags["covr"][0]) == TAGS.cover
    assert len(tags["desc"][0].encode()) <= 255
    assert tags["ldes"] == [TAGS.description]


def test_the_index_lies_in_front(tmp_path, part):
    data = book(tmp_path, part, ["One"]).read_bytes()

    assert data[4:12] in (b"ftypM4B ", b"ftypM4A ")
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_three_hundred_chapters(tmp_path, part):
    path = book(tmp_path, part, [f"Chapter {number}" for number in range(1, 301)])

    with av.open(str(path)) as file:
        assert len(file.chapters()) == 300
    assert len(MP4(path).chapters) == 255


def test_the_same_parts_give_the_same_bytes_and_nothing_is_left_over(tmp_path, part):
    first = book(tmp_path, part, ["One", "Two"]).read_bytes()

    assert book(tmp_path, part, ["One", "Two"]).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.m4b", "part.m4a"]


def test_a_damaged_part_leaves_no_book(tmp_path):
    (tmp_path / "part.m4a").write_bytes(b"nothing")

    with pytest.raises(av.error.FFmpegError):
        book(tmp_path, tmp_path / "part.m4a", ["One"])
    assert [path.name for path in tmp_path.iterdir()] == ["part.m4a"]


def test_a_build_encodes_only_what_has_changed(project, narrate):
    (project / "script" / "story.txt").write_text("Chapter One\n\nIt rained.\n", encoding="utf-8")
    narrate("build", "-C", project, "--format", "m4b")
    folder = project / "output" / "story"
    book = folder / "story.m4b"
    before = (book.stat().st_mtime_ns, {p.name: p.stat().st_mtime_ns for p in (folder / ".aac").iterdir()})

    narrate("build", "-C", project, "--format", "m4b")
    assert (
        book.stat().st_mtime_ns,
        {p.name: p.stat().st_mtime_ns for p in (folder / ".aac").iterdir()},
    ) == before

    with (project / "script" / "story.txt").open("a", encoding="utf-8") as story:
        story.write("\nChapter Two\n\nIt rained again.\n")
    status, output, complaints = narrate("build", "-C", project, "--format", "mp3,m4b")
    assert (status, output.splitlines()[-2:], complaints) == (0, [str(folder), str(book)], "")
    assert [chapter.title for chapter in MP4(book).chapters] == ["Chapter One", "Chapter Two"]
    after = {p.name: p.stat().st_mtime_ns for p in (folder / ".aac").iterdir()}
    assert before[1].items() < after.items()
    assert len(after) == 2


def test_a_damaged_part_is_made_again(project, narrate):
    (project / "script" / "story.txt").write_text("Chapter One\n\nIt rained.\n", encoding="utf-8")
    narrate("build", "-C", project, "--format", "m4b")
    book, (part,) = project / "output/story/story.m4b", project.glob("output/story/.aac/*")
    whole = book.read_bytes()
    for damage in (b"", part.read_bytes()[:2000], b"\0" * 5000):
        part.write_bytes(damage)
        book.unlink()

        status, _, complaints = narrate("build", "-C", project, "--format", "m4b")

        assert (status, complaints) == (0, "")
        assert book.read_bytes() == whole


def test_an_unknown_format_is_said_plainly(project, narrate):
    status, _, complaints = narrate("build", "-C", project, "--format", "mp3,mb4")

    assert (status, "Did you mean m4b?" in complaints) == (2, True)
