"""New entries for the mappings of a YAML file, as text to be inserted: nothing that is there is touched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

_Written: TypeAlias = "str | float | bool | Sequence[str] | Entries"
Entries: TypeAlias = Mapping[str, _Written]

_STEP = 2  # spaces inwards
_PLAIN = re.compile(r"[^\W\d_](?:[\w.'’+/-]|[ :](?=[\w.'’+/-]))*")
_NOT_TEXT = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to be put before the character `at` of a file."""

    at: int
    text: str


def inserted(text: str, insertions: Sequence[Insertion]) -> str:
    """The text with all insertions made; those for one place follow each other as they are given."""
    pieces, end = [], 0
    for insertion in sorted(insertions, key=lambda each: each.at):
        pieces += [text[end : insertion.at], insertion.text]
        end = insertion.at
    return "".join([*pieces, text[end:]])


def has_room(node: Node) -> bool:
    """Whether entries can be added to a value: to a mapping, or to nothing yet.

    A value with an anchor has no room: whoever refers to it would get the entries too.
    """
    nothing = isinstance(node, ScalarNode) and node.value == "" and node.style is None
    return node.anchor is None and (isinstance(node, MappingNode) or nothing)


def insertion(
    text: str, key: Node | None, node: Node | None, new: Entries, within: Node | None = None
) -> Insertion:
    """What to insert for new entries in the mapping `node` under `key`, which `has_room`.

    `within` is the mapping that both stand in. Without a key it is the mapping of the whole file; without a
    node there is none yet.
    """
    if isinstance(within, MappingNode) and within.flow_style and isinstance(node, ScalarNode):
        return _as_value(text, node.start_mark.index, new)
    outer = 0 if key is None else key.start_mark.column
    if isinstance(node, MappingNode) and node.flow_style:
        return _into_flow(text, node, new)
    if isinstance(node, MappingNode):
        column = node.value[0][0].start_mark.column
        lines = _lines(new, column, column - outer or _STEP)
        return _below(text, _end_of_block(text, node.end_mark.index, column), lines)
    if key is None:
        return _below(text, len(text), _lines(new, 0, _STEP))
    return _below(text, _after_remarks(text, key.end_mark.index, outer), _lines(new, outer + _STEP, _STEP))


def _after_remarks(text: str, index: int, column: int) -> int:
    """Where the line ends that `index` is in, and the comments below it that stand further in."""
    at = text.find("\n", index) + 1 or len(text)
    remark = re.compile(rf" {{{column + 1},}}#.*\n?")
    while found := remark.match(text, at):
        at = found.end()
    return at


def _end_of_block(text: str, end: int, column: int) -> int:
    """Where a block mapping's last line ends: comments further out, and blank lines, come after it."""
    line_start = text.rfind("\n", 0, end) + 1  # `end` is where the next thing begins
    at = end if text[line_start:end].strip() else line_start
    while at:
        start = text.rfind("\n", 0, at - 1) + 1
        line = text[start:at]
        outside = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) < column
        if line.strip() and not outside:
            break
        at = start
    return at


def _below(text: str, at: int, lines: Sequence[str]) -> Insertion:
    """Lines to stand before `at`; the line above gets its end if it has none."""
    newline = _newline(text)
    unfinished = at > 0 and text[at - 1] != "\n"
    return Insertion(at, newline + newline.join(lines) if unfinished else newline.join(lines) + newline)


def _lines(new: Entries, column: int, step: int) -> list[str]:
    lines = []
    for key, value in new.items():
        if isinstance(value, Mapping):
            lines += [f"{' ' * column}{_plain(key)}:", *_lines(value, column + step, step)]
        else:
            lines.append(f"{' ' * column}{_plain(key)}: {_flow(value, json=False)}")
    return lines


def _into_flow(text: str, node: MappingNode, new: Entries) -> Insertion:
    """The entries before the closing brace, each on a line of its own if the others are."""
    start, close = node.start_mark.index, node.end_mark.index - 1
    keys = [key for key, _ in node.value]
    json = keys[0].style == '"' if keys else text.lstrip().startswith("{")
    own_lines = bool(keys) and keys[0].start_mark.line > node.start_mark.line
    gap = f"{_newline(text)}{' ' * keys[0].start_mark.column}" if own_lines else " "
    entries = f",{gap}".join(_pair(key, value, json=json) for key, value in new.items())
    at = len(text[:close].rstrip())
    if "#" in text[text.rfind("\n", 0, at) + 1 : at]:
        at = close  # what comes after a comment would be part of it
    if not keys:
        return Insertion(at, entries)
    said = re.sub(r"(?m)(?:^|\s)#.*$", "", text[start:close]).rstrip()
    comma = {",": "", ":": " ,"}.get(said[-1], ",")  # of a name without a value, {Tom: }, it must stand off
    return Insertion(at, f"{comma}{gap}{entries}")


def _as_value(text: str, at: int, new: Entries) -> Insertion:
    """The entries in braces behind a key that has no value, and maybe no colon."""
    json = text[:at].rstrip(" :").endswith('"')
    return Insertion(at, f"{':' * (text[at - 1] != ':')} {_flow(new, json=json)}")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _pair(key: str, value: _Written, *, json: bool) -> str:
    return f"{_quoted(key) if json else _plain(key)}: {_flow(value, json=json)}"


def _flow(value: _Written, *, json: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    if isinstance(value, str):
        return _quoted(value) if json else _plain(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(_pair(key, each, json=json) for key, each in value.items()) + "}"
    return "[" + ", ".join(_flow(each, json=json) for each in value) + "]"


def _plain(text: str) -> str:
    """The text as it is where YAML reads it as text wherever it stands, else in quotes."""
    return text if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in escaped) + '"'
