"""Short forms that look back: "Sở", "Ban Quản lý", "đơn vị này"."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.values.issuers import Issuer
from pipeline.values.mentions import Syllables, syllables
from pipeline.values.readings import Reading
from pipeline.values.territories import NOWHERE, Gazetteer
from pipeline.values.types import MOST_CANDIDATES, AgencyValue, Status
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


_Key = tuple[str, str]
"""A value's identifier and what is written: what a body is named again by."""


class Named:
    """The agencies that a plan has named so far, each where it stood last.

    Plans repeat the same few, but lists of schools have thousands, so that those that a mention
    can stand for are looked up, not looked for.

    Args:
        values: their values, in text order.
    """

    def __init__(self, values: Iterable[AgencyValue] = ()) -> None:
        self.last: AgencyValue | None = None
        self._resolved: dict[_Key, AgencyValue] = {}
        self._written: dict[tuple[str, ...], dict[_Key, AgencyValue]] = {}
        self._begun: dict[tuple[str, ...], dict[_Key, AgencyValue]] = {}
        for value in values:
            self.add(value)

    def add(self, value: AgencyValue) -> None:
        """Take in the next one."""
        self.last = value
        if value.status is not Status.RESOLVED:
            return
        written, name = syllables(value.written).low, syllables(value.name).low
        beginnings = {low[:end] for low in (written, name) for end in range(1, len(low))}
        key = (value.id, value.written)
        for found in (
            self._resolved,
            self._written.setdefault(written, {}),
            *(self._begun.setdefault(beginning, {}) for beginning in beginnings),
        ):
            found.pop(key, None)
            found[key] = value

    def all(self) -> Iterable[AgencyValue]:
        """Those with a value, in the order of their last mentions."""
        return self._resolved.values()

    def written(self, parts: Syllables) -> Iterable[AgencyValue]:
        """Those that are written like this."""
        return self._written.get(parts.low, {}).values()

    def begun(self, head: Syllables) -> Iterable[AgencyValue]:
        """Those whose name begins so and says more."""
        return self._begun.get(head.low, {}).values()


class Antecedents:
    """The bodies named before, which a short form can stand for.

    Args:
        before: the bodies themselves.
        issuer: who issues the plan, which a short form means first, and then the nearest body
            above it in the letterhead.
        gazetteer: reads the territory behind a short form ("Ban Chỉ huy tỉnh").
    """

    def __init__(
        self,
        before: Named,
        *,
        issuer: Issuer,
        gazetteer: Gazetteer,
    ) -> None:
        self._before = before
        named = () if issuer.value is None else (issuer.value,)
        self._letterhead = (*named, *reversed(issuer.over))
        self._gazetteer = gazetteer

    def read(self, parts: Syllables) -> list[Reading]:
        """The bodies that the mention can shorten; the issuer alone where it is one of them."""
        if parts.low in phrases("never"):
            return []
        if parts.low in phrases("generic"):
            return [_again(value) for value in _distinct(self._before.all())]
        if not is_short_form(parts):
            again = _distinct(self._before.written(parts))
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
            found = _distinct(
                value
                for value in self._before.begun(head)
                if _shortens(head, value)
                and (territory == NOWHERE or not territory.told)
                and (territory == NOWHERE or territory.level == value.level or not value.level)
            )
            if found:
                return [_again(value) for value in found]
        return []


def _distinct(values: Iterable[AgencyValue]) -> list[AgencyValue]:
    """The first value of each body, up to so many that none is told from the others."""
    found: dict[str, AgencyValue] = {}
    for value in values:
        found.setdefault(value.id, value)
        if len(found) == MOST_CANDIDATES:
            break
    return list(found.values())


def elided(parts: Syllables, before: Named) -> str:
    """The head that a member of a list leaves out: "Sở Tài chính, Công Thương, Nội vụ"."""
    last = before.last
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
