"""Duties: items under a heading that names agencies (GUIDELINE, TASK, duty)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotations import Entity, Role, Span
from pipeline.markers import MarkerStyle
from pipeline.outline import Item
from pipeline.plan import WORK_ZONES, Basis, Style
from pipeline.tasks.context import Context, Draft, Part, groups, near_to
from pipeline.tasks.doers import is_receiver
from pipeline.tasks.partners import is_owner, partners_in_text, settled
from pipeline.tasks.subjects import Subject, find_subjects
from pipeline.tasks.times import times_in_text

_PREFIX = re.compile(
    r"(?:(?:đề nghị|giao|giao cho|yêu cầu|kính đề nghị|đối với|trách nhiệm(?: của)?"
    r"|nhiệm vụ(?: của)?|phân công|các"
    r"|về phía|tại|thủ trưởng|giám đốc|chánh|lãnh đạo|trưởng|hiệu trưởng|đồng chí"
    r"|người đứng đầu|khối|cấp|cấp ủy"
    r"|các cơ quan|các đơn vị|phân công nhiệm vụ|trách nhiệm thực hiện của)\s*:?\s*)+",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(
    r"tiêu chí|tiêu chuẩn|(?<!trình )mục tiêu|chỉ tiêu|mục đích|quan điểm|khen thưởng"
    r"|thành phần|đối tượng|(?:đề xuất, )?kiến nghị|đề cương|điểm chuẩn|thang điểm",
    re.IGNORECASE,
)
_SECTIONS = frozenset((MarkerStyle.ROMAN, MarkerStyle.LETTER, MarkerStyle.PART))
CLOSING = re.compile(
    r"(?:Trên đây|Trong quá trình|Quá trình|Nếu |Có vấn đề|Khi |Yêu cầu|Nhận được|Kế hoạch này"
    r"|Định kỳ|Đề nghị)"
)
"""Openings of paragraphs that close a plan, not the duty before them."""
_MAX_TITLE = 25
"""Words; longer items are no titles, whatever they speak of."""
_MAX_REST = 7
"""Words a heading may have besides the agencies it names."""
_MAX_TAIL = 16
"""Words of further doers, no agencies, in a list of names that ends in ":"."""
_PERSONS = re.compile(
    r"(?:(?:riêng|thủ trưởng|giám đốc|chánh|trưởng|hiệu trưởng|chủ tịch|cục trưởng)\s*)+$",
    re.IGNORECASE,
)
"""Before a body at the head of an item these make its person the subject; orders do not."""
_HELPING = re.compile(r"(?:chủ trì(?:,| và)?\s)?phối hợp(?! thực hiện)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s[A-ZÀ-ỸĐ][a-zà-ỹđ]+\s[a-zà-ỹđ]")
"""A capital in the middle of a line opens what stood on the next one: "Sở Nội vụ Tham mưu"."""


_Doer = tuple[Entity, Basis, Span | None]
"""Who leads, by what it is known, and the words that give it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An item that names who does what stands under it."""

    item: Item
    leads: tuple[Entity, ...]
    partners: tuple[Part, ...] = ()


def find_duties(context: Context) -> list[Draft]:
    """One draft for each lowest-level item under a heading that names agencies."""
    drafts: list[Draft] = []
    for item in context.outline.items:
        if (
            item.index in context.claimed
            or item.block.cell is not None
            or item.zone not in WORK_ZONES
        ):
            continue
        heading = find_heading(context, item)
        if heading is not None:
            drafts.extend(_under(context, heading))
        elif (joined := _joined_duty(context, item)) is not None:
            drafts.append(joined)
    return drafts


def _joined_duty(context: Context, item: Item) -> Draft | None:
    """A heading and its duty that a soft line break has made one: "2. Sở Nội vụ / Tham mưu ..."."""
    runs = groups(context, context.agencies(item.body))
    if (
        not item.numbered
        or not runs
        or context.outline.children(item)
        or _is_excluded(context, item)
    ):
        return None
    if _PERSONS.sub("", context.text[item.body.start : runs[0][0].span.start]).strip():
        return None
    after = runs[0][-1].span.end
    if context.text[after : after + 1] != " " or not context.text[after + 1 : after + 2].isupper():
        return None
    if not _JOINED.match(context.text, after):
        return None
    head = replace(item, body=Span(item.body.start, after))
    context.claimed.add(item.index)
    return _draft(
        context,
        Heading(head, tuple(runs[0])),
        item,
        context.trimmed(Span(after + 1, item.span.end)),
    )


def find_heading(context: Context, item: Item) -> Heading | None:
    """The agencies that ``item`` gives what is under it, if it heads duties."""
    children = [
        child
        for child in context.outline.children(item)
        if child.index not in context.claimed and (child.numbered or not _closes(context, child))
    ]
    if not children or _is_excluded(context, item):
        return None
    agencies = context.agencies(item.body)
    if not agencies or _is_general(context, item, children):
        return None
    if not any(child.numbered for child in children) and _is_sentence(context, item):
        return None
    return _naming(context, item, agencies) or _introducing(context, item)


def _is_sentence(context: Context, item: Item) -> bool:
    """Whether an item gives its work itself, and the paragraphs under it go on with it."""
    text = item.body.of(context.text)
    return text.endswith(".") and bool(find_subjects(context, item.body))


def _is_excluded(context: Context, item: Item) -> bool:
    """Criteria and aims give no work, whoever they are for."""
    above = [head.body.of(context.text) for head in context.outline.above(item)]
    return any(len(text.split()) <= _MAX_TITLE and _EXCLUDED.search(text) for text in above) or (
        _EXCLUDED.match(item.body.of(context.text)) is not None
    )


def _is_general(context: Context, item: Item, children: list[Item]) -> bool:
    """Whether a section's heading names bodies at large, and the headings under it which ones."""
    if item.marker is not None and item.marker.style not in _SECTIONS:
        return False
    return any(
        context.agencies(child.body) and context.outline.children(child) for child in children
    )


