"""The readers by name, and the choice of one for a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath

from pipeline.document import Document
from pipeline.errors import ReadError

MAX_BYTES = 200 * 1024 * 1024
"""Files larger than this are refused: no plan is, and a reader would take all memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file and the name its user gave it."""

    name: str
    data: bytes

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


def load(path: Path) -> Source:
    """Read the bytes of a file.

    Raises:
        ReadError: when it is missing, no regular file, empty or over `MAX_BYTES`.
    """
    try:
        if not path.is_file():
            raise ReadError(path, "no such file" if not path.exists() else "not a regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(path, f"{size >> 20} MB is over the limit of {MAX_BYTES >> 20} MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(path, f"cannot be opened: {error.strerror or error}") from error
    return Source(str(path), data)


def read(source: Source | Path | str) -> Document:
    """Read a file with the reader its content and its ending call for.

    Raises:
        ReadError: one line that names the file and the reason.
    """
    if not isinstance(source, Source):
        source = load(Path(source))
    if not source.data.strip(b"\0\t\n\r "):
        raise source.refuse("the file is empty")
    return choose(source).read(source)


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
        raise source.refuse(f"the ending {source.suffix!r} is not one of {known}")
    if named.name in ("docx", "pdf", "doc"):
        raise source.refuse(f"the content is not what the ending {source.suffix} says")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in head.lower():
        return READERS["html"]
    return named
