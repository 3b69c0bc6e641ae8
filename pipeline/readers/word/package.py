"""The zip package of an office file: its parts by relationship, within limits."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from annotations.language import later, say, translated
from pipeline.errors import ReadError
from pipeline.readers.limits import over, over_size
from pipeline.readers.registry import Source
from pipeline.readers.word.markup import MarkupError, parse

_SMALL = 1024 * 1024
"""What is packed to less than this by whatever ratio does no harm."""

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_DAMAGED = later("the file is truncated or damaged: get it again, or open it in Word and save it")
_BOMB = later("it is refused as a zip bomb; open it in Word and save it, or save its text as .txt")


class Package:
    """An office file opened for reading.

    Args:
        source: the file.

    Raises:
        ReadError: when it is no zip archive, damaged, encrypted or over the limits.
    """

    def __init__(self, source: Source) -> None:
        self._source, self._limits = source, source.limits
        # Counted, since opening makes an object of each whatever the archive says of itself.
        entries = source.data.count(_ENTRY)
        if entries > self._limits.entries:
            raise source.refuse(
                over(say("parts"), entries, self._limits.entries, translated(_BOMB))
            )
        try:
            self._zip = ZipFile(BytesIO(source.data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise source.refuse(translated(_DAMAGED)) from error
        # zipfile unpacks no more of an entry than its declared size, so these sizes hold.
        size, most = sum(entry.file_size for entry in self._zip.infolist()), self._limits
        if size > most.unpacked_bytes:
            raise source.refuse(
                over_size(say("it unpacks to"), size, most.unpacked_bytes, translated(_BOMB))
            )
        # Part names are case-insensitive; some writers begin them with a slash or turn it.
        self._entries = {_canonical(entry.filename): entry for entry in self._zip.infolist()}

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
            raise self._source.refuse(say("the file is password-protected: save it without one"))
        self._check_size(entry)
        try:
            if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile("a compression that office files do not use")
            return self._zip.read(entry)
        except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise self._source.refuse(translated(_DAMAGED)) from error

    def check_sizes(self) -> None:
        """Look at every part, for programs that unpack them all.

        Raises:
            ReadError: when one is over the limits.
        """
        for entry in self._entries.values():
            self._check_size(entry)

    def _check_size(self, entry: ZipInfo) -> None:
        size, limits = entry.file_size, self._limits
        if size > limits.part_bytes:
            what = say("its part {name} unpacks to", name=entry.filename)
            raise self._source.refuse(over_size(what, size, limits.part_bytes, translated(_BOMB)))
        if size > max(_SMALL, limits.ratio * entry.compress_size):
            raise self._source.refuse(
                say(
                    "its part {filename} unpacks to {size:,} times its size, over the "
                    "limit of {ratio}: {bomb}",
                    filename=entry.filename,
                    size=size // max(1, entry.compress_size),
                    ratio=limits.ratio,
                    bomb=translated(_BOMB),
                )
            )

    def root(self, name: str) -> Element | None:
        """The root element of an XML part; ``None`` where there is no such part.

        Raises:
            ReadError: as `read`, and when it is not well-formed or declares entities.
        """
        data = self.read(name)
        if not data:
            return None
        try:
            return parse(data, self._limits)
        except MarkupError as error:
            raise self._source.refuse(
                say("its part {name} {error}", name=name, error=error)
            ) from error

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
