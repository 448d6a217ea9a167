"""What the engines speak with here: tiny neural voices, a small program, a speech server on this machine."""

import importlib.util
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.server import SpeechServer
from tests.engines.tiny import save_kokoro_voices, save_piper_voice

PROGRAM = Path(__file__).with_name("program.py")


@pytest.fixture(scope="session")
def equipment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with a voice for every engine that needs one, and a commands.toml."""
    folder = tmp_path_factory.mktemp("equipment")
    if importlib.util.find_spec("onnx"):
        save_piper_voice(folder / "voices" / "piper", "en_US-lessac-x_low", ("only",), 170)
        save_piper_voice(folder / "voices" / "piper", "en_US-tiny-x_low", ("anna", "bert"))
        save_kokoro_voices(folder / "voices" / "kokoro", af_heart=200, am_puck=110, bf_emma=180, jf_alpha=190)
    command = json.dumps([sys.executable, str(PROGRAM), "{txt}", "{wav}", "{rate}"])
    (folder / "commands.toml").write_text(f'[beeper]\ncommand = {command}\nlanguage = "en"\n', "utf-8")
    return folder


@pytest.fixture(scope="session")
def speech_server() -> Iterator[SpeechServer]:
    server = SpeechServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", autouse=True)
def _own_cache(equipment: Path, speech_server: SpeechServer) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NARRATE_CACHE", str(equipment))
        environment.setenv("NARRATE_COMMANDS", str(equipment / "commands.toml"))
        environment.setenv("OPENAI_BASE_URL", speech_server.base)
        environment.setenv("OPENAI_API_KEY", "secret")
        yield
