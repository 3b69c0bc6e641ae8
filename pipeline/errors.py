"""What can go wrong between a file and its records."""

from __future__ import annotations

from pathlib import Path

from annotations import KehoachError


class ReadError(KehoachError):
    """A file that cannot be read; the batch goes on without it.

    Args:
        path: the file.
        reason: why, and what to do about it.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(f"{path}: {reason}")


class RuleError(KehoachError):
    """A rule file that cannot be used."""


class OutputError(KehoachError):
    """An output that cannot be written."""
