"""Entities: agencies, dates, countries and document references in the folded text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from annotations import Entity, Label, Span
from pipeline.entities.dates import bare_year
from pipeline.entities.tokens import tokenize
from pipeline.outline import Item, Outline
from pipeline.plan import Zone
from pipeline.rules import Rules
from pipeline.zones import MOTTO

_UNREAD = frozenset((Zone.RECIPIENTS, Zone.SIGNATURE))
"""Zones without entities (GUIDELINE, Text)."""


def find_entities(outline: Outline, rules: Rules, *, unread: Iterable[int] = ()) -> list[Entity]:
    """All entities by rules, in folded offsets, flat and in order.

    Args:
        outline: of the document.
        rules: compiled rules.
        unread: indexes of items in which nothing is read: header cells of tables.
    """
    text = outline.text
    found = [
        *rules.agencies.find(tokenize(text)),
        *rules.dates.find(text),
        *rules.countries.find(text),
        *rules.documents.find(text),
        *_from_cells_and_letterhead(outline, rules),
        *_issuers(outline),
    ]
    return flat(readable(found, outline, unread=unread))


def readable(
    entities: Iterable[Entity], outline: Outline, *, unread: Iterable[int] = ()
) -> list[Entity]:
    """The entities outside the parts of a document in which none is read.

    Args:
        entities: in folded offsets.
        outline: of the document.
        unread: indexes of further items in which nothing is read.
    """
    text = outline.text
    closed = {*unread, *(item.index for item in outline.items if is_unread(item, text))}
    return [entity for entity in entities if outline.item_at(entity.span.start).index not in closed]


def is_unread(item: Item, text: str) -> bool:
    """Whether GUIDELINE leaves an item out: recipients, signature, the state's title."""
    return item.zone in _UNREAD or MOTTO.fullmatch(item.span.of(text)) is not None


def _from_cells_and_letterhead(outline: Outline, rules: Rules) -> list[Entity]:
    """What a whole cell or line makes: a bare year, the document's own number."""
    found: list[Entity] = []
    for item in outline.items:
        if item.block.cell is not None and (year := bare_year(outline.text, item.span)):
            found.append(year)
        if item.zone is Zone.LETTERHEAD:
            own = rules.documents.own_number(item.span.of(outline.text))
            if own is not None:
                start = item.span.start
                span = Span(start + own.start, start + own.end)
                found.append(Entity(Label.DOCREF, span, "rule:docref-own-number"))
    return found


_ISSUER_LABEL = re.compile(r"(?:Nơi|Cơ quan|Đơn vị) ban hành\s*:?\s*(?P<issuer>.*)", re.IGNORECASE)
_TERRITORY = re.compile(r"(?:Tỉnh|Thành phố|TP\.?|Huyện|Quận|Thị xã)\s[A-ZÀ-ỸĐ][^,;:]{1,40}")
_CENTRAL = re.compile(
    r"(?i:nghị quyết|quy chế|chỉ thị|quy định|kết luận|quyết định|văn bản)s?(?i:,? \w+){0,3}\scủa\s"
    r"(?P<issuer>Trung ương|TW)(?!\w)(?! Đảng)"
)


def _issuers(outline: Outline) -> list[Entity]:
    """Territories and "Trung ương" count as issuers only (GUIDELINE, AGENCY)."""
    text = outline.text
    spans = [Span(*match.span("issuer")) for match in _CENTRAL.finditer(text)]
    for item in outline.items:
        if item.zone is not Zone.LETTERHEAD:
            continue
        label = _ISSUER_LABEL.fullmatch(item.span.of(text))
        if label is None:
            continue
        start = item.span.start + label.start("issuer")
        after = outline.items[min(item.index + 1, len(outline.items) - 1)]
        span = Span(start, item.span.end) if label["issuer"] else after.span
        if _TERRITORY.fullmatch(span.of(text)):
            spans.append(span)
    return [Entity(Label.AGENCY, span, "rule:agency-issuer") for span in spans]


def flat(entities: Iterable[Entity]) -> list[Entity]:
    """Entities without overlaps: where two compete the longest wins (GUIDELINE, Text)."""
    order = {Label.DOCREF: 0, Label.DATE: 1, Label.AGENCY: 2, Label.COUNTRY: 3}
    ranked = sorted(
        entities,
        key=lambda entity: (
            entity.source != "rule:docref-own-number",
            -len(entity.span),
            order[entity.label],
            entity.span.start,
        ),
    )
    kept: list[Entity] = []  # in text order; since they do not overlap, only neighbours can
    for entity in ranked:
        at = bisect_left(kept, entity.span, key=lambda other: other.span)
        if not any(entity.span.overlaps(other.span) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, entity)
    return kept


def within(entities: Sequence[Entity], item: Item) -> list[Entity]:
    """The entities that stand in an item."""
    return [entity for entity in entities if item.span.contains(entity.span)]
