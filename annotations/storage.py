"""Files that are written all together or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from annotations.errors import AnnotationError
from annotations.language import say


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        AnnotationError: when it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise AnnotationError(
            path, say("cannot be opened: {error}", error=error.strerror or error)
        ) from error


def decode_utf8(data: bytes, path: Path | str) -> str:
    """The text of a file, line ends and byte order mark as they are.

    Raises:
        AnnotationError: when it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AnnotationError(
            path, say("not UTF-8 at byte {start}", start=error.start), line=line
        ) from error


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, and move them there when all are whole.

    Args:
        files: the bytes of each file; folders are made where they are missing.

    Raises:
        AnnotationError: names the file that cannot be written; no file has changed then,
            unless a move itself fails half way.
    """
    staged: dict[Path, Path] = {}
    mark = secrets.token_hex(4)
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise AnnotationError(
                    path, say("is a folder; a file of this name is to be written")
                )
            staged[path] = path.with_name(f".{path.name}-{mark}.part")
            staged[path].write_bytes(data)
        for path, part in staged.items():
            part.replace(path)
    except OSError as error:
        raise AnnotationError(
            path, say("cannot be written: {error}", error=error.strerror or error)
        ) from error
    finally:
        for part in staged.values():
            part.unlink(missing_ok=True)
