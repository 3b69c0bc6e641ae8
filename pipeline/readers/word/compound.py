"""Compound files, the container of Word 97 to 2003: enough to tell what one holds.

Read as [MS-CFB] describes them; nothing of their content is interpreted but the flags of the
file information block ([MS-DOC], 2.5.2), which say whether the text is encrypted.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from annotations.language import say

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_REGULAR = 0xFFFFFFFA
_FREE = 0xFFFFFFFF
_ENTRY_SIZE = 128
_MINI_SIZE = 64
_STREAM, _ROOT = 2, 5
_WORD_IDENTITIES = (0xA5EC, 0xA5DC)  # Word 97 and later; Word 6 and 95
_ENCRYPTED = 0x0100


class CompoundError(ValueError):
    """A compound file that is truncated or damaged."""


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The directory of a compound file.

    Args:
        data: the whole file.

    Raises:
        CompoundError: when it is truncated or damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            (shift,) = struct.unpack_from("<H", data, 30)
            (directory, self._mini_cutoff) = struct.unpack_from("<I4xI", data, 48)
            if shift not in (9, 12):
                raise CompoundError(say("its header is damaged"))
            self._size = 1 << shift
            self._next = [link for sector in self._allocation() for link in self._links(sector)]
            self._check_length()
            entries = list(self._entries(directory))
        except struct.error as error:
            raise CompoundError(say("it is truncated")) from error
        self._mini_start = next((entry.start for entry in entries if entry.kind == _ROOT), _FREE)
        self._streams = {entry.name: entry for entry in entries if entry.kind == _STREAM}

    @property
    def streams(self) -> frozenset[str]:
        """The names of its streams."""
        return frozenset(self._streams)

    @property
    def is_encrypted_word(self) -> bool:
        """Whether it holds a Word document whose text is encrypted.

        Raises:
            CompoundError: when that document lies outside the file.
        """
        document = self._streams.get("WordDocument")
        if document is None:
            return False
        try:
            (identity, flags) = struct.unpack_from("<H8xH", self._head(document))
        except struct.error as error:
            raise CompoundError(say("its text is missing")) from error
        return identity in _WORD_IDENTITIES and bool(flags & _ENCRYPTED)

    def _head(self, entry: _Entry) -> bytes:
        """The first bytes of a stream, a small one out of the stream that holds all such."""
        if entry.size >= self._mini_cutoff:
            return self._sector(entry.start)
        index, offset = divmod(entry.start * _MINI_SIZE, self._size)
        sector = next(islice(self._chain(self._mini_start), index, None), None)
        return self._sector(sector)[offset:] if sector is not None else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _links(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._sector(sector))

    def _chain(self, sector: int) -> Iterator[int]:
        """The sectors of a stream from its first on; no longer than the file, if it is a ring."""
        for _ in range(len(self._next)):
            if not _is_sector(sector):
                return
            yield sector
            sector = self._next[sector] if sector < len(self._next) else _FREE

    def _allocation(self) -> Iterator[int]:
        """The sectors of the allocation table, as the header and its continuations list them."""
        yield from filter(_is_sector, struct.unpack_from("<109I", self._data, 76))
        (continuation, count) = struct.unpack_from("<2I", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            if not _is_sector(continuation):
                return
            *listed, continuation = self._links(continuation)
            yield from filter(_is_sector, listed)

    def _check_length(self) -> None:
        """A sector that is in use must begin before the file ends."""
        held = max(0, len(self._data) - self._size - 1) // self._size + 1
        if any(link != _FREE for link in islice(self._next, held, None)):
            raise CompoundError(say("it is truncated"))

    def _entries(self, directory: int) -> Iterator[_Entry]:
        for sector in self._chain(directory):
            block = self._sector(sector)
            for at in range(0, len(block), _ENTRY_SIZE):
                length, kind, start, size = struct.unpack_from("<HB49xII", block, at + 64)
                name = block[at : at + max(0, min(length, 64) - 2)]
                yield _Entry(name.decode("utf-16-le", errors="replace"), kind, start, size)


def _is_sector(number: int) -> bool:
    return number <= _LAST_REGULAR
