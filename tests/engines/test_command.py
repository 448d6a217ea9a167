"""Programs that speak, as commands.toml says how to call them."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from narrate.engines import EngineError, Request
from narrate.engines.command import Command
from tests.engines.conftest import PROGRAM
from tests.engines.listening import centre_hz

LINE = "The harbour was quiet, and the lamps were lit."

# What prints its arguments as a sound would be no sound: the program writes them down, then beeps.
ECHO = f"""
import pathlib, runpy, sys
note, words, txt, wav = sys.argv[1:]
pathlib.Path(note).write_text(words, "utf-8")
sys.argv = ["program.py", txt, wav, "1"]
runpy.run_path({str(PROGRAM)!r})
"""


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "commands.toml"
    monkeypatch.setenv("NARRATE_COMMANDS", str(path))
    return path


def write(path: Path, *command: str) -> None:
    path.write_text(f"[voice]\ncommand = {json.dumps(command)}\n", "utf-8")


PROGRAMS = {
    "flite": ["flite", "-voice", "slt", "--setf", "duration_stretch={stretch}", "-f", "{txt}", "-o", "{wav}"],
    "espeak-ng": ["espeak-ng", "-v", "en-gb", "-s", "{wpm}", "-f", "{txt}", "-w", "{wav}"],
    "espeak-ng that prints": ["espeak-ng", "-v", "en-gb", "-s", "{wpm}", "--stdin", "--stdout"],
    "pico2wave": ["pico2wave", "-l", "en-GB", "-w", "{wav}", "{text}"],
    "say": ["say", "-r", "{wpm}", "-f", "{txt}", "--data-format=LEI16@22050", "-o", "{wav}"],
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_that_people_have(commands: Path, name: str):
    command = PROGRAMS[name]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    write(commands, *command)

    usual, faster = (Command().speak(Request(LINE, "voice", rate=rate)) for rate in (1, 1.25))

    assert 2 < len(usual.pcm) / 2 / usual.rate_hz < 5
    if name != "pico2wave":
        assert 0.7 < len(faster.pcm) / len(usual.pcm) < 0.9


@pytest.mark.parametrize(
    "words", ["$(touch hacked); `ls` | rm 'x' \"y\" %PATH%", "-o other.wav", "{wav} {txt} 5"]
)
def test_words_are_an_argument_and_nothing_else(commands: Path, tmp_path: Path, words: str):
    write(commands, sys.executable, "-c", ECHO, str(tmp_path / "note"), "{text}", "{txt}", "{wav}")

    assert Command().speak(Request(words, "voice")).pcm
    assert (tmp_path / "note").read_text("utf-8").strip() == words


@pytest.mark.parametrize(("rate", "semitones"), [("{rate}", 4), ("1", 0)])
def test_pitch_goes_with_a_place_for_the_rate(commands: Path, rate: str, semitones: float):
    write(commands, sys.executable, str(PROGRAM), "{txt}", "{wav}", rate)

    usual, raised = (Command().speak(Request(LINE, "voice", pitch)) for pitch in (0, 4))

    assert Command().voices()[0].bends == bool(semitones)
    assert 12 * np.log2(centre_hz(raised) / centre_hz(usual)) == pytest.approx(semitones, abs=0.5)
    assert len(raised.pcm) == pytest.approx(len(usual.pcm), rel=0.01)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("voice = 1", 'voice has no command = ["PROGRAM", "ARGUMENT", …]'),
        ('[voice]\ncommand = "flite -o {wav}"', "the command of voice is not a list of texts"),
        ('[voice]\ncommand = ["x", "{wave}"]', "voice has {wave}; possible are {txt}, {wav}"),
        ('[voice]\ncommand = ["x"]\nsex = "f"', "voice has sex; possible are command, gender, language"),
        ('[voice]\ncommand = ["x"]\ngender = "f"', "the gender of voice is none of male, female"),
        ("[voice", "cannot be read: "),
        ('[voice]\ncommand = ["no-such-program"]', "no program that "),
    ],
)
def test_what_is_wrong_with_the_file_is_said(commands: Path, toml: str, message: str):
    commands.write_text(toml, "utf-8")

    assert message in (Command().problem() or "")


def test_without_the_file_it_says_where_it_would_be(commands: Path):
    assert (Command().problem() or "").startswith(f"no program is set up: {commands} does not exist")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            [sys.executable, str(PROGRAM), "{txt}", "{wav}", "1"],
            " ended with status 1: program: I cannot say that",
        ),
        ([sys.executable, "-c", "print('hello')"], " left no sound: "),
        (["no-such-program"], "there is no program no-such-program"),
    ],
)
def test_a_program_that_fails_is_an_error_in_its_words(commands: Path, command: list[str], message: str):
    write(commands, *command)

    with pytest.raises(EngineError) as error:
        Command().speak(Request("fail", "voice"))

    assert message in str(error.value)


def test_a_file_that_is_no_program_is_an_error(commands: Path, tmp_path: Path):
    (tmp_path / "notes").write_text("say it", "utf-8")
    (tmp_path / "notes").chmod(0o755)
    write(commands, str(tmp_path / "notes"), "{wav}")

    with pytest.raises(EngineError, match="notes cannot be started: "):
        Command().speak(Request("Hello.", "voice"))


def test_another_command_is_another_sound(commands: Path):
    write(commands, sys.executable, "{wav}")
    before = Command().voice_version("voice")
    write(commands, sys.executable, "{txt}", "{wav}")

    assert Command().voice_version("voice") != before
