"""The kind of a task: specific work, reporting, or a general formula that closes a plan."""

from __future__ import annotations

import re

from pipeline.plan import Kind, Style
from pipeline.tasks.context import Context, Draft

_GENERAL = re.compile(
    r"^(?:trên đây là|trong quá trình|quá trình (?:tổ chức|triển khai|thực hiện)"
    r"|yêu cầu .{0,160}(?:nghiêm túc|triển khai thực hiện)"
    r"|.{0,300}(?:chịu trách nhiệm (?:thi hành|thực hiện)|nếu có (?:khó khăn|vướng mắc"
    r"|phát sinh)))",
    re.IGNORECASE | re.DOTALL,
)
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|tổng hợp kết quả|gửi kết quả)(?!\w)", re.IGNORECASE)
_WORK = re.compile(
    r"(?<!\w)(?:tổ chức|xây dựng|ban hành|hướng dẫn|kiểm tra|bố trí|tuyên truyền|rà soát"
    r"|tham mưu|triển khai|thực hiện)(?!\w)",
    re.IGNORECASE,
)


def kind_of(draft: Draft, context: Context) -> Kind:
    """The kind of a draft, by its words; table rows and labelled items are specific work."""
    text = draft.span.of(context.text)
    if draft.style in (Style.TABLE, Style.LABELLED):
        return Kind.SPECIFIC
    if _GENERAL.match(text):
        return Kind.GENERAL
    report = _REPORT.search(text)
    if report and not _WORK.search(text[: report.start()]):
        return Kind.REPORTING
    return Kind.SPECIFIC
