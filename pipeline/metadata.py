"""What a plan says of itself: number, type, issuer, place and date, title, signer, bases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotations import Entity, Label, Span
from pipeline.outline import Item, Outline
from pipeline.plan import Metadata, Written, Zone
from pipeline.zones import DOCUMENT_TYPE

_PLACE_DATE = re.compile(
    r"(?:^|[….]\s*)(?P<place>(?!Thứ\s|Chủ nhật)[A-ZÀ-ỸĐ][^,;:…/\d]{1,40}),\s*(?=[Nn]gày)"
)
_BASIS = re.compile(r"(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Tiếp tục thực hiện)\b")
_NAME = re.compile(
    r"(?<!\w)(?:[A-ZÀ-ỸĐ](?:['’][A-ZÀ-ỸĐ])?[a-zà-ỹđ]*\s){1,5}[A-ZÀ-ỸĐ](?:['’][A-ZÀ-ỸĐ])?[a-zà-ỹđ]+$"
)
"""Names of the highlands have one letter or an apostrophe: "Y Thanh Niê", "K’Brôi Minh Tuấn"."""
_SIGNER_LABEL = re.compile(r"Người ký\s*:?\s*(?P<name>.*)", re.IGNORECASE)


def find_metadata(outline: Outline, entities: Sequence[Entity]) -> Metadata:
    """The metadata of a document; its first title counts, not that of an annexed plan."""
    header = _zone(outline, Zone.LETTERHEAD)
    heads = [entity for entity in entities if _is_of_letterhead(outline, entity)]
    return Metadata(
        number=_first(outline, heads, Label.DOCREF),
        type=_type(outline),
        issuer=_first(outline, heads, Label.AGENCY, last=True),
        place=_place(outline, header),
        date=_first(outline, heads, Label.DATE, last=True),
        title=_title(outline, entities),
        signer=_signer(outline),
        legal_bases=tuple(
            _written(outline, _trimmed(outline, item.span))
            for item in outline.items
            if item.zone is Zone.BASES and _BASIS.match(item.span.of(outline.text))
        ),
    )


def _zone(outline: Outline, zone: Zone) -> list[Item]:
    return [item for item in outline.items if item.zone is zone]


def _written(outline: Outline, span: Span) -> Written:
    return Written(span.of(outline.text).replace("\n", " "), outline.folded.origin(span))


def _trimmed(outline: Outline, span: Span) -> Span:
    kept = span.of(outline.text).rstrip(" .;,")
    return Span(span.start, span.start + len(kept))


def _is_of_letterhead(outline: Outline, entity: Entity) -> bool:
    item = outline.item_at(entity.span.start)
    return item.zone is Zone.LETTERHEAD and item.span.contains(entity.span)


def _first(
    outline: Outline, heads: Sequence[Entity], label: Label, *, last: bool = False
) -> Written | None:
    """The entity of the letterhead that counts: the number's first, an issuer before it.

    Args:
        outline: of the document.
        heads: all entities of the letterhead.
        label: of the one that is wanted.
        last: whether it is the last of them.
    """
    found = [entity for entity in heads if entity.label is label]
    if not found:
        return None
    numbers = [entity for entity in heads if entity.label is Label.DOCREF]
    if label is Label.AGENCY and numbers:
        before = [entity for entity in found if entity.span.end <= numbers[-1].span.start]
        found = before or found
    return _written(outline, (found[-1] if last else found[0]).span)


def _type(outline: Outline) -> Written | None:
    for item in _zone(outline, Zone.TITLE):
        match = DOCUMENT_TYPE.match(item.span.of(outline.text))
        if match is not None:
            return _written(outline, Span(item.span.start, item.span.start + match.end("type")))
    return None


def _title(outline: Outline, entities: Sequence[Entity]) -> Written | None:
    """The lines under the type, up to the next type or the name of who issues."""
    issuers = {entity.span for entity in entities if entity.label is Label.AGENCY}
    titles = _zone(outline, Zone.TITLE)
    lines: list[Item] = []
    for place, item in enumerate(titles):
        text = item.span.of(outline.text)
        if DOCUMENT_TYPE.fullmatch(text):
            if lines or (place and item.index != titles[place - 1].index + 1):
                break
            continue
        if not any(character.isalnum() for character in text) or text.startswith("("):
            continue
        if item.span in issuers:
            break
        lines.append(item)
    if not lines:
        return None
    return _written(outline, Span(lines[0].span.start, lines[-1].span.end))


def _place(outline: Outline, header: list[Item]) -> Written | None:
    for item in header:
        match = _PLACE_DATE.search(item.span.of(outline.text))
        if match is not None:
            start = item.span.start
            return _written(outline, Span(start + match.start("place"), start + match.end("place")))
    return None


def _signer(outline: Outline) -> Written | None:
    """The last personal name of the signature, or the one in a web site's metadata."""
    signed = [*_zone(outline, Zone.SIGNATURE), *_zone(outline, Zone.RECIPIENTS)]
    for item in reversed(sorted(signed, key=lambda each: each.index)):
        match = _NAME.search(item.span.of(outline.text))
        if match is not None and not item.span.of(outline.text).startswith("-"):
            return _written(
                outline, Span(item.span.start + match.start(), item.span.start + match.end())
            )
    for item in outline.items:
        label = _SIGNER_LABEL.fullmatch(item.span.of(outline.text))
        if label is None:
            continue
        if label["name"]:
            start = item.span.start + label.start("name")
            return _written(outline, Span(start, item.span.end))
        following = outline.items[min(item.index + 1, len(outline.items) - 1)]
        return _written(outline, following.span)
    return None
