"""What training refuses to do."""

from __future__ import annotations

from annotations import KehoachError


class TrainingError(KehoachError):
    """Something that cannot be trained, compared or exported as it is."""
