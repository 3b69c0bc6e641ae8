"""Labelled tasks: items whose labelled lines name lead, partner or time (GUIDELINE, TASK)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotations import Label, Role, Span
from pipeline.markers import BULLETS, MarkerStyle
from pipeline.outline import Item
from pipeline.plan import WORK_ZONES, Basis, Style, Zone
from pipeline.tasks.context import Context, Draft, Part
from pipeline.tasks.doers import parts_in_field
from pipeline.tasks.labels import LINKING, LabelledLine, Labels
from pipeline.tasks.partners import partners_in_text, settled
from pipeline.tasks.times import times_in_text

_BARE_NUMBER = re.compile(
    r"(?:Hoạt động|Nhiệm vụ|Nội dung|Giải pháp|Công việc|Dự án"
    r"|Tiểu dự án)\s+(?:số\s+)?(?:\d{1,3}(?:\.\d+)?|[IVX]+)\s*[.:]?",
    re.IGNORECASE,
)
_DOER_LABEL = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị|bộ phận|chủ trì|đầu mối|phối hợp|phân công)[^.;:]{0,40}:",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\s*(?:khoảng\s)?\d{1,3}(?:[,.]\d+)?(?:\s?-\s?\d+)?\s(?:ngày|tuần|phút|giờ|tiếng|buổi|tháng)",
    re.IGNORECASE,
)
_SECTIONS = frozenset((MarkerStyle.ROMAN, MarkerStyle.PART, MarkerStyle.LETTER, MarkerStyle.ANNEX))
_READ = WORK_ZONES | {Zone.BASES}


def find_labelled_tasks(context: Context, labels: Labels) -> list[Draft]:
    """One draft for each item that labelled lines belong to."""
    lines = _all_lines(context, labels)
    runs: dict[int, list[LabelledLine]] = {}
    owned: dict[int, int] = {}
    for index, found in lines.items():
        owner = _owner(context, index, lines, owned)
        if owner is not None:
            owned[index] = owner
            runs.setdefault(owner, []).extend(found)
    drafts: list[Draft] = []
    for owner, run in sorted(runs.items()):
        if any(_links(context, line) for line in run):
            drafts.extend(_draft(context, context.outline.items[owner], run, lines))
    return drafts


def _links(context: Context, line: LabelledLine) -> bool:
    """Whether a label makes a task: a time must be one, no duration ("01 ngày")."""
    if line.role != "time":
        return line.role in LINKING
    said = context.inside(line.value, Label.DATE) or not line.value.of(context.text).strip()
    return bool(said) or _DURATION.match(line.value.of(context.text)) is None


def _all_lines(context: Context, labels: Labels) -> dict[int, list[LabelledLine]]:
    """The labels by item; an item that has none is not in it."""
    lines: dict[int, list[LabelledLine]] = {}
    for item in context.outline.items:
        if item.block.cell is not None or item.zone not in _READ or item.index in context.claimed:
            continue
        found = labels.of(context.outline, item)
        if found and not _is_section(context, item, found):
            lines[item.index] = found
    return lines


def _is_section(context: Context, item: Item, found: list[LabelledLine]) -> bool:
    """Whether a "label" heads a section: "II. Nội dung:", "3. Kinh phí thực hiện: ..."."""
    if item.marker is None or item.marker.style in BULLETS:
        return False
    if item.marker.style in _SECTIONS or item.body.of(context.text).isupper():
        return True
    if found[0].label.start != item.body.start or found[0].role in ("lead", "partner"):
        return False
    # A numbered label is one of a run ("a) Nhiệm vụ", "b) Cơ quan thực hiện"), else a section.
    siblings = (
        context.outline.items[other]
        for other in range(
            max(0, item.index - 60), min(item.index + 60, len(context.outline.items))
        )
    )
    return not any(
        other.parent == item.parent
        and other.index != item.index
        and other.marker is not None
        and other.marker.key == item.marker.key
        and _DOER_LABEL.match(other.body.of(context.text))
        for other in siblings
    )


def _owner(
    context: Context, index: int, lines: dict[int, list[LabelledLine]], owned: dict[int, int]
) -> int | None:
    """The item that the labels of item ``index`` belong to."""
    outline = context.outline
    item = outline.items[index]
    if not _opens(context, lines[index][0], item):
        inside = item.parent is not None and item.parent in owned and item.parent in lines
        if inside and lines[index][0].role == "time" and item.parent is not None:
            return owned[item.parent]  # text inside a label makes no task
        return index  # "Tổ chức hội nghị. Chủ trì: Sở Nội vụ."
    parent = item.parent
    while (
        parent is not None
        and parent in lines
        and _opens(context, lines[parent][0], outline.items[parent])
    ):
        if parent in owned:
            return owned[parent]
        parent = outline.items[parent].parent
    before = index - 1
    while before >= 0 and before in lines:
        before -= 1
    if parent is None:
        return _plain_before(context, index, lines)
    above = outline.items[parent]
    if before > parent and _is_plain(context, before) and _heads_section(above):
        return before
    if item.marker is None and before > parent:
        return _own_bullet(context, before, above, lines)
    if before == parent:
        return _closing_owner(context, above, lines, owned)
    return parent


def _opens(context: Context, line: LabelledLine, item: Item) -> bool:
    """Whether a label opens its item, an opening bracket left out."""
    return not context.text[item.body.start : line.label.start].strip(" (")


def _is_plain(context: Context, index: int) -> bool:
    item = context.outline.items[index]
    return item.marker is None and item.block.cell is None and item.zone in _READ


def _heads_section(item: Item) -> bool:
    return item.marker is None or item.marker.style in _SECTIONS


def _plain_before(context: Context, index: int, lines: dict[int, list[LabelledLine]]) -> int | None:
    """Without numbering the paragraph before the labels is their item."""
    before = index - 1
    while before >= 0 and before in lines:
        before -= 1
    if before < 0:
        return None
    item = context.outline.items[before]
    return before if item.zone in _READ and item.block.cell is None else None


def _own_bullet(
    context: Context,
    before: int,
    above: Item,
    lines: dict[int, list[LabelledLine]],
) -> int:
    """Plain label lines behind a bullet are the bullet's where other bullets have theirs too."""
    outline = context.outline
    bullet = outline.items[before]
    if not bullet.numbered or bullet.parent != above.index:
        return above.index
    children = [
        child for child in outline.children(above) if child.numbered and child.index not in lines
    ]
    labelled = sum(1 for child in children if child.index + 1 in lines)
    return bullet.index if labelled > 1 else above.index


