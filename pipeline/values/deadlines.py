"""Deadlines: all times that a task's time field holds, so that a calendar can hold them.

Besides DATE entities a field holds times counted from the plan ("trong thời gian 15 ngày kể từ
ngày ban hành"), which GUIDELINE does not mark. Its values are those of `date_value`, with a range
said as "từ ... đến ..." as one interval and a day of a recurrence in place of that recurrence.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

from annotations import Role, Span
from pipeline.entities.dates import bare_year
from pipeline.patterns import filled, joined_parts
from pipeline.plan import Deadline, Plan, Task, Written
from pipeline.rules import load_rules
from pipeline.values.around import REACH
from pipeline.values.calendar import every, months_on
from pipeline.values.dates import Frame, date_value
from pipeline.values.datetext import date_words, number
from pipeline.values.types import DateValue, Status


@dataclass(frozen=True, slots=True)
class _Placed:
    """A value and where its words stand."""

    span: Span
    value: DateValue


def plan_deadlines(plan: Plan, *, frame: Frame) -> dict[Span, tuple[Deadline, ...]]:
    """The limits of a plan's tasks that count from the plan itself.

    They are no DATE (GUIDELINE, DATE), so that no entity carries them.

    Args:
        plan: what was extracted.
        frame: when the plan stands.

    Returns:
        by the span of a task its limits, in text order; only tasks that have some.
    """
    found: dict[Span, tuple[Deadline, ...]] = {}
    for task in plan.tasks:
        fields = [Written(task.text, task.span), *task.content]
        if task.time is not None:
            fields.append(task.time)
        limits = {
            limit.written.span: limit
            for field in fields
            for limit in _limits(field, plan.document.text, frame)
        }
        if limits:
            found[task.span] = tuple(limits[span] for span in sorted(limits))
    return found


def _limits(field: Written, text: str, frame: Frame) -> Iterator[Deadline]:
    counted = [
        placed for placed in _counted(field.text, frame) if placed.value.status is Status.RESOLVED
    ]
    if not counted:
        return
    origin = _origin(field, text)
    for placed in counted:
        yield Deadline(Written(placed.value.written, origin(placed.span)), placed.value)


_WORD = re.compile(r"\S+")


def _origin(field: Written, text: str) -> Callable[[Span], Span]:
    """Where words of a field's folded text stand in the document: folding keeps their number.

    Where it does not (an enumerator between them), the whole field is the place.
    """
    folded = [match.span() for match in _WORD.finditer(field.text)]
    written = [match.span() for match in _WORD.finditer(text, field.span.start, field.span.end)]
    if len(folded) != len(written):
        return lambda span: field.span
    ends = [end for _, end in folded]

    def origin(span: Span) -> Span:
        first, last = bisect_right(ends, span.start), bisect_left(ends, span.end)
        start = written[first][0] + span.start - folded[first][0]
        end = written[last][1] - (folded[last][1] - span.end)
        return Span(start, end) if start < end else Span(written[first][0], written[last][1])

    return origin


def task_deadlines(task: Task, plan: Plan, *, frame: Frame) -> tuple[DateValue, ...]:
    """The times by or in which a task is to be done.

    Args:
        task: the task; its time field counts, where it has one, else the times of its text.
        plan: the plan it is of, with its values and deadlines.
        frame: when the plan stands.
    """
    if task.time is not None and (found := deadlines(task.time.text, frame=frame)):
        return found
    times = [plan.values.get(part.entity) for part in task.having(Role.TIME)]
    said = [value for value in times if isinstance(value, DateValue)]
    return (*said, *(limit.value for limit in plan.deadlines.get(task.span, ())))


@lru_cache(maxsize=1 << 12)
def deadlines(text: str, *, frame: Frame) -> tuple[DateValue, ...]:
    """All times of a time field, in text order.

    Args:
        text: the folded text of the field ("Trước ngày 25/5 và ngày 25/11").
        frame: when the plan stands.
    """
    counted = list(_counted(text, frame))
    taken = [placed.span for placed in counted]
    dated = [placed for placed in _dated(text, frame) if not _overlaps(placed.span, taken)]
    ordered = sorted((*counted, *dated), key=lambda placed: placed.span)
    return tuple(_specific(_joined(text, ordered)))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` overlaps one of others that are sorted and do not overlap each other."""
    at = bisect_left(others, span)
    return any(span.overlaps(other) for other in others[max(0, at - 1) : at + 1])


