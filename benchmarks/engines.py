"""Speech engines, tried for real: how fast they speak, how high, how clearly, and whether twice the same.

    python benchmarks/engines.py                     what can be tried on this computer
    python benchmarks/engines.py piper:en_GB-cori-medium kokoro:af_heart

Without names it tries espeak, pyttsx3, the programs flite, festival, espeak-ng and pico2wave (where they
are installed) through `command`, and `openai` against a server on this computer that has flite speak. The
word error is that of `narrate check --listen`, and needs its package: pip install pocketsphinx.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from hearing import hear
from narrate.engines import Request, load_engine
from narrate.errors import NarrateError
from narrate.proof.listening import Listener, words
from narrate.takes.take import Take, trim

LINES = (
    "The lamp on the harbour wall was lit before the rain began, and nobody could say by whom.",
    "She asked twice; he shook his head, and the boats went out all the same.",
    "Please call Stella, and ask her to bring these things with her from the store.",
    "They went down the steps behind the chapel, and along the quay to the boats.",
    "Nobody is to go out on that wall after dark, he announced, and signed a paper.",
    "I should like to know what you mean by lighting a lamp that was put out years ago.",
)
FLITE = (shutil.which("flite") or "flite", "-voice")
PACED = ("--setf", "duration_stretch={stretch}")
PROGRAMS = {
    **{f"flite-{voice}": [*FLITE, voice, *PACED, "-f", "{txt}", "-o", "{wav}"] for voice in ("slt", "rms")},
    "festival": ["text2wave", "{txt}", "-o", "{wav}"],
    "espeak-ng": ["espeak-ng", "-v", "en-gb", "-s", "{wpm}", "-f", "{txt}", "-w", "{wav}"],
    "pico": ["pico2wave", "-l", "en-GB", "-w", "{wav}", "{text}"],
}
HERE = ("espeak:en-gb", "espeak:en-gb+f5", "espeak:en-us+m3", "pyttsx3:gmw/en-us")
RATE_HZ = 16_000  # of the recogniser


class Server(BaseHTTPRequestHandler):
    """A speech server in the way of OpenAI's, with flite behind it."""

    def do_GET(self) -> None:
        """List the voices."""
        self.answer("application/json", json.dumps({"voices": ["slt", "rms"]}).encode())

    def do_POST(self) -> None:
        """Speak."""
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        stretch = f"duration_stretch={1 / order['speed']}"
        with tempfile.NamedTemporaryFile(suffix=".wav") as wav:
            words = ["--setf", stretch, "-t", order["input"], "-o", wav.name]
            subprocess.run([*FLITE, order["voice"], *words], check=True)
            self.answer("audio/wav", wav.read())

    def answer(self, kind: str, body: bytes) -> None:
        """Send bytes of a kind."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def equip(folder: Path) -> list[str]:
    """Set up what is installed here, and return the voices to try."""
    installed = {name: command for name, command in PROGRAMS.items() if shutil.which(command[0])}
    tables = (
        f"[{name}]\ncommand = {json.dumps(command)}\nlanguage = 'en'\n" for name, command in installed.items()
    )
    (folder / "commands.toml").write_text("\n".join(tables), encoding="utf-8")
    os.environ["NARRATE_COMMANDS"] = str(folder / "commands.toml")
    voices = [*HERE, *(f"command:{name}" for name in installed)]
    if shutil.which("flite"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        os.environ["OPENAI_BASE_URL"] = f"http://127.0.0.1:{server.server_port}/v1"
        voices.append("openai:slt")
    return voices


def row(voice: str, listener: Listener) -> str:
    """What was measured of a voice."""
    engine_name, _, name = voice.partition(":")
    try:
        engine = load_engine(engine_name)
    except NarrateError as error:
        return f"| `{voice}` | {error.message} |"
    engine.speak(Request("Good evening.", name))  # models are loaded now
    began = time.perf_counter()
    takes = [trim(engine.speak(Request(line, name))) for line in LINES]
    work_s = time.perf_counter() - began
    speech_s = sum(len(take.samples) / take.rate_hz for take in takes)
    again = trim(engine.speak(Request(LINES[-1], name)))
    heard = [listener.follow(*for_recogniser(take, line)) for take, line in zip(takes, LINES, strict=True)]
    wrong = sum(line.wrong for line in heard)
    misheard = wrong / sum(len(line.expected) for line in heard)
    whole = b"".join(take.samples.tobytes() for take in takes)
    sound = hear(whole, takes[0].rate_hz)
    spoken = sum(len(words(line)) for line in LINES)
    same = "yes" if np.array_equal(again.samples, takes[-1].samples) else "no"
    return (
        f"| `{voice}` | {takes[0].rate_hz:,} Hz | {spoken / speech_s * 60:.0f} | {speech_s / work_s:,.0f} × "
        f"| {sound.pitch_hz:.0f} Hz, {sound.melody:.1f} st | {misheard:.1%} | {same} |"
    )


def for_recogniser(take: Take, line: str) -> tuple[NDArray[np.int16], str]:
    """A take as the recogniser wants it, and as loud as speech in a finished file."""
    samples = soxr.resample(take.samples.astype(np.float32), take.rate_hz, RATE_HZ)
    loudness = np.sqrt(np.square(samples).mean())
    return (samples * (2500 / loudness)).clip(-32768, 32767).astype(np.int16), line


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as equipment:
        asked = sys.argv[1:] or equip(Path(equipment))
        listener = Listener()
        print("| voice | rate | words a minute | speed | pitch, melody | word error | the same again |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for each in asked:
            print(row(each, listener), flush=True)
