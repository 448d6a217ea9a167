"""Word files: paragraphs by their styles."""

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from narrate.manuscripts import read_manuscript
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind
from tests.manuscripts.books import word

W = nsdecls("w")
RULE = (
    f"<w:p {W} xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='urn:schemas-microsoft-com:office:office'>"
    "<w:r><w:pict><v:rect o:hr='t'/></w:pict></w:r></w:p>"
)
LINE = "The rain came in sideways from the sea, and nobody believed it."


@pytest.fixture
def document():
    return docx.Document()


def told(document, tmp_path):
    """Every block but the blank ones: its kind and its words."""
    document.save(tmp_path / "story.docx")
    found = read_manuscript(tmp_path / "story.docx")
    return [
        f"{b.kind.value}: {found.text[b.start : b.end]}"
        for b in found.blocks
        if b.kind is not BlockKind.BLANK and b.why != "about the file"
    ]


def test_headings_titles_and_breaks(document, tmp_path):
    document.add_paragraph("The Wrong Lamp", style="Title")
    document.add_heading("The Rain", 1)
    document.add_paragraph(LINE)
    document.add_paragraph("* * *")
    document.add_paragraph(LINE)
    document.add_heading("The Wall", 1)
    document.add_heading("Later", 2)
    document.add_paragraph(LINE)

    assert told(document, tmp_path) == [
        "title: # The Wrong Lamp",
        "heading: ## The Rain",
        f"paragraph: {LINE}",
        "break: * * *",
        f"paragraph: {LINE}",
        "heading: ## The Wall",
        "section: ### Later",
        f"paragraph: {LINE}",
    ]


