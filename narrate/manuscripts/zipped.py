"""A zip archive that is a manuscript: EPUB or DOCX, told apart by what is in it."""

from pathlib import Path

from narrate.book import Manuscript
from narrate.errors import NarrateError, Place
from narrate.manuscripts.archive import Archive


def read(raw: bytes, path: Path, encoding: str | None = None) -> Manuscript:
    """Read an EPUB or DOCX file, whatever it is called. Raises NarrateError for any other archive."""
    archive = Archive(raw, path)
    if "META-INF/container.xml" in archive or any(name.endswith(".opf") for name in archive.names):
        from narrate.manuscripts import epub  # noqa: PLC0415 - the two need different libraries

        return epub.read(archive, path, encoding)
    if any(name.startswith("word/") for name in archive.names):
        from narrate.manuscripts import docx  # noqa: PLC0415 - the two need different libraries

        return docx.read(archive, path)
    if "content.xml" in archive:
        raise NarrateError("this is an OpenDocument file", place=Place(path), hint="Save it as DOCX or EPUB.")
    raise NarrateError(
        "this archive holds neither an EPUB nor a DOCX",
        place=Place(path),
        hint="Unpack it and name the story's file.",
    )