def _naming(context: Context, item: Item, agencies: list[Entity]) -> Heading | None:
    """A heading of names: "2. Sở Tài chính, các sở liên quan"."""
    rest = _without(context, item.body, agencies)
    rest = _PREFIX.sub(" ", rest, count=1)
    words = re.findall(r"\w+", rest)
    words = [word for word in words if word.lower() not in ("và", "các", "cùng", "hoặc")]
    listed = item.body.of(context.text).endswith(":") and agencies[0].span.start == item.body.start
    if len(words) > (_MAX_TAIL if listed else _MAX_REST) or (
        words and re.search(r"\w[.;]\s+\w", rest)
    ):
        return None
    cues = context.cues
    if any(
        cues.duty.match(" " + rest[match.start() :])
        for match in re.finditer(r"\w+", rest)
        if not _is_where(rest, match.start())
    ):
        return _with_partners(context, item, agencies)
    leads = [agency for agency in agencies if not _is_inner(context, agency)]
    return Heading(item, tuple(leads or agencies))


def _is_where(rest: str, start: int) -> bool:
    """Whether a word stands in "trên địa bàn tỉnh", "có liên quan", "đóng trên địa bàn"."""
    return (
        re.search(r"(?:trên|đóng|có|thuộc|trong|của|được)\s(?:\w+\s){0,3}$", rest[:start])
        is not None
    )


def _with_partners(context: Context, item: Item, agencies: list[Entity]) -> Heading | None:
    """A heading with a verb: "Sở Y tế chủ trì, phối hợp với Sở Tài chính:"."""
    partners = partners_in_text(context, item.body, basis=Basis.HEADING)
    helping = {part.entity.span for part in partners}
    leads = [
        agency
        for agency in agencies
        if agency.span not in helping
        and not is_receiver(context, agency, item.body)
        and not _is_inner(context, agency)
    ]
    if not leads or (partners and leads[0].span.start > partners[0].entity.span.start):
        return None
    return Heading(item, tuple(leads), tuple(partners))


