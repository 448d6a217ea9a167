"""EPUBs: which files are told, in which order, and where chapters begin."""

import io

import pytest
from PIL import Image

from narrate.errors import NarrateError
from narrate.manuscripts import read_manuscript
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind
from tests.manuscripts.books import pack, page

OPS = 'xmlns:epub="http://www.idpf.org/2007/ops"'
RAIN = "<p>The rain came in sideways from the sea, and nobody in the town believed that the lamp was lit.</p>"
WALL = (
    "<p>Tom went out on the wall, where the wind was, and stood there for a while, looking at the lamp.</p>"
)


def picture(form: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (3, 3)).save(data, form)
    return data.getvalue()


def made(tmp_path, pages, *, toc="", nav="", manifest="", metadata="", guide="", files=None):
    """An EPUB with an NCX or a nav of links, one `name|title` a line, indented where they are below."""
    items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in pages)
    refs = "".join(f'<itemref idref="{name}"/>' for name in pages)
    opf = (
        f'<package xmlns:dc="d"><metadata><dc:title>Lamps</dc:title>{metadata}</metadata>'
        f"<manifest>{items}{manifest}"
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f'<spine toc="ncx">{refs}</spine><guide>{guide}</guide></package>'
    )
    points = "".join(
        f"<navPoint><navLabel><text>{title}</text></navLabel><content src='{href}'/></navPoint>"
        for href, title in (line.split("|") for line in toc.splitlines())
    )
    links = "".join(
        f"<li><a href='{href}'>{title}</a></li>"
        for href, title in (line.split("|") for line in nav.splitlines())
    )
    return pack(
        {
            "content.opf": opf,
            "toc.ncx": f"<ncx><navMap>{points}</navMap></ncx>",
            "nav.xhtml": f"<html {OPS}><nav epub:type='toc'><ol>{links}</ol></nav></html>",
            **{name: page(body) for name, body in pages.items()},
            **(files or {}),
        },
        tmp_path / "book.epub",
    )


def chapters(path):
    """Each chapter's title and how many paragraphs it has."""
    book = assemble([read_manuscript(path)])
    return [(c.title, sum(b.chapter == c.number for b in book.paragraphs())) for c in book.chapters]


def test_the_contents_name_chapters_that_have_no_heading(tmp_path):
    pages = {"a": RAIN, "b": WALL}

    assert chapters(made(tmp_path, pages, toc="a|The Rain\nb|The Wall")) == [("The Rain", 1), ("The Wall", 1)]
    assert chapters(made(tmp_path, pages, nav="a|The Rain\nb|The Wall")) == [("The Rain", 1), ("The Wall", 1)]


def test_several_chapters_in_one_file(tmp_path):
    pages = {"a": f'<h2 id="x">The Rain</h2>{RAIN}<h2 id="y">The Wall</h2>{WALL}<h3>Later</h3>{RAIN}'}

    assert chapters(made(tmp_path, pages, toc="a#x|The Rain\na#y|The Wall")) == [
        ("The Rain", 1),
        ("The Wall", 2),
    ]


def test_a_chapter_whose_mark_stayed_behind_in_the_file_before(tmp_path):
    pages = {
        "a": f'<h1>Part</h1>{RAIN}<p id="x"/>',
        "b": f"<h2>The Wall</h2>{WALL}",
        "c": f"<h2>Home</h2>{RAIN}",
    }

    found = chapters(made(tmp_path, pages, toc="a|Part\na#x|The Wall\nc|Home"))

    assert found == [("Part", 1), ("The Wall", 1), ("Home", 1)]


def test_one_chapter_in_several_files(tmp_path):
    pages = {"a": f"<h1>The Rain</h1>{RAIN}", "b": WALL, "c": WALL, "d": f"<h1>Home</h1>{RAIN}"}

    assert chapters(made(tmp_path, pages, toc="a|The Rain\nd|Home")) == [("The Rain", 3), ("Home", 1)]


def test_a_heading_on_two_lines_is_one(tmp_path):
    pages = {"a": f"<p>CHAPTER ONE</p><p>The Rain</p>{RAIN}", "b": f"<h1>2</h1><h2>The Wall</h2>{WALL}"}

    assert chapters(made(tmp_path, pages, toc="a|Chapter One: The Rain\nb|2. The Wall")) == [
        ("CHAPTER ONE: The Rain", 1),
        ("2: The Wall", 1),
    ]


