"""Small EPUBs and Word files for tests."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub_of(folder: Path, target: Path) -> Path:
    """Pack the files of a folder as an EPUB."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    return pack(files, target)


def pack(files: Mapping[str, bytes | str], target: Path) -> Path:
    """Pack files as an EPUB, with a container if they bring none."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, data in {"META-INF/container.xml": CONTAINER, **files}.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target


def page(body: str) -> str:
    """An XHTML page."""
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'


def book(
    pages: Mapping[str, str],
    target: Path,
    *,
    spine: str | None = None,
    metadata: str = "",
    extra: Mapping[str, str] = {},
) -> Path:
    """An EPUB of pages by their names, without a table of contents."""
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in pages
    )
    refs = spine if spine is not None else "".join(f'<itemref idref="{name}"/>' for name in pages)
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Lamps</dc:title>{metadata}</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    files = {f"{name}.xhtml": page(body) for name, body in pages.items()}
    return pack({"content.opf": opf, **files, **extra}, target)


def word(tmp_path, change=lambda _, data: data, **extra):
    """A Word file whose parts are changed before they are packed."""
    document = docx.Document()
    document.add_paragraph("The rain came in sideways from the sea.")
    plain = io.BytesIO()
    document.save(plain)
    path = tmp_path / "story.docx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, data in extra.items():
            target.writestr(name, data)
    return path
