"""Citations: the date and the issuer that a text gives with a document reference."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from annotations import Entity, Label, Span
from pipeline.outline import Outline
from pipeline.plan import Citation, Zone

_DATE_AFTER = re.compile(r"\s*(?:[,(]\s*)?(?:ký\s|ban hành\s|đề\s)?")
_ISSUER_AFTER = re.compile(
    r"[\s,()]*(?:đã\s)?(?:được\s)?(?:của|do|bởi)\s(?:đồng chí\s)?", re.IGNORECASE
)
_APPROVED_BEFORE = re.compile(
    r"\s(?:[^.;:]{0,60}?(?:phê duyệt|ban hành|chỉ đạo|thông qua|giao|quy định|cho phép"
    r"|chấp thuận)\s(?:[^.;:]{0,25}?\s)?"
    r"(?:tại|ở|theo|bằng|kèm theo)|tại)\s(?:các\s)?$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[-/]([^\W\d]+)$")
"""The last part of a symbol, which stands for the issuer: "TTg", "TU", "TW"."""
_JOINED = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:các\s)?")
_LONGEST_LIST = 100
"""References that may stand in one list before their issuer."""
_NEAR = 400
"""Characters before a reference in which its issuer may stand, with the body that it is part of."""
_FARTHEST = 70
"""Characters between that issuer and the reference."""


def find_citations(outline: Outline, entities: Sequence[Entity]) -> list[Citation]:
    """ISSUED_ON and ISSUED_BY of each reference (GUIDELINE, Relations), in folded offsets."""
    documents = [entity for entity in entities if entity.label is Label.DOCREF]
    own = _own_numbers(outline, documents)
    header = _header(outline, entities) if own else []
    citations: list[Citation] = []
    for place, document in enumerate(documents):
        if document.span in own:
            citations.append(_own(outline, header, document))
            continue
        following = documents[place + 1] if place + 1 < len(documents) else None
        citations.append(_cited(outline, entities, document, following))
    return _shared_issuers(outline, citations)


def _cited(
    outline: Outline, entities: Sequence[Entity], document: Entity, following: Entity | None
) -> Citation:
    text = outline.text
    item = outline.item_at(document.span.start)
    limit = min(item.span.end, following.span.start if following else item.span.end)
    date = _next(entities, document.span.end, limit, Label.DATE)
    if date is not None and not _DATE_AFTER.fullmatch(text[document.span.end : date.span.start]):
        date = None
    after = date.span.end if date is not None else document.span.end
    issuer = _next(entities, after, limit, Label.AGENCY)
    if issuer is not None and not _is_issuer(text, after, issuer):
        issuer = None
    if issuer is None:
        issuer = _before(outline, entities, document)
    return Citation(document, date, issuer)


def _is_issuer(text: str, after: int, issuer: Entity) -> bool:
    between = text[after : issuer.span.start]
    if _ISSUER_AFTER.fullmatch(between) is None:
        return False
    behind = text[issuer.span.end : issuer.span.end + 12].lower()
    return "do" not in between.lower().split() or behind.startswith(
        (" ban hành", " ký", " phê duyệt")
    )


def _next(entities: Sequence[Entity], start: int, limit: int, label: Label) -> Entity | None:
    """The first entity at ``start`` or later, if it is of ``label``."""
    at = bisect_left(entities, start, key=lambda entity: entity.span.start)
    if at == len(entities):
        return None
    entity = entities[at]
    return entity if entity.label is label and entity.span.start < limit else None


def _before(outline: Outline, entities: Sequence[Entity], document: Entity) -> Entity | None:
    """An issuer before the reference: "theo đề nghị của X tại Tờ trình", "X phê duyệt tại"."""
    item = outline.item_at(document.span.start)
    # They are sorted and do not overlap: the nearest first, as far as the item begins.
    at = bisect_left(entities, document.span.start, key=lambda entity: entity.span.start)
    nearer = takewhile(
        lambda entity: entity.span.start >= max(item.span.start, document.span.start - _NEAR),
        (entities[place] for place in range(at - 1, -1, -1)),
    )
    before = list(islice((each for each in nearer if each.label is Label.AGENCY), 2))
    if not before:
        return None
    last = before[0]
    between = outline.text[last.span.end : document.span.start]
    if len(before) > 1 and between.startswith(")"):  # "Cục A (Bộ B) tại Công văn ..."
        last, between = before[1], between[1:]
    if "(" in between:
        return None  # "Chương trình của UBND tỉnh (ban hành kèm theo Quyết định ...)"
    return last if len(between) <= _FARTHEST and _APPROVED_BEFORE.fullmatch(between) else None


def _shared_issuers(outline: Outline, citations: list[Citation]) -> list[Citation]:
    """An issuer after a list of references holds for each member of it."""
    codes = [_code(outline, citation.document) for citation in citations]
    joined = [_are_joined(outline, here, after) for here, after in pairwise(citations)]
    shared: list[Citation] = []
    for place, citation in enumerate(citations):
        issuer = citation.issued_by
        ahead = place
        while issuer is None and ahead < min(len(joined), place + _LONGEST_LIST):
            if not joined[ahead] or len({codes[place], codes[ahead + 1]} - {""}) > 1:
                break
            ahead += 1
            issuer = citations[ahead].issued_by
        shared.append(Citation(citation.document, citation.issued_on, issuer))
    return shared


def _are_joined(outline: Outline, here: Citation, after: Citation) -> bool:
    """Whether two references stand side by side in a list."""
    end = max(here.document.span.end, here.issued_on.span.end if here.issued_on else 0)
    return _JOINED.fullmatch(outline.text, end, after.document.span.start) is not None


def _code(outline: Outline, document: Entity) -> str:
    found = _CODE.search(document.span.of(outline.text))
    return found[1] if found else ""


def _own_numbers(outline: Outline, documents: Sequence[Entity]) -> set[Span]:
    """References that are the document's own number, in its letterhead or metadata."""
    return {
        document.span
        for document in documents
        if outline.item_at(document.span.start).zone is Zone.LETTERHEAD
        and not outline.text[document.span.start].isalpha()
    }


def _header(outline: Outline, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of the letterhead and of what stands in it."""
    items = [item for item in outline.items if item.zone is Zone.LETTERHEAD]
    stretch = Span(items[0].span.start, items[-1].span.end)
    return [entity for entity in entities if stretch.contains(entity.span)]


def _own(outline: Outline, header: Sequence[Entity], document: Entity) -> Citation:
    """The own number's date and issuer: its place-and-date line and issuing body."""
    here = outline.item_at(document.span.start)
    dates = [entity for entity in header if entity.label is Label.DATE]
    after = [date for date in dates if date.span.start > document.span.start]
    metadata = "số hiệu" in outline.text[max(0, here.span.start - 12) : here.span.end].lower()
    bodies = [entity for entity in header if entity.label is Label.AGENCY]
    before = [body for body in bodies if body.span.end <= document.span.start]
    issuer = (bodies[0] if bodies else None) if metadata else (before[-1] if before else None)
    date = after[0] if after else (dates[-1] if dates else None)
    return Citation(document, date, issuer)
