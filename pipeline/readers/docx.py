"""Word documents (.docx, .docm, .dotx): what Word shows of the text, all changes accepted.

python-docx's ``paragraph.text`` leaves out numbers that Word makes itself, inserted text,
content controls and text boxes, so the XML is read as it is (`pipeline.readers.word`).
Page headers and footers, comments and hidden text are left out. Offsets of pages are not
given: Word keeps where it broke pages last only in part.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from annotations.language import later, say, translated
from pipeline.document import Document
from pipeline.readers.registry import Source
from pipeline.readers.word.body import BodyReader
from pipeline.readers.word.markup import MarkupError, child
from pipeline.readers.word.numbering import Numbering
from pipeline.readers.word.package import Package
from pipeline.readers.word.styles import Styles

_OTHERS = {
    "x:workbook": later("an Excel workbook"),
    "p:presentation": later("a PowerPoint presentation"),
}
_SAVE_AS = later("open it and save its text as .docx or .pdf")


def read(source: Source) -> Document:
    """Read a Word document: one line a paragraph, table cells on lines of their own.

    Raises:
        ReadError: when it is damaged, encrypted, no Word document, over a limit, declares
            entities or holds no text.
    """
    package = Package(source)
    name = package.related("officeDocument") or ""
    body = _body(package, name)
    styles = Styles(_part(package, "styles", main=name))
    reader = BodyReader(
        styles=styles,
        numbering=Numbering(_part(package, "numbering", main=name), styles=styles),
        notes={kind: _part(package, f"{kind}s", main=name) for kind in ("footnote", "endnote")},
        limits=source.limits,
    )
    try:
        reader.read(body)
    except MarkupError as error:
        raise source.refuse(
            say("the document {error}: {save_as}", error=error, save_as=translated(_SAVE_AS))
        ) from error
    if not reader.text:
        raise source.refuse(
            say(
                "the document holds no text; if its pages are pictures, save it as "
                ".pdf to have them read by OCR"
            )
        )
    return Document(
        reader.text,
        name=source.name,
        format="docx",
        wrapped=False,
        tables=reader.tables,
        flags=tuple(f"unread:{what}" for what in reader.unread),
    )


def _body(package: Package, name: str) -> Element:
    """The body of the main part ``name``; an error that says what else the file is."""
    root = package.root(name)
    body = child(root, "w:body")
    if body is not None:
        return body
    if root is not None and root.tag in _OTHERS:
        raise package.refuse(
            say(
                "it is {what}, not a Word document: {save_as}",
                what=translated(_OTHERS[root.tag]),
                save_as=translated(_SAVE_AS),
            )
        )
    if package.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        raise package.refuse(say("it is an OpenDocument file, not a Word document: name it .odt"))
    if "[Content_Types].xml" not in package:
        raise package.refuse(say("it is a zip archive, not a Word document: unpack it first"))
    raise package.refuse(say("it is no Word document: its main part is missing"))


def _part(package: Package, kind: str, *, main: str) -> Element | None:
    name = package.related(kind, to=main)
    return package.root(name) if name is not None else None
