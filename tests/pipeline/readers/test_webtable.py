"""Tables of web extracts: the grid is read out of bars that do not say where a row ends."""

from __future__ import annotations

import re
from itertools import pairwise
from textwrap import dedent

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Table
from pipeline.readers.webtable import find_tables


def export(source: str) -> str:
    """A web extract: each bar of ``source`` on a line of its own.

    ``| 1 | Sửa chợ | | 2 | Xây kho |`` are two rows; a cell without text is written ``| |`` too.
    """
    lines = (part.strip() for part in re.split(r"(\|)|\n", dedent(source)) if part)
    return "".join(f"{line}\n" for line in lines if line)


def shown(text: str, table: Table) -> list[str]:
    """The grid: ``<`` where the cell left of it reaches, ``.`` where there is none."""
    width = max(cell.column + cell.column_span for cell in table.cells)
    rows = [["."] * width for _ in range(1 + max(cell.row for cell in table.cells))]
    for cell in table.cells:
        covered = ["<"] * (cell.column_span - 1)
        words = " ".join(cell.span.of(text).split())
        rows[cell.row][cell.column : cell.column + cell.column_span] = [words, *covered]
    return [" | ".join(row) for row in rows]


def grids(source: str) -> list[list[str]]:
    text = export(source)
    return [shown(text, table) for table in find_tables(text)]


