"""iCalendar (RFC 5545): one event a deadline, so that a calendar shows when tasks are due.

Events last the whole day. The same plans give the same file: identifiers come from the plan's
text, stamps from its date, nothing from the clock.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from annotations import Role
from pipeline.plan import Plan, Task
from pipeline.records import folded, shown
from pipeline.values.context import plan_day
from pipeline.values.dates import Frame, plan_frame
from pipeline.values.deadlines import task_deadlines
from pipeline.values.occurrences import Occurrence, occurrences
from pipeline.wording import Lang, word
from pipeline.writers.writer import Target, Writer

_OCTETS = 75
"""The longest a line may be (RFC 5545, 3.1)."""
_SUMMARY = 180
"""Characters of a task that calendars can show on one line."""
_UNDATED = date(1970, 1, 1)
"""The stamp of a plan without a date; one is required."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class CalendarWriter(Writer):
    """Writes one calendar, or one a plan where the target is a folder."""

    def begin(self) -> None:
        """Open the calendar."""
        if not self.target.folder:
            path = self.stage / self.target.path.name
            self._file = self.files.enter_context(path.open("w", encoding="utf-8", newline=""))
            self._file.write(_lines(_OPENING))

    def add(self, plan: Plan, name: str) -> None:
        """Write the plan's events."""
        events = _lines(_events(plan, self.target.lang))
        if self.target.folder:
            path = self.stage / f"{name}.ics"
            text = _lines(_OPENING) + events + _lines(_CLOSING)
            path.write_text(text, encoding="utf-8", newline="")
        else:
            self._file.write(events)

    def end(self) -> None:
        """Close the calendar and write the failures."""
        if not self.target.folder:
            self._file.write(_lines(_CLOSING))
        self.write_failures()


_OPENING = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//kehoach//kehoach//VI",
    "CALSCALE:GREGORIAN",
)
_CLOSING = ("END:VCALENDAR",)


def _events(plan: Plan, lang: Lang) -> Iterator[str]:
    frame = plan_frame(plan.metadata, plan_day(plan))
    for task in plan.tasks:
        due = occurrences(task_deadlines(task, plan, frame=frame), frame=frame)
        for number, occurrence in enumerate(due):
            yield from _event(plan, task, occurrence, number, frame, lang)


def _event(
    plan: Plan, task: Task, due: Occurrence, number: int, frame: Frame, lang: Lang
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_identifier(plan, task, number)}"
    yield f"DTSTAMP:{frame.issued or _UNDATED:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    if due.rule:
        yield f"RRULE:{due.rule}"
    yield f"SUMMARY:{escaped(_short(shown(task.text)))}"
    yield f"DESCRIPTION:{escaped(_description(plan, task, due, lang))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _identifier(plan: Plan, task: Task, number: int) -> str:
    """The same for the same deadline of the same text, so that importing again doubles nothing."""
    seed = f"{plan.document.digest}:{task.span.start}:{task.span.end}:{number}"
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@kehoach"


def _short(text: str) -> str:
    if len(text) <= _SUMMARY:
        return text
    return f"{text[:_SUMMARY].rsplit(' ', 1)[0]} …"


def _description(plan: Plan, task: Task, due: Occurrence, lang: Lang) -> str:
    """Who does it, with whom and by when, what the task is in full, and where it stands."""
    time = task.time.text if task.time is not None else due.value.written
    metadata = plan.metadata
    place = plan.document.place(task.span.start)
    where = word("place.paragraph", lang).format(place.paragraph)
    if place.page is not None:
        where = f"{word('place.page', lang).format(place.page)}, {where}"
    rows = (
        ("leads", _agencies(plan, task, Role.LEAD)),
        ("partners", _agencies(plan, task, Role.PARTNER)),
        ("times", time),
        ("deliverable", task.deliverable.text if task.deliverable is not None else ""),
        ("task", task.text if len(task.text) > _SUMMARY else ""),
        ("plan_number", metadata.number.text if metadata.number is not None else ""),
        ("title", metadata.title.text if metadata.title is not None else ""),
        ("place", f"{plan.document.name}, {where}"),
    )
    return "\n".join(f"{word(key, lang)}: {shown(text)}" for key, text in rows if text)


def _agencies(plan: Plan, task: Task, role: Role) -> str:
    names = (folded(part.entity.span, plan.document) for part in task.having(role))
    return "; ".join(dict.fromkeys(names))


def escaped(text: str) -> str:
    """``text`` as a value of type TEXT (RFC 5545, 3.3.11)."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _lines(lines: Iterable[str]) -> str:
    """Content lines, long ones folded so that no character is cut (RFC 5545, 3.1)."""
    return "".join(f"{part}\r\n" for line in lines for part in folds(line))


def folds(line: str) -> Iterator[str]:
    """The physical lines of a content line, each at most `_OCTETS` long."""
    start, size = 0, 0
    for at, character in enumerate(line):
        octets = len(character.encode("utf-8"))
        if size + octets > _OCTETS:
            yield line[start:at] if not start else f" {line[start:at]}"
            start, size = at, 1  # the blank that a folded line begins with
        size += octets
    yield line[start:] if not start else f" {line[start:]}"


def create(target: Target) -> CalendarWriter:
    """The writer for ``target``."""
    return CalendarWriter(target)
