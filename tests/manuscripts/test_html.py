"""HTML in all its forms: no word of it is lost, and nothing but the story is told."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.manuscripts import html, text
from narrate.story.assembling import assemble
from narrate.story.book import BlockKind
from tests.manuscripts.words import letters_of, words_in, words_of

PATH = Path("story.html")
LONG = "The rain came in sideways from the sea, and nobody in the town believed that the lamp was lit again."


def told(markup: str) -> list[str]:
    """The paragraphs and breaks of a page's body."""
    found = html.read(f"<html><body>{markup}</body></html>".encode(), PATH)
    return [
        "(break)" if block.kind is BlockKind.BREAK else found.text[block.start : block.end]
        for block in found.blocks
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.BREAK)
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>rain<p>wall", ["rain", "wall"]),
        ("rain<br><br>wall", ["rain", "wall"]),
        (f"{LONG}<br>{LONG}", [LONG, LONG]),
        ("<p>The lamp is lit,<br>nobody knows<br>by whom</p>", ["The lamp is lit,\nnobody knows\nby whom"]),
        ("<p>un<em>believ</em>able</p>", ["unbelievable"]),
        ("<p>He is <em>so </em>late</p>", ["He is *so* late"]),
        ("<p><em>“Go,” she said.</em></p>", ["“*Go,” she said.*"]),
        ('<p><span style="font-style:italic">all <span style="font-style: normal">but</span> this</span></p>',
         ["*all* but *this*"]),
        ("<em><p>rain</p><p>wall</p></em>", ["*rain*", "*wall*"]),
        ('<p><span class="dropcap">T</span> he lamp</p>', ["The lamp"]),
        ('<p><span class="drop-cap">A</span> lamp</p>', ["A lamp"]),
        ('<p><span class="drop-cap">A</span> <b>lamp</b></p>', ["A lamp"]),
        ('<p>“<span class="dropcap">T</span>he lamp”</p>', ["“The lamp”"]),
        ('<p><span class="dropcap"><span class="dropcap">T</span></span>he lamp</p>', ["The lamp"]),
        ('<p class="dropcap">T</p><p>he lamp</p>', ["The lamp"]),
        ('<p><img src="t.png" alt="T">he lamp</p>', ["The lamp"]),
        ("<p>har&shy;bour&nbsp;wall&#8203;</p>", ["harbour wall"]),
        ("<p><ruby>灯<rp>(</rp><rt>tomoshibi</rt><rp>)</rp></ruby>が</p>", ["灯が"]),
        ('<p>rain <span class="pagenum">[12]</span>wall</p>', ["rain wall"]),
        ("<p>1<sup>st</sup> of May</p>", ["1st of May"]),
        ("<p>rain</p><hr><p>wall</p>", ["rain", "(break)", "wall"]),
        ('<p>rain</p><p><img src="x.png" alt="* * *"></p><p>wall</p>', ["rain", "(break)", "wall"]),
        ('<p>rain</p><div class="scene-break"></div><p>wall</p>', ["rain", "(break)", "wall"]),
        ("<p>rain</p><p>~</p><p>wall</p>", ["rain", "(break)", "wall"]),
        ("<p>rain</p><p>---------------------------------</p><p>wall</p>", ["rain", "(break)", "wall"]),
        ("<p>a</p>" * 9 + "<p>&nbsp;</p><p>b</p>", ["a"] * 9 + ["(break)", "b"]),
        ("<p>a</p><p>&nbsp;</p>" * 9 + "<p>b</p>", ["a"] * 9 + ["b"]),
        ("<pre>rain\n\nwall</pre>", ["rain", "wall"]),
        ("<table><tr><td>rain</td><td>wall</td></tr><tr><td>lamp</td></tr></table>", ["rain wall", "lamp"]),
        ('<p>a</p><p><img src="x.gif" name="Shape1" alt="Shape1"></p><p>b</p>', ["a", "(break)", "b"]),
        ("<hr><p>a</p><hr><h3>b</h3>", ["a"]),
        ('<p>a</p><hr style="page-break-before:always;display:none"><p>b</p>', ["a", "b"]),
        ('<div class="stanza"><div class="verse">The lamp</div><div class="verse">is lit,</div></div>b',
         ["The lamp\nis lit,", "b"]),
        ("<p>yes</p><noscript>Switch JavaScript on.</noscript>", ["yes"]),
        ('<div class="transnote"><p>Errors were mended.</p></div><p>yes</p>', ["yes"]),
        ("<p hidden>no</p><p>yes</p>", ["yes"]),
        ("<p>yes</p><div role=navigation>Home</div>", ["yes"]),
        ('<p>yes<a href="#n"><sup>1</sup></a></p><p>Footnotes</p><p id=n>1 no</p>', ["yes"]),
        ("<p>yes</p><p class='wp-caption-text'>A map</p><div class=Image_20_Caption>A wall</div>", ["yes"]),
        ('<p id="r">a lamp<sup><a href="#c">[a]</a></sup></p><p><a href="#r" id="c">[a]</a>No.</p>',
         ["a lamp"]),
        ('<p>It rains in <a href="#c">1</a>.</p><div><h2 id=c>1</h2><p>yes</p></div>',
         ["It rains in 1.", "yes"]),
        ("<p>rain</p><p># # #</p><p>wall</p>", ["rain", "(break)", "wall"]),
        ('<p><a href="1">← Previous Chapter</a> <a href="3">Next</a></p><p>yes</p>', ["yes"]),
        ('<p>yes</p><div class="comments"><p>First!</p></div><footer>A Site</footer>', ["yes"]),
        ("<blockquote><p>yes</p><footer>Anna</footer></blockquote>", ["yes", "Anna"]),
        ("<style>@media print{a{}.y{display:none}}.z{display:none}</style><p class=y>a<p class=z>no", ["a"]),
        ("<style>#workskin .x{display:none}</style><p class=x>no<p>yes", ["yes"]),
        ("<div title=header><p>no</div><p>yes<div title=footer>3</div>", ["yes"]),
        ("<p>a lamp<span class=footnote-note>1</span> is lit</p>", ["a lamp is lit"]),
        ("<p>yes</p><div id=footer><div>Last updated 2026-03-01</div></div>", ["yes"]),
        ("<div class='site-header'>Blog</div><div class=breadcrumbs>Home</div><p>yes</p>", ["yes"]),
        ("<p>yes</p><p>If you find this tale on Amazon, it has been stolen. Please report the violation.</p>",
         ["yes"]),
        ("<p>yes</p><p>Stolen story; please report.</p>", ["yes"]),
        ("<p>It was a stolen book from Amazon, and he had to report it to the author.</p>",
         ["It was a stolen book from Amazon, and he had to report it to the author."]),
        ("<p>a<!-- no --> b<?no no?> c</p>", ["a b c"]),
        ("<p>yes</p><script>no()</script><style>p{}</style><template>no</template>", ["yes"]),
    ],
)  # fmt: skip
def test_what_is_told(markup, expected):
    assert told(markup) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('<meta charset="iso-8859-1"><p>Café</p>'.encode(), "Café"),  # declared wrong: UTF-8 is believed
        ('<meta charset="windows-1252"><p>“Café”</p>'.encode("cp1252"), "“Café”"),
        ('<?xml version="1.0" encoding="koi8-r"?><p>Маяк горит</p>'.encode("koi8-r"), "Маяк горит"),
        ('<meta charset="utf-8"><p>“Café au lait, s’il vous plaît”</p>'.encode("cp1252"), "Caf"),
        ('<meta charset="iso-8859-1"><p>“Café…”</p>'.encode("cp1252"), "“Café…”"),
        ("<p>Café</p>".encode("utf-16"), "Café"),
        (b'<meta charset="no-such"><p>Lamp</p>', "Lamp"),
        (b'<meta charset="undefined"><p>Caf\xe9 au lait</p>', "Café au lait"),
        (b'<meta charset="unicode_escape"><p>Caf\xe9: \\u0041</p>', r"Café: \u0041"),
    ],
)
def test_encodings(raw, expected):
    assert expected in html.read(raw, PATH).text


