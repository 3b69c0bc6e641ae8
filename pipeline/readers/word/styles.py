"""Styles: the font of a run, whether it is shown, and the list a style belongs to.

The rules of inheritance are those of ISO/IEC 29500-1, 17.7.2 (style hierarchy) and 17.7.3
(toggle properties); table styles are left out, which set no fonts in office documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from pipeline.readers.word.markup import child, children, is_on, number, switch, value

_MOST_ANCESTORS = 32
"""How far styles are followed, which may lead round in a ring; real ones go a few steps."""


class Look(NamedTuple):
    """How a run is shown, as far as its text depends on it.

    Args:
        font: the font's name; "" where it is the theme's, which is always one of Unicode.
        hidden: whether it is hidden text.
        capitals: whether its letters are shown as capitals.
    """

    font: str = ""
    hidden: bool = False
    capitals: bool = False


class ListReference(NamedTuple):
    """What a paragraph or a style says of its list; ``None`` is left to what it is based on."""

    number: int | None
    level: int | None


class Styles:
    """The style sheet of a document.

    Args:
        root: the styles part; ``None`` where the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles = {style.get("w:styleId", ""): style for style in children(root, "w:style")}
        self._default = next(filter(self._is_default, self._styles), "")
        self._document = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._looks: dict[str, Look] = {}

    def of_paragraph(self, properties: Element | None) -> str:
        """The style of a paragraph with ``properties`` (its ``w:pPr``)."""
        return value(properties, "w:pStyle") or self._default

    def look(self, run: Element | None, *, paragraph: str) -> Look:
        """How a run is shown.

        Args:
            run: its own properties (``w:rPr``).
            paragraph: the style of its paragraph.
        """
        below = self._style_look(paragraph)
        if run is None:
            return below
        character = value(run, "w:rStyle") or ""
        font = _font(run)
        if font is None:
            font = next(self._fonts(character), below.font)
        hidden, capitals = switch(run, "w:vanish"), switch(run, "w:caps")
        if hidden is None:
            hidden = below.hidden ^ self._toggled(character, "w:vanish")
        if capitals is None:
            capitals = below.capitals ^ self._toggled(character, "w:caps")
        return Look(font, hidden, capitals)

    def list_reference(self, style: str) -> ListReference:
        """The list that a paragraph style puts its paragraphs in."""
        list_number, level = None, None
        for properties in self._properties(style, "w:pPr"):
            if list_number is None:
                list_number = number(properties, "w:numPr", "w:numId")
            if level is None:
                level = number(properties, "w:numPr", "w:ilvl")
        return ListReference(list_number, level)

    def ancestry(self, style: str) -> Iterator[str]:
        """``style`` and the styles that it is based on, nearest first."""
        for _ in range(_MOST_ANCESTORS):
            if style not in self._styles:
                return
            yield style
            style = value(self._styles[style], "w:basedOn") or ""

    def _is_default(self, style: str) -> bool:
        element = self._styles[style]
        return element.get("w:type") == "paragraph" and is_on(element.get("w:default", "0"))

    def _properties(self, style: str, tag: str) -> Iterator[Element]:
        for ancestor in self.ancestry(style):
            properties = child(self._styles[ancestor], tag)
            if properties is not None:
                yield properties

    def _fonts(self, style: str) -> Iterator[str]:
        for properties in self._properties(style, "w:rPr"):
            font = _font(properties)
            if font is not None:
                yield font

    def _toggled(self, style: str, tag: str) -> bool:
        switches = (switch(properties, tag) for properties in self._properties(style, "w:rPr"))
        return next((on for on in switches if on is not None), False)

    def _style_look(self, paragraph: str) -> Look:
        if paragraph not in self._looks:
            base = self._document_look
            self._looks[paragraph] = Look(
                font=next(self._fonts(paragraph), base.font),
                hidden=base.hidden or self._toggled(paragraph, "w:vanish"),
                capitals=base.capitals or self._toggled(paragraph, "w:caps"),
            )
        return self._looks[paragraph]

    @cached_property
    def _document_look(self) -> Look:
        document = self._document
        if document is None:
            return Look()
        return Look(
            font=_font(document) or "",
            hidden=bool(switch(document, "w:vanish")),
            capitals=bool(switch(document, "w:caps")),
        )


def _font(properties: Element) -> str | None:
    """The font that shows the letters beyond ASCII, those that tell an encoding."""
    fonts = child(properties, "w:rFonts")
    if fonts is None:
        return None
    for attribute in ("w:hAnsi", "w:ascii"):
        if fonts.get(f"{attribute}Theme") is not None:
            return ""
        if fonts.get(attribute):
            return fonts.get(attribute)
    return None