def _introducing(context: Context, item: Item) -> Heading | None:
    """A sentence that ends in ":" and gives its list to the agencies it names."""
    text = item.span.of(context.text).rstrip()
    if not text.endswith(":"):
        return None
    subjects = find_subjects(context, item.body)
    if not subjects:
        return None
    leads = [agency for subject in subjects for agency in subject.agencies]
    helping = partners_in_text(context, item.body, basis=Basis.HEADING)
    named = {part.entity.span for part in helping}
    return Heading(item, tuple(lead for lead in leads if lead.span not in named), tuple(helping))


def _is_inner(context: Context, agency: Entity) -> bool:
    """Whether an agency stands in a heading only to say whose or where another is."""
    before = context.text[max(0, agency.span.start - 40) : agency.span.start].rstrip()
    if before.rfind("(") > before.rfind(")"):
        return True  # its abbreviation, or what it is besides
    return is_owner(context, agency) and not before.lower().endswith(
        ("trách nhiệm của", "nhiệm vụ của")
    )


def _without(context: Context, span: Span, agencies: list[Entity]) -> str:
    """The text of ``span`` without the agencies in it and what brackets hold."""
    parts: list[str] = []
    at = span.start
    for agency in agencies:
        parts.append(context.text[at : agency.span.start])
        at = agency.span.end
    parts.append(context.text[at : span.end])
    return re.sub(r"\([^()]*\)", " ", " ".join(parts))


def _under(context: Context, heading: Heading) -> list[Draft]:
    """The drafts of the lowest items under a heading; its paragraphs where it has no items."""
    outline = context.outline
    below = [item for item in outline.below(heading.item) if item.index not in context.claimed]
    numbered = [
        item
        for item in below
        if item.numbered and not any(child.numbered for child in outline.below(item))
    ]
    drafts: list[Draft] = []
    nearer: dict[int, Heading | None] = {}
    if not numbered:
        own = _own_paragraphs(context, below)
        if own:
            span = context.trimmed(Span(own[0].span.start, own[-1].span.end))
            drafts.append(_draft(context, heading, own[0], span))
            context.claimed.update(item.index for item in (heading.item, *own))
        return drafts
    for item in numbered:
        inner = _nested_heading(context, heading, item, nearer)
        own = _own_paragraphs(context, outline.children(item), begun=True)
        end = own[-1].span.end if own else item.span.end
        drafts.append(_draft(context, inner, item, context.trimmed(Span(item.body.start, end))))
        context.claimed.update(each.index for each in (item, *own))
    context.claimed.add(heading.item.index)
    context.claimed.update(
        item.index for item in below if any(child.numbered for child in outline.children(item))
    )
    return drafts


def _own_paragraphs(context: Context, below: list[Item], *, begun: bool = False) -> list[Item]:
    """The paragraphs that are a duty or go on with it; those that close the plan do not.

    Args:
        context: of the document.
        below: the items under the heading or the duty.
        begun: whether the duty has a text before them, so that a new subject ends it.
    """
    own: list[Item] = []
    for item in below:
        if item.numbered or _closes(context, item):
            break
        if (own or begun) and find_subjects(context, item.span):
            break
        if not own and item.span.of(context.text).startswith("("):
            break
        own.append(item)
    return own


def _closes(context: Context, item: Item) -> bool:
    """Whether an unnumbered paragraph closes the plan, not the item above it."""
    return CLOSING.match(item.span.of(context.text)) is not None


def _nested_heading(
    context: Context, heading: Heading, item: Item, nearer: dict[int, Heading | None]
) -> Heading:
    """The nearest heading that names agencies between ``heading`` and ``item``.

    Args:
        context: of the document.
        heading: over all of them.
        item: under it.
        nearer: what the items between make, as far as it is known; filled.
    """
    for above in context.outline.above(item):
        if above.index == heading.item.index:
            return heading
        if above.index not in nearer:
            found = _helping(context, above, heading) or find_heading(context, above)
            nearer[above.index] = found
        if (inner := nearer[above.index]) is not None:
            return inner
    return heading


