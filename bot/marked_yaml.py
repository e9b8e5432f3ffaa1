"""YAML read so that a problem can name the line and column of every value.

Almost all files are right, and the places of all values take several times the memory of the values: they are looked
for only when somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file; line and column count from 1."""

    line: int
    column: int


class YamlProblem(Exception):
    """The file is not YAML, or says a key twice."""

    def __init__(self, path: Path, mark: Mark, message: str) -> None:
        super().__init__(f"{path}:{mark.line}:{mark.column}: {message}")
        self.path, self.mark, self.message = path, mark, message

    @property
    def line(self) -> int:
        """Line of the problem, from 1."""
        return self.mark.line

    @property
    def column(self) -> int:
        """Column of the problem, from 1."""
        return self.mark.column


@dataclass(frozen=True)
class Marked:
    """Plain data, and the text it was read from, to find the place of a value or key in."""

    path: Path
    data: Any
    text: str = field(repr=False)

    @cached_property
    def _places(self) -> _Places:
        return _Places.of(self.text)

    def mark(self, loc: Sequence[str | int]) -> Mark:
        """Where the value at ``loc`` stands, or its nearest ancestor that exists."""
        return self._nearest(self._places.values, tuple(loc))

    def key_mark(self, loc: Sequence[str | int]) -> Mark:
        """Where the key of the value at ``loc`` stands, or its nearest ancestor."""
        keys, place = self._places.keys, tuple(loc)
        return keys[place] if place in keys else self._nearest(self._places.values, place)

    @staticmethod
    def _nearest(table: dict[Loc, Mark], loc: Loc) -> Mark:
        while loc not in table and loc:
            loc = loc[:-1]
        return table.get(loc, Mark(1, 1))


def read_yaml(path: Path) -> Marked:
    """Read one file. Raises YamlProblem for a syntax error or a key given twice."""
    return parse_yaml(path.read_text(encoding="utf-8"), path)


def parse_yaml(text: str, path: Path) -> Marked:
    """Read YAML text; ``path`` is only named in problems. Raises YamlProblem."""
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        data = None if node is None else _Reader(path, loader).read(node)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        mark = Mark(1, 1) if place is None else Mark(place.line + 1, place.column + 1)
        raise YamlProblem(path, mark, error.problem or "not readable as YAML") from None
    except yaml.YAMLError as error:
        raise YamlProblem(path, Mark(1, 1), str(error)) from None
    finally:
        loader.dispose()
    return Marked(path, data, text)


class _Reader:
    """Builds plain data from nodes."""

    def __init__(self, path: Path, loader: yaml.CSafeLoader) -> None:
        self.path, self.loader = path, loader

    def read(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {key: self.read(value) for key, value in self._pairs(node)}
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item) for item in node.value]
        return self.loader.construct_object(node)

    def _pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
        seen: set[Hashable] = set()
        for key_node, value_node in node.value:
            key = str(self.loader.construct_object(key_node))
            if key in seen:
                raise YamlProblem(self.path, _mark(key_node), f"the key {key!r} stands here twice")
            seen.add(key)
            yield key, value_node


@dataclass(slots=True)
class _Places:
    """Where each value and key of a text stands."""

    values: dict[Loc, Mark] = field(default_factory=dict)
    keys: dict[Loc, Mark] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> _Places:
        """Of a text that was read without a problem."""
        places = cls()
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        if node is not None:
            places._note(node, ())
        return places

    def _note(self, node: yaml.Node, loc: Loc) -> None:
        self.values[loc] = _mark(node)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                place = (*loc, str(key.value))
                self.keys[place] = _mark(key)
                self._note(value, place)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self._note(item, (*loc, index))


def _mark(node: yaml.Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)
