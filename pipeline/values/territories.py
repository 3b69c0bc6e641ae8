"""The territory that closes an agency's name: "tỉnh Nghệ An", "cấp xã", "các huyện A, B"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.values.mentions import Syllables
from pipeline.values.registry import LEVELS, Province, Registry, level_of
from pipeline.values.titles import Places

_WORDS: dict[tuple[str, ...], str] = {
    ("tỉnh",): "tinh", ("tinh",): "tinh", ("thành", "phố"): "thanh-pho", ("thủ", "đô"): "thanh-pho",
    ("huyện", "đảo"): "huyen", ("huyện",): "huyen", ("quận",): "quan", ("thị", "xã"): "thi-xa",
    ("xã",): "xa", ("phường",): "phuong", ("phuòng",): "phuong", ("thị", "trấn"): "thi-tran",
    ("đặc", "khu"): "dac-khu", ("đặc", "khu", "kinh", "tế"): "dac-khu",
}  # fmt: skip
_LEVELS_WRITTEN = {kind: " ".join(words) for words, kind in reversed(_WORDS.items())} | {
    "huyen": "huyện", "dac-khu": "đặc khu", "thanh-pho": "thành phố",
}  # fmt: skip
_RANKS: dict[tuple[str, ...], str] = {
    ("tỉnh",): "tinh", ("thành", "phố"): "tinh", ("huyện",): "huyen", ("quận",): "huyen",
    ("xã",): "xa", ("phường",): "xa", ("cơ", "sở"): "xa",
}  # fmt: skip
_LOW_WORDS: dict[tuple[str, ...], str] = {("thị",): "thi-xa", ("thành",): "thanh-pho"}
"""Short words of lists: "các huyện, thị, thành phố"."""
_TAILS = (
    ("có", "liên", "quan"), ("liên", "quan"), ("trực", "thuộc", "trung", "ương"), ("ven", "biển"),
    ("biên", "giới"), ("miền", "núi"), ("trong", "tỉnh"), ("vùng", "cao"), ("trọng", "điểm"),
    ("trên", "địa", "bàn"), ("vùng", "biên"), ("ven", "sông"), ("nêu", "trên"),
    ("khác",), ("vùng",),
)  # fmt: skip
_MAX_NAME = 4
"""Syllables of a province's name."""
_QUANTIFIERS = frozenset(("các", "những", "mỗi", "từng", "tất", "cả"))
_EVERYWHERE = frozenset((
    ("các", "địa", "phương"), ("các", "đơn", "vị", "địa", "phương"), ("địa", "phương"),
    ("các", "đơn", "vị"),
))  # fmt: skip
_GROUP = {"province": "tinh", "district": "huyen", "commune": "xa"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Where a body is.

    Args:
        level: ``province``, ``district``, ``commune``; "" where nothing tells it.
        province: the province's identifier; "" where it is not known.
        unit: the slug of the district or commune with its kind ("huyen-dien-chau").
        kind: the kind of territory ("tinh", "thi-xa"); "" where it is not told.
        many: for all territories of a kind, which: "tinh", "huyen", "xa", "" for all levels.
        told: whether the text names it, so that the issuer's place does not matter.
        bare: the name alone, without its kind ("hai-chau" in "Quận đoàn Hải Châu").
        district: of a commune that issues, the district above it, where its letterhead tells.
    """

    level: str = ""
    province: str = ""
    unit: str = ""
    kind: str = ""
    many: str | None = None
    told: bool = False
    bare: str = ""
    district: str = ""

    @property
    def above(self) -> Territory:
        """The district above a commune; no province, so that it stays open, where none is told."""
        return Territory(
            level="district", province=self.province if self.district else "",
            unit=self.district, kind=unit_kind(self.district), told=True,
        )  # fmt: skip

    @property
    def path(self) -> str:
        """What stands behind "@" in an identifier."""
        return f"{self.province}/{self.unit}" if self.unit else self.province


NOWHERE = Territory()


class Gazetteer:
    """Reads territories as they are meant in one plan.

    Args:
        registry: the provinces.
        home: the issuer's territory.
        day: the plan's date, which tells the old provinces from the new.
        places: gets the districts and communes that are read, as the plan writes them.
    """

    def __init__(
        self,
        registry: Registry,
        *,
        home: Territory,
        day: date | None,
        places: Places | None = None,
    ) -> None:
        self._registry = registry
        self.home = home
        self._day = day
        self._written: Places = {} if places is None else places

    def read(self, parts: Syllables) -> tuple[Territory, ...] | None:
        """The territories that ``parts`` are, several where a list names them.

        Returns:
            ``(NOWHERE,)`` for nothing; ``None`` where this is no territory.
        """
        parts = _trimmed(parts)
        if not parts:
            return (NOWHERE,)
        if parts.low[0] == "cấp":
            return self._ranks(parts)
        if parts.low[:2] in (("các", "cấp"), ("cùng", "cấp")):
            rest = self.read(parts.part(2))
            if rest is None or len(rest) != 1:
                return None
            return (Territory(province=rest[0].province or self.home.province, many=""),)
        if parts.low in _EVERYWHERE:
            return (Territory(province=self.home.province, many=""),)
        alone = self._province(parts.bare)
        if alone is not None:
            return (_whole(alone, told=True),)
        return self._listed(parts)

    def _province(self, bare: tuple[str, ...]) -> Province | None:
        """The province of that name on the plan's day, else the one that once stood."""
        found = self._registry.provinces_named(bare)
        standing = [each for each in found if each.stood(self._day)]
        return next(iter(standing or found), None)

    def province_at_end(self, parts: Syllables, *, told: bool = False) -> str:
        """The province that closes a name or a line; "" where none does.

        Args:
            parts: the name.
            told: whether "tỉnh" or "thành phố" has to stand in front of it.
        """
        for size in range(min(len(parts), _MAX_NAME), 0, -1):
            start = len(parts) - size
            known = self._province(parts.bare[start:])
            if known is None:
                continue
            kinds = ("tỉnh", "tinh", "phố")
            if not told or (start and parts.low[start - 1] in kinds):
                return known.id
        return ""

    def _ranks(self, parts: Syllables) -> tuple[Territory, ...] | None:
        """Levels: "cấp tỉnh", "cấp tỉnh, cấp xã", "cấp xã tỉnh Nghệ An"."""
        ranks: list[str] = []
        at = 0
        while at < len(parts):
            start = at + (parts.low[at] == "cấp")
            if start == at and at and parts.before[at] == "":
                break
            size = next((n for n in (2, 1) if parts.low[start : start + n] in _RANKS), 0)
            if not size:
                break
            ranks.append(_RANKS[parts.low[start : start + size]])
            at = start + size
        if not ranks:
            return None
        rest = self.read(parts.part(at)) if at < len(parts) else (NOWHERE,)
        if rest is None or len(rest) != 1:
            return None
        province = rest[0].province or self.home.province
        own = _GROUP.get(self.home.level, "")
        if ranks == [own] and not rest[0].told:
            return (self.home,)
        if ranks == ["tinh"] and province:
            return (self._home_province(),) if not rest[0].told else rest
        return (Territory(province=province, many=ranks[0] if len(set(ranks)) == 1 else ""),)

    def _home_province(self) -> Territory:
        known = self._registry.province(self.home.province)
        return _whole(known, told=False) if known else NOWHERE

    def _listed(self, parts: Syllables) -> tuple[Territory, ...] | None:
        if parts.low[:2] == ("xã", "hội"):
            return None
        at = 0
        many = parts.low[0] in _QUANTIFIERS or parts.low[0].isdigit()
        while at < len(parts) and (parts.low[at] in _QUANTIFIERS or parts.low[at].isdigit()):
            at += 1
        members: list[tuple[str, Syllables]] = []
        kind = ""
        while at < len(parts):
            size, word = _word(parts, at, listed=bool(members))
            if size:
                kind = word
                at += size
            elif not kind:
                return None
            if at < len(parts) and parts.low[at] in _QUANTIFIERS:
                at += 1
                many = True
                continue
            end = at
            while end < len(parts) and (end == at or not parts.before[end].strip("-")):
                if (
                    (end > at or size)
                    and _word(parts, end, listed=False)[0]
                    and (not parts.capital[end] or parts.capital[at])
                ):
                    break
                if parts.low[end] in _QUANTIFIERS:
                    break
                end += 1
            if end == at and not size:
                return None
            if end > at and not (parts.capital[at] or parts.low[at].isdigit()):
                if not (size and many):
                    return None  # no place: "thành phố và các khu vực"
                members.append((kind, parts.part(at, at)))  # an attribute: "các huyện có rừng"
                break
            # a territory inside another ("huyện A tỉnh B") or a list of them
            members.append((kind, parts.part(at, end)))
            at = end
            if at < len(parts) and parts.low[at] in _QUANTIFIERS:
                many = True
                at += 1
        return self._members(members, many=many) if members else None

    def _members(
        self, members: list[tuple[str, Syllables]], *, many: bool
    ) -> tuple[Territory, ...] | None:
        province = self.home.province
        told = False
        named = [(kind, name) for kind, name in members if name]
        last_kind, last_name = members[-1]
        if len(members) > 1 and last_name and last_kind in ("tinh", "thanh-pho"):
            outer = self._province(last_name.bare)
            inner = [kind for kind, _ in members[:-1]]
            if outer is not None and not {"tinh"} & set(inner):
                province, told = outer.id, True
                members = members[:-1]
                named = named[:-1]
        bare_kinds = [kind for kind, name in members if not name]
        if bare_kinds and (many or len(bare_kinds) > 1):
            return (self._all(bare_kinds, province, told=told),)
        if bare_kinds:
            return (self._generic(bare_kinds[0], province, told=told),)
        return tuple(self._one(kind, name, province if told else "") for kind, name in named)

    def _all(self, kinds: list[str], province: str, *, told: bool) -> Territory:
        """Every territory of these kinds: "các huyện, thị xã, thành phố"."""
        groups = {self._group(kind, kinds) for kind in kinds}
        many = next(iter(groups)) if len(groups) == 1 else ""
        return Territory(province="" if many == "tinh" else province, many=many, told=told)

    def _group(self, kind: str, beside: list[str]) -> str:
        if kind == "thanh-pho":
            lower = {level_of(each) for each in beside if each != "thanh-pho"}
            if "province" in lower:
                return "tinh"
            return "huyen" if "district" in lower or self.home.level else "tinh"
        return _GROUP[level_of(kind)]

    def _generic(self, kind: str, province: str, *, told: bool) -> Territory:
        """A word for a territory without a name: the issuer's own, or each below it."""
        home = self.home
        if kind == "thanh-pho" and home.unit.startswith("thanh-pho"):
            return home
        if kind in ("tinh", "thanh-pho"):
            return self._home_province() if home.province else Territory(level="", kind=kind)
        level = level_of(kind)
        if home.level == level:
            return home
        if home.level == "commune" and level == "district":
            return home.above
        return Territory(province=province, many=_GROUP[level], told=told)

    def _one(self, kind: str, name: Syllables, province: str) -> Territory:
        """A territory by its name, in ``province`` where that is told."""
        if kind in ("tinh", "thanh-pho"):
            known = self._province(name.bare)
            if known is not None and (kind == "tinh" or known.kind == kind):
                return _whole(known, told=True, kind=kind)
            if kind == "tinh":
                return Territory(level="province", kind=kind, told=True)  # a foreign one
        level = level_of("thi-thanh" if kind == "thanh-pho" else kind)
        unit = f"{kind}-{name.slug()}"
        self._written.setdefault(unit, (_LEVELS_WRITTEN[kind], name.text(place=True)))
        return Territory(
            level=level, province=province or self._province_of(unit), unit=unit,
            kind="thi-thanh" if kind == "thanh-pho" else kind, told=True, bare=name.slug(),
        )  # fmt: skip

    def below(self, kind: str, name: Syllables) -> Territory:
        """The territory of a kind that a body's own name tells: "Quận đoàn Hải Châu"."""
        known = self._province(name.bare) if kind in ("tinh", "thanh-pho") else None
        if known is not None and (kind == "tinh" or known.kind == kind):
            return _whole(known, told=True, kind=kind)
        return self._one(kind, name, known.id if known is not None else "")

    def _province_of(self, unit: str) -> str:
        """The province of a district: the issuer's, or the only other one that has such a one."""
        found = {self._standing(each) for each in self._registry.districts.get(unit, ())}
        if len(found) == 1:
            return found.pop()
        return self.home.province

    def _standing(self, identifier: str) -> str:
        """The province that has what was one's on the plan's day."""
        province = self._registry.province(identifier)
        while province is not None and not province.stood(self._day) and province.successor:
            province = self._registry.province(province.successor)
        return province.id if province is not None else identifier


def _whole(province: Province, *, told: bool, kind: str = "") -> Territory:
    return Territory(level="province", province=province.id, kind=kind or province.kind, told=told)


def unit_kind(unit: str) -> str:
    """The kind of a district or commune by its slug: "xa" of "xa-tan-hoa"; "" for neither."""
    if unit.startswith("thanh-pho-"):
        return "thi-thanh"
    kinds = (*LEVELS["district"], *LEVELS["commune"])
    return max((kind for kind in kinds if unit.startswith(f"{kind}-")), key=len, default="")


def _word(parts: Syllables, at: int, *, listed: bool) -> tuple[int, str]:
    """The word for a territory at syllable ``at``: its length and the kind."""
    for size in (4, 3, 2, 1):
        kind = _WORDS.get(parts.low[at : at + size])
        if kind is not None and at + size <= len(parts):
            return size, kind
    if listed and parts.before[at]:
        kind = _LOW_WORDS.get(parts.low[at : at + 1])
        if kind is not None:
            return 1, kind
    return 0, ""


def _trimmed(parts: Syllables) -> Syllables:
    """Leave out what says nothing of the place."""
    while True:
        for tail in _TAILS:
            if parts.low[-len(tail) :] == tail:
                parts = parts.part(0, len(parts) - len(tail))
                break
        else:
            return parts