def test_a_style_based_on_a_heading_is_one(document, tmp_path):
    style = document.styles.add_style("Kapitel", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    for title in ("Der Regen", "Die Mauer"):
        document.add_paragraph(title, style="Kapitel")
        document.add_paragraph(LINE)

    document.save(tmp_path / "story.docx")
    book = assemble([read_manuscript(tmp_path / "story.docx")])
    assert [chapter.title for chapter in book.chapters] == ["Der Regen", "Die Mauer"]


def test_a_style_of_an_outlines_level_heads_chapters(document, tmp_path):
    style = document.styles.add_style("Kopf", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {W} w:val='0'/>"))
    for title in ("Der Regen", "Die Mauer"):
        document.add_paragraph(title, style="Kopf")
        document.add_paragraph(LINE)

    assert told(document, tmp_path) == [
        "heading: ## Der Regen", f"paragraph: {LINE}", "heading: ## Die Mauer", f"paragraph: {LINE}",
    ]  # fmt: skip


def test_a_paragraph_of_an_outlines_level_heads_a_chapter_and_words_own_contents_do_not(document, tmp_path):
    document.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
    for title in ("Der Regen", "Die Mauer"):
        document.add_paragraph(f"{title}\t1", style="TOC 1")
    for title in ("Der Regen", "Die Mauer"):
        document.add_paragraph(title)._p.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {W} w:val='0'/>"))  # noqa: SLF001
        document.add_paragraph(LINE)

    assert told(document, tmp_path) == [
        "skipped: > Der Regen 1", "skipped: > Die Mauer 1",
        "heading: ## Der Regen", f"paragraph: {LINE}", "heading: ## Die Mauer", f"paragraph: {LINE}",
    ]  # fmt: skip


def test_chapters_without_styles(document, tmp_path):
    for title in ("Chapter One", "Chapter Two"):
        document.add_paragraph(title)
        document.add_paragraph(LINE)

    assert [line for line in told(document, tmp_path) if "heading" in line] == [
        "heading: ## Chapter One",
        "heading: ## Chapter Two",
    ]


def test_emphasis(document, tmp_path):
    paragraph = document.add_paragraph("She was ")
    paragraph.add_run("so").italic = True
    paragraph.add_run(" late, ")
    paragraph.add_run("I know", style="Emphasis")
    paragraph.add_run(".")

    assert told(document, tmp_path) == ["paragraph: She was *so* late, *I know*."]


def test_a_style_in_italics_hands_them_down(document, tmp_path):
    loud, low, upright = (
        document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER) for name in ("A", "B", "C")
    )
    low.base_style = upright.base_style = loud
    loud.font.italic, upright.font.italic = True, False
    paragraph = document.add_paragraph("She was ")
    paragraph.add_run("so", style="B")
    paragraph.add_run(" very ")
    paragraph.add_run("late", style="C")

    assert told(document, tmp_path) == ["paragraph: She was *so* very late"]


def test_what_is_deleted_hidden_or_a_field_is_not_told(document, tmp_path):
    paragraph = document.add_paragraph("The lamp ")
    ruby = "<w:rt><w:r><w:t>umi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>海</w:t></w:r></w:rubyBase>"
    for xml in (
        f'<w:del {W} w:id="1" w:author="x"><w:r><w:delText>was not</w:delText></w:r></w:del>',
        f'<w:ins {W} w:id="2" w:author="x"><w:r><w:t xml:space="preserve">is </w:t></w:r></w:ins>',
        f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
        f"<w:r {W}><w:instrText>PAGE</w:instrText></w:r>",
        f'<w:hyperlink {W} w:anchor="x"><w:r><w:t xml:space="preserve">lit on </w:t></w:r></w:hyperlink>',
        f"<w:r {W}><w:ruby>{ruby}</w:ruby></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no other way

    assert told(document, tmp_path) == ["paragraph: The lamp is lit on 海", "skipped: > secret"]


def test_the_caption_of_a_picture_is_not_told(document, tmp_path):
    document.add_paragraph(LINE)
    document.add_paragraph("A map of the town", style="Caption")

    assert told(document, tmp_path) == [f"paragraph: {LINE}", "skipped: > A map of the town"]


def picture(name, described=""):
    """A paragraph with nothing but a picture."""
    drawing = (
        f"<wp:inline><wp:docPr id='1' name='p' descr='{described}'/><a:blip r:embed='{name}'/></wp:inline>"
    )
    return parse_xml(f"<w:p {nsdecls('w', 'wp', 'a', 'r')}><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>")


def of_many(document, paragraphs):
    """A document of long paragraphs with some others among them."""
    for paragraph in paragraphs:
        for _ in range(5):
            document.add_paragraph(LINE)
        document.element.body.insert(len(document.element.body) - 1, paragraph)
    document.add_paragraph(LINE)
    return document


def test_a_picture_or_a_box_is_no_empty_line(document, tmp_path):
    inside = "<w:txbxContent><w:p><w:r><w:t>Keep out!</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p {W}><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    others = [picture("r1"), picture("r2", "A map of the town"), parse_xml(box)]

    assert [line for line in told(of_many(document, others), tmp_path) if line != f"paragraph: {LINE}"] == [
        "skipped: > A map of the town", "paragraph: Keep out!",
    ]  # fmt: skip


def test_a_picture_that_old_programs_are_shown_otherwise_is_one(document, tmp_path):
    twice = parse_xml(
        f"<w:p {nsdecls('w', 'a', 'r')} xmlns:v='urn:schemas-microsoft-com:vml'"
        " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:r><mc:AlternateContent>"
        "<mc:Choice><w:drawing><a:blip r:embed='r1'/></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:imagedata r:id='r1'/></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )

    assert told(of_many(document, [twice]), tmp_path) == [f"paragraph: {LINE}"] * 6


@pytest.mark.parametrize(
    "ornaments",
    [
        [picture("r1"), picture("r1")],
        [picture("r1", "ornament"), picture("r2", "divider")],
        [parse_xml(RULE), parse_xml(RULE)],
    ],
)
def test_ornaments_and_rules_break_the_scene(ornaments, document, tmp_path):
    found = told(of_many(document, ornaments), tmp_path)

    assert [line for line in found if line != f"paragraph: {LINE}"] == ["break: * * *"] * 2


def test_empty_lines_in_a_table_break_nothing(document, tmp_path):
    for _ in range(9):
        document.add_paragraph(LINE)
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Her reckoning:"
    cell.add_paragraph()
    cell.add_paragraph("Seven pounds.")

    assert told(document, tmp_path)[-2:] == ["paragraph: Her reckoning:", "paragraph: Seven pounds."]


def test_a_footnotes_mark_that_is_a_link_is_not_told(document, tmp_path):
    paragraph = document.add_paragraph("The lamp was lit.")
    link = f"<w:hyperlink {W} w:anchor='n1'><w:r><w:t>1</w:t></w:r></w:hyperlink>"
    document.element.body[0].append(parse_xml(link))
    paragraph.add_run(" Nobody believed it.")

    assert told(document, tmp_path) == ["paragraph: The lamp was lit. Nobody believed it.", "skipped: > 1"]


def test_tables_are_told_in_order(document, tmp_path):
    document.add_paragraph(LINE)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "A letter."
    table.cell(0, 1).text = "Its answer."
    document.add_paragraph(LINE)

    assert told(document, tmp_path) == [
        f"paragraph: {LINE}", "paragraph: A letter.", "paragraph: Its answer.", f"paragraph: {LINE}",
    ]  # fmt: skip


def test_a_rare_empty_line_breaks_the_scene(document, tmp_path):
    for _ in range(9):
        document.add_paragraph(LINE)
    document.add_paragraph("")
    document.add_paragraph(LINE)

    assert told(document, tmp_path)[-2:] == ["break: * * *", f"paragraph: {LINE}"]


def test_an_empty_line_after_every_paragraph_breaks_nothing(document, tmp_path):
    for _ in range(9):
        document.add_paragraph(LINE)
        document.add_paragraph("")

    assert told(document, tmp_path) == [f"paragraph: {LINE}"] * 9


def test_properties_name_the_book(document, tmp_path):
    document.core_properties.title = "The Wrong Lamp"
    document.core_properties.author = "A. Writer"
    document.add_paragraph(LINE)
    document.save(tmp_path / "story.docx")

    found = read_manuscript(tmp_path / "story.docx")

    assert (found.title, found.author) == ("The Wrong Lamp", "A. Writer")


def test_a_style_names_the_author(document, tmp_path):
    document.styles.add_style("Author", WD_STYLE_TYPE.PARAGRAPH)
    document.core_properties.author = ""
    document.add_paragraph("The Wrong Lamp", style="Title")
    document.add_paragraph(style="Author").add_run("A. Writer").italic = True
    document.add_paragraph(LINE)
    document.save(tmp_path / "story.docx")

    assert read_manuscript(tmp_path / "story.docx").author == "A. Writer"


@pytest.mark.parametrize("how", ["bold", "centred"])
def test_headings_that_are_none_by_style(how, document, tmp_path):
    for title in ("The Rain", "The Wall"):
        paragraph = document.add_paragraph()
        paragraph.add_run(title).bold = how == "bold"
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if how == "centred" else None
        for _ in range(10):
            document.add_paragraph(LINE)
    document.add_paragraph().add_run("The End").bold = True

    assert [line for line in told(document, tmp_path) if "heading" in line] == [
        "heading: ## The Rain",
        "heading: ## The Wall",
    ]


def test_a_heading_of_two_lines_is_one(document, tmp_path):
    paragraph = document.add_paragraph("Chapter One")
    paragraph.add_run().add_break()
    paragraph.add_run("The Rain")
    document.add_paragraph(LINE)

    assert told(document, tmp_path) == ["heading: ## Chapter One: The Rain", f"paragraph: {LINE}"]


def test_signs_in_bold_are_told(document, tmp_path):
    for sign in ("Keep Out", "No Entry", "Danger Ahead"):
        document.add_paragraph().add_run(sign).bold = True
        document.add_paragraph(LINE)

    assert not [line for line in told(document, tmp_path) if "heading" in line]


def test_notes_comments_and_running_heads_are_listed(tmp_path):
    path = word(
        tmp_path,
        **{
            f"word/{name}.xml": f"<w:{name} {W}><w:p><w:r><w:t>The {name} </w:t></w:r></w:p></w:{name}>"
            for name in ("header1", "footer2", "comments", "footnotes")
        },
    )

    found = read_manuscript(path)
    assert [(b.why, found.text[b.start : b.end]) for b in found.blocks if b.kind is BlockKind.SKIPPED][
        1:
    ] == [
        ("running head", "> The header1"),
        ("running foot", "> The footer2"),
        ("comments", "> The comments"),
        ("footnotes", "> The footnotes"),
    ]
