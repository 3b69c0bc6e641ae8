"""Word's tables: each cell once, where it stands in the grid and in the text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from word_files import (
    box,
    cell,
    definition,
    grid,
    item,
    level,
    num,
    paragraph,
    read_word,
    row,
    table,
)

from pipeline.readers import Source, read

SHARED = Path(__file__).parents[5] / "shared" / "plans" / "files"


def test_tables_stand_between_the_paragraphs_around_them() -> None:
    letterhead = table(row("ỦY BAN NHÂN DÂN", cell("CỘNG HÒA", "Độc lập")))
    document = read_word(letterhead + paragraph("KẾ HOẠCH") + table(row("1", "Việc")))
    assert document.text == "ỦY BAN NHÂN DÂN\nCỘNG HÒA\nĐộc lập\nKẾ HOẠCH\n1\nViệc\n"
    assert [grid(document, table) for table in document.tables] == [
        [(0, 0, 1, 1, "ỦY BAN NHÂN DÂN"), (0, 1, 1, 1, "CỘNG HÒA\nĐộc lập")],
        [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "Việc")],
    ]
    assert [table.span.of(document.text) for table in document.tables] == [
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA\nĐộc lập",
        "1\nViệc",
    ]
    assert not document.wrapped


MERGES = [
    pytest.param(
        row(cell("Cả hàng", properties='<w:gridSpan w:val="2"/>')) + row("a", "b"),
        [(0, 0, 1, 2, "Cả hàng"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b")],
        id="across columns",
    ),
    pytest.param(
        row(cell("I", properties='<w:vMerge w:val="restart"/>'), "a")
        + row(cell("lặp lại", properties="<w:vMerge/>"), "b")
        + row(cell("", properties='<w:vMerge w:val="continue"/>'), "c")
        + row("II", "d"),
        [
            (0, 0, 3, 1, "I"),
            (0, 1, 1, 1, "a"),
            (1, 1, 1, 1, "b"),
            (2, 1, 1, 1, "c"),
            (3, 0, 1, 1, "II"),
            (3, 1, 1, 1, "d"),
        ],
        id="across rows",
    ),
    pytest.param(
        row("a", cell("b", properties='<w:hMerge w:val="restart"/>'))
        + row(
            cell("c", properties='<w:hMerge w:val="restart"/>'),
            cell("", properties='<w:hMerge w:val="continue"/>'),
        ),
        [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 2, "c")],
        id="across columns, the old way",
    ),
    pytest.param(
        row(
            cell("v", properties='<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>'),
            cell("", properties='<w:hMerge/><w:vMerge w:val="restart"/>'),
        )
        + row(
            cell("", properties='<w:hMerge w:val="restart"/><w:vMerge/>'),
            cell("", properties="<w:hMerge/><w:vMerge/>"),
        ),
        [(0, 0, 2, 2, "v")],
        id="across both, the old way",
    ),
    pytest.param(
        row(cell("mồ côi", properties="<w:vMerge/>")),
        [(0, 0, 1, 1, "mồ côi")],
        id="nothing above to merge with",
    ),
    pytest.param(
        row("a", "b") + row("c", properties='<w:gridBefore w:val="1"/>'),
        [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
        id="a row that begins further right",
    ),
    pytest.param(
        row("a")
        + row("bỏ", properties="<w:del/>")
        + row("ẩn", properties="<w:hidden/>")
        + row("mới", properties="<w:ins/>"),
        [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "mới")],
        id="deleted, hidden and inserted rows",
    ),
    pytest.param(
        f"<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>"
        f"{cell('b')}</w:tr></w:sdtContent></w:sdt>",
        [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")],
        id="rows and cells in content controls",
    ),
    pytest.param(
        row("", "a", "") + row("b", "", ""),
        [
            (0, 0, 1, 1, ""),
            (0, 1, 1, 1, "a"),
            (0, 2, 1, 1, ""),
            (1, 0, 1, 1, "b"),
            (1, 1, 1, 1, ""),
            (1, 2, 1, 1, ""),
        ],
        id="empty cells",
    ),
]


@pytest.mark.parametrize(("rows", "cells"), MERGES)
def test_each_cell_is_read_once(rows: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    document = read_word(table(rows) + paragraph("sau"))
    (read_table,) = document.tables
    assert grid(document, read_table) == cells
    assert all(read_table.span.contains(cell.span) for cell in read_table.cells)
    assert document.text == "".join(f"{text}\n" for *_, text in cells if text) + "sau\n"


def test_merged_cells_as_python_docx_writes_them() -> None:
    made = python_docx.Document()
    rows = made.add_table(3, 3)
    for place, text in {(0, 0): "Nhóm", (0, 1): "Việc", (0, 2): "Hạn", (1, 1): "x"}.items():
        rows.cell(*place).text = text
    rows.cell(0, 0).merge(rows.cell(2, 0))
    rows.cell(1, 1).merge(rows.cell(2, 2))
    buffer = BytesIO()
    made.save(buffer)
    document = read(Source("plan.docx", buffer.getvalue()))
    assert grid(document, document.tables[0]) == [
        (0, 0, 3, 1, "Nhóm"),
        (0, 1, 1, 1, "Việc"),
        (0, 2, 1, 1, "Hạn"),
        (1, 1, 2, 2, "x"),
    ]


def test_numbers_made_by_word_fill_cells() -> None:
    numbering = definition(0, level("%1")) + num(1, of=0)
    rows = [row(cell(item("", list_id=1)), text) for text in ("Rà soát", "Tập huấn")]
    document = read_word(table(*rows), numbering=numbering)
    assert grid(document, document.tables[0]) == [
        (0, 0, 1, 1, "1"),
        (0, 1, 1, 1, "Rà soát"),
        (1, 0, 1, 1, "2"),
        (1, 1, 1, 1, "Tập huấn"),
    ]


def test_a_table_in_a_cell_is_lines_of_that_cell() -> None:
    inner = table(row("Sở A", "Sở B"))
    document = read_word(table(row("1", cell("Phối hợp:", inner, "hết"))))
    assert grid(document, document.tables[0]) == [
        (0, 0, 1, 1, "1"),
        (0, 1, 1, 1, "Phối hợp:\nSở A\nSở B\nhết"),
    ]


def test_a_single_cell_around_a_table_is_a_frame() -> None:
    document = read_word(table(row(cell("Khung", table(row("a", "b")), ""))))
    assert document.text == "Khung\na\nb\n"
    assert [grid(document, table) for table in document.tables] == [
        [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]
    ]


def test_a_table_without_text_is_none() -> None:
    assert read_word(paragraph("x") + table(row("", ""))).tables == ()


def test_a_table_in_a_text_box_is_a_table() -> None:
    document = read_word(paragraph("Trên", box(table(row("a", "b")))))
    assert [grid(document, table) for table in document.tables] == [
        [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]
    ]


def test_flags_what_is_embedded_and_not_read() -> None:
    body = (
        paragraph("x", "<w:r><w:drawing><dgm:relIds/></w:drawing></w:r>")
        + "<w:altChunk r:id='a'/><w:altChunk r:id='b'/>"
    )
    assert read_word(body).flags == ("unread:diagram", "unread:embedded-file")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real plans are not here")
def test_a_real_plan_gives_its_tables_row_by_row() -> None:
    document = read(SHARED / "ke-hoach-khoang-san.docx")
    letterhead, signature, tasks = document.tables
    assert [max(cell.column for cell in table.cells) for table in (letterhead, signature)] == [2, 1]
    numbers = [cell.span.of(document.text) for cell in tasks.cells if cell.column == 0]
    assert numbers == ["TT", "", *(str(number) for number in range(1, 15))]
    assert [cell.span.of(document.text) for cell in tasks.cells if cell.row == 1] == [
        "",
        *(f"({number})" for number in range(1, 6)),
    ]
