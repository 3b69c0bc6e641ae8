"""From a draft to a task: its fields, mapped back to the document's text."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from annotations import Label, Role, Span
from pipeline.document import Document
from pipeline.kinds import kind_of
from pipeline.plan import Assignment, Task, Written
from pipeline.tasks.context import Context, Draft, Part

_CONTENT = ("content",)


class Fields:
    """Fills the fields of tasks.

    Args:
        context: what the drafts were made from.
        document: the document, for places and flags.
    """

    def __init__(self, context: Context, document: Document) -> None:
        self._context = context
        self._document = document
        self._ocr_pages = {
            int(flag.split(":", 1)[1])
            for flag in document.flags
            if flag.startswith("ocr:") and flag.split(":", 1)[1].isdigit()
        }

    def task(self, draft: Draft) -> Task:
        """The task that a draft stands for."""
        context, outline = self._context, self._context.outline
        origin = outline.folded.origin
        span = origin(draft.span)
        place = self._document.place(span.start)
        content = self._content(draft)
        stretches = [draft.span, *(stretch for stretch in content)]
        return Task(
            span=span,
            text=draft.span.of(context.text).replace("\n", " "),
            style=draft.style,
            rule=draft.rule,
            number=outline.number(draft.item) or self._row_number(draft),
            headings=self._headings(draft),
            content=tuple(self._written(stretch) for stretch in content),
            assignments=tuple(self._assignment(part) for part in draft.parts),
            lead=self._field(draft, "lead"),
            partner=self._field(draft, "partner"),
            time=self._field(draft, "time"),
            deliverable=self._field(draft, "deliverable"),
            funding=self._field(draft, "funding"),
            countries=tuple(
                entity.moved(origin)
                for stretch in stretches
                for entity in context.inside(stretch, Label.COUNTRY)
            ),
            documents=tuple(
                entity.moved(origin)
                for stretch in stretches
                for entity in context.inside(stretch, Label.DOCREF)
            ),
            kind=kind_of(draft, context),
            place=place,
            flags=self._flags(draft, page=place.page),
        )

    def _written(self, span: Span) -> Written:
        text = span.of(self._context.text).replace("\n", " ")
        return Written(text, self._context.outline.folded.origin(span))

    def _assignment(self, part: Part) -> Assignment:
        origin = self._context.outline.folded.origin
        cue = self._written(part.cue) if part.cue else None
        return Assignment(part.role, part.entity.moved(origin), part.basis, cue, part.rule)

    def _field(self, draft: Draft, name: str) -> Written | None:
        spans = [span for field, span in draft.fields if field == name and span]
        if not spans:
            return None
        if len(spans) == 1:
            return self._written(spans[0])
        whole = Span(spans[0].start, spans[-1].end)
        text = "; ".join(span.of(self._context.text).replace("\n", " ") for span in spans)
        return Written(text, self._context.outline.folded.origin(whole))

    def _content(self, draft: Draft) -> list[Span]:
        """Text under "Nội dung", "Nhiệm vụ", "Giải pháp", and sub-items."""
        labelled = [span for field, span in draft.fields if field in _CONTENT and span]
        if labelled or draft.item.block.cell is not None:
            return [span for span in labelled if not draft.span.contains(span)]
        # A labelled task may have thousands of fields: sorted, the one that reaches furthest of
        # those that begin before an item's end tells whether any overlaps it.
        taken = sorted(span for _, span in draft.fields)
        starts = [span.start for span in taken]
        reached = list(accumulate((span.end for span in taken), max))

        def is_taken(span: Span) -> bool:
            before = bisect_left(starts, span.end)
            return before > 0 and reached[before - 1] > span.start

        return [
            self._context.trimmed(item.span)
            for item in self._context.outline.below(draft.item)
            if item.index in self._context.claimed
            and item.span.start >= draft.span.end
            and not is_taken(item.span)
        ]

    def _headings(self, draft: Draft) -> tuple[str, ...]:
        """The headings above a task: of the outline, or of its group of rows."""
        outline = self._context.outline
        above = [
            item.span.of(outline.text).rstrip(" :").replace("\n", " ")
            for item in outline.above(draft.item)
        ]
        return tuple(reversed(above))

    def _row_number(self, draft: Draft) -> str:
        """The number cell of a table row."""
        cell = draft.item.block.cell
        if cell is None:
            return ""
        for item in self._context.outline.items[max(0, draft.item.index - 4) : draft.item.index]:
            other = item.block.cell
            if other is not None and (other.row, other.column) == (cell.row, 0):
                text = item.span.of(self._context.text)
                return text if len(text) <= 8 and other.column < cell.column else ""
        return ""

    def _flags(self, draft: Draft, *, page: int | None) -> tuple[str, ...]:
        flags: list[str] = []
        if not any(part.role is Role.LEAD for part in draft.parts):
            flags.append("no-lead")
        if page in self._ocr_pages:
            flags.append("ocr")
        return tuple(flags)
