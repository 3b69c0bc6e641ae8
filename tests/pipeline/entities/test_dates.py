"""DATE: calendar points, periods and recurrences, not durations."""

from __future__ import annotations

import pytest
from cases import cases
from marked import mark_entities, read_entities

from annotations import Label
from pipeline.document import Document
from pipeline.extract import extract

POINTS = {
    "a day in words": "họp [D ngày 05 tháng 9 năm 2024]",
    "a day in numbers": "họp [D ngày 05/9/2024], hoãn sang [D 12/9/2024]",
    "a month": "trong [D tháng 9 năm 2024] và [D tháng 10/2024]",
    "a quarter": "trong [D quý III/2024], [D Quí IV-2024]",
    "a year": "[D Năm 2024] và đến hết [D năm 2025]",
    "a period": "[D giai đoạn 2021 - 2025], [D thời kỳ 2021-2030], [D nhiệm kỳ 2020 - 2025]",
    "a range is one": "dịp 70 năm ([D 07/5/1954-07/5/2024])",
    "from and to are two": "từ [D ngày 01/3/2024] đến [D ngày 30/4/2024]",
    "a day and month in numbers": "từ [D 01/4] đến [D 30/9/2024]",
    "a day left blank": "Sông Lam, [D ngày tháng 5 năm 2024]",
    "years of a long plan": "chiến lược 10 năm [D 2021-2030]",
    "the year of a law's name": "Luật Ngân sách [D năm 2015]",
    "the date of a document": "Nghị định số 12/NĐ-CP [D ngày 01/02/2024]",
}
RECURRENCES = {
    "each year": "[D Hằng năm] tổng kết; [D hàng quý] báo cáo",
    "each": "[D mỗi quý] họp một buổi",
    "with a stated period": "báo cáo [D định kỳ 6 tháng, năm]",
    "every so often": "kiểm tra [D Định kỳ hai năm một lần]",
    "in brackets": "báo cáo [D định kỳ (hằng năm)]",
    "a day of each": "trước [D ngày 20 hằng tháng] và [D ngày 01/6 và 15/11 hằng năm]",
}
OUTSIDE = {
    "words of the edge": "trước [D ngày 30/6/2024], chậm nhất là [D ngày 15/7/2024]",
    "part of a period": "đầu [D năm 2024], hết [D quý I/2024], cuối [D tháng 8/2024]",
    "weekday and hour": "lúc 8 giờ thứ Hai, [D ngày 05/8/2024]",
}
NONE = {
    "durations": "trong 5 năm, 15 ngày kể từ ngày ban hành, 06 tháng thực hiện",
    "terms": "khóa XVI, lần thứ X",
    "bare recurrences": "định kỳ, thường xuyên, đột xuất",
    "times without a point": "trong năm, cuối năm, thời gian tới",
    "holidays": "dịp Tết Nguyên đán, Ngày Quốc khánh",
    "a year inside a number": "Nghị định số 12/2024/NĐ-CP",
    "numbers of other things": "đạt 2.024 hộ, 15/20 xã, tỷ lệ 10/2",
}


def read(text: str) -> str:
    plan = extract(Document(f"II. NỘI DUNG\n{text}\n"))
    dates = [one for one in plan.entities if one.label is Label.DATE]
    return mark_entities(plan.document.text, dates).splitlines()[1]


@pytest.mark.parametrize("source", cases(POINTS | RECURRENCES | OUTSIDE | NONE))
def test_dates(source: str) -> None:
    assert read(read_entities(source).text) == source
