"""COUNTRY: the names of sovereign states, outside agencies and references."""

from __future__ import annotations

import pytest
from cases import cases
from marked import mark_entities, read_entities

from annotations import Label
from pipeline.document import Document
from pipeline.extract import extract

STATES = {
    "short names": "thăm [C Lào], [C Campuchia], [C Nhật Bản] và [C Anh]",
    "long names": "thăm [C Liên bang Nga], [C CHDCND Lào], [C Cộng hòa Pháp]",
    "other spellings": "thăm [C CuBa], [C Cu-ba], [C In-đô-nê-xi-a], [C Thụy Sỹ]",
    "of the past": "học tại [C Liên Xô] và [C Tiệp Khắc]",
    "as attributes": "người [C Việt Nam], học sinh [C Lào], hàng [C Mỹ]",
    "parts of a state": "các tỉnh Bắc [C Lào], miền Trung [C Nhật Bản]",
    "in the name of a disease": "viêm não [C Nhật Bản] B",
    "pairs": "quan hệ [C Việt Nam] - [C Hàn Quốc]",
    "in capitals": "HỢP TÁC VỚI [C NHẬT BẢN] NĂM TỚI",
}
NONE = {
    "languages": "dạy tiếng Anh, tiếng Pháp, tiếng Nga",
    "pairs of languages": "từ điển Việt - Anh, bản dịch Việt - Pháp",
    "cities and provinces": "thăm Viêng Chăn, Lào Cai, Tokyo",
    "regions": "khu vực Đông Nam Á, Mỹ La tinh, châu Âu",
    "blocs": "ASEAN, EU, Liên minh châu Âu",
    "territories": "Hồng Kông, Đài Loan, Ma Cao",
    "words that look like one": "pháp luật, Pháp lệnh, mỹ thuật, đức tính, anh em",
    "names of people and places": "ông Nguyễn Văn Đức, xã Mỹ Đức, phường Mỹ An, huyện Đức Thọ",
    "inside an agency": "Đại sứ quán Việt Nam tại Lào, Hội hữu nghị Việt Nam - Lào",
    "inside a reference": "tiêu chuẩn TCVN 14423:2025",
}


def read(text: str) -> str:
    plan = extract(Document(f"II. NỘI DUNG\n{text}\n"))
    countries = [one for one in plan.entities if one.label is Label.COUNTRY]
    return mark_entities(plan.document.text, countries).splitlines()[1]


@pytest.mark.parametrize("source", cases(STATES | NONE))
def test_countries(source: str) -> None:
    assert read(read_entities(source).text) == source
