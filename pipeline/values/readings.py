"""What a mention can be read as, before the plan decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

_CLOSE = 0.1
"""How much less sure a reading may be than the best one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of a mention; see `AgencyValue` for the fields."""

    id: str
    kind: str
    level: str
    province: str
    name: str
    rule: str
    confidence: float
    flags: tuple[str, ...] = ()


def narrowed(found: Sequence[Reading]) -> list[Reading]:
    """Leave out readings that are less sure than others, and those that say the same."""
    best = max((reading.confidence for reading in found), default=0.0)
    kept = {each.id: each for each in reversed(found) if each.confidence > best - _CLOSE}
    return list(reversed(kept.values()))


def as_one(found: Sequence[Reading]) -> Sequence[Reading]:
    """Boards of committees of all levels as one kind: "Ủy ban Kiểm tra các cấp"."""
    if len(found) < 2 or not all(each.id.startswith("*") for each in found):
        return found
    syllables = zip(*(each.kind.split("-") for each in found), strict=False)
    kind = "-".join(same[0] for same in takewhile(lambda each: len(set(each)) == 1, syllables))
    place = found[0].province
    if not kind or any(each.province != place for each in found):
        return found
    return [replace(found[0], id=f"*{kind}{'@' * bool(place)}{place}", kind=kind)]
