"""The folded text: uniform, and each of its characters knows where it came from."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from cases import cases
from hypothesis import given
from hypothesis import strategies as st
from mini_plans import document

from annotations import Span
from pipeline.document import Document
from pipeline.folding import Folded, fold

WIDTHLESS = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
BULLETS = dict.fromkeys("\u25cf\u25aa\uf0b7\u00b7", "•")
UNIFORM = str.maketrans(DASHES | BULLETS)

SIGNS = st.sampled_from(
    [
        *"aăâđêôơưÁỆỹ1290.,;:()/-+*•–—●\uf0b7",
        *WIDTHLESS,
        *(" ", "\t", "\n", "\r\n", "\u00a0", "\u2028", "\x0b", "|a"),
        *("\u0301", "\u0323", "\u0302", "e\u0302\u0323", "ﬁ", "😀", "\U00020000"),
        *("Sở Y tế", "Điều 1.", "II. ", "a) ", "- ", "giai đoạn 2021\n- 2025"),
    ]
)
LETTERS = st.characters(max_codepoint=0x06FF)


def is_fair(text: str) -> bool:
    """Whether nothing is in ``text`` that the tests of known faults, below, hold alone."""
    parted = any(one in WIDTHLESS and unicodedata.combining(after) for one, after in pairwise(text))
    return not parted and all(line.strip() != "|" for line in text.splitlines())


MADE = st.lists(SIGNS, max_size=60).map("".join)
TEXTS = st.one_of(MADE, st.text(LETTERS, max_size=60)).filter(is_fair)
DOCUMENTS = st.builds(Document, TEXTS, wrapped=st.booleans())
TABLES = (
    st.lists(SIGNS.filter(lambda sign: "|" not in sign and "\n" not in sign), max_size=4)
    .map("".join)
    .filter(is_fair)
)


@st.composite
def documents_with_tables(draw: st.DrawFn) -> Document:
    """Text, a table and text, as a reader of office files writes them."""
    columns = draw(st.integers(1, 4))
    rows = draw(
        st.lists(st.lists(TABLES, min_size=columns, max_size=columns), min_size=1, max_size=4)
    )
    before, after = draw(TEXTS), draw(TEXTS)
    grid = "".join("|" + "".join(f" {cell} |" for cell in row) + "\n" for row in rows)
    plain = before.replace("|", "/"), after.replace("|", "/")
    return document(f"{plain[0]}\n{grid}{plain[1]}", wrapped=draw(st.booleans()))


ANY = st.one_of(DOCUMENTS, documents_with_tables())


def origins(folded: Folded) -> list[Span]:
    return [folded.origin(Span(at, at + 1)) for at in range(len(folded.text))]


def visible(text: str) -> list[int]:
    """Where the characters stand that a reader sees; a bar alone on its line is a ruling."""
    found: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip() != "|":
            found += [
                at + place
                for place, sign in enumerate(line)
                if not sign.isspace() and sign not in WIDTHLESS
            ]
        at += len(line)
    return found


@given(ANY)
def test_each_character_has_an_origin_within_the_text(source: Document) -> None:
    for origin in origins(fold(source)):
        assert 0 <= origin.start <= origin.end <= len(source.text)


@given(ANY)
def test_origins_are_in_the_order_of_the_text(source: Document) -> None:
    for before, after in pairwise(origins(fold(source))):
        assert before == after or before.end <= after.start


@given(DOCUMENTS)
def test_each_visible_character_is_the_origin_of_one(source: Document) -> None:
    covered = {at for origin in origins(fold(source)) for at in range(origin.start, origin.end)}
    assert set(visible(source.text)) <= covered


@given(ANY)
def test_text_is_in_normal_form(source: Document) -> None:
    folded = fold(source)
    assert unicodedata.is_normalized("NFC", folded.text)


@given(ANY)
def test_white_space_is_uniform(source: Document) -> None:
    folded = fold(source)
    assert {sign for sign in folded.text if sign.isspace()} <= {" ", "\n"}
    assert "  " not in folded.text
    assert folded.text == folded.text.strip()


@given(ANY)
def test_blocks_are_the_lines_of_the_text(source: Document) -> None:
    folded = fold(source)
    assert "\n".join(block.span.of(folded.text) for block in folded.blocks) == folded.text
    assert all(block.span.of(folded.text).strip() for block in folded.blocks)


@given(DOCUMENTS)
def test_no_sign_is_added_lost_or_moved(source: Document) -> None:
    said = "".join(
        unicodedata.normalize("NFC", "".join(sign for sign in word if sign not in WIDTHLESS))
        for line in source.text.splitlines()
        if line.strip() != "|"
        for word in line.split()
    )
    assert "".join(fold(source).text.split()) == said.translate(UNIFORM)


@given(ANY, st.data())
def test_there_and_back(source: Document, data: st.DataObject) -> None:
    folded = fold(source)
    places = st.integers(0, len(folded.text))
    start, end = sorted((data.draw(places), data.draw(places)))
    if start == end:
        return
    span = Span(start, end)
    back = folded.image(folded.origin(span))
    assert back.contains(span)
    edges = origins(folded)
    splits_a_letter = (start and edges[start] == edges[start - 1]) or (
        end < len(edges) and edges[end] == edges[end - 1]
    )
    assert splits_a_letter or back == span


PLAN = """II. TỔ CHỨC THỰC HIỆN
1. Sở Giáo dục và Đào tạo
- Nội dung: Ủy quyền cho hiệu trưởng
- Thời gian: quý II
Đề nghị các đơn vị thực hiện.
"""
SAME = {
    "decomposed letters": unicodedata.normalize("NFD", PLAN),
    "letters with the tone apart": PLAN.replace("ở", "ơ\u0309").replace("ệ", "ê\u0323"),
    "a byte order mark": f"\ufeff{PLAN}",
    "carriage returns": PLAN.replace("\n", "\r\n"),
    "blanks of other widths": PLAN.replace(" ", "\u00a0").replace("\n", " \t\n"),
    "soft hyphens and blanks without width": PLAN.replace("Đào", "Đà\u00ado").replace(
        " ", " \u200b"
    ),
    "dashes of other lengths": PLAN.replace("- ", "– "),
    "bars around lines": PLAN.replace("\n", "\n|\n"),
}


@pytest.mark.parametrize("wrapped", [True, False], ids=["wrapped", "not wrapped"])
@pytest.mark.parametrize("text", cases(SAME))
def test_what_looks_the_same_folds_the_same(text: str, wrapped: bool) -> None:
    assert fold(Document(text, wrapped=wrapped)).text == PLAN.strip()


FOLDED = {
    "letters that compose without a mark": ("\u1100\u1161", "\uac00"),
    "a sign without width between a letter and its mark": ("a\u200b\u0301", "á"),
    "a lone bar between lines that go on": ("chợ\n|\nhuyện", "chợ huyện"),
    "decomposed words that part paragraphs": (
        unicodedata.normalize("NFD", "KẾ HOẠCH\nPHÁT TRIỂN CHỢ"),
        "KẾ HOẠCH\nPHÁT TRIỂN CHỢ",
    ),
}
FAULTS = {
    "letters that compose without a mark": "letters are composed with combining marks only",
    "a sign without width between a letter and its mark": "the sign stays within the letter",
    "a lone bar between lines that go on": "the bar comes into the text",
}


@pytest.mark.parametrize("case", cases(FOLDED, FAULTS))
def test_folded_texts(case: tuple[str, str]) -> None:
    text, folded = case
    assert fold(Document(text)).text == folded
