"""The letterhead of a plan, also where its lines are one entity or none."""

from __future__ import annotations

import pytest

from annotations import Label
from pipeline.extract import extract
from pipeline.readers.registry import Source, read
from pipeline.values.context import agency_resolver
from pipeline.values.letterheads import letterhead_lines
from pipeline.values.registry import load_registry

BODY = """
Số: 12/KH-ABC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

ngày 10 tháng 3 năm 2023

KẾ HOẠCH
Chuyển đổi số năm 2023

I. MỤC ĐÍCH
Nâng cao nhận thức.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Tổng hợp chủ trì, phối hợp với các đơn vị liên quan tổ chức hội nghị.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


@pytest.mark.parametrize(
    ("head", "lines", "issuer"),
    [
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC VINH",
         ["BỘ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG ĐẠI HỌC VINH"], "other:truong-dai-hoc-vinh"),
        ("HỘI CỰU CHIẾN BINH VIỆT NAM\nBAN CHẤP HÀNH TỈNH HÀ NAM",
         ["HỘI CỰU CHIẾN BINH VIỆT NAM", "BAN CHẤP HÀNH TỈNH HÀ NAM"],
         "hoi-cuu-chien-binh@ha-nam"),
        ("ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TỈNH QUẢNG BÌNH\n***",
         ["ĐOÀN TNCS HỒ CHÍ MINH", "BAN CHẤP HÀNH TỈNH QUẢNG BÌNH"],
         "doan-thanh-nien@quang-binh"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN HƯƠNG SƠN", ["ỦY BAN NHÂN DÂN HUYỆN HƯƠNG SƠN"],
         "ubnd@ha-tinh/huyen-huong-son"),
        ("UBND HUYỆN NAM ĐÀN\nỦY BAN NHÂN DÂN\nXÃ KIM LIÊN",
         ["UBND HUYỆN NAM ĐÀN", "ỦY BAN NHÂN DÂN XÃ KIM LIÊN"], "ubnd@nghe-an/xa-kim-lien"),
        ("TỔNG CỤC THUẾ\nCỤC THUẾ TỈNH SÓC TRĂNG",
         ["TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH SÓC TRĂNG"], "cuc-thue@soc-trang"),
        ("THÀNH ỦY LONG KHÁNH\nBAN TUYÊN GIÁO\n*", ["THÀNH ỦY LONG KHÁNH", "BAN TUYÊN GIÁO"],
         "ban-tuyen-giao-thanh-uy@dong-nai/thanh-pho-long-khanh"),
        ("ỦY BAN MTTQ VIỆT NAM\nTỈNH KON TUM\nBAN THƯỜNG TRỰC",
         ["ỦY BAN MTTQ VIỆT NAM TỈNH KON TUM", "BAN THƯỜNG TRỰC"], "mttq@kon-tum"),
        ("UBND TỈNH VĨNH PHÚC\nSỞ TÀI CHÍNH", ["UBND TỈNH VĨNH PHÚC", "SỞ TÀI CHÍNH"],
         "so-tai-chinh@vinh-phuc"),
    ],
)  # fmt: skip
def test_each_body_of_a_letterhead_is_a_line(head: str, lines: list[str], issuer: str) -> None:
    plan = extract(read(Source("a.txt", (head + "\n" + BODY).encode())))
    bodies = [each for each in plan.entities if each.label is Label.AGENCY]
    assert letterhead_lines(plan, bodies) == lines
    found = agency_resolver(plan, load_registry()).issuer
    assert found is not None
    assert found.id == issuer


def test_the_lines_of_a_letterhead_as_one_mention_are_the_issuer() -> None:
    text = f"HỘI CỰU CHIẾN BINH VIỆT NAM\nBAN CHẤP HÀNH TỈNH HÀ NAM\n{BODY}"
    resolver = agency_resolver(extract(read(Source("a.txt", text.encode()))), load_registry())
    whole = "HỘI CỰU CHIẾN BINH VIỆT NAM BAN CHẤP HÀNH TỈNH HÀ NAM"
    assert resolver.value(whole).id == "hoi-cuu-chien-binh@ha-nam"


def test_a_plan_without_a_letterhead_has_no_issuer() -> None:
    plan = extract(read(Source("a.txt", BODY.encode())))
    assert letterhead_lines(plan, []) == []
