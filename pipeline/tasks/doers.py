"""Who does the work in a lead cell or label, and who is only named there."""

from __future__ import annotations

import re

from annotations import Entity, Label, Role, Span
from pipeline.plan import Basis
from pipeline.tasks.context import Context, Part, near_to
from pipeline.tasks.partners import is_owner, partners_in_text

_RECEIVER = re.compile(
    r"(?:tham mưu(?: cho| giúp| trình| đề xuất)?|báo cáo|trình|gửi|đề xuất(?: với)?|giúp"
    r"|giúp việc cho"
    r"|theo (?:đề nghị|hướng dẫn|chỉ đạo|đề xuất|phân công) của|thông qua|ý kiến(?: của)?)\s*$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:các\s)?(?:trung tâm|chi cục|phòng|ban|cục|trạm|trường|văn phòng|vụ|viện|quỹ|đội)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\)")
_PARENT = re.compile(r"(?:sở|bộ|ubnd|ủy ban nhân dân|công an|tỉnh ủy)\b", re.IGNORECASE)


def linked(context: Context, span: Span) -> list[Entity]:
    """The agencies of a cell or label, without owners, receivers and parents in brackets."""
    return [
        agency
        for agency in context.agencies(span)
        if not is_owner(context, agency)
        and not is_receiver(context, agency, span)
        and not _is_parent_in_brackets(context, agency)
    ]


def is_receiver(context: Context, agency: Entity, span: Span) -> bool:
    """Whether an agency is advised, reported or written to."""
    before = context.text[max(span.start, agency.span.start - 40) : agency.span.start]
    return _RECEIVER.search(before) is not None


def _is_parent_in_brackets(context: Context, agency: Entity) -> bool:
    """Whether it is the parent of a unit: "Trung tâm Dịch vụ việc làm (Sở Nội vụ)"."""
    text = context.text
    near = near_to(agency, Span(0, agency.span.start))
    before = near.of(text).rstrip()
    if not before.endswith("(") or _BRACKET.match(text, agency.span.end) is None:
        return False
    opened = near.start + len(before)
    unit = [other for other in context.agencies(near) if other.span.end <= opened]
    return bool(
        unit
        and _UNIT.match(unit[-1].span.of(text))
        and _PARENT.match(agency.span.of(text))
        and opened - unit[-1].span.end <= 2
    )


def parts_in_field(
    context: Context,
    role: str,
    span: Span,
    *,
    basis: Basis,
    doer: bool = False,
    cue: Span | None = None,
) -> list[Part]:
    """What a cell or a label's text gives a task.

    Args:
        context: of the document.
        role: of the column or label; all but lead, partner and time give nothing.
        span: the cell, or what follows the label.
        basis: cell or label.
        doer: whether it names doers at large ("Cơ quan thực hiện").
        cue: the label.
    """
    if role == "lead":
        return _doers_in_field(context, span, basis=basis, doer=doer, cue=cue)
    name = f"rule:{role}-{basis.value}"
    if role == "partner":
        return [Part(Role.PARTNER, agency, basis, name, cue) for agency in linked(context, span)]
    if role == "time":
        dates = context.inside(span, Label.DATE)
        return [Part(Role.TIME, date, basis, name, cue) for date in dates]
    return []


def _doers_in_field(
    context: Context, span: Span, *, basis: Basis, doer: bool, cue: Span | None
) -> list[Part]:
    """Leads and partners in a lead cell or label; a doer label may name partners by "phối hợp"."""
    name = basis.value
    partners = partners_in_text(context, span, basis=basis)
    helping = {part.entity.span for part in partners}
    leads = [
        Part(Role.LEAD, agency, basis, f"rule:lead-{name}", cue)
        for agency in linked(context, span)
        if agency.span not in helping
    ]
    # A label that names nobody but by "phối hợp" names its leads so.
    if not leads and partners and not doer:
        return [Part(Role.LEAD, part.entity, basis, f"rule:lead-{name}", cue) for part in partners]
    return [*leads, *partners]
