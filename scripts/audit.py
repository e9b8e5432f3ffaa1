"""Ask a public list of known weaknesses (OSV) about every version the lock files name: python scripts/audit.py LOCK…

Standard library alone, so that the audit brings nothing in that would need one. Ends with 1 when a weakness is named,
with 2 when the list cannot be asked: an audit that did not take place is no good news.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.request
from pathlib import Path

LIST = "https://api.osv.dev/v1/querybatch"
PATIENCE = 30.0
"""Seconds the list may take."""

REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]+\])?==([^\s;\\]+)", re.MULTILINE)


def locked(paths: list[Path]) -> list[tuple[str, str]]:
    """Name and version of everything the locks name, once each."""
    found = (pair for path in paths for pair in REQUIREMENT.findall(path.read_text("utf-8")))
    return sorted(set(found))


def weaknesses(pairs: list[tuple[str, str]], url: str) -> dict[str, list[str]]:
    """The ids of what is known against each, where there is any. Raises OSError, ValueError, KeyError."""
    asked = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pairs]
    body = json.dumps({"queries": asked}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - https, or a test's
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    if len(results) != len(pairs):
        raise ValueError("the list did not answer for each")
    told = zip(pairs, results, strict=True)
    return {f"{name} {version}": [each["id"] for each in found["vulns"]] for (name, version), found in told if found}


def say(line: str) -> None:
    """A line for whoever runs this."""
    sys.stdout.write(f"{line}\n")


def main(paths: list[Path]) -> int:
    """Print what was found; the exit code."""
    pairs = locked(paths)
    try:
        found = weaknesses(pairs, os.environ.get("AUDIT_URL", LIST))
    except (OSError, ValueError, KeyError) as fault:
        say(f"The list of weaknesses cannot be asked ({type(fault).__name__}): try again where there is a network.")
        return 2
    for what, ids in found.items():
        say(f"{what}: {', '.join(ids)}. Raise it in pyproject.toml and lock anew.")
    say(f"{len(pairs)} versions looked at, {len(found)} with a known weakness.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main([Path(each) for each in sys.argv[1:]]))
