"""The words of the page, in every language that it can be read in."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.plan import Basis, Kind, Style, Zone
from pipeline.wording import Lang, word

OWN = (
    "title", "subtitle", "skip", "noscript", "language", "language.vi", "language.en", "theme",
    "theme.auto", "theme.light", "theme.dark", "print", "views", "view.tasks", "view.charts",
    "view.plans", "filters", "filters.count", "search", "search.hint", "agency", "role",
    "role.any", "role.lead", "role.partner", "deadline", "deadline.any", "deadline.dated",
    "deadline.recurring", "deadline.undated", "deadline.none", "from", "to", "country", "kind",
    "plan", "flag", "all", "clear", "reset", "sort.by", "sort.order", "sort.ascending",
    "sort.descending", "shown", "none", "no-match", "more", "grid.tasks", "grid.plans",
    "grid.hint", "partners", "lead", "issuer", "date", "tasks", "no-lead-count", "period",
    "unread", "back", "close", "in-table", "previous", "next", "task-of", "badge", "outline",
    "legend", "detail", "headings", "content", "deliverable", "funding", "countries", "documents",
    "style", "place", "flags", "written", "status.open", "status.collective", "inferred",
    "recurring", "month", "quarter", "chart.leads", "chart.leads.text", "chart.leads.rest",
    "chart.deadlines", "chart.deadlines.text", "chart.deadlines.besides", "chart.none",
    "chart.numbers", "chart.bar", "entity.AGENCY", "entity.DATE", "entity.COUNTRY",
    "entity.DOCREF", "entity.TASK",
)  # fmt: skip
"""What only the page says; their keys begin with ``page.``."""

FLAGS = (
    "no-lead",
    "past-period",
    "open-agency",
    "ocr",
    "ocr:",
    "unread:",
    "no-document-mark",
    "encoding-damaged",
    "encoding:",
)
"""Flags that have a wording; others are shown as they are."""

KEYS = (
    *(f"page.{key}" for key in OWN),
    *(f"flag.{key}" for key in FLAGS),
    *(f"basis.{basis}" for basis in Basis),
    *(f"kind.{kind}" for kind in Kind),
    *(f"style.{style}" for style in Style),
    *(f"zone.{zone}" for zone in Zone),
    "file",
    "signer",
    "place.page",
    "place.paragraph",
    "place.table",
)
"""All keys whose words the page holds."""


def all_words() -> Mapping[str, Mapping[str, str]]:
    """What people read for every key, by language."""
    return {lang.value: {key: word(key, lang) for key in KEYS} for lang in Lang}
