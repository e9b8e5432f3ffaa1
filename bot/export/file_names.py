"""Names of files inside an archive: whatever a file was called, it lands in its folder and does nothing there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.jobs.attachment import Attachment

LONGEST = 60
"""Characters of a name: with its folder it fits the strictest file systems."""

ACTIVE = frozenset(
    {
        *(
            "bat",
            "cmd",
            "com",
            "cpl",
            "exe",
            "hta",
            "htm",
            "html",
            "jar",
            "js",
            "jse",
            "lnk",
            "msi",
            "ps1",
            "reg",
            "scr",
        ),
        *("sh", "svg", "url", "vb", "vbs", "wsf", "xht", "xhtml", "xml"),
    }
)
"""Endings that run or are opened by a browser when tapped; such a file gets .txt behind its own."""

ENDINGS: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
}
"""What Telegram sends without a name gets the ending of what it is: a phone opens it by that."""

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(\..*)?")
"""Names of devices on Windows, whatever ending they have."""


def name_in_archive(number: int, file: Attachment) -> str:
    """The path of a file in the archive: ``files/003-name.ext``; the number keeps two of one name apart."""
    ending = "" if "." in file.name else ENDINGS.get(file.mime, "")
    return f"files/{number:03}-{safe_name((file.name or file.kind) + ending)}"


def safe_name(name: str) -> str:
    """A file name without folders, control characters, marks of direction, or an ending that runs."""
    shown = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C")
    bare = _UNSAFE.sub("_", shown).strip(" .")
    if not bare or _RESERVED.fullmatch(bare):
        bare = f"file_{bare}".rstrip("_")
    stem, dot, ending = bare.rpartition(".")
    if dot and len(ending) <= 8:
        bare = f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    else:
        bare = bare[:LONGEST].rstrip(" .")
    return f"{bare}.txt" if bare.rpartition(".")[2].casefold() in ACTIVE else bare
