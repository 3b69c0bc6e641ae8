"""What a plan says of itself: number, type, issuer, place and date, title, signer, bases."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

import pytest
from cases import cases

from pipeline.document import Document
from pipeline.extract import extract
from pipeline.plan import Metadata, Written


@dataclass(frozen=True, slots=True)
class Said:
    """The metadata that a text says; "" for what it does not."""

    number: str = ""
    type: str = ""
    issuer: str = ""
    place: str = ""
    date: str = ""
    title: str = ""
    signer: str = ""
    bases: tuple[str, ...] = ()


LETTERHEAD = """
    ỦY BAN NHÂN DÂN
    TỈNH SÔNG LAM
    -------
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Độc lập - Tự do - Hạnh phúc
    ---------------
    Số: 15/KH-UBND
    Sông Lam, ngày 12 tháng 3 năm 2024
    """
BODY = """
    I. MỤC ĐÍCH
    Nâng cấp các chợ nông thôn.
    II. TỔ CHỨC THỰC HIỆN
    1. Sở Công Thương
    - Theo dõi, đôn đốc việc thực hiện.
    """
SIGNATURE = """
    Nơi nhận:
    - Như trên;
    - Lưu: VT.
    TM. ỦY BAN NHÂN DÂN
    KT. CHỦ TỊCH
    PHÓ CHỦ TỊCH
    Trần Văn Mẫu
    """
PLANS = {
    "a plan of a province": (
        f"""{LETTERHEAD}
    KẾ HOẠCH
    Phát triển chợ nông thôn năm 2024
    Căn cứ Quyết định số 210/QĐ-TTg ngày 05/02/2023 của Thủ tướng Chính phủ về phát triển chợ;
    Thực hiện Nghị quyết số 12-NQ/TU ngày 01/3/2023 của Tỉnh ủy về thương mại;
    Theo đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 45/TTr-SCT ngày 10/01/2024.
    Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển chợ nông thôn như sau:
    {BODY}{SIGNATURE}""",
        Said(
            number="15/KH-UBND",
            type="KẾ HOẠCH",
            issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
            place="Sông Lam",
            date="ngày 12 tháng 3 năm 2024",
            title="Phát triển chợ nông thôn năm 2024",
            signer="Trần Văn Mẫu",
            bases=(
                "Căn cứ Quyết định số 210/QĐ-TTg ngày 05/02/2023 của Thủ tướng Chính phủ về phát triển chợ",
                "Thực hiện Nghị quyết số 12-NQ/TU ngày 01/3/2023 của Tỉnh ủy về thương mại",
                "Theo đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 45/TTr-SCT ngày 10/01/2024",
            ),
        ),
    ),
    "a title over several lines": (
        f"""{LETTERHEAD}
    CHƯƠNG TRÌNH HÀNH ĐỘNG
    THỰC HIỆN CHIẾN LƯỢC PHÁT TRIỂN THƯƠNG MẠI TRONG NƯỚC
    ĐẾN NĂM 2030 TRÊN ĐỊA BÀN TỈNH SÔNG LAM
    {BODY}""",
        Said(
            number="15/KH-UBND",
            type="CHƯƠNG TRÌNH HÀNH ĐỘNG",
            issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
            place="Sông Lam",
            date="ngày 12 tháng 3 năm 2024",
            title="THỰC HIỆN CHIẾN LƯỢC PHÁT TRIỂN THƯƠNG MẠI TRONG NƯỚC"
            " ĐẾN NĂM 2030 TRÊN ĐỊA BÀN TỈNH SÔNG LAM",
        ),
    ),
    "a unit under its parent issues": (
        """
    UBND TỈNH SÔNG LAM
    SỞ CÔNG THƯƠNG
    Số: 07/KH-SCT
    Sông Lam, ngày 02 tháng 01 năm 2024
    KẾ HOẠCH
    Tổ chức hội chợ xuân
    I. MỤC ĐÍCH
    Kích cầu tiêu dùng.
    Nơi nhận:
    - Như trên.
    GIÁM ĐỐC
    Lê Thị Thử
    """,
        Said(
            number="07/KH-SCT",
            type="KẾ HOẠCH",
            issuer="SỞ CÔNG THƯƠNG",
            place="Sông Lam",
            date="ngày 02 tháng 01 năm 2024",
            title="Tổ chức hội chợ xuân",
            signer="Lê Thị Thử",
        ),
    ),
    "a decision with the plan that it issues: the decision's own title": (
        f"""{LETTERHEAD.replace("KH-UBND", "QĐ-UBND")}
    QUYẾT ĐỊNH
    Ban hành Kế hoạch phát triển chợ nông thôn
    ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
    Căn cứ Luật Tổ chức chính quyền địa phương;
    QUYẾT ĐỊNH:
    Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển chợ nông thôn.
    {SIGNATURE}
    KẾ HOẠCH
    Phát triển chợ nông thôn trên địa bàn tỉnh
    (Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 12/3/2024 của UBND tỉnh)
    {BODY}""",
        Said(
            number="15/QĐ-UBND",
            type="QUYẾT ĐỊNH",
            issuer="ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
            place="Sông Lam",
            date="ngày 12 tháng 3 năm 2024",
            title="Ban hành Kế hoạch phát triển chợ nông thôn",
            signer="Trần Văn Mẫu",
            bases=("Căn cứ Luật Tổ chức chính quyền địa phương",),
        ),
    ),
    "a fragment says nothing of itself": (BODY, Said()),
}


def words(written: Written | None) -> str:
    return written.text if written is not None else ""


def said(metadata: Metadata) -> Said:
    return Said(
        words(metadata.number),
        words(metadata.type),
        words(metadata.issuer),
        words(metadata.place),
        words(metadata.date),
        words(metadata.title),
        words(metadata.signer),
        tuple(map(words, metadata.legal_bases)),
    )


def lines(source: str) -> str:
    return "".join(f"{line.strip()}\n" for line in dedent(source).splitlines() if line.strip())


@pytest.mark.parametrize("case", cases(PLANS))
def test_metadata(case: tuple[str, Said]) -> None:
    source, expected = case
    assert said(extract(Document(lines(source))).metadata) == expected


def test_what_is_said_is_in_the_text() -> None:
    plan = extract(Document(lines(PLANS["a plan of a province"][0])))
    metadata = plan.metadata
    fields = (metadata.number, metadata.type, metadata.issuer, metadata.place, metadata.date,
              metadata.title, metadata.signer, *metadata.legal_bases)  # fmt: skip
    for field in fields:
        assert field is not None
        assert " ".join(field.span.of(plan.document.text).split()) == field.text
