"""How fast a long book is read, in each format, against parsing its markup and taking its words.

    python benchmarks/manuscripts.py

The baseline is measured on the same files in the same run: lxml parses every part and joins its text, which
is the least that any reader of such a file does. What narrate adds is to find the title, chapters, notes,
breaks and emphasis.
"""

import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree

from narrate.manuscripts import read_manuscript

CHAPTERS, PARAGRAPHS, WORDS = 60, 40, 50  # 120,000 words
ROUNDS = 5
VOCABULARY = (
    "the rain came over wall lamp sea nobody town believed said Nora kettle again and put it down".split()
)


def _paragraph(rng: random.Random) -> str:
    words = " ".join(rng.choices(VOCABULARY, k=WORDS - 4))
    return f"“{words},” said Tom, <em>very</em> late."


def _chapters() -> list[tuple[str, list[str]]]:
    rng = random.Random(7)
    return [(f"Chapter {n}", [_paragraph(rng) for _ in range(PARAGRAPHS)]) for n in range(1, CHAPTERS + 1)]


def _page(heading: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    return f"<h2>{heading}</h2>\n{body}"


def _html(folder: Path) -> Path:
    path = folder / "book.html"
    path.write_text(f"<html><body>{''.join(_page(*chapter) for chapter in _chapters())}</body></html>")
    return path


def _epub(folder: Path) -> Path:
    path = folder / "book.epub"
    names = [f"c{n}.xhtml" for n in range(CHAPTERS)]
    items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    root = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", root)
        archive.writestr("book.opf", f"<package><manifest>{items}</manifest><spine>{refs}</spine></package>")
        for name, chapter in zip(names, _chapters(), strict=True):
            archive.writestr(
                name, f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{_page(*chapter)}</body></html>'
            )
    return path


def _docx(folder: Path) -> Path:
    path = folder / "book.docx"
    document = docx.Document()
    for heading, paragraphs in _chapters():
        document.add_heading(heading, 1)
        for text in paragraphs:
            before, _, after = text.partition("<em>very</em>")
            paragraph = document.add_paragraph(before)
            paragraph.add_run("very").italic = True
            paragraph.add_run(after)
    document.save(str(path))
    return path


def _parsed(path: Path) -> int:
    """The baseline: the letters of every part, parsed by lxml."""
    raw = path.read_bytes()
    if path.suffix == ".html":
        return len("".join(etree.fromstring(raw, etree.HTMLParser(encoding="utf-8")).itertext()))
    parser = etree.XMLParser(resolve_entities=False)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xhtml", "document.xml"))]
        trees = (etree.fromstring(archive.read(name), parser) for name in parts)
        return sum(len("".join(tree.itertext())) for tree in trees)


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    """The shortest of some rounds, of this process' own time."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work(path)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print a row a format."""
    print(f"{CHAPTERS * PARAGRAPHS * WORDS:,} words; seconds of processor time, the best of {ROUNDS}")
    print(f"{'':6}{'narrate':>9}{'lxml':>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for make in (_epub, _html, _docx):
            path = make(Path(folder))
            ours, parsed = _seconds(read_manuscript, path), _seconds(_parsed, path)
            print(f"{path.suffix[1:]:6}{ours:>9.3f}{parsed:>9.3f}{ours / parsed:>8.1f}")


if __name__ == "__main__":
    main()
