"""What comes of many mutated files: the totals, and the files that show a defect."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.watched import Outcome

SUPPORT = Path(__file__).parents[1] / "tests" / "support"
"""The makers of files that the tests use, and the seeds with them."""


@dataclass(slots=True)
class Totals:
    """What came of all files so far."""

    kinds: Counter[str] = field(default_factory=Counter[str])
    signatures: Counter[str] = field(default_factory=Counter[str])
    slowest: float = 0.0

    def add(self, outcome: Outcome) -> bool:
        """Count an outcome; whether it is a finding of a new sort."""
        self.kinds[outcome.kind] += 1
        self.slowest = max(self.slowest, outcome.seconds)
        if not outcome.is_finding:
            return False
        self.signatures[outcome.signature] += 1
        return self.signatures[outcome.signature] == 1

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        slowest = f"; slowest {self.slowest:.1f} s" if self.slowest else ""
        return f"{self.kinds.total()} files: {kinds}{slowest}"


def keep(folder: Path, reader: str, data: bytes, outcome: Outcome) -> Path:
    """Write a file that shows a defect, and what it shows beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{reader}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    path.with_suffix(".log").write_text(f"{outcome.kind}\n{outcome.detail}", encoding="utf-8")
    return path
