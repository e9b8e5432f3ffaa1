"""Evidence packs for tests: a log of any size, its originals, and the pack on the disk."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile
from zlib import crc32

from bot.language.money import Money
from bot.records.chain import extend
from bot.records.container import Builder
from bot.records.entry import NewRecord, Record
from bot.records.pack import pack_records
from bot.records.parts import LARGEST_PART, in_memory, in_parts

BEGIN = datetime(2026, 9, 1, 1, 30, tzinfo=UTC)


def contact(number: int, **more: object) -> NewRecord:
    """The number-th contact of a log; ``more`` changes its body."""
    at = BEGIN + timedelta(hours=7 * number)
    body = {
        "zone": "Asia/Shanghai",
        "kept_at": at + timedelta(minutes=10),
        "approximate": number % 9 == 0,
        "channel": ("phone", "sms", "chat")[number % 3],
        "company": ("某某公司", "另一家公司")[number % 2],
        "caller": "小王 8012",
        "said": ["deadline"],
        "words": "今天之内处理，打你家里 138 0000 1111",
        "third": ["family"] if number % 4 == 0 else [],
        "others": "打给我妈妈，说我欠钱" if number % 4 == 0 else None,
        "demanded": Money(Decimal("2500.50"), "CNY"),
        "deadline": date(2026, 12, 1),
    }
    return NewRecord("contact", at, {**body, **more})


def attachment(of: int, content: bytes, at: datetime = BEGIN) -> NewRecord:
    """A photo that belongs to a contact."""
    digest = sha256(content).hexdigest()
    body = {"of": of, "stored": digest[:12], "sha256": digest, "size": len(content), "ending": "jpg", "what": "photo"}
    return NewRecord("attachment", at, body)


def log(contacts: int, photos: int = 0, size: int = 900, seed: int = 1) -> tuple[list[Record], dict[str, bytes]]:
    """A log and its originals by the name they have in a pack."""
    chance = random.Random(seed)
    new: list[NewRecord] = []
    originals: dict[str, bytes] = {}
    for number in range(contacts):
        new.append(contact(number))
        if number < photos:
            content = chance.randbytes(size)
            originals[f"originals/{len(new) + 1:06}.jpg"] = content
            new.append(attachment(len(new), content))
    return list(extend(0, None, new)), originals


def write_pack(
    folder: Path,
    records: Sequence[Record],
    originals: dict[str, bytes],
    *,
    mask: bool = False,
    largest: int = LARGEST_PART,
) -> list[Path]:
    """The parts of a pack."""
    enclosed = {int(name.split("/")[1][:6]) for name in originals}
    packed = pack_records(records, mask=mask, enclosed=enclosed)
    made = [in_memory(f"records/{each.record.number:06}.json", each.content) for each in packed]
    made.append(in_memory("papers/log.csv", b"number\n"))
    files = in_parts(made, [in_memory(name, content) for name, content in originals.items()], largest)
    paths = []
    for number, part in enumerate(files, 1):
        path = folder / f"pack-{number}.zip"
        builder = Builder()
        with path.open("wb") as out:
            for file in part:
                assert file.content is not None
                out.write(builder.head(file.name, crc32(file.content), file.size) + file.content)
            out.write(builder.end())
        paths.append(path)
    return paths


def unpack(paths: Sequence[Path], folder: Path) -> Path:
    """All parts in one folder, by another program's reader of ZIP files."""
    for path in paths:
        with ZipFile(path) as zipped:
            assert zipped.testzip() is None
            zipped.extractall(folder)
    return folder
