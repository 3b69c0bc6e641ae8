"""Word files that are damaged, dangerous or something else: one clear line for each."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from word_files import NAMESPACES, paragraph, row, table, word_file, word_parts, zipped

from pipeline.errors import ReadError
from pipeline.readers import Source, read


def bomb() -> dict[str, str | bytes]:
    return word_parts(paragraph(" " * (8 * 1024 * 1024)))


def with_doctype(parts: dict[str, str | bytes], encoding: str = "utf-8") -> dict[str, str | bytes]:
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    document = str(parts["word/document.xml"]).replace("Sở", "&e;")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{entity}{document}'
    return parts | {"word/document.xml": declared.encode(encoding)}


def encrypted_entry() -> bytes:
    """A zip whose entries are marked as encrypted, in the headers of both places."""
    data = bytearray(word_file(paragraph("x")))
    with ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            data[entry.header_offset + 6] |= 1
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def other_office_file(root: str, name: str) -> bytes:
    parts = word_parts("") | {"word/document.xml": f'<{root} xmlns="{name}"/>'}
    return zipped(parts)


WHOLE = word_file(paragraph("Sở Y tế") * 50)
SCHEMAS = "http://schemas.openxmlformats.org"
REFUSED = [
    pytest.param(WHOLE[: len(WHOLE) // 2], "truncated or damaged", id="truncated"),
    pytest.param(WHOLE[:60], "truncated or damaged", id="truncated to its head"),
    pytest.param(
        WHOLE.replace(b"word/document.xml", b"word/documemt.xml"), "main part", id="no main part"
    ),
    pytest.param(zipped({"anh.txt": "x"}), "zip archive, not a Word document", id="a zip"),
    pytest.param(
        zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "OpenDocument",
        id="an .odt by another name",
    ),
    pytest.param(
        other_office_file("workbook", f"{SCHEMAS}/spreadsheetml/2006/main"),
        "an Excel workbook",
        id="an .xlsx by another name",
    ),
    pytest.param(
        other_office_file("presentation", f"{SCHEMAS}/presentationml/2006/main"),
        "a PowerPoint presentation",
        id="a .pptx by another name",
    ),
    pytest.param(encrypted_entry(), "password-protected", id="encrypted parts"),
    pytest.param(zipped(bomb()), "zip bomb", id="a part that swells"),
    pytest.param(
        zipped(with_doctype(word_parts(paragraph("Sở")))), "document type", id="external entity"
    ),
    pytest.param(
        zipped(with_doctype(word_parts(paragraph("Sở")), "utf-16")),
        "document type",
        id="external entity in UTF-16",
    ),
    pytest.param(
        zipped(word_parts(paragraph("x")) | {"word/document.xml": "<w:document>"}),
        "word/document.xml is damaged",
        id="broken XML",
    ),
    pytest.param(
        word_file("<w:sdt><w:sdtContent>" * 9000 + "</w:sdtContent></w:sdt>" * 9000),
        "nests elements deeper",
        id="nested without end",
    ),
    pytest.param(word_file(paragraph("") + table(row(""))), "holds no text", id="no text"),
    pytest.param(
        zipped(word_parts("") | {"word/document.xml": f"<w:document {NAMESPACES}/>"}),
        "main part",
        id="no body",
    ),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_refuses_in_one_line_that_names_file_and_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read(Source("a/plan.docx", data))
    message = str(caught.value)
    assert message.startswith("a/plan.docx: ")
    assert "\n" not in message


def test_part_names_may_be_written_in_other_ways() -> None:
    renamed = {
        name.replace("word/", "\\WORD\\"): content
        for name, content in word_parts(paragraph("Kế hoạch")).items()
    }
    assert read(Source("plan.docx", zipped(renamed))).text == "Kế hoạch\n"


def test_relationships_that_lead_outside_are_not_followed() -> None:
    parts = word_parts(paragraph("Kế hoạch"))
    name = "word/_rels/document.xml.rels"
    outside = str(parts[name]).replace(
        "</Relationships>",
        '<Relationship Id="x" TargetMode="External" Type="a/styles" Target="http://a.test/s.xml"/>'
        "</Relationships>",
    )
    assert read(Source("plan.docx", zipped(parts | {name: outside}))).text == "Kế hoạch\n"
