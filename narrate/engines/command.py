"""The engine `command`: any program that speaks, as the user's own `commands.toml` says how to call it.

The file is the user's and not the project's, so that no story that was sent by somebody can run a program.

    [slt]
    command = ["flite", "-voice", "slt", "--setf", "duration_stretch={stretch}", "{txt}", "{wav}"]
    gender = "female"
    language = "en-us"
"""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from narrate.engines import EngineError, Request, Speech, VoiceInfo, no_such_voice
from narrate.engines.models import fingerprint
from narrate.engines.plain import plain_words
from narrate.engines.tape import play, read_sound, spoken_rate
from narrate.files.temporary import temporary_folder
from narrate.story.people import Gender

_WORDS_A_MINUTE = 175
_PATIENCE_S = 20.0
_LIMIT_S_PER_LETTER = 0.4  # with the patience a little less than a worker's own, so that nothing outlives it
_RATES = ("{rate}", "{stretch}", "{wpm}")
_PLACES = ("{txt}", "{wav}", "{text}", *_RATES)
_KEYS = ("command", "gender", "language")

_REVISION = 1  # ours: raise it with every change that can be heard


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A voice of the file: the program and its arguments, with places for what changes."""

    info: VoiceInfo
    command: tuple[str, ...]


class Command:
    """The voices of commands.toml, each a program that is started for every line."""

    version = str(_REVISION)

    def problem(self) -> str | None:
        """That there are no commands, or what is wrong with them."""
        path = _commands_file()
        if not path.is_file():
            return f"no program is set up: {path} does not exist; docs/engines.md shows one"
        try:
            return None if self.voices() else f"no program that {path} names is installed"
        except EngineError as error:
            return str(error)

    def voices(self) -> Sequence[VoiceInfo]:
        """The voices whose program is installed."""
        return [each.info for each in _speakers().values() if shutil.which(each.command[0])]

    def voice_version(self, voice: str) -> str:
        """The hash of the voice's program, and the words of its command."""
        speaker = _find_speaker(voice)
        program = shutil.which(speaker.command[0])
        if program is None:
            raise EngineError(f"there is no program {speaker.command[0]}")
        return "/".join([fingerprint(Path(program)), *speaker.command])

    def speak(self, request: Request) -> Speech:
        """Speak a request; rate and pitch are followed where the command has a place for the rate."""
        speaker = _find_speaker(request.voice)
        if not request.letters:
            return Speech(b"", 22_050)
        samples, rate_hz = read_sound(_run(speaker.command, request), speaker.command[0])
        return play(samples, rate_hz, request if speaker.info.bends else Request("", ""))


def _commands_file() -> Path:
    """Where the user's commands stand: in NARRATE_COMMANDS, or commands.toml in the configuration folder."""
    named = os.environ.get("NARRATE_COMMANDS")
    return (
        Path(named) if named else platformdirs.user_config_path("narrate", appauthor=False) / "commands.toml"
    )


def _speakers() -> dict[str, _Speaker]:
    path = _commands_file()
    try:
        voices = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise EngineError(f"{path} cannot be read: {error}") from error
    return {name: _speaker(name, facts, path) for name, facts in voices.items()}


def _find_speaker(name: str) -> _Speaker:
    speakers = _speakers()
    if name not in speakers:
        raise no_such_voice(str(_commands_file()), name, speakers)
    return speakers[name]


def _speaker(name: str, facts: object, path: Path) -> _Speaker:
    """A voice as the file describes it; EngineError says what is wrong with it."""
    if not isinstance(facts, dict) or not facts.get("command"):
        raise EngineError(f'{path}: {name} has no command = ["PROGRAM", "ARGUMENT", …]')
    command = facts["command"]
    if not isinstance(command, list) or not all(isinstance(argument, str) for argument in command):
        raise EngineError(f'{path}: the command of {name} is not a list of texts: ["PROGRAM", "ARGUMENT", …]')
    places = [place for argument in command for place in re.findall(r"\{\w*\}", argument)]
    for wrong, right in ((set(facts) - set(_KEYS), _KEYS), (set(places) - set(_PLACES), _PLACES)):
        if wrong:
            raise EngineError(f"{path}: {name} has {min(wrong)}; possible are {', '.join(right)}")
    try:
        gender = Gender(facts.get("gender", "unknown"))
    except ValueError:
        raise EngineError(f"{path}: the gender of {name} is none of {', '.join(Gender)}") from None
    is_told_rate = any(place in _RATES for place in places)  # without that pitch cannot be moved, either
    language = str(facts.get("language", "mul"))
    info = VoiceInfo(name, language, gender, command[0], bends=is_told_rate)
    return _Speaker(info, tuple(command))


def _run(command: Sequence[str], request: Request) -> bytes:
    """Run the program on the words and return the sound file that it writes, or prints."""
    words, rate = plain_words(request), spoken_rate(request)
    with temporary_folder() as folder:
        txt, wav = Path(folder) / "line.txt", Path(folder) / "line.wav"
        txt.write_text(f"{words}\n", "utf-8")
        values = {
            "{txt}": str(txt),
            "{wav}": str(wav),
            "{text}": f" {words}" if words.startswith("-") else words,  # or it would be an option
            "{rate}": f"{rate:.3f}",
            "{stretch}": f"{1 / rate:.3f}",
            "{wpm}": str(round(_WORDS_A_MINUTE * rate)),
        }
        filled = [re.sub(r"\{\w+\}", lambda place: values[place.group()], argument) for argument in command]
        try:
            done = subprocess.run(
                filled,
                input=f"{words}\n".encode(),
                capture_output=True,
                check=True,
                timeout=_PATIENCE_S + _LIMIT_S_PER_LETTER * len(words),
            )
        except FileNotFoundError as error:
            raise EngineError(f"there is no program {command[0]}") from error
        except OSError as error:  # a script without its first line, a program of another system
            raise EngineError(f"{command[0]} cannot be started: {error.strerror}") from error
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"{command[0]} did not end within {error.timeout:.0f} s") from error
        except subprocess.CalledProcessError as error:
            complaint = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            said = f": {complaint[0]}" if complaint else ""
            raise EngineError(f"{command[0]} ended with status {error.returncode}{said}") from error
        return wav.read_bytes() if wav.is_file() else done.stdout
