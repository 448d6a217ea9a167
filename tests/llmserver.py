"""A language model on this machine that answers as it is told to, by the protocol of OpenAI's."""

import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def choices(words: str) -> dict[str, str]:
    """The names that a question offers, with their numbers."""
    return {name: number for number, name in re.findall(r"^(\d+)\. (.+)$", words, re.MULTILINE)}


class ModelServer(ThreadingHTTPServer):
    """`reply` makes the answer of the question's words; `troubles` (status, body) come first, one each."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.models: list[str] = ["tiny"]
        self.reply: Callable[[str], str] = lambda _: "0"
        self.troubles: list[tuple[int, str]] = []
        self.delay_s = 0.0
        self.orders: list[dict] = []

    def handle_error(self, *_: object) -> None:
        """Say nothing of those who have not waited for the answer."""

    def says(self, name: str) -> None:
        """Have it choose somebody wherever they are offered, and nobody elsewhere."""
        self.reply = lambda words: choices(words).get(name, "0")

    @property
    def asked(self) -> list[str]:
        """The lines that it was asked about."""
        words = [order["messages"][-1]["content"] for order in self.orders]
        return [re.search("⟦(.*?)⟧", each, re.DOTALL)[1] for each in words]


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_GET(self) -> None:
        self._answer(200, json.dumps({"data": [{"id": name} for name in self.server.models]}))

    def do_POST(self) -> None:
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.orders.append({**order, "path": self.path, "key": self.headers["Authorization"]})
        time.sleep(self.server.delay_s)
        if self.server.troubles:
            self._answer(*self.server.troubles.pop(0))
            return
        said = self.server.reply(order["messages"][-1]["content"])
        self._answer(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}))

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""
