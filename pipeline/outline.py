"""The outline: which item stands under which, tolerant of how offices number.

Numbers repeat, skip and restart in real plans, so an item's place is decided by the family of
its enumerator alone: it is a sibling of the last open item of its family, or a child of the
last open item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from annotations import Span
from pipeline.document import Document
from pipeline.folding import Block, Folded
from pipeline.markers import BULLETS, Marker, MarkerStyle, find_marker
from pipeline.plan import WORK_ZONES, Node, Zone
from pipeline.zones import DOCUMENT_TYPE, find_zones

_RANK = {style: rank for rank, style in enumerate(MarkerStyle)}
_OUTER = frozenset(
    (
        MarkerStyle.ANNEX,
        MarkerStyle.PART,
        MarkerStyle.ARTICLE,
        MarkerStyle.LETTER,
        MarkerStyle.ROMAN,
    )
)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the outline, with or without an enumerator.

    Args:
        index: its place among the items.
        span: the whole paragraph in the folded text.
        body: what follows the enumerator.
        marker: its enumerator.
        parent: the index of the item it stands under.
        level: how many items it stands under.
        zone: the part of the document.
        block: the block it was made of.
    """

    index: int
    span: Span
    body: Span
    marker: Marker | None
    parent: int | None
    level: int
    zone: Zone
    block: Block

    @property
    def numbered(self) -> bool:
        """Whether it has an enumerator; a dash is one (GUIDELINE, small cases)."""
        return self.marker is not None


_NAME = re.compile(
    r"(?:Các )?(?:Sở|Ban|Ủy ban|Uỷ ban|UBND|Công an|Bộ|Văn phòng|Hội|Đài|Báo|Trung tâm|Cục|Chi cục"
    r"|Phòng|Tỉnh đoàn|Liên đoàn|Thanh tra|Cơ quan|Đơn vị)(?: [^.;:?!]{1,60})?",
)


@dataclass(frozen=True)
class Outline:
    """The items of a document in text order."""

    folded: Folded
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """The folded text, to which all spans of items refer."""
        return self.folded.text

    @cached_property
    def _children(self) -> dict[int | None, list[Item]]:
        children: dict[int | None, list[Item]] = {}
        for item in self.items:
            children.setdefault(item.parent, []).append(item)
        return children

    @cached_property
    def _starts(self) -> list[int]:
        return [item.span.start for item in self.items]

    def item_at(self, offset: int) -> Item:
        """The item in which the folded character at ``offset`` stands."""
        return self.items[max(0, bisect_right(self._starts, offset) - 1)]

    def children(self, item: Item) -> list[Item]:
        """The items directly under ``item``."""
        return self._children.get(item.index, [])

    def below(self, item: Item) -> Iterator[Item]:
        """All items under ``item``, in text order."""
        for child in self.children(item):
            yield child
            yield from self.below(child)

    def above(self, item: Item) -> Iterator[Item]:
        """The items over ``item``, innermost first."""
        while item.parent is not None:
            item = self.items[item.parent]
            yield item

    def number(self, item: Item) -> str:
        """Where ``item`` stands, as written from the outside in: "III.2.a"."""
        chain = [item, *self.above(item)]
        labels = [each.marker.label for each in chain if each.marker and each.marker.label]
        # "2.1" repeats the "2" above it.
        kept = [
            label
            for place, label in enumerate(labels)
            if not (place and labels[place - 1].startswith(f"{label}."))
        ]
        return ".".join(reversed(kept))

    def nodes(self) -> tuple[Node, ...]:
        """The outline for users, in offsets of the document's text."""
        return tuple(
            Node(
                span=self.folded.origin(item.span),
                number=item.marker.label or item.marker.style.value if item.marker else "",
                level=item.level,
                heading=bool(self.children(item)) or item.span.of(self.text).isupper(),
                zone=item.zone,
                cell=item.block.cell is not None,
            )
            for item in self.items
        )


def build_outline(document: Document, folded: Folded) -> Outline:
    """The outline of a folded document."""
    zones = find_zones(document, folded)
    items: list[Item] = []
    stack: list[Item] = []
    for index, (block, zone) in enumerate(zip(folded.blocks, zones, strict=True)):
        if index and zone is not zones[index - 1] and zone is Zone.ANNEX:
            stack.clear()
        text = block.span.of(folded.text)
        marker = find_marker(folded.text, block.span.start, block.span.end)
        if block.cell is None and _restarts(text, zone, marker):
            stack.clear()
        visible = any(character.isalnum() for character in text)
        parents = _parents(stack, marker) if block.cell is None and visible else []
        body = Span(marker.end if marker else block.span.start, block.span.end)
        parent = parents[-1].index if parents else None
        item = Item(index, block.span, body, marker, parent, len(parents), zone, block)
        items.append(item)
        if block.cell is None and (marker is not None or _introduces(text) or _names(text, zone)):
            stack[:] = [*parents, item]
    return Outline(folded, tuple(items))


def _restarts(text: str, zone: Zone, marker: Marker | None) -> bool:
    """Whether a new list of sections begins: a title, a heading in capitals without number."""
    if zone in (Zone.LETTERHEAD, Zone.TITLE, Zone.RECIPIENTS, Zone.SIGNATURE):
        return True
    if DOCUMENT_TYPE.fullmatch(text) and text.isupper():
        return True
    return marker is None and text.isupper() and len(text.split()) > 1


def _introduces(text: str) -> bool:
    """Whether a paragraph without enumerator heads what follows."""
    return text.endswith(":") or (text.isupper() and len(text.split()) > 1)


def _names(text: str, zone: Zone) -> bool:
    """Whether a line without enumerator is a body's name, which heads the duties under it."""
    return zone in WORK_ZONES and _NAME.fullmatch(text) is not None


def _parents(stack: list[Item], marker: Marker | None) -> list[Item]:
    """The items, outermost first, under which one with ``marker`` stands."""
    if marker is None:
        # A paragraph goes with the numbered item above it, not with that item's bullets.
        return [item for item in stack if item.marker and item.marker.style not in BULLETS]
    keys = [item.marker.key if item.marker else None for item in stack]
    if marker.key in keys:
        return stack[: keys.index(marker.key)]
    kept = list(stack)
    while kept and _closes(marker, kept[-1].marker):
        kept.pop()
    return kept


def _closes(marker: Marker, last: Marker | None) -> bool:
    """Whether an item of a family that is not open yet ends the last open item."""
    if last is None:
        return marker.style in _OUTER
    if marker.style is MarkerStyle.NUMBER and last.style is MarkerStyle.NUMBER:
        return last.depth > marker.depth
    if marker.style in _OUTER:
        return _RANK[last.style] > _RANK[marker.style]
    if last.style in BULLETS:
        return marker.style is not MarkerStyle.PAREN and _RANK[last.style] > _RANK[marker.style]
    return False
