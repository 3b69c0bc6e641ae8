"""A page's element laid out as text: lines, lists and tables as a browser shows them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.web.dom import drop_unseen, parse
from pipeline.readers.web.layout import Rendered, render

TASK = "<p>Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành thực hiện Kế hoạch này.</p>"


def page(body: str) -> Rendered:
    tree = parse(body)
    assert tree is not None
    drop_unseen(tree)
    return render(tree)


def rows(document: Rendered, table: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.span.of(document.text))
        for cell in document.tables[table].cells
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Sở <b>Y</b> <i>tế</i></p>", "Sở Y tế"),
        ("<p>K<span>Ế</span> HO<b>Ạ</b>CH</p>", "KẾ HOẠCH"),
        ("<p>một\n  hai\t ba </p>", "một hai ba"),
        ("<p>a<b> b </b> c</p>", "a b c"),
        ("<p>Số:&nbsp;&nbsp;&nbsp;/KH-UBND</p>", "Số:   /KH-UBND"),
        ("<p>&nbsp;</p><p>a</p><p> </p>", "a"),
        ("<p>KẾ HOẠCH<br>Năm 2024<br/></p>", "KẾ HOẠCH\nNăm 2024"),
        ("<p>m<sup>2</sup></p>", "m2"),
        ("<p>kế\u00ad hoạch\u200b</p>", "kế hoạch"),
        (
            "<p>K&#7871; ho&#x1EA1;ch &#147;xanh&#148; &amp; s&#7841;ch</p>",
            "Kế hoạch “xanh” & sạch",
        ),
        ("<p>một<p>hai<div>ba</div>bốn", "một\nhai\nba\nbốn"),
        ("<h2>I. MỤC ĐÍCH</h2>Yêu cầu<hr>Kinh phí", "I. MỤC ĐÍCH\nYêu cầu\nKinh phí"),
        ("<span style='display:block'>một</span><span>hai</span>", "một\nhai"),
        ("<pre>một  hai\n  ba</pre>", "một  hai\n  ba"),
        ("<p>1 < 2 <unknown>a</unknown></b></p>", "1 < 2 a"),
        ("<p>một<!-- ghi chú --> hai<script>ba</script><input value='x'></p>", "một hai"),
        ("<p><a name='muc_1'><b>I. MỤC TIÊU</b></a></p>", "I. MỤC TIÊU"),
        ("<dl><dt>Chủ trì</dt><dd>Sở Y tế</dd></dl>", "Chủ trì\nSở Y tế"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert page(f"<body>{source}").text == text


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=3><li>ba<li value=7>bảy<li>tám</ol>", ["3. ba", "7. bảy", "8. tám"]),
        ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"]),
        ("<ol type=a start=26><li>x<li>y<li>z</ol>", ["z. x", "aa. y", "ab. z"]),
        ("<ol type=I><li>x<li>y</ol>", ["I. x", "II. y"]),
        ("<ol style='list-style-type: upper-roman' start=9><li>x</ol>", ["IX. x"]),
        ("<ol style='list-style: none'><li>x</ol>", ["x"]),
        ("<ol><li>1. có số<li>hai</ol>", ["1. có số", "2. hai"]),
        ("<ol><li>x<ol type=a><li>y</ol><li>z</ol>", ["1. x", "a. y", "2. z"]),
        ("<ol><li><p>x</p><p>y</p></li></ol>", ["1. x", "y"]),
        ("<ol><li></li><li>x</ol>", ["2. x"]),
        ("<ul><li>x<li>- y<li>+ z</ul>", ["- x", "- y", "+ z"]),
        ("<ul style='list-style-type:none'><li>x</ul>", ["x"]),
        ("<li>x", ["x"]),
    ],
)  # fmt: skip
def test_lists_have_the_numbers_that_a_browser_makes(source: str, lines: list[str]) -> None:
    assert page(f"<body>{source}").text.split("\n") == lines


@pytest.mark.parametrize(
    ("source", "wrapped"),
    [
        (TASK * 5, False),
        ("một dòng<br>hai dòng<br>ba dòng<br>bốn dòng", True),
        ("<pre>một dòng\nhai dòng\nba dòng</pre>", True),
        (f"<p>KẾ HOẠCH<br>Năm 2024<br>của tỉnh</p>{TASK * 5}", False),
        ("<table><tr><td>a<br>b<br>c<td>d<br>e<br>f</table>" + TASK, False),
    ],
)
def test_wrapped(source: str, wrapped: bool) -> None:
    assert page(f"<body>{source}").wrapped is wrapped


@pytest.mark.parametrize(
    ("source", "cells"),
    [
        (
            "<tr><td rowspan=2>a<td>b<tr><td>c",
            [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
        ),
        (
            "<tr><th colspan=2>a<th>b<tr><td>c<td>d<td>",
            [
                (0, 0, 1, 2, "a"),
                (0, 2, 1, 1, "b"),
                (1, 0, 1, 1, "c"),
                (1, 1, 1, 1, "d"),
                (1, 2, 1, 1, ""),
            ],
        ),
        (
            "<tr><td rowspan=0>a<td rowspan=9>b<tr><tr><td>c",
            [(0, 0, 3, 1, "a"), (0, 1, 3, 1, "b"), (2, 2, 1, 1, "c")],
        ),
        ("<tr><td rowspan=x colspan='2px'>a<td>b", [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]),
        ("<td>a<td><p>b</p><p>c<br>d</p>", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b\nc\nd")]),
        ("<tr><td>a<td><table><tr><td>b</table>", [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
        (
            f"<tr><td>{TASK}<td><table><tr><td>b<td>c</table>",
            [(0, 0, 1, 1, TASK[3:-4]), (0, 1, 1, 1, "b\nc")],
        ),
    ],
)
def test_cells(source: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    document = page(f"<p>trước<table>{source}</table>sau")
    assert rows(document) == cells
    assert document.text.startswith("trước\n")
    assert document.text.endswith("\nsau")


@pytest.mark.parametrize(
    ("source", "text", "tables"),
    [
        ("<table><tr><td>một ô</table>", "một ô", 0),
        ("<table><tr><td>một<tr><td>cột</table>", "một\ncột", 0),
        ("<table><tr><td><img src=x><td>một ô có chữ</table>", "một ô có chữ", 0),
        ("<table><tr><td><td></table>chữ", "chữ", 0),
        ("<table><tr><td><table><tr><td>a<td>b</table></table>", "a\nb", 1),
        ("<table><tr><td>x<td><table><tr><td>a<td>bcd</table></table>", "x\na\nbcd", 1),
        ("<table><caption>Bảng 1</caption>lạc<tr><td>a<td>b</table>", "Bảng 1\nlạc\na\nb", 1),
    ],
)
def test_tables_that_only_lay_out_the_page(source: str, text: str, tables: int) -> None:
    document = page(f"<body>{source}")
    assert document.text == text
    assert len(document.tables) == tables


def test_a_body_in_a_wide_cell_parts_two_tables() -> None:
    body = "".join(f"<p>{number}. Nhiệm vụ thứ {number}</p>" for number in range(1, 7))
    document = page(
        "<table><tr><td>UBND TỈNH<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        f"<tr><td colspan=2>{body}<tr><td>Nơi nhận:<td>CHỦ TỊCH</table>"
    )
    assert [len(table.cells) for table in document.tables] == [2, 2]
    assert rows(document, 1) == [(0, 0, 1, 1, "Nơi nhận:"), (0, 1, 1, 1, "CHỦ TỊCH")]


def test_a_heading_row_stays_in_its_table() -> None:
    document = page("<table><tr><td>TT<td>Nhiệm vụ<tr><td colspan=2>I. Y TẾ<tr><td>1<td>A</table>")
    assert rows(document)[2] == (1, 0, 1, 2, "I. Y TẾ")


WORDS = ("kế", "hoạch", "Sở", "Y", "tế", "chủ", "trì", "phối", "hợp", "thực", "hiện", "năm")
SHELLS = (
    "<div>{} {}</div>",
    "<p>{}<br>{}</p>",
    "<b>{} </b>{}",
    "<ul><li>{}</li><li>{}</li></ul>",
    "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "<table><tr><td>{}</td></tr><tr><td rowspan=2>{}</td></tr></table>",
)
BROKEN_SHELLS = (*SHELLS, "<td>{} {}</td>", "<table>{}<td>{}</table>", "<li>{}<tr>{}</p>")


def trees(shells: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.recursive(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
        lambda inner: st.builds(str.format, st.sampled_from(shells), inner, inner),
        max_leaves=12,
    )


def words_of(markup: str) -> list[str]:
    return [word for word in re.sub(r"<[^>]*>", " ", markup).split() if word != "-"]


@given(trees(SHELLS))
def test_every_word_is_there_once_and_in_order(source: str) -> None:
    assert words_of(page(f"<body>{source}").text) == words_of(source)


@given(trees(BROKEN_SHELLS))
def test_every_word_is_there_once_whatever_is_broken(source: str) -> None:
    assert sorted(words_of(page(f"<body>{source}").text)) == sorted(words_of(source))


@given(trees(BROKEN_SHELLS))
def test_cells_hold_their_text_and_never_overlap(source: str) -> None:
    document = page(f"<body>{source}")
    spans = [cell.span for table in document.tables for cell in table.cells]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(document.text) == span.of(document.text).strip() for span in spans)
