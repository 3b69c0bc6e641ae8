"""The outline: which item stands under which, whatever an office numbers."""

from __future__ import annotations

from itertools import pairwise
from textwrap import dedent

import pytest
from cases import cases
from hypothesis import assume, given
from hypothesis import strategies as st
from mini_plans import document

from pipeline.document import Document
from pipeline.folding import fold
from pipeline.outline import Item, Outline, build_outline

ENUMERATORS = [
    "I.", "II.", "IV.", "V/", "A.", "B.", "Đ.", "1.", "2.", "10.", "1.1.", "1.2", "2.1.3.", "1)",
    "(1)", "(2)", "a)", "b)", "đ)", "a.", "-", "+", "*", "•", "Điều 1.", "Điều 2.", "Phần I.",
    "Chương II", "Phụ lục I", "PHỤ LỤC", "Hoạt động 1.", "Nhiệm vụ 2:", "",
]  # fmt: skip
TEXTS = [
    "Sở Y tế", "Tổ chức hội nghị.", "Các nội dung sau:", "TỔ CHỨC THỰC HIỆN", "KẾ HOẠCH",
    "QUYẾT ĐỊNH:", "Nơi nhận:", "Căn cứ Luật Du lịch;", "CHỦ TỊCH", "----", "",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
]  # fmt: skip
LINES = st.tuples(st.sampled_from(ENUMERATORS), st.sampled_from(TEXTS)).map(" ".join)
ROWS = st.lists(st.sampled_from(["1", "Tổ chức", "I.", "- a", ""]), min_size=2, max_size=2).map(
    lambda cells: f"| {cells[0]} | {cells[1]} |"
)
PLANS = st.lists(st.one_of(LINES, LINES, LINES, ROWS), max_size=25).map("\n".join)


def outlined(text: str, *, wrapped: bool = True) -> Outline:
    source = document(text, wrapped=wrapped)
    return build_outline(source, fold(source))


def assume_depth(outline: Outline) -> None:
    """Leave out what `TREE_FAULTS` tells of, which would fail the properties now and then."""
    assume(
        all(
            item.marker is not None
            or item.parent is None
            or item.level == outline.items[item.parent].level + 1
            for item in outline.items
        )
    )


@given(PLANS)
def test_every_block_is_one_item(text: str) -> None:
    outline = outlined(text)
    assert [item.block for item in outline.items] == list(outline.folded.blocks)
    assert [item.index for item in outline.items] == list(range(len(outline.items)))


@given(PLANS)
def test_the_tree_is_well_formed(text: str) -> None:
    outline = outlined(text)
    assume_depth(outline)
    for item in outline.items:
        above = list(outline.above(item))
        assert item.level == len(above)
        assert all(one.index < item.index for one in above)
        assert [one.level for one in above] == list(range(item.level - 1, -1, -1))
        assert all(child.parent == item.index for child in outline.children(item))


@given(PLANS)
def test_each_item_is_below_its_own_ancestors_alone(text: str) -> None:
    outline = outlined(text)
    roots = [item for item in outline.items if item.parent is None]
    below = [one.index for root in roots for one in (root, *outline.below(root))]
    assert sorted(below) == [item.index for item in outline.items]


@given(PLANS)
def test_siblings_and_what_is_below_stand_in_text_order(text: str) -> None:
    outline = outlined(text)
    for item in outline.items:
        for items in (outline.children(item), list(outline.below(item))):
            assert all(one.span.end <= after.span.start for one, after in pairwise(items))


@given(PLANS)
def test_cells_are_outside_the_tree(text: str) -> None:
    outline = outlined(text)
    cells = [item for item in outline.items if item.block.cell is not None]
    assert all(item.parent is None and not outline.children(item) for item in cells)


@given(PLANS)
def test_nodes_are_the_items_in_the_text_of_the_document(text: str) -> None:
    outline = outlined(text)
    nodes = outline.nodes()
    assert [outline.folded.image(node.span) for node in nodes] == [
        item.span for item in outline.items
    ]
    assert all(node.span.of(text) == node.span.of(text).strip() != "" for node in nodes)


