"""The workbook: sheets of tasks, plans, cited documents and failures, in the user's words."""

# XlsxWriter leaves some parameters without types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import cast

from xlsxwriter.exceptions import FileCreateError

from annotations.language import say
from pipeline.errors import OutputError
from pipeline.plan import Plan
from pipeline.records import (
    CitationRecord,
    EntityRecord,
    PlaceRecord,
    PlanRecord,
    TaskRecord,
    shown,
)
from pipeline.wording import Lang, flag, word
from pipeline.writers.cells import task_cells, texts, written
from pipeline.writers.sheet import Cell, Column, Layout, Sheet, Styles, day_cell, open_book
from pipeline.writers.writer import Target, Writer

_TASKS = (
    Column("index", 5, "centred"),
    Column("plan_number", 16),
    Column("number", 8, "centred"),
    Column("task", 47),
    Column("leads", 24),
    Column("partners", 26),
    Column("times", 15),
    Column("due_on", 12, "date"),
    Column("deliverable", 19),
    Column("funding", 14),
    Column("flags", 17),
    Column("content", 60),
    Column("headings", 34),
    Column("kind", 11, "centred"),
    Column("countries", 15),
    Column("documents", 26),
    Column("place", 18),
    Column("file", 40),
    Column("lead_names", 27, detail=True),
    Column("lead_ids", 27, detail=True),
    Column("lead_written", 27, detail=True),
    Column("partner_names", 30, detail=True),
    Column("partner_ids", 30, detail=True),
    Column("partner_written", 30, detail=True),
    Column("time_written", 17, detail=True),
    Column("dates", 17, detail=True),
    Column("time_values", 17, detail=True),
    Column("starts_on", 12, "date", detail=True),
    Column("deadlines", 22, detail=True),
    Column("country_codes", 10, "centred", detail=True),
    Column("document_keys", 30, detail=True),
    Column("unresolved", 22, detail=True),
    Column("lead_basis", 13, "centred", detail=True),
    Column("lead_cue", 16, detail=True),
    Column("partner_basis", 13, "centred", detail=True),
    Column("partner_cue", 16, detail=True),
    Column("style", 15, detail=True),
    Column("characters", 14, "centred", detail=True),
)
_PLANS = (
    Column("index", 5, "centred"),
    Column("plan_number", 17),
    Column("type", 14),
    Column("title", 50),
    Column("issuer", 28),
    Column("date", 17),
    Column("signer", 20),
    Column("task_count", 9, "centred"),
    Column("no_lead_count", 10, "centred"),
    Column("citation_count", 10, "centred"),
    Column("flags", 26),
    Column("issued_in", 15),
    Column("legal_bases", 50),
    Column("long_leaf_share", 14, "percent"),
    Column("file", 34),
    Column("format", 10, "centred", detail=True),
    Column("text_file", 34, detail=True),
    Column("sha256", 34, detail=True),
)
_CITATIONS = (
    Column("index", 5, "centred"),
    Column("plan_number", 17),
    Column("document", 40),
    Column("issued_on", 25),
    Column("issued_by", 40),
    Column("place", 18),
    Column("file", 34),
    Column("document_key", 40, detail=True),
    Column("issuer_id", 30, detail=True),
)
_FAILURES = (
    Column("index", 5, "centred"),
    Column("file", 50),
    Column("reason", 90),
)

COLUMNS = {column.key: column for column in (*_PLANS, *_TASKS)}
"""The columns of tasks and, where they have none of that key, of their plans."""

_LAYOUTS = {
    "tasks": Layout(_TASKS, frozen=4, printed=10),
    "plans": Layout(_PLANS, frozen=2, printed=11),
    "citations": Layout(_CITATIONS, frozen=3),
    "failures": Layout(_FAILURES, frozen=1),
}


