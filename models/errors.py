"""What can go wrong between a model's folder and its entities."""

from __future__ import annotations

from pathlib import Path

from annotations import KehoachError


class ModelError(KehoachError):
    """A model that cannot be used as it is.

    Args:
        path: the folder or file.
        reason: what is wrong and what to do about it.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(f"{path}: {reason}")
