"""The parts of a document: each line of a plan belongs to one."""

from __future__ import annotations

from textwrap import dedent

import pytest
from cases import cases
from mini_plans import document

from pipeline.extract import extract
from pipeline.plan import Zone

ZONES = {
    "H": Zone.LETTERHEAD,
    "T": Zone.TITLE,
    "C": Zone.BASES,
    "B": Zone.BODY,
    "R": Zone.RECIPIENTS,
    "S": Zone.SIGNATURE,
    "A": Zone.ANNEX,
}
"""A letter before each line says its part."""

PLANS = {
    "a plan of a province": """
        H ỦY BAN NHÂN DÂN
        H TỈNH SÔNG LAM
        H CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        H Độc lập - Tự do - Hạnh phúc
        H Số: 15/KH-UBND
        H Sông Lam, ngày 12 tháng 3 năm 2024
        T KẾ HOẠCH
        T Phát triển chợ nông thôn năm 2024
        C Căn cứ Luật Tổ chức chính quyền địa phương;
        C Thực hiện Nghị quyết số 12-NQ/TU của Tỉnh ủy;
        B Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
        B I. MỤC ĐÍCH
        B Nâng cấp các chợ.
        B II. TỔ CHỨC THỰC HIỆN
        B 1. Sở Công Thương
        B - Theo dõi, đôn đốc.
        R Nơi nhận:
        R - Như trên;
        R - Lưu: VT.
        S TM. ỦY BAN NHÂN DÂN
        S CHỦ TỊCH
        S Trần Văn Mẫu
        A PHỤ LỤC
        A DANH MỤC CÁC CHỢ
        A 1. Chợ huyện Bến Đá
        """,
    "a decision and the plan that it issues": """
        H ỦY BAN NHÂN DÂN
        H TỈNH SÔNG LAM
        H Số: 15/QĐ-UBND
        H Sông Lam, ngày 12 tháng 3 năm 2024
        T QUYẾT ĐỊNH
        T Ban hành Kế hoạch phát triển chợ
        C Căn cứ Luật Tổ chức chính quyền địa phương;
        B Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển chợ.
        B Điều 2. Quyết định này có hiệu lực từ ngày ký.
        R Nơi nhận:
        R - Như Điều 2;
        S TM. ỦY BAN NHÂN DÂN
        S CHỦ TỊCH
        S Trần Văn Mẫu
        T KẾ HOẠCH
        T Phát triển chợ nông thôn
        A I. MỤC ĐÍCH
        A Nâng cấp các chợ.
        """,
    "a Party plan": """
        H TỈNH ỦY SÔNG LAM
        H ĐẢNG CỘNG SẢN VIỆT NAM
        H Số 20-KH/TU
        H Sông Lam, ngày 12 tháng 3 năm 2024
        T KẾ HOẠCH
        T TUYÊN TRUYỀN KỶ NIỆM NGÀY THÀNH LẬP TỈNH
        B I. MỤC ĐÍCH
        B Giáo dục truyền thống.
        R Nơi nhận:
        R - Lưu Văn phòng.
        S T/M BAN THƯỜNG VỤ
        S PHÓ BÍ THƯ
        S Trần Văn Mẫu
        """,
    "a title that begins in small letters": """
        H TỈNH ỦY SÔNG LAM
        H Số 20-KH/TU
        T KẾ HOẠCH
        T tuyên truyền kỷ niệm ngày thành lập tỉnh
        B I. MỤC ĐÍCH
        B Giáo dục truyền thống.
        """,
    "a letterhead right above the type": """
        H ỦY BAN NHÂN DÂN
        H TỈNH SÔNG LAM
        T KẾ HOẠCH
        T Phát triển chợ nông thôn
        B I. MỤC ĐÍCH
        B Nâng cấp các chợ.
        """,
    "a signature without recipients": """
        T KẾ HOẠCH
        T Phát triển chợ nông thôn
        B I. MỤC ĐÍCH
        B Nâng cấp các chợ.
        S KT. GIÁM ĐỐC
        S PHÓ GIÁM ĐỐC
        S Lê Thị Thử
        """,
    "a fragment": """
        B 1. Nâng cấp chợ.
        B 2. Xây kho lạnh.
        """,
    "an annexed table": """
        T KẾ HOẠCH
        T Phát triển chợ nông thôn
        B I. MỤC ĐÍCH
        B Nâng cấp các chợ.
        R Nơi nhận:
        R - Như trên.
        S CHỦ TỊCH
        S Trần Văn Mẫu
        A Phụ lục I
        A (Kèm theo Kế hoạch số 15/KH-UBND)
        """,
    "a footnote behind the signature": """
        T KẾ HOẠCH
        T Phát triển chợ nông thôn
        B I. MỤC ĐÍCH
        B Nâng cấp các chợ.
        R Nơi nhận:
        R - Như trên.
        S CHỦ TỊCH
        S Trần Văn Mẫu
        A [1] Theo Quyết định số 8/QĐ-UBND.
        """,
}


@pytest.mark.parametrize("source", cases(PLANS))
def test_zones(source: str) -> None:
    marked = dedent(source).strip().splitlines()
    text = "".join(f"{line[2:]}\n" for line in marked)
    nodes = extract(document(text)).outline
    letters = {zone: letter for letter, zone in ZONES.items()}
    shown = [
        letters[node.zone]
        for node in nodes
        for _ in text[node.span.start : node.span.end].splitlines()
    ]
    assert [f"{letter} {line[2:]}" for letter, line in zip(shown, marked, strict=True)] == marked
