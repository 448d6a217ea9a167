"""The data of espeak-ng: languages and voice variants, so arranged that a voice repeats itself exactly."""

import functools
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import espeakng_loader
import platformdirs

from narrate.files.caching import cache_folder
from narrate.files.temporary import temporary_folder

PLAIN = "narrate"  # the variant that changes nothing, for voices named without one
_LONGEST_PATH = 120  # bytes; the library copies the path into 160 without looking
_LAYOUT = 3
WHISPERED = "-whispered"  # after a variant's name: the same throat without voice

# Flutter (a slow wavering of pitch) and roughness (every second glottal cycle softer) go on where the last
# utterance stopped. Flutter 0 is none; roughness 8 lies past the table, which also stills the trills.
_EXACT = "flutter 0\nroughness 8\n"

# Breath in place of voice, as the library's own variant `whisper` has it, and no voice bar.
_BREATH = "voicing 6\nbreath 75 75 50 40 15 10\nbreathw 150 150 200 200 400 400\n"
_NO_BAR = "formant 0 100 0 100\n"


@dataclass(frozen=True, slots=True)
class Data:
    """A folder as espeak-ng wants it; `keep` holds on to it while it is only temporary."""

    folder: Path
    keep: object = None

    def has(self, voice: str) -> bool:
        """Whether the files of a voice (FILE+VARIANT) are still there."""
        file, _, variant = voice.partition("+")
        paths = (f"{self.folder}/voices/!v/{variant}", f"{self.folder}/lang/{file}")
        return all(map(os.path.exists, paths))  # for every line: a Path takes five times as long


@dataclass(frozen=True, slots=True)
class Language:
    """A language or accent: its file below the data, and its name in English."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A timbre that goes with every language.

    `base_hz` and `range_hz` are what the library makes of its pitch line; `exact` is False for the Klatt
    synthesiser, whose state nothing resets.
    """

    base_hz: float
    range_hz: float
    exact: bool


def _source() -> Path:
    return Path(espeakng_loader.get_data_path())


@functools.cache
def languages() -> dict[str, Language]:
    """The languages by their tag in lower case: `en-us`, `en-gb`, `en-gb-scotland`, `de`.

    A few have a voice but no dictionary in the wheel, and would be silent: they are left out.
    """
    ranked: dict[str, tuple[int, Language]] = {}
    folder = _source() / "lang"
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        lines = [line.split() for line in path.read_text("utf-8", "replace").splitlines()]
        values = {line[0]: " ".join(line[1:]) for line in reversed(lines) if len(line) > 1}
        dictionary = values.get("dictionary", values.get("language", path.name).split("-")[0].split()[0])
        if not (_source() / f"{dictionary}_dict").exists():
            continue
        found = Language(path.relative_to(folder).as_posix(), values.get("name", path.name))
        for line in lines:
            if line[:1] == ["language"] and len(line) > 1:
                rank = int(line[2]) if len(line) > 2 and line[2].isdigit() else 5  # lower is nearer
                tag = line[1].lower()
                if tag not in ranked or rank < ranked[tag][0]:
                    ranked[tag] = (rank, found)
    return {tag: language for tag, (_, language) in sorted(ranked.items())}


@functools.cache
def variants() -> dict[str, Variant]:
    """All voice variants by name, spelt as their files are, and the plain one."""
    files = sorted((_source() / "voices" / "!v").iterdir())
    return {PLAIN: _variant("")} | {file.name: _variant(file.read_text("latin-1")) for file in files}


def _variant(text: str) -> Variant:
    """What a variant's file says; voices.c reads its pitch line in the same way.

    The intonation raises the median pitch by 21 of its 4096ths (measured over seven voices).
    """
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}
    low, high = (int(value) for value in lines.get("pitch", ["82", "118"])[:2])
    return Variant(low - 9, (high - low) * 108 * 21 / 4096, "klatt" not in lines)


def prepare_data() -> Data:
    """The library's data with our variants: links to the wheel's files in the user's cache folder.

    The path is kept short: see _LONGEST_PATH. Where the user's is too long or cannot be written, it is the
    one that NARRATE_CACHE names; where that is no better, it is a temporary one of every worker's.
    """
    source = _source()
    stamp = f"{_LAYOUT} {version('espeakng-loader')} {source}"
    name = f"espeak-{hashlib.sha256(os.fsencode(stamp)).hexdigest()[:8]}"
    for cache in (platformdirs.user_cache_path("narrate"), cache_folder()):
        folder = cache / name
        if len(os.fsencode(folder)) <= _LONGEST_PATH:
            try:
                return _kept(source, folder)
            except OSError:
                pass  # a read-only home
    temporary = temporary_folder()
    folder = Path(temporary.name) / "data"
    _fill(source, folder)
    return Data(folder, temporary)


def _kept(source: Path, folder: Path) -> Data:
    if not Data(folder).has(f"gmw/en+{PLAIN}"):  # absent, or its links lead nowhere any more
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
        try:
            _fill(source, aside)
            aside.rename(folder)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            if not Data(folder).has(f"gmw/en+{PLAIN}"):  # nor was another process faster
                raise
    return Data(folder)


def _fill(source: Path, folder: Path) -> None:
    ours = folder / "voices" / "!v"
    ours.mkdir(parents=True)
    for entry in source.iterdir():
        if entry.name not in {"lang", "voices"}:
            _link(entry, folder / entry.name)
    for language in set(languages().values()):
        file = folder / "lang" / language.file
        file.parent.mkdir(parents=True, exist_ok=True)
        _link(source / "lang" / language.file, file)
    texts = {file.name: file.read_text("latin-1") for file in (source / "voices" / "!v").iterdir()}
    for name, text in {**texts, PLAIN: f"language variant\nname {PLAIN}\n"}.items():
        (ours / name).write_text(_without(text, "flutter", "roughness") + _EXACT, "latin-1")
        (ours / f"{name}{WHISPERED}").write_text(_whispered(text), "latin-1")


def _whispered(text: str) -> str:
    """A variant's file for the same throat without voice: its formants stay."""
    kept = _without(text, "flutter", "roughness", "voicing", "breath", "breathw", "echo", "tone", "formant 0")
    return kept + _NO_BAR + _BREATH + _EXACT


def _without(text: str, *keys: str) -> str:
    """The lines of a variant's file but those that begin with such words."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    dropped = tuple(f"{key} " for key in keys)
    return "".join(f"{line}\n" for line in lines if not f"{line} ".startswith(dropped))


def _link(source: Path, target: Path) -> None:
    """A link, or a copy on systems that let only administrators make links."""
    try:
        target.symlink_to(source)
    except OSError:
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, target)
