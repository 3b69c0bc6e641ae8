"""Changes of an annotated text that keep every entity on exactly its own characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotations import Annotation, Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New words for a stretch of a text; neither is empty, so that no entity vanishes."""

    span: Span
    text: str


def edited(annotation: Annotation, edits: Iterable[Edit]) -> Annotation:
    """An annotation after ``edits``, which must not overlap.

    An edit that would blur where an entity begins or ends, because it covers an edge and
    characters on both sides, is left out.

    Args:
        annotation: entities that do not overlap; relations are not kept.
        edits: the changes, in any order.

    Raises:
        ValueError: when two edits overlap, or one covers or puts nothing.
    """
    edges = sorted(
        edge for entity in annotation.entities for edge in (entity.span.start, entity.span.end)
    )
    kept = [edit for edit in sorted(edits) if not _covers_an_edge(edit.span, edges)]
    _refuse_overlaps(kept)
    pieces: list[str] = []
    ends: list[int] = []
    shifts: list[int] = [0]
    at = 0
    for edit in kept:
        pieces += (annotation.text[at : edit.span.start], edit.text)
        at = edit.span.end
        ends.append(at)
        shifts.append(shifts[-1] + len(edit.text) - len(edit.span))
    pieces.append(annotation.text[at:])

    # No edge lies inside an edit: both edges move by the edits that end at or before them.
    def moved(edge: int) -> int:
        return edge + shifts[bisect_right(ends, edge)]

    entities = (
        replace(entity, span=Span(moved(entity.span.start), moved(entity.span.end)))
        for entity in annotation.entities
    )
    return Annotation("".join(pieces), tuple(entities))


def _covers_an_edge(span: Span, edges: Sequence[int]) -> bool:
    return bisect_left(edges, span.end) > bisect_right(edges, span.start)


def _refuse_overlaps(edits: Sequence[Edit]) -> None:
    for edit in edits:
        if not edit.span or not edit.text:
            raise ValueError(f"an edit covers or puts nothing: {edit}")
    for first, second in pairwise(edits):
        if first.span.end > second.span.start:
            raise ValueError(f"edits overlap: {first}, {second}")