def _closing_owner(
    context: Context, above: Item, lines: dict[int, list[LabelledLine]], owned: dict[int, int]
) -> int:
    """Labels that close a list whose items have none belong to the list's parent."""
    outline = context.outline
    if above.parent is None or above.marker is None:
        return above.index
    grand = outline.items[above.parent]
    if grand.marker is None or grand.marker.style in _SECTIONS or grand.index in lines:
        return above.index
    siblings = [
        child
        for child in outline.children(grand)
        if child.marker and child.marker.key == above.marker.key and child.index not in lines
    ]
    if len(siblings) < 2 or siblings[-1].index != above.index:
        return above.index
    if any(owner in {child.index for child in siblings} for owner in owned.values()):
        return above.index
    return grand.index if grand.span.of(context.text).isupper() is False else above.index


def _draft(
    context: Context, item: Item, run: list[LabelledLine], lines: dict[int, list[LabelledLine]]
) -> Iterable[Draft]:
    span = _task_span(context, item, run)
    if span is None or not span:
        return
    fields = [(line.role, _value(context, line, lines)) for line in run]
    parts = [
        part
        for line, (_, value) in zip(run, fields, strict=True)
        for part in parts_in_field(
            context, line.role, value, basis=Basis.LABEL, doer=line.doer, cue=line.label
        )
    ]
    parts.extend(_inner_times(context, run, fields))
    parts.extend(partners_in_text(context, span))
    if not any(part.role is Role.TIME for part in parts):
        parts.extend(times_in_text(context, span))
    context.claimed.update(_subtree(context, item))
    yield Draft(
        context.trimmed(span),
        Style.LABELLED,
        "rule:labelled-item",
        item,
        settled(context, parts),
        tuple((role, value) for role, value in fields if value),
    )


def _subtree(context: Context, item: Item) -> set[int]:
    return {
        item.index,
        *(
            child.index
            for child in context.outline.below(item)
            if not _is_new_paragraph(context, item, child)
        ),
    }


def _is_new_paragraph(context: Context, item: Item, child: Item) -> bool:
    """An unnumbered paragraph behind the labels starts anew (GUIDELINE, TASK, sentence)."""
    if child.numbered or child.parent != item.index:
        return False
    earlier = [other for other in context.outline.children(item) if other.index < child.index]
    return any(other.numbered for other in earlier)


def _task_span(context: Context, item: Item, run: list[LabelledLine]) -> Span | None:
    """The item's own text up to its first label, unnumbered paragraphs included."""
    first = min(run, key=lambda line: line.label.start)
    if _BARE_NUMBER.fullmatch(item.body.of(context.text)) or not item.body:
        return _content_span(context, run)
    end = first.label.start if first.item.index == item.index else item.span.end
    for child in context.outline.children(item):
        if child.numbered or child.index >= first.item.index:
            break
        end = child.span.end
    kept = context.text[item.body.start : end].rstrip(" (")
    return context.trimmed(Span(item.body.start, item.body.start + len(kept)))


def _content_span(context: Context, run: list[LabelledLine]) -> Span | None:
    """Under a heading that is a mere number the text after "Nội dung:" is the task."""
    content = next((line for line in run if line.role == "content"), None)
    if content is None:
        return None
    below = [child for child in context.outline.below(content.item)]
    start = (
        content.value.start
        if content.value.of(context.text).strip()
        else (below[0].body.start if below else content.value.start)
    )
    end = below[-1].span.end if below else content.value.end
    return context.trimmed(Span(start, max(start, end)))


def _value(context: Context, line: LabelledLine, lines: dict[int, list[LabelledLine]]) -> Span:
    """What a label says: the rest of its line, and the items under it."""
    end = line.value.end
    if line.value.end == line.item.span.end:
        for child in context.outline.below(line.item):
            if child.index in lines:
                break
            end = child.span.end
        following = line.item.index + 1
        empty = not line.value.of(context.text).strip()
        if empty and end == line.value.end and following < len(context.outline.items):
            after = context.outline.items[following]
            if after.marker is None and after.index not in lines and after.block.cell is None:
                end = after.span.end
    return context.trimmed(Span(line.value.start, end))


_TIME_INSIDE = re.compile(
    r"(?:Thời|thời) (?:gian|hạn)(?: (?:thực hiện|hoàn thành|tổ chức|dự kiến)| ?:)+[^.;]*"
)


def _inner_times(
    context: Context, run: list[LabelledLine], fields: list[tuple[str, Span]]
) -> list[Part]:
    """A time said inside another label: "... Thời gian thực hiện dự kiến tháng 4/2020"."""
    found: list[Part] = []
    for role, value in fields:
        if role not in ("content", "other"):
            continue
        for match in _TIME_INSIDE.finditer(context.text, value.start, value.end):
            found.extend(
                Part(Role.TIME, date, Basis.LABEL, "rule:time-inside-label")
                for date in context.inside(Span(*match.span()), Label.DATE)
            )
    return found
