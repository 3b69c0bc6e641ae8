"""Enumerators at the start of a line, and what only looks like one."""

from __future__ import annotations

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markers import MarkerStyle, find_marker

MARKERS = {
    "II. Nhiệm vụ": (MarkerStyle.ROMAN, "II"),
    "IV/ Kinh phí": (MarkerStyle.ROMAN, "IV"),
    "A. MỤC TIÊU": (MarkerStyle.LETTER, "A"),
    "1. Sở Y tế": (MarkerStyle.NUMBER, "1"),
    "1.2. Sở Y tế": (MarkerStyle.NUMBER, "1.2"),
    "1.2 Sở Y tế": (MarkerStyle.NUMBER, "1.2"),
    "1) Sở Y tế": (MarkerStyle.NUMBER, "1"),
    "10.SỞ Y TẾ": (MarkerStyle.NUMBER, "10"),
    "đ) Mở lớp": (MarkerStyle.ALPHA, "đ"),
    "a. Mở lớp": (MarkerStyle.ALPHA, "a"),
    "(1) Mở lớp": (MarkerStyle.PAREN, "1"),
    "(a) Mở lớp": (MarkerStyle.PAREN, "a"),
    "- Mở lớp": (MarkerStyle.DASH, ""),
    "-Mở lớp": (MarkerStyle.DASH, ""),
    "• Mở lớp": (MarkerStyle.DASH, ""),
    "+ Mở lớp": (MarkerStyle.PLUS, ""),
    "* Mở lớp": (MarkerStyle.STAR, ""),
    "Điều 3. Hiệu lực": (MarkerStyle.ARTICLE, "3"),
    "Chương II. Tổ chức": (MarkerStyle.PART, "II"),
    "Phần thứ nhất": (MarkerStyle.PART, "thứ nhất"),
    "Phụ lục I": (MarkerStyle.ANNEX, "I"),
    "PHỤ LỤC SỐ 2": (MarkerStyle.ANNEX, "2"),
    "PHỤ LỤC": (MarkerStyle.ANNEX, ""),
    "Hoạt động 1": (MarkerStyle.NAMED, "1"),
    "Nhiệm vụ 2: Mở lớp": (MarkerStyle.NAMED, "2"),
}


@pytest.mark.parametrize("text", MARKERS)
def test_enumerators(text: str) -> None:
    marker = find_marker(text)
    assert marker is not None
    assert (marker.style, marker.label) == MARKERS[text]


NO_MARKERS = [
    "2021 - 2025", "5 năm qua", "1.500 hộ dân", "12/12 xã", "30% số hộ", "2,5 tỷ đồng", "05/9/2024",
    "24-5-2025", "Điều kiện làm việc", "Phần mềm dùng chung", "Chương trình 06", "I-ốt", "a lô",
    "Vận động nhân dân", "TP. Hà Tiên", "Hoạt động của Sở", "Nhiệm vụ 5 năm", "---", "...", "",
]  # fmt: skip


@pytest.mark.parametrize("text", cases({text or "nothing": text for text in NO_MARKERS}))
def test_what_only_looks_like_one(text: str) -> None:
    assert find_marker(text) is None


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_an_enumerator_lies_within_the_stretch(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    marker = find_marker(text, start, end)
    assert marker is None or start < marker.end <= end


@given(st.sampled_from(sorted(MARKERS)), st.integers(0, 4))
def test_an_enumerator_is_the_same_anywhere(text: str, blanks: int) -> None:
    alone, inside = find_marker(text), find_marker(f"{'x' * blanks}{text}", blanks)
    assert alone is not None
    assert inside is not None
    assert (inside.style, inside.label, inside.end) == (
        alone.style,
        alone.label,
        alone.end + blanks,
    )
