"""ISSUED_ON and ISSUED_BY: the date and the issuer that a text gives with a reference."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from marked import ISSUE
from mini_plans import reading

CITED = {
    "right after the reference": "Căn cứ [R1 Quyết định số 15/QĐ-TTg] [O1 ngày 05 tháng 01 năm 2022] của [B1 Thủ tướng Chính phủ] phê duyệt Đề án;",
    "a date without a day's word": "Căn cứ [R1 Nghị quyết số 06-NQ/TU], [O1 ngày 10/02/2023] của [B1 Tỉnh ủy] về chuyển đổi số;",
    "only a date": "Thực hiện [R1 Kế hoạch số 20/KH-UBND] [O1 ngày 03/3/2023] về phòng, chống ma túy.",
    "only an issuer": "Theo [R1 Thông tư số 06/2022/TT-BNV] của [B1 Bộ Nội vụ].",
    "neither": "Thực hiện Đề án 06.",
    "an issuer after a list holds for each member": "Căn cứ [R1 Quyết định số 11/QĐ-UBND], [R2 số 12/QĐ-UBND] của [B1,2 UBND tỉnh];",
    "dates of a list": "Căn cứ [R1 Nghị định số 59/2020/NĐ-CP] [O1 ngày 27/5/2020], [R2 Nghị định số 24/2021/NĐ-CP] [O2 ngày 23/3/2021] của [B1,2 Chính phủ];",
    "who approved it": "Quy hoạch đã được [B1 UBND tỉnh] phê duyệt tại [R1 Quyết định số 30/QĐ-UBND] [O1 ngày 04/4/2023].",
    "who wrote it": "Theo đề nghị của [B1 Sở Y tế] tại [R1 Tờ trình số 45/TTr-SYT] [O1 ngày 10/01/2024].",
    "one after it goes before one before it": "Sở Y tế tham mưu tại [R1 Quyết định số 8/QĐ-UBND] của [B1 UBND tỉnh].",
    "an issuer behind its subject is none": "Thực hiện [R1 Chỉ thị số 09/CT-TTg] [O1 ngày 12/02/2021] về kiểm soát giá của Bộ Tài chính.",
    "a body that only carries it out is none": "Sở Y tế triển khai Quyết định số 8/QĐ-UBND.",
    "the year in a document's name is none": "Thực hiện Quyết định số 8/QĐ-UBND về dự toán năm 2024.",
    "a law without a number is no reference": "Căn cứ Luật Du lịch năm 2017;",
}
OWN = {
    "the document's own number, its place-and-date line and its issuing body": """
        [B1 ỦY BAN NHÂN DÂN
        TỈNH SÔNG LAM]
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Số: [R1 15/KH-UBND]
        Sông Lam, [O1 ngày 12 tháng 3 năm 2024]
        KẾ HOẠCH
        Phát triển chợ nông thôn năm 2024
        I. MỤC ĐÍCH
        Nâng cấp các chợ.
        """,
    "where the state's title splits the issuing body its first part issues": """
        [B1 ỦY BAN NHÂN DÂN]
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH SÔNG LAM
        Độc lập - Tự do - Hạnh phúc
        Số: [R1 15/KH-UBND]
        Sông Lam, [O1 ngày 12 tháng 3 năm 2024]
        KẾ HOẠCH
        Phát triển chợ nông thôn
        I. MỤC ĐÍCH
        Nâng cấp các chợ.
        """,
    "a date left blank": """
        [B1 SỞ CÔNG THƯƠNG]
        Số: [R1 /KH-SCT]
        Sông Lam, [O1 ngày tháng 3 năm 2024]
        KẾ HOẠCH
        Hội chợ xuân
        I. MỤC ĐÍCH
        Kích cầu tiêu dùng.
        """,
    "the issuer of a unit is the unit": """
        UBND TỈNH SÔNG LAM
        [B1 SỞ CÔNG THƯƠNG]
        Số: [R1 07/KH-SCT]
        Sông Lam, [O1 ngày 02 tháng 01 năm 2024]
        KẾ HOẠCH
        Hội chợ xuân
        I. MỤC ĐÍCH
        Kích cầu tiêu dùng.
        """,
    "metadata above the text": """
        Số hiệu: [R1 15/KH-UBND]
        Nơi ban hành: [B1 Tỉnh Sông Lam]
        Ngày ban hành: [O1 12/03/2024]
        KẾ HOẠCH
        Phát triển chợ nông thôn
        I. MỤC ĐÍCH
        Nâng cấp các chợ.
        """,
}


@pytest.mark.parametrize("text", cases(CITED))
def test_cited_documents(text: str) -> None:
    plan = reading(f"I. NỘI DUNG\n{text}", roles=ISSUE)
    assert plan.read == plan.said


@pytest.mark.parametrize("source", cases(OWN))
def test_the_document_itself(source: str) -> None:
    plan = reading(source, roles=ISSUE)
    assert plan.read == plan.said