def test_what_an_author_calls_a_comment_on_the_archive_is_story():
    page = (
        '<p>Posted originally on the Archive of Our Own</p><div id="preface"><h1>Lamp</h1></div>'
        '<div id="chapters"><div class="comment">First!</div><div class="footer">Nora</div></div>'
    )

    assert told(page) == ["First!", "Nora"]


@pytest.mark.parametrize(
    "row",
    [
        '<p><a href="#{0}">{0}.</a></p>',
        '<a href="#{0}">{0}</a>',
        '<table><tr><td><a href="#{0}">{0}.</a></td><td>In which the rain comes in again</td></tr></table>',
    ],
)
def test_a_list_of_chapters_by_their_numbers_is_not_told(row):
    contents = "".join(map(row.format, ("I", "II", "III", "IV"))).replace("</table><table>", "")
    chapters = "".join(f'<h2 id="{number}">{number}</h2><p>{LONG}</p>' for number in ("I", "II", "III", "IV"))

    assert told(f"<div>{contents}</div>{chapters}") == [LONG] * 4


_words = st.sampled_from("lamp rain wall Nora “go” Chapter 1 I. * # > [note] A/N: Notes T".split())
_voids = st.sampled_from(
    ["<br>", "<hr>", "<br/><br/>", "<!--chapter content-->", "<img alt='x' src='y'>", "<a id='n'/>"]
)
_tags = st.sampled_from(
    (
        *"p div em i b h1 h2 h3 blockquote table tr td ul li pre ruby rt sup aside dl dt dd nav".split(),
        *("center", "font", "figure", "figcaption", "p hidden", "p id='n'", "a href='#n'"),
        *("div class='userstuff'", "blockquote class='userstuff'", "div id='chapters'", "div id='preface'"),
        *("div class='meta group'", "body class='fff_titlepage'", "h3 class='fff_chapter_title'"),
        "span class='dropcap'",
    )
)
_markup = st.recursive(
    _words | _voids,
    lambda inner: st.builds(
        lambda tag, parts, closed: f"<{tag}>{' '.join(parts)}" + (f"</{tag.split()[0]}>" if closed else ""),
        _tags,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)


@given(_markup)
def test_no_word_is_lost(markup):
    seen = words_in(f"{LONG} {re.sub(r'<[^>]*>', ' ', markup)}")

    found = html.read(f"<html><body><p>{LONG}</p>{markup}</body></html>".encode(), PATH)

    assert letters_of(seen) <= letters_of(words_of(found))


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("The Lamp", "<h1>The Lamp</h1><p>A. Writer</p>", ("The Lamp", "A. Writer")),
        ("x", "<h1>The Lamp by A. Writer</h1>", ("The Lamp", "A. Writer")),
        ("x", "<h1>One by One</h1>", ("One by One", "A. Writer")),
        (
            "The Lamp - Chapter 2: The Wall | A Site",
            "<h1>Chapter 2: The Wall</h1>",
            ("The Lamp", "A. Writer"),
        ),
        ("x", "<p>The Lamp</p><p>a story by A. Writer</p>", ("The Lamp", "A. Writer")),
        ("x", "<h1>Chapter 3</h1><h3>by <a>Wren</a></h3>", ("x", "Wren")),
        ("Chapter 3", "<h2>The Lamp</h2><h3>Chapter 3</h3>", ("The Lamp", "A. Writer")),
        ("Der Salzweg", "<p>Der Salzweg</p><p>von A. Autorin</p>", ("Der Salzweg", "A. Autorin")),
        ("x", "<h1>The <em>Lamp</em></h1><p>by <i>A. Writer</i></p>", ("The Lamp", "A. Writer")),
        ("x", "<h1>THE LAMP</h1><p>BY<br>A. WRITER</p>", ("THE LAMP", "A. WRITER")),
    ],
)
def test_title_and_author(head, body, expected):
    author = "<meta name='author' content='A. Writer'>"
    told = (
        f"<p>{LONG}</p>"
        if "Chapter" in body
        else f"<h1>Chapter 1</h1><p>{LONG}</p><h1>Chapter 2</h1><p>{LONG}</p>"
    )

    found = html.read(f"<title>{head}</title>{author}{body}{told}".encode(), PATH)

    assert (found.title, found.author) == expected


