"""Subjects: the agencies that a sentence gives work, by an order or as the ones who do it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations import Entity, Label, Span
from pipeline.tasks.context import CUE_REACH, Context, groups, near_to

_SUBJECT_BEFORE = re.compile(r"(?:^|[.;:,]|(?<!\w)(?:thì|theo đó))\s*$", re.IGNORECASE)
_STRONG = re.compile(
    r"\s(?:có trách nhiệm|chịu trách nhiệm|chủ trì|có nhiệm vụ)(?!\w)", re.IGNORECASE
)
_VERB = re.compile(
    r"\s(?!(?:đã|là|vẫn|còn|bị|hiện|gồm|luôn|chưa|được|có|và|của|trong|về|cho|tại|ở|trên|hoặc"
    r"|này|nêu|thuộc|mới|vừa|với|từ|đến|ngày|tháng|năm|số(?!\shóa)|khóa|nhiệm kỳ)\b)[a-zà-ỹđ]+\s\w"
)
"""At the head of a sentence any word goes that is no particle: what bodies do is open-ended."""
_ASKED = re.compile(
    r"\s(?:xem xét|phê duyệt|tặng|quyết định|cho ý kiến|cho phép|khen thưởng|biểu dương"
    r"|chấp thuận)(?!\w)",
    re.IGNORECASE,
)
"""What bodies above are asked for, which gives them no work."""
_AGENT = re.compile(
    r"(?:^|[.;]\s+)(?:Việc|Công tác|(?:Các |Những )?(?:nội dung|nhiệm vụ|công việc"
    r"|vấn đề))\s[^.;:]{3,160}\s(?:do|(?:phải )?được)\s*$"
)
_DONE = re.compile(
    r"\s(?:đảm nhiệm|đảm nhận|chủ trì|thực hiện|tổng hợp|chịu trách nhiệm|phụ trách|thống nhất"
    r"|triển khai)(?!\w)"
)
"""Passive sentences: "Việc cung cấp thông tin do Sở Y tế đảm nhiệm"."""
_CONDITION = re.compile(
    r"(?:^|[.;,]\s*)(?:nếu|khi|trường hợp|(?:trong )?quá trình)\b[^.;:]{5,200}\s$", re.IGNORECASE
)
_ANSWERS = re.compile(
    r"\s(?:chủ động|kịp thời|phản ánh|báo cáo|đề xuất|có văn bản|gửi|liên hệ|thông báo)(?!\w)"
)
_LONGEST_TITLES = 100
"""Characters of the titles before a body: "thủ trưởng các", "đồng chí giám đốc"."""
_QUANTIFIED = re.compile(r"(?:các|từng|mỗi|cơ quan|đơn vị)\s", re.IGNORECASE)
_OF = re.compile(
    r"(?:^|[.;]\s)\s*(?:trên cơ sở|theo|căn cứ|sau khi có|khi có)\b[^.;,]*\s(?:của|từ)\s$",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?<!\w)để\s$")
_COLLECTS = re.compile(r"\s(?:theo dõi, )?tổng hợp(?!\w)")
_MOBILISED = re.compile(r"(?<!\w)(?:huy động|kích hoạt|kêu gọi)\s[^.;:]*$", re.IGNORECASE)
"""Bodies that are called on have no task of their own (GUIDELINE, TASK)."""
_CLOSED = re.compile(r"\s*Trên đây là\s")
"""The issuer ends its plan and reports it to those above."""
_WHEN = re.compile(r"\s*(?:Trong|Trước|Từ|Vào|Chậm nhất)\s[^,;:.]{3,60},\s*$")
_QUOTA = re.compile(r"\s?:\s(?:không quá|mỗi|tối đa|tối thiểu)\s", re.IGNORECASE)
_COLON = re.compile(
    r"\s?:\s(?!(?:Không|Mỗi|Tối|Có|Gồm|Là|Trưởng|Phó|Ông|Bà|Thành|Từ|Tổng số)\s)[^\W\d]+\s[a-zà-ỹđ]"
)
"""Behind a colon at the head of an item stands the duty: "Sở Du lịch: Quảng bá ..."."""
_PASSIVE = re.compile(r"(?:được|do|bởi)\s*$", re.IGNORECASE)
_GIVEN = re.compile(
    r"(?:nhiệm vụ|công việc|nội dung|chỉ tiêu)(?:\s(?:do|được))?(?:\s[^.;]{0,40},)?\s*$",
    re.IGNORECASE,
)
"""Work that somebody gave, in a relative clause: "nhiệm vụ Chính phủ giao cho các bộ"."""
_ANNOUNCES = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:xây dựng và\s|đã\s)?(?:ban hành|triển khai"
    r"|xây dựng)\s.{0,260}(?:như sau|sau đây|cụ thể\s*:)",
    re.IGNORECASE | re.DOTALL,
)
_WHERE = re.compile(
    r"(?:\s*\([^()]{0,120}\))?(?:\s*(?:,|và|;)\s*(?:các\s|mọi\s)?(?:thành viên|tổ chức, cá nhân"
    r"|cá nhân|doanh nghiệp|hợp tác xã|người dân|tổ chức|công ty"
    r"|hộ)[^,;:.]{0,60}?)?(?:\s+(?:thuộc|của|trên địa bàn|trong|đóng trên|tại|được giao"
    r"|được phân công|liên quan|có liên quan|theo|căn cứ|nêu trên|nêu tại|có tên|mình|quản lý"
    r"|trực thuộc|tùy)\b[^,;:.]{0,90}?)?"
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
        near = near_to(group[0], span)
        subject = _as_ordered(context, near, group) or _as_subject(
            context, near, _behind_adverbial(context, near, group)
        )
        if subject is not None:
            found.append(subject)
    return found


def _behind_adverbial(context: Context, span: Span, group: list[Entity]) -> list[Entity]:
    """The group without bodies of an adverbial before it: "theo đề nghị của A, | B bố trí"."""
    before = context.text[span.start : group[0].span.start]
    if _OF.search(before) is None:
        return group
    for place in range(1, len(group)):
        if context.text[group[place - 1].span.end : group[place].span.start].strip() == ",":
            return group[place:]
    return group


def _as_ordered(context: Context, span: Span, group: list[Entity]) -> Subject | None:
    """Ordered: in "Giao Sở Tài chính ..." the order stands right before some agency."""
    for place, agency in enumerate(group):
        span = near_to(agency, span)
        near = near_to(agency, span, reach=CUE_REACH)
        cue = context.cues.order.search(context.text, near.start, agency.span.start)
        if cue is None:
            continue
        if _is_passive(context, span, cue.start()):
            return None
        after = context.text[group[-1].span.end : min(span.end, group[-1].span.end + 160)]
        if not _does(context, after) or _ASKED.match(after):
            return None
        return Subject(tuple(_doers(context, group[place:])), Span(*cue.span()))
    return None


def _is_passive(context: Context, span: Span, cue: int) -> bool:
    """Whether somebody else gives the work: "được UBND tỉnh giao cho các sở"."""
    before = context.text[span.start : cue].rstrip()
    if before.lower().endswith(("được", "đã", "cơ quan")):
        return True
    givers = [
        one
        for one in context.agencies(Span(span.start, cue))
        if one.span.end == span.start + len(before)
    ]
    if not givers:
        return False
    near = near_to(givers[0], span, reach=CUE_REACH)
    clause = context.text[near.start : givers[0].span.start]
    return _PASSIVE.search(clause) is not None or _GIVEN.search(clause) is not None


def _as_subject(context: Context, span: Span, group: list[Entity]) -> Subject | None:
    """Acting: in "Sở Tài chính chủ trì ..." the group opens a clause and a duty follows."""
    before = _without_titles(context, context.text[span.start : group[0].span.start])
    after = context.text[group[-1].span.end : min(span.end, group[-1].span.end + 320)]
    if not _SUBJECT_BEFORE.search(before, max(0, len(before) - CUE_REACH)):
        return _otherwise(context, span, group, before, after)
    opens = not before.strip(" -+*")
    if before.rstrip().endswith(",") and _is_list(before) and not _STRONG.match(after):
        return None
    if _MOBILISED.search(before) and not _STRONG.match(after):
        return None
    if _CLOSED.match(before) and after.lstrip().startswith("báo cáo"):
        return None
    if context.cues.orders.match(after):
        return None  # the issuer gives the order; those it names do the work
    weak = all(agency.source in context.rules.weak for agency in group)
    told = _VERB.match(after) or _COLON.match(after)
    ahead = opens or _is_dated(context, span, group) or before.rstrip().endswith(";")
    does = _does(context, after) or (ahead and not weak and told is not None)
    if not does or _QUOTA.match(after) or _ANNOUNCES.match(after):
        return None
    cue = context.cues.duty.search(after)
    start = group[-1].span.end + (cue.start() if cue else 0)
    end = group[-1].span.end + (cue.end() if cue else 0)
    return Subject(tuple(_doers(context, group)), Span(start, end))


def _without_titles(context: Context, before: str) -> str:
    """What stands before a group, without the titles of its heads at the end."""
    cut = max(0, len(before) - _LONGEST_TITLES)
    return before[:cut] + context.cues.titles.sub("", before[cut:])


def _is_dated(context: Context, span: Span, group: list[Entity]) -> bool:
    """Whether an adverbial of time opens the sentence: "Trong quý I/2024, Sở Y tế phun"."""
    before = context.text[span.start : group[0].span.start]
    return _WHEN.match(before) is not None and bool(
        context.inside(Span(span.start, group[0].span.start), Label.DATE)
    )


def _otherwise(
    context: Context, span: Span, group: list[Entity], before: str, after: str
) -> Subject | None:
    """Subjects that no punctuation shows: agents, those behind a condition, doers named again."""
    name = group[0].span.of(context.text)
    reads = (
        (_DONE.match(after) and _AGENT.search(before))
        or (_STRONG.match(after) and before.rstrip().endswith("("))  # "(Sở Y tế chủ trì)"
        or (_ANSWERS.match(after) and _QUANTIFIED.match(name) and _CONDITION.search(before))
        or (
            _COLLECTS.match(after) and _SECOND.search(before) and _is_repeated(context, span, group)
        )
    )
    if not reads:
        return None
    return Subject(tuple(_doers(context, group)), Span(group[-1].span.end, group[-1].span.end))


def _is_repeated(context: Context, span: Span, group: list[Entity]) -> bool:
    """Whether a clause before named the same body as the receiver (GUIDELINE, Small cases)."""
    earlier = context.agencies(Span(span.start, group[0].span.start))
    return context.written(group[0]) in {context.written(agency) for agency in earlier}


def _is_list(before: str) -> bool:
    """Whether a comma before the group is one of an enumeration of objects, not of a clause.

    An adverbial that opens a sentence begins with one of these words and ends in a comma.
    """
    clause = re.split(r"[.;:]\s", before)[-1].strip(" -+*")
    return not re.match(
        r"(?:căn cứ|trên cơ sở|trong|hằng|hàng|định kỳ|khi|nếu|trường hợp|đối với|để|sau|trước"
        r"|theo|từ|ngoài|bên cạnh|đồng thời"
        r"|tùy|có|gặp|nhận được|phát sinh|mọi|về|ngoài ra|do|tùy theo|hưởng ứng|trên đây|nhằm"
        r"|với|tại|vào|ngay sau|cùng với|quá trình|kết thúc|hàng tháng|mỗi|ngày|tháng|quý|năm"
        r"|chậm nhất|giai đoạn|qua|thông qua|phát huy|thực hiện|việc|là|tiếp tục|khi có"
        r"|riêng)\b",
        clause,
        re.IGNORECASE,
    )


def _does(context: Context, after: str) -> bool:
    """Whether what follows the agencies is a duty, an aside of place or brackets left out."""
    for match in re.finditer(r"\s|^", after[:140]):
        head = after[: match.start()].rstrip(":")
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
