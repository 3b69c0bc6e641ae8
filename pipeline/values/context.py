"""What a plan says that its agencies' values need: issuer, place, date, abbreviations."""

from __future__ import annotations

import re
from datetime import date

from annotations import Label, Span
from pipeline.plan import Plan
from pipeline.values.abbreviations import defined_abbreviations
from pipeline.values.agencies import AgencyResolver
from pipeline.values.datetext import read
from pipeline.values.letterheads import letterhead_lines
from pipeline.values.mentions import syllables
from pipeline.values.registry import Registry
from pipeline.values.territories import NOWHERE, Gazetteer

_DAY = re.compile(
    r"(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"tháng\s*(?P<month>\d{1,2})(?!\d)")


def agency_resolver(plan: Plan, registry: Registry) -> AgencyResolver:
    """The resolver of a plan's agencies.

    Args:
        plan: what was extracted.
        registry: the bodies and provinces that are known.
    """
    bodies = [entity for entity in plan.entities if entity.label is Label.AGENCY]
    names = [_text(plan, each.span) for each in bodies]
    place = plan.metadata.place
    day = plan_day(plan)
    return AgencyResolver(
        registry,
        letterhead=letterhead_lines(plan, bodies),
        province=_province(
            registry,
            day=day,
            place=place.text if place is not None else "",
            names=names,
        ),
        day=day,
        definitions=defined_abbreviations(plan.document.text, [each.span for each in bodies]),
        named=names,
    )


def _province(registry: Registry, *, day: date | None, place: str, names: list[str]) -> str:
    """The province of the line of place and date, else the only one that the plan's bodies name."""
    gazetteer = Gazetteer(registry, home=NOWHERE, day=day)
    written = gazetteer.province_at_end(syllables(place))
    if written:
        return written
    named = {gazetteer.province_at_end(syllables(name), told=True) for name in names} - {""}
    return named.pop() if len(named) == 1 else ""


def plan_day(plan: Plan) -> date | None:
    """The plan's date; a day or month left blank is the first, the year alone its middle."""
    written = plan.metadata.date
    text = written.text if written is not None else ""
    reading = read(text)
    if reading is not None and reading.stretches:
        point = reading.stretches[-1].end
        if point.first is not None and point.year is not None:
            return point.first if point.day else date(point.year, point.month or 7, 1)
    match = _DAY.search(text)
    if match is not None:
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return date(int(match["year"]), 7, 1)
    sources = [text]
    if plan.metadata.number is not None:
        sources.append(plan.metadata.number.text)
    if plan.metadata.title is not None:
        sources.append(plan.metadata.title.text)
    for source in sources:
        year = _YEAR.search(source)
        if year is not None:
            month = _MONTH.search(source)
            valid = month is not None and 1 <= int(month["month"]) <= 12
            return date(int(year[0]), int(month["month"]) if month and valid else 7, 1)
    return None


def _text(plan: Plan, span: Span) -> str:
    return span.of(plan.document.text)
