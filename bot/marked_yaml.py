"""YAML read with the place of every value, so that a problem can name its line and column."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain data with the place of every value and key in it."""

    path: Path
    data: Any
    values: dict[Loc, Mark] = field(repr=False)
    keys: dict[Loc, Mark] = field(repr=False)

    def mark(self, loc: Sequence[str | int]) -> Mark:
        """Where the value at ``loc`` stands, or its nearest ancestor that exists."""
        return self._nearest(self.values, tuple(loc))

    def key_mark(self, loc: Sequence[str | int]) -> Mark:
        """Where the key of the value at ``loc`` stands, or its nearest ancestor."""
        place = tuple(loc)
        return self.keys[place] if place in self.keys else self._nearest(self.values, place)

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
        reader = _Reader(path, loader)
        data = None if node is None else reader.read(node, ())
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        mark = Mark(1, 1) if place is None else Mark(place.line + 1, place.column + 1)
        raise YamlProblem(path, mark, error.problem or "not readable as YAML") from None
    except yaml.YAMLError as error:
        raise YamlProblem(path, Mark(1, 1), str(error)) from None
    finally:
        loader.dispose()
    return Marked(path, data, reader.values, reader.keys)


class _Reader:
    """Builds plain data from nodes and remembers where each piece stood."""

    def __init__(self, path: Path, loader: yaml.CSafeLoader) -> None:
        self.path, self.loader = path, loader
        self.values: dict[Loc, Mark] = {}
        self.keys: dict[Loc, Mark] = {}

    def read(self, node: yaml.Node, loc: Loc) -> Any:
        self.values[loc] = _mark(node)
        if isinstance(node, yaml.MappingNode):
            return {key: self.read(value, (*loc, key)) for key, value in self._pairs(node, loc)}
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*loc, index)) for index, item in enumerate(node.value)]
        return self.loader.construct_object(node)

    def _pairs(self, node: yaml.MappingNode, loc: Loc) -> Iterator[tuple[str, yaml.Node]]:
        seen: set[Hashable] = set()
        for key_node, value_node in node.value:
            key = str(self.loader.construct_object(key_node))
            if key in seen:
                raise YamlProblem(self.path, _mark(key_node), f"the key {key!r} stands here twice")
            seen.add(key)
            self.keys[(*loc, key)] = _mark(key_node)
            yield key, value_node


def _mark(node: yaml.Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)
