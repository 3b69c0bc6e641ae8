"""Bodies that no registry has: units, local bodies and proper names, by what their names say."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.values.issuers import Issuer
from pipeline.values.mentions import Syllables
from pipeline.values.readings import Reading
from pipeline.values.territories import Gazetteer, Territory
from pipeline.values.types import AgencyValue
from pipeline.values.words import phrases, starts

_LEVELS = frozenset(("tỉnh", "thành", "huyện", "quận", "thị", "xã", "phường", "cấp", "các"))
_EACH = frozenset(("các", "những", "mỗi", "từng"))
_NUMERAL = re.compile(r"\d+|[ivx]+")


class Names:
    """Reads names by their form; see the module.

    Args:
        gazetteer: reads territories.
        issuer: who issues the plan.
    """

    def __init__(self, gazetteer: Gazetteer, *, issuer: Issuer) -> None:
        self._gazetteer = gazetteer
        self._issuer = issuer

    def unit(self, name: Syllables, parent: Reading) -> Reading:
        """A unit of a body: "Thanh tra Sở Xây dựng"."""
        kind = name.slug()
        if kind == "ban-chap-hanh" and not parent.id.startswith("*"):
            return replace(parent, rule="unit", confidence=0.85)  # it is the association itself
        if parent.id.startswith("*"):
            return replace(parent, id=f"*{kind}-{parent.id[1:]}", kind=f"{kind}-{parent.kind}")
        return Reading(
            id=f"{parent.id}>{kind}", kind=kind, level=parent.level, province=parent.province,
            name=name.text(), rule="unit", confidence=0.85,
        )  # fmt: skip

    def read(self, parts: Syllables) -> list[Reading]:
        """The readings of a name that the registry does not have."""
        if _regional(parts):
            return [_named(parts.slug(), other=False)]
        if _head(parts, "missions") and "tại" in parts.low:
            return [self._missions(parts)]
        if parts.low[0] in _EACH:
            return []
        territory = self._gazetteer.read(parts)
        if territory is not None and len(territory) == 1:
            where = territory[0]
            if where.many is None and where.level and where.province:
                return [_office(where)]
        if self._foreign(parts):
            return [_named(parts.slug())]
        local = self._local(parts)
        if local is not None:
            return local
        proper = _head(parts, "proper")
        if self._names_unit(parts) or (_head(parts, "central_units") and not proper):
            found = self._part(parts)
            if found:
                return found
        home = self._gazetteer.home
        if home.unit and self._issuer.committee and _head(parts, "bodies_of_places"):
            return [_local(parts.slug(), home)]
        if (_head(parts, "internal") and not proper) or parts.low in phrases("secretariats"):
            return []
        if len(parts) < 2 and not any(parts.short):
            return []
        if not any(parts.capital):
            return []
        central = parts.low[-2:] == ("việt", "nam") and _head(parts, "associations")
        return [_named(parts.slug(), other=not central)]

    def own(self, parts: Syllables) -> list[Reading]:
        """The part of the issuer that the mention is, where elsewhere it is another body."""
        size = self._issuer.own(parts)
        return [self.unit(parts.part(0, size), self._body())] if size else []

    def department(self, parts: Syllables) -> Reading:
        """A department that no registry has: the issuer's province's, or each province's."""
        home = self._gazetteer.home
        if home.province:
            return _local(parts.slug(), Territory(level="province", province=home.province))
        return _all(parts.slug(), Territory(many=""))

    def _names_unit(self, parts: Syllables) -> bool:
        """Whether the name is that of a part of some body."""
        if len(parts) < 2 or not any(
            parts.low[:size] in self._issuer.unit_heads() for size in range(1, 5)
        ):
            return False
        return self._issuer.institution or not _head(parts, "proper")

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

    def _local(self, parts: Syllables) -> list[Reading] | None:
        """A body with a territory behind a name that says what it is.

        Returns:
            nothing where the territory is none that the plan tells; ``None`` where there is none.
        """
        proper = _head(parts, "proper")
        if proper and not _head(parts, "territorial"):
            return None
        for end in range(2, len(parts)):
            where = self._gazetteer.read(parts.part(end))
            if where is None or len(where) != 1:
                continue
            territory = where[0]
            if parts.before[end] == "-" and parts.low[end] not in _LEVELS:
                continue  # a name of two places: "Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn"
            kind = _kind(parts, end)
            if proper and parts.low[end] not in _LEVELS:
                continue
            if territory.many is not None:
                return [_all(kind, territory)]
            if territory.province:
                return [_local(kind, territory)]
            if territory.level:
                return []
        return None

    def _foreign(self, parts: Syllables) -> bool:
        """Whether a province of another country closes the name."""
        for end in range(1, len(parts)):
            where = self._gazetteer.read(parts.part(end))
            if where is not None and len(where) == 1 and where[0].told:
                return where[0].level == "province" and not where[0].province
        return False

    def _part(self, parts: Syllables) -> list[Reading]:
        """A part of the issuer, or of the ministry above it."""
        central = _head(parts, "central_units")
        issuer = self._issuer
        ministry = next((each for each in issuer.over if each.id.startswith("bo-")), None)
        if central and ministry is not None and not (issuer.institution and parts.low[0] == "viện"):
            return [self.unit(parts, _reading(ministry))]
        if issuer.id and not (central and ("@" in issuer.id or issuer.committee)):
            return [self.unit(parts, self._body())]
        return [_named(parts.slug(), other=False)] if central else []

    def _body(self) -> Reading:
        """What the issuer's parts stand under."""
        home = self._gazetteer.home
        return Reading(
            id=self._issuer.body, kind="", level=home.level or "central", province=home.province,
            name="", rule="", confidence=1.0,
        )  # fmt: skip


def _reading(value: AgencyValue) -> Reading:
    return Reading(
        id=value.id, kind=value.kind, level=value.level, province=value.province, name=value.name,
        rule="", confidence=1.0,
    )  # fmt: skip


def _all(kind: str, territory: Territory) -> Reading:
    """The bodies of a kind in all territories of a level."""
    place = "" if territory.many == "tinh" else territory.path
    identifier = "-".join(filter(None, (kind, territory.many)))
    return Reading(
        id=f"*{identifier}{'@' * bool(place)}{place}", kind=identifier, level="",
        province=territory.province if place else "", name="", rule="collective", confidence=0.7,
    )  # fmt: skip


def _kind(parts: Syllables, end: int) -> str:
    """The kind that a name tells: "Ban Chỉ đạo tỉnh về ..." without its level."""
    head = starts(parts.low, "territorial")
    if 0 < head < end - 1 and parts.low[head] in ("tỉnh", "huyện", "quận", "xã", "phường"):
        return f"{parts.slug(0, head)}-{parts.slug(head + 1, end)}"
    return parts.slug(0, end)


def _local(kind: str, territory: Territory) -> Reading:
    """The body of a kind in one territory."""
    return Reading(
        id=f"{kind}@{territory.path}", kind=kind, level=territory.level,
        province=territory.province, name="", rule="local-name", confidence=0.75,
    )  # fmt: skip


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
    return starts(parts.low, heads) > 0


def _office(territory: Territory) -> Reading:
    """A territory that acts is its People's Committee."""
    return Reading(
        id=f"ubnd@{territory.path}", kind="ubnd", level=territory.level,
        province=territory.province, name="", rule="territory", confidence=0.8,
    )  # fmt: skip
