"""Which agencies of a register a name may mean, whatever plan it would stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.values.agencies import AgencyResolver
from pipeline.values.registry import Registry
from pipeline.values.types import Status

OTHER = "other:"
"""Begins the identifiers of bodies that no registry knows."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name may mean.

    Args:
        ids: the identifiers that it has in one plan or another.
        certain: whether the registry knows it, so that no agency of another one is meant.
    """

    ids: frozenset[str]
    certain: bool


def meant(name: str, registry: Registry, *, provinces: Sequence[str]) -> Meant:
    """What ``name`` means in plans of each of these provinces.

    "Sở Ngoại vụ" is one agency in each of them, "SNV Nghệ An" the one there, whatever the plan.
    An identifier is always taken for itself.

    Args:
        name: as someone types it, or an identifier.
        registry: the bodies and provinces that are known.
        provinces: the identifiers of the provinces that the register has agencies of.
    """
    found: set[str] = set()
    for province in ("", *provinces):
        for day in _times(registry):
            value = AgencyResolver(registry, province=province, day=day).value(name)
            if value.status is not Status.OPEN:
                found.update(value.id.split(", "))
    known = {id for id in found if not id.startswith(OTHER)}
    return Meant(frozenset({name.strip(), *(known or found)}), certain=bool(known))


def _times(registry: Registry) -> Iterator[date | None]:
    """A day of each time between two changes of the map, and none, which is all of them."""
    borders = {province.start for province in registry.provinces if province.start is not None}
    yield None
    for border in sorted(borders):
        yield border - timedelta(days=1)
        yield border
