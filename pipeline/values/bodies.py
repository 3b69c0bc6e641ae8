"""The bodies of the registry in a mention, each with its territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from pipeline.values.mentions import Syllables, slug, syllables
from pipeline.values.readings import Reading, as_one, narrowed
from pipeline.values.registry import DISTRICTS_END, LEVELS, Entry, Registry, level_of
from pipeline.values.territories import NOWHERE, Gazetteer, Territory
from pipeline.values.words import office_heads, phrases, words

_GROUP = {"province": "tinh", "district": "huyen", "commune": "xa"}
_PLACES = frozenset(("tỉnh", "thành", "huyện", "quận", "thị", "xã", "phường", "các"))
"""The words that a place begins with."""
_NO_BODY = frozenset(((), ("trung", "ương")))
"""What makes "cơ quan" no word in front of a body's name."""
_CODED = frozenset(("phòng", "cục"))
"""Heads in front of a code that stands for a whole name."""
_SLIPPED = frozenset(("sở", "bộ"))
"""Heads of names that are so few that one with a letter wrong can be told."""
_MAX_KNOWN = 8
"""Syllables of a body's name in front of a place."""
_MAX_BARE = 4
"""Syllables of a territory's name that follows a body without its kind."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A body as far as its name tells."""

    entry: Entry
    unit: str
    slip: bool
    territories: tuple[Territory, ...]


