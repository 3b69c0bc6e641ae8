"""Every limit: what is over it is refused in one line that names the limit and what to do."""

from __future__ import annotations

import io
import re
import tracemalloc
import zlib
from dataclasses import fields
from pathlib import Path

import pytest
from pdf_files import PdfPage, make_pdf
from word_files import cell, paragraph, row, run, table, word_file, word_parts, zipped

from pipeline.errors import ReadError
from pipeline.readers import Source, doc, read
from pipeline.readers.limits import LIMITS, Limits, megabytes, most_attributes
from pipeline.readers.pages import ocr, streams
from pipeline.readers.registry import load, receive

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
PLAN = "Sở Y tế chủ trì, phối hợp Công an tỉnh thực hiện kế hoạch. "
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def page(body: str) -> bytes:
    return f"<html><body>{body}<p>{PLAN}</p></body></html>".encode()


def nested_tables(depth: int) -> str:
    inner = row("x", "y")
    for _ in range(depth - 1):
        inner = row(cell(paragraph("x"), table(inner)), "y")
    return table(inner)


def with_stream(content: bytes, entries: str = "/Filter /FlateDecode") -> bytes:
    """A PDF file with one stream more; ``content`` is packed."""
    packed = zlib.compress(content, 9)
    head = f"9 0 obj << /Length {len(packed)} {entries} >> stream\n".encode()
    return make_pdf(PdfPage().lines(80, 60, PLAN)) + head + packed + b"\nendstream endobj\n%%EOF\n"


