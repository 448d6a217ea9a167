"""A value of a YAML file that knows where it stands, and says so when it is not what was expected.

Values are read from the parser's nodes and never built into Python objects: nothing in a file can
run, an alias is a reference and not a copy, and each value is checked where it is used.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from narrate.errors import NarrateError, Place, did_you_mean, of_each
from narrate.files.finding import find_file

# What may stand in a mapping: each key with the field that it fills and how its value is read.
Schema: TypeAlias = Mapping[str, tuple[str, Callable[["Value"], Any]]]

_Made = TypeVar("_Made")

_TAG = "tag:yaml.org,2002:"
_NUMBER = re.compile(r"\s*(?P<number>[-+−–]?\d+(?:[.,]\d+)?)(?![\d:])\s*(?P<unit>%|ms)?")
_PARTS = {"%": 100, "ms": 1000}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the file, and the key that it stands under (for a key, the key itself)."""

    file: Path
    key: str
    node: Node

    @property
    def place(self) -> Place:
        """Where the value begins; for an alias, where its anchor stands."""
        mark = self.node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    @property
    def empty(self) -> bool:
        """Whether nothing is written there (or `null`), which is as good as leaving the key out."""
        return bool(self.node.tag == f"{_TAG}null")

    @property
    def scalar(self) -> bool:
        """Whether it is one word, text or number rather than a list or a mapping."""
        return isinstance(self.node, ScalarNode)

    def error(self, message: str, hint: str = "") -> NarrateError:
        """What is wrong with this value, with its place."""
        return NarrateError(message, place=self.place, hint=hint)

    def text(self) -> str:
        """The value as text, which is what a bare number is too (`title: 1984`)."""
        if not self.scalar or not str(self.node.tag).startswith(_TAG):
            raise self._wrong_type("text")
        text = "" if self.empty else " ".join(str(self.node.value).split())
        if not text:
            raise self.error(f"{self.key} is empty", "Write something there, or leave it out.")
        if any(unicodedata.category(char) in {"Cc", "Cs"} for char in text):
            raise self.error(f"{self.key} holds a control character", "Write it without the escape.")
        return text

    def number(self, low: float, high: float, unit: str) -> float:
        """The value as a number from `low` to `high`, both included."""
        if self.node.tag not in {f"{_TAG}int", f"{_TAG}float"}:
            raise self._wrong_type(f"a number ({unit})", self._number_meant(low, high))
        try:
            number = float(self.node.value)
        except ValueError:  # YAML has more ways to write numbers, such as 0x10
            raise self._wrong_type(f"a decimal number ({unit})") from None
        if not low <= number <= high:
            raise self.error(
                f"{self.key} cannot be {self.node.value}",
                f"{self.key} goes from {low:g} to {high:g} ({unit}).",
            )
        return number

    def flag(self) -> bool:
        """The value as true or false."""
        if self.node.tag != f"{_TAG}bool":
            meant = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
            written = meant.get(str(self.node.value).casefold())
            raise self._wrong_type("true or false", f"Write {self.key}: {written}." if written else "")
        return str(self.node.value).casefold() == "true"

    def choice(self, options: Iterable[str]) -> str:
        """The value as one of a few words."""
        word, known = self.text(), list(options)
        if word not in known:
            raise self.error(f"{self.key} cannot be {word}", did_you_mean(word, known))
        return word

    def project_file(self) -> Path:
        """The file that the value names, which lies in the folder of this one or below."""
        return find_file(self.text(), self.place, self.file.parent)

    def members(self) -> list["Value"]:
        """The members of a list; a single value is a list of one."""
        if self.scalar:
            if "," in str(self.node.value):
                raise self.error(f"{self.key} is a list", f"Write {self.key}: [{self.text().strip(' []')}]")
            return [self]
        if self.node.tag != f"{_TAG}seq":
            raise self._wrong_type("a list")
        return [Value(self.file, self.key, node) for node in self.node.value]

    def entries(self) -> list[tuple["Value", "Value"]]:
        """The keys and values of a mapping in order, those merged in with `<<` last."""
        return self.read_entries(lambda entry: entry)

    def read_entries(self, read: Callable[[tuple["Value", "Value"]], _Made]) -> list[_Made]:
        """What a function makes of each of the `entries`.

        Raises NarrateError for all that it complains of and for keys that are written twice, or for merging
        in what is no mapping.
        """
        if not isinstance(self.node, MappingNode) or self.node.tag != f"{_TAG}map":
            raise self._wrong_type("a mapping (lines of key: value)", self._mapping_meant())
        first: dict[str, Value] = {}

        def read_first(pair: tuple[Node, Node, bool]) -> list[_Made]:
            key_node, node, merged = pair
            if key_node.tag == f"{_TAG}merge":
                raise Value(self.file, "<<", node).error(
                    "<< takes the entries of another mapping in",
                    "Write <<: *calm, and &calm before that mapping.",
                )
            name = Value(self.file, "a key", key_node).text()
            key = Value(self.file, name, key_node)
            if first.setdefault(name, key) is key:
                return [read((key, Value(self.file, name, node)))]
            if not merged:
                raise key.error(
                    f"{name} is listed twice: first at {first[name].place}", "Keep one of the two."
                )
            return []

        return list(itertools.chain.from_iterable(of_each(read_first, _pairs(self.node, set()))))

    def fields(
        self, schema: Schema, what: str, advise: Callable[[str, Iterable[str]], str] = did_you_mean
    ) -> dict[str, Any]:
        """The fields that the mapping fills; an empty value leaves its field open.

        `what` says what its keys are, for the error about one that the schema does not have; `advise` gives
        its hint. Raises NarrateError for all that is wrong.
        """

        def field(entry: tuple[Value, Value]) -> tuple[str, Any] | None:
            key, value = entry
            if key.key not in schema:
                point = "A number is written with a point, as in 1.05: a comma ends it."
                hint = point if key.key.isdecimal() else advise(key.key, schema)
                raise key.error(f"{key.key} is not {what}", hint)
            name, read = schema[key.key]
            return None if value.empty else (name, read(value))

        return dict(filter(None, self.read_entries(field)))

    def _number_meant(self, low: float, high: float) -> str:
        """What to write for a number with its unit, a comma, or a minus of typography."""
        found = _NUMBER.match(self.node.value) if self.scalar else None
        if found is None:
            return ""
        number = float(re.sub("[−–]", "-", found["number"]).replace(",", ".")) / _PARTS.get(found["unit"], 1)
        return f"Write {self.key}: {number:g}" if low <= number <= high else ""

    def _mapping_meant(self) -> str:
        if isinstance(self.node, SequenceNode) and not self.node.flow_style:
            return "Leave the dashes out: each line is key: value."
        if self.scalar and re.match(r"[^\s:]+:(?!//)\S", str(self.node.value)):
            return "Put a space behind the colon."
        below = "Below it, two spaces further in, each name has a line of its own and a colon behind it."
        return below if self.key else "Each line is key: value."

    def _wrong_type(self, wanted: str, hint: str = "") -> NarrateError:
        return self.error(f"{self.key or 'the file'} should be {wanted}, not {_described(self.node)}", hint)


def _pairs(node: MappingNode, merged: set[int]) -> Iterator[tuple[Node, Node, bool]]:
    """The entries of a mapping and of what it merges in: (key, value, whether merged in).

    A mapping is merged once however often it is named, so that merges of merges stay linear. What is none
    cannot be merged: it stays with its key, <<.
    """
    inside = bool(merged)
    merged.add(id(node))
    for key, value in node.value:
        if key.tag != f"{_TAG}merge":
            yield key, value, inside
    for key, source in _sources(node):
        if not isinstance(source, MappingNode):
            yield key, source, inside
        elif id(source) not in merged:
            yield from _pairs(source, merged)


def _sources(node: MappingNode) -> Iterator[tuple[Node, Node]]:
    """What a mapping merges in, each with the key, <<."""
    for key, value in node.value:
        if key.tag == f"{_TAG}merge":
            yield from ((key, each) for each in (value.value if isinstance(value, SequenceNode) else [value]))


def _described(node: Node) -> str:
    if not str(node.tag).startswith(_TAG):
        return f"the tag {node.tag}"
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    written = str(node.value)
    return f"“{written[:40]}{'…' if len(written) > 40 else ''}”" if written else "empty"
