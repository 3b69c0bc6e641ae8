"""DOCREF: a document by its type and its number or symbol."""

from __future__ import annotations

import pytest
from cases import cases
from marked import mark_entities, read_entities

from annotations import Label
from pipeline.document import Document
from pipeline.extract import extract

REFERENCES = {
    "type, số and number": "theo [R Quyết định số 15/QĐ-UBND] ngày 02/3/2024",
    "without số": "theo [R Chỉ thị 08/CT-TTg] và [R Nghị định 59/2020/NĐ-CP]",
    "of the Party": "theo [R Nghị quyết số 06-NQ/TU], [R Kết luận số 12-KL/TW]",
    "a bare number": "thực hiện [R Đề án 06], [R Quyết định 272] và [R Đề án số 825]",
    "a bare number and its date": "theo [R Quyết định số 5] ngày 03/02/2024 của huyện",
    "standards": "đáp ứng [R tiêu chuẩn TCVN 7957:2008], [R QCVN 14:2008/BTNMT]",
    "a notice of a conclusion": "theo [R Thông báo Kết luận số 73-TB/TW]",
    "a list with the type said once": "theo [R Quyết định số 12/QĐ-UBND], [R số 13/QĐ-UBND]"
    " và [R số 14/QĐ-UBND]",
    "in capitals": "TRIỂN KHAI [R NGHỊ QUYẾT SỐ 15/NQ-CP] CỦA CHÍNH PHỦ",
    "a number left blank": "kèm theo [R Kế hoạch số: /KH-UBND]",
    "over a soft break": "theo [R Quyết định\nsố 15/QĐ-UBND] của tỉnh",
}
NONE = {
    "documents without a number": "theo Kế hoạch này, Luật Du lịch, Hiệp định Paris",
    "annexes": "theo Phụ lục 01, Biểu số 2",
    "counts": "Kế hoạch 5 năm, Chương trình 3 nhiệm vụ, Dự án 2 xã",
    "articles": "theo khoản 2 Điều 15 của Luật",
}


def read(text: str) -> str:
    plan = extract(Document(f"II. NỘI DUNG\n{text}\n"))
    documents = [one for one in plan.entities if one.label is Label.DOCREF]
    return mark_entities(plan.document.text, documents).split("\n", 1)[1].rstrip("\n")


@pytest.mark.parametrize("source", cases(REFERENCES | NONE))
def test_references(source: str) -> None:
    assert read(read_entities(source).text) == source


OWN = {
    "after Số": ("Số: 15/KH-UBND", "15/KH-UBND"),
    "of the Party": ("Số 20-KH/TU", "20-KH/TU"),
    "left blank": ("Số: /KH-UBND", "/KH-UBND"),
    "in a web site's metadata": ("Số hiệu: 15/KH-UBND", "15/KH-UBND"),
}


@pytest.mark.parametrize("case", cases(OWN))
def test_the_own_number_is_marked_from_its_number(case: tuple[str, str]) -> None:
    line, number = case
    text = f"ỦY BAN NHÂN DÂN TỈNH SÔNG LAM\n{line}\nKẾ HOẠCH\nPhát triển chợ\nI. CHỢ\nSửa chợ.\n"
    plan = extract(Document(text))
    assert [one.span.of(text) for one in plan.entities if one.label is Label.DOCREF] == [number]
