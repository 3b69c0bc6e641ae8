"""A plan in a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_plans import empty_plan, rich_plan

from annotations import Label
from pipeline.document import Document
from pipeline.terminal import COLOURS, outline_lines, plan_lines
from pipeline.wording import Lang, harmless


def shown(lang: Lang = Lang.VI) -> list[str]:
    return [line.plain for line in plan_lines(rich_plan(), lang)]


def test_the_outline_comes_first_then_the_tasks() -> None:
    lines = shown()
    assert lines.index("── NỘI DUNG ──") < lines.index("II. NHIỆM VỤ") < lines.index("5 nhiệm vụ")
    assert lines[lines.index("5 nhiệm vụ") + 1 :][:7] == [
        "  1. [II.1] Xây dựng bộ tài liệu hướng dẫn đón khách",
        "     Chủ trì: Sở Du lịch",
        "     Phối hợp: Sở Giáo dục và Đào tạo; Hội Nông dân tỉnh",
        "     Thời gian: quý II/2024",
        "     Sản phẩm, kết quả: 01 bộ tài liệu",
        "     Kinh phí: 120 triệu đồng",
        "  2. [II.2] Tập huấn kỹ năng",
    ]


def test_what_to_look_at_is_said() -> None:
    assert "     ! Chưa rõ chủ trì" in shown()
    assert shown(Lang.EN)[-1] == "! Page 2 read by OCR, to be checked"


def test_entities_are_coloured_where_they_stand() -> None:
    styled = {
        (line.plain[span.start : span.end], str(span.style))
        for line in outline_lines(rich_plan())
        for span in line.spans
    }
    assert ("Sở Giáo dục và Đào tạo", COLOURS[Label.AGENCY]) in styled
    assert ("quý II/2024", COLOURS[Label.DATE]) in styled
    assert ("Nhật Bản", COLOURS[Label.COUNTRY]) in styled
    assert ("Sở Tài chính", f"{COLOURS[Label.AGENCY]} bold") in styled


def test_every_leaf_is_shown_whole() -> None:
    plan = rich_plan()
    text = " ".join(line.plain.strip(" │") for line in outline_lines(plan))
    for node in plan.outline:
        assert " ".join(node.span.of(plan.document.text).split()) in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế", "Sở Y tế"),
        ("\x1b[31mđỏ\x1b[0m", "␛[31mđỏ␛[0m"),
        ("a\x07\x7f", "a␇␡"),
        ("a\x9b31m", "a\ufffd31m"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("a\nb", "a␊b"),
    ],
)
def test_what_steers_a_terminal_is_made_visible(text: str, expected: str) -> None:
    assert harmless(text) == expected


def test_escapes_in_a_document_do_not_reach_the_terminal() -> None:
    plan = empty_plan(text="\x1b]0;x\x07 [bold]Công văn[/bold] thường.\n")
    (_, line) = outline_lines(plan)
    assert line.plain == "  ␛]0;x␇ [bold]Công văn[/bold] thường."
    task = replace(rich_plan().tasks[0], text="\x1b[2J", number="\x1b")
    plan = replace(plan, tasks=(task,), document=Document(rich_plan().document.text))
    assert not [line for line in plan_lines(plan) if "\x1b" in line.plain]