class Bodies:
    """Finds the bodies of the registry; see the module.

    Args:
        registry: the bodies.
        gazetteer: reads territories.
        issuer: the identifier of the issuer.
        day: the plan's date.
    """

    def __init__(
        self, registry: Registry, gazetteer: Gazetteer, *, issuer: str, day: date | None
    ) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._issuer = issuer
        self._day = day

    def read(self, parts: Syllables) -> list[Reading]:
        """The readings of the mention as a body of the registry."""
        found = self._settled(parts)
        if not found:
            rest = self.without_office(parts)
            found = self._settled(rest) if len(rest) < len(parts) else []
        if not found and parts.low[0] in _CODED and len(parts) > 1:
            coded = self._settled(parts.part(1))  # "Phòng PC04"
            found = [each for each in coded if each.kind.startswith(f"{parts.bare[0]}-")]
        if (
            not found
            and parts.low[:2] == ("cơ", "quan")
            and len(parts) > 2
            and parts.low[2:] not in _NO_BODY
        ):
            found = self._settled(parts.part(2))  # "cơ quan Công an"
        return found

    def every(self, parts: Syllables) -> list[Reading]:
        """The same where "các" stands in front: all bodies of the kind."""
        found: list[Reading] = []
        for named in self._named(parts):
            if named.entry.units and len(named.territories) == 1:
                territory = named.territories[0]
                if territory.many is None and not territory.told:
                    territory = self._below(named.entry, named.unit)
                if territory.many is not None:
                    found.append(self._plural(named, territory))
        return narrowed(found)

    def parent(self, parts: Syllables) -> list[Reading]:
        """The body of the registry that the rest of a unit's name is."""
        named = [
            each
            for each in self._named(parts)
            if each.entry.id not in words("common") or each.territories != (NOWHERE,)
        ]
        return self._readings(named)

    def both(self, parts: Syllables) -> Reading | None:
        """Two bodies that one mention names: "Báo Nghệ An và Đài PT-TH tỉnh"."""
        for at in range(1, len(parts)):
            if parts.before[at] not in (",", "và", ",và"):
                continue
            each = [self._settled(parts.part(0, at)), self._settled(parts.part(at))]
            if all(len(one) == 1 and not one[0].id.startswith("*") for one in each):
                (first,), (second,) = each
                return replace(
                    first, id=f"{first.id}, {second.id}", name="", rule="several", confidence=0.8
                )
        return None

    def begins(self, parts: Syllables) -> bool:
        """Whether another name follows a body's of the registry: "Sở Thương mại Quảng Tây"."""
        ends = (end for end in range(2, len(parts)) if not parts.before[end])
        return any(self._registry.named(parts, end) for end in ends)

    def shortened(self, parts: Syllables) -> list[Reading]:
        """The bodies whose name the mention begins: "Sở Giáo dục"."""
        named = [
            _Named(entry, unit, False, (NOWHERE,))
            for entry, unit in self._registry.begun(parts)
            if entry.stood(self._day)
        ]
        return self._readings(named)

    def elsewhere(self, parts: Syllables) -> bool:
        """Whether this is a body of the registry whose place could not be read or filled."""
        for end in range(min(len(parts), _MAX_KNOWN), 0, -1):
            if end < len(parts) and parts.low[end] not in _PLACES:
                continue
            if not any(entry.units for entry, _, _ in self._registry.named(parts, end)):
                continue
            where = self._gazetteer.read(parts.part(end)) or (NOWHERE,)
            return not (where[0].told and where[0].level == "province")  # a foreign one
        return False

    def without_office(self, parts: Syllables) -> Syllables:
        """The mention without the office in front of the body."""
        for office in phrases("offices"):
            if parts.low[: len(office)] == office:
                rest = parts.part(len(office))
                if rest:
                    return rest
                break
        head = office_heads().get(parts.low)
        return syllables(" ".join(head)) if head is not None else parts

    def _settled(self, parts: Syllables) -> list[Reading]:
        return self._readings(list(self._named(parts)))

    def _readings(self, named: Sequence[_Named]) -> list[Reading]:
        standing = [each for each in named if each.entry.stood(self._day)]
        named = self._of_home(standing or list(named))
        found = [reading for each in named if (reading := self._reading(each)) is not None]
        return narrowed(as_one(found))

    def _of_home(self, named: list[_Named]) -> list[_Named]:
        """Of bodies of one name, those of the issuer's kind of territory, or the central one."""
        home = self._gazetteer.home.kind
        own = [each for each in named if home and home in _kinds(each)]
        if own and all(each.territories == (NOWHERE,) for each in named):
            named = [each for each in named if each in own or not each.entry.units]
        single = [each for each in named if not each.entry.units and not each.entry.parents]
        local = [each for each in named if each.entry.units]
        if not single or not local or any(each.territories != (NOWHERE,) for each in named):
            return named
        whole = single[0].entry.name.endswith("Việt Nam") and any(
            name.endswith("Việt Nam") for each in local for name, _ in each.entry.names
        )
        return local if self._gazetteer.home.province and not whole else single

    def _named(self, parts: Syllables) -> Iterator[_Named]:
        """The bodies whose name the longest part of the mention is, with the rest as territory."""
        for end in range(len(parts), 0, -1):
            found = False
            candidates = self._registry.named(parts, end)
            if not candidates:
                continue
            rest = parts.part(end)
            territories = self._gazetteer.read(rest)
            for entry, unit, slip in candidates:
                where = territories
                if where is None or not _has_such(entry, unit, where):
                    where = self._bare(entry, unit, rest) or where
                if where is None and entry.parents:
                    where = self._with_parent(entry, rest)
                if where is not None:
                    found = True
                    yield _Named(entry, unit, slip, where)
            if found:
                return
        if len(parts) < 3 or parts.low[0] not in _SLIPPED or not parts.capital[0]:
            return
        if not any(entry.stood(self._day) for entry, _ in self._registry.begun(parts)):
            for entry, unit, slip in self._registry.slipped(parts):
                yield _Named(entry, unit, slip, (NOWHERE,))

    def _bare(self, entry: Entry, unit: str, rest: Syllables) -> tuple[Territory, ...] | None:
        """A territory's name without its kind: "Huyện ủy Diễn Châu", "Quận đoàn Hải Châu"."""
        kinds = {unit} if unit else set(entry.units)
        kinds.discard("thi-thanh")
        if len(kinds) != 1 or len(rest) > _MAX_BARE or not all(rest.capital):
            names = self._bare_list(rest) if len(kinds) == 1 else ()
            return tuple(self._gazetteer.below(next(iter(kinds)), name) for name in names) or None
        return (self._gazetteer.below(next(iter(kinds)), rest),)

    def _bare_list(self, rest: Syllables) -> tuple[Syllables, ...]:
        """Names with commas between them: "Ia Grai, Đức Cơ, Chư Prông"."""
        cuts = [0, *(at for at in range(1, len(rest)) if rest.before[at]), len(rest)]
        names = tuple(rest.part(first, last) for first, last in pairwise(cuts))
        fits = all(all(name.capital) and 0 < len(name) <= _MAX_BARE for name in names)
        return names if fits else ()

    def _with_parent(self, entry: Entry, rest: Syllables) -> tuple[Territory, ...] | None:
        """The parent the registry knows behind its unit: "Cục Lãnh sự - Bộ Ngoại giao"."""
        for named in self._named(rest):
            if named.entry.id in entry.parents:
                return named.territories
        return None

    def _reading(self, named: _Named) -> Reading | None:
        entry = named.entry
        if entry.parents:
            return self._unit(named)
        if not entry.units:
            if named.territories != (NOWHERE,):
                return None
            return self._single(named)
        territory, *more = named.territories
        if more:
            known = all(each.province for each in named.territories)
            return self._several(named) if known else None
        if territory == NOWHERE and (national := self._national(named)) is not None:
            return national
        if territory == NOWHERE or (territory.kind and not territory.level):
            territory = self._filled(named)
        if territory.many is not None:
            return self._plural(named, territory)
        if not territory.province:
            return None
        return self._local(named, territory)

    def _single(self, named: _Named) -> Reading:
        entry = named.entry
        return Reading(
            id=entry.id, kind=entry.id, level=entry.level, province="", name=entry.name,
            rule="registry", confidence=0.9 if named.slip else 1.0, flags=self._flags(named),
        )  # fmt: skip

    def _local(self, named: _Named, territory: Territory) -> Reading:
        entry = named.entry
        kinds = entry.units if not named.unit else frozenset((named.unit,))
        fits = territory.level in entry.levels and (
            not territory.kind or territory.kind in kinds or territory.level != "district"
        )
        return Reading(
            id=f"{entry.id}@{territory.path}",
            kind=entry.id,
            level=territory.level,
            province=territory.province,
            name=entry.name,
            rule="registry" if territory.told else "issuer",
            confidence=(0.95 if fits else 0.7) - 0.05 * named.slip,
            flags=self._flags(named),
        )

    def _several(self, named: _Named) -> Reading:
        each = [self._local(named, territory) for territory in named.territories]
        return Reading(
            id=", ".join(reading.id for reading in each), kind=each[0].kind, level=each[0].level,
            province=each[0].province, name=each[0].name, rule="several", confidence=0.9,
        )  # fmt: skip

    def _plural(self, named: _Named, territory: Territory) -> Reading:
        """All bodies of the kind in the territories of a level."""
        entry = named.entry
        group = territory.many or ""
        if group == "tinh" and not entry.levels - {"province"}:
            group = ""
        place = "" if territory.many == "tinh" else self._place(territory)
        identifier = "-".join(filter(None, (entry.id, group)))
        return Reading(
            id=f"*{identifier}{'@' * bool(place)}{place}", kind=identifier, level="",
            province=place, name="", rule="collective", confidence=0.9,
        )  # fmt: skip

    def _place(self, territory: Territory) -> str:
        """Where the bodies of a plural are: in the issuer's district, where they are below it."""
        home = self._gazetteer.home
        below = home.level == "district" and territory.many in ("xa", "")
        return home.path if below and not territory.told else territory.province

    def _filled(self, named: _Named) -> Territory:
        """The territory that the issuer gives to a body whose name tells none."""
        home = self._gazetteer.home
        levels = {level_of(named.unit)} if named.unit else named.entry.levels
        own = not named.unit or home.kind == named.unit or home.level == "province"
        if home.level in levels and own:
            return home
        if home.kind == "thi-thanh" and named.unit == "thanh-pho":
            return home  # the "Thành đoàn" of a city below a province
        if (
            home.level == "commune"
            and "district" in levels
            and (self._day is None or self._day < DISTRICTS_END)
        ):
            return home.above
        if "province" in levels and home.province:
            return Territory(level="province", province=home.province)
        return self._below(named.entry, named.unit)

    def _national(self, named: _Named) -> Reading | None:
        """An organisation that a plan of the centre names without its place: the whole of it."""
        entry = named.entry
        home = self._gazetteer.home
        if entry.file != "organisations.toml" or home.province or not self._issuer:
            return None
        own = slug(entry.name)
        known = next((each for each in (f"{own}-viet-nam", own) if self._registry.kinds(each)), own)
        return Reading(
            id=known, kind=known, level="central", province="", name=entry.name, rule="registry",
            confidence=0.9, flags=self._flags(named),
        )  # fmt: skip

    def _below(self, entry: Entry, unit: str) -> Territory:
        """Each territory of the highest level that has such a body."""
        levels = {level_of(unit)} if unit else entry.levels
        if "commune" in levels and self._day is not None and self._day >= DISTRICTS_END:
            levels = levels - {"district"}
        level = next((each for each in LEVELS if each in levels), "commune")
        home = self._gazetteer.home
        if home.level == "province" and level == "province" and len(levels) > 1:
            level = next(each for each in LEVELS if each in levels and each != "province")
        return Territory(province=home.province, many=_GROUP[level])

    def _unit(self, named: _Named) -> Reading | None:
        """A unit whose parent the registry knows."""
        entry = named.entry
        if len(named.territories) != 1:
            return None
        territory = named.territories[0]
        if territory.many is not None:
            return self._plural(named, territory)
        parents = [
            parent for identifier in entry.parents for parent in self._registry.kinds(identifier)
        ]
        issuer = self._issuer.partition("@")[0]
        chosen = (
            [each for each in parents if each.id == issuer]
            or sorted(
                (each for each in parents if each.stood(self._day)),
                key=lambda each: each.end or date.max,
            )
            or parents
        )
        if not chosen:
            return None
        parent = chosen[0]
        place = territory.province or self._gazetteer.home.province
        if parent.units and not place:
            return None
        over = f"{parent.id}@{place}" if parent.units else parent.id
        unit = slug(entry.name)
        return Reading(
            id=f"{over}>{unit}", kind=unit, level="province" if parent.units else "central",
            province=place if parent.units else "", name=entry.name, rule="unit",
            confidence=0.9, flags=self._flags(named),
        )  # fmt: skip

    def _flags(self, named: _Named) -> tuple[str, ...]:
        flags = ["repaired"] * named.slip
        flags += ["not-in-force"] * (not named.entry.stood(self._day))
        return tuple(flags)


def _has_such(entry: Entry, unit: str, where: tuple[Territory, ...]) -> bool:
    """Whether the province that closes a name can have the body: no "Thành ủy" is a province's."""
    kinds = {unit} if unit else entry.units
    territory = where[0]
    named = territory.told and territory.level == "province" and not territory.unit
    return not (named and kinds and territory.kind == "tinh" and "tinh" not in kinds)


def _kinds(named: _Named) -> frozenset[str]:
    """The kinds of territory that have the body by this name."""
    return frozenset((named.unit,)) if named.unit else named.entry.units
