"""The numbers that Word makes itself: what it prints before each paragraph of a list.

As ISO/IEC 29500-1, 17.9 has it: a paragraph names a list (``w:num``), a list its definition
(``w:abstractNum``) with nine levels; lists of one definition count on from each other unless
they override a level's start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipeline.readers.word.markup import as_number, child, children, number, switch, value
from pipeline.readers.word.styles import ListReference, Styles

LEVELS = 9

_PLACEHOLDER = re.compile(r"%([1-9])")
_KEPT_BULLETS = frozenset("-+*")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST_LINKS = 8
"""How far links from list to list are followed, which may lead round in a ring."""
_MOST_ROMAN = 32_767
_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Label:
    """What Word prints before a paragraph.

    Args:
        text: the number or bullet with its signs; "" where the level shows none.
        separator: what stands between it and the paragraph's text.
        font: the font of the label; ``None`` where it is that of the paragraph.
        bullet: whether it does not count.
    """

    text: str
    separator: str
    font: str | None
    bullet: bool


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: ``text`` holds ``%1`` where the number of level 1 goes."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    text: str = ""
    legal: bool = False
    separator: str = " "
    style: str | None = None
    font: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its definition, and the levels and starts that it has of its own."""

    definition: str
    levels: Mapping[int, _Level] = field(default_factory=dict[int, _Level])
    starts: Mapping[int, int] = field(default_factory=dict[int, int])


