"""Subjects: the agencies that a sentence gives work, by an order or as the ones who do it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations import Entity, Span
from pipeline.tasks.context import Context, groups

_SUBJECT_BEFORE = re.compile(r"(?:^|[.;:,]|(?<!\w)(?:thì|theo đó))\s*$", re.IGNORECASE)
_STRONG = re.compile(r"\s(?:có trách nhiệm|chịu trách nhiệm|chủ trì|có nhiệm vụ)(?!\w)", re.IGNORECASE)
_VERB = re.compile(
    r"\s(?!(?:đã|là|vẫn|còn|bị|hiện|gồm|luôn|chưa|được|có|và|của|trong|về|cho|tại|ở|trên|hoặc|này|nêu|thuộc|mới|vừa|với|từ|đến|ngày|tháng|năm|số|khóa|nhiệm kỳ)\b)[a-zà-ỹđ]+\s\w"
)
"""At the head of a sentence any word goes that is no particle: what bodies do is open-ended."""
_PASSIVE = re.compile(r"(?:được|do|bởi)\s*$", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:xây dựng và\s|đã\s)?(?:ban hành|triển khai|xây dựng)\s.{0,260}(?:như sau|sau đây|cụ thể)",
    re.IGNORECASE | re.DOTALL,
)
_WHERE = re.compile(
    r"(?:\s*\([^()]{0,120}\))?(?:\s*(?:,|và|;)\s*(?:các\s|mọi\s)?(?:cá nhân|doanh nghiệp|hợp tác xã|người dân|tổ chức|công ty|hộ)[^,;:.]{0,60}?)?(?:\s+(?:thuộc|của|trên địa bàn|trong|đóng trên|tại|được giao|được phân công|liên quan|có liên quan|theo|căn cứ|nêu trên|nêu tại|có tên|mình|quản lý|trực thuộc|tùy)\b[^,;:.]{0,90}?)?"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Agencies that stand together as those who do the work.

    Args:
        agencies: in text order.
        cue: the order before them or the first words of their duty.
    """

    agencies: tuple[Entity, ...]
    cue: Span


def find_subjects(context: Context, span: Span) -> list[Subject]:
    """The agencies of ``span`` that are given work, clause by clause."""
    found: list[Subject] = []
    for group in groups(context, context.agencies(span)):
        subject = _as_ordered(context, span, group) or _as_subject(context, span, group)
        if subject is not None:
            found.append(subject)
    return found


def _as_ordered(context: Context, span: Span, group: list[Entity]) -> Subject | None:
    """ "Giao Sở Tài chính ...": the order stands right before some agency of the group."""
    for place, agency in enumerate(group):
        before = context.text[span.start : agency.span.start]
        cue = context.cues.order.search(before)
        if cue is None:
            continue
        if _is_passive(context, span, span.start + cue.start()):
            return None
        after = context.text[group[-1].span.end : min(span.end, group[-1].span.end + 160)]
        if not _does(context, after):
            return None
        return Subject(
            tuple(_doers(context, group[place:])), Span(span.start + cue.start(), span.start + cue.end())
        )
    return None


def _is_passive(context: Context, span: Span, cue: int) -> bool:
    """Whether somebody else gives the work: "được UBND tỉnh giao cho các sở"."""
    before = context.text[span.start : cue].rstrip()
    if before.lower().endswith(("được", "đã", "cơ quan")):
        return True
    givers = [one for one in context.agencies(Span(span.start, cue)) if one.span.end == span.start + len(before)]
    return bool(givers) and _PASSIVE.search(context.text[span.start : givers[0].span.start]) is not None


def _as_subject(context: Context, span: Span, group: list[Entity]) -> Subject | None:
    """ "Sở Tài chính chủ trì ...": the group opens a clause and a duty follows."""
    before = context.cues.titles.sub("", context.text[span.start : group[0].span.start])
    after = context.text[group[-1].span.end : min(span.end, group[-1].span.end + 320)]
    if not _SUBJECT_BEFORE.search(before):
        return None
    opens = not before.strip(" -+*")
    if before.rstrip().endswith(",") and _is_list(before) and not _STRONG.match(after):
        return None
    if context.cues.orders.match(after):
        return None  # the issuer gives the order; those it names do the work
    weak = all(agency.source in context.rules.weak for agency in group)
    does = _does(context, after) or (opens and not weak and _VERB.match(after) is not None)
    if not does or _ANNOUNCES.match(after):
        return None
    cue = context.cues.duty.search(after)
    start = group[-1].span.end + (cue.start() if cue else 0)
    end = group[-1].span.end + (cue.end() if cue else 0)
    return Subject(tuple(_doers(context, group)), Span(start, end))


def _is_list(before: str) -> bool:
    """Whether a comma before the group is one of an enumeration of objects, not of a clause.

    An adverbial that opens a sentence begins with one of these words and ends in a comma.
    """
    clause = re.split(r"[.;:]\s", before)[-1].strip(" -+*")
    return not re.match(
        r"(?:căn cứ|trên cơ sở|trong|hằng|hàng|định kỳ|khi|nếu|trường hợp|đối với|để|sau|trước|theo|từ|ngoài|bên cạnh|đồng thời"
        r"|tùy|có|gặp|nhận được|phát sinh|mọi|về|ngoài ra|do|tùy theo|hưởng ứng|trên đây|nhằm|với|tại|vào|ngay sau|cùng với|quá trình|kết thúc|hàng tháng|mỗi|ngày|tháng|quý|năm|chậm nhất|giai đoạn|qua|thông qua|phát huy|thực hiện|việc|là|tiếp tục|khi có|riêng)\b",
        clause,
        re.IGNORECASE,
    )


def _does(context: Context, after: str) -> bool:
    """Whether what follows the agencies is a duty, an aside of place or brackets left out."""
    for match in re.finditer(r"\s|^", after[:140]):
        head = after[: match.start()]
        if head and not _WHERE.fullmatch(head):
            continue
        if context.cues.duty.match(after, match.start()):
            return True
    return False


def _doers(context: Context, group: list[Entity]) -> list[Entity]:
    """The group without bodies that only say whose another one is, or are partners by name."""
    kept: list[Entity] = []
    for agency in group:
        before = context.text[max(0, agency.span.start - 12) : agency.span.start].rstrip().lower()
        if before.endswith(("thuộc", "của")) or "(" in before[-2:]:
            continue
        if before.endswith("-") and agency.source == "rule:agency-standing-office":
            continue
        kept.append(agency)
    return kept or list(group[:1])
