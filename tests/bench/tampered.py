"""Change a pack in many places and count what is overlooked.

    python -m tests.bench.tampered [--places 2000] [--seed 1]

Each place is checked with our command and with the instructions the pack prints, run with the real sha256sum and jq.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from tests.records.packing import log, unpack, write_pack
from tests.records.stranger import overlooked


def main() -> int:
    """Read the command line, change, count; 1 when anything was overlooked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        records, originals = log(contacts=12, photos=6)
        folder = unpack(write_pack(Path(place), records, originals), Path(place) / "open")
        for _ in range(asked.places):
            missed += overlooked(folder, chance)
    print("\n".join(missed) or "nothing was overlooked")
    print(f"{asked.places} places changed, {len(missed)} times overlooked or misnamed")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
