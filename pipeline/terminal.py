"""A plan as it is shown in a terminal: its outline with coloured entities, its tasks beneath."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.text import Text

from annotations import Label, Span
from pipeline.plan import Node, Plan
from pipeline.records import PlanRecord, TaskRecord, TextRecord, plan_record
from pipeline.wording import Lang, flag, harmless, word
from pipeline.writers.cells import texts, written

COLOURS: dict[Label, str] = {
    Label.AGENCY: "green",
    Label.DATE: "cyan",
    Label.COUNTRY: "yellow",
    Label.DOCREF: "magenta",
}
"""The colour of each label; what is given as a task is bold."""

_TASK = "bold"
_SPACE = re.compile(r"\s+")


def plan_lines(plan: Plan, lang: Lang = Lang.VI) -> Iterator[Text]:
    """The lines that show ``plan``: its outline, its tasks, what to look at.

    Args:
        plan: what was extracted.
        lang: the language of labels.
    """
    record = plan_record(plan)
    yield from outline_lines(plan, lang)
    yield Text()
    title = f"{len(record['tasks'])} {word('tasks', lang)}"
    yield Text(title, style="bold underline")
    for number, task in enumerate(record["tasks"], 1):
        yield from _task_lines(number, task, lang)
    yield from _flag_lines(record, lang)


def outline_lines(plan: Plan, lang: Lang = Lang.VI) -> Iterator[Text]:
    """The leaves of the outline, indented by level, under the names of their zones."""
    styles = sorted(
        [
            *((entity.span, COLOURS.get(entity.label, "")) for entity in plan.entities),
            *((task.span, _TASK) for task in plan.tasks),
        ],
        key=lambda styled: styled[0].start,
    )
    zone = None
    waiting, near = deque(styles), list[tuple[Span, str]]()
    for node in plan.outline:
        while waiting and waiting[0][0].start < node.span.end:
            near.append(waiting.popleft())
        near = [(span, style) for span, style in near if span.end > node.span.start]
        if node.zone is not zone:
            zone = node.zone
            yield Text(f"── {word(f'zone.{zone}', lang)} ──", style="dim")
        line = Text("  " * node.level + ("│ " if node.cell else ""))
        line.append_text(_coloured(node, plan.document.text, near))
        yield line


def _coloured(node: Node, text: str, styles: Sequence[tuple[Span, str]]) -> Text:
    """The text of a leaf on one line, in the styles of the spans that it holds."""
    inside = [(span, style) for span, style in styles if span.overlaps(node.span)]
    borders = {node.span.start, node.span.end}
    for span, _ in inside:
        borders |= {max(span.start, node.span.start), min(span.end, node.span.end)}
    line = Text(style="underline" if node.heading else "")
    waiting, covering = deque(inside), list[tuple[Span, str]]()
    for start, end in pairwise(sorted(borders)):
        while waiting and waiting[0][0].start <= start:
            covering.append(waiting.popleft())
        covering = [(span, style) for span, style in covering if span.end >= end]
        piece = _SPACE.sub(" ", text[start:end])
        # The colour of an entity first, then what the task adds to it.
        shown = sorted((style for _, style in covering), key=_TASK.__eq__)
        line.append(harmless(piece), style=" ".join(shown))
    return line


def _task_lines(number: int, task: TaskRecord, lang: Lang) -> Iterator[Text]:
    first = Text(f"{number:>3}. ")
    if task["number"]:
        first.append(f"[{harmless(task['number'])}] ", style="dim")
    first.append(harmless(task["text"]), style="bold")
    yield first
    rows: tuple[tuple[str, str, Sequence[TextRecord], TextRecord | None], ...] = (
        ("leads", COLOURS[Label.AGENCY], task["leads"], task["lead_written"]),
        ("partners", COLOURS[Label.AGENCY], task["partners"], task["partner_written"]),
        ("times", COLOURS[Label.DATE], task["times"], task["time_written"]),
        ("deliverable", "", (), task["deliverable"]),
        ("funding", "", (), task["funding"]),
    )
    for key, style, found, as_written in rows:
        value = texts(found).replace("\n", "; ") or written(as_written)
        if value:
            yield Text.assemble(
                f"     {word(key, lang)}: ", (harmless(value), style if found else "")
            )
    for key in task["flags"]:
        yield Text(f"     ! {harmless(flag(key, lang))}", style="yellow")


def _flag_lines(record: PlanRecord, lang: Lang) -> Iterator[Text]:
    for key in record["flags"]:
        yield Text(f"! {harmless(flag(key, lang))}", style="yellow")