def photographed(width: int) -> bytes:
    """A PDF page that shows nothing but a picture ``width`` pixels wide and high."""
    pixels = "00" * (-(-width // 8) * width)
    image = (
        f"q 500 0 0 500 50 50 cm BI /W {width} /H {width} /CS /G /BPC 1 /F /AHx ID {pixels}> EI Q"
    )
    drawn = PdfPage()
    drawn._content.append(image)  # pyright: ignore[reportPrivateUsage]
    return make_pdf(drawn)


OVER = [
    pytest.param("a.txt", PLAN.encode() * 9, Limits(characters=100), "100: split", id="text"),
    pytest.param(
        "a.txt", PLAN.encode("utf-32") * 2, Limits(characters=20), "20: split", id="bytes of text"
    ),
    pytest.param("a.html", page(""), Limits(part_bytes=50), "limit of 1 MB: save", id="page"),
    pytest.param("a.html", page("<b>" * 9), Limits(markup=12), "tags and attributes", id="tags"),
    pytest.param(
        "a.html",
        page(f"<b {' '.join(f'a{n}=1' for n in range(9))}>x</b>"),
        Limits(attributes=8),
        "more than 8 attributes: save its text",
        id="attributes",
    ),
    pytest.param("a.html", page("<div>" * 600), LIMITS, "512 and 32: save", id="depth of a page"),
    pytest.param(
        "a.html", page("<table><tr><td>" * 33), LIMITS, "512 and 32: save", id="tables in a page"
    ),
    pytest.param(
        "a.html",
        page("<table>" + "<tr><td colspan=99>x<td>y</tr>" * 9 + "</table>"),
        Limits(table_places=899),
        "900 places in its tables, over the limit of 899",
        id="places in tables",
    ),
    pytest.param(
        "a.docx", word_file(paragraph("x")), Limits(entries=3), "4 parts, over", id="parts"
    ),
    pytest.param(
        "a.docx",
        zipped(word_parts(paragraph("x")) | {"b": bytes(2_000_000)}),
        Limits(unpacked_bytes=1 << 20),
        "unpacks to 2 MB, over the limit of 1 MB: it is refused as a zip bomb",
        id="unpacked size",
    ),
    pytest.param(
        "a.docx",
        word_file(paragraph("xy" * 999)),
        Limits(part_bytes=99),
        ".rels unpacks to 1 MB, over the limit of 1 MB: it is refused as a zip bomb",
        id="part",
    ),
    pytest.param(
        "a.docx",
        word_file(paragraph("x" * 2_000_000)),
        LIMITS,
        "times its size, over the limit of 200",
        id="ratio",
    ),
    pytest.param(
        "a.docx", word_file(paragraph("x") * 9), Limits(markup=20), "tags and", id="tags of Word"
    ),
    pytest.param(
        "a.docx",
        word_file("<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200),
        LIMITS,
        "deeper than the limit of 256: open it",
        id="depth",
    ),
    pytest.param(
        "a.docx", word_file(nested_tables(33)), LIMITS, "deeper than the limit of 32", id="tables"
    ),
    pytest.param(
        "a.docx", word_file(paragraph(run(PLAN))), Limits(characters=9), "9: split", id="characters"
    ),
    pytest.param("a.pdf", make_pdf(PdfPage(), PdfPage()), Limits(pages=1), "2 pages", id="pages"),
    pytest.param(
        "a.pdf",
        make_pdf(PdfPage().lines(80, 60, PLAN)),
        Limits(characters=20),
        "of 20 for a file: split it",
        id="characters of a page",
    ),
    pytest.param(
        "a.pdf", with_stream(bytes(3 << 20)), Limits(part_bytes=1 << 20), "bomb", id="stream"
    ),
    pytest.param(
        "a.odt",
        zipped({"mimetype": ODT_TYPE, "content.xml": "<a/>", "b.bin": bytes(3 << 20)}),
        LIMITS,
        "part b.bin unpacks to",
        id="OpenDocument",
    ),
]


@pytest.mark.parametrize(("name", "data", "limits", "reason"), OVER)
def test_what_is_over_a_limit_is_refused(
    name: str, data: bytes, limits: Limits, reason: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read(Source(name, data, limits))
    message = str(caught.value)
    assert reason in message
    assert message.startswith(f"{name}: ")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", page("<div>" * 400)),
        ("a.html", page("<table><tr><td>x<td>" * 31)),
        ("a.docx", word_file("<w:sdt><w:sdtContent>" * 120 + paragraph("Kế hoạch") +
                             "</w:sdtContent></w:sdt>" * 120)),
        ("a.docx", word_file(nested_tables(32))),
        ("a.pdf", with_stream(bytes(3 << 20))),
    ],
)  # fmt: skip
def test_what_is_under_the_limits_is_read(name: str, data: bytes) -> None:
    assert read(Source(name, data)).text


def test_a_page_that_must_be_drawn_may_not_hold_a_huge_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: True)
    with pytest.raises(ReadError, match="page 1 has 90,000 pixels in a picture, over the limit"):
        read(Source("a.pdf", photographed(300), Limits(image_pixels=1000)))


def test_every_limit_is_stated() -> None:
    stated = README.partition("\n## Limits\n")[2].partition("\n## ")[0]
    unstated = [
        limit.name
        for limit in fields(Limits)
        if not re.search(_shown(limit.name, getattr(LIMITS, limit.name)), stated)
    ]
    assert unstated == []


def _shown(name: str, value: float) -> str:
    shown = megabytes(int(value)) if name.endswith("bytes") else f"{value:,.0f}"
    return rf"(?<![\d,]){re.escape(shown)}(?![\d,])"


# Files and streams that never end


def test_a_file_over_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 3_000_000)
    tracemalloc.start()
    with pytest.raises(ReadError, match="over the limit of 1 MB: take the pictures out"):
        load(path, limits=Limits(file_bytes=1 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000


class Endless(io.RawIOBase):
    """A stream that always has more."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.taken += len(buffer)
        return len(buffer)


def test_a_stream_is_read_no_further_than_the_limit() -> None:
    endless = Endless()
    with pytest.raises(ReadError, match="it takes at least 2 MB, over the limit of 1 MB"):
        receive(io.BufferedReader(endless), "-", limits=Limits(file_bytes=1 << 20))
    assert endless.taken < 2 << 20


# What limits stand on


@pytest.mark.parametrize(
    ("tag", "more_than_two"),
    [
        ("<a b c>", False),
        ("<a b c d>", True),
        ("<a b=1 c='x y z' d>", True),
        ('<a b="x y z" c>', False),
        ("<a b c><a d e>", False),
        ("<a/b/c/d>", True),
        ("a < b c d e f", False),
        ("<a src=data:a/b/c/d/e==>", False),
        ('<a b = "1" c = 2>', False),
        ("<a b c", False),
        ("<a b c d", True),
    ],
)
def test_attributes_are_counted_as_browsers_do(tag: str, more_than_two: bool) -> None:
    assert most_attributes(tag, 2) is more_than_two


@pytest.mark.parametrize(
    "page", ["<a b='" * 50_000, "<a " + "b " * 1999, "<" * 300_000, "<a" + " =" * 200_000]
)
def test_attributes_are_counted_in_linear_time(page: str) -> None:
    most_attributes(page, 2000)  # a run that takes its square would never end


def test_pictures_may_be_packed_as_tight_as_they_can() -> None:
    blank, limits = bytes(3 << 20), Limits(part_bytes=1 << 20)
    assert streams.refusal(with_stream(blank), limits) is not None
    packed = with_stream(blank, "/Subtype /Image /Filter /FlateDecode")
    assert streams.refusal(packed, limits) is None


def test_a_stream_that_is_packed_twice_is_refused() -> None:
    twice = with_stream(zlib.compress(b"q Q"), "/Filter [/FlateDecode /FlateDecode]")
    assert "twice" in (streams.refusal(twice, LIMITS) or "")


def test_all_streams_together_have_a_limit() -> None:
    limits = Limits(part_bytes=2 << 20, unpacked_bytes=3 << 20)
    assert streams.refusal(with_stream(bytes(2 << 20)), limits) is None
    both = with_stream(bytes(2 << 20)) + with_stream(bytes(2 << 20))
    assert "its streams unpack to" in (streams.refusal(both, limits) or "")


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "meta.xml", "settings.xml"])
def test_no_part_of_an_open_document_may_declare_entities(part: str) -> None:
    parts = {"mimetype": ODT_TYPE, "content.xml": "<a/>", "styles.xml": "<a/>"}
    entity = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    with pytest.raises(ReadError, match=f"{part} declares a document type"):
        doc.kind(Source("a.odt", zipped(parts | {part: entity})))