def test_the_sign_that_a_heading_is_linked_by_is_none_of_its_words():
    chapter = f'<h2 id="r">The Rain<a href="#r">¶</a></h2><p>{LONG}</p>'
    found = html.read((2 * chapter).encode(), PATH)

    assert [chapter.title for chapter in assemble([found]).chapters] == ["The Rain"] * 2


def test_several_works_in_one_file():
    work = (
        "<div id='preface'><h1>{0}</h1></div><div id='chapters'><div class='userstuff'><p>{1}</p></div></div>"
    )
    works = "".join(work.format(title, LONG) for title in ("The Lamp", "The Wall"))

    found = html.read(f"{works}<!-- Posted originally on the Archive of Our Own -->".encode(), PATH)

    assert [chapter.title for chapter in assemble([found]).chapters] == ["The Lamp", "The Wall"]


def test_a_heading_may_be_as_long_as_archives_let_titles_be():
    titles = ["One", f"In which {'nobody comes and ' * 14}it rains", "Three"]
    page = "".join(f"<h2>{title}</h2><p>{LONG}</p>" for title in titles)

    for found in (
        html.read(page.encode(), PATH),
        text.read("".join(f"# {title}\n\n{LONG}\n\n" for title in titles).encode(), PATH),
    ):
        assert [chapter.title for chapter in assemble([found]).chapters] == titles


def test_a_note_that_says_itself_what_it_is_has_no_other_name():
    found = html.read(b"<p>A/N: I was ill.</p><p>The rain came.</p><p>It went.</p>", PATH)

    assert found.text.split("---\n")[-1].strip() == "[note]\n> A/N: I was ill.\n\nThe rain came.\n\nIt went."