def astray(outline: Outline) -> list[Item]:
    """The items that users of the nodes, who see levels alone, would put under another."""
    levels = [node.level for node in outline.nodes()]
    return [
        item
        for item in outline.items
        if item.block.cell is None
        and item.parent is not None
        and item.parent != max(at for at in range(item.index) if levels[at] < item.level)
    ]


@given(st.lists(st.sampled_from(ENUMERATORS[:-1]), max_size=25))
def test_the_nearest_node_of_a_lower_level_is_the_parent(signs: list[str]) -> None:
    assert astray(outlined("".join(f"{sign} Việc cần làm.\n" for sign in signs))) == []


BETWEEN = {
    "a table behind an item": "I. Nhiệm vụ\n1. Chợ\n| 1 | Mái |\n2. Kho\n",
    "a table behind a heading": "I. Nhiệm vụ\n| 1 | Mái |\n1. Kho\n",
    "a ruling behind an item": "I. Nhiệm vụ\n1. Chợ\n-----\n2. Kho\n",
    "a ruling behind a heading": "I. Nhiệm vụ\n-----\n1. Kho\n",
}
FAULTS = dict.fromkeys(list(BETWEEN), "cells and rulings are of level 0 wherever they stand")


@pytest.mark.parametrize("text", cases(BETWEEN, FAULTS))
def test_tables_and_rulings_do_not_come_between(text: str) -> None:
    assert astray(outlined(text)) == []


def shown(outline: Outline) -> str:
    """The items, indented by their level."""
    return "".join(
        f"{'  ' * item.level}{item.span.of(outline.text)}\n"
        for item in outline.items
        if item.block.cell is None
    )


TREES = {
    "the usual order of families": """
        A. PHẦN MỘT
          I. Mục tiêu
            1. Chung
              1.1. Đến năm 2025
                a) Về kinh tế
                  - Tăng trưởng;
                    + Nông nghiệp;
                  - Việc làm.
                b) Về xã hội
              1.2. Đến năm 2030
            2. Cụ thể
          II. Nhiệm vụ
        B. PHẦN HAI
          I. Kinh phí
        """,
    "numbers that repeat": """
        II. Nhiệm vụ
          1. Chợ
          1. Kho
            a) Sửa
            a) Xây
          2. Bến
        """,
    "numbers that skip": """
        II. Nhiệm vụ
          1. Chợ
          4. Kho
            b) Sửa
            đ) Xây
        V. Kinh phí
        """,
    "numbers that restart under another heading": """
        I. Nhiệm vụ
          1. Chợ
          2. Kho
        II. Giải pháp
          1. Vốn
          2. Đất
        """,
    "a style that opens below and comes back above": """
        I. Nhiệm vụ
          a) Chợ
            - Sửa
              + Mái
            - Xây
          b) Kho
        """,
    "paragraphs go with the numbered item above, not with its bullets": """
        I. Nhiệm vụ
          1. Nâng cấp chợ
            Chợ là nơi mua bán.
            - Sửa mái;
            - Xây kho.
            Kinh phí do huyện bảo đảm.
        """,
    "an introduction without a number heads its bullets": """
        Các sở thực hiện những việc sau:
          - Sửa chợ;
          - Xây kho.
        """,
    "a heading in capitals without a number begins anew": """
        I. Nhiệm vụ
          1. Nâng cấp chợ
        TỔ CHỨC THỰC HIỆN
          1. Sở Công Thương
            - Theo dõi.
        """,
    "paragraphs of items under a heading without a number": """
        TỔ CHỨC THỰC HIỆN
          1. Sở Công Thương
            Theo dõi việc thực hiện.
        """,
    "articles of a decision": """
        Điều 1. Ban hành Kế hoạch.
        Điều 2. Giao các sở:
          1. Sở Y tế;
          2. Sở Nội vụ.
        Điều 3. Hiệu lực.
        """,
    "chapters hold articles": """
        Chương I. Quy định chung
          Điều 1. Phạm vi
          Điều 2. Đối tượng
        Chương II. Nội dung
          Điều 3. Chợ
        """,
    "deep numbers without the ones between": """
        1. Chợ
          1.1.1. Mái
          1.1.2. Sàn
          1.2. Kho
        2. Bến
        """,
}


TREE_FAULTS = {
    "paragraphs of items under a heading without a number": "the paragraph is of its item's level"
}


