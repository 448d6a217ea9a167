"""Fetching voices: files from the web, checked against their checksums, carried on where they stopped."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from narrate.addresses import is_web_address
from narrate.calling import PASSING
from narrate.errors import NarrateError, did_you_mean
from narrate.files.caching import cache_folder
from narrate.once import content_digest

_PIPER_VOICES = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
_KOKORO_VOICES = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0"

_TIMEOUT_S = 30.0
_PAUSES_S = (1.0, 3.0, 9.0)  # before each further try that brought nothing
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch: its address, the name it gets, and what the hash `algorithm` makes of its bytes."""

    url: str
    name: str
    size_bytes: int
    algorithm: str
    digest: str


def voice_folder(engine: str) -> Path:
    """Where an engine's voices are kept."""
    return cache_folder() / "voices" / engine


def find_downloads(voice: str) -> list[Download]:
    """The files of a voice, `piper:NAME` or `kokoro`; NarrateError when there is none or no way to them."""
    engine, _, name = voice.partition(":")
    if engine == "kokoro":
        return _kokoro_files()
    if engine != "piper" or not name:
        raise NarrateError(
            f"{voice} is nothing that can be installed",
            hint="Write piper:NAME, or kokoro for all its voices.",
        )
    return _piper_files(name)


def fetch(download: Download, folder: Path, on_bytes: Callable[[int], None]) -> Path:
    """Fetch a file into a folder, unless it is there; what an earlier try has brought is not fetched again.

    `on_bytes` is told how many bytes of it are there. Raises NarrateError when the server does not give
    it all, or what it gives has another checksum.
    """
    path = folder / download.name
    if not (path.is_file() and _is_right(path, download)):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{download.name}.part"
        _fetch_all(download, part, on_bytes)
        if not _is_right(part, download):
            part.unlink()
            raise NarrateError(
                f"{download.url} is not the file that it should be: its checksum is another",
                hint="Try again; if it stays so, the server has a damaged file.",
            )
        part.replace(path)
    on_bytes(download.size_bytes)
    return path


def _fetch_all(download: Download, part: Path, on_bytes: Callable[[int], None]) -> None:
    """Carry on until all is there; a try that brought something gives the right to another."""
    if _size(part) > download.size_bytes:
        part.unlink()
    pauses = iter(_PAUSES_S)
    while (before := _size(part)) != download.size_bytes:
        why = "the connection broke"
        try:
            _fetch_more(download, part, on_bytes)
        except HTTPError as error:
            if error.code not in PASSING:
                raise _unreachable(download.url, f"{error.code} {error.reason}", part.parent) from error
            why = f"{error.code} {error.reason}"
        except (OSError, HTTPException) as error:
            why = str(getattr(error, "reason", error)) or type(error).__name__
        if _size(part) <= before:
            pause_s = next(pauses, None)
            if pause_s is None:
                raise _unreachable(download.url, why, part.parent)
            time.sleep(pause_s)


def _fetch_more(download: Download, part: Path, on_bytes: Callable[[int], None]) -> None:
    got_bytes = _size(part)
    headers = {"Range": f"bytes={got_bytes}-"} if got_bytes else {}
    with _open(download.url, headers) as response:
        if response.status != 206:
            got_bytes = 0  # the server knows no ranges, and begins anew
        with part.open("ab" if got_bytes else "wb") as file:
            while block := response.read(_BLOCK):
                file.write(block)
                got_bytes += len(block)
                on_bytes(min(got_bytes, download.size_bytes))


def _open(url: str, headers: dict[str, str]) -> HTTPResponse:
    if not is_web_address(url):
        raise NarrateError(f"{url} is not a web address", hint="It begins with https:// or http://.")
    request = Request(url, headers={"User-Agent": "narrate", **headers})  # noqa: S310 -- see above
    response: HTTPResponse = urlopen(request, timeout=_TIMEOUT_S)  # noqa: S310
    return response


def _unreachable(url: str, why: str, folder: Path) -> NarrateError:
    return NarrateError(
        f"{url} cannot be fetched: {why}",
        hint=f"Run the same command again to carry on, or put the voice's files into {folder} yourself.",
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _is_right(path: Path, download: Download) -> bool:
    return content_digest(path, download.algorithm) == download.digest


def _piper_files(name: str) -> list[Download]:
    """A voice's description and model, by the catalogue of the voices' home, which gives MD5 sums."""
    base = os.environ.get("NARRATE_PIPER_VOICES", _PIPER_VOICES).rstrip("/")
    try:
        with _open(f"{base}/voices.json", {}) as response:
            catalogue = json.load(response)
    except (OSError, HTTPException, ValueError) as error:
        why = str(getattr(error, "reason", error))
        raise _unreachable(f"{base}/voices.json", why, voice_folder("piper")) from error
    if name not in catalogue:
        raise NarrateError(f"piper has no voice {name}", hint=did_you_mean(name, catalogue))
    files = catalogue[name]["files"]
    wanted = [f"{name}.onnx.json", f"{name}.onnx"]  # the model last: without it there is no voice
    return [
        Download(f"{base}/{path}", file, files[path]["size_bytes"], "md5", files[path]["md5_digest"])
        for file in wanted
        for path in files
        if path.rpartition("/")[2] == file
    ]


def _kokoro_files() -> list[Download]:
    """The model and its voices; the sums are those of the release of January 2025."""
    base = os.environ.get("NARRATE_KOKORO_VOICES", _KOKORO_VOICES).rstrip("/")
    sums = {
        "voices-v1.0.bin": (
            28_214_398, "bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
        ),
        "kokoro-v1.0.onnx": (
            325_532_387, "7d5df8ecf7d4b1878015a32686053fd0eebe2bc377234608764cc0ef3636a6c5",
        ),
    }  # fmt: skip
    return [Download(f"{base}/{name}", name, size, "sha256", digest) for name, (size, digest) in sums.items()]
