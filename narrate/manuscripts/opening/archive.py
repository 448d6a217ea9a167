"""Zip archives that hold a manuscript, read within limits: nothing is unpacked to disk."""

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from urllib.parse import unquote

from narrate.errors import NarrateError, Place

# What the standard library raises for a member that cannot be unpacked, beside ValueError.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)

_MOST_MEMBERS = 20_000
_LARGEST_MEMBER = 64_000_000  # bytes unpacked
_LARGEST_TOTAL = 256_000_000  # bytes unpacked, of everything that is read
_LARGEST_RATIO = 200  # text packs 3 to 10 times smaller, a bomb 1,000 times
_RATIO_MATTERS = 1_000_000  # bytes unpacked


class Archive:
    """A zip file in memory whose members are read by name, each and all together within limits."""

    def __init__(self, raw: bytes, path: Path) -> None:
        self.raw, self.path = raw, path
        self._left = _LARGEST_TOTAL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError) as error:
            raise self._damaged(str(error)) from None
        self._members = {
            info.filename: info for info in self._zip.infolist() if info.filename and not info.is_dir()
        }
        if len(self._members) > _MOST_MEMBERS:
            raise self._bomb(f"it holds {len(self._members)} files")
        self._folded = {name.casefold(): name for name in self._members}

    @property
    def names(self) -> list[str]:
        """The members, in the archive's order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def find(self, href: str, beside: str = "") -> str | None:
        """The member that a link in another one means; None where there is none. Case may differ."""
        target = unquote(href.partition("#")[0].partition("?")[0])
        name = posixpath.normpath(posixpath.join(posixpath.dirname(beside), target)).lstrip("/")
        return name if name in self._members else self._folded.get(name.casefold())

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises NarrateError where it is damaged, locked or suspiciously large."""
        info = self._members[name]
        if info.flag_bits & 1:
            raise NarrateError(
                "the archive is locked with a password", place=Place(self.path), hint="Unlock it first."
            )
        self._check_size(info)
        try:
            with self._zip.open(info) as member:
                data = member.read(_LARGEST_MEMBER + 1)
        except (*DAMAGE, ValueError) as e:
            raise self._damaged(f"{name}: {e}") from None
        self._left -= len(data)
        return data

    def check(self) -> None:
        """Raise NarrateError if the members together are too large: for libraries that read by themselves."""
        for info in self._members.values():
            self._check_size(info)
        if sum(info.file_size for info in self._members.values()) > _LARGEST_TOTAL:
            raise self._bomb("unpacked it is huge")

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        if info.file_size > self._left:
            raise self._bomb("unpacked it is huge")
        packed_hard = info.file_size > max(_RATIO_MATTERS, _LARGEST_RATIO * info.compress_size)
        if info.file_size > _LARGEST_MEMBER or packed_hard:
            raise self._bomb(f"{info.filename} unpacks to {info.file_size // 1_000_000} MB")

    def _bomb(self, why: str) -> NarrateError:
        return NarrateError(
            f"this archive is not unpacked: {why}",
            place=Place(self.path),
            hint="A book's text is a few MB at most.",
        )

    def _damaged(self, why: str) -> NarrateError:
        return NarrateError(
            f"the archive is damaged ({why or 'it ends too early'})",
            place=Place(self.path),
            hint="Download it again.",
        )
