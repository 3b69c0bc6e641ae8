"""Ruled tables in PDF pages: their grids, and their parts joined over pages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pdf_files import PdfPage, make_pdf

from pipeline.document import Document
from pipeline.readers import Source, read

XS = (80, 120, 330, 520)
HEAD = ("TT", "Nội dung", "Chủ trì")
FIRST = ("1", "Rà soát quy hoạch các xã", "Sở Xây dựng")
SECOND = ("2", "Kiểm tra công vụ, báo cáo", "Sở Nội vụ")
THIRD = ("3", "Tổng kết, khen thưởng", "Sở Nội vụ")
TEXT = "Căn cứ chương trình công tác năm, Ủy ban nhân dân tỉnh yêu cầu"

Rows = Sequence[Sequence[str]]


def read_pages(*pages: PdfPage) -> Document:
    return read(Source("plan.pdf", make_pdf(*pages)))


def rows_of(document: Document, table: int = 0) -> list[tuple[str, ...]]:
    """The texts of a table row by row; where a row is merged away its cells are missing."""
    rows: dict[int, list[str]] = {}
    for cell in document.tables[table].cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.span.of(document.text).split()))
    return [tuple(row) for row in rows.values()]


def two_parts(above: Rows, below: Rows) -> Document:
    """A table at the foot of a page and one at the top of the next."""
    first = PdfPage().text(85, 100, TEXT, size=13).table(XS, 600, above)
    return read_pages(first, PdfPage().table(XS, 60, below).text(85, 500, TEXT, size=13))


@pytest.mark.parametrize("boxed", [False, True], ids=["strokes", "thin boxes"])
def test_borders(boxed: bool) -> None:
    document = read_pages(PdfPage().table(XS, 200, [HEAD, FIRST, SECOND], boxed=boxed))
    assert rows_of(document) == [HEAD, FIRST, SECOND]


def test_dotted_borders() -> None:
    page = PdfPage().table(XS, 200, [HEAD])
    for y in (242, 263):
        for x in range(80, 520, 2):
            page.rule(x, y, x + 0.5, y + 0.5, boxed=True)
    for x in XS:
        page.rule(x, 221, x, 263)
    for y, row in ((236, FIRST), (257, SECOND)):
        for x, text in zip(XS, row, strict=False):
            page.text(x + 5, y, text, size=12)
    assert rows_of(read_pages(page)) == [HEAD, FIRST, SECOND]


def test_table_open_at_its_sides() -> None:
    page = PdfPage()
    for y in (200, 221, 242):
        page.rule(80, y, 520, y)
    for x in XS[1:-1]:
        page.rule(x, 200, x, 242)
    for y, row in ((215, HEAD), (236, FIRST)):
        for x, text in zip(XS, row, strict=False):
            page.text(x + 5, y, text, size=12)
    assert rows_of(read_pages(page)) == [HEAD, FIRST]


def test_frame_around_text_is_no_table() -> None:
    document = read_pages(PdfPage().grid((400, 500), (60, 90)).text(410, 80, "HỎA TỐC"))
    assert (document.text, document.tables) == ("HỎA TỐC\n", ())


def test_frame_around_the_page_hides_no_table() -> None:
    page = PdfPage().grid((40, 560), (40, 800)).table(XS, 200, [HEAD, FIRST])
    assert rows_of(read_pages(page)) == [HEAD, FIRST]


def test_merged_cells_are_one() -> None:
    page = PdfPage().grid((80, 520), (200, 242)).rule(120, 200, 120, 242)
    page.rule(120, 221, 520, 221).rule(330, 221, 330, 242)
    page.text(85, 225, "1").text(125, 215, "Nhóm nhiệm vụ").text(125, 236, "Rà soát")
    document = read_pages(page.text(335, 236, "Sở Nội vụ"))
    assert [
        (c.row, c.column, c.row_span, c.column_span, c.span.of(document.text))
        for c in document.tables[0].cells
    ] == [
        (0, 0, 2, 1, "1"),
        (0, 1, 1, 2, "Nhóm nhiệm vụ"),
        (1, 1, 1, 1, "Rà soát"),
        (1, 2, 1, 1, "Sở Nội vụ"),
    ]


JOINED = [
    pytest.param([HEAD, FIRST], [HEAD, SECOND], [HEAD, FIRST, SECOND], id="header repeated"),
    pytest.param([HEAD, FIRST], [SECOND], [HEAD, FIRST, SECOND], id="header not repeated"),
    pytest.param(
        [HEAD, SECOND],
        [HEAD, ("", "kết quả với tỉnh", ""), THIRD],
        [HEAD, ("2", "Kiểm tra công vụ, báo cáo kết quả với tỉnh", "Sở Nội vụ"), THIRD],
        id="row cut in a sentence",
    ),
    pytest.param(
        [HEAD, SECOND],
        [("", "- Báo cáo tỉnh.", ""), THIRD],
        [HEAD, ("2", "Kiểm tra công vụ, báo cáo - Báo cáo tỉnh.", "Sở Nội vụ"), THIRD],
        id="row cut between paragraphs",
    ),
    pytest.param(
        [HEAD, ("", "Kiểm tra công vụ và", "")],
        [("2", "báo cáo kết quả", "Sở Nội vụ"), THIRD],
        [HEAD, ("2", "Kiểm tra công vụ và báo cáo kết quả", "Sở Nội vụ"), THIRD],
        id="row cut, its number in the second part",
    ),
    pytest.param(
        [HEAD, FIRST],
        [("", "Tổng cộng", "12"), THIRD],
        [HEAD, FIRST, ("", "Tổng cộng", "12"), THIRD],
        id="total",
    ),
]


@pytest.mark.parametrize(("above", "below", "joined"), JOINED)
def test_parts_on_two_pages(above: Rows, below: Rows, joined: Rows) -> None:
    document = two_parts(above, below)
    assert len(document.tables) == 1
    assert rows_of(document) == joined


def test_number_that_two_rows_share_goes_on_over_the_page() -> None:
    document = two_parts([HEAD, FIRST], [("", "Lập bản đồ số", "Sở Xây dựng"), SECOND])
    cells = {(c.row, c.column): c for c in document.tables[0].cells}
    assert rows_of(document) == [HEAD, FIRST, ("Lập bản đồ số", "Sở Xây dựng"), SECOND]
    assert cells[1, 0].row_span == 2


def test_merged_row_on_the_next_page_belongs_to_the_table() -> None:
    first = PdfPage().text(85, 100, TEXT, size=13).table(XS, 600, [HEAD, FIRST])
    second = PdfPage().table((80, 520), 60, [["II. Nhóm nhiệm vụ khác"]])
    document = read_pages(first, second)
    assert rows_of(document) == [HEAD, FIRST, ("II. Nhóm nhiệm vụ khác",)]
    assert document.tables[0].cells[-1].column_span == 3
    assert document.place(document.tables[0].cells[-1].span.start).page == 2


def test_table_with_other_columns_is_another() -> None:
    first = PdfPage().table(XS, 600, [HEAD, FIRST])
    second = PdfPage().table((80, 200, 350, 520), 60, [("STT", "Tên", "Ghi chú"), ("1", "a", "b")])
    assert len(read_pages(first, second).tables) == 2


def test_text_between_parts_makes_them_two_tables() -> None:
    first = PdfPage().table(XS, 500, [HEAD, FIRST]).text(85, 700, TEXT, size=13)
    assert len(read_pages(first, PdfPage().table(XS, 60, [HEAD, SECOND])).tables) == 2
