"""The errors of the project: one family, each message says what to do."""

from __future__ import annotations

from pathlib import Path


class KehoachError(Exception):
    """Anything the project refuses to do; the command line prints its message as one line."""


class AnnotationError(KehoachError):
    """An annotation file that cannot be used as it is.

    Args:
        path: the file.
        reason: what is wrong and how to mend it.
        line: the 1-based line, where one is to blame.
    """

    def __init__(self, path: Path | str, reason: str, *, line: int | None = None) -> None:
        self.path, self.reason, self.line = str(path), reason, line
        place = f"{path}:{line}" if line is not None else f"{path}"
        super().__init__(f"{place}: {reason}")