@pytest.mark.parametrize("source", cases(TREES, TREE_FAULTS))
def test_trees(source: str) -> None:
    expected = dedent(source).lstrip("\n")
    assert shown(outlined(expected)).splitlines() == expected.splitlines()


NUMBERS = {
    "whole ways": ("A. a\nI. b\n1. c\na) d\n- e\n", ["A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.a"]),
    "a number that says those above it": (
        "II. a\n2. b\n2.1. c\n2.1.3. d\n",
        ["II", "II.2", "II.2.1", "II.2.1.3"],
    ),
    "numbers in brackets": ("1. a\n(1) b\n(2) c\n", ["1", "1.1", "1.2"]),
    "the letter đ": ("1. a\nđ) b\n", ["1", "1.đ"]),
    "articles": ("Điều 3. a\n1. b\n", ["3", "3.1"]),
    "annexes": ("Phụ lục II\nI. b\n", ["II", "II.I"]),
}


@pytest.mark.parametrize("case", cases(NUMBERS))
def test_numbers(case: tuple[str, list[str]]) -> None:
    text, numbers = case
    outline = outlined(text)
    assert [outline.number(item) for item in outline.items] == numbers


def texts(items: tuple[Item, ...], outline: Outline) -> list[str]:
    return [item.span.of(outline.text) for item in items]


WRAPPED = """I. MỤC ĐÍCH
Phát triển hệ thống chợ theo hướng văn minh, hiện đại, phù hợp với
quy hoạch; nâng cao hiệu quả quản lý nhà nước về chợ, bảo đảm an
toàn thực phẩm và phòng cháy, chữa cháy; góp phần lưu thông hàng
hóa trên địa bàn, nhất là ở nông thôn.
"""
LINES_TO_JOIN = {
    "a heading in capitals over two lines": (
        "II. NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU\nPHÁT TRIỂN CHỢ\n1. Chợ",
        ["II. NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU PHÁT TRIỂN CHỢ", "1. Chợ"],
    ),
    "a period over two lines is no bullet": (
        "1. Kế hoạch sửa chữa, nâng cấp các chợ hạng ba trong giai đoạn 2021\n- 2025 của huyện",
        ["1. Kế hoạch sửa chữa, nâng cấp các chợ hạng ba trong giai đoạn 2021 - 2025 của huyện"],
    ),
    "a number at the start of a line is no item where the text asks for it": (
        "1. Nghiệm thu các chợ theo đúng quy định tại khoản\n2. Điều này có hiệu lực",
        ["1. Nghiệm thu các chợ theo đúng quy định tại khoản 2. Điều này có hiệu lực"],
    ),
    "an item over several lines": (
        "a) Xây dựng kế hoạch sửa chữa, nâng cấp các chợ xuống cấp, báo\ncáo cấp trên.\nb) Sửa",
        [
            "a) Xây dựng kế hoạch sửa chữa, nâng cấp các chợ xuống cấp, báo cáo cấp trên.",
            "b) Sửa",
        ],
    ),
    "short lines are items of their own": (
        "1. Sửa chợ\n2. Xây kho\nMở bến",
        ["1. Sửa chợ", "2. Xây kho", "Mở bến"],
    ),
    "a label begins a line of its own": (
        "1. Sửa chợ\nThời gian: quý I\nChủ trì: Sở Công Thương",
        ["1. Sửa chợ", "Thời gian: quý I", "Chủ trì: Sở Công Thương"],
    ),
}


@pytest.mark.parametrize("case", cases(LINES_TO_JOIN))
def test_lines_that_a_page_has_broken(case: tuple[str, list[str]]) -> None:
    text, items = case
    outline = outlined(f"{WRAPPED}{text}\n")
    assert texts(outline.items[2:], outline) == items


def test_lines_of_a_document_that_is_not_broken_by_width_are_paragraphs() -> None:
    outline = outlined("Chợ được nâng cấp, cải tạo\nKho được xây mới\n", wrapped=False)
    assert texts(outline.items, outline) == ["Chợ được nâng cấp, cải tạo", "Kho được xây mới"]


def test_an_empty_document_has_no_items() -> None:
    empty = Document("\ufeff \r\n\t")
    assert build_outline(empty, fold(empty)).items == ()
