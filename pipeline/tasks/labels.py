"""Labelled lines: "- Cơ quan chủ trì: Sở Ngoại vụ."; the words are in `rules/label.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from annotations import Span
from pipeline.outline import Item, Outline
from pipeline.patterns import filled, joined_parts

LINKING = frozenset(("lead", "partner", "time"))
"""Labels that make the item before them a task; the others only add to one."""

_MAX_LABEL = 70
_ASIDE = r"(?:\s*\([^()]{0,80}\))?"


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A label and what it says.

    Args:
        role: lead, partner, time, content, deliverable, funding or other.
        item: where it stands.
        label: the label itself.
        value: what follows its colon on the line; may be empty.
        doer: whether the label names doers at large ("Cơ quan thực hiện").
    """

    role: str
    item: Item
    label: Span
    value: Span
    doer: bool = False


class Labels:
    """Finds labels in items.

    Args:
        data: the content of `rules/label.toml`.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        parts = joined_parts(data["parts"])
        self._lines = [
            (
                entry["role"],
                re.compile(filled(entry["pattern"], parts) + _ASIDE + r"\s*:", re.IGNORECASE),
            )
            for entry in data["line"]
        ]
        self._columns = [
            (entry["role"], re.compile(filled(entry["pattern"], parts), re.IGNORECASE))
            for entry in data["column"]
        ]
        self._inline = re.compile(
            r"(?:^|[.;(]\s*|\s-\s+|,\s+)(?=("
            + "|".join(
                f"(?:{filled(entry['pattern'], parts)})"
                for entry in data["line"]
                if entry["role"] in LINKING
            )
            + rf"){_ASIDE}\s*:)",
            re.IGNORECASE,
        )

    def column(self, text: str) -> str:
        """What a table's column holds, by its head."""
        cleaned = " ".join(text.split()).strip(" .:*")
        return next(role for role, pattern in self._columns if pattern.fullmatch(cleaned))

    def at(self, text: str, start: int, end: int) -> tuple[str, int] | None:
        """The label at ``start``: its role and the offset after its colon."""
        for role, pattern in self._lines:
            match = pattern.match(text, start, min(end, start + _MAX_LABEL + 90))
            if match is not None:
                return role, match.end()
        return None

    def of(self, outline: Outline, item: Item) -> list[LabelledLine]:
        """The labels of an item: at its start, and further ones on the same line."""
        text = outline.text
        starts = [
            match.end() for match in self._inline.finditer(text, item.body.start, item.body.end)
        ]
        if self.at(text, item.body.start, item.body.end) and item.body.start not in starts:
            starts.insert(0, item.body.start)
        lines: list[LabelledLine] = []
        for place, start in enumerate(starts):
            found = self.at(text, start, item.body.end)
            if found is None:
                continue
            role, after = found
            end = starts[place + 1] if place + 1 < len(starts) else item.body.end
            label = text[start:after].lower()
            doer = role == "lead" and "chủ trì" not in label
            lines.append(
                LabelledLine(role, item, Span(start, after), Span(after, max(after, end)), doer)
            )
        return lines