def test_without_contents_headings_decide(tmp_path):
    pages = {"a": f"<h3>The Rain</h3>{RAIN}", "b": f"<h3>The Wall</h3>{WALL}<h4>Later</h4>{RAIN}"}

    assert chapters(made(tmp_path, pages)) == [("The Rain", 1), ("The Wall", 2)]


def test_a_book_in_one_file_with_all_that_stands_around_it(tmp_path):
    body = (
        "<p>Lamps</p><p>A. Writer</p><p>2026</p>"
        "<h1 id='d'>Dedication</h1><p>For M.</p>"
        f"<h1 id='x'>The Rain</h1>{RAIN}<h1 id='y'>The Wall</h1>{WALL}"
        "<h1 id='n'>Author’s Note</h1><p>The wall is real.</p>"
    )
    toc = "a#d|Dedication\na#x|The Rain\na#y|The Wall\na#n|Author’s Note"

    assert chapters(made(tmp_path, {"a": body}, toc=toc)) == [("The Rain", 1), ("The Wall", 1)]


def test_chapters_below_the_title_of_the_book_in_the_contents(tmp_path):
    pages = {"a": f"<h1>Lamps</h1><h2 id='x'>The Rain</h2>{RAIN}<h2 id='y'>The Wall</h2>{WALL}"}
    below = "".join(
        f"<li><a href='a#{at}'>{name}</a></li>" for at, name in (("x", "The Rain"), ("y", "The Wall"))
    )
    nav = f"<nav epub:type='toc'><ol><li><a href='a'>Lamps</a><ol>{below}</ol></li></ol></nav>"
    files = {"nav.xhtml": f"<html {OPS}>{nav}</html>"}

    assert chapters(made(tmp_path, pages, files=files)) == [("The Rain", 1), ("The Wall", 1)]


def test_a_file_that_the_contents_pass_over_is_a_chapter_if_it_is_headed_as_those_are(tmp_path):
    pages = {
        "a": f"<h1>Prologue</h1>{RAIN}",
        "b": f"<h1>The Wall</h1>{WALL}",
        "c": f"<h2>Later</h2>{WALL}",
        "d": f"<h1>Epilogue</h1>{RAIN}",
    }

    found = chapters(made(tmp_path, pages, toc="a|Prologue\nd|Epilogue"))

    assert found == [("Prologue", 1), ("The Wall", 2), ("Epilogue", 1)]


def test_contents_of_footnotes_alone_are_not_believed(tmp_path):
    pages = {
        "a": f"<h1>The Rain</h1>{RAIN}<p>Oil<a id='r' href='#f'>1</a>.</p><p id='f'>1. Of whales.</p>",
        "b": f"<h1>The Wall</h1>{WALL}",
    }

    found = chapters(made(tmp_path, pages, toc="a#f|1\na#r|↩"))

    assert found == [("The Rain", 2), ("The Wall", 1)]


def test_contents_that_lead_nowhere_are_not_believed(tmp_path):
    pages = {"a": f"<h2>The Rain</h2>{RAIN}", "b": f"<h2>The Wall</h2>{WALL}"}

    assert chapters(made(tmp_path, pages, toc="lost|The Rain\na|Start")) == [("The Rain", 1), ("The Wall", 1)]


FRONT = [
    ("<p>Lamps</p><p>A Novel</p>", "title page"),
    ("<p>Copyright © 2026</p><p>ISBN 1</p>", "copyright page"),
    ("<h1>Dedication</h1><p>For M.</p>", "dedication"),
    ("<h2>Acknowledgements</h2><p>Thanks to M.</p>", "acknowledgements"),
    ("<h2>About the Author</h2><p>She lives by the sea.</p>", "about the author"),
    ("<h2>Also by A. Writer</h2><p>Other Lamps</p>", "advertisement"),
    ("<h2>Read on for a sneak peek of Other Lamps</h2><h2>Chapter 1</h2><p>Who?</p>", "advertisement"),
    ("<h2>Preview: Other Lamps</h2><p>Who?</p>", "advertisement"),
    ("<section epub:type='colophon'><p>Set in Garamond.</p></section>", "colophon"),
]


@pytest.mark.parametrize(("body", "why"), FRONT)
def test_pages_that_are_left_out(body, why, tmp_path):
    manuscript = read_manuscript(made(tmp_path, {"front": body, "a": f"<h1>The Rain</h1>{RAIN}", "b": WALL}))

    left_out = {b.why for b in manuscript.blocks if b.kind is BlockKind.SKIPPED}
    assert left_out == {"about the file", why}


