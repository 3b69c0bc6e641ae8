"""What the task rules look at: the outline, the entities, the cue words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotations import Entity, Label, Role, Span
from pipeline.outline import Item, Outline
from pipeline.plan import Basis, Style
from pipeline.rules import Rules

_PEOPLE = (
    r"(?:các\s|mọi\s)?(?:thành viên|tổ chức, cá nhân|tổ chức và cá nhân|cá nhân|doanh nghiệp"
    r"|hợp tác xã|trường học|người dân|hộ dân|tổ chức|công ty|cơ sở)[^,;.:]{0,40}?"
)
"""People and firms between or behind bodies, which no relation links."""
_CLOSING = re.compile(r"[\s.;:…,/]+$|\.\.+$")


@dataclass(frozen=True, slots=True)
class Part:
    """An entity's part in a draft, in folded offsets; see `pipeline.plan.Assignment`."""

    role: Role
    entity: Entity
    basis: Basis
    rule: str
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A task in folded offsets, before it is mapped back and filled with its fields.

    Args:
        span: of the TASK.
        style: how the plan gives the work.
        rule: that found it.
        item: the outline item it stands in.
        parts: its leads, partners and times.
        fields: stretches by field: lead, partner, time, content, deliverable, funding.
    """

    span: Span
    style: Style
    rule: str
    item: Item
    parts: tuple[Part, ...] = ()
    fields: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Context:
    """Everything the task rules read; entities are sorted by place and do not overlap."""

    outline: Outline
    entities: Sequence[Entity]
    rules: Rules
    claimed: set[int] = field(default_factory=set[int])
    """Indexes of items that an earlier style has taken."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.outline.text

    @cached_property
    def cues(self) -> Cues:
        """The compiled cue words."""
        return Cues(self.rules.data["cue"])

    @cached_property
    def _starts(self) -> list[int]:
        return [entity.span.start for entity in self.entities]

    def inside(self, span: Span, *labels: Label) -> list[Entity]:
        """The entities of some labels that lie within ``span``."""
        first = bisect_left(self._starts, span.start)
        found: list[Entity] = []
        for entity in self.entities[first:]:
            if entity.span.start >= span.end:
                break
            if entity.label in labels and entity.span.end <= span.end:
                found.append(entity)
        return found

    def agencies(self, span: Span) -> list[Entity]:
        """The agencies within ``span``."""
        return self.inside(span, Label.AGENCY)

    def trimmed(self, span: Span) -> Span:
        """``span`` without white space and closing signs at its ends (GUIDELINE, TASK)."""
        content = span.of(self.text)
        kept = _CLOSING.sub("", content).rstrip()
        start = span.start + len(content) - len(content.lstrip())
        return Span(start, max(start, span.start + len(kept)))

    def written(self, entity: Entity) -> str:
        """The text of an entity, as a key under which the same agency is linked once."""
        return entity.span.of(self.text).lower()


class Cues:
    """The words of `rules/cue.toml` as patterns."""

    def __init__(self, data: dict[str, list[str]]) -> None:
        orders, titles = _any(data["orders"]), _any(data["titles"])
        self.orders = re.compile(rf"\s*(?:{orders})\s", re.IGNORECASE)
        self.order = re.compile(rf"(?<!\w)(?:{orders})(?:\s(?:{titles}))*\s*$", re.IGNORECASE)
        self.duty = re.compile(rf"\s*[,:-]?\s*(?:{_any(data['duties'])})(?!\w)", re.IGNORECASE)
        self.titles = re.compile(rf"(?:(?:{titles})\s*)+$", re.IGNORECASE)
        self.partner = re.compile(
            rf"(?<!\w)(?:{_any(data['partner'])})\s(?:(?:{titles})\s)*$", re.IGNORECASE
        )
        self.titled = re.compile(rf"(?<!\w)(?:{_any(data['titled'])})(?!\w)", re.IGNORECASE)
        self.budget = re.compile(rf"(?<!\w)(?:{_any(data['budget'])})(?!\w)", re.IGNORECASE)
        connector = r"(?:\s*[,;/+-]|\s+và(?!\w)|\s*,\s*và(?!\w)|\s+cùng(?!\w)|\s+hoặc(?!\w))"
        where = (
            r"(?:\s+(?:của|trên|đóng|thuộc|ở|tại|có|trực)\s(?!việc)[^,;.:]{1,45}?"
            r"|\s+trong\s(?:tỉnh|huyện|xã|thành phố|nước|ngành|hệ thống)[^,;.:]{0,20}?)?"
        )
        aside = r"(?:\s*\([^()]{0,90}\))?"
        people = rf"(?:\s*{_PEOPLE}(?:\s*,\s*|\s+và\s+|\s*;\s*))?"
        self.joint = re.compile(
            rf"{aside}{where}(?:\s?\.{{2,3}}|…)?{connector}+{people}\s*(?:(?:{titles})\s*)*(?:[,;]\s*)?"
            r"|\s(?:trực\s)?thuộc\s|\scủa\s",
            re.IGNORECASE,
        )


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


def groups(context: Context, agencies: Sequence[Entity]) -> list[list[Entity]]:
    """Agencies cut into runs that only connectors part: doers or partners named together."""
    runs: list[list[Entity]] = []
    for agency in agencies:
        if runs:
            between = context.text[runs[-1][-1].span.end : agency.span.start]
            if context.cues.joint.fullmatch(between):
                runs[-1].append(agency)
                continue
        runs.append([agency])
    return runs
