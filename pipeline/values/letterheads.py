"""The bodies of a letterhead, a line each, whether or not they are all marked as entities.

Two bodies stand above each other ("SỞ Y TẾ NGHỆ AN" / "BỆNH VIỆN NHI"), and one may fill two lines
("ỦY BAN NHÂN DÂN" / "XÃ KIM LIÊN"); beside them stand the state's name and motto.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from annotations import Entity, Span
from pipeline.plan import Plan, Zone
from pipeline.values.anaphora import is_short_form
from pipeline.values.mentions import syllables
from pipeline.values.words import starts

_SEGMENT = re.compile(r"\S(?:[^\n\t|]*?\S)??(?=\s{3,}|[\n\t|]|\s*$)")
"""What stands in one line and one column."""
_BESIDE = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ |ĐẢNG CỘNG |ĐỘC LẬP|(?:CHỦ )?NGHĨA VIỆT NAM|\bSỐ\s*:|\bSỐ \d",
    re.IGNORECASE,
)
"""The state's name, which may fill two lines, the Party's, the motto and a number."""


_MOST_LINES = 40
"""Lines of a letterhead that are read, the nearest to the number: more than any has."""


def letterhead_lines(plan: Plan, bodies: Sequence[Entity]) -> list[str]:
    """The bodies of the letterhead down to the issuer, in text order.

    Args:
        plan: what was extracted.
        bodies: its agencies.
    """
    lines = list(_joined(plan, bodies))
    issuer = plan.metadata.issuer
    if issuer is not None and not lines:
        lines = [" ".join(issuer.text.split())]
    return lines


def _joined(plan: Plan, bodies: Sequence[Entity]) -> Iterator[str]:
    line = ""
    owner: Entity | None = None
    for span, text in deque(_segments(plan), maxlen=_MOST_LINES):
        entity = next((each for each in bodies if each.span.overlaps(span)), None)
        parts = syllables(text)
        begins = starts(parts.low, "heads_of_lines") > 0
        whole = not begins or is_short_form(syllables(line))
        if line and whole and entity is owner and text.isupper():
            line = f"{line} {text}"
            continue
        if line:
            yield line
        line, owner = "", entity
        if entity is not None:
            line = text if text.isupper() else _of(plan, entity.span, span)
        elif begins and text.isupper():
            line = text
    if line:
        yield line


def _of(plan: Plan, body: Span, line: Span) -> str:
    """What of a body stands in a line."""
    shared = Span(max(body.start, line.start), min(body.end, line.end))
    return " ".join(shared.of(plan.document.text).split())


def _segments(plan: Plan) -> Iterator[tuple[Span, str]]:
    """The lines of the letterhead above its number, without the motto beside them."""
    text = plan.document.text
    number, issuer = plan.metadata.number, plan.metadata.issuer
    heads = [node.span for node in plan.outline if node.zone is Zone.LETTERHEAD]
    last = heads[-1].end if heads else 0
    if number is not None and (issuer is None or issuer.span.end <= number.span.start):
        last = number.span.start
    elif issuer is not None:
        last = issuer.span.end
    for head in heads:
        for match in _SEGMENT.finditer(text, head.start, head.end):
            segment = _BESIDE.split(match.group())[0].strip(" *-–—_.:")
            if match.start() < last and any(map(str.isalpha, segment)):
                yield Span(match.start(), match.start() + len(segment)), " ".join(segment.split())
