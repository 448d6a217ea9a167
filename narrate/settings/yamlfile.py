"""A YAML file as text and as nodes with positions, or an error that says where it is not one."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from narrate.errors import NarrateError, Place, refusals_told
from narrate.settings.yamlvalue import Value

# A settings file is a page or two; one of this size was given by mistake, or to waste an hour.
_MAX_BYTES = 1_000_000

_BOMS = (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")

_QUOTES = 'Put quotes around the whole text, as in title: "Home: A Story".'
_OWN_LINE = "Of two keys on one line the second goes on the next line, two spaces further in."

_APOSTROPHE = "An apostrophe is written twice between single quotes, 'It''s', or once between double ones."
_NO_BEGINNING = "text cannot begin with this sign"
_NO_BRACKET, _OPEN_IT = (
    "a bracket closes that was never opened",
    "Take it away, or open it where it should begin.",
)
_ASTRAY = "this does not belong to the lines above it"
_TOO_FAR_IN = "this line is further in than those it belongs to"
_COLUMNS = "Lines that belong together begin in the same column."

# What the parser says, what it means, what to do, and whether the fault is where the thing began.
_REASONS = (
    ("mapping values are not", "a colon where none can be", f"{_QUOTES} {_OWN_LINE}", False),
    ("but got ':'", "a colon where none can be", f"{_QUOTES} Or is a bracket before it not closed?", False),
    ("found '<scalar>'", "text behind a closing quotation mark", _APOSTROPHE, False),
    ("found '<block mapping start>'", _TOO_FAR_IN, _COLUMNS, False),
    ("unexpected end of stream", "a quotation mark that is never closed", "Close it on the same line.", True),
    ("expected ',' or", "a bracket that is never closed", "Close it; commas go between what is in it.", True),
    ("content, but found '<stream", "a bracket is open at the end", "Close it, or take it away.", False),
    ("unknown escape", "a backslash between double quotes", "Write it twice, or use single quotes.", False),
    (
        "could not find expected ':'",
        "a line without a colon",
        "Each line is key: value, with a space behind the colon.",
        True,
    ),
    ("cannot start any token", _NO_BEGINNING, _QUOTES, False),
    ("chomping or indentation", _NO_BEGINNING, _QUOTES, True),
    ("a comment or a line break", _NO_BEGINNING, _QUOTES, True),
    ("alphabetic or numeric", _NO_BEGINNING, _QUOTES, True),
    ("found undefined alias", "a * begins a reference, and there is no such anchor", _QUOTES, False),
    ("another document", "a second document begins", "Take away the line of three dashes.", False),
    ("found ':'", "a colon where none can be", _QUOTES, False),
    ("found ','", "a comma where none can be", "Commas go between what is in brackets.", False),
    ("']'", _NO_BRACKET, _OPEN_IT, False),
    ("'}'", _NO_BRACKET, _OPEN_IT, False),
    ("<block end>", _ASTRAY, _COLUMNS, False),
    ("<document start>", _ASTRAY, _COLUMNS, False),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the text of a file is written as bytes."""

    bom: bytes
    codec: str

    def encode(self, text: str) -> bytes:
        """The bytes of a file with that text."""
        return self.bom + text.encode(self.codec)


def decode(path: Path) -> tuple[str, Encoding]:
    """The text of a YAML file with its line ends as they are, and its encoding: UTF-8, or UTF-16 with a mark.

    Raises NarrateError for a file that cannot be read and one that is not text.
    """
    with refusals_told("cannot read it", path):
        data = path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise NarrateError(
            f"{len(data) / 1e6:.1f} MB are too much for settings",
            place=Place(path),
            hint="Is this the right file? The story itself goes into script/.",
        )
    bom, codec = next(((bom, codec) for bom, codec in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    try:
        return data[len(bom) :].decode(codec), Encoding(bom, codec)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(codec, "replace")
        raise NarrateError(
            f"the byte {error.object[error.start]:#04x} is not {codec.upper()}",
            place=Place.of(path, before, len(before)),
            hint="Save the file as UTF-8: most editors offer it beside “Save as”.",
        ) from error


def compose(path: Path, text: str) -> Value | None:
    """The text as nodes with positions; None when there is nothing but comments.

    Raises NarrateError for text that is not YAML.
    """
    parser = YAML(typ="safe", pure=True)
    parser.composer.warn_double_anchors = False  # the later one counts from there on, as YAML has it
    try:
        node = parser.compose(text)
    except ReaderError as error:
        raise NarrateError(
            f"the character U+{ord(text[error.position]):04X} cannot be in a YAML file",
            place=Place.of(path, text, error.position),
            hint="Delete it and write it again.",
        ) from error
    except MarkedYAMLError as error:
        raise _broken(path, text, error) from error
    except YAMLError as error:
        raise NarrateError(f"this is not YAML: {error}", place=Place(path)) from error
    except RecursionError:
        raise NarrateError("brackets are nested too deeply", place=Place(path)) from None
    return None if node is None else Value(path, "", node)


def place_of(path: Path, word: str) -> Place:
    """Where a value such as a voice stands in a YAML file, for an error that is noticed later.

    The file alone where nothing in it is that word.
    """
    text, _ = decode(path)
    whole = compose(path, text)
    found: list[int] = []
    waiting = [whole.node] if whole is not None else []
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, SequenceNode):
            waiting += node.value
        elif node.value == word:
            found.append(node.start_mark.index)
    return Place.of(path, text, min(found)) if found else Place(path)


def _broken(path: Path, text: str, error: MarkedYAMLError) -> NarrateError:
    """The parser's complaint in our words: a tab is by far the most frequent reason."""
    mark = error.problem_mark or error.context_mark
    tab = _tab(text, mark.index)
    if tab is not None:
        return NarrateError(
            "a tab: YAML is indented with spaces only",
            place=Place.of(path, text, tab),
            hint="Put spaces in its place, two for each step inwards.",
        )
    problem = str(error.problem)
    before = text[text.rfind("\n", 0, mark.index) + 1 : mark.index]  # on the line
    if "mapping values are not" in problem and ":" not in before:
        hint = f"The line above has its value already. {_COLUMNS}"
        return NarrateError(_TOO_FAR_IN, place=Place.of(path, text, mark.index), hint=hint)
    for sign, reason, hint, at_start in _REASONS:
        if sign in problem:
            index = (error.context_mark if at_start else mark).index
            return NarrateError(reason, place=Place.of(path, text, index), hint=hint)
    reason = ": ".join(part for part in (error.context, problem) if part)
    return NarrateError(f"this is not YAML: {reason}", place=Place.of(path, text, mark.index))


def _tab(text: str, index: int) -> int | None:
    """Where the tab is that the parser stopped at, or that indents the line where it did."""
    if text[index : index + 1] == "\t":
        return index
    start = text.rfind("\n", 0, index) + 1
    tab = text.find("\t", start, index)
    return tab if tab >= 0 and not text[start:tab].strip() else None
