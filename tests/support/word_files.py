"""Word files made part by part, so that a test shows the markup that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pipeline.document import Document, Table
from pipeline.readers import Source, read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of ``parts``."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word_parts(body: str, **parts: str) -> dict[str, str | bytes]:
    """The parts of a Word file.

    Args:
        body: what stands in ``w:body``.
        parts: what stands in the roots of others: ``styles``, ``numbering``, ``footnotes``,
            ``endnotes``, ``header``.
    """
    roots = {"header": "hdr"}
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    fixed: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{related}'
        "</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in parts.items():
        root = roots.get(kind, kind)
        fixed[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return fixed


def word_file(body: str, **parts: str) -> bytes:
    """A Word file; arguments as `word_parts`."""
    return zipped(word_parts(body, **parts))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph; what does not begin with a tag becomes a run."""
    content = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def item(text: str, *, list_id: int, level: int = 0) -> str:
    """A paragraph that Word numbers."""
    reference = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(*((text,) if text else ()), properties=reference)


def definition(identity: int, *levels: str) -> str:
    """A list definition with ``levels``, each from `level`."""
    numbered = (
        f'<w:lvl w:ilvl="{index}">{content}</w:lvl>' for index, content in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(numbered)}</w:abstractNum>'


def level(text: str, style: str = "decimal", *, start: int = 1, more: str = "") -> str:
    """A level that prints ``text`` with its numbers in the format ``style``."""
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'


def num(identity: int, *, of: int, overrides: str = "") -> str:
    """A list of definition ``of``."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def table(*rows: str) -> str:
    """A table of ``rows``, each from `row`."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of ``cells``; what does not begin with a tag becomes a cell."""
    content = "".join(part if part.startswith("<") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A cell; what does not begin with a tag becomes a paragraph."""
    content = "".join(
        part if part.startswith("<") else paragraph(*((part,) if part else ()))
        for part in paragraphs
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def fonts(name: str) -> str:
    """The property of a run that sets its font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def box(*content: str) -> str:
    """A text box as Word writes it: a new shape and an old one with the same text."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>'
        "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def read_word(body: str, **parts: str) -> Document:
    """What the reader makes of a Word file; arguments as `word_parts`."""
    return read(Source("plan.docx", word_file(body, **parts)))


def lines(body: str, **parts: str) -> list[str]:
    """The lines that the reader makes of a Word file; arguments as `word_parts`."""
    return read_word(body, **parts).text.splitlines()


def grid(document: Document, table: Table) -> list[tuple[int, int, int, int, str]]:
    """The cells of a table: row, column, rows and columns covered, text."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.span.of(document.text))
        for cell in table.cells
    ]
