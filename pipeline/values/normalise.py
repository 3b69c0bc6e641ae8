"""From a plan to the values of its entities: the last step of an extraction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from operator import attrgetter

from annotations import Entity, Label, Span
from pipeline.plan import Citation, Deadline, Plan
from pipeline.values.agencies import AgencyResolver
from pipeline.values.anaphora import Named
from pipeline.values.around import REACH
from pipeline.values.context import agency_resolver, plan_day
from pipeline.values.countries import country_value
from pipeline.values.dates import Frame, date_value, plan_frame
from pipeline.values.deadlines import plan_deadlines
from pipeline.values.documents import DocumentMention, DocumentResolver
from pipeline.values.registry import Registry, load_registry
from pipeline.values.types import AgencyValue, DateValue, DocumentValue, Value


def normalise(plan: Plan, *, registry: Registry | None = None) -> dict[Entity, Value]:
    """What the entities of a plan stand for (annotations/VALUES.md).

    Args:
        plan: what was extracted.
        registry: the bodies and provinces that are known; the shipped ones by default.

    Returns:
        by entity, in text order, a value for each.
    """
    resolver = agency_resolver(plan, registry or load_registry())
    agencies = _agencies(plan, resolver)
    dates = _dates(plan)
    countries = {
        entity: country_value(_folded(plan, entity.span))
        for entity in _labelled(plan, Label.COUNTRY)
    }
    documents = _documents(plan, agencies, dates, issuer=resolver.issuer)
    values: dict[Entity, Value] = {**agencies, **dates, **countries, **documents}
    return {entity: values[entity] for entity in plan.entities}


def limits(plan: Plan) -> dict[Span, tuple[Deadline, ...]]:
    """The limits of a plan's tasks that count from the plan, by the span of their task."""
    return plan_deadlines(plan, frame=_frame(plan))


def _frame(plan: Plan) -> Frame:
    return plan_frame(plan.metadata, plan_day(plan))


def _agencies(plan: Plan, resolver: AgencyResolver) -> dict[Entity, AgencyValue]:
    values: dict[Entity, AgencyValue] = {}
    before = Named()
    for entity in _labelled(plan, Label.AGENCY):
        values[entity] = resolver.value(_folded(plan, entity.span), before=before)
        before.add(values[entity])
    return values


def _dates(plan: Plan) -> dict[Entity, DateValue]:
    frame = _frame(plan)
    lines = _Lines(plan)
    values: dict[Entity, DateValue] = {}
    for entity in _labelled(plan, Label.DATE):
        before, after = lines.around(entity.span)
        values[entity] = date_value(
            _folded(plan, entity.span), before=before, after=after, frame=frame
        )
    return values


def _documents(
    plan: Plan,
    agencies: Mapping[Entity, AgencyValue],
    dates: Mapping[Entity, DateValue],
    *,
    issuer: AgencyValue | None,
) -> dict[Entity, DocumentValue]:
    cited = {citation.document: citation for citation in plan.citations}
    number = plan.metadata.number
    mentions: dict[Entity, DocumentMention] = {}
    for entity in _labelled(plan, Label.DOCREF):
        citation = cited.get(entity, Citation(entity))
        mentions[entity] = DocumentMention(
            text=_folded(plan, entity.span),
            issued_on=dates.get(citation.issued_on) if citation.issued_on else None,
            issued_by=agencies.get(citation.issued_by) if citation.issued_by else None,
            own=number is not None and number.span == entity.span,
        )
    resolver = DocumentResolver(mentions.values(), issuer=issuer)
    return {entity: resolver.value(mention) for entity, mention in mentions.items()}


def _labelled(plan: Plan, label: Label) -> Iterator[Entity]:
    return (entity for entity in plan.entities if entity.label is label)


def _folded(plan: Plan, span: Span) -> str:
    return " ".join(span.of(plan.document.text).split())


class _Lines:
    """The leaf of the outline that an entity stands in, as far as it may say something of it."""

    def __init__(self, plan: Plan) -> None:
        self._text = plan.document.text
        self._leaves = sorted((node.span for node in plan.outline), key=attrgetter("start"))
        self._starts = [leaf.start for leaf in self._leaves]

    def around(self, span: Span) -> tuple[str, str]:
        """The folded text in front of ``span`` and behind it, blanks at its borders kept."""
        at = bisect_right(self._starts, span.start) - 1
        leaf = self._leaves[at] if at >= 0 else span
        before = self._text[max(leaf.start, span.start - REACH) : span.start]
        after = self._text[span.end : max(span.end, min(leaf.end, span.end + REACH))]
        return _one_line(before), _one_line(after)


def _one_line(text: str) -> str:
    """``text`` with white space as single blanks, also where it begins or ends with some."""
    return " ".join(f"|{text}|".split())[1:-1]