HEAD = "| TT | Nội dung | Chủ trì | Thời gian |"
SHAPES = {
    "full rows": (
        f"""
        {HEAD}
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        | 2 | Xây kho | Sở Y tế | Quý II |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
            "2 | Xây kho | Sở Y tế | Quý II",
        ],
    ),
    "the row of column numbers": (
        f"""
        {HEAD}
        | (1) | (2) | (3) | (4) |
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        | 2 | Xây kho | Sở Y tế | Quý II |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "(1) | (2) | (3) | (4)",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
            "2 | Xây kho | Sở Y tế | Quý II",
        ],
    ),
    "the row of column numbers over one row": (
        f"""
        {HEAD}
        | (1) | (2) | (3) | (4) |
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "(1) | (2) | (3) | (4)",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
        ],
    ),
    "an empty cell at the end": (
        f"""
        {HEAD}
        | 1 | Sửa chợ | Sở Công Thương | |
        | 2 | Xây kho | Sở Y tế | Quý II |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "1 | Sửa chợ | Sở Công Thương | ",
            "2 | Xây kho | Sở Y tế | Quý II",
        ],
    ),
    "an empty cell in the middle": (
        f"""
        {HEAD}
        | 1 | Sửa chợ | | Quý I |
        | 2 | Xây kho | Sở Y tế | Quý II |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "1 | Sửa chợ |  | Quý I",
            "2 | Xây kho | Sở Y tế | Quý II",
        ],
    ),
    "several empty cells": (
        f"""
        {HEAD}
        | 1 | Sửa chợ | | |
        | 2 | Xây kho | | |
        | 3 | Mở bến | Sở Xây dựng | Quý I |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "1 | Sửa chợ |  | ",
            "2 | Xây kho |  | ",
            "3 | Mở bến | Sở Xây dựng | Quý I",
        ],
    ),
    "a group row of a number and a name": (
        f"""
        {HEAD}
        | I | Hạ tầng |
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        | II | Tuyên truyền |
        | 1 | In tờ rơi | Sở Y tế | Quý II |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "I | Hạ tầng | < | <",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
            "II | Tuyên truyền | < | <",
            "1 | In tờ rơi | Sở Y tế | Quý II",
        ],
    ),
    "a group row with empty cells": (
        f"""
        {HEAD}
        | I | Hạ tầng | | |
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "I | Hạ tầng |  | ",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
        ],
    ),
    "a group row of one cell": (
        f"""
        {HEAD}
        | Nhiệm vụ thường xuyên |
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "Nhiệm vụ thường xuyên | < | < | <",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
        ],
    ),
    "cells of several lines": (
        """
        | TT | Nội dung | Chủ trì |
        | 1 | Sửa chợ:
        - Mái
        - Sàn | Sở Công Thương
        và UBND xã |
        """,
        ["TT | Nội dung | Chủ trì", "1 | Sửa chợ: - Mái - Sàn | Sở Công Thương và UBND xã"],
    ),
    "under a cell of several rows only the cells right of it are written": (
        """
        | TT | Nội dung | Hoạt động | Chủ trì |
        | 1 | Chợ | Sửa mái | Sở Công Thương |
        | Lát sàn | Sở Xây dựng | UBND xã |
        | 2 | Kho | Xây kho | Sở Y tế |
        """,
        [
            "TT | Nội dung | Hoạt động | Chủ trì",
            "1 | Chợ | Sửa mái | Sở Công Thương",
            ". | Lát sàn | Sở Xây dựng | UBND xã",
            "2 | Kho | Xây kho | Sở Y tế",
        ],
    ),
    "a head of two rows": (
        """
        | TT | Nội dung | Phân công thực hiện | Thời gian |
        | Chủ trì | Phối hợp |
        | 1 | Sửa chợ | Sở Công Thương | Sở Tài chính | Quý I |
        | 2 | Xây kho | Sở Y tế | Sở Xây dựng | Quý II |
        """,
        [
            "TT | Nội dung | Phân công thực hiện | < | Thời gian",
            ". | . | Chủ trì | Phối hợp | .",
            "1 | Sửa chợ | Sở Công Thương | Sở Tài chính | Quý I",
            "2 | Xây kho | Sở Y tế | Sở Xây dựng | Quý II",
        ],
    ),
    "sub-numbers": (
        """
        | STT | Nhiệm vụ | Đơn vị chủ trì |
        | 1 | Hạ tầng | Sở Xây dựng |
        | 1.1 | Sửa chợ | Sở Công Thương |
        | 1.2 | Xây kho | Sở Y tế |
        """,
        [
            "STT | Nhiệm vụ | Đơn vị chủ trì",
            "1 | Hạ tầng | Sở Xây dựng",
            "1.1 | Sửa chợ | Sở Công Thương",
            "1.2 | Xây kho | Sở Y tế",
        ],
    ),
    "no column of numbers": (
        """
        | Nội dung | Chủ trì | Thời gian |
        | Sửa chợ | Sở Công Thương | Quý I |
        | Xây kho | Sở Y tế | Quý II |
        """,
        [
            "Nội dung | Chủ trì | Thời gian",
            "Sửa chợ | Sở Công Thương | Quý I",
            "Xây kho | Sở Y tế | Quý II",
        ],
    ),
    "a continuation behind dots": (
        f"""
        {HEAD}
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        .....
        | 2 | Xây kho | Sở Y tế | Quý II |
        | 3 | Mở bến | Sở Xây dựng | Quý IV |
        """,
        [
            "TT | Nội dung | Chủ trì | Thời gian",
            "1 | Sửa chợ | Sở Công Thương | Quý I",
            "2 | Xây kho | Sở Y tế | Quý II",
            "3 | Mở bến | Sở Xây dựng | Quý IV",
        ],
    ),
}


@pytest.mark.parametrize("case", cases(SHAPES))
def test_grids(case: tuple[str, list[str]]) -> None:
    source, grid = case
    assert grids(source) == [grid]


STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LETTERHEAD = f"| UBND TỈNH SÔNG LAM | {STATE}\nĐộc lập - Tự do - Hạnh phúc |"
PLACE = "| Số: 15/KH-UBND | Sông Lam, ngày 12 tháng 3 năm 2024 |"
LAYOUT = {
    "a letterhead": (
        f"{LETTERHEAD} {PLACE}\nKẾ HOẠCH",
        [
            [
                f"UBND TỈNH SÔNG LAM | {STATE} Độc lập - Tự do - Hạnh phúc",
                "Số: 15/KH-UBND | Sông Lam, ngày 12 tháng 3 năm 2024",
            ]
        ],
    ),
    "a letterhead without its first bar": (
        f"{LETTERHEAD[2:]} {PLACE[2:]}\nKẾ HOẠCH",
        [
            [
                f"UBND TỈNH SÔNG LAM | {STATE} Độc lập - Tự do - Hạnh phúc",
                "Số: 15/KH-UBND | Sông Lam, ngày 12 tháng 3 năm 2024",
            ]
        ],
    ),
    "recipients and signature": (
        "Kết thúc.\n| Nơi nhận:\n- Như trên. | CHỦ TỊCH\nTrần Văn Mẫu |",
        [["Nơi nhận: - Như trên. | CHỦ TỊCH Trần Văn Mẫu"]],
    ),
    "two tables with text between": (
        f"""
        {HEAD}
        | 1 | Sửa chợ | Sở Công Thương | Quý I |
        II. KINH PHÍ
        Từ ngân sách tỉnh.
        | TT | Khoản | Số tiền |
        | 1 | Sửa chợ | 500 triệu |
        """,
        [
            ["TT | Nội dung | Chủ trì | Thời gian", "1 | Sửa chợ | Sở Công Thương | Quý I"],
            ["TT | Khoản | Số tiền", "1 | Sửa chợ | 500 triệu"],
        ],
    ),
}


@pytest.mark.parametrize("case", cases(LAYOUT))
def test_tables_of_a_page(case: tuple[str, list[list[str]]]) -> None:
    source, expected = case
    assert grids(source) == expected


def test_text_behind_a_table_is_no_cell() -> None:
    text = export(f"{HEAD} | 1 | Sửa chợ | Sở Công Thương | Quý I |\nII. KINH PHÍ\nTừ ngân sách.")
    (table,) = find_tables(text)
    assert text[table.span.end :].replace("|", "").strip() == "II. KINH PHÍ\nTừ ngân sách."


@pytest.mark.parametrize("text", ["", "I. CHỢ\nSửa chợ.\n", "a | b\nc | d\n", "|\n", "|\n|\n|\n"])
def test_texts_without_a_table(text: str) -> None:
    assert find_tables(text) == ()


PARTS = st.sampled_from(
    ["|\n"] * 6
    + ["1\n", "TT\n", "Nội dung\n", "Sửa chợ\n", "Nơi nhận:\n", "I. CHỢ\n", "...\n", "\n", " | \n"]
)


@given(st.lists(PARTS, max_size=80).map("".join))
def test_cells_are_in_order_apart_and_trimmed(text: str) -> None:
    tables = find_tables(text)
    for table in tables:
        spans = [cell.span for cell in table.cells]
        assert all(one.end <= after.start for one, after in pairwise(spans))
        assert all(span.of(text) == span.of(text).strip() for span in spans)
        assert all(table.span.contains(span) for span in spans)
        places = [(cell.row, cell.column) for cell in table.cells]
        assert places == sorted(set(places))
    assert all(one.span.end <= after.span.start for one, after in pairwise(tables))
