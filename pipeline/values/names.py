"""Bodies that no registry has: units, local bodies and proper names, by what their names say."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.values.bodies import Reading
from pipeline.values.mentions import Syllables
from pipeline.values.territories import Gazetteer, Territory
from pipeline.values.words import phrases, words

_NUMERAL = re.compile(r"\d+|[ivx]+")


class Names:
    """Reads names by their form; see the module.

    Args:
        gazetteer: reads territories.
        issuer: the identifier of the issuer.
    """

    def __init__(self, gazetteer: Gazetteer, *, issuer: str) -> None:
        self._gazetteer = gazetteer
        self._issuer = issuer

    def unit(self, name: Syllables, parent: Reading) -> Reading:
        """A unit of a body: "Thanh tra Sở Xây dựng"."""
        kind = name.slug()
        if parent.id.startswith("*"):
            return replace(parent, id=f"*{kind}-{parent.id[1:]}", kind=f"{kind}-{parent.kind}")
        return Reading(
            id=f"{parent.id}>{kind}", kind=kind, level=parent.level, province=parent.province,
            name="", rule="unit", confidence=0.85,
        )  # fmt: skip

    def read(self, parts: Syllables) -> list[Reading]:
        """The readings of a name that the registry does not have."""
        if _regional(parts):
            return [_named(parts.slug(), other=False)]
        if _head(parts, "missions") and "tại" in parts.low:
            return [self._missions(parts)]
        territory = self._gazetteer.read(parts)
        if territory is not None and len(territory) == 1:
            where = territory[0]
            if where.many is None and where.level and where.province:
                return [_office(where)]
        if self._foreign(parts):
            return [_named(parts.slug())]
        proper = _head(parts, "proper")
        local = None if proper else self._local(parts)
        if local is not None:
            return [local]
        if _head(parts, "units") and not proper and len(parts) > 1:
            found = self._part(parts)
            if found or _head(parts, "internal"):
                return found
        if len(parts) < 2 and not any(parts.short):
            return []
        if not any(parts.capital):
            return []
        return [_named(parts.slug())]

    def _missions(self, parts: Syllables) -> Reading:
        """A mission, or those in several places: "Tổng Lãnh sự quán ... tại A và B"."""
        first = parts.low.index("tại") + 1
        cuts = [at for at in range(first + 1, len(parts)) if parts.before[at] in (",", "và", ",và")]
        head = parts.slug(0, first)
        ends = [*cuts, len(parts)]
        names = [
            f"other:{head}-{parts.slug(start, end)}"
            for start, end in zip([first, *cuts], ends, strict=True)
        ]
        return replace(_named(""), id=", ".join(names))

    def _local(self, parts: Syllables) -> Reading | None:
        """A body with a territory behind a name that says what it is."""
        for end in range(2, len(parts)):
            where = self._gazetteer.read(parts.part(end))
            if where is None or len(where) != 1:
                continue
            territory = where[0]
            kind = parts.slug(0, end)
            if territory.many is not None:
                group = territory.many
                place = "" if group == "tinh" else territory.province
                identifier = "-".join(filter(None, (kind, group)))
                return Reading(
                    id=f"*{identifier}{'@' * bool(place)}{place}", kind=identifier, level="",
                    province=place, name="", rule="collective", confidence=0.7,
                )  # fmt: skip
            if not territory.province:
                continue
            return Reading(
                id=f"{kind}@{territory.path}", kind=kind, level=territory.level,
                province=territory.province, name="", rule="local-name", confidence=0.75,
            )  # fmt: skip
        return None

    def _foreign(self, parts: Syllables) -> bool:
        """Whether a province of another country closes the name."""
        for end in range(1, len(parts)):
            where = self._gazetteer.read(parts.part(end))
            if where is not None and len(where) == 1 and where[0].told:
                return where[0].level == "province" and not where[0].province
        return False

    def _part(self, parts: Syllables) -> list[Reading]:
        kind = parts.slug()
        issues = self._issuer and not self._issuer.startswith(words("without_units"))
        if issues and not ("@" in self._issuer and _head(parts, "central_units")):
            home = self._gazetteer.home
            over = Reading(
                id=self._issuer, kind="", level=home.level or "central", province=home.province,
                name="", rule="", confidence=1.0,
            )  # fmt: skip
            return [self.unit(parts, over)]
        if _head(parts, "central_units"):
            return [_named(kind, other=False)]
        return []


def _named(name: str, *, other: bool = True) -> Reading:
    """A body that has its name alone."""
    return Reading(
        id=f"other:{name}" if other else name, kind="other" if other else name, level="",
        province="", name="", rule="proper-name", confidence=0.75,
    )  # fmt: skip


def _regional(parts: Syllables) -> bool:
    """Whether the name is that of an office of a numbered region: "... khu vực IV"."""
    if len(parts) < 4 or not _NUMERAL.fullmatch(parts.low[-1]):
        return False
    regions = phrases("regions")
    return parts.low[-3:-1] in regions or parts.low[-2:-1] in regions


def _head(parts: Syllables, heads: str) -> bool:
    """Whether the name begins with one of a list of heads."""
    return any(parts.low[:size] in phrases(heads) for size in range(1, 5))


def _office(territory: Territory) -> Reading:
    """A territory that acts is its People's Committee."""
    return Reading(
        id=f"ubnd@{territory.path}", kind="ubnd", level=territory.level,
        province=territory.province, name="", rule="territory", confidence=0.8,
    )  # fmt: skip