def _dated(text: str, frame: Frame) -> Iterator[_Placed]:
    whole = bare_year(text, Span(0, len(text)))
    found = [whole] if whole is not None else load_rules().dates.find(text)
    for entity in found:
        span = entity.span
        before = text[max(0, span.start - REACH) : span.start]
        after = text[span.end : span.end + REACH]
        value = date_value(span.of(text), before=before, after=after, frame=frame)
        yield _Placed(span, value)


_RANGE = re.compile(r"\s*(?:,\s)?(?:đến|tới|cho đến)(?:\s(?:hết|cuối|ngày))*\s*", re.IGNORECASE)


def _joined(text: str, placed: list[_Placed]) -> list[DateValue]:
    """The values, the two ends of "từ ... đến ..." as one interval."""
    joined: list[_Placed] = []
    for here in placed:
        before = joined[-1] if joined else None
        if before is not None and _are_ends(before.value, here.value):
            between = text[before.span.end : here.span.start]
            if _RANGE.fullmatch(between):
                joined[-1] = _Placed(
                    Span(before.span.start, here.span.end), _interval(text, before, here)
                )
                continue
        joined.append(here)
    return [each.value for each in joined]


def _are_ends(first: DateValue, last: DateValue) -> bool:
    return first.id.endswith("/..") and last.id.startswith("../")


def _interval(text: str, first: _Placed, last: _Placed) -> DateValue:
    start, end = first.value, last.value
    return replace(
        start,
        id=f"{start.id.removesuffix('/..')}/{end.id.removeprefix('../')}",
        name=f"{start.name} {end.name}",
        written=text[first.span.start : last.span.end],
        rule="value:date-range",
        confidence=min(start.confidence, end.confidence),
        flags=tuple(dict.fromkeys((*start.flags, *end.flags))),
        end=end.end,
    )


def _specific(values: list[DateValue]) -> Iterator[DateValue]:
    """Leave out a bare recurrence whose day another value tells ("Hằng tháng, trước ngày 25")."""
    told = {_every(value) for value in values if value.recurrence.count("/") > 1}
    for value in values:
        if value.recurrence.count("/") != 1 or _every(value) not in told:
            yield value


def _every(value: DateValue) -> str:
    return value.recurrence.rpartition("/")[2]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    folder = resources.files("pipeline.values")
    data = tomllib.loads(folder.joinpath("deadlines.toml").read_text("utf-8"))
    parts = joined_parts(data["parts"])
    counted, plan = (filled(data["patterns"][name], parts) for name in ("counted", "plan"))
    return re.compile(rf"(?<!\w){counted}"), re.compile(plan)


def _counted(text: str, frame: Frame) -> Iterator[_Placed]:
    """Times counted from an event; those counted from another than the plan stay open."""
    counted, plan = _patterns()
    low = text.lower()
    if len(low) != len(text):
        low = "".join(character.lower()[0] for character in text)  # "İ" is two in lower case
    for match in counted.finditer(low):
        span = Span(*match.span())
        from_plan = plan.match(match["event"]) is not None
        yield _Placed(span, _relative(match, text[span.start : span.end], from_plan, frame))


def _relative(match: re.Match[str], written: str, from_plan: bool, frame: Frame) -> DateValue:
    count, working = number(match["number"]), match["working"] is not None
    letter, size = date_words()["units"][match["unit"]]
    duration = every(count * size, letter)
    since = match["word"] == "sau"
    flags = ("working-days",) if working else ()
    if not from_plan:
        return DateValue(
            status=Status.OPEN, id="", name=written, rule="value:date-from-event", confidence=0.0,
            written=written, candidates=(duration,), flags=(*flags, "from-event"),
        )  # fmt: skip
    day = _counted_on(frame.issued, count * size, letter, working=working)
    iso = day.isoformat() if day is not None else ""
    return DateValue(
        status=Status.RESOLVED, id=f"{duration}/.." if since else f"../{duration}", name=written,
        rule="value:date-from-plan", confidence=0.8 if day is not None else 0.5, written=written,
        flags=(*flags, *(("inferred-start",) if day is not None else ())),
        start=iso if since else "", end="" if since else iso,
    )  # fmt: skip


def _counted_on(day: date | None, count: int, letter: str, *, working: bool) -> date | None:
    """The day that lies ``count`` units after ``day``; public holidays are not known."""
    if day is None:
        return None
    if letter in "MY":
        return months_on(day, count * (12 if letter == "Y" else 1))
    if not working:
        return day + timedelta(days=count * (7 if letter == "W" else 1))
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
