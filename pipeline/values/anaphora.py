"""Short forms that look back: "Sở", "Ban Quản lý", "đơn vị này"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.values.issuers import Issuer
from pipeline.values.mentions import Syllables, syllables
from pipeline.values.readings import Reading
from pipeline.values.territories import NOWHERE, Gazetteer
from pipeline.values.types import AgencyValue, Status
from pipeline.values.words import phrases


def is_short_form(parts: Syllables) -> bool:
    """Whether the mention is a head noun that says nothing without what stands before."""
    head = parts.low
    for level in phrases("short_levels"):
        if head[-len(level) :] == level:
            head = head[: -len(level)]
            if head in phrases("told_by_level"):
                return False
            break
    return head in phrases("short_forms") or parts.low in phrases("generic")


class Antecedents:
    """The bodies named before, which a short form can stand for.

    Args:
        before: their values, in text order.
        issuer: who issues the plan, which a short form means first, and then the nearest body
            above it in the letterhead.
        gazetteer: reads the territory behind a short form ("Ban Chỉ huy tỉnh").
    """

    def __init__(
        self,
        before: Sequence[AgencyValue],
        *,
        issuer: Issuer,
        gazetteer: Gazetteer,
    ) -> None:
        resolved = (value for value in before if value.status is Status.RESOLVED)
        self._before = {(value.id, value.written): value for value in resolved}.values()
        named = () if issuer.value is None else (issuer.value,)
        self._letterhead = (*named, *reversed(issuer.over))
        self._gazetteer = gazetteer

    def read(self, parts: Syllables) -> list[Reading]:
        """The bodies that the mention can shorten; the issuer alone where it is one of them."""
        if parts.low in phrases("never"):
            return []
        if parts.low in phrases("generic"):
            return [_again(value) for value in self._distinct(lambda _: True)]
        if not is_short_form(parts):
            again = self._distinct(lambda value: syllables(value.written).low == parts.low)
            if len(again) == 1:
                return [_again(again[0])]
        for end in range(len(parts), 0, -1):
            where = self._gazetteer.read(parts.part(end))
            if where is None or len(where) != 1 or where[0].many is not None:
                continue
            head, territory = parts.part(0, end), where[0]
            for value in self._letterhead if territory == NOWHERE else ():
                if _shortens(head, value):
                    return [_again(value)]
            found = self._distinct(
                lambda value, head=head, territory=territory: (
                    _shortens(head, value)
                    and (territory == NOWHERE or not territory.told)
                    and (territory == NOWHERE or territory.level == value.level or not value.level)
                )
            )
            if found:
                return [_again(value) for value in found]
        return []

    def _distinct(self, fits: Callable[[AgencyValue], bool]) -> list[AgencyValue]:
        found: dict[str, AgencyValue] = {}
        for value in self._before:
            if value.id not in found and fits(value):
                found[value.id] = value
        return list(found.values())


def elided(parts: Syllables, before: Sequence[AgencyValue]) -> str:
    """The head that a member of a list leaves out: "Sở Tài chính, Công Thương, Nội vụ"."""
    last = before[-1] if before else None
    if last is None or last.status is not Status.RESOLVED or not parts.capital[0]:
        return ""
    name = syllables(last.name or last.written).low
    return next((" ".join(head) for head in phrases("shared") if name[: len(head)] == head), "")


def _shortens(head: Syllables, value: AgencyValue) -> bool:
    """Whether ``head`` begins the name of a body that says more."""
    for name in {value.name, value.written}:
        low = syllables(name).low
        if len(low) > len(head) and low[: len(head)] == head.low and not _begins_other(low, head):
            return True
    return False


def _begins_other(name: tuple[str, ...], head: Syllables) -> bool:
    """Whether a longer head begins the name: "Hội" does not shorten "Hội đồng nhân dân"."""
    return any(
        len(other) > len(head) and name[: len(other)] == other for other in phrases("not_shortened")
    )


def _again(value: AgencyValue) -> Reading:
    return Reading(
        id=value.id, kind=value.kind, level=value.level, province=value.province,
        name=value.name, rule="short-form", confidence=0.8,
    )  # fmt: skip
