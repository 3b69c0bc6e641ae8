"""Whether a file is still what it was: by its digest, and where that is sure by its times."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

SETTLED_NS = 2_000_000_000
"""How much older than the look at it a file must be for its times to tell of a later change:
the coarsest clock of a file system, FAT's, ticks every two seconds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when it was read.

    Args:
        sha256: the digest of its bytes.
        size: in bytes.
        modified_ns: when it was last written to, in nanoseconds since 1970; 0 where it is no
            file (standard input).
        looked_ns: when that was looked up.
    """

    sha256: str
    size: int
    modified_ns: int
    looked_ns: int

    @property
    def settled(self) -> bool:
        """Whether a later change of the file would show in its times."""
        return self.modified_ns + SETTLED_NS < self.looked_ns


def file_status(path: Path | str) -> os.stat_result | None:
    """Size and times of a regular file; ``None`` where there is none, or it cannot be seen."""
    try:
        status = os.stat(path)  # noqa: PTH116 - names of files may be hundreds of thousands
    except (OSError, ValueError):
        return None
    return status if S_ISREG(status.st_mode) else None


UNKNOWN = Stamp("", -1, 0, 0)
"""That of a file that could not be opened; no file is ever like it."""


def stamp(data: bytes, status: os.stat_result | None = None) -> Stamp:
    """The stamp of a file's bytes.

    Args:
        data: the bytes.
        status: looked up *before* they were read, so that a change in between shows later.
    """
    modified = 0 if status is None else status.st_mtime_ns
    return Stamp(hashlib.sha256(data).hexdigest(), len(data), modified, time.time_ns())


def stamp_file(path: str) -> Stamp:
    """The stamp of a file, read piece by piece; `UNKNOWN` where it cannot be opened."""
    looked = time.time_ns()
    try:
        with Path(path).open("rb") as file:
            status = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNKNOWN
    return Stamp(digest, status.st_size, status.st_mtime_ns, looked)


def renewed(known: Stamp, path: str) -> Stamp | None:
    """The stamp of a file that is what it was; ``None`` where it has changed or is gone.

    The file is read only where its times leave it open; the stamp is the same object where
    they do not.

    Args:
        known: what the file was.
        path: where it is.
    """
    status = file_status(path)
    if status is None or status.st_size != known.size:
        return None
    if known.settled and status.st_mtime_ns == known.modified_ns:
        return known
    now = stamp_file(path)
    return now if now.sha256 == known.sha256 else None
