"""What is wrong in content/, where it stands and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import ContentError
from bot.marked_yaml import Marked

FIXES = {
    "missing": "add the key",
    "extra_forbidden": "remove the key, or correct its spelling",
    "string_type": "write it as text; a number needs quotes",
    "string_too_short": "write the text",
    "date_from_datetime_parsing": "write the date as 2026-11-23",
    "enum": "use one of the values the message names",
    "literal_error": "use one of the values the message names",
}
"""How to mend what pydantic reports, by its error type."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; line and column count from 1."""

    path: Path
    line: int
    column: int
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}; {self.fix}"


class ContentProblems(ContentError):
    """The files of content/ do not pass: mend every line listed and start again."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def problem_at(source: Marked, loc: Sequence[str | int], message: str, fix: str) -> Problem:
    """A problem with the value at ``loc``, or with its nearest ancestor that exists."""
    mark = source.mark(loc)
    return Problem(source.path, mark.line, mark.column, message, fix)


def problems_of(error: ValidationError, source: Marked) -> Iterator[Problem]:
    """Every problem pydantic found in one file, with its place."""
    for details in error.errors(include_url=False):
        yield problem_at(source, details["loc"], _message(details), _fix(details))


def _message(details: ErrorDetails) -> str:
    where = ".".join(map(str, details["loc"])) or "the file"
    return f"{where}: {details['msg']}"


def _fix(details: ErrorDetails) -> str:
    own = details.get("ctx", {}).get("fix")
    return str(own or FIXES.get(details["type"], "write a value of that kind"))
