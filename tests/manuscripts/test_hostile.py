"""Files made to harm, and broken ones: one clear error, or what can safely be read."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import NarrateError
from narrate.manuscripts import epub, html, read_manuscript
from narrate.story.book import BlockKind
from tests.manuscripts.books import book, pack, page, word

STORY = "<p>The rain came in sideways from the sea.</p>"


def told(path):
    found = read_manuscript(path)
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.PARAGRAPH]


def error(path):
    with pytest.raises(NarrateError) as raised:
        read_manuscript(path)
    return raised.value.message


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = book({"one": STORY}, tmp_path / "b.epub", extra={"two.xhtml": "<p>" + " " * 70_000_000})

    assert told(path) == ["The rain came in sideways from the sea."]  # nobody asks for two.xhtml

    path = book({"one": STORY + " " * 5_000_000}, tmp_path / "c.epub")
    assert error(path) == "this archive is not unpacked: one.xhtml unpacks to 5 MB"


def test_files_that_are_too_large_together(tmp_path, monkeypatch):
    monkeypatch.setattr("narrate.manuscripts.opening.archive._LARGEST_TOTAL", 2000)
    pages = {f"p{number}": STORY * 10 for number in range(9)}

    assert error(book(pages, tmp_path / "b.epub")) == "this archive is not unpacked: unpacked it is huge"


def test_a_member_that_lies_about_its_size(tmp_path):
    """The header says 10 bytes, the data are 5 MB: no more than 10 are unpacked."""
    path = book({"one": STORY}, tmp_path / "b.epub")
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"one.xhtml"))
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(raw)

    assert error(path).startswith("the archive is damaged")


def test_names_that_leave_the_archive_are_only_names(tmp_path):
    secret = tmp_path / "secret.xhtml"
    secret.write_text(page("<p>secret</p>"))
    opf = (
        '<package><manifest><item id="a" href="../../../secret.xhtml" media-type="application/xhtml+xml"/>'
        f'<item id="b" href="{secret}" media-type="application/xhtml+xml"/>'
        '<item id="c" href="file:///etc/passwd" media-type="application/xhtml+xml"/>'
        '<item id="d" href="d.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/>'
        '<itemref idref="d"/></spine></package>'
    )
    path = pack(
        {"content.opf": opf, "d.xhtml": page(STORY), "../../evil.xhtml": page("evil")}, tmp_path / "b.epub"
    )

    assert told(path) == ["The rain came in sideways from the sea."]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.epub", "secret.xhtml"]


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
BOMB = f'<!DOCTYPE html [<!ENTITY l0 "ha">{LAUGHS}]>'


def test_entities_are_not_expanded(tmp_path):
    xhtml = page(STORY + "<p>&l11;</p>").replace("?>", f"?>{BOMB}", 1)
    external = page(STORY).replace("?>", '?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1)
    opf_bomb = BOMB.replace("html", "package")
    path = book({"one": ""}, tmp_path / "b.epub", extra={"one.xhtml": xhtml})
    assert told(path) == ["The rain came in sideways from the sea.", "&l11;"]

    (tmp_path / "x.html").write_text(external.replace("</p>", " &x;</p>"))
    assert told(tmp_path / "x.html") == ["The rain came in sideways from the sea. &x;"]

    opf = opf_bomb + (
        "<package><metadata><title>&l11;</title></metadata><manifest>"
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    assert told(pack({"content.opf": opf, "a.xhtml": page(STORY)}, tmp_path / "o.epub")) == [
        "The rain came in sideways from the sea."
    ]


@pytest.mark.parametrize(
    "tags", [("<table><tr><td>", "</td></tr></table>"), ("<div>", "</div>"), ("<span>", "")]
)
def test_nesting_a_thousand_deep_is_told_or_refused(tags, tmp_path):
    path = tmp_path / "deep.html"
    path.write_text(tags[0] * 300 + STORY + tags[1] * 300)
    assert told(path) == ["The rain came in sideways from the sea."]

    path.write_text(tags[0] * 5000 + STORY + tags[1] * 5000)
    assert error(path) == "the markup is nested more deeply than any reader follows"


def test_a_hundred_megabytes_of_html(tmp_path):
    path = tmp_path / "large.html"
    path.write_bytes(STORY.encode() * 2_200_000)

    assert error(path) == "101 MB of text are no story"


def test_one_endless_paragraph(tmp_path):
    path = tmp_path / "long.html"
    path.write_text("<p>" + "*a _b " * 100_000 + "</p>")

    assert len(told(path)[0]) == 599_999


@pytest.mark.parametrize(
    "markup",
    [
        "<b>rain and wall</b>",
        "<blockquote><p>Notes</p></blockquote>",
        "<p id='n'>1 x</p><sup><a href='#n'>1</a></sup>",
        "<h2>The Lamp</h2>",
        "<p>1</p><p>2</p>",
    ],
)
def test_what_repeats_without_end_is_read_once(markup, tmp_path):
    """Looking back over everything for each of them would take minutes."""
    path = tmp_path / "long.html"
    path.write_text(STORY + markup * 6_000)

    assert "The rain came in sideways from the sea." in read_manuscript(path).text


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("-" * 195 + "x\n\n") * 5_000, id="frames"),
        pytest.param(" " * 200_000 + "x\n", id="an indent"),
        pytest.param("\\" * 200_000 + "x\n", id="backslashes"),
    ],
)
def test_what_almost_has_a_form_is_seen_through_at_once(lines, tmp_path):
    """Trying every way to read such a line would take minutes."""
    path = tmp_path / "long.txt"
    path.write_text("The rain came.\n\n" + lines)

    assert told(path)[0] == "The rain came."


def test_document_types_without_end(tmp_path):
    path = book({"one": STORY}, tmp_path / "b.epub", extra={"META-INF/container.xml": "<!DOCTYPE[" * 80_000})

    assert told(path) == ["The rain came in sideways from the sea."]


def test_more_lines_than_a_story_has(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("rain\n" * 600_000)

    assert error(path) == "more than 500,000 lines are no story"


def test_a_member_without_a_name(tmp_path):
    path = pack({"": "rain"}, tmp_path / "b.epub")

    assert error(path) == "the EPUB has no readable package file (.opf)"


def test_scripts_are_never_text(tmp_path):
    path = tmp_path / "s.html"
    path.write_text(
        f"<body onload='steal()'>{STORY}<script>steal()</script><p onclick='x'>Go.</p>"
        "<svg><script>x</script></svg>"
    )

    assert told(path) == ["The rain came in sideways from the sea.", "Go."]


def test_a_book_without_some_of_its_files(tmp_path, caplog):
    spine = '<itemref idref="one"/><itemref idref="lost"/><itemref idref="one"/>'
    path = book({"one": STORY}, tmp_path / "b.epub", spine=spine)

    assert told(path) == ["The rain came in sideways from the sea."]
    assert [r.getMessage() for r in caplog.records] == [
        f"{path}: the book lists lost, and does not hold it: a chapter may be missing"
    ]


def test_contents_that_lead_in_circles(tmp_path):
    points = "<navPoint><navLabel><text>Round</text></navLabel><content src='one.xhtml'/>" * 500
    ncx = f"<ncx><navMap>{points}{'</navPoint>' * 500}</navMap></ncx>"
    opf = (
        '<package><manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine toc="ncx"><itemref idref="one"/></spine></package>'
    )
    path = pack({"content.opf": opf, "toc.ncx": ncx, "one.xhtml": page(STORY)}, tmp_path / "b.epub")

    assert told(path) == ["The rain came in sideways from the sea."]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "the EPUB has no readable package file (.opf)"),
        ({"content.opf": "no xml"}, "the EPUB has no readable package file (.opf)"),
        ({"content.opf": "<package/>"}, "there is no story in this file"),
        ({"META-INF/container.xml": "<container/>"}, "the EPUB has no readable package file (.opf)"),
        (
            {
                "META-INF/encryption.xml": '<e><CipherReference URI="one.xhtml"/></e>',
                "content.opf": "<package/>",
            },
            "this EPUB is locked by its seller (DRM)",
        ),
    ],
)
def test_an_epub_without_a_book(files, expected, tmp_path):
    assert error(pack(files, tmp_path / "b.epub")) == expected


def test_truncated_archives(tmp_path):
    whole = book({"one": STORY * 50}, tmp_path / "b.epub").read_bytes()
    for length in range(2, len(whole), 97):
        with pytest.raises(NarrateError):
            epub.read(whole[:length], tmp_path / "b.epub")


@given(st.data())
def test_an_archive_with_wrong_bytes_is_read_or_refused(tmp_path_factory, data):
    whole = bytearray(book({"one": STORY * 3}, tmp_path_factory.getbasetemp() / "f.epub").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(2, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = epub.read(bytes(whole), tmp_path_factory.getbasetemp() / "f.epub")
    except NarrateError:
        return
    assert "".join(found.text[b.start : b.end] for b in found.blocks) == found.text


def test_a_word_file_with_macros_or_links_elsewhere(tmp_path):
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    path = word(tmp_path, lambda _, data: data.replace(plain, macro))
    assert error(path) == "this Word file has macros, or is none"

    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="http://127.0.0.1:1/evil.dotm" TargetMode="External"/></Relationships>'
    )
    path = word(
        tmp_path,
        lambda name, data: data.replace(b"</Relationships>", link) if "rels" in name else data,
        **{"word/vbaProject.bin": b"macro"},
    )
    assert told(path) == ["The rain came in sideways from the sea."]


def test_a_word_file_with_entities_or_without_parts(tmp_path):
    def bombed(name, data):
        if name != "word/document.xml":
            return data
        return data.replace(
            b"<w:document", BOMB.replace("html", "w:document").encode() + b"<w:document", 1
        ).replace(b"sideways", b"&l11;")

    assert "damaged" in error(word(tmp_path, bombed))
    assert "damaged" in error(
        word(tmp_path, lambda name, data: b"<w:document" if name == "word/document.xml" else data)
    )
    second = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'officeDocument" Target="word/styles.xml"/></Relationships>'
    )
    assert "damaged" in error(
        word(
            tmp_path,
            lambda name, data: data.replace(b"</Relationships>", second) if name == "_rels/.rels" else data,
        )
    )
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as target:
        target.writestr("word/document.xml", "<x/>")
    assert "damaged" in error(tmp_path / "x.docx")


def test_a_word_file_that_is_packed_wrongly(tmp_path):
    path = word(tmp_path)
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(tmp_path / "x.docx", "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        at = target.getinfo("word/document.xml").header_offset + 60
    raw = bytearray((tmp_path / "x.docx").read_bytes())
    raw[at : at + 20] = bytes(20)
    (tmp_path / "x.docx").write_bytes(raw)

    assert error(tmp_path / "x.docx").startswith("the Word file is damaged")


def test_styles_that_are_based_on_one_another_in_a_circle(tmp_path):
    def circling(name, data):
        if name == "word/styles.xml":
            style = b'<w:style w:styleId="%s"><w:name w:val="heading 1"/><w:basedOn w:val="%s"/></w:style>'
            return data.replace(b"</w:styles>", style % (b"a", b"b") + style % (b"b", b"a") + b"</w:styles>")
        styled = b'<w:body><w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>The Rain</w:t></w:r></w:p>'
        return data.replace(b"<w:body>", styled)

    assert told(word(tmp_path, circling)) == ["The rain came in sideways from the sea."]


@pytest.mark.parametrize("level", ["", "01", "-1", "level"])
def test_an_outline_level_that_is_none(level, tmp_path):
    outlined = f'<w:body><w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr></w:p>'.encode()

    path = word(tmp_path, lambda _, data: data.replace(b"<w:body>", outlined))

    assert told(path) == ["The rain came in sideways from the sea."]


def test_a_word_file_without_end(tmp_path):
    endless = b"<w:body>" + b"<w:p/>" * 200_001
    path = word(tmp_path, lambda _, data: data.replace(b"<w:body>", endless))

    assert error(path) == "more than 200,000 paragraphs are no story"


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "this is a PDF, whose lines know nothing of paragraphs"),
        ("a.txt", b"%PDF-1.7 ...", "this is a PDF, whose lines know nothing of paragraphs"),
        ("a.rtf", b"{\\rtf1 Hello}", "this is a rich-text file (RTF)"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Word file"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "this is a Word file that is locked with a password",
        ),
        ("a.fb2", b"<?xml version='1.0'?>\n<FictionBook xmlns='x'>", "this is a FictionBook (FB2)"),
        (
            "a.fb2",
            b"<?xml version='1.0'?>\n<FictionBook xmlns='x'>\n<p>Rain</p>\n</FictionBook>",
            "this is a FictionBook (FB2)",
        ),
        ("a.txt", b"\xef\xbb\xbf<?xml version='1.0'?><TEI>", "this is XML that is no web page"),
        (
            "a.mhtml",
            b"From: <Saved>\r\nContent-Type: multipart/related;\r\n\ttype='text/html'",
            "this is a web archive (MHTML)",
        ),
        ("a.tex", b"% mine\n\\documentclass{book}", "this is a LaTeX file"),
        ("a.tex", b"% Options\n%\n\\PassOptionsToPackage{hyphens}{url}", "this is a LaTeX file"),
        ("a.mobi", b"\0" * 60 + b"BOOKMOBI", "this is a Kindle book"),
        (
            "a.epub",
            b"<html>404 not found</html>",
            "this is no EPUB file: it is damaged, or has the wrong name",
        ),
        ("a.epub", b"PK\x03\x04 not a zip", "the archive is damaged (File is not a zip file)"),
        ("a.html", b"", "the file is empty"),
        ("a.script", b"{pause 2s}\n", "the file holds only white space"),
        ("a.txt", b"\x00 \x1b\n", "the file holds only white space"),
        ("a.txt", b"\xc2\xa0\n\xe3\x80\x80\n", "the file holds only white space"),
        ("a.html", b"<p> </p>", "there is no story in this file"),
    ],
)
def test_files_that_are_no_manuscripts(name, raw, expected, tmp_path):
    (tmp_path / name).write_bytes(raw)

    assert error(tmp_path / name) == expected


def test_other_archives(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as target:
        target.writestr("story.txt", "The rain came.")
    assert error(tmp_path / "a.zip") == "this archive holds neither an EPUB nor a DOCX"

    with zipfile.ZipFile(tmp_path / "a.odt", "w") as target:
        target.writestr("content.xml", "<office/>")
    assert error(tmp_path / "a.odt") == "this is an OpenDocument file"


def test_an_archive_of_one_page_that_calibre_made(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.htmlz", "w") as target:
        target.writestr("index.html", STORY)
        target.writestr("metadata.opf", "<package/>")

    with pytest.raises(NarrateError) as caught:
        read_manuscript(tmp_path / "a.htmlz")

    assert caught.value.hint == "Unpack it and name index.html."


def test_a_locked_archive(tmp_path):
    path = book({"one": STORY}, tmp_path / "b.epub")
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"one.xhtml"))
    raw[at + 8] |= 1
    path.write_bytes(raw)

    assert error(path) == "the archive is locked with a password"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_refused(raw):
    try:
        found = html.read(raw, Path("x.html"))
    except NarrateError:
        return
    assert "".join(found.text[b.start : b.end] for b in found.blocks) == found.text
