"""Bodies that count only where the plan gives them work: companies, the press, mere places."""

from __future__ import annotations

from textwrap import dedent

import pytest
from cases import cases
from marked import mark_entities, read_entities
from mini_plans import document

from annotations import Label
from pipeline.extract import extract

CASES = {
    "a company with work": """
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì | Phối hợp |
        | 1 | Ngầm hóa lưới điện | [A Công ty Điện lực Sông Lam] | [A UBND thành phố] |
        """,
    "a company that is only named": """
        II. NHIỆM VỤ
        1. [A Sở Công Thương]
        - Rà soát hành lang lưới điện do Công ty Điện lực Sông Lam quản lý.
        """,
    "schools in a list of doers": """
        II. NHIỆM VỤ
        1. Dạy bơi cho học sinh
        - Cơ quan chủ trì: [A Sở Giáo dục và Đào tạo].
        - Cơ quan phối hợp: [A các trường].
        """,
    "schools as places": """
        II. NHIỆM VỤ
        1. [A Sở Giáo dục và Đào tạo]
        - Lắp đặt máy lọc nước ở các trường.
        """,
    "communes in a list of doers": """
        II. NHIỆM VỤ
        1. Tổng vệ sinh môi trường
        - Đơn vị thực hiện: [A Các xã, phường].
        """,
    "communes as places": """
        II. NHIỆM VỤ
        1. [A Sở Y tế]
        - Phun thuốc diệt muỗi ở các xã, phường có nguy cơ cao.
        """,
    "the State Bank is no company": """
        II. NHIỆM VỤ
        1. [A Sở Tài chính]
        - Theo dõi dư nợ tại [A Ngân hàng Chính sách xã hội tỉnh].
        """,
    "companies in general": """
        II. NHIỆM VỤ
        1. [A Sở Công Thương]
        - Vận động các doanh nghiệp tiết kiệm điện.
        """,
}


@pytest.mark.parametrize("source", cases(CASES))
def test_bodies(source: str) -> None:
    marked = read_entities(dedent(source).strip() + "\n")
    entities = extract(document(marked.text)).entities
    agencies = [entity for entity in entities if entity.label is Label.AGENCY]
    assert mark_entities(marked.text, agencies) == mark_entities(marked.text, marked.entities)
