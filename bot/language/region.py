"""Where a person lives and which script they read."""

from __future__ import annotations

from enum import StrEnum


class Region(StrEnum):
    """The place whose rules and numbers apply; asked, never guessed."""

    MAINLAND = "CN"
    HONG_KONG = "HK"
    TAIWAN = "TW"
    MACAU = "MO"
    OTHER = "OTHER"


class Script(StrEnum):
    """A script, named as its gettext catalogue in locales/ is."""

    HANS = "zh_Hans"
    HANT = "zh_Hant"


_ZONES = {
    Region.MAINLAND: "Asia/Shanghai",
    Region.HONG_KONG: "Asia/Hong_Kong",
    Region.TAIWAN: "Asia/Taipei",
    Region.MACAU: "Asia/Macau",
    Region.OTHER: "Asia/Shanghai",
}

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
"""Language codes of apps set to traditional characters."""


def zone_of(region: Region) -> str:
    """IANA name of the region's time zone."""
    return _ZONES[region]


def script_of_language(code: str) -> Script:
    """The script to greet somebody in whose app is set to ``code``; simplified for all that is not traditional."""
    return Script.HANT if code.lower().startswith(_TRADITIONAL) else Script.HANS
