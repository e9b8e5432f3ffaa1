"""Broken and hostile picture files by the thousand: each is read or refused, nothing else, in bounded memory.

    python -m tests.pictures.fuzz_pictures [--cases 20000] [--read 40] [--seed 1]

Structure-aware: whole files of every kind whose headers, chunks and lengths are changed, cut, doubled and swapped, with
PNG checksums made right again so that the damage gets past them. All go through the opening, which is where a file
can do harm; every so many also through the real reading process. The address space is bounded as it is there.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import resource
import struct
import time
import zlib
from collections import Counter
from pathlib import Path

import psutil
from PIL import Image

from bot.pictures.limits import MEMORY
from bot.pictures.opening import NotReadable, open_picture
from bot.pictures.reader import Reader

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "content" / "reading" / "screenshots.yaml"
SOUND = 150
"""Sound files that are broken again and again."""

KINDS = {"PNG": ("1", "L", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB", "CMYK"), "GIF": ("P", "L"),
         "WEBP": ("RGB", "RGBA"), "BMP": ("1", "L", "P", "RGB")}  # fmt: skip


def whole(chance: random.Random) -> tuple[str, bytes]:
    """A sound file of some kind, size and mode, now and then with several frames."""
    kind = chance.choice(list(KINDS))
    size = (chance.choice([1, 23, 24, 90, 400, 1200]), chance.choice([1, 24, 200, 800, 3000]))
    picture = Image.effect_noise(size, 80).convert("RGB").convert(chance.choice(KINDS[kind]))
    more = {"save_all": True, "append_images": [picture]} if kind in {"GIF", "WEBP"} and chance.random() < 0.3 else {}
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return kind, file.getvalue()


def damaged(kind: str, data: bytes, chance: random.Random) -> bytes:
    """The file with one to five things wrong in it."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(max(1, min(len(broken), chance.choice([40, 400, 1 << 30]))))
        match chance.randrange(6):
            case 0:
                broken[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                broken[at : at + 4] = struct.pack(">I", chance.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 65_535, 20_000]))
            case 2:
                del broken[at : at + chance.randint(1, 64)]
            case 3:
                broken[at:at] = broken[at : at + chance.randint(1, 64)]
            case 4:
                del broken[at:]
            case _:
                broken[at:at] = chance.randbytes(chance.randint(1, 200))
    return with_sums(bytes(broken)) if kind == "PNG" else bytes(broken)


def with_sums(data: bytes) -> bytes:
    """A PNG whose checksums fit what is in it, as far as its chunks can be followed."""
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if at + 12 + length > len(data):
            break
        body = data[at + 4 : at + 8 + length]
        out += data[at : at + 4] + body + struct.pack(">I", zlib.crc32(body))
        at += 12 + length
    return bytes(out) + data[at:]


async def main(cases: int, read: int, seed: int) -> None:
    """Try them all and say what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chance, outcomes, longest = random.Random(seed), Counter[str](), 0.0
    sound = [whole(chance) for _ in range(SOUND)]
    reader, every = Reader(WORDS), max(1, cases // max(1, read))
    for number in range(cases):
        data = damaged(*chance.choice(sound), chance)
        start = time.process_time()
        try:
            open_picture(data)
            outcomes["opened"] += 1
        except NotReadable as refused:
            outcomes[refused.reason] += 1
        longest = max(longest, time.process_time() - start)
        if number % every == 0:
            outcomes[f"process: {type(await reader.read(data)).__name__}"] += 1
    child = 0 if reader.process_id is None else psutil.Process(reader.process_id).memory_info().rss
    await reader.close()
    print(f"{cases} files, seed {seed}: {dict(outcomes)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"longest {longest:.2f} s of the processor, peak {peak} MB here, {child // 1024**2} MB in the reading process"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.fuzz_pictures")
    for name, default in (("cases", 20_000), ("read", 40), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asyncio.run(main(**vars(parser.parse_args())))
