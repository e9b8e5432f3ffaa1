"""What people type to leave a question unanswered: skip, don't know, none."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

from pydantic import BaseModel, ConfigDict, field_validator

from bot.language.simplified import simplified_characters
from bot.language.words_file import read_words


class PassingWords(BaseModel):
    """content/reading/passing.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: frozenset[str]

    @field_validator("words")
    @classmethod
    def _squeezed(cls, words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(squeezed, words))

    def named(self, text: str) -> bool:
        """Whether a typed text is one of them and nothing more."""
        return squeezed(text) in self.words


def squeezed(text: str) -> str:
    """A text without width, case, spaces and marks: for comparing what was typed with a label."""
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())


def alike(text: str) -> str:
    """A text squeezed, and in one script: somebody who reads 沒有 on a button may write 没有."""
    return squeezed(text).translate(simplified_characters())


def load_passing_words(path: Path) -> PassingWords:
    """The words. Raises ContentError when the file is wrong."""
    return read_words(PassingWords, path)
