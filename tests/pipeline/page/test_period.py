"""The years that a title names as a plan's own."""

from __future__ import annotations

import pytest

from pipeline.page.period import Period, period_of


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển du lịch cộng đồng năm 2024", (2024, 2024)),
        ("Công tác đối ngoại giai đoạn 2021 - 2025", (2021, 2025)),
        ("Công tác đối ngoại giai đoạn 2021–2025", (2021, 2025)),
        ("Công tác dân vận nhiệm kỳ 2020-2025", (2020, 2025)),
        ("Bảo tồn di sản từ năm 2021 đến năm 2025", (2021, 2025)),
        ("Chuyển đổi số đến năm 2025, định hướng đến năm 2030", (0, 2030)),
        ("Chuyển đổi số giai đoạn 2021-2025, tầm nhìn đến năm 2030", (2021, 2030)),
        ("Chương trình giảm nghèo giai đoạn 2021-2025 năm 2024", (2024, 2024)),
        ("Năm 2024 thực hiện Chương trình giảm nghèo giai đoạn 2021 - 2025", (2024, 2024)),
        ("Cải cách hành chính 6 tháng đầu năm 2025", (2025, 2025)),
        ("Công tác năm 2024 và năm 2025", (2024, 2025)),
        ("Thực hiện Nghị quyết số 12-NQ/TW ngày 05 tháng 3 năm 2021", None),
        ("Thực hiện Quyết định số 210/QĐ-TTg ngày 05/02/2023 của Thủ tướng", None),
        ("Triển khai thi hành Luật Đất đai năm 2024", None),
        ("Phòng, chống đuối nước trẻ em", None),
        ("", None),
    ],
)
def test_the_period_of_a_title(title: str, period: tuple[int, int] | None) -> None:
    assert period_of(title) == (None if period is None else Period(*period))


def test_the_last_day_is_that_of_the_last_year() -> None:
    assert Period(2021, 2025).last_day == "2025-12-31"
