"""When a deadline falls: the day of one, the first day and the rule of one that comes again.

A recurrence falls on the day that it names; one that names none falls on the last day of its
stretch ("hằng quý" on the last of each quarter, "hằng tuần" on Friday). Rules are those of
RFC 5545, 3.3.10. Nothing is asked of the clock: a recurrence begins with the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.values.calendar import Point, last_of_month, months_on
from pipeline.values.dates import Frame
from pipeline.values.types import DateValue

_TUESDAY, _FRIDAY = 1, 4
_RECURRENCE = re.compile(
    r"R/(?:(?P<bounds>\d{4}/\d{4})/)?(?:(?P<on>[\dX]{4}-[^/]+)(?:/(?P<to>[\dX]{4}-[^/]+))?/)?"
    r"P(?P<amount>[\d.]+|T\d+)(?P<unit>[YMWDH])"
)
_ON = re.compile(r"[\dX]{4}-(?P<month>\d\d|XX)(?:-(?P<day>\d\d))?")
_FREQUENCIES = {"Y": "YEARLY", "M": "MONTHLY", "W": "WEEKLY", "D": "DAILY", "H": "DAILY"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A deadline of a calendar.

    Args:
        day: the day it falls on; of one that comes again the first.
        rule: the recurrence rule of RFC 5545; "" for one that does not come again.
        value: what it was told from.
    """

    day: date
    rule: str
    value: DateValue


def occurrences(values: Sequence[DateValue], *, frame: Frame) -> tuple[Occurrence, ...]:
    """The deadlines of one task.

    What only begins ("từ năm 2026") has no deadline; it bounds the recurrences beside it. A
    recurrence ends with the years that it or the plan's title names, and where neither the plan
    nor the text says when it begins there is none.

    Args:
        values: the task's times (`pipeline.values.deadlines.task_deadlines`).
        frame: when the plan stands.
    """
    starts = [value.start for value in values if value.start and not value.end]
    start = date.fromisoformat(starts[0]) if starts else _beginning(frame)
    found: list[Occurrence] = []
    for value in values:
        if value.recurrence:
            found.extend(_recurring(value, start, frame))
        elif value.end:
            found.append(Occurrence(date.fromisoformat(value.end), "", value))
    return tuple(found)


def _beginning(frame: Frame) -> date | None:
    """The first day of the years that the plan is for, its own day where that is later."""
    if frame.period is not None:
        first = date(frame.period[0], 1, 1)
        return max(first, frame.issued) if frame.issued is not None else first
    return frame.issued


def _recurring(value: DateValue, start: date | None, frame: Frame) -> Iterator[Occurrence]:
    for match in _RECURRENCE.finditer(value.recurrence):
        begin, end = start, _end(frame)
        if match["bounds"]:
            first, last = map(int, match["bounds"].split("/"))
            begin, end = date(first, 1, 1), date(last, 12, 31)
        if begin is None:
            continue
        day, rule = _rule(match, begin)
        if end is None or day <= end:
            until = f";UNTIL={end:%Y%m%d}" if end is not None else ""
            yield Occurrence(day, f"{rule}{until}", value)


def _end(frame: Frame) -> date | None:
    return date(frame.period[1], 12, 31) if frame.period is not None else None


def _rule(match: re.Match[str], begin: date) -> tuple[date, str]:
    """The first day from ``begin`` on, and the rule."""
    unit, amount = match["unit"], match["amount"]
    if unit == "H" or "." in amount:
        return _fraction(unit, float(amount.strip("T")), begin)
    count = int(amount)
    frequency = f"FREQ={_FREQUENCIES[unit]}" + (f";INTERVAL={count}" if count > 1 else "")
    if unit in "WD":
        day = begin + timedelta(days=(_FRIDAY - begin.weekday()) % 7 if unit == "W" else 0)
        return day, frequency
    months = count * 12 if unit == "Y" else count
    on = match["to"] or match["on"]
    month, in_month = _within(on) if on else (None, None)
    first = _from(begin, month=month, day=in_month, months=months)
    return first, frequency + _by_day(first, in_month, yearly=unit == "Y")


def _within(on: str) -> tuple[int | None, int | None]:
    """The month and the day that a recurrence falls on; ``None`` for the last of a month."""
    match = _ON.fullmatch(on)
    if match is None or match["month"] == "XX":
        return None, int(match["day"]) if match is not None and match["day"] else None
    month = int(match["month"])
    if month > 12:  # a quarter or half-year, which ends with its last month
        last = Point(year=2000, part=month).last
        return (last.month if last is not None else 12), None
    return month, int(match["day"]) if match["day"] else None


def _from(begin: date, *, month: int | None, day: int | None, months: int) -> date:
    """The first day at ``begin`` or later in a month that the recurrence falls in."""
    if month is None:
        # Without a month the ends of stretches counted from January: June and December.
        span = months if 12 % months == 0 else 12
        month = (begin.month + span - 1) // span * span if day is None else begin.month
    elif months < 12:
        month = (month - 1) % months + 1
    first = _in_month(begin.year, month, day)
    while first < begin:
        step = months_on(date(first.year, first.month, 1), min(months, 12))
        first = _in_month(step.year, step.month, day)
    return first


def _in_month(year: int, month: int, day: int | None) -> date:
    last = last_of_month(year, month)
    return last if day is None or day > last.day else date(year, month, day)


def _by_day(first: date, day: int | None, *, yearly: bool) -> str:
    """The last day of a month; of a day that short months lack, the last one before it."""
    if yearly:
        return ";BYMONTH=2;BYMONTHDAY=-1" if first.month == 2 and first.day >= 28 else ""
    if day is None:
        return ";BYMONTHDAY=-1"
    if day > 28:
        return f";BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"
    return ""


def _fraction(unit: str, amount: float, begin: date) -> tuple[date, str]:
    """Several times in a unit: every day, Tuesday and Friday, the middle and the end of a month.

    What fits no such days comes the next smaller number of months.
    """
    if unit in "HD":
        return begin, "FREQ=DAILY"
    if unit == "W":
        ahead = min((place - begin.weekday()) % 7 for place in (_TUESDAY, _FRIDAY))
        return begin + timedelta(days=ahead), "FREQ=WEEKLY;BYDAY=TU,FR"
    months = int(amount * (12 if unit == "Y" else 1))
    if months:
        every = f";INTERVAL={months}" if months > 1 else ""
        day = _from(begin, month=None, day=None, months=months)
        return day, f"FREQ=MONTHLY{every};BYMONTHDAY=-1"
    middle = date(begin.year, begin.month, 15)
    day = middle if begin <= middle else last_of_month(begin.year, begin.month)
    return day, "FREQ=MONTHLY;BYMONTHDAY=15,-1"
