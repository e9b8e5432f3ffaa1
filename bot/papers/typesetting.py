"""Sets one paper in type, in the process it is called in.

Values reach a template as JSON in ``sys.inputs``, never as part of its source: whatever somebody wrote is shown, and
nothing of it is carried out. A template sees the files of its own folder and no other.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import orjson
import typst

from bot.papers.order import Order

FONT_PACKAGES = ("cvttf_NotoSansCJK_Regular", "manimgx_fonts")
"""Noto Sans CJK with the forms of every region, and Noto Emoji; both come with the install."""

PIXELS_PER_INCH = 180.0
"""A card of 360 pt is 900 pixels wide: sharp on a phone, some 100 kB."""

LIBRARY = "paper"
"""The file of the folder that is no template."""


class Typesetter:
    """Fonts and templates, loaded once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())
        self._compiler = typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)

    def set(self, asked: Order) -> bytes:
        """The file. Raises LookupError for a template there is none of, typst.TypstError when it cannot be set."""
        if asked.template not in templates(self._folder):
            raise LookupError(asked.template)
        inputs = {
            "data": orjson.dumps(asked.data).decode(),
            "dark": str(asked.dark).lower(),
            "script": asked.script,
            "region": asked.region,
        }
        made = self._compiler.compile(
            self._folder / f"{asked.template}.typ",
            format=asked.form,
            ppi=PIXELS_PER_INCH,
            sys_inputs=inputs,
            timestamp=asked.at,
        )
        pages = made if isinstance(made, list) else [made]
        return bytes(pages[0] or b"")


def templates(folder: Path) -> frozenset[str]:
    """The names of the templates of a folder."""
    return frozenset(path.stem for path in folder.glob("*.typ")) - {LIBRARY}


def font_folders() -> list[Path]:
    """Where the packages with the fonts lie."""
    return [Path(spec.origin).parent for name in FONT_PACKAGES if (spec := find_spec(name)) and spec.origin]