def test_before_the_story_short_pages_are_told_that_the_contents_list_or_that_head_it(tmp_path):
    pages = {
        "cover": "<img src='x.jpg' alt=''/>",
        "for": "<p>For M.</p>",
        "part": "<h2>Part One</h2>",
        "words": "<p>All is sea.</p>",
        "a": f"<h2>The Rain</h2>{RAIN}",
        "b": WALL,
        "c": f"<h2>Home</h2>{RAIN}",
    }

    manuscript = read_manuscript(made(tmp_path, pages, toc="cover|Cover\na|The Rain\nc|Home"))

    left_out = [manuscript.text[b.start : b.end] for b in manuscript.blocks if b.why == "front matter"]
    assert left_out == ["> For M.", "> All is sea."]
    assert chapters(tmp_path / "book.epub") == [("The Rain", 2), ("Home", 1)]


@pytest.mark.parametrize(
    "title", ["Prologue", "Foreword", "Epilogue", "Notes from a Lighthouse", "The Index"]
)
def test_pages_that_are_told(title, tmp_path):
    manuscript = read_manuscript(
        made(tmp_path, {"front": f"<h1>{title}</h1>{RAIN}", "a": f"<h1>One</h1>{WALL}"})
    )

    assert sum(b.kind is BlockKind.PARAGRAPH for b in manuscript.blocks) == 2


def test_an_authors_note_is_a_note(tmp_path):
    pages = {"a": f"<h1>The Rain</h1>{RAIN}", "b": "<h1>Author’s Note</h1><p>The wall is real.</p>"}

    manuscript = read_manuscript(made(tmp_path, pages, toc="a|The Rain\nb|Author’s Note"))

    assert [b.why for b in manuscript.blocks if b.kind is BlockKind.NOTE] == ["author's note"] * 2


def test_a_story_that_begins_below_a_dedication_is_told(tmp_path):
    pages = {"a": f"<p>Dedication</p><p>For M.</p>{RAIN * 20}"}

    assert len(list(assemble([read_manuscript(made(tmp_path, pages))]).paragraphs())) > 20


def test_a_long_page_is_never_left_out_for_its_title(tmp_path):
    pages = {"a": f"<h1>Dedication</h1>{RAIN * 200}", "b": f"<h1>The Wall</h1>{WALL}"}

    assert chapters(made(tmp_path, pages)) == [("Dedication", 200), ("The Wall", 1)]


@pytest.mark.parametrize(
    "how",
    [
        {"manifest": '<item id="i" href="x.jpg" media-type="image/jpeg" properties="cover-image"/>'},
        {
            "manifest": '<item id="i" href="x.jpg" media-type="image/jpeg"/>',
            "metadata": '<meta name="cover" content="i"/>',
        },
        {"guide": '<reference type="cover" href="front"/>'},
    ],
)
def test_the_cover_comes_along(how, tmp_path):
    pages = {"front": '<img src="x.jpg" alt=""/>', "a": RAIN}
    path = made(tmp_path, pages, files={"x.jpg": picture("JPEG")}, **how)

    assert assemble([read_manuscript(path)]).cover == picture("JPEG")


def test_a_damaged_cover_is_left_out_for_the_next_best(tmp_path, caplog):
    items = (
        '<item id="i" href="broken.jpg" media-type="image/jpeg" properties="cover-image"/>'
        '<item id="j" href="small-cover.jpg" media-type="image/jpeg"/>'
    )
    files = {"broken.jpg": picture("JPEG"), "small-cover.jpg": picture("PNG")}
    path = made(tmp_path, {"a": RAIN}, manifest=items, files=files)
    raw = bytearray(path.read_bytes())
    raw[raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"broken.jpg")) + 16] ^= 1  # its checksum
    path.write_bytes(raw)

    assert read_manuscript(path).cover == picture("PNG")
    assert "the archive is damaged (broken.jpg: Bad CRC-32" in caplog.text


def test_a_cover_that_is_no_picture_is_none(tmp_path):
    item = '<item id="i" href="x.jpg" media-type="image/jpeg" properties="cover-image"/>'

    assert (
        read_manuscript(made(tmp_path, {"a": RAIN}, manifest=item, files={"x.jpg": b"<svg/>"})).cover is None
    )


def test_calibre_calls_nobody_unknown(tmp_path):
    metadata = "<dc:creator>Unknown</dc:creator>"

    assert read_manuscript(made(tmp_path, {"a": RAIN}, metadata=metadata)).author is None


