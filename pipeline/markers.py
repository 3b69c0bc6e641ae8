"""Enumerators at the start of a line: "II.", "1.2.", "đ)", "-", "Điều 3.", "Phụ lục I"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class MarkerStyle(StrEnum):
    """Families of enumerators, from the outermost in use to the innermost."""

    ANNEX = "annex"
    PART = "part"
    ARTICLE = "article"
    LETTER = "letter"
    ROMAN = "roman"
    NUMBER = "number"
    NAMED = "named"
    ALPHA = "alpha"
    PAREN = "paren"
    STAR = "star"
    DASH = "dash"
    PLUS = "plus"


BULLETS = frozenset((MarkerStyle.STAR, MarkerStyle.DASH, MarkerStyle.PLUS))
"""Enumerators that do not count."""


@dataclass(frozen=True, slots=True)
class Marker:
    """An enumerator.

    Args:
        style: its family.
        label: as written, without brackets and closing signs ("1.2", "đ", "II").
        end: offset after it and the white space behind it.
        depth: how many numbers a NUMBER has ("1.2" is 2); 1 for all others.
    """

    style: MarkerStyle
    label: str
    end: int
    depth: int = 1

    @property
    def key(self) -> tuple[MarkerStyle, int]:
        """Enumerators of the same key are siblings unless something stands between them."""
        return (self.style, self.depth)


_UPPER = "A-ZÀ-ỸĐ"
_PATTERN = re.compile(
    rf"""
    (?P<annex>(?:Phụ\s+lục|PHỤ\s+LỤC)(?:\s+(?:số\s+|SỐ\s+)?(?P<annex_n>[IVX]+|\d+(?:\.\d+)?))?\b[.:]?)
  | (?P<part>(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?P<part_n>(?:thứ|THỨ)\s+\w+|[IVX]+|\d+)\b\s*[.:]?)
  | (?P<article>Điều\s+(?P<article_n>\d+)\s*[.:])
  | (?P<roman>(?P<roman_n>[IVX]{{1,6}}|X[IVX]*L?[IVX]*)\s?(?:[.)/:]|-(?=\s))
        (?=\s|$|[{_UPPER}][{_UPPER}a-zà-ỹ]))
  | (?P<letter>(?P<letter_n>[A-HĐ])\s?[.)/](?=\s))
  | (?P<number>(?P<number_n>\d{{1,3}}(?:\.\d{{1,2}}){{0,4}})
        (?:\.(?=\s|$|[{_UPPER}"“])|[)](?=\s|$|[{_UPPER}])|/(?=\s)|-(?=\s)
        |(?<=\.\d)(?=\s+[{_UPPER}])|(?<=\.\d\d)(?=\s+[{_UPPER}])))
  | (?P<named>
        (?:Hoạt\s+động|Nhiệm\s+vụ|Nội\s+dung|Dự\s+án|Tiểu\s+dự\s+án|Giải\s+pháp|Công\s+việc|Tình\s+huống)
        \s+(?:số\s+)?(?P<named_n>\d{{1,2}}(?:\.\d{{1,2}})?)(?:\s*[.:](?=\s|$)|\s*$))
  | (?P<alpha>(?P<alpha_n>[a-zđ]\d?)(?:\)|[./](?=\s)))
  | (?P<paren>\((?P<paren_n>\d{{1,2}}|[a-zđ]|[ivx]+)\)(?=\s|[{_UPPER}]))
  | (?P<star>\*{{1,3}}(?=\s*[\w"“(]))
  | (?P<dash>[-•●▪■◦‣➢✓](?=\s*[^\W\d_]|\s+[\w"“(\[]))
  | (?P<plus>\+(?=\s*[\w"“(]))
    """,
    re.VERBOSE,
)


def find_marker(text: str, start: int = 0, end: int | None = None) -> Marker | None:
    """The enumerator with which ``text[start:end]`` begins, if any."""
    match = _PATTERN.match(text, start, len(text) if end is None else end)
    if match is None:
        return None
    style = next(style for style in MarkerStyle if match.group(style.value) is not None)
    groups = match.groupdict()
    label = groups.get(f"{style.value}_n") or ""
    after = match.end()
    while after < len(text) and (end is None or after < end) and text[after] in " \t":
        after += 1
    depth = label.count(".") + 1 if style is MarkerStyle.NUMBER else 1
    return Marker(style, label, after, depth)
