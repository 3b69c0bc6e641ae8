"""The time that a plan is for, as its title says it: "năm 2025", "giai đoạn 2021 - 2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
_NOT_ITS_OWN = re.compile(
    rf"""ngày\s+\d+\s+tháng\s+\d+\s+năm\s+{_YEAR}   # of a document that is carried out
    |(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Hiến\s+pháp)\s[^,;()]*?năm\s+{_YEAR}   # of a law
    """,
    re.VERBOSE,
)
_SPAN = re.compile(
    rf"(?P<first>{_YEAR})\s*(?:[-–—]|đến(?:\s+năm)?|tới(?:\s+năm)?)\s*(?P<last>{_YEAR})"
)
_UNTIL = re.compile(rf"(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?(?P<last>{_YEAR})", re.IGNORECASE)
_SINGLE = re.compile(rf"(?<!\w)năm\s+(?P<year>{_YEAR})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last year of a plan; ``first`` is 0 where only an end is named."""

    first: int
    last: int

    @property
    def last_day(self) -> str:
        """Its end, ISO 8601."""
        return f"{self.last}-12-31"


def period_of(title: str) -> Period | None:
    """The years that a plan's title names as its own, ``None`` where it names none.

    A year on its own is the plan's, also where a longer programme is named beside it ("Chương
    trình ... giai đoạn 2021 - 2025 năm 2024"). Years of the documents that are carried out do
    not count. Parts of a year count as the year, and a horizon ("đến năm 2030") counts too, unlike
    in `pipeline.values.dates.plan_frame`, which says what year a date without one is of: here
    the question is what no deadline should come after.

    Args:
        title: the title, folded.
    """
    title = _NOT_ITS_OWN.sub(" ", title)
    spans = [(int(found["first"]), int(found["last"])) for found in _SPAN.finditer(title)]
    title = _SPAN.sub(" ", title)
    until = [int(found["last"]) for found in _UNTIL.finditer(title)]
    title = _UNTIL.sub(" ", title)
    singles = [int(found["year"]) for found in _SINGLE.finditer(title)]
    if singles:
        return Period(min(singles), max(singles))
    last = max([*(end for _, end in spans), *until], default=0)
    return Period(min((start for start, _ in spans), default=0), last) if last else None
