"""Sentences that give work to agencies they name (GUIDELINE, TASK, sentence)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations import Role, Span
from pipeline.markers import MarkerStyle
from pipeline.outline import Item
from pipeline.plan import WORK_ZONES, Basis, Style
from pipeline.tasks.context import Context, Draft, Part
from pipeline.tasks.duties import CLOSING
from pipeline.tasks.partners import partners_in_text, settled
from pipeline.tasks.subjects import Subject, find_subjects
from pipeline.tasks.times import times_in_text

_SENTENCE_END = re.compile(
    r"(?<!\bTP)(?<!\bv\.v)(?<!\bsố)(?<!\bTS)(?<!\bđ/c)[.!?]\s+(?=[A-ZÀ-ỸĐ“\"])"
)
_AIMS = re.compile(
    r"(?:các\s)?(?:mục tiêu|quan điểm|chỉ tiêu|thực trạng|(?:đặc điểm )?tình hình|kết quả"
    r"|đánh giá|bối cảnh|sự cần thiết|cơ sở (?:pháp lý|xây dựng|thực tiễn|chính trị"
    r"|lý luận))(?!\w)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(r"(?:như sau|sau đây|cụ thể|sau)\s*:$")
_HELPERS = re.compile(
    r"(?:các\s)?(?:cơ quan|đơn vị|sở|ngành|bộ)[^,;.:]{0,40}\sphối hợp$", re.IGNORECASE
)


def find_sentences(context: Context) -> list[Draft]:
    """One draft for each item or sentence, not yet taken, that gives work to agencies."""
    drafts: list[Draft] = []
    begun = False
    for item in context.outline.items:
        begun = begun or (item.numbered and item.zone in WORK_ZONES)
        if (
            item.index in context.claimed
            or item.block.cell is not None
            or item.zone not in WORK_ZONES
        ):
            continue
        if not begun and item.span.of(context.text).endswith(":"):
            continue  # the issuer announces the plan
        if _is_aim(context, item):
            continue
        for span in _stretches(context, item):
            draft = _draft(context, item, span)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _is_aim(context: Context, item: Item) -> bool:
    """Whether an item stands under aims or a report of how things are, which give no work."""
    above = [each.body.of(context.text)[:80] for each in context.outline.above(item)]
    return any(_AIMS.match(text) for text in above)


def _stretches(context: Context, item: Item) -> Iterator[Span]:
    """A numbered item whole, a paragraph sentence by sentence."""
    if item.marker is not None and item.marker.style not in (MarkerStyle.ANNEX, MarkerStyle.PART):
        end = item.span.end
        for child in context.outline.children(item):
            if child.numbered or child.index in context.claimed:
                break
            if find_subjects(context, child.span) or CLOSING.match(child.span.of(context.text)):
                break
            end = child.span.end
        yield Span(item.body.start, end)
        return
    start = item.span.start
    for match in _SENTENCE_END.finditer(context.text, item.span.start, item.span.end):
        yield Span(start, match.start() + 1)
        start = match.end()
    yield Span(start, item.span.end)


def _draft(context: Context, item: Item, span: Span) -> Draft | None:
    """The task of a stretch, if it gives work."""
    trimmed = context.trimmed(span)
    if not trimmed or context.text[trimmed.start : trimmed.end].isupper():
        return None
    if _INTRODUCTION.search(span.of(context.text)) and context.outline.children(item):
        return None
    subjects = find_subjects(context, trimmed)
    if not subjects:
        return None
    parts = _parts(context, trimmed, subjects)
    if not any(part.role is Role.LEAD for part in parts):
        return None
    return Draft(trimmed, Style.SENTENCE, "rule:sentence", item, parts)


def _parts(context: Context, span: Span, subjects: list[Subject]) -> tuple[Part, ...]:
    helping = partners_in_text(context, span)
    named = {part.entity.span for part in helping}
    leads: list[Part] = []
    for place, subject in enumerate(subjects):
        cue = subject.cue.of(context.text).strip(" ,:-").lower()
        for agency in subject.agencies:
            if agency.span in named:
                continue
            helps = place > 0 and cue == "phối hợp" and "collective" in agency.source
            if helps or _HELPERS.fullmatch(agency.span.of(context.text)):
                helping.append(
                    Part(Role.PARTNER, agency, Basis.SENTENCE, "rule:partner-subject", subject.cue)
                )
            else:
                leads.append(
                    Part(Role.LEAD, agency, Basis.SENTENCE, "rule:lead-sentence", subject.cue)
                )
    return settled(context, [*leads, *helping, *times_in_text(context, span)])
