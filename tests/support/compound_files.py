"""Compound files ([MS-CFB]) made stream by stream."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from pipeline.readers.word.compound import SIGNATURE

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096
FREE, END, ALLOCATION = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of ``streams``; small ones lie in the stream that holds all such."""
    sectors: list[bytes] = []
    links: list[int] = []

    def stored(data: bytes) -> int:
        """Append ``data`` as a chain of sectors; the first of them."""
        first = len(sectors)
        for at in range(0, len(data), SECTOR):
            sectors.append(data[at : at + SECTOR].ljust(SECTOR, b"\0"))
            links.append(len(sectors))
        links[-1] = END
        return first

    mini, entries = b"", b""
    for name, data in streams.items():
        if len(data) < MINI_CUTOFF:
            start = len(mini) // MINI_SECTOR
            mini += data.ljust(-len(data) % MINI_SECTOR + len(data), b"\0")
        else:
            start = stored(data)
        entries += _entry(name, kind=2, start=start, size=len(data))
    root = _entry("Root Entry", kind=5, start=stored(mini) if mini else END, size=len(mini))
    directory = stored(root + entries)
    table = len(sectors)
    links.append(ALLOCATION)
    sectors.append(struct.pack(f"<{SECTOR // 4}I", *links, *[FREE] * (SECTOR // 4 - len(links))))
    return _header(directory=directory, table=table) + b"".join(sectors)


def _header(*, directory: int, table: int) -> bytes:
    versions = struct.pack("<16x5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<8I", 0, 1, directory, 0, MINI_CUTOFF, END, 0, END)
    tables = struct.pack("<I109I", 0, table, *[FREE] * 108)
    return SIGNATURE + versions + places + tables


def _entry(name: str, *, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBB3I", encoded, len(encoded), kind, 1, FREE, FREE, FREE)
    return head + struct.pack("<36xIQ", start, size)


def word_stream(*, encrypted: bool, size: int = MINI_CUTOFF) -> bytes:
    """The main stream of a Word file, as far as its file information block says."""
    return struct.pack("<H8xH", 0xA5EC, 0x0100 if encrypted else 0).ljust(size, b"\0")
