"""The numbers and bullets that a browser sets before the items of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.readers.web.dom import Element

BULLET = "-"
"""What stands for a browser's disc: the bullet that administrative texts use."""

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.I)
_ENUMERATED = re.compile(r"(?:[-–+*•]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXivx]{1,5})[.)])\s")
_KINDS = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
_NUMBERED = frozenset(
    ("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "decimal-leading-zero")
)
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _List:
    kind: str
    number: int
    step: int


class ListMarkers:
    """Counts the items of the lists that are open in one run of blocks."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._pending: list[str] = []

    def start(self, element: Element) -> None:
        """A block element begins; lists and their items are counted."""
        if element.tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_opened(element))
        elif element.tag == "li" and self._lists:
            self._pending.append(_marker(self._lists[-1], element))

    def end(self, element: Element) -> None:
        """A block element ends; an item without text takes its marker with it."""
        if element.tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif element.tag == "li":
            self._pending.clear()

    def marked(self, block: str) -> str:
        """A block with the markers that are due before it.

        Not where it has one of its own: pages turn a browser's off in style sheets.
        """
        markers = [marker for marker in self._pending if marker]
        self._pending.clear()
        if not markers or _ENUMERATED.match(block):
            return block
        return f"{' '.join(markers)} {block}"


def _opened(element: Element) -> _List:
    ordered = element.tag == "ol"
    backwards = element.get("reversed", "no") != "no"
    first = sum(1 for _ in element.iter("li")) if backwards else 1
    start = _integer(element.get("start", ""), default=first)
    given = element.get("type", "1") if ordered else "disc"
    return _List(_kind(element, given), start, -1 if backwards else 1)


def _kind(element: Element, given: str) -> str:
    """The style of a list or an item: its style attribute, else ``given``."""
    styled = _STYLE.search(element.get("style", ""))
    if styled:
        for word in styled[1].lower().split():
            word = _KINDS.get(word, word)
            if word in _NUMBERED or word in ("none", "disc", "circle", "square"):
                return word
    return _KINDS.get(given, given)


def _marker(of: _List, item: Element) -> str:
    kind = _kind(item, of.kind)
    if kind not in _NUMBERED:
        return "" if kind == "none" else BULLET
    number = _integer(item.get("value", ""), default=of.number)
    of.number = number + of.step
    return f"{_written(number, kind)}."


def _integer(value: str, *, default: int) -> int:
    match = re.match(r"\s*([+-]?\d{1,6})", value)
    return int(match[1]) if match else default


def _written(number: int, kind: str) -> str:
    """A number in the style ``kind``; decimal where that style cannot write it."""
    text = str(number)
    if kind.endswith("alpha") and number > 0:
        text = ""
        while number:
            number, letter = divmod(number - 1, 26)
            text = chr(ord("a") + letter) + text
    elif kind.endswith("roman") and 0 < number < 4000:
        text = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
    return text.upper() if kind.startswith("upper") else text
