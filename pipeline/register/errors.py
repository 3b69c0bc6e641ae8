"""What can go wrong with the register."""

from __future__ import annotations

from annotations import KehoachError


class RegisterError(KehoachError):
    """A database that cannot be used, or a question that cannot be asked."""
