"""The numbers that Word makes itself, as it prints them."""

from __future__ import annotations

import pytest
from word_files import (
    box,
    definition,
    fonts,
    item,
    level,
    lines,
    num,
    paragraph,
)

from pipeline.readers.word.numbering import format_number


def numbered(*items: tuple[int, int, str], numbering: str, styles: str = "") -> list[str]:
    body = "".join(item(text, list_id=list_id, level=depth) for list_id, depth, text in items)
    return lines(body, numbering=numbering, styles=styles)


OUTLINE = definition(
    0,
    level("%1.", "upperRoman"),
    level("%2.", "decimal"),
    level("%3)", "lowerLetter"),
    level("%2.%4.", "decimal", more='<w:lvlRestart w:val="2"/>'),
)


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    assert numbered(
        (1, 0, "MỤC TIÊU"),
        (1, 1, "Chung"),
        (1, 1, "Cụ thể"),
        (1, 2, "Một"),
        (1, 2, "Hai"),
        (1, 0, "NHIỆM VỤ"),
        (1, 1, "Đầu"),
        (1, 2, "Một"),
        numbering=OUTLINE + num(1, of=0),
    ) == [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Cụ thể",
        "a) Một",
        "b) Hai",
        "II. NHIỆM VỤ",
        "1. Đầu",
        "a) Một",
    ]


def test_a_level_may_start_anew_below_some_levels_only() -> None:
    assert numbered(
        (1, 1, "Mục"),
        (1, 3, "x"),
        (1, 2, "điểm"),
        (1, 3, "y"),
        (1, 1, "Mục"),
        (1, 3, "z"),
        numbering=OUTLINE + num(1, of=0),
    ) == ["1. Mục", "1.1. x", "b) điểm", "1.2. y", "2. Mục", "2.1. z"]


def test_a_level_uses_up_the_first_number_of_an_upper_one_that_has_none() -> None:
    levels = definition(0, level("%1.", start=3), level("%1.%2."))
    assert numbered((1, 1, "Đầu"), (1, 0, "Sau"), numbering=levels + num(1, of=0)) == [
        "3.1. Đầu",
        "4. Sau",
    ]


def test_text_boxes_count_apart() -> None:
    body = item("a", list_id=1) + paragraph(box(item("trong khung", list_id=1)))
    assert lines(
        body + item("b", list_id=1), numbering=definition(0, level("%1.")) + num(1, of=0)
    ) == [
        "1. a",
        "1. trong khung",
        "2. b",
    ]


def test_lists_of_one_definition_count_on_unless_they_override_the_start() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        definition(0, level("%1.")) + num(1, of=0) + num(2, of=0) + num(3, of=0, overrides=restart)
    )
    assert numbered(
        (1, 0, "a"), (2, 0, "b"), (3, 0, "c"), (3, 0, "d"), (1, 0, "e"), numbering=numbering
    ) == ["1. a", "2. b", "1. c", "2. d", "3. e"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">{level("Điều %1.")}</w:lvl></w:lvlOverride>'
    numbering = definition(0, level("%1.")) + num(1, of=0, overrides=own)
    assert numbered((1, 0, "Phạm vi"), numbering=numbering) == ["Điều 1. Phạm vi"]


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        pytest.param(level("\uf0b7", "bullet"), "- việc", id="a bullet is a dash"),
        pytest.param(level("+", "bullet"), "+ việc", id="plus stays, it ranks below a dash"),
        pytest.param(level("%1.", "none"), ". việc", id="no number but its sign"),
        pytest.param(level(""), "việc", id="no label"),
        pytest.param(level("%1.", more='<w:suff w:val="nothing"/>'), "1.việc", id="no space"),
        pytest.param(level("%1.", more="<w:rPr><w:vanish/></w:rPr>"), "việc", id="hidden label"),
        pytest.param(
            level("§iÒu %1.", more=f"<w:rPr>{fonts('.VnTime')}</w:rPr>"),
            "Điều 1. việc",
            id="label in a legacy font",
        ),
        pytest.param(
            '<mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
            '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
            '<w:lvlText w:val="%1."/>',
            "001. việc",
            id="custom format",
        ),
    ],
)
def test_prints_the_label_of_a_level(made: str, shown: str) -> None:
    assert numbered((1, 0, "việc"), numbering=definition(0, made) + num(1, of=0)) == [shown]


def test_legal_numbering_shows_every_number_as_a_decimal() -> None:
    numbering = definition(0, level("%1.", "upperRoman"), level("%1.%2.", more="<w:isLgl/>")) + num(
        1, of=0
    )
    assert numbered((1, 0, "Một"), (1, 1, "Hai"), numbering=numbering) == ["I. Một", "1.1. Hai"]


def test_empty_items_keep_their_number_but_no_bullet() -> None:
    numbering = (
        definition(0, level("%1."))
        + definition(1, level("•", "bullet"))
        + num(1, of=0)
        + num(2, of=1)
    )
    assert numbered((1, 0, ""), (2, 0, ""), (1, 0, "hai"), numbering=numbering) == ["1.", "2. hai"]


def test_deleted_items_do_not_count() -> None:
    gone = paragraph(
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
        properties='<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    body = item("a", list_id=1) + gone + item("b", list_id=1)
    assert lines(body, numbering=definition(0, level("%1.")) + num(1, of=0)) == ["1. a", "2. b"]


HEADINGS = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="H1"><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2b"><w:basedOn w:val="H2"/></w:style>
<w:style w:type="numbering" w:styleId="Plan"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>
</w:style>
"""


def styled(style: str, text: str, more: str = "") -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>{more}')


def test_styles_number_their_paragraphs_at_the_level_linked_with_them() -> None:
    numbering = definition(
        0,
        level("%1.", "upperRoman", more='<w:pStyle w:val="H1"/>'),
        level("%2.", more='<w:pStyle w:val="H2"/>'),
    ) + num(1, of=0)
    body = (
        styled("H1", "MỤC TIÊU")
        + styled("H2", "Chung")
        + styled("H2b", "Cụ thể")
        + styled("H1", "Lời dẫn", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + styled("H1", "NHIỆM VỤ")
        + paragraph("Thường")
    )
    assert lines(body, numbering=numbering, styles=HEADINGS) == [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Cụ thể",
        "Lời dẫn",
        "II. NHIỆM VỤ",
        "Thường",
    ]


def test_a_definition_may_stand_for_a_list_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
        + definition(4, level("Mục %1.", "upperLetter"))
        + num(2, of=3)
        + num(5, of=4)
    )
    assert numbered((2, 0, "x"), (5, 0, "y"), numbering=numbering, styles=HEADINGS) == [
        "Mục A. x",
        "Mục B. y",
    ]


def test_definitions_that_stand_for_each_other_are_none() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
        + num(5, of=3)
    )
    assert numbered((5, 0, "x"), numbering=numbering, styles=HEADINGS) == ["x"]


@pytest.mark.parametrize(
    ("name", "count", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalEnclosedParen", 3, "(3)"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 0, "0"),
        ("lowerLetter", 4, "d"),
        ("lowerLetter", 5, "e"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("vietnameseCounting", 5, "năm"),
        ("vietnameseCounting", 10, "mười"),
        ("vietnameseCounting", 11, "mười một"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("vietnameseCounting", 21, "hai mươi mốt"),
        ("vietnameseCounting", 34, "ba mươi bốn"),
        ("chineseCounting", 2, "2"),
    ],
)
def test_prints_numbers_as_word_does(name: str, count: int, shown: str) -> None:
    assert format_number(count, name) == shown
