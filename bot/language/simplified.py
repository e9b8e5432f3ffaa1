"""Characters of the traditional script and the simplified ones they are read as."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def simplified_characters() -> dict[int, str]:
    """OpenCC's table from traditional characters to the simplified one used most, for ``str.translate``."""
    lines = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    return {ord(row[0]): row[1] for row in (line.split() for line in lines) if row and len(row[0]) == 1}
