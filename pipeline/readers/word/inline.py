"""The text of one paragraph: its runs, as Word shows them once all changes are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import category
from xml.etree.ElementTree import Element

from pipeline.readers.legacy import convert, encoding_of_font
from pipeline.readers.word.markup import alternative, child, is_on
from pipeline.readers.word.numbering import format_number
from pipeline.readers.word.styles import Look, Styles
from pipeline.readers.word.symbols import in_unicode, out_of_private

_SOFT_HYPHEN = "\u00ad"
_XML_SPACE = " \t\r\n"

_LEFT_OUT = frozenset(
    (
        *("w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr"),
        *("w:del", "w:moveFrom", "w:instrText", "w:rt"),
    )
)
"""Properties, deletions, field instructions, the reading above a word (``w:ruby``)."""

_CHARACTERS: Mapping[str, str] = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    # Shown only where a line ends at it; but in a legacy font its code is a letter.
    "w:softHyphen": _SOFT_HYPHEN,
}
_UNREAD: Mapping[str, str] = {"w:subDoc": "subdocument", "dgm:relIds": "diagram"}
_NOTE_NUMBERS: Mapping[str, str] = {"footnote": "decimal", "endnote": "lowerRoman"}
_NOTES = frozenset(f"w:{kind}Reference" for kind in _NOTE_NUMBERS)
_SHOWN = frozenset(("w:t", "m:t", "w:sym", "w:txbxContent", *_CHARACTERS, *_UNREAD, *_NOTES))


class Note(NamedTuple):
    """A footnote or endnote cited in the text.

    Args:
        kind: ``footnote`` or ``endnote``.
        id: by which its part knows it.
        mark: how it is cited, "[1]"; "" where the author typed a mark.
    """

    kind: str
    id: str
    mark: str


class _Piece(NamedTuple):
    """Neighbouring text that is decoded as one."""

    text: str
    encoding: str | None
    capitals: bool

    def decoded(self) -> str:
        text = self.text if self.encoding is None else convert(self.text, encoding=self.encoding)
        return text.upper() if self.capitals else text


@dataclass(slots=True)
class Line:
    """The text of a paragraph, and what hangs on it.

    Args:
        boxes: the contents of text boxes anchored in it.
        notes: the notes that it cites.
        unread: what it embeds that this reader does not read.
    """

    boxes: list[Element] = field(default_factory=list[Element])
    notes: list[Note] = field(default_factory=list[Note])
    unread: list[str] = field(default_factory=list[str])
    _pieces: list[_Piece] = field(default_factory=list[_Piece])

    def write(self, text: str, look: Look) -> None:
        """Add text that is shown in ``look``."""
        encoding = encoding_of_font(look.font)
        text = in_unicode(text, font=look.font) if encoding is None else out_of_private(text)
        last = self._pieces[-1] if self._pieces else None
        # VNI writes a letter and its mark as two characters, which may stand in two runs.
        if last is not None and (last.encoding, last.capitals) == (encoding, look.capitals):
            self._pieces[-1] = last._replace(text=last.text + text)
        else:
            self._pieces.append(_Piece(text, encoding, look.capitals))

    @property
    def text(self) -> str:
        """The paragraph in Unicode, line breaks as line feeds."""
        return "".join(piece.decoded() for piece in self._pieces).replace(_SOFT_HYPHEN, "")


@dataclass(slots=True)
class _Reading:
    """A paragraph being read: its line, its style, and the fields that are open.

    A field is true while its instruction is read and false from there to its end. The list
    does not outlive the paragraph: what is left of a field over several is its result, and
    one that never ends hides no more than its paragraph.
    """

    line: Line
    style: str
    fields: list[bool] = field(default_factory=list[bool])

    def mark_field(self, kind: str | None) -> None:
        """Follow a sign that begins, turns or ends a field."""
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()


class InlineReader:
    """Reads the paragraphs of one document and counts its notes.

    Args:
        styles: the document's styles.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._cited = dict.fromkeys(_NOTE_NUMBERS, 0)

    def read(self, paragraph: Element, *, style: str) -> Line:
        """The text of ``paragraph``, which has ``style``."""
        reading = _Reading(Line(), style)
        self._walk(paragraph, self._styles.look(None, paragraph=style), reading)
        return reading.line

    def _walk(self, element: Element, look: Look, reading: _Reading) -> None:
        for part in element:
            tag = part.tag
            if tag == "w:r":
                own = self._styles.look(child(part, "w:rPr"), paragraph=reading.style)
                self._walk(part, own, reading)
            elif tag == "w:fldChar":
                reading.mark_field(part.get("w:fldCharType"))
            elif tag in _SHOWN:
                if not look.hidden and not any(reading.fields):
                    self._show(part, look, reading.line)
            elif tag == "mc:AlternateContent":
                for branch in alternative(part):
                    self._walk(branch, look, reading)
            elif tag not in _LEFT_OUT:
                self._walk(part, look, reading)

    def _show(self, element: Element, look: Look, line: Line) -> None:
        tag = element.tag
        if tag in _CHARACTERS:
            line.write(_CHARACTERS[tag], look)
        elif tag == "w:sym":
            line.write(_symbol(element), look._replace(font=element.get("w:font", look.font)))
        elif tag == "w:txbxContent":
            line.boxes.append(element)
        elif tag in _UNREAD:
            line.unread.append(_UNREAD[tag])
        elif tag in _NOTES:
            note = self._cite(element)
            line.notes.append(note)
            line.write(note.mark, Look())
        else:
            line.write(_text(element), look)

    def _cite(self, reference: Element) -> Note:
        kind = reference.tag.removeprefix("w:").removesuffix("Reference")
        identity = reference.get("w:id", "")
        if is_on(reference.get("w:customMarkFollows", "0")):
            return Note(kind, identity, "")
        self._cited[kind] += 1
        return Note(kind, identity, f"[{format_number(self._cited[kind], _NOTE_NUMBERS[kind])}]")


def _text(element: Element) -> str:
    """The text of ``w:t``; white space at its ends counts only where the file says so."""
    text = element.text or ""
    return text if element.get("xml:space") == "preserve" else text.strip(_XML_SPACE)


def _symbol(element: Element) -> str:
    """The character of ``w:sym``; "" where its code is none that a text can hold."""
    try:
        character = chr(int(element.get("w:char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return "" if category(character) in ("Cc", "Cs") else character
