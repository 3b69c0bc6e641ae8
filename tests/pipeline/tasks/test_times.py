"""TIME: by or during which the work is to be done, not every date that the task names."""

# ruff: noqa: E501 - a line of a plan stays one line

from __future__ import annotations

import pytest
from cases import cases
from mini_plans import reading

TIMES = {
    "a deadline": "Hoàn thành cải tạo chợ trước [T1 ngày 30/6/2024].",
    "at the latest": "Gửi báo cáo chậm nhất là [T1 ngày 15 tháng 12 năm 2024].",
    "from and to are two": "Tổ chức tập huấn từ [T1 tháng 3/2024] đến [T1 tháng 5/2024].",
    "a range is one": "Thí điểm tại ba xã trong [T1 giai đoạn 2024 - 2025].",
    "a quarter": "Trình Đề án phát triển chợ trong [T1 quý II/2024].",
    "the year of the work": "Tổ chức hội chợ xuân [T1 năm 2025].",
    "a recurrence": "[T1 Hằng năm], tổ chức sơ kết việc thực hiện.",
    "so often": "Kiểm tra an toàn thực phẩm [T1 định kỳ 6 tháng], đột xuất khi cần.",
    "a day of each month": "Cập nhật giá cả trước [T1 ngày 20 hằng tháng].",
    "the plan to draw up each year": "Xây dựng kế hoạch kiểm tra [T1 hằng năm].",
}
NO_TIMES = {
    "the year in the title of a plan": "Thực hiện Kế hoạch phát triển thương mại năm 2024.",
    "the year of a report": "Hoàn thiện báo cáo tổng kết năm 2023.",
    "the year of a budget": "Lập dự toán ngân sách năm 2025.",
    "the year of an annex": "Nhập số liệu theo Phụ lục năm 2024 kèm theo.",
    "the horizon of a plan": "Quy hoạch mạng lưới chợ đến năm 2030.",
    "the period of a programme": "Triển khai Chương trình khuyến công giai đoạn 2021 - 2025.",
    "an anniversary": "Tổ chức kỷ niệm 50 năm Ngày thành lập ngành (14/5/1951-14/5/2001).",
    "the date of a cited document": "Thực hiện Quyết định số 15/QĐ-UBND ngày 02/3/2023 về quản lý chợ.",
    "the recurrence of a budget": "Bố trí kinh phí từ ngân sách hằng năm của địa phương.",
    "a duration": "Giải quyết hồ sơ trong 15 ngày kể từ ngày nhận.",
}


@pytest.mark.parametrize("text", cases(TIMES | NO_TIMES))
def test_in_the_text_of_a_duty(text: str) -> None:
    plan = reading(
        f"""
        V. TỔ CHỨC THỰC HIỆN
        1. [L1 Sở Công Thương]
        a) {{1 {text.removesuffix(".")}}}.
        """
    )
    assert plan.read == plan.said


LABELS_AND_CELLS = {
    "a label gives the time: the year of the event does not": """
        II. NHIỆM VỤ
        1. {1 Tổ chức hội thao người khuyết tật năm 2024}
        - Chủ trì: [L1 Sở Nội vụ].
        - Thời gian: [T1 Tháng 4] và [T1 tháng 12/2024].
        """,
    "no label gives the time: the year of the event does": """
        II. NHIỆM VỤ
        1. {1 Tổ chức hội thao người khuyết tật [T1 năm 2024]}
        - Chủ trì: [L1 Sở Nội vụ].
        """,
    "a time label inside a sub-item": """
        II. NHIỆM VỤ
        1. {1 Dạy nghề cho người khuyết tật}
        - Chủ trì: [L1 Sở Nội vụ].
        - Nội dung:
        + Mở 05 lớp dệt chiếu. Thời gian thực hiện: [T1 tháng 4/2024].
        """,
    "a label with words around the dates": """
        II. NHIỆM VỤ
        1. {1 Cấp xe lăn}
        - Chủ trì: [L1 Sở Y tế].
        - Thời gian thực hiện: Bắt đầu từ [T1 quý I/2024], xong trước [T1 ngày 30 tháng 11 năm 2024].
        """,
    "what is no date is none": """
        II. NHIỆM VỤ
        1. {1 Thăm hỏi người có công}
        - Chủ trì: [L1 Sở Nội vụ].
        - Thời gian: Thường xuyên, định kỳ, các ngày lễ, Tết.
        """,
    "the time of the whole plan is nobody's": """
        II. NHIỆM VỤ
        1. {1 Khám sức khỏe cho người cao tuổi}
        - Chủ trì: [L1 Sở Y tế].
        III. THỜI GIAN THỰC HIỆN
        Từ tháng 01/2024 đến tháng 12/2024.
        IV. TỔ CHỨC THỰC HIỆN
        1. [L2 Sở Tài chính]
        - {2 Bảo đảm kinh phí}.
        """,
    "the time of a row is not its neighbour's": """
        II. NHIỆM VỤ
        | TT | Nội dung | Chủ trì | Thời gian |
        | 1 | {1 Trồng hoa dọc đường làng} | [L1 Hội Phụ nữ xã] | [T1 Tháng 3] |
        | 2 | {2 Thu gom vỏ bao thuốc trừ sâu} | [L2 Hội Nông dân xã] | |
        """,
}


@pytest.mark.parametrize("source", cases(LABELS_AND_CELLS))
def test_in_labels_and_cells(source: str) -> None:
    plan = reading(source)
    assert plan.read == plan.said
