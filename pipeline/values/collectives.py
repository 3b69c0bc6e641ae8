"""Collectives: "các sở, ban, ngành", "UBND các huyện", "cấp có thẩm quyền"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.values.mentions import Syllables, syllables
from pipeline.values.registry import CollectiveEntry, Registry

_TERRITORIES = frozenset(("dia-phuong", "ubnd-huyen", "ubnd-xa", "ubnd-tinh"))
_WHOLE = _TERRITORIES | {"so-ban-nganh", "bo-nganh", "don-vi", "phong-ban"}
"""Collectives whose short nouns begin the names of other bodies ("ban quản lý")."""
_NUMERALS = frozenset(("hai", "ba", "bốn", "năm", "sáu"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Collective:
    """A collective that was read.

    Args:
        id: the identifier without "*" and place.
        local: whether the issuer's place stands behind it.
        sure: whether a quantifier or "liên quan" says that it is one.
    """

    id: str
    local: bool
    sure: bool


@lru_cache(maxsize=4)
def collectives_of(registry: Registry) -> Collectives:
    """The collectives of a registry, built once."""
    return Collectives(registry)


class Collectives:
    """Reads collectives; see `registry/collectives.toml`.

    Args:
        registry: the closed list.
    """

    def __init__(self, registry: Registry) -> None:
        self._entries = registry.collectives
        self._by_id = {each.id: each for each in self._entries}
        self._rank = {each.id: place for place, each in enumerate(self._entries)}
        self._nouns: dict[tuple[str, ...], CollectiveEntry] = {}
        for entry in self._entries:
            for noun in entry.nouns:
                self._nouns.setdefault(syllables(noun).low, entry)
        self._prefixes = {
            syllables(prefix).low: entry for entry in self._entries for prefix in entry.prefixes
        }
        words = registry.words
        self._quantifiers = {syllables(each).low for each in words.quantifiers}
        self._concerned = {syllables(each).low for each in words.concerned}
        self._plural = {syllables(each).low for each in words.plural}
        self._attributes = {syllables(each).low for each in words.attributes}
        every = (*self._nouns, *self._attributes, *self._quantifiers, *self._concerned)
        self._longest = max(map(len, every))

    def quantified(self, parts: Syllables) -> int:
        """How many syllables of a quantifier begin the mention."""
        if parts.low[0].isdigit() or parts.low[0] in _NUMERALS:
            return 1
        return self._match(self._quantifiers, parts.low, 0)

    def read(self, parts: Syllables) -> Collective | None:
        """The collective that the whole mention is; ``None`` where it is none."""
        low = parts.low
        at = int(low[0].isdigit() or low[0] in _NUMERALS)
        sure = bool(at)
        concerned = False
        found: list[CollectiveEntry] = []
        alone = False
        while at < len(low):
            if found and found[-1].id == "don-vi-truc-thuoc" and not parts.before[at]:
                break  # whose they are does not matter: "các đơn vị thuộc Bộ"
            noun = self._noun(low, at)
            apart = parts.before[at] and low[at] == "các"
            attribute = self._match(self._attributes, low, at) if found and not apart else 0
            if attribute > noun or (attribute and attribute == noun and not parts.before[at]):
                size = attribute
                sure = sure or low[at : at + size] in self._plural
            elif size := self._match(self._concerned, low, at):
                concerned = sure = True
            elif size := self._match(self._quantifiers, low, at):
                sure = True
            elif size := noun:
                entry = self._nouns[low[at : at + size]]
                alone = alone or " ".join(low[at : at + size]) in entry.alone
                found.append(entry)
            else:
                return self._prefixed(low[self.quantified(parts) :])
            at += size
        if not found or not (sure or alone or len(found) > 1):
            return None
        return self._chosen(found, concerned=concerned, sure=sure)

    def nearest(self, parts: Syllables) -> Collective | None:
        """The collective whose noun the mention begins with, whatever follows."""
        at = self.quantified(parts)
        size = self._noun(parts.low, at)
        if not size:
            return None
        entry = self._nouns[parts.low[at : at + size]]
        if entry.id in _WHOLE and size == 1:
            return None
        concerned = any(parts.low[-len(each) :] == each for each in self._concerned)
        return self._chosen(
            [self._nouns[parts.low[at : at + size]]], concerned=concerned, sure=False
        )

    def _chosen(self, found: list[CollectiveEntry], *, concerned: bool, sure: bool) -> Collective:
        kinds = {each.id for each in found}
        first = min(found, key=lambda each: self._rank[each.id])
        chosen = first.id
        if first.places and kinds & _TERRITORIES:
            chosen = first.places
        elif {"ubnd-huyen", "ubnd-tinh"} <= kinds or ("ubnd-xa" in kinds and len(kinds) > 1):
            chosen = first.id
        don_vi = self._by_id["don-vi"]
        if chosen == "don-vi" and concerned:
            chosen = don_vi.related
        if chosen in ("hoi",) and "doan-the" in kinds:
            chosen = "doan-the"
        return Collective(id=chosen, local=self._by_id[chosen].local, sure=sure)

    def _prefixed(self, low: tuple[str, ...]) -> Collective | None:
        """A noun with any name behind it: "lực lượng công an", "ngành giáo dục"."""
        for prefix, entry in self._prefixes.items():
            if low[: len(prefix)] == prefix and len(low) > len(prefix):
                return Collective(id=entry.id, local=entry.local, sure=True)
        return None

    def _noun(self, low: tuple[str, ...], at: int) -> int:
        for size in range(min(self._longest, len(low) - at), 0, -1):
            if low[at : at + size] in self._nouns:
                society = size == 1 and low[at : at + 2] == ("xã", "hội")
                return 0 if society else size
        return 0

    def _match(self, phrases: set[tuple[str, ...]], low: tuple[str, ...], at: int) -> int:
        for size in range(min(self._longest, len(low) - at), 0, -1):
            if low[at : at + size] in phrases:
                return size
        return 0
