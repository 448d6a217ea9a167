"""The series that files say their story belongs to."""

import pytest
from mutagen.id3 import ID3

from narrate.manuscripts import read_manuscript
from narrate.manuscripts.series import series_of
from narrate.story.book import Series
from tests.manuscripts.books import book

CALIBRE = '<meta name="calibre:series" content="Lamps"/><meta name="calibre:series_index" content="3.0"/>'
EPUB_3 = """
<meta property="belongs-to-collection" id="a">Nobel Prizes</meta>
<meta property="collection-type" refines="#a">set</meta>
<meta property="belongs-to-collection" id="b">Lamps</meta>
<meta property="collection-type" refines="#b">series</meta>
<meta property="group-position" refines="#b">2</meta>
"""
RAIN = "<p>The rain came in sideways from the sea.</p>"


@pytest.mark.parametrize(
    ("said", "series"),
    [
        ("Part 2 of Lamps", Series("Lamps", "2")),
        ("Part 12 of Lamps, Part 3 of Rain, and Wind", Series("Lamps", "12")),
        ("Rain, Wind\n and Lamps [2.5]", Series("Rain, Wind and Lamps", "2.5")),
        ("Lamps [2.0]", Series("Lamps", "2")),
        ("Lamps", Series("Lamps")),
        ("Part of Lamps", Series("Part of Lamps")),
        (" ", None),
    ],
)
def test_what_a_series_is_called(said, series):
    assert series_of(said) == series


@pytest.mark.parametrize(
    ("metas", "series"),
    [
        (CALIBRE, Series("Lamps", "3")),
        (EPUB_3, Series("Lamps", "2")),
        ('<meta property="belongs-to-collection">Lamps</meta>', Series("Lamps")),
        ('<meta name="calibre:series_index" content="1"/>', None),
    ],
)
def test_an_epub_names_its_series(metas, series, tmp_path):
    path = book({"one": RAIN}, tmp_path / "book.epub", metadata=metas)

    assert read_manuscript(path).series == series


def test_a_series_goes_along_into_the_script_and_the_tags(project, narrate, tmp_path):
    path = book({"one": RAIN}, tmp_path / "book.epub", metadata=CALIBRE)
    (project / "voices.yaml").write_text("narrator: {voice: tone:alto}\n", encoding="utf-8")
    assert narrate("script", path, "-C", project)[0] == 0

    assert narrate("build", "-C", project)[0] == 0

    tags = ID3(next(project.glob("output/*/001-*.mp3")))
    assert (str(tags["TXXX:SERIES"]), str(tags["TXXX:SERIES-PART"])) == ("Lamps", "3")
