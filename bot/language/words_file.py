"""Reading a list of words from ``content/reading/``, with the place of every problem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import ContentError
from bot.marked_yaml import Marked, YamlProblem, read_yaml

Words = TypeVar("Words", bound=BaseModel)


def read_words(kind: type[Words], path: Path) -> Words:
    """The file as a model. Raises ContentError naming file, line and column of every problem."""
    try:
        marked = read_yaml(path)
        return kind.model_validate(marked.data)
    except YamlProblem as problem:
        raise ContentError(str(problem)) from None
    except ValidationError as problems:
        raise ContentError("\n".join(_located(marked, problems))) from None


def _located(marked: Marked, problems: ValidationError) -> Iterator[str]:
    for problem in problems.errors():
        mark = marked.mark(problem["loc"])
        where = ".".join(str(part) for part in problem["loc"])
        yield f"{marked.path}:{mark.line}:{mark.column}: {where}: {problem['msg']}"
