"""Long cells and full sheets go on, visibly."""

# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import read_workbook
from xlsxwriter.workbook import Workbook

from pipeline.wording import Lang
from pipeline.writers.sheet import Column, Layout, Sheet, Styles, pieces, wrapped_lines


@given(st.text(st.sampled_from("ab 😀ế"), max_size=60), st.integers(5, 20))
def test_the_pieces_of_a_text_are_the_text(text: str, limit: int) -> None:
    cut = list(pieces(text, "…", limit=limit))
    assert "".join(piece.removesuffix("…") for piece in cut) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= limit for piece in cut)
    assert all(piece.endswith("…") for piece in cut[:-1])


def test_a_full_sheet_goes_on_in_another_one(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "t.xlsx"), {"constant_memory": True})
    layout = Layout((Column("index", 5), Column("task", 20)))
    sheet = Sheet(book, "Nhiệm vụ", layout, Styles(book), Lang.VI, rows=3)
    for task in "abcd":
        sheet.append({"task": task})
    sheet.close()
    book.close()
    header = ["STT", "Nhiệm vụ"]
    assert read_workbook(tmp_path / "t.xlsx") == {
        "Nhiệm vụ": [header, [1, "a"], [2, "b"]],
        "Nhiệm vụ (2)": [header, [3, "c"], [4, "d"]],
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("Sở Y tế", 1),
        ("Sở Y tế\nSở Tài chính", 2),
        ("bảo đảm an toàn các lễ hội", 2),
        ("BẢO ĐẢM AN TOÀN", 2),
        ("x" * 100, 6),
    ],
)
def test_lines_that_a_text_takes_in_a_column(text: str, lines: int) -> None:
    assert wrapped_lines(text, 20) == lines