class WorkbookWriter(Writer):
    """Writes one workbook, row by row, in constant memory."""

    def begin(self) -> None:
        """Open the workbook and lay out its sheets."""
        # Among the staged files, so that it goes with them when the process is killed.
        scratch = TemporaryDirectory(dir=self.stage, ignore_cleanup_errors=True)
        path = self.stage / self.target.path.name
        self._book = open_book(path, scratch=self.files.enter_context(scratch))
        styles = Styles(self._book)
        lang = self.target.lang
        self._sheets = {
            name: Sheet(self._book, word(f"sheet.{name}", lang), layout, styles, lang)
            for name, layout in _LAYOUTS.items()
        }

    def add(self, plan: Plan, name: str) -> None:
        """Write the rows of one plan."""
        lang, record = self.target.lang, self.record(plan, name)
        marked = ["flags"] if record["flags"] else []
        self._sheets["plans"].append(_plan_row(record, lang), marked=marked)
        for task in record["tasks"]:
            marked = ["flags"] if task["flags"] else []
            if not task["leads"]:
                marked.append("leads")
            self._sheets["tasks"].append(_task_row(record, task, lang), marked=marked)
        for citation in record["citations"]:
            self._sheets["citations"].append(_citation_row(record, citation, lang))

    def end(self) -> None:
        """Write the failures and the file."""
        for failure in self.failures:
            row = {"file": shown(failure.name), "reason": shown(failure.reason)}
            self._sheets["failures"].append(row)
        if self.failures:
            self._sheets["failures"].mark_tab()
        for sheet in self._sheets.values():
            sheet.close()
        try:
            self._book.close()
        except FileCreateError as error:
            raise OutputError(
                say("{path}: cannot be written: {error}", path=self.target.path, error=error)
            ) from error


def _task_row(record: PlanRecord, task: TaskRecord, lang: Lang) -> dict[str, Cell]:
    cells = task_cells(record, task)
    return {
        **cast("dict[str, Cell]", cells),
        "plan_number": cells["plan_number"] or written(record["metadata"]["type"]),
        "kind": word(f"kind.{task['kind']}", lang),
        "style": word(f"style.{task['style']}", lang),
        "lead_basis": _words("basis", cells["lead_basis"], lang),
        "partner_basis": _words("basis", cells["partner_basis"], lang),
        # "Trước ngày 15/12" says more than the date that was found in it.
        "times": cells["time_written"] or cells["times"],
        "dates": cells["times"],
        "starts_on": day_cell(cells["starts_on"]),
        "due_on": day_cell(cells["due_on"]),
        "flags": _flags(task["flags"], lang),
        "place": _place(task["place"], lang),
        "file": cells["name"],
        "characters": f"{task['start']}-{task['end']}",
    }


def _plan_row(record: PlanRecord, lang: Lang) -> dict[str, Cell]:
    metadata, source = record["metadata"], record["source"]
    return {
        "plan_number": written(metadata["number"]),
        "type": written(metadata["type"]),
        "title": written(metadata["title"]),
        "issuer": written(metadata["issuer"]),
        "issued_in": written(metadata["place"]),
        "date": written(metadata["date"]),
        "signer": written(metadata["signer"]),
        "legal_bases": texts(metadata["legal_bases"]),
        "task_count": len(record["tasks"]),
        "no_lead_count": sum(not task["leads"] for task in record["tasks"]),
        "citation_count": len(record["citations"]),
        "long_leaf_share": record["long_leaf_share"],
        "flags": _flags(record["flags"], lang),
        "format": source["format"],
        "file": source["name"],
        "text_file": source["text_file"],
        "sha256": source["sha256"],
    }


def _citation_row(record: PlanRecord, citation: CitationRecord, lang: Lang) -> dict[str, Cell]:
    on, by = citation["issued_on"], citation["issued_by"]
    return {
        "plan_number": written(record["metadata"]["number"]),
        "document": citation["document"]["text"],
        "issued_on": written(on),
        "issued_by": written(by),
        "document_key": _id(citation["document"]),
        "issuer_id": "" if by is None else _id(by),
        "place": _place(citation["place"], lang),
        "file": record["source"]["name"],
    }


def _id(entity: EntityRecord) -> str:
    value = entity["value"]
    return "" if value is None else value["id"]


def _place(place: PlaceRecord, lang: Lang) -> str:
    parts: list[str] = []
    if place["page"] is not None:
        parts.append(word("place.page", lang).format(place["page"]))
    if place["table"] is not None:
        cell = (place["table"], place["row"], place["column"])
        parts.append(word("place.table", lang).format(*cell))
    else:
        parts.append(word("place.paragraph", lang).format(place["paragraph"]))
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _flags(flags: list[str], lang: Lang) -> str:
    return "\n".join(flag(key, lang) for key in flags)


def _words(prefix: str, keys: str, lang: Lang) -> str:
    return "\n".join(word(f"{prefix}.{key}", lang) for key in keys.split("\n") if key)


def create(target: Target) -> WorkbookWriter:
    """The writer for ``target``."""
    return WorkbookWriter(target)
