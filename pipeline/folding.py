"""The folded text: what the rules read, with the origin of every character.

Soft line breaks are joined, white space is one space, letters are NFC, dashes and quotes are
uniform, characters without width are gone. Paragraphs and cells stand on lines of their own.
Every folded character knows the stretch of the document's text that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from annotations import Span
from pipeline.document import Cell, Document
from pipeline.paragraphs import Paragraph, paragraphs

_UNIFORM = str.maketrans(
    {dash: "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d"}
    | {bullet: "•" for bullet in "\u25cf\u25aa\u25ab\u25fe\uf0b7\uf0a7\u00b7\u2219"}
)
_WIDTHLESS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a paragraph of a cell, as a span of the folded text."""

    span: Span
    cell: Cell | None = None
    table: int | None = None


@dataclass(frozen=True)
class Folded:
    """The folded text of a document.

    Args:
        text: blocks joined by line ends.
        blocks: its paragraphs and cells, in order.
        starts: for each folded character, where its origin in the document's text begins.
        ends: for each folded character, where its origin ends.
    """

    text: str
    blocks: tuple[Block, ...]
    starts: array[int]
    ends: array[int]

    def origin(self, span: Span) -> Span:
        """The stretch of the document's text that a folded span came from."""
        if not span:
            at = self.starts[span.start] if span.start < len(self.starts) else self._length
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def image(self, span: Span) -> Span:
        """The folded span of a stretch of the document's text, the inverse of `origin`."""
        start = bisect_right(self.ends, span.start)
        return Span(start, max(start, bisect_left(self.starts, span.end)))

    @property
    def _length(self) -> int:
        return self.ends[-1] if self.ends else 0


class _Builder:
    """Collects folded characters with their origins."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.starts: array[int] = array("q")
        self.ends: array[int] = array("q")

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, start: int, end: int) -> None:
        """Add ``source[start:end]``, which has no white space."""
        raw = self.source[start:end]
        if unicodedata.is_normalized("NFC", raw) and _WIDTHLESS.isdisjoint(raw):
            self.parts.append(raw.translate(_UNIFORM))
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
            return
        for first, last in _clusters(raw):
            folded = unicodedata.normalize("NFC", raw[first:last]).translate(_UNIFORM)
            self.parts.append(folded)
            self.starts.extend([start + first] * len(folded))
            self.ends.extend([start + last] * len(folded))

    def separator(self, character: str, start: int, end: int) -> None:
        """Add one character that stands for ``source[start:end]``."""
        self.parts.append(character)
        self.starts.append(start)
        self.ends.append(end)


def _clusters(word: str) -> Iterator[tuple[int, int]]:
    """The stretches of ``word`` that compose on their own; characters without width left out."""
    visible = [at for at, character in enumerate(word) if character not in _WIDTHLESS]
    for number, at in enumerate(visible):
        if number and unicodedata.combining(word[at]):
            continue
        after = number + 1
        while after < len(visible) and unicodedata.combining(word[visible[after]]):
            after += 1
        yield at, visible[after - 1] + 1


def fold(document: Document) -> Folded:
    """Fold the text of ``document``; see the module."""
    builder = _Builder(document.text)
    blocks = [
        block
        for paragraph in paragraphs(document)
        if (block := _fold_paragraph(builder, paragraph)) is not None
    ]
    return Folded("".join(builder.parts), tuple(blocks), builder.starts, builder.ends)


def _fold_paragraph(builder: _Builder, paragraph: Paragraph) -> Block | None:
    """Add a paragraph; ``None`` where nothing visible is in it."""
    begun = False
    start = len(builder)
    last = paragraph.span.start
    for match in _WORD.finditer(builder.source, paragraph.span.start, paragraph.span.end):
        if _WIDTHLESS.issuperset(match.group()):
            continue
        if begun:
            builder.separator(" ", last, match.start())
        elif builder.starts:
            builder.separator("\n", builder.ends[-1], match.start())
            start = len(builder)
        begun = True
        builder.word(match.start(), match.end())
        last = builder.ends[-1]
    if not begun:
        return None
    return Block(Span(start, len(builder)), paragraph.cell, paragraph.table)
