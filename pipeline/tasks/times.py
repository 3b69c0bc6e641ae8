"""TIME in a task's own text: by or during which the work is to be done (GUIDELINE, Relations)."""

from __future__ import annotations

import re

from annotations import Entity, Label, Role, Span
from pipeline.plan import Basis
from pipeline.tasks.context import Context, Part

_CLAUSE = re.compile(r"[.;:,()“”\"]")
_RECURRENCE = re.compile(
    r"(?:hằng|hàng|mỗi|định|từng)\s|\d{1,2}\s(?:tháng|quý|năm|tuần)/lần|một\slần", re.IGNORECASE
)
_RECURS = re.compile(r"(?:hằng|hàng)\s(?:năm|quý|tháng|tuần|ngày)", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:,|và|hoặc|, và)\s*", re.IGNORECASE)
"""Between a time and one more: "trước ngày 25/6 và ngày 25/11"."""
_ANNIVERSARY = re.compile(r"\d{4}\s?-\s?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_HORIZON = re.compile(
    r"(?:đến|tới|tầm nhìn|định hướng|sau)(?:\s(?:hết|cuối|đầu))?\s$", re.IGNORECASE
)
_DEADLINE = re.compile(
    r"(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|hạn|xong(?: trong)?|hoàn thành(?: trong"
    r"| trước)?|trong|từ|vào"
    r"|đến|hết|đến hết|cuối|đầu|kể từ)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:năm\s)?\d{4}(?:\s?-\s?\d{2,4})?$|(?:giai đoạn|thời kỳ|nhiệm kỳ)", re.IGNORECASE
)
_TERM = re.compile(r"nhiệm kỳ|nhiệm kì|niên khóa", re.IGNORECASE)
"""Terms are of bodies and of those elected, not of work."""
_TITLE = re.compile(r"(?:Kế hoạch|Chương trình|Đề án|Quy hoạch|Chiến lược)\s[^\W\d]")
"""A title may have commas inside: "Kế hoạch quan trắc, cảnh báo môi trường năm 2026"."""
_SENTENCE = re.compile(r"[.;:()“”\"]")
_MEDIUM_TERM = re.compile(r"trung hạn(?:,| và)\s$", re.IGNORECASE)
_LOOKBACK = 90


def times_in_text(context: Context, span: Span, *, basis: Basis = Basis.SENTENCE) -> list[Part]:
    """The dates of ``span`` that say when the task is to be done."""
    dates = context.inside(span, Label.DATE)
    issued = _issued(context, span)
    kept: list[Entity] = []
    for date in dates:
        also = kept and _ALSO.fullmatch(context.text[kept[-1].span.end : date.span.start])
        if date.span not in issued and (also or _is_time(context, span, date)):
            kept.append(date)
    return [Part(Role.TIME, date, basis, "rule:time-text") for date in kept]


def _issued(context: Context, span: Span) -> set[Span]:
    """Dates right after a document reference are its own."""
    near: set[Span] = set()
    for document in context.inside(span, Label.DOCREF):
        for date in context.inside(
            Span(document.span.end, min(span.end, document.span.end + 60)), Label.DATE
        ):
            between = context.text[document.span.end : date.span.start]
            if len(between.split()) <= 1:
                near.add(date.span)
    return near


def _is_time(context: Context, span: Span, date: Entity) -> bool:
    written = date.span.of(context.text)
    before = context.text[max(span.start, date.span.start - _LOOKBACK) : date.span.start]
    clause = _CLAUSE.split(before)[-1]
    if _ANNIVERSARY.search(written):
        return False
    if _RECURRENCE.match(written) or _RECURS.search(written):
        return not _is_of_budget(context, clause) and _MEDIUM_TERM.search(before) is None
    if _TERM.match(written) or _in_quotes(before):
        return False
    if _YEARS.match(written):
        return _is_year_of_work(context, clause, before)
    return _DEADLINE.search(before) is not None or not context.cues.titled.search(clause)


def _in_quotes(before: str) -> bool:
    """Whether a quotation is open, such as a programme's title."""
    return before.count("“") > before.count("”")


def _is_of_budget(context: Context, clause: str) -> bool:
    """The yearly budget, not a yearly duty; the plan drawn up each year is one."""
    return context.cues.budget.search(clause) is not None


def _is_year_of_work(context: Context, clause: str, before: str) -> bool:
    """A year or period counts unless it is a horizon or part of a title."""
    if _HORIZON.search(before) or _TITLE.search(_SENTENCE.split(before)[-1]):
        return False
    if before.rstrip().endswith("("):
        return False
    if re.search(r"(?:trong|Trong|vào|hoàn thành trong|từ)\s$", before):
        return context.cues.titled.search(clause) is None or "trong" in before[-7:].lower()
    return context.cues.titled.search(clause) is None
