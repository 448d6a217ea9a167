"""Servers that say no, badly: a real one that breaks off in the middle of its answer."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from narrate.calling import NoAnswer, Server

RESET = struct.pack("ii", 1, 0)  # what has been sent is thrown away, too


@contextmanager
def answering(answer: bytes, *, reset: bool) -> Iterator[Server]:
    """A server whose one answer is these bytes, after which it hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)
                if reset:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

        thread = threading.Thread(target=answer_once)
        thread.start()
        yield Server(f"http://127.0.0.1:{listener.getsockname()[1]}/v1")
        thread.join()


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("framing", ["Content-Length: 4000", "Transfer-Encoding: chunked"])
def test_a_refusal_that_breaks_off_is_a_refusal(framing, reset):
    answer = f"HTTP/1.1 400 Bad Request\r\n{framing}\r\n\r\n".encode()
    chunk = b"" if "Length" in framing else b"fff\r\n"
    with answering(answer + chunk + b'{"error": "no su', reset=reset) as server:
        with pytest.raises(NoAnswer) as refusal:
            server.ask("models", None, ())
        assert refusal.value.status == 400
        assert str(refusal.value).startswith(f"{server.base} answers 400: ")


def test_a_key_that_is_repeated_where_a_long_answer_is_cut_is_not_shown():
    told = "no " * 98 + "the-secret-key"  # of which the first six letters would be left
    answer = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(told)}\r\n\r\n{told}".encode()
    with answering(answer, reset=False) as server, pytest.raises(NoAnswer) as refusal:
        replace(server, key="the-secret-key").ask("models", None, ())

    assert str(refusal.value) == f"{server.base} answers 400: {'no ' * 98}…"
