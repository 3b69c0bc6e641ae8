"""Errors in their sentences: the piece of text to show, and what to mark in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations import Span
from evaluation.items import Item

_MARGIN = 240
"""How many characters are shown before and after a span at most."""

_LONGEST = 420
"""A longer marked passage is shown by its beginning and its end."""

# A plan breaks lines by width, so a single line break ends no sentence unless an item follows.
_BREAK = re.compile(
    r"(?<=[.;:!?])\s+|\s*\n\s*\n\s*|\s*\n(?=\s*(?:[-+*•]|(?:\d+\.?)+[.)]?|[a-zđ]\)|[IVXL]+\.)\s)"
)
_ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that is shown alike.

    Args:
        text: the characters, line breaks made spaces.
        mark: ``head``, ``tail`` or "" for context.
    """

    text: str
    mark: str = ""


def sentence(text: str, span: Span) -> Span:
    """The sentence or item around a span, cut at words where it is long.

    Args:
        text: what the span stands in.
        span: what to show.
    """
    start, end = max(0, span.start - _MARGIN), min(len(text), span.end + _MARGIN)
    for found in _BREAK.finditer(text, start, span.start):
        start = found.end()
    after = _BREAK.search(text, max(span.start, span.end - 1), end)
    if after:
        end = max(span.end, after.start())
    return Span(min(start, span.start), end)


def excerpts(text: str, item: Item, context: Item | None = None) -> tuple[tuple[Piece, ...], ...]:
    """The sentence of an item, and that of a relation's tail where it is another one.

    Args:
        text: the plan.
        item: what to mark.
        context: the item on the other side, so that both sides show the same sentence.
    """
    around = [item.span] if context is None else [item.span, context.span]
    shown = _hull([sentence(text, span) for span in around])
    marks = [(item.span, "head")]
    if item.tail is None:
        return (_pieces(text, shown, marks),)
    if shown.contains(item.tail):
        return (_pieces(text, shown, [*marks, (item.tail, "tail")]),)
    there = sentence(text, item.tail)
    return (_pieces(text, shown, marks), _pieces(text, there, [(item.tail, "tail")]))


def shortened(text: str, item: Item, *, width: int = 70) -> str:
    """An item in one short line: ``LEAD "Rà soát ..." → "Sở Y tế"``.

    Args:
        text: the plan.
        item: what to show.
        width: how many characters of each end.
    """
    ends = [item.span] if item.tail is None else [item.span, item.tail]
    return f"{item.name} " + " → ".join(f'"{_clip(text, span, width)}"' for span in ends)


def _clip(text: str, span: Span, width: int) -> str:
    line = " ".join(span.of(text).split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _hull(spans: Sequence[Span]) -> Span:
    """The spans together where they touch, otherwise the first."""
    first = spans[0]
    for span in spans[1:]:
        if span.start <= first.end and first.start <= span.end:
            first = Span(min(first.start, span.start), max(first.end, span.end))
    return first


def _pieces(text: str, shown: Span, marks: Sequence[tuple[Span, str]]) -> tuple[Piece, ...]:
    """The shown text cut where a mark begins or ends; a tail lies above its head."""
    edges = {shown.start, shown.end}
    for span, _ in marks:
        edges |= {edge for edge in (span.start, span.end) if shown.start < edge < shown.end}
    cuts = sorted(edges)
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        mark = ""
        for span, name in marks:
            if span.start <= start and end <= span.end:
                mark = name
        pieces.append(Piece(_line(text[start:end]), mark))
    return tuple(pieces)


def _line(passage: str) -> str:
    if len(passage) > _LONGEST:
        half = _LONGEST // 2
        passage = passage[:half].rstrip() + _ELLIPSIS + passage[-half:].lstrip()
    return re.sub(r"\s+", " ", passage)
