"""Words that differ between the mainland, Taiwan and Hong Kong."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.both import HONG_KONG_READERS, Entry, Line
from bot.language.region import Region, Script


class Term(Entry):
    """One idea: CN in simplified script, TW and HK in traditional script."""

    CN: Line
    TW: Line
    HK: Line

    def for_(self, script: Script, region: Region) -> str:
        """The word for a reader of this script in this region."""
        if script is Script.HANS:
            return self.CN
        return self.HK if region in HONG_KONG_READERS else self.TW


class Terms(Entry):
    """content/terms.yaml."""

    terms: Mapping[str, Term]

    def words(self, script: Script, region: Region) -> dict[str, str]:
        """Every key with its word, ready to be ``word`` in a text."""
        return {key: term.for_(script, region) for key, term in self.terms.items()}