class Numbering:
    """The lists of a document and how far each has counted.

    Args:
        root: the numbering part; ``None`` where the document has none.
        styles: the document's styles, which may be linked with lists.
    """

    def __init__(self, root: Element | None, *, styles: Styles) -> None:
        self._styles = styles
        self._definitions = {
            definition.get("w:abstractNumId", ""): definition
            for definition in children(root, "w:abstractNum")
        }
        self._levels = {
            name: dict(_levels(definition)) for name, definition in self._definitions.items()
        }
        self._lists = {as_number(num.get("w:numId")): _list(num) for num in children(root, "w:num")}
        self._counts: dict[str, list[int | None]] = {}
        self._overridden = set[tuple[int, int]]()

    def label(self, properties: Element | None, *, style: str) -> Label | None:
        """Count a paragraph; what stands before it, or ``None`` where it is in no list.

        Args:
            properties: the paragraph's own properties (``w:pPr``).
            style: its style.
        """
        reference = self._reference(properties, style)
        if reference is None:
            return None
        list_number, index = reference
        this = self._lists[list_number]
        definition = self._linked(this.definition)
        levels = self._levels.get(definition, {}) | dict(this.levels)
        if index not in levels:
            return None
        counts = self._counts.setdefault(definition, [None] * LEVELS)
        self._count(counts, list_number, index, levels)
        level = levels[index]
        bullet = level.format == "bullet"
        return Label(
            text="" if level.hidden else _bullet(level) if bullet else _text(index, levels, counts),
            separator=level.separator,
            font=None if bullet else level.font,
            bullet=bullet,
        )

    def anew(self) -> Numbering:
        """The same lists, none of which has counted: text boxes and notes count apart."""
        other = copy(self)
        other._counts = {}
        other._overridden = set[tuple[int, int]]()
        return other

    def _reference(self, properties: Element | None, style: str) -> tuple[int, int] | None:
        """The list and level of a paragraph: its own first, then those of its style."""
        own = child(properties, "w:numPr")
        direct = ListReference(number(own, "w:numId"), number(own, "w:ilvl"))
        from_style = self._styles.list_reference(style)
        list_number = from_style.number if direct.number is None else direct.number
        if list_number is None or list_number not in self._lists:
            return None
        level = direct.level
        if level is None and direct.number is None:
            level = self._level_of_style(list_number, style, default=from_style.level)
        return list_number, min(max(level or 0, 0), LEVELS - 1)

    def _level_of_style(self, list_number: int, style: str, *, default: int | None) -> int | None:
        """The level linked with ``style`` or with a style that it is based on."""
        this = self._lists[list_number]
        levels = self._levels.get(self._linked(this.definition), {}) | dict(this.levels)
        linked = {level.style: index for index, level in levels.items() if level.style}
        ancestors = self._styles.ancestry(style)
        return next((linked[name] for name in ancestors if name in linked), default)

    def _linked(self, definition: str) -> str:
        """The definition that ``definition`` stands for: some only name a list style."""
        for _ in range(_MOST_LINKS):
            style = value(self._definitions.get(definition), "w:numStyleLink")
            target = self._lists.get(self._styles.list_reference(style).number) if style else None
            if target is None:
                break
            definition = target.definition
        return definition

    def _count(
        self,
        counts: list[int | None],
        list_number: int,
        index: int,
        levels: Mapping[int, _Level],
    ) -> None:
        """Count one up at level ``index`` and let the levels below start anew.

        A level above that has no number yet gets its first, which so is used up: after "1.1"
        without a "1" comes "2", in LibreOffice and in the Open XML PowerTools alike.
        """
        starts = self._lists[list_number].starts
        before = counts[index]
        if index in starts and (list_number, index) not in self._overridden:
            self._overridden.add((list_number, index))
            before = None
        start = starts.get(index, levels[index].start)
        counts[index] = start if before is None else before + 1
        for above in range(index):
            if counts[above] is None:
                counts[above] = levels.get(above, _Level()).start
        for below in range(index + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or index < restart:
                counts[below] = None


def _list(num: Element) -> _List:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in children(num, "w:lvlOverride"):
        index = as_number(override.get("w:ilvl"))
        if index is None:
            continue
        level = child(override, "w:lvl")
        if level is not None:
            levels[index] = _level(level)
        start = number(override, "w:startOverride")
        if start is not None:
            starts[index] = start
    return _List(value(num, "w:abstractNumId") or "", levels, starts)


def _levels(definition: Element) -> Iterator[tuple[int, _Level]]:
    for level in children(definition, "w:lvl"):
        index = as_number(level.get("w:ilvl"))
        if index is not None:
            yield index, _level(level)


def _level(level: Element) -> _Level:
    # Word writes a format of its own kind ("001, 002, ...") beside one for older readers.
    shown = child(level, "w:numFmt")
    if shown is None:
        shown = child(level, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    start = number(level, "w:start")
    fonts = child(level, "w:rPr", "w:rFonts")
    return _Level(
        start=1 if start is None else start,
        format=shown.get("w:val", "decimal") if shown is not None else "decimal",
        pattern=shown.get("w:format", "") if shown is not None else "",
        restart=number(level, "w:lvlRestart"),
        text=value(level, "w:lvlText") or "",
        legal=bool(switch(level, "w:isLgl")),
        separator="" if value(level, "w:suff") == "nothing" else " ",
        style=value(level, "w:pStyle"),
        font=fonts.get("w:hAnsi") or fonts.get("w:ascii") if fonts is not None else None,
        hidden=bool(switch(level, "w:rPr", "w:vanish")),
    )


def _bullet(level: _Level) -> str:
    """A dash for any bullet: plans rank "-", "+" and "*", which stay, above pictures."""
    sign = level.text.strip()
    return sign if sign in _KEPT_BULLETS else "-"


def _text(index: int, levels: Mapping[int, _Level], counts: list[int | None]) -> str:
    """The text of a label with every number filled in; one of a level below is none."""
    legal = levels[index].legal

    def filled(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        level, count = levels.get(place, _Level()), counts[place]
        if count is None or place > index:
            return ""
        return format_number(count, "decimal" if legal else level.format, pattern=level.pattern)

    return _PLACEHOLDER.sub(filled, levels[index].text)


def format_number(count: int, name: str, *, pattern: str = "") -> str:
    """``count`` as Word prints it in a number format.

    Args:
        count: the number.
        name: its format by the name in files (ST_NumberFormat); those that Vietnamese
            documents do not use are printed as decimals.
        pattern: the example of a ``custom`` format, such as "001, 002, ...".
    """
    if name == "custom":
        return str(count).zfill(len(pattern.split(",")[0].strip()))
    return _FORMATS.get(name, str)(count)


def _roman(count: int) -> str:
    if not 0 < count <= _MOST_ROMAN:
        return str(count)
    digits: list[str] = []
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        digits.append(sign * times)
    return "".join(digits)


def _letter(count: int) -> str:
    """a, b, ... z, aa, bb: after z Word repeats the letter; it has no "đ" in its lists."""
    if not 0 < count <= 780:
        return str(count)
    times, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _in_words(count: int) -> str:
    """Vietnamese numerals: mười, mười một, hai mươi, hai mươi mốt."""
    if not 0 <= count < 100:
        return str(count)
    tens, units = divmod(count, 10)
    if not tens:
        return _VIETNAMESE[units]
    ten = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    if not units:
        return ten
    unit = "lăm" if units == 5 else "mốt" if units == 1 and tens > 1 else _VIETNAMESE[units]
    return f"{ten} {unit}"


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "numberInDash": lambda count: f"- {count} -",
    "vietnameseCounting": _in_words,
}
