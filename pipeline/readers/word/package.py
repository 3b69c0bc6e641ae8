"""The zip package of an office file: its parts by relationship, within limits."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pipeline.errors import ReadError
from pipeline.readers.registry import Source
from pipeline.readers.word.markup import MarkupError, parse

MAX_UNPACKED = 300 * 1024 * 1024
"""All parts together, unpacked: pictures of a long scanned plan stay well below."""

MAX_PART = 64 * 1024 * 1024
"""One part that is read: some 3,000 pages of Word; as elements it takes ten times the memory."""

MAX_RATIO = 200
"""Unpacked to packed size of a part over `_SMALL`: Word's XML packs to a tenth, tables of
empty rows to a fiftieth, a bomb to a thousandth."""

MAX_ENTRIES = 10_000
_SMALL = 1024 * 1024
_ENCRYPTED = 0x1
_DAMAGED = "the file is truncated or damaged: get it again, or open it in Word and save it"
_BOMB = "it unpacks to more than any document would: refused as a zip bomb"


class Package:
    """An office file opened for reading.

    Args:
        source: the file.

    Raises:
        ReadError: when it is no zip archive, damaged, encrypted or over the limits.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        try:
            self._zip = ZipFile(BytesIO(source.data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise source.refuse(_DAMAGED) from error
        entries = self._zip.infolist()
        # zipfile unpacks no more of an entry than its declared size, so these sizes hold.
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise source.refuse(_BOMB)
        # Part names are case-insensitive; some writers begin them with a slash or turn it.
        self._entries = {_canonical(entry.filename): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return _canonical(name) in self._entries

    @property
    def names(self) -> Iterator[str]:
        """The part names, in lower case."""
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty where there is none.

        Raises:
            ReadError: when it is damaged, encrypted or over the limits.
        """
        entry = self._entries.get(_canonical(name))
        if entry is None:
            return b""
        if entry.flag_bits & _ENCRYPTED:
            raise self._source.refuse("the file is password-protected: save it without one")
        if _swells(entry):
            raise self._source.refuse(_BOMB)
        try:
            if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile("a compression that office files do not use")
            return self._zip.read(entry)
        except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise self._source.refuse(_DAMAGED) from error

    def root(self, name: str) -> Element | None:
        """The root element of an XML part; ``None`` where there is no such part.

        Raises:
            ReadError: as `read`, and when it is not well-formed or declares entities.
        """
        data = self.read(name)
        if not data:
            return None
        try:
            return parse(data)
        except MarkupError as error:
            raise self._source.refuse(f"its part {name} {error}") from error

    def related(self, kind: str, *, to: str = "") -> str | None:
        """The name of the part that stands in relation ``kind`` to the part ``to``.

        Args:
            kind: the last step of the relationship's type: ``styles``, ``numbering`` ...
            to: the part that has the relationship; the package itself by default.

        Raises:
            ReadError: when the relationships cannot be read.
        """
        folder, base = posixpath.split(to)
        relationships = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relationship in relationships if relationships is not None else ():
            if relationship.get("TargetMode") == "External":
                continue
            if relationship.get("Type", "").endswith(f"/{kind}"):
                target = relationship.get("Target", "").replace("\\", "/")
                return posixpath.normpath(posixpath.join("/", folder, target))[1:]
        return None

    def refuse(self, reason: str) -> ReadError:
        """The error that says why this package cannot be read."""
        return self._source.refuse(reason)


def _canonical(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _swells(entry: ZipInfo) -> bool:
    if entry.file_size > MAX_PART:
        return True
    return entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size)
