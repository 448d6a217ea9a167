"""Voices are fetched whole, carried on where they stopped, and checked."""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from narrate.engines.installing import Download, fetch, find_downloads
from narrate.errors import NarrateError
from tests.engines.tiny import save_piper_voice

CONTENT = bytes(range(256)) * 2000


class Shop(ThreadingHTTPServer):
    """Gives files, whole or from a byte on; `patience` is how much of one it sends before it hangs up."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_port}"
        self.files: dict[str, bytes] = {}
        self.ranges: list[str | None] = []
        self.patience: list[int] = []
        self.knows_ranges = True


class _Handler(BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:
        content = self.server.files.get(self.path)
        wanted = self.headers["Range"]
        self.server.ranges.append(wanted)
        if content is None:
            self.send_error(404)
            return
        start = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1]) if wanted and self.server.knows_ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        end = start + self.server.patience.pop(0) if self.server.patience else None
        self.wfile.write(content[start:end])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def shop() -> Iterator[Shop]:
    server = Shop()
    server.files["/voice.onnx"] = CONTENT
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def order(shop: Shop, content: bytes = CONTENT) -> Download:
    digest = hashlib.sha256(content).hexdigest()
    return Download(f"{shop.base}/voice.onnx", "voice.onnx", len(content), "sha256", digest)


def test_a_file_is_fetched_once(shop: Shop, tmp_path: Path):
    told: list[int] = []
    for _ in range(2):
        path = fetch(order(shop), tmp_path / "new", told.append)

    assert path.read_bytes() == CONTENT
    assert list(path.parent.iterdir()) == [path]
    assert shop.ranges == [None]
    assert told == sorted(told)
    assert told[-1] == len(CONTENT)


def test_what_an_earlier_run_has_brought_is_kept(shop: Shop, tmp_path: Path):
    (tmp_path / "voice.onnx.part").write_bytes(CONTENT[:300_000])

    assert fetch(order(shop), tmp_path, lambda _: None).read_bytes() == CONTENT
    assert shop.ranges == ["bytes=300000-"]


def test_a_connection_that_breaks_is_carried_on(shop: Shop, tmp_path: Path):
    shop.patience += [100_000, 200_000]

    assert fetch(order(shop), tmp_path, lambda _: None).read_bytes() == CONTENT
    assert shop.ranges == [None, "bytes=100000-", "bytes=300000-"]


def test_a_server_without_ranges_begins_anew(shop: Shop, tmp_path: Path):
    shop.knows_ranges = False
    (tmp_path / "voice.onnx.part").write_bytes(b"something else")

    assert fetch(order(shop), tmp_path, lambda _: None).read_bytes() == CONTENT


@pytest.mark.parametrize("start", [b"not its beginning", CONTENT[:-1] + b"x"])
def test_a_wrong_checksum_is_an_error_and_leaves_nothing(shop: Shop, tmp_path: Path, start: bytes):
    (tmp_path / "voice.onnx.part").write_bytes(start)

    with pytest.raises(NarrateError, match="its checksum is another"):
        fetch(order(shop), tmp_path, lambda _: None)

    assert list(tmp_path.iterdir()) == []


def test_more_than_there_can_be_is_begun_anew(shop: Shop, tmp_path: Path):
    (tmp_path / "voice.onnx.part").write_bytes(CONTENT + b"more")

    assert fetch(order(shop), tmp_path, lambda _: None).read_bytes() == CONTENT


def test_a_damaged_voice_is_fetched_again(shop: Shop, tmp_path: Path):
    (tmp_path / "voice.onnx").write_bytes(CONTENT[:1000])

    assert fetch(order(shop), tmp_path, lambda _: None).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("voice", "message"),
    [
        (
            "piper:en_GB-coli-medium",
            "piper has no voice en_GB-coli-medium\n  Did you mean en_GB-cori-medium?",
        ),
        ("espeak:en", "espeak:en is nothing that can be installed\n  Write piper:NAME"),
        ("piper:", "piper: is nothing that can be installed\n  Write piper:NAME"),
    ],
)
def test_a_voice_that_is_none_is_an_error(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, voice: str, message: str
):
    monkeypatch.setenv("NARRATE_PIPER_VOICES", shop.base)
    shop.files["/voices.json"] = b'{"en_GB-cori-medium": {"files": {}}}'

    with pytest.raises(NarrateError) as error:
        find_downloads(voice)

    assert str(error.value).startswith(message)


def test_without_a_way_to_the_voices_it_says_where_files_can_be_put(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATE_PIPER_VOICES", "http://127.0.0.1:1")

    with pytest.raises(
        NarrateError, match=r"(?s)voices.json cannot be fetched: .*put the voice's files into .*piper"
    ):
        find_downloads("piper:en_GB-cori-medium")


def test_kokoro_is_two_files_of_354_megabytes():
    files = find_downloads("kokoro")

    assert [file.name for file in files] == ["voices-v1.0.bin", "kokoro-v1.0.onnx"]
    assert sum(file.size_bytes for file in files) == 353_746_785


def test_a_voice_that_is_installed_speaks(
    shop: Shop, tmp_path: Path, narrate, monkeypatch: pytest.MonkeyPatch
):
    pytest.importorskip("onnx")
    pytest.importorskip("piper")
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NARRATE_PIPER_VOICES", f"{shop.base}/")
    name = "en_GB-alba-x_low"
    save_piper_voice(tmp_path / "shelf", name, ("only",))
    files = {f"en/en_GB/alba/x_low/{file.name}": file.read_bytes() for file in (tmp_path / "shelf").iterdir()}
    shop.files |= {f"/{path}": content for path, content in files.items()}
    facts = {
        path: {"size_bytes": len(content), "md5_digest": hashlib.md5(content).hexdigest()}  # noqa: S324
        for path, content in files.items()
    }
    shop.files["/voices.json"] = json.dumps({name: {"files": facts}}).encode()

    status, out, _ = narrate("voices", "--install", f"piper:{name}")
    assert (status, out.splitlines()[-1].split(":")[:2]) == (0, ["piper", f"{name} is installed"])

    status, out, _ = narrate(
        "say", "Hello.", "--voice", f"piper:{name}", "-o", tmp_path / "said.wav", "-C", tmp_path
    )
    assert status == 0
    assert (tmp_path / "said.wav").stat().st_size > 10_000
    assert f"piper:{name}" in narrate("voices", "--engine", "piper")[1]
