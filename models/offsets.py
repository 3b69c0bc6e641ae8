"""Spans of sub-words and entities over the raw text."""

from __future__ import annotations

from annotations import Span


def trimmed(text: str, span: Span) -> Span:
    """``span`` without the white space at its edges; as it is where there is nothing else."""
    inside = span.of(text)
    visible = inside.strip()
    if not visible:
        return span
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, start + len(visible))
