"""What the registry knows of a body, a province and a collective."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEVELS = {
    "province": ("tinh", "thanh-pho"),
    "district": ("huyen", "quan", "thi-xa", "thi-thanh"),
    "commune": ("xa", "phuong", "thi-tran", "dac-khu"),
}
"""The kinds of territory of each level; "thi-thanh" is a city below a province."""


def level_of(kind: str) -> str:
    """The level of a kind of territory; "" where it is none."""
    return next((level for level, kinds in LEVELS.items() if kind in kinds), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A body, or a kind of bodies of which each territory has one.

    Args:
        id: its identifier, or that of the kind.
        name: its canonical name.
        names: every name with the territory it tells, "" for none.
        units: the kinds of territory that have one each; empty for a single body.
        parents: kinds or bodies of which it is a unit.
        start: the first day it stood; ``None`` where it always did.
        end: the first day it stood no longer; ``None`` where it still stands.
        successor: the identifier of what took over its work.
        level: the level of a single body.
        examples: mentions of it.
        file: where it is written.
    """

    id: str
    name: str
    names: tuple[tuple[str, str], ...]
    units: frozenset[str] = frozenset()
    parents: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    successor: str = ""
    level: str = "central"
    examples: tuple[str, ...] = ()
    file: str = ""

    def stood(self, day: date | None) -> bool:
        """Whether it stood on ``day``; always where the day is not known."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    @property
    def levels(self) -> frozenset[str]:
        """The levels of the territories that have one."""
        return frozenset(level_of(unit) for unit in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province or centrally run city; see `Entry` for the dates.

    Args:
        id: its identifier.
        name: its name without "tỉnh" or "thành phố".
        kind: ``tinh`` or ``thanh-pho``.
        codes: its official codes, until 30 June 2025 and from 1 July 2025; "" where there is none.
        start: the first day it stood.
        end: the first day it stood no longer.
        successor: what it was merged into.
        aliases: other spellings and abbreviations.
    """

    id: str
    name: str
    kind: str
    codes: tuple[str, str]
    start: date | None
    end: date | None
    successor: str
    aliases: tuple[str, ...]

    def stood(self, day: date | None) -> bool:
        """Whether it stood on ``day``; always where the day is not known."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveEntry:
    """A collective of the closed list; see `collectives.toml`."""

    id: str
    local: bool
    nouns: tuple[str, ...]
    alone: frozenset[str]
    prefixes: tuple[str, ...]
    related: str
    places: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveWords:
    """What stands around the nouns of collectives."""

    quantifiers: tuple[str, ...]
    concerned: tuple[str, ...]
    attributes: tuple[str, ...]
    plural: tuple[str, ...]
