"""What is done to a file: bits, blocks and tokens, whatever its format.

Every choice comes from the ``random.Random`` that is given, so that a mutation can be made again
from its seed, and so that hypothesis can make the choices and shrink them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

MAX_SIZE = 256 * 1024
"""Mutated files are cut to this: what takes 10 s at this size would take hours at full size."""

_NUMBER = re.compile(rb"\d+")
_EXTREMES = (
    *(b"0", b"-1", b"1", b"9", b"255", b"256", b"999", b"32768", b"65535", b"65536"),
    *(b"2147483647", b"2147483648", b"4294967295", b"1e308", b"0.0000001", b"9" * 25, b"9" * 5000),
)
_MOST_REPEATS = 20_000
_LONGEST_REPEATED = 64

_COMMON = tuple(
    token.encode()
    for token in (
        *("\0", "\x1b[2J", "\r", "\t", "\u2028", "\u202e", "\ufeff", "\u00ad", "=1+1", "'"),
        *("|\n", "\n|\n|\n", "1. ", "a) ", "- ", "I. ", "(1) ", ";", ":", "...", "….", "/", "–"),
        *("Sở Y tế ", "Ủy ban nhân dân ", "UBND ", "chủ trì, phối hợp với ", "ngày 30/6/2024 "),
        *("Nơi nhận:", "Căn cứ ", "KẾ HOẠCH\n", "Thời gian: ", "và ", "PHỤ LỤC", "tháng ", "năm "),
        *("số 12/QĐ-TTg ", "a\u0300\u0323\u0302", "ㄅ", "🗎", "\u00a0"),
    )
)
"""What matters to the extraction or to whoever shows the text, in any format."""


@dataclass(frozen=True, slots=True)
class Material:
    """What mutations are made with.

    Args:
        seeds: whole files of the format.
        tokens: pieces that mean something in it.
        most: bytes that a mutated file may have, before it is packed.
    """

    seeds: Sequence[bytes]
    tokens: Sequence[bytes]
    most: int = MAX_SIZE


Mutation = Callable[[bytes, Random, Material], bytes]


def mutate(data: bytes, random: Random, material: Material) -> bytes:
    """``data`` after one to four of the mutations of this module."""
    for _ in range(random.randint(1, 4)):
        data = random.choice(MUTATIONS)(data, random, material)
    return data[: material.most]


def token(random: Random, material: Material) -> bytes:
    """A piece that means something, in the format or in any."""
    return random.choice(material.tokens if random.random() < 0.6 else _COMMON)


def stretch(data: bytes, random: Random, longest: int | None = None) -> tuple[int, int]:
    """Where some piece of ``data`` begins and ends."""
    start = random.randint(0, len(data))
    rest = len(data) - start
    return start, start + random.randint(0, min(rest, rest if longest is None else longest))


def flip(data: bytes, random: Random, material: Material) -> bytes:
    """Flip single bits."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, random: Random, material: Material) -> bytes:
    """Fill a short piece with one byte."""
    start, end = stretch(data, random, 16)
    return data[:start] + bytes((random.randrange(256),)) * (end - start) + data[end:]


def truncate(data: bytes, random: Random, material: Material) -> bytes:
    """Cut the end off."""
    return data[: random.randint(0, len(data))]


def remove(data: bytes, random: Random, material: Material) -> bytes:
    """Take a block out."""
    start, end = stretch(data, random, max(1, len(data) // 4))
    return data[:start] + data[end:]


def duplicate(data: bytes, random: Random, material: Material) -> bytes:
    """Put a block in again, once or several times, anywhere."""
    start, end = stretch(data, random, max(1, len(data) // 4))
    at = random.randint(0, len(data))
    return data[:at] + data[start:end] * random.choice((1, 1, 2, 8)) + data[at:]


def swap(data: bytes, random: Random, material: Material) -> bytes:
    """Exchange the two parts after a block."""
    start, end = stretch(data, random)
    middle = random.randint(start, end)
    return data[:start] + data[middle:end] + data[start:middle] + data[end:]


def insert(data: bytes, random: Random, material: Material) -> bytes:
    """Put tokens in."""
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(data))
        data = data[:at] + token(random, material) + data[at:]
    return data


def replace(data: bytes, random: Random, material: Material) -> bytes:
    """Write a token over a short piece."""
    start, end = stretch(data, random, 12)
    return data[:start] + token(random, material) + data[end:]


def repeat(data: bytes, random: Random, material: Material) -> bytes:
    """Write a token or a short piece a great many times: what is not linear shows."""
    start, end = stretch(data, random, _LONGEST_REPEATED)
    piece = data[start:end] if random.random() < 0.5 else token(random, material)
    times = min(
        int(10 ** random.uniform(1, 4.3)), material.most // max(1, len(piece)), _MOST_REPEATS
    )
    return data[:end] + piece * times + data[end:]


def renumber(data: bytes, random: Random, material: Material) -> bytes:
    """Set numbers to the edges of what programs hold."""
    for _ in range(random.randint(1, 3)):
        start = random.randint(0, len(data))
        number = _NUMBER.search(data, start)
        if number is not None:
            data = data[: number.start()] + random.choice(_EXTREMES) + data[number.end() :]
    return data


def splice(data: bytes, random: Random, material: Material) -> bytes:
    """Go on with the end of another seed."""
    other = random.choice(material.seeds)
    return data[: random.randint(0, len(data))] + other[random.randint(0, len(other)) :]


MUTATIONS: Sequence[Mutation] = (
    *(flip, overwrite, truncate, remove, duplicate, swap),
    *(insert, replace, repeat, renumber, splice),
)
