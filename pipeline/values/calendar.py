"""Points of the calendar, as far as a text tells them, and what comes again.

A point is written as EDTF (ISO 8601-2, level 2): "2022-05-25", "2022-34" for the second quarter,
"2022-40" for the first half of a year, "XXXX-05-25" where the year is not told. What comes again
is an ISO 8601-1 repeating interval: "R/P1Y".
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

QUARTER = 32
"""EDTF numbers the quarters 33 to 36."""

HALF = 39
"""EDTF numbers the half-years 40 and 41."""

_ROMAN = ("I", "II", "III", "IV")
_UNKNOWN_YEAR = 2000
"""A leap year, so that 29 February can exist where no year is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A day, month, quarter, half-year or year, with the parts that are told.

    Args:
        year: four digits.
        month: 1 to 12.
        day: 1 to 31.
        part: a quarter (33 to 36) or half-year (40, 41), in place of a month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None

    @property
    def edtf(self) -> str:
        """The point as EDTF, "X" for digits that are not told."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.part is not None:
            return f"{year}-{self.part}"
        if self.day is not None:
            return f"{year}-{'XX' if self.month is None else f'{self.month:02d}'}-{self.day:02d}"
        return year if self.month is None else f"{year}-{self.month:02d}"

    @property
    def shown(self) -> str:
        """The point as people read it: "25/5/2022", "quý II/2022"."""
        year = "" if self.year is None else f"/{self.year}"
        if self.part is not None and self.part > HALF:
            half = "đầu" if self.part == HALF + 1 else "cuối"
            return f"6 tháng {half} năm" + (f" {self.year}" if self.year else "")
        if self.part is not None:
            return f"quý {_ROMAN[self.part - QUARTER - 1]}{year}"
        if self.day is not None:
            return f"ngày {self.day}" if self.month is None else f"{self.day}/{self.month}{year}"
        return f"năm {self.year}" if self.month is None else f"tháng {self.month}{year}"

    @property
    def exists(self) -> bool:
        """Whether the calendar has it: there is no 31 February and no 31/9."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        if self.month is None:
            return 1 <= self.day <= 31
        days = calendar.monthrange(self.year or _UNKNOWN_YEAR, self.month)[1]
        return 1 <= self.day <= days

    @property
    def finer(self) -> bool:
        """Whether it tells more than a year."""
        return self.month is not None or self.day is not None or self.part is not None

    @property
    def first(self) -> date | None:
        """Its first day; ``None`` where it is incomplete."""
        bounds = self._months()
        if bounds is None or self.year is None or not self.exists:
            return None
        return date(self.year, bounds[0], self.day or 1)

    @property
    def last(self) -> date | None:
        """Its last day; ``None`` where it is incomplete."""
        bounds = self._months()
        if bounds is None or self.year is None or not self.exists:
            return None
        month = bounds[1]
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def _months(self) -> tuple[int, int] | None:
        if self.part is not None:
            length = 6 if self.part > HALF else 3
            number = self.part - (HALF if self.part > HALF else QUARTER)
            return (number - 1) * length + 1, number * length
        if self.month is not None:
            return self.month, self.month
        return (1, 12) if self.day is None else None

    def of_year(self, year: int | None) -> Point:
        """The same point in ``year``."""
        return replace(self, year=year)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another; a single point is its own end."""

    start: Point
    end: Point

    @property
    def edtf(self) -> str:
        """The stretch as EDTF."""
        whole = self.start == self.end
        return self.start.edtf if whole else f"{self.start.edtf}/{self.end.edtf}"

    @property
    def shown(self) -> str:
        """The stretch as people read it."""
        if self.start == self.end:
            return self.start.shown
        if not self.start.finer and not self.end.finer:
            return f"{self.start.year} - {self.end.year}"
        return f"{self.start.shown} - {self.end.shown}"

    @property
    def exists(self) -> bool:
        """Whether both ends exist."""
        return self.start.exists and self.end.exists


def every(count: int, unit: str) -> str:
    """The duration of ``count`` units as ISO 8601: "P6M"; a whole number of years is said so.

    Args:
        count: how many, at least 1.
        unit: Y, M, W or D.
    """
    if unit == "M" and count % 12 == 0:
        count, unit = count // 12, "Y"
    return f"P{count}{unit}"


def times_in(count: int, unit: str) -> str:
    """The duration from one time to the next of ``count`` times a unit: "P6M" for twice a year.

    Where no whole number of smaller units fits it is a decimal fraction, which ISO 8601 allows in
    the last place: "P0.5M" for twice a month.

    Args:
        count: how often, at least 1.
        unit: Y, M, W or D; "Q" is a quarter.
    """
    months = {"Y": 12, "Q": 3, "M": 1}.get(unit)
    if count == 1:
        return every(3, "M") if unit == "Q" else every(1, unit)
    if months is not None and months % count == 0:
        return every(months // count, "M")
    if unit == "D" and 24 % count == 0:
        return f"PT{24 // count}H"
    amount, letter = (3, "M") if unit == "Q" else (1, unit)
    return f"P{amount / count:.2g}{letter}"


def months_on(day: date, months: int) -> date:
    """The same day ``months`` later, or the last one of a month that is too short for it."""
    count = day.year * 12 + day.month - 1 + months
    last = last_of_month(count // 12, count % 12 + 1)
    return last.replace(day=min(day.day, last.day))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