def test_who_wrote_it_in_which_language(tmp_path):
    metadata = (
        "<dc:creator>A. Writer</dc:creator><dc:creator>B. Writer</dc:creator><dc:language>en-GB</dc:language>"
    )

    manuscript = read_manuscript(made(tmp_path, {"a": RAIN}, metadata=metadata))

    assert (manuscript.title, manuscript.author, manuscript.language) == (
        "Lamps",
        "A. Writer, B. Writer",
        "en-GB",
    )


@pytest.mark.parametrize("mark", ['<a href="n#f1"><sup>1</sup></a>', '<a href="n#f1">[1]</a>'])
@pytest.mark.parametrize(
    "note",
    [
        "<h2>Notes</h2><p id='f1'>1. An oil lamp.</p>",
        "<p><a id='f1'>[1]</a> Oil.</p>",
        "<h1 id='f1'>1</h1><p>Oil.</p><p>Of whales.</p>",
    ],
)
def test_footnotes_in_another_file_are_not_told(mark, note, tmp_path):
    pages = {"a": f"<p>The lamp{mark} was lit, and nobody believed it.</p>", "n": note}

    manuscript = read_manuscript(made(tmp_path, pages))

    told = [manuscript.text[b.start : b.end] for b in manuscript.blocks if b.kind is BlockKind.PARAGRAPH]
    assert told == ["The lamp was lit, and nobody believed it."]


@pytest.mark.parametrize("heading", ["<h2 id='c'>{}</h2>", "<p id='c'>{}</p>"])
def test_a_list_of_numbers_leads_to_chapters_and_to_no_footnotes(heading, tmp_path):
    links = "".join(f"<p><a href='{name}#c'>{number}</a></p>" for number, name in enumerate("abc", 1))
    pages = {name: heading.format(number) + RAIN + WALL for number, name in enumerate("abc", 1)}

    path = made(tmp_path, {"list": links, **pages}, toc="a#c|1\nb#c|2\nc#c|3")

    assert chapters(path) == [("1", 2), ("2", 2), ("3", 2)]


def test_nobody_misses_a_file_that_is_not_to_be_read(tmp_path, caplog):
    read_manuscript(made(tmp_path, {"a": RAIN}, manifest='<item id="gone" href="gone.xhtml"/>'))

    assert caplog.messages == []


def test_a_page_outside_the_reading_order_is_told_to_the_reader(tmp_path, caplog):
    page_of_notes = '<item id="z" href="z.xhtml" media-type="application/xhtml+xml"/>'
    path = made(tmp_path, {"a": RAIN}, manifest=page_of_notes, files={"z.xhtml": WALL})

    read_manuscript(path)

    assert caplog.messages == [f"{path}: the book holds z.xhtml outside its reading order: it is not read"]


def test_a_book_of_pictures_holds_no_story(tmp_path):
    with pytest.raises(NarrateError, match="there is no story in this file"):
        read_manuscript(made(tmp_path, {"a": "<img src='x.jpg' alt='A lamp'/>"}))


NOTES = "<p>“You kept the notes,” said Tom. She had, in the tin below the stairs, every one of them.</p>"


@pytest.mark.parametrize("title", ["Notes", "Cover", "Index", "Rights"])
def test_a_chapter_between_others_is_told_whatever_it_is_called(title, tmp_path):
    pages = {"a": RAIN, "b": f"<h1>{title}</h1>{NOTES}", "c": WALL}

    told = chapters(made(tmp_path, pages, toc=f"a|The Rain\nb|{title}\nc|The Wall"))

    assert told == [("The Rain", 1), (title, 1), ("The Wall", 1)]


@pytest.mark.parametrize(
    ("notes", "guide"),
    [
        ("<p>1. “So” said Tom.</p>", ""),
        (NOTES, "<reference type='notes' href='b'/>"),
    ],
)
def test_notes_between_chapters_are_left_out_if_they_are_numbered_or_said_to_be_notes(notes, guide, tmp_path):
    pages = {"a": RAIN, "b": f"<h1>Notes</h1>{notes}", "c": WALL}

    told = chapters(made(tmp_path, pages, toc="a|The Rain\nb|Notes\nc|The Wall", guide=guide))

    assert told == [("The Rain", 1), ("The Wall", 1)]


def test_the_title_of_the_book_above_the_headings_of_its_chapters_is_none_of_theirs(tmp_path):
    pages = {"a": f"<h1>Lamps</h1><h2>Chapter One</h2>{RAIN}", "b": f"<h1>Lamps</h1><h2>Wall</h2>{WALL}"}

    assert chapters(made(tmp_path, pages, toc="a|Chapter One\nb|Lamps")) == [
        ("Chapter One", 1),
        ("Lamps: Wall", 1),  # a story that the collection is called after
    ]
