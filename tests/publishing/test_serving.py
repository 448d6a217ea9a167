"""The server, asked over real connections."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from urllib.parse import quote
from urllib.request import urlopen

import pytest
import uvicorn

from narrate.errors import NarrateError
from narrate.publishing.booklist import booklist_page
from narrate.publishing.serving import application, feeds, listen

FEED = (
    b"<?xml version='1.0' encoding='UTF-8'?>\n"
    b'<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    b'<atom:link href="https://example.org/lamp/feed.xml" rel="self"/>'
    b'<item><enclosure url="https://example.org/lamp/001.mp3?v=1"/></item></channel></rss>'
)
SOUND = bytes(range(256)) * 1000


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """A folder of finished books, and what must not leave it."""
    tmp_path = tmp_path_factory.mktemp("served")
    book = tmp_path / "output" / "lamp"
    book.mkdir(parents=True)
    files = {
        "feed.xml": FEED,
        "001.mp3": SOUND,
        "001.vtt": b"WEBVTT\n",
        "001.chapters.json": b"{}",
        "narrate.json": b"{}",
        ".002.mp3.part": b"half",
        "notes.txt": b"mine",
    }
    for name, data in files.items():
        (book / name).write_bytes(data)
    (tmp_path / "secret.mp3").write_bytes(b"not for you")
    for private in ("taxes.html", "lamp/letters/dear.html", "private/holiday.jpg"):
        (tmp_path / "output" / private).parent.mkdir(exist_ok=True)
        (tmp_path / "output" / private).write_bytes(b"not for you")
    return tmp_path / "output"


@contextmanager
def listening(output, password=""):
    """A server on a port of its own; gives a function that asks it: status, headers, body."""
    with listen("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(application(output, password), log_level="critical", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()

        def ask(path, method="GET", **headers):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                connection.request(method, path, headers={n.replace("_", "-"): v for n, v in headers.items()})
                answer = connection.getresponse()
                return answer.status, answer.headers, answer.read()
            finally:
                connection.close()

        try:
            yield ask
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def ask(output):
    with listening(output) as ask:
        yield ask


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/rss+xml"),
        ("001.mp3", "audio/mpeg"),
        ("001.mp3?v=abc", "audio/mpeg"),
        ("001.vtt", "text/vtt; charset=utf-8"),
        ("001.chapters.json", "application/json+chapters"),
    ],
)
def test_files_with_their_types(ask, name, kind):
    status, headers, body = ask(f"/lamp/{name}")

    assert (status, headers["content-type"], headers["access-control-allow-origin"]) == (200, kind, "*")
    head_status, head, nothing = ask(f"/lamp/{name}", "HEAD")
    assert (head_status, head["content-length"], nothing) == (200, str(len(body)), b"")


@pytest.mark.parametrize(
    "path",
    [
        "/lamp",
        "/lamp/",
        "/lamp/narrate.json",
        "/lamp/notes.txt",
        "/lamp/letters/dear.html",
        "/private/holiday.jpg",
        "/taxes.html",
        "/lamp/.002.mp3.part",
        "/lamp/002.mp3",
        "/secret.mp3",
        "/../secret.mp3",
        "/lamp/../../secret.mp3",
        "/lamp/%2e%2e/%2e%2e/secret.mp3",
        "/lamp/..%2f..%2fsecret.mp3",
        "/lamp/..\\..\\secret.mp3",
        "/lamp/%00.mp3",
        "//etc/passwd",
        "/" + "a" * 5000 + ".mp3",
    ],
)
def test_nothing_else_is_there(ask, path):
    assert ask(path)[0] == 404


def test_a_link_out_of_the_folder_is_not_followed(ask, output):
    link = output / "lamp" / "003.mp3"
    try:
        link.symlink_to(output.parent / "secret.mp3")
    except OSError:
        pytest.skip("no symbolic links here")

    assert ask("/lamp/003.mp3")[0] == 404


def test_only_reading_is_allowed(ask):
    assert [ask("/lamp/001.mp3", method)[0] for method in ("POST", "PUT", "DELETE")] == [405] * 3


@pytest.mark.parametrize(
    ("asked", "status", "given", "body"),
    [
        ("bytes=100-199", 206, "bytes 100-199/256000", SOUND[100:200]),
        ("bytes=255990-", 206, "bytes 255990-255999/256000", SOUND[255990:]),
        ("bytes=-6", 206, "bytes 255994-255999/256000", SOUND[-6:]),
        ("bytes=255990-999999", 206, "bytes 255990-255999/256000", SOUND[255990:]),
        ("bytes=256000-", 416, "bytes */256000", b""),
    ],
)
def test_ranges(ask, asked, status, given, body):
    found, headers, data = ask("/lamp/001.mp3", Range=asked)

    assert (found, headers["content-range"], data) == (status, given, body)


@pytest.mark.parametrize("name", ["001.mp3", "feed.xml"])
def test_what_has_not_changed_is_not_sent_again(ask, name):
    headers = ask(f"/lamp/{name}")[1]

    assert ask(f"/lamp/{name}", If_None_Match=headers["etag"])[0] == 304
    assert ask(f"/lamp/{name}", If_Modified_Since=headers["last-modified"])[0] == 304
    assert ask(f"/lamp/{name}", If_None_Match='"another"')[0] == 200
    assert parsedate_to_datetime(headers["last-modified"]).tzinfo is not None


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=abc", "bytes=0-1,9-8", "items=0-1", "bytes=", f"bytes={'1' * 5000}-{'2' * 5000}"],
)
def test_what_is_no_range_is_ignored(ask, asked):
    status, headers, data = ask("/lamp/001.mp3", Range=asked)

    assert (status, headers["content-range"], data) == (200, None, SOUND)


def test_a_range_of_a_file_that_has_changed_is_the_whole_file(ask):
    headers = ask("/lamp/001.mp3")[1]

    assert ask("/lamp/001.mp3", Range="bytes=0-1", If_Range=headers["etag"])[0] == 206
    assert ask("/lamp/001.mp3", Range="bytes=0-1", If_Range='"another"')[0] == 200


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("my-mac.local:8000", "http://my-mac.local:8000"),
        ("[::1]:80", "http://[::1]:80"),
        ('"><x', "http://127.0.0.1"),
    ],
)
def test_a_feed_names_the_host_that_it_was_asked_at(ask, host, origin):
    body = ask("/lamp/feed.xml", Host=host)[2].decode()

    addresses = re.findall(r'(?:href|url)="([^"]*)"', body)
    assert len(addresses) == 2
    assert all(address.startswith(origin) for address in addresses)
    assert addresses[1].endswith("/lamp/001.mp3?v=1")


@pytest.mark.parametrize("password", ["open sesame", "50% off? #1 für &", "wer?", "a#b", "50%25"])
def test_a_password_is_part_of_every_address(output, password):
    secret = quote(password)
    with listening(output, password) as ask:
        assert [ask(path)[0] for path in ("/lamp/feed.xml", "/wrong/lamp/feed.xml")] == [404, 404]
        status, _, body = ask(f"/{secret}/lamp/feed.xml", Host="phone")
        assert (status, ask(f"/{secret}/lamp/001.mp3")[0]) == (200, 200)
        assert f'url="http://phone/{secret}/lamp/001.mp3?v=1"'.encode() in body.replace(b"&amp;", b"&")


def test_the_address_itself_lists_the_books(output):
    with listening(output, "50% off") as ask:
        status, headers, body = ask("/50%25%20off/", Host="phone")
        assert [ask(path)[0] for path in ("/", "/50%25%20off/lamp/", "/50%25%20off/private/")] == [404] * 3

    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert re.findall(r'(?:href|src)="([^"]*)"', body.decode()) == [
        "data:,",  # no icon is asked for
        "lamp/cover.jpg",
        "lamp/player.html",
        "http://phone/50%25%20off/lamp/feed.xml",
    ]


def test_a_listed_book_is_called_as_its_feed_calls_it(tmp_path):
    feeds = {
        "lamp": "<rss><channel><title>Tom &amp; &lt;i></title></channel></rss>",
        "broken": "<rss>",
    }
    for name, xml in feeds.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "feed.xml").write_text(xml, encoding="utf-8")

    page = booklist_page([tmp_path / name / "feed.xml" for name in feeds], "http://phone/")

    assert re.findall(r'player.html">(.*?)</a>', page) == ["Tom &amp; &lt;i&gt;", "broken"]


def test_the_list_of_books_has_a_heading_over_those_of_the_books(tmp_path):
    (tmp_path / "feed.xml").write_text("<rss/>", encoding="utf-8")

    page = booklist_page([tmp_path / "feed.xml"], "http://phone/")

    assert re.findall("<(h[1-6])>", page) == ["h1", "h2"]


def test_many_listeners_at_once(ask):
    with ThreadPoolExecutor(32) as listeners:
        heard = [(status, data) for status, _, data in listeners.map(ask, ["/lamp/001.mp3"] * 96)]

    assert heard == [(200, SOUND)] * 96


def test_a_taken_port_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NarrateError, match=rf"127\.0\.0\.1:{port}.*\n.*--port {port + 1}"):
            listen("127.0.0.1", port)


def test_a_network_is_listened_to_by_both_kinds_of_addresses():
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    with listen("", 0) as door:
        port = door.getsockname()[1]
        for address in ("127.0.0.1", "::1"):
            socket.create_connection((address, port)).close()


def test_the_feeds_that_can_be_had_are_found(output, tmp_path):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    (elsewhere / "feed.xml").write_bytes(FEED)
    try:
        (output / "linked").symlink_to(elsewhere)
    except OSError:
        pytest.skip("no symbolic links here")

    assert feeds(output) == [output / "lamp" / "feed.xml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_it_says_where_it_serves_and_stops_cleanly(output):
    command = [sys.executable, "-m", "narrate", "serve", "--output", str(output), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        said = [server.stdout.readline() for _ in range(3)]
        url = re.match(r"http://127\.0\.0\.1:(\d+)/lamp/feed\.xml", said[0])
        with urlopen(f"http://127.0.0.1:{url[1]}/lamp/feed.xml", timeout=20) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        rest = server.stdout.read()

    assert (server.returncode, rest) == (0, "\nStopped.\n")


def test_a_phone_gets_a_code_to_scan(output, narrate, monkeypatch):
    monkeypatch.setattr("narrate.commands.serve.wait_for_listeners", lambda *_: None)

    status, said, _ = narrate("serve", "--output", output, "--port", "0", "--lan", "--password", "abc")

    assert status == 0
    assert re.search(r"http://[\d.]+:\d+/abc/lamp/feed\.xml", said)
    assert "▄" in said


@pytest.mark.parametrize("password", ["{x}", "a/b", "..", "", "a" * 3000, "a\nb", "\udcff"])
def test_a_password_that_cannot_be_in_an_address_is_refused(output, narrate, monkeypatch, password):
    monkeypatch.setattr("narrate.commands.serve.wait_for_listeners", lambda *_: None)

    assert narrate("serve", "--output", output, "--port", "0", "--password", password)[0] == 2


def test_without_a_book_it_says_what_to_do(tmp_path, narrate):
    status, _, complaints = narrate("serve", "-C", tmp_path)

    assert (status, "narrate build" in complaints) == (1, True)
