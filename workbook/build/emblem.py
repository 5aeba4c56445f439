"""The emblem of the European Union, drawn as a PNG: a blue flag with a ring of twelve gold stars.

Source of the proportions: the EU's graphical guide to the emblem. Flag 3:2; the ring's radius is a
third of the flag's height, a star's 1/18 of it; every star points up.
"""

import math
import struct
import zlib
from collections.abc import Iterator
from functools import cache

WIDTH, HEIGHT = 240, 160
_BLUE, _GOLD = (0, 51, 153), (255, 204, 0)
_STEPS = 4  # samples a side within one pixel: smooth edges
_RING, _STAR = HEIGHT / 3, HEIGHT / 18
_INNER = math.cos(math.radians(72)) / math.cos(math.radians(36))  # a five-pointed star's waist


@cache
def emblem() -> bytes:
    """The picture as a PNG file; the same bytes everywhere."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    rows = b"".join(b"\0" + bytes(row) for row in _pixels())
    # Stored, not compressed: builds of zlib compress differently, and the workbook compresses it anyway.
    chunks = ((b"IHDR", header), (b"PLTE", _palette()), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _palette() -> bytes:
    """From blue to gold: one colour for each count of samples that fell on a star."""
    most = _STEPS**2
    return bytes(
        round(blue + (gold - blue) * count / most)
        for count in range(most + 1)
        for blue, gold in zip(_BLUE, _GOLD, strict=True)
    )


def _pixels() -> list[bytearray]:
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    for hour in range(12):
        angle = math.radians(30 * hour)
        x, y = WIDTH / 2 + _RING * math.sin(angle), HEIGHT / 2 - _RING * math.cos(angle)
        for row, place, count in _star(x, y):
            rows[row][place] = count
    return rows


def _star(x: float, y: float) -> Iterator[tuple[int, int, int]]:
    """Each pixel around the middle of a star: its row, its place, how many samples are gold."""
    reach = math.ceil(_STAR) + 1
    steps = [(step + 0.5) / _STEPS for step in range(_STEPS)]
    for row in range(int(y) - reach, int(y) + reach):
        for place in range(int(x) - reach, int(x) + reach):
            yield row, place, sum(_gold(place + dx - x, row + dy - y) for dx in steps for dy in steps)


def _gold(x: float, y: float) -> bool:
    """Whether a point, seen from the middle of a star, lies on it."""
    fifth = math.radians(72)
    off = math.atan2(x, -y) % fifth
    off = min(off, fifth - off)  # 0 towards a tip, 36° towards a waist
    across, along = math.hypot(x, y) * math.sin(off), math.hypot(x, y) * math.cos(off)
    waist_across, waist_along = _INNER * math.sin(fifth / 2), _INNER * math.cos(fifth / 2)
    return along / _STAR <= 1 - across / _STAR * (1 - waist_along) / waist_across
