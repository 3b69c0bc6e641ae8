"""DATE: what a date stands for (annotations/VALUES.md, DATE).

The words of the date are read first (`pipeline.values.datetext`), then those around it: what
bounds it ("trước", "từ"), the other end of its range, the recurrence it belongs to. What is still
missing comes from the plan, never from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.plan import Metadata
from pipeline.values.around import Around, OtherEnd
from pipeline.values.calendar import Point, Stretch
from pipeline.values.datetext import Reading, half_of, mended, plain, read
from pipeline.values.types import DateValue, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """When a plan stands.

    Args:
        issued: the day of the plan; ``None`` where it does not say.
        period: the first and the last year that its title names.
    """

    issued: date | None = None
    period: tuple[int, int] | None = None

    @property
    def year(self) -> int | None:
        """The year of dates without one: the one that the plan is for, else that of its day."""
        if self.period is not None and self.period[0] == self.period[1]:
            return self.period[0]
        return self.issued.year if self.issued is not None else None


NO_FRAME = Frame()

_TITLE_YEARS = re.compile(
    r"(?:(?P<before>\w+) )?"
    r"(?P<years>(?:giai đoạn|thời kỳ|năm học|năm) (?:năm )?\d{4}(?: ?- ?\d{2,4})?(?![\d/]))"
)
_HORIZON = frozenset(("đến", "nhìn", "tới", "sau", "trước"))


def plan_frame(metadata: Metadata, issued: date | None) -> Frame:
    """The frame of a plan.

    The years of its title are the last ones that are no horizon ("đến năm 2030") and no part of
    a date ("ngày 02 tháng 01 năm 2025").

    Args:
        metadata: what the plan says of itself.
        issued: its day.
    """
    title = plain(metadata.title.text) if metadata.title is not None else ""
    period: tuple[int, int] | None = None
    for match in _TITLE_YEARS.finditer(title):
        word = match["before"] or ""
        reading = read(match["years"])
        if word in _HORIZON or word.isdigit() or reading is None or not reading.stretches:
            continue
        years = reading.stretches[0]
        if years.start.year is not None and years.end.year is not None:
            period = (years.start.year, years.end.year)
    return Frame(issued=issued, period=period)


def date_value(
    text: str, *, before: str = "", after: str = "", frame: Frame = NO_FRAME
) -> DateValue:
    """What a date stands for.

    Args:
        text: the date's folded text.
        before: the text before it in its line, label or cell; the last hundred characters tell.
        after: the text behind it there; the first hundred characters tell.
        frame: when the plan stands.
    """
    return _value(text, before[-100:], after[:100], frame)


@lru_cache(maxsize=1 << 13)
def _value(text: str, before: str, after: str, frame: Frame) -> DateValue:
    reading = read(text)
    if reading is None:
        return _open(text, "unread", ())
    around = Around(mended(plain(f"{before}|"))[:-1], mended(plain(f"|{after}"))[1:])
    if "lunar" in reading.flags or around.lunar:
        return _open(text, "lunar", tuple(dict.fromkeys((*reading.flags, "lunar"))))
    if not all(stretch.exists for stretch in reading.stretches):
        return _open(text, "no-such-date", (*reading.flags, "no-such-date"))
    if reading.durations and not reading.stretches:
        return _again(text, reading, around)
    if reading.durations:
        return _again_on(text, reading, said=True)
    if (recurring := around.recurrence(reading)) is not None:
        return _again_on(text, recurring, said=False)
    return _dated(text, reading, around, frame)


def _open(text: str, rule: str, flags: tuple[str, ...]) -> DateValue:
    return DateValue(
        status=Status.OPEN, id="", name=text, rule=f"value:date-{rule}", confidence=0.0,
        written=text, flags=flags,
    )  # fmt: skip


def _again(text: str, reading: Reading, around: Around) -> DateValue:
    """A recurrence without a day, with the years that bound it where they stand right behind."""
    bounds = around.bounding_years()
    ids = ", ".join(
        f"R/{bounds.edtf}/{duration}" if bounds else f"R/{duration}"
        for duration in reading.durations
    )
    return DateValue(
        status=Status.RESOLVED, id=ids, name=plain(text), rule="value:date-recurrence",
        confidence=1.0, written=text, flags=reading.flags, recurrence=ids,
        start=_iso(bounds.start.first if bounds else None),
        end=_iso(bounds.end.last if bounds else None),
    )  # fmt: skip


def _again_on(text: str, reading: Reading, *, said: bool) -> DateValue:
    """A recurrence on days or months, whose year is left out."""
    stretches = _each(reading.stretches, lambda point: point.of_year(None))
    ids = ", ".join(f"R/{each.edtf}/{reading.durations[0]}" for each in stretches)
    return DateValue(
        status=Status.RESOLVED, id=ids, name=plain(text), recurrence=ids, written=text,
        rule="value:date-recurrence-on-day" if said else "value:date-recurrence-before",
        confidence=1.0 if said else 0.9, flags=reading.flags,
    )  # fmt: skip


def _dated(text: str, reading: Reading, around: Around, frame: Frame) -> DateValue:
    stretches, inferred = _completed(reading.stretches, around, frame)
    if not all(stretch.exists for stretch in stretches):
        return _open(text, "no-such-date", (*reading.flags, "no-such-date"))
    single = len(stretches) == 1 and stretches[0].start == stretches[0].end
    bound = around.bound if single else None
    first, last = stretches[0].start.first, stretches[-1].end.last
    ids, name = ", ".join(s.edtf for s in stretches), ", ".join(s.shown for s in stretches)
    if bound is not None and bound.until:
        ids, name, first = f"../{ids}", f"{bound.word} {name}", None
        if bound.word == "trước" and last is not None and stretches[0].start.day is None:
            start = stretches[0].start.first
            last = start - timedelta(days=1) if start is not None else None
    elif bound is not None:
        ids, name = f"{ids}/..", f"{bound.word} {name}"
        if bound.word == "sau" and last is not None:
            first = last + timedelta(days=1)
        last = None
    flags = (*reading.flags, *(("inferred-year",) if inferred else ()))
    complete = all(s.start.year is not None and s.end.year is not None for s in stretches)
    return DateValue(
        status=Status.RESOLVED, id=ids, name=name, written=text, flags=flags,
        rule=f"value:date-{inferred}" if inferred else "value:date",
        confidence=_CONFIDENCE[inferred] if complete else 0.5,
        start=_iso(first), end=_iso(last),
    )  # fmt: skip


_CONFIDENCE = {"": 1.0, "year-of-range": 0.95, "year-of-plan": 0.8}
"""An explicit date, one whose year the range or list says, one of the plan's year."""


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _completed(
    stretches: tuple[Stretch, ...], around: Around, frame: Frame
) -> tuple[tuple[Stretch, ...], str]:
    """The stretches with their missing parts, and where these come from."""
    last = stretches[-1]
    if last.start == last.end:
        half = half_of(around.before, last.end)
        stretches = (*stretches[:-1], Stretch(half, half))
    if all(each.end.year is not None for each in stretches):
        return stretches, ""
    year, source = None, "year-of-plan"
    other = around.other_end()
    if other is not None:
        stretches = Reading(stretches).of_month(other.point.month).stretches
        year, source = other.point.year, "year-of-range"
    if year is None:
        year, source = frame.year, "year-of-plan"
        year = year + around.years_on if year is not None else None
    if year is None or any(each.end.day and not each.end.month for each in stretches):
        return stretches, ""
    dated = _each(stretches, lambda point: point if point.year else point.of_year(year))
    return _in_order(dated, other), source


def _each(stretches: tuple[Stretch, ...], change: Callable[[Point], Point]) -> tuple[Stretch, ...]:
    return tuple(Stretch(change(each.start), change(each.end)) for each in stretches)


def _in_order(stretches: tuple[Stretch, ...], other: OtherEnd | None) -> tuple[Stretch, ...]:
    """A range over the turn of a year: "từ tháng 11 đến tháng 02/2024" begins in 2023."""
    if other is None or not other.joined or other.point.year is None:
        return stretches
    here, there = stretches[-1].end.first, other.point.first
    if here is None or there is None:
        return stretches
    wrong = here > there if other.following else here < there
    shift = 0 if not wrong else -1 if other.following else 1
    return _each(stretches, lambda point: point.of_year(point.year + shift if point.year else None))
