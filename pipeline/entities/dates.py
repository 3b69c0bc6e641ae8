"""DATE: calendar points, periods and recurrences; the patterns are in `rules/date.toml`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from annotations import Entity, Label, Span


@dataclass(frozen=True, slots=True)
class DateRule:
    """A pattern over the folded text.

    Args:
        name: of the rule.
        pattern: compiled, without case.
        keep: where set, only its match within the match is the date.
    """

    name: str
    pattern: re.Pattern[str]
    keep: re.Pattern[str] | None = None


_BARE_YEAR = re.compile(r"(?:19|20)\d\d")


class Dates:
    """Finds dates.

    Args:
        rules: patterns; the longest match wins.
        false_positives: what looks like a date and is none.
    """

    def __init__(
        self, rules: Sequence[DateRule], *, false_positives: Sequence[re.Pattern[str]]
    ) -> None:
        self._rules = tuple(rules)
        self._false_positives = tuple(false_positives)

    def find(self, text: str) -> list[Entity]:
        """The dates of a text, in order, none overlapping."""
        no = sorted(
            match.span() for pattern in self._false_positives for match in pattern.finditer(text)
        )
        firsts = [first for first, _ in no]
        reached = list(accumulate((last for _, last in no), max))
        candidates = sorted(
            self._candidates(text), key=lambda found: (found.span.start, -found.span.end)
        )
        kept: list[Entity] = []
        for entity in candidates:
            start, end = entity.span.start, entity.span.end
            if kept and start < kept[-1].span.end:
                if end > kept[-1].span.end and len(entity.span) > len(kept[-1].span):
                    kept[-1] = entity
                continue
            before = bisect_right(firsts, start)
            if before and end <= reached[before - 1]:
                continue
            kept.append(entity)
        return kept

    def _candidates(self, text: str) -> Iterator[Entity]:
        for rule in self._rules:
            for match in rule.pattern.finditer(text):
                start, end = match.span()
                if rule.keep is not None:
                    inner = rule.keep.search(text, start, end)
                    if inner is None:
                        continue
                    start, end = inner.span()
                yield Entity(Label.DATE, Span(start, end), f"rule:date-{rule.name}")


def bare_year(text: str, cell: Span) -> Entity | None:
    """The date that a cell makes which holds nothing but a year (GUIDELINE, DATE)."""
    content = cell.of(text).strip(" .")
    if _BARE_YEAR.fullmatch(content):
        start = text.index(content, cell.start)
        return Entity(Label.DATE, Span(start, start + len(content)), "rule:date-bare-year")
    return None
