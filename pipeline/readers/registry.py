"""The readers by name, and the choice of one for a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import BinaryIO

from annotations.language import say
from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.readers.limits import LIMITS, Limits, over, over_size


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Args:
        name: the name its user gave it.
        data: its bytes.
        limits: what it may have.
    """

    name: str
    data: bytes
    limits: Limits = LIMITS

    @property
    def suffix(self) -> str:
        """The lower-case ending of the name, with its dot."""
        return PurePath(self.name).suffix.lower()

    def refuse(self, reason: str) -> ReadError:
        """The error that says why this source cannot be read."""
        return ReadError(self.name, reason)


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the endings it goes by, and the module that reads it.

    The module has one function ``read(source: Source) -> Document`` and is imported when
    the first file of its format comes, so that a run over text files loads no PDF library.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str

    def read(self, source: Source) -> Document:
        """Read ``source``; raises `ReadError` where it cannot."""
        function: Callable[[Source], Document] = import_module(self.module).read
        return function(source)


READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        Reader("txt", (".txt", ".md", ""), "pipeline.readers.text"),
        Reader("html", (".html", ".htm", ".xhtml"), "pipeline.readers.html"),
        Reader("docx", (".docx", ".docm", ".dotx"), "pipeline.readers.docx"),
        Reader("pdf", (".pdf",), "pipeline.readers.pdf"),
        Reader("doc", (".doc", ".rtf", ".odt"), "pipeline.readers.doc"),
    )
}

SUFFIXES: dict[str, Reader] = {
    suffix: reader for reader in READERS.values() for suffix in reader.suffixes
}


def load(path: Path, *, limits: Limits = LIMITS) -> Source:
    """Read the bytes of a file; a pipe, a device or a socket is never opened.

    Raises:
        ReadError: when it is missing, no regular file or over the limit.
    """
    try:
        if not path.is_file():
            raise ReadError(
                path, say("no such file") if not path.exists() else say("not a regular file")
            )
        with path.open("rb") as stream:
            return receive(stream, str(path), limits=limits)
    except OSError as error:
        raise ReadError(
            path, say("cannot be opened: {error}", error=error.strerror or error)
        ) from error


def receive(stream: BinaryIO, name: str, *, limits: Limits = LIMITS) -> Source:
    """Read the bytes of a stream up to the limit, however many it has.

    Raises:
        ReadError: when there are more.
    """
    # The size that a file system states may be wrong, as that of files made while being read.
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        remedy = say("take the pictures out, or split it")
        reason = over_size(say("it takes at least"), len(data), limits.file_bytes, remedy)
        raise ReadError(name, reason)
    return Source(name, data, limits)


def read(source: Source | Path | str) -> Document:
    """Read a file with the reader its content and its ending call for.

    Raises:
        ReadError: one line that names the file and the reason.
    """
    if not isinstance(source, Source):
        source = load(Path(source))
    if not source.data.strip(b"\0\t\n\r "):
        raise source.refuse(say("the file is empty"))
    document = choose(source).read(source)
    _check_size(document, source)
    return document


def _check_size(document: Document, source: Source) -> None:
    """Refuse a document that what works on it would take too long or too much memory for."""
    limits = source.limits
    if len(document.text) > limits.characters:
        reason = over(
            say("characters"), len(document.text), limits.characters, say("split the document")
        )
        raise source.refuse(reason)
    places = sum(
        max((cell.row + cell.row_span for cell in table.cells), default=0)
        * max((cell.column + cell.column_span for cell in table.cells), default=0)
        for table in document.tables
    )
    if places > limits.table_places:
        remedy = say("its merged cells are damaged, or it is no document: save its text as .txt")
        raise source.refuse(over(say("places in its tables"), places, limits.table_places, remedy))


def choose(source: Source) -> Reader:
    """The reader for ``source``: content first, since endings lie; then the ending."""
    named = SUFFIXES.get(source.suffix)
    head = source.data[:2048]
    if head.lstrip()[:5] == b"%PDF-" or b"%PDF-" in head[:1024]:
        return READERS["pdf"]
    if head[:4] == b"PK\x03\x04":
        return READERS["doc"] if source.suffix == ".odt" else READERS["docx"]
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or head[:5] == b"{\\rtf":
        return READERS["doc"]
    if named is None:
        known = " ".join(sorted(suffix for suffix in SUFFIXES if suffix))
        raise source.refuse(
            say("the ending {suffix!r} is not one of {known}", suffix=source.suffix, known=known)
        )
    if named.name in ("docx", "pdf", "doc"):
        raise source.refuse(
            say("the content is not what the ending {suffix} says", suffix=source.suffix)
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in head.lower():
        return READERS["html"]
    return named
