"""A speech server on this machine, in the way of OpenAI's, that speaks in tones."""

import io
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import soundfile

from narrate.engines import Request
from narrate.engines.tone import RATE_HZ, Tone


class SpeechServer(ThreadingHTTPServer):
    """`troubles` are answered first, one each: (status, headers, body); `orders` is what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_port}/v1"
        self.troubles: list[tuple[int, dict[str, str], str]] = []
        self.orders: list[dict] = []
        self.voices: object = ["alto", {"id": "bass", "name": "Bass"}]
        self.kind = "wav"


class _Handler(BaseHTTPRequestHandler):
    server: SpeechServer

    def do_GET(self) -> None:
        if self.path != "/v1/audio/voices" or self.server.voices is None:
            self._answer(404, "application/json", b'{"detail": "Not Found"}')
        else:
            self._answer(200, "application/json", json.dumps({"voices": self.server.voices}).encode())

    def do_POST(self) -> None:
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.orders.append({**order, "key": self.headers["Authorization"]})
        if self.server.troubles:
            status, headers, body = self.server.troubles.pop(0)
            self._answer(status, "application/json", body.encode(), headers)
            return
        voice = re.split(r"[+(]", order["voice"])[0]
        if voice not in {"alto", "bass"}:
            self._answer(400, "application/json", b'{"error": {"message": "I know no such voice"}}')
            return
        pcm = Tone().speak(Request(order["input"], voice, rate=order["speed"])).pcm
        if self.server.kind == "pcm":
            self._answer(200, "audio/pcm", pcm)
            return
        file = io.BytesIO()
        soundfile.write(file, np.frombuffer(pcm, "<i2"), RATE_HZ, format="WAV")
        sound = bytearray(file.getvalue())
        sound[4:8] = sound[40:44] = b"\xff" * 4  # as of a sound whose end is not known yet
        self._answer(200, "audio/wav", bytes(sound))

    def _answer(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
