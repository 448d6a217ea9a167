"""The finished books over HTTP: feeds, sound, transcripts, a page that lists the books, and nothing else."""

import hashlib
import os
import re
import socket
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from narrate.chapters.memory import MEMORY_FILE
from narrate.chapters.shelf import FEED_FILE
from narrate.errors import NarrateError
from narrate.publishing.booklist import booklist_page
from narrate.publishing.feed import rebased

# What a book's folder offers; whatever is not listed is not there.
_MEDIA_TYPES = {
    ".chapters.json": "application/json+chapters",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".m4b": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".xml": "application/rss+xml",
}
_HEADERS = {
    "access-control-allow-origin": "*",  # players in browsers fetch transcripts from their own address
    "x-content-type-options": "nosniff",
}
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_SPAN = r"\s*(?:\d{1,18}-\d{0,18}|-\d{1,18})\s*"  # no file has more bytes
_RANGES = re.compile(rf"bytes={_SPAN}(?:,{_SPAN})*")
_PATIENCE_S = 1  # how long downloads may go on when the server is stopped


class _Books(StaticFiles):
    """The books' files; Starlette answers HEAD, ranges and conditions, and keeps inside the folder."""

    def __init__(self, output: Path) -> None:
        super().__init__(directory=output)
        self.output = output

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """The file of a path BOOK/FILE; only kinds that a book consists of, beside a feed, nothing hidden."""
        match Path(path).parts:
            case (book, name) if not book.startswith(".") and not name.startswith(".") and _media_type(name):
                full_path, found = super().lookup_path(path)
                if (Path(full_path).parent / FEED_FILE).is_file():
                    return full_path, found
        return "", None

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer to a request; a Range that is none is no reason for an error (RFC 9110, 14.2)."""
        asked = Headers(scope=scope)
        if path == "." and scope["method"] in ("GET", "HEAD"):
            return HTMLResponse(booklist_page(feeds(self.output), f"{_address(scope, asked)}/"))
        if not _sensible(asked.get("range", "")):
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"range"]
        return await super().get_response(path, scope)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or that it has not changed; a feed's addresses are at the host it was asked for at."""
        path = Path(full_path)
        asked = Headers(scope=scope)
        if path.name == FEED_FILE:
            url = f"{_address(scope, asked)}/{quote(path.parent.name)}"
            response: Response = _feed_response(path, stat_result, url)
        else:
            response = FileResponse(
                path, status_code, _HEADERS, _media_type(path.name), stat_result=stat_result
            )
        return (
            NotModifiedResponse(response.headers)
            if self.is_not_modified(response.headers, asked)
            else response
        )


def application(output: Path, password: str) -> Starlette:
    """The books in a folder as an ASGI application; with a password, its addresses begin with it."""
    return Starlette(routes=[Mount(f"/{password}", _Books(output))])


def listen(host: str, port: int) -> socket.socket:
    """A socket that waits for listeners; raises NarrateError where the port is taken.

    With "" for the host it waits at all addresses of this computer, those of IPv6 too where it has any.
    """
    try:
        if not host and socket.has_dualstack_ipv6():
            return socket.create_server((host, port), family=socket.AF_INET6, dualstack_ipv6=True)
        return socket.create_server((host, port))
    except OSError as error:
        raise NarrateError(
            f"nobody can listen on {f'{host}:' if host else 'port '}{port}: {os.strerror(error.errno or 0)}",
            hint=f"Is another server running? Choose another port: narrate serve --port {port + 1}.",
        ) from None


def serve(output: Path, listening: socket.socket, password: str) -> None:
    """Serve until interrupted; downloads that are under way get a second to finish."""
    config = uvicorn.Config(
        application(output, password),
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    uvicorn.Server(config).run(sockets=[listening])


def feeds(output: Path) -> list[Path]:
    """The feeds of the books in a folder, by name; not of books elsewhere that are only linked there."""
    within = output.resolve()
    return sorted(feed for feed in output.glob(f"*/{FEED_FILE}") if feed.resolve().is_relative_to(within))


def lan_host() -> str:
    """The address of this computer in its network; asking for the way to nobody sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737
        except OSError:
            return "127.0.0.1"
        host: str = probe.getsockname()[0]
        return host


def _sensible(ranges: str) -> bool:
    """Are these ranges of bytes, each from an earlier byte to a later one?"""
    spans = re.findall(r"(\d+)-(\d+)", ranges)
    return bool(_RANGES.fullmatch(ranges)) and all(int(first) <= int(last) for first, last in spans)


def _media_type(name: str) -> str | None:
    if name == MEMORY_FILE:
        return None
    return next((kind for suffix, kind in _MEDIA_TYPES.items() if name.endswith(suffix)), None)


def _address(scope: Scope, asked: Headers) -> str:
    """The address of all books, without a slash at its end, as the listener knows it."""
    return _origin(scope, asked) + quote(scope.get("root_path", ""))


def _origin(scope: Scope, asked: Headers) -> str:
    """Scheme and host as the listener knows them, which need not be this computer's own."""
    host = asked.get("host", "")
    if not _HOST.fullmatch(host):
        host = ":".join(map(str, scope["server"] or ("127.0.0.1",)))
    return f"{scope['scheme']}://{host}"


def _feed_response(path: Path, found: os.stat_result, url: str) -> Response:
    xml = _rebased(path, found.st_mtime_ns, url)
    tag = hashlib.sha256(xml).hexdigest()[:32]
    response = Response(xml, headers=_HEADERS, media_type=_MEDIA_TYPES[".xml"])
    response.headers["etag"] = f'"{tag}"'
    response.headers["last-modified"] = formatdate(found.st_mtime, usegmt=True)
    response.headers["cache-control"] = "no-cache"
    return response


@lru_cache(maxsize=32)
def _rebased(path: Path, _mtime_ns: int, url: str) -> bytes:
    return rebased(path.read_bytes(), url)