def _helping(context: Context, item: Item, heading: Heading) -> Heading | None:
    """A heading under another that only adds partners: "a) Chủ trì, phối hợp với các sở"."""
    if _HELPING.match(item.body.of(context.text)) is None:
        return None
    rest = _without(context, item.body, context.agencies(item.body))
    if len(re.findall(r"\w+", rest)) > 2 * _MAX_REST:
        return None
    partners = partners_in_text(context, item.body, basis=Basis.HEADING)
    return Heading(item, heading.leads, (*partners, *heading.partners))


def _draft(context: Context, heading: Heading, item: Item, span: Span) -> Draft:
    leads, partners = _doers(context, heading, span)
    parts = [Part(Role.LEAD, agency, basis, "rule:lead-duty", cue) for agency, basis, cue in leads]
    parts.extend(partners)
    parts.extend(partners_in_text(context, span))
    parts.extend(times_in_text(context, span))
    return Draft(
        span,
        Style.DUTY,
        "rule:duty-item",
        item,
        settled(context, parts),
        (("lead", context.trimmed(heading.item.body)),),
    )


def _doers(context: Context, heading: Heading, span: Span) -> tuple[list[_Doer], list[Part]]:
    """Leads and partners of an item: the heading's, unless the item opens with its own."""
    subject = _opening(context, span)
    from_heading: list[_Doer] = [(agency, Basis.HEADING, None) for agency in heading.leads]
    if subject is None:
        return from_heading, list(heading.partners)
    own: list[_Doer] = [(agency, Basis.SENTENCE, subject.cue) for agency in subject.agencies]
    if all(_belongs(context, agency, heading) for agency in subject.agencies):
        return own, list(heading.partners)
    others = {context.written(agency) for agency in subject.agencies}
    helping = [
        Part(Role.PARTNER, agency, Basis.HEADING, "rule:partner-heading")
        for agency in heading.leads
        if context.written(agency) not in others
    ]
    return own, helping


def _opening(context: Context, span: Span) -> Subject | None:
    """The agencies with which an item opens ("Sở X: ...") or that it says lead it."""
    agencies = context.agencies(span)
    if not agencies:
        return None
    run = groups(context, agencies)[0]
    before = context.text[span.start : run[0].span.start]
    after = context.text[run[-1].span.end : run[-1].span.end + 40]
    opens = not _PERSONS.sub("", before).strip(" -+*")
    if opens and (after.startswith(":") or context.cues.duty.match(after)):
        return Subject(tuple(run), Span(run[-1].span.end, run[-1].span.end))
    for group in groups(context, agencies):
        tail = context.text[group[-1].span.end : group[-1].span.end + 12]
        near = near_to(group[0], span)
        lead_in = context.text[near.start : group[0].span.start].rstrip()
        free = not lead_in or lead_in[-1] in ".;,:" or lead_in.lower().endswith(("giao", "do"))
        if tail.lower().startswith(" chủ trì") and free:
            start = group[-1].span.end + 1
            return Subject(tuple(group), Span(start, start + len("chủ trì")))
    return None


def _belongs(context: Context, agency: Entity, heading: Heading) -> bool:
    """Whether an agency is one of the heading's, or of the kind a collective of its names."""
    name = context.written(agency)
    for lead in heading.leads:
        other = context.written(lead)
        if name.replace("các ", "") == other.replace("các ", ""):
            return True
        if other.startswith(f"{name} ") or name.startswith(f"{other} "):
            return True
        local = name.startswith("ubnd")
        if "collective" in lead.source and (not local or "địa phương" in other):
            return True
        kind = name.split()[0]
        if other.startswith(("các ", f"{kind} các")) and kind in other.split():
            return True
    introduced = heading.item.body.of(context.text)
    return re.match(r"Các (?:cơ quan|đơn vị|sở)\s*:", introduced) is not None
